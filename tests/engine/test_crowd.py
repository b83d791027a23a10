"""Many films at one paid provider at once: within its limits, each picture ordered once, the books equal to its own."""

import threading
import time
from collections.abc import Callable

from book import scene
from kiosk import PAINTER
from shop import CENTS_4, Shop

from vidpipe.engine.turns import Turns
from vidpipe.engine.worker import Worker
from vidpipe.errors import Kind, ProviderError, Stopped
from vidpipe.film.storyboard import Scene
from vidpipe.take import State

FILMS = ["film1", "film2", "film3"]


def own(film: str) -> list[Scene]:
    """Two scenes whose words no other film has."""
    return [scene(f"{letter}aaa", start_prompt=f"{letter} of {film}") for letter in "ab"]


def made(here: Shop, film: str) -> bool:
    slots = here.outside.plan(here.store.records(film)).slots
    return all(view.state is State.APPROVED for name, view in slots.items() if "/keyframe/" in name)


def work(here: Shop, films: list[str]) -> None:
    with Worker(here.outside, queue_url=None) as worker:
        worker.wait(lambda: all(made(here, film) for film in films), every=0.05)


def test_a_provider_that_takes_fewer_than_its_record_says_is_left_in_peace(shop: Callable[..., Shop]) -> None:
    here = shop(
        caps=PAINTER.model_copy(update={"concurrency": 6}), most_at_once=2, polls_needed=1, seconds=0.05, hint=None
    )
    for film in FILMS:
        here.found(film, None, scenes=own(film))
    work(here, [*FILMS, "film"])
    assert here.kiosk.most_inside <= 2
    keys = [order["key"] for order in here.kiosk.placed]
    assert len(keys) == len(set(keys)) == 14
    assert sum(here.store.records(film).spent for film in [*FILMS, "film"]) == 14 * CENTS_4
    assert sum(here.store.records(film).reserved for film in [*FILMS, "film"]) == 0


def test_no_more_at_once_than_a_model_takes(shop: Callable[..., Shop]) -> None:
    here = shop(caps=PAINTER.model_copy(update={"concurrency": 3}), seconds=0.1, hint=None)
    for film in FILMS:
        here.found(film, None, scenes=own(film))
    work(here, FILMS)
    assert 2 <= here.kiosk.most_inside <= 3


def test_the_same_picture_of_two_films_at_once_is_ordered_once(shop: Callable[..., Shop]) -> None:
    here = shop(seconds=0.2, hint=None)
    for film in FILMS:
        here.found(film, None)
    work(here, [*FILMS, "film"])
    assert len(here.kiosk.placed) == 2
    assert sum(here.store.records(film).spent for film in [*FILMS, "film"]) == 2 * CENTS_4


def test_where_the_first_of_two_is_refused_the_other_asks_itself(shop: Callable[..., Shop]) -> None:
    here = shop(errors=[ProviderError(Kind.POLICY, "No", billed=False)], seconds=0.1, hint=None)
    here.found("twin", None)
    both = [next(a for a in here.engine.advance(film) if a.slot.endswith("start")).id for film in ("film", "twin")]
    threads = [threading.Thread(target=here.engine.perform, args=(name,)) for name in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    states = {here.state(name=film) for film in ("film", "twin")}
    assert State.BLOCKED in states
    assert states & {State.APPROVED, State.READY}
    assert len(here.kiosk.placed) == 1


def test_whoever_waits_for_the_same_call_hears_a_stop() -> None:
    turns, inside, stop = Turns(), threading.Event(), threading.Event()
    leave, heard = threading.Event(), []

    def hold() -> None:
        with turns.of("key", given_up=lambda: False):
            inside.set()
            leave.wait(10)

    def want() -> None:
        try:
            with turns.of("key", given_up=stop.is_set):
                heard.append("in")
        except Stopped:
            heard.append("stopped")

    threads = [threading.Thread(target=hold), threading.Thread(target=want)]
    threads[0].start()
    assert inside.wait(10)
    threads[1].start()
    with turns.of("another key", given_up=lambda: True):
        stop.set()
    threads[1].join(10)
    leave.set()
    threads[0].join(10)
    assert heard == ["stopped"]
    with turns.of("key", given_up=lambda: True):
        time.sleep(0)
