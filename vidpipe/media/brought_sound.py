"""A sound that a person brought, as FLAC with 48 000 samples a second in stereo: nothing is lost and browsers play it.

Its samples pass through here as floats, so that what is no number is silence and what is too loud is not wrapped round.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from vidpipe.errors import BadInput, LimitReached, MediaError, Stopped
from vidpipe.media import ffmpeg
from vidpipe.media.brought_clip import AGAIN, CUT_OFF_SHARE, MOST_SECONDS, examined
from vidpipe.media.probe import Probe
from vidpipe.media.sound import BLOCK, RATE
from vidpipe.process import Child, Limits, ProcessFailed

LIMITS = Limits(seconds=600, memory=ffmpeg.MEMORY)
SILENCE = 1e-4
STREAMED = 0xFFFF_0000
DAMAGED = "The sound is damaged or incomplete"


@dataclass
class Heard:
    """What went through: samples a channel, the largest of them, and how many were no number or too loud."""

    samples: int = 0
    peak: float = 0.0
    mended: int = 0

    @property
    def remarks(self) -> list[str]:
        said = []
        if self.peak < SILENCE:
            said.append("The sound is silence.")
        if self.mended > self.samples // 100:
            said.append("Parts of the sound are no sound and stay silent, or are louder than a file can hold.")
        return said


def make_sound(file: Path, into: Path, *, stopped: Callable[[], bool]) -> tuple[Path, str, dict[str, Any]]:
    """Path, media type and facts of the FLAC that is written to `into`.

    Raises BadInput for a film, MediaError, LimitReached, Stopped.
    """
    _check_whole(file)
    found = examined(file, stopped=stopped)
    if found.frames:
        raise BadInput("The file is a film, but a sound is needed here", remedy="Bring a WAV, MP3, M4A, FLAC or OGG.")
    try:
        heard = _pour(file, into, stopped=stopped)
    except ProcessFailed as error:
        raise MediaError(DAMAGED, remedy="Copy or export it again, best as WAV.") from error
    _check_length(found, heard)
    meta = {"milliseconds": round(1000 * heard.samples / RATE), "rate": RATE}
    return into, "audio/flac", meta | ({"warnings": heard.remarks} if heard.remarks else {})


def _check_whole(file: Path) -> None:
    """A WAV says how many bytes it has; one written by a stream says 0 or the most there can be: no promise."""
    with file.open("rb") as opened:
        head = opened.read(8)
    promised, there = int.from_bytes(head[4:8], "little") + 8, file.stat().st_size
    if head[:4] == b"RIFF" and promised < STREAMED and promised - there > CUT_OFF_SHARE * promised:
        share = 100 * (promised - there) // promised
        raise MediaError(f"The file is cut off: {share} % of it are missing", remedy="Copy it again, whole.")


def _check_length(found: Probe, heard: Heard) -> None:
    if heard.samples < RATE // 20:
        raise MediaError("The file holds less than a twentieth of a second of sound", remedy=AGAIN)
    if 1000 * heard.samples / RATE < 0.9 * found.milliseconds - 1000:
        raise MediaError(DAMAGED, remedy="Copy or export it again, best as WAV.")


def _pour(file: Path, into: Path, *, stopped: Callable[[], bool]) -> Heard:
    """Decode, look at every sample, encode; both ends at once, a second at a time."""
    heard = Heard()
    with ExitStack() as stack:
        source = stack.enter_context(Child(_decoding(file), limits=LIMITS, stopped=stopped))
        sink = stack.enter_context(Child(_encoding(into), limits=LIMITS, stopped=stopped))
        while heard.samples <= MOST_SECONDS * RATE:
            if stopped():
                raise Stopped("Stopped.")
            data = source.read(BLOCK * 8)
            sink.write(_mended(data[: len(data) - len(data) % 8], heard))
            if len(data) < BLOCK * 8:
                source.finish()
                sink.finish()
                return heard
    raise LimitReached(f"It lasts more than {MOST_SECONDS // 60} minutes", remedy="Bring the part that you need.")


def _mended(data: bytes, heard: Heard) -> bytes:
    """The samples between -1 and 1."""
    sound = np.frombuffer(data, np.float32)
    whole = np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0).clip(-1, 1)
    heard.samples += len(sound) // 2
    heard.peak = max(heard.peak, float(np.abs(whole).max(initial=0.0)))
    heard.mended += int(np.count_nonzero(~(np.abs(sound) <= 2))) // 2
    return whole.astype(np.float32).tobytes()


def _decoding(file: Path) -> list[str]:
    chain = f"aresample={RATE}:async=1:first_pts=0,aformat=sample_fmts=flt:channel_layouts=stereo"
    output = ["-map", "0:a:0", "-vn", "-af", chain, "-f", "f32le", "pipe:1"]
    return ffmpeg.command(ffmpeg.source(file), output)


def _encoding(into: Path) -> list[str]:
    given = ["-f", "f32le", "-ar", str(RATE), "-ac", "2", "-protocol_whitelist", ffmpeg.PROTOCOLS, "-i", "pipe:0"]
    made = ["-c:a", "flac", "-sample_fmt", "s16", "-map_metadata", "-1", "-fflags", "+bitexact", "-f", "flac"]
    return ffmpeg.command(given, made, [ffmpeg.local(into)])
