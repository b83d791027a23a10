"""Ctrl-C and a request to end: the first stops the work and says how to go on, the second leaves at once."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import NoReturn

from vidpipe.errors import Stopped

GRACE_SECONDS = 5.0
"""How long what computes may take to give up before the process ends regardless; it is safe to kill at any moment."""
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))


class Interruption:
    """What happens at a signal: `stop` is called from another thread, Stopped is raised where the work waits."""

    def __init__(self, stop: Callable[[], None], farewell: Callable[[], None]) -> None:
        self._stop, self._farewell = stop, farewell
        self._stopper: threading.Thread | None = None
        self._said = threading.Event()

    def arrive(self, number: int, frame: FrameType | None) -> None:
        if self._stopper is not None:
            self._leave()
        self._stopper = threading.Thread(target=self._quietly, name="stop", daemon=True)
        self._stopper.start()
        timer = threading.Timer(GRACE_SECONDS, self._leave)
        timer.daemon = True
        timer.start()
        raise Stopped("Interrupted")

    def _quietly(self) -> None:
        with contextlib.suppress(Exception):
            self._stop()

    def settle(self) -> None:
        """Wait a moment for the wish to be written, then say the farewell, once."""
        if self._stopper is not None:
            self._stopper.join(GRACE_SECONDS)
        if not self._said.is_set():
            self._said.set()
            self._farewell()

    def _leave(self) -> NoReturn:
        self.settle()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(130)


@contextlib.contextmanager
def interruptible(stop: Callable[[], None], farewell: Callable[[], None]) -> Iterator[None]:
    """Within this block a signal stops the work. Raises Stopped after the farewell was said."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    interruption = Interruption(stop, farewell)
    before = {number: signal.signal(number, interruption.arrive) for number in SIGNALS}
    try:
        yield
    except Stopped:
        interruption.settle()
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
