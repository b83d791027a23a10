"""The gate: on the page of the step that waits it says what is approved and what it costs; elsewhere it leads there."""

import pytest
from overviews import NOW, film, scene, slot, unwritten

from vidpipe.engine.estimate import Estimate, EstimateLine
from vidpipe.engine.overview import Status
from vidpipe.film.cost import Cost
from vidpipe.take import Change, Note, State
from vidpipe.ui.view.gate import approving, asked_price, asked_slots, changed, gate
from vidpipe.ui.view.going import ahead

WAITING = Status.AWAITING_APPROVAL
BOARD = {"storyboard": slot("storyboard", State.READY, price=10_000)}


def priced(*, confidence="fixed", **steps):
    """An estimate of these steps: how many, for how much."""
    lines = tuple(EstimateLine(step=step, count=n, cached=0, micros=micros) for step, (n, micros) in steps.items())
    micros = sum(line.micros for line in lines)
    count = sum(line.count for line in lines)
    sure = confidence if micros else "free"
    return Estimate(micros=micros, calls=count, cached=0, slots=count, lines=lines, confidence=sure)


FREE = priced()
ALL = priced(keyframes=(6, 240_000), clips=(3, 900_000), sound=(2, 50_000), cut=(1, 0))


def unmade(*gates):
    """A written film of which nothing is made, with these gates."""
    return film(WAITING, scene(1, State.EMPTY), scene(2, State.EMPTY), slots=BOARD, settings={"gates": gates})


@pytest.mark.parametrize("status", [Status.COMPLETE, Status.PENDING, Status.KEYFRAMING, Status.STITCHING])
def test_there_is_no_gate_while_work_goes_on_or_all_is_done(status):
    assert gate(film(status), ALL, here="keyframes") is None


def test_a_film_that_came_to_its_end_while_somebody_looked_offers_to_be_watched():
    seen = gate(film(), FREE, here="clips", just_done=True)
    assert (seen.act, seen.page, seen.verb) == ("watch", "cut", "Watch the film")
    assert gate(film(), FREE, here="cut", just_done=True) is None


RUNS = [
    (("storyboard",), ["keyframes", "clips", "sound", "cut"], 1_190_000),
    (("storyboard", "keyframes"), ["keyframes", "sound"], 290_000),
    (("storyboard", "clips"), ["keyframes", "clips", "sound"], 1_190_000),
    (("storyboard", "sound"), ["keyframes", "clips", "sound"], 1_190_000),
    (("storyboard", "keyframes", "sound"), ["keyframes", "sound"], 290_000),
]


@pytest.mark.parametrize(("gates", "steps", "price"), RUNS)
def test_going_on_costs_what_runs_until_the_next_gate(gates, steps, price):
    made = unmade(*gates)
    assert [line.step for line in ahead(made, ("storyboard",), ALL)] == steps
    assert gate(made, ALL, here="storyboard").price == price


def test_the_gate_of_the_storyboard():
    seen = gate(unmade("storyboard", "keyframes"), ALL, here="storyboard", notes=1)
    assert (seen.act, seen.label, seen.what) == ("approve", "You approve", "Storyboard, 0:04")
    assert seen.detail == "Take 1, 1 open note"
    assert (seen.cost, seen.sure) == ("$0.29", "6 keyframes and sound, fixed")
    assert (seen.verb, seen.only, seen.request) == ("Approve and continue", "Approve only", True)
    assert (seen.hardens, seen.page) == ("Order, cast, look of a scene", "keyframes")


def test_what_the_cache_answers_is_said():
    found = priced(keyframes=(6, 80_000))
    cached = found.model_copy(update={"lines": (found.lines[0].model_copy(update={"cached": 4}),)})
    assert gate(unmade("storyboard"), cached, here="storyboard").sure == "6 keyframes, fixed, 4 cached"


def test_what_is_made_on_this_computer_says_so_and_costs_nothing():
    seen = gate(unmade("storyboard"), priced(keyframes=(6, 0)), here="storyboard")
    assert (seen.cost, seen.sure) == ("Free", "6 keyframes, on this computer")


def test_a_film_that_was_to_stop_here_has_the_price_of_all_that_follows():
    made = film(WAITING, scene(1, State.EMPTY), slots=BOARD, settings={"until": "storyboard"})
    seen = gate(made, priced(keyframes=(6, 80_000)), here="storyboard")
    assert (seen.cost, seen.price, seen.verb) == ("$0.08", 80_000, "Approve and continue")


def test_the_brief_waits_on_the_storyboards_page_and_is_approved_with_it():
    both = {"brief": slot("brief", State.READY), **BOARD}
    made = film(WAITING, scene(1, State.EMPTY), slots=both)
    assert gate(made, ALL, here="storyboard").what == "Brief and storyboard, 0:02"
    assert approving(made, "brief") == ("brief", "storyboard")
    alone = unwritten(WAITING, slots={"brief": slot("brief", State.READY)})
    assert gate(alone, ALL, here="storyboard").what.startswith("Brief, ")


def test_the_gate_of_the_keyframes_counts_them():
    made = film(WAITING, scene(1, State.APPROVED), scene(2, State.READY, slots={}), step="clips")
    seen = gate(made, priced(clips=(3, 900_000)), here="keyframes")
    assert (seen.what, seen.detail) == ("2 of 4 keyframes", "2 approved")


def test_the_last_gate_only_approves():
    cut = slot("cut/16x9/en/draft", State.READY)
    seen = gate(film(WAITING, slots={"cut/16x9/en/draft": cut}), FREE, here="cut")
    assert (seen.verb, seen.paid, seen.only, seen.request) == ("Approve the cut", False, "", False)
    assert (seen.hardens, seen.page) == ("Nothing, every take is kept", "cut")


@pytest.mark.parametrize("here", ["storyboard", "clips", "sound", "cut"])
def test_another_page_says_where_the_film_waits_and_leads_there(here):
    made = film(WAITING, scene(1, State.READY, slots={"clip@draft": slot("scene/scene1/clip@draft", State.EMPTY)}))
    seen = gate(made, ALL, here=here)
    assert (seen.act, seen.label, seen.verb, seen.page) == (
        "lead",
        "Waits at Keyframes",
        "Review keyframes",
        "keyframes",
    )
    assert (seen.line, seen.paid) == (True, False)


def stuck(state, **more):
    return film(
        Status.FAILED if state is State.FAILED else WAITING,
        scene(1, slots={"clip@draft": slot("scene/scene1/clip@draft", state, **more)}),
    )


DECISIONS = [(State.BLOCKED, "Choose a remedy"), (State.UNCERTAIN, "Settle it")]


@pytest.mark.parametrize(("state", "verb"), DECISIONS)
def test_a_blocked_or_uncertain_slot_is_led_to(state, verb):
    seen = gate(stuck(state, message="refused: a word"), ALL, here="clips")
    assert (seen.act, seen.verb, seen.page, seen.slot) == ("decide", verb, "clips", "scene/scene1/clip@draft")
    assert seen.changed == ("Refused: a word",)
    elsewhere = gate(stuck(state, message="refused: a word"), ALL, here="cut")
    assert (elsewhere.line, elsewhere.what) == (True, "Scene 1, clip: Refused: a word")


def test_a_failed_slot_is_tried_again_at_a_price_or_looked_at():
    seen = gate(stuck(State.FAILED, message="no answer"), priced(clips=(1, 300_000)), here="clips")
    assert (seen.act, seen.verb, seen.price, seen.only) == ("resume", "Try again", 300_000, "See what failed")


@pytest.mark.parametrize("here", ["storyboard", "keyframes", "cut"])
def test_what_is_stale_is_redone_or_kept_from_every_page(here):
    seen = gate(film(WAITING, scene(1, State.STALE)), priced(clips=(1, 300_000)), here=here)
    assert (seen.act, seen.verb, seen.price, seen.keep) == ("redo", "Redo 4", 300_000, "Keep all")
    assert (seen.since, seen.changed) == ("Because", ("Its end keyframe changed",))


def test_a_stopped_film_goes_on_from_every_page():
    made = film(Status.STOPPED, scene(1, State.EMPTY), step="keyframes", progress=40)
    seen = gate(made, priced(keyframes=(2, 640_000)), here="cut")
    assert (seen.act, seen.verb, seen.price, seen.what) == (
        "resume",
        "Resume",
        640_000,
        "Keyframes, 40 % of the film",
    )


def change(scene, *what, part="", slot="storyboard"):
    return Change(slot=slot, part=part, scene=scene, what=what)


CHANGES = [
    ((), ("All of it is new",)),
    ((change(1, "new"), change(2, "new")), ("All of it is new",)),
    ((change(3, "end", "motion"), change(4, "new")), ("Scene 3: end, motion", "Scene 4: new")),
    ((change(3, "another take"), change(3, "another take")), ("Scene 3: another take",)),
    ((change(None, "colours", part="style"),), ("Style: colours",)),
    ((change(None, "removed", part="scene/gone"),), ("A scene: removed",)),
    ((change(1, "end"), change(2, "end"), change(3, "end")), ("Scene 1: end", "and 2 more")),
]


@pytest.mark.parametrize(("changes", "says"), CHANGES)
def test_what_changed_since_the_last_approval(changes, says):
    assert changed(changes, whole=2) == says


def test_a_request_speaks_of_parts_of_the_storyboard_and_of_slots_that_a_model_makes():
    made = film(WAITING, scene(1, State.READY), scene(2, State.READY), slots=BOARD)
    assert asked_slots(made, "storyboard", ["scene2"]) == ("storyboard:scene/scene2",)
    assert asked_price(made, "storyboard", ["storyboard:scene/scene2"]) == 10_000
    assert asked_slots(made, "keyframes", ["scene2"], end="end") == ("scene/scene2/keyframe/end",)
    assert asked_slots(made, "sound", ["music", "scene1"]) == ("music", "scene/scene1/narration/en")


def test_a_locked_slot_is_not_asked_of():
    locked = {"keyframe/start": slot("scene/scene1/keyframe/start", State.READY, locked=True)}
    made = film(WAITING, scene(1, State.READY, slots=locked))
    assert asked_slots(made, "keyframes", ["scene1"]) == ("scene/scene1/keyframe/end",)


# ------------------------------------------------------------ on its page


def keys(app):
    return [button.key for button in app.button]


def at_the_storyboard(visit, *, micros=240_000):
    app, studio = visit("storyboard", unmade("storyboard", "clips"), project="aaaaaaaaaa")
    studio.films["aaaaaaaaaa"].lines = (
        EstimateLine(step="keyframes", count=6, cached=0, micros=Cost(micros, sure="estimated")),
    )
    studio.films["aaaaaaaaaa"].changed["storyboard"] = (change(2, "end", "motion", part="scene/scene2"),)
    note = Note(slot="storyboard", part="scene/scene2", text="warmer", actor="me", at=NOW)
    studio.films["aaaaaaaaaa"].noted["storyboard"] = (note,)
    studio.films["aaaaaaaaaa"].happens()
    return app.run(), studio


def text(app):
    return "\n".join(part.proto.body for part in app.get("html"))


def test_the_bar_says_what_changed_and_what_is_open(visit):
    app, _ = at_the_storyboard(visit)
    assert not app.exception
    for words in ("Scene 2: end, motion", "1 open note", "6 keyframes, estimated", "Order, cast, look of a scene"):
        assert words in text(app)


def test_approve_and_continue_leads_to_what_is_made_next(visit):
    app, studio = at_the_storyboard(visit)
    app.button(key="gate-go").click().run()
    assert studio.verbs() == ["approve", "start"]
    assert "<h1>Keyframes</h1>" in text(app)
    assert app.query_params["project"] in ("aaaaaaaaaa", ["aaaaaaaaaa"])


def test_a_dear_step_asks_first_and_does_nothing_when_told_not_now(visit):
    app, studio = at_the_storyboard(visit, micros=6_400_000)
    app.button(key="gate-go").click().run()
    assert studio.verbs() == []
    assert "This costs about $6.40. Go on?" in text(app)
    app.button(key="ask-no").click().run()
    assert (studio.verbs(), "ask-yes" in keys(app)) == ([], False)


def test_a_dear_step_goes_on_after_a_yes(visit):
    app, studio = at_the_storyboard(visit, micros=6_400_000)
    app.button(key="gate-go").click().run()
    app.button(key="ask-yes").click().run()
    assert studio.verbs() == ["approve", "start"]


def test_the_threshold_is_the_workspaces(visit):
    app, studio = at_the_storyboard(visit, micros=240_000)
    studio.preferences = studio.preferences.model_copy(update={"ask_above_usd": 0.2})
    app.button(key="gate-go").click().run()
    assert "This costs about $0.24. Go on?" in text(app)


def test_a_request_for_changes_goes_to_the_chosen_scenes_with_its_words(visit):
    app, studio = at_the_storyboard(visit)
    app.query_params["scene"] = "scene2"
    app.button(key="gate-request").click().run()
    assert app.multiselect(key="ask-in-storyboard").value == ["scene2"]
    app.text_area(key="ask-note-storyboard").input("Warmer light").run()
    assert app.button(key="ask-go").label == "Rewrite 1 scene · $0.01"
    app.button(key="ask-go").click().run()
    assert studio.asked == [("request_changes", ("Warmer light", ("storyboard:scene/scene2",)), {})]
    assert "ask-go" not in keys(app)


def test_all_that_is_stale_is_kept_with_one_click(visit):
    app, studio = visit("clips", film(WAITING, scene(1, State.STALE)), project="aaaaaaaaaa")
    app.button(key="gate-keep").click().run()
    assert studio.verbs() == ["keep"] * 4


def test_all_that_is_stale_is_redone_with_one_click(visit):
    app, studio = visit("storyboard", film(WAITING, scene(1, State.STALE)), project="aaaaaaaaaa")
    app.button(key="gate-go").click().run()
    assert studio.asked == [("redo", ("",), {})]


def test_a_blocked_slot_is_reached_from_another_page_in_one_click(visit):
    app, _ = visit("storyboard", stuck(State.BLOCKED, message="refused"), project="aaaaaaaaaa")
    app.button(key="gate-go").click().run()
    assert "<h1>Clips</h1>" in text(app)
    assert app.query_params["slot"] in ("scene/scene1/clip@draft", ["scene/scene1/clip@draft"])
