"""Calls to a paid provider: one order for one picture, whatever happens between; budget, cache, doubt, tickets."""

from collections.abc import Callable
from pathlib import Path

import pytest
from shop import CENTS_4, START, Shop, crash

from vidpipe.engine.consent import terms
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.project import Wish
from vidpipe.take import Decision, State, Verb


@pytest.mark.parametrize("at_once", [True, False])
def test_each_picture_is_ordered_once_and_its_price_stands_in_the_ledger(
    shop: Callable[..., Shop], at_once: bool
) -> None:
    here = shop(at_once=at_once)
    here.run()
    assert here.state() is State.APPROVED
    assert len(here.kiosk.placed) == 2
    assert here.spent == 2 * CENTS_4
    here.run()
    assert len(here.kiosk.placed) == 2


def test_the_same_pictures_in_another_film_come_from_the_cache_for_nothing(shop: Callable[..., Shop]) -> None:
    here = shop()
    here.run()
    here.found("twin", None)
    here.run("twin")
    assert here.state(name="twin") is State.APPROVED
    assert len(here.kiosk.placed) == 2
    assert here.store.records("twin").spent == 0
    assert here.store.counts("twin")["cached_calls"] == 2


def test_a_reroll_is_another_order(shop: Callable[..., Shop]) -> None:
    here = shop()
    here.run()
    here.store.decide("film", [Decision(slot=START, verb=Verb.REROLL, value="1")])
    here.run()
    assert len(here.kiosk.placed) == 3
    assert here.state("scene/aaaa/keyframe/end") is State.STALE, "what refers to it is not paid again silently"
    here.store.decide("film", [Decision(slot="", verb=Verb.GO, value=terms(here.outside.stages), actor="me")])
    here.run()
    assert len(here.kiosk.placed) == 4
    assert here.spent == 4 * CENTS_4


def test_the_budget_is_checked_before_each_order(shop: Callable[..., Shop]) -> None:
    here = shop(budget=CENTS_4 + 1)
    here.run()
    assert len(here.kiosk.placed) == 1
    assert here.spent == CENTS_4
    view = here.outside.plan(here.store.records("film")).slots["scene/aaaa/keyframe/end"]
    assert view.message.startswith("budget reached")
    richer = here.store.records("film").settings.model_copy(update={"budget": 10 * CENTS_4})
    here.store.change("film", richer, actor="me")
    here.store.decide("film", [Decision(slot=view.slot, verb=Verb.RETRY)])
    here.run()
    assert here.spent == 2 * CENTS_4


def test_a_refusal_by_policy_is_blocked_free_and_never_sent_again_unchanged(shop: Callable[..., Shop]) -> None:
    here = shop(errors=[ProviderError(Kind.POLICY, "The prompt was refused", remedy="Reword it.", billed=False)])
    here.run()
    here.run()
    assert here.state() is State.BLOCKED
    assert (here.kiosk.placed, here.spent) == ([], 0)
    assert "Reword it" in here.outside.plan(here.store.records("film")).slots[START].message


def test_a_refused_rate_is_tried_again_after_the_pause_that_was_asked(shop: Callable[..., Shop]) -> None:
    here = shop(errors=[ProviderError(Kind.RETRY, "Too many requests", retry_after=0.0, billed=False)])
    here.run()
    here.run()
    assert here.state() is State.APPROVED
    assert len(here.kiosk.placed) == 2


def test_a_lost_answer_leaves_the_slot_uncertain_until_a_person_decides(shop: Callable[..., Shop]) -> None:
    here = shop(errors=[ProviderError(Kind.AMBIGUOUS, "The connection broke")])
    here.run()
    here.run()
    assert here.state() is State.UNCERTAIN
    assert here.kiosk.placed == []
    here.store.settle("film", START, charged=False, actor="me")
    here.store.decide("film", [Decision(slot=START, verb=Verb.RETRY)])
    here.run()
    assert here.state() is State.APPROVED
    assert here.spent == 2 * CENTS_4


def test_stop_starts_nothing_new(shop: Callable[..., Shop]) -> None:
    here = shop()
    here.store.wish("film", Wish.STOP, actor="me")
    here.run()
    assert here.kiosk.placed == []


@pytest.mark.crash
@pytest.mark.parametrize("recovery", ["lookup", "ask"])
@pytest.mark.parametrize(
    "point",
    ["lease", "before-submit", "after-submit", "submitted", "ticketed", "polled", "fetched", "remembered", "accepted"],
)
def test_a_kill_at_any_point_of_a_call_never_orders_twice_in_silence(
    point: str, recovery: str, tmp_path: Path, shop: Callable[..., Shop]
) -> None:
    crash(tmp_path, point, recovery)
    here = shop(recovery=recovery)
    here.resume()
    # Where it dies between the mark and the ticket, only a provider that can be asked knows whether it was accepted.
    unknown = point in ("before-submit", "after-submit", "submitted") and recovery == "ask"
    assert here.state() is (State.UNCERTAIN if unknown else State.APPROVED)
    keys = [order["key"] for order in here.kiosk.placed]
    assert len(keys) == len(set(keys)), "a picture was ordered twice"
    assert here.spent == (0 if unknown else 2 * CENTS_4)
