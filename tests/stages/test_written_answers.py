"""What a real writer answers becomes a brief or a storyboard, with nulls, long lines and inventions, or is refused."""

import json
from typing import Any

import pytest

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.brief import Brief
from vidpipe.film.storyboard import Storyboard
from vidpipe.ports import Result
from vidpipe.recipe import Recipe
from vidpipe.stages.answer import read_answer, read_data
from vidpipe.stages.brief import STAGE as BRIEF_STAGE
from vidpipe.stages.storyboard import STAGE

BRIEF = {"title": "Kites", "kind": "story", "subject": "A kite"}
SCENE = {"id": "made0", "frames": 48, "start_prompt": "A red kite"}


def planned(*scenes: Any, length: int | None = None) -> Storyboard:
    """The storyboard that comes of these answered scenes."""
    params = {"prompt": "A kite", "length": length, "frame rate": 24, "seed": 7}
    recipe = Recipe(stage="storyboard", version=1, model="openai/x", params=params, inputs={"brief": "0" * 64})
    draft = STAGE.accept(recipe, Result(data={"style": None, "cast": None, "scenes": list(scenes)}), {})
    return Storyboard.model_validate_json(draft.data)


def test_a_null_is_something_left_out() -> None:
    answer = {**BRIEF, "audience": None, "messages": None, "cast": [{"name": "Kite", "role": None, "look": "red"}]}
    brief = read_answer(Result(data=answer), Brief)
    assert (brief.audience, brief.messages, brief.cast[0].role) == ("", (), "")
    assert read_answer(Result(text=json.dumps(answer)), Brief) == brief


def test_a_null_where_something_is_needed_is_refused_as_paid() -> None:
    with pytest.raises(ProviderError) as refused:
        read_answer(Result(data={**BRIEF, "title": None}), Brief)
    assert (refused.value.kind, refused.value.billed) == (Kind.INVALID, True)


def test_a_line_that_is_too_long_is_cut_after_a_word() -> None:
    subject = "word " * 200
    brief = read_answer(Result(data={**BRIEF, "subject": subject, "cast": [{"name": "n" * 200}]}), Brief)
    assert brief.subject == ("word " * 120).strip()
    assert brief.cast[0].name == "n" * 160


def test_a_long_line_hides_no_other_fault() -> None:
    with pytest.raises(ProviderError, match="kind"):
        read_answer(Result(data={**BRIEF, "subject": "w" * 700, "kind": "opera"}), Brief)


@pytest.mark.parametrize("text", ["{", "[]", "null", '"x"', "[" * 200_000])
def test_what_is_no_object_is_refused_as_paid(text: str) -> None:
    with pytest.raises(ProviderError) as refused:
        read_data(Result(text=text))
    assert (refused.value.kind, refused.value.billed) == (Kind.INVALID, True)


def test_a_writer_chooses_no_ids_models_or_voices() -> None:
    board = planned({**SCENE, "models": {"image": "other/model"}, "voice": "loud", "speed": 190})
    assert board.scenes[0].id != "made0"
    assert (board.scenes[0].models, board.scenes[0].voice, board.scenes[0].speed) == ({}, "", 100)


def test_the_first_scene_continues_nothing_whatever_is_answered() -> None:
    board = planned({**SCENE, "continuity": "continue"}, {**SCENE, "continuity": "continue"})
    assert [scene.continuity for scene in board.scenes] == ["cut", "continue"]


def test_the_scenes_are_as_long_as_asked_for() -> None:
    assert planned(SCENE, SCENE, SCENE, length=240).frames == 240


@pytest.mark.parametrize(
    "scenes", [[], [7], [None], ["x"], [{**SCENE, "id": ["a"], "frames": "many"}], [{"id": {"a": 1}}]], ids=range(6)
)
def test_scenes_that_are_none_are_refused_as_paid(scenes: list[Any]) -> None:
    with pytest.raises(ProviderError) as refused:
        planned(*scenes)
    assert (refused.value.kind, refused.value.billed) == (Kind.INVALID, True)


def test_a_writer_reads_all_that_was_asked_for() -> None:
    asked = {"prompt": "A kite", "title": "Up", "kind": "ad", "style": "ink", "language": "de", "seed": 1}
    said = BRIEF_STAGE.request(Recipe(stage="brief", version=1, model="m", params=asked), {}).prompt
    assert all(part in said for part in ("A kite", "title: Up", "kind: ad", "style: ink", "language: de"))
    bare = asked | {"title": "", "kind": None, "style": "", "language": ""}
    said = BRIEF_STAGE.request(Recipe(stage="brief", version=1, model="m", params=bare), {}).prompt
    assert "title" not in said
    assert "language: the one that the client wrote in" in said
