"""The fault points themselves: silent in production, deadly on the n-th pass when asked, loud about a wrong name."""

import subprocess
import sys

import pytest
from store_kit import ROOT

from vidpipe.engine.faults import POINTS, point

CODE = """
from vidpipe.engine.faults import point
for name in ("lease", "submitting") * 3:
    point(name)
    print(name, flush=True)
"""


def run(fault: str) -> tuple[int, list[str]]:
    environment = {"PYTHONPATH": str(ROOT), "VIDPIPE_FAULT": fault}
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout.split()


def test_every_point_is_passed_in_silence_without_a_wish() -> None:
    for name in POINTS:
        point(name)


def test_an_unknown_point_is_an_error() -> None:
    with pytest.raises(ValueError, match="no fault point"):
        point("nowhere")
    code, said = run("nowhere")
    assert (code, said) == (1, [])


@pytest.mark.crash
@pytest.mark.parametrize(
    ("fault", "lived"), [("lease", 0), ("lease:2", 2), ("submitting:3", 5), ("*:4", 3), ("finish-after-commit", 6)]
)
def test_the_nth_pass_kills(fault: str, lived: int) -> None:
    code, said = run(fault)
    assert len(said) == lived
    assert code == (0 if lived == 6 else -9)
