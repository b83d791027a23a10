"""Films: which there are, how one stands, ordering one, having it made, stopping it, approving what waits."""

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from vidpipe.api.asked import Agreed, Asked, Carrying, Guarded, agree
from vidpipe.api.bringing import Order, made
from vidpipe.api.opened import Film, Opened
from vidpipe.api.shape import listed, priced, read, state
from vidpipe.studio import Estimate

router = APIRouter(route_class=Guarded, tags=["films"])
orders = APIRouter(route_class=Carrying, tags=["films"])


class Start(Agreed):
    """`until` is a step to go no further than; else as far as the film is wanted."""

    until: str = Field(default="", max_length=40)


class Approve(Asked):
    """A step, or nothing: all that waits for approval."""

    step: str = Field(default="", max_length=40)


@router.get("/projects")
def projects(studio: Opened) -> dict[str, Any]:
    """All films, the newest first."""
    return {"projects": [listed(film) for film in studio.projects()]}


@router.get("/projects/{project}")
def project(film: Film) -> dict[str, Any]:
    """Where a film stands, slot by slot."""
    return state(film.overview)


@orders.post("/projects", status_code=201)
def create(studio: Opened, order: Order) -> dict[str, Any]:
    """Order a film from words, files or an address. Nothing is made unless `start` says so."""
    view = made(studio, order).overview
    return state(view) | {"source": read(view.source) if view.source else None}


@router.get("/projects/{project}/estimate")
def estimate(film: Film, until: str = "") -> dict[str, Any]:
    """What is still to be made and what it costs, up to a step or as far as the film is wanted."""
    return _told(film.estimate(until))


@router.post("/projects/{project}/start")
def start(film: Film, asked: Start) -> dict[str, Any]:
    """Have the film made, or go on where it stopped. What failed is tried again."""
    agree(film.estimate(asked.until).micros, asked)
    film.resume()
    film.start(asked.until)
    return state(film.overview)


@router.post("/projects/{project}/stop")
def stop(film: Film, asked: Asked) -> dict[str, Any]:
    """Start nothing new; what is at work is finished and kept."""
    film.stop()
    return state(film.overview)


@router.post("/projects/{project}/approve")
def approve(film: Film, asked: Approve) -> dict[str, Any]:
    """Approve what waits. Going on is another request: `start`."""
    film.approve(asked.step)
    return state(film.overview)


def _told(price: Estimate) -> dict[str, Any]:
    steps = [{"step": one.step, "count": one.count, **priced(one.micros)} for one in price.lines]
    models = [{"model": one.model, "count": one.count, **priced(one.micros)} for one in price.models]
    counts = {"calls": price.calls, "cached_calls": price.cached, "slots": price.slots}
    return priced(price.micros) | counts | {"steps": steps, "models": models}
