"""Blobs: whole under their digest or not there at all, whatever dies, fills up or rots in between."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from store_kit import Workspace, child, ended, files_under, filled, film, leased

from vidpipe.errors import BadInput, Corrupt, LimitReached
from vidpipe.ports import Cached
from vidpipe.recipe import digest
from vidpipe.store import open_store
from vidpipe.store.sql import SqlStore

POSIX = os.name == "posix"


def blob_files(data: Path) -> dict[str, Path]:
    return {file.parent.name + file.name: file for file in files_under(data / "blobs")}


def whole(data: Path) -> bool:
    """Every file under a digest's name has that digest."""
    return all(digest(file.read_bytes()) == name for name, file in blob_files(data).items())


def test_bytes_come_back_under_their_digest(store: SqlStore) -> None:
    name = store.blobs.put(b"a picture", "image/png")
    assert name == digest(b"a picture")
    assert store.blobs.read(name) == b"a picture"
    assert store.blobs.path(name) == store.data / "blobs" / name[:2] / name[2:]
    assert store.blobs.mime(name) == "image/png"
    assert store.blobs.put(b"a picture", "image/other") == name
    assert store.blobs.mime(name) == "image/png"
    assert store.blobs.read(store.blobs.put(b"", "text/plain")) == b""


def test_a_file_is_moved_in(store: SqlStore, tmp_path: Path) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(b"moving" * 100_000)
    name = store.blobs.take_in(file, "video/mp4")
    assert not file.exists()
    assert store.blobs.read(name) == b"moving" * 100_000
    file.write_bytes(b"moving" * 100_000)
    assert store.blobs.take_in(file, "video/mp4") == name
    assert not file.exists()
    assert list(files_under(store.scratch)) == []


def test_a_file_with_a_second_name_is_copied(store: SqlStore, tmp_path: Path) -> None:
    """Else a change under the second name would change the blob."""
    file, second = tmp_path / "a", tmp_path / "b"
    file.write_bytes(b"shared")
    os.link(file, second)
    name = store.blobs.take_in(file, "text/plain")
    second.write_bytes(b"changed")
    assert store.blobs.read(name) == b"shared"


def test_a_file_of_another_disk_is_copied_and_removed(store: SqlStore) -> None:
    places = [Path("/dev/shm"), Path(tempfile.gettempdir()), Path.cwd()]
    far = [place for place in places if place.is_dir() and place.stat().st_dev != store.data.stat().st_dev]
    if not far:
        pytest.skip("there is but one disk")
    file = far[0] / f".vidpipe-{os.getpid()}"
    file.write_bytes(b"from afar")
    name = store.blobs.take_in(file, "text/plain")
    assert store.blobs.read(name) == b"from afar"
    assert not file.exists()


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_links_and_folders_are_no_files(local: Workspace, tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    given = tmp_path / "given"
    given.symlink_to(secret) if kind == "link" else given.mkdir()
    with pytest.raises(BadInput, match="no plain file"):
        local.open().blobs.take_in(given, "text/plain")
    assert secret.read_text() == "secret"
    assert blob_files(local.data) == {}


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "/"])
def test_only_digests_name_blobs(local: Workspace, name: str) -> None:
    store = local.open()
    with pytest.raises((BadInput, Corrupt)):
        store.blobs.path(name)
    with pytest.raises((BadInput, Corrupt)):
        store.blobs.read(name)


@pytest.mark.skipif(not POSIX, reason="modes are POSIX")
def test_what_is_made_is_the_owners_alone(local: Workspace, tmp_path: Path) -> None:
    store = local.open()
    upload = tmp_path / "upload"
    upload.write_bytes(b"upload")
    upload.chmod(0o666)
    store.blobs.put(b"made", "text/plain")
    store.blobs.take_in(upload, "text/plain")
    store.calls.put("key", Cached(digest="a" * 64, mime="text/plain"))
    folders = [local.data, *(path for path in local.data.rglob("*") if path.is_dir())]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}
    assert {stat.S_IMODE(file.stat().st_mode) for file in blob_files(local.data).values()} == {0o400}


def damage(file: Path, data: bytes | None) -> None:
    if POSIX:
        file.chmod(0o600)
    file.unlink() if data is None else file.write_bytes(data)


@pytest.mark.parametrize("data", [None, b"short", b"b picture"], ids=["gone", "cut", "rotten"])
def test_damage_is_told_and_healed_by_making_it_again(store: SqlStore, data: bytes | None) -> None:
    film(store)
    take = store.finish(leased(store).id, "w1", filled(store, b"a picture"))
    store.derived.put("key", Cached(digest=take.digest, mime="image/png"))
    store.calls.put("key", Cached(digest=take.digest, mime="image/png"))
    assert store.missing("film1") == set()
    damage(store.blobs.path(take.digest), data)
    with pytest.raises(Corrupt, match="damaged") as caught:
        store.blobs.read(take.digest)
    assert "vidpipe resume" in str(caught.value)
    assert len(store.records("film1").takes) == 1, "the take is not lost silently"
    store.forget_blob(take.digest)
    assert store.missing("film1") == store.absent([take.digest]) == {take.digest}
    assert store.derived.get("key") is store.calls.get("key") is None
    with pytest.raises(Corrupt):
        store.blobs.path(take.digest)
    assert store.blobs.put(b"a picture", "image/png") == take.digest
    assert store.missing("film1") == set()
    assert store.blobs.read(take.digest) == b"a picture"
    assert store.derived.get("key").digest == take.digest


def test_a_cut_file_is_replaced_by_putting_it_again(store: SqlStore) -> None:
    name = store.blobs.put(b"a picture", "image/png")
    damage(store.blobs.path(name), b"cut")
    store.blobs.put(b"a picture", "image/png")
    assert store.blobs.read(name) == b"a picture"


@pytest.mark.crash
@pytest.mark.parametrize("place", ["blob-temp", "blob-renamed"])
def test_a_kill_while_storing_leaves_whole_files_only(space: Workspace, store: SqlStore, place: str) -> None:
    killed = child("put", space.data, space.url or "-", "text", 5, fault=f"{place}:3")
    code, said = ended(killed)
    assert code == -9
    done = said.split()
    assert len(done) == 2
    assert whole(space.data)
    assert all(store.blobs.read(name) for name in done)
    again, said = ended(child("put", space.data, space.url or "-", "text", 5))
    assert again == 0
    assert len(said.split()) == len(blob_files(space.data)) == 5
    assert whole(space.data)
    space.open()
    assert [path.name for path in (space.data / "tmp").iterdir() if path.is_dir()] == [], "dead processes are swept"


@pytest.mark.crash
def test_random_kills_while_storing_lose_nothing_that_was_told(space: Workspace, store: SqlStore) -> None:
    told = []
    for number in range(6):
        process = child("put", space.data, space.url or "-", f"run{number}", 500)
        told += [process.stdout.readline().strip() for _ in range(3 + 5 * number)]
        process.kill()
        told += process.communicate()[0].split()
    assert whole(space.data)
    assert len(told) > 50
    assert all(len(name) != 64 or store.blobs.read(name) for name in told)


@pytest.mark.crash
@pytest.mark.parametrize(
    "place",
    ["open-attempt", "lease", "submitting", "blob-temp", "blob-renamed", "finish-before-commit", "finish-after-commit"],
)
def test_a_kill_at_any_step_of_an_attempt_leaves_all_of_it_or_nothing(
    space: Workspace, store: SqlStore, place: str
) -> None:
    code, _ = ended(child("whole", space.data, space.url or "-", fault=place))
    assert code == -9
    records = store.records("film1")
    events = [event.what for event in store.events("film1")]
    assert events.count("done") == len(records.takes) == len(records.decisions) == int(place == "finish-after-commit")
    assert records.spent == 300 * len(records.takes)
    sent = "submitting" in events and not records.takes
    assert records.reserved == (400 if sent else 0)
    assert whole(space.data)
    open_attempts = store.open_attempts()
    assert len(open_attempts) == int(place not in ("open-attempt", "finish-after-commit"))
    store.enlist("me", "here", 1)
    for attempt in open_attempts:
        assert store.lease(attempt.id, "me", 60), "a killed worker's attempt is free at once"
        assert store.finish(attempt.id, "me", filled(store, cost=300))


@pytest.mark.skipif(not POSIX, reason="limits on files are POSIX")
def test_a_file_that_may_not_grow_is_told_and_leaves_no_part(space: Workspace, store: SqlStore) -> None:
    kept = store.blobs.put(b"kept", "text/plain")
    code, said = ended(child("put_limited", space.data, space.url or "-", 500_000, 2_000_000))
    assert code == 0
    assert said.startswith("limit_reached | the disk of the workspace is full. Free some space")
    assert list(blob_files(space.data)) == [kept]
    assert [path for path in (space.data / "tmp").rglob("*.part")] == []


def small_disk(folder: Path) -> bool:
    """Mount a disk of 2 MB, where this machine lets us."""
    mount = shutil.which("mount")
    if not (sys.platform == "linux" and mount and os.geteuid() == 0):
        return False
    made = subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "none", str(folder)], capture_output=True)
    return made.returncode == 0


def test_a_full_disk_is_told_and_goes_on_once_there_is_room(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not small_disk(disk):
        pytest.skip("this machine does not let us mount a small disk; the test above limits files instead")
    try:
        with_room = open_store(disk / "data", floor=0)
        film(with_room)
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 1_000_000)
        code, said = ended(child("put_floorless", disk / "data", "-", 1_500_000))
        assert (code, said.split(" | ")[0]) == (0, "limit_reached")
        assert whole(disk / "data")
        assert blob_files(disk / "data") == {}
        with pytest.raises(LimitReached, match="disk of the workspace is full"):
            fill_database(with_room)
        assert len(with_room.records("film1").takes) == 0
        ballast.unlink()
        assert with_room.finish(leased(with_room).id, "w1", filled(with_room))
        with_room.close()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def fill_database(store: SqlStore) -> None:
    for number in range(400):
        store.retitle("film1", f"{number}" * 20_000)


def test_a_floor_of_free_space_is_kept(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data", floor=10**18)
    with pytest.raises(LimitReached, match="MB are free on the workspace's disk"):
        store.blobs.put(b"x", "text/plain")
    assert blob_files(tmp_path / "data") == {}
    store.close()


def test_the_scratch_of_the_living_is_left_alone(local: Workspace) -> None:
    local.open()
    process = child("scratch", local.data, "-")
    folder = Path(process.stdout.readline().strip())
    local.open()
    assert (folder / "half.part").exists()
    process.kill()
    ended(process)
    foreign = local.data / "tmp" / "mine"
    foreign.mkdir()
    local.open()
    assert not folder.exists()
    assert foreign.is_dir(), "only what the store itself made is swept"
