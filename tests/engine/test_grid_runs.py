"""A grid runs like a film: each cell is ordered once, what is known costs nothing, what fails stops no other."""

from collections import Counter
from collections.abc import Callable

import pytest
from kiosk import PAINTER, REFUSED
from shop import CENTS_4, Shop

from vidpipe.engine.worker import Worker
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.film.grid import Grid
from vidpipe.film.project import Settings
from vidpipe.take import Decision, State, Verb


def grid(*prompts: str, seeds: int = 2) -> Grid:
    return Grid(
        role=Role.IMAGE,
        wordings=prompts,
        models=(PAINTER.id,),
        seeds=tuple(range(seeds)),
        unseeded=(PAINTER.id,),
    )


def begun(here: Shop, made: Grid, name: str = "grid", *, budget: int | None = None) -> str:
    settings = Settings(prompt=made.wordings[0], grid=made, budget=budget, ladder="off", music=False, narration=False)
    here.store.create(name, settings, title="t", actor="me")
    return name


def states(here: Shop, name: str = "grid") -> Counter[State]:
    slots = here.outside.plan(here.store.records(name)).slots
    assert all(slot.startswith("cell/") for slot in slots)
    return Counter(view.state for view in slots.values())


@pytest.mark.parametrize("at_once", [True, False])
def test_each_cell_is_ordered_once_and_stands_in_the_ledger(shop: Callable[..., Shop], at_once: bool) -> None:
    here = shop(at_once=at_once)
    here.run(begun(here, grid("A red kite", "A blue kite")))
    assert states(here) == {State.APPROVED: 4}
    orders = here.kiosk.placed
    assert len({order["key"] for order in orders}) == len(orders) == 4
    assert here.store.records("grid").spent == 4 * CENTS_4
    assert sum(made.cost for made in here.store.lab.made("grid")) == 4 * CENTS_4
    here.run("grid")
    assert len(here.kiosk.placed) == 4


def test_cells_that_are_known_are_answered_for_nothing(shop: Callable[..., Shop]) -> None:
    here = shop(at_once=True)
    here.run(begun(here, grid("A red kite", seeds=2)))
    here.run(begun(here, grid("A red kite", seeds=2), "again"))
    assert states(here, "again") == {State.APPROVED: 2}
    assert (len(here.kiosk.placed), here.store.records("again").spent) == (2, 0)
    here.run(begun(here, grid("A red kite", "A green kite", seeds=2), "more"))
    assert (len(here.kiosk.placed), here.store.records("more").spent) == (4, 2 * CENTS_4)
    assert here.store.counts("more")["cached_calls"] == 2
    digests = {name: {take.slot: take.digest for take in here.store.records(name).takes} for name in ("grid", "again")}
    assert digests["grid"] == digests["again"]


LOST = {"recovery": "ask", "lost": 1}
REFUSES = {"errors": [REFUSED]}
GONE = {"errors": [ProviderError(Kind.GONE, "The model is gone", remedy="Take another.", billed=False)]}


@pytest.mark.parametrize(
    ("how", "state", "orders"),
    [(REFUSES, State.BLOCKED, 3), (GONE, State.FAILED, 3), (LOST, State.UNCERTAIN, 4)],
    ids=["blocked", "failed", "uncertain"],
)
def test_one_cell_that_cannot_be_made_leaves_the_others(
    shop: Callable[..., Shop], how: dict[str, object], state: State, orders: int
) -> None:
    here = shop(
        at_once=True, **{name: list(value) if isinstance(value, list) else value for name, value in how.items()}
    )
    here.run(begun(here, grid("A red kite", "A blue kite")))
    assert states(here) == {State.APPROVED: 3, state: 1}
    here.run("grid")
    assert len(here.kiosk.placed) == orders
    assert here.store.records("grid").spent == 3 * CENTS_4


def test_a_budget_that_is_reached_stops_before_the_next_order_and_a_larger_one_goes_on(
    shop: Callable[..., Shop],
) -> None:
    here = shop(at_once=True)
    made = grid("A red kite", "A blue kite")
    begun(here, made, budget=2 * CENTS_4)
    here.run("grid")
    assert (len(here.kiosk.placed), states(here)[State.APPROVED]) == (2, 2)
    raised = here.store.records("grid").settings.model_copy(update={"budget": 4 * CENTS_4})
    here.store.change("grid", raised, actor="me")
    for slot, view in here.outside.plan(here.store.records("grid")).slots.items():
        if view.state is State.FAILED:
            here.store.decide("grid", [Decision(id=0, slot=slot, verb=Verb.RETRY, actor="me")])
    here.run("grid")
    assert (len(here.kiosk.placed), states(here)) == (4, {State.APPROVED: 4})


def test_a_worker_makes_a_grid_beside_a_film_within_the_provider_s_limit(shop: Callable[..., Shop]) -> None:
    here = shop(caps=PAINTER.model_copy(update={"concurrency": 2}), most_at_once=2, hint=None, seconds=0.02)
    begun(here, grid("A red kite", "A blue kite", seeds=3))
    with Worker(here.outside, queue_url=None) as worker:
        worker.wait(lambda: states(here)[State.APPROVED] == 6, every=0.05)
    assert here.kiosk.most_inside <= 2
    keys = [order["key"] for order in here.kiosk.placed]
    assert len(set(keys)) == len(keys)
    assert here.store.records("grid").spent == 6 * CENTS_4
