"""kill -9 at every named point, of command and worker: after going on nothing is lost and nothing made twice."""

from pathlib import Path

import pytest
from film_runs import ASKED, Left, command, ended, finish, half_made, left

from vidpipe import Studio
from vidpipe.engine.faults import POINTS

KILLED = -9
NEVER_PASSED_LOCALLY = ("ticketed", "looked-up", "polled", "calling-off", "called-off", "fetching", "submitted")
"""Passed only where a provider gives tickets; tests/engine crashes them with such a provider."""

pytestmark = [pytest.mark.crash, pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")]


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Left:
    """The film as it is made when nothing goes wrong."""
    data = tmp_path_factory.mktemp("undisturbed")
    assert ended(command(data, *ASKED)) == 0
    return left(data)


def check(data: Path, whole: Left) -> None:
    after = left(data)
    assert after.status == "complete"
    assert after.manifest == whole.manifest
    assert set(after.made.values()) == {1}, "a finished slot was made twice"
    assert after.open == 0
    assert half_made(data) == []


OFTEN = ("lease", "before-submit", "blob-temp", "finish-before-commit", "finish-after-commit")
"""Passed for every slot: killed at the fourth pass too, in the middle of the film."""
EVERY = [(point, 1) for point in POINTS if point not in NEVER_PASSED_LOCALLY] + [(point, 4) for point in OFTEN]


@pytest.mark.parametrize(("point", "nth"), EVERY)
def test_the_command_killed_at_a_point_goes_on_to_the_same_film(
    point: str, nth: int, tmp_path: Path, undisturbed: Left
) -> None:
    assert ended(command(tmp_path / "data", *ASKED, fault=f"{point}:{nth}")) == KILLED
    finish(tmp_path / "data")
    check(tmp_path / "data", undisturbed)


@pytest.mark.parametrize(("point", "nth"), [(point, 3 if point in OFTEN else 1) for point, n in EVERY if n == 1])
def test_the_worker_killed_at_a_point_is_followed_by_another(
    point: str, nth: int, tmp_path: Path, undisturbed: Left
) -> None:
    data = tmp_path / "data"
    with Studio(data) as studio:
        film = studio.create(ASKED[1], duration=3, quality="draft", aspect="9:16", narration=False)
        film.resume()
    assert ended(command(data, "worker", "--idle", fault=f"{point}:{nth}")) == KILLED
    assert ended(command(data, "worker", "--idle")) == 0
    check(data, undisturbed)
