"""What the API says of a film: the names and values of `vidpipe list --json` and `vidpipe status --json`.

In place of a path on the server's disk, `output` is the address of the cut at this server. Pure.
"""

from collections.abc import Mapping
from typing import Any

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.cost import Cost
from vidpipe.film.source import Material
from vidpipe.film.version import own_cut
from vidpipe.take import Preview, SlotView

BLOB = "/app/static/blob"
MICROS = 1_000_000
ENDINGS = {"video/mp4": "mp4", "image/png": "png", "image/webp": "webp", "image/jpeg": "jpg", "audio/wav": "wav"}


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
        "scenes": [_scene(view, film.source) for view in film.scenes],
        "slots": {name: slot(view) for name, view in film.slots.items()},
        "cost_usd": film.spent / MICROS,
        "budget_usd": None if budget is None else budget / MICROS,
        "output": output(film),
        "events": film.events,
        "attempts": film.attempts,
    }


def _scene(view: SceneView, source: Material | None) -> dict[str, Any]:
    """A scene; of a film with a source also the passages that it came from."""
    said = {"id": view.scene.id, "index": view.index, "slots": {name: slot(each) for name, each in view.slots.items()}}
    if source is None:
        return said
    held = [source.passages[number - 1] for number in view.scene.origin if 0 < number <= len(source.passages)]
    return said | {
        "origin": [
            {"passage": one.number, "page": one.page or None, "heading": one.heading, "text": one.text[:160]}
            for one in held
        ]
    }


def read(material: Material) -> dict[str, Any]:
    """What was read of something brought, as a list of its passages."""
    return {
        "kind": material.kind,
        "name": material.name,
        "title": material.title,
        "language": material.language,
        "words": material.words,
        "headings": list(material.headings),
        "notes": list(material.notes),
        "scenes": len(material.board.scenes) if material.board else None,
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


def usd(micros: int) -> float:
    """Micro-dollars as dollars."""
    return round(micros / MICROS, 6)


def priced(cost: Cost) -> dict[str, Any]:
    """The most and the least, how sure both are, and of which day the oldest price in it is."""
    told = {"cost_usd": usd(cost.most), "low_usd": usd(cost.low)}
    return {**told, "confidence": cost.sure, "as_of": cost.as_of or None}


def stale(price: Preview) -> dict[str, Any]:
    """What a change makes stale, and what making that again would cost."""
    return {"stale": list(price.stale), "cost_usd": usd(price.micros)}


def address(digest: str, mime: str) -> str | None:
    """Where a file lies at this server; None for a kind that it does not show."""
    ending = ENDINGS.get(mime.partition(";")[0])
    return f"{BLOB}/{digest}.{ending}" if ending else None


def texts(captions: Mapping[str, str]) -> dict[str, str]:
    """Where captions lie at this server, by kind."""
    return {kind: f"{BLOB}/{digest}.{kind}" for kind, digest in captions.items()}
