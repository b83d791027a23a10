"""What goes wrong in a grid: a cell that fails, is blocked or uncertain keeps no other from being made, money keeps its
bound, two tabs make nothing twice. The models are asked at a far side, which counts what it really took."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.far import Far, serving
from fakes.openai import OpenAI
from fakes.trial import KEYS, anew, hits, money, setup_of
from vidpipe import Studio
from vidpipe.engine.overview import Status
from vidpipe.errors import Refused
from vidpipe.film.grid import Grid
from vidpipe.lab import CellView, Experiment
from vidpipe.take import State

WRITER = "openai/gpt-6.1-terra"


@pytest.fixture(scope="module")
def there() -> Iterator[Far]:
    with serving(OpenAI()) as found:
        yield found


@pytest.fixture
def far(there: Far, monkeypatch: pytest.MonkeyPatch) -> Far:
    for name, value in setup_of(there).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("VIDPIPE_HASTE", "50")
    monkeypatch.setattr("vidpipe.project.going.WATCH_SECONDS", 0.03)
    return anew(there)


@pytest.fixture
def studio(far: Far, tmp_path: Path) -> Iterator[Studio]:
    with Studio(tmp_path / "data") as found:
        yield found


def grid_of(studio: Studio, number: int, *, models: tuple[str, ...] = (WRITER,)) -> Grid:
    values = [{"thing": f"thing {n}"} for n in range(number)]
    return studio.lab.grid("Write a line about {thing}", role="text", values=values, models=models)


def by_state(experiment: Experiment) -> dict[State, list[CellView]]:
    found: dict[State, list[CellView]] = {}
    for cell in experiment.view.cells:
        found.setdefault(cell.state, []).append(cell)
    return found


def test_a_blocked_an_uncertain_and_a_failed_cell_do_not_hold_up_the_others(far: Far, studio: Studio) -> None:
    far.fault("refused")
    far.fault("drop-after", skip=1)
    far.fault("no-output", skip=2)
    experiment = studio.lab.create(grid_of(studio, 6, models=(WRITER, "local/director-3")))
    experiment.run()
    found = by_state(experiment)
    assert {state: len(cells) for state, cells in found.items()} == {
        State.READY: 9,
        State.BLOCKED: 1,
        State.UNCERTAIN: 1,
        State.FAILED: 1,
    }
    assert all(cell.message for state, cells in found.items() for cell in cells if state is not State.READY)
    assert {cell.failure for state, cells in found.items() for cell in cells if state is State.BLOCKED} != {""}
    assert experiment.view.asking == 3
    _put_right(far, studio, experiment, found)


def _put_right(far: Far, studio: Studio, experiment: Experiment, found: dict[State, list[CellView]]) -> None:
    """Each is dealt with as its kind asks; what was there is never made again, and the ledger is the far side's."""
    experiment.settle(found[State.UNCERTAIN][0].slot, charged=True)
    for cell in (*found[State.BLOCKED], *found[State.FAILED]):
        experiment.retry(cell.slot)
    experiment.run()
    assert set(by_state(experiment)) == {State.READY}
    takes = [take.slot for take in experiment._read()[0].takes]
    assert len(takes) == len(set(takes))
    spent = money(studio.data)
    assert (spent.reserved, spent.unknown) == (0, 0)
    assert spent.paid == sum(job.billed for job in far.submits())
    submitted = len(far.submits())
    experiment.run()
    assert len(far.submits()) == submitted, "a grid that is finished asks nobody"
    assert hits(studio.data, list(KEYS.values())) == []


def test_a_budget_that_is_reached_in_the_middle_is_never_passed(far: Far, studio: Studio) -> None:
    grid = grid_of(studio, 5)
    each = studio.lab.price(grid).models[0].each
    experiment = studio.lab.create(grid, budget=int(each) + 100)
    now = experiment.run()
    view = experiment.view
    assert now.status is not Status.COMPLETE
    assert 0 < view.done < 5
    assert view.spent <= int(each) + 100
    assert any("budget" in cell.message for cell in view.cells if not cell.digest)
    done = {cell.slot: cell.take for cell in view.cells if cell.digest}
    experiment.change(budget_usd=1)
    experiment.resume()
    experiment.run()
    after = experiment.view
    assert after.done == 5
    assert {cell.slot: cell.take for cell in after.cells if cell.slot in done} == done
    assert far.doubled() == {}


def test_two_tabs_that_make_and_start_one_grid_at_once_make_it_once(far: Far, tmp_path: Path) -> None:
    ids: list[str] = []
    errors: list[BaseException] = []
    ready = threading.Barrier(2)

    def tab() -> None:
        try:
            with Studio(tmp_path / "data") as studio:
                grid = grid_of(studio, 4)
                ready.wait(30)
                experiment = studio.lab.create(grid)
                experiment.run()
                ids.append(experiment.id)
                assert experiment.view.done == 4
        except BaseException as error:
            errors.append(error)

    tabs = [threading.Thread(target=tab) for _ in range(2)]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join(120)
    assert errors == []
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert (len(far.submits()), far.doubled()) == (4, {})


def test_without_its_key_a_finished_grid_is_there_and_a_new_one_is_refused(
    far: Far, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.lab.create(grid_of(studio, 2)).run()
    monkeypatch.delenv("OPENAI_API_KEY")
    again = studio.lab.create(grid_of(studio, 2))
    again.run()
    assert (again.view.done, len(far.submits())) == (2, 2)
    with pytest.raises(Refused, match="key"):
        studio.lab.create(grid_of(studio, 3))


def test_cells_of_two_grids_that_ask_for_the_same_are_paid_once(far: Far, studio: Studio) -> None:
    first = studio.lab.create(grid_of(studio, 2))
    first.run()
    larger = grid_of(studio, 3)
    assert (studio.lab.price(larger).cells, studio.lab.price(larger).cached) == (3, 2)
    second = studio.lab.create(larger)
    second.run()
    assert [cell.cached for cell in second.view.cells] == [True, True, False]
    assert [int(cell.micros) for cell in second.view.cells][:2] == [0, 0]
    assert len(far.submits()) == 3
