"""The page of sets: count and price before anything is made, films side by side after."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from vidpipe import Studio
from vidpipe.engine.overview import Status
from vidpipe.film.batch import BatchPlan
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.lab import SetFilm
from vidpipe.take import State
from vidpipe.ui.view import sets

BOARD = Storyboard(
    scenes=(
        Scene(id="one1", frames=36, start_prompt="A tap drips", narration="It drips", words="Drips", card="title"),
        Scene(id="two2", frames=36, start_prompt="A dry sink", narration="It is dry", words="The end", card="end"),
    )
)


def base(data: Path) -> str:
    """A film of two scenes, nothing of it made yet."""
    asked = {"quality": "draft", "title": "Leaks", "language": "en", "narration": False, "music": False}
    with Studio(data) as studio:
        return studio.create("A plumber's film", storyboard=BOARD, **asked).id


def field(app: AppTest, kind: str, name: str) -> Any:
    """The field of the table by the beginning of its key."""
    return next(each for each in app.get(kind) if str(each.key).startswith(f"sets-{name}-"))


def button(app: AppTest, words: str) -> Any:
    return next(each for each in app.button if each.label.startswith(words))


def text(app: AppTest) -> str:
    return re.sub(r"<[^>]+>", " ", " ".join(str(each.proto.body) for each in app.get("html")))


# ---------------------------------------------------------------- words


def film(**facts: Any) -> SetFilm:
    return SetFilm(**({"place": 1, "id": "s1", "title": "Leaks", "values": {}} | facts))


def test_every_standing_of_a_film_is_a_mark_and_a_word() -> None:
    said = {status: sets.standing(film(status=status)) for status in Status}
    assert said[Status.COMPLETE] == (State.APPROVED, "Finished")
    assert said[Status.STOPPED] == (State.EMPTY, "Not begun")
    assert said[Status.FAILED][0] is State.FAILED
    assert {state for status, (state, _) in said.items() if not status.resting} == {State.RUNNING}
    assert sets.standing(film(gone=True)) == (State.EMPTY, "In the trash")


def test_films_to_be_compared_stand_together_by_shape_and_language() -> None:
    shapes = [film(values={"aspect": shape, "hook": hook}) for shape in ("16:9", "9:16") for hook in "ab"]
    assert [(section.title, len(section.films)) for section in sets.sections(shapes)] == [("16:9", 2), ("9:16", 2)]
    spoken = [film(values={"language": tag}) for tag in ("en", "es", "en")]
    assert [section.title for section in sets.sections(spoken)] == ["16:9 · English", "16:9 · Español"]


def test_a_table_is_counted_in_words_and_comes_back_from_its_plan() -> None:
    table = sets.Table(base="f1", hooks=("a", "b"), calls=("c",), aspects=("1:1", "4:5"))
    assert sets.counted(table) == "2 hooks × 1 call to action × 2 shapes"
    plan = BatchPlan(base="f1", hooks=("a", "b"), calls=("c",), aspects=("1:1", "4:5"))
    assert sets.of_plan(plan) == table
    assert sets.lines(" a \n\n b\na\n") == ("a", "b")
    assert sets.lines(None) == ()


# ---------------------------------------------------------------- the page


def test_without_a_film_the_page_says_what_comes_first(look: Callable[..., AppTest]) -> None:
    app = look("batch")
    assert not app.exception
    assert "no film to go out from" in text(app)


def test_a_table_says_its_count_and_price_before_films_are_made(look: Callable[..., AppTest], workspace: Path) -> None:
    name = base(workspace)
    app = look("batch", project=name)
    assert not [each for each in app.button if each.label.startswith("Make")]
    field(app, "text_area", "hooks").set_value("Fix leaks fast\nNo more drips").run()
    field(app, "text_area", "calls").set_value("Call today\nBook online").run()
    field(app, "button_group", "aspects").set_value(["16:9", "9:16"]).run()
    assert not app.exception
    assert button(app, "Make 8 films").label == "Make 8 films · Free"
    assert "9:16 · No more drips · Book online" in text(app)
    with Studio(workspace) as studio:
        assert studio.lab.batches() == []


def test_a_bad_line_is_told_in_the_place_of_the_price(look: Callable[..., AppTest], workspace: Path) -> None:
    app = look("batch", project=base(workspace))
    field(app, "text_area", "hooks").set_value("a" * 300).run()
    assert not app.exception
    assert "is too long" in text(app)
    field(app, "text_area", "hooks").set_value("\n".join(f"Line {number}" for number in range(60))).run()
    field(app, "text_area", "calls").set_value("Call\nBook").run()
    assert "120 films are too many" in text(app)
    assert not [each for each in app.button if each.label.startswith("Make")]


def test_a_second_click_makes_no_second_set(
    look: Callable[..., AppTest], workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two tabs on one table make one set too: its id follows from what it is."""
    monkeypatch.setattr("vidpipe.workshop.Workshop.start_worker", lambda self: None)
    name = base(workspace)
    for _ in range(2):
        app = look("batch", project=name)
        field(app, "text_area", "hooks").set_value("<b>Fix</b>\nNo more").run()
        button(app, "Make 2 films").click().run()
        assert not app.exception
        assert app.query_params["set"]
    with Studio(workspace) as studio:
        (batch,) = studio.lab.batches()
        assert len(batch.films) == 2
    assert "&lt;b&gt;Fix&lt;/b&gt;" in " ".join(str(each.proto.body) for each in app.get("html"))
    assert "made here" in text(app)


def test_a_set_that_is_gone_leaves_a_word_and_the_table(look: Callable[..., AppTest], workspace: Path) -> None:
    base(workspace)
    app = look("batch", set="nothing")
    assert not app.exception
    assert "There is no set" in text(app)
