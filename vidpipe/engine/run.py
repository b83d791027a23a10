"""Move projects on: plan, open what may run, perform it, plan again. Every state change is one guarded transaction."""

import logging
import threading
from collections import defaultdict
from datetime import UTC, datetime

from vidpipe.engine import retrying
from vidpipe.engine.asking import CalledOff, LeaseLost, Uncertain
from vidpipe.engine.consent import Consents, terms
from vidpipe.engine.early import prepare
from vidpipe.engine.faults import point
from vidpipe.engine.outside import Outside
from vidpipe.engine.patience import Patience
from vidpipe.engine.perform import Performance
from vidpipe.engine.plan import Plan
from vidpipe.engine.preview import outdated
from vidpipe.engine.refusals import told
from vidpipe.engine.standing import Standing
from vidpipe.engine.throttle import Went
from vidpipe.errors import BudgetReached, Kind, LimitReached, ProviderError, Stopped, VidpipeError
from vidpipe.film.project import Wish
from vidpipe.ports import Records
from vidpipe.take import Attempt, Phase, SlotView, Verb

log = logging.getLogger("vidpipe.engine")

LEASE_SECONDS = 60.0
NOTHING_SENT = Went(sent=False)
TURNED_AWAY = (Kind.RETRY, Kind.AUTH, Kind.QUOTA)
"""Kinds of which nothing is billed unless the provider says so: it did not take the call."""
ROUNDS = 8
"""How often a project is planned again in one go, as approvals by policy and adopted takes open the way for more."""


class Engine:
    """Plans and performs for one worker. Any number of engines may work on one store at the same time.

    Only with `previews` it makes them: where nobody looks on they are not worth their time.
    """

    def __init__(self, outside: Outside, worker: str, *, previews: bool = True) -> None:
        self.outside, self.store, self.worker, self.previews = outside, outside.store, worker, previews
        self.stopping = threading.Event()
        self._held: dict[str, tuple[int, str]] = {}
        self._in_work: dict[str, Attempt] = {}
        self._called_off: set[str] = set()
        self._outdated: set[str] = set()
        """Attempts at work, or about to be, of which a person wants something else by now."""
        self._rests: dict[str, datetime | None] = {}
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
                decisions += [plan.ahead.adopt] if plan.ahead and plan.ahead.adopt else []
                if decisions:
                    self.store.decide(project_id, decisions)
                climbs = any(made.verb is Verb.SOFTEN for made in decisions)
                if plan.adopt or climbs:
                    continue  # these change what follows from them; approvals by policy are reckoned with
                self._outdated |= outdated(records.attempts, plan, self.outside.stages)
                opened += self._open(records, plan)
                break
        return opened

    def _open(self, records: Records, plan: Plan) -> list[Attempt]:
        opened, rests = [], []
        for view in self._to_open(plan):
            slot = view.slot
            if view.recipe is None:
                continue
            until = self._rests_until(records, slot, view.recipe.key)
            if until is not None:
                rests.append(until)
                continue
            attempt = self.store.open_attempt(records.project.id, slot, view.stage, view.recipe)
            if attempt is not None:
                opened.append(attempt)
        self._rests[records.project.id] = min(rests, default=None)
        return opened

    def _to_open(self, plan: Plan) -> list[SlotView]:
        """What may run now; a cut waits for the second or two of a preview of it that is at work."""
        found, ahead = [plan.slots[slot] for slot in plan.runnable], plan.ahead
        if ahead is None or not self.previews:
            return found
        held = [ahead.of] if ahead.at_work else []
        return [view for view in found if view.slot not in held] + ([ahead.view] if ahead.runs else [])

    def _rests_until(self, records: Records, slot: str, key: str) -> datetime | None:
        """The end of the pause that the last try asked for; None where it is over, or none was asked for."""
        now = datetime.now(UTC)
        ends = [
            attempt.not_before
            for attempt in records.attempts
            if attempt.slot == slot and attempt.recipe.key == key and attempt.phase is Phase.FAILED
        ]
        return max((end for end in ends if end is not None and end > now), default=None)

    def asked(self, project_id: str) -> bool:
        """Whether a person asked for single slots since everything was stopped."""
        return bool(self.outside.plan(self.store.records(project_id)).asked)

    def pause(self, project_id: str) -> float | None:
        """Seconds until the first of the tries may be made that waited when the project was last planned; None where
        none did. What was over in the meantime is 0: nobody else would look again for it."""
        until = self._rests.get(project_id)
        return None if until is None else max(0.0, (until - datetime.now(UTC)).total_seconds())

    # ------------------------------------------------------------ perform

    def perform(self, attempt_id: str) -> Went:
        """Perform an attempt, if nobody else does. Whatever happens is recorded; nothing is raised."""
        if self.stopping.is_set():
            return NOTHING_SENT
        attempt = self.store.lease(attempt_id, self.worker, LEASE_SECONDS)
        if attempt is None:
            return NOTHING_SENT
        point("perform")
        self._held[attempt_id] = 0, attempt.message
        self._in_work[attempt_id] = attempt
        went = NOTHING_SENT
        try:
            with self.store.using(attempt.project):
                went = self._perform(attempt) if self._still_wanted(attempt) else NOTHING_SENT
        except Exception:
            log.exception("attempt %s of %s could not be recorded", attempt_id, attempt.slot)
        finally:
            self._held.pop(attempt_id, None)
            self._in_work.pop(attempt_id, None)
            self._called_off.discard(attempt_id)
            self._outdated.discard(attempt_id)
        point("settled")
        return went

    def _still_wanted(self, attempt: Attempt) -> bool:
        """Whether it is to go on: what waited in a lane may have been called off, stopped or held back meanwhile."""
        records = self.store.records(attempt.project)
        standing = Standing(records)
        if standing.called_off(attempt):
            self._called_off.add(attempt.id)
        if attempt.phase is not Phase.INTENT:
            return True
        wished = standing.halted(attempt.recipe.model) is None and self._wished(records, standing, attempt.slot)
        if wished and attempt.id not in self._outdated:
            return True
        self.store.release(attempt.id, self.worker)
        return False

    def _wished(self, records: Records, standing: Standing, slot: str) -> bool:
        if records.project.wish is Wish.RUN:
            return True
        consents = Consents(records.decisions, terms(self.outside.stages))
        return consents.asked(slot, rerolling=standing.reroll_wanted(slot))

    def _perform(self, attempt: Attempt) -> Went:
        patience = self._patience(attempt)
        asked = Performance(
            self.outside,
            attempt,
            worker=self.worker,
            patience=patience,
            progress=lambda percent: self._report(attempt.id, percent=percent),
            say=lambda note: self._report(attempt.id, note=note),
        )
        try:
            self.store.finish(attempt.id, self.worker, asked.run())
            prepare(self.outside, attempt, stopped=self.stopping.is_set)
        except Uncertain as doubt:
            self.store.doubt(attempt.id, self.worker, str(doubt))
        except LeaseLost:
            log.warning("attempt %s went to another worker", attempt.id)
        except CalledOff as end:
            self._ended(attempt, end, patience)
        except Stopped:
            self._stopped(attempt, patience, unsure=asked.unsure)
        except BudgetReached as error:
            self._fail(attempt, kind="budget", message=f"budget reached: {error}", billed=False)
        except ProviderError as error:
            return self._refused(attempt, error, asked)
        except Exception as error:
            self._broke(attempt, error, charged=asked.charged)
        return Went(sent=asked.sent)

    def _broke(self, attempt: Attempt, error: Exception, *, charged: int | None) -> None:
        """Something of our own went wrong: no matter of the provider, whose answer may be here and paid."""
        kind, message = "bug", f"{type(error).__name__}: {error}"[:500]
        if isinstance(error, VidpipeError):
            kind, message = error.code, str(error)
        else:
            log.exception("slot %s of project %s", attempt.slot, attempt.project)
        billed = None if charged is None else True
        self._fail(attempt, kind=kind, message=message, billed=billed, cost=charged)

    def _stopped(self, attempt: Attempt, patience: Patience, *, unsure: bool) -> None:
        called_off = attempt.id in self._called_off
        if attempt.id in self._outdated and not called_off:
            self.store.release(attempt.id, self.worker)
        elif called_off and unsure:
            self.store.doubt(attempt.id, self.worker, "Called off while nobody knew whether it had been accepted")
        elif called_off:
            self._fail(attempt, kind="cancelled", message="called off", billed=None)
        elif patience.late and not unsure:
            self._too_late(attempt, patience.seconds, billed=None)
        else:
            self.store.release(attempt.id, self.worker, unsure=unsure)

    def _ended(self, attempt: Attempt, end: CalledOff, patience: Patience) -> None:
        """A job was cancelled at its provider: for a person, or since its time was over."""
        if end.late is None:
            self._fail(attempt, kind="cancelled", message="called off", billed=end.billed)
        else:
            self._too_late(attempt, end.late, billed=end.billed)

    def _too_late(self, attempt: Attempt, seconds: float, *, billed: bool | None) -> None:
        late = LimitReached(
            f"Took longer than {seconds:.0f} s",
            remedy="Raise the limit of this step in the settings, or ask for less.",
        )
        self._fail(attempt, kind=late.code, message=str(late), billed=billed)

    def _refused(self, attempt: Attempt, error: ProviderError, asked: Performance) -> Went:
        """A provider said no. Only the kind says what follows."""
        kind = error.kind
        if kind is Kind.AMBIGUOUS:
            if not self._safe_to_repeat(attempt) and self.store.doubt(attempt.id, self.worker, str(error)):
                return Went(sent=asked.sent)
            kind = Kind.RETRY
        wait = self._wait(attempt, error.retry_after) if kind is Kind.RETRY else None
        turned_away = error.billed is None and kind in TURNED_AWAY and not asked.accepted
        billed = True if asked.charged is not None else False if turned_away else error.billed
        cost = error.cost if asked.charged is None else asked.charged
        self._fail(attempt, kind=kind.value, message=told(error), billed=billed, cost=cost, retry_after=wait)
        return Went(sent=asked.sent, hold=wait if error.throttled else None)

    def _wait(self, attempt: Attempt, asked: float | None) -> float:
        """Seconds until the next try, by how often it was tried since a person asked."""
        standing = Standing(self.store.records(attempt.project))
        return retrying.wait(standing.tries(attempt), name=attempt.id, asked=asked, pace=self.outside.pace)

    def _safe_to_repeat(self, attempt: Attempt) -> bool:
        provider = self.outside.providers.get(attempt.recipe.model.partition("/")[0])
        return provider is not None and provider.recovery == "idempotent"

    def _fail(
        self,
        attempt: Attempt,
        *,
        kind: str,
        message: str,
        billed: bool | None,
        cost: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        log.info("%s failed (%s): %s", attempt.slot, kind, message)
        self.store.fail(
            attempt.id,
            self.worker,
            kind=kind,
            message=message,
            billed=billed,
            cost=cost,
            retry_after=retry_after,
        )

    def _patience(self, attempt: Attempt) -> Patience:
        step = self.outside.stage(attempt.stage).step
        seconds = float(self.outside.limits.seconds.get(step, 3600))
        return Patience(seconds, stopping=self.stopping.is_set, called_off=lambda: self._dropped(attempt))

    def _dropped(self, attempt: Attempt) -> bool:
        return attempt.id in self._called_off or attempt.id in self._outdated

    def _report(self, attempt_id: str, *, percent: int | None = None, note: str | None = None) -> None:
        """Told with the next renewal of the lease."""
        if attempt_id in self._held:
            before = self._held[attempt_id]
            self._held[attempt_id] = before[0] if percent is None else percent, before[1] if note is None else note

    # ------------------------------------------------------------ leases and cancelling

    def heed_cancels(self) -> None:
        """Have everything in work here that a person called off give up."""
        in_work = list(self._in_work.values())
        for project_id in {attempt.project for attempt in in_work}:
            standing = Standing(self.store.records(project_id))
            self._called_off |= {a.id for a in in_work if a.project == project_id and standing.called_off(a)}

    def renew(self) -> None:
        """Renew the lease of everything in work here, with how far it is."""
        for attempt_id, (percent, note) in list(self._held.items()):
            self.store.renew(attempt_id, self.worker, LEASE_SECONDS, progress=percent, note=note)
