"""Named places where a process may be killed on purpose, so that tests can crash it at every boundary. No-op otherwise.

`VIDPIPE_FAULT="name"` or `"name:n"` kills this process at the n-th pass of that point; `"*:n"` at the n-th pass of any.
"""

import os
import signal
import threading

POINTS: tuple[str, ...] = (
    "advance",
    "perform",
    "before-submit",
    "after-submit",
    "ticketed",
    "looked-up",
    "polled",
    "calling-off",
    "called-off",
    "fetching",
    "fetched",
    "accepted",
    "remembered",
    "made",
    "settled",
    "blob-temp",
    "blob-renamed",
    "open-attempt",
    "lease",
    "submitting",
    "submitted",
    "finish-before-commit",
    "finish-after-commit",
)
ANY = "*"

_passes: dict[str, int] = {}
_counting = threading.Lock()


def point(name: str) -> None:
    """Pass a named point; die here if the environment says so. Raises ValueError for a name that is not in POINTS."""
    if name not in POINTS:
        raise ValueError(f"{name!r} is no fault point; the points are {', '.join(POINTS)}")
    wanted = os.environ.get("VIDPIPE_FAULT")
    if wanted and _due(name, *_read(wanted)):
        _die()


def passes(name: str = ANY) -> int:
    """How often a point was passed since VIDPIPE_FAULT was set (counted only then)."""
    return _passes.get(name, 0)


def _read(wanted: str) -> tuple[str, int]:
    name, _, count = wanted.partition(":")
    if name != ANY and name not in POINTS:
        raise ValueError(f"VIDPIPE_FAULT names {name!r}, which is no fault point")
    return name, int(count or 1)


def _due(name: str, wanted: str, count: int) -> bool:
    with _counting:
        for counted in (name, ANY):
            _passes[counted] = _passes.get(counted, 0) + 1
        return wanted in (name, ANY) and _passes[wanted] == count


def _die() -> None:
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(137)
