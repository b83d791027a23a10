"""What pages say of a film: its standing, its cost, what waits, what the gate asks, in every state."""

from datetime import timedelta

import pytest
from overviews import NOW, film, scene, slot, take, unwritten

from vidpipe.engine.overview import Status
from vidpipe.film.slug import title_slug
from vidpipe.take import State
from vidpipe.ui import words
from vidpipe.ui.view.card import card
from vidpipe.ui.view.cut import watched
from vidpipe.ui.view.progress import Pace, progress
from vidpipe.ui.view.scene import making, rows
from vidpipe.ui.view.shot import shot
from vidpipe.ui.view.steps import step_of

WAITING = Status.AWAITING_APPROVAL


@pytest.mark.parametrize(
    ("micros", "says"),
    [
        (0, "$0"),
        (10_000, "$0.01"),
        (640_000, "$0.64"),
        (1_234_560_000, "$1,234.56"),
        (3_900, "$0.0039"),
        (100, "$0.0001"),
    ],
)
def test_money(micros, says):
    assert words.money(micros) == says


def test_nothing_to_pay_is_free():
    assert (words.price(0), words.price(40_000)) == ("Free", "$0.04")


@pytest.mark.parametrize(("seconds", "says"), [(0, "0:00"), (24, "0:24"), (59.6, "1:00"), (600, "10:00")])
def test_clock(seconds, says):
    assert words.clock(seconds) == says


@pytest.mark.parametrize(("seconds", "says"), [(0.2, "1 s"), (18.4, "18 s"), (240, "4 min"), (7200, "2.0 h")])
def test_a_time_to_wait(seconds, says):
    assert words.span(seconds) == says


@pytest.mark.parametrize(
    ("back", "says"),
    [(5, "just now"), (240, "4 min ago"), (7300, "2 h ago"), (90_000, "yesterday"), (864_000, "11 Nov 2026")],
)
def test_a_time_ago(back, says):
    assert words.ago(NOW - timedelta(seconds=back), NOW) == says


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("scene/abcd/keyframe/start", "Scene 3, start"),
        ("scene/abcd/clip@draft", "Scene 3, clip"),
        ("scene/abcd/narration/en", "Scene 3, narration"),
        ("music", "Music"),
        ("cut/9x16/en/master", "9:16 cut"),
    ],
)
def test_a_slot_as_people_say_it(name, says):
    assert words.place(name, {"abcd": 3}) == says


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("brief", "brief"),
        ("storyboard", "storyboard"),
        ("scene/a1b2/keyframe/end", "keyframes"),
        ("scene/a1b2/clip@draft", "clips"),
        ("scene/a1b2/narration/en", "sound"),
        ("music", "sound"),
        ("cut/16x9/en/draft", "cut"),
    ],
)
def test_every_slot_has_its_step(name, step):
    assert step_of(name) == step


STANDINGS = [
    (film(), State.APPROVED, "Finished", "Ready to watch", "Watch", "finished"),
    (
        film(Status.STOPPED, progress=40),
        State.EMPTY,
        "Stopped",
        "Stopped at 40 %, everything made is kept",
        "Go on",
        "resting",
    ),
    (film(Status.PENDING, step="brief"), State.RUNNING, "Queued", "100 % done", "See progress", "running"),
    (
        film(WAITING, scene(1, State.READY), step="clips"),
        State.READY,
        "Waits for you",
        "Approve 2 keyframes",
        "Review keyframes",
        "waiting",
    ),
    (
        film(WAITING, scene(1, State.UNCERTAIN), waiting=("scene 1 clip: was it charged?",)),
        State.UNCERTAIN,
        "4 uncertain",
        "Scene 1, start: was it charged?",
        "Settle it",
        "waiting",
    ),
    (
        film(Status.FAILED, scene(1, State.FAILED)),
        State.FAILED,
        "4 failed",
        "Scene 1, start: it failed",
        "See what failed",
        "waiting",
    ),
    (
        film(WAITING, scene(1, State.BLOCKED)),
        State.BLOCKED,
        "4 blocked",
        "Scene 1, start: it was refused",
        "Choose a remedy",
        "waiting",
    ),
    (
        film(WAITING, scene(1, State.STALE)),
        State.STALE,
        "4 stale",
        "Scene 1, start: its end keyframe changed",
        "Look at changes",
        "waiting",
    ),
]


@pytest.mark.parametrize(("made", "state", "chip", "wait", "verb", "group"), STANDINGS)
def test_a_card_says_where_a_film_stands(made, state, chip, wait, verb, group):
    seen = card(made)
    assert (seen.state, seen.chip, seen.wait, seen.verb, seen.group) == (state, chip, wait, verb, group)


def test_a_card_of_a_film_that_is_not_written_yet():
    seen = card(unwritten())
    assert (seen.line, seen.digest, seen.cost) == ("0:06 · 16:9", "", "Free")
    assert len(seen.steps) == 6


def test_a_card_says_what_was_spent_of_the_budget():
    seen = card(film(spent=4_120_000, settings={"budget": 20_000_000}))
    assert seen.cost + seen.limit == "$4.12 of $20"


UNDER = [
    (slot("music", State.EMPTY, waits_for=("storyboard",)), "Waits for storyboard"),
    (slot("music", State.EMPTY, price=40_000), "Not started. $0.04"),
    (slot("music", State.QUEUED), "Next in line"),
    (slot("music", State.QUEUED, message="trying again in 8 s"), "Trying again in 8 s"),
    (slot("music", State.RUNNING, progress=62, price=40_000), "62 %. $0.04"),
    (slot("music", State.READY, take=take("music", number=4), cost=40_000), "Take 4 · $0.04"),
    (slot("music", State.STALE, price=40_000), "Its end keyframe changed. Redo $0.04"),
    (slot("music", State.FAILED, message="no answer"), "Not charged"),
    (slot("music", State.FAILED, charged=40_000), "Up to $0.04 charged"),
    (slot("music", State.UNCERTAIN, price=600_000), "Charged? Up to $0.60"),
]


@pytest.mark.parametrize(("view", "says"), UNDER)
def test_the_line_under_a_picture(view, says):
    assert shot(view, {}).under == says


def test_the_reason_is_said_in_the_empty_place_and_never_over_a_picture():
    assert shot(slot("music", State.FAILED, message="no answer"), {}).plate == "No answer"
    assert shot(slot("music", State.FAILED, message="no answer", take=take("music")), {}).plate == ""


MAKING = [
    ((State.APPROVED, State.APPROVED), State.APPROVED),
    ((State.APPROVED, State.EMPTY), State.READY),
    ((State.EMPTY, State.EMPTY), State.EMPTY),
    ((State.RUNNING, State.READY), State.RUNNING),
    ((State.RUNNING, State.FAILED), State.FAILED),
    ((State.STALE, State.UNCERTAIN), State.UNCERTAIN),
]


@pytest.mark.parametrize(("states", "whole"), MAKING)
def test_a_scene_shows_what_needs_somebody_first(states, whole):
    parts = {
        f"keyframe/{end}": slot(f"scene/scene1/keyframe/{end}", state)
        for end, state in zip(("start", "end"), states, strict=True)
    }
    assert making(scene(1).model_copy(update={"slots": parts})) is whole


def test_a_row_of_the_storyboard():
    (row,) = rows(film(Status.COMPLETE, scene(1)))
    assert (row.number, row.beat, row.length, row.camera) == (1, "Turning point", "2 s", "Push in, medium")


def test_the_animatic_is_watched_until_there_is_a_cut():
    empty = slot("cut/16x9/en/draft", State.EMPTY, waits_for=("scene/scene1/clip@draft", "music"))
    seen = watched(film(WAITING, slots={"cut/16x9/en/draft": empty}))
    assert (seen.name, seen.why) == ("Animatic", "Waits for clips and sound.")
    assert watched(film()).name == "Cut"


def test_progress_names_what_is_at_work():
    moving = film(Status.VIDEO_GEN, scene(1), scene(2, State.RUNNING), step="clips", progress=40)
    seen = progress(moving, elapsed=42, left=70)
    assert (seen.doing, seen.done) == ("Making clips", "1 of 2")
    assert seen.at_work == "Scene 2, start · Scene 2, end · Scene 2, clip and 1 more"
    assert seen.times == "0:42 so far, about 1:10 left".replace("1:10", "70 s")


def test_the_time_left_follows_the_pace_and_is_not_guessed_at_first():
    pace = Pace(since=100.0, percent=20)
    assert pace.left(20, 101.0) is None
    assert pace.left(21, 110.0) is None
    assert pace.left(40, 120.0) == 60.0


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A Cat & a Café", "a-cat-a-cafe"),
        ("../../etc", "etc"),
        ("猫", "film"),
        ("", "film"),
        ("x" * 200, "x" * 60),
        ("a\nb", "a-b"),
    ],
)
def test_the_name_of_a_saved_file_is_a_plain_slug(title, name):
    assert title_slug(title) == name
