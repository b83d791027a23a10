"""A price from one amount to another: its sums lose nothing of what it knows, and it counts as the most it can be."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from vidpipe.film.cost import FREE, SURES, Cost, total

COSTS = st.builds(
    lambda low, more, sure, day: Cost(low + more, low=low, sure=sure, as_of=day),
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.sampled_from(SURES),
    st.sampled_from(["", "2026-01-01", "2026-11-21"]),
)


class Priced(BaseModel):
    price: Cost = FREE


def facts(cost: Cost) -> tuple[int, int, str, str]:
    return cost.most, cost.low, cost.sure, cost.as_of


@given(st.lists(COSTS, max_size=6))
def test_a_sum_has_the_sums_of_both_ends_and_is_as_sure_as_its_least_sure_part(costs: list[Cost]) -> None:
    whole = total(costs)
    assert whole.most == sum(int(cost) for cost in costs)
    assert whole.low == sum(cost.low for cost in costs)
    assert whole.sure == max((cost.sure for cost in costs), key=SURES.index, default="free")
    assert whole.as_of == min((cost.as_of for cost in costs if cost.as_of), default="")
    assert facts(sum(costs, FREE)) == facts(whole)


@given(COSTS, st.integers(0, 9))
def test_so_many_of_it_cost_so_many_times_as_much(cost: Cost, times: int) -> None:
    whole = times * cost
    assert (whole.most, whole.low) == (times * cost.most, times * cost.low)
    assert facts(cost * times) == facts(whole)
    assert facts(whole) == facts(total([cost] * times))


@given(COSTS)
def test_it_outlives_being_sent_and_stored(cost: Cost) -> None:
    assert facts(pickle.loads(pickle.dumps(cost))) == facts(cost)
    assert facts(Priced(price=cost).price) == facts(cost)
    assert facts(Priced(price=cost).model_copy().price) == facts(cost)
    assert Priced(price=cost).model_dump(mode="json") == {"price": cost.most}


def test_it_counts_as_a_number() -> None:
    cost = Cost(40_000, low=20_000, sure="metered")
    assert cost == 40_000
    assert sum([cost, cost]) == 80_000
    assert cost / 1_000_000 == 0.04
    assert isinstance(sum([cost, 5]), Cost)


def test_a_price_that_nobody_knows_is_not_free() -> None:
    assert not FREE
    assert not Cost(0)
    assert Cost(0, sure="unknown")
    assert total([FREE, Cost(0, sure="unknown")]).sure == "unknown"
    assert not Cost(0, sure="unknown").known


def test_the_least_is_never_above_the_most() -> None:
    assert Cost(10, low=30).low == 10


def test_what_is_reckoned_is_less_sure_but_free_stays_free() -> None:
    assert Cost(10).less_sure("estimated").sure == "estimated"
    assert Cost(10, sure="unknown").less_sure("estimated").sure == "unknown"
    assert FREE.less_sure("estimated").sure == "free"


@pytest.mark.parametrize("value", ["40", 1.5, None, True, [1]])
def test_what_is_no_amount_is_refused(value: object) -> None:
    with pytest.raises(ValidationError, match="no amount of micro-dollars"):
        Priced(price=value)  # type: ignore[arg-type]


def test_a_plain_number_is_a_fixed_price() -> None:
    assert facts(Priced(price=5).price) == (5, 5, "fixed", "")  # type: ignore[arg-type]
