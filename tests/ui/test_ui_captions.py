"""What is drawn over a film, on the page of the cut: a style by its picture, the logo and its place."""

from overviews import film, scene
from streamlit.testing.v1 import AppTest

from vidpipe.engine.overview import Status
from vidpipe.film.caption import STYLES, Logo
from vidpipe.film.edit import Edit
from vidpipe.ui.view.captions import CORNERS, NAMES, Sample, all_said, logo_says, sample, says
from vidpipe.ui.view.choices import CARDS

ID = "aaaaaaaaaa"
LOGO = Logo(picture="1" * 64, corner="top-left")


def text(app: AppTest) -> str:
    return "\n".join(part.proto.body for part in app.get("html"))


def edited(studio, edit: Edit) -> Edit:
    for verb, args, _ in studio.asked:
        edit = args[0](edit) if verb == "recut" else edit
    return edit


def test_every_style_and_corner_has_a_name() -> None:
    assert tuple(NAMES) == STYLES
    assert len(set(NAMES.values())) == len(STYLES)
    assert set(CORNERS) == {"", "top-left", "top-right", "bottom-left", "bottom-right"}
    assert "lower-third" in CARDS


def test_the_sample_is_the_scene_that_is_looked_at_if_somebody_speaks_there() -> None:
    said = {1: "", 2: "Two.", 3: "Three."}
    rows = tuple(scene(number, words={"narration": line}) for number, line in said.items())
    made = film(Status.COMPLETE, *rows)
    picture = rows[2].slots["keyframe/start"].take.digest
    assert sample(made, "scene3") == Sample(picture, "Three.")
    assert sample(made, "scene1").text == "Two."
    assert says(made).startswith("2 lines")
    silent = film(Status.COMPLETE, scene(1, words={"narration": ""}))
    assert sample(silent, "scene1") is None
    assert says(silent) == ""


def test_a_logo_that_is_nowhere_seen_is_told() -> None:
    assert logo_says(film(edit=Edit(logo=LOGO))) == ""
    assert "choose a corner" in logo_says(film(edit=Edit(logo=LOGO.model_copy(update={"corner": ""}))))
    last = scene(1, words={"words": "Fin", "card": "end"})
    ends = film(Status.COMPLETE, last, edit=Edit(logo=Logo(picture="1" * 64)))
    assert logo_says(ends) == ""


def test_a_style_is_chosen_by_its_picture(visit) -> None:
    app, studio = visit("cut", film(edit=Edit(subtitles="box")), project=ID)
    assert not app.exception
    assert "Captions: Box, chosen" in [button.label for button in app.button]
    next(button for button in app.button if button.label == "Captions: Word by word").click().run()
    assert edited(studio, Edit(subtitles="box")) == Edit(subtitles="words")


def test_a_film_in_which_nobody_speaks_says_what_to_do(visit) -> None:
    app, _ = visit("cut", film(Status.COMPLETE, scene(1, words={"narration": ""})), project=ID)
    assert "Nobody says anything in this film" in text(app)
    assert not [button for button in app.button if button.label.startswith("Captions:")]


def test_a_script_without_a_font_is_told_before_anything_is_cut(visit) -> None:
    app, _ = visit("cut", film(Status.COMPLETE, scene(1, words={"narration": "朝です。"})), project=ID)
    assert "No font here draws Japanese." in text(app)


def test_a_logo_is_placed_and_taken_out(visit) -> None:
    app, studio = visit("cut", film(edit=Edit(logo=LOGO)), project=ID)
    app.selectbox(key="logo-corner").select("bottom-right").run()
    app.toggle(key="logo-card").set_value(False).run()
    changed = edited(studio, Edit(logo=LOGO)).logo
    assert changed.picture == LOGO.picture
    assert not changed.card
    next(button for button in app.button if button.label == "Take it out").click().run()
    assert studio.verbs()[-1] == "drop_logo"


def test_the_font_that_stands_in_for_ours_is_named(visit) -> None:
    app, _ = visit("cut", film(Status.COMPLETE, scene(1, words={"narration": "צהריים"})), project=ID)
    assert "is drawn in Kit Sans." in text(app)
    other = film(Status.COMPLETE, scene(1, words={"narration": "", "words": "朝", "card": "title"}))
    assert "朝" in all_said(other)  # titles and end cards need a font too
