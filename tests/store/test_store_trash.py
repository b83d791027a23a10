"""Emptying the trash: what nothing else reaches goes, what anything reaches stays."""

import json

import pytest
from store_kit import HandClock, Workspace, child, ended, filled, film, leased, recipe

from vidpipe.errors import Corrupt, NotFound
from vidpipe.ports import Cached
from vidpipe.recipe import Recipe, imported
from vidpipe.store.sql import SqlStore
from vidpipe.store.tables import METADATA


def bring(
    store: SqlStore, project: str, slot: str, data: bytes, *, mime: str = "video/mp4", made: Recipe | None = None
) -> str:
    digest = store.blobs.put(data, mime)
    told = made or imported(digest)
    store.import_take(project, slot, digest=digest, mime=mime, meta={}, recipe=told, actor="ada")
    return digest


def empty(store: SqlStore, *projects: str) -> int:
    for project in projects:
        store.trash(project, True, actor="ada")
    return store.empty_trash()


def rows(store: SqlStore) -> dict[str, int]:
    with store.database.reading() as connection:
        return {name: len(connection.execute(table.select()).all()) for name, table in METADATA.tables.items()}


def test_an_emptied_workspace_keeps_no_row_and_no_file_but_its_money(store: SqlStore) -> None:
    film(store, budget=1000)
    attempt, free = leased(store), leased(store, "free")
    store.submitting(attempt.id, "w1", 10)
    store.submitting(free.id, "w1", 0)
    store.finish(attempt.id, "w1", filled(store, b"12345", cost=10))
    store.finish(free.id, "w1", filled(store, b"12345"))
    bring(store, "film1", "voice", b"123")
    with store.using("film1"):
        mezzanine = store.blobs.put(b"1234567", "video/mp4")
        store.derived.put("mezzanine", Cached(digest=mezzanine, mime="video/mp4"))
        store.calls.put("call", Cached(digest=mezzanine, mime="video/mp4"))
    assert empty(store, "film1") == 5 + 3 + 7
    assert {name: count for name, count in rows(store).items() if count} == {"ledger": 2}
    assert [path for path in (store.data / "blobs").rglob("*") if path.is_file()] == []
    assert store.derived.get("mezzanine") is store.calls.get("call") is None


def test_only_the_trash_is_emptied(store: SqlStore) -> None:
    film(store)
    kept = bring(store, "film1", "music", b"kept")
    assert store.empty_trash() == 0
    store.trash("film1", True, actor="ada")
    store.trash("film1", False, actor="ada")
    assert store.empty_trash() == 0
    assert store.blobs.read(kept) == b"kept"


@pytest.mark.parametrize("gone", ["film1", "fork"])
def test_blobs_shared_with_a_fork_survive(store: SqlStore, gone: str) -> None:
    film(store)
    shared, alone = bring(store, "film1", "music", b"shared"), bring(store, "film1", "voice", b"alone")
    store.create("fork", store.records("film1").settings, title="Fork", actor="ada", forked_from="film1")
    bring(store, "fork", "music", b"shared")
    own = bring(store, "fork", "voice", b"of the fork")
    assert empty(store, gone) == len(b"alone" if gone == "film1" else b"of the fork")
    left = "fork" if gone == "film1" else "film1"
    assert store.missing(left) == set()
    assert store.blobs.read(shared) == b"shared"
    assert store.absent([alone, own]) == {alone if gone == "film1" else own}
    with pytest.raises(NotFound):
        store.records(gone)


def test_what_a_recipe_or_a_text_names_is_reached(store: SqlStore) -> None:
    """A take's inputs, and what a JSON take names, and so on from there."""
    film(store)
    film(store, "film2")
    for project in ("film1", "film2"):
        picture = (
            bring(store, project, "upload", b"picture") if project == "film2" else store.blobs.put(b"p", "image/png")
        )
        first = store.blobs.put(b"first", "image/png")
        inner = store.blobs.put(json.dumps({"picture": first}).encode(), "application/json")
        outer = json.dumps({"style": {"basis": inner}}).encode()
        if project == "film1":
            bring(store, "film1", "storyboard", outer, mime="application/json")
            bring(store, "film1", "clip", b"clip", made=recipe().model_copy(update={"inputs": {"start": picture}}))
    for name in (first, inner):
        bring(store, "film2", f"old/{name[:4]}", store.blobs.read(name))
    start = store.records("film1").takes[1].recipe.inputs["start"]
    bring(store, "film2", "start", store.blobs.read(start))
    freed = empty(store, "film2")
    assert freed == len(b"picture")
    assert store.absent([first, inner, start]) == set()
    assert empty(store, "film1") > 0
    assert store.absent([first, inner, start]) == {first, inner, start}


def test_entries_go_with_the_last_film_that_used_them(store: SqlStore) -> None:
    made = Cached(digest=store.blobs.put(b"mezzanine", "video/mp4"), mime="video/mp4")
    for project in ("film1", "film2"):
        film(store, project)
        with store.using(project):
            store.derived.put("key", made)
            store.calls.put("key", made)
    store.create("fork", store.records("film1").settings, title="Fork", actor="ada", forked_from="film1")
    assert empty(store, "film1", "film2") == 0
    assert store.derived.get("key") == store.calls.get("key") == made
    assert empty(store, "fork") == len(b"mezzanine")
    assert store.derived.get("key") is store.calls.get("key") is None


def test_a_blob_that_is_used_again_in_between_is_saved(store: SqlStore) -> None:
    """Emptying marks first and removes later: who uses a marked blob before takes the mark off."""
    film(store)
    film(store, "film2")
    digest = bring(store, "film1", "music", b"tune")
    store.trash("film1", True, actor="ada")
    remove, store._trash._remove_files = store._trash._remove_files, lambda: 0
    assert store.empty_trash() == 0
    bring(store, "film2", "music", b"tune")
    assert remove() == 0
    assert store.blobs.read(digest) == b"tune"


def test_an_attempt_whose_film_is_gone_comes_late(store: SqlStore) -> None:
    film(store)
    attempt = leased(store)
    found = filled(store)
    empty(store, "film1")
    assert store.finish(attempt.id, "w1", found) is None
    assert not store.submitting(attempt.id, "w1", 5)
    assert store.attempt(attempt.id) is None


def test_a_take_cannot_name_a_blob_that_the_trash_took(store: SqlStore) -> None:
    film(store)
    film(store, "film2")
    bring(store, "film2", "music", b"a clip")
    attempt, found = leased(store), filled(store)
    empty(store, "film2")
    with pytest.raises(Corrupt, match="not in the store"):
        store.finish(attempt.id, "w1", found)
    assert store.finish(attempt.id, "w1", filled(store)) is not None


def test_what_no_film_reaches_goes_by_age(store: SqlStore, clock: HandClock) -> None:
    film(store)
    kept = bring(store, "film1", "music", b"tune")
    store.derived.put("thumbnail", Cached(digest=store.blobs.put(b"small", "image/webp"), mime="image/webp"))
    assert store.empty_trash() == 0
    clock.wind(31 * 86400)
    assert store.empty_trash() == len(b"small")
    assert store.derived.get("thumbnail") is None
    assert store.blobs.read(kept) == b"tune"


@pytest.mark.crash
def test_files_that_a_kill_left_without_a_row_are_removed_when_old(
    space: Workspace, store: SqlStore, clock: HandClock
) -> None:
    import os
    import time

    ended(child("put", space.data, space.url or "-", "text", fault="blob-renamed"))
    [orphan] = [path for path in (space.data / "blobs").rglob("*") if path.is_file()]
    assert store.empty_trash() == 0, "somebody may be about to write its row"
    old = time.time() - 7200
    os.utime(orphan, (old, old))
    assert store.empty_trash() == len(b"text 0" * 1000)
    assert not orphan.exists()


def test_emptying_while_others_store_the_same_bytes_loses_nothing(space: Workspace, store: SqlStore) -> None:
    import threading

    other, takes = space.open(), []
    film(store, "kept")

    def keep() -> None:
        for number in range(25):
            data = f"shared {number}".encode()
            for _ in range(50):
                try:
                    takes.append(bring(other, "kept", f"slot/{number}", data))
                    break
                except Corrupt:
                    continue

    keeper = threading.Thread(target=keep)
    keeper.start()
    for number in range(25):
        film(store, f"gone{number}")
        bring(store, f"gone{number}", "slot", f"shared {number}".encode())
        empty(store, f"gone{number}")
    keeper.join()
    assert len(takes) == 25
    assert store.missing("kept") == set()
    assert all(store.blobs.read(digest) for digest in takes)
