"""Pieces into a film without encoding them again, and proof that the film holds them: every packet, in order, in time.

Times are not those of any container: the n-th packet is decoded at n, and shown where its piece says, counted from the
piece's first frame.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vidpipe.errors import MediaError
from vidpipe.media import ffmpeg
from vidpipe.media.encode import container_options
from vidpipe.media.probe import Probe, measured
from vidpipe.process import Done, Limits, ProcessFailed, run

TICKS = 512
"""Of a frame, in the time base that `encode.container_options` sets."""
DECODED_ANYHOW = ("-bsf:v", "setts=pts=PTS:dts=N-2")
"""Times of decoding that ffmpeg accepts. Those that it guesses for a file without an edit list may be wrong, and then
it changes the times of showing."""
LIMITS = Limits(seconds=900, memory=ffmpeg.MEMORY, output=256 * 1024 * 1024)
HEADERS = re.compile(r"^#extradata 0: +(.*)$", re.MULTILINE)
VIDEO = re.compile(r"^#media_type 0: video$", re.MULTILINE)
PACKETS = re.compile(r"^0, *-?\d+, *(-?\d+), *\d+, *(\d+, *0x[0-9a-f]+)(,.*)?$", re.MULTILINE)
"""Rows of the pictures: stream, dts, pts, duration, size, checksum and flags, left out for one that begins."""
SOUND = re.compile(r"^1,.*\n", re.MULTILINE)
FRAMES = re.compile(r"frame=\s*(\d+)")


class Unjoinable(MediaError):
    """Pieces that do not make the film that was planned."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The film's pieces do not join: {reason}", remedy="Make the film in one run.")


@dataclass(frozen=True)
class Packet:
    """An encoded picture: the frame at which it is shown, its bytes by size and checksum, whether it begins a group."""

    shown: int
    told: str
    key: bool


@dataclass(frozen=True)
class Track:
    """The pictures of a file in the order of decoding; `headers` by size and checksum."""

    headers: str
    packets: tuple[Packet, ...]

    def part(self, start: int, end: int) -> str:
        """A fingerprint of the packets from `start` up to `end`, their times counted from `start`."""
        told = "\n".join(f"{packet.shown - start} {packet.told}" for packet in self.packets[start:end])
        return hashlib.sha256(told.encode()).hexdigest()

    def alone(self, start: int, end: int) -> bool:
        """Whether these packets are the pictures of these numbers and need none of the others."""
        inside = [packet.shown for packet in self.packets[start:end]]
        begins = [packet.key for packet in (*self.packets[start : start + 1], *self.packets[end : end + 1])]
        return sorted(inside) == list(range(start, end)) and all(begins)


@dataclass(frozen=True)
class Sealed:
    """A piece as it was looked at when it was made: its file, frames, headers and the fingerprint of its packets.

    `dark` is whether its first picture is black.
    """

    file: Path
    frames: int
    headers: str
    packets: str
    dark: bool = False


def track(file: Path, *, stopped: Callable[[], bool]) -> Track:
    """The pictures of a clip as they are, undecoded. Raises Unjoinable where they do not stand on whole frames."""
    return _looked(file, [], stopped=stopped)[0]


def seal(file: Path, frames: int, *, stopped: Callable[[], bool]) -> Sealed:
    """Decode a piece whole and look at its packets. Raises Unjoinable where it is no piece of so many frames."""
    found, _, counted = _looked(file, ["-map", "0:v:0", "-fps_mode", "passthrough", "-f", "null", "-"], stopped=stopped)
    if counted != frames:
        raise Unjoinable(f"a piece has {counted} pictures instead of {frames}")
    _whole(found, frames)
    return Sealed(file, frames, found.headers, found.part(0, frames))


def join(
    pieces: Sequence[Sealed], sound: Path, into: Path, *, rate: int, comment: str, stopped: Callable[[], bool]
) -> None:
    """Put pieces behind one another and the sound, AAC, beside them. Raises Unjoinable, Stopped, LimitReached."""
    listed = into.with_suffix(".list")
    listed.write_text(ffmpeg.listing(piece.file for piece in pieces), "utf-8")
    base = rate * TICKS
    timed = f"setts=pts=round(PTS*TB*{rate})*{TICKS}:dts=(N-1)*{TICKS}:duration={TICKS}:time_base=1/{base}"
    command = ffmpeg.command(
        ffmpeg.listed(listed),
        ffmpeg.source(sound),
        ["-map", "0:v:0", "-map", "1:a:0", "-c", "copy", "-bsf:v", timed, "-metadata", f"comment={comment}"],
        container_options(rate),
        [ffmpeg.local(into)],
    )
    try:
        run(command, limits=LIMITS, stopped=stopped)
    except ProcessFailed as error:
        raise Unjoinable(error.message) from error


def prove(film: Path, pieces: Sequence[Sealed], *, decode: bool, stopped: Callable[[], bool]) -> tuple[Probe, int]:
    """What a joined film is, and how many pictures it has. Raises Unjoinable.

    Each packet is compared with its piece's. With `decode` all pictures that one can begin at are decoded, so that each
    joint is; the rest of every piece was when it was made.
    """
    keys = ["-map", "0:v:0", "-fps_mode", "passthrough", "-f", "null", "-"] if decode else []
    found, probe, counted = _looked(film, keys, skip=["-skip_frame", "nokey"], stopped=stopped)
    _whole(found, sum(piece.frames for piece in pieces))
    begun = 0
    for piece in pieces:
        if piece.headers != found.headers:
            raise Unjoinable("pieces were encoded in different ways")
        if not found.packets[begun].key or found.part(begun, begun + piece.frames) != piece.packets:
            raise Unjoinable(f"the film is not as planned from its picture {begun + 1} on")
        begun += piece.frames
    if decode and counted < len(pieces):
        raise Unjoinable(f"only {counted} of {len(pieces)} pieces begin as they should")
    return probe, len(found.packets)


def _whole(track: Track, frames: int) -> None:
    if sorted(packet.shown for packet in track.packets) != list(range(frames)):
        raise Unjoinable(f"{len(track.packets)} pictures do not follow one another where {frames} should")
    if any(number - 1 > packet.shown for number, packet in enumerate(track.packets)):
        raise Unjoinable("pictures are shown before they are decoded")


def _looked(
    file: Path, decoded: Sequence[str], *, skip: Sequence[str] = (), stopped: Callable[[], bool]
) -> tuple[Track, Probe, int]:
    """A file's pictures and what it is, and how many pictures were decoded into the output `decoded`."""
    copied = ["-map", "0:V:0", "-map", "0:a:0?", "-c", "copy", *DECODED_ANYHOW, "-f", "framecrc", "pipe:1"]
    strict = ["-xerror", "-stats", "-threads", "2"]
    command = ffmpeg.command(strict, ffmpeg.source(file, *skip), copied, decoded, loglevel="info")
    try:
        done = run(command, limits=LIMITS, stopped=stopped)
    except ProcessFailed as error:
        raise Unjoinable(error.message) from error
    counted = int((FRAMES.findall(done.err.decode(errors="replace")) or ["0"])[-1])
    text = done.out.decode()
    return _track(text), measured("video/mp4", Done(_thinned(text).encode(), done.err)), counted


def _track(text: str) -> Track:
    headers = HEADERS.findall(text) if VIDEO.search(text) else []
    return Track(headers[0] if headers else "", tuple(_packet(*row) for row in PACKETS.findall(text)))


def _packet(pts: str, told: str, flags: str) -> Packet:
    shown, rest = divmod(int(pts), TICKS)
    if rest:
        raise Unjoinable("a picture stands between two frames")
    return Packet(shown, told, not flags)


def _thinned(text: str) -> str:
    """The rows without those of the sound between its first and its last: of a long film they are most of them."""
    sound = [found.span() for found in SOUND.finditer(text)]
    if len(sound) < 3:
        return text
    first, last = sound[0][1], sound[-1][0]
    return text[:first] + SOUND.sub("", text[first:last]) + text[last:]
