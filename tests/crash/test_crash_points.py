"""kill -9 at every named point, of command and worker: after going on nothing is lost and nothing made twice."""

from pathlib import Path

import pytest
from film_runs import ASKED, Left, command, ended, finish, go_on, half_made, left

from vidpipe import Studio
from vidpipe.engine.faults import POINTS

KILLED = -9
NEVER_PASSED_LOCALLY = ("ticketed", "looked-up", "polled", "calling-off", "called-off", "fetching", "submitted")
"""Passed only where a provider gives tickets; tests/engine crashes them with such a provider."""

pytestmark = [
    pytest.mark.crash,
    pytest.mark.timeout(600),  # a chain is a dozen commands
    pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL"),
]


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


CALLS = (
    "advance",
    "open-attempt",
    "lease",
    "perform",
    "submitting",
    "before-submit",
    "after-submit",
    "remembered",
    "fetched",
    "accepted",
    "blob-temp",
    "blob-renamed",
    "finish-before-commit",
    "finish-after-commit",
    "settled",
)
"""Passed for every slot that a provider fills."""
LATER = ("lease:4", "before-submit:2", "blob-temp:4", "finish-before-commit:3", "finish-after-commit:2")
"""In the middle of what one process does."""
CHAINS = [[*CALLS[n::2], *LATER[n::2], "made"] for n in range(2)]
"""Each chain is one film, killed at one point after the other by the process that goes on with it."""


def test_every_point_is_in_a_chain() -> None:
    named = {fault.partition(":")[0] for chain in CHAINS for fault in chain}
    assert named | set(NEVER_PASSED_LOCALLY) == set(POINTS)


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain[0])
def test_the_command_killed_at_one_point_after_the_other_ends_with_the_same_film(
    chain: list[str], tmp_path: Path, undisturbed: Left
) -> None:
    data = tmp_path / "data"
    for fault in chain:
        assert ended(command(data, *go_on(data), fault=fault)) == KILLED, f"{fault} was not passed"
    finish(data)
    check(data, undisturbed)


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain[0])
def test_workers_killed_at_one_point_after_the_other_are_followed_by_another(
    chain: list[str], tmp_path: Path, undisturbed: Left
) -> None:
    data = tmp_path / "data"
    with Studio(data) as studio:
        film = studio.create(ASKED[1], duration=3, quality="draft", aspect="9:16", narration=False)
        film.resume()
    for fault in chain:
        assert ended(command(data, "worker", "--idle", fault=fault)) == KILLED, f"{fault} was not passed"
    assert ended(command(data, "worker", "--idle")) == 0
    check(data, undisturbed)
