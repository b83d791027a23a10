"""One film in other shapes: its versions share the clips, follow the film, and go where their shape is wanted."""

from collections.abc import Iterator

import pytest

from vidpipe import BadInput, NotFound, Refused, Studio
from vidpipe.engine.overview import Status
from vidpipe.film.slot import POSTER
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.project import Project
from vidpipe.take import State

SCENES = (
    Scene(id="one1", frames=48, start_prompt="A red tap", words="Drips", card="title"),
    Scene(id="two2", frames=48, start_prompt="A green hill by day", narration="Grass."),
)
OWN, TALL, HALF = "cut/16x9/en/draft", "cut/9x16/en/draft", "cut/1x1/en/draft"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Iterator[Project]:
    """A film of two scenes with a version of it, made once; tests leave it as they found it."""
    with Studio(tmp_path_factory.mktemp("versions") / "data") as studio:
        asked = {"quality": "draft", "music": False, "narration": False, "language": "en"}
        film = studio.create("A tap", storyboard=Storyboard(scenes=SCENES), title="Tap", **asked)
        film.add_version("9x16", wake=False)
        film.run()
        yield film


def finish(film: Project) -> None:
    film.finish()
    assert film.overview.status is Status.COMPLETE


def test_a_version_that_was_asked_for_before_there_were_clips_is_made_with_the_film(made):
    own, tall = made.versions
    assert (own.slot, own.own, own.fit, tall.slot, tall.own, tall.fit) == (OWN, True, "", TALL, False, "crop")
    assert [one.name for one in (own, tall)] == ["16:9 draft cut", "9:16 draft cut"]
    assert (own.width, own.height, tall.width, tall.height) == (640, 360, 360, 640)
    assert all(one.fresh and one.file and one.file.stat().st_size == one.bytes > 10_000 for one in (own, tall))
    assert not own.price + tall.price
    assert made.cut.digest != made.cut_of("9:16").digest == made.overview.slots[TALL].take.digest
    assert made.cut.path.name == "film-16x9-en-draft.mp4"
    assert made.overview.slots[POSTER].take.recipe.inputs == {"cut": made.cut.digest}


def test_a_version_asks_no_model_and_changes_no_other_take(made):
    before, shown = made.overview, {slot: view.take.digest for slot, view in made._read()[1].slots.items()}
    assert made.add_version("1:1", fit="blur", wake=False) == HALF
    now = made.overview
    assert (now.slots[HALF].state, now.status) == (State.EMPTY, Status.STITCHING)
    finish(made)
    after = {slot: view.take.digest for slot, view in made._read()[1].slots.items()}
    assert {slot: after[slot] for slot in shown} == shown
    assert set(after) - set(shown) == {HALF}
    assert (made.overview.calls, made.overview.spent) == (before.calls, before.spent)
    assert made.overview.slots[OWN].take.recipe.inputs == made.overview.slots[HALF].take.recipe.inputs
    digest = after[HALF]
    made.remove_version("1:1")
    assert HALF not in made.overview.slots
    made.add_version("1:1", fit="blur", wake=False)
    finish(made)
    assert (made.overview.slots[HALF].take.digest, made.overview.slots[HALF].takes) == (digest, 1)
    made.remove_version(HALF)
    assert made.overview.status is Status.COMPLETE


def test_a_focus_makes_the_version_stale_and_says_so_and_leaves_the_film_as_it_is(made):
    assert {made.focus_of(scene).by for scene in ("1", "two2")} <= {"clip", "guess"}
    was = made.overview.slots[TALL].take.digest
    made.set_focus("2", (5, 50))
    tall = made.versions[1]
    assert (made.focus_of("two2").focus, made.focus_of("2").by) == ((5, 50), "person")
    assert (tall.state, tall.fresh, tall.file, tall.why) == (State.STALE, False, None, ("its framing changed",))
    assert made.versions[0].fresh
    assert made.overview.status is Status.AWAITING_APPROVAL
    assert made.cut_of("9:16") is None
    made.redo(TALL, wake=False)
    finish(made)
    assert made.overview.slots[TALL].take.digest != was
    made.set_focus("two2", None)
    finish(made)  # what was made before by the very recipe comes back
    assert made.overview.slots[TALL].take.digest == was


def test_another_way_to_fill_the_shape_takes_the_place_of_the_first(made):
    was = made.overview.slots[TALL].take.digest
    assert made.add_version("9:16", fit="blur", wake=False) == TALL
    assert [one.fit for one in made.versions] == ["", "blur"]
    finish(made)
    assert made.overview.slots[TALL].take.digest != was
    made.add_version("9:16", wake=False)
    finish(made)
    assert made.overview.slots[TALL].take.digest == was


def test_what_cannot_be_a_version_is_refused_with_the_remedy(made):
    before = made.settings
    refusals = [
        (Refused, {"aspect": "16:9"}, "own cut is 16:9 already"),
        (Refused, {"aspect": "9:16", "quality": "final"}, "is a draft"),
        (BadInput, {"aspect": "2:1"}, "no aspect"),
        (BadInput, {"aspect": "9:16", "fit": "stretch"}, "not fitted"),
        (BadInput, {"aspect": "9:16", "language": "klingon"}, "no language"),
        (BadInput, {"aspect": "9:16", "quality": "best"}, "no quality"),
    ]
    for kind, asked, said in refusals:
        with pytest.raises(kind, match=said) as caught:
            made.add_version(**asked)
        assert caught.value.remedy
    with pytest.raises(Refused, match="own cut stays"):
        made.remove_version("16:9")
    with pytest.raises(NotFound, match="4:5"):
        made.remove_version("4:5")
    with pytest.raises(BadInput, match="no place in a picture"):
        made.set_focus("1", (101, 0))
    with pytest.raises(NotFound, match="no scene"):
        made.set_focus("9", (1, 1))
    assert made.settings == before
    assert made.overview.status is Status.COMPLETE


def test_a_platform_gets_the_version_that_has_its_shape_and_the_film_where_it_takes_it(made, tmp_path):
    assert [made.source_of(preset) for preset in ("shorts", "youtube", "feed")] == [TALL, OWN, OWN]
    assert made.source_of("youtube", "9:16") == TALL
    told = {tick.key: tick for tick in made.validate("shorts")}
    assert (told["shape"].good, told["shape"].says) == (True, "9:16 of 9:16")
    shape = {tick.key: tick for tick in made.validate("shorts", "own")}["shape"]
    assert shape.good is False
    out = made.deliver("x", tmp_path / "x.mp4", version="9:16", most_mb=5)
    assert out.stat().st_size < 5_000_000
    assert made.delivered("x", version="9:16", most_mb=5)
    assert made.delivered("x", most_mb=5) is None
    assert made.export(tmp_path / "tall.mp4", version=TALL).read_bytes() == made.cut_of("9:16").path.read_bytes()
    with pytest.raises(NotFound, match="4:5"):
        made.deliver("x", tmp_path / "none.mp4", version="4:5")


def test_each_cut_has_its_own_last_look(made):
    found = made.review("9:16")
    assert made.reviewed_of("9:16") == found
    assert not [one for one in found if one.kind in ("missing", "length")]
    assert made.subtitles("9:16") == made.subtitles()


def test_a_film_that_is_cut_again_has_its_versions_too(made, tmp_path):
    path = made.stitch(version="9:16", out=tmp_path / "tall.mp4")
    assert path.read_bytes() == made.cut_of("9:16").path.read_bytes()
    with pytest.raises(NotFound, match="2:1"):
        made.stitch(version="2:1")
