"""kill -9 of a real worker at every point of a film that is paid: nothing sent twice in silence, no take lost, and the
ledger as the far side counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from paid_runs import Place, placed, survives

from fakes.replicate import Replicate
from vidpipe.engine.faults import POINTS

pytestmark = [pytest.mark.crash, pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")]

ELSEWHERE = ("looked-up", "calling-off", "called-off", "made", "blob-temp", "blob-renamed", "open-attempt", "advance")
"""Not passed by a worker that goes on with paid calls, or the same for a call as for anything made here, and killed
there by tests/crash/test_crash_points.py and tests/engine/test_recovery.py."""
ORDINARY = [f"{point}:1" for point in POINTS if point not in ELSEWHERE]
LATER = ["ticketed:2", "polled:4", "fetched:2"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("replicate")
    with placed("replicate", Replicate(), folder, before="storyboard", until="clips") as found:
        yield found


@pytest.mark.parametrize("point", [*ORDINARY, *LATER])
def test_where_jobs_are_listed_a_kill_at_any_point_leaves_nothing_in_doubt(
    point: str, place: Place, tmp_path: Path
) -> None:
    survives(place, point, tmp_path, doubt=False)
