"""Rows to nouns and back, the lock that every writer of a project takes first, and the one way to append an event."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from vidpipe.errors import Corrupt, NotFound
from vidpipe.film.project import Wish
from vidpipe.film.slot import parse
from vidpipe.ports import Event, Summary
from vidpipe.recipe import Recipe
from vidpipe.store.tables import BLOB, DECISION, EVENT, PROJECT, TAKE
from vidpipe.take import Attempt, Decision, Phase, Take, Verb

MACHINES = ("engine", "policy")
"""Actors that are no person."""
_HAPPENED = insert(EVENT)
_CHANGED = update(PROJECT).where(PROJECT.c.id == bindparam("of_project"))
_LOCKED = select(PROJECT.c.id).where(PROJECT.c.id == bindparam("of_project")).with_for_update(key_share=True)
_DECIDED = insert(DECISION)
_TAKEN = insert(TAKE).returning(TAKE.c.id)
_HIGHEST = select(func.max(TAKE.c.number)).where(
    TAKE.c.project == bindparam("project"), TAKE.c.slot == bindparam("slot")
)
_DOOMED = select(BLOB.c.doomed).where(BLOB.c.digest == bindparam("digest"))
_SHOWN = select(BLOB.c.digest, BLOB.c.size).join(TAKE, TAKE.c.digest == BLOB.c.digest)
_SHOWN = _SHOWN.where(TAKE.c.id == bindparam("take"))
_NEWEST = (
    select(DECISION.c.verb, DECISION.c.value, DECISION.c.actor, DECISION.c.at)
    .where(DECISION.c.project == bindparam("project"), DECISION.c.slot == bindparam("slot"))
    .where(DECISION.c.part == "", DECISION.c.verb.in_(bindparam("verbs", expanding=True)))
    .order_by(DECISION.c.id.desc())
    .limit(1)
)
"""Built once, as every step of a project asks and writes them."""


def lock(connection: Connection, project_id: str) -> None:
    """Be the only writer of this project until the transaction ends. Raises NotFound.

    SQLite has one writer anyway. On PostgreSQL this makes the order of a project's events the order of commits.
    """
    if not try_lock(connection, project_id):
        raise not_found(project_id)


def try_lock(connection: Connection, project_id: str) -> bool:
    """As `lock`; False where there is no such project."""
    return connection.scalar(_LOCKED, {"of_project": project_id}) is not None


def not_found(project_id: str) -> NotFound:
    return NotFound(f"there is no film {clean(project_id)[:80]}", remedy="See all with: vidpipe list")


def record(connection: Connection, project_id: str, what: str, *, at: datetime, slot: str = "", **facts: Any) -> None:
    """Append an event and mark the project as changed. `seconds` and `cost` of the facts have columns of their own."""
    row = {"project": project_id, "slot": slot, "what": what, "at": at}
    row |= {"seconds": facts.pop("seconds", 0.0), "cost": facts.pop("cost", 0), "detail": facts}
    connection.execute(_HAPPENED, row)
    connection.execute(_CHANGED, {"of_project": project_id, "updated": at})


def add_take(connection: Connection, project_id: str, slot: str, **values: Any) -> Take:
    """A take with the slot's next number. Raises Corrupt where its blob has been removed meanwhile."""
    keep_blob(connection, values["digest"])
    recipe: Recipe = values.pop("recipe")
    number = (connection.scalar(_HIGHEST, {"project": project_id, "slot": slot}) or 0) + 1
    row = {"project": project_id, "slot": slot, "number": number, **values}
    told = {"recipe": recipe.plain(), "recipe_key": recipe.key}
    take_id = connection.scalar(_TAKEN, {**row, **told})
    row.pop("project")
    return Take(id=take_id or 0, recipe=recipe, **row)


def keep_blob(connection: Connection, digest: str) -> None:
    """See that the blob stays, even where the trash is being emptied. Raises Corrupt."""
    doomed = connection.scalar(_DOOMED, {"digest": digest})
    if doomed is None:
        raise Corrupt(f"the file {digest[:12]}… is not in the store", remedy="Make it again with: vidpipe resume")
    if doomed:
        connection.execute(update(BLOB).where(BLOB.c.digest == digest).values(doomed=False))


def add_decisions(connection: Connection, project_id: str, decisions: Sequence[Decision], *, at: datetime) -> None:
    """Append decisions, each with its event."""
    for made in decisions:
        row = made.model_dump(exclude={"id"}) | {"at": made.at or at, "verb": made.verb.value}
        connection.execute(_DECIDED, {"project": project_id, **row})
        told = {name: row[name] for name in ("verb", "part", "value", "actor", "reason") if row[name]}
        record(connection, project_id, "decided", at=at, slot=made.slot, **told)


def locked(connection: Connection, project_id: str, slot: str) -> bool:
    """Whether a person has locked the slot, or the scene it belongs to."""
    scene = parse(slot).scene
    names = [slot, f"scene/{scene}"] if scene else [slot]
    newest = (_newest(connection, project_id, name, Verb.LOCK, Verb.UNLOCK) for name in names)
    return any(row is not None and row.verb == Verb.LOCK for row in newest)


def picked_id(connection: Connection, project_id: str, slot: str) -> int:
    """The id of the take that the slot shows, 0 where it shows none."""
    row = _newest(connection, project_id, slot, Verb.PICK)
    return 0 if row is None else int(row.value or 0)


def picked(connection: Connection, project_id: str, slot: str) -> tuple[str, int] | None:
    """Digest and size of the take that the slot shows; None where it shows none."""
    take_id = picked_id(connection, project_id, slot)
    if not take_id:
        return None
    row = connection.execute(_SHOWN, {"take": take_id}).first()
    return None if row is None else (row.digest, row.size)


def picked_by_person(connection: Connection, project_id: str, slot: str, *, since: datetime) -> bool:
    """Whether what the slot shows was chosen or brought by a person after that time."""
    row = _newest(connection, project_id, slot, Verb.PICK)
    return row is not None and row.actor not in MACHINES and row.at > since


def _newest(connection: Connection, project_id: str, slot: str, *verbs: Verb) -> Any:
    of = {"project": project_id, "slot": slot, "verbs": [verb.value for verb in verbs]}
    return connection.execute(_NEWEST, of).first()


def summary_of(row: Row[Any]) -> Summary:
    return Summary(
        id=row.id,
        title=row.title,
        wish=Wish(row.wish),
        created=row.created,
        updated=row.updated,
        trashed=row.trashed is not None,
        forked_from=row.forked_from,
        kind=row.kind,
    )


_TAKE_FIELDS = tuple(Take.model_fields)
_DECISION_FIELDS = tuple(Decision.model_fields)
_EVENT_FIELDS = tuple(Event.model_fields)
_ATTEMPT_FIELDS = tuple(name for name in Attempt.model_fields if name not in ("leased", "tried"))

TAKE_COLUMNS = [TAKE.c[name] for name in _TAKE_FIELDS]
DECISION_COLUMNS = [DECISION.c[name] for name in _DECISION_FIELDS]
EVENT_COLUMNS = [EVENT.c[name] for name in _EVENT_FIELDS]


def take_of(row: Row[Any]) -> Take:
    return Take.model_validate(dict(zip(_TAKE_FIELDS, row, strict=True)))


def decision_of(row: Row[Any]) -> Decision:
    return Decision.model_validate(dict(zip(_DECISION_FIELDS, row, strict=True)))


def event_of(row: Row[Any]) -> Event:
    return Event.model_validate(dict(zip(_EVENT_FIELDS, row, strict=True)))


def attempt_of(row: Mapping[Any, Any], *, leased: bool) -> Attempt:
    """An attempt as stored; `leased` says whether somebody alive holds it."""
    return Attempt.model_validate({name: row[name] for name in _ATTEMPT_FIELDS} | {"leased": leased})


def is_open(phase: str) -> bool:
    return Phase(phase).open


def clean(message: str) -> str:
    """A message from outside that any database can keep: no NUL, no broken signs, not endless."""
    return message.replace("\0", "").encode("utf-8", "replace").decode()[:4000]
