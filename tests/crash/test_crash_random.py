"""kill -9 at random moments, up to three times a run. The seed of each run is in its name, so a failure repeats."""

import os
import random
import time
from pathlib import Path

import pytest
from film_runs import Left, command, ended, finish, go_on, half_made, kill, left
from test_crash_points import undisturbed

__all__ = ["undisturbed"]

RUNS = int(os.environ.get("VIDPIPE_KILLS", "1"))
LONGEST = 9.0

pytestmark = [pytest.mark.crash, pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")]


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_film_killed_at_random_moments_is_the_same_film(seed: int, tmp_path: Path, undisturbed: Left) -> None:
    data, dice = tmp_path / "data", random.Random(seed)
    for _ in range(dice.randint(1, 3)):
        process = command(data, *go_on(data), afresh=True)
        time.sleep(dice.uniform(0.3, LONGEST))  # the moment of the kill is the very thing that is drawn
        kill(process)
    finish(data)
    after = left(data)
    assert (after.status, after.manifest) == ("complete", undisturbed.manifest)
    assert set(after.made.values()) == {1}
    assert (after.open, half_made(data)) == (0, [])
    assert ended(command(data, "resume", after.project)) == 0
    assert left(data).made == after.made
