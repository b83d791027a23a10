"""The lines of narration: what is said over every scene, by whom, how long it takes and whether it fits. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.engine.placed import PlacedLine, placed, voice_of
from vidpipe.film.cut import voice_lead
from vidpipe.film.placing import Fit
from vidpipe.take import SlotView, State, Take
from vidpipe.ui import words
from vidpipe.ui.address import EXTENSIONS
from vidpipe.ui.view.joints import edit

OWN_PACE = 100
MARKS: dict[Fit, str] = {"": "", "fits": "✓", "moved": "↔", "set": "◆", "long": "✕"}
"""How a line stands on its scene."""


@dataclass(frozen=True)
class LineRow:
    """A scene and its line. Lengths are frames: `start` and `room` on the film's timeline, `spoken` of the voice.

    `room` is what the line has in all, into the next scene too; `over` is what is cut off. `place` is None without
    words, `view` where nobody speaks: without words, or without a voice. `at` is where a person put it.
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
    place: PlacedLine | None
    at: int | None
    sounds: bool
    clip_db: int | None

    @property
    def over(self) -> int:
        return self.place.over if self.place else 0

    @property
    def fit(self) -> Fit:
        return self.place.fit if self.place else ""

    @property
    def lead(self) -> int:
        """The frames of the scene before its line begins."""
        return self.place.start - self.place.first if self.place else 0

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
    places = {line.scene: line for line in placed(film)}
    return [_row(film, row, places.get(row.scene.id)) for row in film.scenes]


def _row(film: Overview, row: SceneView, place: PlacedLine | None) -> LineRow:
    view, lead = voice_of(row, film.language), voice_lead(row.scene.frames, film.settings.rate)
    own = edit(film).scene(row.scene.id)
    return LineRow(
        id=row.scene.id,
        number=row.index,
        title=row.scene.title,
        text=row.scene.narration,
        frames=row.scene.frames,
        start=place.start if place else row.start + lead,
        room=place.room if place else row.scene.frames - lead,
        spoken=place.spoken if place else None,
        view=view if row.scene.narration else None,
        voice=row.scene.voice,
        speed=row.scene.speed,
        level=own.voice_db,
        locked=row.locked or bool(view and view.locked),
        place=place,
        at=own.voice_at,
        sounds=sounds(row.slots),
        clip_db=own.clip_db,
    )


def sounds(slots: Mapping[str, SlotView]) -> bool:
    """Whether a scene's clip brings a sound of its own."""
    return any(name.startswith("clip") and view.take and view.take.meta.get("sound") for name, view in slots.items())


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
    """How a line stands where it is not as planned, '' where it is."""
    if row.place is None or row.fit in ("", "fits"):
        return ""
    if row.fit == "long":
        return "Its end is cut off"
    set_there = f"begins {row.lead / rate:.1f} s into its scene, where you put it"
    begins = set_there if row.fit == "set" else _moved(row, rate)
    beyond = f"runs {_tenths(row.place.beyond, rate)} s into the next scene" if row.place.beyond else ""
    return words.capital(", ".join(part for part in (begins, beyond) if part))


def _moved(row: LineRow, rate: int) -> str:
    shift = row.place.shift if row.place else 0
    return f"begins {_tenths(abs(shift), rate)} s {'later' if shift > 0 else 'earlier'}" if shift else ""


def _tenths(frames: int, rate: int) -> str:
    return f"{max(0.1, frames / rate):.1f}"


def stands(row: LineRow, rate: int) -> str:
    """The same in a word or two, for the mark: `fits`, `moved`, `0.4 s too long`."""
    if row.fit == "long":
        return f"{_tenths(row.over, rate)} s too long"
    return {"": "", "fits": "fits", "moved": "moved", "set": "as you set it"}[row.fit]


WAYS = {"longer": "Longer", "faster": "Faster", "shorter": "Shorter"}
"""What helps where a line is too long, in a word."""


def way_says(how: str, value: int, rate: int, *, rewrites: bool) -> str:
    """The same on a button."""
    if how == "longer":
        return f"Give the scene {_tenths(value, rate)} s more"
    if how == "faster":
        return f"Speak at {value} %"
    return f"Say it in {value} words" if rewrites else "Keep only its beginning"


def counted(rows: Sequence[LineRow]) -> str:
    """What is to be known of all lines: `1 moved, 1 too long`; '' where every line fits."""
    moved, over = sum(row.fit == "moved" for row in rows), sum(row.fit == "long" for row in rows)
    return ", ".join(said for said in (f"{moved} moved" if moved else "", f"{over} too long" if over else "") if said)


def manner(row: LineRow, titles: dict[str, str]) -> str:
    """Who speaks and how, where it is not as everywhere: `Emma · 110 % · −3 dB`."""
    said = [titles.get(row.voice, row.voice)] if row.voice else []
    said += [f"{row.speed} %"] if row.speed != OWN_PACE else []
    said += [level_says(row.level)] if row.level else []
    return " · ".join(said)


def level_says(level: int) -> str:
    return f"{level:+d} dB".replace("-", "−")


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
