"""The same call, wanted twice at once: one asks, and the other takes what that one was answered, for nothing."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from vidpipe.errors import Stopped

HEARS_SECONDS = 0.2


class Turns:
    """Of all calls of one process, by key. Safe for threads."""

    def __init__(self) -> None:
        self._at_work: set[str] = set()
        self._state = threading.Condition()

    @contextmanager
    def of(self, key: str, *, given_up: Callable[[], bool]) -> Iterator[None]:
        """Be the only one at this call for as long as the block lasts. Raises Stopped where that is given up."""
        with self._state:
            while key in self._at_work:
                if given_up():
                    raise Stopped("Stopped while the very same call was made for another slot")
                self._state.wait(HEARS_SECONDS)
            self._at_work.add(key)
        try:
            yield
        finally:
            with self._state:
                self._at_work.discard(key)
                self._state.notify_all()
