"""Beats that a person chose: said to the writer, held against the answer, laid on clips; nothing of it unless so."""

from typing import Any

import pytest
from films_asked import film, take

from vidpipe.asking import settings_from
from vidpipe.errors import BadInput, Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.project import Settings
from vidpipe.film.slot import BRIEF, STORYBOARD
from vidpipe.film.storyboard import Storyboard
from vidpipe.ports import Result
from vidpipe.providers.local.director.board import write_storyboard
from vidpipe.recipe import Recipe
from vidpipe.stages.storyboard import STAGE

CHOICE = ("hero_shot", "usage_scenario", "call_to_action")
SHORT = Caps(provider="veo", model="short", role=Role.VIDEO, durations=(4000, 6000, 8000))
TEXTS = {take(BRIEF).digest: {"title": "Mug", "kind": "ad", "subject": "A mug"}}


def recipe(**changed: Any) -> Recipe:
    """Of a film of half a minute whose clips are of 4, 6 or 8 seconds."""
    made = film()
    settings = made.settings.model_copy(update={"frames": 720, "beats": CHOICE} | changed)
    made = made.model_copy(update={"settings": settings, "caps": made.caps | {Role.VIDEO: SHORT}})
    return STAGE.recipe(made, STORYBOARD, {BRIEF: take(BRIEF)})


def laid(asked: Recipe, *scenes: dict[str, Any]) -> Storyboard:
    return Storyboard.model_validate_json(STAGE.accept(asked, Result(data={"scenes": list(scenes)}), TEXTS).data)


def scene(beat: str, **more: Any) -> dict[str, Any]:
    return {"beat": beat, "frames": 50, "start_prompt": f"{beat} begins", "end_prompt": f"{beat} ends", **more}


def test_a_film_without_a_choice_says_nothing_of_it() -> None:
    assert "beats" not in recipe(beats=()).params
    assert "beats" not in STAGE.request(recipe(beats=()), TEXTS).data


def test_every_writer_is_told_the_plan_in_words_and_as_data() -> None:
    asked = recipe()
    request = STAGE.request(asked, TEXTS)
    assert [row["beat"] for row in request.data["beats"]] == list(CHOICE)
    assert sum(row["frames"] for row in request.data["beats"]) == 720
    assert all(sum(row["clips"]) == row["frames"] for row in request.data["beats"])
    assert "`beats` is the plan of the film" in request.prompt
    assert "usage_scenario" in request.prompt


def test_one_scene_a_beat_is_divided_into_clips_that_go_on_from_each_other() -> None:
    asked = recipe()
    lines = {"hero_shot": {"narration": "Look."}, "call_to_action": {"words": "Mug — Buy it", "card": "end"}}
    board = laid(asked, *(scene(beat, **lines.get(beat, {})) for beat in CHOICE))
    plan = asked.params["beats"]
    assert [one.frames for one in board.scenes] == [frames for one in plan for frames in one["clips"]]
    assert board.frames == 720
    firsts = [place for place, one in enumerate(board.scenes) if one.continuity == "cut"]
    assert len(firsts) == 3
    second = next(one for one in board.scenes if one.continuity == "continue")
    assert second.start_prompt == f"{second.beat} ends"
    assert [one.narration for one in board.scenes].count("Look.") == 1
    assert [one.card for one in board.scenes][-1] == "end"
    assert [one.card for one in board.scenes].count("end") == 1


def test_a_scene_for_each_clip_is_taken_as_it_is_with_the_beats_own_times() -> None:
    asked = recipe()
    names = [one["beat"] for one in asked.params["beats"] for _ in one["clips"]]
    board = laid(asked, *(scene(name, start_prompt=f"picture {place}") for place, name in enumerate(names)))
    assert [one.start_prompt for one in board.scenes] == [f"picture {place}" for place in range(len(names))]
    assert board.frames == 720


def test_more_scenes_than_clips_share_the_time_of_their_beat() -> None:
    asked = recipe()
    board = laid(asked, scene("Hero shot"), *[scene("usage_scenario")] * 4, scene("call_to_action"), scene(""))
    plan = {one["beat"]: sum(one["clips"]) for one in asked.params["beats"]}
    for name, frames in plan.items():
        assert sum(one.frames for one in board.scenes if one.beat == name) == frames


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (("hero_shot", "call_to_action"), "where beat 2"),
        (("usage_scenario", "hero_shot", "call_to_action"), "where beat 1 is hero_shot"),
        (("hero_shot", "usage_scenario"), "left out beat 3, call_to_action"),
        (("hero_shot", "usage_scenario", "call_to_action", "brand_moment"), "4 beats where 3"),
        ((), "left out beat 1"),
    ],
)
def test_an_answer_that_does_not_keep_to_the_beats_is_refused_as_paid(names: tuple[str, ...], why: str) -> None:
    with pytest.raises(ProviderError, match=why) as refused:
        laid(recipe(), *map(scene, names))
    assert (refused.value.kind, refused.value.billed) == (Kind.INVALID, True)


def test_the_local_director_keeps_to_the_beats() -> None:
    request = STAGE.request(recipe(), TEXTS)
    written = write_storyboard(request.data)
    assert [one["beat"] for one in written["scenes"]] == list(CHOICE)
    board = Storyboard.model_validate_json(STAGE.accept(recipe(), Result(data=written), TEXTS).data)
    assert board.frames == 720


def test_the_beats_of_a_new_film_make_its_kind_and_need_a_second_each() -> None:
    asked = {"prompt": "A mug", "duration": 24}
    assert settings_from({**asked, "beats": "luxury_showcase"}).kind == "ad"
    with pytest.raises(BadInput, match="the film is to be a story"):
        settings_from({**asked, "kind": "story", "beats": "luxury_showcase"})
    with pytest.raises(BadInput, match="do not fit in 3 seconds"):
        settings_from({**asked, "duration": 3, "beats": ["hero_shot"] * 4})
    assert Settings(prompt="A mug").plain() == settings_from({"prompt": "A mug", "beats": "", "seed": 0}).plain()
