"""A note about a scene is obeyed, in any language the director reads, and changes that scene and nothing else."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vidpipe.film.storyboard import Move, Scene, ShotSize, Storyboard
from vidpipe.library.palettes import palettes
from vidpipe.providers.local.director import write_brief, write_storyboard
from vidpipe.providers.local.director.text import word_count
from vidpipe.providers.local.director.wishes import read_wish
from vidpipe.providers.local.painter import read_prompt

FILMS = [
    "A cat exploring Tokyo at night",
    "30 second ad for Aurora, a steel water bottle for trail runners",
    "Why do cats purr?",
    "Un gato negro explora París bajo la lluvia",
    "Un renard perdu dans la forêt en automne",
    "猫が夜の東京を歩く",
    "A girl finds a lantern in the attic. She follows its light through the forest. At the lake an old man is waiting.",
]
FIELDS = set(Scene.model_fields)


def asked(prompt: str, **more: Any) -> dict[str, Any]:
    limits = {"shortest": 1000, "longest": 10_000, "only": []}
    data = {"prompt": prompt, "frames": 576, "rate": 24, "seed": 7, "narration": True, "limits": limits, "keep": []}
    data |= {"title": "", "kind": None, "style": "", "language": "", "aspect": "16:9", "crossfade": None}
    return data | {"brief": write_brief(data)} | more


def board(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The scenes as a project has them: with ids, and all fields."""
    scenes = write_storyboard(data)["scenes"]
    return [Scene.model_validate({**scene, "id": f"scene{n:03d}"}).plain() for n, scene in enumerate(scenes)]


def again(
    data: dict[str, Any], scenes: list[dict[str, Any]], notes: dict[int, str], **more: Any
) -> list[dict[str, Any]]:
    named = {scenes[place]["id"]: {"note": note, "scene": scenes[place]} for place, note in notes.items()}
    kept = [scene for scene in scenes if scene["id"] not in named]
    order = [scene["id"] for scene in scenes]
    made = write_storyboard(data | {"keep": kept, "changes": named, "order": order, "round": 1} | more)["scenes"]
    assert [scene["id"] for scene in made] == order
    Storyboard.model_validate({"scenes": made})
    return made


def changed(prompt: str, note: str, place: int = 1) -> tuple[dict[str, Any], dict[str, Any]]:
    """A scene of a film before and after a note."""
    data = asked(prompt)
    scenes = board(data)
    return scenes[place], again(data, scenes, {place: note})[place]


@pytest.mark.parametrize("prompt", FILMS)
@pytest.mark.parametrize("note", ["", "at night", "make it feel like a half-remembered dream", '"Now open"'])
def test_all_other_scenes_come_back_exactly_and_the_one_keeps_its_place_in_the_film(prompt: str, note: str) -> None:
    data = asked(prompt)
    scenes = board(data)
    for place in range(len(scenes)):
        made = again(data, scenes, {place: note})
        assert [scene for n, scene in enumerate(made) if n != place] == [s for n, s in enumerate(scenes) if n != place]
        held = ("id", "frames", "beat", "title", "cast", "transition", "models")
        assert {name: made[place][name] for name in held} == {name: scenes[place][name] for name in held}
        assert set(made[place]) <= FIELDS


@pytest.mark.parametrize("prompt", FILMS)
def test_an_empty_note_gives_another_version_of_the_same_thing(prompt: str) -> None:
    data = asked(prompt)
    scenes = board(data)
    for place, scene in enumerate(scenes):
        new = again(data, scenes, {place: ""})[place]
        assert (new["start_prompt"], new["end_prompt"]) != (scene["start_prompt"], scene["end_prompt"])
        assert new["camera"]["move"] != scene["camera"]["move"]
        was, now = (seen(one, "end_prompt") for one in (scene, new))
        assert (now.setting, now.time, now.weather) == (was.setting, was.time, was.weather)
        assert [one.id.removeprefix("walking-") for one in now.cast] == [
            one.id.removeprefix("walking-") for one in was.cast
        ]


def test_an_empty_note_gives_other_words_where_the_director_has_some() -> None:
    before, after = changed("A cat exploring Tokyo at night", "")
    assert after["narration"]
    assert after["narration"] != before["narration"]
    assert after["action"] != before["action"]


def test_every_round_and_every_seed_gives_another_version_and_the_same_one_the_same() -> None:
    data = asked("A cat exploring Tokyo at night")
    scenes = board(data)
    versions = [again(data | {"seed": 7 + n % 3}, scenes, {1: ""}, round=n)[1]["start_prompt"] for n in range(9)]
    assert len(set(versions)) > 5
    assert versions[0] == again(data, scenes, {1: ""}, round=0)[1]["start_prompt"]


def seen(scene: dict[str, Any], name: str = "start_prompt") -> Any:
    """What the painter reads in a scene's prompt."""
    return read_prompt(scene[name], shot=scene["camera"]["size"], camera=scene["camera"]["move"])


PICTURED = {
    "at dawn": ("time", "dawn"),
    "this should be at night": ("time", "night"),
    "not at night, please": ("time", "day"),
    "in the rain": ("weather", "rain"),
    "let it snow": ("weather", "snow"),
    "de noche": ("time", "night"),
    "bajo la lluvia": ("weather", "rain"),
    "sous la neige": ("weather", "snow"),
    "on a beach": ("setting", "sea"),
    "in a forest": ("setting", "forest"),
    "dans la forêt": ("setting", "forest"),
    "close-up": ("shot", "close"),
    "as a wide shot": ("shot", "wide"),
    "gros plan": ("shot", "close"),
    "pan left": ("move", "pan left"),
    "zoom out slowly": ("move", "pull out"),
    "cámara fija": ("move", "static"),
    "darker": ("palette", "teal"),
    "warmer": ("palette", "golden"),
    "cyberpunk": ("palette", "neon"),
}


@pytest.mark.parametrize("note", PICTURED)
@pytest.mark.parametrize("prompt", ["A cat exploring Tokyo at night", "Un renard perdu dans la forêt en automne"])
def test_what_a_note_says_of_the_picture_is_what_the_painter_reads(prompt: str, note: str) -> None:
    name, wanted = PICTURED[note]
    _, after = changed(prompt, note)
    for which in ("start_prompt", "end_prompt"):
        assert getattr(seen(after, which), name) == wanted


def test_closer_and_wider_go_one_step_and_stop_at_the_last() -> None:
    data = asked("A cat exploring Tokyo at night")
    scenes = board(data)
    sizes = []
    for note in ("wider", "wider", "wider", "closer", "closer", "closer", "closer"):
        scenes = again(data, scenes, {1: note})
        sizes.append(scenes[1]["camera"]["size"])
    assert sizes[2:] == ["wide", "medium", "close", "detail", "detail"]


@pytest.mark.parametrize(
    ("note", "cast"),
    [
        ("a red balloon", [("cat", ""), ("party-balloon", "#e5383b")]),
        ("make it blue", [("cat", "#2f6fde")]),
        ("the cat should be white", [("cat", "#f4f4f6")]),
        ("replace the cat with a dog", [("dog", "")]),
        ("a dog instead of the cat", [("dog", "")]),
        ("remove the cat", []),
        ("only a bicycle", [("bicycle", "")]),
    ],
)
def test_who_is_seen_is_as_the_note_says(note: str, cast: list[tuple[str, str]]) -> None:
    _, after = changed("A cat exploring Tokyo at night", note)
    assert [(one.id.removeprefix("walking-"), one.colour) for one in seen(after).cast] == cast


def test_narration_is_left_out_shortened_or_said_as_asked() -> None:
    prompt = "30 second ad for Aurora, a steel water bottle for trail runners"
    for note in ("no narration", "sin narración", "pas de voix"):
        assert changed(prompt, note)[1]["narration"] == ""
    before, after = changed(prompt, "shorter narration", place=0)
    assert 0 < word_count(after["narration"]) < word_count(before["narration"])
    assert after["start_prompt"] == before["start_prompt"]
    assert changed(prompt, 'narration: "We never stop."')[1]["narration"] == "We never stop."


def test_words_in_quotes_stand_on_screen() -> None:
    _, after = changed("A cat exploring Tokyo at night", 'Put "Open all night" on it, closer')
    assert (after["words"], after["card"]) == ("Open all night", "caption")
    assert after["camera"]["size"] == "close"
    _, after = changed("A cat exploring Tokyo at night", "no text", place=0)
    assert (after["words"], after["card"]) == ("", "")


def test_a_note_about_the_picture_leaves_the_words_that_still_fit() -> None:
    before, after = changed("A cat exploring Tokyo at night", "closer, pan left")
    assert after["narration"] == before["narration"]


def test_what_no_table_knows_goes_into_the_prompts_in_plain_words() -> None:
    _, after = changed("A cat exploring Tokyo at night", "it looks over its shoulder as if somebody called")
    for name in ("start_prompt", "end_prompt", "action"):
        assert "looks over its shoulder as if somebody called" in after[name].lower()
    assert "looks over its shoulder" in after["motion_prompt"]


def test_a_prompt_of_the_persons_own_keeps_its_words() -> None:
    data = asked("A cat exploring Tokyo at night")
    scenes = board(data)
    scenes[1] |= {"start_prompt": "An old tram climbs the hill by day, brass and cracked leather, seen from the kerb"}
    new = again(data, scenes, {1: "at night, closer"})[1]
    assert "brass and cracked leather" in new["start_prompt"]
    assert seen(new).time == "night"
    assert "by day" not in new["start_prompt"]


def test_a_scene_that_goes_on_from_another_starts_where_that_one_ends_now() -> None:
    data = asked("A cat exploring Tokyo at night", frames=24 * 60)
    scenes = board(data)
    place = next(n for n, scene in enumerate(scenes) if scene["continuity"] == "continue")
    made = again(data, scenes, {place: "", place - 1: ""})
    assert made[place]["continuity"] == "continue"
    assert made[place]["start_prompt"] == made[place - 1]["end_prompt"]
    moved = again(data, scenes, {place: "on a beach"})[place]
    assert moved["continuity"] == "cut"
    assert seen(moved).setting == "sea"


def test_the_style_is_written_again_and_no_scene_with_it() -> None:
    data = asked("A cat exploring Tokyo at night")
    made = write_storyboard(data)
    scenes = board(data)
    for note in ("", "noir, dark and mysterious", "watercolour", "as if drawn by a tired clerk"):
        change = {"note": note, "style": made["style"], "cast": made["cast"]}
        new = write_storyboard(data | {"keep": scenes, "changes": {}, "style change": change, "round": 1})
        assert new["scenes"] == scenes
        assert new["cast"] == made["cast"]
        assert new["style"] != made["style"]
        assert new["style"]["palette"] in palettes()
    assert "tired clerk" in new["style"]["look"]


NASTY = [
    "",
    " ",
    "\n",
    "…",
    '"',
    '""',
    "'",
    "no",
    "not",
    "not not rain",
    "<script>alert(1)</script>",
    "🌧️🐱",
    "雨",
    "a" * 5000,
]


@pytest.mark.parametrize("note", NASTY)
def test_any_note_gives_a_valid_scene(note: str) -> None:
    _, after = changed("A cat exploring Tokyo at night", note)
    Scene.model_validate(after)


@given(note=st.text(max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read_without_failing(note: str) -> None:
    wish = read_wish(note)
    assert isinstance(wish.size, ShotSize | None)
    assert isinstance(wish.move, Move | None)
