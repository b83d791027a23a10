"""Pages as they are drawn: every state says what it is and what can be done, every act is sent once, nothing throws."""

import pytest
from overviews import film, scene, slot, unwritten
from streamlit.testing.v1 import AppTest

from vidpipe.engine.estimate import EstimateLine
from vidpipe.engine.overview import Status
from vidpipe.take import State

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


def test_the_gate_approves_and_goes_on(visit):
    board = slot("storyboard", State.READY)
    made = film(WAITING, scene(1, State.EMPTY, approved=False), slots={"storyboard": board}, step="keyframes")
    app, studio = visit("storyboard", made, project="aaaaaaaaaa")
    studio.films["aaaaaaaaaa"].lines = (EstimateLine(step="keyframes", count=2, cached=0, micros=80_000),)
    studio.films["aaaaaaaaaa"].happens()
    app.run()
    assert "2 keyframes, fixed" in text(app)
    assert "Order, cast, look of a scene" in text(app)
    press(app, "Approve and continue · $0.08")
    assert studio.verbs() == ["approve", "start"]


def test_approve_only_takes_back_the_wish_to_go_on(visit):
    board = slot("storyboard", State.READY)
    made = film(WAITING, scene(1, State.EMPTY, approved=False), slots={"storyboard": board}, step="keyframes")
    app, studio = visit("storyboard", made, project="aaaaaaaaaa")
    studio.films["aaaaaaaaaa"].lines = (EstimateLine(step="keyframes", count=2, cached=0, micros=0),)
    studio.films["aaaaaaaaaa"].happens()
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


HOSTILE = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>"


def test_text_from_outside_is_shown_as_text(visit):
    words = {"title": HOSTILE, "action": HOSTILE, "narration": HOSTILE, "words": HOSTILE, "beat": HOSTILE[:100]}
    broken = slot("scene/scene1/clip@draft", State.FAILED, message=HOSTILE)
    made = film(WAITING, scene(1, words=words, slots={"clip@draft": broken}), title=HOSTILE, waiting=(HOSTILE,))
    for page in ("projects", "storyboard", "keyframes", "clips", "sound", "cut"):
        app, _ = visit(page, made, project="aaaaaaaaaa")
        assert not app.exception
        assert "<img src=x" not in text(app)
        assert "<script" not in text(app)
        assert "&lt;script&gt;" in text(app)
