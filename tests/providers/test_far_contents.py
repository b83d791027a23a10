"""What the far side serves is real: media that decode whole, and answers that the film's stages take."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fakes import media
from fakes.writing import CHAT, read, written
from vidpipe.film.brief import Brief
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.project import Film, Revision, Settings
from vidpipe.film.slot import BRIEF
from vidpipe.film.storyboard import Storyboard
from vidpipe.media.ffmpeg import sniff
from vidpipe.media.probe import probe
from vidpipe.ports import Draft, Result
from vidpipe.recipe import Recipe, canonical, digest
from vidpipe.stages import brief, storyboard
from vidpipe.take import Take

TEXT = Caps(provider="far", model="writer-1", role=Role.TEXT)
WHEN: dict[str, Any] = {"number": 1, "created": datetime(2026, 11, 21, tzinfo=UTC)}
VIDEO = Caps(provider="far", model="video-1", role=Role.VIDEO, durations=(4000, 8000))


def test_a_picture_is_one_of_its_size_and_another_shade_is_another(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(media.png(180, 320, 7))
    found = probe(tmp_path / "a.png")
    assert (sniff(tmp_path / "a.png"), found.width, found.height) == ("image/png", 180, 320)
    assert media.png(180, 320, 7) != media.png(180, 320, 8)


@pytest.mark.parametrize("sound", [False, True])
def test_a_clip_has_its_frames_and_rate(tmp_path: Path, sound: bool) -> None:
    (tmp_path / "a.mp4").write_bytes(media.mp4(180, 320, 48, 24, shade=3, sound=sound))
    found = probe(tmp_path / "a.mp4")
    assert sniff(tmp_path / "a.mp4") == "video/mp4"
    assert (found.width, found.height) == (180, 320)
    assert found.milliseconds == pytest.approx(2000, abs=50)
    assert media.mp4(180, 320, 48, 24, shade=3, sound=sound) != media.mp4(180, 320, 48, 24, shade=4, sound=sound)


def test_a_sound_is_as_long_as_it_says(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(media.wav(1500))
    assert sniff(tmp_path / "a.wav").startswith("audio/")
    assert probe(tmp_path / "a.wav").milliseconds == pytest.approx(1500, abs=2)
    assert media.wav(1500)[44:] == media.pcm(1500)


def film(**settings: Any) -> Film:
    asked = Settings(prompt="A red kite over a meadow", **settings)
    return Film(settings=asked, caps={Role.TEXT: TEXT, Role.VIDEO: VIDEO})


def taken(draft: Draft) -> Take:
    name = digest(draft.data)
    return Take(id=1, slot=BRIEF, digest=name, mime=draft.mime, recipe=Recipe(stage="brief", version=1), **WHEN)


def ask(stage: Any, recipe: Recipe, texts: dict[str, Any], *, shaped: bool = True) -> Draft:
    """The stage's request, answered, and accepted by the stage."""
    request = stage.request(recipe, texts)
    answer = written(request.prompt, request.answer if shaped else None)
    draft = stage.accept(recipe, Result(text=answer), texts)
    assert isinstance(draft, Draft)
    return draft


@pytest.fixture
def board() -> Callable[..., Storyboard]:
    def make(**settings: Any) -> Storyboard:
        here = film(**settings)
        first = ask(brief.STAGE, brief.STAGE.recipe(here, BRIEF, {}), {})
        read_brief = Brief.model_validate_json(first.data)
        texts = {digest(first.data): read_brief.plain()}
        recipe = storyboard.STAGE.recipe(here, "storyboard", {BRIEF: taken(first)})
        return Storyboard.model_validate_json(ask(storyboard.STAGE, recipe, texts).data)

    return make


@pytest.mark.parametrize("shaped", [True, False])
def test_a_brief_is_answered_with_or_without_a_schema(shaped: bool) -> None:
    here = film()
    draft = ask(brief.STAGE, brief.STAGE.recipe(here, BRIEF, {}), {}, shaped=shaped)
    assert "red kite" in Brief.model_validate_json(draft.data).title


@pytest.mark.parametrize(("frames", "scenes"), [(24, 1), (96, 2), (720, 6)])
def test_a_storyboard_has_the_length_asked_for_and_scenes_that_the_model_makes(
    frames: int, scenes: int, board: Callable[..., Storyboard]
) -> None:
    found = board(frames=frames)
    assert (found.frames, len(found.scenes)) == (frames, scenes)


def test_only_the_named_parts_of_a_storyboard_are_written_again(board: Callable[..., Storyboard]) -> None:
    before = board(frames=192)
    data = canonical(before.plain()).encode()
    named = before.scenes[1].id
    changes = {f"scene/{named}": "higher", "style": "darker"}
    here = film(frames=192).model_copy(update={"revision": Revision(basis=digest(data), changes=changes, round=1)})
    first = ask(brief.STAGE, brief.STAGE.recipe(here, BRIEF, {}), {})
    texts = {digest(first.data): {"title": "x"}, digest(data): before.plain()}
    recipe = storyboard.STAGE.recipe(here, "storyboard", {BRIEF: taken(first)})
    after = Storyboard.model_validate_json(ask(storyboard.STAGE, recipe, texts).data)
    assert after.scenes[0] == before.scenes[0]
    assert after.scenes[1].start_prompt != before.scenes[1].start_prompt
    assert (after.scenes[1].id, after.frames) == (named, before.frames)


def test_an_answer_has_all_that_a_strict_schema_demands_and_nothing_else() -> None:
    strict = {
        "type": "object",
        "required": ["subject", "mood", "level"],
        "properties": {
            "subject": {"type": "string"},
            "mood": {"anyOf": [{"$ref": "#/$defs/Mood"}, {"type": "null"}]},
            "level": {"type": "integer", "minimum": 3},
        },
        "$defs": {"Mood": {"type": "string", "enum": ["calm"]}},
    }
    answer = read(written("The client wrote:\nA kite", strict))
    assert set(answer) == {"subject", "mood", "level"}
    assert answer["mood"] is None
    assert answer["level"] == 3


def test_what_is_no_request_of_a_stage_is_answered_with_a_sentence() -> None:
    assert written("hello") == CHAT
