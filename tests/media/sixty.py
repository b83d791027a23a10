"""Sixty clips of every kind that models and cameras make, each frame of which tells its clip and number, each with a
tone of its own and a click at known frames; the film of them, and what every frame of it must show.

A code is sixteen columns, dark or light: six bits of the clip, eight of the frame, two of parity.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import numpy as np
from media_room import shot, write_wav

from vidpipe.film.cut import CutPlan, Shot
from vidpipe.film.storyboard import Joint, Transition, Way
from vidpipe.media import ffmpeg, transitions
from vidpipe.media.decode import Geometry
from vidpipe.media.timeline import Moment, Span, lay_out, moments
from vidpipe.process import Limits, run

WIDE, HIGH, RATE = 320, 180, 24
COUNT = 60
LIMITS = Limits(seconds=120)
HEAD, SHOWN, OVER = 6, 18, 8
LENGTH = HEAD + SHOWN + OVER // 2 + 2
"""Frames of the film that a clip lasts."""
CLICKS = (5, 12)
"""Frames of a shot at which its clip clicks: behind the transition in, and before the one out."""
CELLS = 16
DARK, LIGHT = 40, 220
CLICK_HERTZ, CLICK_SAMPLES = 9000, 96
COVERED = Fraction(4, 5)
"""Of two shapes, how alike they are from which on a picture is cropped to the film's shape, and below stands whole."""


def hertz(clip: int) -> int:
    return 300 + 40 * clip


def bits(clip: int, frame: int) -> list[bool]:
    value = clip << 8 | frame
    parity = [value.bit_count() % 2, (value & 0x1555).bit_count() % 2]
    return [bool(value >> (13 - place) & 1) for place in range(14)] + [bool(bit) for bit in parity]


@dataclass(frozen=True)
class Kind:
    """A kind of clip: pixels as they are stored, how it is encoded, and what of that is seen and heard.

    `aspect` is the shape of its pixels, `turned` by how many degrees a player turns it, `late` and `sound_late` how
    many seconds pass before its first picture and its first sample. `kept` are the frames that a varying rate leaves.
    """

    name: str
    size: tuple[int, int] = (320, 180)
    rate: Fraction = Fraction(24)
    video: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    aspect: Fraction = Fraction(1)
    turned: int = 0
    sound: tuple[str, ...] | None = ("-c:a", "aac")
    sound_rate: int = 48_000
    channels: int = 2
    late: Fraction = Fraction(0)
    sound_late: Fraction = Fraction(0)
    kept: Callable[[int], bool] = lambda number: True
    suffix: str = ".mp4"
    muxed: tuple[str, ...] = ()
    hdr: bool = False

    @property
    def shape(self) -> Fraction:
        """Width to height as it is seen."""
        shape = Fraction(*self.size) * self.aspect
        return 1 / shape if self.turned % 180 else shape

    @property
    def frames(self) -> int:
        return -(-(LENGTH * self.rate.numerator) // (RATE * self.rate.denominator))

    def at(self, index: int) -> int:
        """The frame that is seen at a frame of the film's rate: the last whose time, rounded, is not later."""
        times = [(n, self.late + n / self.rate) for n in range(self.frames) if self.kept(n)]
        return max((n for n, time in times if int(time * RATE + Fraction(1, 2)) <= index), default=times[0][0])


VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-crf", "20", "-b:v", "0")
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-crf", "18", "-x265-params", "log-level=none", "-tag:v", "hvc1")


def graded(transfer: str) -> tuple[str, ...]:
    tags = f"setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc:range=tv"
    return ("format=yuv420p10le", tags)


WHOLE = (
    Kind("720p24", (1280, 720)),
    Kind("1080p24, silent", (1920, 1080), sound=None),
    Kind("768p25, 44.1 kHz", (1366, 768), Fraction(25), sound_rate=44_100),
    Kind("480p, mono 44.1 kHz", (864, 480), sound_rate=44_100, channels=1),
    Kind("720p30", (1280, 720), Fraction(30)),
    Kind("720p59.94", (1280, 720), Fraction(60_000, 1001)),
    Kind("a rate that varies", (640, 360), Fraction(60), kept=lambda n: n % 3 == 0 or n % 7 < 3),
    Kind("an odd size, 4:4:4", (853, 479), filters=("format=yuv444p",)),
    Kind("turned by a quarter", (360, 640), turned=90),
    Kind("pixels that are not square", (720, 480), aspect=Fraction(32, 27), filters=("setsar=32/27",)),
    Kind("HLG", (640, 360), filters=graded("arib-std-b67"), hdr=True),
    Kind("upright", (360, 640)),
    Kind("480p at 4:3", (640, 480)),
    Kind("upside down", (640, 360), turned=180),
    Kind("full range", (640, 360), filters=("scale=in_range=tv:out_range=pc", "format=yuvj420p")),
    Kind("WebM", (640, 360), video=VP9, sound=("-c:a", "libopus"), suffix=".webm"),
    Kind("sound that comes late", (640, 360), sound_late=Fraction(5, 24)),
    Kind("a picture that comes late", (640, 360), late=Fraction(3, 24)),
    Kind("fragments", (640, 360), muxed=("-movflags", "frag_keyframe+delay_moov")),
    Kind("HEVC", (640, 360), video=HEVC),
    Kind("23.976", (640, 360), Fraction(24_000, 1001)),
    Kind("PQ", (640, 360), filters=graded("smpte2084"), hdr=True),
    Kind("50 a second, mono", (640, 360), Fraction(50), channels=1),
    Kind("tiny, silent", (176, 144), sound=None),
)
QUARTER = {"720p24": (320, 180), "1080p24, silent": (480, 270), "768p25, 44.1 kHz": (342, 192)}
QUARTER |= {"480p, mono 44.1 kHz": (216, 120), "720p30": (320, 180), "720p59.94": (320, 180)}
QUARTER |= {"an odd size, 4:4:4": (213, 119), "HEVC": (320, 180), "WebM": (320, 180)}


def kinds() -> list[Kind]:
    """One of each in its true size, then more of them, smaller where the size is not what matters."""
    small = [replace(kind, size=QUARTER.get(kind.name, kind.size)) for kind in WHOLE]
    return [*WHOLE, *small, *small][:COUNT]


ENTERS = [
    *(("cut", ""), ("slide", "right"), ("dip to black", ""), ("cut", ""), ("crossfade", ""), ("wipe", "left")),
    *(("dip to white", ""), ("cut", ""), ("wipe", "down"), ("cut", ""), ("slide", "up"), ("crossfade", "")),
    ("zoom", ""),
]
"""How shots are entered, by turns; thirteen, so that in the rounds over the kinds each is entered in several ways."""


@dataclass(frozen=True)
class Footage:
    """The clips in a folder, made where they are not there yet."""

    folder: Path
    kinds: list[Kind] = field(default_factory=kinds)

    def make(self) -> dict[str, Path]:
        return {f"{clip:064x}": self._clip(clip, kind) for clip, kind in enumerate(self.kinds)}

    def _clip(self, clip: int, kind: Kind) -> Path:
        into = self.folder / f"{clip}{kind.suffix}"
        wide, high = kind.size
        source = ["-f", "rawvideo", "-pixel_format", "gray", "-video_size", f"{wide}x{high}"]
        source += ["-framerate", str(kind.rate), "-itsoffset", f"{float(kind.late):.6f}", "-i", "pipe:0"]
        kept = "+".join(f"eq(n,{n})" for n in range(kind.frames) if kind.kept(n))
        tags = [] if kind.hdr else [ffmpeg.BT709]
        chain = ["scale=in_range=tv:out_range=tv", "format=yuv420p", *tags, *kind.filters, f"select='{kept}'"]
        video = kind.video or ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-bf", "2")
        command = ["-y", *source, *self._sound(clip, kind), "-map", "0:v", "-vf", ",".join(chain)]
        command += ["-fps_mode", "vfr", *video, *kind.muxed]
        flat = into.with_suffix(".flat.mp4") if kind.turned else into
        run(ffmpeg.command(command, [str(flat)]), limits=LIMITS, stdin=self._pictures(clip, kind))
        if kind.turned:
            turn = ["-display_rotation", str(kind.turned), "-i", str(flat), "-c", "copy", str(into)]
            run(ffmpeg.command(turn), limits=LIMITS)
        return into

    def _pictures(self, clip: int, kind: Kind) -> bytes:
        wide, high = kind.size
        seen = (high, wide) if kind.turned % 180 else (wide, high)
        return b"".join(stored(code(clip, n, *seen), kind).tobytes() for n in range(kind.frames))

    def _sound(self, clip: int, kind: Kind) -> list[str]:
        if kind.sound is None:
            return []
        rate, seconds = kind.sound_rate, LENGTH / RATE
        time = np.arange(round(seconds * rate)) / rate
        heard = 0.12 * np.sin(2 * np.pi * hertz(clip) * time)
        for frame in CLICKS:
            first = round((HEAD + frame) / RATE * rate)
            burst = np.arange(CLICK_SAMPLES) / rate
            heard[first : first + CLICK_SAMPLES] += 0.6 * np.sin(2 * np.pi * CLICK_HERTZ * burst)
        heard = heard[round(kind.sound_late * rate) :]
        both = heard if kind.channels == 1 else np.stack([heard, heard], axis=1)
        wav = write_wav(self.folder / f"{clip}.wav", both, rate=rate)
        return ["-itsoffset", f"{float(kind.sound_late):.6f}", "-i", str(wav), "-map", "1:a", *kind.sound]


def code(clip: int, frame: int, wide: int, high: int) -> np.ndarray:
    """A picture of a code (rows, columns)."""
    lights = np.where(bits(clip, frame), LIGHT, DARK).astype(np.uint8)
    return np.tile(lights[np.arange(wide) * CELLS // wide], (high, 1))


def stored(seen: np.ndarray, kind: Kind) -> np.ndarray:
    """A picture as it must be stored to be seen upright after a player turned it (counter-clockwise)."""
    return np.ascontiguousarray(np.rot90(seen, -(kind.turned // 90)))


@dataclass(frozen=True)
class Film:
    """The film of the clips, and what is planned of every frame."""

    kinds: list[Kind]

    @cached_property
    def plan(self) -> CutPlan:
        return CutPlan(width=WIDE, height=HIGH, rate=RATE, shots=tuple(map(self._shot, range(len(self.kinds)))))

    def _shot(self, clip: int) -> Shot:
        enter, way = ENTERS[clip % len(ENTERS)]
        made = shot(f"{clip:064x}", SHOWN, head=HEAD, scene=f"s{clip}")
        joint = Transition(
            kind=Joint(enter), frames=0 if enter == "cut" else OVER, **({"way": Way(way)} if way else {})
        )
        return made.model_copy(update={"transition": joint})

    @cached_property
    def spans(self) -> list[Span]:
        return lay_out(self.plan)

    def joint(self, clip: int) -> range:
        """The frames of the transition into a shot, none for a cut and behind the last shot."""
        if clip == len(self.kinds) or self.plan.shots[clip].transition.kind is Joint.CUT:
            return range(0)
        return range(clip * SHOWN - OVER // 2, clip * SHOWN + OVER // 2)

    @cached_property
    def mixed(self) -> dict[int, int]:
        """By each frame that a transition is seen in, the shot it leads into."""
        return {frame: clip for clip in range(len(self.kinds)) for frame in self.joint(clip)}

    def wanted(self, frame: int, clip: int | None = None) -> tuple[int, int]:
        """Clip and frame of it that must be seen at a frame of the film; of a given clip where two are seen."""
        clip = frame // SHOWN if clip is None else clip
        return clip, self.kinds[clip].at(HEAD + frame - clip * SHOWN)

    def area(self, clip: int) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a clip's picture in the film's, beyond it where it is cropped."""
        shape, film = self.kinds[clip].shape, Fraction(WIDE, HIGH)
        cropped = min(shape, film) / max(shape, film) >= COVERED
        as_wide = (shape < film) if cropped else (shape >= film)
        wide, high = (WIDE, float(WIDE / shape)) if as_wide else (float(HIGH * shape), HIGH)
        return (WIDE - wide) / 2, (HIGH - high) / 2, (WIDE + wide) / 2, (HIGH + high) / 2

    def cells(self, clip: int, luma: np.ndarray) -> np.ndarray:
        """The light of the sixteen columns of a clip in a picture of the film."""
        left, top, right, bottom = self.area(clip)
        rows = luma[int(top + 0.35 * (bottom - top)) : int(top + 0.65 * (bottom - top))]
        places = [left + (place + 0.5) * (right - left) / CELLS for place in range(CELLS)]
        return np.array([rows[:, int(place)].mean() if 0 <= place < WIDE else np.nan for place in places])

    def read(self, clip: int, luma: np.ndarray) -> tuple[int, int] | None:
        """Clip and frame that a picture tells where a clip of this shape is seen; None where it tells nothing."""
        lights = self.cells(clip, luma)
        low, high = np.nanmin(lights), np.nanmax(lights)
        if high - low < 60 or any(0.3 < (light - low) / (high - low) < 0.7 for light in lights):
            return None
        found = [bool(light - low > (high - low) / 2) for light in lights]
        value = sum(bit << (13 - place) for place, bit in enumerate(found[:14]))
        return (value >> 8, value & 0xFF) if found == bits(value >> 8, value & 0xFF) else None

    def drawn(self, clip: int, frame: int, lights: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
        """A clip's picture as the film shows it without any transition, and where it is known: both as yuv420p."""
        left, top, right, bottom = self.area(clip)
        places = (np.arange(WIDE) + 0.5 - left) / (right - left) * CELLS
        cell = np.clip(places.astype(int), 0, CELLS - 1)
        row = np.where(np.array(bits(clip, frame))[cell], lights[1], lights[0])
        wide = (right - left) / CELLS
        sure = np.abs(places - np.rint(places)) * wide > min(3, wide / 4)
        rows = (np.arange(HIGH) > top + 3) & (np.arange(HIGH) < bottom - 3)
        known = np.outer(rows, sure & (places > 0) & (places < CELLS)) * 255
        return yuv(np.tile(row, (HIGH, 1))), yuv(known)

    def mixes(
        self, clip: int, lights: dict[int, tuple[float, float]], luma: np.ndarray
    ) -> dict[tuple[int, int], float]:
        """How far what is seen of the transition into a shot is from what is planned, on the mean, and from what it
        were if one of the two clips stood a frame aside: by these two shifts."""
        found = {}
        for shifts in ((0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)):
            apart = [self._apart(frame, clip, shifts, lights, luma[frame]) for frame in self.joint(clip)]
            found[shifts] = float(np.mean(apart))
        return found

    def _apart(
        self, frame: int, clip: int, shifts: tuple[int, int], lights: dict[int, tuple[float, float]], luma: np.ndarray
    ) -> float:
        pairs = {n: self.wanted(frame + shift, n) for n, shift in zip((clip - 1, clip), shifts, strict=True)}
        drawn = {n: self.drawn(n, number, lights[n]) for n, (_, number) in pairs.items()}
        moment, size = self.moments[frame], Geometry(WIDE, HIGH, RATE)
        seen = transitions.picture({n: both[0] for n, both in drawn.items()}, moment, size)
        bright = replace(moment, light=1.0)
        sure = transitions.picture({n: both[1] for n, both in drawn.items()}, bright, size)[: WIDE * HIGH] > 250
        return float(np.abs(seen[: WIDE * HIGH].astype(int) - luma.ravel())[sure].mean())

    @cached_property
    def moments(self) -> list[Moment]:
        return list(moments(self.spans))


def yuv(luma: np.ndarray) -> np.ndarray:
    return np.concatenate([luma.astype(np.uint8).ravel(), np.full(luma.size // 2, 128, np.uint8)])
