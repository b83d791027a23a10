"""The library of a workspace and films that take from it: snapshots, prices, one act for a brand, nothing lost."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from vidpipe import BadInput, NotFound, Refused, Studio
from vidpipe.film.slot import STORYBOARD
from vidpipe.film.storyboard import Storyboard
from vidpipe.project import Project
from vidpipe.take import State

SCENES = [
    {"start_prompt": "@mug on a table", "frames": 36, "narration": "A cheap thrill."},
    {"start_prompt": "A street at dawn", "frames": 36},
]


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(tmp_path_factory.mktemp("assets") / "data", actor="Ada") as opened:
        opened.assets.add("mug", "product", look="A red enamel mug")
        opened.assets.add("@Anna Lee", "character", voice="af_heart")
        yield opened


@pytest.fixture
def film(studio: Studio) -> Project:
    return studio.create("A film", storyboard=SCENES, duration=3, quality="draft")


def picture(colour: tuple[int, int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, "PNG")
    return file.getvalue()


def test_names_are_kept_as_they_are_written_after_the_sign(studio: Studio) -> None:
    assert {"anna-lee", "mug"} <= {member.name for member in studio.assets.cast}
    assert studio.assets.member("@MUG").look == "A red enamel mug"
    with pytest.raises(Refused, match="has @mug already"):
        studio.assets.add("mug", "place")
    with pytest.raises(BadInput, match="name cannot be used"):
        studio.assets.add("a b!", "place")
    with pytest.raises(BadInput, match="kind cannot be used"):
        studio.assets.add("boat", "vehicle")
    with pytest.raises(NotFound, match="no @boat"):
        studio.assets.member("boat")


def test_a_picture_is_made_anew_and_outlives_the_trash_and_the_cache(studio: Studio, film: Project) -> None:
    member = studio.assets.bring_picture("mug", picture((200, 0, 0)), called="My mug.PNG")
    assert studio.assets.bring_picture("mug", picture((200, 0, 0))) == member
    (kept,) = member.pictures
    assert kept.name == "my-mug.png"
    with pytest.raises(BadInput):
        studio.assets.bring_picture("mug", b"no picture at all")
    film.trash()
    studio.empty_trash()
    studio.clear_cache()
    assert studio.media(kept.digest)[0].is_file()
    assert studio.media(kept.original)[0].is_file()
    assert studio.assets.drop_picture("mug", 1).pictures == ()


def test_a_film_keeps_what_it_took_until_it_takes_it_again(studio: Studio, film: Project) -> None:
    assert film.unknown_names == ("mug",)
    film.enlist(["mug"])
    assert (film.unknown_names, [member.name for member in film.cast]) == ((), ["mug"])
    studio.assets.change("mug", look="A blue mug")
    assert film.cast[0].look == "A red enamel mug"
    assert film.outdated == ("mug",)
    film.enlist(["mug"])
    assert (film.cast[0].look, film.outdated) == ("A blue mug", ())
    studio.assets.change("mug", look="A red enamel mug")
    film.dismiss("@mug")
    assert film.cast == ()
    with pytest.raises(NotFound):
        film.dismiss("mug")


def test_a_new_film_takes_those_whom_its_prompt_names(studio: Studio) -> None:
    made = studio.create("An ad for @mug and @nobody", duration=3)
    assert [member.name for member in made.cast] == ["mug"]
    assert studio.create("An ad for a mug", duration=3).cast == ()


def test_a_brand_is_applied_in_one_act_and_its_banned_words_are_told(studio: Studio, film: Project) -> None:
    brand = studio.assets.save_brand("Northlight", colours=["#a8480f"], banned=["cheap", " ", "cheap"])
    studio.assets.bring_brand_logo("northlight", picture((0, 0, 200)))
    assert brand.banned == ("cheap",)
    assert not film.preview_brand("Northlight").stale
    film.apply_brand("Northlight")
    assert film.brand is not None
    assert film.logo is not None
    assert film.brand.logo is not None
    assert film.logo.picture == film.brand.logo.digest
    assert [(one.where, one.word) for one in film.banned] == [("narration", "cheap")]
    film.apply_brand("")
    assert (film.brand, film.logo, film.banned) == (None, None, ())
    with pytest.raises(BadInput, match="colours cannot be used"):
        studio.assets.save_brand("Northlight", colours=["red"])
    studio.assets.remove_brand("NORTHLIGHT")
    with pytest.raises(NotFound):
        film.apply_brand("Northlight")


def test_beats_are_chosen_at_a_price_and_the_storyboard_waits_for_a_word(studio: Studio) -> None:
    made = studio.create("An ad for a red mug", duration=12, gates=["storyboard"])
    made.run("storyboard")
    before = made.storyboard
    preview = made.preview_beats("scene_plan")
    assert [one.part for one in preview.beats] == ["hook", "introduction", "features", "closing"]
    assert (preview.again, preview.writing.calls, preview.whole.micros) == (True, 1, 0)
    assert made.storyboard == before
    made.choose_beats("scene_plan")
    now = made.overview.slots
    assert (now["brief"].fresh, now[STORYBOARD].state) == (True, State.STALE)
    made.redo(STORYBOARD, wake=False)
    made.finish()
    board = made.storyboard or Storyboard(scenes=())
    assert [view.part for view in made.beats] == ["hook", "introduction", "features", "closing"]
    assert sum(view.frames for view in made.beats) == board.frames == 288
    with pytest.raises(BadInput, match="two kinds"):
        made.choose_beats(["hero_shot", "journey"])
