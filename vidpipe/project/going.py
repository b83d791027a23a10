"""A film goes on: start, run, stop, resume, cut again. Workers do the work; here they are woken and watched."""

import time
from collections.abc import Callable
from pathlib import Path

from vidpipe.engine.overview import Overview
from vidpipe.engine.standing import Standing
from vidpipe.errors import Busy, Refused
from vidpipe.film.project import STAGES, Wish
from vidpipe.project.changing import Changing
from vidpipe.take import State, Verb

WATCH_SECONDS = 0.3


class Going(Changing):
    """Wishes, and the work that follows from them."""

    def start(self, until: str = "") -> None:
        """Wish it to run and wake a worker; returns at once."""
        self._wish_run(until)
        self._shop.start_worker()
        self._shop.nudge(self.id)

    def run(self, until: str = "", *, watch: Callable[[Overview], None] | None = None) -> Overview:
        """Run until the project rests. Works in this process unless somebody works here already; then it watches."""
        self._wish_run(until)
        while True:
            try:
                return self._run_here(watch)
            except Busy:
                self._shop.nudge(self.id)
                found = self._watch_elsewhere(watch)
                if found is not None:
                    return found

    def _run_here(self, watch: Callable[[Overview], None] | None) -> Overview:
        seen = [self.overview]

        def look() -> None:
            seen[0] = self.overview
            if watch:
                watch(seen[0])

        with self._shop.working(everything=False) as worker:
            worker.look_at(self.id)
            worker.wait(lambda: seen[0].status.resting and worker.idle, every=WATCH_SECONDS, look=look)
        self.shelve()
        return self.overview

    def _watch_elsewhere(self, watch: Callable[[Overview], None] | None) -> Overview | None:
        """Watch another process work; None when it went away before the project rested."""
        while self._shop.worker() is not None:
            now = self.overview
            if watch:
                watch(now)
            if now.status.resting:
                self.shelve()
                return now
            time.sleep(WATCH_SECONDS)
        return None

    def _wish_run(self, until: str = "") -> None:
        if until:
            self._check_step(until)
            self._store.change(self.id, self._changed({"until": until}), actor=self._shop.actor)
        self._store.wish(self.id, Wish.RUN, actor=self._shop.actor)

    def stop(self) -> None:
        """Start nothing new; what is at work is finished and kept."""
        self._store.wish(self.id, Wish.STOP, actor=self._shop.actor)
        if self._shop.worker() is not None:
            self._shop.nudge(self.id)

    def resume(self) -> None:
        """Try again what failed, drop what is damaged, and wish it to run; `run` or `start` then goes on."""
        self.verify()
        records, plan = self._read()
        standing = Standing(records)
        failed = [slot for slot, view in plan.slots.items() if view.state in (State.FAILED, State.BLOCKED)]
        called_off = [slot for slot in plan.slots if standing.cancelled(slot)]
        self._decide([self._decision(slot, Verb.RETRY) for slot in dict.fromkeys([*failed, *called_off])])
        self._wish_run()

    def stitch(self, *, crossfade: float | None = None, out: Path | None = None, force: bool = False) -> Path:
        """Cut again, with another crossfade if given. The path of the film."""
        if crossfade is not None:
            self.change(crossfade=crossfade)
        if self.settings.until != STAGES[-1]:
            self.change(until=STAGES[-1])
        self.resume()
        found = self.run()
        cut = self.cut
        if cut is None:
            raise Refused(f"The film cannot be cut yet: {found.status.value}", remedy="; ".join(found.waiting[:2]))
        return self.export(out, force=force) if out else cut.path
