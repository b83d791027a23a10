"""Walls, trays and what is said of a slot: pure, for every state."""

import json

import pytest
from overviews import digest, film, scene, slot, take

from vidpipe.engine.overview import Status
from vidpipe.film.catalogue import Caps, Price, Role
from vidpipe.recipe import Recipe, imported
from vidpipe.take import Cause, State
from vidpipe.ui.view.help import help_for, model_name, models_for
from vidpipe.ui.view.shot import pictured, shot, under
from vidpipe.ui.view.takes import best, cards, copyable, cost, made, origin, wording
from vidpipe.ui.view.wall import counts, facts, neighbours, passes, wall

START = "scene/scene1/keyframe/start"
END = "scene/scene1/keyframe/end"
NUMBERS = {"scene1": 1, "scene2": 2}
CENTS = 40_000


def lit(state: State, **more):
    return slot(START, state, price=CENTS, **more)


LINES = {
    "not started": (lit(State.EMPTY), "Not started. $0.04"),
    "waits for its start": (slot(END, State.EMPTY, waits_for=(START,)), "Waits for the start image"),
    "waits for another scene": (
        slot(END, State.EMPTY, waits_for=("scene/scene2/keyframe/end",)),
        "Waits for scene 2, end",
    ),
    "called off": (lit(State.EMPTY, message="called off; resume makes it"), "Called off. Make it $0.04"),
    "queued": (lit(State.QUEUED), "Next in line"),
    "running": (lit(State.RUNNING, progress=62), "62 %. $0.04"),
    "just begun": (lit(State.RUNNING), "At work. $0.04"),
    "ready": (lit(State.READY, takes=4, take=take(START, number=3)), "Take 3 of 4"),
    "only take": (lit(State.READY, takes=1), "Take 1"),
    "paid": (lit(State.APPROVED, cost=CENTS), "Take 1 · $0.04"),
    "rejected": (lit(State.READY, rejected="Drift"), "Rejected: drift"),
    "brought": (
        lit(State.READY, take=take(START).model_copy(update={"recipe": imported(digest("x"))})),
        "Brought by hand",
    ),
    "stale": (lit(State.STALE), "Its end keyframe changed. Redo $0.04"),
    "stale and free": (slot(START, State.STALE), "Its end keyframe changed. Redo free"),
    "failed": (lit(State.FAILED, message="no answer"), "Not charged"),
    "failed and charged": (lit(State.FAILED, charged=CENTS), "Up to $0.04 charged"),
    "blocked": (lit(State.BLOCKED, message="no lettering"), "Reword, or other model $0.04"),
    "uncertain": (lit(State.UNCERTAIN), "Charged? Up to $0.04"),
}


@pytest.mark.parametrize("name", LINES)
def test_the_line_under_a_picture_says_where_it_stands(name):
    view, line = LINES[name]
    assert under(view, NUMBERS) == line


def test_a_running_slot_says_how_long_it_takes_where_that_is_known():
    assert under(lit(State.RUNNING, progress=62), NUMBERS, left=18.2) == "62 %, 18 s left. $0.04"


@pytest.mark.parametrize("state", [State.FAILED, State.BLOCKED, State.EMPTY])
def test_an_empty_place_says_its_reason_on_a_plate_and_a_picture_never_does(state):
    assert shot(lit(state, message="no lettering"), NUMBERS).plate == "No lettering"
    assert shot(lit(state, message="no lettering", made=True), NUMBERS).plate == ""


def test_a_clip_is_pictured_by_the_keyframe_it_begins_with_and_a_brought_one_by_itself():
    name = "scene/scene1/clip@draft"
    made_here = take(name).model_copy(
        update={"recipe": Recipe(stage="clips", version=1, inputs={"start keyframe": digest("first")})}
    )
    assert pictured(made_here) == digest("first")
    assert pictured(take(name)) == take(name).digest


def test_every_scene_is_a_row_with_start_before_end():
    rows = wall(film(), "keyframes")
    assert [row.number for row in rows] == [1, 2, 3]
    assert [[tile.short for tile in row.tiles] for row in rows] == [["Start", "End"]] * 3
    assert rows[0].facts == "Turning point · 2\u00a0s"
    assert [tile.slot for row in wall(film(), "clips") for tile in row.tiles] == [
        f"scene/scene{number}/clip@draft" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize("state", State)
def test_a_filter_shows_the_scenes_with_such_a_slot_and_counts_the_slots(state):
    made = film(Status.AWAITING_APPROVAL, scene(1), scene(2, slots={"keyframe/end": slot(END, state)}))
    number = {"all": 4, "open": 0 if state is State.APPROVED else 1}
    for show in ("stale", "blocked", "uncertain", "failed"):
        number[show] = int(state.value == show)
    assert counts(made, "keyframes") == number
    for show, found in number.items():
        scenes = len(wall(made, "keyframes", show=show))
        assert scenes == (2 if show == "all" else min(1, found))


def test_open_is_all_that_is_not_approved():
    assert [state for state in State if not passes(state, "open")] == [State.APPROVED]


def test_next_and_previous_walk_the_wall_and_end_at_its_ends():
    rows = wall(film(), "keyframes")
    assert neighbours(rows, START) == ("", END)
    assert neighbours(rows, END) == (START, "scene/scene2/keyframe/start")
    assert neighbours(rows, "scene/scene3/keyframe/end") == ("scene/scene3/keyframe/start", "")


def test_next_leads_back_onto_a_filtered_wall():
    rows = wall(film(), "keyframes")[1:]
    assert neighbours(rows, START) == ("", "scene/scene2/keyframe/start")
    assert neighbours((), START) == ("", "")


def test_the_page_says_in_a_line_where_its_pictures_stand():
    made = film(
        Status.AWAITING_APPROVAL,
        scene(1),
        scene(2, State.READY),
        scene(3, slots={"keyframe/start": slot(START, State.RUNNING), "keyframe/end": slot(END, State.BLOCKED)}),
    )
    assert facts(made, "keyframes") == "6 images in 3 scenes: 2 approved, 2 to look at, 1 stuck, 1 being made"
    assert facts(film(), "clips") == "3 clips in 3 scenes: 3 approved"


def test_the_tray_marks_the_picked_the_rejected_and_the_one_under_the_eye():
    takes = [take(START, number=number, cost=CENTS) for number in (1, 2, 3)]
    view = lit(State.READY, take=takes[2])
    first, second, third = cards(view, takes, {takes[0].id: "drift"}, seen=takes[1])
    assert (first.reason, first.picked, first.seen) == ("Drift", False, False)
    assert (second.reason, second.picked, second.seen) == ("", False, True)
    assert (third.reason, third.picked, third.seen) == ("", True, False)
    assert third.cost == "$0.04"


def test_a_take_says_what_it_cost_or_why_it_cost_nothing():
    view = lit(State.READY)
    assert cost(view, take(START, cost=CENTS)) == "$0.04"
    assert cost(view, take(START)) == "cached $0"
    assert cost(slot(START, State.READY), take(START)) == "free"
    assert cost(view, take(START).model_copy(update={"recipe": imported(digest("x"))})) == "yours"


def test_the_newest_take_that_was_not_rejected_is_offered_instead():
    takes = [take(START, number=number) for number in (1, 2, 3)]
    view = lit(State.READY, take=takes[2])
    assert best(view, takes, {takes[2].id: "drift"}) == takes[1]
    assert best(view, takes, {takes[2].id: "drift", takes[1].id: "text", takes[0].id: "text"}) is None


def test_a_take_says_where_it_comes_from_and_its_recipe_can_be_copied():
    recipe = Recipe(
        stage="keyframes",
        version=1,
        model="flux/pro",
        params={"prompt": "a cat", "seed": 4471},
        inputs={"start keyframe": digest("s")},
        sample=1,
    )
    found = take(START, width=1280, height=720).model_copy(update={"recipe": recipe, "cost": CENTS})
    view = lit(State.READY, take=found)
    told = dict(origin(view, found))
    assert told["Model"] == "flux/pro"
    assert told["Seed"] == "4471"
    assert told["Sample"] == "2"
    assert told["Size"] == "1280 × 720"
    assert told["Cost"] == "$0.04"
    assert told["Made"] == "21 Nov 2026, 12:00 UTC"
    assert told["References"] == "start keyframe"
    assert wording(found) == "a cat"
    assert made(view, found) == "pro · seed 4471"
    assert json.loads(copyable(found))["take"] == found.digest


def test_a_brought_take_says_its_file():
    own = take(START, name="cat.png").model_copy(update={"recipe": imported(digest("x"))})
    assert dict(origin(lit(State.READY, take=own), own))["File"] == "cat.png"
    assert made(lit(State.READY, take=own), own) == "cat.png"
    assert wording(own) == ""


HELPS = {
    State.EMPTY: "Not made yet",
    State.QUEUED: "Next in line",
    State.RUNNING: "Being made: 40 %. $0.04",
    State.STALE: "Its cast changed; Its end keyframe changed",
    State.FAILED: "No answer",
    State.BLOCKED: "No lettering",
    State.UNCERTAIN: "Charged? Up to $0.04",
}


@pytest.mark.parametrize("state", HELPS)
def test_the_inspector_says_what_happened(state):
    messages = {State.FAILED: "no answer", State.BLOCKED: "no lettering"}
    causes = (Cause(reason="its cast changed"), Cause(reason="its end keyframe changed"))
    view = lit(
        state,
        message=messages.get(state, ""),
        progress=40 if state is State.RUNNING else 0,
        causes=causes if state is State.STALE else (),
    )
    found = help_for(view, NUMBERS)
    assert found is not None
    assert found.title == HELPS[state]


def test_who_refused_and_whether_it_was_charged_is_said():
    view = lit(State.BLOCKED, message="no lettering", recipe=Recipe(stage="k", version=1, model="flux/pro"))
    found = help_for(view, NUMBERS)
    assert found is not None
    assert found.text == "Refused by flux/pro. Not charged."


@pytest.mark.parametrize("state", [State.READY, State.APPROVED])
def test_of_a_picture_that_is_well_nothing_is_said(state):
    assert help_for(lit(state), NUMBERS) is None


def test_a_rejected_picture_says_that_the_film_still_shows_it():
    found = help_for(lit(State.READY, rejected="drift"), NUMBERS)
    assert found is not None
    assert found.title == "Rejected: drift"


def test_models_of_a_step_are_told_with_their_price_the_cheapest_first():
    dear = Caps(provider="flux", model="pro", role=Role.IMAGE, title="Pro", price=Price(unit="image", micros=CENTS))
    free = Caps(provider="local", model="painter-1", role=Role.IMAGE)
    clips = Caps(provider="kling", model="3", role=Role.VIDEO, price=Price(unit="second", micros=100_000))
    known = [dear, clips, free]
    assert [model_name(caps) for caps in models_for("keyframes", known)] == [
        "local/painter-1 · Free",
        "Pro · $0.04 an image",
    ]
    assert [model_name(caps) for caps in models_for("clips", known)] == ["kling/3 · $0.10 a second"]
