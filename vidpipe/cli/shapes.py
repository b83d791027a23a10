"""What `--json` says: the shapes that programs rely on, made of overviews. Pure; names keep their meaning."""

from collections.abc import Iterable
from typing import Any

from vidpipe.cli.screen import usd
from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.format import seconds
from vidpipe.film.source import Material
from vidpipe.take import SlotView


def listed(film: Overview, output: str | None) -> dict[str, Any]:
    """A film in `list --json`."""
    return {
        "project": film.id,
        "title": film.title,
        "status": film.status.value,
        "cost_usd": usd(film.spent),
        "output": output,
    }


def made(film: Overview, output: str | None) -> dict[str, Any]:
    """What `generate --json` and `resume --json` end with. `duration` is in seconds; null while nobody knows it."""
    return {
        "project": film.id,
        "status": film.status.value,
        "output": output,
        "duration": duration(film),
        "scenes": len(film.scenes),
        "cost_usd": usd(film.spent),
        "calls": film.calls,
        "cached_calls": film.cached_calls,
    }


def state(film: Overview, output: str | None) -> dict[str, Any]:
    """What `status --json` says."""
    return {
        "project": film.id,
        "title": film.title,
        "status": film.status.value,
        "progress": film.progress,
        "scenes": [_scene(view, film.source) for view in film.scenes],
        "slots": {name: slot(view) for name, view in film.slots.items()},
        "cost_usd": usd(film.spent),
        "budget_usd": None if film.settings.budget is None else usd(film.settings.budget),
        "output": output,
        "events": film.events,
        "attempts": film.attempts,
    }


def _scene(view: SceneView, source: Material | None) -> dict[str, Any]:
    """A scene; of a film with a source also what it came from."""
    said = {
        "id": view.scene.id,
        "index": view.index,
        "slots": {name: slot(each) for name, each in view.slots.items()},
    }
    return said | ({"origin": origin(source, view.scene.origin)} if source else {})


def origin(source: Material, numbers: Iterable[int]) -> list[dict[str, Any]]:
    """The passages that a scene is made from: where they stand, and how they begin."""
    held = [source.passages[number - 1] for number in numbers if 0 < number <= len(source.passages)]
    return [
        {"passage": one.number, "page": one.page or None, "heading": one.heading, "text": one.text[:160]}
        for one in held
    ]


def slot(view: SlotView) -> dict[str, Any]:
    """One slot: its state with the causes in words, the digest it shows, whether that is approved, what it cost."""
    return {
        "state": view.state.value,
        "causes": [cause.reason for cause in view.causes],
        "digest": view.take.digest if view.take else None,
        "approved": view.approved,
        "cost_usd": usd(view.cost),
    }


def told(film: Overview) -> dict[str, Any]:
    """What `show --json` says: what the film is to be."""
    return {
        "project": film.id,
        "title": film.title,
        "status": film.status.value,
        "settings": film.settings.plain(),
        "brief": film.brief.plain() if film.brief else None,
        "storyboard": film.storyboard.plain() if film.storyboard else None,
    }


def duration(film: Overview) -> float | None:
    """The film's length in seconds: as its storyboard says, else as it was asked for; None for `auto` before that."""
    frames = film.storyboard.frames if film.storyboard else film.settings.frames
    return None if frames is None else seconds(frames, film.settings.rate)
