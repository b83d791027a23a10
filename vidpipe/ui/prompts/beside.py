"""Beside the fields: what fills the places, the words as they are said, and how they differ from the original ones."""

from typing import TYPE_CHECKING

from vidpipe.engine.overview import Overview
from vidpipe.errors import Refused
from vidpipe.lab.differing import words as compared
from vidpipe.library.prompts import Prompt, original
from vidpipe.ui.markup import Markup, join, show, tag
from vidpipe.ui.parts import section
from vidpipe.ui.prompts import drafts
from vidpipe.ui.prompts.looked import choose_slot
from vidpipe.ui.view.prompt import Place, Words, places_of, spoken

if TYPE_CHECKING:
    from vidpipe.studio import Project

LONG = 4000
"""Signs of a value or a text that are shown."""
BESIDE = (
    "What the brief holds by now and what was said follow by themselves, and how the answer is to be written. "
    "Other words hold from the next turn on; without a key this computer talks, which reads none of them."
)
KINDS = {"same": "span", "one": "del", "other": "ins"}


def beside(film: "Project", view: Overview, name: str) -> None:
    """Draw it."""
    first = original(name)
    now = drafts.draft(film, film.wording(name))
    slot = choose_slot(view, name)
    values = _values(film, slot)
    if first.variables:
        show(section("Places"), _places(places_of(first, now, values), known=bool(slot)))
    else:
        show(section("Beside it"), tag("p", BESIDE, class_="quiet"))
    if slot and (said := spoken(now, values)):
        show(section("As it is asked"), _text(said, label="The prompt with its places filled"))
    _differences(first, now)


def _values(film: "Project", slot: str) -> dict[str, str]:
    try:
        return film.filling(slot).values if slot else {}
    except Refused:
        return {}


def _places(found: list[Place], *, known: bool) -> Markup:
    return tag("div", *[_place(place, known=known) for place in found], class_="places")


def _place(place: Place, *, known: bool) -> Markup:
    marks = [tag("span", "needed", class_="tag")] if place.needed else []
    marks += [] if place.used else [tag("span", "left out", class_="tag out")]
    head = tag("div", tag("code", f"{{{place.name}}}"), *marks, class_="named")
    value = _shortened(place.value) if place.value else "nothing here" if known else ""
    return tag(
        "div",
        head,
        tag("p", place.fills),
        tag("p", value, class_="value" if place.value else "value none") if value else None,
        class_="place",
    )


def _differences(first: Prompt, now: Words) -> None:
    pairs = [("Instructions", first.system, now.system), ("Prompt", first.text, now.text)]
    found = [pair for pair in pairs if pair[1].strip() != pair[2].strip()]
    if not found:
        return
    shown = [_compared(*pair) for pair in found]
    show(section("Against the original", small="struck out is gone, underlined is new"), *shown)


def _compared(label: str, before: str, after: str) -> Markup:
    runs = [tag(KINDS[run.mark], run.text) for run in compared(before, after)]
    return tag(
        "div", join(*runs), class_="spoken", tabindex=0, role="group", aria_label=f"{label} against the original"
    )


def _text(said: str, *, label: str) -> Markup:
    return tag("div", _shortened(said), class_="spoken", tabindex=0, role="group", aria_label=label)


def _shortened(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]} … and {len(text) - LONG:,} more signs"
