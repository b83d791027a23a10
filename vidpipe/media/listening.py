"""A sound heard in short blocks: how loud each is, and where it runs into full scale. Judges nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidpipe.media import ffmpeg
from vidpipe.media.probe import unreadable
from vidpipe.process import Child, Limits, ProcessFailed

RATE, CHANNELS = 48_000, 2
BLOCKS = 20
"""Blocks a second."""
FULL = 0.9995
"""The height at which a sample has run into full scale."""
FIRST_TWO = "pan=stereo|c0=c0|c1=c1"
"""Two channels as they are, the second silent where there is one only: a mix would hide what is at full scale."""
LIMITS = Limits(seconds=900, memory=ffmpeg.MEMORY)

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Heard:
    """By block, `loud` is the louder channel's level in dBFS (-120 for nothing), `full` how many samples are at full
    scale."""

    loud: Numbers
    full: npt.NDArray[np.int64]
    samples: int

    @property
    def seconds(self) -> float:
        return self.samples / RATE


def listen(file: Path, *, stopped: Callable[[], bool]) -> Heard:
    """Decode the first sound of a file. Raises MediaError where there is none, Stopped, LimitReached."""
    output = ["-map", "0:a:0", "-af", FIRST_TWO, "-ar", str(RATE), "-f", "f32le", "pipe:1"]
    block = RATE // BLOCKS * CHANNELS * 4
    loud: list[Numbers] = []
    full: list[npt.NDArray[np.int64]] = []
    size = 0
    with Child(ffmpeg.command(ffmpeg.source(file), output), limits=LIMITS, stopped=stopped) as child:
        buffer = bytearray(block * BLOCKS)
        while count := child.read_into(buffer):
            size += count
            levels, hits = _measure(buffer[:count], block)
            loud.append(levels)
            full.append(hits)
        try:
            child.finish()
        except ProcessFailed as error:
            if not size:
                raise unreadable("The sound cannot be decoded") from error
    samples = size // (CHANNELS * 4)
    return Heard(np.concatenate(loud or [np.zeros(0, np.float32)]), np.concatenate(full or [np.zeros(0, int)]), samples)


def _measure(data: bytearray, block: int) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """Level and samples at full scale of each block; what is missing of the last one is silence."""
    data.extend(bytes(-len(data) % block))
    values = np.nan_to_num(np.frombuffer(bytes(data), np.float32)).reshape(-1, block // 4 // CHANNELS, CHANNELS)
    power = np.maximum((values.astype(np.float64) ** 2).mean(axis=1).max(axis=1), 1e-12)
    return (10 * np.log10(power)).astype(np.float32), (np.abs(values) >= FULL).sum(axis=(1, 2))
