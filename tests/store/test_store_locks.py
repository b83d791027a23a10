"""Locks of the operating system: held as long as the process lives, and not a moment longer."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_kit import child, ended

from vidpipe.store.locks import OsLock, WorkerLocks, WorkspaceLock, abandoned


def test_one_process_is_the_worker_of_a_workspace(tmp_path: Path) -> None:
    mine = WorkspaceLock(tmp_path)
    assert mine.holder() is None
    other = child("hold", tmp_path, "-", "workspace")
    assert other.stdout.readline().strip() == "held"
    assert not mine.acquire()
    assert mine.holder() == other.pid
    other.kill()
    ended(other)
    assert mine.holder() is None
    assert mine.acquire()
    assert mine.held
    assert WorkspaceLock(tmp_path).holder() == os.getpid()
    mine.release()
    assert mine.holder() is None
    mine.release()


def test_two_objects_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    first, second = WorkspaceLock(tmp_path), WorkspaceLock(tmp_path)
    assert first.acquire()
    assert not second.acquire()
    assert not first.acquire(), "held already"
    first.release()
    assert second.acquire()
    second.release()


@pytest.mark.parametrize("note", [None, "", "{}", "[1]", '{"pid": "x"}'])
def test_a_holder_without_a_readable_note_is_somebody(tmp_path: Path, note: str | None) -> None:
    lock = OsLock(tmp_path / "locks" / "workspace.lock")
    assert lock.acquire()
    if note is not None:
        (tmp_path / "locks" / "workspace.json").write_text(note)
    assert WorkspaceLock(tmp_path).holder() == 0
    lock.release()


def test_a_lock_is_abandoned_only_when_it_is_there_and_free(tmp_path: Path) -> None:
    file = tmp_path / "some.lock"
    assert not abandoned(file)
    other = child("hold", tmp_path, "-", "some.lock")
    assert other.stdout.readline().strip() == "held"
    assert not abandoned(file)
    other.kill()
    ended(other)
    assert abandoned(file)
    assert abandoned(file), "asking does not take it"


def test_nothing_is_proven_about_a_worker_without_a_file(tmp_path: Path) -> None:
    locks = WorkerLocks(tmp_path)
    assert not locks.dead("never-seen")
    assert locks.hold("me")
    assert not locks.dead("me")
    assert not WorkerLocks(tmp_path).dead("me")
    assert not WorkerLocks(tmp_path).hold("me")
    locks.close()
    assert WorkerLocks(tmp_path).dead("me")
    assert locks.hold("me")
    locks.drop("me")
    assert not locks.file("me").exists()


@given(st.text(), st.text())
def test_each_worker_has_a_plain_file_of_its_own(one: str, other: str) -> None:
    locks = WorkerLocks(Path("data"))
    for worker in (one, other):
        assert locks.file(worker).parent == Path("data") / "locks"
        assert locks.file(worker).name.isascii()
        assert len(locks.file(worker).name) < 120
    assert (locks.file(one) == locks.file(other)) == (one == other)
