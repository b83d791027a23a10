"""How loud a sound is, measured (EBU R 128), and a mix brought to a target loudness and true peak as AAC.

One linear gain and a limiter at four times the rate; the AAC itself is measured and the gain mended until it fits.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vidpipe.errors import MediaError
from vidpipe.media import ffmpeg
from vidpipe.media.encode import container_options
from vidpipe.process import Limits, run

SILENCE = -70.0
MOST_GAIN = 36.0
ATTEMPTS = 4
WITHIN = 0.3
"""LU from the target at which a master is good."""
HEADROOM = 0.8
"""Decibels that the limiter stays below the wanted true peak, for what AAC adds."""
LIMITS = Limits(seconds=900, memory=ffmpeg.MEMORY)
MEASURE = "ebur128=peak=true:framelog=quiet"
INTEGRATED = re.compile(r"^\s+I:\s+(-?[\d.]+|-?inf|nan) LUFS", re.MULTILINE)
PEAK = re.compile(r"^\s+Peak:\s+(-?[\d.]+|-?inf|nan) dBFS", re.MULTILINE)


@dataclass(frozen=True)
class Loudness:
    """Integrated loudness in LUFS (-70 for silence) and true peak in dBTP."""

    lufs: float
    peak: float

    @property
    def silent(self) -> bool:
        return self.lufs <= SILENCE + 0.5


def parse(said: str) -> Loudness:
    """What ffmpeg's `ebur128` filter said at its end. Raises MediaError where it said nothing."""
    integrated, peaks = INTEGRATED.findall(said), PEAK.findall(said)
    if not integrated or not peaks:
        raise MediaError("The loudness of a sound cannot be measured", remedy="Make the sound again.")
    return Loudness(max(SILENCE, _number(integrated[-1])), max(-120.0, _number(peaks[-1])))


def _number(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else -120.0


def measure(source: Sequence[str], *, stopped: Callable[[], bool]) -> Loudness:
    """The loudness of an input, given as ffmpeg arguments that open it."""
    command = ffmpeg.command(source, ["-map", "0:a:0", "-af", MEASURE, "-f", "null", "-"], loglevel="info")
    return parse(run(command, limits=LIMITS, stopped=stopped).err.decode(errors="replace"))


def raw_sound(file: Path) -> list[str]:
    """The arguments that open a raw mix of ours: stereo, 48 kHz, 32-bit float."""
    layout = ["-f", "f32le", "-ar", "48000", "-ch_layout", "stereo"]
    return ["-protocol_whitelist", ffmpeg.PROTOCOLS, *layout, "-i", ffmpeg.local(file)]


def master(
    mix: Path, into: Path, *, samples: int, target: float, ceiling: float, stopped: Callable[[], bool]
) -> Loudness:
    """A raw mix of `samples` samples into an M4A of that length at `target` LUFS, at most `ceiling` dBTP.

    Returns what was measured of the M4A; a silent mix stays silent. The last try stands where none fits.
    """
    before = measure(raw_sound(mix), stopped=stopped)
    if before.silent:
        return _encode(mix, into, samples=samples, gain=0.0, limit=ceiling - HEADROOM, stopped=stopped)
    gain, limit = min(MOST_GAIN, target - before.lufs), ceiling - HEADROOM
    for _ in range(ATTEMPTS):
        got = _encode(mix, into, samples=samples, gain=gain, limit=limit, stopped=stopped)
        off = target - got.lufs
        if got.peak <= ceiling and (abs(off) <= WITHIN or gain + off > MOST_GAIN):
            break
        gain = min(MOST_GAIN, gain + off)
        limit -= max(0.0, got.peak - ceiling) + (0.1 if got.peak > ceiling else 0.0)
    return got


def _encode(mix: Path, into: Path, *, samples: int, gain: float, limit: float, stopped: Callable[[], bool]) -> Loudness:
    chain = (
        f"volume={gain:.3f}dB:precision=float,aresample=192000,"
        f"alimiter=limit={10 ** (limit / 20):.5f}:attack=5:release=60:level=0:latency=1,aresample=48000,"
        f"apad,atrim=start_sample={ffmpeg.AAC_PRIMING}:end_sample={samples},asetpts=PTS-STARTPTS"
    )
    encode = ["-map", "0:a:0", "-af", chain, "-c:a", "aac", "-b:a", "192k", "-ar", "48000", "-ac", "2"]
    command = ffmpeg.command(raw_sound(mix), encode, container_options(24), [ffmpeg.local(into)])
    run(command, limits=LIMITS, stopped=stopped)
    return measure(ffmpeg.source(into), stopped=stopped)
