"""What happened and what it cost, over all films: sums and orders are made by the database, and only told here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, Text, case, cast, exists, func, or_, select

from vidpipe.film.account import Learned, LedgerLine, Metrics, Named, Spending, StageMetrics
from vidpipe.film.slot import BRIEF, STORYBOARD
from vidpipe.ports import Clock, Event
from vidpipe.store import ledger, rows
from vidpipe.store.database import Database
from vidpipe.store.tables import ATTEMPT, DECISION, EVENT, LEDGER, PROJECT, SETTINGS, TAKE
from vidpipe.take import Phase, Verb

STEPS = ("intent", "leased", "submitting", "submitted")
"""Events within one making: what came of it is told by its end."""

LESSONS = 50
"""So many of a model's newest calls tell how it is now."""

AUTOMATIC = ("engine", "policy")
"""Who decides when no person does."""

_MOVED = or_(LEDGER.c.charged != 0, LEDGER.c.reserved != 0, LEDGER.c.unknown != 0)
_PICTURED = (BRIEF, STORYBOARD)


class Accounts:
    """The books of a workspace; only read here."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def spending(self, *, project: str, days: int, before: int, limit: int) -> Spending:
        now = self._clock.now()
        edges = [ledger.midnight(now, back=back) for back in reversed(range(days))]
        calls = _calls(project, since=edges[0])
        with self._database.reading() as connection:
            lines = _lines(connection, calls, before=before, limit=limit + 1)
            models = connection.execute(_by_model(calls)).all()
            sums = connection.execute(_sums(calls)).one()
            return Spending(
                lines=tuple(lines[:limit]),
                more=len(lines) > limit,
                **{name: int(value or 0) for name, value in sums._mapping.items()},
                today=ledger.of_day(connection, now).bound,
                by_provider=_ranked((row.model.partition("/")[0], row.micros) for row in models),
                by_model=_ranked((row.model, row.micros) for row in models),
                by_stage=_ranked((row.stage, row.micros) for row in models),
                by_day=_by_day(connection, project, edges),
            )

    def doubts(self, *, project: str, limit: int) -> list[LedgerLine]:
        calls = _calls(project, since=self._clock.now())
        with self._database.reading() as connection:
            return _lines(connection, calls, before=0, limit=limit, unknown=True)

    def today(self) -> int:
        with self._database.reading() as connection:
            return ledger.of_day(connection, self._clock.now()).bound

    def metrics(self, project: str) -> Metrics:
        with self._database.reading() as connection:
            made = connection.execute(_made(project)).all()
            kept = _pairs(connection, _kept(project))
            seconds = _pairs(connection, _medians(project))
            reasons = connection.execute(_reasons(project)).all()
        return Metrics(
            stages=tuple(
                StageMetrics(
                    stage=row.stage,
                    made=row.made,
                    cached=row.cached,
                    kept=kept.get(row.stage, 0),
                    seconds=seconds.get(row.stage),
                )
                for row in made
            ),
            rejections={row.reason: row.times for row in reasons},
        )

    def happened(self, *, project: str, slot: str, kinds: Sequence[str], before: int, limit: int) -> list[Event]:
        wanted = select(*rows.EVENT_COLUMNS).order_by(EVENT.c.seq.desc()).limit(limit)
        for condition in _told(project, slot, kinds):
            wanted = wanted.where(condition)
        if before:
            wanted = wanted.where(EVENT.c.seq < before)
        with self._database.reading() as connection:
            return [rows.event_of(row) for row in connection.execute(wanted)]

    def tickets(self, provider: str) -> set[str]:
        wanted = select(ATTEMPT.c.ticket["id"].as_string())
        wanted = wanted.where(ATTEMPT.c.ticket.is_not(None), ATTEMPT.c.ticket["provider"].as_string() == provider)
        with self._database.reading() as connection:
            return set(connection.scalars(wanted))

    def learned(self, model: str) -> Learned | None:
        done = (ATTEMPT.c.model == model, ATTEMPT.c.phase == Phase.DONE.value, ~ATTEMPT.c.cached)
        wanted = select(ATTEMPT.c.took, ATTEMPT.c.units, ATTEMPT.c.cost).where(*done)
        with self._database.reading() as connection:
            found = connection.execute(wanted.order_by(ATTEMPT.c.ended.desc()).limit(LESSONS)).all()
        return _lesson([(row.took, row.units, row.cost) for row in found]) if found else None

    def latest(self) -> tuple[int, int]:
        """The number of the newest event of all films, and how many tries are open: a cheap look whether to look."""
        open_ = select(func.count()).select_from(ATTEMPT).where(ATTEMPT.c.phase.in_(_OPEN)).scalar_subquery()
        with self._database.reading() as connection:
            newest, busy = connection.execute(select(func.max(EVENT.c.seq), open_)).one()
        return int(newest or 0), int(busy)

    def named(self) -> list[Named]:
        """Every film with what its name and its scenes are read from."""
        with self._database.reading() as connection:
            picked = _texts(connection)
            return [
                Named(
                    project=row.id,
                    title=row.title,
                    own_title=str(row.data.get("name") or row.data.get("title") or ""),
                    trashed=row.trashed is not None,
                    brief=picked.get((row.id, BRIEF), ""),
                    storyboard=picked.get((row.id, STORYBOARD), ""),
                )
                for row in connection.execute(_projects())
            ]


_OPEN = [phase.value for phase in Phase if phase.open]

# ---------------------------------------------------------------- what calls teach


def _lesson(calls: Sequence[tuple[int, int, int]]) -> Learned:
    """Of milliseconds, units and micro-dollars of each call."""
    took = sorted(milliseconds for milliseconds, _, _ in calls if milliseconds)
    each = sorted(round(micros * 1000 / units) for _, units, micros in calls if units)
    timed = {"p50": _rank(took, 50), "p90": _rank(took, 90)}
    return Learned(
        calls=len(calls), **timed, charges=len(each), low=_rank(each, 0), median=_rank(each, 50), high=_rank(each, 100)
    )


def _rank(ordered: Sequence[int], percent: int) -> int:
    """The value that so many per cent do not pass, by the nearest rank; 0 of nothing."""
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)] if ordered else 0


# ---------------------------------------------------------------- money


def _of(column: ColumnElement[str], project: str) -> Iterable[ColumnElement[bool]]:
    return [column == project] if project else []


def _calls(project: str, *, since: datetime) -> Subquery:
    """One row for each call that ever moved money: its sums, its last step. An old one only while money is open."""
    freed = case((LEDGER.c.state == "released", -LEDGER.c.reserved - LEDGER.c.unknown), else_=0)
    open_ = func.sum(LEDGER.c.reserved) + func.sum(LEDGER.c.unknown)
    about = [func.max(LEDGER.c[name]).label(name) for name in ("project", "model", "stage", "slot", "title")]
    found = select(
        LEDGER.c.attempt,
        *about,
        func.max(LEDGER.c.id).label("last"),
        func.sum(LEDGER.c.charged).label("charged"),
        func.sum(LEDGER.c.reserved).label("reserved"),
        func.sum(LEDGER.c.unknown).label("unknown"),
        func.sum(freed).label("released"),
    )
    found = found.where(_MOVED, *_of(LEDGER.c.project, project)).group_by(LEDGER.c.attempt)
    return found.having(or_(func.max(LEDGER.c.at) >= since, open_ != 0)).subquery("calls")


def _sums(calls: Subquery) -> Select[Any]:
    return select(*[func.sum(calls.c[name]).label(name) for name in ("charged", "reserved", "unknown", "released")])


def _by_model(calls: Subquery) -> Select[Any]:
    wanted = select(calls.c.model, calls.c.stage, func.sum(calls.c.charged).label("micros"))
    return wanted.where(calls.c.charged != 0).group_by(calls.c.model, calls.c.stage)


def _lines(
    connection: Connection, calls: Subquery, *, before: int, limit: int, unknown: bool = False
) -> list[LedgerLine]:
    """The title that a line had when its film went, else the film's of now."""
    step = LEDGER.alias("step")
    sums = ("charged", "reserved", "unknown", "released")
    wanted = (
        select(
            *[calls.c[name] for name in (*sums, "attempt", "last", "project", "model", "stage", "slot")],
            *[step.c[name] for name in ("at", "state")],
            func.coalesce(calls.c.title, PROJECT.c.title, "").label("title"),
            calls.c.title.is_not(None).label("gone"),
        )
        .join(step, step.c.id == calls.c.last)
        .join(PROJECT, PROJECT.c.id == calls.c.project, isouter=True)
        .order_by(calls.c.last.desc())
        .limit(limit)
    )
    if before:
        wanted = wanted.where(calls.c.last < before)
    if unknown:
        wanted = wanted.where(calls.c.unknown != 0)
    return [_line(row) for row in connection.execute(wanted).mappings()]


def _line(row: Mapping[Any, Any]) -> LedgerLine:
    return LedgerLine(
        id=row["last"],
        attempt=row["attempt"],
        at=row["at"],
        project=row["project"],
        title=row["title"],
        slot=row["slot"],
        provider=row["model"].partition("/")[0],
        model=row["model"],
        stage=row["stage"],
        state=row["state"],
        micros=int(row[row["state"]]),
        gone=bool(row["gone"]),
    )


def _by_day(connection: Connection, project: str, edges: Sequence[datetime]) -> dict[str, int]:
    """What was charged on each day, by the times at which this computer's days began: they may have 23 or 25 hours."""
    newest_first = list(reversed(list(enumerate(edges))))
    day = case(*[(LEDGER.c.at >= edge, place) for place, edge in newest_first]).label("day")
    wanted = select(day, func.sum(LEDGER.c.charged)).where(LEDGER.c.charged != 0, LEDGER.c.at >= edges[0])
    sums = _pairs(connection, wanted.where(*_of(LEDGER.c.project, project)).group_by(day))
    return {f"{edge.date()}": int(sums.get(place, 0)) for place, edge in enumerate(edges)}


def _ranked(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for name, micros in pairs:
        sums[name] = sums.get(name, 0) + int(micros)
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))


# ---------------------------------------------------------------- yield


def _made(project: str) -> Select[Any]:
    done = (ATTEMPT.c.phase == Phase.DONE.value, *_of(ATTEMPT.c.project, project))
    cached = func.count().filter(ATTEMPT.c.cached).label("cached")
    counted = select(ATTEMPT.c.stage, func.count().label("made"), cached).where(*done)
    return counted.group_by(ATTEMPT.c.stage).order_by(ATTEMPT.c.stage)


def _kept(project: str) -> Select[Any]:
    """Takes that were made, that their slots show, and that nobody rejected since."""
    last = _last_picks(project)
    shown = DECISION.alias("shown")
    no = DECISION.alias("rejected")
    rejected = exists().where(
        no.c.project == shown.c.project,
        no.c.slot == shown.c.slot,
        no.c.verb == Verb.REJECT.value,
        no.c.value == shown.c.value,
        no.c.id > shown.c.id,
    )
    same = (
        (TAKE.c.project == shown.c.project) & (TAKE.c.slot == shown.c.slot) & (cast(TAKE.c.id, Text) == shown.c.value)
    )
    return (
        select(ATTEMPT.c.stage, func.count())
        .select_from(last)
        .join(shown, shown.c.id == last.c.id)
        .join(TAKE, same)
        .join(ATTEMPT, ATTEMPT.c.id == TAKE.c.attempt)
        .where(~rejected)
        .group_by(ATTEMPT.c.stage)
    )


def _last_picks(project: str) -> Subquery:
    picks = (DECISION.c.verb == Verb.PICK.value, DECISION.c.part == "", *_of(DECISION.c.project, project))
    newest = select(func.max(DECISION.c.id).label("id")).where(*picks)
    return newest.group_by(DECISION.c.project, DECISION.c.slot).subquery("last")


def _medians(project: str) -> Select[Any]:
    """The middle of the seconds of each stage, of what was really made."""
    stage, cached = EVENT.c.detail["stage"].as_string(), EVENT.c.detail["cached"].as_boolean()
    done = (EVENT.c.what == "done", ~cached, *_of(EVENT.c.project, project))
    place = func.row_number().over(partition_by=stage, order_by=EVENT.c.seconds).label("place")
    many = func.count().over(partition_by=stage).label("many")
    ranked = select(stage.label("stage"), EVENT.c.seconds, place, many).where(*done).subquery("ranked")
    middle = or_(ranked.c.place == (ranked.c.many + 1) // 2, ranked.c.place == (ranked.c.many + 2) // 2)
    return select(ranked.c.stage, func.avg(ranked.c.seconds)).where(middle).group_by(ranked.c.stage)


def _reasons(project: str) -> Select[Any]:
    times = func.count().label("times")
    said = (DECISION.c.verb == Verb.REJECT.value, *_of(DECISION.c.project, project))
    counted = select(DECISION.c.reason, times).where(*said).group_by(DECISION.c.reason)
    return counted.order_by(times.desc(), DECISION.c.reason)


# ---------------------------------------------------------------- what happened


def _told(project: str, slot: str, kinds: Sequence[str]) -> Iterable[ColumnElement[bool]]:
    """What a person wants to know: not the steps within a making, unless asked for, nor what follows by itself: the
    engine's picks, and approvals where no gate asks.
    """
    yield from _of(EVENT.c.project, project)
    if slot:
        yield _place(slot)
    if kinds:
        yield EVENT.c.what.in_(kinds)
    else:
        yield EVENT.c.what.not_in(STEPS)
    by_itself = func.coalesce(EVENT.c.detail["actor"].as_string(), "").in_(AUTOMATIC)
    yield ~((EVENT.c.what == "decided") & by_itself)


def _place(slot: str) -> ColumnElement[bool]:
    """The slot, all that lies below it, and where it is a part's name such as `clip` that part of any scene."""
    name = slot.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    patterns = (f"{name}/%", f"{name}@%", f"scene/%/{name}", f"scene/%/{name}/%", f"scene/%/{name}@%")
    return or_(EVENT.c.slot == slot, *[EVENT.c.slot.like(pattern, escape="\\") for pattern in patterns])


def _projects() -> Select[Any]:
    newest = select(SETTINGS.c.project, func.max(SETTINGS.c.version).label("version")).group_by(SETTINGS.c.project)
    last = newest.subquery("last")
    same = (SETTINGS.c.project == last.c.project) & (SETTINGS.c.version == last.c.version)
    wanted = select(PROJECT.c.id, PROJECT.c.title, PROJECT.c.trashed, SETTINGS.c.data)
    wanted = wanted.join(SETTINGS, SETTINGS.c.project == PROJECT.c.id).join(last, same)
    return wanted.order_by(PROJECT.c.updated.desc(), PROJECT.c.id)


def _texts(connection: Connection) -> dict[tuple[str, str], str]:
    """The digest of the brief and the storyboard that each film shows."""
    newest = select(func.max(DECISION.c.id).label("id"))
    newest = newest.where(DECISION.c.verb == Verb.PICK.value, DECISION.c.part == "", DECISION.c.slot.in_(_PICTURED))
    last = newest.group_by(DECISION.c.project, DECISION.c.slot).subquery("last")
    picked = connection.scalars(select(DECISION.c.value).join(last, last.c.id == DECISION.c.id)).all()
    wanted = select(TAKE.c.project, TAKE.c.slot, TAKE.c.digest).where(TAKE.c.id.in_([int(value) for value in picked]))
    return {(row.project, row.slot): row.digest for row in connection.execute(wanted)}


def _pairs(connection: Connection, wanted: Select[Any]) -> dict[Any, Any]:
    return {key: value for key, value in connection.execute(wanted)}
