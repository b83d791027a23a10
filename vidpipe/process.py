"""The only place that spawns, limits and kills processes, on every OS. No knowledge of what the processes do.

A child gets a process group of its own, so that it is killed with all it has started, and an environment without
secrets. Where the OS can, it dies with this process: on Linux by a death signal (`setpriv`), elsewhere because a
child that reads or writes a pipe of ours sees its end. Memory is limited by `ulimit -v` where a shell has it (Linux,
most Unix); on Windows and macOS only time is limited.
"""

import atexit
import contextlib
import functools
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BufferedReader, BufferedWriter
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, cast

from vidpipe.errors import LimitReached, Stopped, VidpipeError

WINDOWS = os.name == "nt"
SECRET_ENDINGS = ("_KEY", "_TOKEN", "_SECRET", "_PASSWORD", "_CREDENTIALS")
KEPT_STDERR = 256 * 1024
PIPE_BYTES = 1024 * 1024
WATCH_SECONDS = 0.1
OUT_OF_MEMORY = ("Cannot allocate memory", "MemoryError", "bad_alloc", "Out of memory")
DETACHED_FLAGS = 0x00000008 | 0x00000200 | 0x08000000
"""Windows: DETACHED_PROCESS, CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW."""
CHILD_FLAGS = 0x00000200 | 0x08000000

Buffer = bytes | bytearray | memoryview


class ProcessFailed(VidpipeError):
    """A program ended with an error; the message ends with the last line it wrote to stderr."""

    code = "process"

    def __init__(self, message: str, *, remedy: str = "", status: int = 1, err: bytes = b"") -> None:
        super().__init__(message, remedy=remedy)
        self.status = status
        self.err = err


@dataclass(frozen=True)
class Limits:
    """What a process may use: wall `seconds`, bytes of address space, bytes on stdout (`run` only). None: no limit."""

    seconds: float | None = None
    memory: int | None = None
    output: int | None = None


@dataclass(frozen=True)
class Done:
    """What a process wrote. `err` holds at most the last 256 KiB."""

    out: bytes
    err: bytes


def _never() -> bool:
    return False


def python_command(module: str, *args: str) -> list[str]:
    """The command that runs a module of ours in another interpreter of this kind."""
    return [sys.executable, "-m", module, *args]


def environment(source: Mapping[str, str] | None = None, *, secrets: bool = False) -> dict[str, str]:
    """This process's environment without secrets, such that a child Python finds this package."""
    given = os.environ if source is None else source
    kept = {name: value for name, value in given.items() if secrets or not name.upper().endswith(SECRET_ENDINGS)}
    home = str(Path(__file__).resolve().parent.parent)
    kept["PYTHONPATH"] = os.pathsep.join([home, *filter(None, [kept.get("PYTHONPATH")])])
    return kept


def run(
    command: Sequence[str],
    *,
    limits: Limits,
    stdin: bytes = b"",
    cwd: Path | None = None,
    stopped: Callable[[], bool] = _never,
) -> Done:
    """Run a program to its end. Raises ProcessFailed, LimitReached, Stopped; nothing of it is alive after."""
    with Child(command, limits=limits, cwd=cwd, stopped=stopped) as child:
        feeder = threading.Thread(target=child.feed, args=(stdin,), daemon=True)
        feeder.start()
        out = child.read_all(limits.output)
        feeder.join()
        child.finish()
        return Done(out, child.err)


def spawn_detached(command: Sequence[str], log: Path, *, survive: bool = True, secrets: bool = False) -> int:
    """Start a program that goes on by itself and return its process id; its output is appended to `log`.

    With `survive` it has no input. Without, it holds the end of a pipe as its stdin: the end of that pipe tells it that
    this process is gone, so that it can finish what it has and end. Only with `secrets` does it get the environment's
    keys: a worker that calls providers needs them.
    """
    with log.open("ab") as output:
        process = _popen(
            command,
            stdin=subprocess.DEVNULL if survive else subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            flags=DETACHED_FLAGS,
            secrets=secrets,
        )
    _DETACHED.append(process)
    threading.Thread(target=process.wait, name="reaper", daemon=True).start()
    return process.pid


_DETACHED: list["subprocess.Popen[bytes]"] = []
"""Kept, so that their pipes stay open until this process ends."""


@atexit.register
def _let_go() -> None:
    for process in _DETACHED:
        process.returncode = process.returncode or 0


class Child:
    """A program at work, with pipes to its stdin and stdout. A context manager: on leaving it, nothing of it is alive.

    stderr is drained by a thread, so that a flood of it never blocks; a second thread kills the tree when the time is
    up or `stopped()` says so, which ends any blocked `read` or `write` here.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        limits: Limits = Limits(),
        cwd: Path | None = None,
        stopped: Callable[[], bool] = _never,
    ) -> None:
        self.name = Path(command[0]).stem.partition("-")[0]
        self._limits = limits
        self._stopped = stopped
        self._verdict: Literal["", "time", "stopped"] = ""
        self._over = threading.Event()
        self._err = bytearray()
        self._process = _popen(_prepared(command, limits), cwd=cwd)
        self._in = cast(BufferedWriter, self._process.stdin)
        self._out = cast(BufferedReader, self._process.stdout)
        self._said = cast(BufferedReader, self._process.stderr)
        self._threads = [threading.Thread(target=self._drain, daemon=True)]
        if limits.seconds is not None or stopped is not _never:
            self._threads.append(threading.Thread(target=self._watch, daemon=True))
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def err(self) -> bytes:
        return bytes(self._err)

    def write(self, data: Buffer) -> None:
        """Write all of it. Raises ProcessFailed, LimitReached or Stopped where the program is gone."""
        try:
            self._in.write(data)
        except (OSError, ValueError) as error:
            self._fail(error)

    def feed(self, data: bytes) -> None:
        """Write all of it and close stdin; a program that ends without reading it is no error."""
        with contextlib.suppress(OSError, ValueError):
            self._in.write(data)
        self._close(self._in)

    def read(self, count: int) -> bytes:
        """The next `count` bytes of stdout; fewer only at its end."""
        return self._out.read(count)

    def read_into(self, buffer: bytearray | memoryview) -> int:
        """Fill the buffer from stdout; returns the bytes read, fewer than its length only at the end."""
        view, filled = memoryview(buffer).cast("B"), 0
        while filled < len(view):
            count = self._out.readinto(view[filled:])
            if not count:
                break
            filled += count
        return filled

    def read_all(self, most: int | None = None) -> bytes:
        """All of stdout. Raises LimitReached, and kills, when it is more than `most` bytes."""
        if most is None:
            return self._out.read()
        data = self._out.read(most + 1)
        if len(data) > most:
            self.kill()
            raise LimitReached(f"{self.name} wrote more than {most} bytes", remedy="Use a smaller file.")
        return data

    def lines(self) -> Iterator[str]:
        """stdout line by line as text, for programs that report their progress there."""
        for line in self._out:
            yield line.decode(errors="replace").rstrip("\r\n")

    def finish(self) -> None:
        """Close stdin, let the program end and look how. Raises ProcessFailed, LimitReached, Stopped."""
        self._close(self._in)
        while self._out.read(65536):
            pass
        self._process.wait()
        self._end()
        _kill_stragglers(self._process.pid)
        if self._verdict or self._process.returncode:
            self._fail(None)

    def kill(self) -> None:
        """End the program and all it has started, at once; harmless when it has ended."""
        if not self._over.is_set():
            _kill_tree(self._process)
            self._process.wait()
            self._end()
        for pipe in (self._in, self._out):
            self._close(pipe)

    def _end(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(timeout=5)

    def _fail(self, cause: BaseException | None) -> None:
        self._threads[0].join(timeout=2)
        if not self._verdict and self._process.poll() is None:
            self.kill()
        raise self._error() from cause

    def _error(self) -> VidpipeError:
        if self._verdict == "stopped":
            return Stopped("Stopped.")
        if self._verdict == "time":
            return LimitReached(
                f"{self.name} took longer than {self._limits.seconds:g} seconds",
                remedy="Try again when the machine is less busy, or with a smaller file.",
            )
        said = self.err.decode(errors="replace")
        last = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "it said nothing")
        if self._limits.memory and any(sign in said for sign in OUT_OF_MEMORY):
            return LimitReached(f"{self.name} needs more memory than it may use", remedy="Use a smaller file.")
        return ProcessFailed(f"{self.name} failed: {last[:300]}", status=self._process.poll() or 1, err=self.err)

    def _drain(self) -> None:
        with self._said as pipe:
            while chunk := pipe.read1(65536):
                self._err += chunk
                if len(self._err) > KEPT_STDERR:
                    del self._err[:-KEPT_STDERR]

    def _watch(self) -> None:
        end = None if self._limits.seconds is None else time.monotonic() + self._limits.seconds
        while not self._over.wait(WATCH_SECONDS):
            if end is not None and time.monotonic() > end:
                self._verdict = "time"
            elif self._stopped():
                self._verdict = "stopped"
            if self._verdict:
                return _kill_tree(self._process)

    @staticmethod
    def _close(pipe: Any) -> None:
        with contextlib.suppress(OSError):
            pipe.close()


def _prepared(command: Sequence[str], limits: Limits) -> list[str]:
    found = shutil.which(command[0])
    if found is None:
        raise ProcessFailed(f"{command[0]} is not installed", remedy="Install it, or mend the path to it.", status=127)
    prepared = [found, *command[1:]]
    if limits.memory and not WINDOWS:
        prepared = ["/bin/sh", "-c", 'ulimit -v "$0" 2>/dev/null; exec "$@"', str(limits.memory // 1024), *prepared]
    return _with_death_signal(prepared)


def _with_death_signal(command: list[str]) -> list[str]:
    tool = _setpriv()
    return [tool, "--pdeathsig", "KILL", *command] if tool else command


@functools.cache
def _setpriv() -> str:
    tool = shutil.which("setpriv") if sys.platform == "linux" else None
    if not tool:
        return ""
    said = subprocess.run([tool, "--help"], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    return tool if b"--pdeathsig" in said.stdout else ""


def _popen(
    command: Sequence[str],
    *,
    stdin: int = subprocess.PIPE,
    stdout: Any = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    cwd: Path | None = None,
    flags: int = CHILD_FLAGS,
    secrets: bool = False,
) -> "subprocess.Popen[bytes]":
    def start() -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            list(command),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            cwd=cwd,
            env=environment(secrets=secrets),
            start_new_session=not WINDOWS,
            creationflags=flags if WINDOWS else 0,
            pipesize=PIPE_BYTES if sys.platform == "linux" and stdin == subprocess.PIPE else -1,
        )

    # A Linux death signal is sent when the THREAD that spawned ends, so one long-lived thread does all the spawning.
    try:
        return _spawner(os.getpid()).submit(start).result()
    except OSError as error:
        raise ProcessFailed(f"{command[0]} cannot be started: {error.strerror or error}", status=126) from error


@functools.cache
def _spawner(pid: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawn")


def _kill_tree(process: "subprocess.Popen[bytes]") -> None:
    try:
        if WINDOWS:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
    except (OSError, ProcessLookupError):
        process.kill()


def _kill_stragglers(group: int) -> None:
    """What an ended program left behind in its process group."""
    if not WINDOWS:
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGKILL)
