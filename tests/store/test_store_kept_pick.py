"""What a person picks or brings while something else is being made for the slot is what stays to be seen."""

import pytest
from store_kit import HandClock, Workspace, filled, film, leased, recipe

from vidpipe.store.sql import SqlStore
from vidpipe.take import Decision, Take, Verb


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(tmp_path, clock):
    place = Workspace(tmp_path / "data", None, clock)
    yield place.open()
    place.close()


def brought(store: SqlStore, actor: str, data: bytes) -> Take:
    digest = store.blobs.put(data, "video/mp4")
    return store.import_take("film1", "music", digest=digest, mime="video/mp4", meta={}, recipe=recipe(), actor=actor)


def shown(store: SqlStore) -> int:
    picks = [d for d in store.records("film1").decisions if (d.slot, d.verb) == ("music", Verb.PICK)]
    return int(picks[-1].value)


@pytest.mark.parametrize("actor", ["ada", "engine", "policy"])
def test_only_what_a_person_brought_meanwhile_stays(store: SqlStore, clock: HandClock, actor: str) -> None:
    film(store)
    attempt = leased(store)
    clock.wind(1)
    own = brought(store, actor, b"own")
    clock.wind(1)
    made = store.finish(attempt.id, "w1", filled(store))
    assert made is not None
    assert shown(store) == (own.id if actor == "ada" else made.id)
    assert made in store.records("film1").takes


def test_what_a_person_picked_before_gives_way(store: SqlStore, clock: HandClock) -> None:
    film(store)
    brought(store, "ada", b"own")
    clock.wind(1)
    attempt = leased(store)
    made = store.finish(attempt.id, "w1", filled(store))
    assert made is not None
    assert shown(store) == made.id


def test_a_picked_take_whose_file_is_gone_gives_way(store: SqlStore, clock: HandClock) -> None:
    film(store)
    attempt = leased(store)
    clock.wind(1)
    own = brought(store, "ada", b"own")
    store.forget_blob(own.digest)
    made = store.finish(attempt.id, "w1", filled(store))
    assert made is not None
    assert shown(store) == made.id


def test_an_older_take_picked_meanwhile_stays(store: SqlStore, clock: HandClock) -> None:
    film(store)
    first = brought(store, "engine", b"first")
    attempt = leased(store)
    clock.wind(1)
    store.decide("film1", [Decision(slot="music", verb=Verb.PICK, value=str(first.id), actor="ada")])
    store.finish(attempt.id, "w1", filled(store))
    assert shown(store) == first.id
