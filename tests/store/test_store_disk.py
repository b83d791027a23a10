"""What disks and databases refuse is told in one line with a remedy, and other errors stay what they are."""

import errno
import os
import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from store_kit import Workspace, film

from vidpipe.errors import Broken, Busy, Corrupt, LimitReached, NotFound, VidpipeError
from vidpipe.store import open_store
from vidpipe.store.disk import in_words


class SqliteError(sqlite3.OperationalError):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.sqlite_errorname = name


class ServerError(Exception):
    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.sqlstate = state


def wrapped(error: Exception) -> OperationalError:
    return OperationalError("SELECT secret", {}, error)


TOLD = [
    (OSError(errno.ENOSPC, "x"), LimitReached, "disk of the workspace is full"),
    (OSError(errno.EFBIG, "x"), LimitReached, "disk of the workspace is full"),
    (OSError(errno.EROFS, "x"), Broken, "may not write"),
    (PermissionError(errno.EACCES, "x", "some/file"), Broken, "some/file"),
    (OSError(errno.EMFILE, "x"), LimitReached, "no more files"),
    (OSError(errno.EIO, "x"), Broken, "cannot be read or written"),
    (SqliteError("SQLITE_FULL"), LimitReached, "disk of the workspace is full"),
    (SqliteError("SQLITE_READONLY_DIRECTORY"), Broken, "cannot be written"),
    (SqliteError("SQLITE_IOERR_WRITE"), Broken, "cannot be read or written"),
    (SqliteError("SQLITE_BUSY_SNAPSHOT"), Busy, "another process"),
    (SqliteError("SQLITE_CORRUPT"), Corrupt, "damaged"),
    (wrapped(SqliteError("SQLITE_FULL")), LimitReached, "full"),
    (wrapped(ServerError("53100")), LimitReached, "disk of the database is full"),
    (wrapped(ServerError("40P01")), Busy, "another process"),
    (wrapped(ServerError("25006")), Broken, "cannot be written"),
]


@pytest.mark.parametrize(("error", "kind", "words"), TOLD, ids=[repr(error) for error, _, _ in TOLD])
def test_refusals_are_told_in_words(error: Exception, kind: type[VidpipeError], words: str) -> None:
    with pytest.raises(kind, match=words) as caught, in_words():
        raise error
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    assert "SELECT" not in str(caught.value)


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(errno.ENOENT, "x"),
        ValueError("x"),
        NotFound("x"),
        SqliteError("SQLITE_ERROR"),
        KeyboardInterrupt(),
    ],
)
def test_other_errors_stay_what_they_are(error: BaseException) -> None:
    with pytest.raises(type(error)) as caught, in_words():
        raise error
    assert caught.value is error


def as_nobody(act: str, data: Path) -> str:
    """Run an act on the store in a child without root's rights, for which modes count; what it said."""
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from vidpipe.store import open_store\n"
        "from vidpipe.errors import VidpipeError\n"
        "from vidpipe.store.sql import SqlStore\n"
        "os.geteuid() or os.seteuid(65534)\n"
        "try:\n"
        f"    {act}\n"
        "except VidpipeError as error: print(error.code, error)\n"
    )
    import subprocess

    from store_kit import ROOT

    run = [sys.executable, "-c", code, str(data)]
    return subprocess.run(run, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True).stdout


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o011)
    said = as_nobody("open_store(Path(sys.argv[1]))", closed / "data")
    assert said.startswith("broken vidpipe may not write in its workspace")
    assert "choose another folder" in said


def test_a_database_that_may_not_be_written_is_told(local: Workspace) -> None:
    store = local.open()
    film(store)
    with store.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
        with pytest.raises(Broken, match="cannot be written"), in_words():
            connection.exec_driver_sql("DELETE FROM project")
        connection.exec_driver_sql("PRAGMA query_only=OFF")
    assert store.records("film1")


def test_a_folder_in_the_place_of_the_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "vidpipe.db").mkdir()
    with pytest.raises(Broken, match="cannot be written"):
        open_store(tmp_path)
