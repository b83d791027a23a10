"""What a media file is, measured: size, rate, frames, length, sound, colours. Trusts no file name and no tag.

Numbers come from the packets and the demuxer's own header, which no metadata can forge; of clips and sounds nothing
is decoded, a still picture is decoded within limits.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from vidpipe.errors import MediaError
from vidpipe.media import ffmpeg, images
from vidpipe.process import Done, Limits, ProcessFailed, run

LIMITS = Limits(seconds=60, memory=ffmpeg.MEMORY, output=32 * 1024 * 1024)
STREAM = re.compile(r"^  Stream #0:\d+(?:\[\w+\])?(?:\(\w*\))?: Video: (.*)$", re.MULTILINE)
ROTATION = re.compile(r"^ +Display ?[mM]atrix: rotation of (-?\d+(?:\.\d+)?) degrees", re.MULTILINE)
PIXELS = re.compile(r", (\w+)(?:\(([^)]*)\))?, \d+x\d+")
MARK = re.compile(r"^ +comment +: (vidpipe-clip-[0-9a-f ,-]{1,4000})$", re.MULTILINE)
CLAIMED = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d)\.(\d\d)", re.MULTILINE)
HDR = ("smpte2084", "arib-std-b67")
MATRICES = ("bt709", "smpte170m", "bt470bg", "smpte240m", "fcc", "bt2020nc", "bt2020c", "gbr", "ycgco", "ictcp")


@dataclass(frozen=True)
class Probe:
    """A media file. Sizes in pixels as shown (upright, square pixels); `milliseconds` is the longest stream's length.

    `rate` is frames a second as an exact fraction (the mean where it varies), `frames` counts packets; a sound has
    0 of both, a still picture one frame and no rate. `tags` are range, matrix, primaries and transfer where the file
    says so, `matrix` and `primaries` these two by themselves. `claimed` is the length in milliseconds that its header
    promises, 0 where it promises none. `mark` is what a clip of our own says of how it was encoded.
    """

    mime: str
    width: int = 0
    height: int = 0
    rate: Fraction = Fraction(0)
    frames: int = 0
    milliseconds: int = 0
    has_audio: bool = False
    codec: str = ""
    pixels: str = ""
    tags: tuple[str, ...] = ()
    rotation: int = 0
    aspect: Fraction = Fraction(1)
    claimed: int = 0
    matrix: str = ""
    primaries: str = ""
    mark: str = ""

    @property
    def picture(self) -> bool:
        return self.mime.startswith("image/")

    @property
    def hdr(self) -> str:
        """The transfer of a high-dynamic-range picture, '' for others."""
        return next((tag for tag in self.tags if tag in HDR), "")

    @property
    def seconds(self) -> Fraction:
        """How long the pictures last."""
        return Fraction(self.frames, 1) / self.rate if self.rate else Fraction(self.milliseconds, 1000)


def probe(file: Path, *, stopped: Callable[[], bool] = lambda: False) -> Probe:
    """Measure a file. Raises MediaError where it is none that vidpipe reads or holds neither picture nor sound."""
    mime = ffmpeg.sniff(file)
    if mime.startswith("image/"):
        _, width, height = images.measure(file)
        return Probe(mime, width=width, height=height, frames=1, codec=mime.removeprefix("image/"))
    maps = ["-map", "0:V:0?", "-map", "0:a:0?", "-c", "copy", "-f", "framecrc", "pipe:1"]
    try:
        done = run(ffmpeg.command(ffmpeg.source(file), maps, loglevel="info"), limits=LIMITS, stopped=stopped)
    except ProcessFailed as error:
        raise unreadable("The file is damaged or not what it seems") from error
    found = measured(mime, done)
    if not found.frames and not found.has_audio:
        raise unreadable("The file holds no picture and no sound")
    return found


def unreadable(message: str) -> MediaError:
    return MediaError(message, remedy="Make it again, or bring another file.")


def measured(mime: str, done: Done) -> Probe:
    """What a file is, by what ffmpeg said of its header and its packets (`framecrc`) at log level info."""
    header, packets = _read(done.out.decode(errors="replace"))
    video = next((number for number, facts in header.items() if facts.get("media_type") == "video"), None)
    audio = next((number for number, facts in header.items() if facts.get("media_type") == "audio"), None)
    lengths = [_length(packets.get(number, []), facts) for number, facts in header.items()]
    milliseconds = round(1000 * max(lengths, default=Fraction(0)))
    has_audio = audio is not None and bool(packets.get(audio))
    said = done.err.decode(errors="replace")
    if video is None or not packets.get(video):
        sound = mime.replace("video/", "audio/")
        return Probe(sound, milliseconds=milliseconds, has_audio=has_audio, claimed=_claimed(said))
    facts = header[video]
    rotation, aspect = _rotation(said), _fraction(facts.get("sar", "1/1")) or Fraction(1)
    width, height = _shown(facts.get("dimensions", "0x0"), rotation=rotation, aspect=aspect)
    pixels, tags, matrix, primaries = _pixels(said)
    return Probe(
        mime=mime,
        width=width,
        height=height,
        rate=_rate(packets[video], facts),
        frames=len(packets[video]),
        milliseconds=milliseconds,
        has_audio=has_audio,
        codec=facts.get("codec_id", ""),
        pixels=pixels,
        tags=tags,
        rotation=rotation,
        aspect=aspect,
        claimed=_claimed(said),
        matrix=matrix,
        primaries=primaries,
        mark=_mark(said),
    )


def _mark(said: str) -> str:
    found = MARK.search(said)
    return found[1] if found else ""


def _claimed(said: str) -> int:
    found = CLAIMED.search(said)
    hours, minutes, seconds, parts = (int(part) for part in found.groups()) if found else (0, 0, 0, 0)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + parts * 10


Packets = list[tuple[int, int]]


def _read(text: str) -> tuple[dict[int, dict[str, str]], dict[int, Packets]]:
    """The header's facts by stream and each stream's packets as (pts, duration)."""
    header: dict[int, dict[str, str]] = {}
    packets: dict[int, Packets] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            name, _, value = line[1:].partition(": ")
            fact, _, number = name.rpartition(" ")
            if number.isdecimal():
                header.setdefault(int(number), {})[fact] = value
        else:
            fields = line.split(",")
            packets.setdefault(int(fields[0]), []).append((int(fields[2]), int(fields[3])))
    return header, packets


def _length(packets: Packets, facts: dict[str, str]) -> Fraction:
    if not packets:
        return Fraction(0)
    tick = _fraction(facts.get("tb", "1/1000"))
    first, last = min(packets), max(packets)
    return (last[0] + last[1] - first[0]) * tick


def _rate(packets: Packets, facts: dict[str, str]) -> Fraction:
    tick, times = _fraction(facts.get("tb", "1/1000")), sorted(pts for pts, _ in packets)
    if len(times) > 1 and times[-1] > times[0]:
        return Fraction(1, 1) / ((times[-1] - times[0]) * tick / (len(times) - 1)).limit_denominator(100_000)
    length = packets[0][1] * tick
    return 1 / length if length else Fraction(0)


def _fraction(text: str) -> Fraction:
    top, _, bottom = text.partition("/")
    return Fraction(int(top), int(bottom or 1)) if int(bottom or 1) else Fraction(0)


def _shown(dimensions: str, *, rotation: int, aspect: Fraction) -> tuple[int, int]:
    width, height = (int(part) for part in dimensions.split("x"))
    width = round(width * aspect)
    return (height, width) if rotation % 180 else (width, height)


def _rotation(said: str) -> int:
    found = ROTATION.search(said)
    return round(float(found[1]) / 90) * 90 if found else 0


def _pixels(said: str) -> tuple[str, tuple[str, ...], str, str]:
    """Pixel format, colour tags, matrix and primaries of the first video stream, from ffmpeg's line about it."""
    line = STREAM.search(said)
    found = PIXELS.search(line[1]) if line else None
    if not found:
        return "", (), "", ""
    parts = (found[2] or "").split(", ")
    tags = tuple(tag for part in parts for tag in part.split("/") if tag and tag not in ("progressive", "unknown"))
    three = next((part.split("/") for part in parts if "/" in part or part in MATRICES), [""])
    matrix, primaries = three[0], three[min(1, len(three) - 1)]
    return found[1], tags, matrix.replace("unknown", ""), primaries.replace("unknown", "")
