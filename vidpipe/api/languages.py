"""Languages of a film: told in further ones over the same pictures, their words read, written by hand, asked for."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from vidpipe.api.asked import Agreed, Asked, Guarded, agree
from vidpipe.api.opened import Film
from vidpipe.api.shape import priced
from vidpipe.studio import LanguageView, Project

router = APIRouter(route_class=Guarded, tags=["languages"])

Words = Annotated[str, Field(max_length=2000)]


class Make(Agreed):
    """`start` has it made at once; else it waits for whoever works next."""

    start: bool = True


class Lines(Asked):
    """By a scene's number or id: its `narration`, its `words` on the screen."""

    lines: Annotated[dict[str, dict[Annotated[str, Field(max_length=20)], Words]], Field(min_length=1, max_length=400)]
    start: bool = True


@router.get("/projects/{project}/languages")
def languages(film: Film) -> dict[str, Any]:
    """The further languages of a film, with every line in the film's own language and in them."""
    return told(film)


@router.get("/projects/{project}/languages/{tag}")
def price(film: Film, tag: str) -> dict[str, Any]:
    """What telling the film in this language costs, or what of it is still to be made."""
    return {"project": film.id, "language": tag, "price": priced(film.language_estimate(tag))}


@router.put("/projects/{project}/languages/{tag}")
def add(film: Film, tag: str, asked: Make) -> dict[str, Any]:
    """Tell the film in this language too: words, voice and a cut of its own of the same pictures."""
    agree(film.language_estimate(tag), asked)
    film.add_language(tag, wake=asked.start)
    return told(film)


@router.delete("/projects/{project}/languages/{tag}")
def remove(film: Film, tag: str) -> dict[str, Any]:
    """Tell it in this language no more. What was made comes back when it is added again."""
    film.remove_language(tag)
    return told(film)


@router.patch("/projects/{project}/languages/{tag}/lines")
def write(film: Film, tag: str, asked: Lines) -> dict[str, Any]:
    """Write lines by hand; what is not named stays as it is."""
    film.word_all(tag, asked.lines, wake=asked.start)
    return told(film)


@router.post("/projects/{project}/languages/{tag}/translate")
def translate(film: Film, tag: str, asked: Make) -> dict[str, Any]:
    """Have its words written anew by the film's text model; lines written by hand stay."""
    found = film.language(tag)
    agree(found.price if found.fresh else film.language_estimate(tag), asked)
    film.translate(tag, wake=asked.start)
    return told(film)


def told(film: Project) -> dict[str, Any]:
    now = film.overview
    rows = [_row(one) for one in film.languages]
    return {"project": now.id, "title": now.title, "own": now.language, "languages": rows}


def _row(one: LanguageView) -> dict[str, Any]:
    return one.plain() | {"price": priced(one.price)}
