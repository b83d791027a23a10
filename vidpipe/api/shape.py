"""What the API says of a film: the names and values of `vidpipe list --json` and `vidpipe status --json`.

In place of a path on the server's disk, `output` is the address of the cut at this server. Pure.
"""

from typing import Any

from vidpipe.engine.overview import Overview
from vidpipe.film.version import own_cut
from vidpipe.take import SlotView

BLOB = "/app/static/blob"
MICROS = 1_000_000


def listed(film: Overview) -> dict[str, Any]:
    """A film in the list."""
    return {
        "project": film.id,
        "title": film.title,
        "status": film.status.value,
        "cost_usd": film.spent / MICROS,
        "output": output(film),
    }


def state(film: Overview) -> dict[str, Any]:
    """Where one film stands, slot by slot."""
    budget = film.settings.budget
    return {
        "project": film.id,
        "title": film.title,
        "status": film.status.value,
        "progress": film.progress,
        "scenes": [
            {"id": view.scene.id, "index": view.index, "slots": {name: slot(each) for name, each in view.slots.items()}}
            for view in film.scenes
        ],
        "slots": {name: slot(view) for name, view in film.slots.items()},
        "cost_usd": film.spent / MICROS,
        "budget_usd": None if budget is None else budget / MICROS,
        "output": output(film),
        "events": film.events,
        "attempts": film.attempts,
    }


def slot(view: SlotView) -> dict[str, Any]:
    return {
        "state": view.state.value,
        "causes": [cause.reason for cause in view.causes],
        "digest": view.take.digest if view.take else None,
        "approved": view.approved,
        "cost_usd": view.cost / MICROS,
    }


def output(film: Overview) -> str | None:
    """The address of the film's own cut, None while there is none."""
    cut = own_cut(film.slots)
    return f"{BLOB}/{cut.take.digest}.mp4" if cut and cut.take and cut.fresh else None
