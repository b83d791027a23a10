"""A folder of our own under `tmp` for half-made files, and the sweeping of those that dead processes left behind.

A folder's lock is taken before the folder is made and held while its process lives: whatever is free is rubbish.
"""

import contextlib
import re
import shutil
import threading
import time
import uuid
from pathlib import Path

from vidpipe.store.disk import in_words, private_folder
from vidpipe.store.locks import OsLock

_STALE_LOCK_SECONDS = 3600
_OURS = re.compile(r"[0-9a-f]{32}")


class Scratch:
    """Names for temporary files on the workspace's own disk, so that a rename puts them in place."""

    def __init__(self, data: Path) -> None:
        self._root = data / "tmp"
        self._opening = threading.Lock()
        self._lock: OsLock | None = None
        self._own: Path | None = None

    def file(self) -> Path:
        """A name that nobody else uses, for a file that is not there yet."""
        return self.folder() / f"{uuid.uuid4().hex}.part"

    def folder(self) -> Path:
        """This process's own folder, made when it is first asked for."""
        with self._opening:
            if self._own is None:
                self._own = self._open()
            return self._own

    def sweep(self) -> int:
        """Remove what dead processes left; the number of folders removed."""
        if not self._root.is_dir():
            return 0
        removed = sum(self._sweep_one(folder) for folder in list(self._root.iterdir()) if folder.is_dir())
        self._sweep_locks()
        return removed

    def close(self) -> None:
        with self._opening:
            if self._own is not None:
                shutil.rmtree(self._own, ignore_errors=True)
                self._release()

    def _open(self) -> Path:
        own = self._root / uuid.uuid4().hex
        with in_words():
            private_folder(self._root)
            self._lock = OsLock(own.with_suffix(".lock"))
            self._lock.acquire()
            own.mkdir(mode=0o700)
        return own

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            with contextlib.suppress(OSError):
                self._lock.file.unlink(missing_ok=True)
        self._lock, self._own = None, None

    def _sweep_one(self, folder: Path) -> int:
        lock = OsLock(folder.with_suffix(".lock"))
        if folder == self._own or folder.is_symlink() or not _OURS.fullmatch(folder.name) or not lock.acquire():
            return 0
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()
        with contextlib.suppress(OSError):
            lock.file.unlink(missing_ok=True)
        return 1

    def _sweep_locks(self) -> None:
        for file in self._root.glob("*.lock"):
            with contextlib.suppress(OSError):
                old = time.time() - file.stat().st_mtime > _STALE_LOCK_SECONDS
                if old and not file.with_suffix("").is_dir():
                    file.unlink(missing_ok=True)
