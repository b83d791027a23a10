"""The gate at the foot of the film: what is approved, what changed, what going on costs, what the buttons say. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vidpipe.engine.estimate import Estimate, EstimateLine
from vidpipe.engine.overview import Overview, Status
from vidpipe.film.cost import FREE, Cost, total
from vidpipe.film.project import STAGES
from vidpipe.film.slot import MOOD
from vidpipe.take import Change, SlotView, State
from vidpipe.ui import words
from vidpipe.ui.view.card import VERBS, duration
from vidpipe.ui.view.going import ahead, summed
from vidpipe.ui.view.steps import ATTENTION, find, gated, in_state, numbers, of_step, page_of, slots, step_of, talking

HARDENS = {
    "brief": "Subject, kind and tone",
    "moods": "Palette, light and look of everything",
    "storyboard": "Order, cast, look of a scene",
    "keyframes": "Framing, light, cast",
    "clips": "Movement",
    "sound": "Music and voice",
    "cut": "Nothing, every take is kept",
}
SETTLING = {
    State.UNCERTAIN: "Settle it",
    State.BLOCKED: "Choose a remedy",
    State.FAILED: "See what failed",
    State.STALE: "Look at changes",
}
ASKABLE = ("storyboard", "keyframes", "clips", "sound")
"""Steps of which changes can be requested in words."""

Act = Literal["approve", "resume", "redo", "decide", "lead", "watch"]


@dataclass(frozen=True)
class Gate:
    """`verb` and `price` are the primary button's, `paid` whether it names its price.

    `only` and `keep` are the quiet buttons beside it, '' for none; `request` whether changes can be asked for. `page`
    and `slot` are where `decide` and `lead` go. `line` is a gate of one line: the film waits on another page.
    """

    act: Act
    step: str
    label: str
    what: str
    verb: str
    price: int = FREE
    paid: bool = True
    detail: str = ""
    since: str = ""
    changed: tuple[str, ...] = ()
    cost: str = ""
    sure: str = ""
    hardens: str = ""
    only: str = ""
    keep: str = ""
    request: bool = False
    page: str = ""
    slot: str = ""
    line: bool = False


def gate(
    film: Overview,
    found: Estimate,
    *,
    here: str,
    changes: Sequence[Change] = (),
    notes: int = 0,
    just_done: bool = False,
) -> Gate | None:
    """The gate on the page of step `here`, or None while work goes on and when the film is finished.

    `changes` and `notes` are of the step that waits; `just_done` says that the person saw the film come to its end.
    """
    if film.status is Status.COMPLETE:
        return _watch(film) if just_done and here != "cut" else None
    if not film.status.resting:
        return None
    if talking(film) and here != "brief":
        return _lead(film, "brief", "Finish the brief")
    step = gated(film)
    if film.status is Status.AWAITING_APPROVAL and step:
        if here != page_of(step):
            return _lead(film, page_of(step), VERBS[step])
        return _approval(film, step, found, changes, notes)
    pressing = [view for state in ATTENTION for view in in_state(slots(film), state)]
    if pressing and pressing[0].state is not State.STALE and film.status is not Status.STOPPED:
        view = pressing[0]
        if here != page_of(step_of(view.slot)):
            return _lead(film, page_of(step_of(view.slot)), SETTLING[view.state], view)
        return _decision(film, pressing, found)
    stale = [view for view in in_state(slots(film), State.STALE) if view.take]
    if stale and film.status is not Status.STOPPED:
        return _redo(stale, film, found)
    return _going_on(film, found)


def waits_at(film: Overview) -> str:
    """The step whose approval the film waits for, '' where it waits for none."""
    return gated(film) if film.status is Status.AWAITING_APPROVAL else ""


def _watch(film: Overview) -> Gate:
    return Gate(
        act="watch",
        step="cut",
        label="Finished",
        what=f"{film.title or 'The film'}, {duration(film)}",
        verb="Watch the film",
        paid=False,
        page="cut",
        line=True,
    )


def _lead(film: Overview, page: str, verb: str, view: SlotView | None = None) -> Gate:
    what = words.place(view.slot, numbers(film)) if view else ""
    said = words.capital(view.message) if view and view.message else ""
    return Gate(
        act="lead",
        step=page,
        label=f"Waits at {words.STEPS[page]}",
        what=f"{what}: {said}" if said else what,
        verb=verb,
        paid=False,
        page=page,
        slot=view.slot if view else "",
        line=True,
    )


def _approval(film: Overview, step: str, found: Estimate, changes: Sequence[Change], notes: int) -> Gate:
    now = approving(film, step)
    lines, price = ahead(film, now, found), summed(film, now, found)
    last = not lines
    return Gate(
        act="approve",
        step=step,
        label="You approve",
        what=_what(film, step, now),
        detail=_detail(film, step, notes),
        since="Changed since",
        changed=changed(changes, whole=_whole(film, step)),
        cost=words.forecast(price),
        sure=_sure(lines),
        hardens=HARDENS[step],
        verb=f"Approve the {step}" if last else "Approve and continue",
        price=price,
        paid=not last,
        only="" if last else "Approve only",
        request=step in ASKABLE,
        page=page_of(lines[0].step) if lines else "cut",
    )


def approving(film: Overview, step: str) -> tuple[str, ...]:
    """The steps that one approval is for: the brief goes with the storyboard on whose page it stands."""
    both = [name for name in ("brief", "storyboard") if in_state(of_step(film, name), State.READY)]
    return tuple(both) if step in both else (step,)


def _what(film: Overview, step: str, now: tuple[str, ...]) -> str:
    views = of_step(film, step)
    if step == "moods" and film.mood:
        return film.mood.mood.name
    if step in ("brief", "storyboard", "cut"):
        return f"{' and '.join(words.STEPS[name] for name in now).replace(' S', ' s')}, {duration(film)}"
    ready, every = len(in_state(views, State.READY)), words.count(len(views), words.UNITS[step])
    return every if ready == len(views) else f"{ready} of {every}"


def _detail(film: Overview, step: str, notes: int) -> str:
    """Which take, how many approved already, how many notes are open."""
    if step == "moods":
        choice = find(film, MOOD)
        own = choice is not None and choice.take is not None and choice.take.recipe.imported
        return "Chosen by you" if own else "The first, unless you choose another"
    views = of_step(film, step)
    take = next((view.take for view in views if view.take), None)
    parts = [f"Take {take.number}"] if take and len(views) == 1 else []
    if len(views) > 1:
        done = sum(view.approved for view in views)
        parts.append(f"{done} approved" if done else "None approved yet")
    parts.append(words.count(notes, "open note") if notes else "")
    return ", ".join(part for part in parts if part)


def _whole(film: Overview, step: str) -> int:
    """How many parts a step has that can change."""
    return len(film.scenes) if step == "storyboard" else len(of_step(film, step))


def changed(changes: Sequence[Change], *, whole: int = 0, shown: int = 2) -> tuple[str, ...]:
    """`Scene 3: end, motion` by the scene, at most so many lines. Without any change nothing was approved yet."""
    found: dict[str, list[str]] = {}
    for change in changes:
        name = _where(change)
        found.setdefault(name, []).extend(word for word in change.what if word not in found.get(name, []))
    new = sum(words_ == ["new"] for words_ in found.values())
    if new == len(found) and (not found or len(changes) >= whole):
        return ("All of it is new",)
    lines = [f"{name}: {', '.join(what)}" if what else name for name, what in found.items()]
    return tuple(lines) if len(lines) <= shown else (*lines[: shown - 1], f"and {len(lines) - shown + 1} more")


def _where(change: Change) -> str:
    if change.scene:
        return f"Scene {change.scene}"
    gone = change.part.startswith("scene/")
    return "A scene" if gone else words.plain(change.part or change.slot.split("/")[0])


def _sure(lines: Sequence[EstimateLine]) -> str:
    """`6 keyframes and 3 clips, fixed`; what the cache answers costs nothing and is said."""
    if not lines:
        return "nothing is left to make"
    parts = [counted(line.step, line.count) for line in lines]
    things = " and ".join(parts) if len(parts) < 3 else f"{parts[0]}, {parts[1]} and more"
    cached = sum(line.cached for line in lines)
    price = total(line.micros for line in lines)
    return f"{things}, {words.sure(price)}" + (f", {cached} cached" if cached and price else "")


def counted(step: str, number: int) -> str:
    """`6 keyframes`, `sound`, `cut`."""
    return step if step in ("brief", "moods", "storyboard", "sound", "cut") else words.count(number, words.UNITS[step])


def _decision(film: Overview, pressing: list[SlotView], found: Estimate) -> Gate:
    view = pressing[0]
    failed = view.state is State.FAILED
    undecided = [found for found in pressing if found.state is not State.STALE]
    message = words.capital(view.message)
    return Gate(
        act="resume" if failed else "decide",
        step=step_of(view.slot),
        label="Waits for you",
        what=words.place(view.slot, numbers(film)),
        detail=words.count(len(undecided), "place") + " to decide on",
        since="Because" if message else "",
        changed=(message,) if message else (),
        cost=words.forecast(found.micros),
        sure=f"to finish, {words.sure(found.micros)}",
        verb="Try again" if failed else SETTLING[view.state],
        price=found.micros,
        paid=failed,
        only=SETTLING[State.FAILED] if failed else "",
        page=page_of(step_of(view.slot)),
        slot=view.slot,
    )


def _redo(stale: list[SlotView], film: Overview, found: Estimate) -> Gate:
    causes = tuple(dict.fromkeys(words.capital(view.causes[0].reason) for view in stale if view.causes))
    first = words.place(stale[0].slot, numbers(film))
    return Gate(
        act="redo",
        step=step_of(stale[0].slot),
        label="Stale",
        what=first if len(stale) == 1 else f"{first} and {len(stale) - 1} more",
        detail="What there is stays until you say so",
        since="Because",
        changed=causes if len(causes) <= 2 else (causes[0], f"and {len(causes) - 1} more"),
        cost=words.forecast(found.micros),
        sure=_sure([line for line in found.lines if line.count]),
        verb=f"Redo {len(stale)}",
        price=found.micros,
        keep="Keep all" if len(stale) > 1 else "Keep it",
    )


def _going_on(film: Overview, found: Estimate) -> Gate:
    stopped = film.status is Status.STOPPED
    return Gate(
        act="resume",
        step=film.step,
        label="Stopped" if stopped else "Waits for you",
        what=f"{words.STEPS[film.step]}, {film.progress} % of the film",
        detail="Everything made is kept",
        cost=words.forecast(found.micros),
        sure=_sure([line for line in found.lines if line.count]),
        verb="Resume" if stopped else "Continue",
        price=found.micros,
    )


def asked_slots(film: Overview, step: str, scenes: Sequence[str], *, end: str = "") -> tuple[str, ...]:
    """What a request for changes speaks of: parts of the storyboard, or the slots of these scenes that a model makes.

    `end` narrows keyframes to start or end. `music` among the scenes is the music.
    """
    if step == "storyboard":
        return tuple(f"storyboard:scene/{scene}" for scene in scenes)
    found = [view for view in of_step(film, step) if _asked(view, scenes, end) and view.take and not view.locked]
    return tuple(view.slot for view in found if view.recipe is None or view.recipe.model)


def _asked(view: SlotView, scenes: Sequence[str], end: str) -> bool:
    scene = view.slot.split("/")[1] if view.slot.startswith("scene/") else view.slot
    return scene in scenes and (not end or view.slot.endswith(f"keyframe/{end}"))


def asked_price(film: Overview, step: str, targets: Sequence[str]) -> Cost:
    """Micro-dollars of making again what changes are asked for."""
    if step == "storyboard":
        board = find(film, "storyboard")
        return board.price if board and targets else FREE
    return total(view.price for view in slots(film) if view.slot in targets)


def next_page(step: str) -> str:
    """The page after a step's own."""
    after = STAGES[STAGES.index(step) + 1 :]
    return page_of(after[0]) if after else "cut"
