"""Takes, decisions about them and the state of a slot. Pure: states are derived from these and never stored."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from vidpipe.film.cost import FREE, Cost
from vidpipe.film.noun import Noun, later
from vidpipe.recipe import Recipe


class State(StrEnum):
    """The one chip a person sees on a slot."""

    EMPTY = "empty"
    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    APPROVED = "approved"
    STALE = "stale"
    FAILED = "failed"
    BLOCKED = "blocked"
    UNCERTAIN = "uncertain"


class Take(Noun):
    """One immutable result for a slot. `meta` holds what media measured: pixels, frames, seconds as milliseconds."""

    id: int
    slot: str
    number: int
    digest: str
    mime: str
    recipe: Recipe
    meta: dict[str, Any] = Field(default_factory=dict)
    cost: int = 0
    attempt: str = ""
    created: datetime


class Verb(StrEnum):
    """What a decision does. The newest decision of a kind about a slot counts."""

    PICK = "pick"
    APPROVE = "approve"
    REOPEN = "reopen"
    REJECT = "reject"
    LOCK = "lock"
    UNLOCK = "unlock"
    KEEP = "keep"
    REROLL = "reroll"
    RETRY = "retry"
    CANCEL = "cancel"
    NOTE = "note"
    GO = "go"
    HALT = "halt"
    CHANGE = "change"
    SOFTEN = "soften"
    LEAVE = "leave"
    EDIT = "edit"
    EXTEND = "extend"


class Decision(Noun):
    """Append-only. `value` is a take's id (pick, reject), a digest (approve, note: the take spoken of), a key (keep),
    a number (reroll: the last sample wanted; soften: the rung), names of settings (change) or of inputs (leave), the
    terms (go). An edit and an extend say the digest they start from, the key of the recipe they hold for and, where it
    is known, the job, by spaces. `reason` is in words.

    GO is consent to make again what is stale: slot '' for the whole film, `scene/ID`, or one slot. HALT ends all asks.
    """

    id: int = 0
    slot: str
    verb: Verb
    part: str = ""
    value: str = ""
    actor: str = ""
    reason: str = ""
    at: datetime | None = None


class Phase(StrEnum):
    """Where one try at a call stands: intent → submitting → submitted → done, failed or unknown."""

    INTENT = "intent"
    SUBMITTING = "submitting"
    SUBMITTED = "submitted"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"

    @property
    def open(self) -> bool:
        return self in (Phase.INTENT, Phase.SUBMITTING, Phase.SUBMITTED)


class Attempt(Noun):
    """One try at filling a slot by a recipe. `cost` is what is reserved while open and what was charged after.

    `tried` is when the earlier tries at the same recipe that failed for now were opened.
    """

    id: str
    project: str
    slot: str
    stage: str
    recipe: Recipe
    phase: Phase = Phase.INTENT
    number: int = 1
    ticket: dict[str, Any] | None = None
    error: str = ""
    message: str = ""
    cost: int = 0
    cached: bool = False
    leased: bool = False
    tried: tuple[datetime, ...] = ()
    progress: int = 0
    not_before: datetime | None = None
    created: datetime
    started: datetime | None = None
    ended: datetime | None = None


class Cause(Noun):
    """Why a slot is stale: which slot or setting it was made from has changed, in words for a person."""

    slot: str = ""
    reason: str


class SlotView(Noun):
    """A slot as derived by `plan`. `recipe` is None while an input is missing; `take` is the picked one.

    `note` is what the person asked for here, `takes` how many there are, `rejected` why the shown take is no good,
    `rung` how far up the ladder of refusals it is, `failure` the kind of a try that came to nothing (policy, auth, …)
    and `charged` what that cost, or may have.
    """

    slot: str
    stage: str
    state: State
    causes: tuple[Cause, ...] = ()
    recipe: Recipe | None = None
    take: Take | None = None
    fresh: bool = False
    approved: bool = False
    approved_by: str = ""
    locked: bool = False
    progress: int = 0
    message: str = ""
    price: Cost = FREE
    cost: int = 0
    waits_for: tuple[str, ...] = ()
    note: str = ""
    takes: int = 0
    rejected: str = ""
    rung: int = 0
    failure: str = ""
    charged: int = 0


class Note(Noun):
    """What a person asked for and what is not made yet. `part` is a part of the storyboard, else ''."""

    slot: str
    part: str
    text: str
    actor: str
    at: datetime | None


class History(Noun):
    """How many steps back and forth are possible in what a slot showed."""

    back: int
    forth: int


class Change(Noun):
    """What differs from what was approved last. `scene` counts from 1; `what` says it in short words."""

    slot: str
    part: str
    scene: int | None
    what: tuple[str, ...]


class Preview(Noun):
    """What a change would make stale, and the micro-dollars of making it and all that is new.

    `others` is how many parts besides are to be made anyway, and would be made by another model; they are in the price.
    """

    stale: tuple[str, ...]
    micros: Cost
    confidence: str
    others: int = later(0)
