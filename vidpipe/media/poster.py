"""The one picture that stands for a film: neither black nor blurred, colourful, rather from its middle."""

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidpipe.media import ffmpeg, images
from vidpipe.media.probe import Probe, probe, unreadable
from vidpipe.process import Limits, run

LIMITS = Limits(seconds=300, memory=ffmpeg.MEMORY, output=200_000_000)
SMALL = 160
BEST_PLACE = 0.4
SHORT = 12
"""Seconds under which every half second is looked at; of a longer film its keyframes."""

Rgb = npt.NDArray[np.uint8]


def choose(film: Path, into: Path, *, stopped: Callable[[], bool] = lambda: False) -> float:
    """Write the best picture at full size; returns its time in seconds. Raises MediaError."""
    found = probe(film, stopped=stopped)
    if not found.frames:
        raise unreadable("The film holds no picture")
    candidates = _candidates(film, found, stopped)
    length = max(1e-3, float(found.seconds))
    best = max(candidates, key=lambda item: score(item[1]) * _place(item[0] / length), default=(0.0, None))
    images.save(images.open_picture(_still(film, best[0], stopped)), into)
    return best[0]


def score(picture: Rgb) -> float:
    """Sharpness times colourfulness of a small RGB picture, next to nothing for a black or white one."""
    colour = picture.astype(np.float32)
    luma = colour @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    sharp = float(np.abs(np.diff(luma, axis=0)).mean() + np.abs(np.diff(luma, axis=1)).mean())
    red_green, yellow_blue = colour[..., 0] - colour[..., 1], colour[..., :2].mean(axis=2) - colour[..., 2]
    vivid = math.hypot(float(red_green.std()), float(yellow_blue.std()))
    vivid += 0.3 * math.hypot(float(red_green.mean()), float(yellow_blue.mean()))
    seen = 1.0 if 24 < luma.mean() < 235 and luma.std() > 8 else 0.01
    return seen * (1 + sharp) * (8 + vivid)


def _place(share: float) -> float:
    return math.exp(-(((share - BEST_PLACE) / 0.45) ** 2))


def _candidates(film: Path, found: Probe, stopped: Callable[[], bool]) -> list[tuple[float, Rgb]]:
    few = found.seconds > SHORT
    height = max(2, round(SMALL * found.height / found.width))
    chain = "" if few else "fps=2:start_time=0,"
    options = ["-map", "0:V:0", "-fps_mode", "passthrough", "-vf", f"{chain}scale={SMALL}:{height},showinfo"]
    source = ffmpeg.source(film, *(["-skip_frame", "nokey"] if few else []))
    command = ffmpeg.command(source, options, ["-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"], loglevel="info")
    done = run(command, limits=LIMITS, stopped=stopped)
    size = SMALL * height * 3
    pictures = [done.out[place : place + size] for place in range(0, len(done.out) - size + 1, size)]
    times = [float(part.split()[0]) for part in done.err.decode(errors="replace").split("pts_time:")[1:]]
    return [
        (time, np.frombuffer(data, np.uint8).reshape(height, SMALL, 3))
        for time, data in zip(times, pictures, strict=False)
    ]


def _still(film: Path, time: float, stopped: Callable[[], bool]) -> bytes:
    output = ["-map", "0:V:0", "-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "pipe:1"]
    data = run(ffmpeg.command(ffmpeg.source(film, "-ss", f"{time:.3f}"), output), limits=LIMITS, stopped=stopped).out
    return data or run(ffmpeg.command(ffmpeg.source(film), output), limits=LIMITS, stopped=stopped).out
