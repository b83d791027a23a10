"""The Clips page as it is drawn: posters until a click, takes and remedies as for pictures, and the trim."""

import json

import pytest
from overviews import film, scene, slot, take, unwritten

from vidpipe.engine.overview import Status
from vidpipe.film.catalogue import Caps, Price, Role
from vidpipe.film.edit import Edit, SceneEdit
from vidpipe.take import State
from vidpipe.ui.view.trim import Trim, asked, stamp, told, trim

WAITING = Status.AWAITING_APPROVAL
CLIP = "scene/scene1/clip@draft"
CENTS = 600_000
ID = "aaaaaaaaaa"
HOSTILE = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>"
MEASURED = {"frames": 60, "rate": 24, "head": 6}


def lit(state, *, edit=None, **more):
    """A film of two-second scenes whose first clip is in a state; sixty cents a take."""
    made = {"take": take(CLIP, **MEASURED)} if state in (State.READY, State.APPROVED, State.STALE) else {}
    view = slot(CLIP, state, price=CENTS, **(made | more))
    status = Status.VIDEO_GEN if state in (State.RUNNING, State.QUEUED) else WAITING
    return film(status, scene(1, slots={"clip@draft": view}), step="clips", edit=edit or Edit())


@pytest.fixture
def look(visit):
    def look(made, *, chosen=CLIP, takes=None, models=()):
        app, studio = visit("clips", made, project=ID)
        studio.films[ID].takes_of.update(takes or {})
        studio.models = lambda: list(models)
        app.query_params["slot"] = chosen
        app.run()
        return app, studio

    return look


def text(app):
    return "\n".join(part.proto.body for part in app.get("html"))


def labels(app):
    return [button.label for button in app.button]


def press(app, label):
    found = next((button for button in app.button if button.label == label), None)
    assert found is not None, f"no button {label!r} among {labels(app)}"
    return found.click().run()


def part(app, name, view=""):
    """What a part of the page in the browser was given; None where it is not there."""
    for found in app.get("bidi_component"):
        data = json.loads(found.proto.json) if found.proto.component_name == f"vidpipe_{name}" else None
        if data and (not view or data.get("view") == view):
            return data
    return None


OFFERS = {
    State.EMPTY: ["Make it · $0.60"],
    State.QUEUED: ["Call it off"],
    State.RUNNING: ["Call it off"],
    State.READY: ["Approve take 1", "Another take · $0.60"],
    State.APPROVED: ["Another take · $0.60", "Change it · $0.60"],
    State.STALE: ["Redo · $0.60", "Keep it anyway"],
    State.FAILED: ["Try again · $0.60"],
    State.BLOCKED: ["Reword it", "Try again · $0.60"],
    State.UNCERTAIN: ["It was charged, make it again · $0.60", "It was not, make it again · $0.60"],
}


@pytest.mark.parametrize("state", OFFERS)
def test_a_clip_says_its_state_and_offers_what_it_allows_with_the_price(look, state):
    app, _ = look(lit(state))
    assert not app.exception
    assert f"<span>{state.value.capitalize()}</span>" in text(app)
    assert [label for label in OFFERS[state] if label not in labels(app)] == []


@pytest.mark.parametrize("state", [State.READY, State.APPROVED, State.STALE])
def test_a_clip_is_a_poster_until_somebody_plays_it(look, state):
    app, _ = look(lit(state))
    shown = part(app, "player")
    assert shown["src"].endswith(f"{take(CLIP).digest}.mp4")
    assert shown["poster"].startswith("/app/static/blob/thumb/")
    assert not app.get("video")


def test_a_card_stands_for_every_scene_in_the_film_s_order(look):
    app, _ = look(lit(State.READY))
    data = part(app, "wall", "cards")
    assert [row["number"] for row in data["rows"]] == ["1"]
    app.get("button_group")[1].set_value("sheet single").run()
    assert part(app, "wall", "sheet single")


def test_both_keyframes_stand_beside_the_clip_and_lead_to_their_page(look):
    app, _ = look(lit(State.READY))
    for end in ("start", "end"):
        assert f"/keyframes?project={ID}&amp;slot=scene/scene1/keyframe/{end}" in text(app)


def test_the_scene_s_model_is_chosen_among_those_that_make_clips(look):
    models = (
        Caps(provider="local", model="animator-1", role=Role.VIDEO, title="Animator"),
        Caps(provider="kling", model="3", role=Role.VIDEO, title="Kling 3", price=Price(unit="second", micros=100_000)),
        Caps(provider="flux", model="pro", role=Role.IMAGE, title="FLUX Pro"),
    )
    app, studio = look(lit(State.READY), models=models)
    app.session_state["prompt-scene-scene1-clip-draft"] = True
    app.run()
    box = next(found for found in app.selectbox if found.label == "Model of this scene")
    assert box.options == ["Animator · Free", "Kling 3 · $0.10 a second"]
    box.select("kling/3").run()
    verb, (change,), _ = studio.asked[0]
    assert verb == "revise"
    assert change(studio.films[ID].overview.storyboard).scene("scene1").models == {"video": "kling/3"}


def test_what_moves_is_worded_right_there(look):
    app, studio = look(lit(State.READY))
    app.session_state["prompt-scene-scene1-clip-draft"] = True
    app.run()
    area = next(found for found in app.text_area if found.label == "What moves")
    assert area.value == "A cat walks home."
    area.input("the cat runs").run()
    press(app, "Only save")
    verb, (change,), _ = studio.asked[0]
    assert verb == "revise"
    assert change(studio.films[ID].overview.storyboard).scene("scene1").motion_prompt == "the cat runs"


def test_the_trim_says_what_the_cut_uses_and_leads_back_to_the_plan(look):
    edit = Edit().with_scene("scene1", head=12, until=48)
    app, studio = look(lit(State.READY, edit=edit))
    app.session_state["trim-of"] = True
    app.run()
    assert "The cut uses 0:00.5–0:02.0; the last frame is held for 0.5 s." in text(app)
    data = part(app, "trim")
    assert (data["start"], data["end"], data["total"], data["longest"]) == (12, 48, 60, 48)
    press(app, "As planned")
    verb, (change,), _ = studio.asked[0]
    assert verb == "recut"
    assert change(edit) == Edit()


def test_an_untrimmed_clip_has_nothing_to_lead_back_to(look):
    app, _ = look(lit(State.READY))
    app.session_state["trim-of"] = True
    app.run()
    assert "The cut uses 0:00.3–0:02.3." in text(app)
    assert "As planned" not in labels(app)


@pytest.mark.parametrize("state", [State.EMPTY, State.BLOCKED, State.FAILED])
def test_there_is_no_trim_where_there_is_no_clip(look, state):
    app, _ = look(lit(state))
    assert "Trim" not in [found.label for found in app.expander]


def test_a_film_without_a_storyboard_says_what_comes_first(visit):
    app, _ = visit("clips", unwritten(), project=ID)
    assert not app.exception
    assert "The storyboard is being written." in text(app)


def test_sixty_clips_are_one_part_of_the_page(look):
    states = list(State)
    rows = [scene(number, states[number % len(states)]) for number in range(1, 61)]
    app, _ = look(film(WAITING, *rows, step="clips"))
    assert not app.exception
    assert len(part(app, "wall", "cards")["rows"]) == 60
    assert len(app.button) < 20


def test_words_from_outside_stay_words(look):
    row = scene(1, words={"title": HOSTILE[:100]}, slots={"clip@draft": slot(CLIP, State.FAILED, message=HOSTILE)})
    app, _ = look(film(WAITING, row, title=HOSTILE))
    assert not app.exception
    assert "<img src=x" not in text(app)
    assert "<script" not in text(app)
    assert "&lt;script&gt;" in text(app)


# ---------------------------------------------------------------- the trim, pure
def model(**edit):
    found = trim(take(CLIP, **MEASURED), SceneEdit(**edit), scene=48, rate=24)
    assert found is not None
    return found


def test_as_planned_a_clip_is_used_from_its_handle_for_as_long_as_its_scene():
    assert model() == Trim(total=60, rate=24, head=6, scene=48, start=6, end=54)
    assert model().planned == (6, 54)
    assert model().held == 0


def test_what_is_missing_is_held():
    assert model(until=30).held == 24
    assert told(model(until=30)) == "The cut uses 0:00.3–0:01.3; the last frame is held for 1.0 s."
    assert model(head=50).end == 60


@pytest.mark.parametrize(
    ("start", "end", "fields"),
    [
        (6, 54, {"head": None, "until": None}),
        (0, 48, {"head": 0, "until": None}),
        (12, 60, {"head": 12, "until": None}),
        (6, 30, {"head": None, "until": 30}),
        (20, 21, {"head": 20, "until": 21}),
    ],
)
def test_a_trim_by_hand_says_only_what_differs_from_the_plan(start, end, fields):
    assert asked(model(), start, end) == fields
    edit = Edit().with_scene("scene1", **fields)
    again = trim(take(CLIP, **MEASURED), edit.scene("scene1"), scene=48, rate=24)
    assert again is not None
    assert (again.start, again.end) == (start, end)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-1, 4), (0, 61)])
def test_a_trim_that_leaves_nothing_is_refused(start, end):
    with pytest.raises(ValueError, match="at least one frame"):
        asked(model(), start, end)


def test_a_clip_that_nobody_measured_cannot_be_trimmed():
    assert trim(take(CLIP), SceneEdit(), scene=48, rate=24) is None
    assert trim(None, SceneEdit(), scene=48, rate=24) is None


@pytest.mark.parametrize(("frame", "says"), [(0, "0:00.0"), (12, "0:00.5"), (84, "0:03.5"), (1439, "1:00.0")])
def test_a_place_in_a_clip_is_told_to_a_tenth(frame, says):
    assert stamp(frame, 24) == says
