"""How loud a file is, measured by ffmpeg (EBU R 128)."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vidpipe.errors import MediaError
from vidpipe.media import ffmpeg
from vidpipe.process import Limits, run

SILENCE = -70.0
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
