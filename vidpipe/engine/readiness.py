"""What the next preview of a film is joined from, made while nothing else is to be done; and then what its cut is, and
what its preview would be with takes that a person may turn to.

So a change of one clip encodes only what it changed, and none that was there already. It gives way to everything: what
was begun is dropped and made later.
"""

import logging
import threading
from collections.abc import Callable, Mapping

from vidpipe.engine.early import Early
from vidpipe.engine.outside import Outside
from vidpipe.engine.plan import Plan
from vidpipe.engine.preview import stand_in
from vidpipe.engine.standing import Standing
from vidpipe.engine.turned_to import others, turned
from vidpipe.errors import Stopped, VidpipeError
from vidpipe.film.cut import CutPlan
from vidpipe.recipe import fingerprint
from vidpipe.take import Take

log = logging.getLogger("vidpipe.engine")

QUIET_SECONDS = 1.0
"""How long nothing was to be done before it begins."""
LOOK_SECONDS = 0.25


class Readiness:
    """One thread of a worker that stays. `busy` is asked often: whether there is anything else to do."""

    def __init__(self, outside: Outside, *, busy: Callable[[], bool], quiet: float = QUIET_SECONDS) -> None:
        self._outside, self._busy, self._quiet = outside, busy, quiet
        self._wanted: dict[str, None] = {}
        self._made: dict[str, tuple[CutPlan, ...]] = {}
        self._others: set[str] = set()
        self._changed = threading.Condition()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def want(self, project_id: str) -> None:
        """Have this film's next preview prepared, when there is time."""
        with self._changed:
            self._wanted[project_id] = None
            if self._thread is None and not self._closed.is_set():
                self._thread = threading.Thread(target=self._serve, name="readiness", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def close(self) -> None:
        self._closed.set()
        with self._changed:
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _serve(self) -> None:
        while (project_id := self._next()) is not None:
            try:
                with self._outside.store.using(project_id):
                    self._prepare(project_id)
            except Stopped:
                self.want(project_id)
            except VidpipeError as error:
                log.info("no preview of %s prepared: %s", project_id, error)
            except Exception:
                log.exception("no preview of %s prepared", project_id)

    def _next(self) -> str | None:
        """The next film once it was quiet for long enough; None at the end."""
        quiet = 0.0
        while not self._closed.is_set():
            with self._changed:
                if not self._wanted:
                    self._changed.wait()
                    continue
            if self._closed.wait(LOOK_SECONDS):
                break
            quiet = 0.0 if self._busy() else quiet + LOOK_SECONDS
            if quiet >= self._quiet:
                with self._changed:
                    return self._wanted.popitem()[0]
        return None

    def _prepare(self, project_id: str) -> None:
        """The pieces of a film that has had a cut: those of a preview first."""
        records = self._outside.store.records(project_id)
        plan = self._outside.plan(records)
        stage = stand_in(self._outside.stages)
        cut = plan.slots.get(stage.stands_for(plan.film)) if stage else None
        if stage is None or cut is None or cut.take is None:
            return
        takes = {slot: view.take for slot, view in plan.slots.items() if view.take is not None}
        stages = [one for one in (stage, self._outside.stage(cut.stage)) if isinstance(one, Early)]
        looked = [one.early(plan.film, takes) for one in stages]
        shown = tuple(wanted for wanted, _ in looked)
        if self._made.get(project_id) != shown:
            for wanted, ready in looked:
                self._make(wanted, ready)
            self._made[project_id] = shown
        if isinstance(stage, Early):
            standing = Standing(records, frozenset(self._outside.store.missing(project_id)))
            self._prepare_others(plan, standing, stage, takes)

    def _prepare_others(self, plan: Plan, standing: Standing, stage: Early, takes: Mapping[str, Take]) -> None:
        """The pieces of a preview with takes that are not shown, each as often as what stands beside it changes."""
        stages = {one.name: one for one in self._outside.stages}
        for take in others(plan, standing, stages):
            wanted, ready = turned(plan, stage, takes, take)
            beside = tuple(shot for shot in wanted.shots if shot.media in ready)
            key = fingerprint(wanted.model_copy(update={"shots": beside, "voice": (), "music": None}).plain())
            if key not in self._others:
                self._make(wanted, ready)
                self._others.add(key)

    def _make(self, wanted: CutPlan, ready: frozenset[str]) -> None:
        path, folder = self._outside.store.blobs.path, self._outside.scratch
        self._outside.cutter(self._stopped).prepare(wanted, path=path, ready=ready, folder=folder)

    def _stopped(self) -> bool:
        return self._closed.is_set() or self._busy()
