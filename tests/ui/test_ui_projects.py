"""The Projects page in every state: nothing, running, waiting, finished, stopped, failed, the trash, sixty films."""

import re

import pytest
from browsing import ROOT
from overviews import RememberedStudio, film, scene, slot
from streamlit.testing.v1 import AppTest

from vidpipe.engine.overview import Status
from vidpipe.take import State
from vidpipe.ui import session
from vidpipe.ui.gallery import PER_PAGE

WAITING = Status.AWAITING_APPROVAL
HOSTILE = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>"


def text(app: AppTest) -> str:
    """All HTML of a page."""
    return "\n".join(part.proto.body for part in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    found = next((button for button in app.button if button.label == label), None)
    assert found is not None, f"no button {label!r} among {labels(app)}"
    return found.click().run()


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def titles(app: AppTest) -> list[str]:
    return re.findall(r'<h3 title="[^"]*">([^<]*)</h3>', text(app))


def test_a_first_visitor_sees_the_composer_and_a_film_to_make_at_once(visit):
    app, _ = visit("projects")
    assert not app.exception
    assert "No film yet" in text(app)
    assert "Make the sample film · Free" in labels(app)
    assert not app.get("menu_button")


def test_the_sample_film_is_made_and_started_once(visit):
    app, studio = visit("projects")
    button = next(b for b in app.button if b.label.startswith("Make the sample"))
    button.click().run()
    assert studio.verbs() == ["create", "start"]
    ((_, (prompt,), asked), _) = studio.asked
    assert prompt.startswith("A paper boat")
    assert (asked["title"], asked["duration"], asked["gates"]) == ("The Paper Boat", 12, ())
    assert "quality" not in asked


def test_the_estimate_changes_with_the_settings(visit):
    app, _ = visit("projects")
    before = text(app)
    app.selectbox(key="duration").select(60).run()
    assert "Estimate, 4 scenes" in before
    assert "Estimate, 12 scenes" in text(app)
    assert "$0.73" in text(app)


def test_the_button_names_the_next_step_and_its_price(visit):
    app, _ = visit("projects")
    assert "Write the storyboard · $0.01" in labels(app)
    app.get("button_group")[-1].set_value([]).run()
    assert any(label.startswith("Make the film · $0.25") for label in labels(app))


def test_a_film_is_created_with_all_that_the_composer_says(visit):
    app, studio = visit("projects")
    app.text_area(key="idea").input("  A whale sings  ")
    app.selectbox(key="duration").select(6)
    press(app, "Write the storyboard · $0.01")
    verb, (prompt,), asked = studio.asked[0]
    assert (verb, prompt) == ("create", "A whale sings")
    assert asked["duration"] == 6
    assert asked["gates"] == ("storyboard",)
    assert (asked["aspect"], asked["quality"], asked["kind"]) == ("16:9", "final", None)


def test_without_an_idea_nothing_is_made_and_the_page_says_what_to_do(visit):
    app, studio = visit("projects")
    press(app, "Write the storyboard · $0.01")
    assert studio.verbs() == []
    assert "Say in a sentence what the film is about." in text(app)


def test_two_clicks_on_one_composer_make_one_film(visit):
    app, studio = visit("projects")
    app.text_area(key="idea").input("A whale sings")
    name = app.session_state["composing"]
    press(app, "Write the storyboard · $0.01")
    assert session.once(f"create/{name}", lambda: "another film") == "made0"
    assert app.session_state["composing"] != name
    assert studio.verbs().count("create") == 1


def test_the_gallery_says_of_every_film_where_it_stands(visit):
    films = [
        film(id="done000000", title="Done"),
        film(WAITING, scene(1, State.READY), id="wait000000", title="Waiting", step="clips"),
        film(Status.STOPPED, id="stop000000", title="Stopped here", progress=40),
        film(Status.VIDEO_GEN, scene(1), scene(2, State.RUNNING), id="move000000", title="Moving", step="clips"),
    ]
    app, _ = visit("projects", *films)
    said = text(app)
    assert not app.exception
    for words in ("Finished", "Approve 2 keyframes", "Stopped at 40 %", "1 of 2 clips"):
        assert words in said
    assert {"Watch", "Review keyframes", "Go on", "See progress"} <= set(labels(app))


def test_a_trashed_film_can_be_put_back_and_the_trash_emptied(visit):
    app, studio = visit("projects", film(), film(id="trash00000", title="Old", trashed=True))
    press(app, "Trash, 1")
    assert "Put back" in labels(app)
    assert "Old" in text(app)
    press(app, "Put back")
    assert "restore" in studio.verbs()


def test_the_trash_is_emptied_only_after_a_yes(visit):
    app, studio = visit("projects", film(), film(id="trash00000", title="Old", trashed=True))
    press(app, "Trash, 1")
    press(app, "Empty the trash, 1 film")
    assert studio.verbs() == []
    app.button(key="empty-no").click().run()
    assert studio.verbs() == []
    press(app, "Empty the trash, 1 film")
    app.button(key="empty-yes").click().run()
    assert studio.verbs() == ["empty_trash"]


def made(number: int) -> object:
    return film(id=f"film{number:06d}", title=f"Film {number:02d}", spent=number * 10_000)


def test_sixty_films_come_a_page_at_a_time(visit):
    app, _ = visit("projects", *(made(number) for number in range(60)))
    assert not app.exception
    assert len(titles(app)) == PER_PAGE
    assert "60 films" in text(app)


def test_films_are_found_by_their_words_and_ordered(visit):
    app, _ = visit("projects", *(made(number) for number in range(30)))
    app.text_input(key="search").input("film 2").run()
    assert len(titles(app)) == 12  # 20 to 29, and by "2" in its facts none, "film 02" and "film 12" by their figures
    app.text_input(key="search").input("29 story").run()
    assert titles(app) == ["Film 29"]
    app.text_input(key="search").input("no such film").run()
    assert "Another filter or fewer words show more." in text(app)
    app.text_input(key="search").input("")
    app.selectbox(key="order").select("Cost").run()
    assert titles(app)[0] == "Film 29"


def test_a_filter_shows_one_kind_of_film(visit):
    waiting = film(WAITING, scene(1, State.READY), id="wait000000", title="Waiting", step="clips")
    app, _ = visit("projects", film(title="Done"), waiting)
    app.get("button_group")[-1].set_value("waiting").run()
    assert titles(app) == ["Waiting"]


OPENS = [
    (film(title="A"), "Cut"),
    (film(WAITING, scene(1, State.READY), title="A", step="clips"), "Keyframes"),
    (film(Status.STOPPED, scene(1, State.EMPTY), title="A", step="keyframes"), "Keyframes"),
    (
        film(WAITING, scene(1, slots={"clip@draft": slot("scene/scene1/clip@draft", State.BLOCKED)}), title="A"),
        "Clips",
    ),
    (film(Status.VIDEO_GEN, scene(1, State.RUNNING), title="A", step="clips"), "Cut"),
    (
        film(
            Status.VIDEO_GEN,
            scene(1, State.RUNNING),
            title="A",
            step="clips",
            settings={"gates": ("storyboard",)},
        ),
        "Storyboard",
    ),
]


@pytest.mark.parametrize(("made", "page"), OPENS)
def test_a_film_opens_where_it_waits(visit, made, page):
    app, _ = visit("projects", made)
    app.button(key="open-aaaaaaaaaa").click().run()
    assert f"<h1>{page}</h1>" in text(app)


def test_a_new_film_is_awaited_at_its_first_gate(visit):
    app, _ = visit("projects")
    app.text_area(key="idea").input("A whale sings")
    press(app, "Write the storyboard · $0.01")
    app.run()
    assert "<h1>Storyboard</h1>" in text(app)


def test_a_film_that_asks_nothing_is_awaited_where_it_will_be_watched(visit):
    app, _ = visit("projects")
    next(b for b in app.button if b.label.startswith("Make the sample")).click().run()
    assert "<h1>Cut</h1>" in text(app)


def test_the_composer_begins_with_what_the_workspace_prefers(workspace):
    studio = RememberedStudio(film())
    studio.preferences = studio.preferences.model_copy(update={"gates": ("keyframes",), "project_budget_usd": 7.0})
    session._studios[session.workspace()] = studio
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert app.number_input(key="budget").value == 7.0
    assert "Make the film · $0.01" in labels(app)


def test_a_film_longer_than_its_budget_is_told_before_it_is_made(visit):
    app, _ = visit("projects")
    app.number_input(key="budget").set_value(0.1).run()
    assert "Above the budget of $0.10" in text(app)


def test_the_length_may_follow_the_words(visit):
    app, studio = visit("projects")
    studio.estimate = lambda prompt, **asked: studio.price(())  # type: ignore[method-assign]
    app.selectbox(key="duration").select("auto").run()
    app.text_area(key="idea").input("A whale sings").run()
    press(app, "Write the storyboard · Free")
    assert studio.asked[0][2]["duration"] == "auto"


def test_a_film_of_another_hand_appears_by_itself(visit):
    app, studio = visit("projects", film(title="Mine"))
    theirs = film(id="theirs0000", title="Made by the command line")
    studio.films["theirs0000"] = type(studio.films["aaaaaaaaaa"])(theirs, studio)
    studio.asked.append(("create", (), {}))
    app.run()
    assert "Made by the command line" in titles(app)


def test_titles_from_outside_are_shown_as_text(visit):
    app, _ = visit("projects", film(title=HOSTILE), film(id="trash00000", title=HOSTILE, trashed=True))
    assert not app.exception
    press(app, "Trash, 1")
    for page in (text(app), text(visit("projects", film(title=HOSTILE))[0])):
        assert "<img src=x" not in page
        assert "<script" not in page
        assert "&lt;script&gt;" in page
