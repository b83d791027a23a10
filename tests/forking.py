"""Child processes that do not load the libraries anew: forked from one process that has loaded them and done nothing.

`Popen` and `run` are those of `subprocess`, for `[sys.executable, "-m" | "-c" | script, …]`; such a child has its own
environment, arguments, folder, pipes and session, and ends as any Python does. What an interpreter reads before its
first line (`PYTHON…`, the language) is the server's: a child that is to have other values is started afresh, and so
is every child where there is no safe fork.
"""

import atexit
import inspect
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SERVER = Path(__file__).with_name("fork_server.py")
FORKS = sys.platform == "linux"
READ_FIRST = ("PYTHON", "LC_", "LANG", "LD_", "MALLOC_", "OMP_", "OPENBLAS_", "TZ")
"""How variables begin that count before the first line of a program."""

STORE = ("vidpipe.store.sql", "vidpipe.store.textdisk", "alembic.command", "sqlalchemy.dialects.sqlite", "filelock")
PEERS = tuple(f"vidpipe.providers.{name}.peer" for name in ("google", "openai", "replicate", "server", "local"))
PAGES = ("streamlit.web.cli", "streamlit.web.server.server", "vidpipe.ui.stage", "vidpipe.ui.routes", "vidpipe.api")
STUDIO = (*STORE, *PAGES)
"""What a studio's server loads before it draws; its children come from a process of their own kind."""
WORKER = (*STORE, *PEERS, "vidpipe.studio", "vidpipe.cli.making", "vidpipe.providers.local.director", "dbos")
"""What nearly every command and worker loads; numpy, which has threads, and what draws, it loads itself."""


def _first(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith(READ_FIRST) and name != "PYTHONPATH"}


class _Server:
    """The process that forks, started when the first child is asked for."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._first, self._line, self._turn = _first(os.environ), ours, threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, str(SERVER), str(theirs.fileno()), *filter(None, sys.path)],
            stdin=subprocess.PIPE,  # pipes, so that a child has the kind of streams that it has at a fresh start
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
        theirs.close()
        atexit.register(self._close)

    def fits(self, env: Mapping[str, str]) -> bool:
        return _first(env) == self._first and self._process.poll() is None

    def fork(self, job: Mapping[str, Any], handles: Sequence[int]) -> tuple[int, socket.socket]:
        """A child's id, and the line on which its end is told."""
        ours, theirs = socket.socketpair()
        with self._turn, theirs:
            socket.send_fds(self._line, [json.dumps(job).encode()], [*handles, theirs.fileno()])
        said = ours.recv(4)
        assert said, self._process.communicate(timeout=10)[0].decode()
        child = int.from_bytes(said, "little", signed=True)
        assert child > 0, f"what is loaded before has threads: {job['warm']}"
        return child, ours

    def _close(self) -> None:
        self._line.close()
        with self._process:
            pass


_server: dict[tuple[int, str], _Server] = {}


def _forking(env: Mapping[str, str], kind: str) -> _Server | None:
    if not FORKS:
        return None
    place = (os.getpid(), kind)
    if place not in _server:
        _server[place] = _Server()
    found = _server[place]
    return found if found.fits(env) else None


class Forked(subprocess.Popen[Any]):
    """A `subprocess.Popen` whose process is forked by the server, which also waits for it. `warm`: modules that the
    server loads before."""

    def __init__(self, args: Sequence[str], *, server: _Server, warm: Sequence[str], **options: Any) -> None:
        self._server, self._warm = server, warm
        super().__init__(args, **options)

    def _execute_child(self, *given: Any) -> None:
        names = list(inspect.signature(subprocess.Popen._execute_child).parameters)[1:]  # type: ignore[attr-defined]
        told = dict(zip(names, given, strict=True))
        job = {
            "args": [*map(str, told["args"])][1:],
            "env": dict(told["env"] if told["env"] is not None else os.environ),
            "cwd": str(told["cwd"] or os.getcwd()),
            "session": bool(told.get("start_new_session", False)),
            "warm": list(self._warm),
        }
        asked = [told["p2cread"], told["c2pwrite"], told["errwrite"]]
        handles = [own if handle == -1 else handle for own, handle in enumerate(asked)]
        try:
            self.pid, self._told = self._server.fork(job, handles)
        finally:
            self._close_pipe_fds(*(told[name] for name in names if name.startswith(("p2c", "c2p", "err"))))  # type: ignore[attr-defined]
        self._child_created = True

    def _ended(self, seconds: float | None) -> bool:
        if self.returncode is None and select.select([self._told], [], [], seconds)[0]:
            said = self._told.recv(4)
            assert said, "the fork server is gone"
            self.returncode = int.from_bytes(said, "little", signed=True)
            self._told.close()
        return self.returncode is not None

    def poll(self) -> int | None:
        self._ended(0)
        return self.returncode

    def _internal_poll(self, *_: Any, **__: Any) -> int | None:
        return self.poll() if self.__dict__.get("_told") else self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if not self._ended(timeout):
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return int(self.returncode)


def Popen(args: Sequence[str], *, warm: Sequence[str] = (), kind: str = "", **options: Any) -> "subprocess.Popen[Any]":
    """A child process of this interpreter's kind, as `subprocess.Popen` starts one. What is loaded for children of one
    `kind` is not loaded in those of another."""
    env = options.get("env")
    server = _forking(os.environ if env is None else env, kind) if args[0] == sys.executable else None
    if server is None:
        return subprocess.Popen(args, **options)
    return Forked(args, server=server, warm=warm, **options)


def run(
    args: Sequence[str],
    *,
    warm: Sequence[str] = (),
    timeout: float | None = None,
    **options: Any,
) -> "subprocess.CompletedProcess[Any]":
    """A child to its end, with what it said. A hang is an error, and leaves nothing alive."""
    child = Popen(args, warm=warm, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    with child:
        try:
            out, err = child.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            raise
        return subprocess.CompletedProcess(args, child.returncode, out, err)
