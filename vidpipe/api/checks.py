"""What is wrong with a film's cut, and what platforms say to it; a film as a platform wants it."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from vidpipe.api.asked import Asked, Guarded
from vidpipe.api.opened import Film
from vidpipe.api.shape import address, texts
from vidpipe.film.delivery import Fill, Sidecar
from vidpipe.film.finding import Finding
from vidpipe.film.version import meant
from vidpipe.library.delivery import preset as named
from vidpipe.library.delivery import presets
from vidpipe.studio import Project

router = APIRouter(route_class=Guarded, tags=["checks"])

Short = Annotated[str, Field(max_length=80)]
MP4 = "video/mp4"


class Look(Asked):
    """The version that is looked at; else the film's own cut."""

    version: Short = ""


class Order(Asked):
    """A preset, and how the film is fitted to it: `most_mb` is a size never to be passed."""

    preset: Short
    fill: Fill = "blur"
    most_mb: Annotated[float, Field(gt=0, lt=1_000_000)] | None = None
    captions: Sidecar | None = None
    version: Short = ""


@router.get("/projects/{project}/review")
def reviewed(film: Film, version: str = "") -> dict[str, Any]:
    """What the last look at a cut found; `findings` is null where nobody has looked at it yet."""
    return _review(film, version, film.reviewed_of(version))


@router.post("/projects/{project}/review")
def review(film: Film, asked: Look) -> dict[str, Any]:
    """Look at a cut, unless that was done: what is wrong, where, and what to do."""
    return _review(film, asked.version, film.review(asked.version))


@router.get("/presets")
def platforms() -> dict[str, Any]:
    """What platforms take, as dated records."""
    return {"presets": [one.plain() for one in presets()]}


@router.get("/projects/{project}/validate")
def validate(film: Film, preset: str = "", version: str = "") -> dict[str, Any]:
    """Every spec of a preset, or of all, against the cut as it is shown."""
    names = [named(preset).id] if preset else [one.id for one in presets()]
    rows = {name: [tick.plain() for tick in film.validate(name, version)] for name in names}
    return {"target": film.id, "presets": rows}


@router.post("/projects/{project}/deliveries", status_code=201)
def deliver(film: Film, asked: Order) -> dict[str, Any]:
    """The finished film as a platform wants it: its file, captions and ticks. It is done when this answers."""
    made = film.delivery(
        asked.preset, fill=asked.fill, most_mb=asked.most_mb, captions=asked.captions, version=asked.version
    )
    return made.plain() | {"project": film.id, "output": address(made.digest, MP4), "captions": texts(made.captions)}


def _review(film: Project, version: str, found: tuple[Finding, ...] | None) -> dict[str, Any]:
    now = film.overview
    numbers = {row.scene.id: row.index for row in now.scenes}
    rows = None if found is None else [one.plain() | {"number": numbers.get(one.scene)} for one in found]
    fresh = any(now.slots[name].fresh for name in meant(version, now.slots))
    return {"project": now.id, "title": now.title, "fresh": fresh, "findings": rows}
