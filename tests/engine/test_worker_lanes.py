"""The worker's lanes and the worker itself: order, width, rate, orphans of a dead worker, films at once, stop."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from shop import START, Shop

from vidpipe.engine.lanes import Lanes, Width
from vidpipe.engine.outside import Limits
from vidpipe.engine.worker import Worker
from vidpipe.take import Decision, Phase, State, Verb


def test_the_earlier_step_goes_first_and_equal_ones_in_order() -> None:
    lanes, done, gate = Lanes(lambda name: Width(at_once=1)), [], threading.Event()
    lanes.put("local", "first", gate.wait, priority=0)
    for name, priority in (("cut", 70), ("key2", 30), ("key3", 30), ("music", 40)):
        lanes.put("local", name, lambda name=name: done.append(name), priority=priority)  # type: ignore[misc]
    gate.set()
    assert lanes.wait_idle(10)
    assert done == ["key2", "key3", "music", "cut"]
    lanes.close()


def test_never_more_at_once_than_the_lane_is_wide_and_lanes_do_not_wait_for_each_other() -> None:
    lanes = Lanes(lambda name: Width(at_once=2))
    inside, most, lock, both = 0, 0, threading.Lock(), threading.Barrier(2, timeout=10)

    def work() -> None:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        both.wait()
        with lock:
            inside -= 1

    for number in range(6):
        lanes.put("a", f"job{number}", work, priority=1)
    assert lanes.wait_idle(20)
    assert most == 2
    lanes.close()


def test_a_job_that_waits_or_runs_is_not_taken_twice() -> None:
    lanes, gate, runs = Lanes(lambda name: Width(at_once=1)), threading.Event(), []

    def slow() -> None:
        gate.wait()
        runs.append(1)

    assert lanes.put("a", "same", slow, priority=1)
    assert not lanes.put("a", "same", lambda: runs.append(2), priority=1)
    gate.set()
    assert lanes.wait_idle(10)
    assert runs == [1]
    lanes.close()


def test_no_more_starts_a_minute_than_the_provider_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vidpipe.engine.lanes.MINUTE", 0.4)
    lanes, starts = Lanes(lambda name: Width(at_once=4, per_minute=2)), []
    for number in range(6):
        lanes.put("a", f"job{number}", lambda: starts.append(time.monotonic()), priority=1)
    assert lanes.wait_idle(20)
    for early, late in zip(starts, starts[2:], strict=False):
        assert late - early >= 0.35
    lanes.close()


def test_a_failing_job_does_not_end_its_lane() -> None:
    lanes, done = Lanes(lambda name: Width(at_once=1)), []
    lanes.put("a", "bad", lambda: 1 / 0, priority=1)  # type: ignore[arg-type, return-value]
    lanes.put("a", "good", lambda: done.append(1), priority=2)
    assert lanes.wait_idle(10)
    assert done == [1]
    lanes.close()


def whole(here: Shop, name: str = "film") -> bool:
    return here.state("scene/aaaa/keyframe/end", name) is State.APPROVED


def test_a_worker_takes_up_what_another_left_open(shop: Callable[..., Shop]) -> None:
    here = shop()
    (attempt,) = here.engine.advance("film")
    with Worker(here.outside, queue_url=None) as worker:
        worker.wait(lambda: whole(here), every=0.05)
    found = here.store.attempt(attempt.id)
    assert found
    assert found.phase is Phase.DONE
    assert len(here.kiosk.placed) == 2


def test_only_so_many_films_move_at_once_and_all_come_to_an_end(shop: Callable[..., Shop]) -> None:
    here = shop()
    for number in range(4):
        here.found(f"film{number}", None)
    narrow = replace(here.outside, limits_now=lambda: Limits(films_at_once=1))
    names = ["film", *(f"film{number}" for number in range(4))]
    with Worker(narrow, queue_url=None) as worker:
        worker.wait(lambda: all(whole(here, name) for name in names), every=0.05)
    waited = [e for name in names for e in here.store.events(name) if e.what == "waiting"]
    assert waited


def test_a_worker_that_is_stopped_gives_back_what_it_held(shop: Callable[..., Shop]) -> None:
    here = shop(polls_needed=10**6)
    with Worker(here.outside, queue_url=None) as worker:
        worker.wait(lambda: any(a.phase is Phase.SUBMITTED for a in here.store.open_attempts("film")), every=0.02)
    (attempt,) = [a for a in here.store.open_attempts("film") if a.slot == START]
    assert attempt.phase is Phase.SUBMITTED
    assert not attempt.leased
    here.kiosk.polls_needed = 1
    with Worker(here.outside, queue_url=None) as worker:
        worker.wait(lambda: whole(here), every=0.05)
    assert len(here.kiosk.placed) == 2


def test_the_queue_wakes_a_worker_from_another_process(shop: Callable[..., Shop], tmp_path: Path) -> None:
    from vidpipe.engine.queue import Sender, queue_url
    from vidpipe.film.project import Wish

    here = shop()
    here.store.wish("film", Wish.STOP, actor="me")
    url = queue_url(tmp_path / "data", None)
    with Worker(here.outside, queue_url=url, everything=False) as worker:
        here.store.wish("film", Wish.RUN, actor="me")
        sender = Sender(url)
        sender.project("film")
        worker.wait(lambda: whole(here), every=0.1)
        sender.close()
    assert len(here.kiosk.placed) == 2


def test_a_cancel_reaches_the_provider_and_nothing_is_ordered_again_until_asked(shop: Callable[..., Shop]) -> None:
    here = shop(polls_needed=10**6)
    with Worker(here.outside, queue_url=None) as worker:
        worker.wait(lambda: any(a.phase is Phase.SUBMITTED for a in here.store.open_attempts("film")), every=0.02)
        here.store.decide("film", [Decision(slot=START, verb=Verb.CANCEL)])
        worker.wait(lambda: not here.store.open_attempts("film"), every=0.05)
        worker.look_at("film")
        assert here.kiosk.cancelled == ["1"]
        assert len(here.kiosk.placed) == 1
        view = here.outside.plan(here.store.records("film")).slots[START]
        assert "called off" in view.message
        here.kiosk.polls_needed = 1
        here.store.decide("film", [Decision(slot=START, verb=Verb.RETRY)])
        worker.look_at("film")
        worker.wait(lambda: whole(here), every=0.05)
    assert len(here.kiosk.placed) == 3


def test_a_step_that_takes_longer_than_the_workspace_allows_fails_with_a_clear_word(shop: Callable[..., Shop]) -> None:
    here = shop(polls_needed=10**6)
    hasty = replace(here.outside, limits_now=lambda: Limits(seconds={"keyframes": 1}))
    with Worker(hasty, queue_url=None) as worker:
        worker.wait(lambda: here.state() is State.FAILED, every=0.05)
    message = here.outside.plan(here.store.records("film")).slots[START].message
    assert message.startswith("Took longer than 1")
    assert "Raise the limit" in message
