"""The takes prepared before a person turns to them: a few of every clip, the newest first, none that is no use."""

import pytest
from book import Book

from vidpipe.engine import turned_to
from vidpipe.engine.standing import Standing
from vidpipe.recipe import digest
from vidpipe.stages.preview import STAGE
from vidpipe.take import Take, Verb

CLIPS = ("scene/bbbb/clip", "scene/cccc/clip")


@pytest.fixture
def book() -> Book:
    """A finished film, two of whose clips have three takes beside the one that is shown."""
    made = Book()
    made.settle()
    shown = {slot: made.plan().slots[slot] for slot in CLIPS}
    for slot, view in shown.items():
        assert view.take
        assert view.recipe
        for sample in (1, 2, 3):
            made.fill(slot, view.recipe.sampled(sample), digest(f"{slot} {sample}".encode()))
        made.decide(slot, Verb.PICK, str(view.take.id), actor="engine")
    return made


def found(book: Book, missing: frozenset[str] = frozenset()) -> list[Take]:
    stages = {stage.name: stage for stage in book.stages}
    return list(turned_to.others(book.plan(), Standing(book.records(), missing), stages))


def told(takes: list[Take]) -> list[tuple[str, int]]:
    return [(take.slot, take.recipe.sample) for take in takes]


def test_the_newest_take_of_every_clip_comes_before_the_second_of_any(book: Book) -> None:
    assert told(found(book)) == [(CLIPS[0], 3), (CLIPS[1], 3), (CLIPS[0], 2), (CLIPS[1], 2)]


def test_a_rejected_take_and_one_whose_file_is_gone_are_not_prepared(book: Book) -> None:
    third = next(take for take in book.takes if (take.slot, take.recipe.sample) == (CLIPS[0], 3))
    book.decide(CLIPS[0], Verb.REJECT, str(third.id))
    gone = frozenset({digest(f"{CLIPS[1]} 3".encode())})
    assert told(found(book, gone)) == [(CLIPS[0], 2), (CLIPS[1], 2), (CLIPS[0], 1), (CLIPS[1], 1)]


def test_a_film_of_many_clips_has_a_limit(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turned_to, "OF_A_FILM", 3)
    assert len(found(book)) == 3


def test_with_each_only_what_stands_beside_it_is_made(book: Book) -> None:
    plan, take = book.plan(), found(book)[1]
    shown = {name: view.take for name, view in plan.slots.items() if view.take}
    wanted, ready = turned_to.turned(plan, STAGE, shown, take)
    assert wanted.quality == "preview"
    assert [shot.media for shot in wanted.shots].index(take.digest) == 2
    assert ready == {take.digest, wanted.shots[1].media}
