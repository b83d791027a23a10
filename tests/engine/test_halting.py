"""A refused key and an empty purse end new calls to that provider, keep all that is there, and say what to do."""

from collections.abc import Callable

import pytest
from book import STAGES, Book, settings
from hypothesis import given
from hypothesis import strategies as st
from kiosk import PAINTER
from shop import CENTS_4, START, Shop

from vidpipe.engine.overview import Status, overview
from vidpipe.errors import Kind, ProviderError
from vidpipe.take import Decision, Phase, State, Verb

END = "scene/aaaa/keyframe/end"
NO_KEY = ProviderError(Kind.AUTH, "Kiosk refused the key", remedy="Set KIOSK_KEY.")


def status(here: Shop) -> Status:
    records = here.store.records("film")
    return overview(records, here.outside.plan(records), here.outside.stages, ahead=0, counts={}).status


@pytest.mark.parametrize("kind", [Kind.AUTH, Kind.QUOTA])
def test_nothing_more_is_sent_until_a_person_resumes(shop: Callable[..., Shop], kind: Kind) -> None:
    here = shop(errors=[ProviderError(kind, "Kiosk has enough of you", remedy="Pay your bill.")])
    here.run()
    here.run()
    plan = here.outside.plan(here.store.records("film"))
    assert (here.kiosk.placed, here.spent, here.store.records("film").reserved) == ([], 0, 0)
    assert plan.slots[START].state is State.FAILED
    assert plan.runnable == ()
    assert status(here) is Status.FAILED
    assert "Pay your bill" in plan.slots[START].message
    here.store.decide("film", [Decision(slot=START, verb=Verb.RETRY, actor="me")])
    here.run()
    assert here.state() is State.APPROVED
    assert here.spent == 2 * CENTS_4


def test_what_waits_says_why_and_what_to_do(shop: Callable[..., Shop]) -> None:
    here = shop()
    here.run()
    for slot in (START, END):
        here.store.decide("film", [Decision(slot=slot, verb=Verb.REROLL, value="1", actor="me")])
    here.kiosk.errors = [NO_KEY]
    (first, *_) = here.engine.advance("film")
    here.engine.perform(first.id)
    here.run()
    plan = here.outside.plan(here.store.records("film"))
    held = plan.slots[END if first.slot == START else START]
    assert held.message.startswith("held back: Kiosk refused the key")
    assert "Set KIOSK_KEY" in held.message
    assert "resume" in held.message
    assert held.take is not None, "what is there is kept"
    assert len(here.kiosk.placed) == 2


def test_what_waits_in_a_lane_is_not_sent_after_a_refusal_either(shop: Callable[..., Shop]) -> None:
    here = shop()
    here.run()
    for slot in (START, END):
        here.store.decide("film", [Decision(slot=slot, verb=Verb.REROLL, value="1", actor="me")])
    waiting = here.engine.advance("film")
    here.kiosk.errors = [NO_KEY]
    went = [here.engine.perform(attempt.id) for attempt in waiting]
    assert [each.sent for each in went] == [True] + [False] * (len(waiting) - 1)
    assert len(here.kiosk.placed) == 2
    assert here.store.open_attempts("film") == []


def test_a_job_with_a_ticket_goes_on_while_new_calls_are_refused(shop: Callable[..., Shop]) -> None:
    here = shop()
    here.run()
    for slot in (START, END):
        here.store.decide("film", [Decision(slot=slot, verb=Verb.REROLL, value="1", actor="me")])
    first, *others = here.engine.advance("film")
    here.kiosk.on_poll = lambda number: here.engine.stopping.set()
    here.engine.perform(first.id)
    here.engine.stopping.clear()
    here.kiosk.on_poll = lambda number: None
    here.kiosk.errors = [NO_KEY]
    for attempt in others or here.engine.advance("film"):
        here.engine.perform(attempt.id)
    here.engine.perform(first.id)
    found = here.store.attempt(first.id)
    assert found
    assert found.phase is Phase.DONE


def test_another_film_is_not_held_back_by_this_one(shop: Callable[..., Shop]) -> None:
    here = shop(errors=[NO_KEY])
    here.run()
    here.found("twin", None)
    here.run("twin")
    assert here.state(name="twin") is State.APPROVED


def test_an_approval_or_a_pick_lifts_nothing_and_a_start_does(shop: Callable[..., Shop]) -> None:
    here = shop(errors=[NO_KEY])
    here.run()
    take = here.store.records("film").takes[0]
    for verb, value in ((Verb.PICK, str(take.id)), (Verb.APPROVE, take.digest), (Verb.NOTE, take.digest)):
        here.store.decide("film", [Decision(slot=take.slot, verb=verb, value=value, actor="me")])
    plan = here.outside.plan(here.store.records("film"))
    assert not [slot for slot in plan.runnable if plan.slots[slot].stage == "keyframes"]


MODEL_SLOTS = ("scene/aaaa/keyframe/start", "scene/bbbb/keyframe/start", "scene/cccc/keyframe/start")


@given(
    kinds=st.lists(st.sampled_from(["auth", "quota", "retry", "policy", "invalid"]), min_size=3, max_size=3),
    asks=st.lists(st.sampled_from(["go", "retry", "reroll", "policy approves", "lock"]), max_size=3),
)
def test_whoever_halts_is_asked_again_only_by_a_person(kinds: list[str], asks: list[str]) -> None:
    book = Book(settings=settings(until="storyboard"))
    book.settle()
    book.settings = settings()
    slots = [slot for slot in book.plan().runnable if slot in MODEL_SLOTS]
    for slot, kind in zip(slots, kinds, strict=False):
        recipe = book.plan().slots[slot].recipe
        assert recipe
        book.attempt(slot, recipe, Phase.FAILED, error=kind)
    halted = bool({"auth", "quota"} & set(kinds[: len(slots)]))
    for ask in asks:
        if ask == "go":
            book.go()
        elif ask in ("retry", "reroll"):
            book.decide("music", Verb(ask), "0")
        elif ask == "lock":
            book.decide("scene/aaaa", Verb.LOCK)
    lifted = bool({"go", "retry", "reroll"} & set(asks))
    running = [slot for slot in book.plan().runnable if book.plan().slots[slot].stage != "continuity"]
    if halted and not lifted:
        asked = [slot for slot in running if STAGE_ROLES[book.plan().slots[slot].stage]]
        assert asked == [], "the local provider stands for any: it was refused"
    else:
        assert any(STAGE_ROLES[book.plan().slots[slot].stage] for slot in running)


STAGE_ROLES = {stage.name: stage.role for stage in STAGES}


def test_the_model_of_another_provider_is_not_held_back() -> None:
    from vidpipe.engine.standing import Standing

    book = Book()
    recipe = book.plan().slots["brief"].recipe
    assert recipe
    book.attempt("brief", recipe, Phase.FAILED, error="auth")
    standing = Standing(book.records())
    assert standing.halted("local/another-model")
    assert standing.halted(PAINTER.id) is None
    assert standing.halted("") is None
