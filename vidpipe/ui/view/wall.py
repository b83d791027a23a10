"""The wall: every slot of a step as a tile, in rows by scene, with what is open, stale or stuck counted. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.take import SlotView, State
from vidpipe.ui import words
from vidpipe.ui.view.shot import NOT_MADE, shot
from vidpipe.ui.view.steps import numbers, of_step, step_of

ALL, OPEN = "all", "open"
FILTERS = {
    ALL: "All",
    OPEN: "Open",
    State.STALE.value: "Stale",
    State.BLOCKED.value: "Blocked",
    State.UNCERTAIN.value: "Uncertain",
    State.FAILED.value: "Failed",
}
ENDS = {"keyframe/start": "Start", "keyframe/end": "End"}


@dataclass(frozen=True)
class Tile:
    """One slot on the wall. `plate` is said in an empty place, `under` below; `progress` in per cent."""

    slot: str
    label: str
    short: str
    state: State
    digest: str
    plate: str
    under: str
    progress: int
    locked: bool
    rejected: str


@dataclass(frozen=True)
class Row:
    """A scene with its tiles."""

    id: str
    number: int
    title: str
    facts: str
    tiles: tuple[Tile, ...]


def wall(film: Overview, step: str, *, show: str = ALL, left: Mapping[str, float] | None = None) -> tuple[Row, ...]:
    """The rows of a step; with a filter only scenes in which a slot passes it. `left`: seconds of slots at work."""
    places = numbers(film)
    rows = [_row(film, scene, step, places, left or {}) for scene in film.scenes]
    return tuple(row for row in rows if any(passes(tile.state, show) for tile in row.tiles))


def _row(film: Overview, scene: SceneView, step: str, places: Mapping[str, int], left: Mapping[str, float]) -> Row:
    views = [view for view in scene.slots.values() if step_of(view.slot) == step]
    length = words.length(scene.scene.frames, film.settings.rate).replace(" ", "\u00a0")
    return Row(
        id=scene.scene.id,
        number=scene.index,
        title=scene.scene.title or words.plain(scene.scene.beat) or f"Scene {scene.index}",
        facts=" · ".join(part for part in (words.plain(scene.scene.beat), length) if part),
        tiles=tuple(_tile(view, places, left.get(view.slot)) for view in sorted(views, key=_order)),
    )


def _order(view: SlotView) -> tuple[bool, str]:
    """Start before end."""
    return (not view.slot.endswith("/start"), view.slot)


def _tile(view: SlotView, places: Mapping[str, int], left: float | None) -> Tile:
    model = shot(view, places, left=left)
    short = next((name for part, name in ENDS.items() if view.slot.endswith(part)), "Clip")
    return Tile(
        slot=model.slot,
        label=model.label,
        short=short,
        state=model.state,
        digest=model.digest,
        plate=model.plate if model.state in NOT_MADE else "",
        under=model.under,
        progress=model.progress,
        locked=model.locked,
        rejected=model.rejected,
    )


def passes(state: State, show: str) -> bool:
    """Whether a slot in this state is shown by a filter."""
    return show == ALL or (state is not State.APPROVED if show == OPEN else state.value == show)


def counts(film: Overview, step: str) -> dict[str, int]:
    """How many slots each filter shows."""
    states = [view.state for view in of_step(film, step)]
    return {name: sum(passes(state, name) for state in states) for name in FILTERS}


def neighbours(rows: tuple[Row, ...], slot: str) -> tuple[str, str]:
    """The slots before and after this one on the wall, '' at its ends; of one that is not on it, the first."""
    names = [tile.slot for row in rows for tile in row.tiles]
    if slot not in names:
        return "", names[0] if names else ""
    place = names.index(slot)
    return (names[place - 1] if place else ""), (names[place + 1] if place + 1 < len(names) else "")


def facts(film: Overview, step: str) -> str:
    """The page's line: `16 images in 8 scenes: 4 approved, 3 to look at, 1 running`."""
    views = of_step(film, step)
    noun = {"keyframes": "image", "clips": "clip"}[step]
    parts = [
        (sum(view.state is State.APPROVED for view in views), "approved"),
        (sum(view.state is State.READY for view in views), "to look at"),
        (sum(view.state is State.STALE for view in views), "stale"),
        (sum(view.state in STUCK for view in views), "stuck"),
        (sum(view.state in MOVING for view in views), "being made"),
        (sum(view.state is State.EMPTY for view in views), "empty"),
    ]
    told = ", ".join(f"{number} {says}" for number, says in parts if number)
    whole = f"{words.count(len(views), noun)} in {words.count(len(film.scenes), 'scene')}"
    return f"{whole}: {told}" if told else whole


STUCK = (State.BLOCKED, State.FAILED, State.UNCERTAIN)
MOVING = (State.QUEUED, State.RUNNING)
