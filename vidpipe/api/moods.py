"""Moods: directions that a film could look like; others, a mix, by hand, with own pictures; the one it is made in."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from vidpipe.api.asked import Agreed, Asked, Carrying, Guarded, agree
from vidpipe.api.bringing import File, bytes_of
from vidpipe.api.opened import Film
from vidpipe.api.shape import address, priced, slot
from vidpipe.errors import BadInput
from vidpipe.film.mood import MOST_PICTURES, Mood
from vidpipe.film.slot import mood_picture
from vidpipe.studio import Overview, Project

router = APIRouter(route_class=Guarded, tags=["moods"])
pictures = APIRouter(route_class=Carrying, tags=["moods"])

Number = Annotated[int, Field(ge=1, le=99)]
Words = Annotated[str, Field(max_length=2000)]
Listed = Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=24)]


class Offer(Asked):
    """How many pictures each of three directions has; none: as many as the film's quality has; 0: no moods."""

    pictures: Annotated[int, Field(ge=0, le=MOST_PICTURES)] | None = None


class Reroll(Agreed):
    """Instead of these, else of all; `start` has them made at once."""

    numbers: Annotated[tuple[Number, ...], Field(max_length=12)] = ()
    note: Words = ""
    start: bool = True


class Mix(Agreed):
    """One more direction, between two."""

    one: Number
    other: Number
    note: Words = ""
    start: bool = True


class Change(Asked):
    """What of a direction is to be another."""

    name: Words | None = None
    description: Words | None = None
    keywords: Listed | None = None
    look: Words | None = None
    colours: Listed | None = None
    picture: Words | None = None


@router.get("/projects/{project}/moods")
def moods(film: Film) -> dict[str, Any]:
    """The directions of a film, with what having others costs."""
    return told(film)


@router.put("/projects/{project}/moods")
def offer(film: Film, asked: Offer) -> dict[str, Any]:
    """Have directions offered first. They are made when the film is started."""
    film.change(moods="on" if asked.pictures is None else asked.pictures)
    return told(film)


@router.post("/projects/{project}/moods/reroll")
def reroll(film: Film, asked: Reroll) -> dict[str, Any]:
    """Other directions in the place of some, or of all."""
    there = film.moods
    agree(film.moods_price(len(set(asked.numbers)) or (len(there.moods) if there else 1)), asked)
    film.reroll_moods(asked.numbers, note=asked.note, go=asked.start)
    return told(film)


@router.post("/projects/{project}/moods/mix")
def mix(film: Film, asked: Mix) -> dict[str, Any]:
    """One more direction, between two."""
    agree(film.moods_price(), asked)
    film.mix_moods(asked.one, asked.other, note=asked.note, go=asked.start)
    return told(film)


@router.patch("/projects/{project}/moods/{number}")
def edit(film: Film, number: int, asked: Change) -> dict[str, Any]:
    """Change a direction by hand; its pictures are stale then, and stay until they are asked for."""
    changes = asked.model_dump(exclude_none=True)
    if not changes:
        raise BadInput("It is not said what to change", remedy="Give name, look, colours or another.")
    film.edit_mood(number, **changes)
    return told(film)


@router.delete("/projects/{project}/moods/{number}")
def remove(film: Film, number: int) -> dict[str, Any]:
    """Take a direction away; the last one stays."""
    film.drop_mood(number)
    return told(film)


@pictures.post("/projects/{project}/moods/{number}/pictures", status_code=201)
def add_picture(film: Film, number: int, asked: File) -> dict[str, Any]:
    """An own picture for a direction: it goes with what is asked for, where a model takes references."""
    film.bring_mood_picture(number, bytes_of(asked), name=asked.name)
    return told(film)


@router.post("/projects/{project}/moods/{number}/choose")
def choose(film: Film, number: int, asked: Asked) -> dict[str, Any]:
    """Have the film made in this direction. It is approved and gone on with by other requests."""
    film.choose_mood(number, approve=False, go=False)
    return told(film)


def told(film: Project) -> dict[str, Any]:
    now, chosen = film.overview, film.mood
    price = film.moods_price() if film.moods else film.moods_offer()
    return {
        "project": now.id,
        "title": now.title,
        "wanted": now.settings.moods,
        "chosen": chosen.mood.number if chosen else None,
        "approved": bool(chosen and "mood" in now.slots and now.slots["mood"].approved),
        "moods": [_row(now, mood) for mood in film.moods.moods] if film.moods else [],
        "price": priced(price),
    }


def _row(now: Overview, mood: Mood) -> dict[str, Any]:
    names = [mood_picture(mood.number, place) for place in range(1, now.settings.moods + mood.extra + 1)]
    views = {name: now.slots[name] for name in names if name in now.slots}
    shown = {
        name: slot(view) | {"address": address(view.take.digest, view.take.mime) if view.take else None}
        for name, view in views.items()
    }
    return {"number": mood.number, **mood.words, "mixed": list(mood.mixed), "pictures": shown}
