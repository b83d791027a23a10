"""The books over all films: what they tell is what happened, on SQLite and PostgreSQL alike."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from store_kit import HandClock, Workspace, filled, film, leased, recipe

from vidpipe.recipe import Recipe
from vidpipe.store.sql import SqlStore
from vidpipe.take import Decision, Verb

PAID = Recipe(stage="keyframes", version=1, model="kiosk/painter-9", params={"prompt": "x"})


def bought(store: SqlStore, slot: str, *, project: str = "film1", price: int = 40_000, prompt: str = "x") -> str:
    """A paid call that was reserved; its attempt."""
    paid = PAID.model_copy(update={"params": {"prompt": prompt}})
    attempt = store.open_attempt(project, slot, "keyframes", paid)
    assert attempt is not None
    store.lease(attempt.id, "w1", 60)
    assert store.submitting(attempt.id, "w1", price)
    return attempt.id


def paid(store: SqlStore, slot: str, *, price: int = 40_000, project: str = "film1", prompt: str = "x") -> str:
    attempt = bought(store, slot, price=price, project=project, prompt=prompt)
    store.finish(attempt, "w1", filled(store, cost=price))
    return attempt


def made(
    store: SqlStore, slot: str, clock: HandClock, *, seconds: float, cached: bool = False, prompt: str = "x"
) -> None:
    """A free clip that took so long."""
    attempt = leased(store, slot, prompt=prompt)
    clock.wind(seconds)
    done = filled(store, f"{slot}{prompt}{seconds}".encode())
    store.finish(attempt.id, "w1", type(done)(done.draft_digest, done.mime, cached=cached))


@pytest.fixture
def berlin() -> Iterator[None]:
    """The computer stands in Berlin, where 25 October 2026 has 25 hours."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system's zone cannot be set for one process")
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


def test_an_empty_workspace_has_empty_books(store: SqlStore) -> None:
    told = store.spending()
    assert (told.lines, told.charged, told.today, told.by_model) == ((), 0, 0, {})
    assert len(told.by_day) == 30
    assert store.metrics().stages == ()
    assert store.happened() == []
    assert store.latest() == (0, 0)


def test_every_state_of_money_has_its_line_and_its_total(store: SqlStore) -> None:
    film(store)
    paid(store, "a", price=10)
    bought(store, "b", price=20)
    store.doubt(bought(store, "c", price=30), "w1", "no answer")
    store.fail(bought(store, "d", price=40), "w1", kind="policy", message="no", billed=False)
    told = store.spending()
    assert [(line.slot, line.state, line.micros) for line in told.lines] == [
        ("d", "released", 40),
        ("c", "unknown", 30),
        ("b", "reserved", 20),
        ("a", "charged", 10),
    ]
    assert (told.charged, told.reserved, told.unknown, told.released) == (10, 20, 30, 40)
    assert told.today == 60
    line = told.lines[-1]
    assert (line.project, line.title, line.provider, line.model) == ("film1", "Lighthouse", "kiosk", "kiosk/painter-9")
    assert line.stage == "keyframes"


def test_free_calls_are_no_lines_of_money(store: SqlStore, clock: HandClock) -> None:
    film(store)
    made(store, "a", clock, seconds=1)
    store.submitting(leased(store, "b").id, "w1", 0)
    assert store.spending().lines == ()


def test_a_settled_doubt_moves_from_unknown_to_charged(store: SqlStore) -> None:
    film(store)
    store.doubt(bought(store, "a", price=30), "w1", "no answer")
    store.settle("film1", "a", charged=True, actor="ada")
    told = store.spending()
    assert (told.charged, told.unknown, [line.state for line in told.lines]) == (30, 0, ["charged"])


def test_totals_by_provider_model_stage_and_film(store: SqlStore) -> None:
    film(store)
    film(store, "film2")
    paid(store, "a", price=10)
    paid(store, "b", price=15)
    paid(store, "a", price=100, project="film2")
    told = store.spending()
    assert told.by_provider == {"kiosk": 125}
    assert told.by_model == {"kiosk/painter-9": 125}
    assert told.by_stage == {"keyframes": 125}
    assert store.spending(project="film1").charged == 25
    assert [line.slot for line in store.spending(project="film2").lines] == ["a"]


def test_lines_come_by_pages(store: SqlStore) -> None:
    film(store)
    for number in range(5):
        paid(store, f"s{number}")
    first = store.spending(limit=2)
    assert ([line.slot for line in first.lines], first.more) == (["s4", "s3"], True)
    then = store.spending(limit=3, before=first.lines[-1].id)
    assert ([line.slot for line in then.lines], then.more) == (["s2", "s1", "s0"], False)
    assert then.charged == first.charged == 200_000


def test_money_is_of_the_day_of_this_computer(store: SqlStore, clock: HandClock, berlin: None) -> None:
    film(store)
    for at in (datetime(2026, 10, 24, 21, 59), datetime(2026, 10, 24, 22, 1), datetime(2026, 10, 25, 22, 59)):
        clock.time = at.replace(tzinfo=UTC)
        paid(store, f"{at:%d%H%M}", price=10, prompt=f"{at}")
    clock.time = datetime(2026, 10, 26, 12, tzinfo=UTC)
    days = store.spending(days=3).by_day
    assert days == {"2026-10-24": 10, "2026-10-25": 20, "2026-10-26": 0}


def test_old_money_leaves_the_window_unless_it_is_still_open(store: SqlStore, clock: HandClock) -> None:
    film(store)
    paid(store, "old", price=10)
    store.doubt(bought(store, "doubt", price=20), "w1", "no answer")
    clock.wind(40 * 86_400)
    paid(store, "new", price=1)
    told = store.spending(days=30)
    assert [line.slot for line in told.lines] == ["new", "doubt"]
    assert (told.charged, told.unknown, told.today) == (1, 20, 1)
    assert store.spending(days=60).charged == 11


def test_metrics_tell_yield_median_and_cache(store: SqlStore, clock: HandClock) -> None:
    film(store)
    for number, seconds in enumerate((2, 4, 60)):
        made(store, "music", clock, seconds=seconds, prompt=f"{number}")
    made(store, "poster", clock, seconds=0, cached=True)
    made(store, "animatic", clock, seconds=6)
    (stage,) = store.metrics().stages
    assert (stage.stage, stage.made, stage.kept, stage.cached) == ("clip", 5, 3, 1)
    assert stage.seconds == 5.0
    assert stage.share == 60


def test_a_rejected_take_is_not_kept_until_it_is_picked_again(store: SqlStore, clock: HandClock) -> None:
    film(store)
    made(store, "music", clock, seconds=1)
    (take,) = store.records("film1").takes
    no = Decision(slot="music", verb=Verb.REJECT, value=str(take.id), actor="ada", reason="drift")
    store.decide("film1", [no, no.model_copy(update={"reason": ""})])
    told = store.metrics()
    assert told.kept == 0
    assert told.rejections == {"": 1, "drift": 1}
    store.decide("film1", [Decision(slot="music", verb=Verb.PICK, value=str(take.id), actor="ada")])
    assert store.metrics().kept == 1


def test_metrics_of_one_film_leave_the_others_out(store: SqlStore, clock: HandClock) -> None:
    film(store)
    film(store, "film2")
    made(store, "music", clock, seconds=1)
    assert store.metrics("film2").stages == ()
    assert store.metrics("film1").made == 1


def slots(store: SqlStore, **how: object) -> list[str]:
    return [event.slot for event in store.happened(**how)]  # type: ignore[arg-type]


def test_what_happened_comes_newest_first_without_steps_and_the_engines_picks(
    store: SqlStore, clock: HandClock
) -> None:
    film(store)
    made(store, "music", clock, seconds=1)
    store.decide("film1", [Decision(slot="music", verb=Verb.APPROVE, value="x", actor="policy")])
    store.decide("film1", [Decision(slot="music", verb=Verb.LOCK, actor="ada")])
    assert [event.what for event in store.happened()] == ["decided", "done", "created"]
    assert [event.what for event in store.happened(kinds=("leased",))] == ["leased"]


def test_what_happened_is_filtered_by_film_place_and_kind(store: SqlStore) -> None:
    film(store)
    film(store, "film2")
    places = ("scene/a/clip", "scene/a/clip@draft", "scene/a/keyframe/start", "scene/b/clip", "music", "clipping")
    store.decide("film1", [Decision(slot=slot, verb=Verb.NOTE, actor="ada") for slot in places])
    store.decide("film2", [Decision(slot="scene/a/clip", verb=Verb.NOTE, actor="ada")])
    assert slots(store, project="film2", kinds=("decided",)) == ["scene/a/clip"]
    assert slots(store, project="film1", slot="clip") == ["scene/b/clip", "scene/a/clip@draft", "scene/a/clip"]
    assert slots(store, project="film1", slot="scene/a") == [
        "scene/a/keyframe/start",
        "scene/a/clip@draft",
        "scene/a/clip",
    ]
    assert slots(store, slot="keyframe") == ["scene/a/keyframe/start"]
    assert slots(store, slot="music", kinds=("created",)) == []


@pytest.mark.parametrize("slot", ["%", "_", "scene/_", "\\", "'; DROP TABLE event; --", "sc%"])
def test_a_place_is_taken_by_its_letters(store: SqlStore, slot: str) -> None:
    film(store)
    store.decide("film1", [Decision(slot="scene/a/clip", verb=Verb.NOTE, actor="ada")])
    assert slots(store, slot=slot) == []


def test_events_come_by_pages_without_gap_or_repeat(store: SqlStore) -> None:
    film(store)
    store.decide("film1", [Decision(slot=f"s{number}", verb=Verb.NOTE, actor="ada") for number in range(7)])
    seen: list[int] = []
    before = 0
    while page := store.happened(before=before, limit=3):
        seen += [event.seq for event in page]
        before = page[-1].seq
    assert len(seen) == 8
    assert seen == sorted(set(seen), reverse=True)


def test_a_cheap_look_tells_that_something_moved(store: SqlStore) -> None:
    film(store)
    newest, busy = store.latest()
    attempt = leased(store)
    now, at_work = store.latest()
    assert (now > newest, busy, at_work) == (True, 0, 1)
    store.release(attempt.id, "w1")
    assert store.latest()[1] == 0


def test_a_film_is_named_by_what_it_shows(store: SqlStore) -> None:
    film(store)
    for title in (b'{"title":"First"}', b'{"title":"Second"}'):
        digest = store.blobs.put(title, "application/json")
        store.import_take(
            "film1", "brief", digest=digest, mime="application/json", meta={}, recipe=recipe(stage="brief"), actor="ada"
        )
    (named,) = store.named()
    assert (named.project, named.title, named.own_title, named.brief) == ("film1", "Lighthouse", "", digest)
    store.trash("film1", True, actor="ada")
    assert store.named()[0].trashed


# ---------------------------------------------------------------- the cache


def bring(store: SqlStore, slot: str, data: bytes) -> str:
    digest = store.blobs.put(data, "image/png")
    store.import_take("film1", slot, digest=digest, mime="image/png", meta={}, recipe=recipe(), actor="ada")
    return digest


def remember(store: SqlStore, key: str, data: bytes) -> str:
    from vidpipe.ports import Cached

    digest = store.blobs.put(data, "image/webp")
    with store.using("film1"):
        store.derived.put(key, Cached(digest=digest, mime="image/webp"))
    return digest


def test_clearing_frees_what_only_the_cache_reaches_and_never_a_take(store: SqlStore) -> None:
    film(store)
    kept = bring(store, "music", b"k" * 1000)
    thumb = remember(store, "thumb", b"t" * 5000)
    same = remember(store, "same", b"k" * 1000)
    before = store.sizes()
    assert same == kept
    assert before["blobs"] == 1000
    assert before["cache"] >= 5000
    freed = store.clear_cache()
    assert freed >= 5000
    assert store.blobs.read(kept) == b"k" * 1000
    assert store.absent([thumb]) == {thumb}
    assert store.derived.get("thumb") is None
    assert store.sizes()["blobs"] == 1000
    assert store.sizes()["cache"] == 0


def test_clearing_keeps_what_a_storyboard_names_and_what_lies_in_the_trash(store: SqlStore) -> None:
    film(store)
    named = remember(store, "named", b"named")
    board = store.blobs.put(f'{{"picture":"{named}"}}'.encode(), "application/json")
    store.import_take(
        "film1", "storyboard", digest=board, mime="application/json", meta={}, recipe=recipe(), actor="ada"
    )
    store.trash("film1", True, actor="ada")
    store.clear_cache()
    assert store.absent([named, board]) == set()


def test_an_upload_that_nothing_names_yet_is_left_alone(store: SqlStore, clock: HandClock) -> None:
    film(store)
    arriving = store.blobs.put(b"arriving", "image/png")
    store.clear_cache()
    assert store.absent([arriving]) == set()
    clock.wind(2 * 3600)
    store.clear_cache()
    assert store.absent([arriving]) == {arriving}


def test_the_cache_is_not_cleared_under_the_hands_of_a_worker(store: SqlStore) -> None:
    from vidpipe.errors import Busy

    film(store)
    thumb = remember(store, "thumb", b"t")
    attempt = leased(store)
    with pytest.raises(Busy, match="being made"):
        store.clear_cache()
    assert store.absent([thumb]) == set()
    store.release(attempt.id, "w1")
    assert store.clear_cache() > 0


def test_after_clearing_the_same_is_made_and_remembered_again(store: SqlStore) -> None:
    film(store)
    remember(store, "thumb", b"t")
    store.clear_cache()
    again = remember(store, "thumb", b"t")
    assert store.blobs.read(again) == b"t"
    assert store.derived.get("thumb") is not None


# ---------------------------------------------------------------- the budget of a day


def limited(space: Workspace, clock: HandClock, limit: list[int | None]) -> SqlStore:
    from vidpipe.store import open_store

    store = open_store(space.data, url=space.url, clock=clock, day_budget=lambda: limit[0])
    space.opened.append(store)
    return store


def test_the_budget_of_a_day_holds_over_all_films_and_says_which_it_is(space: Workspace, clock: HandClock) -> None:
    from vidpipe.errors import BudgetReached

    limit: list[int | None] = [100]
    store = limited(space, clock, limit)
    film(store)
    film(store, "film2", budget=1_000_000)
    paid(store, "a", price=60)
    attempt = leased(store, "b", project="film2")
    with pytest.raises(BudgetReached) as caught:
        store.submitting(attempt.id, "w1", 50)
    assert "all films together may spend today" in str(caught.value)
    assert "$0.00006 of the $0.0001" in str(caught.value)
    assert "Raise the budget of a day in the settings" in str(caught.value)
    assert store.records("film2").reserved == 0
    assert store.submitting(attempt.id, "w1", 40)
    limit[0] = 150
    assert store.submitting(attempt.id, "w1", 90)
    limit[0] = None
    assert store.submitting(attempt.id, "w1", 9000)


def test_the_films_own_budget_is_named_when_it_is_the_one(space: Workspace, clock: HandClock) -> None:
    from vidpipe.errors import BudgetReached

    store = limited(space, clock, [1_000_000])
    film(store, budget=10)
    with pytest.raises(BudgetReached, match="of the budget of"):
        store.submitting(leased(store).id, "w1", 11)


def test_a_new_day_begins_with_the_whole_budget(space: Workspace, clock: HandClock, berlin: None) -> None:
    from vidpipe.errors import BudgetReached

    store = limited(space, clock, [100])
    film(store)
    clock.time = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    paid(store, "a", price=100)
    store.doubt(bought(store, "u", price=0), "w1", "x")
    late = leased(store, "b")
    with pytest.raises(BudgetReached):
        store.submitting(late.id, "w1", 1)
    clock.time += timedelta(hours=1)
    assert store.submitting(late.id, "w1", 100)
    assert store.spending().today == 100


def test_what_was_freed_today_gives_no_more_than_the_day_has(space: Workspace, clock: HandClock) -> None:
    from vidpipe.errors import BudgetReached

    store = limited(space, clock, [100])
    film(store)
    yesterday = bought(store, "a", price=80)
    clock.wind(86_400)
    store.fail(yesterday, "w1", kind="policy", message="no", billed=False)
    with pytest.raises(BudgetReached):
        store.submitting(leased(store, "b").id, "w1", 101)
    assert store.submitting(leased(store, "c").id, "w1", 100)


def test_free_calls_pass_when_the_day_is_spent(space: Workspace, clock: HandClock) -> None:
    store = limited(space, clock, [0])
    film(store)
    assert store.submitting(leased(store).id, "w1", 0)


def test_many_films_at_once_never_pass_the_budget_of_the_day(space: Workspace, clock: HandClock) -> None:
    import threading

    from vidpipe.errors import BudgetReached

    store = limited(space, clock, [100])
    held = []
    for number in range(8):
        film(store, f"film{number}")
        held.append(leased(store, "a", project=f"film{number}"))
    start, passed = threading.Barrier(8), []

    def call(attempt: str) -> None:
        start.wait()
        try:
            store.submitting(attempt, "w1", 30)
        except BudgetReached:
            return
        passed.append(attempt)

    threads = [threading.Thread(target=call, args=(attempt.id,)) for attempt in held]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 3
    assert store.spending().today == 90
