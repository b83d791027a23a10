"""The languages of a film on its pages: what is written, what is to write, and what became of the film's own words."""

from overviews import film, scene, slot
from test_ui_cut_pages import CUT, ID, press, text

from vidpipe.engine.overview import Overview, Status
from vidpipe.engine.placed import told_in
from vidpipe.film.lines import written
from vidpipe.film.project import Settings
from vidpipe.film.storyboard import Storyboard
from vidpipe.take import State
from vidpipe.ui.view.tongues import addable, rows, tongues
from vidpipe.ui.view.versions import tiles

SPANISH = "cut/16x9/es/draft"
UNABLE = "it cannot translate"


def several(state: State = State.APPROVED, **said: dict[str, str]) -> Overview:
    """A film of two scenes told in Spanish too, with these words by hand."""
    title = {"narration": "It begins.", "words": "A title", "card": "title"}
    spoken = {f"scene{number}": f"scene/scene{number}/narration/es" for number in (1, 2)}
    scenes = (
        scene(1, words=title, slots={"narration/es": slot(spoken["scene1"], State.READY)}),
        scene(2, words={"narration": "It ends."}, slots={"narration/es": slot(spoken["scene2"], State.READY)}),
    )
    slots = {
        "lines/es": slot("lines/es", state, message=UNABLE if state is State.FAILED else ""),
        CUT: slot(CUT, State.READY),
        SPANISH: slot(SPANISH, State.EMPTY, message="its words are not there"),
    }
    whole = film(Status.COMPLETE, *scenes, slots=slots)
    board = Storyboard(scenes=tuple(one.scene for one in scenes))
    settings = whole.settings.model_copy(update={"languages": ("es",), "language": "en"})
    lines = {"es": written(board, None, "es", said=said)} if said else {}
    return whole.model_copy(update={"storyboard": board, "scenes": scenes, "settings": settings, "lines": lines})


def test_a_language_says_how_many_scenes_are_to_write_and_what_its_writer_could_not():
    (one,) = tongues(several(State.FAILED))
    assert (one.state, one.missing, one.why) == (State.FAILED, 2, ("It cannot translate",))
    (one,) = tongues(several(scene1={"narration": "Empieza."}))
    assert (one.state, one.chip, one.says) == (State.EMPTY, "2 scenes to write", "1 scene by hand")
    whole = several(scene1={"narration": "Empieza.", "words": "Un título"}, scene2={"narration": "Termina."})
    (one,) = tongues(whole)
    assert (one.state, one.chip, one.why) == (State.APPROVED, "", ())
    assert "es" not in addable(whole)
    assert "en" not in addable(whole)


def test_every_word_has_a_row_beside_the_films_own():
    found = rows(several(scene1={"narration": "Empieza."}), "es", {})
    assert [(row["id"], row["text"], row["under"], row["chip"]) for row in found] == [
        ("scene1/narration", "Empieza.", "It begins.", "By hand"),
        ("scene1/words", "", "On screen: A title", "To write"),
        ("scene2/narration", "", "It ends.", "To write"),
    ]
    assert [bool(row["src"]) for row in found] == [True, False, True]


def test_words_that_were_changed_since_are_said_to_be():
    whole = several(scene1={"narration": "Empieza."})
    first, second = whole.storyboard.scenes
    board = whole.storyboard.with_scenes([first.model_copy(update={"narration": "All begins."}), second])
    changed = whole.model_copy(update={"storyboard": board})
    assert rows(changed, "es", {})[0]["chip"] == "Own words changed"
    assert "changed since in 1 scene" in tongues(changed)[0].why[0]


def test_a_film_told_in_another_language_is_read_as_if_it_were_its_own():
    whole = several(scene2={"narration": "Termina."})
    told = told_in(whole, "es")
    assert (told.language, [row.scene.narration for row in told.scenes]) == ("es", ["", "Termina."])
    assert told_in(whole, "en") is whole


def test_tiles_name_their_language_and_free_shapes_are_those_of_the_one_chosen():
    whole = several()
    assert [tile.title for tile in tiles(whole, "")] == ["16:9", "16:9 · Español", "9:16", "1:1", "4:5"]
    free = [tile for tile in tiles(whole, "", "es") if not tile.slot]
    assert next((tile.title, tile.name) for tile in free) == ("9:16 · Español", "9x16-es")
    assert tiles(whole, "")[1].why == "Its words are not there."


def test_the_cut_page_asks_for_words_anew_and_lets_a_language_go(visit):
    app, studio = visit("cut", several(scene1={"narration": "Empieza."}), project=ID)
    assert not app.exception
    assert "It cannot translate" not in text(app)
    press(app, "Translate again · Free")
    app.button(key="language-remove").click().run()
    assert studio.asked == [("translate", ("es",), {}), ("remove_language", ("es",), {})]


def test_settings_of_one_language_are_written_as_before():
    assert "languages" not in Settings(prompt="a").plain()
