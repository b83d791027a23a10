"""Projects, settings, imported takes, decisions, events: what is written outside an attempt, and one read of all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, select, update

from vidpipe.errors import BadInput, Refused
from vidpipe.film.project import Settings, Wish
from vidpipe.ports import Clock, Event, Records, Revision, Summary
from vidpipe.recipe import Recipe
from vidpipe.store import ledger, rows
from vidpipe.store.attempts import Attempts, Moving
from vidpipe.store.database import Database
from vidpipe.store.memory import Memory
from vidpipe.store.tables import ATTEMPT, DECISION, EVENT, PROJECT, REUSE, SETTINGS, TAKE
from vidpipe.take import Decision, Phase, Take, Verb

# Built once: all of a film is read with them at every step.
_OF_PROJECT: BindParameter[str] = bindparam("project")
_AFTER: BindParameter[int] = bindparam("after")
_PROJECT = select(PROJECT).where(PROJECT.c.id == _OF_PROJECT)
_SETTINGS = (
    select(SETTINGS.c.data).where(SETTINGS.c.project == _OF_PROJECT).order_by(SETTINGS.c.version.desc()).limit(1)
)
_TAKES = select(*rows.TAKE_COLUMNS).where(TAKE.c.project == _OF_PROJECT, TAKE.c.id > _AFTER).order_by(TAKE.c.id)
_DECISIONS = select(*rows.DECISION_COLUMNS).where(DECISION.c.project == _OF_PROJECT, DECISION.c.id > _AFTER)
_DECISIONS = _DECISIONS.order_by(DECISION.c.id)


class Projects:
    """All projects of a workspace."""

    def __init__(self, database: Database, attempts: Attempts, *, clock: Clock) -> None:
        self._database = database
        self._attempts = attempts
        self._memory = Memory()
        self._clock = clock

    def create(
        self,
        project_id: str,
        settings: Settings,
        *,
        title: str,
        actor: str,
        forked_from: str = "",
        shown: tuple[Sequence[Take], Sequence[Decision]] = ((), ()),
        wish: Wish = Wish.RUN,
    ) -> None:
        """`shown` are takes of another project that it shows too, and what was decided about them."""
        now = self._clock.now()
        row = {"id": project_id, "title": title, "wish": wish.value, "actor": actor, "forked_from": forked_from}
        row["kind"] = "grid" if settings.grid else "film"
        with self._database.writing() as connection:
            if not self._database.first(connection, PROJECT, {**row, "created": now, "updated": now, "trashed": None}):
                raise Refused(f"there is a film {project_id} already", remedy="Choose another id")
            _write_settings(connection, project_id, settings, actor=actor, at=now)
            _inherit(connection, forked_from, project_id)
            rows.record(connection, project_id, "created", at=now, actor=actor, forked_from=forked_from)
            takes, decisions = shown
            for take in takes:
                self._import(connection, project_id, take.slot, _facts(take), actor=actor)
            rows.add_decisions(connection, project_id, decisions, at=now)

    def all(self, *, trashed: bool) -> list[Summary]:
        mark = PROJECT.c.trashed.is_not(None) if trashed else PROJECT.c.trashed.is_(None)
        wanted = select(PROJECT).where(mark).order_by(PROJECT.c.updated.desc(), PROJECT.c.id)
        with self._database.reading() as connection:
            return [rows.summary_of(row) for row in connection.execute(wanted)]

    def records(self, project_id: str) -> Records:
        known = self._memory.recall(project_id)
        with self._database.reading() as connection:
            project = connection.execute(_PROJECT, {"project": project_id}).first()
            if project is None:
                raise rows.not_found(project_id)
            before = known.of(project.created)
            takes = _takes(connection, project_id, after=before.last_take)
            decisions = _decisions(connection, project_id, after=before.last_decision)
            attempts = self._attempts.newest(connection, project_id, before.ended)
            money = ledger.of_project(connection, project_id)
            settings = _settings(connection, project_id)
        now = before.after(takes, decisions, attempts)
        self._memory.keep(project_id, now)
        return Records(
            project=rows.summary_of(project),
            settings=settings,
            takes=now.takes,
            decisions=now.decisions,
            attempts=tuple(attempts),
            spent=money.charged,
            reserved=money.reserved + money.unknown,
        )

    def revision(self, project_id: str) -> Revision:
        found = self.revisions([project_id])
        if project_id not in found:
            raise rows.not_found(project_id)
        return found[project_id]

    def revisions(self, project_ids: Sequence[str]) -> dict[str, Revision]:
        """The number of the newest event, since whatever is written is told, and how its open attempts stand: how far
        they are is written without a word, and a holder may die without one."""
        newest = select(func.max(EVENT.c.seq)).where(EVENT.c.project == PROJECT.c.id).scalar_subquery()
        wanted = select(PROJECT.c.id, newest).where(PROJECT.c.id.in_(project_ids))
        with self._database.reading() as connection:
            events = {row[0]: row[1] for row in connection.execute(wanted)}
            moving = self._attempts.moving(connection, list(events))
        return {name: _revision(event, moving.get(name, ())) for name, event in events.items()}

    def digests(self, project_id: str) -> set[str]:
        """The digests of all takes of a project."""
        with self._database.reading() as connection:
            return set(connection.scalars(select(TAKE.c.digest).where(TAKE.c.project == project_id).distinct()))

    def counts(self, project_id: str) -> dict[str, int]:
        """Raises NotFound. A call is a finished attempt whose recipe names a model, cached ones among them."""
        asked = (ATTEMPT.c.phase == Phase.DONE.value) & (ATTEMPT.c.recipe["model"].as_string() != "")
        sums = {
            "attempts": func.count(),
            "calls": func.count().filter(asked),
            "cached_calls": func.count().filter(asked & ATTEMPT.c.cached),
        }
        with self._database.reading() as connection:
            if connection.scalar(select(PROJECT.c.id).where(PROJECT.c.id == project_id)) is None:
                raise rows.not_found(project_id)
            events = connection.scalar(select(func.count()).where(EVENT.c.project == project_id))
            counted = connection.execute(select(*sums.values()).where(ATTEMPT.c.project == project_id)).one()
        return {"events": int(events or 0), **{name: int(value) for name, value in zip(sums, counted, strict=True)}}

    def change(self, project_id: str, settings: Settings, *, actor: str) -> None:
        now = self._clock.now()
        with self._database.writing() as connection:
            rows.lock(connection, project_id)
            _write_settings(connection, project_id, settings, actor=actor, at=now)
            rows.record(connection, project_id, "settings", at=now, actor=actor)

    def wish(self, project_id: str, wish: Wish, *, actor: str) -> None:
        self._update(project_id, "wish", {"wish": wish.value}, actor=actor)

    def retitle(self, project_id: str, title: str) -> None:
        self._update(project_id, "titled", {"title": title})

    def trash(self, project_id: str, trashed: bool, *, actor: str) -> None:
        when = self._clock.now() if trashed else None
        self._update(project_id, "trash" if trashed else "restored", {"trashed": when}, actor=actor)

    def decide(self, project_id: str, decisions: Sequence[Decision]) -> None:
        with self._database.writing() as connection:
            rows.lock(connection, project_id)
            for made in decisions:
                if made.verb is Verb.PICK:
                    _check_pick(connection, project_id, made)
            rows.add_decisions(connection, project_id, decisions, at=self._clock.now())

    def import_take(
        self, project_id: str, slot: str, *, digest: str, mime: str, meta: Mapping[str, Any], recipe: Recipe, actor: str
    ) -> Take:
        with self._database.writing() as connection:
            rows.lock(connection, project_id)
            facts = {"digest": digest, "mime": mime, "meta": dict(meta), "recipe": recipe}
            return self._import(connection, project_id, slot, facts, actor=actor)

    def import_over(
        self, project_id: str, slot: str, *, over: int, digest: str, mime: str, recipe: Recipe, actor: str
    ) -> Take | None:
        with self._database.writing() as connection:
            rows.lock(connection, project_id)
            if rows.picked_id(connection, project_id, slot) != over:
                return None
            facts = {"digest": digest, "mime": mime, "meta": {}, "recipe": recipe}
            return self._import(connection, project_id, slot, facts, actor=actor)

    def _import(
        self, connection: Connection, project_id: str, slot: str, facts: Mapping[str, Any], *, actor: str
    ) -> Take:
        now = self._clock.now()
        take = rows.add_take(connection, project_id, slot, **facts, cost=0, attempt="", created=now)
        rows.record(connection, project_id, "imported", at=now, slot=slot, take=take.id, actor=actor)
        pick = Decision(slot=slot, verb=Verb.PICK, value=str(take.id), actor=actor)
        rows.add_decisions(connection, project_id, [pick], at=now)
        return take

    def log(self, event: Event) -> None:
        facts = {"seconds": event.seconds, "cost": event.cost, **event.detail}
        with self._database.writing() as connection:
            rows.lock(connection, event.project)
            rows.record(
                connection, event.project, event.what, at=event.at or self._clock.now(), slot=event.slot, **facts
            )

    def events(self, project_id: str, *, after: int, limit: int) -> list[Event]:
        wanted = select(*rows.EVENT_COLUMNS).where(EVENT.c.project == project_id, EVENT.c.seq > after)
        with self._database.reading() as connection:
            return [rows.event_of(row) for row in connection.execute(wanted.order_by(EVENT.c.seq).limit(limit))]

    def _update(self, project_id: str, what: str, values: Mapping[str, Any], *, actor: str = "") -> None:
        now = self._clock.now()
        told = {name: value for name, value in values.items() if isinstance(value, str)}
        with self._database.writing() as connection:
            rows.lock(connection, project_id)
            connection.execute(update(PROJECT).where(PROJECT.c.id == project_id).values(**values))
            rows.record(connection, project_id, what, at=now, **told, **({"actor": actor} if actor else {}))


def _facts(take: Take) -> dict[str, Any]:
    return {"digest": take.digest, "mime": take.mime, "meta": dict(take.meta), "recipe": take.recipe}


def _revision(event: int | None, attempts: Sequence[Moving]) -> Revision:
    moving = tuple(attempt.stands for attempt in attempts)
    return Revision(event or 0, moving, tuple((attempt.slot, attempt.progress) for attempt in attempts))


def _write_settings(connection: Connection, project_id: str, settings: Settings, *, actor: str, at: datetime) -> None:
    last = connection.scalar(select(func.max(SETTINGS.c.version)).where(SETTINGS.c.project == project_id)) or 0
    row = {"project": project_id, "version": last + 1, "data": settings.plain(), "actor": actor, "at": at}
    connection.execute(insert(SETTINGS).values(**row))


def _settings(connection: Connection, project_id: str) -> Settings:
    return Settings.model_validate(connection.scalar(_SETTINGS, {"project": project_id}))


def _takes(connection: Connection, project_id: str, *, after: int) -> list[Take]:
    return [rows.take_of(row) for row in connection.execute(_TAKES, {"project": project_id, "after": after})]


def _decisions(connection: Connection, project_id: str, *, after: int) -> list[Decision]:
    return [rows.decision_of(row) for row in connection.execute(_DECISIONS, {"project": project_id, "after": after})]


def _inherit(connection: Connection, source: str, project_id: str) -> None:
    """A fork goes on using what its source used."""
    used = select(REUSE.c.kind, REUSE.c.key, REUSE.c.digest).where(REUSE.c.project == source)
    for row in connection.execute(used).mappings().all():
        connection.execute(insert(REUSE).values(project=project_id, **row))


def _check_pick(connection: Connection, project_id: str, made: Decision) -> None:
    if made.value.isdecimal():
        wanted = (TAKE.c.project == project_id, TAKE.c.slot == made.slot, TAKE.c.id == int(made.value))
        if connection.scalar(select(TAKE.c.id).where(*wanted)) is not None:
            return
    raise BadInput(f"{made.slot} has no take {made.value}", remedy="Pick one of the slot's own takes")
