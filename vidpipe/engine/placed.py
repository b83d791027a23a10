"""Where every line of a film stands, as people and programs see it. Derived from an overview, never stored."""

from collections.abc import Mapping
from itertools import accumulate

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.edit import SILENT_DB
from vidpipe.film.lines import told
from vidpipe.film.noun import Noun
from vidpipe.film.placing import Fit, Place, Spoken, lasting, place
from vidpipe.take import SlotView


class PlacedLine(Noun):
    """A line of narration in its place, in frames of the film. Its scene is `first` and `frames`, it begins at `start`.

    `spoken` is how long it is heard (None: nobody knows, or nobody speaks), `over` what is cut off, `shift` how much
    later than planned it begins (earlier below 0), `beyond` how long it goes on after its scene, `room` what it has in
    all. `slot` is '' where nobody speaks.
    """

    scene: str
    number: int
    slot: str
    text: str
    first: int
    frames: int
    start: int
    spoken: int | None
    room: int
    over: int
    shift: int
    beyond: int
    fit: Fit


def placed(film: Overview) -> tuple[PlacedLine, ...]:
    """All lines, in order. The cut that is shown may have been made before they stood so."""
    rows = [row for row in film.scenes if row.scene.narration]
    return tuple(_line(film, row, one) for row, one in zip(rows, placed_on(film), strict=True))


def placed_on(film: Overview, frames: Mapping[str, int] | None = None) -> tuple[Place, ...]:
    """The places of all lines, if scenes were so many frames long: by id, as they are where none is given."""
    sizes = {row.scene.id: (frames or {}).get(row.scene.id, row.scene.frames) for row in film.scenes}
    firsts = accumulate(sizes.values(), initial=0)
    lines = [_spoken(film, row, first, sizes[row.scene.id]) for row, first in zip(film.scenes, firsts, strict=False)]
    spoken = [line for line, row in zip(lines, film.scenes, strict=True) if row.scene.narration]
    return place(spoken, rate=film.settings.rate, total=sum(sizes.values()))


def voice_of(row: SceneView, language: str) -> SlotView | None:
    """The slot of a scene's line in a language, None where nobody speaks it."""
    return row.slots.get(f"narration/{language}")


def told_in(film: Overview, language: str) -> Overview:
    """The film as if this were its own language: what is said and shown in it, and the voices that say it."""
    if film.storyboard is None or language in ("", film.language):
        return film
    board = told(film.storyboard, film.lines.get(language))
    scenes = [row.model_copy(update={"scene": board.scene(row.scene.id)}) for row in film.scenes]
    settings = film.settings.model_copy(update={"language": language})
    return film.model_copy(update={"storyboard": board, "scenes": tuple(scenes), "settings": settings})


def _spoken(film: Overview, row: SceneView, first: int, frames: int) -> Spoken:
    view, own = voice_of(row, film.language), film.edit.scene(row.scene.id)
    heard = film.edit.voice_db + own.voice_db > SILENT_DB
    length = lasting(view.take.meta, film.settings.rate) if view and view.take and heard else None
    return Spoken(scene=row.scene.id, first=first, frames=frames, length=length, at=own.voice_at)


def _line(film: Overview, row: SceneView, found: Place) -> PlacedLine:
    view = voice_of(row, film.language)
    return PlacedLine(
        scene=row.scene.id,
        number=row.index,
        slot=view.slot if view else "",
        text=row.scene.narration,
        first=row.start,
        frames=row.scene.frames,
        start=found.start,
        spoken=found.line.length,
        room=max(1, found.until - found.start),
        over=found.over,
        shift=found.shift,
        beyond=found.beyond,
        fit=found.fit,
    )
