"""The plan of a cut: which frames of which clip, which sound where, which words when. What media assembles, and what
comes of it."""

from typing import Annotated, Literal

from pydantic import Field

from vidpipe.film.caption import Cue, Logo, Subtitles
from vidpipe.film.noun import Digest, Line, Noun, later
from vidpipe.film.storyboard import Colour, Transition
from vidpipe.film.version import Fit, Focus

Frame = Annotated[int, Field(ge=0)]


class Shot(Noun):
    """`frames` frames of a clip from its frame `first` on. The transition leads into this shot from the one before.

    `head` is where the clip was ordered to begin; `start` and `until` are a person's trim: the first frame used in its
    place, and the frame after the last one that may be shown, beyond which that last one is held.
    Frames around the shot (handles) feed the transitions; where a clip has none, its first or last frame is held.
    A shot made of a still (`image/*`) is held or slowly pushed for its whole length. `gain_db` is the level of the
    clip's own sound; None leaves it out. `fit` is how it fills a cut of another shape and `focus` what a crop of it
    keeps in sight; None is found by looking.
    """

    scene: str
    media: Digest
    mime: str = "video/mp4"
    head: Frame = 0
    frames: Annotated[int, Field(ge=1)]
    transition: Transition = Transition()
    gain_db: int | None = None
    start: Frame | None = later(None)
    until: Frame | None = later(None)
    fit: Fit = later("")
    focus: Focus | None = later(None)

    @property
    def first(self) -> int:
        """The first frame of the clip that the shot itself shows."""
        return self.head if self.start is None else self.start


class VoiceLine(Noun):
    """A narration line that starts at timeline frame `start`; `frames` is what it may last."""

    scene: str
    media: Digest | None = None
    start: int
    frames: int
    text: Line
    gain_db: int = later(0)


class Words(Noun):
    """Words on screen from timeline frame `start`, drawn at the cut. `lines` beyond the first are the smaller print."""

    role: Literal["title", "caption", "end", "lower-third"]
    lines: tuple[Line, ...]
    start: int
    frames: int


class MixPlan(Noun):
    """Voice and music of a film of `frames`, and how loud. Loudness in LUFS times ten, peak in dBTP times ten."""

    rate: int
    frames: Annotated[int, Field(ge=1)]
    voice: tuple[VoiceLine, ...] = ()
    music: Digest | None = None
    music_db: int = 0
    loudness: int = -140
    peak: int = -10


class CutPlan(Noun):
    """A whole cut. Sizes in pixels, loudness in LUFS times ten, peak in dBTP times ten: whole, for the key's sake.

    `cues` are the captions that are drawn, timed by the narration: the cutting room finds them, no recipe holds them.
    """

    width: int
    height: int
    rate: int
    shots: tuple[Shot, ...]
    voice: tuple[VoiceLine, ...] = ()
    music: Digest | None = None
    words: tuple[Words, ...] = ()
    colours: tuple[Colour, ...] = ()
    language: str = "en"
    loudness: int = -140
    peak: int = -10
    quality: Literal["animatic", "preview", "draft", "final"] = "final"
    music_db: int = later(0)
    subtitles: Subtitles = later("off")
    logo: Logo | None = later(None)
    cues: tuple[Cue, ...] = later(())
    face: Literal["", "display", "text"] = later("")
    """The face of all words on screen, where a brand has its own; captions keep theirs."""

    @property
    def frames(self) -> int:
        return sum(shot.frames for shot in self.shots)

    @property
    def mix(self) -> MixPlan:
        """Its voice and music; the clips' own sound stays with the shots."""
        return MixPlan(
            rate=self.rate,
            frames=self.frames,
            voice=self.voice,
            music=self.music,
            music_db=self.music_db,
            loudness=self.loudness,
            peak=self.peak,
        )

    @property
    def digests(self) -> tuple[str, ...]:
        """Every clip, still and sound that the plan reads, once, in order of first use."""
        named = [shot.media for shot in self.shots] + [line.media for line in self.voice if line.media]
        named += [self.music] if self.music else []
        return tuple(dict.fromkeys(named))

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each scene, from 1, by its id."""
        return {scene: number for number, scene in enumerate(dict.fromkeys(shot.scene for shot in self.shots), 1)}


class CutReport(Noun):
    """What was made, measured on the finished file: frames, milliseconds, LUFS and dBTP times ten."""

    width: int
    height: int
    frames: int
    milliseconds: int
    loudness: int | None = None
    peak: int | None = None
    codec: str = ""
    warnings: tuple[str, ...] = ()


class MixReport(Noun):
    """What a mix without pictures is, measured: milliseconds, LUFS and dBTP times ten (None for silence)."""

    milliseconds: int
    loudness: int | None = None
    peak: int | None = None
    warnings: tuple[str, ...] = ()


def voice_lead(frames: int, rate: int) -> int:
    """The frames of a scene that pass before its line begins; the line may last for the rest."""
    return min(rate // 3, frames // 6)
