"""The composer: a mood, a length and a seed become a piece of music with a beginning, a growth and an end.

Pure numpy; no samples, no network, no key. The same arguments always give the same piece. It may not know of providers,
projects or the store; the local provider calls `compose`.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vidpipe.errors import BadInput
from vidpipe.library.moods import mood_for

__all__ = ["compose"]

SHORTEST, LONGEST = 3, 600


def compose(*, mood: str, frames: int, rate: int, seed: int, accents: Sequence[int] = (), into: Path) -> dict[str, Any]:
    """Write a 48 kHz stereo 16-bit WAV of exactly `frames` at `rate`, about -16 LUFS, and say what it is.

    `mood` is a mood's name or free words; `accents` are frames where scenes cut. The answer holds `milliseconds`,
    `mood`, `title`, `bpm`, `key`, `bars`, `beats` (of a bar) and `sections`. Raises BadInput for a length outside 3 to
    600 seconds.
    """
    from vidpipe.providers.local.composer.master import master
    from vidpipe.providers.local.composer.mixer import mixed
    from vidpipe.providers.local.composer.score import score
    from vidpipe.providers.local.composer.synth import RATE

    samples = round(frames * RATE / rate)
    if not SHORTEST * RATE <= samples <= LONGEST * RATE:
        raise BadInput(f"Music of {samples / RATE:g} seconds cannot be made", remedy="Ask for 3 to 600 seconds.")
    piece = score(mood_for(mood), seconds=samples / RATE, seed=seed, accents=[frame / rate for frame in accents])
    plan = piece.form
    fade_from = round((plan.closes + 0.3 * (plan.seconds - plan.closes)) * RATE)
    with tempfile.TemporaryFile(dir=into.parent) as scratch:
        master(mixed(piece), scratch, into, samples=samples, fade_from=fade_from)
    return {
        "milliseconds": round(1000 * samples / RATE),
        "mood": piece.mood.name,
        "title": piece.mood.title,
        "bpm": round(plan.bpm),
        "key": plan.key.name,
        "bars": len(plan.bars),
        "beats": plan.beats,
        "sections": "".join(bar.section for bar in plan.bars if bar.place == 0),
    }
