"""The words of the stages as a page shows them: who reads them, what fills their places, what changed. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from vidpipe.engine.overview import Overview
from vidpipe.errors import BadInput
from vidpipe.film.wording import filled, places
from vidpipe.library.prompts import Prompt
from vidpipe.take import Preview, SlotView, State
from vidpipe.ui import words
from vidpipe.ui.view.board import about, pieces
from vidpipe.ui.view.steps import in_state, numbers, slots

STAGES = {
    "brief": "brief",
    "moods": "moods",
    "storyboard": "storyboard",
    "keyframe": "keyframes",
    "motion": "clips",
    "music": "music",
}
"""The stage that says each, where it is called otherwise."""
SAID = {
    "talk": "somebody talks the film through on the Brief page",
    "brief": "what the client wrote becomes a brief",
    "moods": "the brief becomes directions to choose from",
    "storyboard": "the brief becomes scenes",
    "keyframe": "a scene's words become its pictures",
    "motion": "two pictures become a clip",
    "music": "the film gets its music",
    "translation": "a further language gets its words",
}
ANEW = ("brief", "storyboard")
"""Words after which the storyboard is written anew."""


class Words(NamedTuple):
    """What stands in the fields."""

    text: str
    system: str = ""


class Place(NamedTuple):
    """A place of a text: what fills it, the value in the slot looked at, how the text uses it."""

    name: str
    fills: str
    value: str
    used: bool
    needed: bool


def is_own(found: Prompt, first: Prompt) -> bool:
    return (found.text, found.system) != (first.text, first.system)


def read_by(view: Overview, first: Prompt, titles: Mapping[str, str]) -> str:
    """`Read by Painter 1: a scene's words become its pictures`; without a model just what becomes of them."""
    model = view.settings.models.get(first.role, "")
    said = SAID.get(first.name, "")
    return f"{titles.get(model, model)} reads this when {said}" if model else f"Read when {said}"


def said_for(view: Overview, name: str) -> dict[str, str]:
    """The slots that are made by these words, as a person says them; those alone whose inputs are known."""
    among: list[SlotView] = [slot for slot in slots(view) if slot.stage == STAGES.get(name, name) and slot.recipe]
    return {slot.slot: words.place(slot.slot, numbers(view)) for slot in among}


def places_of(first: Prompt, now: Words, values: Mapping[str, str]) -> list[Place]:
    """Every place that there is, in the order of the original."""
    used = _used(now)
    return [
        Place(name, fills, values.get(name, ""), name in used, name in first.needed)
        for name, fills in first.variables.items()
    ]


def _used(now: Words) -> tuple[str, ...]:
    try:
        return (*places(now.text), *places(now.system))
    except BadInput:
        return ()


def spoken(now: Words, values: Mapping[str, str]) -> str:
    """The text with its places filled; '' while it cannot be read."""
    try:
        return filled(now.text, values)
    except BadInput:
        return ""


def outdated(view: Overview, name: str) -> list[str]:
    """The slots that show what was asked for in other words than now."""
    stale = in_state(slots(view), State.STALE)
    return [slot.slot for slot in stale if any(cause.reason == f"its {name} prompt changed" for cause in slot.causes)]


def follows(name: str, found: Preview) -> str:
    """What saving would make stale, and its price."""
    if not found.stale:
        return "Nothing that is made changes; it holds for what is made from now on."
    price = about(found.micros, found.confidence)
    again = f"Saving makes {pieces(found.stale) or words.count(len(found.stale), 'part')} stale"
    costs = "costs nothing" if price == "free" else f"costs {price}"
    anew = " The storyboard is then written anew, without its notes." if name in ANEW else ""
    return f"{again}. Making again {costs}, and waits for your word.{anew}"
