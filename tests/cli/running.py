"""Commands as a person runs them, in a process of their own, and what they leave behind."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def spawned(*args: str, data: Path, stdin: bytes | None = b"", **extra: Any) -> Answer:
    """Run a command as a person does, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "vidpipe", *args],
        input=stdin,
        capture_output=True,
        env={**os.environ, "VIDPIPE_DATA": str(data), **python_path(), **extra.pop("env", {})},
        timeout=240,
        check=False,
        **extra,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


@dataclass(frozen=True)
class Made:
    """A finished tiny film: its workspace, its id, and what `generate` answered."""

    data: Path
    project: str
    answer: Answer
