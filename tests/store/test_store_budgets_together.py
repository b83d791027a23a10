"""Budgets of films and of the day together: never passed by any interleaving of threads or processes, sums exact."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from store_kit import HandClock, Workspace, child, ended, filled, film, leased, settings, whats

from vidpipe.errors import BudgetReached
from vidpipe.store import open_store
from vidpipe.store.sql import SqlStore

WAYS = ("less", "whole", "refused", "billed", "billed less", "unsure", "doubt", "stopped", "leave")
"""How a call that was sent may end."""


@dataclass(frozen=True)
class Call:
    film: int
    price: int
    way: str

    @property
    def charged(self) -> int:
        return {"less": self.price // 2, "whole": self.price, "billed": self.price, "billed less": self.price // 3}.get(
            self.way, 0
        )

    @property
    def open(self) -> int:
        return self.price if self.way in ("unsure", "doubt", "leave") else 0


CALLS = st.lists(
    st.builds(Call, film=st.integers(0, 1), price=st.integers(0, 30), way=st.sampled_from(WAYS)), min_size=2, max_size=8
)


def end(store: SqlStore, attempt: str, call: Call) -> None:
    if call.way in ("less", "whole"):
        store.finish(attempt, "w1", filled(store, cost=call.charged))
    elif call.way in ("refused", "billed", "billed less", "unsure"):
        billed = {"refused": False, "unsure": None}.get(call.way, True)
        told = call.charged if call.way == "billed less" else None
        store.fail(attempt, "w1", kind="invalid", message="x", billed=billed, cost=told)
    elif call.way == "doubt":
        store.doubt(attempt, "w1", "x")
    elif call.way == "stopped":
        store.release(attempt, "w1")


def together(work: list[Callable[[], None]]) -> None:
    """All at once, each in a thread of its own."""
    start = threading.Barrier(len(work))

    def run(part: Callable[[], None]) -> None:
        start.wait()
        part()

    threads = [threading.Thread(target=run, args=(part,)) for part in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@examples(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    day=st.one_of(st.none(), st.integers(0, 60)), budgets=st.tuples(st.integers(0, 50), st.integers(0, 50)), calls=CALLS
)
def test_no_interleaving_passes_any_budget_and_the_sums_are_exact(
    space: Workspace, clock: HandClock, day: int | None, budgets: tuple[int, int], calls: list[Call]
) -> None:
    clock.wind(2 * 86_400)
    store = open_store(space.data, url=space.url, clock=clock, day_budget=lambda: day)
    space.opened.append(store)
    number = len(store.projects())
    films = [film(store, f"film{number + place}", budget=budget) for place, budget in enumerate(budgets)]
    held = [leased(store, f"slot/{place}", project=films[call.film]).id for place, call in enumerate(calls)]
    passed: list[Call] = []
    seen: list[tuple[list[int], int]] = []

    def look() -> None:
        records = [store.records(name) for name in films]
        seen.append(([each.spent + each.reserved for each in records], store.today()))

    def spend(place: int) -> Callable[[], None]:
        def go() -> None:
            try:
                store.submitting(held[place], "w1", calls[place].price)
            except BudgetReached:
                return look()
            passed.append(calls[place])
            look()
            end(store, held[place], calls[place])

        return go

    together([*map(spend, range(len(calls))), look])
    look()
    for bound, today in seen:
        assert all(own <= budget for own, budget in zip(bound, budgets, strict=True))
        assert day is None or today <= day
    for place, name in enumerate(films):
        mine = [call for call in passed if call.film == place]
        records = store.records(name)
        assert records.spent == sum(call.charged for call in mine)
        assert records.reserved == sum(call.open for call in mine)
    told = store.spending(days=1)
    assert told.today == sum(call.charged + call.open for call in passed)
    assert told.charged == sum(call.charged for call in passed)


def test_two_processes_never_pass_the_budgets_together_and_leave_nothing_unspent(space: Workspace) -> None:
    """Films of 40 and 1000 on a day of 120, calls of at most 10: both processes spend until all refuse."""
    store = space.open()
    film(store, "film1", budget=40)
    film(store, "film2", budget=1000)
    arguments = ("120", "10", "film1", "film2")
    spenders = [child("spend", space.data, space.url or "-", name, *arguments) for name in ("one", "two")]
    for reached in ("ready", "paid"):
        for process in spenders:
            assert process.stdout is not None
            assert process.stdout.readline() == f"{reached}\n"
        for process in spenders:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
    told = [ended(process) for process in spenders]
    assert [code for code, _ in told] == [0, 0]
    charged = sum(int(said) for _, said in told)
    first, second = store.records("film1"), store.records("film2")
    assert first.spent + second.spent == charged
    assert first.reserved == second.reserved == 0
    assert 30 < first.spent <= 40
    assert 110 < charged <= 120
    assert min(int(said) for _, said in told) > 0


# ---------------------------------------------------------------- what is charged against what was reserved


def sent(store: SqlStore, slot: str = "music", price: int | None = 100) -> str:
    attempt = leased(store, slot)
    assert store.submitting(attempt.id, "w1", price)
    return attempt.id


def test_a_charge_above_the_reserve_is_taken_as_it_is_and_said(store: SqlStore) -> None:
    film(store, budget=100)
    store.finish(sent(store), "w1", filled(store, cost=130))
    assert store.records("film1").spent == 130
    [event] = [event for event in store.events("film1") if event.what == "dearer"]
    assert (event.detail["charged"], event.detail["reserve"], event.slot) == (130, 100, "music")
    with pytest.raises(BudgetReached):
        store.submitting(leased(store, "b").id, "w1", 1)


def test_a_charge_within_the_reserve_needs_no_word(store: SqlStore) -> None:
    film(store)
    store.finish(sent(store), "w1", filled(store, cost=100))
    store.fail(sent(store, "b"), "w1", kind="invalid", message="x", billed=True, cost=7)
    assert "dearer" not in whats(store)
    assert store.records("film1").spent == 107


def test_a_failure_that_was_billed_dearer_is_said_too(store: SqlStore) -> None:
    film(store)
    store.fail(sent(store), "w1", kind="gone", message="x", billed=True, cost=101)
    assert "dearer" in whats(store)
    assert store.records("film1").spent == 101


def test_a_failure_that_was_billed_without_a_figure_costs_all_that_was_reserved(store: SqlStore) -> None:
    film(store)
    store.fail(sent(store), "w1", kind="policy", message="x", billed=True)
    records = store.records("film1")
    assert (records.spent, records.reserved) == (100, 0)


@pytest.mark.parametrize("charged", [True, False])
def test_a_failure_of_which_nobody_knows_the_bill_stays_open_until_a_person_settles_it(
    store: SqlStore, charged: bool
) -> None:
    film(store, budget=100)
    attempt = sent(store)
    store.fail(attempt, "w1", kind="gone", message="the output had expired", billed=None)
    records = store.records("film1")
    assert (records.spent, records.reserved) == (0, 100)
    assert store.spending().unknown == 100
    with pytest.raises(BudgetReached):
        store.submitting(leased(store, "b").id, "w1", 1)
    store.settle("film1", "music", charged=charged, actor="ada")
    records = store.records("film1")
    assert (records.spent, records.reserved) == ((100, 0) if charged else (0, 0))
    assert store.spending().unknown == 0
    assert "settled" in whats(store)


def test_what_was_never_sent_is_never_billed(store: SqlStore) -> None:
    film(store)
    store.fail(leased(store).id, "w1", kind="invalid", message="x", billed=True, cost=50)
    assert store.records("film1").spent == 0


# ---------------------------------------------------------------- a price that nobody knows


def test_a_price_that_nobody_knows_fits_no_budget_of_a_film(store: SqlStore) -> None:
    film(store, budget=10_000_000)
    attempt = leased(store)
    with pytest.raises(BudgetReached) as caught:
        store.submitting(attempt.id, "w1", None)
    assert "nobody says what this call costs" in str(caught.value)
    assert "the film's budget of $10.00 could not be kept" in str(caught.value)
    store.change("film1", settings(None), actor="ada")
    assert store.submitting(attempt.id, "w1", None)


def test_a_price_that_nobody_knows_fits_no_budget_of_a_day(space: Workspace, clock: HandClock) -> None:
    store = open_store(space.data, url=space.url, clock=clock, day_budget=lambda: 5)
    space.opened.append(store)
    film(store)
    with pytest.raises(BudgetReached, match="the budget of a day of"):
        store.submitting(leased(store).id, "w1", None)


def test_what_a_call_of_unknown_price_cost_is_charged_and_said(store: SqlStore) -> None:
    film(store)
    store.finish(sent(store, price=None), "w1", filled(store, cost=42))
    assert store.records("film1").spent == 42
    assert "dearer" in whats(store)
