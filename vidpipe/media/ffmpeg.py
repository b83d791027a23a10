"""Commands for ffmpeg, built in one place so that none is without its guards. Starts nothing itself.

Guards (an input can be hostile): the demuxer is chosen by the file's first bytes and named to ffmpeg, so a playlist in
an mp4's clothes is refused; only `file` and `pipe` may be opened; no text of a person ever enters an argument.
"""

import functools
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from vidpipe.errors import MediaError
from vidpipe.process import ProcessFailed

PROTOCOLS = "file,pipe"
MEMORY = 3 * 1024**3
"""Bytes of address space for one ffmpeg: far above what it touches, since threads reserve much and use little."""
BT709 = "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
FEW_WAITING = ["-thread_queue_size", "2"]
"""Before an input or output of whole pictures: how many of them may wait between threads; else it is eight."""
AAC_PRIMING = 1024
"""Samples of silence that ffmpeg's AAC encoder puts first."""

MOV_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
DEMUXERS = {
    "video/mp4": "mov",
    "video/webm": "matroska",
    "audio/wav": "wav",
    "audio/mpeg": "mp3",
    "audio/flac": "flac",
    "audio/ogg": "ogg",
    "audio/aac": "aac",
    "image/png": "png_pipe",
    "image/jpeg": "jpeg_pipe",
    "image/webp": "webp_pipe",
}
"""What may be read, by its true type: an allow-list."""


@functools.cache
def executable() -> str:
    """The ffmpeg that is run: the bundled one, or the one IMAGEIO_FFMPEG_EXE names."""
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise ProcessFailed("ffmpeg is missing", remedy="Install imageio-ffmpeg again.") from error


def sniff(file: Path) -> str:
    """The media type a file's first bytes show. Raises MediaError for one that is missing, empty or not allowed."""
    try:
        with file.open("rb") as opened:
            head = opened.read(64)
    except OSError as error:
        raise MediaError("A media file cannot be read", remedy="Make or bring it again.") from error
    found = sniff_bytes(head)
    if not found:
        reason = "is empty" if not head else "is no picture, clip or sound that vidpipe reads"
        raise MediaError(f"The file {reason}", remedy="Use MP4, MOV, WebM, WAV, MP3, FLAC, OGG, PNG, JPEG or WebP.")
    return found


def sniff_bytes(head: bytes) -> str:
    """The media type that the first 16 bytes or more show, '' for anything else."""
    if head[4:8] in MOV_BOXES:
        return "video/mp4"
    if head[:4] == b"RIFF":
        return {b"WAVE": "audio/wav", b"WEBP": "image/webp"}.get(head[8:12], "")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "audio/aac" if head[1] & 0xF6 == 0xF0 else "audio/mpeg"
    return ""


_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)


def source(file: Path, *options: str) -> list[str]:
    """The arguments that open a file as input, `options` before it. Raises MediaError by its first bytes."""
    demuxer = DEMUXERS[sniff(file)]
    guards = ["-protocol_whitelist", PROTOCOLS, "-format_whitelist", demuxer, "-f", demuxer]
    return [*guards, *options, "-i", local(file)]


def listed(file: Path) -> list[str]:
    """The arguments that open a list of our own, as `listing` writes it: MP4 files one after the other."""
    guards = ["-protocol_whitelist", "file", "-format_whitelist", "concat,mov,mp4", "-f", "concat", "-safe", "0"]
    return [*guards, "-auto_convert", "0", "-i", local(file)]


def listing(files: Iterable[Path], *, decoded: bool = False) -> str:
    """A list of our own files for `listed`. Unless they are to be `decoded`, no decoder is opened to look at them."""
    option = "" if decoded else "option codec_whitelist none\n"
    return "ffconcat version 1.0\n" + "".join(f"file {_quoted(local(file))}\n{option}" for file in files)


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "'\\''") + "'"


def raw_video(width: int, height: int, *, rate: int, pixels: str) -> list[str]:
    """The arguments that take raw frames from stdin."""
    layout = ["-f", "rawvideo", "-pixel_format", pixels, "-video_size", f"{width}x{height}", "-framerate", str(rate)]
    return [*layout, *FEW_WAITING, "-protocol_whitelist", PROTOCOLS, "-i", "pipe:0"]


def local(file: Path) -> str:
    """A file as ffmpeg must be told of it, so that no name is taken for an option or an address."""
    return f"file:{os.path.abspath(file)}"


def command(*parts: Sequence[str], loglevel: str = "error") -> list[str]:
    """A whole command: never reads the keyboard, overwrites, says only errors unless told otherwise."""
    head = [executable(), "-hide_banner", "-nostdin", "-y", "-loglevel", loglevel]
    return [*head, *(item for part in parts for item in part)]
