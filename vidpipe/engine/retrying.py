"""When a call that surely was not accepted is sent again: the one policy for every provider. Pure."""

import hashlib
import math

from vidpipe.engine.pace import Pace

MOST_TRIES = 7
"""How often one recipe is sent by itself since a person last asked for it."""
LONGEST_ASKED = 86_400.0
"""Seconds: what a provider asks for beyond that is taken for a day."""


def exhausted(tries: int) -> bool:
    """Whether nothing is sent again by itself after so many tries."""
    return tries >= MOST_TRIES


def wait(tries: int, *, name: str, asked: float | None, pace: Pace) -> float:
    """Seconds until the next try after so many: what the provider asked for, else twice as long each time.

    `name` is the attempt's: its digits spread the tries of many slots, and give the same wait whenever it is asked.
    """
    spread = share(name)
    if asked is not None and not math.isnan(asked):
        return pace.real(min(max(0.0, asked), LONGEST_ASKED) * (1 + spread / 10))
    top = min(pace.most, 2 * pace.first * 2.0 ** min(max(tries, 1) - 1, 32))
    return pace.real(min(pace.most, max(pace.first, top * (1 + spread) / 2)))


def share(name: str) -> float:
    """A number from 0 to 1, always the same for a name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6]) / 2**48
