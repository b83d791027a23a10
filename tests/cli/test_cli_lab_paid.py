"""A grid of a paid model and of this computer from the command line: killed in the middle, gone on with, rated without
names, and its winner a scene's picture. The far side says what was really asked for."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import forking
from fakes.far import Far, serving
from fakes.openai import OpenAI
from fakes.replicate import Replicate
from fakes.trial import KEYS, MODELS, anew, hits, money, setup_of
from vidpipe import Studio
from vidpipe.film.catalogue import Role

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs Unix signals")

PAID = MODELS["replicate"][Role.IMAGE]
DRAWN = MODELS["openai"][Role.IMAGE]
PROMPTS = ("A {animal} on a pier", "A {animal} in the rain", "Portrait of a {animal}")
GRID = (*PROMPTS, "--var", "animal=heron", "--model", "local/painter-3", "--model", PAID, "--seeds", "2")
SCENES = [
    {"start_prompt": "A lighthouse", "motion_prompt": "The lamp turns", "frames": 48},
    {"start_prompt": "A lantern", "motion_prompt": "The flame flickers", "frames": 48},
]


@pytest.fixture(scope="module")
def there() -> Iterator[Far]:
    with serving(OpenAI(), Replicate(), seconds={"image": 0.4}) as found:
        yield found


@pytest.fixture
def far(there: Far, monkeypatch: pytest.MonkeyPatch) -> Far:
    for name, value in setup_of(there).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("VIDPIPE_HASTE", "20")
    return anew(there)


def killed_in_the_middle(data: Path, *words: str) -> None:
    """Run a command and kill it once it has said that a cell is ready."""
    line = [sys.executable, "-m", "vidpipe", "--data", str(data), *words]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = forking.Popen(line, warm=forking.WORKER, text=True, env=dict(os.environ), **pipes)
    assert process.stdout is not None
    for said in process.stdout:
        if said.rstrip().endswith("ready") or ": ready," in said:
            process.send_signal(signal.SIGKILL)
            break
    out, err = process.communicate(timeout=60)
    assert process.returncode == -9, out + err


def test_a_grid_is_killed_and_gone_on_with_and_its_winner_is_a_scenes_picture(
    far: Far, cli: Any, workspace: Path
) -> None:
    priced = cli("lab", "run", *GRID, "--dry-run", "--json").data
    assert (priced["cells"], priced["cached"], priced["confidence"]) == (12, 0, "unknown")
    refused = cli("lab", "run", *GRID)
    assert (refused.code, f"Nobody says what {PAID} costs" in refused.err) == (2, True)
    assert (far.submits(), cli("lab", "list", "--json").data) == ([], {"grids": []})
    killed_in_the_middle(workspace, "lab", "run", *GRID, "--name", "herons", "--yes")

    (run,) = cli("lab", "list", "heron", "--json").data["grids"]
    assert 0 < run["results"] < 12
    resumed = cli("lab", "resume", run["grid"][:8], "--yes", "--json")
    assert resumed.code == 0, resumed.err
    grid = resumed.data
    assert [cell["state"] for cell in grid["cells"]] == ["ready"] * 12
    assert {job.role for job in far.submits()} == {"image"}
    assert (len(far.submits()), far.doubled()) == (6, {}), "asked twice"
    with Studio(workspace) as studio:
        made = studio._shop.store.lab.made(grid["grid"])
    assert len({one.slot for one in made}) == len(made) == 12
    assert round(grid["cost_usd"] * 1e6) == money(workspace).charged <= round(priced["cost_usd"] * 1e6)

    again = cli("lab", "run", *GRID)
    assert again.out.startswith("12 results of 2 models, 12 of them cached: Free.")
    assert (again.code, len(far.submits())) == (0, 6)

    assert_rated_blind(cli, grid["grid"])
    assert_winner_goes_into_scene_two(cli, workspace, grid)
    assert hits(workspace, list(KEYS.values())) == []


def assert_rated_blind(cli: Any, grid: str) -> None:
    """Neither the questions nor the files say who made what; afterwards the tally does."""
    sitting = cli("lab", "blind", grid, "--rounds", "3", "--json", stdin=b"1\n?\n2\nb\n")
    assert sitting.err.count("Which is better?") == 3
    assert len(re.findall(r"^[12]: .*\.(png|jpg|webp)$", sitting.err, re.MULTILINE)) == 6
    assert not [name for name in ("local", "painter", "flux", "heron", "seed", "cell") if name in sitting.err]
    found = sitting.data
    assert found["judged"] == 3
    assert {line["name"] for line in found["models"]} == {"local/painter-3", PAID}
    assert {line["name"] for line in found["wordings"]} == set(PROMPTS)
    lines = [*found["models"], *found["wordings"]]
    assert sum(line["won"] for line in lines) == sum(line["lost"] for line in lines) >= 2
    cli("lab", "blind", grid, "--stars", "--rounds", "12", stdin=b"4\n" * 12)
    assert {cell["stars"] for cell in cli("lab", "show", grid, "--json").data["cells"]} == {4}


def assert_winner_goes_into_scene_two(cli: Any, workspace: Path, grid: dict[str, Any]) -> None:
    winner = next(cell for cell in grid["cells"] if cell["model"] == "local/painter-3")
    with Studio(workspace) as studio:
        film = studio.create(storyboard=SCENES, quality="draft", narration=False, music=False).id
    cli("lab", "rate", grid["grid"], str(winner["cell"]), "5")
    used = cli("lab", "use", grid["grid"], str(winner["cell"]), film, "2/start", "--json")
    assert used.code == 0, used.err
    assert used.data["digest"] == winner["digest"]
    shown = cli("status", film, "--json").data["scenes"][1]["slots"]["keyframe/start"]
    assert shown["digest"] == winner["digest"]


def test_what_fails_leaves_the_others_alone_and_is_tried_again_by_name(far: Far, cli: Any) -> None:
    far.fault("401", times=1)
    line = ("A pond", "--model", PAID, "--seeds", "3", "--yes")
    ended = cli("lab", "run", *line)
    assert ended.code == 4
    assert "2 of 3 results" in ended.out
    (trouble,) = [text for text in ended.err.splitlines() if text.startswith("Cell ")]
    grid, cell = re.findall(r"vidpipe lab retry (\w+) (\d)", trouble)[0]
    ready = "1" if cell != "1" else "2"
    refused = cli("lab", "retry", grid, ready)
    assert (refused.code, "nothing to try again" in refused.complaint) == (2, True)
    retried = cli("lab", "retry", grid, cell, "--yes", "--json")
    assert (retried.code, retried.data["results"]) == (0, 3), retried.err
    assert far.doubled() == {}


def test_one_more_sample_of_a_model_without_seeds_is_another_call(far: Far, cli: Any) -> None:
    line = ("lab", "run", "A pond", "--model", DRAWN)
    assert cli(*line).code == 0
    more = cli(*line, "--seeds", "3", "--dry-run", "--json").data
    assert (more["cells"], more["cached"]) == (3, 1)
    grid = cli(*line, "--seeds", "3", "--json").data
    assert (grid["calls"], grid["cached_calls"], len(far.submits())) == (3, 1, 3)
    cli("lab", "rate", grid["grid"], "3", "4")
    (line_of,) = cli("lab", "tally", "--grid", grid["grid"], "--json").data["tally"]
    assert (line_of["results"], line_of["rated"]) == (3, 1)


def test_a_cell_in_doubt_waits_for_a_word_and_the_budget_for_another(far: Far, cli: Any) -> None:
    far.fault("drop-after", times=1)
    ended = cli("lab", "run", "A pond", "--model", DRAWN, "--seeds", "2")
    assert ended.code == 3
    grid, cell = re.findall(r"vidpipe lab settle (\w+) (\d)", ended.err)[0]
    assert f"Cell {cell} (uncertain): The line to OpenAI broke" in ended.err
    refused = cli("lab", "retry", grid, cell)
    assert (refused.code, f"vidpipe lab lookup {grid} {cell}" in refused.complaint) == (2, True)
    assert cli("lab", "settle", grid, cell).code == 2
    settled = cli("lab", "settle", grid, cell, "--charged")
    assert f"vidpipe lab resume {grid}" in settled.out
    short = cli("lab", "resume", grid, "--budget", "0.001")
    assert short.code == 3
    assert f"vidpipe lab resume {grid} --budget USD" in short.err
    whole = cli("lab", "resume", grid, "--budget", "5", "--json")
    assert (whole.code, whole.data["results"], whole.data["budget_usd"]) == (0, 2, 5.0)
    assert len(far.submits()) == 3
