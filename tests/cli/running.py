"""Commands as a person runs them, in a process of their own, and what they leave behind."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import forking
from repository import ROOT

PROMPT = "A fox under the northern lights"
TINY = ("--duration", "3", "--quality", "draft", "--no-narration")


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON object on standard output."""
        lines = self.out.splitlines()
        assert len(lines) == 1, self.out
        return json.loads(lines[0])

    @property
    def complaint(self) -> str:
        """The one line on standard error."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        return lines[0]


def python_path() -> dict[str, str]:
    """Where another interpreter finds this checkout."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))}


def started(*args: str, data: Path, env: Mapping[str, str] | None = None, **options: Any) -> "subprocess.Popen[Any]":
    """Begin a command as a person does, in a process of its own, with pipes."""
    return forking.Popen(
        [sys.executable, "-m", "vidpipe", *args],
        env={**os.environ, "VIDPIPE_DATA": str(data), **python_path(), **(env or {})},
        warm=forking.WORKER,
        **{"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options,
    )


def spawned(*args: str, data: Path, stdin: bytes | None = b"", **extra: Any) -> Answer:
    """Run a command as a person does, in a process of its own."""
    with started(*args, data=data, **extra) as process:
        try:
            out, err = process.communicate(stdin, timeout=240)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return Answer(process.returncode, out.decode(), err.decode())


@dataclass(frozen=True)
class Made:
    """A finished tiny film: its workspace, its id, and what `generate` answered."""

    data: Path
    project: str
    answer: Answer
