"""The worker of a workspace: performs what projects wish, in lanes, until told to stop. One process."""

import logging
import os
import socket
import threading
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from vidpipe.engine.consent import MACHINES
from vidpipe.engine.lanes import Lanes, Width
from vidpipe.engine.outside import Outside
from vidpipe.engine.queue import Receiver
from vidpipe.engine.readiness import Readiness
from vidpipe.engine.run import Engine
from vidpipe.engine.throttle import Went
from vidpipe.film.project import Wish
from vidpipe.ports import Event
from vidpipe.take import Attempt, Phase

log = logging.getLogger("vidpipe.worker")

TICKETS_FIRST = -1
"""The place in its lane of a job that a provider has accepted: it only has to be waited for."""
DELIVERED_AT_ONCE = 8
"""How many attempts of a provider the queue hands over at once: they wait in their lanes."""
LOCAL = "local"
"""The lane of everything this computer computes: the local provider and the stages that make."""
SWEEP_SECONDS = 5.0
BEAT_SECONDS, LISTEN_SECONDS = 1.0, 0.25
HEARD_AT_ONCE = 16
QUEUE_AFTER_SECONDS = 6.0
"""A worker for one film opens its queue this late: by then the first keyframes are there."""
NEVER = datetime.min.replace(tzinfo=UTC)


def worker_name() -> str:
    """A name that no other worker has, on any host."""
    return f"{socket.gethostname()[:24]}-{os.getpid()}-{uuid.uuid4().hex[:6]}"


def _nothing(project_id: str) -> None:
    """Nobody wants to know."""


class Worker:
    """Use as a context manager.

    `direct` hands work on within this process at once; without it only the queue delivers it. `everything` takes up
    all that was left open in the workspace; without it the worker moves only what it is asked to look at. `rested` is
    told of every project of which nothing is in work any more.
    """

    def __init__(
        self,
        outside: Outside,
        *,
        queue_url: str | None,
        direct: bool = True,
        everything: bool = True,
        rested: Callable[[str], None] = _nothing,
    ) -> None:
        self.name = worker_name()
        self.engine = Engine(outside, self.name, previews=everything)
        self._outside, self._store = outside, outside.store
        self._direct, self._queue_url, self._everything = direct, queue_url, everything
        self._rested = rested
        self._heard = 0
        self._lanes = Lanes(self._width, haste=outside.pace.haste, emptied=self._notify)
        self._readiness = Readiness(outside, busy=lambda: not self._lanes.idle)
        self._models: dict[str, set[str]] = defaultdict(set)
        self._receiver: Receiver | None = None
        self._moving: set[str] = set()
        self._about_to_look: set[str] = set()
        self._turns: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._held_back: dict[str, None] = {}
        self._seen: dict[str, datetime] = {}
        self._changed = threading.Condition()
        self._timers: dict[str, threading.Timer] = {}
        self._ended = threading.Event()

    def __enter__(self) -> Self:
        self._store.enlist(self.name, socket.gethostname(), os.getpid())
        if self._queue_url:
            self._receiver = Receiver(
                self._queue_url,
                worker=self.name,
                on_attempt=self._delivered,
                on_project=self._told_of,
                lanes=dict.fromkeys((LOCAL, *self._outside.providers), DELIVERED_AT_ONCE),
                after=0.0 if self._everything or not self._direct else QUEUE_AFTER_SECONDS,
            )
        self._heard = self._store.latest()[0]
        threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()
        if self._everything:
            self._sweep()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._readiness.close()
        self._lanes.close()
        self._lanes.wait_idle(20)
        if self._receiver:
            self._receiver.close()
        self._store.dismiss(self.name)

    def stop(self) -> None:
        """Start nothing new, have what computes here give up; what it held goes back."""
        self.engine.stopping.set()
        self._ended.set()
        for timer in list(self._timers.values()):
            timer.cancel()
        self._lanes.drop_waiting()
        self._notify()

    # ------------------------------------------------------------ work

    def look_at(self, project_id: str) -> None:
        """Plan a project and hand on what may run; one of which nothing is in work gives its place to another."""
        if self.engine.stopping.is_set() or not self._admit(project_id):
            return
        with self._changed:
            if project_id in self._about_to_look:
                return  # whoever waits for its turn looks later than now, and so sees what is to be seen
            self._about_to_look.add(project_id)
            turn = self._turns[project_id]
        with turn:
            with self._changed:
                self._about_to_look.discard(project_id)
            self._move(project_id)
        self._rest(project_id)

    def _move(self, project_id: str) -> None:
        opened = self.engine.advance(project_id)
        for attempt in opened:
            self._hand_on(attempt)
        for attempt in self._store.open_attempts(project_id):
            self._delivered(attempt.id, attempt)
        self._set_timer(project_id)
        self._notify()

    def _admit(self, project_id: str) -> bool:
        """Whether the project may run now: only so many films at once."""
        with self._changed:
            if project_id in self._moving or len(self._moving) < self._outside.limits.films_at_once:
                self._moving.add(project_id)
                self._held_back.pop(project_id, None)
                return True
            known = project_id in self._held_back
            self._held_back[project_id] = None
        if known:
            return False
        limit = self._outside.limits.films_at_once
        self._store.log(Event(project=project_id, what="waiting", detail={"films_at_once": limit}))
        return False

    def _hand_on(self, attempt: Attempt) -> None:
        if self._direct:
            self._delivered(attempt.id, attempt)
        if self._receiver:
            self._receiver.put(attempt.id, self._lane(attempt).partition("/")[0])

    def _delivered(self, attempt_id: str, attempt: Attempt | None = None) -> None:
        attempt = attempt or self._store.attempt(attempt_id)
        if attempt is None or not attempt.phase.open:
            return
        found, sends = attempt, attempt.phase is not Phase.SUBMITTED
        order = self._outside.stage(found.stage).order if sends else TICKETS_FIRST
        self._lanes.put(self._lane(found), found.id, lambda: self._perform(found), priority=order, sends=sends)

    def _perform(self, attempt: Attempt) -> Went:
        went = self.engine.perform(attempt.id)
        self.look_at(attempt.project)
        self._make_ready(attempt.project)
        return went

    def _told_of(self, project_id: str) -> None:
        self.look_at(project_id)
        self._make_ready(project_id)

    def _make_ready(self, project_id: str) -> None:
        """Have the next preview prepared, where somebody stays who may want it."""
        if self._everything:
            self._readiness.want(project_id)

    def _rest(self, project_id: str) -> None:
        """Give the project's place to another when nothing of it is in work."""
        if self._store.open_attempts(project_id) or project_id in self._timers:
            return
        with self._changed:
            self._moving.discard(project_id)
            following = next(iter(self._held_back), None)
        self._rested(project_id)
        self._notify()
        if following is not None:
            self.look_at(following)

    def _set_timer(self, project_id: str) -> None:
        """Come back when the first try that has to wait may be made."""
        pause = self.engine.pause(project_id)
        if pause is None:
            return

        def back() -> None:
            if self._timers.get(project_id) is timer:
                del self._timers[project_id]
            self.look_at(project_id)

        timer = threading.Timer(pause + 0.05, back)
        timer.daemon = True
        before, self._timers[project_id] = self._timers.get(project_id), timer
        if before is not None:
            before.cancel()
        timer.start()

    def _sweep(self) -> None:
        """Take up open attempts that nobody alive holds, and projects that changed without anybody saying so."""
        for attempt in self._store.open_attempts():
            if self._everything or attempt.project in self._moving:
                self._delivered(attempt.id, attempt)
        if self._everything:
            self._look_at_changed()

    def _listen(self) -> None:
        """Look at once at films of which a person decided something: somebody may wait to see it."""
        newest, before = self._store.latest()[0], self._heard
        if newest == before:
            return
        self._heard = newest
        decided = self._store.happened(project="", slot="", kinds=("decided",), before=0, limit=HEARD_AT_ONCE)
        said = [event for event in decided if event.seq > before and event.detail.get("actor") not in MACHINES]
        for project_id in self._look_at_changed({event.project for event in said}) if said else ():
            self._make_ready(project_id)

    def _look_at_changed(self, among: Collection[str] | None = None) -> list[str]:
        """Look at what changed and is wished for, of these or of all; what was looked at."""
        looked = []
        for project in self._store.projects():
            told = among is None or project.id in among
            if told and project.updated > self._seen.get(project.id, NEVER):
                self._seen[project.id] = project.updated
                if project.wish is Wish.RUN or self.engine.asked(project.id):
                    self.look_at(project.id)
                    looked.append(project.id)
        return looked

    # ------------------------------------------------------------ lanes

    def _lane(self, attempt: Attempt) -> str:
        """What is computed here has one lane, every provider one for each role: `openai/image`."""
        house, role = attempt.recipe.model.partition("/")[0], self._outside.stage(attempt.stage).role
        if role is None or house in ("", LOCAL):
            return LOCAL
        self._models[f"{house}/{role}"].add(attempt.recipe.model)
        return f"{house}/{role}"

    def _width(self, lane: str) -> Width:
        """As wide as the models asked for in it allow; all lanes of a provider start no more than that one takes."""
        house = lane.partition("/")[0]
        provider = self._outside.providers.get(house)
        if house == LOCAL or provider is None:
            return Width(at_once=self._outside.limits.parallel)
        models = provider.models()
        asked = [caps for caps in models if caps.id in self._models[lane]]
        return Width(
            at_once=max((caps.concurrency for caps in asked), default=2),
            per_minute=min((caps.per_minute for caps in asked), default=60),
            house=house,
            house_per_minute=max((caps.per_minute for caps in models), default=60),
        )

    # ------------------------------------------------------------ waiting

    def wait(self, done: Callable[[], bool], *, every: float = 0.25, look: Callable[[], None] | None = None) -> None:
        """Block until `done`, asked whenever something changed and every so often; `look` is called as often."""
        while not self._ended.is_set():
            if look:
                look()
            if done():
                return
            with self._changed:
                self._changed.wait(every)

    @property
    def idle(self) -> bool:
        return self._lanes.idle and not self._timers

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _beat(self) -> None:
        last_sweep = last_beat = 0.0
        while not self._ended.wait(LISTEN_SECONDS):
            last_beat += LISTEN_SECONDS
            try:
                if self._everything:
                    self._listen()
                if last_beat < BEAT_SECONDS:
                    continue
                last_sweep, last_beat = last_sweep + last_beat, 0.0
                self.engine.renew()
                self.engine.heed_cancels()
                if last_sweep >= SWEEP_SECONDS:
                    last_sweep = 0.0
                    self._sweep()
            except Exception:
                log.exception("heartbeat")
