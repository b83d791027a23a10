"""Threads that perform attempts, by lane: so many at once, so many a minute, the earlier step of the flow first."""

import heapq
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

MINUTE = 60.0


@dataclass(frozen=True)
class Width:
    """How many at once, how many starts a minute."""

    at_once: int
    per_minute: int = 100_000


@dataclass(order=True)
class _Job:
    priority: int
    order: int
    name: str = field(compare=False)
    work: Callable[[], None] = field(compare=False)


class Lanes:
    """All lanes of a worker. A job is known by its name: put again while it waits or runs, it is left as it is."""

    def __init__(self, width_of: Callable[[str], Width]) -> None:
        self._width_of = width_of
        self._lanes: dict[str, _Lane] = {}
        self._names: set[str] = set()
        self._state = threading.Condition()
        self._counter = 0

    def put(self, lane: str, name: str, work: Callable[[], None], *, priority: int) -> bool:
        """Queue a job; False when it is here already."""
        with self._state:
            if name in self._names:
                return False
            self._names.add(name)
            self._counter += 1
            width = self._width_of(lane)
            if lane not in self._lanes:
                self._lanes[lane] = _Lane(lane, width, self._forget)
            self._lanes[lane].resize(width)
            self._lanes[lane].put(_Job(priority, self._counter, name, work))
            return True

    def _forget(self, name: str) -> None:
        with self._state:
            self._names.discard(name)
            self._state.notify_all()

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
        self.drop_waiting()
        for lane in self._lanes.values():
            lane.close()


class _Lane:
    def __init__(self, name: str, width: Width, done: Callable[[str], None]) -> None:
        self._name, self._width, self._done = name, width, done
        self._heap: list[_Job] = []
        self._starts: deque[float] = deque()
        self._ready = threading.Condition()
        self._open = True
        self._serving = 0

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
        while (job := self._next()) is not None:
            with suppress(Exception):
                job.work()
            self._done(job.name)

    def _next(self) -> _Job | None:
        with self._ready:
            while self._open and self._serving <= self._width.at_once:
                pause = self._pause()
                if self._heap and pause <= 0:
                    self._starts.append(time.monotonic())
                    return heapq.heappop(self._heap)
                self._ready.wait(pause if self._heap else None)
            self._serving -= 1
            return None

    def _pause(self) -> float:
        """Seconds until another may start by the limit of starts a minute."""
        now = time.monotonic()
        while self._starts and now - self._starts[0] >= MINUTE:
            self._starts.popleft()
        if len(self._starts) < self._width.per_minute:
            return 0.0
        return MINUTE - (now - self._starts[0])
