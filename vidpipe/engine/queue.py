"""Delivers names between processes, at least once: of attempts to perform, projects to look at. DBOS behind one door.

It holds no truth and may be deleted: what is to be done stands in the attempts table, and each delivery is guarded by a
lease there. A process that is no worker sends; the worker receives.
"""

import logging
import queue
import sqlite3
import threading
import uuid
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Literal

log = logging.getLogger("vidpipe.queue")

APPLICATION = "vidpipe-1"
"""Pinned: by default DBOS hashes the workflows' source, and an edit would orphan what is queued."""
PROJECTS = "projects"
POLL_SECONDS, LANE_SECONDS = 0.25, 2.0
"""How often a worker looks for wakes, and for attempts, which it is handed at once but for another machine's."""

Topic = Literal["attempt", "project"]
Handler = Callable[[str], None]

_handlers: dict[Topic, Handler] = {}
_registered: dict[Topic, Any] = {}


def queue_url(data: Path, database: str | None) -> str:
    """Where the queue lies: a file of its own in the workspace, or the PostgreSQL server of the database."""
    return database if database else f"sqlite:///{(data / 'queue.db').resolve().as_posix()}"


def _deliver_attempt(name: str) -> None:
    if handler := _handlers.get("attempt"):
        handler(name)


def _deliver_project(name: str) -> None:
    if handler := _handlers.get("project"):
        handler(name)


class Receiver:
    """The worker's end. One to a process: DBOS is a singleton.

    `after` is how many seconds it waits before it starts: a worker that has only a little to do needs no queue, and its
    start would take the first seconds of the processor from the film.
    """

    def __init__(
        self,
        url: str,
        *,
        worker: str,
        on_attempt: Handler,
        on_project: Handler,
        lanes: Mapping[str, int],
        after: float = 0.0,
    ) -> None:
        self._url, self._worker, self._lanes, self._after = url, worker, dict(lanes), after
        self._closing = threading.Event()
        _handlers["attempt"], _handlers["project"] = on_attempt, on_project
        self._waiting: queue.Queue[tuple[str, str] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._serve, name="queue", daemon=True)
        self._thread.start()

    def put(self, attempt_id: str, lane: str) -> None:
        """Queue an attempt; written by a thread of its own, so that nobody waits for the queue's database."""
        self._waiting.put((attempt_id, lane))

    def close(self) -> None:
        self._closing.set()
        self._waiting.put(None)
        self._thread.join(timeout=10)

    def _serve(self) -> None:
        if self._closing.wait(self._after):
            return
        try:
            dbos = self._launch()
        except Exception:
            log.exception("the queue did not start; work still goes on in this process")
            return
        while (item := self._waiting.get()) is not None:
            with suppress(Exception):
                self._enqueue(dbos, *item)
        logging.getLogger("dbos").setLevel(logging.CRITICAL)  # what it was about to deliver, the next worker takes up
        with suppress(Exception):
            dbos.destroy()

    def _launch(self) -> Any:
        from dbos import DBOS, DBOSConfig
        from dbos._serialization import DBOSPortableJSONSerializer

        _prepare(self._url)
        config = DBOSConfig(
            name="vidpipe",
            system_database_url=self._url,
            executor_id=self._worker,
            application_version=APPLICATION,
            log_level="ERROR",
            serializer=DBOSPortableJSONSerializer(),
        )
        _register(DBOS)
        DBOS(config=config)
        DBOS.launch()
        DBOS.register_queue(PROJECTS, polling_interval_sec=POLL_SECONDS, on_conflict="always_update")
        for lane, width in self._lanes.items():
            DBOS.register_queue(
                lane, worker_concurrency=width, polling_interval_sec=LANE_SECONDS, on_conflict="always_update"
            )
        return DBOS

    def _enqueue(self, dbos: Any, attempt_id: str, lane: str) -> None:
        from dbos import SetWorkflowID

        with SetWorkflowID(f"{attempt_id}-{uuid.uuid4().hex[:6]}"):
            dbos.enqueue_workflow(lane, _registered["attempt"], attempt_id)


class Sender:
    """The end of a process that is no worker: it asks for a project to be looked at.

    Sent by a thread of its own, as connecting takes a second or two and no page should wait for it. What cannot be
    sent is logged; the worker looks for changed projects by itself a little later.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._waiting: queue.Queue[str | None] = queue.Queue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def project(self, project_id: str) -> None:
        """Ask the worker to look at a project now; returns at once."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="sender", daemon=True)
                self._thread.start()
        self._waiting.put(project_id)

    def close(self) -> None:
        """Let what waits be sent, at most for some seconds."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(timeout=15)

    def _serve(self) -> None:
        client = None
        while (project_id := self._waiting.get()) is not None:
            try:
                client = client or self._connect()
                client.enqueue(_look_at(project_id), project_id)
            except Exception:
                log.exception("the worker could not be told of project %s", project_id)
        if client is not None:
            with suppress(Exception):
                client.destroy()

    def _connect(self) -> Any:
        from dbos import DBOSClient
        from dbos._serialization import DBOSPortableJSONSerializer

        _prepare(self._url)
        return DBOSClient(system_database_url=self._url, serializer=DBOSPortableJSONSerializer())


def _look_at(project_id: str) -> Any:
    return {
        "queue_name": PROJECTS,
        "workflow_name": "project",
        "workflow_id": f"{project_id}-{uuid.uuid4().hex[:12]}",
        "app_version": APPLICATION,
    }


def _register(dbos: Any) -> None:
    """Register the two workflows once in a process; DBOS refuses a second time."""
    if not _registered:
        _registered["attempt"] = dbos.workflow(name="attempt")(_deliver_attempt)
        _registered["project"] = dbos.workflow(name="project")(_deliver_project)


def _prepare(url: str) -> None:
    """The queue's tables, made by whoever comes first; a file of its own gets write-ahead logging."""
    from dbos import DBOS

    if not url.startswith("sqlite:///"):
        DBOS.migrate(url)
        return
    from filelock import FileLock

    file = url.removeprefix("sqlite:///")
    with FileLock(f"{file}.lock", timeout=30):
        with closing(sqlite3.connect(file)) as database:
            database.execute("PRAGMA journal_mode=WAL")
            made = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'workflow_status'").fetchone()
        if not made:
            DBOS.migrate(url)
