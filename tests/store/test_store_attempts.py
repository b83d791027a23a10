"""Attempts: one open try for a slot, one worker for a try, and a step that comes late changes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from store_kit import HandClock, Workspace, child, ended, filled, film, leased, recipe, whats

from vidpipe.errors import Busy, NotFound, Refused
from vidpipe.ports import Ticket
from vidpipe.store.sql import SqlStore
from vidpipe.store.tables import ATTEMPT, LEDGER
from vidpipe.take import Decision, Phase, Verb

TICKET = Ticket(provider="google", model="veo-9", id="job-1", created=HandClock().now())


def test_a_slot_has_one_open_attempt(store: SqlStore, clock: HandClock) -> None:
    film(store)
    first = store.open_attempt("film1", "music", "clip", recipe())
    assert first is not None
    assert first.phase is Phase.INTENT
    assert store.open_attempt("film1", "music", "clip", recipe("other")) is None
    clock.wind(1)
    assert store.open_attempt("film1", "poster", "clip", recipe()) is not None
    assert [attempt.slot for attempt in store.open_attempts("film1")] == ["music", "poster"]


def test_the_database_itself_refuses_a_second_open_attempt(store: SqlStore) -> None:
    film(store)
    attempt = store.open_attempt("film1", "music", "clip", recipe())
    with store.database.writing() as connection:
        row = dict(connection.execute(select(ATTEMPT)).mappings().one())
    with pytest.raises(IntegrityError), store.database.writing() as connection:
        connection.execute(insert(ATTEMPT).values(**row | {"id": "another", "number": 2}))
    assert store.open_attempts() == [attempt]


def test_attempts_of_an_unknown_film_are_not_opened(store: SqlStore) -> None:
    with pytest.raises(NotFound, match="no film nowhere"):
        store.open_attempt("nowhere", "music", "clip", recipe())


def test_approvals_by_policy_are_written_with_the_intent_or_not_at_all(store: SqlStore) -> None:
    film(store)
    approval = Decision(slot="brief", verb=Verb.APPROVE, value="a" * 64, actor="policy")
    assert store.open_attempt("film1", "music", "clip", recipe(), approvals=[approval])
    assert store.open_attempt("film1", "music", "clip", recipe(), approvals=[approval]) is None
    made = store.records("film1").decisions
    assert [(one.slot, one.verb, one.actor) for one in made] == [("brief", Verb.APPROVE, "policy")]


def test_tries_at_the_same_recipe_are_numbered_and_the_newest_is_shown(store: SqlStore) -> None:
    film(store)
    for _ in range(3):
        attempt = leased(store)
        store.fail(attempt.id, "w1", kind="retry", message="busy", billed=False)
    other = leased(store, prompt="other")
    shown = store.records("film1").attempts
    assert {(attempt.number, attempt.recipe.key == other.recipe.key) for attempt in shown} == {(3, False), (1, True)}
    assert len(shown) == 2


def test_a_lease_keeps_others_out_until_it_ends(store: SqlStore, clock: HandClock) -> None:
    film(store)
    attempt = leased(store)
    assert attempt.leased
    assert store.lease(attempt.id, "w2", 60) is None
    assert store.lease(attempt.id, "w1", 60) is None, "a second delivery to the same worker is held off too"
    clock.wind(59)
    assert store.renew(attempt.id, "w1", 60, progress=40)
    clock.wind(59)
    assert store.lease(attempt.id, "w2", 60) is None
    assert store.attempt(attempt.id).progress == 40
    clock.wind(2)
    assert not store.attempt(attempt.id).leased
    taken = store.lease(attempt.id, "w2", 60)
    assert taken is not None
    assert taken.started == attempt.started
    assert not store.renew(attempt.id, "w1", 60)


def test_a_worker_that_lost_its_lease_writes_nothing(store: SqlStore, clock: HandClock) -> None:
    film(store)
    attempt = leased(store)
    clock.wind(61)
    assert store.lease(attempt.id, "w2", 60)
    before = whats(store)
    assert not store.submitting(attempt.id, "w1", 5)
    assert not store.submitted(attempt.id, "w1", TICKET)
    assert store.finish(attempt.id, "w1", filled(store)) is None
    assert not store.fail(attempt.id, "w1", kind="invalid", message="no", billed=True)
    assert not store.doubt(attempt.id, "w1", "hm")
    assert not store.release(attempt.id, "w1")
    assert whats(store) == before
    assert store.records("film1").takes == ()


def test_unknown_attempts_are_late_not_an_error(store: SqlStore) -> None:
    assert store.attempt("none") is None
    assert store.lease("none", "w1", 60) is None
    assert not store.renew("none", "w1", 60)
    assert not store.submitting("none", "w1", 1)
    assert store.finish("none", "w1", filled(store)) is None


def test_a_dead_holder_on_this_machine_is_replaced_at_once(space: Workspace, store: SqlStore) -> None:
    film(store)
    attempt = store.open_attempt("film1", "music", "clip", recipe())
    other = child("work", space.data, space.url or "-", attempt.id)
    assert other.stdout.readline().strip() == "held"
    store.enlist("me", "here", 1)
    assert store.alive("other")
    assert store.lease(attempt.id, "me", 60) is None
    assert store.attempt(attempt.id).leased
    other.kill()
    ended(other)
    assert not store.alive("other")
    assert not store.attempt(attempt.id).leased
    assert store.lease(attempt.id, "me", 60)


def test_a_dismissed_worker_gives_back_what_it_held(store: SqlStore) -> None:
    film(store)
    store.enlist("w1", "here", 1)
    attempt = leased(store)
    store.dismiss("w1")
    assert not store.alive("w1")
    assert not store.renew(attempt.id, "w1", 60)
    assert store.lease(attempt.id, "w2", 60)


def test_a_worker_that_enlists_strikes_off_the_dead(space: Workspace, store: SqlStore) -> None:
    film(store)
    attempt = store.open_attempt("film1", "music", "clip", recipe())
    other = child("work", space.data, space.url or "-", attempt.id)
    assert other.stdout.readline().strip() == "held"
    other.kill()
    ended(other)
    store.enlist("me", "here", 1)
    assert [file.name for file in (space.data / "locks").glob("worker-*")] == ["worker-me.lock"]
    assert store.lease(attempt.id, "me", 60)


def test_two_processes_cannot_be_the_same_worker(space: Workspace, store: SqlStore) -> None:
    store.enlist("me", "here", 1)
    store.enlist("me", "here", 1)
    with pytest.raises(Busy, match="another process is the worker me"):
        space.open().enlist("me", "here", 1)


def test_finish_writes_take_pick_money_and_event_together(store: SqlStore, clock: HandClock) -> None:
    film(store)
    attempt = leased(store)
    store.submitting(attempt.id, "w1", 500)
    clock.wind(12)
    take = store.finish(attempt.id, "w1", filled(store, cost=400))
    records = store.records("film1")
    assert records.takes == (take,)
    assert (take.number, take.cost, take.attempt, take.meta) == (1, 400, attempt.id, {"frames": 96})
    assert take.recipe == attempt.recipe
    [pick] = records.decisions
    assert (pick.verb, pick.slot, pick.value, pick.actor) == (Verb.PICK, "music", str(take.id), "engine")
    assert (records.spent, records.reserved) == (400, 0)
    [done] = [event for event in store.events("film1") if event.what == "done"]
    assert (done.seconds, done.cost, done.detail["cached"]) == (12.0, 400, False)
    [told] = records.attempts
    assert (told.phase, told.cost, told.progress, told.ended) == (Phase.DONE, 400, 100, clock.now())


def test_a_second_finish_comes_late(store: SqlStore) -> None:
    film(store)
    attempt = leased(store)
    assert store.finish(attempt.id, "w1", filled(store, cost=7))
    assert store.finish(attempt.id, "w1", filled(store, b"again", cost=7)) is None
    assert len(store.records("film1").takes) == 1
    assert store.records("film1").spent == 7


def test_a_locked_slot_gets_the_take_and_keeps_its_pick(store: SqlStore) -> None:
    film(store)
    first = store.finish(leased(store).id, "w1", filled(store))
    attempt = leased(store, prompt="other")
    store.decide("film1", [Decision(slot="music", verb=Verb.LOCK, actor="ada")])
    second = store.finish(attempt.id, "w1", filled(store, b"other"))
    picks = [one.value for one in store.records("film1").decisions if one.verb is Verb.PICK]
    assert picks == [str(first.id)]
    assert second.number == 2
    store.forget_blob(first.digest)
    healed = store.finish(leased(store, prompt="healed").id, "w1", filled(store, b"healed"))
    assert store.records("film1").decisions[-1].value == str(healed.id), "a lock does not keep what cannot be shown"
    store.decide("film1", [Decision(slot="music", verb=Verb.UNLOCK, actor="ada")])
    third = store.finish(leased(store, prompt="third").id, "w1", filled(store, b"third"))
    assert store.records("film1").decisions[-1].value == str(third.id)


def test_the_lock_of_a_scene_holds_for_its_slots_and_an_empty_slot_is_filled(store: SqlStore) -> None:
    film(store)
    store.decide("film1", [Decision(slot="scene/ab12", verb=Verb.LOCK, actor="ada")])
    first = store.finish(leased(store, "scene/ab12/clip").id, "w1", filled(store))
    store.finish(leased(store, "scene/ab12/clip", prompt="other").id, "w1", filled(store, b"other"))
    other = store.finish(leased(store, "scene/ab123/clip").id, "w1", filled(store))
    free = store.finish(leased(store, "scene/ab123/clip", prompt="other").id, "w1", filled(store, b"other"))
    picks = [int(one.value) for one in store.records("film1").decisions if one.verb is Verb.PICK]
    assert picks == [first.id, other.id, free.id]


@pytest.mark.parametrize(("charged", "spent"), [(True, 500), (False, 0)])
@pytest.mark.parametrize("how", ["doubt", "fail"])
def test_a_person_settles_what_nobody_knows(store: SqlStore, how: str, charged: bool, spent: int) -> None:
    film(store, budget=500)
    attempt = leased(store)
    store.submitting(attempt.id, "w1", 500)
    if how == "doubt":
        store.doubt(attempt.id, "w1", "no answer")
    else:
        store.fail(attempt.id, "w1", kind="gone", message="lost", billed=None)
    assert store.records("film1").reserved == 500
    with pytest.raises(Refused, match="nothing is uncertain about poster"):
        store.settle("film1", "poster", charged=charged, actor="ada")
    store.settle("film1", "music", charged=charged, actor="ada")
    records = store.records("film1")
    assert (records.spent, records.reserved) == (spent, 0)
    [told] = records.attempts
    assert (told.phase, told.cost) == (Phase.FAILED, spent)
    assert store.events("film1")[-1].detail["actor"] == "ada"
    with pytest.raises(Refused):
        store.settle("film1", "music", charged=charged, actor="ada")
    assert store.open_attempt("film1", "music", "clip", recipe()) is not None


def test_a_ticket_lets_another_worker_go_on(store: SqlStore, clock: HandClock) -> None:
    film(store)
    attempt = leased(store)
    assert not store.submitted(attempt.id, "w1", TICKET), "nothing was sent yet"
    store.submitting(attempt.id, "w1", 500)
    assert store.submitted(attempt.id, "w1", TICKET)
    assert not store.submitting(attempt.id, "w1", 500), "what was accepted is not sent again"
    clock.wind(61)
    taken = store.lease(attempt.id, "w2", 60)
    assert taken.phase is Phase.SUBMITTED
    assert Ticket.model_validate(taken.ticket) == TICKET
    assert store.finish(attempt.id, "w2", filled(store, cost=500))


@pytest.mark.parametrize(
    ("billed", "spent", "reserved", "cost"), [(True, 500, 0, 500), (False, 0, 0, 0), (None, 0, 500, 500)]
)
def test_a_failure_settles_the_reserve(
    store: SqlStore, billed: bool | None, spent: int, reserved: int, cost: int
) -> None:
    film(store)
    attempt = leased(store)
    store.submitting(attempt.id, "w1", 500)
    assert store.fail(attempt.id, "w1", kind="policy", message="not\0 allowed", billed=billed)
    records = store.records("film1")
    assert (records.spent, records.reserved) == (spent, reserved)
    [told] = records.attempts
    assert (told.phase, told.error, told.message, told.cost) == (Phase.FAILED, "policy", "not allowed", cost)
    assert told.not_before is None


def test_what_was_never_sent_is_never_billed(store: SqlStore) -> None:
    film(store)
    attempt = leased(store)
    assert store.fail(attempt.id, "w1", kind="invalid", message="no model", billed=None)
    assert store.records("film1").spent == store.records("film1").reserved == 0


def test_a_retry_says_when(store: SqlStore, clock: HandClock) -> None:
    film(store)
    attempt = leased(store)
    store.fail(attempt.id, "w1", kind="retry", message="busy", billed=False, retry_after=30)
    [told] = store.records("film1").attempts
    assert told.not_before == clock.now() + timedelta(seconds=30)


def test_doubt_keeps_the_reserve_as_unknown(store: SqlStore) -> None:
    film(store)
    attempt = leased(store)
    assert not store.doubt(attempt.id, "w1", "nothing was sent, so there is no doubt")
    store.submitting(attempt.id, "w1", 500)
    assert store.doubt(attempt.id, "w1", "no answer")
    records = store.records("film1")
    assert (records.spent, records.reserved) == (0, 500)
    assert records.attempts[0].phase is Phase.UNKNOWN
    with store.database.reading() as connection:
        assert list(connection.scalars(select(LEDGER.c.state).order_by(LEDGER.c.id))) == ["reserved", "unknown"]


def test_release_frees_the_reserve_but_never_drops_a_ticket(store: SqlStore) -> None:
    film(store)
    attempt = leased(store)
    store.submitting(attempt.id, "w1", 500)
    assert store.release(attempt.id, "w1")
    assert store.records("film1").attempts[0].phase is Phase.CANCELLED
    assert store.records("film1").reserved == 0
    accepted = leased(store, prompt="accepted")
    store.submitting(accepted.id, "w1", 300)
    store.submitted(accepted.id, "w1", TICKET)
    assert not store.release(accepted.id, "w1")
    assert store.records("film1").reserved == 300
    assert store.lease(accepted.id, "w2", 60).phase is Phase.SUBMITTED


def test_each_open_attempt_is_finished_by_one_of_two_processes(space: Workspace, store: SqlStore) -> None:
    film(store)
    opened = [store.open_attempt("film1", f"slot/{number}", "clip", recipe()).id for number in range(40)]
    racers = [child("race", space.data, space.url or "-", f"racer{number}") for number in range(2)]
    told = [ended(racer) for racer in racers]
    assert [code for code, _ in told] == [0, 0]
    won = [attempt for _, said in told for attempt in said.split()]
    assert sorted(won) == sorted(opened)
    assert len(store.records("film1").takes) == 40


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(
        st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(["lease", "renew", "wind"])), max_size=25
    )
)
def test_never_two_holders(store: SqlStore, clock: HandClock, moves: list[tuple[str, str]]) -> None:
    """Whatever workers do and however time passes: who may lease is who finds no running lease."""
    project = f"film{len(store.projects())}"
    film(store, project)
    attempt = store.open_attempt(project, "music", "clip", recipe())
    holder, until = "", clock.now()
    for worker, move in moves:
        if move == "wind":
            clock.wind(7)
        elif move == "lease":
            free = not holder or until <= clock.now()
            assert (store.lease(attempt.id, worker, 20) is not None) == free
            holder, until = (worker, clock.now() + timedelta(seconds=20)) if free else (holder, until)
        else:
            renewed = store.renew(attempt.id, worker, 20)
            assert renewed == (worker == holder)
            until = clock.now() + timedelta(seconds=20) if renewed else until
    assert store.attempt(attempt.id).leased == (bool(holder) and until > clock.now())


def test_what_was_left_out_of_a_result_is_told_with_its_event(store: SqlStore) -> None:
    film(store)
    for slot, warnings in (("cut", ["No font here draws Thai.", "It is silent."]), ("poster", [])):
        attempt = leased(store, slot)
        assert store.submitting(attempt.id, "w1", 0)
        made = replace(filled(store, slot.encode()), meta={"warnings": warnings} if warnings else {})
        assert store.finish(attempt.id, "w1", made)
    done = {event.slot: event.detail for event in store.events("film1") if event.what == "done"}
    assert done["cut"]["message"] == "No font here draws Thai. It is silent."
    assert "message" not in done["poster"]
