"""Where to look in a clip that has to be cropped and of which nobody says where its subject is: a cheap guess.

What stands out is where edges are and colours are unlike the rest, a little more so near the middle. A few small
pictures are looked at, and what was found is kept by the clip's digest.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidpipe.errors import MediaError
from vidpipe.film.cut import Shot
from vidpipe.film.version import MIDDLE, Focus
from vidpipe.media.decode import ClipReader, Geometry
from vidpipe.media.framing import Framing
from vidpipe.media.images import open_picture, planes
from vidpipe.media.keep import Keep, facts, key_of
from vidpipe.media.probe import Probe
from vidpipe.media.reel import Footage

VERSION = 1
"""Counts up when the same clip would be found to show its subject elsewhere."""
SIDE, LOOKS, A_SECOND = 96, 6, 2
"""Pixels of the longer side of what is looked at, how many pictures at most and how many a second."""
REACH = 0.3
"""The part of the picture that is weighed as one."""
EDGES = 0.25
"""What counts at the picture's edge of what does in its middle."""
Energy = npt.NDArray[np.float64]


def framed(
    footage: Footage, shot: Shot, size: Geometry, *, keep: Keep, folder: Path, stopped: Callable[[], bool]
) -> Footage:
    """The footage as the shot says it fills the frame; where it is cropped and nobody says round what, as it is
    guessed."""
    if not (shot.fit or shot.focus):
        return footage
    framing, found = Framing(shot.fit, shot.focus), footage.probe
    way = framing.way((found.width, found.height), (size.width, size.height))
    if way == "crop" and shot.fit and shot.focus is None:
        focus = guessed(shot.media, footage.file, found, keep=keep, folder=folder, stopped=stopped)
        framing = Framing(shot.fit, focus)
    return replace(footage, framing=framing)


def guessed(digest: str, file: Path, probe: Probe, *, keep: Keep, folder: Path, stopped: Callable[[], bool]) -> Focus:
    """Where the subject of a file seems to be, looked for once."""
    key = key_of("focus", VERSION, digest)
    across, down = facts(keep, key, folder, lambda: list(guess(file, probe, stopped=stopped)))
    return int(across), int(down)


def guess(file: Path, probe: Probe, *, stopped: Callable[[], bool] = lambda: False) -> Focus:
    """Where the subject of a clip or a picture seems to be; the middle where nothing stands out or can be read."""
    try:
        seen = [_energy(luma, colour) for luma, colour in _looks(file, probe, stopped)]
    except MediaError:
        return MIDDLE  # the cut itself says what is wrong with the clip
    return point(np.mean(seen, axis=0)) if seen else MIDDLE


def point(energy: Energy) -> Focus:
    """The place round which most of the energy is, in per cent across and down."""
    if not np.isfinite(energy).all() or energy.max() <= 0:
        return MIDDLE
    return _place(energy.sum(axis=0)), _place(energy.sum(axis=1))


def _place(profile: Energy) -> int:
    """The per cent of a row of sums round which, within reach, the most is."""
    length = len(profile)
    half = max(1, round(REACH * length / 2))
    weighed = profile * np.interp(np.arange(length), [0, (length - 1) / 2, length - 1], [EDGES, 1.0, EDGES])
    sums = np.convolve(weighed, np.ones(2 * half + 1), mode="same")
    best = int(sums.argmax())
    near = np.arange(max(0, best - half), min(length, best + half + 1))
    part = weighed[near]
    centre = float((near * part).sum() / part.sum()) if part.sum() > 0 else (length - 1) / 2
    return round(100 * (centre + 0.5) / length)


def _energy(luma: Energy, colour: Energy) -> Energy:
    """What stands out: edges, and colours unlike those of the whole. Faint ones, as of grass or rain, do not count."""
    edges = np.zeros_like(luma)
    edges[:, 1:] += np.abs(np.diff(luma, axis=1))
    edges[1:, :] += np.abs(np.diff(luma, axis=0))
    found = _above(edges) + _above(colour)
    return np.asarray(found, np.float64)


def _above(values: Energy) -> Energy:
    """Values above most of them, as parts of the largest."""
    level = float(np.quantile(values, 0.7))
    above = np.clip(values - level, 0, None)
    most = float(above.max())
    return np.asarray(above / most if most > 0 else above, np.float64)


def _looks(file: Path, probe: Probe, stopped: Callable[[], bool]) -> list[tuple[Energy, Energy]]:
    scale = SIDE / max(probe.width, probe.height)
    width, height = (max(8, round(side * scale / 2) * 2) for side in (probe.width, probe.height))
    if probe.picture:
        small = open_picture(file).convert("RGB").resize((width, height))
        luma, first, second = planes(small)
        return [_parts(luma, first, second)]
    found: list[tuple[Energy, Energy]] = []
    geometry = Geometry(width, height, A_SECOND)
    with ClipReader(file, probe, geometry, stopped=stopped) as reader:
        while len(found) < LOOKS and (frame := reader.next()) is not None:
            area, quarter = width * height, width * height // 4
            sides = height // 2, width // 2
            first, second = (frame[start : start + quarter].reshape(sides) for start in (area, area + quarter))
            found.append(_parts(frame[:area].reshape(height, width), first, second))
    return found


def _parts(
    luma: npt.NDArray[np.uint8], first: npt.NDArray[np.uint8], second: npt.NDArray[np.uint8]
) -> tuple[Energy, Energy]:
    """Light, and how far each colour is from the colour of the whole."""
    away = [np.abs(plane.astype(np.float64) - float(np.median(plane))) for plane in (first, second)]
    return luma.astype(np.float64), np.kron(away[0] + away[1], np.ones((2, 2)))
