"""A film's versions as nouns: which cuts it has, which of them is its own, what a person may call them."""

from fractions import Fraction

import pytest

from vidpipe.film.edit import Edit
from vidpipe.film.format import Aspect, Quality
from vidpipe.film.project import Film, Settings
from vidpipe.film.version import Version, cut_name, cuts, meant, own_cut, way, window_of

TALL = Version(aspect=Aspect.TALL)


def film(*versions: Version, **asked) -> Film:
    settings = {"prompt": "a film", "language": "en", "versions": versions} | asked
    return Film(settings=Settings(**settings))


def test_settings_without_versions_and_scenes_without_a_focus_are_written_as_before():
    assert "versions" not in Settings(prompt="a film").plain()
    assert Edit().with_scene("one1", voice_db=3).plain()["scenes"]["one1"].keys() == {
        "head",
        "until",
        "voice_db",
        "clip_db",
    }
    kept = Settings.model_validate(film(TALL).settings.plain())
    assert kept.versions == (TALL,)


def test_the_films_own_cut_is_first_and_what_a_version_leaves_open_is_the_films():
    found = film(TALL, Version(aspect=Aspect.WIDE, quality=Quality.DRAFT, fit="blur")).cuts
    assert list(found) == ["cut/16x9/en/master", "cut/9x16/en/master", "cut/16x9/en/draft"]
    assert [one.fit for one in found.values()] == ["", "crop", "blur"]
    assert list(film(TALL, quality="draft").cuts) == ["cut/16x9/en/draft", "cut/9x16/en/draft"]


def test_a_version_that_the_film_itself_became_is_none_beside_it():
    found = film(TALL, Version(aspect=Aspect.SQUARE), aspect="9:16").cuts
    assert list(found) == ["cut/9x16/en/master", "cut/1x1/en/master"]
    assert found["cut/9x16/en/master"].fit == ""


def test_every_language_has_its_own_cut_of_the_films_shape_and_a_version_may_be_in_any():
    french = Version(aspect=Aspect.TALL, language="fr")
    assert list(film(french).cuts) == ["cut/16x9/en/master", "cut/9x16/fr/master"]
    assert film(french).languages == ("fr",)
    told = film(french, languages=("es", "en"))
    assert list(told.cuts) == ["cut/16x9/en/master", "cut/16x9/es/master", "cut/9x16/fr/master"]
    assert told.languages == ("es", "fr")
    assert "cut/9x16/fr/master" in film(french, language="fr").cuts


def test_a_shape_means_the_films_own_language_unless_one_is_said():
    slots = dict.fromkeys(film(Version(aspect=Aspect.TALL), languages=("es",)).cuts, None)
    assert meant("16:9", slots) == ["cut/16x9/en/master"]
    assert meant("es", slots) == meant("16:9 spanish", slots) == ["cut/16x9/es/master"]
    more = film(Version(aspect=Aspect.TALL, language="es"), languages=("es",)).cuts
    assert meant("es", dict.fromkeys(more, None)) == ["cut/16x9/es/master"]
    assert meant("9:16", dict.fromkeys(more, None)) == ["cut/9x16/es/master"]
    assert cut_name("cut/16x9/es/master").titled("en") == "16:9 cut in Spanish"
    assert cut_name("cut/16x9/es/master").titled("es") == "16:9 cut"


SLOTS = ["storyboard", "cut/16x9/pt-BR/master", "poster", "cut/9x16/pt-BR/master", "cut/9x16/pt-BR/draft"]


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("", [1]),
        ("own", [1]),
        ("9:16", [3, 4]),
        ("9x16-draft", [4]),
        ("9:16 final", [3]),
        ("9x16-pt-BR-master", [3]),
        ("9:16 draft cut", [4]),
        ("cut/9x16/pt-BR/master", [3]),
        ("1:1", []),
        ("poster", []),
        ("cut", []),
    ],
)
def test_a_version_is_found_by_what_a_person_may_call_it(said, places):
    assert meant(said, dict.fromkeys(SLOTS, 0)) == [SLOTS[place] for place in places]


def test_own_is_the_first_cut_and_a_cut_has_a_name_for_people():
    slots = {name: place for place, name in enumerate(SLOTS)}
    assert own_cut(slots) == 1
    assert own_cut({"storyboard": 0}) is None
    assert [cut_name(name).title for name in cuts(slots)] == ["16:9 cut", "9:16 cut", "9:16 draft cut"]
    assert cut_name("cut/16x9/en") is None


def test_a_picture_is_cropped_where_little_is_lost_else_blurred_unless_somebody_says():
    wide, tall, near = Fraction(16, 9), Fraction(9, 16), Fraction(15, 9)
    assert [way(shape, wide, "") for shape in (wide, near, tall)] == ["whole", "crop", "blur"]
    assert [way(tall, wide, fit) for fit in ("crop", "blur")] == ["crop", "blur"]
    assert way(wide, wide, "blur") == "whole"


def test_a_crop_has_its_focus_in_the_middle_as_far_as_there_is_room():
    assert window_of((1280, 720), Fraction(9, 16), (50, 0)) == (437.5, 0, 842.5, 720)
    assert window_of((1280, 720), Fraction(9, 16), (0, 50)) == (0, 0, 405, 720)
    assert window_of((1280, 720), Fraction(9, 16), (100, 50)) == (875, 0, 1280, 720)
    assert window_of((720, 1280), Fraction(1, 1), (50, 25)) == (0, 0, 720, 720)
