"""Projects, settings, takes, decisions and events: what is written is read back whole, and readers miss nothing."""

import threading
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert
from store_kit import HandClock, Workspace, filled, film, leased, recipe, settings, whats

from vidpipe.errors import BadInput, Corrupt, NotFound, Refused
from vidpipe.film.project import Wish
from vidpipe.ports import Event
from vidpipe.recipe import imported
from vidpipe.store.sql import SqlStore
from vidpipe.store.tables import ATTEMPT, TAKE
from vidpipe.take import Decision, Verb


def bring(store: SqlStore, slot: str = "music", data: bytes = b"tune", *, project: str = "film1") -> str:
    digest = store.blobs.put(data, "audio/wav")
    facts = {"digest": digest, "mime": "audio/wav", "meta": {"milliseconds": 900}}
    return str(store.import_take(project, slot, **facts, recipe=imported(digest), actor="ada").id)


def test_a_new_project_wants_to_run_and_tells_its_settings(store: SqlStore, clock: HandClock) -> None:
    store.create("film1", settings(5), title="Lighthouse", actor="ada", forked_from="film0")
    records = store.records("film1")
    assert records.settings == settings(5)
    told = records.project
    assert (told.title, told.wish, told.forked_from, told.trashed) == ("Lighthouse", Wish.RUN, "film0", False)
    assert told.created == told.updated == clock.now()
    assert told.created.tzinfo is UTC
    with pytest.raises(Refused, match="film1 already"):
        film(store)


def test_unknown_films_are_named(store: SqlStore) -> None:
    for act in (
        lambda: store.records("nowhere"),
        lambda: store.change("nowhere", settings(), actor="ada"),
        lambda: store.wish("nowhere", Wish.STOP, actor="ada"),
        lambda: store.retitle("nowhere", "x"),
        lambda: store.trash("nowhere", True, actor="ada"),
        lambda: store.decide("nowhere", []),
        lambda: store.counts("nowhere"),
        lambda: store.log(Event(project="nowhere", what="x")),
    ):
        with pytest.raises(NotFound, match="there is no film nowhere"):
            act()


def test_lists_show_the_last_changed_first_and_the_trash_apart(store: SqlStore, clock: HandClock) -> None:
    for name in ("one", "two", "three"):
        film(store, name)
        clock.wind(1)
    store.retitle("one", "New title")
    clock.wind(1)
    store.trash("two", True, actor="ada")
    assert [(told.id, told.title) for told in store.projects()] == [("one", "New title"), ("three", "Lighthouse")]
    assert [(told.id, told.trashed) for told in store.projects(trashed=True)] == [("two", True)]
    store.trash("two", False, actor="ada")
    assert store.projects(trashed=True) == []
    assert whats(store, "two") == ["created", "trash", "restored"]


def test_the_newest_settings_and_wish_count(store: SqlStore) -> None:
    film(store)
    for budget in (1, 2, 3):
        store.change("film1", settings(budget), actor="ada")
    store.wish("film1", Wish.STOP, actor="ada")
    records = store.records("film1")
    assert records.settings.budget == 3
    assert records.project.wish is Wish.STOP
    assert whats(store) == ["created", "settings", "settings", "settings", "wish"]
    assert store.events("film1")[-1].detail == {"wish": "stop", "actor": "ada"}


def test_an_import_is_a_take_picked_at_once(store: SqlStore) -> None:
    film(store)
    first, second = bring(store), bring(store, data=b"other tune")
    records = store.records("film1")
    assert [take.number for take in records.takes] == [1, 2]
    assert records.takes[0].meta == {"milliseconds": 900}
    assert records.takes[0].recipe.imported
    assert [(one.verb, one.value, one.actor) for one in records.decisions] == [
        (Verb.PICK, first, "ada"),
        (Verb.PICK, second, "ada"),
    ]


def test_no_take_names_bytes_that_are_not_there(store: SqlStore) -> None:
    film(store)
    with pytest.raises(Corrupt, match="not in the store"):
        store.import_take(
            "film1", "music", digest="e" * 64, mime="audio/wav", meta={}, recipe=imported("e" * 64), actor="ada"
        )
    assert store.records("film1").takes == ()
    assert whats(store) == ["created"]


def test_decisions_keep_their_order_and_what_they_say(store: SqlStore, clock: HandClock) -> None:
    film(store)
    take = bring(store)
    said = [
        Decision(slot="music", verb=Verb.APPROVE, part="scene/a", value="a" * 64, actor="ada", reason="good"),
        Decision(slot="music", verb=Verb.NOTE, reason="\u2019t is \U0001f3b5", at=clock.now() - timedelta(hours=1)),
        Decision(slot="music", verb=Verb.PICK, value=take, actor="ada"),
    ]
    store.decide("film1", said)
    kept = store.records("film1").decisions[1:]
    assert [one.model_copy(update={"id": 0}) for one in kept] == [
        one.model_copy(update={"at": one.at or clock.now()}) for one in said
    ]
    assert [one.id for one in kept] == sorted(one.id for one in kept)


@pytest.mark.parametrize("value", ["", "9999", "abc", "-1", "\u0663"])
def test_a_pick_of_no_take_of_the_slot_writes_nothing(store: SqlStore, value: str) -> None:
    film(store)
    film(store, "film2")
    foreign = bring(store, project="film2")
    good = Decision(slot="music", verb=Verb.LOCK, actor="ada")
    for wrong in (value, foreign):
        with pytest.raises(BadInput, match="music has no take"):
            store.decide("film1", [good, Decision(slot="music", verb=Verb.PICK, value=wrong, actor="ada")])
    assert store.records("film1").decisions == ()


def test_events_are_read_from_where_one_stopped(store: SqlStore) -> None:
    film(store)
    film(store, "film2")
    for number in range(5):
        store.log(Event(project="film1", slot="music", what="note", seconds=0.5, cost=number, detail={"n": number}))
        store.log(Event(project="film2", what="other"))
    events = store.events("film1")
    assert [event.detail.get("n") for event in events] == [None, 0, 1, 2, 3, 4]
    assert (events[3].slot, events[3].seconds, events[3].cost) == ("music", 0.5, 2)
    assert store.events("film1", after=events[3].seq, limit=1) == [events[4]]
    assert store.events("film1", after=events[-1].seq) == []


def test_counts_tell_calls_from_cached_ones_and_from_what_is_made(store: SqlStore) -> None:
    film(store)
    for slot, cached in (("a", False), ("b", False), ("c", True)):
        found = filled(store)
        store.finish(leased(store, slot).id, "w1", type(found)(found.draft_digest, found.mime, cached=cached))
    made = store.open_attempt("film1", "cut", "cut", recipe().model_copy(update={"model": ""}))
    store.lease(made.id, "w1", 60)
    store.finish(made.id, "w1", filled(store))
    leased(store, "open")
    counted = store.counts("film1")
    assert counted == {"events": len(store.events("film1")), "attempts": 5, "calls": 3, "cached_calls": 1}


def test_another_process_of_the_workspace_reads_the_same(space: Workspace, store: SqlStore) -> None:
    film(store)
    reader = space.open()
    for number in range(3):
        store.finish(leased(store, prompt=str(number)).id, "w1", filled(store))
        bring(store, "voice", str(number).encode())
        assert reader.records("film1") == store.records("film1") == space.open().records("film1")


def test_a_film_made_anew_under_an_old_id_has_nothing_of_the_old_one(store: SqlStore, clock: HandClock) -> None:
    film(store)
    bring(store)
    assert len(store.records("film1").takes) == 1
    store.trash("film1", True, actor="ada")
    store.empty_trash()
    with pytest.raises(NotFound):
        store.records("film1")
    clock.wind(1)
    film(store)
    assert store.records("film1").takes == store.records("film1").decisions == ()


def test_times_are_utc_whatever_zone_they_came_in(store: SqlStore, clock: HandClock) -> None:
    film(store)
    there = datetime(2026, 7, 1, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    store.log(Event(project="film1", what="x", at=there))
    read = store.events("film1")[-1].at
    assert read == there
    assert read.tzinfo is UTC
    with pytest.raises(Exception, match="without a zone"):
        store.log(Event(project="film1", what="x", at=there.replace(tzinfo=None)))


def test_a_reader_that_asks_for_what_is_new_misses_no_event(space: Workspace, store: SqlStore) -> None:
    """Order of numbers is order of commits, also where writers overlap."""
    film(store)
    reader, seen, writing = space.open(), [], threading.Event()

    def write(name: int) -> None:
        for number in range(25):
            store.log(Event(project="film1", what=f"{name}.{number}"))

    def read() -> None:
        after = 0
        while True:
            last = not writing.is_set()
            for event in reader.events("film1", after=after, limit=7):
                after = event.seq
                seen.append(event.what)
            if last and not reader.events("film1", after=after):
                return

    writing.set()
    writers = [threading.Thread(target=write, args=(name,)) for name in range(4)]
    watcher = threading.Thread(target=read)
    for thread in (*writers, watcher):
        thread.start()
    for thread in writers:
        thread.join()
    writing.clear()
    watcher.join()
    assert sorted(seen) == sorted(["created", *(f"{name}.{number}" for name in range(4) for number in range(25))])


def test_a_long_film_is_read_quickly(store: SqlStore, clock: HandClock) -> None:
    """500 takes and attempts in 60 scenes; what can never change is read once in a process's life."""
    film(store)
    asked, digest = recipe(), store.blobs.put(b"x", "video/mp4")
    same = {"project": "film1", "recipe": asked.plain(), "recipe_key": asked.key, "created": clock.now(), "cost": 0}
    take = same | {"digest": digest, "mime": "video/mp4", "meta": {"frames": 96}, "attempt": ""}
    attempt = same | {"stage": "clip", "phase": "done", "error": "", "message": "", "holder": ""}
    attempt |= {"cached": False, "progress": 100}
    slots = [(f"scene/{number % 60}/clip", number // 60 + 1, number) for number in range(500)]
    with store.database.writing() as connection:
        connection.execute(insert(TAKE), [take | {"slot": slot, "number": try_} for slot, try_, _ in slots])
        tries = [{"id": f"a{n}", "slot": slot, "number": try_, "recipe_key": str(n)} for slot, try_, n in slots]
        connection.execute(insert(ATTEMPT), [attempt | one for one in tries])
    first = store.records("film1")
    assert len(first.takes) == len(first.attempts) == 500
    times = []
    for _ in range(5):
        began = time.thread_time()
        again = store.records("film1")
        times.append(time.thread_time() - began)
        assert all(one is other for one, other in zip(again.takes, first.takes, strict=True))
    assert min(times) < 0.03, "seconds of this thread; a quiet machine takes a quarter of that"
