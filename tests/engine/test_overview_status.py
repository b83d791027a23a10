"""What people and programs are told of a project: status in the field's words, progress, what waits, what lacks."""

import pytest
from book import STAGES, Book, board, scene, settings

from vidpipe.engine.overview import Overview, Status, overview
from vidpipe.film.project import Wish
from vidpipe.take import Phase, State, Verb


def seen(book: Book) -> Overview:
    return overview(book.records(), book.plan(), STAGES, ahead=0, counts={})


def test_a_film_goes_through_the_statuses_of_the_flow_to_complete() -> None:
    book, told = Book(), []
    for _ in range(60):
        told.append(seen(book).status.value)
        now = book.plan()
        for d in (*now.policy, *now.adopt):
            book.decide(d.slot, d.verb, d.value, part=d.part, actor=d.actor)
        runnable = book.plan().runnable
        if not runnable:
            break
        book.perform(runnable[0])
    order = ["pending", "storyboarding", "keyframing", "video_gen", "stitching", "complete"]
    assert list(dict.fromkeys(told)) == order
    assert seen(book).progress == 100


def test_progress_never_goes_back_while_nothing_is_changed() -> None:
    book, progress = Book(), []
    for _ in range(60):
        progress.append(seen(book).progress)
        now = book.plan()
        for d in (*now.policy, *now.adopt):
            book.decide(d.slot, d.verb, d.value, part=d.part, actor=d.actor)
        if not (runnable := book.plan().runnable):
            break
        book.perform(runnable[-1])
    assert progress == sorted(progress)


def test_stopped_is_said_only_while_work_is_left() -> None:
    book = Book(wish=Wish.STOP)
    assert seen(book).status is Status.STOPPED
    book.wish = Wish.RUN
    book.settle()
    book.wish = Wish.STOP
    assert seen(book).status is Status.COMPLETE


@pytest.mark.parametrize(
    ("phase", "error", "message", "status"),
    [
        (Phase.FAILED, "invalid", "no answer", Status.FAILED),
        (Phase.FAILED, "policy", "refused", Status.AWAITING_APPROVAL),
        (Phase.FAILED, "budget", "budget reached: ", Status.AWAITING_APPROVAL),
        (Phase.FAILED, "cancelled", "called off", Status.AWAITING_APPROVAL),
        (Phase.UNKNOWN, "", "was it charged?", Status.AWAITING_APPROVAL),
        (Phase.SUBMITTED, "", "", Status.STORYBOARDING),
    ],
)
def test_a_film_that_stands_still_says_whether_it_failed_or_waits(
    phase: Phase, error: str, message: str, status: Status
) -> None:
    book = Book()
    recipe = book.plan().slots["brief"].recipe
    assert recipe
    found = book.attempt("brief", recipe, phase, error=error)
    book.attempts[-1] = found.model_copy(update={"message": message})
    assert seen(book).status is status
    assert seen(book).status.resting is not phase.open


def test_one_failed_clip_does_not_hide_that_others_are_at_work() -> None:
    book = Book()
    while not any("clip" in slot for slot in book.plan().runnable):
        book.perform(book.plan().runnable[0])
        for d in book.plan().policy:
            book.decide(d.slot, d.verb, d.value, part=d.part, actor=d.actor)
    first = next(slot for slot in book.plan().runnable if "clip" in slot)
    recipe = book.plan().slots[first].recipe
    assert recipe
    book.attempt(first, recipe, Phase.FAILED, error="invalid")
    assert not seen(book).status.resting


def test_a_gate_is_awaited_and_its_slots_are_named_by_scene_and_part() -> None:
    book = Book(settings=settings(gates=("storyboard", "keyframes")))
    book.settle()
    assert (seen(book).status, seen(book).step) == (Status.AWAITING_APPROVAL, "keyframes")
    assert seen(book).waiting == ("storyboard: ready for your approval",)
    assert seen(book).steps["storyboard"] is State.READY


def test_a_step_shows_what_needs_a_person_before_what_is_fine() -> None:
    book = Book()
    book.settle()
    view = book.plan().slots["scene/aaaa/clip"]
    book.decide("scene/aaaa/clip", Verb.REROLL, "1")
    assert view.recipe
    book.attempt("scene/aaaa/clip", view.recipe.sampled(1), Phase.UNKNOWN)
    assert seen(book).steps["clips"] is State.UNCERTAIN
    assert seen(book).waiting[0].startswith("scene 1 clip")


def test_a_film_without_a_voice_says_so_only_where_there_are_words_to_speak() -> None:
    book = Book()
    book.write("storyboard", board(scene("aaaa", narration="It rains.")))
    assert "No voice is installed" in seen(book).notes[0]
    book.write("storyboard", board(scene("aaaa")))
    assert seen(book).notes == ()
    book.settings = settings(narration=False)
    book.write("storyboard", board(scene("aaaa", narration="It rains.")))
    assert seen(book).notes == ()
