"""The plan of a cut: which frames of which clip, which sound where, which words when. What media assembles, and what
comes of it."""

from typing import Annotated, Literal

from pydantic import Field

from vidpipe.film.noun import Digest, Line, Noun, later
from vidpipe.film.storyboard import Colour, Transition

Frame = Annotated[int, Field(ge=0)]


class Shot(Noun):
    """`frames` frames of a clip from its frame `first` on. The transition leads into this shot from the one before.

    `head` is where the clip was ordered to begin; `start` and `until` are a person's trim: the first frame used in its
    place, and the frame after the last one that may be shown, beyond which that last one is held.
    Frames around the shot (handles) feed the transitions; where a clip has none, its first or last frame is held.
    A shot made of a still (`image/*`) is held or slowly pushed for its whole length. `gain_db` is the level of the
    clip's own sound; None leaves it out.
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

    role: Literal["title", "caption", "end"]
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
    """A whole cut. Sizes in pixels, loudness in LUFS times ten, peak in dBTP times ten: whole, for the key's sake."""

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
        """Every blob the plan reads, once, in order of first use."""
        named = [shot.media for shot in self.shots] + [line.media for line in self.voice if line.media]
        return tuple(dict.fromkeys([*named, self.music] if self.music else named))


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
