"""Runs the real commands on a tiny film in processes of their own, and reads what they left behind."""

import hashlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import forking
from vidpipe import Studio
from vidpipe.take import Phase

FORMAT = ("--duration", "3", "--quality", "draft", "--aspect", "9:16", "--no-narration")
ASKED = ("generate", "A red kite over a meadow", *FORMAT)
PATIENCE = 240


@dataclass(frozen=True)
class Left:
    """What a workspace holds of its one film."""

    project: str
    status: str
    manifest: dict[str, str]
    made: dict[str, int]
    open: int
    asked: dict[str, int]


def command(data: Path, *words: str, fault: str = "", afresh: bool = False) -> "subprocess.Popen[bytes]":
    """A vidpipe command, started; with `fault` it kills itself at that point. `afresh`: not forked."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("VIDPIPE_")}
    env |= {"VIDPIPE_FAULT": fault} if fault else {}
    line = [sys.executable, "-m", "vidpipe", "--data", str(data), *words]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    if afresh:
        return subprocess.Popen(line, env=env, start_new_session=True, **pipes)
    return forking.Popen(line, env=env, start_new_session=True, warm=forking.WORKER, **pipes)


def ended(process: "subprocess.Popen[bytes]") -> int:
    """Wait for the end of a command; its exit code. A hang is an error, and leaves nothing alive."""
    try:
        process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        kill(process)
        raise
    return process.returncode


def kill(process: "subprocess.Popen[bytes]") -> None:
    """kill -9 of the command itself, not of what it started: as the kernel does when memory is short."""
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)


def go_on(data: Path) -> tuple[str, ...]:
    """What a person types after a crash; a crash before there is a project is begun again."""
    if not (data / "vidpipe.db").exists():
        return ASKED
    with Studio(data) as studio:
        projects = [project.id for project in studio.summaries()]
    return ("resume", projects[0]) if projects else ASKED


def finish(data: Path) -> None:
    """Go on after a crash until the film is there."""
    assert ended(command(data, *go_on(data))) == 0


def left(data: Path) -> Left:
    """The film's slots with their digests, how often each was made, and what is still open."""
    with Studio(data) as studio:
        (summary,) = studio.summaries()
        film = studio.project(summary.id)
        now = film.overview
        records = film._store.records(film.id)
        views = dict(now.slots)
        for row in now.scenes:
            views |= {f"{row.index}/{name}": view for name, view in row.slots.items()}
        made: dict[str, int] = {}
        for take in records.takes:
            made[take.slot] = made.get(take.slot, 0) + 1
        asked: dict[str, int] = {}
        for attempt in records.attempts:
            asked[attempt.slot] = asked.get(attempt.slot, 0) + (attempt.phase is Phase.DONE)
        return Left(
            project=film.id,
            status=now.status.value,
            manifest={name: view.take.digest for name, view in sorted(views.items()) if view.take},
            made=made,
            open=len(film._store.open_attempts()),
            asked=asked,
        )


def half_made(data: Path) -> list[Path]:
    """Files under the digest store whose name is not the digest of their bytes."""
    files = [path for path in (data / "blobs").rglob("*") if path.is_file()]
    return [f for f in files if hashlib.sha256(f.read_bytes()).hexdigest() != f.parent.name + f.name]
