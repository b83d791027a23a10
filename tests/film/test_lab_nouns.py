"""Grids, templates, sets and verdicts: what they hold is counted right, survives as JSON and is closed to all else."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from pydantic import ValidationError

from vidpipe.errors import BadInput
from vidpipe.film.batch import ASPECT, CALL, HOOK, LANGUAGE, MOST_FILMS, BatchPlan
from vidpipe.film.catalogue import Role
from vidpipe.film.format import Aspect
from vidpipe.film.grid import MOST_CELLS, Grid, Option, Origin
from vidpipe.film.template import Shelf, Template
from vidpipe.film.verdict import Rating, Tally

SEEDS = st.lists(st.integers(0, 2**63 - 1), min_size=1, max_size=4)
MODELS = st.lists(st.sampled_from(["local/painter-1", "a/one", "a/two"]), min_size=1, max_size=3)
WORDINGS = st.lists(st.sampled_from(["A {x} kite", "A kite", "{x}", "{y} at {x}"]), min_size=1, max_size=4)
ROWS = st.lists(st.fixed_dictionaries({"x": st.text("ab ", max_size=5), "y": st.just("sea")}), min_size=1, max_size=3)
OPTIONS = st.lists(st.builds(Option, frames=st.sampled_from([24, 48]), negative=st.just("")), min_size=1, max_size=3)


def grid(**changes: Any) -> Grid:
    return Grid.model_validate({"role": Role.IMAGE, "wordings": ["A kite"], "models": ["local/painter-1"]} | changes)


GRIDS = st.builds(
    lambda **parts: grid(**parts), wordings=WORDINGS, values=ROWS, models=MODELS, options=OPTIONS, seeds=SEEDS
)

# ---------------------------------------------------------------- grids


@given(GRIDS)
@effort(max_examples=60)
def test_a_grid_has_as_many_points_as_it_says_each_place_once(made: Grid) -> None:
    points = made.points()
    assert made.size == len(points) == len({point[:5] for point in points})
    parts = (made.wordings, made.values, made.options, made.seeds)
    for which, part in zip((0, 1, 3, 4), parts, strict=True):
        assert {point[which] for point in points} == set(range(len(part)))
    assert {point.model for point in points} == set(made.models)


@given(GRIDS)
@effort(max_examples=30)
def test_a_page_s_rows_are_models_and_their_cells_seeds(made: Grid) -> None:
    order = [(p.wording, p.row, p.option, made.models.index(p.model), p.seed) for p in made.points()]
    assert order == sorted(order)


@given(GRIDS)
@effort(max_examples=30)
def test_a_grid_is_the_same_after_json_and_nothing_in_it_stands_twice(made: Grid) -> None:
    assert Grid.model_validate(json.loads(json.dumps(made.plain()))) == made
    for part in (made.wordings, made.models, made.seeds):
        assert len(set(part)) == len(part)
    assert len({option.model_dump_json() for option in made.options}) == len(made.options)


def test_what_stands_twice_stands_once_where_it_stood_first() -> None:
    made = grid(wordings=["b", "a", "b "], models=["m", "n", "m"], seeds=[3, 1, 3], options=[Option(), Option()])
    assert (made.wordings, made.models, made.seeds, len(made.options)) == (("b", "a"), ("m", "n"), (3, 1), 1)


def test_variables_are_those_of_all_wordings_and_the_system_and_unused_ones_are_named() -> None:
    made = grid(wordings=["A {a} {b}", "{c} {a}"], system="Be {d}", values=[{"a": "1", "z": ""}, {"y": "2"}])
    assert made.variables == ("a", "b", "c", "d")
    assert made.unused == ("z", "y")


def test_too_many_cells_are_refused_before_any_is_built() -> None:
    most = grid(seeds=range(MOST_CELLS))
    assert len(most.points()) == MOST_CELLS
    large = grid(seeds=range(10_000))
    assert large.size == 10_000
    with pytest.raises(BadInput, match="10,000 cells"):
        large.points()


@pytest.mark.parametrize(
    "changes",
    [
        {"wordings": []},
        {"wordings": ["  "]},
        {"wordings": ["bell \x07"]},
        {"wordings": ["a" * 20_001]},
        {"models": []},
        {"values": []},
        {"seeds": []},
        {"seeds": [-1]},
        {"seeds": [2**63]},
        {"options": []},
        {"options": [{"frames": 0}]},
        {"role": "poem"},
        {"unknown": 1},
    ],
    ids=str,
)
def test_a_grid_that_asks_for_nothing_or_for_what_there_is_not_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        grid(**changes)


def test_a_place_without_a_value_in_any_row_stops_the_whole_grid() -> None:
    with pytest.raises(BadInput, match=r"\{x\}"):
        grid(wordings=["A {x} kite"], values=[{"x": "red"}, {}]).points()


# ---------------------------------------------------------------- templates


@given(GRIDS, st.text(min_size=1, max_size=20).filter(lambda name: name.isprintable() and name.strip()))
@effort(max_examples=30)
def test_a_template_is_the_grid_without_where_it_came_from(made: Grid, name: str) -> None:
    opened = made.model_copy(update={"origin": Origin(project="p", slot="s", stage="keyframe"), "base": {"task": "x"}})
    saved = Template.of(opened, name=name, note="soft")
    assert Template.of(made, name=name, note="soft") == saved.model_copy(update={"stage": ""})
    for part in ("role", "system", "wordings", "values", "models", "options", "seeds"):
        assert getattr(saved, part) == getattr(made, part)
    assert saved.stage == "keyframe"
    assert not {"origin", "base", "project"} & set(saved.plain())
    shelf = Shelf(templates=(saved,))
    assert Shelf.model_validate_json(shelf.model_dump_json()) == shelf


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"wordings": []},
        {"wordings": ["a"] * 21},
        {"values": [{}] * 201},
        {"options": [{"rate": 7}]},
        {"seeds": ["one"]},
        {"origin": {"project": "p"}},
        {"base": {}},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_template_from_elsewhere_is_closed_and_bounded(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Template.model_validate({"name": "Kites", "role": "image", "wordings": ["A kite"]} | changes)


@pytest.mark.parametrize(
    "changes", [{"format": "other"}, {"version": 2}, {"templates": None}, {"more": 1}], ids=lambda c: next(iter(c))
)
def test_a_shelf_of_another_kind_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Shelf.model_validate({"templates": []} | changes)


# ---------------------------------------------------------------- sets of films

SAID = st.lists(st.text("abc", min_size=1, max_size=3), max_size=3)
PLANS = st.builds(
    BatchPlan,
    base=st.just("film1"),
    hooks=SAID,
    calls=SAID,
    languages=st.lists(st.sampled_from(["en", "es", "fr"]), max_size=3),
    aspects=st.lists(st.sampled_from(list(Aspect)), max_size=3),
)


@given(PLANS)
@effort(max_examples=60)
def test_a_set_has_a_film_for_every_combination_of_its_table_and_no_two_alike(plan: BatchPlan) -> None:
    rows = plan.rows()
    parts = {HOOK: plan.hooks, CALL: plan.calls, LANGUAGE: plan.languages, ASPECT: plan.aspects}
    wanted = {name: set(map(str, values)) for name, values in parts.items() if values}
    assert plan.size == len(rows) == len({tuple(sorted(row.items())) for row in rows})
    assert all(set(row) == set(wanted) for row in rows)
    for name, values in wanted.items():
        assert {row[name] for row in rows} == values
    assert BatchPlan.model_validate(json.loads(json.dumps(plan.plain()))) == plan


def test_films_that_share_most_come_after_one_another() -> None:
    plan = BatchPlan(base="f", hooks=("a", "b"), calls=("c", "d"), aspects=(Aspect.WIDE, Aspect.TALL))
    rows = plan.rows()
    assert plan.size == 8
    assert [row[ASPECT] for row in rows] == ["16:9"] * 4 + ["9:16"] * 4
    assert [row[HOOK] for row in rows[:4]] == ["a", "a", "b", "b"]
    assert BatchPlan(base="f").size == 0
    assert BatchPlan(base="f").rows() == []


@pytest.mark.parametrize(
    "changes",
    [{"hooks": ["x"] * (MOST_FILMS + 1)}, {"hooks": ["a\x00b"]}, {"aspects": ["3:1"]}, {"extra": 1}],
    ids=range(4),
)
def test_a_table_that_no_set_can_have_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        BatchPlan.model_validate({"base": "film1"} | changes)


# ---------------------------------------------------------------- verdicts


@pytest.mark.parametrize("stars", [-1, 6])
def test_stars_are_none_to_five(stars: int) -> None:
    with pytest.raises(ValidationError):
        Rating(stars=stars)


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_share_that_was_kept_is_a_part_of_all(kept: int, more: int) -> None:
    share = Tally(name="m", results=kept + more, kept=kept).share
    assert 0 <= share <= 100
    assert (share == 0) == (kept == 0) or kept * 200 < kept + more
