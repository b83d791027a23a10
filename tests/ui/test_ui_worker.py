"""The studio watches its worker: one that was killed is followed by another while a film should move."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from vidpipe import Studio
from vidpipe.ui import clockwork, session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


def at_work(studio: Studio, *, but: int = 0) -> int:
    """The process that works here, waited for."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = studio.worker()
        if found and found.pid not in (0, but):
            return found.pid
        time.sleep(0.05)
    raise AssertionError("no worker came up")


def test_a_killed_worker_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Studio(tmp_path / "data") as studio:
        monkeypatch.setattr(session, "studio", lambda: studio)
        monkeypatch.setattr(clockwork, "LOOK", 0.0)
        clockwork.watch_worker()
        first = at_work(studio)
        os.kill(first, signal.SIGKILL)
        while studio.worker() is not None:
            time.sleep(0.05)
        clockwork.watch_worker()
        second = at_work(studio, but=first)
        os.kill(second, signal.SIGKILL)
    assert second != first
