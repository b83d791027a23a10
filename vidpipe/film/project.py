"""A project: one film in the making, its settings and the film as far as it is known."""

import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, field_validator

from vidpipe.film.brand import Brand
from vidpipe.film.brief import Brief, FilmKind
from vidpipe.film.cast import Member
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.edit import Edit
from vidpipe.film.format import Aspect, Quality, Rate
from vidpipe.film.grid import Grid
from vidpipe.film.lines import Lines, told, unsaid
from vidpipe.film.mood import MOST_PICTURES, Choice, Moods
from vidpipe.film.noun import Digest, Line, Name, Noun, Text, later
from vidpipe.film.slot import cut
from vidpipe.film.source import Material
from vidpipe.film.storyboard import Speed, Storyboard
from vidpipe.film.version import SIZES, Version

MIN_SECONDS, MAX_SECONDS = 3, 600
LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")
CODES = (
    "af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fil fr ga gl gu he hi hr hu hy id is "
    "it ja ka kk km kn ko ky la lb lo lt lv mi mk ml mn mr ms mt my nb ne nl nn no oc or pa pl ps pt ro "
    "ru rw sa sd si sk sl so sq sr su sv sw ta te tg th ti tk tl tr tt ug uk ur uz vi wo xh yi yo zh zu "
)
LANGUAGES = frozenset(CODES.split())
"""ISO 639 codes of languages that people are likely to film in."""
MOST_LANGUAGES = 24
"""How many further languages a film is told in: each is a call, a voice and a cut of its own."""

STAGES = ("brief", "moods", "storyboard", "keyframes", "clips", "sound", "cut")
"""The stages a person can gate, approve or stop at, in the order of the film's flow."""


def steps_of(settings: "Settings") -> tuple[str, ...]:
    """The stages that this film goes through: moods are chosen only where they are wanted."""
    return STAGES if settings.moods else tuple(stage for stage in STAGES if stage != "moods")


def known_language(tag: str) -> str:
    """The tag of a language as it is. Raises ValueError where it is none."""
    if not (LANGUAGE.match(tag) and tag.split("-")[0] in LANGUAGES):
        raise ValueError(f"{tag!r} is no language known here; use a tag such as en, es, fr or pt-BR")
    return tag


class Wish(StrEnum):
    """What the person wants of a project: the only part of its status that is stored."""

    RUN = "run"
    STOP = "stop"


class Wording(Noun):
    """A stage's words as a film has them in place of the original ones: `text` with places, `system` for a writer."""

    system: Text = ""
    text: Text


class Settings(Noun):
    """A project's settings. `frames` is the film's length, None for `auto`; `budget` and prices are micro-dollars.

    An empty `language` is the prompt's own, as the brief finds it.

    `basis` is the digest of a storyboard whose scenes are kept when the film is made longer.

    `name` is what the person calls it since it was made: it enters no recipe, as `title` enters the brief's.

    `hook` is said in the first scene and `closing` in the last, in place of what was written there.

    `ladder` says what follows where a clip is refused by a provider's policy: nothing, an offer of each rung, or the
    first two rungs by themselves.

    `prompts` are stages' words by name where they are not the original ones.

    `versions` are cuts of the same clips besides the film's own.
    """

    prompt: Text
    title: Name = ""
    kind: FilmKind | None = None
    style: Line = ""
    language: Name = ""
    aspect: Aspect = Aspect.WIDE
    rate: Rate = 24
    frames: Annotated[int, Field(ge=1)] | None = 24 * 24
    quality: Quality = Quality.FINAL
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0
    models: dict[Role, str] = Field(default_factory=dict)
    gates: tuple[str, ...] = ()
    until: Literal["brief", "moods", "storyboard", "keyframes", "clips", "sound", "cut"] = "cut"
    budget: Annotated[int, Field(ge=0)] | None = None
    crossfade: Annotated[int, Field(ge=0, le=48)] | None = None
    music: bool = True
    narration: bool = True
    voice: Name = ""
    speed: Speed = 100
    basis: Digest | None = None
    name: Name = later("")
    ladder: Literal["off", "ask", "auto"] = later("ask")
    grid: Grid | None = later(None)
    prompts: dict[str, Wording] = later({})
    hook: Line = later("")
    closing: Line = later("")
    versions: tuple[Version, ...] = later(())
    source: Name = later("")
    """The kind of what the film is made from, where that is more than its prompt: it stands in the slot `source`."""
    beats: tuple[Name, ...] = later(())
    """What its storyboard keeps to: one template of the library, or beats in their order."""
    cast: tuple[Member, ...] = later(())
    """Who and what stands behind names with `@` in its words, as taken from the workspace's library."""
    brand: Brand | None = later(None)
    moods: Annotated[int, Field(ge=0, le=MOST_PICTURES)] = later(0)
    """How many pictures each direction has that the person is to choose from; 0: the film has no moods."""

    languages: tuple[Name, ...] = later(())
    """The languages that it is told in besides its own: each has its own cut of the same pictures."""
    voices: dict[Name, Name] = later({})
    """Who speaks it in further languages, by tag; where nobody is named, the film's voice or one like it."""

    @field_validator("prompt")
    @classmethod
    def _says_something(cls, prompt: str) -> str:
        if not prompt:
            raise ValueError("is empty; say in a sentence what the film is about")
        return prompt

    @field_validator("language")
    @classmethod
    def _is_language(cls, tag: str) -> str:
        return known_language(tag) if tag else tag

    @field_validator("voices")
    @classmethod
    def _speak_languages(cls, voices: dict[str, str]) -> dict[str, str]:
        return {known_language(tag): voice for tag, voice in voices.items() if voice}

    @field_validator("languages")
    @classmethod
    def _are_languages(cls, tags: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(tags)) > MOST_LANGUAGES:
            raise ValueError(f"are more than {MOST_LANGUAGES}; make a film of its own for some of them")
        return tuple(dict.fromkeys(known_language(tag) for tag in tags))

    @field_validator("gates")
    @classmethod
    def _gates_are_stages(cls, gates: tuple[str, ...]) -> tuple[str, ...]:
        for gate in gates:
            if gate not in STAGES:
                raise ValueError(f"{gate!r} is no stage; the stages are {', '.join(STAGES)}")
        return tuple(stage for stage in STAGES if stage in gates)


class Revision(Noun):
    """Parts of a storyboard that a person asked to be written again: a note by part (`style`, `scene/ID`), '' for
    another version of it. All else of `basis` stays as it is. `round` counts how often notes were given.
    """

    basis: Digest
    changes: dict[str, str]
    round: int


class Rework(Noun):
    """A slot's take that goes on from another one of it: a picture changed by an instruction, a clip made longer.

    `basis` is the key of the recipe that it holds for: with another one it is made from the words again. `frames` is
    how long the clip is that goes on, `job` the one that made it at its provider, where that is known.
    """

    basis: str
    source: Digest
    mime: str
    instruction: Line = ""
    frames: int = 0
    job: str = ""


class Film(Noun):
    """A film as far as it is known: what stages read. `caps` holds the resolved model of each role.

    `notes` is what was asked for by slot, `revision` what was asked of the storyboard. Also by slot: `rungs` of the
    ladder that are in force, inputs to be made `without`, and what `reworks` a take that is there. `moods` are the
    directions offered, `mood` the one chosen, `mood_revision` what was asked of them. `lines` are its words in other
    languages.
    """

    settings: Settings
    caps: dict[Role, Caps] = Field(default_factory=dict)
    catalogue: dict[str, Caps] = Field(default_factory=dict)
    brief: Brief | None = None
    storyboard: Storyboard | None = None
    edit: Edit = Edit()
    notes: dict[str, str] = Field(default_factory=dict)
    revision: Revision | None = None
    rungs: dict[str, int] = Field(default_factory=dict)
    without: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    reworks: dict[str, Rework] = Field(default_factory=dict)
    source: Material | None = None
    moods: Moods | None = None
    mood: Choice | None = None
    mood_revision: Revision | None = None
    lines: dict[str, Lines] = Field(default_factory=dict)

    @property
    def language(self) -> str:
        """The film's language: as set, else as the brief found it; English where it could not tell (`und`)."""
        found = self.brief.language if self.brief and self.brief.language != "und" else "en"
        return self.settings.language or found

    @property
    def cuts(self) -> dict[str, Version]:
        """Its cuts by slot with nothing left open: its own first, that in other languages, then its versions."""
        own = Version(aspect=self.settings.aspect, fit="")
        others = [own.model_copy(update={"language": tag}) for tag in self.settings.languages]
        found: dict[str, Version] = {}
        for version in (own, *others, *self.settings.versions):
            found.setdefault(self.cut_of(version), self._whole(version))
        return found

    def cut_of(self, version: Version) -> str:
        """The slot of a version's cut."""
        whole = self._whole(version)
        return cut(whole.aspect, whole.language, SIZES[whole.quality or Quality.FINAL])

    def _whole(self, version: Version) -> Version:
        language, quality = version.language or self.language, version.quality or self.settings.quality
        return version.model_copy(update={"language": language, "quality": quality})

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is told in besides its own."""
        asked = (*self.settings.languages, *(one.language for one in self.settings.versions))
        return tuple(dict.fromkeys(tag for tag in asked if tag and tag != self.language))

    def told_in(self, language: str) -> Storyboard | None:
        """The storyboard with its words in a language; the storyboard itself in the film's own."""
        if self.storyboard is None or language == self.language:
            return self.storyboard
        return told(self.storyboard, self.lines.get(language))

    def unsaid_in(self, language: str) -> list[int]:
        """The numbers of the scenes with words that are not written in a language."""
        if self.storyboard is None or language == self.language:
            return []
        return [self.storyboard.place(scene) + 1 for scene in unsaid(self.storyboard, self.lines.get(language))]

    def model(self, role: Role, scene_models: dict[str, str] | None = None) -> Caps | None:
        """The model for a role, a scene's own choice first; None where nothing can fill the role."""
        chosen = (scene_models or {}).get(role.value)
        return self.catalogue.get(chosen) if chosen else self.caps.get(role)
