"""A finished film as a platform wants it: copied where it fits already, else encoded once; measured before it is given.

Pictures and sound go their own ways: a film that is only too loud keeps its pictures bit by bit.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal

from vidpipe.errors import MediaError
from vidpipe.film.delivery import Box, Facts, Fill, Preset
from vidpipe.media import ffmpeg, mastering
from vidpipe.media.assemble import COMMENT
from vidpipe.media.facts import measure
from vidpipe.media.validate import shape_of, ticks
from vidpipe.process import Child, Limits, ProcessFailed, run

How = Literal["copied", "sound", "encoded"]
PICTURE = {"shape", "size", "rate", "codec", "profile", "colours", "keyframes", "bytes"}
SOUND = {"sound", "sound bits", "loudness", "peak"}
LIMITS = Limits(seconds=4 * 3600, memory=ffmpeg.MEMORY)
X264 = ["-c:v", "libx264", "-preset", "faster", "-profile:v", "high", "-pix_fmt", "yuv420p"]
CRF = 18
AIM, LEAST = 0.985, 0.97
"""Shares of a wanted size: what is aimed at, and the least that counts as met."""
PASSES = 3
BITS_A_PIXEL = 0.006
"""Under so few bits for a pixel a film is mud; a smaller file is refused."""
LANGUAGES = {
    **{"en": "eng", "es": "spa", "fr": "fra", "de": "deu", "it": "ita", "pt": "por", "nl": "nld", "pl": "pol"},
    **{"ru": "rus", "uk": "ukr", "el": "ell", "tr": "tur", "ja": "jpn", "zh": "zho", "ko": "kor", "ar": "ara"},
    **{"hi": "hin", "sv": "swe", "da": "dan", "nb": "nob", "fi": "fin", "cs": "ces", "hu": "hun", "ro": "ron"},
}
"""MP4 names languages by three letters."""


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Order:
    """What is wanted. `most_bytes` (0: none) is a size never to be passed; `captions` an SRT that becomes a track."""

    preset: Preset
    fill: Fill = "blur"
    most_bytes: int = 0
    captions: Path | None = None
    language: str = "en"

    @property
    def limit(self) -> int:
        """The most bytes that person and platform allow, 0 where neither says."""
        return min([most for most in (self.most_bytes, self.preset.most_bytes) if most], default=0)


@dataclass(frozen=True)
class Delivered:
    """What was made: its facts, and whether the pictures, or all, are those of the film bit by bit."""

    facts: Facts
    how: How


def make(
    film: Path,
    order: Order,
    into: Path,
    *,
    stopped: Callable[[], bool] = _never,
    progress: Callable[[int], None] = lambda percent: None,
) -> Delivered:
    """A film as the preset wants it, at `into`. Raises MediaError where that cannot be, Stopped, LimitReached."""
    facts = measure(film, stopped=stopped)
    wrong = {tick.key for tick in ticks(order.preset, facts) if tick.off}
    _refuse(order.preset, facts)
    try:
        with tempfile.TemporaryDirectory(prefix="delivery-", dir=into.parent) as folder:
            job = _Job(film, facts, order, Path(folder), stopped, progress)
            how, made = job.make(wrong)
            found = measure(made, stopped=stopped)
            _check(found, facts, order, how)
            made.replace(into)
    except ProcessFailed as error:
        raise MediaError(
            f"The film cannot be made for {order.preset.title}: {error.message}", remedy="Try again."
        ) from (error)
    progress(100)
    return Delivered(found, how)


def size_of(preset: Preset, facts: Facts) -> tuple[int, int]:
    """Width and height that a film is delivered in: its own where the preset takes them."""
    shape = shape_of(preset, facts)
    wanted = shape or preset.shapes[0]
    enough = facts.width >= wanted.least_width and facts.height >= wanted.least_height
    even = facts.square and facts.width % 2 == 0 and facts.height % 2 == 0
    return (facts.width, facts.height) if shape and enough and even else (wanted.width, wanted.height)


def moved(box: Box, facts: Facts, *, size: tuple[int, int], fill: Fill) -> Box:
    """Where words of the film stand in the delivered picture, as shares of it; beyond 0 to 1 they are cut off."""
    scales = (size[0] / facts.width, size[1] / facts.height)
    scale = (max if fill == "crop" else min)(scales)
    wide, high = scale / scales[0], scale / scales[1]
    left, right = (0.5 + (x - 0.5) * wide for x in (box.left, box.right))
    top, bottom = (0.5 + (y - 0.5) * high for y in (box.top, box.bottom))
    return Box(what=box.what, left=left, right=right, top=top, bottom=bottom)


def _refuse(preset: Preset, facts: Facts) -> None:
    """Raises MediaError for what no encoding mends."""
    for tick in ticks(preset, facts):
        if tick.off and not tick.mended:
            raise MediaError(
                f"{preset.title} does not take this film: {tick.name.lower()} {tick.says}", remedy=tick.act
            )
    if not facts.sound:
        raise MediaError(f"{preset.title} does not take a film without sound", remedy="Make the cut again.")


def _check(found: Facts, before: Facts, order: Order, how: How) -> None:
    """The gate: what is handed out keeps every spec, and has every picture of the film."""
    off = [tick for tick in ticks(order.preset, found) if tick.off]
    if off:
        raise _failed(f"{off[0].name.lower()} is {off[0].says}")
    if order.limit and found.bytes > order.limit:
        raise _failed(f"it has {found.bytes / 1e6:.2f} MB of at most {order.limit / 1e6:.2f}")
    shift = abs(found.milliseconds - before.milliseconds) > 1000 / Fraction(found.rate) + 22
    if shift or (found.rate == before.rate and found.frames != before.frames):
        raise _failed(f"it has {found.frames} pictures instead of {before.frames}")
    if how == "copied" and (found.sound_bytes, found.frames) != (before.sound_bytes, before.frames):
        raise _failed("not all of the film is in it")


def _failed(reason: str) -> MediaError:
    return MediaError(f"The file is not as the platform wants it: {reason}", remedy="Try again; report it if it stays.")


@dataclass
class _Job:
    film: Path
    facts: Facts
    order: Order
    folder: Path
    stopped: Callable[[], bool]
    progress: Callable[[int], None]
    said: int = field(default=-1)

    def make(self, wrong: set[str]) -> tuple[How, Path]:
        """How it was made, and the file."""
        sound = self._mastered() if wrong & SOUND else None
        heavy = self.order.limit and self.facts.bytes > self.order.limit
        if not wrong & PICTURE and not heavy:
            made = self._run(["-c:v", "copy"], sound, self.folder / "film.mp4", share=(20, 95))
            if not self.order.limit or made.stat().st_size <= self.order.limit:
                return ("sound" if sound else "copied"), made
        return "encoded", self._encoded(sound)

    def _encoded(self, sound: Path | None) -> Path:
        """Once for quality; where that is too heavy, or will be, twice for the size."""
        limit, into = self.order.limit, self.folder / "film.mp4"
        size, rate = self._size(), self._rate()
        grows = size[0] * size[1] / (self.facts.width * self.facts.height)
        if not limit or self.facts.bytes * min(1.0, grows) <= limit:
            once = [*self._pictures(), "-crf", str(CRF), *self._ceiling(self.order.preset.most_kbps)]
            made = self._run(once, sound, into, share=(5, 60 if limit else 95))
            if not limit or made.stat().st_size <= limit:
                return made
        return self._sized(sound, into, least=size[0] * size[1] * float(rate) * BITS_A_PIXEL / 1000)

    def _sized(self, sound: Path | None, into: Path, *, least: float) -> Path:
        """Two passes to the wanted size; the second again where it missed. Raises MediaError where it is too small."""
        seconds = self.facts.milliseconds / 1000
        fixed = float(sound.stat().st_size if sound else self.facts.sound_bytes) + 12 * self.facts.frames + 4000
        wanted, most = AIM * self.order.limit, float(self.order.preset.most_kbps)
        kbps = min(most, (wanted - fixed) * 8 / 1000 / seconds)
        if kbps < least:
            needs = (fixed + least * 125 * seconds) / AIM
            raise MediaError(
                f"{self.order.limit / 1e6:g} MB are too few for {seconds:.0f} s in this size",
                remedy=f"Allow at least {needs / 1e6 + 0.05:.1f} MB, or make the film shorter.",
            )
        log = ["-passlogfile", str(self.folder / "two")]
        self._look([*self._rated(kbps), "-pass", "1", *log])
        for _ in range(PASSES):
            made = self._run([*self._rated(kbps), "-pass", "2", *log], sound, into, share=(75, 95))
            got = made.stat().st_size
            if got <= self.order.limit and (got >= LEAST * self.order.limit or kbps >= most):
                break
            kbps = min(most, kbps * (wanted - fixed) / max(1.0, got - fixed))
        return made

    def _rated(self, kbps: float) -> list[str]:
        return [*self._pictures(), "-b:v", f"{kbps:.1f}k", *self._ceiling(min(2 * kbps, self.order.preset.most_kbps))]

    def _ceiling(self, kbps: float) -> list[str]:
        return ["-maxrate", f"{kbps:.1f}k", "-bufsize", f"{2 * kbps:.1f}k"]

    def _size(self) -> tuple[int, int]:
        return size_of(self.order.preset, self.facts)

    def _rate(self) -> Fraction:
        return min(Fraction(self.facts.rate).limit_denominator(1001), self.order.preset.rate)

    def _pictures(self) -> list[str]:
        """The filters to size, shape and rate, and H.264 as platforms take it."""
        rate = self._rate()
        reshaped = reshape((self.facts.width, self.facts.height), self._size(), fill=self.order.fill)
        chain = ",".join([*reshaped, f"fps={rate}", "setsar=1", "format=yuv420p", ffmpeg.BT709])
        keys = max(1, int(rate * self.order.preset.keyframes / 1000))
        groups = f"keyint={keys}:open-gop=0:bframes=2:cabac=1:8x8dct=1"
        ticks = rate.numerator * (512 if rate.denominator == 1 else 1)
        clock = ["-fps_mode", "cfr", "-r", str(rate), "-video_track_timescale", str(ticks)]
        return ["-vf", chain, *clock, *X264, "-x264-params", groups]

    def _look(self, options: Sequence[str]) -> None:
        """The first of two passes: nothing is written but what the second needs to know."""
        ends = ["-an", "-f", "null", "-"]
        self._watched([ffmpeg.source(self.film), ["-map", "0:v:0"], options, ends], share=(60, 75))

    def _run(self, pictures: Sequence[str], sound: Path | None, into: Path, *, share: tuple[int, int]) -> Path:
        """The film with these pictures, this sound or its own, and the captions as a track."""
        sources = [ffmpeg.source(self.film), ffmpeg.source(sound) if sound else []]
        maps = ["-map", "0:v:0", "-map", f"{1 if sound else 0}:a:0", "-c:a", "copy"]
        track: list[str] = []
        if self.order.captions:
            sources.append(_captions(self.order.captions))
            language = LANGUAGES.get(self.order.language.split("-")[0].lower(), "und")
            place = ["-map", f"{2 if sound else 1}:s:0", "-c:s", "mov_text"]
            track = [*place, "-metadata:s:s:0", f"language={language}", "-disposition:s:0", "0"]
        about = ["-map_metadata", "-1", "-metadata", f"comment={COMMENT}"]
        container = ["-use_editlist", "0", "-movflags", "+faststart+negative_cts_offsets", "-f", "mp4"]
        self._watched([*sources, maps, pictures, track, about, container, [ffmpeg.local(into)]], share=share)
        return into

    def _watched(self, parts: Sequence[Sequence[str]], *, share: tuple[int, int]) -> None:
        """Run ffmpeg and tell how far it is, from the first of `share` to the last, in per cent of the whole."""
        command = ffmpeg.command(["-progress", "pipe:1", "-stats_period", "0.5"], *parts)
        with Child(command, limits=LIMITS, stopped=self.stopped) as child:
            for line in child.lines():
                if line.startswith("frame="):
                    done = min(1.0, int(line.removeprefix("frame=").strip() or 0) / max(1, self.facts.frames))
                    self._tell(round(share[0] + (share[1] - share[0]) * done))
            child.finish()

    def _tell(self, percent: int) -> None:
        if percent > self.said:
            self.said = percent
            self.progress(percent)

    def _mastered(self) -> Path:
        """The film's sound at the wanted loudness, as long as it was."""
        raw, made = self.folder / "sound.f32", self.folder / "sound.m4a"
        samples = round(48 * self.facts.frames * 1000 / Fraction(self.facts.rate))
        layout = ["-map", "0:a:0", "-ac", "2", "-ar", "48000", "-f", "f32le", ffmpeg.local(raw)]
        run(ffmpeg.command(ffmpeg.source(self.film), layout), limits=LIMITS, stopped=self.stopped)
        preset = self.order.preset
        levels = {"target": preset.loudness / 10, "ceiling": preset.peak / 10}
        mastering.master_file(raw, made, samples=samples, **levels, stopped=self.stopped)
        return made


def _captions(file: Path) -> list[str]:
    """The arguments that open captions of our own making."""
    guards = ["-protocol_whitelist", ffmpeg.PROTOCOLS, "-format_whitelist", "srt", "-f", "srt"]
    return [*guards, "-i", ffmpeg.local(file)]


def reshape(size: tuple[int, int], into: tuple[int, int], *, fill: Fill) -> list[str]:
    """Filters from one size to another. A shape that differs is cropped, or laid over a dark blurred copy of itself."""
    width, height = into
    if size == into:
        return []
    scaled = f"scale={width}:{height}:flags=bicubic"
    if abs(Fraction(*size) / Fraction(*into) - 1) <= Fraction(1, 50):
        return [scaled]
    if fill == "crop":
        return [f"{scaled}:force_original_aspect_ratio=increase:force_divisible_by=2", f"crop={width}:{height}"]
    small = f"{max(2, width // 16 * 2)}:{max(2, height // 16 * 2)}"
    behind = f"scale={small}:force_original_aspect_ratio=increase,crop={small},gblur=sigma=5,"
    behind += f"scale={width}:{height}:flags=bilinear,lutyuv=y='16+(val-16)*0.6'"
    before = f"{scaled}:force_original_aspect_ratio=decrease:force_divisible_by=2"
    place = "x='2*trunc((W-w)/4)':y='2*trunc((H-h)/4)'"
    return [f"split[behind][before];[behind]{behind}[b];[before]{before}[f];[b][f]overlay={place}:format=yuv420"]
