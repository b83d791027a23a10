"""What the tests of the command line stand on: commands run in this process, and one finished film."""

import io
import logging
import shutil
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from running import PROMPT, TINY, Answer, Made, spawned

Cli = Callable[..., Answer]


@pytest.fixture(autouse=True)
def untouched() -> Iterator[None]:
    """What a command sets for its whole process is set back."""
    root, hook, shown = logging.getLogger(), threading.excepthook, warnings.showwarning
    handlers = list(root.handlers)
    yield
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    logging.getLogger("dbos").handlers.clear()
    threading.excepthook, warnings.showwarning = hook, shown


@pytest.fixture
def cli(workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command in this process, with nothing on its standard input unless `stdin` says so."""
    from vidpipe.cli.door import run

    def call(*args: str, stdin: bytes = b"", data: Path | None = None) -> Answer:
        monkeypatch.setenv("VIDPIPE_DATA", str(data or workspace))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = run(args)
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return call


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Made once; tests that change it work on a copy of its workspace."""
    data = tmp_path_factory.mktemp("film") / "workspace"
    answer = spawned("generate", PROMPT, *TINY, "--json", data=data)
    assert answer.code == 0, answer.err
    return Made(data, answer.data["project"], answer)


@pytest.fixture
def copy(film: Made, tmp_path: Path) -> Made:
    """The finished film in a workspace of the test's own."""
    data = tmp_path / "copied"
    shutil.copytree(film.data, data, symlinks=True)
    return Made(data, film.project, film.answer)
