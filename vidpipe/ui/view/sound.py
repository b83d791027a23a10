"""The film's sound as a whole: what can be heard of it, the music, the levels. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from vidpipe.engine.overview import Overview
from vidpipe.film.edit import SILENT_DB, Edit
from vidpipe.film.slot import ANIMATIC, MIX, MUSIC
from vidpipe.film.version import own_cut
from vidpipe.take import SlotView, Take
from vidpipe.ui import words
from vidpipe.ui.address import EXTENSIONS

QUIETEST = -24
"""Decibels at the lower end of a slider; one step more is silence."""


@dataclass(frozen=True)
class Heard:
    """The sound of the film as far as it can be heard. `view` is the mix, where there is a place for one."""

    take: Take | None
    view: SlotView | None
    says: str


def heard(film: Overview) -> Heard:
    """The mix; while there is none the cut's own sound, then the animatic's."""
    mix = film.slots.get(MIX)
    if mix and mix.take:
        return Heard(mix.take, mix, "Voice and music as they are mixed")
    cut = own_cut(film.slots)
    if cut and cut.take:
        return Heard(cut.take, mix, "The sound of the cut")
    animatic = film.slots.get(ANIMATIC)
    if animatic and animatic.take:
        return Heard(animatic.take, mix, "The sound of the animatic")
    return Heard(None, mix, _silence(film, mix))


def _silence(film: Overview, mix: SlotView | None) -> str:
    if film.storyboard is None:
        return "There is something to hear once the storyboard is written."
    if mix is None:
        return "This film has neither music nor a voice."
    return "It is mixed once music and voice are made."


@dataclass(frozen=True)
class Music:
    """The music against the film, in seconds; `mood` is what it was asked to be."""

    view: SlotView | None
    take: Take | None
    seconds: float
    film: float
    mood: str
    own: str

    @property
    def length(self) -> str:
        if self.take is None:
            return ""
        said = f"{words.clock(self.seconds)} for a film of {words.clock(self.film)}"
        return f"{said}, so it is played again" if self.seconds < self.film - 1 else said


def music(film: Overview) -> Music:
    view = film.slots.get(MUSIC)
    take = view.take if view and view.take and view.take.mime in EXTENSIONS else None
    frames = film.storyboard.frames if film.storyboard else 0
    asked = view.recipe.params if view and view.recipe else {}
    return Music(
        view=view,
        take=take,
        seconds=sounding(take, film.settings.rate) if take else 0.0,
        film=frames / film.settings.rate,
        mood=", ".join(dict.fromkeys(str(asked.get("mood", "")).split(", "))),
        own=str(take.meta.get("name", "")) if take and take.recipe.imported else "",
    )


def sounding(take: Take, rate: int) -> float:
    """The seconds a sound lasts: as measured, else as long as it was asked to be."""
    if take.meta.get("milliseconds"):
        return int(take.meta["milliseconds"]) / 1000
    return int(take.recipe.params.get("length", 0)) / rate


@dataclass(frozen=True)
class Fader:
    """A level that can be set; `put` is the edit with another value."""

    name: str
    key: str
    value: int
    put: Callable[[int], Callable[[Edit], Edit]]


def faders(film: Overview) -> list[Fader]:
    """The levels this film has: of what is said, of the music, of the clips' own sound."""
    edit, found = film.edit, []
    if any(name.startswith("narration/") for row in film.scenes for name in row.slots):
        found.append(Fader("Voice", "voice_db", _slid(edit.voice_db), partial(_with, "voice_db")))
    if film.slots.get(MUSIC):
        found.append(Fader("Music", "music_db", _slid(edit.music_db), partial(_with, "music_db")))
    ids = [row.scene.id for row in film.scenes if sounds(row.slots)]
    if ids:
        levels = [edit.scene(scene).clip_db for scene in ids]
        value = QUIETEST if levels[0] is None else _slid(levels[0])
        found.append(Fader("Clips", "clip_db", value, lambda level: partial(_clips, ids, level)))
    return found


def sounds(slots: dict[str, SlotView]) -> bool:
    """Whether a scene's clip brings a sound of its own."""
    return any(name.startswith("clip") and view.take and view.take.meta.get("sound") for name, view in slots.items())


def level(value: int) -> int:
    """What a slider's value means: its lower end is silence."""
    return SILENT_DB if value <= QUIETEST else value


def _slid(value: int) -> int:
    return max(QUIETEST, value)


def _with(field: str, value: int) -> Callable[[Edit], Edit]:
    return lambda edit: Edit.model_validate(edit.model_dump() | {field: level(value)})


def _clips(scenes: list[str], value: int, edit: Edit) -> Edit:
    for scene in scenes:
        edit = edit.with_scene(scene, clip_db=None if value <= QUIETEST else value)
    return edit


def says(value: int) -> str:
    """A slider's value in words."""
    return "silent" if value <= QUIETEST else f"{value:+d} dB".replace("-", "−") if value else "0 dB"


def unspoken(film: Overview, *, voiced: bool) -> str:
    """Why lines are not spoken, in a clause for a row; '' where they are."""
    if not film.settings.narration:
        return "Narration is off: the line is a caption."
    if not voiced:
        return "No voice is installed: the line is a caption."
    return "" if _has_lines(film) else "No voice here speaks this language: the line is a caption."


def _has_lines(film: Overview) -> bool:
    return any(name.startswith("narration/") for row in film.scenes for name in row.slots)
