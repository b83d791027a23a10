"""What takes a moment to find out and changes slowly, remembered for a while: sizes of folders, what is installed."""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from vidpipe.ui import session

FRESH = 30.0
"""Seconds for which an answer is good enough."""

T = TypeVar("T")
_lock = threading.Lock()
_known: dict[tuple[str, str], tuple[float, Any]] = {}


def lately(name: str, find: Callable[[], T]) -> T:
    """What `find` said not long ago in this workspace, or says now."""
    key = (session.workspace(), name)
    at, found = _known.get(key, (-FRESH, None))
    if time.monotonic() - at > FRESH:
        found = find()
        with _lock:
            _known[key] = (time.monotonic(), found)
    answer: T = found
    return answer


def forget(name: str) -> None:
    """Look again at the next time."""
    with _lock:
        _known.pop((session.workspace(), name), None)
