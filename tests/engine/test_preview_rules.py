"""The preview of a cut: wanted as soon as a person changed what the cut shows, and no part of how the film stands."""

import pytest
from book import Book, settings

from vidpipe.engine.consent import terms
from vidpipe.engine.overview import Status, status_of
from vidpipe.engine.plan import Plan
from vidpipe.engine.preview import film_stages, outdated
from vidpipe.film.edit import Edit
from vidpipe.film.project import Wish
from vidpipe.film.slot import EDIT, PREVIEW
from vidpipe.film.storyboard import Joint, Transition
from vidpipe.recipe import digest
from vidpipe.stages.cut import STAGE as CUT_STAGE
from vidpipe.take import Phase, State, Verb

CLIP = "scene/bbbb/clip"
CUT = "cut/16x9/en/master"
WIPE = Transition(kind=Joint.WIPE, frames=12)


@pytest.fixture
def book() -> Book:
    """A finished film of three scenes; its second clip has another take."""
    made = Book()
    made.settle()
    clip = made.plan().slots[CLIP]
    assert clip.take
    assert clip.recipe
    made.fill(CLIP, clip.recipe.sampled(1), digest(b"another take"))
    made.decide(CLIP, Verb.PICK, str(clip.take.id), actor="engine")
    made.record(made.plan())
    return made


def swap(book: Book, place: int = -1) -> Plan:
    """A person picks another take of the clip."""
    take = [take for take in book.takes if take.slot == CLIP][place]
    book.decide(CLIP, Verb.PICK, str(take.id))
    book.record(book.plan())
    return book.plan()


def see(book: Book) -> None:
    """A worker makes the preview."""
    ahead = book.plan().ahead
    assert ahead
    assert ahead.runs
    assert ahead.view.recipe
    book.attempt(PREVIEW, ahead.view.recipe, Phase.DONE)
    book.fill(PREVIEW, ahead.view.recipe, digest(str(len(book.takes)).encode()))


def status(book: Book) -> Status:
    steps = {stage.name: stage.step for stage in film_stages(book.stages)}
    return status_of(book.records(), book.plan(), steps)[0]


def test_a_film_that_is_as_it_was_cut_has_no_preview(book: Book) -> None:
    assert book.plan().ahead is None
    assert PREVIEW not in book.plan().slots


def test_the_first_cut_of_a_film_comes_without_one() -> None:
    book = Book()
    book.go()
    while CUT not in book.plan().runnable:
        book.record(book.plan())
        for slot in book.plan().runnable:
            book.perform(slot)
    assert book.plan().ahead is None


def test_a_swapped_clip_is_previewed_without_consent_and_the_cut_waits_for_it(book: Book) -> None:
    plan = swap(book)
    assert plan.runnable == ()
    assert plan.slots[CUT].state is State.STALE
    assert plan.ahead
    assert plan.ahead.runs
    assert plan.ahead.of == CUT
    recipe, cut = plan.ahead.view.recipe, plan.slots[CUT].recipe
    assert recipe
    assert cut
    assert recipe.inputs == cut.inputs
    assert recipe.params["format"]["quality"] == "preview"
    assert {**recipe.params, "format": {}} == {**cut.params, "format": {}}


def test_how_the_film_stands_is_not_told_by_its_preview(book: Book) -> None:
    swap(book)
    assert status(book) is Status.AWAITING_APPROVAL
    see(book)
    assert status(book) is Status.AWAITING_APPROVAL
    assert not any(slot == PREVIEW for slot in book.plan().slots)
    assert not any(made.slot == PREVIEW for made in book.plan().policy)


def test_a_preview_that_is_made_is_shown_until_the_cut_is(book: Book) -> None:
    swap(book)
    see(book)
    ahead = book.plan().ahead
    assert ahead
    assert ahead.view.fresh
    assert not ahead.coming
    book.go(CUT)
    now = book.plan()
    assert CUT in now.runnable
    assert now.ahead
    assert now.ahead.view.fresh, "it is watched while the cut is made"
    book.perform(CUT)
    assert book.plan().ahead is None


def test_a_change_of_the_edit_is_previewed_too_and_the_older_preview_shows_it_no_more(book: Book) -> None:
    swap(book)
    see(book)
    book.write(EDIT, Edit().with_joint("bbbb", WIPE))
    ahead = book.plan().ahead
    assert ahead
    assert ahead.runs
    assert not ahead.view.fresh


def test_what_was_previewed_before_is_shown_again_and_not_made_again(book: Book) -> None:
    swap(book)
    see(book)
    first = book.plan().ahead
    book.write(EDIT, Edit().with_joint("bbbb", WIPE))
    see(book)
    book.write(EDIT, Edit())
    ahead = book.plan().ahead
    assert first
    assert first.view.take
    assert ahead
    assert not ahead.runs
    assert ahead.adopt
    assert ahead.adopt.value == str(first.view.take.id)


def test_a_cut_that_is_asked_for_is_made_at_once(book: Book) -> None:
    swap(book)
    book.go(CUT)
    now = book.plan()
    assert CUT in now.runnable
    assert now.ahead
    assert not now.ahead.runs


def test_where_all_is_stopped_nothing_is_previewed(book: Book) -> None:
    book.wish = Wish.STOP
    ahead = swap(book).ahead
    assert ahead
    assert not ahead.runs


def test_a_cut_that_a_person_kept_or_chose_has_no_preview(book: Book) -> None:
    cut = swap(book).slots[CUT]
    assert cut.take
    assert cut.recipe
    book.decide(CUT, Verb.PICK, str(cut.take.id))
    chosen = book.plan().ahead
    assert chosen
    assert not chosen.runs
    book.decide(CUT, Verb.KEEP, cut.recipe.key)
    assert book.plan().ahead is None


def test_a_cut_that_is_stale_by_a_new_version_alone_is_not_previewed(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CUT_STAGE, "version", 99)
    book._planned = None
    now = book.plan()
    assert now.slots[CUT].state is State.STALE
    assert now.ahead
    assert not now.ahead.runs


def test_a_gate_holds_the_cut_and_not_its_preview(book: Book) -> None:
    book.settings = settings(gates=("clips",))
    now = swap(book)
    assert now.slots[CUT].waits_for == (CLIP,)
    assert now.ahead
    assert now.ahead.runs


def test_a_preview_that_failed_is_not_tried_again_by_itself(book: Book) -> None:
    ahead = swap(book).ahead
    assert ahead
    assert ahead.view.recipe
    book.attempt(PREVIEW, ahead.view.recipe, Phase.FAILED, error="media")
    ahead = book.plan().ahead
    assert ahead
    assert not ahead.coming
    assert ahead.view.message == "media"


def test_consent_that_was_given_before_there_were_previews_still_holds(book: Book) -> None:
    assert terms(book.stages) == terms(film_stages(book.stages))
    assert len(film_stages(book.stages)) == len(book.stages) - 1


def test_a_cut_at_work_is_outdated_by_a_newer_change_and_so_is_its_preview(book: Book) -> None:
    plan = swap(book)
    assert plan.ahead
    assert plan.ahead.view.recipe
    assert plan.slots[CUT].recipe
    cut = book.attempt(CUT, plan.slots[CUT].recipe, Phase.INTENT)
    preview = book.attempt(PREVIEW, plan.ahead.view.recipe, Phase.INTENT)
    assert outdated(book.records().attempts, book.plan(), book.stages) == set()
    book.write(EDIT, Edit().with_joint("bbbb", WIPE))
    assert outdated(book.records().attempts, book.plan(), book.stages) == {cut.id, preview.id}
