"""AAC in parts that join: encoded with some sound before and after that is thrown away, put together frame by frame.

A frame lies where its number says: frame k of a film holds its samples from 1024 k on, as without an edit list it must.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from vidpipe.errors import MediaError
from vidpipe.media import ffmpeg
from vidpipe.media.encode import container_options
from vidpipe.media.meter import Sound
from vidpipe.process import Child, Limits, run

FRAME = 1024
PREROLL = 4
"""Frames before a part in which the encoder finds its feet."""
AHEAD = 2 * FRAME
"""Samples after a part that its last frame needs."""
HEADER = 7
LIMITS = Limits(seconds=900, memory=ffmpeg.MEMORY)
QUALITY = 3.5
"""As good as 192 kbit/s or better, and of one quality whatever stands beside it. Asked for a rate, the encoder tries
every frame of tones or of a pause again and again to use it up: five times the work on music with few instruments."""
ENCODE = ["-c:a", "aac", "-aac_coder", "fast", "-q:a", str(QUALITY), "-ar", "48000", "-ac", "2", "-f", "adts"]
RAW = ["-protocol_whitelist", ffmpeg.PROTOCOLS, "-f", "f32le", "-ar", "48000", "-ch_layout", "stereo", "-i", "pipe:0"]


def encode(parts: Iterable[Sound], into: Path, *, stopped: Callable[[], bool]) -> list[bytes]:
    """Sound into AAC in a file, and the frames of it: the first `PREROLL` + 1 come before the sound's frame `PREROLL`.

    Raises ProcessFailed, LimitReached, Stopped, and MediaError for what is no AAC.
    """
    with Child(ffmpeg.command(RAW, ENCODE, [ffmpeg.local(into)]), limits=LIMITS, stopped=stopped) as child:
        for part in parts:
            child.write(np.ascontiguousarray(part).data.cast("B"))
        child.finish()
    return frames(into.read_bytes())


def frames(data: bytes) -> list[bytes]:
    """The frames of an AAC stream. Raises MediaError where one is broken."""
    found, place = [], 0
    while place < len(data):
        head = data[place : place + HEADER]
        length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5 if len(head) == HEADER else 0
        if head[:1] != b"\xff" or length < HEADER or place + length > len(data):
            raise MediaError("The encoded sound is broken", remedy="Make it again.")
        found.append(data[place : place + length])
        place += length
    return found


def decode(file: Path, lengths: Sequence[int], *, stopped: Callable[[], bool]) -> Iterator[Sound]:
    """An AAC file as it is heard, in parts of these lengths in samples, silent where it ends before."""
    output = ["-map", "0:a:0", "-ar", "48000", "-ac", "2", "-f", "f32le", "pipe:1"]
    with Child(ffmpeg.command(ffmpeg.source(file), output), limits=LIMITS, stopped=stopped) as child:
        for length in lengths:
            data = bytearray(length * 8)
            child.read_into(data)
            yield np.frombuffer(data, np.float32).reshape(-1, 2)


def join(bodies: Iterable[bytes], into: Path, *, scratch: Path, stopped: Callable[[], bool]) -> None:
    """Runs of frames into an M4A without an edit list, or a bare `.aac`, ready to be copied into a film."""
    bare = into.suffix == ".aac"
    with (into if bare else scratch).open("wb") as out:
        for body in bodies:
            out.write(body)
    if bare:
        return
    copied = ["-map", "0:a:0", "-c", "copy", "-bsf:a", "aac_adtstoasc"]
    command = ffmpeg.command(ffmpeg.source(scratch), copied, container_options(24), [ffmpeg.local(into)])
    run(command, limits=LIMITS, stopped=stopped)
    scratch.unlink()
