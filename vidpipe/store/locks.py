"""Locks of the operating system: a process holds them while it lives, so a free one proves that its holder is dead.

A lock file that is not there proves nothing.
"""

import contextlib
import hashlib
import json
import os
import platform
import re
from pathlib import Path
from typing import TYPE_CHECKING

from vidpipe.store.disk import in_words, private_folder

if TYPE_CHECKING:
    from filelock import BaseFileLock

FOLDER = "locks"


class OsLock:
    """A lock on a file, held by this object until released or until the process ends, however it ends."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock: BaseFileLock | None = None

    @property
    def held(self) -> bool:
        return self._lock is not None

    def acquire(self, *, wait: float = 0.0) -> bool:
        """Take the lock within `wait` seconds; False if somebody else (or this object already) holds it."""
        from filelock import FileLock, Timeout

        if self.held:
            return False
        with in_words():
            private_folder(self.file.parent)
            lock = FileLock(self.file, mode=0o600, thread_local=False)
            try:
                lock.acquire(timeout=wait, poll_interval=0.01)
            except Timeout:
                return False
        self._lock = lock
        return True

    def release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def abandoned(file: Path) -> bool:
    """Whether a lock file is there and nobody holds it."""
    if not file.is_file():
        return False
    probe = OsLock(file)
    if not probe.acquire():
        return False
    probe.release()
    return True


def this_node() -> str:
    """What this machine calls itself: a lock proves something only to processes of the same machine."""
    return platform.node()


class WorkerLocks:
    """One lock for each worker: held from enlisting to dismissal by the process that the worker is."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER
        self._held: dict[str, OsLock] = {}

    def hold(self, worker: str) -> bool:
        lock = self._held.get(worker) or OsLock(self.file(worker))
        if not lock.held and not lock.acquire(wait=0.2):
            return False
        self._held[worker] = lock
        return True

    def mine(self, worker: str) -> bool:
        return worker in self._held

    def drop(self, worker: str) -> None:
        lock = self._held.pop(worker, None)
        if lock is not None:
            lock.release()
        self.forget(worker)

    def forget(self, worker: str) -> None:
        """Remove the lock file of a worker that is gone."""
        with contextlib.suppress(OSError):
            self.file(worker).unlink(missing_ok=True)

    def dead(self, worker: str) -> bool:
        """Proven dead: its lock is free. False also where nothing is known."""
        return not self.mine(worker) and abandoned(self.file(worker))

    def close(self) -> None:
        for lock in self._held.values():
            lock.release()
        self._held.clear()

    def file(self, worker: str) -> Path:
        plain = re.sub(r"[^A-Za-z0-9_.-]", "_", worker)[:80]
        mark = "" if plain == worker else "-" + hashlib.sha256(worker.encode()).hexdigest()[:12]
        return self._folder / f"worker-{plain}{mark}.lock"


class WorkspaceLock:
    """To be THE worker of a workspace. A file beside the lock tells other processes who holds it."""

    def __init__(self, data: Path) -> None:
        self._lock = OsLock(data / FOLDER / "workspace.lock")
        self._note = data / FOLDER / "workspace.json"

    def acquire(self) -> bool:
        if not self._lock.acquire(wait=0.1):
            return False
        draft = self._note.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps({"pid": os.getpid(), "node": this_node()}), encoding="utf-8")
        draft.replace(self._note)
        return True

    def release(self) -> None:
        if self._lock.held:
            self._note.unlink(missing_ok=True)
            self._lock.release()

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._lock.held

    def holder(self) -> int | None:
        """The process id of whoever holds the lock, 0 where it is held by somebody unknown, None where it is free."""
        if self._lock.held:
            return os.getpid()
        if not self._lock.file.is_file() or abandoned(self._lock.file):
            return None
        try:
            return int(json.loads(self._note.read_text(encoding="utf-8"))["pid"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0
