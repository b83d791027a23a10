"""The painter's breadth: places within settings, weathers and seasons, styles, and the check of a composition."""

import io

import numpy as np
import pytest
from PIL import Image

from vidpipe.library.visual import visual
from vidpipe.providers.local.painter import kept_scene, paint_keyframe, read_prompt
from vidpipe.providers.local.painter.figures import figures
from vidpipe.providers.local.painter.judging import READABLE, STANDS_OUT, likeness, readable, settled, stands_out
from vidpipe.providers.local.painter.places import places
from vidpipe.providers.local.painter.rooms import FURNISHED
from vidpipe.providers.local.painter.scene import build
from vidpipe.providers.local.painter.siting import SEASONS, STYLES, WITHIN
from vidpipe.providers.local.painter.spec import SceneSpec


def painted(prompt: str, seed: int = 1, room: str = "") -> bytes:
    return paint_keyframe(
        prompt, end="start", width=160, height=90, seed=seed, camera="static", shot="wide", colours=(), room=room
    )


def pixels(png: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
        return np.asarray(picture.convert("RGB")).astype(np.float32)


def test_every_place_room_season_and_style_of_the_vocabulary_is_known_to_the_painter() -> None:
    assert set(visual().places) == set(places()) == set(WITHIN)
    assert set(WITHIN.values()) <= set(visual().settings)
    assert set(visual().rooms) == set(FURNISHED)
    assert set(visual().seasons) == set(SEASONS)
    assert set(visual().styles) == set(STYLES)


def test_there_are_seven_hundred_subjects_and_a_hundred_drawn_ones() -> None:
    assert len(visual().subjects) >= 700
    assert len(figures()) >= 100


@pytest.mark.parametrize("place", list(WITHIN))
def test_a_place_is_rich_and_differs_from_its_setting(place: str) -> None:
    spec = read_prompt(f"a person, {visual().places[place][0]}")
    assert spec.place == place
    there = painted(f"a person, {visual().places[place][0]}")
    assert pixels(there).std() > 15
    plain = build(SceneSpec(setting=spec.setting, time="day", palette="day", width=160, height=90)).still("start")
    assert likeness(there, plain) > 8


@pytest.mark.parametrize(
    ("prompt", "setting", "place"),
    [
        ("a cat in a narrow alley", "street", "alley"),
        ("a girl in a market in the city", "street", "market"),
        ("a whale below the moon", "underwater", ""),
        ("a plane in the sky", "mountain", "cloudscape"),
        ("a dog under a blue sky", "meadow", ""),
        ("how the stock market works", "abstract", ""),
        ("a city street by the sea", "street", ""),
        ("an ice cream on a table", "studio", ""),
    ],
)
def test_a_place_is_read_where_the_words_agree(prompt: str, setting: str, place: str) -> None:
    spec = read_prompt(prompt)
    assert (spec.setting, spec.place) == (setting, place)


def test_what_is_denied_is_not_shown() -> None:
    assert read_prompt("a forest, no people").cast == ()
    assert [one.id for one in read_prompt("a street without a car, a cat").cast] == ["cat"]


def test_a_storm_is_darker_and_greyer_than_the_same_scene_in_its_palette() -> None:
    storm, clear = (pixels(painted(f"a boat on the sea at dusk, rose palette, {word}")) for word in ("storm", "clear"))
    assert storm.mean() < clear.mean() - 40
    assert np.ptp(storm, axis=-1).mean() < np.ptp(clear, axis=-1).mean()


@pytest.mark.parametrize("style", [name for name in STYLES if name != "night-neon"])
def test_a_style_changes_the_whole_picture_and_plain_words_ask_for_none(style: str) -> None:
    plain = painted("a fox in a forest by day")
    styled = painted(f"a fox in a forest by day, {style.replace('-', ' ')}")
    assert np.abs(pixels(plain) - pixels(styled)).mean() > 3
    for words in ("a paper boat on a lake", "a pen and a bottle of ink", "a flat road", "a retro-futuristic city"):
        assert read_prompt(words).style == ""


def test_a_subject_that_hardly_stands_out_is_set_off() -> None:
    spec = read_prompt("a black cat in a street at night", width=320, height=180)
    verdict = settled(spec)
    assert verdict.faults == ()
    assert stands_out(build(verdict.spec), 0.0) >= STANDS_OUT - 8


@pytest.mark.parametrize("room", ["left", "right", "upper", "lower", "centre"])
def test_words_can_be_read_where_room_is_kept(room: str) -> None:
    kept = kept_scene(painted("a dog on the beach by day", room=room))
    assert kept is not None
    assert kept.faults == ()
    assert readable(pixels(painted("a dog on the beach by day", room=room)), room) >= READABLE - 0.5


def test_scenes_of_one_place_with_other_seeds_differ() -> None:
    pictures = [painted("a perfume in a studio", seed=seed) for seed in range(4)]
    apart = [likeness(pictures[a], pictures[b]) for a in range(4) for b in range(a)]
    assert sum(one > 4 for one in apart) >= 4
    assert likeness(pictures[0], pictures[0]) == 0
