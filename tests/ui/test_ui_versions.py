"""The versions on the cut page: each shape with its state, one click for each act; the focus of a scene."""

import pytest
from overviews import film, slot, take
from streamlit.testing.v1 import AppTest
from test_ui_cut_pages import CUT, ID, WAITING, edited, labels, press, text

from vidpipe.engine.overview import Overview
from vidpipe.film.edit import Edit
from vidpipe.film.format import Aspect, Quality
from vidpipe.film.version import Version
from vidpipe.take import Cause, State
from vidpipe.ui.view.cut import version, watched
from vidpipe.ui.view.versions import asked, clip_of, cropped, middle, named, stale, tiles, windows

TALL, HALF = "cut/9x16/en/draft", "cut/1x1/en/draft"
CROP, BLUR = Version(aspect=Aspect.TALL), Version(aspect=Aspect.SQUARE, quality=Quality.DRAFT, fit="blur")


def several(state: State = State.READY, **more) -> Overview:
    """A film with its own cut, a tall version in some state and a square one."""
    causes = (Cause(reason="its framing changed"),) if state is State.STALE else ()
    made = {CUT: slot(CUT, State.READY), TALL: slot(TALL, state, causes=causes), HALF: slot(HALF, State.READY)}
    whole = film(WAITING, slots=made, **more)
    return whole.model_copy(update={"settings": whole.settings.model_copy(update={"versions": (CROP, BLUR)})})


def visited(visit, whole: Overview, **query: str) -> tuple[AppTest, object]:
    app, studio = visit("cut", whole, project=ID)
    for name, value in query.items():
        app.query_params[name] = value
    return (app.run() if query else app), studio


def test_every_shape_is_a_tile_and_the_films_own_is_first():
    found = tiles(several(State.STALE), TALL)
    assert [(tile.ratio, bool(tile.slot), tile.own, tile.watched) for tile in found] == [
        ("16:9", True, True, False),
        ("9:16", True, False, True),
        ("1:1", True, False, False),
        ("4:5", False, False, False),
    ]
    assert [tile.name for tile in found] == ["16x9", "9x16", "1x1-draft", "4x5"]
    assert found[1].why == "Its framing changed."
    assert found[3].says == "432 × 540"
    assert "whole, on a blur" in found[2].says
    assert stale(found) == [found[1]]
    assert [tile.ratio for tile in tiles(film(WAITING), "")] == ["16:9", "9:16", "1:1", "4:5"]


def test_the_address_names_a_version_and_nothing_else():
    whole = several()
    assert named(whole, "9x16-en-draft") == TALL
    assert [named(whole, said) for said in ("", "16x9-en-draft", "4x5", "<b>", "draft")] == [""] * 5
    now = watched(whole, TALL)
    assert (now.ratio, now.own, now.cut.slot) == ("9:16", False, TALL)
    assert (watched(whole).ratio, watched(whole).own) == ("16:9", True)
    assert version(several(State.EMPTY), watched(several(State.EMPTY), TALL)).ratio == "9:16"


def test_a_slot_says_how_it_was_asked_for_and_which_shapes_are_cropped():
    whole = several()
    assert [asked(whole, name) for name in (CUT, TALL, HALF, "music")] == [None, CROP, BLUR, None]
    assert cropped(whole) == ["9:16"]


def test_crops_are_drawn_where_they_lie_and_the_picture_is_from_the_middle_of_the_scene():
    whole = several()
    scene = whole.scenes[0]
    clip = clip_of(whole, scene.scene.id)
    made = take(clip.slot).model_copy(update={"meta": {"width": 1280, "height": 720, "head": 6}})
    clip = clip.model_copy(update={"take": made})
    (found,) = windows(whole, clip, (0, 50))
    assert found == {"ratio": "9:16", "left": 0, "top": 0, "width": 31.64, "height": 100}
    (found,) = windows(whole, clip, (50, 50))
    assert found["left"] == pytest.approx(34.18)
    rate = whole.settings.rate
    assert middle(clip, whole, scene.scene.id) == (6 + scene.scene.frames / 2) / rate
    trimmed = whole.model_copy(update={"edit": Edit().with_scene(scene.scene.id, head=20)})
    assert middle(clip, trimmed, scene.scene.id) == (20 + scene.scene.frames / 2) / rate


def test_a_shape_is_added_with_one_click_that_costs_nothing(visit):
    app, studio = visited(visit, film(WAITING))
    assert not app.exception
    press(app, "Add 9:16 · Free")
    assert studio.asked == [("add_version", ("9:16",), {"fit": "crop"})]


def test_what_is_added_may_stand_on_a_blur(visit):
    app, studio = visited(visit, film(WAITING))
    next(group for group in app.get("button_group") if group.key == "version-fit").set_value("blur").run()
    press(app, "Add 4:5 · Free")
    assert studio.asked == [("add_version", ("4:5",), {"fit": "blur"})]


@pytest.mark.parametrize(
    ("key", "intent"),
    [
        ("version-remove-9x16", ("remove_version", (TALL,), {})),
        ("version-again-9x16-go", ("redo", (TALL,), {})),
        ("version-swap-9x16-go", ("add_version", ("9:16",), {"fit": "blur", "quality": ""})),
        ("version-swap-1x1-draft-go", ("add_version", ("1:1",), {"fit": "crop", "quality": "draft"})),
    ],
)
def test_an_act_on_a_version_is_one_intent(visit, key, intent):
    app, studio = visited(visit, several(State.STALE))
    assert "Its framing changed." in text(app)
    app.button(key=key).click().run()
    assert studio.asked == [intent]


def test_all_that_is_stale_is_made_again_with_one_click(visit):
    whole = several(State.STALE)
    half = slot(HALF, State.STALE, causes=(Cause(reason="its framing changed"),))
    whole = whole.model_copy(update={"slots": whole.slots | {HALF: half}})
    app, studio = visited(visit, whole)
    press(app, "Assemble 2 again · Free")
    assert studio.asked == [("redo", (TALL,), {}), ("redo", (HALF,), {})]


def test_a_version_is_watched_and_then_all_beside_the_player_is_about_it(visit):
    app, studio = visited(visit, several(State.STALE))
    app.button(key="version-watch-9x16").click().run()
    assert app.query_params["version"] == "9x16-en-draft"
    assert not app.exception
    press(app, "Keep it")
    assert studio.asked == [("keep", (TALL,), {})]
    app.button(key="version-watch-16x9").click().run()
    assert "version" not in app.query_params


def test_the_focus_of_a_scene_is_set_by_sliders_too_and_found_again(visit):
    whole = several()
    scene = whole.scenes[0].scene.id
    app, studio = visited(visit, whole, scene=scene)
    assert "Find it again" not in labels(app)
    app.session_state["focus-of"] = True
    app.run()
    app.slider(key=f"focus-across-{scene}").set_value(70).run()
    assert edited(studio).scene(scene).focus == (70, 60)
