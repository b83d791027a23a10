"""The plan of a cut: which frames of which clip, which sound where, which words when. What media assembles."""

from typing import Annotated, Literal

from pydantic import Field

from vidpipe.film.noun import Digest, Line, Noun
from vidpipe.film.storyboard import Colour, Transition


class Shot(Noun):
    """`frames` frames of a clip from its frame `head` on. The transition leads into this shot from the one before.

    Frames around the shot (handles) feed the transitions; where a clip has none, its first or last frame is held.
    A shot made of a still (`image/*`) is held or slowly pushed for its whole length.
    """

    scene: str
    media: Digest
    mime: str = "video/mp4"
    head: Annotated[int, Field(ge=0)] = 0
    frames: Annotated[int, Field(ge=1)]
    transition: Transition = Transition()
    gain_db: int | None = None


class VoiceLine(Noun):
    """A narration line that starts at timeline frame `start`; `frames` is what it may last."""

    scene: str
    media: Digest | None = None
    start: int
    frames: int
    text: Line


class Words(Noun):
    """Words on screen from timeline frame `start`, drawn at the cut. `lines` beyond the first are the smaller print."""

    role: Literal["title", "caption", "end"]
    lines: tuple[Line, ...]
    start: int
    frames: int


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
    quality: Literal["animatic", "draft", "final"] = "final"

    @property
    def frames(self) -> int:
        return sum(shot.frames for shot in self.shots)

    @property
    def digests(self) -> tuple[str, ...]:
        """Every blob the plan reads, once, in order of first use."""
        named = [shot.media for shot in self.shots] + [line.media for line in self.voice if line.media]
        return tuple(dict.fromkeys([*named, self.music] if self.music else named))
