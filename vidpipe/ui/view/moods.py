"""Moods as a page shows them: what each looks like, whether it is chosen, what can be done about it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from vidpipe.engine.overview import Overview
from vidpipe.film.cost import Cost, total
from vidpipe.film.mood import MOST, MOST_BROUGHT, OFFERED, Mood
from vidpipe.film.slot import MOOD, MOODS, mood_picture
from vidpipe.project.mooding import price_of
from vidpipe.take import SlotView, State
from vidpipe.ui import words

SHOWN_WORDS = 4
MOVING = (State.QUEUED, State.RUNNING)
TROUBLE = (State.FAILED, State.BLOCKED, State.UNCERTAIN)


@dataclass(frozen=True)
class Picture:
    """One picture of a direction. `own` tells that a person brought it."""

    slot: str
    place: int
    digest: str
    state: State
    percent: int
    own: bool
    label: str


@dataclass(frozen=True)
class Card:
    """One direction. `mark` says whether the film is made in it, `changed` that it is not any more as it was chosen;
    `stale` is how many pictures were painted from other words, `trouble` why a picture is missing."""

    number: int
    name: str
    description: str
    keywords: tuple[str, ...]
    more: str
    look: str
    colours: tuple[str, ...]
    pictures: tuple[Picture, ...]
    mark: str
    state: State
    changed: bool
    mixed: str
    stale: int
    repaint: Cost
    trouble: str
    busy: bool
    room: bool

    @property
    def chosen(self) -> bool:
        return bool(self.mark) and self.mark != SUGGESTED


SUGGESTED, CHOSEN = "Suggested", "Chosen"


@dataclass(frozen=True)
class Board:
    """All of them. Prices are of one direction anew, of all, and of a mix; `full` says why there can be no more."""

    cards: tuple[Card, ...]
    one: Cost
    all: Cost
    full: str
    gone: str
    writing: bool

    @property
    def names(self) -> dict[int, str]:
        return {card.number: card.name for card in self.cards}


def board(film: Overview) -> Board:
    """The directions of a film that has them."""
    moods = film.moods.moods if film.moods else ()
    names = {mood.number: mood.name for mood in moods}
    chosen, slot = film.mood, film.slots.get(MOODS)
    gone = chosen.mood.name if chosen and chosen.mood.number not in names and is_chosen(film) else ""
    return Board(
        cards=tuple(_card(film, mood, names) for mood in moods),
        one=anew(film, 1),
        all=anew(film, len(moods) or OFFERED),
        full=f"There are {MOST} directions; remove one to mix another." if len(moods) >= MOST else "",
        gone=gone,
        writing=slot is not None and slot.state in MOVING,
    )


def is_chosen(film: Overview) -> bool:
    """Whether a person chose, and it is not just the first one."""
    slot = film.slots.get(MOOD)
    return slot is not None and slot.take is not None and slot.take.recipe.imported


def anew(film: Overview, directions: int) -> Cost:
    """What so many directions cost: one request writes all of them, each has its pictures."""
    return price_of(film.slots.values(), directions, pictures=film.settings.moods)


def _card(film: Overview, mood: Mood, names: Mapping[int, str]) -> Card:
    views = [
        (place, film.slots[slot])
        for place in range(1, film.settings.moods + mood.extra + 1)
        if (slot := mood_picture(mood.number, place)) in film.slots
    ]
    stale = [view for _, view in views if view.state is State.STALE]
    mark, state = _mark(film, mood)
    return Card(
        number=mood.number,
        name=mood.name,
        description=mood.description,
        keywords=mood.keywords[:SHOWN_WORDS],
        more=f"+ {len(mood.keywords) - SHOWN_WORDS} more" if len(mood.keywords) > SHOWN_WORDS else "",
        look=mood.look,
        colours=mood.colours,
        pictures=tuple(_picture(view, place, mood.name) for place, view in views),
        mark=mark,
        state=state,
        changed=mark == CHOSEN and _differs(film, mood),
        mixed=_mixed(mood, names),
        stale=len(stale),
        repaint=total(view.price for view in stale),
        trouble=next((_trouble(view) for _, view in views if view.state in TROUBLE), ""),
        busy=any(view.state in MOVING for _, view in views),
        room=mood.extra < MOST_BROUGHT,
    )


def _mark(film: Overview, mood: Mood) -> tuple[str, State]:
    if film.mood is None or film.mood.mood.number != mood.number:
        return "", State.EMPTY
    slot = film.slots[MOOD]
    state = State.APPROVED if slot.approved else State.READY
    return CHOSEN if is_chosen(film) or slot.approved else SUGGESTED, state


def _differs(film: Overview, mood: Mood) -> bool:
    """Whether a direction, or what its pictures show, changed since it was chosen."""
    chosen = film.mood
    if chosen is None:
        return False
    slots = (mood_picture(mood.number, place) for place in range(1, film.settings.moods + mood.extra + 1))
    takes = [view.take for slot in slots if (view := film.slots.get(slot))]
    shown = {take.digest for take in takes if take}
    return chosen.mood.said != mood.said or {one.digest for one in chosen.pictures} != shown


def _picture(view: SlotView, place: int, name: str) -> Picture:
    take = view.take
    return Picture(
        slot=view.slot,
        place=place,
        digest=take.digest if take else "",
        state=view.state,
        percent=view.progress,
        own=bool(take and take.recipe.imported),
        label=f"{name}, picture {place}",
    )


def _mixed(mood: Mood, names: Mapping[int, str]) -> str:
    found = [names[number] for number in mood.mixed if number in names]
    return f"Mixed of {' and '.join(found)}" if found else ""


def _trouble(view: SlotView) -> str:
    said = words.capital(view.message).rstrip(".") if view.message else f"A picture is {view.state.value}"
    return f"{said}."


def waits(film: Overview) -> str:
    """What the page says while there are no directions yet."""
    slot = film.slots.get(MOODS)
    if slot is None:
        return ""
    if slot.state in MOVING:
        return "Three directions are being written. They appear here as soon as they are."
    if slot.state in TROUBLE:
        return _trouble(slot)
    if not film.status.resting:
        return "The brief comes first; then three directions are written from it."
    return "No directions yet: they are written from the brief. Start the film to have them."


def line(film: Overview) -> str:
    """The head's line of facts."""
    if not film.moods:
        return "Directions that the film could look like"
    number = words.count(len(film.moods.moods), "direction")
    chosen = film.mood.mood.name if film.mood else ""
    if not chosen:
        return number
    return f"{number} · {'made in' if is_chosen(film) else 'suggested:'} {chosen}"
