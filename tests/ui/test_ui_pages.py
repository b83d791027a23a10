"""Pages as they are drawn: every state says what it is and what can be done, every act is sent once, nothing throws."""

import pytest
from overviews import film, scene, slot, unwritten
from streamlit.testing.v1 import AppTest

from vidpipe.engine.estimate import EstimateLine
from vidpipe.engine.overview import Status
from vidpipe.take import State
from vidpipe.ui import session

WAITING = Status.AWAITING_APPROVAL


def text(app: AppTest) -> str:
    """All HTML of a page."""
    return "\n".join(part.proto.body for part in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    found = next((button for button in app.button if button.label == label), None)
    assert found is not None, f"no button {label!r} among {labels(app)}"
    return found.click().run()


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


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
    assert studio.asked[0][1][0].startswith("A paper boat")


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


def test_the_gate_approves_and_goes_on(visit):
    board = slot("storyboard", State.READY)
    made = film(WAITING, scene(1, State.EMPTY, approved=False), slots={"storyboard": board}, step="keyframes")
    app, studio = visit("storyboard", made, project="aaaaaaaaaa")
    studio.films["aaaaaaaaaa"].lines = (EstimateLine(step="keyframes", count=2, cached=0, micros=80_000),)
    app.run()
    assert "2 keyframes, estimated" in text(app)
    assert "Order, cast, look of a scene" in text(app)
    press(app, "Approve and continue · $0.08")
    assert studio.verbs() == ["approve", "start"]


def test_approve_only_takes_back_the_wish_to_go_on(visit):
    board = slot("storyboard", State.READY)
    made = film(WAITING, scene(1, State.EMPTY, approved=False), slots={"storyboard": board}, step="keyframes")
    app, studio = visit("storyboard", made, project="aaaaaaaaaa")
    studio.films["aaaaaaaaaa"].lines = (EstimateLine(step="keyframes", count=2, cached=0, micros=0),)
    app.run()
    press(app, "Approve only")
    assert studio.verbs() == ["stop", "approve"]


def test_a_stopped_film_goes_on_from_the_gate(visit):
    app, studio = visit(
        "keyframes", film(Status.STOPPED, scene(1, State.EMPTY), step="keyframes", progress=30), project="aaaaaaaaaa"
    )
    press(app, "Resume · Free")
    assert studio.verbs() == ["resume", "start"]


def test_a_failed_film_is_tried_again_from_the_gate(visit):
    broken = slot("scene/scene1/clip@draft", State.FAILED, message="the provider did not answer")
    made = film(Status.FAILED, scene(1, slots={"clip@draft": broken}), step="clips")
    app, studio = visit("clips", made, project="aaaaaaaaaa")
    assert "The provider did not answer" in text(app)
    app.button(key="gate-go").click().run()
    assert studio.verbs() == ["resume", "start"]


def test_a_finished_film_has_no_gate(visit):
    app, _ = visit("cut", film(), project="aaaaaaaaaa")
    assert "gate-go" not in [button.key for button in app.button]


def test_a_film_without_a_storyboard_says_what_comes(visit):
    app, studio = visit("storyboard", unwritten(), project="aaaaaaaaaa")
    assert not app.exception
    assert "Writing the brief" in text(app)
    press(app, "Stop")
    assert studio.verbs() == ["stop"]


@pytest.mark.parametrize("project", ["nothere000", "../../etc/passwd", "<script>alert(1)</script>"])
def test_a_film_that_is_not_there_leads_back(visit, project):
    app, _ = visit("storyboard", film(), project=project)
    assert not app.exception
    assert "This film is not here." in text(app)
    assert "<script>" not in text(app)
    assert "All projects" in labels(app)


def test_no_open_film_leads_back_too(visit):
    app, _ = visit("storyboard", film())
    assert "No film is open." in text(app)


@pytest.mark.parametrize("page", ["activity", "settings"])
def test_the_other_pages_are_drawn(visit, page):
    app, _ = visit(page, film())
    assert not app.exception
    assert page.capitalize() in text(app)


def test_activity_of_nothing_says_so(visit):
    app, _ = visit("activity")
    assert "Nothing has happened yet" in text(app)


HOSTILE = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>"


def test_text_from_outside_is_shown_as_text(visit):
    words = {"title": HOSTILE, "action": HOSTILE, "narration": HOSTILE, "words": HOSTILE, "beat": HOSTILE[:100]}
    broken = slot("scene/scene1/clip@draft", State.FAILED, message=HOSTILE)
    made = film(WAITING, scene(1, words=words, slots={"clip@draft": broken}), title=HOSTILE, waiting=(HOSTILE,))
    for page in ("projects", "storyboard", "keyframes", "clips", "sound", "cut", "activity"):
        app, _ = visit(page, made, project="aaaaaaaaaa")
        assert not app.exception
        assert "<img src=x" not in text(app)
        assert "<script" not in text(app)
        assert page == "activity" or "&lt;script&gt;" in text(app)
