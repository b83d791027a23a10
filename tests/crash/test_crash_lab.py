"""kill -9 in the middle of a grid, again and again: after going on every cell is there, made once, and the same."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import forking
from vidpipe import Studio

pytestmark = [pytest.mark.crash, pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")]

ASKED = ("Write about {thing}", "--role", "text", "--var", "thing=a fox|a kite|the sea", "--seeds", "2")
FAULTS = ("before-submit:2", "remembered:2", "finish-after-commit:1")


def command(data: Path, *words: str, fault: str = "") -> int:
    """A command of the lab, to its end; with `fault` it kills itself at that point."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("VIDPIPE_")}
    env |= {"VIDPIPE_FAULT": fault} if fault else {}
    line = [sys.executable, "-m", "vidpipe", "--data", str(data), "lab", *words]
    return forking.run(line, env=env, stdin=subprocess.DEVNULL, timeout=240, warm=forking.WORKER).returncode


def manifest(data: Path) -> dict[str, str]:
    """The grid's cells with what they hold; each was made once, and nothing is at work."""
    with Studio(data) as studio:
        (run,) = studio.lab.history()
        experiment = studio.lab.open(run.id)
        takes = Counter(take.slot for take in experiment._read()[0].takes)
        assert set(takes.values()) <= {1}, "a finished cell was made twice"
        return {cell.slot: cell.digest for cell in experiment.view.cells}


def test_a_grid_killed_again_and_again_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    data, calm = tmp_path / "data", tmp_path / "calm"
    words: tuple[str, ...] = ("run", *ASKED)
    for fault in FAULTS:
        assert command(data, *words, fault=fault) == -signal.SIGKILL, f"{fault} was not passed"
        with Studio(data) as studio:
            words = ("resume", studio.lab.history()[0].id)
        assert not all(manifest(data).values())
    assert command(data, *words) == 0
    with Studio(calm) as studio:
        values = [{"thing": thing} for thing in ("a fox", "a kite", "the sea")]
        studio.lab.create(studio.lab.grid(ASKED[0], role="text", values=values, seeds=2)).run()
    assert manifest(data) == manifest(calm)
    assert all(manifest(data).values())
    with Studio(data) as studio:
        assert studio._shop.store.open_attempts() == []
