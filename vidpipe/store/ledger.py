"""Money, append-only: reserved → charged, released or unknown. A balance is the sum of all steps; whole micro-dollars.

What is unknown counts against the budget like what was charged, until somebody knows better. A call counts on the
day, by this computer's calendar, on which it was last sent. A row says itself which model, stage and slot it is about:
it outlives its attempt, and with the title that is written to it then its film, so that no sum of the past shrinks.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, insert, or_, select, text, update

from vidpipe.errors import BudgetReached
from vidpipe.store.tables import ATTEMPT, LEDGER, SETTINGS


@dataclass(frozen=True)
class Money:
    """Balances in micro-dollars."""

    charged: int = 0
    reserved: int = 0
    unknown: int = 0

    @property
    def bound(self) -> int:
        """All that is spent or may turn out to be."""
        return self.charged + self.reserved + self.unknown


_DAY_LOCK = 0x76696471
_ABOUT = ("model", "stage", "slot")
_MONEY = (LEDGER.c.charged, LEDGER.c.reserved, LEDGER.c.unknown)
_SUMS = tuple(func.coalesce(func.sum(column), 0) for column in _MONEY)
_OF_PROJECT = select(*_SUMS).where((LEDGER.c.project == bindparam("project")) & LEDGER.c.title.is_(None))
_OF_ATTEMPT = select(*_SUMS).where(LEDGER.c.attempt == bindparam("attempt"))
_BUDGET = select(SETTINGS.c.data).where(SETTINGS.c.project == bindparam("project"))
_BUDGET = _BUDGET.order_by(SETTINGS.c.version.desc()).limit(1)
_WRITTEN = ("project", "attempt", "state", "charged", "reserved", "unknown", "at")
_STEP = insert(LEDGER).from_select(
    [*_WRITTEN, *_ABOUT],
    select(
        *[bindparam(f"its_{name}", type_=LEDGER.c[name].type) for name in _WRITTEN],
        *[ATTEMPT.c[name] for name in _ABOUT],
    ).where(ATTEMPT.c.id == bindparam("its_attempt")),
)
"""Built once, as every step of a call asks and writes them."""


def of_project(connection: Connection, project_id: str) -> Money:
    return _money(connection, _OF_PROJECT, project=project_id)


def of_attempt(connection: Connection, attempt_id: str) -> Money:
    return _money(connection, _OF_ATTEMPT, attempt=attempt_id)


def of_day(connection: Connection, at: datetime) -> Money:
    """What all films together bound on the day of this moment."""
    sent = select(LEDGER.c.attempt).where(LEDGER.c.state == "reserved", LEDGER.c.at >= midnight(at))
    return _sums(connection, LEDGER.c.attempt.in_(sent))


def midnight(at: datetime, *, back: int = 0) -> datetime:
    """When this computer's calendar began the day of a moment, or one so many days before."""
    day = at.astimezone().date() - timedelta(days=back)
    return datetime(day.year, day.month, day.day).astimezone()


def reserve(
    connection: Connection,
    project_id: str,
    attempt_id: str,
    amount: int | None,
    *,
    at: datetime,
    day_budget: int | None = None,
) -> None:
    """Set the attempt's reserve to this amount. Raises BudgetReached where it does not fit, and writes nothing.

    None is a price that nobody knows: it fits no budget, since nobody could say that it is kept.
    """
    own = of_attempt(connection, attempt_id)
    if amount is None:
        _check_unpriced(connection, project_id, day_budget)
        amount = 0
    if amount:
        _check_film(connection, project_id, amount, own=own.reserved)
        if day_budget is not None:
            _check_day(connection, attempt_id, amount, at=at, limit=day_budget)
    _step(connection, project_id, attempt_id, "reserved", at=at, reserved=amount - own.reserved)


def _check_unpriced(connection: Connection, project_id: str, day_budget: int | None) -> None:
    limits = {"the film's budget": _budget(connection, project_id), "the budget of a day": day_budget}
    held = next((f"{name} of {dollars(limit)}" for name, limit in limits.items() if limit is not None), "")
    if held:
        raise BudgetReached(
            f"nobody says what this call costs, so {held} could not be kept",
            remedy="Take the budget away, or choose a model whose price is known",
        )


def _check_film(connection: Connection, project_id: str, amount: int, *, own: int) -> None:
    budget = _budget(connection, project_id)
    if budget is None:
        return
    bound = of_project(connection, project_id).bound - own
    if bound + amount > budget:
        raise BudgetReached(
            f"this call costs up to {dollars(amount)}, and {dollars(bound)} of the budget of {dollars(budget)}"
            " are spent or reserved",
            remedy="Raise the budget or choose a cheaper model",
        )


def _check_day(connection: Connection, attempt_id: str, amount: int, *, at: datetime, limit: int) -> None:
    """One at a time over all films: on PostgreSQL a lock that ends with the transaction, on SQLite nobody else writes.

    The film's row is locked already and nothing is locked after this, so no two can wait for each other.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _DAY_LOCK})
    sent = select(LEDGER.c.attempt).where(LEDGER.c.state == "reserved", LEDGER.c.at >= midnight(at))
    bound = _sums(connection, LEDGER.c.attempt.in_(sent) & (LEDGER.c.attempt != attempt_id)).bound
    if bound + amount > limit:
        raise BudgetReached(
            f"this call costs up to {dollars(amount)}, and {dollars(bound)} of the {dollars(limit)} that all films"
            " together may spend today are spent or reserved",
            remedy="Raise the budget of a day in the settings, or go on tomorrow",
        )


def charge(connection: Connection, project_id: str, attempt_id: str, amount: int, *, at: datetime) -> Money:
    """The call was paid: the reserve goes, the amount stays, even where a provider asked for more than was reserved.
    What was bound for it before."""
    own = of_attempt(connection, attempt_id)
    _step(
        connection,
        project_id,
        attempt_id,
        "charged",
        at=at,
        reserved=-own.reserved,
        unknown=-own.unknown,
        charged=amount,
    )
    return own


def free(connection: Connection, project_id: str, attempt_id: str, *, at: datetime) -> None:
    """The call was not paid: the reserve goes, and with it what was unknown."""
    own = of_attempt(connection, attempt_id)
    _step(connection, project_id, attempt_id, "released", at=at, reserved=-own.reserved, unknown=-own.unknown)


def leave_open(connection: Connection, project_id: str, attempt_id: str, *, at: datetime) -> None:
    """Nobody knows whether the call was paid: the reserve becomes unknown."""
    own = of_attempt(connection, attempt_id)
    _step(connection, project_id, attempt_id, "unknown", at=at, reserved=-own.reserved, unknown=own.reserved)


def settle_gone(connection: Connection, attempt_id: str, *, charged: bool, at: datetime) -> int:
    """Settle what is unknown about a call of a film that is no more; the micro-dollars that were unknown."""
    first = select(LEDGER).where(LEDGER.c.attempt == attempt_id, LEDGER.c.title.is_not(None)).order_by(LEDGER.c.id)
    row = connection.execute(first.limit(1)).mappings().one_or_none()
    unknown = of_attempt(connection, attempt_id).unknown if row else 0
    if row and unknown:
        about = {name: row[name] for name in ("project", "attempt", "title", *_ABOUT)}
        moved = {"reserved": 0, "unknown": -unknown, "charged": unknown if charged else 0}
        state = "charged" if charged else "released"
        connection.execute(insert(LEDGER).values(**about, **moved, state=state, at=at))
    return unknown


def outlive(connection: Connection, project_id: str, title: str, *, at: datetime) -> None:
    """The film is about to be removed: its rows stay under this title, but for those of free calls. What is reserved
    for calls that nobody will hear of any more becomes unknown, as after any call whose end is not known.
    """
    film = (LEDGER.c.project == project_id) & LEDGER.c.title.is_(None)
    paid = select(LEDGER.c.attempt).where(film, or_(*[column != 0 for column in _MONEY]))
    connection.execute(delete(LEDGER).where(film, LEDGER.c.attempt.not_in(paid)))
    held = select(LEDGER.c.attempt).where(film).group_by(LEDGER.c.attempt).having(func.sum(LEDGER.c.reserved) != 0)
    for attempt_id in connection.scalars(held).all():
        leave_open(connection, project_id, attempt_id, at=at)
    connection.execute(update(LEDGER).where(film).values(title=title))


def hold_again(connection: Connection, project_id: str, attempt_id: str, *, at: datetime) -> None:
    """The job was found at its provider: what was unknown is reserved again, on the day on which it was sent."""
    own = of_attempt(connection, attempt_id)
    _step(connection, project_id, attempt_id, "found", at=at, reserved=own.unknown, unknown=-own.unknown)


def dollars(micros: int) -> str:
    """Micro-dollars as `$0.40`, or with as many digits as a smaller price needs."""
    whole, rest = divmod(abs(micros), 1_000_000)
    digits = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return f"{'-' if micros < 0 else ''}${whole}.{digits}"


def _budget(connection: Connection, project_id: str) -> int | None:
    data = connection.scalar(_BUDGET, {"project": project_id}) or {}
    budget = data.get("budget")
    return None if budget is None else int(budget)


def _sums(connection: Connection, where: ColumnElement[bool]) -> Money:
    return _money(connection, select(*_SUMS).where(where))


def _money(connection: Connection, sums: Select[Any], **of: str) -> Money:
    charged, reserved, unknown = connection.execute(sums, of).one()
    return Money(charged=int(charged), reserved=int(reserved), unknown=int(unknown))


def _step(
    connection: Connection,
    project_id: str,
    attempt_id: str,
    state: str,
    *,
    at: datetime,
    charged: int = 0,
    reserved: int = 0,
    unknown: int = 0,
) -> None:
    told = {"project": project_id, "attempt": attempt_id, "state": state}
    moved = {"charged": charged, "reserved": reserved, "unknown": unknown}
    row = {**told, **moved, "at": at}
    connection.execute(_STEP, {f"its_{name}": value for name, value in row.items()})
