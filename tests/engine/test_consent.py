"""Nothing that a person sees is made again without their word: what counts as consent, and how far it reaches."""

from dataclasses import dataclass
from typing import Any, cast

import pytest
from book import STAGES, Book, scene, settings

from vidpipe.engine.overview import Status, overview
from vidpipe.film.project import Wish
from vidpipe.film.storyboard import Storyboard
from vidpipe.ports import Stage
from vidpipe.take import Phase, State, Verb

START = "scene/bbbb/keyframe/start"
END = "scene/bbbb/keyframe/end"
CLIP = "scene/bbbb/clip"
OTHER = "scene/aaaa/keyframe/start"
CUT = "cut/16x9/en/master"


@pytest.fixture
def done() -> Book:
    """A film of three scenes, finished."""
    book = Book()
    book.settle()
    return book


def edited(book: Book, *names: str, **changes: object) -> Storyboard:
    shown = book.plan().film.storyboard
    assert shown
    return shown.with_scenes(s.model_copy(update=changes) if s.id in names else s for s in shown.scenes)


def status(book: Book) -> Status:
    return overview(book.records(), book.plan(), STAGES, ahead=0, counts={}).status


def stale(book: Book) -> set[str]:
    return {slot for slot, view in book.plan().slots.items() if view.state is State.STALE}


def test_an_edit_after_a_film_is_complete_waits_for_the_person(done: Book) -> None:
    assert status(done) is Status.COMPLETE
    done.write("storyboard", edited(done, "bbbb", start_prompt="another start"))
    assert done.plan().runnable == ()
    assert status(done) is Status.AWAITING_APPROVAL
    assert done.settle(go=False) == 0
    assert stale(done) == {START, END}


def test_one_consent_lets_everything_downstream_follow(done: Book) -> None:
    done.write("storyboard", edited(done, "bbbb", start_prompt="another start"))
    done.go()
    assert done.settle(go=False) == 6
    assert status(done) is Status.COMPLETE
    assert not stale(done)


def test_a_consent_from_before_the_change_is_none(done: Book) -> None:
    done.go()
    done.write("storyboard", edited(done, "bbbb", start_prompt="another start"))
    assert done.settle(go=False) == 0


def test_consent_for_one_scene_makes_that_scene_and_nothing_else(done: Book) -> None:
    done.write("storyboard", edited(done, "aaaa", "bbbb", start_prompt="another start"))
    done.go("scene/bbbb")
    done.settle(go=False)
    slots = done.plan().slots
    assert all(slots[slot].fresh for slot in (START, END, CLIP))
    assert stale(done) == {OTHER, "scene/aaaa/keyframe/end", "animatic", CUT}


def test_consent_for_one_slot_makes_that_slot_and_nothing_else(done: Book) -> None:
    done.write("storyboard", edited(done, "bbbb", start_prompt="another start"))
    done.go(START)
    assert done.settle(go=False) == 1
    assert stale(done) == {END, CLIP, "animatic"}


def test_a_reroll_makes_only_its_slot_and_leaves_what_follows_stale(done: Book) -> None:
    done.decide(START, Verb.REROLL, "1")
    assert done.settle(go=False) == 1
    assert stale(done) == {END, CLIP, "animatic"}
    assert status(done) is Status.AWAITING_APPROVAL
    done.go()
    done.settle(go=False)
    assert status(done) is Status.COMPLETE


def test_so_many_takes_as_were_asked_for_are_made_one_after_the_other_and_the_last_is_shown(done: Book) -> None:
    done.decide(START, Verb.REROLL, "3")
    assert done.settle(go=False) == 3
    takes = [take.recipe.sample for take in done.takes if take.slot == START]
    assert takes == [0, 1, 2, 3]
    shown = done.plan().slots[START]
    assert shown.take
    assert (shown.take.recipe.sample, shown.takes, shown.fresh) == (3, 4, True)


def test_what_follows_waits_until_all_takes_are_there(done: Book) -> None:
    done.decide(START, Verb.REROLL, "2")
    done.go()
    done.perform(START)
    assert done.plan().runnable == (START,)
    assert done.settle(go=False) == 6  # the second take, end, clip, animatic, cut, poster: each once


def test_a_pick_while_takes_are_made_ends_the_asking(done: Book) -> None:
    first = done.plan().slots[START].take
    assert first
    done.decide(START, Verb.REROLL, "3")
    done.perform(START)
    done.decide(START, Verb.PICK, str(first.id))
    assert done.settle(go=False) == 0
    assert done.plan().slots[START].take == first


def test_a_pick_of_an_older_take_upstream_asks_again(done: Book) -> None:
    first = done.plan().slots[START].take
    assert first
    done.decide(START, Verb.REROLL, "1")
    done.settle()
    done.decide(START, Verb.PICK, str(first.id))
    made = done.made
    done.settle(go=False)
    assert done.made == made, "all that follows was made before by the very same recipes"
    assert not stale(done)


def test_what_was_made_before_comes_back_by_itself_after_an_undo(done: Book) -> None:
    before = done.plan().film.storyboard
    done.write("storyboard", edited(done, "bbbb", start_prompt="another start"))
    done.settle()
    done.write("storyboard", before)
    assert done.settle(go=False) == 0
    assert not stale(done)


def test_what_a_person_picked_is_not_replaced_by_what_fits_better(done: Book) -> None:
    old = done.plan().slots[CLIP].take
    assert old
    done.write("storyboard", edited(done, "bbbb", motion_prompt="it turns"))
    done.settle()
    done.decide(CLIP, Verb.PICK, str(old.id))
    done.settle(go=False)
    view = done.plan().slots[CLIP]
    assert (view.take, view.state) == (old, State.STALE)
    done.settle()
    assert done.plan().slots[CLIP].fresh


def test_what_is_empty_runs_as_long_as_that_is_wished(done: Book) -> None:
    shown = done.plan().film.storyboard
    assert shown
    done.write("storyboard", shown.with_scenes([*shown.scenes, scene("dddd")]))
    done.settle(go=False)
    slots = done.plan().slots
    assert all(slots[f"scene/dddd/{name}"].fresh for name in ("keyframe/start", "keyframe/end", "clip"))
    assert stale(done) == {"music", "mix", "animatic", CUT}


def test_a_change_of_settings_asks_again(done: Book) -> None:
    done.go()
    done.settings = settings(crossfade=12)
    done.decide("", Verb.CHANGE, "crossfade")
    assert done.settle(go=False) == 0
    assert CUT in stale(done)


def test_a_new_version_of_vidpipe_asks_again(done: Book) -> None:
    @dataclass(frozen=True)
    class Newer:
        stage: Any
        version: int = 99

        def __getattr__(self, name: str) -> Any:
            return getattr(self.stage, name)

        def recipe(self, *given: Any) -> Any:
            return self.stage.recipe(*given).model_copy(update={"version": 99})

    done.go()
    newer = cast(Stage, Newer(next(stage for stage in STAGES if stage.name == "clips")))
    done.stages = tuple(newer if stage.name == "clips" else stage for stage in STAGES)
    assert {slot for slot in stale(done) if slot.endswith("clip")}
    assert done.settle(go=False) == 0
    done.go()
    assert done.settle(go=False) > 0


def test_a_single_ask_runs_while_the_film_is_stopped_and_only_it(done: Book) -> None:
    done.wish = Wish.STOP
    done.decide("", Verb.HALT)
    done.write("storyboard", edited(done, "aaaa", "bbbb", start_prompt="another start"))
    assert done.plan().runnable == ()
    done.decide(OTHER, Verb.REROLL, "1")
    done.go(START)
    assert set(done.plan().runnable) == {OTHER, START}
    assert status(done) is Status.KEYFRAMING
    assert done.settle(go=False) == 2
    assert status(done) is Status.STOPPED


def test_a_stop_ends_what_was_asked_for_before(done: Book) -> None:
    done.write("storyboard", edited(done, "bbbb", start_prompt="another start"))
    done.go(START)
    done.decide(OTHER, Verb.REROLL, "1")
    done.wish = Wish.STOP
    done.decide("", Verb.HALT)
    assert done.plan().runnable == ()


def test_an_unlocked_scene_is_not_made_again_by_a_consent_from_before(done: Book) -> None:
    done.decide("scene/bbbb", Verb.LOCK)
    done.write("storyboard", edited(done, "bbbb", start_prompt="second"))
    done.settle()
    done.decide("scene/bbbb", Verb.UNLOCK)
    assert done.settle(go=False) == 0
    assert done.plan().slots[START].state is State.STALE


def test_a_try_that_failed_for_now_does_not_move_without_consent(done: Book) -> None:
    done.write("storyboard", edited(done, "bbbb", start_prompt="second"))
    done.go()
    recipe = done.plan().slots[START].recipe
    assert recipe
    done.attempt(START, recipe, Phase.FAILED, error="retry")
    assert done.plan().slots[START].state is State.QUEUED
    done.write("storyboard", edited(done, "bbbb", title="A title"))
    assert done.plan().slots[START].state is State.STALE
    assert status(done) is Status.AWAITING_APPROVAL


def test_a_fork_is_made_by_its_first_consent(done: Book) -> None:
    other = done.fork()
    other.settings = settings(aspect="9:16")
    other.go()
    assert other.settle(go=False) > 0
    assert status(other) is Status.COMPLETE
