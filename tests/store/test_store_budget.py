"""Money: what is spent, reserved or unknown never passes the budget, whoever asks at the same time."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_kit import filled, film, leased
from store_kit import settings as film_settings

from vidpipe.errors import BudgetReached
from vidpipe.store.ledger import dollars
from vidpipe.store.sql import SqlStore


def bound(store: SqlStore, project: str = "film1") -> int:
    records = store.records(project)
    return records.spent + records.reserved


def test_a_call_beyond_the_budget_is_refused_in_words_and_reserves_nothing(store: SqlStore) -> None:
    film(store, budget=1_000_000)
    paid = leased(store, "a")
    store.submitting(paid.id, "w1", 600_000)
    store.finish(paid.id, "w1", filled(store, cost=600_000))
    attempt = leased(store, "b")
    with pytest.raises(BudgetReached) as caught:
        store.submitting(attempt.id, "w1", 400_001)
    assert "$0.400001" in str(caught.value)
    assert "$0.60 of the budget of $1.00" in str(caught.value)
    assert "Raise the budget or choose a cheaper model" in str(caught.value)
    assert bound(store) == 600_000
    assert store.attempt(attempt.id).phase.value == "intent"
    assert store.submitting(attempt.id, "w1", 400_000)


def test_a_raised_budget_counts_at_once(store: SqlStore) -> None:
    film(store, budget=10)
    attempt = leased(store)
    with pytest.raises(BudgetReached):
        store.submitting(attempt.id, "w1", 11)
    store.change("film1", film_settings(budget=11), actor="ada")
    assert store.submitting(attempt.id, "w1", 11)


def test_free_calls_pass_even_where_the_budget_was_lowered(store: SqlStore) -> None:
    film(store, budget=10)
    paid = leased(store, "a")
    store.submitting(paid.id, "w1", 10)
    store.finish(paid.id, "w1", filled(store, cost=10))
    store.change("film1", film_settings(budget=5), actor="ada")
    assert store.submitting(leased(store, "b").id, "w1", 0)


def test_without_a_budget_nothing_is_refused(store: SqlStore) -> None:
    film(store)
    assert store.submitting(leased(store).id, "w1", 10**15)


def test_sending_again_replaces_the_reserve(store: SqlStore) -> None:
    film(store, budget=10)
    attempt = leased(store)
    assert store.submitting(attempt.id, "w1", 8)
    assert store.submitting(attempt.id, "w1", 9)
    assert bound(store) == 9


def test_what_is_unknown_counts_against_the_budget(store: SqlStore) -> None:
    film(store, budget=10)
    attempt = leased(store, "a")
    store.submitting(attempt.id, "w1", 8)
    store.doubt(attempt.id, "w1", "no answer")
    with pytest.raises(BudgetReached):
        store.submitting(leased(store, "b").id, "w1", 3)


ENDS = st.sampled_from(["finish", "billed", "unbilled", "unsure", "doubt", "release", "leave"])


def end(store: SqlStore, attempt: str, how: str, price: int) -> None:
    if how == "finish":
        store.finish(attempt, "w1", filled(store, cost=price))
    elif how in ("billed", "unbilled", "unsure"):
        billed = {"billed": True, "unbilled": False, "unsure": None}[how]
        store.fail(attempt, "w1", kind="invalid", message=how, billed=billed)
    elif how == "doubt":
        store.doubt(attempt, "w1", how)
    elif how == "release":
        store.release(attempt, "w1")


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    budget=st.integers(0, 60),
    calls=st.lists(st.tuples(st.integers(0, 25), ENDS), min_size=2, max_size=9),
)
def test_no_interleaving_passes_the_budget(store: SqlStore, budget: int, calls: list[tuple[int, str]]) -> None:
    """Threads reserve and settle at the same time; a watcher looks all the while."""
    project = f"film{len(store.projects())}"
    film(store, project, budget=budget)
    held = [leased(store, f"slot/{number}", project=project) for number in range(len(calls))]
    start, seen, refused = threading.Barrier(len(calls)), [0], []

    def call(number: int) -> None:
        price, how = calls[number]
        start.wait()
        try:
            store.submitting(held[number].id, "w1", price)
        except BudgetReached:
            refused.append(price)
        else:
            seen.append(bound(store, project))
            end(store, held[number].id, how, price)
        seen.append(bound(store, project))

    threads = [threading.Thread(target=call, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(seen) <= budget
    stays = sum(price for price, how in calls if how not in ("unbilled", "release"))
    assert refused or stays <= budget
    if sum(price for price, _ in calls) <= budget:
        assert not refused


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=st.lists(st.tuples(st.integers(0, 25), ENDS), max_size=8))
def test_the_sums_are_those_of_a_simple_book(store: SqlStore, calls: list[tuple[int, str]]) -> None:
    project = f"film{len(store.projects())}"
    film(store, project)
    spent = open_ = 0
    for number, (price, how) in enumerate(calls):
        attempt = leased(store, f"slot/{number}", project=project)
        store.submitting(attempt.id, "w1", price)
        end(store, attempt.id, how, price)
        spent += price if how in ("finish", "billed") else 0
        open_ += price if how in ("unsure", "doubt", "leave") else 0
    records = store.records(project)
    assert (records.spent, records.reserved) == (spent, open_)


@pytest.mark.parametrize(
    ("micros", "text"),
    [(0, "$0.00"), (400_000, "$0.40"), (12_345_678, "$12.345678"), (1, "$0.000001"), (-5_000, "-$0.005")],
)
def test_dollars_lose_nothing(micros: int, text: str) -> None:
    assert dollars(micros) == text
