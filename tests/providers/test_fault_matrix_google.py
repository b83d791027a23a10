"""Every fault at the first, a middle and the last step of a film that Google makes: right end, exact ledger, mended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_matrix import ALWAYS, FILES, HURRY, LOOKS, SUBMITS, Adapter, Cell, Matrix, check, each, patient

from fakes.far import serving
from fakes.google import Google
from vidpipe.film.catalogue import Role

GOOGLE = Adapter("google", (Role.TEXT, Role.IMAGE, Role.VIDEO), "ask", {"narration": False})
JOBS = (Role.VIDEO, Role.MUSIC)
SYNC = (Role.TEXT, Role.IMAGE)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    with serving(Google()) as far:
        yield Matrix(GOOGLE, far, tmp_path_factory.mktemp("films"))


ANSWERS = (
    Cell("refused output", "refused", ("blocked",), value="output"),
    Cell("refused picture", "refused", ("blocked",), value="input"),
    Cell("no reason", "refused", ("gone", "blocked"), value="no-reason"),
    Cell("nothing in it", "no-output", ("gone", "blocked", "invalid")),
    Cell("no usage told", "no-price", ("itself",)),
    Cell("half the text", "half-text", ("invalid",)),
)
ENDS = (
    Cell("look: a state nobody knows", "odd-status", ("itself",), "poll", times=2),
    Cell("stuck", "stuck", ("limit_reached",), haste=HURRY),
    Cell("stuck and not cancelled", "stuck", ("surely in doubt",), haste=HURRY, also="500"),
    Cell("vanished", "vanished", ("gone",), "poll", times=ALWAYS),
    Cell("failed and not billed", "failed", ("itself",), sends=2),
    Cell("done without output", "no-output", ("gone", "blocked"), "poll"),
    Cell("refused at the end", "refused", ("blocked",), value="output"),
    Cell("refused deep within", "refused", ("blocked",), value="nested"),
)
PICTURES = tuple(Cell(name, name, ("gone",)) for name in ("wrong-media", "empty-media", "half-media", "huge"))


@pytest.fixture(autouse=True)
def short(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if patient(request):
        monkeypatch.setattr("vidpipe.providers.google.client.SYNC_SECONDS", 0.4)
        monkeypatch.setattr("vidpipe.providers.google.interactions.POST_SECONDS", 0.4)


@pytest.mark.parametrize(("cell", "role"), each(SUBMITS, GOOGLE.roles))
def test_a_request_that_meets_a_fault(cell: Cell, role: Role, films: Matrix, tmp_path: Path) -> None:
    check(films, cell, role, tmp_path)


@pytest.mark.parametrize(
    ("cell", "role"), [*each(ANSWERS[:5], SYNC), *each(ANSWERS[5:], (Role.TEXT,)), *each(PICTURES, (Role.IMAGE,))]
)
def test_an_answer_that_is_none(cell: Cell, role: Role, films: Matrix, tmp_path: Path) -> None:
    check(films, cell, role, tmp_path)


@pytest.mark.parametrize(("cell", "role"), [*each(LOOKS, JOBS), *each(ENDS, JOBS)])
def test_a_job_that_meets_a_fault(cell: Cell, role: Role, films: Matrix, tmp_path: Path) -> None:
    check(films, cell, role, tmp_path)


@pytest.mark.parametrize(("cell", "role"), each(FILES, (Role.VIDEO,)))
def test_a_file_that_meets_a_fault(cell: Cell, role: Role, films: Matrix, tmp_path: Path) -> None:
    check(films, cell, role, tmp_path)
