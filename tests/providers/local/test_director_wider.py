"""What no small table has: nouns only near something drawn, places of the world, camera words, shapes, lengths."""

import pytest

from vidpipe.asking import settings_from
from vidpipe.film.storyboard import ShotSize
from vidpipe.library.lexicon import LANGUAGES, lexicon, world
from vidpipe.library.lexicon.wider import geography, nearby, spots
from vidpipe.library.shapes import shape
from vidpipe.library.visual import visual
from vidpipe.providers.local.director import write_brief
from vidpipe.providers.local.director.framing import framing, unframed, unprefaced
from vidpipe.providers.local.director.reading import read


@pytest.mark.parametrize(
    ("prompt", "hero", "shown"),
    [
        ("A walrus sings in the snow", "walrus", "seal"),
        ("Three armadillos cross a road", "armadillos", "hedgehog"),
        ("A pearl diver finds a pearl", "pearl diver", "swimmer"),
        ("The violinist plays", "violinist", "person"),
        ("The blacksmith's daughter tames a wolf", "blacksmith's daughter", "girl"),
        ("Un ajolote toca el piano", "ajolote", "lizard"),
        ("Una gaucha cabalga al amanecer", "gaucha", "woman"),
        ("Un ornithorynque cherche la mer", "ornithorynque", "otter"),
    ],
)
def test_a_noun_without_a_picture_is_still_the_hero_and_stands_beside_what_is_near(
    prompt: str, hero: str, shown: str
) -> None:
    found = read(prompt).hero
    assert found is not None
    assert (found.full, found.id) == (hero, shown)


def test_the_picture_says_both_what_is_painted_and_what_is_meant():
    found = read("A walrus sings in the snow").hero
    assert found is not None
    assert found.english == "seal (walrus)"


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("A walrus sings in the snow", "“walrus” is shown as “seal”"),
        ("Ad for Orin, a zorbulux for musicians", "“zorbulux” is shown as “box”"),
        ("Un zarrapastro en el bosque", "“zarrapastro” no se muestra"),
    ],
)
def test_what_cannot_be_drawn_as_it_is_is_said(prompt: str, said: str) -> None:
    assert said in write_brief({"prompt": prompt, "seed": 3})["lacking"]


def test_what_can_be_drawn_needs_no_word():
    assert "lacking" not in write_brief({"prompt": "A cat in Paris"})


def test_every_near_noun_stands_for_a_thing_that_is_painted_and_none_hides_another():
    assert len(nearby()) > 8000
    assert set(nearby().values()) <= set(visual().subjects)
    assert set(geography().values()) <= set(world()["lands"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_of_the_world_have_the_name_and_the_phrase_of_each_language(language: str) -> None:
    told = {one.id: one for one in spots(language)}
    assert len(told) > 150
    assert all(one.phrase and one.name and one.words for one in told.values())
    assert told.keys() <= lexicon(language).places.keys()
    assert (
        told["netherlands"].phrase
        == {
            "en": "in the Netherlands",
            "es": "en los Países Bajos",
            "fr": "aux Pays-Bas",
        }[language]
    )


@pytest.mark.parametrize(
    ("prompt", "places"),
    [
        ("A nice dog", ()),
        ("A dog in Nice", ("nice",)),
        ("a china cup", ()),
        ("A castle in the distance, a fox", ()),
        ("A fox at the castle", ("castleplace",)),
    ],
)
def test_a_word_is_a_place_only_where_it_is_meant_as_one(prompt: str, places: tuple[str, ...]) -> None:
    assert read(prompt).places == places


@pytest.mark.parametrize(
    ("prompt", "angle", "size"),
    [
        ("Bird's-eye view of a ship", "from high above", ShotSize.WIDE),
        ("Close-up of a chef", "", ShotSize.CLOSE),
        ("A knight, low angle", "from a low angle", None),
        ("Plano detalle de una abeja", "", ShotSize.DETAIL),
        ("Un chat, vue aérienne", "from high above", ShotSize.WIDE),
        ("A fox", "", None),
    ],
)
def test_camera_words_frame_the_film_and_name_nobody(prompt: str, angle: str, size: ShotSize | None) -> None:
    assert framing(prompt) == (angle, size)
    assert len(unframed(prompt)) == len(prompt)


def test_a_birds_eye_view_is_no_bird():
    found = read("Bird's-eye view of a container ship on a calm ocean").hero
    assert found is not None
    assert found.id == "ship"


@pytest.mark.parametrize(
    ("prompt", "aspect"),
    [
        ("Vertical video about bees", "9:16"),
        ("Bees, for TikTok", "9:16"),
        ("Square video: bees", "1:1"),
        ("Bees, 4:5", "4:5"),
        ("Anuncio vertical para una panadería", "9:16"),
        ("How a vertical farm works", ""),
        ("How a bicycle stays upright", ""),
        ("Three stories of the sea", ""),
    ],
)
def test_the_shape_that_a_prompt_speaks_of_is_the_films(prompt: str, aspect: str) -> None:
    assert shape(prompt) == aspect
    assert settings_from({"prompt": prompt}).aspect.value == (aspect or "16:9")
    assert settings_from({"prompt": prompt, "aspect": "16:9"}).aspect.value == "16:9"


@pytest.mark.parametrize(
    ("prompt", "seconds"),
    [
        ("Half a minute about bees", 30),
        ("Bees, treinta segundos", 30),
        ("Une minute et demie sur les abeilles", 90),
        ("60 words per minute", 0),
        ("Bees", 0),
    ],
)
def test_lengths_are_read_in_words(prompt: str, seconds: int) -> None:
    assert read(prompt).seconds == seconds


def test_an_opening_about_shape_and_length_is_no_part_of_the_film():
    assert unprefaced("Vertical video for TikTok, 15 seconds: three ways to cook eggs") == "Three ways to cook eggs"
    assert unprefaced("Trailer: a heist") == "Trailer: a heist"


def test_seasons_follow_each_other_and_only_winter_has_snow():
    found = read("The samurai leaves home in winter, crosses a river in spring and reaches the sea in summer")
    assert found.hero is not None
    assert (found.hero.id, found.seasons) == ("knight", ("winter", "spring", "summer"))
