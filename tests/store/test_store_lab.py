"""What the lab keeps: old films stay films, grids have a history, words about results add up, sets fill once."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from store_kit import HandClock, Workspace, filled, film

from vidpipe.errors import NotFound, Refused
from vidpipe.film.batch import Batch as Films
from vidpipe.film.batch import BatchFilm, BatchPlan
from vidpipe.film.catalogue import Role
from vidpipe.film.grid import Grid
from vidpipe.film.project import Settings
from vidpipe.film.template import Template
from vidpipe.film.verdict import Duel, Rating
from vidpipe.recipe import Recipe, imported
from vidpipe.stages.cells import cells
from vidpipe.store import open_store, schema
from vidpipe.store.database import Database, address
from vidpipe.store.sql import SqlStore
from vidpipe.store.tables import METADATA

AT = "'2026-11-21 10:00:00+00:00'"
RECIPE = '{"stage":"clips","version":1,"model":"kiosk/animator-9","params":{},"inputs":{},"sample":0}'
BEFORE = (
    "INSERT INTO project (id, title, wish, actor, forked_from, created, updated) "
    f"VALUES ('old', 'Old film', 'run', 'ada', '', {AT}, {AT})",
    "INSERT INTO settings_version (project, version, data, actor, at) "
    f"""VALUES ('old', 1, '{{"prompt":"A lighthouse","budget":100}}', 'ada', {AT})""",
    "INSERT INTO attempt (id, project, slot, stage, recipe, recipe_key, phase, number, error, message, cost, cached, "
    "progress, holder, created, model, units, took) VALUES "
    f"('a1', 'old', 'clip', 'clips', '{RECIPE}', 'k1', 'done', 1, '', '', 40, false, 100, '', {AT}, "
    "'kiosk/animator-9', 1000, 900)",
    "INSERT INTO ledger (project, attempt, state, reserved, charged, unknown, at, model, stage, slot) VALUES "
    f"('old', 'a1', 'charged', 0, 40, 0, {AT}, 'kiosk/animator-9', 'clips', 'clip')",
)


@pytest.fixture
def second(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """A workspace of the version before the lab, with a film that cost something; its address."""
    make: Callable[..., str] | None = request.getfixturevalue("new_database") if database == "postgresql" else None
    url = make(empty=True) if make else None
    for folder in ("blobs", "cache", "tmp", "locks"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    known, config = Database(address(tmp_path / "data", url)), Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    with known.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for statement in BEFORE:
            connection.exec_driver_sql(statement)
    known.close()
    return url


def grid(*, prompts: tuple[str, ...] = ("A red kite",), seeds: tuple[int, ...] = (1, 2), **changes: object) -> Grid:
    return Grid.model_validate(
        {"role": Role.IMAGE, "wordings": prompts, "models": ["local/painter-1"], "seeds": seeds} | changes
    )


def begun(store: SqlStore, name: str = "g1", made: Grid | None = None) -> str:
    store.create(name, Settings(prompt="A red kite", grid=made or grid()), title="A red kite", actor="ada")
    return name


def result(
    store: SqlStore, name: str, number: int, *, data: bytes = b"picture", cost: int = 0, cached: bool = False
) -> tuple[str, Recipe]:
    """The cell of this number as it is after its call: slot and recipe."""
    cell = list(cells(store.records(name).settings.grid or grid()).values())[number]
    attempt = store.open_attempt(name, cell.slot, cell.recipe.stage, cell.recipe)
    assert attempt is not None
    store.lease(attempt.id, "w1", 60)
    done = filled(store, data, cost=cost)
    took = 0 if cached else 800 + 100 * number
    assert store.finish(
        attempt.id, "w1", type(done)(done.draft_digest, "image/png", cost=cost, cached=cached, took=took)
    )
    return cell.slot, cell.recipe


# ---------------------------------------------------------------- workspaces of before


def test_films_of_before_are_films_and_the_lab_works_beside_them(
    second: str | None, tmp_path: Path, clock: HandClock
) -> None:
    store = open_store(tmp_path / "data", url=second, clock=clock)
    with store.database.reading() as connection:
        assert schema.version(connection) == schema.HEAD
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    begun(store)
    assert {row.id: row.kind for row in store.projects()} == {"old": "film", "g1": "grid"}
    assert (store.records("old").settings.prompt, store.records("old").spent) == ("A lighthouse", 40)
    assert [row.summary.id for row in store.lab.grids()] == ["g1"]
    assert store.lab.took(["k1"]) == {"k1": 900}
    store.close()


def test_nothing_of_a_film_stands_in_the_lab(store: SqlStore) -> None:
    film(store)
    assert store.projects()[0].kind == "film"
    assert (store.lab.grids(), store.lab.made(), store.lab.batches(), store.lab.templates()) == ([], [], [], [])


# ---------------------------------------------------------------- history


def test_a_grid_s_history_has_its_results_and_what_they_cost(store: SqlStore, clock: HandClock) -> None:
    begun(store)
    result(store, "g1", 0, cost=40)
    result(store, "g1", 1, data=b"other", cost=50)
    clock.wind(60)
    begun(store, "g2", grid(prompts=("A blue kite",)))
    told = {row.summary.id: (row.results, row.spent, row.settings.grid) for row in store.lab.grids()}
    assert list(told) == ["g2", "g1"]
    assert told["g1"] == (2, 90, grid())
    assert told["g2"][:2] == (0, 0)
    store.change("g1", Settings(prompt="A red kite", name="Kites", grid=grid()), actor="ada")
    assert {row.settings.name for row in store.lab.grids()} == {"", "Kites"}


def test_a_result_made_again_counts_once_and_costs_twice(store: SqlStore) -> None:
    begun(store)
    slot, recipe = result(store, "g1", 0, cost=40)
    again = store.open_attempt("g1", slot, recipe.stage, recipe)
    assert again is not None
    store.lease(again.id, "w1", 60)
    store.finish(again.id, "w1", filled(store, b"again", cost=40))
    [row] = store.lab.grids()
    assert (row.results, row.spent) == (1, 80)
    assert len(store.lab.made("g1")) == 2


def test_what_was_made_is_told_with_model_role_and_time_and_the_cache_s_answers_are_marked(store: SqlStore) -> None:
    begun(store)
    slot, recipe = result(store, "g1", 0, cost=40)
    begun(store, "g2", grid(prompts=("A blue kite",)))
    result(store, "g2", 0, data=b"blue", cached=True)
    film(store)
    first, second = store.lab.made()
    assert (first.key, first.slot, first.project, first.model, first.role) == (
        recipe.key,
        slot,
        "g1",
        "local/painter-1",
        "image",
    )
    assert [(one.cost, one.cached, one.took) for one in (first, second)] == [(40, False, 800), (0, True, 0)]
    assert [one.project for one in store.lab.made("g2")] == ["g2"]
    assert store.lab.took([recipe.key, second.key, "nothing"]) == {recipe.key: 800}


def test_a_grid_in_the_trash_is_out_of_the_history_until_it_is_taken_back(store: SqlStore) -> None:
    begun(store)
    result(store, "g1", 0)
    store.trash("g1", True, actor="ada")
    assert (store.lab.grids(), store.lab.made()) == ([], [])
    assert [row.summary.id for row in store.lab.grids(trashed=True)] == ["g1"]
    store.trash("g1", False, actor="ada")
    assert [row.summary.id for row in store.lab.grids()] == ["g1"]
    assert len(store.lab.made()) == 1


def test_a_picture_of_a_film_that_is_gone_stays_while_a_grid_was_opened_from_it(store: SqlStore) -> None:
    film(store)
    kept, lost = store.blobs.put(b"start", "image/png"), store.blobs.put(b"end", "image/png")
    for slot, digest in (("start", kept), ("end", lost)):
        store.import_take("film1", slot, digest=digest, mime="image/png", meta={}, recipe=imported(digest), actor="ada")
    refs = [{"use": "first", "digest": kept, "mime": "image/png"}]
    base = {"role": "video", "task": "clip", "prompt": "x", "refs": refs}
    begun(store, "g1", grid(role=Role.VIDEO, models=["local/animator-1"], base=base))
    store.trash("film1", True, actor="ada")
    store.empty_trash()
    assert (store.blobs.present(kept), store.blobs.present(lost)) == (True, False)


# ---------------------------------------------------------------- what people think


def test_words_about_a_result_add_up_and_the_newest_of_each_counts(store: SqlStore) -> None:
    store.lab.rate("k1", stars=2, actor="ada")
    store.lab.rate("k1", starred=True, actor="ada")
    store.lab.rate("k1", note="soft", actor="ada", blind=True)
    store.lab.rate("k1", stars=4, actor="ben")
    store.lab.rate("k2", note="first", actor="ada")
    store.lab.rate("k2", note="", actor="ada")
    found = store.lab.ratings(["k1", "k2", "k3"])
    assert found == {"k1": Rating(stars=4, starred=True, note="soft"), "k2": Rating()}
    store.lab.rate("k1", stars=0, starred=False, actor="ada")
    assert store.lab.ratings(["k1"]) == {"k1": Rating(note="soft")}
    assert store.lab.ratings([]) == {}


def test_more_results_than_one_question_holds_are_all_found(store: SqlStore) -> None:
    for number in range(0, 1000, 111):
        store.lab.rate(f"k{number}", stars=number % 5 + 1, actor="ada")
    found = store.lab.ratings(f"k{number}" for number in range(1000))
    assert sorted(found) == sorted(f"k{number}" for number in range(0, 1000, 111))


def test_a_rating_belongs_to_the_result_and_outlives_its_grid_while_a_duel_goes_with_it(store: SqlStore) -> None:
    begun(store)
    store.lab.rate("k1", stars=5, actor="ada")
    store.lab.judge("g1", Duel(one="k1", other="k2", better="one", actor="ada"))
    store.trash("g1", True, actor="ada")
    store.empty_trash()
    assert store.lab.ratings(["k1"]) == {"k1": Rating(stars=5)}
    assert store.lab.duels() == []


def test_duels_are_kept_in_order_each_with_its_time(store: SqlStore, clock: HandClock) -> None:
    begun(store)
    begun(store, "g2", grid(prompts=("A blue kite",)))
    said = ("one", "other", "both", "neither")
    for better in said:
        clock.wind(1)
        store.lab.judge("g1", Duel(one="k1", other="k2", better=better, actor="ada"))
    store.lab.judge("g2", Duel(one="k3", other="k4", better="one", actor="ben"))
    assert [duel.better for duel in store.lab.duels("g1")] == list(said)
    assert [duel.actor for duel in store.lab.duels()] == ["ada"] * 4 + ["ben"]
    times = [duel.at for duel in store.lab.duels("g1")]
    assert times == sorted(set(times), key=str)


# ---------------------------------------------------------------- templates


def template(name: str, **changes: object) -> Template:
    return Template.of(grid(prompts=("A {colour} kite",), **changes), name=name)


def test_a_template_comes_back_as_it_was_and_is_replaced_only_where_that_is_said(store: SqlStore) -> None:
    first, other = template("Kites", values=[{"colour": "red"}]), template("Kites", seeds=(7,))
    store.lab.save_template(first, actor="ada", over=False)
    assert store.lab.templates() == [first]
    with pytest.raises(Refused, match="Kites"):
        store.lab.save_template(other, actor="ada", over=False)
    store.lab.save_template(other, actor="ben", over=True)
    store.lab.save_template(template("anchors"), actor="ada", over=True)
    assert store.lab.templates() == [template("anchors"), other]
    store.lab.remove_template("Kites")
    assert [one.name for one in store.lab.templates()] == ["anchors"]
    with pytest.raises(NotFound, match="Kites"):
        store.lab.remove_template("Kites")


# ---------------------------------------------------------------- sets of films

PLAN = BatchPlan(base="film1", hooks=("Look up", "Hold on"))


def film_of(place: int, project: str) -> BatchFilm:
    return BatchFilm(place=place, project=project, values={"hook": PLAN.hooks[place]})


def test_a_set_is_made_once_and_every_place_of_it_is_filled_once(store: SqlStore) -> None:
    film(store)
    film(store, "film2")
    film(store, "film3")
    store.lab.create_batch(Films(id="b1", title="Kites", plan=PLAN), actor="ada")
    with pytest.raises(Refused, match="b1"):
        store.lab.create_batch(Films(id="b1", title="Other", plan=PLAN), actor="ada")
    assert store.lab.add_film("b1", film_of(1, "film3"))
    assert store.lab.add_film("b1", film_of(0, "film2"))
    assert not store.lab.add_film("b1", film_of(0, "film3"))
    [found] = store.lab.batches()
    assert (found.title, found.plan, found.films) == ("Kites", PLAN, (film_of(0, "film2"), film_of(1, "film3")))
    assert found.created is not None


def at_once(space: Workspace, *acts: Callable[[SqlStore], object]) -> list[str]:
    """What each act of a process of its own said, all begun at the same moment; an error by its name."""
    gate, said = threading.Barrier(len(acts)), list[str]()

    def act(one: Callable[[SqlStore], object], book: SqlStore) -> None:
        gate.wait()
        try:
            said.append(str(one(book)))
        except Exception as error:
            said.append(type(error).__name__)

    threads = [threading.Thread(target=act, args=(one, space.open())) for one in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


def test_processes_that_fill_a_place_together_fill_it_once(store: SqlStore, space: Workspace) -> None:
    for name in ("film1", "film2", "film3"):
        film(store, name)
    store.lab.create_batch(Films(id="b1", title="Kites", plan=PLAN), actor="ada")
    fill = [lambda book, name=name: book.lab.add_film("b1", film_of(0, name)) for name in ("film2", "film3")]
    assert at_once(space, *fill) == ["False", "True"]
    assert len(store.lab.batches()[0].films) == 1


def test_processes_that_make_the_same_together_make_it_once(store: SqlStore, space: Workspace) -> None:
    film(store)
    kites, batch = template("Kites"), Films(id="b1", title="Kites", plan=PLAN)
    for act in (
        lambda book: book.lab.save_template(kites, actor="ada", over=False),
        lambda book: book.lab.create_batch(batch, actor="ada"),
        lambda book: begun(book) and None,
    ):
        assert at_once(space, act, act) == ["None", "Refused"]
    assert (len(store.lab.templates()), len(store.lab.batches()), len(store.lab.grids())) == (1, 1, 1)
    replace = [lambda book: book.lab.save_template(kites, actor="ada", over=True)] * 2
    assert at_once(space, *replace) == ["None", "None"]


def test_a_film_that_is_gone_leaves_its_set_and_a_set_that_is_gone_leaves_its_films(
    store: SqlStore, clock: HandClock
) -> None:
    for name in ("film1", "film2", "film3"):
        film(store, name)
    store.lab.create_batch(Films(id="b1", title="Kites", plan=PLAN), actor="ada")
    clock.wind(1)
    store.lab.create_batch(Films(id="b2", title="Later", plan=PLAN), actor="ada")
    for place, project in enumerate(("film2", "film3")):
        store.lab.add_film("b1", film_of(place, project))
    store.trash("film2", True, actor="ada")
    store.empty_trash()
    assert [(one.id, [each.project for each in one.films]) for one in store.lab.batches()] == [
        ("b2", []),
        ("b1", ["film3"]),
    ]
    store.lab.remove_batch("b1")
    assert [one.id for one in store.lab.batches()] == ["b2"]
    assert {row.id for row in store.projects()} == {"film1", "film3"}
    with pytest.raises(NotFound, match="b1"):
        store.lab.remove_batch("b1")
