"""Versions and files of a film: its cuts in other shapes and languages, their captions, its sound apart."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from vidpipe.api.asked import Agreed, Asked, Guarded, agree
from vidpipe.api.opened import Film
from vidpipe.api.shape import address, priced, texts
from vidpipe.film.slug import slug
from vidpipe.studio import Project, VersionView

router = APIRouter(route_class=Guarded, tags=["versions"])

Short = Annotated[str, Field(max_length=40)]
Percent = Annotated[int, Field(ge=0, le=100)]
WAV = "audio/wav"
KINDS = {"srt": "application/x-subrip", "vtt": "text/vtt"}


class Add(Agreed):
    """`fit` is crop or blur, `quality` draft or final; none of quality and language are the film's."""

    aspect: Short
    fit: Short = "crop"
    quality: Short = ""
    language: Short = ""
    start: bool = True


class Place(Asked):
    """What a crop keeps in sight, in per cent across and down; none: it is found."""

    focus: tuple[Percent, Percent] | None = None


@router.get("/projects/{project}/versions")
def versions(film: Film) -> dict[str, Any]:
    """Every cut of a film, its own first, each with its file and captions where they are there."""
    return told(film)


@router.post("/projects/{project}/versions", status_code=201)
def add(film: Film, asked: Add) -> dict[str, Any]:
    """One more cut of the same clips. Only another language may cost something: its words and voice."""
    how = {"fit": asked.fit, "quality": asked.quality, "language": asked.language}
    agree(film.version_estimate(asked.aspect, **how), asked)
    film.add_version(asked.aspect, **how, wake=asked.start)
    return told(film)


@router.delete("/projects/{project}/versions/{version:path}")
def remove(film: Film, version: str) -> dict[str, Any]:
    """Have that cut no more, by its slot or by words such as `9:16`. It comes back when it is added again."""
    film.remove_version(version)
    return told(film)


@router.put("/projects/{project}/focus/{scene}")
def focus(film: Film, scene: str, asked: Place) -> dict[str, Any]:
    """What a crop of a scene (its number or id) keeps in sight."""
    film.set_focus(scene, asked.focus)
    return {"project": film.id, "scene": scene} | film.focus_of(scene).plain()


@router.get("/projects/{project}/files")
def files(film: Film) -> dict[str, Any]:
    """The files of a film: every finished cut with its captions, and its sound apart where that was asked for."""
    found = [one for one in told(film)["versions"] if one["file"]]
    return {"project": film.id, "cuts": found, "stems": _stems(film) if found and found[0]["own"] else None}


@router.post("/projects/{project}/stems")
def stems(film: Film, asked: Asked) -> dict[str, Any]:
    """Write voice, music and clips apart, as WAV files as long as the film. It is done when this answers."""
    return {"project": film.id, "stems": {kind: address(name, WAV) for kind, name in film.stem_files().items()}}


@router.get(
    "/projects/{project}/captions",
    response_class=Response,
    responses={200: {"content": {kind: {} for kind in KINDS.values()}, "description": "The captions"}},
)
def captions(film: Film, kind: Literal["srt", "vtt"] = "srt", version: str = "", words: bool = False) -> Response:
    """What is said in a film, or in a version of it; `words` gives each word a time of its own."""
    text = film.spoken(kind, words=words, version=version)
    saved = f'attachment; filename="{slug(film.title) or "film"}.{kind}"'
    headers = {"Content-Disposition": saved, "X-Content-Type-Options": "nosniff"}
    return Response(text, media_type=KINDS[kind], headers=headers)


def told(film: Project) -> dict[str, Any]:
    now = film.overview
    rows = [_row(film, one) for one in film.versions]
    return {"project": now.id, "title": now.title, "versions": rows}


def _row(film: Project, one: VersionView) -> dict[str, Any]:
    """`file` is the address of a finished cut."""
    view = film.overview.slots[one.slot]
    there = view.take if view.fresh else None
    told = one.plain() | {"file": address(there.digest, there.mime) if there else None, "price": priced(one.price)}
    return told | {"captions": texts(film.subtitles(one.slot)) if there else {}}


def _stems(film: Project) -> dict[str, str | None] | None:
    """None where nobody asked for them yet."""
    made = film.stems_made()
    return None if made is None else {kind: address(name, WAV) for kind, name in made.items()}
