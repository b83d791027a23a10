"""After a ticket: looks and fetches are repeated, nothing is ordered again, and what is done and paid is taken."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from kiosk import PAINTER
from shop import CENTS_4, START, Shop

from vidpipe.engine.lookup import look_up
from vidpipe.engine.outside import Limits
from vidpipe.errors import Kind, LimitReached, ProviderError
from vidpipe.ports import Status, Ticket
from vidpipe.take import Attempt, Decision, Phase, SlotView, State, Verb

END = "scene/aaaa/keyframe/end"
SLOW = Limits(seconds={"keyframes": 30})
DONE = Status(state="done")


@pytest.fixture
def shop(shop: Callable[..., Shop]) -> Callable[..., Shop]:
    """Whose pictures may take their time."""
    return lambda **how: shop(**{"limits": SLOW} | how)


def view(here: Shop, slot: str = START) -> SlotView:
    return here.outside.plan(here.store.records("film")).slots[slot]


def attempts(here: Shop, slot: str = START) -> list[Attempt]:
    return [attempt for attempt in here.store.records("film").attempts if attempt.slot == slot]


def error(kind: Kind, message: str = "The line is dead", **more: object) -> ProviderError:
    return ProviderError(kind, message, **more)  # type: ignore[arg-type]


def opened(here: Shop) -> str:
    """The attempt at the start keyframe, opened and not yet performed."""
    return next(a.id for a in here.engine.advance("film") if a.slot == START)


TROUBLE = [
    error(Kind.RETRY),
    error(Kind.AMBIGUOUS),
    error(Kind.AUTH),
    error(Kind.QUOTA),
    RuntimeError("not understood"),
    error(Kind.RETRY, retry_after=1.0),
    LimitReached("The disk is full"),
]


@pytest.mark.parametrize("where", ["poll_errors", "fetch_errors"])
def test_a_look_or_a_fetch_that_fails_is_repeated_and_nothing_is_ordered_again(
    shop: Callable[..., Shop], where: str
) -> None:
    here = shop(**{where: list(TROUBLE)})
    here.run()
    assert here.state() is State.APPROVED
    assert len(here.kiosk.placed) == 2
    assert here.spent == 2 * CENTS_4
    assert [a.number for a in attempts(here)] == [1]


@pytest.mark.parametrize("kind", [Kind.POLICY, Kind.INVALID])
@pytest.mark.parametrize("billed", [True, False])
def test_what_a_look_says_once_and_for_all_is_believed_and_settled(
    shop: Callable[..., Shop], kind: Kind, billed: bool
) -> None:
    here = shop(poll_errors=[error(kind, billed=billed)])
    here.engine.perform(opened(here))
    assert view(here).state is (State.BLOCKED if kind is Kind.POLICY else State.FAILED)
    assert here.spent == billed * CENTS_4


def test_a_job_that_is_not_known_is_believed_gone_when_it_is_said_twice(shop: Callable[..., Shop]) -> None:
    here = shop(poll_errors=[error(Kind.GONE)])
    here.engine.perform(opened(here))
    assert view(here).take is not None
    here.kiosk.poll_errors = [error(Kind.GONE), error(Kind.GONE)]
    here.store.decide("film", [Decision(slot=START, verb=Verb.REROLL, value="1", actor="me")])
    here.engine.perform(opened(here))
    gone = attempts(here)[-1]
    assert (gone.phase, gone.error) == (Phase.FAILED, "gone")
    assert here.store.records("film").reserved == CENTS_4, "nobody knows whether it is paid"


def test_a_job_that_failed_for_nothing_is_ordered_again(shop: Callable[..., Shop]) -> None:
    here = shop(end=Status(state="failed", error=error(Kind.RETRY, "It broke down", retry_after=0.0, billed=False)))
    here.engine.perform(opened(here))
    assert view(here).state is State.QUEUED
    here.kiosk.end = None
    here.run()
    assert here.state() is State.APPROVED
    assert len(here.kiosk.placed) == 3
    assert here.spent == 2 * CENTS_4


@pytest.mark.parametrize("billed", [True, None])
@pytest.mark.parametrize("kind", [Kind.RETRY, Kind.AMBIGUOUS])
def test_a_job_that_failed_and_may_be_paid_is_never_ordered_again_by_itself(
    shop: Callable[..., Shop], kind: Kind, billed: bool | None
) -> None:
    here = shop(end=Status(state="failed", error=error(kind, "It broke down", billed=billed)))
    here.run()
    here.run()
    assert view(here).state is State.FAILED
    assert len(here.kiosk.placed) == 1
    records = here.store.records("film")
    assert (records.spent, records.reserved) == ((CENTS_4, 0) if billed else (0, CENTS_4))
    assert "It broke down" in view(here).message


def test_a_job_that_ends_without_a_reason_is_not_ordered_again(shop: Callable[..., Shop]) -> None:
    here = shop(end=Status(state="failed"))
    here.run()
    assert (view(here).state, len(here.kiosk.placed)) == (State.FAILED, 1)


def test_a_key_refused_while_waiting_does_not_lose_the_job(shop: Callable[..., Shop]) -> None:
    here = shop(poll_errors=[error(Kind.AUTH, "The key is not taken any more")] * 5)
    here.run()
    assert here.state() is State.APPROVED
    assert len(here.kiosk.placed) == 2


# ---------------------------------------------------------------- deadlines


def stuck(**how: object) -> dict[str, object]:
    return {"polls_needed": 10**9, "caps": PAINTER.model_copy(update={"deadline": 60}), **how}


def test_a_job_that_is_stuck_is_cancelled_at_its_deadline_and_says_so(shop: Callable[..., Shop]) -> None:
    here = shop(**stuck())
    here.engine.perform(opened(here))
    assert here.kiosk.cancelled == ["1"]
    assert view(here).state is State.FAILED
    assert view(here).message.startswith("Took longer than")
    assert len(here.kiosk.placed) == 1


@pytest.mark.parametrize("cancels", ["no", "error"])
def test_where_the_provider_does_not_confirm_the_cancel_the_money_is_in_doubt(
    shop: Callable[..., Shop], cancels: str
) -> None:
    here = shop(**stuck(cancels=cancels))
    here.run()
    here.run()
    assert view(here).state is State.UNCERTAIN
    assert here.store.records("film").reserved == CENTS_4
    assert len(here.kiosk.placed) == 1
    assert "may still be charged" in view(here).message


def test_a_job_that_is_done_when_its_deadline_comes_is_taken(shop: Callable[..., Shop]) -> None:
    here = shop(**stuck(cancels="late"))
    here.engine.perform(opened(here))
    assert view(here).take is not None
    assert here.spent == CENTS_4


def test_a_provider_that_never_answers_again_leaves_doubt_and_no_second_order(shop: Callable[..., Shop]) -> None:
    here = shop(**stuck(cancels="error", poll_errors=[error(Kind.AMBIGUOUS)] * 10**5))
    here.run()
    assert view(here).state is State.UNCERTAIN
    assert len(here.kiosk.placed) == 1


def test_what_cannot_be_fetched_is_in_doubt_and_says_that_it_was_made(shop: Callable[..., Shop]) -> None:
    here = shop(fetch_errors=[error(Kind.RETRY)] * 10**5, limits=Limits(seconds={"keyframes": 1}))
    here.engine.perform(opened(here))
    assert view(here).state is State.UNCERTAIN
    assert "made" in view(here).message
    assert len(here.kiosk.placed) == 1


def test_what_is_in_doubt_with_its_ticket_is_gone_on_with_when_a_person_looks(shop: Callable[..., Shop]) -> None:
    here = shop(fetch_errors=[error(Kind.RETRY)] * 10**5, limits=Limits(seconds={"keyframes": 1}))
    here.engine.perform(opened(here))
    (doubted,) = (attempt for attempt in attempts(here) if attempt.phase is Phase.UNKNOWN)
    here.kiosk.fetch_errors = []
    found = look_up(here.outside, doubted)
    assert found is not None
    assert here.store.take_over(doubted.id, found, actor="Ada")
    here.engine.perform(doubted.id)
    assert view(here).take is not None
    assert (len(here.kiosk.placed), here.spent, here.store.records("film").reserved) == (1, CENTS_4, 0)


def test_a_job_older_than_its_deadline_is_looked_at_before_it_is_given_up(shop: Callable[..., Shop]) -> None:
    """A worker that was away for long must not drop what was done meanwhile, even if the first look fails."""
    here = shop(**stuck())
    here.kiosk.on_poll = lambda number: here.engine.stopping.set()
    here.engine.perform(opened(here))
    here.engine.stopping.clear()
    (attempt,) = here.store.open_attempts("film")
    old = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    assert attempt.ticket
    _write_ticket(here, attempt.id, attempt.ticket | {"created": old})
    here.kiosk.on_poll = lambda number: None
    here.kiosk.polls_needed, here.kiosk.poll_errors = 0, [error(Kind.RETRY)]
    here.resume()
    assert here.state() is State.APPROVED
    assert (len(here.kiosk.placed), here.kiosk.cancelled) == (2, [])


def _write_ticket(here: Shop, attempt_id: str, ticket: object) -> None:
    from sqlalchemy import update

    from vidpipe.store.tables import ATTEMPT

    with here.store.database.writing() as connection:
        connection.execute(update(ATTEMPT).where(ATTEMPT.c.id == attempt_id).values(ticket=ticket))


# ---------------------------------------------------------------- stop and call off


def call_off(here: Shop, *, at: int = 2) -> None:
    """A person calls the start keyframe off at a look at its job."""

    def look(number: int) -> None:
        if number == at:
            here.store.decide("film", [Decision(slot=START, verb=Verb.CANCEL, actor="me")])
            here.engine.heed_cancels()

    here.kiosk.on_poll = look


@pytest.mark.parametrize("billed", [True, False, None])
def test_a_call_off_reaches_the_provider_which_says_what_it_cost(
    shop: Callable[..., Shop], billed: bool | None
) -> None:
    here = shop(polls_needed=10**9, cancels="no")
    call_off(here)
    cancelled = Status(state="cancelled", error=error(Kind.GONE, "Cancelled", billed=billed))
    confirm = here.kiosk.cancel
    here.kiosk.cancel = lambda ticket: (setattr(here.kiosk, "polls_needed", 0), confirm(ticket))[1]  # type: ignore[method-assign]
    here.kiosk.end = cancelled
    here.engine.perform(opened(here))
    records = here.store.records("film")
    assert (records.spent, records.reserved) == {True: (CENTS_4, 0), False: (0, 0), None: (0, CENTS_4)}[billed]
    assert "called off" in view(here).message
    assert here.engine.advance("film") == []


def test_a_job_that_was_done_when_the_call_off_came_is_taken_and_charged(shop: Callable[..., Shop]) -> None:
    here = shop(polls_needed=10**9, cancels="late")
    call_off(here)
    here.engine.perform(opened(here))
    assert view(here).take is not None
    assert here.spent == CENTS_4
    assert here.kiosk.cancelled == ["1"]


@pytest.mark.parametrize("cancels", ["no", "error"])
def test_a_call_off_that_nobody_confirms_leaves_doubt(shop: Callable[..., Shop], cancels: str) -> None:
    here = shop(polls_needed=10**9, cancels=cancels)
    call_off(here)
    here.engine.perform(opened(here))
    assert view(here).state is State.UNCERTAIN
    assert "may still be charged" in view(here).message
    assert here.store.records("film").reserved == CENTS_4


def test_a_call_off_between_two_workers_is_heeded_by_the_next(shop: Callable[..., Shop]) -> None:
    here = shop(polls_needed=10**9)
    here.kiosk.on_poll = lambda number: here.engine.stopping.set()
    here.engine.perform(opened(here))
    assert here.kiosk.cancelled == []
    here.engine.stopping.clear()
    here.kiosk.on_poll = lambda number: None
    here.store.decide("film", [Decision(slot=START, verb=Verb.CANCEL, actor="me")])
    here.resume()
    assert here.kiosk.cancelled == ["1"]
    assert len(here.kiosk.placed) == 1
    assert here.store.open_attempts("film") == []


def test_what_waits_in_a_lane_is_not_sent_after_a_stop_and_is_after_a_resume(shop: Callable[..., Shop]) -> None:
    from vidpipe.film.project import Wish

    here = shop()
    waiting = opened(here)
    here.store.decide("film", [Decision(slot="", verb=Verb.HALT, actor="me")])
    here.store.wish("film", Wish.STOP, actor="me")
    here.engine.perform(waiting)
    assert (here.kiosk.placed, here.store.open_attempts("film")) == ([], [])
    here.store.wish("film", Wish.RUN, actor="me")
    here.run()
    assert here.state() is State.APPROVED


def test_a_stop_of_the_film_leaves_accepted_jobs_to_be_taken(shop: Callable[..., Shop]) -> None:
    from vidpipe.film.project import Wish

    here = shop(polls_needed=3)
    here.kiosk.on_poll = lambda number: here.store.wish("film", Wish.STOP, actor="me")
    here.engine.perform(opened(here))
    assert view(here).take is not None
    assert here.engine.advance("film") == []
    assert len(here.kiosk.placed) == 1


# ---------------------------------------------------------------- what a person sees, what is learned


def test_a_provider_s_word_reaches_the_person_while_it_works(shop: Callable[..., Shop]) -> None:
    here = shop(polls_needed=3, note="booting")
    said: list[str] = []

    def look(number: int) -> None:
        here.engine.renew()
        said.append(view(here).message)

    here.kiosk.on_poll = look
    here.engine.perform(opened(here))
    assert said == ["", "booting", "booting"]
    assert view(here).message == ""


def test_trouble_in_waiting_is_told_and_taken_back(shop: Callable[..., Shop]) -> None:
    here = shop(polls_needed=2, poll_errors=[error(Kind.RETRY, "Kiosk does not answer")] * 3)
    said: list[str] = []

    def look(number: int) -> None:
        here.engine.renew()
        said.append(view(here).message)

    here.kiosk.on_poll = look
    here.engine.perform(opened(here))
    assert any(word.startswith("Kiosk does not answer") for word in said)
    assert said[-1] == ""


def test_what_a_model_takes_is_learned_from_calls_that_asked(shop: Callable[..., Shop]) -> None:
    here = shop(seconds=0.3, hint=None, caps=PAINTER.model_copy(update={"seconds": 30}))
    here.run()
    learned = here.store.learned(PAINTER.id)
    assert learned
    assert learned.calls == 2
    assert 300 <= learned.p50 <= 1500
    here.found("twin", None)
    here.run("twin")
    again = here.store.learned(PAINTER.id)
    assert again
    assert again.calls == 2, "what the cache answered took no time of the model"


def test_an_answer_that_cannot_be_used_is_charged_as_told_and_asked_anew_when_a_person_says_so(
    shop: Callable[..., Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = shop(at_once=True)
    stage = here.outside.stage("keyframes")
    refusal = error(Kind.INVALID, "That is no picture", billed=True)

    def refuse(*_: object) -> None:
        raise refusal

    with monkeypatch.context() as broken:
        broken.setattr(type(stage), "accept", refuse)
        here.run()
    assert (view(here).state, here.spent) == (State.FAILED, CENTS_4)
    here.store.decide("film", [Decision(slot=START, verb=Verb.RETRY, actor="me")])
    here.run()
    assert here.state() is State.APPROVED
    assert len(here.kiosk.placed) == 3
    assert here.spent == 3 * CENTS_4


def test_two_threads_that_perform_the_same_attempt_order_once(shop: Callable[..., Shop]) -> None:
    here = shop(seconds=0.2)
    waiting = opened(here)
    threads = [threading.Thread(target=here.engine.perform, args=(waiting,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(here.kiosk.placed) == 1


@pytest.mark.parametrize("days", [-3, 3])
def test_a_provider_whose_clock_is_wrong_is_waited_for_as_long_as_any(shop: Callable[..., Shop], days: int) -> None:
    here = shop(caps=PAINTER.model_copy(update={"deadline": 600}), seconds=1.5, hint=None)
    submit = here.kiosk.submit

    def skewed(*about: object) -> Ticket:
        ticket = submit(*about)  # type: ignore[arg-type]
        assert isinstance(ticket, Ticket)
        return ticket.model_copy(update={"created": ticket.created + timedelta(days=days)})

    here.kiosk.submit = skewed  # type: ignore[method-assign]
    here.engine.perform(opened(here))
    assert view(here).take is not None
    assert here.kiosk.cancelled == []
