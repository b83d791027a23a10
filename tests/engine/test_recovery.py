"""A process died between the request and its ticket: what was accepted is found, what was not is sent, never both."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kiosk import PAINTER
from shop import CENTS_4, START, WARM, Shop, crash

import forking
from vidpipe.engine.outside import Limits
from vidpipe.errors import Kind, ProviderError, Refused
from vidpipe.film.catalogue import Price
from vidpipe.ports import Ticket
from vidpipe.take import Decision, Phase, State, Verb

END = "scene/aaaa/keyframe/end"


def half_sent(here: Shop, *, accepted: bool, slot: str = START) -> str:
    """An attempt as a process leaves it that dies in the request: marked as sent, accepted or not, without a ticket."""
    attempt = next(a for a in here.engine.advance("film") if a.slot == slot)
    worker = "one that died"
    held = here.store.lease(attempt.id, worker, 60)
    assert held
    assert here.store.submitting(attempt.id, worker, CENTS_4)
    if accepted:
        stage = here.outside.stage(attempt.stage)
        request = stage.request(held.recipe, here.outside.texts(list(held.recipe.inputs.values())))  # type: ignore[attr-defined]
        here.kiosk._place(request.key(PAINTER.id), None)
    here.store.dismiss(worker)
    here.store.release(attempt.id, worker, unsure=True)
    return attempt.id


def test_what_was_accepted_is_found_and_nothing_is_ordered_again(shop: Callable[..., Shop]) -> None:
    here = shop(recovery="lookup")
    half_sent(here, accepted=True)
    here.resume()
    assert here.state() is State.APPROVED
    assert (len(here.kiosk.placed), here.spent) == (2, 2 * CENTS_4)


def test_what_was_never_accepted_is_sent_after_a_second_look(shop: Callable[..., Shop]) -> None:
    here = shop(recovery="lookup")
    half_sent(here, accepted=False)
    here.resume()
    assert here.state() is State.APPROVED
    assert len(here.kiosk.lookups) == 2
    assert (len(here.kiosk.placed), here.spent) == (2, 2 * CENTS_4)


def test_a_job_that_shows_late_is_found_by_the_second_look(shop: Callable[..., Shop]) -> None:
    here = shop(recovery="lookup", shows_after=1)
    half_sent(here, accepted=True)
    here.resume()
    assert len(here.kiosk.placed) == 2
    assert here.spent == 2 * CENTS_4


def test_jobs_of_other_attempts_are_none_of_ours(shop: Callable[..., Shop]) -> None:
    """The same picture was ordered before, by another film: its job is not taken for the one that was lost."""
    here = shop(recovery="lookup")
    here.run()
    here.store.calls.forget(next(iter({order["key"] for order in here.kiosk.placed})))
    assert here.store.tickets("kiosk") == {"1", "2"}
    for order in here.kiosk.placed:
        here.store.calls.forget(order["key"])
    here.found("twin", None)
    attempt = next(a for a in here.engine.advance("twin") if a.slot == START)
    assert here.store.lease(attempt.id, "dead", 60)
    assert here.store.submitting(attempt.id, "dead", CENTS_4)
    here.store.release(attempt.id, "dead", unsure=True)
    here.resume("twin")
    assert here.state(name="twin") is State.APPROVED
    assert {"1", "2"} <= here.kiosk.lookups[0]
    assert len(here.kiosk.placed) == 4


def test_a_ticket_belongs_to_one_attempt(shop: Callable[..., Shop]) -> None:
    here = shop()
    here.run()
    here.store.decide("film", [Decision(slot=START, verb=Verb.REROLL, value="1", actor="me")])
    (attempt,) = here.engine.advance("film")
    assert here.store.lease(attempt.id, "w", 60)
    assert here.store.submitting(attempt.id, "w", CENTS_4)
    ticket = Ticket(provider="kiosk", model=PAINTER.model, id="1", created=attempt.created)
    with pytest.raises(Refused, match="belongs to another try"):
        here.store.submitted(attempt.id, "w", ticket)
    found = here.store.attempt(attempt.id)
    assert found
    assert (found.phase, found.ticket) == (Phase.SUBMITTING, None)
    assert here.store.submitted(attempt.id, "w", ticket.model_copy(update={"provider": "another"}))


@pytest.mark.parametrize("kind", [Kind.AMBIGUOUS, Kind.AUTH, Kind.GONE])
def test_a_look_that_cannot_tell_leaves_doubt(shop: Callable[..., Shop], kind: Kind) -> None:
    here = shop(recovery="lookup", lookup_errors=[ProviderError(kind, "Nobody can say")])
    half_sent(here, accepted=True)
    here.resume()
    assert here.state() is State.UNCERTAIN
    assert len(here.kiosk.placed) == 1
    assert here.store.records("film").reserved == CENTS_4


def test_a_list_that_does_not_come_is_asked_for_again(shop: Callable[..., Shop]) -> None:
    here = shop(recovery="lookup", lookup_errors=[ProviderError(Kind.RETRY, "Busy")] * 3)
    half_sent(here, accepted=True)
    here.resume()
    assert len(here.kiosk.placed) == 2
    here.kiosk.lookup_errors = []


def test_a_list_that_never_comes_leaves_doubt(shop: Callable[..., Shop]) -> None:
    here = shop(recovery="lookup", lookup_errors=[ProviderError(Kind.RETRY, "Busy", retry_after=0.0)] * 1000)
    half_sent(here, accepted=False)
    here.resume()
    assert here.state() is State.UNCERTAIN
    assert here.kiosk.placed == []
    assert len(here.kiosk.lookups) == 7


def test_a_stop_in_the_middle_of_looking_keeps_what_is_not_known(shop: Callable[..., Shop]) -> None:
    here = shop(recovery="lookup")
    attempt_id = half_sent(here, accepted=False)
    look = here.kiosk.lookup

    def stopped(*about: object) -> Ticket | None:
        here.engine.stopping.set()
        return look(*about)  # type: ignore[arg-type]

    here.kiosk.lookup = stopped  # type: ignore[method-assign]
    here.engine.perform(attempt_id)
    found = here.store.attempt(attempt_id)
    assert found
    assert (found.phase, found.leased) == (Phase.SUBMITTING, False)
    assert here.store.records("film").reserved == CENTS_4
    here.engine.stopping.clear()
    here.kiosk.lookup = look  # type: ignore[method-assign]
    here.resume()
    assert (len(here.kiosk.placed), here.spent) == (2, 2 * CENTS_4)


def test_a_call_off_while_nobody_knows_leaves_doubt(shop: Callable[..., Shop]) -> None:
    here = shop(recovery="lookup")
    half_sent(here, accepted=True)
    here.store.decide("film", [Decision(slot=START, verb=Verb.CANCEL, actor="me")])
    here.resume()
    assert here.state() is State.UNCERTAIN
    assert here.store.records("film").reserved == CENTS_4


def test_an_answer_lost_after_it_was_accepted_is_never_ordered_again(shop: Callable[..., Shop]) -> None:
    """Where the provider has a list, the lost order is found there at once, as after a crash."""
    here = shop(recovery="lookup", lost=1)
    here.run()
    assert here.state() is State.APPROVED
    assert (len(here.kiosk.placed), here.spent) == (2, 2 * CENTS_4)


def test_an_answer_lost_where_there_is_no_list_leaves_doubt(shop: Callable[..., Shop]) -> None:
    here = shop(recovery="ask", lost=1)
    here.run()
    here.run()
    assert here.state() is State.UNCERTAIN
    assert len(here.kiosk.placed) == 1


def test_a_bug_in_an_adapter_while_it_asks_is_doubt_and_not_a_second_order(
    shop: Callable[..., Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = shop()
    submit = here.kiosk.submit

    def broken(*about: object) -> None:
        submit(*about)  # type: ignore[arg-type]
        raise KeyError("id")

    monkeypatch.setattr(here.kiosk, "submit", broken)
    here.run()
    here.run()
    assert here.state() is State.UNCERTAIN
    assert len(here.kiosk.placed) == 1
    message = here.outside.plan(here.store.records("film")).slots[START].message
    assert "Kiosk answered something that was not understood" in message


def test_a_request_that_nobody_waited_for_stays_in_doubt_though_the_list_does_not_show_it(
    shop: Callable[..., Shop],
) -> None:
    late = ProviderError(Kind.AMBIGUOUS, "No answer in time", pending=True)
    here = shop(recovery="lookup", errors=[late])
    here.run()
    here.run()
    assert here.state() is State.UNCERTAIN
    assert len(here.kiosk.placed) == 0
    assert len(here.kiosk.lookups) == 2
    assert here.store.records("film").reserved == CENTS_4


def test_a_free_call_of_a_provider_that_may_be_asked_twice_is_asked_again(shop: Callable[..., Shop]) -> None:
    free = PAINTER.model_copy(update={"price": Price()})
    here = shop(recovery="idempotent", caps=free, lost=1)
    here.run()
    if here.state() is State.QUEUED:  # a slow machine may have made it again within the run
        here.engine.perform(half_retry(here))
    assert here.outside.plan(here.store.records("film")).slots[START].take is not None
    lost = here.kiosk.placed[0]["key"]  # on a slow machine the end picture may be ordered by now too
    assert [order["key"] for order in here.kiosk.placed].count(lost) == 2


def half_retry(here: Shop) -> str:
    """Wait until the pause of the failed try is over, and open the next."""
    import time

    for _ in range(400):
        if opened := here.engine.advance("film"):
            return opened[0].id
        time.sleep(0.01)
    raise AssertionError("it was not tried again")


CHILD = """
import sys
sys.path[:0] = {here!r}
from pathlib import Path
from shop import Shop
from vidpipe.engine.outside import Limits
from vidpipe.take import Decision, Verb
shop = Shop(Path({folder!r}), recovery="lookup", polls_needed={polls}, cancels="yes", limits=Limits())
for attempt in shop.store.open_attempts("film"):
    shop.engine.perform(attempt.id)
shop.run()
"""


def again(folder: Path, point: str, *, polls: int = 3) -> int:
    """Go on with the work in a process that kills itself at a point."""
    code = CHILD.format(here=[str(each) for each in Path(__file__).parents[:2]], folder=str(folder), polls=polls)
    env = {**os.environ, "VIDPIPE_FAULT": point}
    return forking.run([sys.executable, "-c", code], env=env, timeout=120, warm=WARM).returncode


@pytest.mark.crash
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("before-submit", "before-submit"),
        ("after-submit", "looked-up"),
        ("after-submit", "submitted"),
        ("after-submit", "fetching"),
    ],
)
def test_a_second_kill_while_recovering_from_the_first_orders_nothing_twice(
    first: str, second: str, tmp_path: Path, shop: Callable[..., Shop]
) -> None:
    crash(tmp_path, first, "lookup")
    assert again(tmp_path, second) == -9
    here = shop(recovery="lookup")
    here.resume()
    assert here.state() is State.APPROVED
    keys = [order["key"] for order in here.kiosk.placed]
    assert len(keys) == len(set(keys)) == 2
    assert here.spent == 2 * CENTS_4


@pytest.mark.crash
@pytest.mark.parametrize("point", ["calling-off", "called-off"])
def test_a_kill_while_a_job_is_called_off_leaves_a_job_that_is_called_off(
    point: str, tmp_path: Path, shop: Callable[..., Shop]
) -> None:
    crash(tmp_path, "ticketed", "lookup")
    here = shop(recovery="lookup", polls_needed=10**9, limits=Limits())
    here.store.decide("film", [Decision(slot=START, verb=Verb.CANCEL, actor="me")])
    assert again(tmp_path, point, polls=10**9) == -9
    here.resume()
    assert here.store.open_attempts("film") == []
    assert "called off" in here.outside.plan(here.store.records("film")).slots[START].message
    assert [order["called off"] for order in here.kiosk.placed] == [True]
