"""The one policy of tries: bounded, spread, honouring what a provider asks for, and the same whenever it is asked."""

import math

import pytest
from book import Book, settings
from hypothesis import given
from hypothesis import strategies as st

from vidpipe.engine.pace import Pace
from vidpipe.engine.retrying import LONGEST_ASKED, MOST_TRIES, exhausted, share, wait
from vidpipe.take import Phase, State, Verb

PACE = Pace()
names, tries = st.text(min_size=1, max_size=40), st.integers(1, 500)


@given(name=names, tried=tries)
def test_a_wait_of_our_own_is_between_four_seconds_and_two_minutes_and_always_the_same(name: str, tried: int) -> None:
    found = wait(tried, name=name, asked=None, pace=PACE)
    assert PACE.first <= found <= PACE.most
    assert found == wait(tried, name=name, asked=None, pace=PACE)


@given(name=names, tried=st.integers(1, 30))
def test_later_tries_wait_longer(name: str, tried: int) -> None:
    assert wait(tried + 1, name=name, asked=None, pace=PACE) >= wait(tried, name=name, asked=None, pace=PACE)


@given(name=names, tried=tries, asked=st.floats(0, 86_400))
def test_what_a_provider_asks_for_is_waited_for_and_hardly_more(name: str, tried: int, asked: float) -> None:
    assert asked <= wait(tried, name=name, asked=asked, pace=PACE) <= asked * 1.1


@given(name=names, asked=st.floats())
def test_nonsense_of_a_provider_neither_fails_nor_waits_for_ever(name: str, asked: float) -> None:
    found = wait(1, name=name, asked=asked, pace=PACE)
    assert 0 <= found <= LONGEST_ASKED * 1.1
    assert not math.isnan(found)


@given(name=names, tried=tries, haste=st.floats(1, 1000), asked=st.none() | st.floats(0, 1000))
def test_haste_divides_every_wait(name: str, tried: int, haste: float, asked: float | None) -> None:
    usual = wait(tried, name=name, asked=asked, pace=PACE)
    assert wait(tried, name=name, asked=asked, pace=Pace(haste=haste)) == pytest.approx(usual / haste)


def test_slots_that_failed_together_come_back_apart() -> None:
    spread = [wait(3, name=f"attempt {number}", asked=None, pace=PACE) for number in range(200)]
    assert max(spread) - min(spread) > 0.8 * (max(spread) / 2)
    assert all(0 <= share(f"{number}") < 1 for number in range(1000))


def test_there_are_seven_tries() -> None:
    assert [exhausted(tried) for tried in range(1, 9)] == [False] * 6 + [True, True]
    assert MOST_TRIES == 7


@given(before=st.integers(0, MOST_TRIES), after=st.integers(0, MOST_TRIES + 3))
def test_tries_count_since_a_person_last_asked(before: int, after: int) -> None:
    book = Book(settings=settings(until="storyboard"))
    recipe = book.plan().slots["brief"].recipe
    assert recipe
    for _ in range(before):
        book.attempt("brief", recipe, Phase.FAILED, error="retry")
    book.decide("brief", Verb.RETRY)
    for _ in range(after):
        book.attempt("brief", recipe, Phase.FAILED, error="retry")
    plan = book.plan()
    assert ("brief" in plan.runnable) is (after < MOST_TRIES)
    assert plan.slots["brief"].state is (
        State.EMPTY if not after else State.QUEUED if after < MOST_TRIES else State.FAILED
    )
