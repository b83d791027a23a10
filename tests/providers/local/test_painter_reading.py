"""The painter reads plain English: what is named is found, what is not named is chosen to suit, nothing makes it
fail."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vidpipe.library.palettes import palettes
from vidpipe.library.visual import GROUPS, spot, tokens, visual
from vidpipe.providers.local.painter import read_prompt
from vidpipe.providers.local.painter.figures import figures
from vidpipe.providers.local.painter.pictogram import known
from vidpipe.providers.local.painter.settings import settings as painted_settings


def test_the_full_sentence_is_read_word_for_word() -> None:
    spec = read_prompt(
        "Wide shot: a ginger cat on a rooftop above the city at night, clear sky with a full moon, neon palette",
        shot="wide",
        camera="push in",
    )
    assert (spec.setting, spec.time, spec.weather, spec.palette, spec.shot, spec.move) == (
        "rooftop",
        "night",
        "clear",
        "neon",
        "wide",
        "push in",
    )
    assert [(one.id, one.colour) for one in spec.cast] == [("cat", visual().colours["ginger"])]


@pytest.mark.parametrize(
    ("prompt", "setting", "cast"),
    [
        ("a water bottle on a mountain trail at dawn", "mountain", ["bottle"]),
        ("a cup of coffee in a cafe on a rainy evening", "interior", ["cup"]),
        ("how photosynthesis works", "meadow", ["seedling"]),
        ("a diagram: molecules of carbon dioxide enter the leaf", "abstract", ["molecule", "leaf"]),
        ("a sailboat", "sea", ["sailboat"]),
        ("an astronaut", "space", ["astronaut"]),
        ("two whales under the sea", "underwater", ["whale"]),
        ("a black hole", "space", ["black-hole"]),
        ("the sun over the mountains by day", "mountain", []),
    ],
)
def test_settings_and_subjects_are_found(prompt: str, setting: str, cast: list[str]) -> None:
    spec = read_prompt(prompt)
    assert spec.setting == setting
    assert [one.id for one in spec.cast] == cast


def test_colour_and_number_before_a_subject_belong_to_it() -> None:
    spec = read_prompt("three red balloons above the meadow")
    assert (spec.cast[0].id, spec.cast[0].count, spec.cast[0].colour) == ("balloon", 3, visual().colours["red"])


def test_a_colour_word_of_a_subject_is_not_taken_for_the_palette() -> None:
    assert read_prompt("a teal bottle on a mountain at dawn").palette == "dawn"
    assert read_prompt("a bottle on a mountain, teal palette").palette == "teal"


@pytest.mark.parametrize("room", ["left", "right third", "upper third", "top", "centre", "lower third", "", "nonsense"])
def test_room_for_words_is_understood_or_passed_over(room: str) -> None:
    found = read_prompt("a cat", room=room).room
    wanted = {"right third": "right", "upper third": "upper", "top": "upper", "lower third": "lower", "nonsense": ""}
    assert found == wanted.get(room, room)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=12), st.integers(-(2**70), 2**70))
def test_no_text_makes_reading_fail(text: str, word: str, seed: int) -> None:
    spec = read_prompt(text, camera=word, shot=word, room=word, seed=seed, colours=(word, "#12AB9f"), style=(word,))
    assert spec.setting in painted_settings()
    assert spec.palette in palettes()
    assert spec == read_prompt(
        text, camera=word, shot=word, room=word, seed=seed, colours=(word, "#12AB9f"), style=(word,)
    )


def test_every_subject_can_be_shown_by_drawing_or_by_a_vendored_pictogram() -> None:
    subjects = visual().subjects
    assert len(subjects) >= 90
    assert [name for name, one in subjects.items() if name not in figures() and not known(one.pictogram)] == []
    assert [name for name in figures() if name not in subjects] == []


def test_every_setting_of_the_vocabulary_has_a_painter() -> None:
    assert set(visual().settings) == set(painted_settings())
    assert set(visual().palettes) == set(palettes())


@pytest.mark.parametrize("group", GROUPS)
def test_every_word_leads_to_its_own_id(group: str) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for name, phrases in visual().words(group).items():
        for phrase in phrases:
            found = spot(phrase, group)
            assert found, phrase
            seen.setdefault(tuple(tokens(phrase)), name)
            assert found[0].id == seen[tuple(tokens(phrase))], phrase
