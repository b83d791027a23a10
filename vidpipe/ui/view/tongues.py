"""The further languages of a film: how each stands, and its words beside the film's own. Pure."""

from dataclasses import dataclass
from typing import Any

from vidpipe.engine.overview import Overview
from vidpipe.film.lines import PARTS, Part, SceneLines, asked_for, outdated, unsaid
from vidpipe.film.slot import lines
from vidpipe.take import SlotView, State
from vidpipe.ui import words
from vidpipe.ui.address import EXTENSIONS, blob
from vidpipe.ui.states import MARKS

LABELS: dict[Part, str] = {"narration": "What is said over scene {number}", "words": "What stands on scene {number}"}
STATES = {
    "missing": (State.EMPTY, "To write"),
    "old": (State.STALE, "Own words changed"),
    "hand": (State.APPROVED, "By hand"),
    "told": (State.APPROVED, "Written"),
}


@dataclass(frozen=True)
class Tongue:
    """A language. `view` is the slot of its words; `why` says what is to be known of it, '' where all is well."""

    tag: str
    name: str
    view: SlotView
    says: str
    why: tuple[str, ...]
    missing: int
    old: int
    spoken: bool

    @property
    def state(self) -> State:
        """As the words stand for a person: written means nothing while some are missing."""
        return State.EMPTY if self.missing and self.view.fresh else self.view.state

    @property
    def chip(self) -> str:
        return f"{words.count(self.missing, 'scene')} to write" if self.missing and self.view.fresh else ""


def tongues(film: Overview) -> list[Tongue]:
    """Every further language, in the order in which they were asked for."""
    return [_tongue(film, tag) for tag in film.languages]


def _tongue(film: Overview, tag: str) -> Tongue:
    view, known, board = film.slots[lines(tag)], film.lines.get(tag), film.storyboard
    missing = len(unsaid(board, known)) if board else 0
    old = len(outdated(board, known)) if board and known else 0
    spoken = any(f"narration/{tag}" in row.slots for row in film.scenes)
    hand = sum(bool(scene.hand) for scene in known.scenes) if known else 0
    told = [words.count(hand, "scene") + " by hand"] if hand else []
    told += [] if spoken or not film.settings.narration else ["captions only: no voice here speaks it"]
    return Tongue(tag, words.language(tag), view, ", ".join(told), tuple(_why(view, old)), missing, old, spoken)


def _why(view: SlotView, old: int) -> list[str]:
    found = []
    if view.state in (State.FAILED, State.BLOCKED):
        found.append(words.capital(view.message))
    if view.state is State.STALE and view.causes:
        found.append(words.capital(view.causes[0].reason) + ".")
    if old:
        found.append(f"The film's own words were changed since in {words.count(old, 'scene')}.")
    return found + ([str(text) for text in view.take.meta.get("warnings", ())] if view.take else [])


def addable(film: Overview) -> list[str]:
    """The languages that can be added, by tag."""
    return [tag for tag in words.LANGUAGES if tag not in (film.language, *film.languages)]


def rows(film: Overview, tag: str, images: dict[str, str]) -> list[dict[str, Any]]:
    """A row for everything that is said or shown, as the list of lines has it."""
    board, known = film.storyboard, film.lines.get(tag)
    if board is None:
        return []
    own, old = known.by_scene if known else {}, outdated(board, known) if known else {}
    found = []
    for row in film.scenes:
        for part in (part for part in PARTS if part in asked_for(board).get(row.scene.id, {})):
            text = asked_for(board)[row.scene.id][part]
            lines_of = own.get(row.scene.id, SceneLines(id=row.scene.id))
            view = row.slots.get(f"narration/{tag}") if part == "narration" else None
            state, chip = STATES[_standing(lines_of, part, old.get(row.scene.id, ()))]
            found.append(
                {
                    "id": f"{row.scene.id}/{part}",
                    "number": row.index,
                    "text": lines_of.said(part),
                    "label": LABELS[part].format(number=row.index),
                    "hint": f"Write it in {words.language(tag)}",
                    "image": images.get(row.scene.id, ""),
                    "state": state.value,
                    "mark": MARKS[state],
                    "chip": chip,
                    "under": f"{'On screen: ' if part == 'words' else ''}{text}",
                    "plain": True,
                    "wrong": False,
                    "locked": False,
                    "src": _sound(view),
                }
                | dict.fromkeys(("frames", "spoken", "lead"), 0)
                | dict.fromkeys(("fit", "fits", "length", "manner"), "")
                | {"over": False}
            )
    return found


def _standing(found: SceneLines, part: Part, old: tuple[Part, ...]) -> str:
    if not found.said(part):
        return "missing"
    return "old" if part in old else "hand" if part in found.hand else "told"


def _sound(view: SlotView | None) -> str:
    take = view.take if view and view.fresh else None
    return blob(take.digest, take.mime) if take and take.mime in EXTENSIONS else ""
