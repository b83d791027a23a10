"""Asked often by whoever computes or waits for one slot: whether to give up, and afterwards why."""

import time
from collections.abc import Callable


class Patience:
    """`seconds` is wall time for what is computed here, or sent. `stopping`: this worker ends; `called_off`: a person
    wants this slot no more.
    """

    def __init__(self, seconds: float, *, stopping: Callable[[], bool], called_off: Callable[[], bool]) -> None:
        self.seconds = seconds
        self.stopping, self.called_off = stopping, called_off
        self._end: float | None = 0.0
        self.begin()

    def begin(self) -> None:
        """The time counts from now."""
        self._end = time.monotonic() + self.seconds

    @property
    def late(self) -> bool:
        return self._end is not None and time.monotonic() > self._end

    def passed(self) -> bool:
        """Whether to give up: all the same how long a provider works, and nobody drops what is there to be taken."""
        return self.stopping() or (self._end is not None and (self.called_off() or self.late))

    def unwanted(self) -> bool:
        """Whether this worker ends, or a person called it off."""
        return self.stopping() or self.called_off()

    def take_it(self) -> None:
        """From now on only the end of this worker counts: what comes is done and paid."""
        self._end = None

    def wait(self, seconds: float) -> None:
        """Wait so long, less where the worker ends or the person calls off."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self.unwanted():
            time.sleep(min(left, HEARS_SECONDS))


HEARS_SECONDS = 0.1
