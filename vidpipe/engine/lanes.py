"""Threads that perform attempts, by lane: so many at once, so many a minute, the earlier step of the flow first.

A start counts only where something was really sent: what the cache answered, or what goes on from its ticket, does not.
"""

import heapq
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from vidpipe.engine.throttle import Throttle, Went

MINUTE = 60.0
LOOK_AGAIN = 1.0
"""Seconds after which a lane that waits for others of its provider looks whether they gave a start back."""


@dataclass(frozen=True)
class Width:
    """How many at once, how many starts a minute; and how many all lanes of one `house` start together."""

    at_once: int
    per_minute: int = 100_000
    house: str = ""
    house_per_minute: int = 100_000


@dataclass(order=True)
class _Job:
    priority: int
    order: int
    name: str = field(compare=False)
    work: Callable[[], object] = field(compare=False)
    sends: bool = field(compare=False, default=True)


class Lanes:
    """All lanes of a worker. A job is known by its name: put again while it waits or runs, it is left as it is.

    What a job returns tells its lane how it went, if it is a `Went`. `haste` makes minutes shorter. `emptied` is called
    whenever nothing waits or runs any more.
    """

    def __init__(
        self, width_of: Callable[[str], Width], *, haste: float = 1.0, emptied: Callable[[], None] = lambda: None
    ) -> None:
        self._width_of, self._haste, self._emptied = width_of, haste, emptied
        self._lanes: dict[str, _Lane] = {}
        self._houses: dict[str, _Starts] = {}
        self._names: set[str] = set()
        self._state = threading.Condition()
        self._counter = 0
        self._closed = False

    def put(self, lane: str, name: str, work: Callable[[], object], *, priority: int, sends: bool = True) -> bool:
        """Queue a job; False when it is here already, or nothing is taken any more.

        One that does not send waits for no limit of starts.
        """
        with self._state:
            if name in self._names or self._closed:
                return False
            self._names.add(name)
            self._counter += 1
            width = self._width_of(lane)
            if lane not in self._lanes:
                house = self._houses.setdefault(width.house or lane, _Starts(self._haste))
                self._lanes[lane] = _Lane(lane, width, self._forget, house=house, haste=self._haste)
            self._lanes[lane].resize(width)
            self._lanes[lane].put(_Job(priority, self._counter, name, work, sends))
            return True

    def _forget(self, name: str) -> None:
        with self._state:
            self._names.discard(name)
            self._state.notify_all()
            empty = not self._names
        if empty:
            self._emptied()

    @property
    def idle(self) -> bool:
        with self._state:
            return not self._names

    def drop_waiting(self) -> None:
        """Forget what has not begun."""
        for lane in list(self._lanes.values()):
            for name in lane.drop():
                self._forget(name)

    def wait_idle(self, seconds: float) -> bool:
        with self._state:
            return self._state.wait_for(lambda: not self._names, seconds)

    def close(self) -> None:
        """Take nothing more: what is put from now on would wait for ever."""
        with self._state:
            self._closed = True
        self.drop_waiting()
        for lane in self._lanes.values():
            lane.close()


class _Starts:
    """The starts of the last minute. Safe for threads."""

    def __init__(self, haste: float) -> None:
        self._times: deque[float] = deque()
        self._haste = haste
        self._changing = threading.Lock()

    def enter(self, limit: int) -> float | None:
        """The time of this start, None where the limit leaves no room for it now."""
        with self._changing:
            if self._pause(limit) > 0:
                return None
            self._times.append(time.monotonic())
            return self._times[-1]

    def give_back(self, start: float) -> None:
        """Nothing was sent after all."""
        with self._changing, suppress(ValueError):
            self._times.remove(start)

    def pause(self, limit: int) -> float:
        """Seconds until another may start."""
        with self._changing:
            return self._pause(limit)

    def _pause(self, limit: int) -> float:
        now, minute = time.monotonic(), MINUTE / self._haste
        while self._times and now - self._times[0] >= minute:
            self._times.popleft()
        return 0.0 if len(self._times) < limit else minute - (now - self._times[-limit])


class _Lane:
    def __init__(self, name: str, width: Width, done: Callable[[str], None], *, house: _Starts, haste: float) -> None:
        self._name, self._width, self._done = name, width, done
        self._heap: list[_Job] = []
        self._starts, self._house = _Starts(haste), house
        self._throttle = Throttle()
        self._ready = threading.Condition()
        self._open = True
        self._serving = self._running = 0

    def resize(self, width: Width) -> None:
        """Take this width from now on; what runs already is finished."""
        with self._ready:
            if width == self._width and self._serving:
                return
            self._width = width
            for place in range(self._serving, width.at_once):
                self._serving += 1
                threading.Thread(target=self._serve, name=f"{self._name}-{place}", daemon=True).start()
            self._ready.notify_all()

    def put(self, job: _Job) -> None:
        with self._ready:
            heapq.heappush(self._heap, job)
            self._ready.notify()

    def drop(self) -> list[str]:
        with self._ready:
            names = [job.name for job in self._heap]
            self._heap.clear()
            return names

    def close(self) -> None:
        with self._ready:
            self._open = False
            self._ready.notify_all()

    def _serve(self) -> None:
        while (taken := self._next()) is not None:
            job, starts = taken
            began, went = time.monotonic(), Went(sent=job.sends)
            with suppress(Exception):
                told = job.work()
                went = told if isinstance(told, Went) else went
            self._learn(went, began, starts)
            self._done(job.name)

    def _learn(self, went: Went, began: float, starts: tuple[float, float] | None) -> None:
        """Make room for the next, more or less of it by how this one went."""
        if starts and not went.sent:
            self._starts.give_back(starts[0])
            self._house.give_back(starts[1])
        with self._ready:
            self._running -= 1
            if went.hold is not None:
                now = time.monotonic()
                self._throttle.refused(self._width.at_once, began=began, now=now, hold=went.hold)
            elif went.sent:
                self._throttle.went_well(self._width.at_once)
            self._ready.notify_all()

    def _next(self) -> tuple[_Job, tuple[float, float] | None] | None:
        """The next job with the marks of its start, if it counts as one; None when this thread is not needed."""
        with self._ready:
            while self._open and self._serving <= self._width.at_once:
                pause = self._pause() if self._heap else None
                if pause == 0.0:
                    starts = self._enter() if self._heap[0].sends else None
                    if starts or not self._heap[0].sends:
                        self._running += 1
                        return heapq.heappop(self._heap), starts
                    pause = LOOK_AGAIN
                self._ready.wait(pause)
            self._serving -= 1
            return None

    def _pause(self) -> float | None:
        """Seconds until the first that waits may start; None until something ends."""
        if not self._heap[0].sends:
            return 0.0
        if self._running >= self._throttle.width(self._width.at_once):
            return None
        own = max(self._throttle.hold(time.monotonic()), self._starts.pause(self._width.per_minute))
        shared = self._house.pause(self._width.house_per_minute)
        return max(own, min(shared, LOOK_AGAIN))

    def _enter(self) -> tuple[float, float] | None:
        house = self._house.enter(self._width.house_per_minute)
        if house is None:
            return None
        own = self._starts.enter(self._width.per_minute)
        if own is None:
            self._house.give_back(house)
            return None
        return own, house
