"""The shelf: a film's folder shows what it shall, under names people understand, and never touches what is theirs."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_kit import Workspace

from vidpipe.errors import BadInput
from vidpipe.film.slug import title_slug
from vidpipe.store import shelf
from vidpipe.store.shelf import LIST, shelve, unshelve
from vidpipe.store.sql import SqlStore


@pytest.fixture
def kept(local: Workspace) -> SqlStore:
    return local.open()


def blob(store: SqlStore, data: bytes) -> Path:
    return store.blobs.path(store.blobs.put(data, "video/mp4"))


def shown(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name != LIST}


def test_a_film_has_a_folder_with_names_people_understand(kept: SqlStore) -> None:
    files = {"film-16x9-en.mp4": blob(kept, b"film"), "storyboard.json": blob(kept, b"{}")}
    folder = shelve(kept.data, "ab12", "Der Leuchtturm: Caf\u00e9 & Meer!", files)
    assert folder == kept.data / "films" / "der-leuchtturm-cafe-meer-ab12"
    assert shown(folder) == {"film-16x9-en.mp4": b"film", "storyboard.json": b"{}"}
    assert (folder / "film-16x9-en.mp4").samefile(files["film-16x9-en.mp4"]), "no byte is stored twice"


def test_doing_it_again_changes_nothing(kept: SqlStore) -> None:
    files = {"1-hook.mp4": blob(kept, b"hook")}
    folder = shelve(kept.data, "ab12", "Film", files)
    before = {file.name: file.lstat().st_ino for file in folder.iterdir() if file.name != LIST}
    assert shelve(kept.data, "ab12", "Film", files) == folder
    assert {file.name: file.lstat().st_ino for file in folder.iterdir() if file.name != LIST} == before


def test_stale_names_are_replaced_and_unwanted_ones_removed(kept: SqlStore) -> None:
    folder = shelve(kept.data, "ab12", "Film", {"a.mp4": blob(kept, b"a1"), "b.mp4": blob(kept, b"b")})
    shelve(kept.data, "ab12", "Film", {"a.mp4": blob(kept, b"a2"), "c.mp4": blob(kept, b"c")})
    assert shown(folder) == {"a.mp4": b"a2", "c.mp4": b"c"}
    assert kept.blobs.read(kept.blobs.put(b"b", "video/mp4")) == b"b", "the blob itself stays"


def test_the_folder_follows_the_title(kept: SqlStore) -> None:
    files = {"a.mp4": blob(kept, b"a")}
    first = shelve(kept.data, "ab12", "First", files)
    (first / "notes.txt").write_text("mine")
    second = shelve(kept.data, "ab12", "Second", files)
    assert second.name == "second-ab12"
    assert not first.exists()
    assert shown(second) == {"a.mp4": b"a", "notes.txt": b"mine"}


def test_what_a_person_put_there_is_left_alone(kept: SqlStore) -> None:
    folder = kept.data / "films" / "film-ab12"
    folder.mkdir(parents=True)
    (folder / "a.mp4").write_bytes(b"mine")
    made = shelve(kept.data, "ab12", "Film", {"a.mp4": blob(kept, b"a")})
    assert made.name == "film-ab12-2"
    (made / "poster.jpg").write_bytes(b"mine too")
    shelve(kept.data, "ab12", "Film", {"poster.jpg": blob(kept, b"poster")})
    assert shown(made) == {"poster.jpg": b"mine too", "poster-2.jpg": b"poster"}
    shelve(kept.data, "ab12", "Film", {})
    assert shown(made) == {"poster.jpg": b"mine too"}
    assert shown(folder) == {"a.mp4": b"mine"}


def test_what_a_person_changed_is_theirs_from_then_on(kept: SqlStore) -> None:
    folder = shelve(kept.data, "ab12", "Film", {"a.mp4": blob(kept, b"a"), "b.mp4": blob(kept, b"b")})
    for name in ("a.mp4", "b.mp4"):
        (folder / name).unlink()
        (folder / name).write_bytes(b"cut by hand")
    shelve(kept.data, "ab12", "Film", {"a.mp4": blob(kept, b"new")})
    assert shown(folder) == {"a.mp4": b"cut by hand", "a-2.mp4": b"new", "b.mp4": b"cut by hand"}
    assert kept.blobs.read(kept.blobs.put(b"a", "video/mp4")) == b"a"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_a_shown_file_cannot_be_changed_in_place(kept: SqlStore) -> None:
    """It is the blob itself under a second name."""
    folder = shelve(kept.data, "ab12", "Film", {"a.mp4": blob(kept, b"a")})
    assert not (folder / "a.mp4").stat().st_mode & 0o222


def test_links_are_not_followed(kept: SqlStore, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.mp4").write_bytes(b"precious")
    folder = shelve(kept.data, "ab12", "Film", {"a.mp4": blob(kept, b"a")})
    (folder / "a.mp4").unlink()
    (folder / "a.mp4").symlink_to(outside / "a.mp4")
    shelve(kept.data, "ab12", "Film", {"a.mp4": blob(kept, b"new")})
    shelve(kept.data, "ab12", "Film", {})
    shutil.rmtree(folder)
    folder.symlink_to(outside)
    made = shelve(kept.data, "ab12", "Film", {"a.mp4": blob(kept, b"a")})
    assert made != folder
    assert shown(outside) == {"a.mp4": b"precious"}


@pytest.mark.parametrize("missing", [("link",), ("link", "symlink")], ids=["symbolic links", "copies"])
def test_a_disk_without_links_gets_the_next_best(
    kept: SqlStore, monkeypatch: pytest.MonkeyPatch, missing: tuple[str, ...]
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no links here")

    for name in missing:
        monkeypatch.setattr(shelf.os, name, refuse)
    folder = shelve(kept.data, "ab12", "Film", {"a.mp4": blob(kept, b"a"), "b.mp4": blob(kept, b"b")})
    assert (folder / "a.mp4").is_symlink() == ("symlink" not in missing)
    shelve(kept.data, "ab12", "Film", {"a.mp4": blob(kept, b"a"), "b.mp4": blob(kept, b"new")})
    assert shown(folder) == {"a.mp4": b"a", "b.mp4": b"new"}
    shelve(kept.data, "ab12", "Film", {})
    assert shown(folder) == {}


def test_a_run_that_ended_before_its_list_was_written_is_taken_over(
    kept: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shelve(kept.data, "ab12", "Film", {})
    files = {"a.mp4": blob(kept, b"a")}
    with monkeypatch.context() as patch:
        patch.setattr(shelf._Shown, "save", lambda shown: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            shelve(kept.data, "ab12", "Film", files)
    shelve(kept.data, "ab12", "Film", files)
    assert shown(folder) == {"a.mp4": b"a"}
    shelve(kept.data, "ab12", "Film", {})
    assert shown(folder) == {}


def test_taking_a_film_down_leaves_what_is_a_persons(kept: SqlStore) -> None:
    mine = shelve(kept.data, "ab12", "Film", {"a.mp4": blob(kept, b"a")})
    theirs = shelve(kept.data, "cd34", "Film", {"a.mp4": blob(kept, b"a")})
    (theirs / "notes.txt").write_text("mine")
    for project in ("ab12", "cd34", "never"):
        unshelve(kept.data, project)
    assert not mine.exists()
    assert shown(theirs) == {"notes.txt": b"mine"}


@pytest.mark.parametrize("name", ["../a.mp4", "a/b.mp4", ".hidden", "", "a\0b", "\u00e9.mp4", "x" * 200, LIST])
def test_only_plain_names_are_shown(kept: SqlStore, name: str) -> None:
    with pytest.raises(BadInput, match="no plain file name"):
        shelve(kept.data, "ab12", "Film", {name: blob(kept, b"a")})
    assert not (kept.data / "films").exists()


@pytest.mark.parametrize("project", ["../x", "", "a*", "a b"])
def test_only_plain_ids_name_folders(kept: SqlStore, project: str) -> None:
    with pytest.raises(BadInput, match="no plain id"):
        shelve(kept.data, project, "Film", {})


@given(st.text(max_size=300))
def test_a_slug_is_short_plain_and_never_empty(title: str) -> None:
    made = title_slug(title)
    assert 1 <= len(made) <= 60
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made.strip("-") == made
    assert title_slug(made) == made
