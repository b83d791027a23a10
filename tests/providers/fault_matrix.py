"""Faults, and what each must bring about: the same words for every adapter, with what a provider itself changes in it.

A cell is one fault at one step of a small film, which was made up to that step once. It runs until the film rests, then
the fault is gone, a person settles what was in doubt by what the far side really took, and the film is resumed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from received_once import Once

from fakes.far import Act, Far
from fakes.trial import KEYS, MODELS, Trial, anew, begun, fork, hits, opened, setup_of, shared
from vidpipe.errors import Refused
from vidpipe.film.catalogue import Role
from vidpipe.ports import Provider, Setup
from vidpipe.take import State

HASTE, HURRY = 50, 1000
"""So many times shorter is every wait; and where something is waited for until its deadline."""
STEPS = {Role.TEXT: "brief", Role.IMAGE: "keyframes", Role.VIDEO: "clips", Role.SPEECH: "sound", Role.MUSIC: "sound"}
BEFORE = {"brief": "", "keyframes": "storyboard", "clips": "keyframes", "sound": "clips"}
SLOTS = {
    Role.TEXT: r"brief",
    Role.IMAGE: r"scene/\w+/keyframe/start",
    Role.VIDEO: r"scene/\w+/clip@draft",
    Role.SPEECH: r"scene/\w+/narration/en",
    Role.MUSIC: r"music",
}
ALWAYS = 99

End = Literal[
    "itself", "doubt", "surely in doubt", "blocked", "retry", "auth", "quota", "gone", "invalid", "limit_reached"
]
"""How a slot rests: made without anybody's help, uncertain, blocked by rules, or failed of a kind."""


@dataclass(frozen=True)
class Cell:
    """One fault. `end` is how the slot may rest; `again` whether the provider says it may be sent again."""

    name: str
    what: str
    end: tuple[End, ...]
    act: Act = "submit"
    value: Any = None
    times: int = 1
    sends: int = 1
    """Requests that submit at most, for each slot of the step, until the film rests."""
    short: bool = False
    """Whether the adapter's own patience has to be short for it."""
    haste: int = HASTE
    also: str = ""
    """Another fault that it meets, when it is cancelled."""


DOUBT: tuple[End, ...] = ("doubt",)
SUBMITS = (
    Cell("429 at once again", "429", ("itself",), value=0, sends=2),
    Cell("429 without a word when", "429", ("itself",), sends=2),
    Cell("429 for ever", "429", ("retry",), times=ALWAYS, sends=7, haste=HURRY),
    Cell("503", "503", ("itself",), sends=2),
    Cell("500", "500", DOUBT),
    Cell("502", "502", DOUBT),
    Cell("401", "401", ("auth",)),
    Cell("402", "402", ("quota",)),
    Cell("no answer", "slow", DOUBT, value=1.2, short=True, haste=10),
    Cell("answer too late", "late", DOUBT, value=1.2, short=True),
    Cell("line dead before", "drop-before", DOUBT),
    Cell("line dead after", "drop-after", DOUBT),
    Cell("half a body", "cut-body", DOUBT),
    Cell("a page of HTML", "html", DOUBT),
    Cell("no JSON", "broken-json", DOUBT),
    Cell("half the JSON", "half-json", DOUBT),
    Cell("quota of the day", "quota", ("quota",)),
    Cell("unknown model", "unknown-model", ("gone", "invalid")),
    Cell("retired model", "retired", ("gone",)),
    Cell("refused prompt", "refused", ("blocked",), value="prompt"),
)

LOOKS = (
    Cell("look: 429", "429", ("itself",), "poll", times=2),
    Cell("look: 500", "500", ("itself",), "poll", times=2),
    Cell("look: 503", "503", ("itself",), "poll", times=2),
    Cell("look: line dead", "drop-before", ("itself",), "poll", times=2),
    Cell("look: half a body", "cut-body", ("itself",), "poll", times=2),
    Cell("look: a page of HTML", "html", ("itself",), "poll", times=2),
    Cell("look: no JSON", "broken-json", ("itself",), "poll", times=2),
    Cell("look: half the JSON", "half-json", ("itself",), "poll", times=2),
)
FILES = (
    Cell("file: 500", "500", ("itself",), "fetch", times=2),
    Cell("file: line dead", "drop-before", ("itself",), "fetch", times=2),
    Cell("file: half a body", "cut-body", ("itself",), "fetch", times=2),
    Cell("file: slow", "trickle", ("itself",), "fetch", value=200_000),
    Cell("file: expired", "expired", ("gone",), "fetch", times=ALWAYS),
    Cell("file: wrong once", "wrong-media", ("itself",), "fetch"),
    Cell("file: always wrong", "wrong-media", ("gone",), "fetch", times=ALWAYS),
    Cell("file: always empty", "empty-media", ("gone",), "fetch", times=ALWAYS),
    Cell("file: always half", "half-media", ("gone",), "fetch", times=ALWAYS),
    Cell("file: huge", "huge", ("gone",), "fetch", times=ALWAYS),
)


def each(cells: Sequence[Cell], roles: Sequence[Role]) -> list[Any]:
    """The cells at the steps of these roles."""
    return [pytest.param(cell, role, id=f"{cell.name}-{role.value}") for cell in cells for role in roles]


def patient(request: pytest.FixtureRequest) -> bool:
    """Whether the cell of this test waits for the end of the adapter's own patience, which then has to be short."""
    callspec = getattr(request.node, "callspec", None)
    cell = callspec.params.get("cell") if callspec else None
    return cell is not None and cell.short


@dataclass(frozen=True)
class Adapter:
    """A provider, the roles whose steps are first, in the middle and last, and what is peculiar to it."""

    name: str
    roles: tuple[Role, ...]
    recovery: Literal["ask", "lookup", "idempotent"]
    settings: Mapping[str, Any] = field(default_factory=dict)

    def models(self) -> Mapping[Role, str]:
        return MODELS[self.name]


class Matrix:
    """One adapter's films, made up to each step, and the far side that they were made at."""

    def __init__(self, adapter: Adapter, far: Far, folder: Path) -> None:
        self.adapter, self.far, self.folder = adapter, far, folder
        self._made: dict[str, Path] = {}
        self._known: dict[Setup, dict[str, Provider]] = {}
        self._once = Once(folder)

    def before(self, role: Role) -> Path:
        """A workspace whose film comes to this role next."""
        until = BEFORE[STEPS[role]]
        if until not in self._made:
            data = self.folder / (until or "fresh")
            self._made[until] = begun(data, self.far, self.adapter.models(), until=until, **self.adapter.settings)
            with opened(data, self.far) as made:
                bad = {name: view.message for name, view in made.slots.items() if view.state is not State.APPROVED}
                assert not until or not any(bad.values()), bad
        return self._made[until]

    @contextmanager
    def cell(self, role: Role, into: Path, *, haste: int, anew_made: bool = False) -> Iterator["Trial"]:
        """A film that comes to this role next. The SDKs' clients are those of the cells before, unless made anew."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in setup_of(self.far).items():
                patch.setenv(name, value)
            shared(patch, None if anew_made else self._known, haste=HASTE)
            patch.setattr("vidpipe.media.received.take_received", self._once)
            data = fork(self.before(role), into / "cell")
            anew(self.far)
            patch.setenv("VIDPIPE_HASTE", str(haste))
            with opened(data, self.far) as trial:
                yield trial


# ---------------------------------------------------------------- a cell


def slot_of(trial: Trial, role: Role) -> str:
    """The slot that met the fault: of those of its role the one that did not come through, else the first."""
    found = {name: view for name, view in trial.slots.items() if re.fullmatch(SLOTS[role], name)}
    ended = (State.FAILED, State.BLOCKED, State.UNCERTAIN)
    return next((name for name, view in found.items() if view.state in ended), next(iter(found)))


def check(at: Matrix, cell: Cell, role: Role, into: Path) -> None:
    """All that a cell promises."""
    with at.cell(role, into, haste=cell.haste, anew_made=cell.short) as trial:
        spent = trial.money()
        at.far.fault(cell.what, cell.act, role=role.value, times=cell.times, value=cell.value)
        if cell.also:
            at.far.fault(cell.also, "cancel", times=ALWAYS)
        trial.run(STEPS[role])
        slot = slot_of(trial, role)
        rests(at, cell, trial, slot)
        bounded(at, cell, trial, role)
        told(trial, slot)
        at.far.rest()
        counted(at.far, trial, spent.paid)
        mended(at, trial, slot, role, spent.paid)
    assert hits(into / "cell", list(KEYS.values())) == [], "a key was kept"


def rests(at: Matrix, cell: Cell, trial: Trial, slot: str) -> None:
    """The slot stands as it has to."""
    view = trial.view(slot)
    ends = {_as_provider(end, at.adapter) for end in cell.end}
    found = {
        State.APPROVED: "itself",
        State.UNCERTAIN: "surely in doubt" if "surely in doubt" in ends else "doubt",
        State.BLOCKED: "blocked",
        State.FAILED: _kind(trial, slot),
    }.get(view.state, view.state.value)
    assert found in ends, f"{found}: {view.message}"


def _as_provider(end: End, adapter: Adapter) -> str:
    """A doubt is none where a job can be looked up, or where asking twice costs nothing."""
    return "itself" if end == "doubt" and adapter.recovery != "ask" else end


def _kind(trial: Trial, slot: str) -> str:
    tries = [attempt for attempt in trial.film._read()[0].attempts if attempt.slot == slot]
    return str(tries[-1].error) if tries else ""


def bounded(at: Matrix, cell: Cell, trial: Trial, role: Role) -> None:
    """Nothing is sent or asked without an end, and nothing is accepted twice."""
    step = [name for name, view in trial.slots.items() if view.stage and _of_step(name, role)]
    asked = [meant for _, _, meant in at.far.asked if meant.act == "submit" and meant.role == role.value]
    extra = 1 if "doubt" in cell.end and at.adapter.recovery != "ask" else 0
    met = len(step) if cell.times == ALWAYS else 1
    assert len(asked) <= met * (cell.sends + extra) + len(step) - met, "sent too often"
    assert at.far.polls() <= 400, "asked too often"
    assert at.far.paid_twice() == {}, "paid twice"


def _of_step(slot: str, role: Role) -> bool:
    pattern = r"scene/\w+/keyframe/\w+" if role is Role.IMAGE else SLOTS[role]
    return re.fullmatch(pattern, slot) is not None


def told(trial: Trial, slot: str) -> None:
    """A person reads what happened and what to do next, and no key."""
    view = trial.view(slot)
    assert not [secret for secret in KEYS.values() if secret in view.message]
    if view.state in (State.FAILED, State.BLOCKED, State.UNCERTAIN):
        sentences = [part for part in re.split(r"(?<=[.;:!?])\s+", view.message) if part]
        assert len(sentences) > 1, f"no next act: {view.message!r}"
        assert view.message.rstrip().endswith((".", "!", "?")), view.message


def counted(far: Far, trial: Trial, before: int) -> None:
    """The ledger holds what the far side took, no more and no less; what is in doubt is one try."""
    money, billed = trial.money(), sum(1 for job in far.submits() if job.billed)
    assert money.reserved == 0, "nothing is reserved once the film rests"
    assert money.paid - before <= billed <= money.paid - before + money.in_doubt, (money, billed)


def mended(at: Matrix, trial: Trial, slot: str, role: Role, before: int) -> None:
    """The fault is gone: the person settles and resumes, the film is made to this step, and nothing is paid twice."""
    at.far.faults.clear()
    asked_again = not trial.view(slot).approved
    settle(at.far, trial, before)
    accepted = len(at.far.submits())
    trial.again()
    left = {name: view.message for name, view in trial.slots.items() if _of_step(name, role) and not view.approved}
    assert left == {}
    twice = at.far.paid_twice()
    assert sum(number - 1 for number in twice.values()) <= asked_again, "paid twice without being told to"
    money, billed = trial.money(), sum(1 for job in at.far.submits() if job.billed)
    assert (money.reserved, money.unknown) == (0, 0)
    assert money.paid - before == billed, "the ledger and the far side count the same"
    assert len(at.far.submits()) - accepted <= sum(1 for name in trial.slots if _of_step(name, role))


def settle(far: Far, trial: Trial, before: int) -> None:
    """What is in doubt, as the far side knows it was."""
    for name in list(trial.slots):
        billed = sum(1 for job in far.submits() if job.billed)
        charged = billed > trial.money().paid - before
        with suppress(Refused):
            trial.film.settle(name, charged=charged)
