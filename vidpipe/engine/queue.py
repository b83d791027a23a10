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
POLL_SECONDS = 0.25

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
    """The worker's end. One to a process: DBOS is a singleton."""

    def __init__(
        self, url: str, *, worker: str, on_attempt: Handler, on_project: Handler, lanes: Mapping[str, int]
    ) -> None:
        self._url, self._worker, self._lanes = url, worker, dict(lanes)
        _handlers["attempt"], _handlers["project"] = on_attempt, on_project
        self._waiting: queue.Queue[tuple[str, str] | None] = queue.Queue()
        self._thread = threading.Thread(target=self._serve, name="queue", daemon=True)
        self._thread.start()

    def put(self, attempt_id: str, lane: str) -> None:
        """Queue an attempt; written by a thread of its own, so that nobody waits for the queue's database."""
        self._waiting.put((attempt_id, lane))

    def close(self) -> None:
        self._waiting.put(None)
        self._thread.join(timeout=10)

    def _serve(self) -> None:
        try:
            dbos = self._launch()
        except Exception:
            log.exception("the queue did not start; work still goes on in this process")
            return
        while (item := self._waiting.get()) is not None:
            with suppress(Exception):
                self._enqueue(dbos, *item)
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
                lane, worker_concurrency=width, polling_interval_sec=POLL_SECONDS * 2, on_conflict="always_update"
            )
        return DBOS

    def _enqueue(self, dbos: Any, attempt_id: str, lane: str) -> None:
        from dbos import SetWorkflowID

        with SetWorkflowID(f"{attempt_id}-{uuid.uuid4().hex[:6]}"):
            dbos.enqueue_workflow(lane, _registered["attempt"], attempt_id)


class Sender:
    """The end of a process that is no worker: it asks for a project to be looked at."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client: Any = None
        self._using = threading.Lock()

    def project(self, project_id: str) -> None:
        """Ask the worker to look at a project now."""
        with self._using:
            if self._client is None:
                self._client = self._connect()
            options = {
                "queue_name": PROJECTS,
                "workflow_name": "project",
                "workflow_id": f"{project_id}-{uuid.uuid4().hex[:12]}",
                "app_version": APPLICATION,
            }
            self._client.enqueue(options, project_id)

    def _connect(self) -> Any:
        from dbos import DBOSClient
        from dbos._serialization import DBOSPortableJSONSerializer

        _prepare(self._url)
        return DBOSClient(system_database_url=self._url, serializer=DBOSPortableJSONSerializer())

    def close(self) -> None:
        if self._client is not None:
            with suppress(Exception):
                self._client.destroy()


def _register(dbos: Any) -> None:
    """Register the two workflows once in a process; DBOS refuses a second time."""
    if not _registered:
        _registered["attempt"] = dbos.workflow(name="attempt")(_deliver_attempt)
        _registered["project"] = dbos.workflow(name="project")(_deliver_project)


def _prepare(url: str) -> None:
    """Write-ahead logging for the queue's own file: three times faster, and readers do not block."""
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            database.execute("PRAGMA journal_mode=WAL")
