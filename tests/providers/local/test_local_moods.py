"""The local director's moods: they differ at the first look, follow what is said, and hold in what is written after."""

import re
from typing import Any

import pytest

from vidpipe.film.mood import Directions
from vidpipe.library.directions import looks
from vidpipe.library.palettes import palettes
from vidpipe.library.visual import spot
from vidpipe.providers.local.director import write_brief, write_in_mood, write_moods
from vidpipe.providers.local.painter import read_prompt

PROMPTS = (
    "A fox finds a glowing lantern in the forest",
    "Ad for a trail running shoe called Apex",
    "Un gato explora Madrid de noche",
    "How do black holes work?",
    "Une tasse de café au bord de la mer",
    "日本の寺院の朝",
    "!!",
)


def asked(prompt: str, seed: int = 5, **more: Any) -> dict[str, Any]:
    brief = write_brief({"prompt": prompt, "seed": seed})
    return {"brief": brief, "prompt": prompt, "style": "", "count": 3, "seed": seed, **more}


def offered(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        mood.plain() | {"number": n} for n, mood in enumerate(Directions.model_validate(write_moods(data)).moods, 1)
    ]


def seen(mood: dict[str, Any]) -> Any:
    """What the painter reads in a direction's picture."""
    return read_prompt(mood["picture"], colours=mood["colours"], style=mood["keywords"])


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("seed", [1, 2])
def test_three_directions_are_painted_in_three_palettes(prompt: str, seed: int) -> None:
    found = offered(asked(prompt, seed))
    assert len({mood["name"] for mood in found}) == 3
    assert len({seen(mood).palette for mood in found}) == 3
    assert all(mood["picture"] and mood["description"] and len(mood["colours"]) == 6 for mood in found)


def test_the_same_film_gets_the_same_directions_and_other_films_others() -> None:
    assert offered(asked(PROMPTS[0])) == offered(asked(PROMPTS[0]))
    assert len({tuple(mood["name"] for mood in offered(asked(PROMPTS[0], seed))) for seed in range(8)}) > 3


def test_the_hour_that_the_brief_names_is_kept_in_all_of_them() -> None:
    assert {seen(mood).time for mood in offered(asked("A lighthouse keeper at night in a storm"))} == {"night"}


def test_names_are_in_the_films_language_and_words_for_prompts_in_english() -> None:
    spanish = offered(asked("Un gato explora Madrid de noche"))
    assert {mood["name"] for mood in spanish} <= {look.name["es"] for look in looks().values()}
    assert {word for mood in spanish for word in mood["keywords"]} <= {
        w for look in looks().values() for w in look.keywords
    }


def test_a_style_that_was_asked_for_is_the_first_direction() -> None:
    data = asked(PROMPTS[0]) | {"style": "neon, futuristic"}
    assert offered(data)[0]["name"] == "Neon Rain"


@pytest.mark.parametrize(("note", "name"), [("pink and romantic", "Rose Evening"), ("frost, please", "Quiet Frost")])
def test_a_note_says_what_the_next_one_is_like(note: str, name: str) -> None:
    data = asked(PROMPTS[0])
    there = [mood for mood in offered(data) if mood["name"] != name][:2]
    (found,) = write_moods(data | {"moods": there, "changes": [{"instead of": there[0]["number"], "note": note}]})[
        "moods"
    ]
    assert found["name"] == name


def test_another_round_gives_another_direction_and_never_one_that_is_there() -> None:
    data = asked(PROMPTS[0])
    there = offered(data)
    for number in range(1, 7):
        (found,) = write_moods(
            data | {"moods": there, "changes": [{"instead of": 2, "note": ""}], "round": number, "count": 1}
        )["moods"]
        assert found["name"] not in {mood["name"] for mood in there}


def test_a_mix_has_the_colours_of_the_one_and_the_light_of_the_other() -> None:
    data = asked(PROMPTS[0])
    one, other = (looks()[name].name["en"] and mood_of(data, name) for name in ("neon-rain", "quiet-frost"))
    (mixed,) = write_moods(data | {"moods": [one, other], "changes": [{"mix": [1, 2], "note": ""}], "count": 1})[
        "moods"
    ]
    assert mixed["name"] == "Neon Rain meets Quiet Frost"
    assert seen(mixed).palette == "neon"
    assert seen(mixed).weather == seen(other).weather == "snow"
    assert set(mixed["colours"]) & set(one["colours"])
    assert set(mixed["colours"]) & set(other["colours"])


def mood_of(data: dict[str, Any], name: str) -> dict[str, Any]:
    from vidpipe.providers.local.director.mooding import direction

    number = {"neon-rain": 1, "quiet-frost": 2}[name]
    return direction(looks()[name], data).plain() | {"number": number}


@pytest.mark.parametrize("name", looks())
def test_a_storyboard_is_written_in_its_moods_palette_and_what_is_kept_stays(name: str) -> None:
    look = looks()[name]
    data = asked("A cat exploring Tokyo at night") | {"frames": 240, "rate": 24, "style": ", ".join(look.keywords)}
    mood = {"name": look.name["en"], "keywords": look.keywords, "colours": look.colours}
    board = write_in_mood(data | {"mood": mood})
    said = [scene[end] for scene in board["scenes"] for end in ("start_prompt", "end_prompt")]
    assert {word for text in said for word in re.findall(r"(\w+) palette", text)} == {look.palette}
    plain = write_in_mood(data)["scenes"]
    kept = [{**plain[0], "id": "keep1"}]
    assert write_in_mood(data | {"mood": mood, "keep": kept})["scenes"][0] == kept[0]


@pytest.mark.parametrize("name", looks())
def test_a_look_is_one_that_the_painter_knows_and_its_air_is_no_subject(name: str) -> None:
    look = looks()[name]
    assert look.palette in palettes()
    assert not spot(look.air, "subjects")
    assert set(look.name) == set(look.says) == {"en", "es", "fr"}
    assert len({one.palette for one in looks().values()}) == len(looks())
