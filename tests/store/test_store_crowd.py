"""Many writers at once: everybody waits a little, nobody is turned away, nothing is lost."""

import sqlite3
import threading

import pytest
from sqlalchemy import text
from store_kit import Workspace, child, ended, film

from vidpipe.errors import Busy
from vidpipe.ports import Event
from vidpipe.store import database
from vidpipe.store.sql import SqlStore


def test_two_processes_with_four_writers_each_never_see_a_lock(space: Workspace, store: SqlStore) -> None:
    crowd = [child("write", space.data, space.url or "-", f"film{number}", 4, 10) for number in range(2)]
    assert [ended(process) for process in crowd] == [(0, "40"), (0, "40")]
    for number in range(2):
        records = store.records(f"film{number}")
        assert len(records.takes) == len(records.attempts) == len(records.decisions) == 40
        seen = [event.seq for event in store.events(f"film{number}")]
        assert seen == sorted(seen)
        assert len(seen) == 1 + 40 * 4


def test_many_readers_and_writers_of_one_film_in_one_process(store: SqlStore) -> None:
    film(store)
    wrong: list[BaseException] = []

    def act(number: int) -> None:
        try:
            for turn in range(10):
                store.log(Event(project="film1", what=f"{number}.{turn}"))
                assert store.records("film1").project.title == "Lighthouse"
        except BaseException as error:
            wrong.append(error)

    crowd = [threading.Thread(target=act, args=(number,)) for number in range(12)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    assert wrong == []
    assert len(store.events("film1")) == 1 + 120


def test_sqlite_waits_writes_through_and_checks_references(local: Workspace) -> None:
    with local.open().database.reading() as connection:
        told = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 10_000}


def test_a_write_begins_by_taking_the_lock_and_a_read_does_not(
    local: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read that would become a write half-way could not wait; so no write starts as a read."""
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.05)
    store = local.open()
    film(store)
    blocker = sqlite3.connect(local.data / "vidpipe.db", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    assert store.records("film1").project.title == "Lighthouse"
    with pytest.raises(Busy, match="another process is writing"), store.database.writing():
        pytest.fail("the lock is not ours")
    blocker.execute("ROLLBACK")
    blocker.close()
    store.retitle("film1", "Again")


def test_a_reading_sees_one_moment(space: Workspace, store: SqlStore) -> None:
    film(store)
    with store.database.reading() as connection:
        count = text("SELECT count(*) FROM event")
        before = connection.scalar(count)
        space.open().log(Event(project="film1", what="meanwhile"))
        assert connection.scalar(count) == before
    with store.database.reading() as connection:
        assert connection.scalar(count) == before + 1


def test_a_failed_write_leaves_nothing(store: SqlStore) -> None:
    film(store)

    def fail_after_deleting() -> None:
        with store.database.writing() as connection:
            connection.execute(text("DELETE FROM project"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_deleting()
    assert store.records("film1")
