"""A lane that its provider finds too wide goes on with half as many at once, after a pause, and grows back. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Went:
    """How a job went, for its lane: whether anything was sent at all, and where the provider found it too many how
    many seconds nothing more is sent.
    """

    sent: bool = True
    hold: float | None = None


class Throttle:
    """What one lane has learned of its provider's patience. Times are seconds of any clock that only goes forward."""

    def __init__(self) -> None:
        self._narrow: int | None = None
        self._narrowed = self._until = float("-inf")
        self._well = 0

    def width(self, full: int) -> int:
        """How many may run at once of a lane that is so wide."""
        return full if self._narrow is None else min(full, self._narrow)

    def hold(self, now: float) -> float:
        """Seconds until something may be sent."""
        return max(0.0, self._until - now)

    def refused(self, full: int, *, began: float, now: float, hold: float) -> None:
        """The provider found it too many. What began before the lane was narrowed last narrows it no further."""
        self._until = max(self._until, now + hold)
        self._well = 0
        if began >= self._narrowed:
            self._narrow = max(1, self.width(full) // 2)
            self._narrowed = now

    def went_well(self, full: int) -> None:
        """A call went through: as many as run at once make room for one more."""
        if self._narrow is None:
            return
        self._well += 1
        if self._well >= self._narrow:
            self._narrow, self._well = self._narrow + 1, 0
        if self._narrow >= full:
            self._narrow = None
