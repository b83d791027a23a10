"""Forks children for the tests' processes, as asked on a line; tests/forking.py speaks with it.

It has one thread, opens no database and draws nothing: a child begins with modules that are loaded, and no more.
"""

import contextlib
import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import sys
from collections.abc import Mapping
from typing import Any

FEW, MANY = 4, 2**20
Job = dict[str, Any]


class Server:
    """Asked on `line`: a job with the handles of three streams, and one on which its child's start and end are told."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._asleep, self._awake = socket.socketpair()
        self._telling: dict[int, int] = {}
        self._watch = selectors.DefaultSelector()
        for each in (self._line, self._asleep):
            self._watch.register(each, selectors.EVENT_READ)
        for each in (self._asleep, self._awake):
            each.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self._awake.fileno(), warn_on_full_buffer=False)

    def serve(self) -> Job | None:
        """Until the end of the line: None. In a child: its job."""
        while True:
            for found, _ in self._watch.select():
                if found.fileobj is self._asleep:
                    self._tell_ends()
                    continue
                said, handles, _, _ = socket.recv_fds(self._line, MANY, FEW)
                if not said:
                    return None
                if (job := self._fork(json.loads(said), handles)) is not None:
                    return job

    def _fork(self, job: Job, handles: list[int]) -> Job | None:
        """A child's job in the child. With threads no fork is safe, and none is made."""
        *streams, told = handles
        for name in job["warm"]:
            importlib.import_module(name)
        gc.freeze()
        child = os.fork() if len(os.listdir("/proc/self/task")) == 1 else -1
        if not child:
            self._leave(told)
            return {**job, "streams": streams}
        os.write(told, child.to_bytes(FEW, "little", signed=True))
        for handle in streams:
            os.close(handle)
        self._telling[child] = told
        if child < 0:
            os.close(self._telling.pop(child))
        return None

    def _leave(self, told: int) -> None:
        """In a child: nothing of the server is left."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for each in (self._line, self._asleep, self._awake, self._watch):
            each.close()
        for handle in (told, *self._telling.values()):
            os.close(handle)

    def _tell_ends(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._asleep.recv(4096)
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                told = self._telling.pop(ended[0])
                with contextlib.suppress(OSError):
                    os.write(told, os.waitstatus_to_exitcode(ended[1]).to_bytes(FEW, "little", signed=True))
                os.close(told)


def places(env: Mapping[str, str]) -> list[str]:
    """The folders of PYTHONPATH."""
    return [os.path.abspath(each) for each in env.get("PYTHONPATH", "").split(os.pathsep) if each]


def settle(job: Job, installed: list[str]) -> None:
    """Be the process that was asked for: session, streams, folder, environment, path and arguments."""
    if job["session"]:
        os.setsid()
    for place, handle in enumerate(job["streams"]):
        os.dup2(handle, place)
    for handle in {each for each in job["streams"] if each > 2}:
        os.close(handle)
    os.chdir(job["cwd"])
    os.environ.clear()
    os.environ.update(job["env"])
    how, *rest = job["args"]
    first = {"-m": os.getcwd(), "-c": ""}.get(how, os.path.dirname(os.path.abspath(how)))
    sys.path[:] = [first, *places(job["env"]), *installed]
    sys.argv = {"-m": rest, "-c": ["-c", *rest[1:]]}.get(how, [how, *rest])


def act(job: Job) -> None:
    """Run the module, code or script, to the end of the process."""
    how, *rest = job["args"]
    if how == "-m":
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    elif how == "-c":
        exec(compile(rest[0], "<string>", "exec"), {"__name__": "__main__"})
    else:
        runpy.run_path(how, run_name="__main__")


if __name__ == "__main__":
    number, *known = sys.argv[1:]
    own = [each for each in sys.path[1:] if os.path.abspath(each) not in places(os.environ)]
    sys.path += [each for each in known if each not in sys.path]
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy's threads begin when it is loaded
    asked = Server(socket.socket(fileno=int(number))).serve()
    if asked is not None:
        settle(asked, own)
        act(asked)
