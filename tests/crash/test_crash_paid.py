"""kill -9 of a real worker at every point of a film that is paid: nothing sent twice in silence, no take lost, and the
ledger as the far side counted."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fakes.far import Dialect, Far, serving
from fakes.google import Google
from fakes.openai import OpenAI
from fakes.replicate import Replicate
from fakes.trial import KEYS, MODELS, Money, Trial, anew, begun, fork, hits, opened, setup_of, shared
from vidpipe.engine.faults import POINTS
from vidpipe.take import State

pytestmark = [pytest.mark.crash, pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")]

KILLED = -9
PATIENCE = 240
HASTE = 50
ELSEWHERE = ("looked-up", "calling-off", "called-off", "made", "blob-temp", "blob-renamed", "open-attempt", "advance")
"""Not passed by a worker that goes on with paid calls, or the same for a call as for anything made here, and killed
there by tests/crash/test_crash_points.py and tests/engine/test_recovery.py."""
ORDINARY = [(point, 1) for point in POINTS if point not in ELSEWHERE]
REPLICATE = [*ORDINARY, ("ticketed", 2), ("polled", 4), ("fetched", 2)]
JOBS = ("before-submit", "after-submit", "submitted", "ticketed", "polled", "fetching", "remembered")
AT_ONCE = ("before-submit", "after-submit", "remembered")


@dataclass(frozen=True)
class Place:
    """A provider's far side, and a film made up to where it is asked for pictures, or only for clips."""

    far: Far
    name: str
    film: Path
    until: str


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Place]]:
    dialects: dict[str, tuple[Dialect, str, str]] = {
        "replicate": (Replicate(), "storyboard", "clips"),
        "google": (Google(), "keyframes", "clips"),
        "openai": (OpenAI(), "storyboard", "keyframes"),
    }
    found: dict[str, Place] = {}
    with pytest.MonkeyPatch.context() as patch:
        shared(patch, haste=HASTE)
        yield from _opened(patch, tmp_path_factory, dialects, found)


def _opened(
    patch: pytest.MonkeyPatch,
    folders: pytest.TempPathFactory,
    dialects: dict[str, tuple[Dialect, str, str]],
    found: dict[str, Place],
) -> Iterator[dict[str, Place]]:
    """Each place within the one before, so that all end together."""
    if len(found) == len(dialects):
        yield found
        return
    name = list(dialects)[len(found)]
    dialect, before, until = dialects[name]
    with serving(dialect) as far:
        for variable, value in setup_of(far).items():
            patch.setenv(variable, value)
        film = begun(folders.mktemp(name) / "film", far, MODELS[name], until=before)
        found[name] = Place(far, name, film, until)
        yield from _opened(patch, folders, dialects, found)


@pytest.fixture
def place(request: pytest.FixtureRequest, places: dict[str, Place], monkeypatch: pytest.MonkeyPatch) -> Place:
    found = places[request.param]
    for variable, value in setup_of(found.far).items():
        monkeypatch.setenv(variable, value)
    anew(found.far)
    return found


def killed_at(data: Path, point: str) -> int:
    """A worker that goes on with the film, and kills itself at that point; its exit code."""
    line = [sys.executable, "-m", "vidpipe", "--data", str(data), "worker", "--idle"]
    env = {**os.environ, "VIDPIPE_FAULT": point, "VIDPIPE_HASTE": str(HASTE)}
    done = subprocess.run(line, env=env, capture_output=True, timeout=PATIENCE, check=False)
    return done.returncode


def before_crash(place: Place, into: Path) -> tuple[Path, Money]:
    """A film that only waits for a worker, and what it had cost by then."""
    data = fork(place.film, into / "data")
    with opened(data, place.far) as trial:
        trial.film.change(until=place.until)
        trial.film.resume()
        return data, trial.money()


CASES = [
    *(pytest.param("replicate", point, nth, id=f"replicate-{point}-{nth}") for point, nth in REPLICATE),
    *(pytest.param("google", point, 1, id=f"google-{point}") for point in JOBS),
    *(pytest.param("openai", point, 1, id=f"openai-{point}") for point in AT_ONCE),
]


@pytest.mark.parametrize(("place", "point", "nth"), CASES, indirect=["place"])
def test_a_worker_killed_at_a_point_pays_nothing_twice_and_loses_nothing(
    place: Place, point: str, nth: int, tmp_path: Path
) -> None:
    data, spent = before_crash(place, tmp_path)
    assert killed_at(data, f"{point}:{nth}") == KILLED
    with opened(data, place.far) as trial:
        trial.run(place.until)
        in_doubt = [name for name, view in trial.slots.items() if view.state is State.UNCERTAIN]
        assert bool(in_doubt) == promised(place, point), {n: v.message for n, v in trial.slots.items() if v.message}
        assert place.far.doubled() == {}, "sent twice in silence"
        settled(place.far, trial, in_doubt, spent)
        trial.again()
        whole(place, trial, spent, in_doubt=len(in_doubt))
    assert hits(data, list(KEYS.values())) == []


def promised(place: Place, point: str) -> bool:
    """Nobody can know what was accepted where a process dies in a request and the provider has no list."""
    return place.name != "replicate" and point in ("before-submit", "after-submit", "submitted")


def settled(far: Far, trial: Trial, slots: list[str], spent: Money) -> None:
    """The person looks at the provider's list, and says what really was accepted."""
    for slot in slots:
        known = trial.money().paid - spent.paid
        trial.film.settle(slot, charged=len(far.submits()) > known)


def whole(place: Place, trial: Trial, spent: Money, *, in_doubt: int) -> None:
    """The film is there up to its step, each slot made once, and money as the far side counted it."""
    left = {name: view.message for name, view in trial.slots.items() if not view.approved and wanted(name, place.until)}
    assert left == {}
    takes = [take.slot for take in trial.film._read()[0].takes]
    assert len(takes) == len(set(takes)), "a finished slot was made twice"
    money, billed = trial.money(), sum(1 for job in place.far.submits() if job.billed)
    assert (money.reserved, money.unknown) == (0, 0)
    assert money.paid - spent.paid == billed
    assert sum(number - 1 for number in place.far.doubled().values()) <= in_doubt
    assert trial.film._store.open_attempts() == []


def wanted(slot: str, until: str) -> bool:
    return "/keyframe/" in slot or (until == "clips" and "/clip@" in slot) or slot in ("brief", "storyboard")
