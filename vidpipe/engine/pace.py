"""How long the engine waits where it talks to providers. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """Seconds of every wait: `first` and `most` between two tries, `grace` before something counts as not there.

    `haste` divides them all, and every other wait for a provider: for tests and benchmarks, whose far side is quicker
    than a real one.
    """

    first: float = 4.0
    most: float = 120.0
    grace: float = 10.0
    haste: float = 1.0

    def real(self, seconds: float) -> float:
        """So many seconds of a provider's time, as they are waited here."""
        return seconds / self.haste
