"""A grid copied as a command and as Python: both, run, make the very same grid and call nobody."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import forking
from vidpipe import Studio
from vidpipe.film.grid import Grid
from vidpipe.lab import Experiment
from vidpipe.lab.differing import words
from vidpipe.lab.saying import quoted


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("said")


@pytest.fixture(scope="module")
def studio(data: Path) -> Iterator[Studio]:
    with Studio(data) as found:
        yield found


TEXTS = {"role": "text", "languages": ["en", "es"], "name": "Fox & bear"}


@pytest.fixture(scope="module")
def tried(studio: Studio) -> Experiment:
    """Two wordings × two animals × two languages × two seeds, finished."""
    values = [{"animal": "a fox's tail"}, {"animal": "a bear, $5"}]
    grid = studio.lab.grid(["Write of {animal}", "-- {animal}: a story"], values=values, seeds=[3, 9], **TEXTS)
    experiment = studio.lab.create(grid)
    experiment.run()
    return experiment


def run(words: list[str], data: Path) -> str:
    env = dict(os.environ) | {"VIDPIPE_DATA": str(data)}
    done = forking.run(words, env=env, text=True, timeout=120, warm=forking.WORKER)
    assert done.returncode == 0, done.stdout[-800:] + done.stderr[-1500:]
    return done.stdout


def command(said: str, *more: str) -> list[str]:
    """The command as a shell takes it apart; its options may stand behind nothing but options."""
    name, *rest = shlex.split(said)
    assert name == "vidpipe"
    return [sys.executable, "-m", name, *rest[:2], *more, *rest[2:]]


def test_the_command_and_the_code_make_the_same_grid_for_nothing(studio: Studio, tried: Experiment, data: Path) -> None:
    before, grids = tried.overview, len(studio.lab.history())
    answer = json.loads(run(command(tried.as_cli(), "--json"), data))
    assert (answer["grid"], len(answer["cells"])) == (tried.id, 16)
    (data / "again.py").write_text(tried.as_python())
    said = run([sys.executable, str(data / "again.py")], data)
    assert said.split("\n")[0].startswith("1 local/director-3 ready")
    assert len(studio.lab.history()) == grids
    assert tried.overview.calls == before.calls


def test_a_cell_alone_is_copied_too_and_answered_by_the_cache(studio: Studio, tried: Experiment) -> None:
    cell = tried.view.cells[-1]
    namespace: dict[str, object] = {}
    code = tried.as_python(cell.slot).partition("    experiment")[0]
    exec(code.replace("Studio()", "Given()").partition("\n")[2], {"Given": lambda: _Lent(studio)}, namespace)
    alone = studio.lab.create(_grid(namespace))
    alone.run()
    assert [(each.slot, each.cached) for each in alone.view.cells] == [(cell.slot, True)]
    assert alone.overview.calls == alone.overview.cached_calls
    assert shlex.split(alone.as_cli()) == shlex.split(tried.as_cli(cell.slot))


class _Lent:
    def __init__(self, studio: Studio) -> None:
        self.studio = studio

    def __enter__(self) -> Studio:
        return self.studio

    def __exit__(self, *_: object) -> None:
        """It stays open."""


def _grid(namespace: dict[str, object]) -> Grid:
    found = namespace["grid"]
    assert isinstance(found, Grid)
    return found


def test_rows_that_are_no_product_options_and_bars_are_copied(studio: Studio) -> None:
    rows = [{"a": "one|two", "b": "x"}, {"a": "three", "b": "y"}]
    grid = studio.lab.grid("{a} and {b}", role="video", values=rows, seconds=[2, 3.6], aspects=["9:16"], rate=25)
    said = shlex.split(studio.lab.create(grid).as_cli())
    assert [json.loads(said[place + 1]) for place, word in enumerate(said) if word == "--row"] == rows
    assert [said[place + 1] for place, word in enumerate(said) if word == "--seconds"] == ["2", "3.6"]
    assert (said[said.index("--rate")], said[said.index("--rate") + 1]) == ("--rate", "25")


@pytest.mark.parametrize(
    "word", ["a fox", "a fox's tail", 'the "big" one', "it's “it”", "$5 `x` \\ !", "", "two\nlines", "-x"]
)
def test_every_word_comes_out_of_a_shell_as_it_went_in(word: str) -> None:
    assert shlex.split(quoted(word)) == [word]
    if not shutil.which("sh"):
        pytest.skip("no POSIX shell")
    done = subprocess.run(["sh", "-c", f"printf '%s' {quoted(word)}"], capture_output=True, check=True)
    assert done.stdout.decode() == word


def test_what_both_kinds_of_shell_read_alike_is_quoted_for_both() -> None:
    assert quoted("a fox, really") == "'a fox, really'"
    assert quoted("a fox's tail") == '"a fox\'s tail"'
    assert quoted("a fox’s tail") == '"a fox’s tail"', "PowerShell ends a single-quoted word at a curly quote"


def test_two_cells_differ_word_by_word_and_in_their_facts(tried: Experiment) -> None:
    cells = tried.view.cells
    one = next(cell for cell in cells if "fox" in cell.prompt)
    other = next(
        cell for cell in cells if "bear" in cell.prompt and cell.seed != one.seed and cell.option != one.option
    )
    found = tried.differ(one.slot, other.slot)
    assert "".join(run.text for run in found.prompt if run.mark in ("same", "one")) == one.prompt
    assert "".join(run.text for run in found.prompt if run.mark in ("same", "other")) == other.prompt
    assert "".join(run.text for run in found.text if run.mark in ("same", "one")) == one.text
    assert found.facts == {
        "seed": ("3", "9"),
        "language": ("en", "es"),
        "{animal}": ("a fox's tail", "a bear, $5"),
    }
    same = tried.differ(one.slot, one.slot)
    assert ({run.mark for run in same.prompt}, same.facts) == ({"same"}, {})


def test_a_diff_of_words_marks_only_what_differs() -> None:
    runs = [(run.mark, run.text) for run in words("a red fox, at dawn", "a blue fox, at dusk")]
    assert runs == [
        ("same", "a "),
        ("one", "red"),
        ("other", "blue"),
        ("same", " fox, at "),
        ("one", "dawn"),
        ("other", "dusk"),
    ]
    assert words("", "new") == words("", "new")
    assert words("", "") == ()
