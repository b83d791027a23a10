"""`vidpipe beats`, `vidpipe cast`, `vidpipe brand`: the library and what a film takes of it, with the price before."""

from pathlib import Path

import pytest

from vidpipe import Studio

SCENES = [
    {"start_prompt": "@mug on a table", "frames": 48, "beat": "hero_shot", "narration": "A cheap thrill."},
    {"start_prompt": "@mug, closer", "frames": 24, "beat": "hero_shot", "continuity": "continue"},
]


@pytest.fixture
def film(workspace: Path) -> str:
    """A film whose storyboard was written by hand: one beat of two clips."""
    with Studio(workspace, actor="Ada") as studio:
        return studio.create("A mug", storyboard=SCENES, kind="ad").id


def test_the_library_of_beats_is_told_whole(cli):
    found = cli("beats", "--json").data
    assert len([beat for beat in found["beats"] if beat["kind"] == "ad"]) == 15
    assert {"luxury_showcase", "scene_plan"} <= {plan["id"] for plan in found["plans"]}
    assert "minimalist_reveal" in cli("beats").out


def test_a_film_tells_the_clips_of_each_beat(cli, film):
    (beat,) = cli("beats", film, "--json").data["mapping"]
    assert [(clip["number"], clip["frames"], clip["onward"]) for clip in beat["clips"]] == [
        (1, 48, False),
        (2, 24, True),
    ]
    assert "scene 2 goes on: 1.00 s of" in cli("beats", film).out


def test_other_beats_are_priced_and_only_then_chosen(cli, film):
    tried = cli("beats", film, "--use", "hero_shot,call_to_action", "--dry-run", "--json").data
    assert (tried["changed"], tried["writing_usd"], [one["beat"] for one in tried["beats"]]) == (
        False,
        0.0,
        ["hero_shot", "call_to_action"],
    )
    assert cli("beats", film, "--json").data["beats"] == []
    assert cli("beats", film, "--use", "hero_shot, call to action").code == 0
    assert cli("beats", film, "--json").data["beats"] == ["hero_shot", "call_to_action"]
    refused = cli("beats", film, "--use", "journey,call")
    assert (refused.code, "the film is to be an ad" in refused.err) == (2, True)
    assert cli("beats", "--use", "hero_shot").code == 2


def test_a_member_is_added_changed_taken_in_and_out(cli, film):
    assert cli("cast", "add", "mug", "--as", "product", "--look", "a red mug").code == 0
    assert "Its words name @mug" in cli("cast", "film", film).out
    tried = cli("cast", "use", film, "mug", "--dry-run", "--json").data
    assert (tried["changed"], tried["cost_usd"], cli("cast", "film", film, "--json").data["cast"]) == (False, 0.0, [])
    assert cli("cast", "use", film, "@mug").code == 0
    assert cli("cast", "change", "mug", "--look", "a blue mug").code == 0
    assert "The library has @mug otherwise" in cli("cast", "film", film).out
    assert [one["look"] for one in cli("cast", "film", film, "--json").data["cast"]] == ["a red mug"]
    assert cli("cast", "drop", film, "mug").code == 0
    assert cli("cast", "remove", "mug").code == 0
    assert cli("cast", "--json").data == {"cast": []}
    refused = cli("cast", "use", film, "mug")
    assert (refused.code, "no @mug" in refused.err) == (2, True)


def test_a_brand_is_saved_and_a_film_keeps_to_it(cli, film):
    saved = cli("brand", "save", "Northlight", "--colours", "#A8480F", "--banned", "cheap*, best ever", "--json").data
    assert saved["brands"][0]["banned"] == ["cheap*", "best ever"]
    used = cli("brand", "use", film, "northlight", "--json").data
    assert (used["changed"], [one["word"] for one in used["banned"]]) == (True, ["cheap*"])
    assert cli("brand", "use", film, "none", "--json").data["banned"] == []
    assert cli("brand", "save", "Northlight", "--colours", "red").code == 2
    assert cli("brand", "remove", "Northlight").code == 0
    assert cli("brand").out.startswith("No brand yet")
