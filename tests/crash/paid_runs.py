"""A paid film, a real worker process that kills itself at a point of it, and what is left of the film and its money."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import forking
from fakes.far import Dialect, Far, serving
from fakes.trial import KEYS, MODELS, Money, Trial, anew, begun, fork, hits, opened, setup_of, shared
from vidpipe.film.catalogue import Role
from vidpipe.take import State

KILLED = -9
PATIENCE = 240
HASTE = 50
PAID = (*forking.WORKER, "google.genai", "openai", "replicate")


@dataclass(frozen=True)
class Place:
    """A provider's far side, a film made up to a step, and the step up to which it is then made."""

    far: Far
    name: str
    film: Path
    until: str


@contextmanager
def placed(name: str, dialect: Dialect, folder: Path, *, before: str, until: str) -> Iterator[Place]:
    """The place for as long as the block lasts; the environment points at it.

    Its film has one scene, so that nothing else is on its way at the moment of a kill: a clip of that model, which may
    never be asked for, lasts no less than three seconds.
    """
    models = {Role.VIDEO: MODELS["google"][Role.VIDEO], **MODELS[name]}
    with pytest.MonkeyPatch.context() as patch, serving(dialect) as far:
        for variable, value in setup_of(far).items():
            patch.setenv(variable, value)
        shared(patch, haste=HASTE)
        yield Place(far, name, begun(folder / "film", far, models, until=before), until)


def killed_at(data: Path, point: str) -> int:
    """A worker that goes on with the film, and kills itself at that point; its exit code."""
    line = [sys.executable, "-m", "vidpipe", "--data", str(data), "worker", "--idle"]
    env = {**os.environ, "VIDPIPE_FAULT": point}
    return forking.run(line, env=env, timeout=PATIENCE, warm=PAID).returncode


def waiting(place: Place, into: Path) -> tuple[Path, Money]:
    """A film that only waits for a worker, and what it had cost by then."""
    anew(place.far)
    data = fork(place.film, into / "data")
    with opened(data, place.far) as trial:
        trial.film.change(until=place.until)
        trial.film.resume()
        return data, trial.money()


def survives(place: Place, point: str, into: Path, *, doubt: bool) -> None:
    """Kill a worker at a point and go on as a person does: the film is whole, paid once, in doubt only if `doubt`."""
    data, spent = waiting(place, into)
    assert killed_at(data, point) == KILLED
    with opened(data, place.far) as trial:
        trial.run(place.until)
        in_doubt = [name for name, view in trial.slots.items() if view.state is State.UNCERTAIN]
        assert bool(in_doubt) == doubt, {name: view.message for name, view in trial.slots.items() if view.message}
        assert place.far.doubled() == {}, "sent twice in silence"
        _settled(place.far, trial, in_doubt, spent)
        trial.again()
        _whole(place, trial, spent, in_doubt=len(in_doubt))
    assert hits(data, list(KEYS.values())) == []


def _settled(far: Far, trial: Trial, slots: list[str], spent: Money) -> None:
    """The person looks at the provider's list, and says what really was accepted."""
    for slot in slots:
        known = trial.money().paid - spent.paid
        trial.film.settle(slot, charged=len(far.submits()) > known)


def _whole(place: Place, trial: Trial, spent: Money, *, in_doubt: int) -> None:
    """The film is there up to its step, each slot made once, and money as the far side counted it."""
    left = {name: view.message for name, view in trial.slots.items() if not view.approved and _of(name, place.until)}
    assert left == {}
    takes = [take.slot for take in trial.film._read()[0].takes]
    assert len(takes) == len(set(takes)), "a finished slot was made twice"
    money, billed = trial.money(), sum(1 for job in place.far.submits() if job.billed)
    assert (money.reserved, money.unknown) == (0, 0)
    assert money.paid - spent.paid == billed
    assert sum(number - 1 for number in place.far.doubled().values()) <= in_doubt
    assert trial.film._store.open_attempts() == []


def _of(slot: str, until: str) -> bool:
    return "/keyframe/" in slot or (until == "clips" and "/clip@" in slot) or slot in ("brief", "storyboard")
