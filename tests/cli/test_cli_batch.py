"""`vidpipe batch`: the count and the price first, then eight films for which only what differs is made."""

from pathlib import Path

import pytest

from vidpipe import Studio
from vidpipe.film.storyboard import Scene, Storyboard

BOARD = Storyboard(
    scenes=(
        Scene(id="one1", frames=36, start_prompt="A tap drips", narration="It drips", words="Drips", card="title"),
        Scene(id="two2", frames=36, start_prompt="A dry sink", narration="It is dry", words="The end", card="end"),
    )
)
TABLE = ("--hook", "Fix leaks fast", "--hook", "No more drips", "--call", "Call today", "--call", "Book online")
SHAPES = ("--aspect", "16:9,9:16")


@pytest.fixture
def base(workspace: Path) -> str:
    """A film of two scenes, nothing of it made yet."""
    asked = {"quality": "draft", "title": "Leaks", "language": "en", "narration": False, "music": False}
    with Studio(workspace) as studio:
        return studio.create("A plumber's film", storyboard=BOARD, **asked).id


@pytest.fixture
def without_previews(monkeypatch: pytest.MonkeyPatch) -> None:
    """No animatic, mix or poster: other tests make them."""
    from vidpipe.stages import registry

    found = tuple(stage for stage in registry.stages() if not stage.side)
    monkeypatch.setattr(registry, "stages", lambda: found)


def test_a_dry_run_says_how_many_films_and_their_price_and_makes_nothing(cli, base):
    answer = cli("batch", base, *TABLE, *SHAPES, "--dry-run")
    assert answer.code == 0
    assert "8 films: Free" in answer.out
    assert "No more drips · Book online" in answer.out
    price = cli("batch", base, *TABLE, *SHAPES, "--dry-run", "--json").data
    assert (price["count"], price["cost_usd"], len(price["films"])) == (8, 0, 8)
    # a brief, four pictures and two clips, and the latter six once more in the other shape
    assert (price["calls"], price["cached"]) == (13, 0)
    assert cli("batch", "list", "--json").data == {"sets": []}


def test_eight_films_are_made_and_only_what_differs_of_them(cli, base, without_previews):
    answer = cli("batch", base, *TABLE, *SHAPES, "--until", "keyframes", "--json")
    assert answer.code == 0, answer.err
    made = answer.data
    assert (made["planned"], len(made["films"])) == (8, 8)
    assert made["calls"] - made["cached_calls"] == 9
    assert made["films"][0]["values"] == {"aspect": "16:9", "hook": "Fix leaks fast", "call": "Call today"}
    again = cli("batch", base, *TABLE, *SHAPES, "--until", "keyframes", "--json").data
    assert (again["set"], again["calls"]) == (made["set"], made["calls"])
    shown = cli("batch", "show", made["set"][:8])
    assert "Leaks · 9:16 · No more drips · Book online" in shown.out
    listed = cli("batch", "list")
    assert made["set"] in listed.out


def test_a_set_is_stopped_and_gone_on_with(cli, base, without_previews):
    made = cli("batch", base, "--hook", "Fix leaks fast", "--until", "storyboard", "--json").data
    assert cli("batch", "stop", made["set"]).code == 0
    resumed = cli("batch", "resume", made["set"], "--json")
    assert resumed.code == 0
    assert resumed.data["films"][0]["project"] == made["films"][0]["project"]


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        ((), 2, "empty"),
        (("--aspect", "3:2"), 2, "3:2"),
        (("--language", "xx"), 2, "no language"),
        (("--hook", "a" * 281), 2, "too long"),
        (("--hook", "a", "--budget", "much"), 2, "budget"),
        (("--hook", "a", "--until", "cutt"), 2, "Did you mean cut"),
    ],
)
def test_a_bad_table_is_one_line_with_what_to_do(cli, base, args, code, word):
    answer = cli("batch", base, *args)
    assert answer.code == code
    assert word in answer.complaint


def test_a_set_or_a_film_that_is_not_there_is_said(cli, base):
    assert "batch list" in cli("batch", "show", "nothing").complaint
    assert "No film has the id nothing" in cli("batch", "nothing", "--hook", "a").complaint


def test_the_workspace_may_be_named_before_the_film(cli, base, workspace, tmp_path):
    answer = cli("batch", "--data", str(workspace), base, "--hook", "a", "--dry-run", data=tmp_path / "other")
    assert answer.code == 0
    assert "1 film: Free" in answer.out
