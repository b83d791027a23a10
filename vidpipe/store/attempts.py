"""Attempts: each step is one transaction, guarded by phase and lease. A step that comes late does nothing.

intent → submitting → submitted → done, failed, unknown or cancelled. Money and events go into the same transaction.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, Select, bindparam, func, insert, select, update

from vidpipe.engine.faults import point
from vidpipe.errors import Kind, Refused
from vidpipe.ports import Clock, Filled, Ticket
from vidpipe.recipe import Recipe
from vidpipe.store import ledger
from vidpipe.store.blobs import FileBlobs
from vidpipe.store.database import Database
from vidpipe.store.rows import (
    add_decisions,
    add_take,
    attempt_of,
    clean,
    is_open,
    lock,
    locked,
    picked,
    picked_by_person,
    record,
    try_lock,
)
from vidpipe.store.tables import ATTEMPT, OPEN_PHASES
from vidpipe.store.workers import Workers
from vidpipe.take import Attempt, Decision, Phase, Take, Verb

ENGINE = "engine"
_BATCH = 400
# What every step of every attempt asks and writes is built once: building a statement costs twice what running it does.
_ONE = select(ATTEMPT).where(ATTEMPT.c.id == bindparam("attempt"))
_CHANGED = update(ATTEMPT).where(ATTEMPT.c.id == bindparam("attempt"))
_NEW = insert(ATTEMPT)
_SOME = select(ATTEMPT).where(ATTEMPT.c.id.in_(bindparam("some", expanding=True)))
_OF_PROJECT = ATTEMPT.c.project == bindparam("project")
_OF_SLOT = _OF_PROJECT & (ATTEMPT.c.slot == bindparam("slot"))
_ALL_OPEN = select(ATTEMPT).where(ATTEMPT.c.phase.in_(OPEN_PHASES)).order_by(ATTEMPT.c.created, ATTEMPT.c.id)
_OPEN_HERE = _ALL_OPEN.where(_OF_PROJECT)
_OPEN_SLOT = select(ATTEMPT.c.id).where(_OF_SLOT, ATTEMPT.c.phase.in_(OPEN_PHASES))
_HIGHEST = select(func.max(ATTEMPT.c.number)).where(_OF_SLOT, ATTEMPT.c.recipe_key == bindparam("key"))


def _newest_ids() -> Select[Any]:
    key = (ATTEMPT.c.slot, ATTEMPT.c.recipe_key)
    last = select(*key, func.max(ATTEMPT.c.number).label("number")).where(_OF_PROJECT).group_by(*key).subquery()
    same = (ATTEMPT.c.slot == last.c.slot) & (ATTEMPT.c.recipe_key == last.c.recipe_key)
    found = select(ATTEMPT.c.id).join(last, same & (ATTEMPT.c.number == last.c.number))
    return found.where(_OF_PROJECT).order_by(ATTEMPT.c.created, ATTEMPT.c.id)


_NEWEST = _newest_ids()


@dataclass(frozen=True)
class _Turn:
    """One transaction about one attempt, its project locked. `row` is the attempt as it is now."""

    connection: Connection
    row: RowMapping
    now: datetime

    @property
    def project(self) -> str:
        return str(self.row["project"])

    def held_by(self, worker: str, *phases: Phase) -> bool:
        allowed = phases or tuple(phase for phase in Phase if phase.open)
        return self.row["holder"] == worker and Phase(self.row["phase"]) in allowed

    def write(self, **values: Any) -> None:
        self.connection.execute(_CHANGED, {"attempt": self.row["id"], **values})

    def end(self, phase: Phase, **values: Any) -> None:
        self.write(phase=phase.value, ended=self.now, lease_until=None, **values)

    def tell(self, what: str, **facts: Any) -> None:
        model = {"model": self.row["model"]} if self.row["model"] else {}
        told = {"attempt": self.row["id"], "stage": self.row["stage"], **model, **facts}
        record(self.connection, self.project, what, at=self.now, slot=self.row["slot"], **told)


class Moving(NamedTuple):
    """An open attempt: which, in which phase, whether somebody has it, what is said of it; its slot, its per cent."""

    stands: str
    slot: str
    progress: int


class Attempts:
    """The attempts of all projects."""

    def __init__(
        self,
        database: Database,
        workers: Workers,
        blobs: FileBlobs,
        *,
        clock: Clock,
        day_budget: Callable[[], int | None],
    ) -> None:
        self._database = database
        self._workers = workers
        self._blobs = blobs
        self._clock = clock
        self._day_budget = day_budget

    def open(
        self, project_id: str, slot: str, stage: str, recipe: Recipe, *, approvals: Sequence[Decision] = ()
    ) -> Attempt | None:
        point("open-attempt")
        now = self._clock.now()
        with self._database.writing() as connection:
            lock(connection, project_id)
            if _has_open(connection, project_id, slot):
                return None
            add_decisions(connection, project_id, approvals, at=now)
            number = _tries(connection, project_id, slot, recipe.key) + 1
            made = Attempt(
                id=uuid.uuid4().hex,
                project=project_id,
                slot=slot,
                stage=stage,
                recipe=recipe,
                number=number,
                created=now,
            )
            connection.execute(_NEW, _row(made))
            told = {"attempt": made.id, "stage": stage, "number": number}
            record(connection, project_id, "intent", at=now, slot=slot, **told)
        return made

    def all_open(self, project_id: str | None) -> list[Attempt]:
        wanted, of = (_ALL_OPEN, {}) if project_id is None else (_OPEN_HERE, {"project": project_id})
        with self._database.reading() as connection:
            return self.nouns(connection, connection.execute(wanted, of).mappings().all())

    def get(self, attempt_id: str) -> Attempt | None:
        with self._database.reading() as connection:
            rows = connection.execute(_ONE, {"attempt": attempt_id}).mappings().all()
            return next(iter(self.nouns(connection, rows)), None)

    def newest(self, connection: Connection, project_id: str, ended: Mapping[str, Attempt]) -> list[Attempt]:
        """The newest attempt of each slot and recipe key, as they were opened; `ended` are known from before."""
        ids = connection.scalars(_NEWEST, {"project": project_id}).all()
        new = [attempt_id for attempt_id in ids if attempt_id not in ended]
        found = dict(ended)
        for start in range(0, len(new), _BATCH):
            rows = connection.execute(_SOME, {"some": new[start : start + _BATCH]}).mappings().all()
            found |= {attempt.id: attempt for attempt in self.nouns(connection, rows)}
        return _with_tries(connection, project_id, [found[attempt_id] for attempt_id in ids])

    def moving(self, connection: Connection, project_ids: Sequence[str]) -> dict[str, list[Moving]]:
        """How the open attempts of each project stand."""
        columns = (ATTEMPT.c.project, ATTEMPT.c.id, ATTEMPT.c.slot, ATTEMPT.c.phase, ATTEMPT.c.progress)
        leases = (ATTEMPT.c.holder, ATTEMPT.c.lease_until, ATTEMPT.c.message)
        of_these = (ATTEMPT.c.project.in_(project_ids), ATTEMPT.c.phase.in_(OPEN_PHASES))
        wanted = select(*columns, *leases).where(*of_these).order_by(ATTEMPT.c.id)
        now, gone, found = self._clock.now(), dict[str, bool](), dict[str, list[Moving]]()
        for row in connection.execute(wanted).mappings().all():
            held = self._leased(connection, row, now, gone)
            told = f"{row['id']} {row['phase']} {held:d} {row['message']}"
            stands = Moving(told, row["slot"], row["progress"])
            found.setdefault(row["project"], []).append(stands)
        return found

    def nouns(self, connection: Connection, rows: Sequence[RowMapping]) -> list[Attempt]:
        now = self._clock.now()
        gone: dict[str, bool] = {}
        return [attempt_of(row, leased=self._leased(connection, row, now, gone)) for row in rows]

    def lease(self, attempt_id: str, worker: str, seconds: float) -> Attempt | None:
        point("lease")
        with self._turn(attempt_id) as turn:
            if turn is None or not is_open(turn.row["phase"]):
                return None
            if self._leased(turn.connection, turn.row, turn.now, {}):
                return None
            started = turn.row["started"] or turn.now
            turn.write(holder=worker, lease_until=turn.now + timedelta(seconds=seconds), started=started)
            turn.tell("leased", worker=worker)
            return attempt_of({**turn.row, "started": started}, leased=True)

    def renew(self, attempt_id: str, worker: str, seconds: float, *, progress: int | None, note: str | None) -> bool:
        values: dict[str, Any] = {"lease_until": self._clock.now() + timedelta(seconds=seconds)}
        if progress is not None:
            values["progress"] = max(0, min(100, progress))
        if note is not None:
            values["message"] = clean(note)
        held = (ATTEMPT.c.id == attempt_id, ATTEMPT.c.holder == worker, ATTEMPT.c.phase.in_(OPEN_PHASES))
        with self._database.writing() as connection:
            return connection.execute(update(ATTEMPT).where(*held).values(**values)).rowcount == 1

    def submitting(self, attempt_id: str, worker: str, reserve: int | None) -> bool:
        point("submitting")
        limit = self._day_budget() if reserve != 0 else None
        with self._turn(attempt_id) as turn:
            if turn is None or not turn.held_by(worker, Phase.INTENT, Phase.SUBMITTING):
                return False
            ledger.reserve(turn.connection, turn.project, attempt_id, reserve, at=turn.now, day_budget=limit)
            turn.write(phase=Phase.SUBMITTING.value, cost=reserve or 0)
            turn.tell("submitting", reserve=reserve)
            return True

    def submitted(self, attempt_id: str, worker: str, ticket: Ticket) -> bool:
        point("submitted")
        with self._turn(attempt_id) as turn:
            if turn is None or not turn.held_by(worker, Phase.SUBMITTING):
                return False
            if _taken(turn, ticket):
                raise Refused(f"the job {ticket.id} belongs to another try", remedy="Look at the film again")
            turn.write(phase=Phase.SUBMITTED.value, ticket=ticket.plain())
            turn.tell("submitted", provider=ticket.provider, model=ticket.model, job=ticket.id)
            return True

    def finish(self, attempt_id: str, worker: str, filled: Filled) -> Take | None:
        with self._turn(attempt_id) as turn:
            if turn is None or not turn.held_by(worker):
                return None
            take = self._accept(turn, filled)
            point("finish-before-commit")
        point("finish-after-commit")
        return take

    def fail(
        self,
        attempt_id: str,
        worker: str,
        *,
        kind: str,
        message: str,
        billed: bool | None,
        cost: int | None,
        retry_after: float | None,
    ) -> bool:
        with self._turn(attempt_id) as turn:
            if turn is None or not turn.held_by(worker):
                return False
            cost = _settle(turn, billed, told=cost)
            wait = timedelta(seconds=retry_after or 0.0) if kind == Kind.RETRY.value else None
            not_before = None if wait is None else turn.now + wait
            turn.end(Phase.FAILED, error=kind, message=clean(message), cost=cost, not_before=not_before)
            turn.tell("failed", kind=kind, message=clean(message), cost=cost if billed else 0, seconds=_seconds(turn))
            return True

    def doubt(self, attempt_id: str, worker: str, message: str) -> bool:
        with self._turn(attempt_id) as turn:
            if turn is None or not turn.held_by(worker, Phase.SUBMITTING, Phase.SUBMITTED):
                return False
            ledger.leave_open(turn.connection, turn.project, attempt_id, at=turn.now)
            turn.end(Phase.UNKNOWN, message=clean(message))
            turn.tell("doubt", message=clean(message), reserve=turn.row["cost"])
            return True

    def release(self, attempt_id: str, worker: str, *, unsure: bool) -> bool:
        with self._turn(attempt_id) as turn:
            if turn is None or not turn.held_by(worker):
                return False
            if unsure or turn.row["phase"] == Phase.SUBMITTED.value:
                turn.write(holder="", lease_until=None)
                return False
            ledger.free(turn.connection, turn.project, attempt_id, at=turn.now)
            turn.end(Phase.CANCELLED, cost=0)
            turn.tell("cancelled")
            return True

    def settle(self, project_id: str, slot: str, *, charged: bool, actor: str) -> None:
        """Settle all that is unknown about a slot. Raises NotFound, and Refused where nothing is."""
        now = self._clock.now()
        with self._database.writing() as connection:
            lock(connection, project_id)
            rows = [row for row in _of_slot(connection, project_id, slot) if _unsure(connection, row)]
            if not rows:
                raise Refused(f"nothing is uncertain about {slot}", remedy="Look at the film again")
            for row in rows:
                self._decided(_Turn(connection, row, now), charged=charged, actor=actor)

    def take_over(self, attempt_id: str, ticket: Ticket, *, actor: str) -> bool:
        """The job of an unknown attempt was found: it is open again with its ticket, for any worker to go on with."""
        with self._turn(attempt_id) as turn:
            if turn is None or Phase(turn.row["phase"]) is not Phase.UNKNOWN:
                return False
            if _has_open(turn.connection, turn.project, turn.row["slot"]) or _taken(turn, ticket):
                return False
            ledger.hold_again(turn.connection, turn.project, attempt_id, at=turn.now)
            free = {"holder": "", "lease_until": None, "ended": None, "message": ""}
            turn.write(phase=Phase.SUBMITTED.value, ticket=ticket.plain(), **free)
            turn.tell("found", provider=ticket.provider, model=ticket.model, job=ticket.id, actor=actor)
            return True

    def settle_call(self, attempt_id: str, *, charged: bool, actor: str) -> None:
        """Settle what is unknown about one call, of a film that is gone too. Raises Refused where nothing is."""
        with self._turn(attempt_id) as turn:
            if turn is not None and _unsure(turn.connection, turn.row):
                self._decided(turn, charged=charged, actor=actor)
                return
        if turn is None:
            with self._database.writing() as connection:
                if ledger.settle_gone(connection, attempt_id, charged=charged, at=self._clock.now()):
                    return
        raise Refused("nothing is uncertain about this call any more", remedy="Look at the ledger again")

    def _decided(self, turn: _Turn, *, charged: bool, actor: str) -> None:
        """A person said what an unknown attempt cost; it has failed for good."""
        unknown = ledger.of_attempt(turn.connection, turn.row["id"]).unknown
        cost = unknown if charged else 0
        if charged:
            ledger.charge(turn.connection, turn.project, turn.row["id"], cost, at=turn.now)
        else:
            ledger.free(turn.connection, turn.project, turn.row["id"], at=turn.now)
        turn.write(phase=Phase.FAILED.value, error=turn.row["error"] or "settled", cost=cost)
        turn.tell("settled", charged=charged, actor=actor, cost=cost)

    def _accept(self, turn: _Turn, filled: Filled) -> Take:
        """Take, pick, ledger, event and phase. What a person locked, or picked meanwhile, stays if it can be shown."""
        row, facts = turn.row, dict(filled.meta)
        shown = picked(turn.connection, turn.project, row["slot"])
        take = add_take(
            turn.connection,
            turn.project,
            row["slot"],
            digest=filled.draft_digest,
            mime=filled.mime,
            recipe=Recipe.model_validate(row["recipe"]),
            meta=facts,
            cost=filled.cost,
            attempt=row["id"],
            created=turn.now,
        )
        if not self._stays(turn, shown):
            pick = Decision(slot=row["slot"], verb=Verb.PICK, value=str(take.id), actor=ENGINE)
            add_decisions(turn.connection, turn.project, [pick], at=turn.now)
        _charge(turn, filled.cost)
        learned = {} if filled.cached else {"units": filled.units, "took": filled.took or round(_seconds(turn) * 1000)}
        turn.end(Phase.DONE, cost=filled.cost, cached=filled.cached, progress=100, message="", **learned)
        said = clean(" ".join(str(warning) for warning in facts.get("warnings", ())))
        noted = {"message": said} if said else {}
        turn.tell("done", cost=filled.cost, seconds=_seconds(turn), cached=filled.cached, take=take.id, **noted)
        return take

    def _stays(self, turn: _Turn, shown: tuple[str, int] | None) -> bool:
        if shown is None or not self._blobs.lies(*shown):
            return False
        slot, since = turn.row["slot"], turn.row["created"]
        locks = locked(turn.connection, turn.project, slot)
        return locks or picked_by_person(turn.connection, turn.project, slot, since=since)

    def _leased(self, connection: Connection, row: RowMapping, now: datetime, gone: dict[str, bool]) -> bool:
        """Whether somebody holds the lease who is not proven dead. `gone` remembers answers within one reading."""
        holder, until = row["holder"], row["lease_until"]
        if not holder or until is None or until <= now or not is_open(row["phase"]):
            return False
        if holder not in gone:
            gone[holder] = self._workers.gone(connection, holder)
        return not gone[holder]

    @contextmanager
    def _turn(self, attempt_id: str) -> Iterator[_Turn | None]:
        with self._database.writing() as connection:
            if not self._database.sqlite:  # which has one writer anyway
                project = connection.scalar(select(ATTEMPT.c.project).where(ATTEMPT.c.id == attempt_id))
                if project is None or not try_lock(connection, project):
                    yield None
                    return
            row = connection.execute(_ONE, {"attempt": attempt_id}).mappings().one_or_none()
            yield None if row is None else _Turn(connection, row, self._clock.now())


def _row(made: Attempt) -> dict[str, Any]:
    row = made.model_dump(exclude={"leased", "tried", "recipe"})
    return row | {
        "recipe": made.recipe.plain(),
        "recipe_key": made.recipe.key,
        "model": made.recipe.model,
        "phase": made.phase.value,
        "holder": "",
        "lease_until": None,
    }


def _has_open(connection: Connection, project_id: str, slot: str) -> bool:
    return connection.scalar(_OPEN_SLOT, {"project": project_id, "slot": slot}) is not None


def _of_slot(connection: Connection, project_id: str, slot: str) -> Sequence[RowMapping]:
    wanted = select(ATTEMPT).where(ATTEMPT.c.project == project_id, ATTEMPT.c.slot == slot)
    return connection.execute(wanted.order_by(ATTEMPT.c.created)).mappings().all()


def _unsure(connection: Connection, row: RowMapping) -> bool:
    """Nobody knows whether it was accepted, or whether its failure was billed."""
    phase = Phase(row["phase"])
    failed = phase is Phase.FAILED and ledger.of_attempt(connection, row["id"]).unknown != 0
    return phase is Phase.UNKNOWN or failed


def _taken(turn: _Turn, ticket: Ticket) -> bool:
    """Whether another attempt has this job already."""
    provider, job = ATTEMPT.c.ticket["provider"].as_string(), ATTEMPT.c.ticket["id"].as_string()
    same = (ATTEMPT.c.ticket.is_not(None), provider == ticket.provider, job == ticket.id)
    return turn.connection.scalar(select(ATTEMPT.c.id).where(*same, ATTEMPT.c.id != turn.row["id"])) is not None


def _with_tries(connection: Connection, project_id: str, found: Sequence[Attempt]) -> list[Attempt]:
    """Those that failed for now, with when the earlier tries of their kind were opened."""
    again = {a.slot: a for a in found if a.number > 1 and a.phase is Phase.FAILED and a.error == Kind.RETRY.value}
    if not again:
        return list(found)
    of_these = (ATTEMPT.c.project == project_id, ATTEMPT.c.slot.in_(again), ATTEMPT.c.error == Kind.RETRY.value)
    wanted = select(ATTEMPT.c.id, ATTEMPT.c.slot, ATTEMPT.c.recipe_key, ATTEMPT.c.created).where(*of_these)
    rows = connection.execute(wanted.order_by(ATTEMPT.c.number)).all()

    def tried(attempt: Attempt) -> tuple[datetime, ...]:
        same = (attempt.slot, attempt.recipe.key)
        return tuple(row.created for row in rows if (row.slot, row.recipe_key) == same and row.id != attempt.id)

    return [a.model_copy(update={"tried": tried(a)}) if a.slot in again else a for a in found]


def _tries(connection: Connection, project_id: str, slot: str, key: str) -> int:
    return connection.scalar(_HIGHEST, {"project": project_id, "slot": slot, "key": key}) or 0


def _settle(turn: _Turn, billed: bool | None, *, told: int | None) -> int:
    """Settle the reserve of a failed attempt; what it cost or may have cost.

    What was never sent cannot be billed. Billed: what the provider told, else all that was reserved, which is the most
    it can be. Nobody knows: the reserve becomes unknown and stays in the film's and the day's sums until a person
    settles it, so that it is neither forgotten nor paid twice without a word.
    """
    sent = Phase(turn.row["phase"]) is not Phase.INTENT
    held = ledger.of_attempt(turn.connection, turn.row["id"]).reserved
    if billed and sent and (held or told):
        cost = held if told is None else told
        _charge(turn, cost)
        return cost
    if billed is None and sent and held:
        ledger.leave_open(turn.connection, turn.project, turn.row["id"], at=turn.now)
        return held
    ledger.free(turn.connection, turn.project, turn.row["id"], at=turn.now)
    return 0


def _charge(turn: _Turn, cost: int) -> None:
    """Charge, and say so where a provider asked for more than it was reserved: the ledger holds what is true."""
    held = ledger.charge(turn.connection, turn.project, turn.row["id"], cost, at=turn.now).reserved
    if cost > held:
        turn.tell("dearer", charged=cost, reserve=held)


def _seconds(turn: _Turn) -> float:
    started = turn.row["started"] or turn.row["created"]
    return float(max(0.0, (turn.now - started).total_seconds()))
