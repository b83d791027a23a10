"""Files that are being made for platforms: one at a time in this server, each once, however often it is asked for.

Making goes on when the page is left; what came of it is kept in the workspace.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from vidpipe.errors import Stopped, VidpipeError

LOG = logging.getLogger(__name__)
MOST = 64
"""How many that ended are remembered."""

Told = Callable[[int], None]
Halt = Callable[[], bool]
Making = Callable[[Told, Halt], object]
"""Makes a file; is given whom to tell how far it is, and whom to ask whether to stop."""


@dataclass
class Job:
    """A file in the making. `percent` of it is done; `error` says what went wrong, with the remedy."""

    percent: int = 0
    over: bool = False
    waits: bool = True
    error: tuple[str, str] = ("", "")
    halt: threading.Event = field(default_factory=threading.Event)


_jobs: dict[str, Job] = {}
_lock = threading.Lock()
_bench = threading.Lock()


def job(name: str) -> Job | None:
    """What goes on, or came to an end, under this name."""
    return _jobs.get(name)


def begin(name: str, make: Making) -> Job:
    """Start making something; what is at work under this name already goes on."""
    with _lock:
        known = _jobs.get(name)
        if known and not known.over:
            return known
        for old in [key for key, one in _jobs.items() if one.over][: max(0, len(_jobs) - MOST)]:
            del _jobs[old]
        new = _jobs[name] = Job()
    threading.Thread(target=_work, args=(new, make), name="delivery", daemon=True).start()
    return new


def forget(name: str) -> None:
    """What came to an end under this name is told no more."""
    with _lock:
        if name in _jobs and _jobs[name].over:
            del _jobs[name]


def _work(own: Job, make: Making) -> None:
    def tell(percent: int) -> None:
        own.percent = percent

    try:
        with _bench:
            own.waits = False
            if not own.halt.is_set():
                make(tell, own.halt.is_set)
    except Stopped:
        LOG.info("a delivery was stopped")
    except VidpipeError as error:
        own.error = (error.message, error.remedy)
    except Exception:
        LOG.exception("a delivery failed")
        own.error = ("The file could not be made.", "The log of the studio says why.")
    finally:
        own.over = True
