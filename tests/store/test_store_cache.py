"""The call cache and the derived index: facts about blobs that are there, nothing that runs or points elsewhere."""

import os
import pickle
import sqlite3
from pathlib import Path

import pytest
from store_kit import Workspace, film

from vidpipe.errors import Corrupt
from vidpipe.ports import Cached
from vidpipe.store.cache import CallCache
from vidpipe.store.sql import SqlStore


class Trap:
    """Runs when unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.file),)


def fact(store: SqlStore, data: bytes = b"made") -> Cached:
    return Cached(digest=store.blobs.put(data, "video/mp4"), mime="video/mp4", meta={"frames": 9}, cost=70)


def plant(data: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(data / "cache" / "cache.db") as connection:
        assert connection.execute(statement, values).rowcount == 1
    connection.close()


@pytest.mark.parametrize("kind", ["calls", "derived"])
def test_what_was_made_is_remembered_across_processes(space: Workspace, store: SqlStore, kind: str) -> None:
    made, other = fact(store), fact(store, b"other")
    getattr(store, kind).put("key", made)
    assert getattr(space.open(), kind).get("key") == made
    assert getattr(store, kind).get("nothing") is None
    getattr(store, kind).put("key", other)
    assert getattr(space.open(), kind).get("key") == other


@pytest.mark.parametrize("kind", ["calls", "derived"])
def test_an_entry_without_its_blob_counts_as_none(store: SqlStore, kind: str) -> None:
    made = fact(store)
    getattr(store, kind).put("key", made)
    store.forget_blob(made.digest)
    assert getattr(store, kind).get("key") is None
    getattr(store, kind).put("never", Cached(digest="f" * 64, mime="video/mp4"))
    assert getattr(store, kind).get("never") is None


def test_a_planted_pickle_is_refused_and_does_not_run(local: Workspace, tmp_path: Path) -> None:
    store, trap = local.open(), tmp_path / "trap"
    store.calls.put("key", fact(store))
    evil = pickle.dumps(Trap(trap))
    plant(local.data, "UPDATE Cache SET mode = 4, value = ?", evil)
    with pytest.raises(Corrupt, match="written by something else") as caught:
        store.calls.get("key")
    assert "Remove the folder cache" in str(caught.value)
    assert not trap.exists()
    pickle.loads(evil)
    assert trap.exists(), "the trap would have worked"


def test_a_planted_key_is_refused_and_does_not_run(local: Workspace, tmp_path: Path) -> None:
    store, trap = local.open(), tmp_path / "trap"
    store.calls.put("key", fact(store))
    plant(local.data, "UPDATE Cache SET raw = 0, key = ?", pickle.dumps(Trap(trap)))
    assert store.calls.get("key") is None
    calls = store.calls
    assert isinstance(calls, CallCache)
    with pytest.raises(ValueError, match="no text"):
        list(calls._cache())
    assert not trap.exists()


@pytest.mark.parametrize("mode", [2, 3])
def test_a_planted_file_name_is_neither_read_nor_removed(local: Workspace, tmp_path: Path, mode: int) -> None:
    store, secret = local.open(), tmp_path / "secret"
    secret.write_text('{"digest": "x"}')
    made = fact(store)
    store.calls.put("key", made)
    plant(local.data, "UPDATE Cache SET mode = ?, filename = ?, value = NULL", mode, str(secret))
    with pytest.raises(Corrupt):
        store.calls.get("key")
    store.calls.put("key", made)
    assert secret.exists()
    assert store.calls.get("key") == made


@pytest.mark.parametrize("text", ["", "nonsense", "{}", '{"digest": "a", "mime": "b", "more": 1}', "[1]"])
def test_an_entry_that_says_nothing_we_know_counts_as_none(local: Workspace, text: str) -> None:
    store = local.open()
    store.calls.put("key", fact(store))
    plant(local.data, "UPDATE Cache SET value = ?", text)
    assert store.calls.get("key") is None


def test_a_cache_that_is_no_database_is_told(local: Workspace) -> None:
    store = local.open()
    (local.data / "cache" / "cache.db").write_bytes(b"not a database " * 1000)
    with pytest.raises(Corrupt, match="damaged"):
        store.calls.get("key")


def test_nothing_is_ever_evicted(local: Workspace) -> None:
    store = local.open()
    made = Cached(digest=fact(store).digest, mime="text/plain", meta={"text": "x" * 20_000})
    for number in range(200):
        store.calls.put(str(number), made)
    calls = store.calls
    assert isinstance(calls, CallCache)
    cache = calls._cache()
    cache.cull()
    assert len(cache) == 200
    assert (cache.eviction_policy, cache.cull_limit, cache.statistics) == ("none", 0, 0)
    assert store.calls.get("0") == made


def test_only_text_goes_in(local: Workspace) -> None:
    calls = local.open().calls
    assert isinstance(calls, CallCache)
    for key, value in (("key", b"bytes"), ("key", {"a": 1}), (("tuple",), "text"), ("key", "x" * 2_000_000)):
        with pytest.raises(ValueError, match="call cache keeps"):
            calls._cache().set(key, value)


def test_use_is_noted_for_films_that_are_there(store: SqlStore) -> None:
    film(store)
    made = fact(store)
    with store.using("film1"):
        store.derived.put("key", made)
    with store.using("nowhere"):
        assert store.derived.get("key") == made
