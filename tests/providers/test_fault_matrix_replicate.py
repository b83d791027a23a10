"""Every fault at the first, a middle and the last step of a film of Replicate's: right end, exact ledger, mended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_matrix import ALWAYS, FILES, HURRY, LOOKS, SUBMITS, Adapter, Cell, Matrix, check, each, patient

from fakes.far import serving
from fakes.replicate import Replicate
from vidpipe.film.catalogue import Role

REPLICATE = Adapter("replicate", (Role.IMAGE, Role.VIDEO, Role.MUSIC), "lookup", {"narration": False})
ENDS = (
    Cell("stuck", "stuck", ("limit_reached",), haste=HURRY),
    Cell("stuck and not cancelled", "stuck", ("surely in doubt",), haste=HURRY, also="500"),
    Cell("vanished", "vanished", ("gone",), "poll", times=ALWAYS),
    Cell("failed and not billed", "failed", ("itself",), sends=2),
    Cell("failed at work", "broke", ("gone", "invalid")),
    Cell("aborted there", "aborted", ("itself", "gone"), sends=2),
    Cell("cancelled there", "canceled", ("gone",)),
    Cell("removed there", "removed", ("gone",)),
    Cell("done without output", "no-output", ("gone", "blocked")),
    Cell("no usage told", "no-price", ("itself",), "poll"),
    Cell("refused at the end", "refused", ("blocked",), value="output"),
    Cell("refused in the logs", "refused", ("blocked",), value="nested"),
    Cell("refused first frame", "refused", ("blocked",), value="first"),
)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    with serving(Replicate()) as far:
        yield Matrix(REPLICATE, far, tmp_path_factory.mktemp("films"))


@pytest.fixture(autouse=True)
def short(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vidpipe.providers.replicate.files.PAUSE", 0.01)
    if patient(request):
        monkeypatch.setattr("vidpipe.providers.replicate.line.SECONDS", 0.4)


@pytest.mark.parametrize(("cell", "role"), each(SUBMITS, REPLICATE.roles))
def test_a_request_that_meets_a_fault(cell: Cell, role: Role, films: Matrix, tmp_path: Path) -> None:
    check(films, cell, role, tmp_path)


@pytest.mark.parametrize(("cell", "role"), [*each(LOOKS, REPLICATE.roles), *each(ENDS, REPLICATE.roles)])
def test_a_job_that_meets_a_fault(cell: Cell, role: Role, films: Matrix, tmp_path: Path) -> None:
    check(films, cell, role, tmp_path)


@pytest.mark.parametrize(("cell", "role"), [*each(FILES, (Role.VIDEO,)), *each(FILES[4:8], (Role.IMAGE, Role.MUSIC))])
def test_a_file_that_meets_a_fault(cell: Cell, role: Role, films: Matrix, tmp_path: Path) -> None:
    check(films, cell, role, tmp_path)
