"""Chance that is none: every choice follows from the seed and the name of what is chosen."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Choices of one film. The same seed, salt and key give the same choice, whatever was asked before; the salt is
    what the film is about, so that two films of one seed do not begin alike.
    """

    def __init__(self, seed: int, *, salt: str = "") -> None:
        self.seed, self.salt = seed, salt

    def number(self, key: str) -> float:
        """From 0 up to, not including, 1."""
        digest = hashlib.sha256(f"{self.seed}/{self.salt}/{key}".encode("utf-8", "replace")).digest()
        return int.from_bytes(digest[:6], "big") / 2**48

    def pick(self, key: str, options: Sequence[T]) -> T:
        return options[int(self.number(key) * len(options))]

    def shuffled(self, key: str, options: Sequence[T]) -> list[T]:
        order = sorted(range(len(options)), key=lambda index: self.number(f"{key}/{index}"))
        return [options[index] for index in order]

    def chance(self, key: str, part: float) -> bool:
        return self.number(key) < part
