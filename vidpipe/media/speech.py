"""When something is said in a sound: stretches between pauses, found by how loud it is. Kept by the sound's digest."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vidpipe.film.cut import CutPlan
from vidpipe.media.decoded import RATE, Decoded, Decoder
from vidpipe.media.keep import FolderKeep, Shelf, ShelfKeep, facts, key_of
from vidpipe.media.subtitles import Speech

VERSION = 1
HOP = RATE // 100
"""A hundredth of a second is weighed at once."""
BELOW_LOUD, ABOVE_QUIET = 32.0, 9.0
"""Decibels under the loud parts, and over the quiet ones, from which on something is said."""
PAUSE, LEAST = 9, 5
"""Hundredths of a second: shorter gaps are none, and shorter sounds are no speech."""
SILENT = -70.0

Levels = npt.NDArray[np.float64]


def heard(plan: CutPlan, path: Callable[[str], Path], decoder: Decoder) -> dict[str, Speech]:
    """The stretches of speech in the sounds of a plan's lines, by digest. Raises MediaError, LimitReached, Stopped."""
    named = dict.fromkeys(line.media for line in plan.voice if line.media)
    return {digest: measured(path(digest), digest, decoder) for digest in named}


def listened(
    plan: CutPlan, path: Callable[[str], Path], shelf: Shelf | None, stopped: Callable[[], bool]
) -> dict[str, Speech]:
    """The same for somebody who has no decoder."""
    with tempfile.TemporaryDirectory(prefix="speech-") as name:
        folder = Path(name)
        keep = ShelfKeep(shelf) if shelf else FolderKeep(folder / "kept")
        return heard(plan, path, Decoder(keep, folder, stopped))


def measured(file: Path, digest: str, decoder: Decoder) -> Speech:
    """The stretches of speech in a sound, in milliseconds."""

    def measure() -> list[list[int]]:
        return [[start, end] for start, end in stretches(levels(decoder.sound(file, digest)))]

    decoder.sound(file, digest)
    keep = FolderKeep(decoder.folder) if str(file) in decoder.damaged else decoder.keep
    found = facts(keep, key_of("speech", VERSION, digest), decoder.folder, measure)
    return [(int(start), int(end)) for start, end in found]


def levels(sound: Decoded) -> Levels:
    """How loud each hundredth of a second is, in decibels under full."""
    parts = []
    for samples, lead in sound.windows():
        plain = samples[lead:]
        whole = plain[: len(plain) // HOP * HOP].reshape(-1, HOP * 2)
        parts.append(np.sqrt(np.mean(whole.astype(np.float64) ** 2, axis=1)))
    loud = np.concatenate(parts) if parts else np.zeros(0)
    found: Levels = 20 * np.log10(np.maximum(loud, 1e-6))
    return found


def stretches(loud: Levels) -> Speech:
    """Where it is loud enough to be speech, pauses left out; nothing of a silent sound."""
    if not len(loud) or loud.max() < SILENT:
        return []
    top, ground = float(np.percentile(loud, 95)), float(np.percentile(loud, 10))
    limit = max(top - BELOW_LOUD, min(ground + ABOVE_QUIET, top - ABOVE_QUIET))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (loud > limit).astype(np.int8), [0]])))
    found: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and start - found[-1][1] < PAUSE:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [(10 * start, 10 * end) for start, end in found if end - start >= LEAST]
