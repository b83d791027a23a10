"""What is said in a film: where every line stands in a language, what helps where one is too long, and who speaks."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import Field

from vidpipe.api.asked import Agreed, Asked, Guarded, agree
from vidpipe.api.opened import Film
from vidpipe.api.shape import priced
from vidpipe.engine.placed import PlacedLine
from vidpipe.studio import Fitting, Project

router = APIRouter(route_class=Guarded, tags=["sound"])

Short = Annotated[str, Field(max_length=80)]


class Fit(Agreed):
    """Have the line of a scene (its number or id) fit: a longer scene, a faster voice, fewer words."""

    scene: Short
    how: Literal["longer", "faster", "shorter"]
    language: Short = ""
    start: bool = True


class Voice(Asked):
    """A voice by its id or name; '' leaves it to the film."""

    voice: Short = ""


@router.get("/projects/{project}/sound")
def sound(film: Film, language: str = "") -> dict[str, Any]:
    """Every line in the film's own language or a further one: where it stands, and what helps where it is too long."""
    return told(film, language)


@router.post("/projects/{project}/sound/fit")
def fit(film: Film, asked: Fit) -> dict[str, Any]:
    """Have a line fit. A longer scene begins nothing: what it makes stale waits."""
    ways = film.fittings(asked.scene, asked.language)
    way = next((one for one in ways if one.how == asked.how and not one.why_not), None)
    if way is not None and asked.how != "longer":
        agree(way.price, asked)
    film.fit(asked.scene, asked.how, asked.language, wake=asked.start)
    return told(film, asked.language)


@router.get("/projects/{project}/voices")
def voices(film: Film, language: str = "") -> dict[str, Any]:
    """Who speaks a language of the film, and who could."""
    return {"project": film.id} | film.speaker(language).plain()


@router.put("/projects/{project}/voices/{language}")
def choose(film: Film, language: str, asked: Voice) -> dict[str, Any]:
    """Have a language spoken by a voice. What was spoken is stale then, and waits."""
    film.choose_voice(asked.voice, language)
    return voices(film, language)


def told(film: Project, language: str) -> dict[str, Any]:
    now, lines = film.overview, film.placed(language)
    rows = [_line(one, now.settings.rate, film.fittings(one.scene, language) if one.over else ()) for one in lines]
    said = {"project": now.id, "title": now.title, "language": language or now.language}
    return {**said, "loudness": now.edit.loudness, "lines": rows}


def _line(line: PlacedLine, rate: int, ways: tuple[Fitting, ...]) -> dict[str, Any]:
    """A line, in seconds."""
    return {
        "scene": line.scene,
        "number": line.number,
        "slot": line.slot,
        "text": line.text,
        "start": round(line.start / rate, 3),
        "seconds": None if line.spoken is None else round(line.spoken / rate, 3),
        "fit": line.fit or None,
        "too_long": round(line.over / rate, 3),
        "moved": round(line.shift / rate, 3),
        "beyond": round(line.beyond / rate, 3),
        "ways": [_way(way) for way in ways],
    }


def _way(way: Fitting) -> dict[str, Any]:
    price = None if way.why_not else priced(way.price)
    return {"how": way.how, "says": way.says, "price": price, "stale": list(way.stale), "why_not": way.why_not or None}
