"""Beats, cast by name and brand as pages say them, and the storyboard page with all of it."""

import pytest
from overviews import RememberedAssets, film, scene
from streamlit.testing.v1 import AppTest

from vidpipe.engine.overview import Status
from vidpipe.film.brand import Banned, Brand
from vidpipe.film.brief import FilmKind
from vidpipe.film.cast import Member
from vidpipe.film.cost import Cost
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.library.pacing import paced
from vidpipe.project.beating import BeatView, ClipView
from vidpipe.take import Preview
from vidpipe.ui.view import beats as says
from vidpipe.ui.view import cast as told

MUG = Member(name="mug", sort="product", look="a red mug", voice="anna")
VEO = {"shortest": 1000, "longest": 8000, "only": [4000, 6000, 8000]}


def clip(number: int, frames: int, ordered: int) -> ClipView:
    return ClipView(scene=f"s{number}", number=number, frames=frames, ordered=ordered, onward=number > 1, model="Veo")


def test_a_beat_says_its_clips_and_how_much_of_each_is_seen():
    found = (
        BeatView(beat="hero_shot", title="Hero shot", part="hook", start=0, clips=(clip(1, 192, 192), clip(2, 48, 96))),
    )
    (row,) = says.mapped(found, 24)
    assert (row.title, row.part, row.time, row.says) == ("Hero shot", "Hook", "0–10 s", "8 s of 8 + 2 s of 4")
    assert [share for share, _ in row.clips] == [80, 20]
    assert says.summed(found, 24) == "1 beat, 2 clips, 1 of them going on from the clip before, 10 s in 240 frames"


def test_a_choice_says_what_it_would_be():
    rows = says.planned(paced(("hero_shot", "call_to_action"), 30 * 24, rate=24, limits=VEO), 24)
    assert [row.says for row in rows] == ["8 s + 6 s", "8 s + 8 s"]
    options = says.plans(FilmKind.AD)
    assert next(iter(options)) == says.FREE
    assert options["scene_plan"] == "Scene plan of an ad, 12–60 s"
    assert len(options) == 8
    assert says.choice_of(("luxury_showcase",)) == "luxury_showcase"
    assert (says.choice_of(()), says.choice_of(("hero_shot",))) == (says.FREE, says.OWN)
    assert (says.named(("scene_plan",)), says.named(("hero_shot",)), says.named(())) == (
        "Scene plan of an ad",
        "1 beat of your own",
        "",
    )


def test_where_somebody_is_named_and_what_a_change_makes_stale():
    scenes = (
        Scene(id="aaaa", frames=24, start_prompt="@mug"),
        Scene(id="bbbb", frames=24, start_prompt="mug", cast=("mug",)),
        Scene(id="cccc", frames=24, start_prompt="a mug", narration="@mugs"),
    )
    board = Storyboard(scenes=scenes)
    assert told.scenes_naming(board, MUG) == [1, 2]
    assert told.holds(MUG) == "Product, a voice"
    stale = Preview(stale=("scene/aaaa/keyframe/start",), micros=Cost(40_000), confidence="fixed")
    assert told.makes(stale) == "Makes stale: 1 keyframe · $0.04 to make again."
    assert "Nothing" in told.makes(Preview(stale=(), micros=Cost(0), confidence="free"))
    found = (Banned(scene="bbbb", where="words", word="cheap", text="cheap"),)
    assert told.banned(found, board) == [("“cheap” in the words on screen of scene 2", "bbbb")]


@pytest.fixture
def page(visit):
    """The storyboard of a film with a cast and a brand; the library has one more."""

    def page() -> AppTest:
        made = film(Status.AWAITING_APPROVAL, scene(1), scene(2), scene(3))
        brand = Brand(name="Northlight", colours=("#102030",))
        settings = made.settings.model_copy(update={"cast": (MUG,), "brand": brand})
        app, studio = visit("storyboard", made.model_copy(update={"settings": settings}), project=made.id)
        studio.assets = RememberedAssets((MUG, Member(name="anna", sort="character")), (brand,))
        kept = studio.films[made.id]
        kept.outdated, kept.unknown_names = ("mug",), ("anna",)
        kept.banned = (Banned(scene=made.scenes[1].scene.id, where="narration", word="cheap", text="cheap"),)
        return app.run(), studio

    return page


def test_the_storyboard_shows_beats_cast_and_brand_and_takes_members_in(page):
    app, studio = page()
    assert not app.exception
    shown = "\n".join(part.proto.body for part in app.get("html"))
    for text in ("Beats and clips", "@mug", "Northlight", "Banned word. ", "words name @anna", "has @mug otherwise"):
        assert text in shown
    next(button for button in app.button if button.label == "Take it in").click().run()
    assert ("enlist", (["anna"],), {}) in studio.asked
    next(button for button in app.button if button.label == "Take @mug out").click().run()
    assert ("dismiss", ("mug",), {}) in studio.asked
