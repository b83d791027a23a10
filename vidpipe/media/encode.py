"""Frames into a delivery MP4: H.264 High 4:2:0 bt709, closed GOP, faststart, no edit list, constant rate.

The layout follows what eight platforms accept (facts on delivery). May not know where frames come from.
"""

import functools
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from vidpipe.errors import MediaError
from vidpipe.media import ffmpeg
from vidpipe.process import Buffer, Child, Limits, run

Pixels = Literal["bgra", "yuv420p"]
Quality = Literal["draft", "final"]

PRESETS: dict[Quality, tuple[str, int]] = {"draft": ("superfast", 23), "final": ("veryfast", 18)}
JOINING = "b-pyramid=none:ref=1:stitchable=1:threads=2"
"""So that the headers tell nothing of the pictures, and pictures are put out of order by one at most. A piece is too
short for more threads to be worth the pictures that each of them holds."""
AAC = ["-c:a", "aac", "-b:a", "192k", "-ar", "48000", "-ac", "2", "-aac_coder", "twoloop"]
SECONDS_A_FRAME = 2.0
"""Wall time allowed for a frame on a busy machine, beside a minute for the start."""


def _never() -> bool:
    return False


class VideoWriter:
    """Writes an MP4 frame by frame; on leaving the block without an error the whole file is at `path`, else nothing is.

    A frame is `width * height` pixels in `pixels` layout: bgra (4 bytes a pixel) or planar yuv420p (bt709, limited
    range, 1.5 bytes a pixel). Width and height must be even. `audio` is a WAV of the film's length, encoded to AAC, or
    AAC made by `encode_sound` or `adts`, copied. What `joins` can be put behind another of its size and quality, and
    each of its frames `keys` begins a group of its own. Raises MediaError, ProcessFailed, Stopped.
    """

    def __init__(
        self,
        path: Path,
        *,
        width: int,
        height: int,
        rate: int,
        pixels: Pixels = "bgra",
        quality: Quality = "final",
        audio: Path | None = None,
        comment: str = "",
        joins: bool = False,
        keys: Sequence[int] = (),
        stopped: Callable[[], bool] = _never,
    ) -> None:
        if width % 2 or height % 2 or width < 2 or height < 2:
            raise MediaError(f"A film cannot be {width}x{height} pixels", remedy="Use even sizes.")
        self.path = path
        self.frames = 0
        self._part = path.with_name(path.name + ".part")
        self._size = width * height * 4 if pixels == "bgra" else width * height * 3 // 2
        self._command = ffmpeg.command(
            ffmpeg.raw_video(width, height, rate=rate, pixels=pixels),
            ffmpeg.source(audio) if audio else [],
            ["-map", "0:v:0"],
            picture_options(_converted(pixels), rate=rate, quality=quality, joins=joins),
            _forced(keys, rate),
            _sound_options(audio),
            ["-metadata", f"comment={comment}"] if comment else [],
            container_options(rate),
            [ffmpeg.local(self._part)],
        )
        self._stopped = stopped
        self._child: Child

    def __enter__(self) -> Self:
        self._child = Child(self._command, limits=Limits(memory=ffmpeg.MEMORY), stopped=self._stopped)
        return self

    def write(self, frame: Buffer) -> None:
        """Add one frame. Raises MediaError for one of another size."""
        size = memoryview(frame).nbytes
        if size != self._size:
            raise MediaError(f"A frame has {size} bytes where {self._size} are needed", remedy="Report this as a bug.")
        self._child.write(frame)
        self.frames += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._child.finish()
                os.replace(self._part, self.path)
        finally:
            self._child.kill()
            self._part.unlink(missing_ok=True)


def _converted(pixels: Pixels) -> list[str]:
    return ["scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd"] if pixels == "bgra" else []


def _forced(keys: Sequence[int], rate: int) -> list[str]:
    """A time is that of the first frame that is not before it."""
    times = ",".join(f"{(key - 0.25) / rate:.6f}" for key in keys if key)
    return ["-force_key_frames", times, "-forced-idr", "1"] if times else []


def picture_options(filters: Sequence[str], *, rate: int, quality: Quality, joins: bool = False) -> list[str]:
    """Pictures through these filters into H.264 at a constant rate."""
    preset, crf = PRESETS[quality]
    closed = f"min-keyint={rate // 2}:open-gop=0:bframes=2:cabac=1:8x8dct=1"
    settings = f"keyint={3 * rate}:{closed}:{JOINING}" if joins else f"keyint={2 * rate}:{closed}"
    chain = ",".join([*filters, "format=yuv420p", ffmpeg.BT709])
    return [
        *["-vf", chain, "-fps_mode", "cfr", "-r", str(rate)],
        *["-c:v", "libx264", "-preset", preset, "-crf", str(crf), "-profile:v", "high", "-pix_fmt", "yuv420p"],
        *["-x264-params", settings],
    ]


@functools.cache
def encoder() -> str:
    """Which ffmpeg this is, in its own words."""
    said = run([ffmpeg.executable(), "-version"], limits=Limits(seconds=60), stopped=_never).out
    return said.decode(errors="replace").partition(" Copyright")[0]


def _sound_options(audio: Path | None) -> list[str]:
    if audio is None:
        return []
    if ffmpeg.sniff(audio) in ("video/mp4", "audio/aac"):
        return ["-map", "1:a:0", "-c:a", "copy"]
    return ["-map", "1:a:0", *aac_options()]


def aac_options() -> list[str]:
    """AAC-LC stereo. Without an edit list the encoder's priming is heard as a delay, so as much is cut at the head."""
    cut = f"aresample=48000,aformat=channel_layouts=stereo,atrim=start_sample={ffmpeg.AAC_PRIMING},asetpts=PTS-STARTPTS"
    return ["-af", cut, *AAC]


def container_options(rate: int) -> list[str]:
    """MP4 that starts at once and has no edit list; frame times are whole numbers at `rate * 512` ticks a second."""
    flags = "+faststart+negative_cts_offsets"
    return ["-use_editlist", "0", "-movflags", flags, "-video_track_timescale", str(rate * 512), "-f", "mp4"]


def encode_sound(wav: Path, into: Path, *, stopped: Callable[[], bool] = _never) -> None:
    """A WAV into an M4A with the same length and no edit list, ready to be copied into a film."""
    _run(
        ffmpeg.command(ffmpeg.source(wav), ["-map", "0:a:0", *aac_options()], container_options(24), [str(into)]),
        stopped,
    )


def _run(command: Sequence[str], stopped: Callable[[], bool]) -> None:
    with Child(command, limits=Limits(seconds=600, memory=ffmpeg.MEMORY), stopped=stopped) as child:
        child.finish()
