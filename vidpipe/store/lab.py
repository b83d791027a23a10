"""What the Prompt Lab keeps besides its grids: ratings and duels (append-only), templates, sets of films."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, select, update

from vidpipe.errors import NotFound, Refused
from vidpipe.film.batch import Batch, BatchFilm
from vidpipe.film.project import Settings
from vidpipe.film.template import Template
from vidpipe.film.verdict import Duel, Made, Rating
from vidpipe.ports import Clock, Summary
from vidpipe.recipe import fingerprint
from vidpipe.store import rows
from vidpipe.store.database import Database
from vidpipe.store.tables import ATTEMPT, BATCH, BATCH_FILM, DUEL, PROJECT, RATING, SETTINGS, TAKE, TEMPLATE

_BATCH = 400


class GridRow(NamedTuple):
    """A grid in the history: its summary, its settings, how many results it has and what they cost."""

    summary: Summary
    settings: Settings
    results: int
    spent: int


class LabBook:
    """Use from any thread; every method is one transaction."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    # ------------------------------------------------------------ history

    def grids(self, *, trashed: bool = False) -> list[GridRow]:
        """All grids, the newest first."""
        mark = PROJECT.c.trashed.is_not(None) if trashed else PROJECT.c.trashed.is_(None)
        results, spent = func.count(TAKE.c.slot.distinct()).label("results"), func.sum(TAKE.c.cost).label("spent")
        counted = select(TAKE.c.project, results, spent).group_by(TAKE.c.project).subquery("made")
        newest = select(SETTINGS.c.project, func.max(SETTINGS.c.version).label("version")).group_by(SETTINGS.c.project)
        last = newest.subquery("last")
        same = (SETTINGS.c.project == last.c.project) & (SETTINGS.c.version == last.c.version)
        wanted = (
            select(PROJECT, SETTINGS.c.data, counted.c.results, counted.c.spent)
            .join(SETTINGS, SETTINGS.c.project == PROJECT.c.id)
            .join(last, same)
            .join(counted, counted.c.project == PROJECT.c.id, isouter=True)
            .where(PROJECT.c.kind == "grid", mark)
            .order_by(PROJECT.c.created.desc(), PROJECT.c.id)
        )
        with self._database.reading() as connection:
            return [
                GridRow(
                    rows.summary_of(row),
                    Settings.model_validate(row.data),
                    int(row.results or 0),
                    int(row.spent or 0),
                )
                for row in connection.execute(wanted)
            ]

    def made(self, project: str = "") -> list[Made]:
        """Every result of the lab, of one grid or all, the oldest first."""
        wanted = (
            select(
                TAKE.c.recipe_key.label("key"),
                *[TAKE.c[name] for name in ("project", "slot", "digest", "mime", "cost")],
                TAKE.c.created.label("at"),
                *[ATTEMPT.c[name] for name in ("model", "cached", "took", "stage")],
            )
            .join(ATTEMPT, ATTEMPT.c.id == TAKE.c.attempt)
            .join(PROJECT, PROJECT.c.id == TAKE.c.project)
            .where(
                PROJECT.c.kind == "grid", PROJECT.c.trashed.is_(None), *([TAKE.c.project == project] * bool(project))
            )
            .order_by(TAKE.c.id)
        )
        with self._database.reading() as connection:
            found = [dict(row) for row in connection.execute(wanted).mappings()]
        return [Made(role=row.pop("stage").removeprefix("lab "), **row) for row in found]

    def took(self, keys: Iterable[str]) -> dict[str, int]:
        """How many milliseconds each recipe took when it was really made; those that never were are left out."""
        wanted, found = sorted(set(keys)), dict[str, int]()
        real = (ATTEMPT.c.took > 0, ~ATTEMPT.c.cached)
        with self._database.reading() as connection:
            for start in range(0, len(wanted), _BATCH):
                some = (ATTEMPT.c.recipe_key.in_(wanted[start : start + _BATCH]), *real)
                longest = select(ATTEMPT.c.recipe_key, func.max(ATTEMPT.c.took)).where(*some)
                found |= {row[0]: row[1] for row in connection.execute(longest.group_by(ATTEMPT.c.recipe_key))}
        return found

    # ------------------------------------------------------------ ratings

    def rate(self, key: str, *, actor: str, blind: bool = False, **said: Any) -> None:
        """Say something of a result by its recipe's key: `stars`, `starred`, `note`; what is not said stays."""
        row = {"key": key, "actor": actor, "blind": blind, "at": self._clock.now(), **said}
        with self._database.writing() as connection:
            connection.execute(insert(RATING).values(**row))

    def ratings(self, keys: Iterable[str]) -> dict[str, Rating]:
        """The newest word on each; those of which nobody said anything are left out."""
        wanted, found = sorted(set(keys)), dict[str, dict[str, Any]]()
        with self._database.reading() as connection:
            for start in range(0, len(wanted), _BATCH):
                some = select(RATING).where(RATING.c.key.in_(wanted[start : start + _BATCH])).order_by(RATING.c.id)
                for row in connection.execute(some).mappings():
                    said = {name: row[name] for name in ("stars", "starred", "note") if row[name] is not None}
                    found.setdefault(row["key"], {}).update(said)
        return {key: Rating.model_validate(said) for key, said in found.items()}

    def judge(self, project: str, duel: Duel) -> None:
        row = {"project": project, **duel.model_dump(exclude={"at"}), "at": self._clock.now()}
        with self._database.writing() as connection:
            connection.execute(insert(DUEL).values(**row))

    def duels(self, project: str = "") -> list[Duel]:
        """Of one grid, or of all, the oldest first."""
        wanted = select(*[DUEL.c[name] for name in Duel.model_fields]).order_by(DUEL.c.id)
        with self._database.reading() as connection:
            found = connection.execute(wanted.where(DUEL.c.project == project) if project else wanted).mappings().all()
        return [Duel.model_validate(dict(row)) for row in found]

    # ------------------------------------------------------------ templates

    def save_template(self, template: Template, *, actor: str, over: bool) -> None:
        """Under its name. Raises Refused where one of that name is there and is not to be replaced."""
        now, data = self._clock.now(), template.plain()
        with self._database.writing() as connection:
            row: dict[str, Any] = {
                "id": fingerprint({"template": template.name})[:16],
                "name": template.name,
                "data": data,
            }
            row |= {"actor": actor, "created": now, "updated": now}
            if self._database.first(connection, TEMPLATE, row):
                return
            if not over:
                raise Refused(
                    f"There is a template “{template.name}” already", remedy="Replace it, or take another name."
                )
            known = update(TEMPLATE).where(TEMPLATE.c.name == template.name)
            connection.execute(known.values(data=data, actor=actor, updated=now))

    def templates(self) -> list[Template]:
        """All, by name."""
        wanted = select(TEMPLATE.c.data).order_by(func.lower(TEMPLATE.c.name), TEMPLATE.c.id)
        with self._database.reading() as connection:
            return [Template.model_validate(data) for data in connection.scalars(wanted)]

    def remove_template(self, name: str) -> None:
        """Raises NotFound."""
        with self._database.writing() as connection:
            if not connection.execute(delete(TEMPLATE).where(TEMPLATE.c.name == name)).rowcount:
                raise NotFound(f"There is no template “{name[:80]}”", remedy="List them with: vidpipe lab templates.")

    # ------------------------------------------------------------ sets of films

    def create_batch(self, batch: Batch, *, actor: str) -> None:
        """Raises Refused where the id is taken. Its films are added as they come to be."""
        named = {"id": batch.id, "title": batch.title, "data": batch.plan.plain(), "actor": actor}
        row = {**named, "created": self._clock.now()}
        with self._database.writing() as connection:
            if not self._database.first(connection, BATCH, row):
                raise Refused(f"There is a set {batch.id} already", remedy="Open it.")

    def add_film(self, batch_id: str, film: BatchFilm) -> bool:
        """False where its place is taken already: another process was first."""
        row = {"batch": batch_id, "place": film.place, "project": film.project, "data": film.values}
        with self._database.writing() as connection:
            return self._database.first(connection, BATCH_FILM, row)

    def batches(self) -> list[Batch]:
        """All sets with the films they have, the newest first."""
        with self._database.reading() as connection:
            found = connection.execute(select(BATCH).order_by(BATCH.c.created.desc(), BATCH.c.id)).mappings().all()
            films = connection.execute(select(BATCH_FILM).order_by(BATCH_FILM.c.place)).mappings().all()
        return [_batch_of(row, [film for film in films if film["batch"] == row["id"]]) for row in found]

    def remove_batch(self, batch_id: str) -> None:
        """The set alone; its films stay. Raises NotFound."""
        with self._database.writing() as connection:
            if not connection.execute(delete(BATCH).where(BATCH.c.id == batch_id)).rowcount:
                raise NotFound(f"There is no set {batch_id[:40]}", remedy="List them with: vidpipe batch list.")


def _batch_of(row: Mapping[Any, Any], films: Sequence[Mapping[Any, Any]]) -> Batch:
    members = [BatchFilm(place=film["place"], project=film["project"], values=film["data"]) for film in films]
    return Batch(id=row["id"], title=row["title"], plan=row["data"], films=tuple(members), created=row["created"])
