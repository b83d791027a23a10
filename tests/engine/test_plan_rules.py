"""One case for each rule of the plan: causes, early cutoff, gates, re-roll, undo, keep, locks, failure, loss."""

import pytest
from book import Book, board, scene, settings

from vidpipe.engine.retrying import MOST_TRIES
from vidpipe.film.project import Wish
from vidpipe.film.storyboard import Storyboard
from vidpipe.take import Phase, State, Verb

START = "scene/bbbb/keyframe/start"
END = "scene/bbbb/keyframe/end"
CLIP = "scene/bbbb/clip"
CUT = "cut/16x9/en/master"


@pytest.fixture
def done() -> Book:
    """A film of three scenes, finished."""
    book = Book()
    book.settle()
    return book


def edited(book: Book, name: str, **changes: object) -> Storyboard:
    shown = book.plan().film.storyboard
    assert shown
    return shown.with_scenes(s.model_copy(update=changes) if s.id == name else s for s in shown.scenes)


def states(book: Book) -> dict[str, State]:
    return {slot: view.state for slot, view in book.plan().slots.items()}


def test_a_finished_film_is_all_approved_by_policy_and_running_again_makes_nothing(done: Book) -> None:
    assert {s for slot, s in states(done).items() if slot not in ("animatic", "poster")} == {State.APPROVED}
    assert done.plan().slots[CUT].approved_by == "policy"
    assert done.settle() == 0


def test_an_edit_of_a_title_makes_nothing_stale(done: Book) -> None:
    done.write("storyboard", edited(done, "bbbb", title="Other words"))
    assert all(view.fresh for view in done.plan().slots.values())


def test_an_edit_of_a_prompt_makes_stale_what_it_touches_and_says_why(done: Book) -> None:
    done.write("storyboard", edited(done, "bbbb", start_prompt="another start"))
    stale = {slot for slot, view in done.plan().slots.items() if not view.fresh}
    assert stale == {START, END}
    assert [cause.reason for cause in done.plan().slots[START].causes] == ["its prompt changed", "its words changed"]
    assert done.plan().slots[START].state is State.STALE
    assert done.settle() == 6  # both keyframes, animatic, clip, cut, poster


def test_a_scene_whose_own_model_is_gone_says_so_and_the_rest_of_the_film_goes_on(done: Book) -> None:
    done.write("storyboard", edited(done, "bbbb", models={"image": "nobody/easel-1"}))
    plan = done.plan()
    assert {slot for slot, view in plan.slots.items() if not view.fresh} == {START, END}
    assert "is not here any more" in plan.slots[START].causes[0].reason
    assert START not in plan.runnable


def test_a_new_scene_without_words_waits_for_them_and_nobody_is_asked_for_its_picture(done: Book) -> None:
    shown = done.plan().film.storyboard
    assert shown
    bare = scene("zzzz").model_copy(update={"start_prompt": "", "end_prompt": ""})
    done.write("storyboard", shown.with_scenes([*shown.scenes, bare]))
    view = done.plan().slots["scene/zzzz/keyframe/start"]
    assert (view.state, view.recipe) == (State.EMPTY, None)
    assert "no words yet" in view.message
    assert "scene/zzzz/keyframe/start" not in done.plan().runnable


def test_a_remade_input_of_the_same_bytes_makes_nothing_stale(done: Book) -> None:
    view = done.plan().slots[START]
    assert view.take
    done.fill(START, view.take.recipe.sampled(7), view.take.digest)
    assert all(view.fresh for view in done.plan().slots.values())


def test_reordering_makes_stale_only_what_depends_on_order(done: Book) -> None:
    shown = done.plan().film.storyboard
    assert shown
    done.write("storyboard", shown.with_scenes(reversed(shown.scenes)))
    assert {slot for slot, view in done.plan().slots.items() if not view.fresh} == {CUT, "animatic"}


def test_a_new_scene_makes_only_itself_and_the_cut(done: Book) -> None:
    shown = done.plan().film.storyboard
    assert shown
    done.write("storyboard", shown.with_scenes([*shown.scenes[:1], scene("dddd"), *shown.scenes[1:]]))
    made = {slot for slot, view in done.plan().slots.items() if not view.fresh}
    assert made == {
        *(f"scene/dddd/{n}" for n in ("keyframe/start", "keyframe/end", "clip")),
        CUT,
        "animatic",
        "music",
        "mix",
    }


def test_a_scene_that_continues_starts_on_the_end_of_the_one_before() -> None:
    book = Book()
    book.write("storyboard", board(scene("aaaa"), scene("bbbb", continuity="continue"), scene("cccc")))
    book.settle()
    slots = book.plan().slots
    before, start = slots["scene/aaaa/keyframe/end"].take, slots[START].recipe
    assert before
    assert start
    assert start.inputs == {"end keyframe of the scene before": before.digest}
    assert slots[CLIP].recipe.params["handle"] == 0  # type: ignore[union-attr]


def test_a_gate_holds_what_comes_after_until_a_person_approves() -> None:
    book = Book(settings=settings(gates=("keyframes",)))
    book.settle()
    assert states(book)[START] is State.READY
    assert states(book)[CLIP] is State.EMPTY
    assert states(book)["animatic"] is State.APPROVED
    for slot, view in book.plan().slots.items():
        if "keyframe" in slot and view.take:
            book.decide(slot, Verb.APPROVE, view.take.digest)
    book.settle()
    assert states(book)[CUT] is State.APPROVED
    assert book.plan().slots[START].approved_by == "me"


def test_an_approved_part_of_the_storyboard_lets_only_its_scene_go_on() -> None:
    book = Book(settings=settings(gates=("storyboard",)))
    book.settle()
    parts = book.plan().parts["storyboard"]
    assert parts == dict.fromkeys(("style", "scene/aaaa", "scene/bbbb", "scene/cccc"), False)
    from vidpipe.engine.standing import parts_of

    take = book.plan().slots["storyboard"].take
    assert take
    says = parts_of("storyboard", take.digest, book.texts[take.digest])
    for part in ("style", "scene/bbbb"):
        book.decide("storyboard", Verb.APPROVE, says[part], part=part)
    book.settle()
    assert states(book)[CLIP] is State.APPROVED
    assert states(book)["scene/aaaa/keyframe/start"] is State.EMPTY
    book.write("storyboard", edited(book, "bbbb", action="something else"))
    assert book.plan().parts["storyboard"] == parts | {"style": True}


def test_a_reroll_that_fails_leaves_the_picked_take_as_it_was(done: Book) -> None:
    done.decide(START, Verb.REROLL, "1")
    view = done.plan().slots[START]
    assert START in done.plan().runnable
    assert view.recipe
    assert view.recipe.sample == 1
    done.attempt(START, view.recipe, Phase.FAILED, error="invalid")
    after = done.plan().slots[START]
    assert (after.state, after.message, START in done.plan().runnable) == (State.APPROVED, "invalid", False)


def test_undo_shows_the_take_before_and_is_fresh(done: Book) -> None:
    first = done.plan().slots[START].take
    done.decide(START, Verb.REROLL, "1")
    done.perform(START)
    assert first
    assert done.plan().slots[START].take != first
    done.decide(START, Verb.PICK, str(first.id))
    assert all(view.fresh for view in done.plan().slots.values())


def test_keep_anyway_holds_for_one_change_and_the_next_asks_again(done: Book) -> None:
    done.write("storyboard", edited(done, "bbbb", start_prompt="second"))
    view = done.plan().slots[START]
    assert view.recipe
    done.decide(START, Verb.KEEP, view.recipe.key)
    assert done.plan().slots[START].fresh
    done.write("storyboard", edited(done, "bbbb", start_prompt="third"))
    assert done.plan().slots[START].state is State.STALE


def test_a_lock_makes_every_run_pass_a_scene_by(done: Book) -> None:
    done.decide("scene/bbbb", Verb.LOCK)
    done.write("storyboard", edited(done, "bbbb", start_prompt="second"))
    done.settle()
    assert done.plan().slots[START].state is State.STALE
    done.decide("scene/bbbb", Verb.UNLOCK)
    done.settle()
    assert done.plan().slots[START].fresh


@pytest.mark.parametrize(
    ("phase", "error", "state"),
    [
        (Phase.FAILED, "invalid", State.FAILED),
        (Phase.FAILED, "policy", State.BLOCKED),
        (Phase.FAILED, "retry", State.QUEUED),
        (Phase.UNKNOWN, "", State.UNCERTAIN),
        (Phase.INTENT, "", State.QUEUED),
        (Phase.SUBMITTED, "", State.RUNNING),
        (Phase.CANCELLED, "", State.EMPTY),
    ],
)
def test_the_newest_attempt_gives_an_empty_slot_its_state(phase: Phase, error: str, state: State) -> None:
    book = Book(settings=settings(until="storyboard"))
    recipe = book.plan().slots["brief"].recipe
    assert recipe
    book.attempt("brief", recipe, phase, error=error)
    assert states(book)["brief"] is state
    again = "brief" in book.plan().runnable
    assert again is (phase is Phase.CANCELLED or error == "retry")


def test_a_failure_is_tried_again_when_a_person_says_so() -> None:
    book = Book()
    recipe = book.plan().slots["brief"].recipe
    assert recipe
    book.attempt("brief", recipe, Phase.FAILED, error="policy")
    assert book.plan().runnable == ()
    book.decide("brief", Verb.RETRY)
    assert book.plan().runnable == ("brief",)


def test_a_retry_ends_after_so_many_tries() -> None:
    book = Book()
    recipe = book.plan().slots["brief"].recipe
    assert recipe
    for _ in range(MOST_TRIES):
        assert book.plan().runnable == ("brief",)
        book.attempt("brief", recipe, Phase.FAILED, error="retry")
    assert book.plan().runnable == ()
    assert states(book)["brief"] is State.FAILED


def test_a_take_whose_bytes_are_gone_is_made_again_and_says_so(done: Book) -> None:
    take = done.plan().slots[CLIP].take
    assert take
    done.missing.add(take.digest)
    view = done.plan().slots[CLIP]
    assert (view.state, "damaged or gone" in view.message) == (State.EMPTY, True)
    assert CLIP in done.plan().runnable


def test_stop_starts_nothing_new() -> None:
    book = Book(wish=Wish.STOP)
    assert book.plan().runnable == ()


def test_until_ends_the_run_at_its_step() -> None:
    book = Book(settings=settings(until="keyframes"))
    book.settle()
    assert states(book)[START] is State.APPROVED
    assert states(book)[CLIP] is State.EMPTY


def test_what_was_made_before_by_the_same_recipe_is_picked_again_not_made(done: Book) -> None:
    original = done.plan().film.storyboard
    assert original
    done.write("storyboard", edited(done, "bbbb", start_prompt="second"))
    done.settle()
    done.write("storyboard", original)
    assert done.settle() == 0
    assert all(view.fresh for view in done.plan().slots.values())


def test_a_fork_shares_takes_and_leaves_its_source_alone(done: Book) -> None:
    before = (list(done.takes), list(done.decisions))
    other = done.fork()
    assert other.settle() == 0
    other.settings = settings(aspect="9:16")
    assert {v.slot for v in other.plan().slots.values() if v.fresh} == {"brief", "storyboard", "music", "mix"}
    other.settle()
    assert (done.takes, done.decisions) == before
