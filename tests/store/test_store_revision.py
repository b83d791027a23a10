"""The revision of a project is another one after whatever changes it, in any process, and the same otherwise."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_kit import HandClock, Workspace, filled, film, leased, recipe, settings

from vidpipe.errors import NotFound
from vidpipe.film.project import Wish
from vidpipe.ports import Event
from vidpipe.store.sql import SqlStore
from vidpipe.take import Decision, Verb


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def place(tmp_path: Path, clock: HandClock) -> Iterator[Workspace]:
    made = Workspace(tmp_path / "data", None, clock)
    yield made
    made.close()


@pytest.fixture
def store(place: Workspace) -> SqlStore:
    return place.open()


def brought(store: SqlStore) -> object:
    digest = store.blobs.put(b"own", "video/mp4")
    return store.import_take("film1", "clip", digest=digest, mime="video/mp4", meta={}, recipe=recipe(), actor="ada")


ACTS: dict[str, Callable[[SqlStore], object]] = {
    "settings": lambda store: store.change("film1", settings(), actor="ada"),
    "wish": lambda store: store.wish("film1", Wish.STOP, actor="ada"),
    "title": lambda store: store.retitle("film1", "Another"),
    "trash": lambda store: store.trash("film1", True, actor="ada"),
    "decision": lambda store: store.decide("film1", [Decision(slot="music", verb=Verb.LOCK, actor="ada")]),
    "take": brought,
    "event": lambda store: store.log(Event(project="film1", what="damaged")),
    "intent": lambda store: store.open_attempt("film1", "music", "clip", recipe()),
}


@pytest.mark.parametrize("what", ACTS)
def test_every_act_gives_another_revision_and_reading_none(store: SqlStore, what: str) -> None:
    film(store)
    before = store.revision("film1")
    store.records("film1")
    store.counts("film1")
    assert store.revision("film1") == before
    ACTS[what](store)
    assert store.revision("film1") != before


STEPS: dict[str, Callable[[SqlStore, str], object]] = {
    "progress": lambda store, attempt: store.renew(attempt, "w1", 60, progress=40),
    "submitting": lambda store, attempt: store.submitting(attempt, "w1", 5),
    "done": lambda store, attempt: store.finish(attempt, "w1", filled(store)),
    "failed": lambda store, attempt: store.fail(attempt, "w1", kind="policy", message="no", billed=False),
    "cancelled": lambda store, attempt: store.release(attempt, "w1"),
}


@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_an_attempt_gives_another_revision(store: SqlStore, step: str) -> None:
    film(store)
    attempt = leased(store)
    before = store.revision("film1")
    STEPS[step](store, attempt.id)
    assert store.revision("film1") != before


def test_a_lease_that_is_over_gives_another_revision(store: SqlStore, clock: HandClock) -> None:
    film(store)
    attempt = leased(store)
    before = store.revision("film1")
    assert store.renew(attempt.id, "w1", 60)
    assert store.revision("film1") == before, "a lease renewed is no news"
    clock.wind(61)
    assert store.revision("film1") != before


def test_a_worker_that_goes_gives_another_revision_to_what_it_held(store: SqlStore) -> None:
    film(store)
    store.enlist("w1", "here", 1)
    leased(store)
    before = store.revision("film1")
    store.dismiss("w1")
    assert store.revision("film1") != before


def test_what_another_process_writes_is_seen(place: Workspace, store: SqlStore) -> None:
    film(store)
    before, other = store.revision("film1"), place.open()
    other.decide("film1", [Decision(slot="music", verb=Verb.LOCK, actor="bob")])
    assert store.revision("film1") != before
    assert store.revision("film1") == other.revision("film1")


def test_projects_do_not_share_revisions_and_those_that_are_gone_are_left_out(store: SqlStore) -> None:
    for name in ("film1", "film2"):
        film(store, name)
    before = store.revisions(["film1", "film2", "nowhere"])
    assert set(before) == {"film1", "film2"}
    store.wish("film2", Wish.STOP, actor="ada")
    after = store.revisions(["film1", "film2"])
    assert after["film1"] == before["film1"]
    assert after["film2"] != before["film2"]
    assert store.revisions([]) == {}
    with pytest.raises(NotFound):
        store.revision("nowhere")
