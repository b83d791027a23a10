"""The outline of a sound for a waveform: how loud each of some equal parts of it is, 0 to 100."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from vidpipe.errors import BadInput, MediaError
from vidpipe.media import ffmpeg
from vidpipe.media.probe import probe
from vidpipe.process import Child, Limits, ProcessFailed

MOST_PEAKS = 1200
MOST_SECONDS = 1800
RATE = 8000
"""Samples a second that are enough to draw a sound by."""


def peaks(path: Path, count: int, *, stopped: Callable[[], bool] = lambda: False) -> list[int]:
    """The loudest of each of `count` parts against the loudest of all. Of silence, or of a film without sound, all 0.

    Raises BadInput for a count that is no use, MediaError for a file that cannot be decoded, LimitReached.
    """
    if not 1 <= count <= MOST_PEAKS:
        raise BadInput(f"A waveform has 1 to {MOST_PEAKS} parts, not {count}", remedy="Ask for another number.")
    if not probe(path, stopped=stopped).has_audio:
        return [0] * count
    heard = np.abs(np.frombuffer(_samples(path, stopped), np.int16).astype(np.int32))
    if heard.size < count:
        return [0] * count
    parts = np.maximum.reduceat(heard, np.arange(count) * heard.size // count)
    loudest = int(parts.max())
    return [int(part) * 100 // loudest for part in parts] if loudest else [0] * count


def _samples(path: Path, stopped: Callable[[], bool]) -> bytes:
    """The first sound of a file as one channel of 16-bit samples."""
    output = ["-map", "0:a:0", "-t", str(MOST_SECONDS), "-ac", "1", "-ar", str(RATE), "-f", "s16le", "pipe:1"]
    limits = Limits(seconds=120, memory=ffmpeg.MEMORY)
    try:
        with Child(ffmpeg.command(ffmpeg.source(path), output), limits=limits, stopped=stopped) as child:
            data = child.read_all(MOST_SECONDS * RATE * 2 + 4096)
            child.finish()
    except ProcessFailed as error:
        raise MediaError("The sound cannot be decoded", remedy="Make or bring it again.") from error
    return data[: len(data) // 2 * 2]
