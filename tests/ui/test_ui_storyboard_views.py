"""What the storyboard page says is right: one state a scene, lengths, prices, choices. Pure."""

from datetime import timedelta

import pytest
from overviews import NOW, film, scene, slot, take, unwritten

from vidpipe.engine.overview import Status
from vidpipe.film.brief import FilmKind
from vidpipe.film.catalogue import Caps, Price, Role
from vidpipe.film.storyboard import Joint, Scene, Storyboard, Transition
from vidpipe.take import Cause, State
from vidpipe.ui.view import board, choices
from vidpipe.ui.view.scene import rows

WAITING = Status.AWAITING_APPROVAL
OPEN = {"storyboard": slot("storyboard", State.READY)}
SHOWN = [
    (State.APPROVED, True, State.APPROVED, "Approved"),
    (State.EMPTY, True, State.APPROVED, "Approved"),
    (State.EMPTY, False, State.READY, "To approve"),
    (State.APPROVED, False, State.READY, "To approve"),
    (State.QUEUED, True, State.QUEUED, "Queued"),
    (State.STALE, True, State.STALE, "Stale"),
    (State.STALE, False, State.STALE, "Stale"),
    (State.FAILED, True, State.FAILED, "Failed"),
    (State.BLOCKED, True, State.BLOCKED, "Blocked"),
    (State.UNCERTAIN, True, State.UNCERTAIN, "Uncertain"),
]


@pytest.mark.parametrize(("made", "approved", "state", "says"), SHOWN)
def test_a_scene_shows_one_state_and_first_what_needs_a_person(made, approved, state, says):
    (row,) = rows(film(WAITING, scene(1, made, approved=approved)))
    assert (row.state, row.says) == (state, says)


def test_a_scene_in_the_making_says_how_far_it_is():
    done, half = slot("scene/scene1/keyframe/start", State.READY), slot("scene/scene1/clip", State.RUNNING, progress=50)
    making = scene(1).model_copy(update={"slots": {"keyframe/start": done, "clip": half}})
    (row,) = rows(film(Status.VIDEO_GEN, making))
    assert (row.state, row.says, row.progress) == (State.RUNNING, "75 %", 75)


def test_a_scene_that_stands_still_says_why():
    broken = slot("scene/scene1/clip@draft", State.FAILED, message="the provider did not answer")
    (row,) = rows(film(Status.FAILED, scene(1, slots={"clip@draft": broken})))
    assert row.cause == "The provider did not answer"
    (row,) = rows(film(WAITING, scene(1, State.STALE)))
    assert row.cause == "Its end keyframe changed"


def test_what_became_of_a_scene_since_it_was_approved_stands_on_its_chip():
    view = film(WAITING, scene(1), scene(2, approved=False), slots=OPEN)
    assert [row.says for row in rows(view, {"scene2": "New"})] == ["Approved", "New"]
    assert [row.approvable for row in rows(view)] == [False, True]


def test_nothing_is_approved_while_the_storyboard_itself_is_being_written():
    view = film(WAITING, scene(1, approved=False), slots={"storyboard": slot("storyboard", State.RUNNING)})
    assert not rows(view)[0].approvable


def test_a_beat_that_is_the_title_is_said_once():
    (row,) = rows(film(WAITING, scene(1, words={"title": "Turning point"})))
    assert row.facts == "2 s"
    (row,) = rows(film(WAITING, scene(1)))
    assert row.facts == "Turning point · 2 s"


def test_an_empty_scene_says_what_to_do():
    (row,) = rows(film(WAITING, scene(1, words={"title": "", "beat": "", "action": ""}).model_copy()))
    assert row.title == "Scene 1"
    empty = scene(1).scene.model_copy(update={"action": "", "start_prompt": ""})
    (row,) = rows(film(WAITING, scene(1).model_copy(update={"scene": empty})))
    assert row.action == "Say what it shows"


def test_the_line_of_facts_says_the_film_s_length_and_when_it_was_saved():
    made = film(slots={"storyboard": slot("storyboard", State.READY, take=take("storyboard"))})
    assert board.line(made, NOW) == "3 scenes, 0:06 of 0:06. Saved a moment ago"
    assert board.line(made, NOW + timedelta(minutes=5)) == "3 scenes, 0:06 of 0:06. Saved 5 min ago"
    longer = made.model_copy(update={"settings": made.settings.model_copy(update={"frames": 240})})
    assert board.line(longer, NOW).startswith("3 scenes, 0:06 of 0:10")
    auto = made.model_copy(update={"settings": made.settings.model_copy(update={"frames": None})})
    assert board.line(auto, NOW).startswith("3 scenes, 0:06. Saved")
    assert board.line(unwritten(), NOW) == "Not written yet"


SLOTS = (
    "cut/16x9/en/draft",
    "animatic",
    "scene/a1b2/clip@draft",
    "scene/a1b2/keyframe/end",
    "scene/a1b2/keyframe/start",
    "scene/a1b2/narration/en",
    "music",
)


def test_what_a_change_makes_again_is_counted_in_the_order_of_the_flow():
    assert board.pieces(SLOTS) == "2 keyframes, 1 clip, 1 line, 1 music, 1 cut"
    said = board.consequence(SLOTS[2:5], 640_000, "estimated")
    assert said == "A change here makes again: 2 keyframes, 1 clip · about $0.64"
    assert board.consequence(SLOTS[2:3], 640_000, "fixed").endswith("1 clip · $0.64")
    assert board.consequence(SLOTS[2:3], 0, "free").endswith("1 clip · free")
    assert board.consequence((), 0, "free") == "Nothing of this scene is made yet."
    assert board.consequence((), 0, "free", made=True) == "A change here makes nothing more again."


@pytest.mark.parametrize(
    ("what", "word"), [(("new",), "New"), (("end", "motion"), "Changed"), (("another take",), "Changed")]
)
def test_a_change_in_a_word(what, word):
    assert board.word_for(what) == word


def test_style_and_cast_wait_while_the_storyboard_does_and_it_is_not_the_scenes_alone():
    done, waits = scene(1), scene(2, approved=False)
    assert board.style_open(film(WAITING, done, slots=OPEN), [])
    assert board.style_open(film(WAITING, waits, slots=OPEN), [])
    assert board.style_open(film(WAITING, done, waits, slots=OPEN), ["style"])
    assert not board.style_open(film(WAITING, done, waits, slots=OPEN), ["scene/scene2"])
    assert not board.style_open(film(WAITING, done), [])
    assert not board.style_open(unwritten(), [])


def test_the_scenes_somebody_is_in_are_named():
    shots = [Scene(id=f"scene{n}", frames=24, start_prompt="a", cast=("Noor",) if n != 2 else ()) for n in (1, 2, 3)]
    made = Storyboard(scenes=tuple(shots))
    assert board.scenes_of(made, "Noor") == [1, 3]
    assert [board.in_scenes(n) for n in ([], [2], [1, 3])] == ["In no scene", "In scene 2", "In scenes 1, 3"]
    assert board.in_scenes([1, 2, 4, 5, 6, 60]) == "In scenes 1, 2, 4–6, 60"


def test_of_many_reasons_two_are_said():
    old = slot("music", State.STALE)
    causes = [Cause(reason=f"its {name} changed") for name in ("prompt", "camera", "size", "seed")]
    said = [board.because([old.model_copy(update={"causes": tuple(causes[:n])})]) for n in (1, 2, 4)]
    assert said[:2] == ["Its prompt changed", "Its prompt changed, its camera changed"]
    assert said[2] == "Its prompt changed, its camera changed and 2 more"


@pytest.mark.parametrize(
    ("which", "targets"),
    [
        (board.THIS, ["storyboard:scene/a"]),
        (board.CHOSEN, ["storyboard:scene/b", "storyboard:scene/c"]),
        (board.ALL, ["storyboard"]),
        (board.WHOLE, []),
    ],
)
def test_what_is_asked_to_be_written_again(which, targets):
    assert board.targets(which, "a", ["b", "c"]) == targets


def test_beats_are_those_of_the_kind_of_film_and_the_one_that_is_set():
    story = choices.beats(FilmKind.STORY, "hero_shot")
    assert story[""] == "None"
    assert story["hero_shot"] == "Hero shot"
    assert "teaser_reveal" not in story
    assert "teaser_reveal" in choices.beats(None, "")


IMAGE = Caps(provider="local", model="painter-1", role=Role.IMAGE, title="Painter")
DEAR = Caps(provider="acme", model="flux", role=Role.IMAGE, price=Price(unit="image", micros=40_000))
CLIP = Caps(provider="acme", model="veo", role=Role.VIDEO, title="Veo", price=Price(unit="second", micros=150_000))


def test_models_are_offered_with_their_price_and_the_film_s_own_is_named_once():
    found = choices.models([IMAGE, DEAR, CLIP], Role.IMAGE, film=IMAGE, present="")
    assert found == {"": "Painter · Free", "acme/flux": "flux · $0.04 an image"}
    bound = choices.models([IMAGE, DEAR], Role.IMAGE, film=IMAGE, present="local/painter-1")
    assert bound["local/painter-1"] == "Painter · Free"
    assert choices.models([CLIP], Role.VIDEO, film=None, present="")["acme/veo"] == "Veo · $0.15 a second"
    assert choices.models([], Role.VIDEO, film=None, present="old/one")["old/one"] == "old/one, not here any more"


def test_a_scene_s_model_is_set_or_left_to_the_film():
    bound = choices.with_model({"video": "acme/veo"}, Role.IMAGE, "acme/flux")
    assert bound == {"video": "acme/veo", "image": "acme/flux"}
    assert choices.with_model(bound, Role.IMAGE, "") == {"video": "acme/veo"}


def test_joints_are_offered_as_long_as_there_is_room_and_the_planned_one_is_said_once():
    cut = Transition()
    found = choices.joints(24, planned=cut, present=None, room=12)
    assert found == {
        choices.PLANNED: "Cut",
        "crossfade/6": "Dissolve, 0.25 s",
        "crossfade/12": "Dissolve, 0.5 s",
        "dip to black/6": "Dip to black, 0.25 s",
        "dip to black/12": "Dip to black, 0.5 s",
        "dip to white/12": "Dip to white, 0.5 s",
        "wipe/12/left": "Wipe left, 0.5 s",
        "slide/12/left": "Slide left, 0.5 s",
        "zoom/12": "Zoom, 0.5 s",
    }
    short = choices.joints(24, planned=cut, present=None, room=8)
    assert {choices.transition(code).kind for code in short if code != choices.PLANNED} == {*Joint} - {Joint.CUT}
    assert set(choices.joints(24, planned=cut, present=None, room=2)) == {choices.PLANNED}
    odd = Transition(kind=Joint.CROSSFADE, frames=17)
    set_ = choices.joints(24, planned=cut, present=odd, room=12)
    assert (set_[choices.PLANNED], set_["crossfade/17"]) == ("Cut (planned)", "Dissolve, 0.71 s")
    for code in set_:
        assert choices.code(choices.transition(code)) == code
