"""When a job that a provider accepted is looked at next, and how long it is waited for. Pure; all times in seconds.

Waiting for the next look is time lost after the job is done. So the looks are few until it may be done, then so close
that the wait is a small part of the job's whole time, and sparse again once it is late.
"""

from dataclasses import dataclass

from vidpipe.engine.pace import Pace
from vidpipe.engine.retrying import LONGEST_ASKED, share
from vidpipe.film.account import Learned
from vidpipe.film.catalogue import Caps

CLOSE = 0.02
"""The part of a job's time between two looks while it is expected."""
LATE = 0.05
"""The same once it is late."""
SHORTEST, LONGEST = 0.25, 30.0
UNKNOWN_FIRST, UNKNOWN_PART, UNKNOWN_MOST = 2.0, 0.1, 15.0
"""Of a model of which nothing is known: the first look, the part of the time so far between two, and the most."""
ENOUGH = 3
"""So many calls tell how much a model's time varies."""
PATIENCE = 6
"""A job that takes this many times as long as usual is not waited for any more."""


@dataclass(frozen=True)
class Expected:
    """From `early` to `late` a job is likely to be done, most likely at `usual`; all 0 where nobody knows. `sparse` is
    the step between looks before.
    """

    early: float = 0.0
    late: float = 0.0
    usual: float = 0.0
    sparse: float = 1.6


def expected(caps: Caps, learned: Learned | None, pace: Pace) -> Expected:
    """When a job of this model is likely to be done: by what was measured here, else by what its record says."""
    if learned is None or not learned.p50:
        usual = pace.real(caps.seconds)
        return Expected(usual / 2, 2 * usual, usual, 1.15) if usual else Expected()
    usual, slow = learned.p50 / 1000, max(learned.p50, learned.p90) / 1000
    if learned.calls < ENOUGH:
        return Expected(usual / 2, 2 * slow, usual)
    spread = max(slow - usual, usual / 20)
    return Expected(max(0.3 * usual, usual - 2 * spread), slow + 2 * spread, usual)


def per_cent(elapsed: float, job: Expected) -> int:
    """How far a job probably is whose provider does not say; never done before it is."""
    return min(95, int(90 * elapsed / job.usual)) if job.usual else 0


def deadline(caps: Caps, learned: Learned | None, pace: Pace, *, otherwise: float) -> float:
    """How long a job is waited for after it was accepted; `otherwise` where the model's record does not say."""
    usual = learned.p50 / 1000 if learned else 0.0
    return max(pace.real(caps.deadline) or otherwise, PATIENCE * usual)


def pause(elapsed: float, job: Expected, pace: Pace, *, hint: float | None = None) -> float:
    """Seconds until the next look at a job that was accepted so long ago; `hint` is when its provider said to ask."""
    if hint is not None:
        return min(max(hint, 0.01), pace.real(LONGEST))
    least, most = pace.real(SHORTEST), pace.real(LONGEST)
    if not job.late:
        gap = max(pace.real(UNKNOWN_FIRST), UNKNOWN_PART * elapsed)
        return min(gap, pace.real(UNKNOWN_MOST))
    if elapsed < job.early:
        following = min(max(job.early / 4, elapsed * job.sparse), job.early)
        return max(least, following - elapsed)
    return min(max(least, (CLOSE if elapsed <= job.late else LATE) * elapsed), most)


def after_trouble(times: int, *, name: str, asked: float | None, pace: Pace) -> float:
    """Seconds until a job is asked about again after so many looks in a row that failed: asking costs nothing."""
    own = min(LONGEST, 2.0 ** min(max(times, 1) - 1, 16)) * (0.75 + share(f"{name} {times}") / 2)
    return pace.real(max(own, min(asked or 0.0, LONGEST_ASKED)))
