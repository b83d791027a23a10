"""A set of films that was made: its films side by side, and work on all of them within the workspace's limits."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from vidpipe.engine.foresight import foresee
from vidpipe.engine.overview import Overview, Status
from vidpipe.engine.pricing import Prices
from vidpipe.errors import Busy, NotFound, Refused, VidpipeError
from vidpipe.film.batch import Batch, BatchFilm, BatchPlan
from vidpipe.film.cost import Cost, total
from vidpipe.film.format import Aspect
from vidpipe.film.noun import Noun
from vidpipe.film.project import STAGES
from vidpipe.film.slot import POSTER
from vidpipe.film.version import own_cut
from vidpipe.project import Project
from vidpipe.project.going import WATCH_SECONDS
from vidpipe.take import SlotView
from vidpipe.workshop import Workshop

if TYPE_CHECKING:
    from vidpipe.engine.worker import Worker

ASK = (Status.FAILED, Status.AWAITING_APPROVAL)


class SetFilm(Noun):
    """A film of a set as it is now. `cut` and `picture` are digests of what is fresh, '' while nothing is. `reached`
    says that it rests only since no more was asked for, `gone` that it is in the trash, or was removed."""

    place: int
    id: str
    title: str
    values: dict[str, str]
    aspect: Aspect = Aspect.WIDE
    status: Status | None = None
    step: str = ""
    progress: int = 0
    spent: int = 0
    ahead: Cost = Cost()
    calls: int = 0
    cached: int = 0
    seconds: float = 0.0
    cut: str = ""
    picture: str = ""
    waiting: tuple[str, ...] = ()
    reached: bool = False
    gone: bool = False


class SetView(Noun):
    """A set as it is now. Money in micro-dollars; `planned` is how many films its table gives, `events` grows whenever
    anything happened to one of them."""

    id: str
    title: str
    plan: BatchPlan
    films: tuple[SetFilm, ...]
    planned: int
    done: int
    moving: int
    asking: int
    spent: int
    calls: int
    cached: int
    progress: int
    events: int
    created: datetime | None

    @property
    def resting(self) -> bool:
        return not self.moving


class Set:
    """`start`, `run`, `stop` and `resume` are those of a film, for all of them; films in the trash are passed by."""

    def __init__(self, shop: Workshop, batch: Batch) -> None:
        self._shop, self._batch = shop, batch
        self.id, self.title, self.plan = batch.id, batch.title, batch.plan

    @property
    def films(self) -> tuple[Project, ...]:
        """The films that are there, in the order of the table."""
        there = {film.id for film in self._shop.store.projects()}
        return tuple(Project(self._shop, one.project) for one in self._members() if one.project in there)

    def _members(self) -> tuple[BatchFilm, ...]:
        """As recorded now: another process may be making them."""
        known = {batch.id: batch for batch in self._shop.store.lab.batches()}
        return known[self.id].films if self.id in known else ()

    @property
    def view(self) -> SetView:
        """All films as they are now. Raises NotFound where the set was forgotten."""
        members = self._members()
        if not members and self.id not in {batch.id for batch in self._shop.store.lab.batches()}:
            raise NotFound(f"The set {self.title} is gone", remedy="Open another.")
        names = [one.project for one in members]
        seen = {glance.overview.id: glance.overview for glance in self._shop.glances.all(names)}
        films = [_shown(one, seen.get(one.project)) for one in members]
        there = [film for film in films if not film.gone]
        resting = [film for film in there if film.status and film.status.resting]
        sums = {name: sum(getattr(film, name) for film in films) for name in ("spent", "calls", "cached")}
        return SetView(
            id=self.id,
            title=self.title,
            plan=self.plan,
            films=tuple(films),
            planned=self.plan.size,
            done=sum(film.status is Status.COMPLETE for film in there),
            moving=len(there) - len(resting),
            asking=sum(film.status in ASK and not film.reached for film in resting),
            progress=sum(film.progress for film in there) // max(1, self.plan.size),
            events=sum(overview.events for overview in seen.values()),
            created=self._batch.created,
            **sums,
        )

    @property
    def price(self) -> Cost:
        """What finishing all films may cost: what several of them ask for alike, once."""
        prices, asked, unwritten = Prices(self._shop.outside), dict[str, Cost](), Cost()
        for film in self.films:
            glance = self._shop.glances.of(film.id)
            if glance.plan.film.storyboard is None:
                unwritten += glance.overview.ahead
                continue
            seen = foresee(self._shop.outside, glance.records, glance.world, prices=prices, words={})
            asked |= {call.key: call.cost for call in seen.calls if not call.cached}
        return total([*asked.values(), unwritten])

    # ------------------------------------------------------------ work

    def start(self, until: str = "") -> None:
        """Wish all films to run and wake a worker; returns at once. Raises as a film's `start`."""
        for film in self._checked():
            film.start(until)

    def run(self, until: str = "", *, watch: Callable[[SetView], None] | None = None) -> SetView:
        """Run until every film rests, so many at once as the workspace allows. Works in this process unless somebody
        works here already; then it watches. Raises as a film's `run`."""
        for film in self._checked():
            film.wish(until)
        return self.finish(watch=watch)

    def finish(self, *, watch: Callable[[SetView], None] | None = None) -> SetView:
        """Work until nothing moves that was asked for; asks for nothing more."""
        while True:
            try:
                return self._run_here(watch)
            except Busy:
                self._nudge()
                found = self._watch_elsewhere(watch)
                if found is not None:
                    return found

    def stop(self) -> None:
        """Start nothing new; what is at work is finished and kept."""
        for film in self.films:
            film.stop()

    def resume(self) -> None:
        """As a film's `resume`, for all: what failed is tried again; `run` or `start` then goes on."""
        for film in self._checked():
            film.resume()

    def forget(self) -> None:
        """Take the set apart; its films stay. Raises NotFound."""
        self._shop.store.lab.remove_batch(self.id)

    def _checked(self) -> tuple[Project, ...]:
        films = self.films
        if not films:
            raise Refused("The set has no film", remedy="Make it again from its table.")
        return films

    def _run_here(self, watch: Callable[[SetView], None] | None) -> SetView:
        with self._shop.working(everything=False, rested=self._rested) as worker:
            for film in self.films:
                worker.look_at(film.id)
            self._wait(worker, watch)
        return self.view

    def _wait(self, worker: "Worker", watch: Callable[[SetView], None] | None) -> None:
        seen = [self.view]

        def look() -> None:
            seen[0] = self.view
            if watch:
                watch(seen[0])

        worker.wait(lambda: seen[0].resting and worker.idle, every=WATCH_SECONDS, look=look)

    def _rested(self, project_id: str) -> None:
        with suppress(VidpipeError):
            Project(self._shop, project_id).shelve()

    def _watch_elsewhere(self, watch: Callable[[SetView], None] | None) -> SetView | None:
        """Watch another process work; None when it went away before all films rested."""
        while self._shop.worker() is not None:
            now = self.view
            if watch:
                watch(now)
            if now.resting:
                return now
            time.sleep(WATCH_SECONDS)
        return None

    def _nudge(self) -> None:
        for film in self.films:
            self._shop.nudge(film.id)


def _shown(member: BatchFilm, seen: Overview | None) -> SetFilm:
    where = {"place": member.place, "id": member.project, "values": member.values}
    if seen is None:
        return SetFilm(**where, title="", gone=True)
    own = own_cut(seen.slots)
    cut = _fresh([own] if own else [])
    frames = seen.storyboard.frames if seen.storyboard else 0
    return SetFilm(
        **where,
        title=seen.title,
        aspect=seen.settings.aspect,
        status=seen.status,
        step=seen.step,
        progress=seen.progress,
        spent=seen.spent + seen.reserved,
        ahead=seen.ahead,
        calls=seen.calls,
        cached=seen.cached_calls,
        seconds=frames / seen.settings.rate,
        cut=cut,
        picture=_picture(seen),
        waiting=seen.waiting,
        reached=seen.status is Status.AWAITING_APPROVAL and seen.settings.until != STAGES[-1] and not seen.waiting,
        gone=seen.trashed,
    )


def _picture(seen: Overview) -> str:
    """The film's poster, else its first picture; nothing that another shape or other words have left behind."""
    starts = [row.slots[name] for row in seen.scenes for name in ("keyframe/start",) if name in row.slots]
    return _fresh([view for slot, view in seen.slots.items() if slot == POSTER]) or _fresh(starts)


def _fresh(views: list[SlotView]) -> str:
    return next((view.take.digest for view in views if view.take and view.fresh), "")
