"""The storyboard page as it is drawn: every state, every act as the one call of the façade that it is."""

import pytest
from overviews import RememberedStudio, film, scene, slot, take, unwritten
from streamlit.testing.v1 import AppTest

from vidpipe.engine.overview import Status
from vidpipe.errors import BadInput
from vidpipe.film.edit import Edit
from vidpipe.film.storyboard import Joint, Scene, Transition
from vidpipe.take import Change, State
from vidpipe.ui import chosen, session
from vidpipe.ui.storyboard import acts, known

WAITING = Status.AWAITING_APPROVAL
ID = "aaaaaaaaaa"
OPEN = {"storyboard": slot("storyboard", State.READY, price=20_000)}


@pytest.fixture
def board(visit):
    """Open the storyboard of a film made by hand; scene 2 of 3 is looked at."""

    def board(*scenes, status=WAITING, looked_at="scene2", **more):
        made = film(status, *scenes, **more)
        app, studio = visit("storyboard", made, project=ID)
        app.query_params["scene"] = looked_at
        return app.run(), studio, made

    return board


def text(app: AppTest) -> str:
    return "\n".join(part.proto.body for part in app.get("html"))


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def button(app: AppTest, key: str):
    return next(found for found in app.button if found.key == key)


def widget(app: AppTest, name: str, scene_id: str = "scene2"):
    key = f"field-{scene_id}-{name}" if scene_id else f"field-{name}"
    kinds = (app.text_area, app.text_input, app.selectbox, app.number_input, app.multiselect, app.color_picker)
    every = [found for kind in kinds for found in kind] + list(app.get("button_group"))
    return next(found for found in every if found.key == key)


def asked(studio, verb):
    return [(args, kwargs) for name, args, kwargs in studio.asked if name == verb]


def changed(studio, made):
    """The storyboard after the one change that was asked for."""
    ((change,), _), *more = asked(studio, "revise")
    assert not more
    return change(made.storyboard)


FIELDS = [
    ("title", "Another title", "title", "Another title"),
    ("action", "A dog walks.", "action", "A dog walks."),
    ("start_prompt", "a dog", "start_prompt", "a dog"),
    ("end_prompt", "a dog asleep", "end_prompt", "a dog asleep"),
    ("motion_prompt", "slowly", "motion_prompt", "slowly"),
    ("narration", "Once.", "narration", "Once."),
    ("words", "THE END", "words", "THE END"),
    ("card", "end", "card", "end"),
    ("beat", "journey", "beat", "journey"),
    ("cast", ["Noor"], "cast", ("Noor",)),
    ("camera-move", "tilt up", "camera", {"move": "tilt up", "size": "medium"}),
    ("camera-size", "wide", "camera", {"move": "push in", "size": "wide"}),
]


@pytest.mark.parametrize(("name", "value", "field", "stored"), FIELDS)
def test_a_field_is_saved_when_it_is_left_and_nothing_beside_it(board, name, value, field, stored):
    app, studio, made = board()
    widget(app, name).set_value(value).run()
    assert not app.exception
    after = changed(studio, made)
    found = after.scene("scene2").plain()[field]
    assert (tuple(found) if isinstance(stored, tuple) else found) == stored
    same = made.storyboard.scene("scene2").plain() | {field: after.scene("scene2").plain()[field]}
    assert after.scene("scene2").plain() == same
    assert [after.scene(n) for n in ("scene1", "scene3")] == [made.storyboard.scene(n) for n in ("scene1", "scene3")]


def test_what_another_tab_changed_in_the_same_scene_stays(board):
    app, studio, made = board()
    widget(app, "action").set_value("Here.").run()
    ((change,), _) = asked(studio, "revise")[0]
    meanwhile = made.storyboard.with_scenes(
        one.model_copy(update={"narration": "There."}) if one.id == "scene2" else one for one in made.storyboard.scenes
    )
    after = change(meanwhile).scene("scene2")
    assert (after.action, after.narration) == ("Here.", "There.")


def test_a_change_made_elsewhere_is_shown(board):
    app, studio, made = board()
    widget(app, "title").set_value("Mine").run()
    kept = studio.films[ID]
    scenes = [row.scene.model_copy(update={"title": "Theirs"}) for row in made.scenes]
    rows = [row.model_copy(update={"scene": one}) for row, one in zip(made.scenes, scenes, strict=True)]
    kept.overview = made.model_copy(update={"storyboard": made.storyboard.with_scenes(scenes), "scenes": tuple(rows)})
    session.forget(ID)
    app.run()
    assert widget(app, "title").value == "Theirs"


def test_time_is_taken_from_the_neighbours(board):
    app, studio, made = board()
    assert widget(app, "seconds").value == 2.0
    widget(app, "seconds").set_value(2.5).run()
    after = changed(studio, made)
    assert [one.frames for one in after.scenes] == [48, 60, 36]


def test_or_the_film_gets_longer_where_that_was_asked_for(board):
    app, studio, made = board()
    app.toggle[0].set_value(True).run()
    widget(app, "seconds").set_value(2.5).run()
    assert [one.frames for one in changed(studio, made).scenes] == [48, 60, 48]


def test_the_film_s_length_is_changed_openly(board):
    app, studio, made = board()
    widget(app, "film-seconds", "").set_value(9.0).run()
    assert [one.frames for one in changed(studio, made).scenes] == [72, 72, 72]
    assert asked(studio, "change") == [((), {"duration": 9.0})]


def test_how_a_scene_is_entered_is_written_into_the_edit(board):
    app, studio, _ = board()
    widget(app, "joint").set_value("crossfade/12").run()
    ((change,), _) = asked(studio, "recut")[0]
    assert change(Edit()).joints == {"scene2": Transition(kind=Joint.CROSSFADE, frames=12)}
    assert not asked(studio, "revise")


def test_the_first_scene_cannot_continue_or_be_faded_into(board):
    app, _, _ = board(looked_at="scene1")
    assert widget(app, "joint", "scene1").disabled
    assert widget(app, "continuity", "scene1").disabled


def test_a_scene_that_continues_has_no_start_of_its_own(board):
    app, _, _ = board(scene(1), scene(2, words={"continuity": "continue"}))
    assert widget(app, "start_prompt").disabled
    assert not widget(app, "end_prompt").disabled


def test_what_cannot_be_used_stays_in_the_field_with_the_reason(board, monkeypatch):
    app, studio, _ = board()

    def refuse(change):
        raise BadInput("The title cannot be used", remedy="Shorten it.")

    monkeypatch.setattr(type(studio.films[ID]), "revise", lambda self, change: refuse(change), raising=False)
    widget(app, "title").set_value("Far too long").run()
    assert "Not saved. The title cannot be used. Shorten it." in text(app)
    assert widget(app, "title").value == "Far too long"
    app.query_params["scene"] = "scene1"
    app.run()
    assert "Not saved" not in text(app)
    app.query_params["scene"] = "scene2"
    app.run()
    assert "Not saved" in text(app)
    assert widget(app, "title").value == "Far too long"


def test_what_a_change_would_cost_stands_under_the_editor(board):
    made = scene(2, slots={"clip@draft": slot("scene/scene2/clip@draft", State.APPROVED, price=600_000)})
    app, _, _ = board(scene(1), made)
    assert "A change here makes again: 2 keyframes, 1 clip, 1 line · $0.60" in text(app)


def test_stale_pictures_say_why_and_are_redone_or_kept(board):
    old = slot("scene/scene2/keyframe/end", State.STALE, price=40_000)
    app, studio, _ = board(scene(1), scene(2, slots={"keyframe/end": old}))
    assert "Its end keyframe changed. To redo: 1 keyframe." in text(app)
    assert "Redo · $0.04" in labels(app)
    button(app, "scene-redo").click().run()
    assert asked(studio, "redo") == [(("scene/scene2",), {})]
    button(app, "scene-keep").click().run()
    assert asked(studio, "keep") == [(("scene/scene2/keyframe/end",), {})]


def test_where_the_words_wait_at_the_gate_redo_approves_them_first(board):
    old = slot("scene/scene2/keyframe/end", State.STALE, price=40_000)
    waits = scene(2, slots={"keyframe/end": old}, approved=False)
    app, studio, _ = board(scene(1), waits, slots=OPEN, settings={"gates": ("storyboard",)})
    assert "Approve and redo · $0.04" in labels(app)
    button(app, "scene-redo").click().run()
    assert studio.verbs() == ["approve", "redo"]
    assert asked(studio, "approve") == [((), {"slot": "storyboard", "part": "scene/scene2"})]


@pytest.mark.parametrize(("key", "count"), [("scene-split", 4), ("scene-duplicate", 4), ("scene-insert", 4)])
def test_a_tool_of_the_editor_changes_the_scenes(board, key, count):
    app, studio, made = board()
    button(app, key).click().run()
    after = changed(studio, made)
    assert (len(after.scenes), after.frames) == (count, made.storyboard.frames)


VERBS = [
    ("up", ["scene2", "scene1", "scene3"]),
    ("down", ["scene1", "scene3", "scene2"]),
    ("merge", ["scene1", "scene2"]),
    ("delete", ["scene1", "scene3"]),
]


@pytest.fixture
def here(monkeypatch):
    """A film and what is asked of it, outside a page, which has no address."""
    monkeypatch.setattr(chosen, "choose", lambda **place: None)
    made = film(WAITING, slots=OPEN)
    studio = RememberedStudio(made)
    return studio.films[ID], studio, made


@pytest.mark.parametrize(("verb", "order"), VERBS)
def test_a_row_s_menu_changes_the_scenes(here, verb, order):
    kept, studio, made = here
    acts.act(kept, made, "scene2", verb)
    assert [one.id for one in changed(studio, made).scenes] == order


def test_a_row_approves_and_locks_its_scene(here):
    kept, studio, made = here
    acts.act(kept, made, "scene2", "approve")
    acts.act(kept, made, "scene2", "lock")
    assert asked(studio, "approve") == [((), {"slot": "storyboard", "part": "scene/scene2"})]
    assert asked(studio, "lock") == [(("scene/scene2",), {})]


def test_the_parts_in_the_browser_are_heard_and_strangers_are_not(here):
    kept, studio, made = here
    hear = acts.told(kept, made)
    hear("moved", {"id": "scene1", "to": 2})
    assert [one.id for one in changed(studio, made).scenes] == ["scene2", "scene3", "scene1"]
    hear("moved", {"id": "nobody", "to": 0})
    hear("act", {"id": "scene1", "do": "nothing known"})
    assert studio.verbs() == ["revise"]


@pytest.mark.parametrize("verb", ["split", "duplicate", "insert", "merge", "delete"])
def test_a_change_that_is_clicked_twice_on_one_page_is_made_once(here, verb):
    kept, studio, made = here
    acts.act(kept, made, "scene2", verb)
    acts.act(kept, made, "scene2", verb)
    assert studio.verbs() == ["revise"]


def test_what_costs_is_asked_for_once_however_often_it_is_clicked(here):
    kept, studio, made = here
    for _ in range(2):
        acts.ask(kept, made, "more rain", ["storyboard:scene/scene2"])
        acts.redo(kept, made, "scene/scene2")
        acts.again(kept, made, "storyboard")
    assert studio.verbs() == ["request_changes", "redo", "retry", "wake"]


def test_a_new_scene_never_has_an_id_that_was_there_before(here):
    _, _, made = here
    later = made.model_copy(update={"events": made.events + 1})
    assert acts.fresh_seed(made) != acts.fresh_seed(later)


def test_scenes_and_style_are_approved_one_by_one(board):
    app, studio, _ = board(scene(1, approved=False), scene(2, approved=False), slots=OPEN)
    button(app, "hot-a-scene").click().run()
    button(app, "style-approve").click().run()
    assert [kwargs["part"] for _, kwargs in asked(studio, "approve")] == ["scene/scene2", "style"]


def test_what_was_approved_offers_no_approval(board):
    app, _, _ = board()
    assert "hot-a-scene" not in [found.key for found in app.button]
    assert "style-approve" not in [found.key for found in app.button]


def test_a_locked_scene_cannot_be_written_in_and_says_so(board):
    app, studio, _ = board(scene(1), scene(2).model_copy(update={"locked": True}), scene(3))
    for name in (
        "title",
        "action",
        "start_prompt",
        "narration",
        "seconds",
        "card",
        "beat",
        "cast",
        "camera-move",
        "joint",
    ):
        assert widget(app, name).disabled, name
    assert "This scene is locked" in text(app)
    assert button(app, "scene-split").disabled
    button(app, "scene-lock").click().run()
    assert asked(studio, "unlock") == [(("scene/scene2",), {})]


def test_scenes_are_written_again_with_a_note_at_the_price_on_the_button(board):
    app, studio, _ = board(slots=OPEN)
    app.text_area(key="again-note").set_value("more rain").run()
    assert "Regenerate · $0.02" in labels(app)
    button(app, "again-go").click().run()
    assert asked(studio, "request_changes") == [(("more rain", ["storyboard:scene/scene2"]), {})]
    assert app.text_area(key="again-note").value == ""


def test_all_scenes_or_some_or_the_whole_are_written_again(board):
    app, studio, _ = board(slots=OPEN)
    which = next(found for found in app.get("button_group") if found.key == "again-which")
    which.set_value("All scenes").run()
    button(app, "again-go").click().run()
    which = next(found for found in app.get("button_group") if found.key == "again-which")
    which.set_value("Some scenes").run()
    assert button(app, "again-go").disabled
    app.multiselect(key="again-scenes").set_value(["scene1", "scene3"]).run()
    button(app, "again-go").click().run()
    which = next(found for found in app.get("button_group") if found.key == "again-which")
    which.set_value("From scratch").run()
    button(app, "again-go").click().run()
    targets = [args[1] for args, _ in asked(studio, "request_changes")]
    assert targets == [["storyboard"], ["storyboard:scene/scene1", "storyboard:scene/scene3"]]
    assert studio.verbs()[-2:] == ["reroll", "wake"]


def test_the_style_guide_is_changed_in_place(board):
    app, studio, made = board()
    button(app, "style-edit").click().run()
    widget(app, "style-look", "").set_value("Ink on paper").run()
    assert changed(studio, made).style.look == "Ink on paper"
    studio.asked.clear()
    widget(app, "style-colour-1", "").set_value("#abcdef").run()
    assert changed(studio, made).style.colours == ("#112233", "#abcdef")
    studio.asked.clear()
    button(app, "colour-add").click().run()
    assert len(changed(studio, made).style.colours) == 3


def test_the_cast_is_added_to_changed_and_removed_in_place(board):
    app, studio, made = board()
    assert "In no scene" in text(app)
    button(app, "who-open-0").click().run()
    widget(app, "cast-0-name", "").set_value("Nora").run()
    assert changed(studio, made).cast[0].name == "Nora"
    studio.asked.clear()
    widget(app, "cast-0-scenes", "").set_value(["scene1"]).run()
    assert [one.cast for one in changed(studio, made).scenes] == [("Noor",), (), ()]
    studio.asked.clear()
    button(app, "who-remove-0").click().run()
    assert changed(studio, made).cast == ()
    studio.asked.clear()
    button(app, "cast-add").click().run()
    assert [member.name for member in changed(studio, made).cast] == ["Noor", "Somebody"]


ABSENT = [
    (State.EMPTY, "is not written yet", []),
    (State.QUEUED, "is next in line", []),
    (State.RUNNING, "is being written", []),
    (State.FAILED, "could not be written", ["Try again · $0.02"]),
    (State.BLOCKED, "refused to write", ["Try again · $0.02"]),
    (State.UNCERTAIN, "Nobody knows whether", ["It was charged", "It was not"]),
]


@pytest.mark.parametrize(("state", "says", "offers"), ABSENT)
@pytest.mark.parametrize("name", ["brief", "storyboard"])
def test_a_film_without_a_storyboard_says_why_and_what_can_be_done(visit, name, state, says, offers):
    waiting = slot(name, state, price=20_000, message="the model said no")
    brief = slot("brief", State.APPROVED)
    slots = {"brief": brief, "storyboard": waiting} if name == "storyboard" else {"brief": waiting}
    app, studio = visit("storyboard", unwritten(Status.FAILED, only=slots), project=ID)
    assert not app.exception
    assert says in text(app)
    assert [label for label in labels(app) if label in offers] == offers
    for label in offers:
        next(found for found in app.button if found.label == label).click().run()
    if state in (State.FAILED, State.BLOCKED):
        assert "The model said no." in text(app)
        assert studio.verbs() == ["retry", "wake"]
        assert asked(studio, "retry") == [((name,), {})]
    if state is State.UNCERTAIN:
        assert [kwargs["charged"] for _, kwargs in asked(studio, "settle")] == [True, False]


@pytest.mark.parametrize(
    "state", [State.FAILED, State.BLOCKED, State.UNCERTAIN, State.RUNNING, State.QUEUED, State.STALE]
)
def test_scenes_stay_where_their_next_version_is_made_or_could_not_be(board, state):
    newer = slot("storyboard", state, take=take("storyboard"), price=20_000, message="the model said no")
    app, _, _ = board(slots={"storyboard": newer})
    assert not app.exception
    assert widget(app, "title").value == "Scene title 2"
    says = {
        State.FAILED: "could not be written",
        State.BLOCKED: "refused to write",
        State.UNCERTAIN: "Nobody knows",
        State.STALE: "Its end keyframe changed",
    }
    assert says.get(state, "Another version is being written") in text(app)


def test_a_storyboard_asked_to_change_is_redone_or_kept(board):
    old = slot("storyboard", State.STALE, price=20_000)
    app, studio, _ = board(slots={"storyboard": old})
    button(app, "board-redo").click().run()
    button(app, "board-keep").click().run()
    assert asked(studio, "redo") == [(("storyboard",), {})]
    assert asked(studio, "keep") == [(("storyboard",), {})]


def test_what_changed_since_it_was_approved_stands_on_the_scene(board):
    app, studio, _ = board(scene(1), scene(2, approved=False), slots=OPEN)
    studio.films[ID].changed["storyboard"] = (
        Change(slot="storyboard", part="scene/scene2", scene=2, what=("end", "motion")),
    )
    known._known.clear()
    app.run()
    assert "Changed</span>" in text(app)


@pytest.mark.parametrize("count", [1, 60])
def test_one_scene_and_sixty_are_drawn_by_the_same_two_parts(board, count):
    app, _, _ = board(*[scene(number) for number in range(1, count + 1)], looked_at="scene1")
    assert not app.exception
    parts = app.get("bidi_component")
    assert sum("vidpipe_strip" in part.proto.component_name for part in parts) == 1
    assert sum("vidpipe_scenes" in part.proto.component_name for part in parts) == 1
    assert len(app.text_area) < 8


def test_a_film_in_the_making_is_drawn(board):
    half = slot("scene/scene2/clip@draft", State.RUNNING, progress=40)
    app, _, _ = board(scene(1), scene(2, slots={"clip@draft": half}), status=Status.VIDEO_GEN)
    assert not app.exception
    assert widget(app, "title").value == "Scene title 2"


def test_hostile_words_are_text(board):
    bad = "<img src=x onerror=alert(1)>"
    named = dict.fromkeys(("title", "beat", "action", "narration", "words"), bad)
    app, _, _ = board(scene(1), scene(2, words=named))
    assert not app.exception
    assert "<img src=x" not in text(app)
    assert Scene.model_validate(scene(2, words=named).scene.plain()).title == bad
