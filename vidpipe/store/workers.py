"""Who works: a row and an operating system's lock for each worker, and whether a holder is still alive."""

from sqlalchemy import Connection, delete, select, update

from vidpipe.errors import Busy
from vidpipe.ports import Clock
from vidpipe.store.database import Database
from vidpipe.store.locks import WorkerLocks, this_node
from vidpipe.store.tables import ATTEMPT, OPEN_PHASES, WORKER


class Workers:
    """A worker lives from `enlist` to `dismiss`. Where its process dies before, its free lock tells."""

    def __init__(self, database: Database, locks: WorkerLocks, *, clock: Clock) -> None:
        self._database = database
        self._locks = locks
        self._clock = clock

    def enlist(self, worker: str, host: str, pid: int) -> None:
        """Be this worker until dismissed. Raises Busy where another process is it already."""
        if not self._locks.hold(worker):
            raise Busy(f"another process is the worker {worker}", remedy="Give each worker a name of its own")
        row = {"name": worker, "host": host, "node": this_node(), "pid": pid, "since": self._clock.now()}
        with self._database.writing() as connection:
            self._database.upsert(connection, WORKER, row, keys=["name"])
            gone = [name for name in self._here(connection) if name != worker and self._locks.dead(name)]
            for name in gone:
                _strike(connection, name)
        for name in gone:
            self._locks.forget(name)

    def dismiss(self, worker: str) -> None:
        """Stop being this worker; what it still holds is free for others."""
        with self._database.writing() as connection:
            _strike(connection, worker)
        self._locks.drop(worker)

    def alive(self, worker: str) -> bool:
        """Whether the worker is enlisted and, as far as this machine can tell, its process lives."""
        with self._database.reading() as connection:
            row = connection.execute(select(WORKER.c.node).where(WORKER.c.name == worker)).first()
        return row is not None and not (row.node == this_node() and self._locks.dead(worker))

    def gone(self, connection: Connection, worker: str) -> bool:
        """Proven dead: enlisted on this machine, and its lock is free."""
        if self._locks.mine(worker):
            return False
        node = connection.scalar(select(WORKER.c.node).where(WORKER.c.name == worker))
        return node == this_node() and self._locks.dead(worker)

    def _here(self, connection: Connection) -> list[str]:
        return list(connection.scalars(select(WORKER.c.name).where(WORKER.c.node == this_node())))


def _strike(connection: Connection, worker: str) -> None:
    held = (ATTEMPT.c.holder == worker, ATTEMPT.c.phase.in_(OPEN_PHASES))
    connection.execute(update(ATTEMPT).where(*held).values(holder="", lease_until=None))
    connection.execute(delete(WORKER).where(WORKER.c.name == worker))
