"""Nothing is lost: interruptions, kills, two commands at once, damaged files, full disks, newer databases."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import PROMPT, TINY, Answer, python_path, spawned, started

from vidpipe import Studio

pytestmark = [pytest.mark.xdist_group("cli-film")]
UNIX = pytest.mark.skipif(os.name == "nt", reason="needs Unix signals")
PLANNED = (*TINY, "--until", "keyframes")
LONGER = ("--duration", "36", "--quality", "draft", "--no-narration", "--until", "keyframes")


def begin(*args: str, data: Path, until: str) -> "subprocess.Popen[str]":
    """Start a command and wait until it has said something."""
    process = started(*args, data=data, stdin=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if until in line:
            return process
    raise AssertionError(process.communicate())


def ended(process: "subprocess.Popen[str]") -> Answer:
    out, err = process.communicate(timeout=150)
    return Answer(process.returncode, out, err)


@UNIX
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_keeps_what_is_made_and_says_how_to_go_on(tmp_path, cli, sent):
    data = tmp_path / "workspace"
    process = begin("generate", PROMPT, *PLANNED, data=data, until="storyboard:")
    process.send_signal(sent)
    told = time.monotonic()
    answer = ended(process)
    assert answer.code == 130
    assert time.monotonic() - told < 15
    (film,) = cli("list", "--json", data=data).data["projects"]
    assert f"vidpipe resume {film['project']}" in answer.complaint
    assert cli("status", film["project"], "--json", data=data).data["slots"]["storyboard"]["digest"]
    resumed = cli("resume", film["project"], "--json", data=data)
    assert resumed.code == 0


def test_a_film_is_stopped_from_another_terminal(tmp_path, cli):
    data = tmp_path / "workspace"
    process = begin("generate", PROMPT, *LONGER, data=data, until="storyboard:")
    (film,) = cli("list", "--json", data=data).data["projects"]
    assert cli("stop", film["project"], data=data).code == 0
    answer = ended(process)
    assert answer.code == 130
    assert f"vidpipe resume {film['project']}" in answer.complaint
    assert cli("status", film["project"], "--json", data=data).data["status"] == "stopped"


@UNIX
def test_after_a_kill_nothing_finished_is_made_twice(tmp_path, cli):
    data = tmp_path / "workspace"
    process = begin("generate", PROMPT, *PLANNED, data=data, until="start keyframe")
    process.kill()
    process.communicate()
    (film,) = cli("list", "--json", data=data).data["projects"]
    before = made(data, film["project"])
    assert cli("resume", film["project"], "--json", data=data).code == 0
    after = made(data, film["project"])
    assert {slot: takes for slot, takes in after.items() if slot in before} == before
    assert all(len(takes) == 1 for takes in after.values())


def made(data: Path, project: str) -> dict[str, list[str]]:
    """The digests of all takes of every slot."""
    with Studio(data) as studio:
        film = studio.project(project)
        now = film.overview
        names = [view.slot for view in [*now.slots.values(), *(v for s in now.scenes for v in s.slots.values())]]
        return {name: [take.digest for take in film.takes(name)] for name in names if film.takes(name)}


def test_two_commands_on_one_film_do_the_work_once(tmp_path, cli):
    data = tmp_path / "workspace"
    project = cli("generate", PROMPT, *TINY, "--until", "brief", "--json", data=data).data["project"]
    first, second = (
        started("resume", project, "--until", "keyframes", "--json", data=data, stdin=subprocess.DEVNULL, text=True)
        for _ in range(2)
    )
    answers = [ended(first), ended(second)]
    assert [answer.code for answer in answers] == [0, 0], answers
    assert all(len(takes) == 1 for takes in made(data, project).values())
    told = cli("status", project, "--json", data=data).data
    assert told["attempts"] == sum(1 for takes in made(data, project).values() for _ in takes)


def test_a_second_worker_is_told_who_works(tmp_path):
    data = tmp_path / "workspace"
    process = begin("worker", data=data, until="Working in")
    answer = spawned("worker", data=data)
    process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
    process.communicate(timeout=60)
    assert answer.code == 4
    assert str(process.pid) in answer.complaint


def test_a_worker_that_may_end_ends_when_nothing_is_left(tmp_path):
    answer = spawned("worker", "--idle", data=tmp_path / "workspace")
    assert answer.code == 0
    assert answer.err == ""


def flipped(file: Path) -> None:
    """Change one byte in the middle."""
    bytes_ = bytearray(file.read_bytes())
    bytes_[len(bytes_) // 2] ^= 0xFF
    file.chmod(0o600)
    file.write_bytes(bytes_)


@pytest.mark.parametrize("slot", ["cut", "clip"])
def test_a_damaged_file_is_named_and_made_again(copy, cli, slot):
    told = cli("status", copy.project, "--json", data=copy.data).data
    slots = told["slots"] | told["scenes"][0]["slots"]
    name, digest = next((name, each["digest"]) for name, each in slots.items() if name.startswith(slot))
    blob = copy.data / "blobs" / digest[:2] / digest[2:]
    flipped(blob)
    for command in ("status", "show"):
        answer = cli(command, copy.project, data=copy.data)
        assert "damaged" in answer.err
        assert name in answer.err
        assert f"vidpipe resume {copy.project}" in answer.err
    resumed = cli("resume", copy.project, "--json", data=copy.data)
    assert resumed.code == 0, resumed.err
    healed = cli("status", copy.project, "--json", data=copy.data)
    assert healed.err == ""
    assert blob.exists()


def test_a_lost_file_is_made_again(copy, cli):
    told = cli("status", copy.project, "--json", data=copy.data).data
    digest = next(each["digest"] for name, each in told["slots"].items() if name.startswith("cut/"))
    (copy.data / "blobs" / digest[:2] / digest[2:]).unlink()
    assert cli("status", copy.project, "--json", data=copy.data).data["status"] != "complete"
    assert cli("resume", copy.project, "--json", data=copy.data).code == 0


def test_a_database_of_a_newer_version_is_left_alone(copy, cli):
    (file,) = [each for each in copy.data.glob("*.db") if "queue" not in each.name and "cache" not in each.name]
    with sqlite3.connect(file) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = file.read_bytes()
    for args in (("list",), ("status", copy.project), ("resume", copy.project), ("generate", PROMPT)):
        answer = cli(*args, data=copy.data)
        assert answer.code == 4
        assert "newer" in answer.complaint.lower()
    assert file.read_bytes() == before


def test_a_database_that_is_none_is_named(cli, copy):
    (file,) = [each for each in copy.data.glob("*.db") if "queue" not in each.name and "cache" not in each.name]
    for side in copy.data.glob(f"{file.name}-*"):
        side.unlink()
    file.write_bytes(b"this is no database, it is a letter to my aunt" * 200)
    answer = cli("list", data=copy.data)
    assert answer.code == 4
    assert "database" in answer.complaint.lower()


@UNIX
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that not even root can write")
def test_a_workspace_that_cannot_be_written_is_named():
    answer = spawned("generate", PROMPT, data=Path("/proc/vidpipe"))
    assert answer.code in (2, 4)
    assert "--data" in answer.complaint or "folder" in answer.complaint


@UNIX
def test_a_read_only_workspace_is_named(copy):
    if os.geteuid() != 0:
        for folder in [copy.data, *copy.data.rglob("*")]:
            folder.chmod(0o500 if folder.is_dir() else 0o400)
        answer = spawned("generate", PROMPT, *PLANNED, data=copy.data)
        for folder in [copy.data, *[each for each in copy.data.rglob("*") if each.is_dir()]]:
            folder.chmod(0o700)
    else:
        answer = in_small_room("mount --bind {data} {data} && mount -o remount,ro,bind {data}", copy.data)
    assert answer.code == 4
    assert "folder" in answer.complaint


@UNIX
def test_a_full_disk_is_named_and_what_was_there_goes_on(tmp_path):
    data = tmp_path / "small"
    data.mkdir()
    answer = in_small_room("mount -t tmpfs -o size=3m none {data}", data)
    assert answer.code == 4
    assert "disk" in answer.complaint.lower() or "room" in answer.complaint.lower()


def in_small_room(prepare: str, data: Path) -> Answer:
    """Run a command in a mount namespace of its own, after `prepare`."""
    if not shutil.which("unshare"):
        pytest.skip("needs unshare")
    ask = f'"{sys.executable}" -m vidpipe generate "{PROMPT}" --duration 3 --no-narration'
    command = ["unshare", "-rm", "sh", "-c", f"{prepare.format(data=data)} || exit 77; {ask}"]
    done = subprocess.run(
        command,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "VIDPIPE_DATA": str(data), **python_path()},
        timeout=200,
        check=False,
    )
    if done.returncode in (77, 1) and not done.stdout:
        pytest.skip(f"no mount may be made here: {done.stderr.decode()[:200]}")
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())
