"""kill -9 of a real worker where providers list no jobs: what may have been accepted is in doubt, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from paid_runs import Place, placed, survives

from fakes.google import Google

pytestmark = [pytest.mark.crash, pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")]

NOBODY_KNOWS = ("before-submit", "after-submit", "submitted")
"""Between the mark that something is being sent and the ticket, or the answer, in hand."""
JOBS = (*NOBODY_KNOWS, "ticketed", "polled", "fetching", "remembered")


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A clip, of which there is a ticket."""
    with placed("google", Google(), tmp_path_factory.mktemp("google"), before="keyframes", until="clips") as found:
        yield found


@pytest.mark.parametrize("point", JOBS)
def test_a_job_is_in_doubt_only_until_its_ticket(point: str, jobs: Place, tmp_path: Path) -> None:
    survives(jobs, point, tmp_path, doubt=point in NOBODY_KNOWS)
