"""The Keyframes page as it is drawn: every state with its remedies, every act sent once, a wall of sixty scenes."""

import json

import pytest
from overviews import digest, film, scene, slot, take, unwritten

from vidpipe.engine.offers import Offer, Offers
from vidpipe.engine.overview import Status
from vidpipe.film.catalogue import Caps, Price, Role
from vidpipe.film.revising import changed
from vidpipe.recipe import Recipe, imported
from vidpipe.take import State
from vidpipe.ui import session

WAITING = Status.AWAITING_APPROVAL
START, END = "scene/scene1/keyframe/start", "scene/scene1/keyframe/end"
CENTS = 40_000
ID = "aaaaaaaaaa"
HOSTILE = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>"


def lit(state, **more):
    """A film whose first start is in a state, and whose next take costs four cents."""
    status = Status.KEYFRAMING if state in (State.RUNNING, State.QUEUED) else WAITING
    return film(status, scene(1, slots={"keyframe/start": slot(START, state, price=CENTS, **more)}), step="keyframes")


@pytest.fixture
def look(visit):
    """The page with the first start chosen. Takes and rejections as given, by slot."""

    def look(made, *, page="keyframes", chosen=START, takes=None, rejected=None, models=(), offered=None):
        app, studio = visit(page, made, project=ID)
        facade = studio.films[ID]
        facade.takes_of.update(takes or {})
        facade.offered.update(offered or {})
        session.forget(ID)
        facade.rejections = lambda name: (rejected or {}) if name == chosen else {}
        studio.models = lambda: list(models)
        app.query_params["slot"] = chosen
        app.run()
        return app, studio

    return look


def where(app):
    """The slot in the address."""
    found = app.query_params["slot"]
    return found if isinstance(found, str) else found[0]


def text(app):
    return "\n".join(part.proto.body for part in app.get("html"))


def labels(app):
    return [button.label for button in app.button]


def press(app, label):
    found = next((button for button in app.button if button.label == label), None)
    assert found is not None, f"no button {label!r} among {labels(app)}"
    return found.click().run()


def tiles(app, part="wall"):
    """What the wall, or another part made of tiles, was given."""
    for found in app.get("bidi_component"):
        if found.proto.component_name == "vidpipe_wall":
            data = json.loads(found.proto.json)
            if data["view"] == part or (part == "wall" and data["main"]):
                return data
    return None


OFFERS = {
    State.EMPTY: ["Make it · $0.04"],
    State.QUEUED: ["Call it off"],
    State.RUNNING: ["Call it off"],
    State.READY: ["Approve take 1", "Another take · $0.04", "Change it · $0.04", "Lock"],
    State.APPROVED: ["Another take · $0.04", "Change it · $0.04", "Lock"],
    State.STALE: ["Redo · $0.04", "Keep it anyway", "Lock"],
    State.FAILED: ["Try again · $0.04"],
    State.BLOCKED: ["Reword it", "Try again · $0.04"],
    State.UNCERTAIN: ["It was charged, make it again · $0.04", "It was not, make it again · $0.04"],
}


@pytest.mark.parametrize("state", OFFERS)
def test_a_slot_says_its_state_in_a_word_and_offers_what_it_allows_with_the_price(look, state):
    app, _ = look(lit(state, message="the lamp was out" if state in (State.FAILED, State.BLOCKED) else ""))
    assert not app.exception
    assert f"<span>{state.value.capitalize()}</span>" in text(app)
    assert [label for label in OFFERS[state] if label not in labels(app)] == []
    (first, *_) = tiles(app)["rows"]
    assert first["tiles"][0]["word"] == state.value.capitalize()
    assert first["tiles"][0]["mark"]


WAKE = ("wake", (), {})
ACTS = [
    (State.READY, "Approve take 1", [("approve", (), {"slot": START})]),
    (State.APPROVED, "Another take · $0.04", [("reroll", (START,), {"takes": 1}), ("wake", (), {})]),
    (State.STALE, "Redo · $0.04", [("redo", (START,), {})]),
    (State.STALE, "Keep it anyway", [("keep", (START,), {})]),
    (State.FAILED, "Try again · $0.04", [("retry", (START,), {}), ("wake", (), {})]),
    (State.BLOCKED, "Try again · $0.04", [("retry", (START,), {}), ("wake", (), {})]),
    (
        State.UNCERTAIN,
        "It was charged, make it again · $0.04",
        [("settle", (START,), {"charged": True}), ("wake", (), {})],
    ),
    (
        State.UNCERTAIN,
        "It was not, make it again · $0.04",
        [("settle", (START,), {"charged": False}), ("wake", (), {})],
    ),
    (State.EMPTY, "Make it · $0.04", [("redo", (START,), {})]),
    (State.QUEUED, "Call it off", [("cancel", (START,), {})]),
    (State.RUNNING, "Call it off", [("cancel", (START,), {})]),
    (State.APPROVED, "Lock", [("lock", (START,), {})]),
]


@pytest.mark.parametrize(("state", "label", "intents"), ACTS)
def test_an_act_sends_its_intent_and_nothing_else(look, state, label, intents):
    app, studio = look(lit(state))
    press(app, label)
    assert studio.asked == intents


def test_what_was_called_off_is_asked_for_again(look):
    app, studio = look(lit(State.EMPTY, message="called off; resume makes it"))
    press(app, "Try again · $0.04")
    assert studio.verbs() == ["retry", "wake"]


def test_several_takes_are_ordered_at_once_and_their_whole_price_stands_on_the_button(look):
    app, studio = look(lit(State.APPROVED))
    app.get("button_group")[-2].set_value(3).run()
    press(app, "3 more takes · $0.12")
    assert studio.asked == [("reroll", (START,), {"takes": 3}), ("wake", (), {})]


def test_a_slot_that_waits_for_another_leads_there_and_cannot_be_made(look):
    waiting = slot(END, State.EMPTY, waits_for=(START,), price=CENTS)
    made = film(
        WAITING,
        scene(1, slots={"keyframe/start": slot(START, State.FAILED), "keyframe/end": waiting}),
        step="keyframes",
    )
    app, studio = look(made, chosen=END)
    assert "Waits for the start image" in text(app)
    assert not [label for label in labels(app) if label.startswith("Make it")]
    press(app, "Go to scene 1, start")
    assert where(app) == START
    assert studio.asked == []


def test_what_is_stale_under_something_stale_is_redone_with_its_scene(look):
    ends = slot(END, State.STALE, waits_for=(START,), price=CENTS)
    starts = slot(START, State.STALE, price=CENTS)
    made = film(WAITING, scene(1, slots={"keyframe/start": starts, "keyframe/end": ends}), step="keyframes")
    app, studio = look(made, chosen=END)
    press(app, "Redo the scene · $0.08")
    assert studio.asked == [("redo", ("scene/scene1",), {})]


def test_a_picture_that_two_scenes_share_is_changed_where_it_is_made(look):
    name = "scene/scene2/keyframe/start"
    shared = slot(name, State.APPROVED, stage="continuity", recipe=Recipe(stage="continuity", version=1))
    app, _ = look(film(WAITING, scene(1), scene(2, slots={"keyframe/start": shared}), step="keyframes"), chosen=name)
    assert "This is the very picture that scene 1 ends with." in text(app)
    assert not [label for label in labels(app) if label.startswith("Another take")]
    press(app, "Go to scene 1, end")
    assert where(app) == END


def test_a_locked_slot_offers_only_to_be_unlocked(look):
    app, studio = look(lit(State.APPROVED, locked=True))
    assert not [label for label in labels(app) if label.startswith(("Another", "Change it"))]
    assert not app.get("popover") or all(found.proto.popover.label != "Replace" for found in app.get("popover"))
    assert tiles(app)["rows"][0]["tiles"][0]["locked"] is True
    press(app, "Unlock")
    assert studio.asked == [("unlock", (START,), {})]


TAKES = [take(START, number=number, cost=CENTS) for number in (1, 2, 3)]


def test_all_takes_lie_in_the_tray_with_their_cost_and_what_became_of_them(look):
    made = lit(State.READY, take=TAKES[2], takes=3)
    app, _ = look(made, takes={START: TAKES}, rejected={TAKES[0].id: "framing"})
    (row,) = tiles(app, "tray")["rows"]
    assert [found.get("tag", "") for found in row["tiles"]] == ["Framing", "", "Picked"]
    assert [found["left"] for found in row["tiles"]] == ["Take 1", "Take 2", "Take 3"]
    assert {found["right"] for found in row["tiles"]} == {"$0.04"}
    assert row["tiles"][0]["off"] is True


def at(app, made, number):
    """Look at a take of the tray, as a click on it does."""
    app.session_state[f"look/{ID}"] = (START, TAKES[number - 1].id, made.scenes[0].slots["keyframe/start"].take.id)
    return app.run()


def test_a_take_that_is_looked_at_is_compared_and_can_be_used(look):
    made = lit(State.READY, take=TAKES[2], takes=3)
    app, studio = look(made, takes={START: TAKES})
    at(app, made, 2)
    shown = [found.proto.component_name for found in app.get("bidi_component")]
    assert "vidpipe_compare" in shown
    assert "Approve take 3" not in labels(app)
    press(app, "Use take 2")
    assert studio.asked == [("pick", (START, TAKES[1].id), {})]


def test_looking_at_a_take_ends_with_back_and_when_another_is_picked(look):
    made = lit(State.READY, take=TAKES[2], takes=3)
    app, studio = look(made, takes={START: TAKES})
    at(app, made, 1)
    press(app, "Back to take 3")
    assert "Approve take 3" in labels(app)
    at(app, made, 1)
    studio.films[ID].overview = lit(State.READY, take=TAKES[1], takes=3)
    app.session_state["turn"] = "another"
    session.forget(ID)
    app.run()
    assert "Approve take 2" in labels(app)


def test_one_tap_rejects_the_take_under_the_eye(look):
    made = lit(State.READY, take=TAKES[2], takes=3)
    app, studio = look(made, takes={START: TAKES})
    app.get("button_group")[-1].set_value("Off brief").run()
    assert studio.asked == [("reject", (START, TAKES[2].id, "off brief"), {})]


def test_a_rejected_picture_is_not_approved_but_another_one_is_offered(look):
    made = lit(State.READY, take=TAKES[2], takes=3, rejected="drift")
    app, studio = look(made, takes={START: TAKES}, rejected={TAKES[2].id: "drift", TAKES[0].id: "text"})
    assert "Rejected: drift" in text(app)
    assert not [label for label in labels(app) if label.startswith("Approve take")]
    assert tiles(app)["rows"][0]["tiles"][0]["off"] is True
    press(app, "Use take 2 instead")
    assert studio.asked == [("pick", (START, TAKES[1].id), {})]


def test_a_brought_picture_says_so(look):
    own = take(START, name="cat.png").model_copy(update={"recipe": imported(digest("own"))})
    app, _ = look(lit(State.READY, take=own))
    assert tiles(app)["rows"][0]["tiles"][0]["right"] == "Brought by hand"
    assert "cat.png" in text(app)


def words(app):
    """The prompt's field, its section opened."""
    app.session_state["prompt-scene-scene1-keyframe-start"] = True
    app.run()
    return next(area for area in app.text_area if area.label == "What the start shows")


def test_the_prompt_is_changed_right_there_and_says_before_what_that_does(look):
    app, studio = look(lit(State.APPROVED))
    words(app).input("a red balloon").run()
    assert "Makes this picture and 3 pieces made from it stale; redoing all of it costs $0.04." in text(app)
    press(app, "Only save")
    (revised,) = [args for verb, args, _ in studio.asked if verb == "revise"]
    board = studio.films[ID].overview.storyboard
    assert revised[0](board) == changed(board, "scene1", start_prompt="a red balloon")
    assert studio.verbs() == ["revise"]


def test_the_prompt_is_saved_and_the_picture_made_again_in_one(look):
    app, studio = look(lit(State.APPROVED))
    words(app).input("a red balloon").run()
    press(app, "Save and redo · $0.04")
    assert studio.verbs() == ["revise", "approve", "redo"]
    assert studio.asked[1:] == [("approve", (), {"slot": "storyboard", "part": "scene/scene1"}), ("redo", (START,), {})]


def test_saving_approves_no_scene_that_was_not_approved(look):
    row = scene(1, slots={"keyframe/start": slot(START, State.APPROVED, price=CENTS)}, approved=False)
    app, studio = look(film(WAITING, row, step="keyframes"))
    words(app).input("a red balloon").run()
    press(app, "Save and redo · $0.04")
    assert studio.verbs() == ["revise", "redo"]


def test_a_refused_prompt_is_reworded_where_it_was_refused(look):
    app, _ = look(lit(State.BLOCKED, message="the model will not draw lettering"))
    press(app, "Reword it")
    assert [area.value for area in app.text_area if area.label == "What the start shows"] == ["a cat"]


PAINTERS = (
    Caps(provider="local", model="painter-1", role=Role.IMAGE, title="Painter"),
    Caps(provider="flux", model="pro", role=Role.IMAGE, title="FLUX Pro", price=Price(unit="image", micros=CENTS)),
)


def test_another_model_is_a_remedy_where_there_is_one_and_says_its_price(look):
    others = (
        Offer(name="flux/pro", title="FLUX Pro", price=CENTS),
        Offer(name="flux/max", title="FLUX Max", price=90_000),
    )
    app, studio = look(
        lit(State.BLOCKED, message="no lettering"), models=PAINTERS, offered={START: Offers(models=others)}
    )
    box = next(found for found in app.selectbox if found.label == "Other model")
    assert box.options == ["FLUX Pro · $0.04", "FLUX Max · $0.09"]
    box.select("flux/max").run()
    assert studio.asked == [], "to look at a price asks for nothing"
    press(app, "Make it with FLUX Max · $0.09")
    assert studio.asked == [("make_with", (START, "flux/max"), {})]


def test_with_one_model_there_is_no_choice_to_show(look):
    app, _ = look(lit(State.BLOCKED), models=PAINTERS[:1])
    assert [found.label for found in app.selectbox] == []


def test_a_change_in_words_is_asked_of_just_this_picture(look):
    app, studio = look(lit(State.APPROVED))
    app.text_input[-1].input("  emptier street ").run()
    press(app, "Change it · $0.04")
    assert studio.asked == [("request_changes", ("emptier street", [START]), {})]


def test_a_picture_that_is_not_well_has_no_change_button_that_does_nothing(look):
    app, _ = look(lit(State.APPROVED))
    assert next(found for found in app.button if found.label == "Change it · $0.04").disabled


def test_the_recipe_is_there_to_read_and_to_copy(look):
    recipe = Recipe(stage="keyframes", version=1, model="flux/pro", params={"prompt": "a cat", "seed": 4471})
    app, _ = look(lit(State.READY, take=take(START, cost=CENTS).model_copy(update={"recipe": recipe})))
    app.session_state["recipe-of"] = True
    app.run()
    assert "4471" in text(app)
    assert '"seed": 4471' in app.code[0].value
    assert f"{take(START).digest}.png?save=a-cat-at-home-scene-1-start-take-1" in text(app)


def test_the_walk_goes_from_slot_to_slot_and_stands_in_the_address(look):
    app, _ = look(film(WAITING))
    press(app, "Next")
    assert where(app) == END
    press(app, "Next")
    assert where(app) == "scene/scene2/keyframe/start"
    press(app, "Previous")
    assert where(app) == END


def test_the_filter_leaves_what_it_names_and_the_contact_sheet_shows_all_small(look):
    made = film(WAITING, scene(1), scene(2, slots={"keyframe/end": slot(END, State.STALE)}), step="keyframes")
    app, _ = look(made)
    show = app.get("button_group")[0]
    show.set_value("stale").run()
    assert [row["number"] for row in tiles(app)["rows"]] == ["2"]
    app.get("button_group")[1].set_value("sheet").run()
    assert tiles(app)["view"] == "sheet"


def test_a_filter_that_finds_nothing_any_more_says_so_and_stays(look):
    app, studio = look(lit(State.STALE))
    app.get("button_group")[0].set_value("stale").run()
    studio.films[ID].overview = lit(State.APPROVED)
    session.forget(ID)
    app.run()
    assert "Nothing here is stale." in text(app)
    assert not app.exception


@pytest.mark.parametrize("aspect", ["9:16", "1:1", "4:5", "16:9"])
def test_every_shape_of_film_has_its_wall(look, aspect):
    app, _ = look(film(WAITING, settings={"aspect": aspect}))
    assert tiles(app)["ratio"] == aspect
    assert not app.exception


def test_a_film_without_a_storyboard_says_what_comes_first(visit):
    app, _ = visit("keyframes", unwritten(), project=ID)
    assert not app.exception
    assert "The storyboard is being written." in text(app)
    assert f"/storyboard?project={ID}" in text(app)


def test_the_animatic_is_watched_on_the_page_or_says_what_it_waits_for(look):
    app, _ = look(film())
    press(app, "Watch the animatic")
    assert "vidpipe_player" in [found.proto.component_name for found in app.get("bidi_component")]
    press(app, "Close the animatic")
    assert "vidpipe_player" not in [found.proto.component_name for found in app.get("bidi_component")]
    waiting = film(WAITING, scene(1, State.EMPTY), slots={"animatic": slot("animatic", State.EMPTY)})
    app, _ = look(waiting)
    press(app, "Watch the animatic")
    assert "It waits for 2 pictures" in text(app)


def test_sixty_scenes_are_one_part_of_the_page_in_every_state(look):
    states = list(State)
    rows = [scene(number, states[number % len(states)]) for number in range(1, 61)]
    takes = {START: TAKES}
    app, _ = look(film(WAITING, *rows, step="keyframes"), takes=takes)
    assert not app.exception
    assert sum(len(row["tiles"]) for row in tiles(app)["rows"]) == 120
    assert len(app.button) < 20
    assert len(json.dumps(tiles(app))) < 60_000


def test_words_from_outside_stay_words(look):
    told = {"title": HOSTILE[:100], "beat": HOSTILE[:40]}
    broken = slot(START, State.BLOCKED, message=HOSTILE, price=CENTS)
    row = scene(1, words=told, slots={"keyframe/start": broken})
    row = row.model_copy(update={"scene": row.scene.model_copy(update={"start_prompt": HOSTILE})})
    made = film(WAITING, row, title=HOSTILE)
    app, _ = look(made, rejected={})
    words(app)
    assert not app.exception
    assert "<img src=x" not in text(app)
    assert "<script" not in text(app)
    assert "&lt;script&gt;" in text(app)
