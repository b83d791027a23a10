"""The film's sound as a whole: what can be heard of it, the music, the levels. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from vidpipe.engine.overview import Overview
from vidpipe.film.edit import KEPT_DB, LOWERED_DB, SILENT_DB, Edit, Loudness
from vidpipe.film.slot import ANIMATIC, MIX, MUSIC
from vidpipe.film.version import own_cut
from vidpipe.take import SlotView, Take
from vidpipe.ui import words
from vidpipe.ui.address import EXTENSIONS
from vidpipe.ui.view.cut import PEAK, WITHIN, signed
from vidpipe.ui.view.lines import sounds

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
    ids = sounding_scenes(film)
    if ids and film_level(edit, ids) is not None:
        value = _slid(film_level(edit, ids) or 0)
        found.append(Fader("Clips", "clip_db", value, lambda level: partial(put_clips, ids, level)))
    return found


def sounding_scenes(film: Overview) -> list[str]:
    """The scenes whose clips bring a sound of their own."""
    return [row.scene.id for row in film.scenes if sounds(row.slots)]


CLIP_SOUND: dict[str, str] = {"keep": "Kept", "low": "Lowered", "off": "Off"}
CLIP_LEVELS: dict[str, int | None] = {"keep": KEPT_DB, "low": LOWERED_DB, "off": None}
AS_FILM = "film"


def film_level(edit: Edit, ids: Sequence[str]) -> int | None:
    """The level of all clips' own sound, None where it is off; films were set scene by scene once."""
    return edit.clip_db if _common(edit, ids) is None else _common(edit, ids)


def _common(edit: Edit, ids: Sequence[str]) -> int | None:
    """The level that every scene has for itself, None where the film's own holds for any."""
    own = {edit.scene(scene).clip_db for scene in ids}
    return own.pop() if edit.clip_db is None and len(own) == 1 else None


def clip_choice(level: int | None) -> str | None:
    """The word for a level, None for one of a person's own."""
    return next((name for name, known in CLIP_LEVELS.items() if known == (None if level == SILENT_DB else level)), None)


def scene_choice(own: int | None) -> str | None:
    """The same of a scene's own level."""
    return AS_FILM if own is None else clip_choice(own)


def put_scene(scene: str, choice: str) -> Callable[[Edit], Edit]:
    """The edit with what becomes of one clip's sound."""
    level = None if choice == AS_FILM else CLIP_LEVELS[choice]
    return lambda edit: edit.with_scene(scene, clip_db=SILENT_DB if choice == "off" else level)


LOUDNESSES: dict[Loudness, str] = {
    -14: "Platforms, −14 LUFS",
    -16: "Speech and podcasts, −16 LUFS",
    -23: "Broadcast, −23 LUFS",
}


@dataclass(frozen=True)
class Measured:
    """What the cut that is shown was measured to be; `good` whether it is as loud as is asked for now."""

    says: str
    good: bool


def measured(film: Overview) -> Measured | None:
    """How loud the shown cut is, None where nobody measured it or it is silent."""
    cut = own_cut(film.slots)
    meta = cut.take.meta if cut and cut.take else {}
    if meta.get("loudness") is None:
        return None
    loudness, peak = int(meta["loudness"]), int(meta.get("peak") or -10)
    says = f"This cut: {signed(loudness)} LUFS, peak {signed(peak)} dBTP"
    good = abs(loudness - 10 * film.edit.loudness) <= WITHIN and peak <= PEAK
    return Measured(says, good)


def level(value: int) -> int:
    """What a slider's value means: its lower end is silence."""
    return SILENT_DB if value <= QUIETEST else value


def _slid(value: int) -> int:
    return max(QUIETEST, value)


def _with(field: str, value: int) -> Callable[[Edit], Edit]:
    return lambda edit: Edit.model_validate(edit.model_dump() | {field: level(value)})


def put_clips(ids: Sequence[str], value: int | None, edit: Edit) -> Edit:
    """The edit with the level of all clips; None, or a slider's lower end, is off."""
    if _common(edit, ids) is not None:
        for scene in ids:
            edit = edit.with_scene(scene, clip_db=None)
    level = None if value is None or value <= QUIETEST else value
    return Edit.model_validate(edit.model_dump() | {"clip_db": level})


def says(value: int) -> str:
    """A slider's value in words."""
    return "silent" if value <= QUIETEST else f"{value:+d} dB".replace("-", "−") if value else "0 dB"


def clip_says(level: int | None) -> str:
    """A level of clips' own sound in words."""
    return "Off" if level is None else says(max(QUIETEST, level))


def unspoken(film: Overview, *, voiced: bool) -> str:
    """Why lines are not spoken, in a clause for a row; '' where they are."""
    if not film.settings.narration:
        return "Narration is off: the line is a caption."
    if not voiced:
        return "No voice is installed: the line is a caption."
    return "" if _has_lines(film) else "No voice here speaks this language: the line is a caption."


def _has_lines(film: Overview) -> bool:
    return any(f"narration/{film.language}" in row.slots for row in film.scenes)
