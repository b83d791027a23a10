"""`vidpipe lab` on this computer's own models: grids from prompts, tables, templates and scenes; what is thought of
their results; what a grid refuses."""

import csv
import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from vidpipe import Studio
from vidpipe.cli.lab.table import combinations, crossed, read, table
from vidpipe.errors import BadInput

TEXTS = ("A film about {what}", "Ten seconds of {what}", "--var", "what=tea|rain", "--role", "text")
PAID = "openai/gpt-image-2.5-flare"
SCENES = [
    {"title": "Tower", "start_prompt": "A lighthouse", "motion_prompt": "The lamp turns", "frames": 48},
    {"title": "Light", "start_prompt": "A lantern", "motion_prompt": "The flame flickers", "frames": 48},
]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A workspace with a grid of four texts, and its id: what the command line makes of `TEXTS`."""
    data = tmp_path_factory.mktemp("lab") / "workspace"
    with Studio(data) as studio:
        grid = studio.lab.grid(list(TEXTS[:2]), role="text", values=[{"what": "tea"}, {"what": "rain"}], name="drinks")
        experiment = studio.lab.create(grid)
        experiment.run()
    return data, experiment.id


@pytest.fixture
def grid(ran: tuple[Path, str], workspace: Path) -> str:
    """The grid's id, in a workspace of the test's own."""
    shutil.copytree(ran[0], workspace, symlinks=True)
    return ran[1]


@pytest.fixture
def film(workspace: Path) -> str:
    with Studio(workspace) as studio:
        return studio.create(storyboard=SCENES, quality="draft", narration=False, music=False).id  # type: ignore[arg-type]


def cells(cli: Any, grid: str) -> list[dict[str, Any]]:
    return list(cli("lab", "show", grid, "--json").data["cells"])


def test_a_grid_runs_is_found_again_and_costs_nothing_twice(cli: Any) -> None:
    first = cli("lab", "run", *TEXTS, "--name", "drinks")
    assert first.code == 0
    assert first.out.startswith("4 results of 1 model: Free.")
    assert "4 of 4, local/director-3, seed 11, “Ten seconds of rain”: ready" in first.out
    (run,) = cli("lab", "list", "seconds", "TEA", "--json").data["grids"]
    assert (run["name"], run["results"], run["size"], run["role"]) == ("drinks", 4, 4, "text")
    assert cli("lab", "list", "coffee", "--json").data == {"grids": []}
    shown = cells(cli, run["grid"][:6])
    assert [cell["values"]["what"] for cell in shown] == ["tea", "rain"] * 2
    assert all(Path(cell["file"]).read_text(encoding="utf-8") == cell["text"] for cell in shown)
    wider = cli("lab", "run", *TEXTS, "--seeds", "2", "--json").data
    assert (wider["results"], wider["cached_calls"], wider["calls"]) == (8, 4, 8)


def test_what_is_thought_of_results_is_kept_and_counted(cli: Any, grid: str) -> None:
    assert cli("lab", "rate", grid, "2", "5", "--json").data["stars"] == 5
    assert cli("lab", "star", grid, "3").code == 0
    slot = cells(cli, grid)[3]["slot"]
    assert cli("lab", "note", grid, slot[:12], "too loud").code == 0
    poisoned = cli("lab", "note", grid, "1", "too\x1b[31m loud")
    assert (poisoned.code, "cannot be used" in poisoned.complaint) == (2, True)
    assert [(c["stars"], c["starred"]) for c in cells(cli, grid)] == [(0, False), (5, False), (0, True), (0, False)]
    assert "too loud" in cli("lab", "show", grid).out
    (line,) = cli("lab", "tally", "--json").data["tally"]
    assert (line["name"], line["results"], line["kept"], line["stars"]) == ("local/director-3", 4, 2, 5.0)
    assert "drinks" not in cli("lab", "tally", "--by", "wording").out
    sitting = cli("lab", "blind", grid, "--rounds", "2", stdin=b"1\n2\n")
    assert "director" not in sitting.out.partition("2 judged")[0]
    assert "won:lost" in sitting.out
    assert cli("lab", "blind", grid, "--json").data["judged"] == 0, "nobody was there to answer"


def test_two_results_are_told_apart_word_by_word(cli: Any, grid: str) -> None:
    said = cli("lab", "diff", grid, "1", "2").out
    assert "A film about [-tea-]{+rain+}" in said
    assert "{what}" in said
    told = cli("lab", "diff", grid, "1", "3", "--json").data
    assert told["cells"] == [1, 3]
    assert "".join(run["text"] for run in told["prompt"] if run["mark"] != "other") == "A film about tea"


def test_results_are_exported_under_names_that_say_what_they_are(cli: Any, grid: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    files = cli("lab", "export", grid, str(folder), "--json").data["files"]
    assert files[0] == "001 local-director-3 seed-11 a-film-about-tea.txt"
    listed = json.loads((folder / "grid.json").read_text(encoding="utf-8"))
    assert [cell["file"] for cell in listed["cells"]] == files
    assert sorted(path.name for path in folder.iterdir()) == sorted([*files, "grid.json"])
    again = cli("lab", "export", grid, str(folder))
    assert (again.code, "--force" in again.complaint) == (2, True)
    assert cli("lab", "export", grid, str(folder), "--force").code == 0


@pytest.mark.parametrize("cell", ["", "3"])
def test_a_copied_command_makes_the_same_again_without_a_call(cli: Any, grid: str, cell: str) -> None:
    words = shlex.split(cli("lab", "copy", grid, *([cell] if cell else [])).out)
    assert words[:3] == ["vidpipe", "lab", "run"]
    again = cli(*words[1:], "--json").data
    assert (again["grid"] == grid) == (not cell)
    assert again["size"] == (1 if cell else 4)
    assert {one["digest"] for one in again["cells"]} <= {one["digest"] for one in cells(cli, grid)}
    assert again["cached_calls"] == (1 if cell else 0)
    assert "Studio" in cli("lab", "copy", grid, "--as", "python").out


def test_templates_travel_as_one_file_and_are_run_by_name(cli: Any, grid: str, tmp_path: Path) -> None:
    file, other = tmp_path / "kept.json", tmp_path / "other"
    assert "lab run --template 'small films'" in cli("lab", "templates", "save", grid, "small films").out
    assert cli("lab", "templates", "save", grid, "small films").code == 2
    assert cli("lab", "templates", "export", "--out", str(file), "--json").data["file"] == str(file)
    assert cli("lab", "templates", "import", str(file), "--json", data=other).data == {"templates": ["small films"]}
    (kept,) = cli("lab", "templates", "--json", data=other).data["templates"]
    assert (kept["variables"], kept["wordings"]) == (["what"], ["A film about {what}", "Ten seconds of {what}"])
    named = ("lab", "run", "--template", "small films")
    snow = cli(*named, "--var", "what=snow", "--seed", "5", "--json", data=other).data
    assert [(one["prompt"], one["seed"]) for one in snow["cells"]] == [
        ("A film about snow", 5),
        ("Ten seconds of snow", 5),
    ]
    assert cli(*named, "--dry-run", "--json").data["cached"] == 4
    assert cli("lab", "templates", "remove", "small films").code == 0
    assert "There is no template" in cli(*named).complaint


def test_a_scene_is_tried_and_the_winner_becomes_its_picture_and_the_films_style(cli: Any, film: str) -> None:
    asked = ("lab", "run", "--from", film, "2/start")
    assert cli(*asked, "--dry-run", "--json").data["cells"] == 1
    run = cli(*asked, "--var", "words=A lantern on a ship", "--json")
    assert run.code == 0, run.err
    (cell,) = run.data["cells"]
    assert cell["prompt"].startswith("A lantern on a ship")
    used = cli("lab", "use", run.data["grid"], "1", film, "2", "--with-words", "--json")
    assert used.code == 0, used.err
    assert (used.data["digest"], used.data["slot"].endswith("keyframe/start")) == (cell["digest"], True)
    told = cli("show", film, "--json").data["storyboard"]
    assert told["scenes"][1]["start_prompt"] == "A lantern on a ship"
    assert cli("status", film, "--json").data["scenes"][1]["slots"]["keyframe/start"]["causes"] == []
    tried = cli("lab", "style", run.data["grid"], "1", film, "--dry-run", "--json").data
    assert cli("show", film, "--json").data["storyboard"]["style"] == told["style"], "only the price was asked"
    assert cli("lab", "style", run.data["grid"], "1", film, "--json").data == {**tried, "changed": True}
    assert cli("show", film, "--json").data["storyboard"]["style"] != told["style"]


REFUSED = {
    "a variable without a value": (("A {thing}",), "{thing} has no value"),
    "a brace alone": (("A {thing",), "brace"),
    "too many cells": (("A cat", "--seeds", "9999", "--model", PAID), "9,999 cells ($"),
    "a model without its key": (("A cat", "--model", PAID), "OPENAI_API_KEY"),
    "a model that is not there": (("A cat", "--model", "far/away"), "far/away"),
    "a role that is none": (("A cat", "--role", "smell"), "smell"),
    "a shape that is none": (("A cat", "--aspect", "3:2"), "3:2"),
    "seeds that are none": (("A cat", "--seeds", "many"), "--seeds 4"),
    "a budget that is none": (("A cat", "--budget", "lots"), "lots"),
    "no prompt": ((), "There is no prompt"),
    "an empty prompt": ((" ",), "There is no prompt"),
    "a template that is not there": (("--template", "gone"), "no template “gone”"),
    "a film that is not there": (("--from", "gone", "2/start"), "gone"),
    "both": (("--from", "gone", "2/start", "--template", "gone"), "not both"),
    "a value without a name": (("A cat", "--var", "red"), "--var name=value"),
    "a row that is none": (("A cat", "--row", "[1]"), "--row"),
    "a table that is not there": (("A cat", "--values", "none.csv"), "none.csv"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_tried_is_said_in_one_line_and_nothing_is_written(cli: Any, case: str) -> None:
    words, said = REFUSED[case]
    answer = cli("lab", "run", *words)
    assert answer.code == 2
    assert said in answer.err.splitlines()[-1]
    assert "Traceback" not in answer.err
    assert cli("lab", "list", "--json").data == {"grids": []}


def test_a_variable_that_no_prompt_says_is_named(cli: Any) -> None:
    answer = cli("lab", "run", "A cat", "--var", "colour=red|blue", "--role", "text", "--dry-run")
    assert (answer.code, "{colour}" in answer.complaint) == (0, True)


def test_a_cell_that_is_not_there_is_told_with_those_that_are(cli: Any, grid: str) -> None:
    for words in (("rate", grid, "9", "3"), ("show", grid, "zz"), ("diff", grid, "1", "")):
        answer = cli("lab", *words)
        assert (answer.code, "Its cells are 1 to 4" in answer.complaint) == (2, True)
    assert cli("lab", "settle", grid, "1").code == 2
    assert "vidpipe lab list" in cli("lab", "show", "nothing").complaint


def test_a_grid_taken_away_comes_back_with_what_it_had(cli: Any, grid: str) -> None:
    assert cli("lab", "trash", grid).code == 0
    assert cli("lab", "list", "--json").data == {"grids": []}
    assert len(cli("lab", "list", "--trash", "--json").data["grids"]) == 1
    back = cli("lab", "run", *TEXTS, "--name", "drinks", "--json").data
    assert (back["grid"], back["calls"]) == (grid, 4)


def test_without_a_command_it_says_which_there_are(cli: Any) -> None:
    answer = cli("lab")
    assert answer.code == 2
    listed = re.findall(r"^  (\w+) ", answer.out.partition("Commands:")[2], re.MULTILINE)
    assert {"run", "blind", "use", "copy", "templates"} <= set(listed)


# ---------------------------------------------------------------- tables


def test_values_of_variables_are_crossed() -> None:
    rows = combinations(["a=1|2", r"b=x\|y|z", "a=3"])
    assert len(rows) == 6
    assert {row["b"] for row in rows} == {"x|y", "z"}
    assert crossed([{"a": "0", "c": "!"}], rows[:1]) == [{"a": "1", "c": "!", "b": "x|y"}]
    assert table(["a=1"], ['{"b": "2"}', '{"b": "3"}'], None) == [{"b": "2", "a": "1"}, {"b": "3", "a": "1"}]
    assert table([], [], None) == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_as_spreadsheets_write_it(tmp_path: Path, delimiter: str) -> None:
    rows = [{"name": "a, b; c", "look": 'says "hi"'}, {"name": "d\ne", "look": ""}]
    file = tmp_path / "values.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, ["name", "look"], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
        out.write("\r\n\r\n")
    assert read(file) == rows


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"name\n",
        b"name,name\n1,2\n",
        b"name,\n1,2\n",
        b"name\n1,2\n",
        b"name,look\n1\n",
        b"\xff\xfe\x00",
        b'name\n"open',
        b"name\n" + b"x" * 200_000 + b"\n",
        b"name\n" + b"1\n" * 10_001,
        b"x" * 2_000_001,
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "values.csv"
    file.write_bytes(data)
    with pytest.raises(BadInput) as refused:
        read(file)
    assert refused.value.remedy
