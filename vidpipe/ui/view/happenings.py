"""What happened, in words: an event of a film as a line that a person reads. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from vidpipe.film.account import FilmLabel
from vidpipe.film.slot import parse
from vidpipe.ports import Event
from vidpipe.ui import words
from vidpipe.ui.view.going import HERE
from vidpipe.ui.view.steps import page_of, step_of

KINDS: dict[str, tuple[str, ...]] = {
    "made": ("done", "imported"),
    "failed": ("failed", "doubt", "unknown", "cancelled", "damaged", "dearer"),
    "decided": ("decided", "settled", "found", "wish"),
    "film": ("created", "settings", "titled", "trash", "restored", "waiting"),
}
"""Kinds of things a person may look for, and the events of each."""

KIND_WORDS = {"": "All", "made": "Made", "failed": "Failed", "decided": "Decided", "film": "Film"}

PLACES = {
    "": "Everywhere",
    "brief": "Brief",
    "moods": "Moods",
    "mood": "Mood",
    "storyboard": "Storyboard",
    "keyframe": "Keyframes",
    "clip": "Clips",
    "narration": "Narration",
    "music": "Music",
    "edit": "Edit",
    "cut": "Cut",
}
"""Parts of a film by the names their slots have."""

TOLD = {
    "created": "Film created",
    "imported": "Brought by hand",
    "done": "Made",
    "failed": "Failed",
    "doubt": "Nobody knows whether it was accepted",
    "unknown": "Nobody knows whether it was accepted",
    "cancelled": "Stopped before it began",
    "settled": "Settled",
    "found": "Found at the provider, gone on with",
    "dearer": "Charged more than was planned",
    "settings": "Settings changed",
    "titled": "Renamed",
    "trash": "Moved to the trash",
    "restored": "Taken out of the trash",
    "damaged": "A damaged file was dropped",
    "waiting": "Waits for another film to be done",
}
DECIDED = {
    "pick": "Picked",
    "approve": "Approved",
    "reopen": "Approval taken back",
    "reject": "Rejected",
    "lock": "Locked",
    "unlock": "Unlocked",
    "keep": "Kept as it is",
    "reroll": "Asked for another take",
    "retry": "Asked to try again",
    "cancel": "Called off",
    "note": "Asked for a change",
    "go": "Asked to make it",
    "halt": "Asked to stop",
    "change": "Settings changed",
    "soften": "Asked again as the ladder says",
    "leave": "Asked for without an input",
    "edit": "Asked for an edit",
    "extend": "Asked to go on with it",
}
MARKS = {
    "done": ("approved", "✓"),
    "imported": ("approved", "✓"),
    "failed": ("failed", "✕"),
    "damaged": ("failed", "✕"),
    "dearer": ("uncertain", "?"),
    "doubt": ("uncertain", "?"),
    "unknown": ("uncertain", "?"),
    "waiting": ("queued", "◌"),
}
"""State and mark of what an event came to; the others have none."""
BLOCKED = ("blocked", "⊘")


def titles(labels: Mapping[str, FilmLabel]) -> dict[str, str]:
    """Films by name for a list to choose from; those of one title are told apart by the beginning of their id."""
    found = {name: label.title or "Untitled film" for name, label in labels.items()}
    often = Counter(found.values())
    return {name: f"{title} · {name[:6]}" if often[title] > 1 else title for name, title in found.items()}


@dataclass(frozen=True)
class Line:
    """One thing that happened. `link` leads to where it happened, '' where that is gone; `times` in a row."""

    seq: int
    at: datetime | None
    film: str
    project: str
    what: str
    why: str
    where: str
    link: str
    state: str
    mark: str
    seconds: float
    cost: int
    times: int = 1


def lines(events: Sequence[Event], labels: Mapping[str, FilmLabel]) -> list[Line]:
    """Events as lines; the same thing told several times in a row is one."""
    found: list[Line] = []
    for event in events:
        told = line(event, labels.get(event.project, FilmLabel(title="A film that is gone", trashed=True)))
        if found and _same(found[-1], told):
            found[-1] = replace(found[-1], times=found[-1].times + 1)
        else:
            found.append(told)
    return found


def _same(one: Line, other: Line) -> bool:
    both = [(line.project, line.what, line.why, line.where, line.seconds, line.cost) for line in (one, other)]
    return both[0] == both[1]


def line(event: Event, label: FilmLabel) -> Line:
    what, why = said(event)
    state, mark = BLOCKED if _blocked(event) else MARKS.get(event.what, ("", ""))
    return Line(
        seq=event.seq,
        at=event.at,
        film=label.title or "Untitled film",
        project=event.project,
        what=what,
        why=why,
        where=_where(event, label),
        link="" if label.trashed else link(event, label),
        state=state,
        mark=mark,
        seconds=event.seconds,
        cost=event.cost,
    )


def _blocked(event: Event) -> bool:
    """Whether a provider's policy refused it, which is no failure of the call."""
    return event.what == "failed" and event.detail.get("kind") == "policy"


def said(event: Event) -> tuple[str, str]:
    """What happened and by whom; and the reason, if one was given."""
    detail = event.detail
    what = TOLD.get(event.what, words.capital(event.what.replace("_", " ")))
    if _blocked(event):
        what = "Refused by the provider's policy"
    if event.what == "decided":
        what = DECIDED.get(str(detail.get("verb")), "Decided")
    if event.what == "wish":
        what = "Stopped" if detail.get("wish") == "stop" else "Started"
    if event.what == "settled":
        what = "Settled: it was charged" if detail.get("charged") else "Settled: it was not charged"
    what += _model(event) + (", from the cache" if detail.get("cached") else "")
    actor = str(detail.get("actor") or "")
    alone = ", by itself" if detail.get("verb") == "soften" else ", as no gate asks"
    what += alone if actor == "policy" else f" by {actor}" if actor else ""
    return what, _figures(event) or str(detail.get("message") or detail.get("reason") or "")


def _model(event: Event) -> str:
    """Which model made it, where that is none of this computer's."""
    model = str(event.detail.get("model") or "")
    return f" with {model}" if event.what == "done" and model and not model.startswith(HERE) else ""


def _figures(event: Event) -> str:
    """What was charged, where that was more than anybody reckoned with."""
    charged, reserve = event.detail.get("charged"), event.detail.get("reserve")
    if event.what != "dearer" or not isinstance(charged, int) or not isinstance(reserve, int):
        return ""
    return f"{words.money(charged)} instead of at most {words.money(reserve)}"


def _where(event: Event, label: FilmLabel) -> str:
    name, part = event.slot, str(event.detail.get("part") or "")
    if part.startswith("scene/"):
        number = label.scenes.get(part.removeprefix("scene/"))
        return f"{words.capital(name)}, scene {number}" if number else words.capital(name)
    if name.startswith("scene/") and name.count("/") == 1:
        number = label.scenes.get(name.removeprefix("scene/"))
        return f"Scene {number}" if number else "A scene that is gone"
    return words.place(name, label.scenes) if name else ""


def link(event: Event, label: FilmLabel) -> str:
    """The address of the page where it happened, with the scene and the slot chosen."""
    slot = event.slot
    aim = {"project": event.project}
    if not slot or (slot.startswith("scene/") and slot.count("/") == 1):
        scene = slot.removeprefix("scene/")
        return f"/storyboard?{urlencode(aim | ({'scene': scene} if scene in label.scenes else {}))}"
    scene = parse(slot).scene
    if scene in label.scenes:
        aim |= {"scene": scene, "slot": slot}
    return f"/{page_of(step_of(slot))}?{urlencode(aim)}"
