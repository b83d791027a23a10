"""A worker that sweeps its workspace makes what was asked for by itself in a stopped film, and nothing besides."""

from collections.abc import Callable
from pathlib import Path

import pytest
from shop import START, Shop

from vidpipe.engine.worker import Worker
from vidpipe.film.project import Wish
from vidpipe.recipe import imported
from vidpipe.take import Decision, State, Verb

END = "scene/aaaa/keyframe/end"


@pytest.fixture
def stopped(tmp_path: Path) -> Callable[[], Shop]:
    """A shop whose film has both keyframes and was stopped then."""

    def make() -> Shop:
        here = Shop(tmp_path)
        here.run()
        here.store.decide("film", [Decision(slot="", verb=Verb.HALT, actor="me")])
        here.store.wish("film", Wish.STOP, actor="me")
        return here

    return make


def test_a_reroll_in_a_stopped_film_is_made_and_what_follows_is_not(stopped: Callable[[], Shop]) -> None:
    here = stopped()
    here.store.decide("film", [Decision(slot=START, verb=Verb.REROLL, value="2", actor="me")])
    with Worker(here.outside, queue_url=None) as worker:
        worker.wait(lambda: len(here.kiosk.placed) == 4 and worker.idle, every=0.05)
    assert here.state(END) is State.STALE
    assert [order["key"] for order in here.kiosk.placed[2:]] != [here.kiosk.placed[0]["key"]] * 2


def test_a_stopped_film_without_an_ask_is_left_alone(stopped: Callable[[], Shop]) -> None:
    here = stopped()
    assert not here.engine.asked("film")
    with Worker(here.outside, queue_url=None) as worker:
        worker.look_at("film")
        assert worker.idle
    assert len(here.kiosk.placed) == 2


def test_what_a_person_picks_while_another_is_made_stays_shown(tmp_path: Path) -> None:
    here = Shop(tmp_path)
    (attempt,) = here.engine.advance("film")
    own = here.store.blobs.put(b"own picture", "image/png")
    here.store.import_take("film", START, digest=own, mime="image/png", meta={}, recipe=imported(own), actor="me")
    here.engine.perform(attempt.id)
    takes = [take for take in here.store.records("film").takes if take.slot == START]
    assert len(takes) == 2, "what was paid is kept"
    shown = here.outside.plan(here.store.records("film")).slots[START].take
    assert shown
    assert shown.digest == own


def test_a_change_over_another_take_than_was_read_is_not_written(tmp_path: Path) -> None:
    here = Shop(tmp_path)
    name = here.store.blobs.put(b"{}", "application/json")
    facts = {"digest": name, "mime": "application/json", "recipe": imported(name), "actor": "me"}
    first = here.store.import_over("film", "edit", over=0, **facts)  # type: ignore[arg-type]
    assert first
    assert here.store.import_over("film", "edit", over=0, **facts) is None  # type: ignore[arg-type]
    assert here.store.import_over("film", "edit", over=first.id, **facts)  # type: ignore[arg-type]
    assert len([take for take in here.store.records("film").takes if take.slot == "edit"]) == 2
