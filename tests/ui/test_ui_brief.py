"""The five steps over the pages, the brief beside the talk, and a film that waits for its words. Pure."""

import pytest
from overviews import film

from vidpipe.engine.overview import Status
from vidpipe.film.brief import FilmKind, Part
from vidpipe.film.cost import FREE, Cost
from vidpipe.film.talk import Talk, Turn
from vidpipe.take import State
from vidpipe.ui.leading import home
from vidpipe.ui.view import talk as says
from vidpipe.ui.view.card import card
from vidpipe.ui.view.gate import gate
from vidpipe.ui.view.wizard import steps

PAGES = {name: name for name in ("brief", "storyboard", "keyframes", "clips", "sound", "cut")}


def draft():
    return film().model_copy(update={"status": Status.STOPPED, "brief": None, "storyboard": None, "scenes": ()})


def standing(states: dict[str, State]):
    return film().model_copy(update={"steps": states})


def test_the_five_steps_of_a_film_and_where_they_lead():
    states = dict.fromkeys(("brief", "storyboard"), State.APPROVED) | {"keyframes": State.APPROVED}
    states |= {"clips": State.RUNNING, "sound": State.EMPTY, "cut": State.EMPTY}
    found = {
        step.title: (step.state, step.page, step.here) for step in steps(standing(states), pages=PAGES, here="clips")
    }
    assert list(found) == ["Brief", "Storyboard", "Clips", "Final"]
    assert found["Clips"] == (State.RUNNING, "clips", True)
    assert found["Final"] == (State.EMPTY, "sound", False)


@pytest.mark.parametrize(
    ("status", "state", "says"),
    [(Status.STOPPED, State.EMPTY, "half done"), (Status.VIDEO_GEN, State.RUNNING, "at work")],
)
def test_a_step_of_which_half_is_done_is_at_work_only_while_something_is(status, state, says):
    states = {"keyframes": State.APPROVED, "clips": State.EMPTY}
    view = standing(states).model_copy(update={"status": status})
    found = next(step for step in steps(view, pages=PAGES, here="clips") if step.title == "Clips")
    assert (found.state, found.says) == (state, says)


def test_a_mood_is_a_step_where_there_is_a_page_for_it():
    states = dict.fromkeys(PAGES, State.EMPTY)
    titles = [step.title for step in steps(standing(states), pages=PAGES | {"moods": "moods"}, here="brief")]
    assert titles == ["Brief", "Mood", "Storyboard", "Clips", "Final"]
    ready = steps(standing(states | {"moods": State.READY}), pages=PAGES | {"moods": "moods"}, here="brief")
    assert [step.says for step in ready if step.title == "Mood"] == ["waits for you"]


@pytest.mark.parametrize("state", [State.FAILED, State.BLOCKED, State.UNCERTAIN, State.STALE, State.READY])
def test_what_presses_most_is_the_state_of_a_step(state):
    states = dict.fromkeys(PAGES, State.APPROVED) | {"clips": state}
    found = next(step for step in steps(standing(states), pages=PAGES, here="cut") if step.title == "Clips")
    assert (found.state, found.page) == (state, "clips")


def test_a_step_half_made_is_at_work_and_not_done():
    states = dict.fromkeys(PAGES, State.EMPTY) | {"keyframes": State.APPROVED}
    found = next(step for step in steps(standing(states), pages=PAGES, here="clips") if step.title == "Clips")
    assert found.state is not State.APPROVED


def test_a_film_that_is_talked_about_waits_for_words_everywhere():
    now = draft()
    shown = card(now)
    assert (shown.group, shown.verb) == ("waiting", "Go on talking")
    assert home(now) == "brief"
    led = gate(now, None, here="storyboard")  # type: ignore[arg-type]
    assert led is not None
    assert (led.act, led.page) == ("lead", "brief")


def test_the_brief_says_whose_words_it_holds_and_what_follows():
    talk = Talk(kind=FilmKind.AD, asks=Part.TONE, turns=(Turn(who="writer", text="How should it feel?"),))
    talk = talk.put(Part.WHERE, "TikTok", "said").put(Part.STYLE, "noir", "model").put(Part.CALL, "", "left")
    found = {field.part: field for field in says.fields(talk)}
    assert (found[Part.WHERE].by, found[Part.WHERE].then) == ("Said by you", "Made 9:16")
    assert found[Part.STYLE].by == "Suggested"
    assert found[Part.CALL].by == "Left to the writer"
    assert [part for part, field in found.items() if field.asked] == [Part.TONE]


def test_a_story_is_not_asked_what_an_ad_is():
    parts = [field.part for field in says.fields(Talk(kind=FilmKind.STORY))]
    assert Part.CALL not in parts
    assert Part.MESSAGES not in parts


def test_who_answers_and_for_how_much():
    assert says.priced("Local director", FREE, here=True) == "Local director answers, on this computer, free"
    assert "$0.01" in says.priced("Terra", Cost(10_000, sure="metered"), here=False)


def test_one_press_says_it_in_the_talks_language():
    talk = Talk(language="es", asks=Part.TONE, turns=(Turn(who="person", text="Halo"),)).put(
        Part.PRODUCT, "Halo", "said"
    )
    assert says.shortcuts(talk) == {"You choose": "Elige tú", "Just make it": "Hazlo"}
    assert says.shortcuts(Talk()) == {}
