"""What the films of a workspace share, by kind and name: data as JSON, with the digests of the files that they need."""

from typing import Any

from sqlalchemy import delete, func, select, update

from vidpipe.errors import NotFound
from vidpipe.ports import Clock
from vidpipe.recipe import fingerprint
from vidpipe.store.database import Database
from vidpipe.store.tables import ASSET


class AssetBook:
    """Use from any thread; every method is one transaction."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def save(self, kind: str, name: str, data: dict[str, Any], *, actor: str) -> None:
        """Under its name, in place of what stood there."""
        now = self._clock.now()
        row = {"id": _id(kind, name), "kind": kind, "name": name, "data": data, "actor": actor, "updated": now}
        with self._database.writing() as connection:
            if not self._database.first(connection, ASSET, {**row, "created": now}):
                connection.execute(update(ASSET).where(ASSET.c.id == row["id"]).values(**row))

    def all(self, kind: str) -> list[dict[str, Any]]:
        """The data of all of a kind, by name."""
        wanted = select(ASSET.c.data).where(ASSET.c.kind == kind).order_by(func.lower(ASSET.c.name), ASSET.c.id)
        with self._database.reading() as connection:
            return [dict(data) for data in connection.scalars(wanted)]

    def remove(self, kind: str, name: str) -> None:
        """Films that took it keep what they have. Raises NotFound."""
        with self._database.writing() as connection:
            if not connection.execute(delete(ASSET).where(ASSET.c.id == _id(kind, name))).rowcount:
                raise NotFound(f"The library has no {name[:80]!r}", remedy="Look what it has.")


def _id(kind: str, name: str) -> str:
    return fingerprint({"asset": kind, "name": name.lower()})[:16]
