"""The outside as Protocols: providers, store, cutting room, clock. What stages and engine may ask of the world."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

from pydantic import Field

from vidpipe.errors import ProviderError
from vidpipe.film.account import Learned, LedgerLine, Metrics, Named, Spending
from vidpipe.film.caption import CaptionKind
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.cut import CutPlan, CutReport, MixPlan, MixReport
from vidpipe.film.noun import Noun, later
from vidpipe.film.project import Film, Settings, Wish
from vidpipe.film.record import Event as Event
from vidpipe.film.record import Revision as Revision
from vidpipe.film.record import Summary as Summary
from vidpipe.recipe import Recipe, canonical, fingerprint
from vidpipe.take import Attempt, Decision, Take

# ---------------------------------------------------------------- calls to providers


class Setup(Noun):
    """What providers are set up with besides keys. An empty address is the provider's own.

    `server_url` is an OpenAI-compatible server of one's own with its `server_models` (name, or `role:name`);
    `server_lacks` names what it cannot do: `responses`, `schema`, `usage`. `replicate_models` are further models of
    Replicate, as `video:owner/name` or with a version, of which only their own schema tells anything.
    """

    google_url: str = ""
    google_version: str = ""
    google_project: str = ""
    google_location: str = ""
    openai_url: str = ""
    replicate_url: str = ""
    replicate_models: tuple[str, ...] = ()
    server_url: str = ""
    server_models: tuple[str, ...] = ()
    server_lacks: tuple[str, ...] = ()


class Ref(Noun):
    """A picture, clip or sound that goes with a request, by digest.

    `use`: first and last frame, a reference for the look, the source of an edit or an extension.
    """

    use: Literal["first", "last", "reference", "source"]
    digest: str
    mime: str


class Request(Noun):
    """One request to a provider, in no provider's dialect. Lengths are frames at `rate`, sizes pixels.

    `data` is what `prompt` says, as data: a model reads the prompt, a local writer reads the data. `speed` is a voice's
    pace in per cent.

    The task `edit` has an instruction as its prompt and the picture that it changes as its ref `source`. The task
    `extend` has the clip so far as `source`: the answer is the whole clip of `frames`, of which `data["extends"]` are
    there, made by `data["job"]` where that is known.
    """

    role: Role
    task: str
    prompt: str
    system: str = ""
    data: dict[str, Any] = Field(default_factory=dict)
    answer: dict[str, Any] = Field(default_factory=dict)
    width: int | None = None
    height: int | None = None
    frames: int | None = None
    rate: int | None = None
    seed: int | None = None
    language: str = ""
    voice: str = ""
    speed: int = later(100)
    negative: str = ""
    refs: tuple[Ref, ...] = ()
    sample: int = 0

    def key(self, model: str) -> str:
        """The key of this call in the cache: resolved model id and canonical request, sample number within."""
        return fingerprint({"model": model, "request": self.plain()})

    @property
    def spoken(self) -> str:
        """The data as text, for a model's message."""
        return canonical(self.data)

    def ref(self, use: str) -> Ref | None:
        return next((ref for ref in self.refs if ref.use == use), None)


Basis = Literal["free", "fixed", "metered", "learned", "unknown"]
"""How sure a price is: nothing to pay, one price, between two, from charges of before, or nobody says."""


class Planned(Noun):
    """A request as the model can take it, what was changed for that, and its price in micro-dollars.

    `price` is the most it can cost, which is reserved; `low` the least where that differs. `units` are thousandths of
    the unit of the model's price.
    """

    request: Request
    warnings: tuple[str, ...] = ()
    price: int = 0
    low: int | None = None
    basis: Basis = "fixed"
    units: int = 1000


class Ticket(Noun):
    """A job at a provider: enough to poll it from any process. Committed before the first poll."""

    provider: str
    model: str
    id: str
    created: datetime
    expires: datetime | None = None


class Output(Noun):
    """One file that a provider made, in the desk's folder; one that is a blob already says its digest."""

    path: str
    mime: str
    digest: str = ""
    meta: dict[str, Any] = Field(default_factory=dict)


class Result(Noun):
    """A finished call. `cost` is None where the provider does not say (the planned price then counts)."""

    outputs: tuple[Output, ...] = ()
    text: str = ""
    data: dict[str, Any] | None = None
    usage: dict[str, int] = Field(default_factory=dict)
    cost: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Status:
    """A job's state at a poll; `progress` is per cent, `note` a word for a person ("starting").

    `retry_in` is in seconds: where the provider itself says when to ask again.
    """

    state: Literal["queued", "running", "done", "failed", "cancelled"]
    progress: int = 0
    error: ProviderError | None = None
    retry_in: float | None = None
    note: str = ""


def _quiet(percent: int) -> None:
    """Report to nobody."""


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Desk:
    """Where a call works: files by digest, a folder of its own for outputs, progress in per cent, whether to stop.

    `memory` is how many bytes a child process may use, None where there is no limit.
    """

    folder: Path
    path: Callable[[str], Path]
    progress: Callable[[int], None] = _quiet
    stopped: Callable[[], bool] = _never
    memory: int | None = None


@runtime_checkable
class Provider(Protocol):
    """One provider of models. `recovery` says what to do when a process died between the request and its ticket:
    send again (`idempotent`: nothing is paid twice), look the job up, or ask the person. `title` is its name for a
    person, `key` the environment variable with its key ('' where it needs none), `ready` whether it can be asked.

    `lookup` finds the job of this request since a moment that is none of `taken`; None means that there surely is
    none, and it raises AMBIGUOUS where it cannot tell. `schema` is a model's own input schema, where it publishes one.

    All methods raise ProviderError and nothing else for what goes wrong outside.
    """

    name: str
    title: str
    key: str
    recovery: Literal["idempotent", "lookup", "ask"]

    def ready(self) -> bool: ...

    def check(self) -> str:
        """Ask for something tiny and free; in a sentence what answered."""

    def models(self) -> Sequence[Caps]: ...

    def plan(self, caps: Caps, request: Request) -> Planned: ...

    def submit(self, caps: Caps, request: Request, desk: Desk) -> Ticket | Result: ...

    def poll(self, ticket: Ticket) -> Status: ...

    def fetch(self, ticket: Ticket, desk: Desk) -> Result: ...

    def cancel(self, ticket: Ticket) -> bool: ...

    def lookup(self, caps: Caps, request: Request, since: datetime, taken: Collection[str]) -> Ticket | None: ...

    def schema(self, caps: Caps) -> Mapping[str, Any] | None: ...

    def chat(self, caps: Caps, messages: Sequence[Mapping[str, str]]) -> Iterator[str]: ...


# ---------------------------------------------------------------- stages


class Need(Noun):
    """An input of a slot: another slot, and of a text only the part that is used ('' for the whole).

    `approved` is False where a look before approval is the very purpose, as for the animatic.
    """

    slot: str
    part: str = ""
    approved: bool = True


class Draft(Noun):
    """What a stage made, before it is a take: bytes, a file or a blob, and what was measured."""

    mime: str
    data: bytes = b""
    path: str = ""
    digest: str = ""
    meta: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True)
class Tools:
    """What a stage that computes may use."""

    desk: Desk
    cutter: "Cutter"


class Stage(Protocol):
    """One arrow of the film's flow. `title` is what a person reads; `order` its place in the flow.

    `step` is the step a person gates, approves or stops at (one of film.project.STAGES). A stage with a `role` asks
    a provider: `request` and `accept`, both pure. One without computes: `make`. What a `side` stage makes is a
    by-product: the film is complete without it and nobody approves it.
    """

    name: str
    step: str
    title: str
    version: int
    order: int
    role: Role | None
    side: bool

    def slots(self, film: Film) -> Sequence[str]: ...

    def needs(self, film: Film, slot: str) -> Sequence[Need]: ...

    def recipe(self, film: Film, slot: str, inputs: Mapping[str, Take]) -> Recipe: ...


class CallStage(Stage, Protocol):
    def request(self, recipe: Recipe, texts: Mapping[str, Any]) -> Request: ...

    def accept(self, recipe: Recipe, result: Result, texts: Mapping[str, Any]) -> Draft: ...


class MakeStage(Stage, Protocol):
    def make(self, recipe: Recipe, tools: Tools) -> Draft: ...


# ---------------------------------------------------------------- media


@dataclass(frozen=True)
class Kept:
    """A file on the shelf and what was noted of it."""

    path: Path
    meta: Mapping[str, Any]


class Shelf(Protocol):
    """What the cutting room made and may want again, by key: found as long as nothing was cleared, never a truth."""

    def get(self, key: str) -> Kept | None: ...

    def put(self, key: str, file: Path, *, mime: str, meta: Mapping[str, Any]) -> Kept:
        """Take a file in; it is moved."""

    def forget(self, key: str) -> None: ...

    def turn(self, key: str, given_up: Callable[[], bool]) -> AbstractContextManager[None]:
        """Be the only one in this process who makes what is kept by that key. Raises Stopped where it is given up."""


Paths = Callable[[str], Path]
"""Finds files by digest."""


class Cutter(Protocol):
    def cut(self, plan: CutPlan, *, path: Paths, into: Path, progress: Callable[[int], None]) -> CutReport:
        """Assemble a plan into an MP4 at `into`. Raises MediaError, LimitReached, Stopped."""

    def prepare(self, plan: CutPlan, *, path: Callable[[str], Path], ready: Collection[str], folder: Path) -> int:
        """Make what a cut to come needs and in which only media of these digests are seen; how many pieces were made.

        `folder` is for half-made files. Raises MediaError, LimitReached, Stopped.
        """

    def mix(self, plan: MixPlan, *, path: Callable[[str], Path], into: Path) -> MixReport:
        """Voice and music of a film alone, as an M4A at `into`. Raises MediaError, LimitReached, Stopped."""

    def stems(self, plan: CutPlan, *, path: Callable[[str], Path], into: Path) -> dict[str, Path]:
        """A cut's `voice`, `music` and `clips`, those that it has, each as long as the film, as WAV in a folder. Raises
        MediaError, LimitReached, Stopped."""

    def captions(self, plan: CutPlan, kind: CaptionKind, *, path: Paths | None = None, words: bool = False) -> str: ...

    def poster(self, film: Path, into: Path) -> None: ...


# ---------------------------------------------------------------- store


class Blobs(Protocol):
    """Content-addressed bytes. A blob is on disk, whole and synced, before any row names it."""

    def put(self, data: bytes, mime: str) -> str: ...

    def take_in(self, file: Path, mime: str) -> str:
        """Move a file into the store; returns its digest."""

    def path(self, digest: str) -> Path:
        """Where the blob lies. Raises Corrupt when it is gone or its size differs."""

    def mime(self, digest: str) -> str:
        """The media type it was put with. Raises Corrupt for a blob that nobody put."""

    def read(self, digest: str) -> bytes:
        """The bytes, checked against the digest. Raises Corrupt."""


class Cached(Noun):
    """What the call cache and the derived index remember: digests and facts, never media."""

    digest: str
    mime: str
    meta: dict[str, Any] = Field(default_factory=dict)
    cost: int = 0


class Cache(Protocol):
    def get(self, key: str) -> Cached | None: ...

    def put(self, key: str, found: Cached) -> None: ...

    def forget(self, key: str) -> None: ...


@dataclass(frozen=True)
class Records:
    """All that is known of one project, read in one transaction. `attempts`: the newest of each slot and recipe key."""

    project: Summary
    settings: Settings
    takes: tuple[Take, ...] = ()
    decisions: tuple[Decision, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    spent: int = 0
    reserved: int = 0


@dataclass(frozen=True)
class Filled:
    """The end of an attempt that worked: blob in place, row to write.

    `units` are those of the plan where the provider itself told the cost, else 0: nothing is learned from our own
    guess. `took` are milliseconds from sending to the answer, 0 where they were not measured.
    """

    draft_digest: str
    mime: str
    meta: dict[str, Any] = field(default_factory=dict)
    cost: int = 0
    cached: bool = False
    units: int = 0
    took: int = 0


class Store(Protocol):
    """The truth, in SQL. Every method is one transaction; a guarded one returns False or None when it came too late."""

    blobs: Blobs
    calls: Cache
    derived: Cache

    # projects
    def create(
        self,
        project_id: str,
        settings: Settings,
        *,
        title: str,
        actor: str,
        forked_from: str = "",
        takes: Sequence[Take] = (),
        decisions: Sequence[Decision] = (),
        wish: Wish = Wish.RUN,
    ) -> None:
        """A new project that shows these takes of another one, whole or not at all. Raises Refused where the id is
        taken."""

    def projects(self, *, trashed: bool = False) -> list[Summary]: ...

    def records(self, project_id: str) -> Records:
        """Raises NotFound."""

    def revision(self, project_id: str) -> Revision:
        """Another one whenever anything of the project changed. Cheap. Raises NotFound."""

    def revisions(self, project_ids: Sequence[str]) -> dict[str, Revision]:
        """The same of several projects at once; those that are not there are left out."""

    def change(self, project_id: str, settings: Settings, *, actor: str) -> None:
        """A new version of the settings."""

    def wish(self, project_id: str, wish: Wish, *, actor: str) -> None: ...

    def retitle(self, project_id: str, title: str) -> None: ...

    def trash(self, project_id: str, trashed: bool, *, actor: str) -> None: ...

    def empty_trash(self, titles: Mapping[str, str] | None = None) -> int:
        """Remove trashed projects' rows, then the blobs that no other project reaches; bytes freed. The ledger stays
        whole: it remembers the films by these titles, else by their own."""

    # takes and decisions
    def decide(self, project_id: str, decisions: Sequence[Decision]) -> None: ...

    def import_take(
        self, project_id: str, slot: str, *, digest: str, mime: str, meta: Mapping[str, Any], recipe: Recipe, actor: str
    ) -> Take:
        """A take that was brought or written by hand, picked at once."""

    def import_over(
        self, project_id: str, slot: str, *, over: int, digest: str, mime: str, recipe: Recipe, actor: str
    ) -> Take | None:
        """As `import_take`, only while the slot shows the take `over` (0: none); None where it shows another by now."""

    # attempts: open → lease → submitting → submitted → finish | fail | doubt | release
    def open_attempt(
        self, project_id: str, slot: str, stage: str, recipe: Recipe, *, approvals: Sequence[Decision] = ()
    ) -> Attempt | None:
        """Write an intent; None when the slot has an open one already. Approvals go in the same transaction."""

    def open_attempts(self, project_id: str | None = None) -> list[Attempt]: ...

    def attempt(self, attempt_id: str) -> Attempt | None: ...

    def lease(self, attempt_id: str, worker: str, seconds: float) -> Attempt | None:
        """Take the attempt if it is open and nobody alive holds it; None otherwise."""

    def renew(
        self, attempt_id: str, worker: str, seconds: float, *, progress: int | None = None, note: str | None = None
    ) -> bool:
        """`note` is what a person is told of it while it is open."""

    def missing(self, project_id: str) -> set[str]:
        """Digests of the project's takes whose bytes are gone or of the wrong size."""

    def forget_blob(self, digest: str) -> None:
        """Remove a damaged file, so that it counts as missing and making it again puts it back."""

    def counts(self, project_id: str) -> dict[str, int]:
        """How many events, attempts, calls (attempts that asked a provider and are done) and cached_calls there are."""

    def submitting(self, attempt_id: str, worker: str, reserve: int | None) -> bool:
        """Reserve the price and mark the attempt as about to be sent. Raises BudgetReached, and reserves nothing.

        None is a price that nobody knows, which fits no budget."""

    def submitted(self, attempt_id: str, worker: str, ticket: Ticket) -> bool:
        """Raises Refused where another attempt has this job: a ticket belongs to one."""

    def finish(self, attempt_id: str, worker: str, filled: Filled) -> Take | None:
        """Take, pick, ledger, event and phase in one transaction; None if this worker lost the lease."""

    def fail(
        self,
        attempt_id: str,
        worker: str,
        *,
        kind: str,
        message: str,
        billed: bool | None,
        cost: int | None = None,
        retry_after: float | None = None,
    ) -> bool:
        """Failed, for good or (kind retry) until `retry_after` seconds have passed. Settles the ledger: billed True
        charges `cost`, or all that was reserved where nobody told; False frees it; None leaves it as unknown."""

    def doubt(self, attempt_id: str, worker: str, message: str) -> bool:
        """Nobody knows whether the call was accepted: the phase is unknown, the reserve stays as unknown."""

    def settle(self, project_id: str, slot: str, *, charged: bool, actor: str) -> None:
        """A person decides about an unknown attempt: its reserve was charged, or is released. The attempt is failed."""

    def take_over(self, attempt_id: str, ticket: Ticket, *, actor: str) -> bool:
        """The job of an unknown attempt was found at its provider: it goes on from there, its reserve held again."""

    def settle_call(self, attempt_id: str, *, charged: bool, actor: str) -> None:
        """The same of one call, of a film that is gone too. Raises Refused where nothing is unknown."""

    def release(self, attempt_id: str, worker: str, *, unsure: bool = False) -> bool:
        """Give the lease back with nothing sent: the attempt is cancelled and its reserve released.

        One with a ticket, or of which it is `unsure` whether it was accepted, stays open instead, for another worker.
        """

    def tickets(self, provider: str) -> set[str]:
        """The ids of all jobs at this provider that any attempt ever had."""

    def learned(self, model: str) -> Learned | None:
        """What the newest calls of a model that really asked took and cost; None before the first."""

    # reuse
    def using(self, project_id: str) -> AbstractContextManager[None]:
        """What this thread looks up in `calls` and `derived` belongs to that project, and goes with its last one."""

    @property
    def scratch(self) -> Path:
        """A folder of this process for half-made files, on the disk of the blobs."""

    # workers
    def enlist(self, worker: str, host: str, pid: int) -> None: ...

    def dismiss(self, worker: str) -> None: ...

    # events
    def log(self, event: Event) -> None: ...

    def events(self, project_id: str, *, after: int = 0, limit: int = 1000) -> list[Event]: ...

    # over all films, or one
    def happened(self, *, project: str, slot: str, kinds: Sequence[str], before: int, limit: int) -> list[Event]:
        """The newest first, those before an event's number. `slot` means what lies below it too, and a part's name
        such as `clip` that part of any scene. Without kinds the steps within a making are left out."""

    def spending(self, *, project: str, days: int, before: int, limit: int) -> Spending: ...

    def doubts(self, *, project: str, limit: int) -> list[LedgerLine]:
        """The calls of which nobody knows whether they were charged, the newest first, however old."""

    def today(self) -> int:
        """Micro-dollars that all films together have bound today, as the budget of a day counts them."""

    def metrics(self, project: str) -> Metrics: ...

    def latest(self) -> tuple[int, int]:
        """The number of the newest event and how many tries are open, for next to nothing."""

    def named(self) -> list[Named]: ...

    def sizes(self) -> dict[str, int]:
        """Bytes of `blobs` that films reach, of the `cache` with all that only it reaches, `database`, `scratch`."""

    def clear_cache(self) -> int:
        """Forget what could be reused, and remove what nothing else reaches; bytes freed. Raises Busy."""

    def trim_cache(self, most: int) -> int:
        """The oldest that media made and only saves time goes, until it is less than `most`; bytes freed. Busy."""

    def close(self) -> None: ...


class Clock(Protocol):
    def now(self) -> datetime:
        """The time in UTC."""
