"""Private folders, synced files and free space; what disk and database say, turned into words here and nowhere else."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vidpipe.errors import Broken, Busy, Corrupt, LimitReached, VidpipeError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}
_CROWDED = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}

_FREE_SPACE = "Free some space on it, then go on with: vidpipe resume"


@contextmanager
def in_words() -> Iterator[None]:
    """Raise LimitReached, Broken or Busy for what the disk or the database refuses; leave other errors as they are."""
    try:
        yield
    except OSError as error:
        told = _of_system(error)
        if told is None:
            raise
        raise told from error
    except sqlite3.Error as error:
        raise _of_sqlite(error) or error from error
    except Exception as error:
        told = _of_database(error)
        if told is None:
            raise
        raise told from error


def _of_system(error: OSError) -> VidpipeError | None:
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in _FULL:
        return LimitReached("the disk of the workspace is full", remedy=_FREE_SPACE)
    if error.errno in _CLOSED:
        return Broken(
            f"vidpipe may not write in its workspace{place}", remedy="Allow writing there, or choose another folder"
        )
    if error.errno in _CROWDED:
        return LimitReached(
            "this computer has no more files or memory to give", remedy="Close other programs and try again"
        )
    if error.errno == errno.EIO:
        return Broken(f"the disk of the workspace cannot be read or written{place}", remedy="Check the disk")
    return None


def _of_sqlite(error: sqlite3.Error) -> VidpipeError | None:
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_FULL"):
        return LimitReached("the disk of the workspace is full", remedy=_FREE_SPACE)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy("another process is writing to the workspace", remedy="Try again in a moment")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return Broken("the workspace's database cannot be written", remedy="Allow writing, or choose another folder")
    if name.startswith("SQLITE_IOERR"):
        return Broken("the disk of the workspace cannot be read or written", remedy="Check the disk and its free space")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return Corrupt("the workspace's database is damaged", remedy="Put back a copy of it from the folder backups")
    return None


def _of_database(error: Exception) -> VidpipeError | None:
    """What SQLAlchemy wraps: an error of SQLite's, or of PostgreSQL's with its five-letter state."""
    cause = getattr(error, "orig", None)
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause)
    state = str(getattr(cause, "sqlstate", "") or "")
    if state == "53100":
        return LimitReached("the disk of the database is full", remedy=_FREE_SPACE)
    if state in ("40001", "40P01", "55P03"):
        return Busy("another process is writing to the same film", remedy="Try again in a moment")
    if state == "25006":
        return Broken("the database cannot be written", remedy="Ask who runs it to allow writing")
    if type(cause).__name__ == "OperationalError":
        return Broken(
            "the database does not answer or refuses the sign-in",
            remedy="Check that it runs and its address in the settings",
        )
    return None


def private_folder(folder: Path) -> Path:
    """Make a folder (and those above it) that only its owner may enter, as far as the system allows."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def close_off(folder: Path) -> None:
    """Shut a folder that vidpipe made to everybody but its owner."""
    if os.name == "posix" and folder.stat().st_mode & 0o077 and folder.stat().st_uid == os.geteuid():
        folder.chmod(0o700)


def check_room(folder: Path, size: int, floor: int) -> None:
    """Raises LimitReached where writing `size` bytes would leave less than `floor` bytes free."""
    free = shutil.disk_usage(folder).free
    if free - size < floor:
        raise LimitReached(
            f"only {free // 1_000_000} MB are free on the workspace's disk, and {floor // 1_000_000} MB must stay free",
            remedy=_FREE_SPACE,
        )


def write_synced(file: Path, data: bytes) -> None:
    """Write a new private file and wait until it is on the disk."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        sync_file(out.fileno())


def sync_file(handle: int) -> None:
    os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
