"""How long what is at work in a slot may still take, by the pace this server saw. Kept in memory, for a while."""

import time
from collections.abc import Iterable

from vidpipe.take import SlotView, State
from vidpipe.ui.view.progress import Pace

_seen: dict[tuple[str, str], Pace] = {}
MOST = 2000


def left(project: str, views: Iterable[SlotView]) -> dict[str, float]:
    """Seconds left of every slot at work whose pace is known."""
    now = time.monotonic()
    found: dict[str, float] = {}
    for view in views:
        key = (project, view.slot)
        if view.state is not State.RUNNING:
            _seen.pop(key, None)
            continue
        pace = _seen.get(key)
        if pace is None or view.progress < pace.percent:
            pace = _seen[key] = Pace(now, view.progress)
        seconds = pace.left(view.progress, now)
        if seconds is not None:
            found[view.slot] = seconds
    if len(_seen) > MOST:
        _seen.clear()
    return found
