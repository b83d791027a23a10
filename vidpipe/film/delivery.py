"""What a platform asks of a film's file, what was measured on one, and how the two compare, spec by spec."""

from fractions import Fraction
from typing import Literal

from pydantic import Field

from vidpipe.film.noun import Noun

Fill = Literal["blur", "crop"]
"""How a film gets another shape: whole over a blurred copy of itself, or filling it with its sides cut off."""
Sidecar = Literal["beside", "track", "none"]
"""Where captions go: in a file beside the film, in the film as a track that a player can switch, or nowhere."""


class Shape(Noun):
    """A shape a platform takes: the size it likes best and the least it takes, in pixels; 0 where nobody says."""

    ratio: str
    width: int
    height: int
    least_width: int = 0
    least_height: int = 0

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.width, self.height)


class Clear(Noun):
    """What a platform's own signs cover of an upright picture, in pixels of 1080×1920: words stay out of it."""

    top: int = 0
    right: int = 0
    bottom: int = 0
    left: int = 0


class Preset(Noun):
    """What one platform takes. The first of `shapes` is what another shape becomes; lengths are milliseconds.

    `most_rate` is frames a second as a fraction, `keyframes` the milliseconds between two of them, loudness and peak
    are LUFS and dBTP times ten, `within` how far from the loudness still counts. Zero stands for what nobody asks.
    What `advised` names may be otherwise: it is told, never refused.
    """

    id: str
    title: str
    use: str
    shapes: tuple[Shape, ...] = Field(min_length=1)
    most_rate: str
    codecs: tuple[str, ...]
    profiles: tuple[str, ...]
    most_level: int = 0
    keyframes: int
    kbps: int
    most_kbps: int
    least_kbps: int = 0
    least_length: int = 0
    most_length: int = 0
    most_bytes: int = 0
    sound_codecs: tuple[str, ...] = ("aac",)
    sound_rates: tuple[int, ...] = (48_000,)
    sound_kbps: int = 0
    loudness: int
    within: int = 10
    peak: int
    captions: tuple[Literal["srt", "vtt"], ...] = ()
    sidecar: Sidecar = "none"
    clear: Clear = Clear()
    advised: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    source: str
    as_of: str

    @property
    def rate(self) -> Fraction:
        return Fraction(self.most_rate)


class Facts(Noun):
    """A film's file, measured. Times in milliseconds, loudness and peak times ten (None: silent or no sound).

    `rate` is a fraction as text; `keyframes` the longest time between two; `light` the mean light of the first picture,
    16 for black; `starts` whether it can be played while it is loaded, `edits` whether a list of edits shifts it.
    """

    width: int
    height: int
    rate: str
    steady: bool
    frames: int
    milliseconds: int
    bytes: int
    codec: str
    profile: str
    level: int
    pixels: str
    tags: tuple[str, ...] = ()
    square: bool = True
    keyframes: int
    closed: bool
    sound: str = ""
    sound_rate: int = 0
    channels: int = 0
    sound_bytes: int = 0
    loudness: int | None = None
    peak: int | None = None
    starts: bool
    edits: bool
    light: int
    track: bool = False
    label: bool = False

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.width, self.height)

    @property
    def sound_kbps(self) -> int:
        return round(8 * self.sound_bytes / max(1, self.milliseconds))

    @property
    def kbps(self) -> int:
        return round(8 * self.bytes / max(1, self.milliseconds))


class Box(Noun):
    """Where words stand, as shares (0 to 1) of the picture's width and height; `what` is what they are."""

    what: str
    left: float
    top: float
    right: float
    bottom: float


class Beside(Noun):
    """What the file alone does not tell: lines of narration, kinds of captions beside it, where words stand.

    `burned` is whether all captions are drawn into its pictures, some of them or none.

    `lines` and `words` are None where nobody knows.
    """

    lines: int | None = None
    captions: tuple[str, ...] = ()
    words: tuple[Box, ...] | None = None
    burned: Literal["", "some", "all"] = ""


class Tick(Noun):
    """One spec. `good` is None where nothing can be said or is asked; only what is a `must` is refused.

    `act` says what helps where it is off. `mended` is True where a delivery puts it right by itself.
    """

    key: str
    name: str
    says: str
    good: bool | None
    must: bool = True
    mended: bool = False
    act: str = ""

    @property
    def off(self) -> bool:
        """Whether a platform would refuse the file, or nobody would see it, for this."""
        return self.good is False and self.must
