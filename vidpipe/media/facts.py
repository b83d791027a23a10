"""Measures a finished file for its delivery: pictures by their packets, sound by ear, boxes by reading them.

Only the sound and one picture are decoded.
"""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from vidpipe.errors import MediaError
from vidpipe.film.delivery import Facts
from vidpipe.media import boxes, ffmpeg, loudness
from vidpipe.media.probe import Probe, probe
from vidpipe.process import Limits, ProcessFailed, run

LIMITS = Limits(seconds=120, memory=ffmpeg.MEMORY, output=64 * 1024 * 1024)
STREAM = r"^  Stream #0:\d+(?:\[\w+\])?(?:\(\w*\))?: {}: (.*)$"
PICTURE, SOUND, TRACK = (re.compile(STREAM.format(kind), re.MULTILINE) for kind in ("Video", "Audio", "Subtitle"))
PROFILE = re.compile(r"^\w+ \(([^)]*)\)")
RATE, LAYOUT = re.compile(r", (\d+) Hz"), re.compile(r" Hz, ([\w.]+)")
LABEL = re.compile(r"^ +comment +: AI-generated", re.MULTILINE)
CHANNELS = {"mono": 1, "stereo": 2}
SMALL = 64
"""Pixels of each side of the first picture that is looked at."""


@dataclass(frozen=True)
class Packet:
    stream: int
    pts: int
    size: int
    key: bool


def measure(file: Path, *, stopped: Callable[[], bool] = lambda: False) -> Facts:
    """Everything that presets ask of a film's file. Raises MediaError where it is no film, Stopped."""
    found = probe(file, stopped=stopped)
    if found.mime != "video/mp4" or not found.frames:
        raise MediaError(f"{file.name} is no film that a platform takes", remedy="Give an MP4.")
    try:
        said, tick, packets = _packets(file, stopped)
        heard = loudness.measure(ffmpeg.source(file), stopped=stopped) if found.has_audio else None
        light = _first_light(file, stopped)
    except ProcessFailed as error:
        raise MediaError(f"{file.name} cannot be measured", remedy="Make it again.") from error
    pictures = [packet for packet in packets if packet.stream == 0]
    layout = boxes.read(file)
    return Facts(
        **_picture(found, pictures, tick=tick, said=said),
        **_sound(said, packets),
        milliseconds=found.milliseconds,
        bytes=file.stat().st_size,
        level=layout.level,
        starts=layout.starts,
        edits=layout.edits,
        light=light,
        loudness=None if heard is None or heard.silent else round(10 * heard.lufs),
        peak=None if heard is None or heard.silent else round(10 * heard.peak),
        track=bool(TRACK.search(said)),
        label=bool(LABEL.search(said)),
    )


def _packets(file: Path, stopped: Callable[[], bool]) -> tuple[str, Fraction, list[Packet]]:
    """What ffmpeg says of the file, the length of a tick of the pictures' clock, and every packet in stored order."""
    maps = ["-map", "0:V:0", "-map", "0:a:0?", "-c", "copy", "-f", "framecrc", "pipe:1"]
    done = run(ffmpeg.command(ffmpeg.source(file), maps, loglevel="info"), limits=LIMITS, stopped=stopped)
    tick, packets = Fraction(1, 1000), []
    for line in done.out.decode(errors="replace").splitlines():
        if line.startswith("#tb 0: "):
            tick = Fraction(line.removeprefix("#tb 0: "))
        elif not line.startswith("#"):
            stream, _, pts, _, size, *rest = line.split(",")
            packets.append(Packet(int(stream), int(pts), int(size), not any("F=0x0" in part for part in rest)))
    return done.err.decode(errors="replace"), tick, packets


def _picture(found: Probe, packets: Sequence[Packet], *, tick: Fraction, said: str) -> dict[str, object]:
    line = PICTURE.search(said)
    profile = PROFILE.match(line[1]) if line else None
    times = sorted(packet.pts for packet in packets)
    gaps = [after - before for before, after in itertools.pairwise(times)]
    return {
        "width": found.width,
        "height": found.height,
        "rate": str(found.rate),
        "steady": not gaps or max(gaps) - min(gaps) <= max(1, round(Fraction(1, 1000) / tick)),
        "frames": found.frames,
        "codec": found.codec,
        "profile": profile[1] if profile else "",
        "pixels": found.pixels,
        "tags": found.tags,
        "square": found.aspect in (0, 1),
        "keyframes": _between(packets, times, tick),
        "closed": _closed(packets),
    }


def _between(packets: Sequence[Packet], times: Sequence[int], tick: Fraction) -> int:
    """Milliseconds of the longest stretch that begins with a keyframe."""
    step = (times[-1] - times[0]) // max(1, len(times) - 1)
    starts = sorted([packet.pts for packet in packets if packet.key] or times[:1])
    ends = [*starts[1:], times[-1] + step]
    return round(1000 * tick * max(end - start for start, end in zip(starts, ends, strict=True)))


def _closed(packets: Sequence[Packet]) -> bool:
    """Whether no picture stored after a keyframe is shown before it."""
    latest = None
    for packet in packets:
        if packet.key:
            latest = packet.pts
        elif latest is not None and packet.pts < latest:
            return False
    return True


def _sound(said: str, packets: Sequence[Packet]) -> dict[str, object]:
    line = SOUND.search(said)
    if line is None:
        return {}
    rate, layout = RATE.search(line[1]), LAYOUT.search(line[1])
    return {
        "sound": line[1].split(" ", 1)[0].rstrip(","),
        "sound_rate": int(rate[1]) if rate else 0,
        "channels": CHANNELS.get(layout[1], 3) if layout else 0,
        "sound_bytes": sum(packet.size for packet in packets if packet.stream == 1),
    }


def _first_light(file: Path, stopped: Callable[[], bool]) -> int:
    """Mean light of the first picture, 16 (black) to 235."""
    small = ["-vf", f"scale={SMALL}:{SMALL}:out_range=tv,format=gray", "-f", "rawvideo", "pipe:1"]
    maps = ["-map", "0:V:0", "-frames:v", "1", *small]
    out = run(ffmpeg.command(ffmpeg.source(file), maps), limits=LIMITS, stopped=stopped).out
    if not out:
        raise MediaError(f"{file.name} shows no picture", remedy="Make it again.")
    return round(sum(out) / len(out))
