"""Money outlives the film it was spent on: no history and no sum of a day ever shrinks, in old workspaces either."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from store_kit import HandClock, Workspace, filled, film, leased

from vidpipe.errors import BudgetReached, Refused
from vidpipe.ports import Ticket
from vidpipe.recipe import Recipe
from vidpipe.store import open_store, schema
from vidpipe.store.database import Database, address
from vidpipe.store.sql import SqlStore
from vidpipe.take import Phase

PAID = Recipe(stage="clips", version=1, model="kiosk/animator-9", params={"prompt": "x"})


def sent(store: SqlStore, slot: str, *, price: int, project: str = "film1", model: str = PAID.model) -> str:
    """A call for which money is reserved."""
    recipe = PAID.model_copy(update={"model": model})
    attempt = store.open_attempt(project, slot, "clips", recipe)
    assert attempt is not None
    store.lease(attempt.id, "w1", 60)
    assert store.submitting(attempt.id, "w1", price)
    return attempt.id


def charged(store: SqlStore, slot: str, *, price: int, project: str = "film1") -> str:
    attempt = sent(store, slot, price=price, project=project)
    store.finish(attempt, "w1", filled(store, slot.encode(), cost=price))
    return attempt


def removed(store: SqlStore, project: str = "film1", title: str = "") -> None:
    store.trash(project, True, actor="ada")
    store.empty_trash({project: title} if title else None)


def books(store: SqlStore) -> dict[str, Any]:
    """All that the books say but for whose they are."""
    told = store.spending(days=60)
    sums = ("charged", "reserved", "unknown", "released", "today", "by_provider", "by_model", "by_stage", "by_day")
    lines = [(line.id, line.at, line.slot, line.stage, line.model, line.state, line.micros) for line in told.lines]
    return {**{name: getattr(told, name) for name in sums}, "lines": lines}


def test_emptying_the_trash_changes_no_figure_of_the_books(store: SqlStore, clock: HandClock) -> None:
    film(store)
    film(store, "film2")
    charged(store, "a", price=10)
    store.fail(sent(store, "b", price=20), "w1", kind="policy", message="no", billed=False)
    store.doubt(sent(store, "c", price=30), "w1", "no answer")
    clock.wind(3 * 86_400)
    charged(store, "d", price=40)
    charged(store, "a", price=50, project="film2")
    before = books(store)
    assert (before["charged"], before["unknown"], before["released"], before["today"]) == (100, 30, 20, 90)
    removed(store)
    assert books(store) == before


def test_a_line_keeps_the_title_its_film_had(store: SqlStore) -> None:
    film(store)
    film(store, "film2")
    charged(store, "a", price=10)
    charged(store, "b", price=10, project="film2")
    removed(store, "film2")
    removed(store, title="The keeper's last night")
    told = [(line.project, line.title, line.gone) for line in store.spending().lines]
    assert told == [("film2", "Lighthouse", True), ("film1", "The keeper's last night", True)]
    assert [line.slot for line in store.spending(project="film1").lines] == ["a"]


def test_the_title_of_a_film_that_is_there_is_its_own(store: SqlStore) -> None:
    film(store)
    charged(store, "a", price=10)
    store.retitle("film1", "Dawn")
    (line,) = store.spending().lines
    assert (line.title, line.gone) == ("Dawn", False)


def test_what_was_under_way_when_a_film_went_is_unknown_and_never_forgotten(store: SqlStore) -> None:
    film(store)
    sent(store, "a", price=70)
    removed(store)
    told = store.spending()
    assert (told.reserved, told.unknown, told.today) == (0, 70, 70)
    assert [(line.state, line.micros) for line in told.lines] == [("unknown", 70)]


def test_a_late_worker_moves_no_money_of_a_film_that_is_gone(store: SqlStore) -> None:
    film(store)
    attempt = sent(store, "a", price=70)
    done = filled(store, cost=70)
    removed(store)
    before = books(store)
    assert store.finish(attempt, "w1", done) is None
    assert not store.fail(attempt, "w1", kind="gone", message="x", billed=False)
    assert books(store) == before


def test_the_budget_of_a_day_counts_films_that_are_gone(space: Workspace, clock: HandClock) -> None:
    store = open_store(space.data, url=space.url, clock=clock, day_budget=lambda: 100)
    space.opened.append(store)
    film(store)
    film(store, "film2")
    charged(store, "a", price=80)
    removed(store)
    held = leased(store, "b", project="film2")
    with pytest.raises(BudgetReached, match="all films together"):
        store.submitting(held.id, "w1", 21)
    assert store.submitting(held.id, "w1", 20)
    assert store.today() == 100


def test_a_new_film_of_the_same_id_begins_with_its_whole_budget(store: SqlStore) -> None:
    film(store, budget=100)
    charged(store, "a", price=100)
    removed(store)
    film(store, budget=100)
    records = store.records("film1")
    assert (records.spent, records.reserved) == (0, 0)
    assert store.submitting(leased(store).id, "w1", 100)


def test_free_calls_of_a_film_that_is_gone_leave_no_rows(store: SqlStore) -> None:
    film(store)
    sent(store, "a", price=0)
    charged(store, "b", price=0)
    charged(store, "c", price=5)
    removed(store)
    with store.database.reading() as connection:
        assert list(connection.scalars(text("SELECT DISTINCT slot FROM ledger"))) == ["c"]


def test_the_ledger_says_itself_what_it_is_about(store: SqlStore) -> None:
    film(store)
    charged(store, "scene/a/clip", price=5)
    with store.database.reading() as connection:
        rows = connection.execute(text("SELECT DISTINCT model, stage, slot, title FROM ledger")).all()
    assert [tuple(row) for row in rows] == [("kiosk/animator-9", "clips", "scene/a/clip", None)]


def test_events_of_a_call_name_its_model(store: SqlStore) -> None:
    film(store)
    charged(store, "a", price=5)
    told = {event.what: event.detail.get("model") for event in store.events("film1")}
    assert told["submitting"] == told["done"] == "kiosk/animator-9"


# ---------------------------------------------------------------- workspaces of before


def old_workspace(data: Path, url: str | None) -> Database:
    """A workspace of the first version with a film that cost something, and one that is in doubt."""
    for folder in ("blobs", "cache", "tmp", "locks"):
        (data / folder).mkdir(parents=True, exist_ok=True)
    database = Database(address(data, url))
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in OLD:
            connection.exec_driver_sql(statement)
    return database


AT = "'2026-11-21 10:00:00+00:00'"
RECIPE = '{"stage":"clips","version":1,"model":"kiosk/animator-9","params":{},"inputs":{},"sample":0}'
COMPUTED = '{"stage":"cut","version":1,"params":{},"inputs":{},"sample":0}'
ATTEMPT = "INSERT INTO attempt (id, project, slot, stage, recipe, recipe_key, phase, number, ticket, error, message, "
ATTEMPT += "cost, cached, progress, holder, created) VALUES "
OLD = (
    "INSERT INTO project (id, title, wish, actor, forked_from, created, updated) "
    f"VALUES ('old', 'Old film', 'run', 'ada', '', {AT}, {AT})",
    "INSERT INTO settings_version (project, version, data, actor, at) "
    f"""VALUES ('old', 1, '{{"prompt":"x","budget":100}}', 'ada', {AT})""",
    f"{ATTEMPT} ('a1', 'old', 'clip', 'clips', '{RECIPE}', 'k1', 'done', 1, NULL, '', '', 40, false, 100, '', {AT})",
    f"""{ATTEMPT} ('a2', 'old', 'music', 'music', '{RECIPE}', 'k2', 'unknown', 1,
    '{{"provider":"kiosk","id":"job-7"}}', '', '', 30, false, 0, '', {AT})""",
    f"{ATTEMPT} ('a3', 'old', 'cut', 'cut', '{COMPUTED}', 'k3', 'done', 1, NULL, '', '', 0, false, 100, '', {AT})",
    f"INSERT INTO ledger (project, attempt, state, reserved, charged, unknown, at) "
    f"VALUES ('old', 'a1', 'reserved', 40, 0, 0, {AT}), ('old', 'a1', 'charged', -40, 40, 0, {AT}), "
    f"('old', 'a2', 'reserved', 30, 0, 0, {AT}), ('old', 'a2', 'unknown', -30, 0, 30, {AT})",
)


@pytest.fixture
def old(database: str, request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock) -> Iterator[SqlStore]:
    make: Callable[..., str] | None = request.getfixturevalue("new_database") if database == "postgresql" else None
    url = make(empty=True) if make else None
    old_workspace(tmp_path / "data", url).close()
    store = open_store(tmp_path / "data", url=url, clock=clock)
    yield store
    store.close()


def test_an_old_workspace_keeps_all_its_money_and_learns_what_it_was_for(old: SqlStore) -> None:
    records = old.records("old")
    assert (records.spent, records.reserved) == (40, 30)
    lines = [(line.id, line.title, line.slot, line.model, line.state, line.micros) for line in old.spending().lines]
    assert lines == [
        (4, "Old film", "music", "kiosk/animator-9", "unknown", 30),
        (2, "Old film", "clip", "kiosk/animator-9", "charged", 40),
    ]
    assert old.spending().by_stage == {"clips": 40}
    assert old.tickets("kiosk") == {"job-7"}
    learned = old.learned("kiosk/animator-9")
    assert learned is not None
    assert (learned.calls, learned.p50, learned.charges) == (1, 0, 0)


def test_an_old_film_can_go_on_and_be_removed(old: SqlStore) -> None:
    old.settle("old", "music", charged=True, actor="ada")
    charged(old, "clip", price=20, project="old")
    before = books(old)
    removed(old, "old")
    assert books(old) == before
    assert before["charged"] == 90
    with old.database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM attempt")) == 0
        ids = list(connection.scalars(text("SELECT id FROM ledger ORDER BY id")))
    assert ids == list(range(1, len(ids) + 1))


# ---------------------------------------------------------------- what calls teach


def called(
    store: SqlStore, slot: str, *, took: int = 1000, cost: int = 0, units: int = 0, model: str = PAID.model
) -> str:
    attempt = sent(store, slot, price=cost, model=model)
    done = filled(store, f"{slot}".encode(), cost=cost)
    store.finish(attempt, "w1", type(done)(done.draft_digest, done.mime, cost=cost, units=units, took=took))
    return attempt


def test_nothing_is_learned_of_a_model_that_never_was_asked(store: SqlStore) -> None:
    film(store)
    called(store, "a", model="kiosk/animator-10")
    assert store.learned(PAID.model) is None
    assert store.learned("") is None


def test_a_model_teaches_how_long_it_takes_and_what_a_unit_costs(store: SqlStore) -> None:
    film(store)
    for number in range(1, 11):
        called(store, f"s{number}", took=1000 * number, cost=60_000 + number * 6000, units=6000)
    learned = store.learned(PAID.model)
    assert learned is not None
    assert (learned.calls, learned.p50, learned.p90) == (10, 5000, 9000)
    assert (learned.charges, learned.low, learned.median, learned.high) == (10, 11_000, 15_000, 20_000)


def test_a_cost_that_nobody_told_teaches_no_price(store: SqlStore) -> None:
    film(store)
    called(store, "a", cost=999, units=0)
    called(store, "b", cost=50, units=1000)
    learned = store.learned(PAID.model)
    assert learned is not None
    assert (learned.calls, learned.charges, learned.low, learned.high) == (2, 1, 50, 50)


def test_failures_and_what_the_cache_answered_teach_nothing(store: SqlStore) -> None:
    film(store)
    store.fail(sent(store, "a", price=10), "w1", kind="gone", message="x", billed=True)
    sent(store, "b", price=10)
    hit = store.open_attempt("film1", "c", "clips", PAID)
    assert hit is not None
    store.lease(hit.id, "w1", 60)
    done = filled(store)
    store.finish(hit.id, "w1", type(done)(done.draft_digest, done.mime, cached=True, units=1000, took=5))
    assert store.learned(PAID.model) is None


def test_only_the_newest_calls_teach(store: SqlStore, clock: HandClock) -> None:
    film(store)
    for number in range(60):
        clock.wind(1)
        called(store, f"s{number}", took=100 if number < 10 else 7000, cost=5, units=1000)
    learned = store.learned(PAID.model)
    assert learned is not None
    assert (learned.calls, learned.p50, learned.p90, learned.charges) == (50, 7000, 7000, 50)


def test_where_nobody_measured_the_time_since_its_lease_counts(store: SqlStore, clock: HandClock) -> None:
    film(store)
    attempt = sent(store, "a", price=0)
    clock.wind(12.5)
    store.finish(attempt, "w1", filled(store))
    learned = store.learned(PAID.model)
    assert learned is not None
    assert learned.p50 == learned.p90 == 12_500


def test_the_tickets_of_a_provider_are_those_of_all_attempts(store: SqlStore, clock: HandClock) -> None:
    film(store)
    film(store, "film2")
    for project, provider, job in (("film1", "kiosk", "j1"), ("film2", "kiosk", "j2"), ("film2", "kiosk2", "j3")):
        attempt = sent(store, job, price=0, project=project)
        store.submitted(attempt, "w1", Ticket(provider=provider, model="m", id=job, created=clock.now()))
        if job == "j2":
            store.fail(attempt, "w1", kind="gone", message="x", billed=None)
    sent(store, "none", price=0)
    assert store.tickets("kiosk") == {"j1", "j2"}
    assert store.tickets("kiosk2") == {"j3"}
    assert store.tickets("local") == set()


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("SELECT id FROM attempt WHERE ticket IS NOT NULL", "ix_attempt_ticketed"),
        ("SELECT took FROM attempt WHERE model = 'm' ORDER BY ended DESC LIMIT 50", "ix_attempt_model_ended"),
        ("SELECT attempt FROM ledger WHERE state = 'reserved' AND at >= '2026'", "ix_ledger_at"),
    ],
)
def test_what_is_asked_often_is_found_by_an_index(local: Workspace, statement: str, index: str) -> None:
    with local.open().database.reading() as connection:
        told = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
    assert index in " ".join(str(row) for row in told)


# ---------------------------------------------------------------- what is in doubt


def test_doubts_are_listed_however_old_and_settled_call_by_call(store: SqlStore, clock: HandClock) -> None:
    film(store)
    film(store, "film2")
    first = sent(store, "a", price=30)
    store.doubt(first, "w1", "no answer")
    second = sent(store, "b", price=40)
    store.fail(second, "w1", kind="gone", message="x", billed=None)
    clock.wind(400 * 86_400)
    third = sent(store, "c", price=50, project="film2")
    store.doubt(third, "w1", "no answer")
    charged(store, "d", price=60)
    found = [(line.attempt, line.state, line.micros) for line in store.doubts()]
    assert found == [(third, "unknown", 50), (second, "unknown", 40), (first, "unknown", 30)]
    assert [line.attempt for line in store.doubts(project="film2")] == [third]
    store.settle_call(second, charged=True, actor="ada")
    store.settle_call(first, charged=False, actor="ada")
    records = store.records("film1")
    assert (records.spent, records.reserved) == (100, 0)
    assert [line.attempt for line in store.doubts()] == [third]
    with pytest.raises(Refused, match="nothing is uncertain"):
        store.settle_call(second, charged=False, actor="ada")
    assert store.attempt(first).phase is Phase.FAILED  # type: ignore[union-attr]


@pytest.mark.parametrize("paid", [True, False])
def test_a_doubt_about_a_film_that_is_gone_can_be_settled(store: SqlStore, paid: bool) -> None:
    film(store)
    attempt = sent(store, "a", price=70)
    removed(store, title="Gone")
    [line] = store.doubts()
    assert (line.attempt, line.gone, line.title) == (attempt, True, "Gone")
    store.settle_call(attempt, charged=paid, actor="ada")
    told = store.spending()
    assert (told.charged, told.unknown, told.today) == ((70, 0, 70) if paid else (0, 0, 0))
    assert store.doubts() == []
    [line] = told.lines
    assert (line.title, line.state, line.micros, line.model) == (
        "Gone",
        "charged" if paid else "released",
        70,
        PAID.model,
    )
    with pytest.raises(Refused):
        store.settle_call(attempt, charged=paid, actor="ada")


def test_what_was_charged_or_never_was_is_not_to_be_settled(store: SqlStore) -> None:
    film(store)
    attempt = charged(store, "a", price=70)
    for name in (attempt, "nothing"):
        with pytest.raises(Refused):
            store.settle_call(name, charged=False, actor="ada")
    removed(store)
    with pytest.raises(Refused):
        store.settle_call(attempt, charged=False, actor="ada")
    assert store.spending().charged == 70
