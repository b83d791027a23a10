"""Move projects on: plan, open what may run, perform it, plan again. Every state change is one guarded transaction."""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from vidpipe.engine.faults import point
from vidpipe.engine.outside import Outside
from vidpipe.engine.perform import LeaseLost, Performance, Uncertain
from vidpipe.engine.plan import Plan
from vidpipe.engine.refusals import told
from vidpipe.engine.standing import Standing
from vidpipe.errors import BudgetReached, Kind, LimitReached, ProviderError, Stopped, VidpipeError
from vidpipe.film.project import Wish
from vidpipe.ports import Records
from vidpipe.take import Attempt, Phase

log = logging.getLogger("vidpipe.engine")

LEASE_SECONDS = 60.0
ROUNDS = 8
"""How often a project is planned again in one go, as approvals by policy and adopted takes open the way for more."""


class Engine:
    """Plans and performs for one worker. Any number of engines may work on one store at the same time."""

    def __init__(self, outside: Outside, worker: str) -> None:
        self.outside, self.store, self.worker = outside, outside.store, worker
        self.stopping = threading.Event()
        self._held: dict[str, int] = {}
        self._in_work: dict[str, Attempt] = {}
        self._called_off: set[str] = set()
        self._locks: dict[str, threading.Lock] = defaultdict(threading.Lock)

    # ------------------------------------------------------------ plan and open

    def advance(self, project_id: str) -> list[Attempt]:
        """Open an attempt for everything that may run now; what was opened, for a lane to perform."""
        point("advance")
        opened: list[Attempt] = []
        with self._locks[project_id]:
            for _ in range(ROUNDS):
                records = self.store.records(project_id)
                plan = self.outside.plan(records)
                decisions = [*(plan.policy if records.project.wish is Wish.RUN else ()), *plan.adopt]
                if decisions:
                    self.store.decide(project_id, decisions)
                    continue
                opened += self._open(records, plan)
                break
        return opened

    def _open(self, records: Records, plan: Plan) -> list[Attempt]:
        opened = []
        for slot in plan.runnable:
            view = plan.slots[slot]
            if view.recipe is None or self._resting(records, slot, view.recipe.key):
                continue
            attempt = self.store.open_attempt(records.project.id, slot, view.stage, view.recipe)
            if attempt is not None:
                opened.append(attempt)
        return opened

    def _resting(self, records: Records, slot: str, key: str) -> bool:
        """Whether the last try asked for a pause that is not over."""
        return any(
            attempt.not_before is not None and attempt.not_before > datetime.now(UTC)
            for attempt in records.attempts
            if attempt.slot == slot and attempt.recipe.key == key and attempt.phase is Phase.FAILED
        )

    def asked(self, project_id: str) -> bool:
        """Whether a person asked for single slots since everything was stopped."""
        return bool(self.outside.plan(self.store.records(project_id)).asked)

    def pause(self, project_id: str) -> float | None:
        """Seconds until a try that must wait may be made; None when none waits."""
        now = datetime.now(UTC)
        times = [
            (attempt.not_before - now).total_seconds()
            for attempt in self.store.records(project_id).attempts
            if attempt.not_before and attempt.phase is Phase.FAILED and attempt.not_before > now
        ]
        return min(times) if times else None

    # ------------------------------------------------------------ perform

    def perform(self, attempt_id: str) -> None:
        """Perform an attempt, if nobody else does. Whatever happens is recorded; nothing is raised."""
        if self.stopping.is_set():
            return
        attempt = self.store.lease(attempt_id, self.worker, LEASE_SECONDS)
        if attempt is None:
            return
        point("perform")
        self._held[attempt_id] = 0
        self._in_work[attempt_id] = attempt
        try:
            with self.store.using(attempt.project):
                self._perform(attempt)
        except Exception:
            log.exception("attempt %s of %s could not be recorded", attempt_id, attempt.slot)
        finally:
            self._held.pop(attempt_id, None)
            self._in_work.pop(attempt_id, None)
            self._called_off.discard(attempt_id)
        point("settled")

    def _perform(self, attempt: Attempt) -> None:
        limit = self._limit(attempt)
        asked = Performance(
            self.outside, attempt, worker=self.worker, stopped=limit.passed, progress=self._reporter(attempt.id)
        )
        try:
            filled = asked.run()
        except Uncertain as doubt:
            self.store.doubt(attempt.id, self.worker, str(doubt))
        except LeaseLost:
            log.warning("attempt %s went to another worker", attempt.id)
        except Stopped:
            self._stopped(attempt, limit, asked)
        except BudgetReached as error:
            self._fail(attempt, kind="budget", message=f"budget reached: {error}", billed=False)
        except ProviderError as error:
            self._refused(attempt, error)
        except VidpipeError as error:
            self._fail(attempt, kind=error.code, message=str(error), billed=None)
        except Exception as error:
            log.exception("slot %s of project %s", attempt.slot, attempt.project)
            self._fail(attempt, kind="bug", message=f"{type(error).__name__}: {error}"[:500], billed=None)
        else:
            self.store.finish(attempt.id, self.worker, filled)

    def _stopped(self, attempt: Attempt, limit: "Deadline", asked: Performance) -> None:
        if attempt.id in self._called_off:
            asked.call_off()
            self._fail(attempt, kind="cancelled", message="called off", billed=None)
        elif limit.late:
            late = LimitReached(
                f"Took longer than {limit.seconds} s",
                remedy="Raise the limit of this step in the settings, or ask for less.",
            )
            self._fail(attempt, kind=late.code, message=str(late), billed=None)
        else:
            self.store.release(attempt.id, self.worker)

    def _refused(self, attempt: Attempt, error: ProviderError) -> None:
        kind = error.kind
        if kind is Kind.AMBIGUOUS:
            if self._safe_to_repeat(attempt):
                kind = Kind.RETRY
            else:
                self.store.doubt(attempt.id, self.worker, str(error))
                return
        wait = error.retry_after if error.retry_after is not None else min(60.0, 2.0**attempt.number)
        self._fail(
            attempt,
            kind=kind.value,
            message=told(error),
            billed=error.billed,
            retry_after=wait if kind is Kind.RETRY else None,
        )

    def _safe_to_repeat(self, attempt: Attempt) -> bool:
        provider = self.outside.providers.get(attempt.recipe.model.partition("/")[0])
        return provider is not None and provider.recovery == "idempotent"

    def _fail(
        self, attempt: Attempt, *, kind: str, message: str, billed: bool | None, retry_after: float | None = None
    ) -> None:
        log.info("%s failed (%s): %s", attempt.slot, kind, message)
        self.store.fail(attempt.id, self.worker, kind=kind, message=message, billed=billed, retry_after=retry_after)

    def _limit(self, attempt: Attempt) -> "Deadline":
        step = self.outside.stage(attempt.stage).step
        seconds = float(self.outside.limits.seconds.get(step, 3600))
        return Deadline(seconds, lambda: self.stopping.is_set() or attempt.id in self._called_off)

    def _reporter(self, attempt_id: str) -> Callable[[int], None]:
        def report(percent: int) -> None:
            self._held[attempt_id] = percent

        return report

    # ------------------------------------------------------------ leases and cancelling

    def heed_cancels(self) -> None:
        """Have everything in work here that a person called off give up."""
        in_work = list(self._in_work.values())
        for project_id in {attempt.project for attempt in in_work}:
            standing = Standing(self.store.records(project_id))
            self._called_off |= {a.id for a in in_work if a.project == project_id and standing.called_off(a)}

    def renew(self) -> None:
        """Renew the lease of everything in work here, with how far it is."""
        for attempt_id, percent in list(self._held.items()):
            self.store.renew(attempt_id, self.worker, LEASE_SECONDS, progress=percent)


class Deadline:
    """Asked often by whoever computes: whether to stop, and afterwards whether it was for being late."""

    def __init__(self, seconds: float, stopping: Callable[[], bool]) -> None:
        self.seconds = seconds
        self._end = datetime.now(UTC).timestamp() + seconds
        self._stopping = stopping

    @property
    def late(self) -> bool:
        return datetime.now(UTC).timestamp() > self._end

    def passed(self) -> bool:
        return self._stopping() or self.late
