"""The lines of narration: what is said over every scene, by whom, how long it takes and whether it fits. Pure."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.cut import voice_lead
from vidpipe.film.storyboard import FASTEST
from vidpipe.take import SlotView, State, Take
from vidpipe.ui import words
from vidpipe.ui.address import EXTENSIONS
from vidpipe.ui.view.joints import edit

OWN_PACE = 100
HASTE = 130
"""Per cent of a voice's pace beyond which nobody likes to listen."""


@dataclass(frozen=True)
class LineRow:
    """A scene and its line. Lengths are frames: `start` and `room` on the film's timeline, `spoken` of the voice.

    `room` reaches to the next line, since a line may run on into a scene that says nothing; `over` is what is cut off.
    `view` is None where nobody speaks: without words, or without a voice.
    """

    id: str
    number: int
    title: str
    text: str
    frames: int
    start: int
    room: int
    spoken: int | None
    view: SlotView | None
    voice: str
    speed: int
    level: int
    locked: bool

    @property
    def over(self) -> int:
        return max(0, (self.spoken or 0) - self.room)

    @property
    def slot(self) -> str:
        return self.view.slot if self.view else ""

    @property
    def take(self) -> Take | None:
        """The sound to play, None where there is none that a page can play."""
        take = self.view.take if self.view else None
        return take if take and take.mime.startswith("audio/") and take.mime in EXTENSIONS else None

    @property
    def state(self) -> State:
        return self.view.state if self.view else State.EMPTY


def lines(film: Overview) -> list[LineRow]:
    """A row for every scene, in order."""
    spoken = [row for row in film.scenes if row.scene.narration]
    total = film.storyboard.frames if film.storyboard else 0
    ends = {row.scene.id: total for row in spoken[-1:]}
    for row, after in pairwise(spoken):
        ends[row.scene.id] = _begins(after, film.settings.rate)
    return [_row(film, row, ends.get(row.scene.id, row.start + row.scene.frames)) for row in film.scenes]


def _begins(row: SceneView, rate: int) -> int:
    return row.start + voice_lead(row.scene.frames, rate)


def _row(film: Overview, row: SceneView, end: int) -> LineRow:
    view = next((view for name, view in row.slots.items() if name.startswith("narration/")), None)
    start = _begins(row, film.settings.rate)
    return LineRow(
        id=row.scene.id,
        number=row.index,
        title=row.scene.title,
        text=row.scene.narration,
        frames=row.scene.frames,
        start=start,
        room=max(1, end - start),
        spoken=_spoken(view, film.settings.rate),
        view=view if row.scene.narration else None,
        voice=row.scene.voice,
        speed=row.scene.speed,
        level=edit(film).scene(row.scene.id).voice_db,
        locked=row.locked or bool(view and view.locked),
    )


def _spoken(view: SlotView | None, rate: int) -> int | None:
    milliseconds = int(view.take.meta.get("milliseconds", 0)) if view and view.take else 0
    return ceil(milliseconds * rate / 1000) if milliseconds else None


def chip_says(row: LineRow, *, voiced: bool) -> str:
    """The word of the row's chip, '' for the state's own."""
    if not row.text:
        return "No line"
    if row.view is None:
        return "Caption only" if voiced else "Not spoken"
    return f"{row.view.progress} %" if row.state is State.RUNNING and row.view.progress else ""


def length_says(row: LineRow, rate: int) -> str:
    """The line's length against the scene's: `3.9 s of 4 s`."""
    scene = words.length(row.frames, rate)
    return f"{row.spoken / rate:.1f} s of {scene}" if row.spoken else scene


def fit_says(row: LineRow, rate: int) -> str:
    """What is wrong with the length, '' where the line ends in its scene."""
    if row.spoken is None:
        return ""
    if row.over:
        return f"{max(0.1, row.over / rate):.1f} s too long: its end is cut off"
    beyond = row.start + row.spoken - (row.start - voice_lead(row.frames, rate) + row.frames)
    return f"Runs {beyond / rate:.1f} s into the next scene, which is silent till then" if beyond > rate // 10 else ""


def manner(row: LineRow, titles: dict[str, str]) -> str:
    """Who speaks and how, where it is not as everywhere: `Emma · 110 % · −3 dB`."""
    said = [titles.get(row.voice, row.voice)] if row.voice else []
    said += [f"{row.speed} %"] if row.speed != OWN_PACE else []
    said += [level_says(row.level)] if row.level else []
    return " · ".join(said)


def level_says(level: int) -> str:
    return f"{level:+d} dB".replace("-", "−")


def faster(row: LineRow) -> int | None:
    """The pace in per cent of the film's at which the line fits, None where that is more haste than anybody likes."""
    if not row.over or row.spoken is None:
        return None
    pace = ceil(row.speed * row.spoken / row.room / 5) * 5
    return pace if pace <= min(HASTE, FASTEST) else None


def longer(row: LineRow) -> int:
    """The frames that its scene needs for the line to end in it."""
    return row.frames + row.over


def under(row: LineRow, rate: int, *, why: str) -> str:
    """The line under a row's words: what is wrong, else why nobody speaks, else where it stands."""
    view = row.view
    if view is None:
        return why if row.text else ""
    if view.state in (State.FAILED, State.BLOCKED, State.UNCERTAIN):
        return words.capital(view.message or view.state.value)
    if view.state is State.STALE:
        return words.capital(view.causes[0].reason) if view.causes else "Its words changed"
    return fit_says(row, rate)
