"""Replicate behind the port: a job for every request, its ticket the job's id, its result a file of one hour."""

import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Price, Role
from vidpipe.library import models as library
from vidpipe.ports import Desk, Planned, Request, Result, Setup, Status, Ticket
from vidpipe.providers.replicate import fields, files, finding, planning, refusals, schema
from vidpipe.providers.replicate.fields import File, Input
from vidpipe.providers.replicate.jobs import Job, addresses, job_of, status_of
from vidpipe.providers.replicate.line import Line
from vidpipe.providers.replicate.refusals import NAME, TOKEN
from vidpipe.providers.replicate.schema import Schema

KEEPS = timedelta(hours=1)
SCHEMA_SECONDS = 900.0
"""How long a model's schema is believed: a model may get another version at any time."""
DEADLINES = {Role.IMAGE: 600, Role.VIDEO: 1800, Role.MUSIC: 900, Role.SPEECH: 600}
LONGEST_RUN = 3600
REMEMBERED = 64


class ReplicateProvider:
    """Models of many makers behind one key. What a request may say, the model's own schema tells."""

    name = "replicate"
    title = NAME
    key = TOKEN
    recovery: Literal["idempotent", "lookup", "ask"] = "lookup"

    def __init__(self, setup: Setup) -> None:
        self._line = Line(setup.replicate_url)
        self._named = _named(setup)
        self._turn = threading.Lock()
        self._schemas: dict[str, tuple[float, Schema | None]] = {}
        self._done: dict[str, Job] = {}
        self._notes: dict[str, tuple[str, ...]] = {}

    def ready(self) -> bool:
        return self._line.key is not None

    def check(self) -> str:
        """Ask whose key it is."""
        told = self._line.account()
        return f"{NAME} answers as {refusals.plain(told.get('username') or told.get('name') or 'somebody')}"

    def models(self) -> Sequence[Caps]:
        return (*library.models(self.name), *self._named)

    def listed(self) -> dict[str, str]:
        """Those of our models that Replicate has, each with the day of its end, which it does not tell: ''."""
        found: dict[str, str] = {}
        for caps in self.models():
            owner, name, version = _parts(caps.model)
            try:
                _ = self._line.version(owner, name, version) if version else self._line.model(owner, name)
            except ProviderError as error:
                if error.kind is not Kind.GONE:
                    raise
                continue
            found[caps.model] = ""
        return found

    def plan(self, caps: Caps, request: Request) -> Planned:
        return planning.plan(caps, request)

    def submit(self, caps: Caps, request: Request, desk: Desk) -> Ticket | Result:
        given, known = self._input(caps, request)
        owner, name, pinned = _parts(caps.model)
        version = pinned or self._version(caps, known)
        values = files.sent(given.values, self._line, desk)
        reply = self._line.create(f"{owner}/{name}", version, values, cancel_after=_cancel_after(caps))
        job = job_of(reply)
        if job is None:
            raise refusals.broken("submit", what=caps.model)
        if given.notes:
            _remember(self._notes, job.id, given.notes)
        return self._ticket(caps, job)

    def _input(self, caps: Caps, request: Request) -> tuple[Input, Schema | None]:
        """What is sent, held against the model's own schema. Raises ProviderError before anything is paid."""
        known = self._schema(caps)
        given = fields.input_of(caps, request, known)
        if known and known.fields:
            schema.check(known, _checkable(given.values), model=caps.title or caps.model)
        return given, known

    def _version(self, caps: Caps, known: Schema | None) -> str:
        """The version to ask; '' for an official model, which is asked by its name."""
        if known is None or known.official:
            return ""
        unofficial = known.official is False or caps.fields.get("pinned") or caps in self._named
        return known.version if unofficial else ""

    def _ticket(self, caps: Caps, job: Job) -> Ticket:
        created = job.created or datetime.now(UTC)
        longest = timedelta(seconds=2 * _deadline(caps))
        return Ticket(
            provider=self.name, model=caps.model, id=job.id, created=created, expires=created + longest + KEEPS
        )

    def poll(self, ticket: Ticket) -> Status:
        job = self._job(ticket)
        status = status_of(job)
        if status.state == "done":
            _remember(self._done, job.id, job)
        return status

    def fetch(self, ticket: Ticket, desk: Desk) -> Result:
        """Fetch the file at once: it is gone an hour after it was made."""
        caps = self._caps(ticket.model)
        role = caps.role if caps else None
        seen: list[Job] = []

        def where() -> list[str]:
            job = self._done.pop(ticket.id, None) or self._job(ticket)
            seen.append(job)
            error = status_of(job).error
            if error is not None:
                raise error
            return addresses(job.output, role)

        output = files.taken_in(where, role, self._line, desk)
        job = seen[-1]
        return Result(
            outputs=(output,),
            usage=dict(job.counts),
            cost=planning.used(caps, job.seconds),
            warnings=self._notes.get(ticket.id, ()),
        )

    def _job(self, ticket: Ticket) -> Job:
        job = job_of(self._line.job(ticket.id))
        if job is None:
            raise refusals.broken("ask", what="job of this number")
        return job

    def cancel(self, ticket: Ticket) -> bool:
        """Whether it is cancelled for sure: one that was done by then is not."""
        job = job_of(self._line.cancel(ticket.id))
        if job is not None and job.state in ("booting", "running"):
            job = self._job(ticket)
        return job is not None and job.state in ("cancelled", "aborted")

    def lookup(self, caps: Caps, request: Request, since: datetime, taken: Collection[str]) -> Ticket | None:
        given, known = self._input(caps, request)

        def fits(job: Job) -> finding.Fit:
            whole = job
            if job.input is None and not job.removed:
                whole = job_of(self._line.job(job.id)) or job
            return finding.fit_of(
                whole, given, known, model=caps.model, digest_at=lambda at: files.digest_at(at, self._line)
            )

        job = finding.found(self._line.jobs, since, taken, fits=fits)
        return self._ticket(caps, job) if job else None

    def schema(self, caps: Caps) -> Mapping[str, Any] | None:
        """The model's inputs by name: type, allowed values, bounds, default."""
        known = self._schema(caps)
        if known is None or not known.fields:
            return None
        return {name: {**vars(field), "enum": list(field.enum)} for name, field in known.fields.items()}

    def chat(self, caps: Caps, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        raise ProviderError(
            Kind.INVALID, f"Models at {NAME} are not asked for text", remedy="Choose a text model.", billed=False
        )

    # ------------------------------------------------------------ what is known of models

    def _caps(self, model: str) -> Caps | None:
        return next((caps for caps in self.models() if caps.model == model), None)

    def _schema(self, caps: Caps) -> Schema | None:
        now = time.monotonic()
        with self._turn:
            at, known = self._schemas.get(caps.model, (0.0, None))
        if at and now - at < SCHEMA_SECONDS:
            return known
        owner, name, version = _parts(caps.model)
        told = self._line.version(owner, name, version) if version else self._line.model(owner, name)
        known = schema.schema_of(told)
        with self._turn:
            self._schemas[caps.model] = now, known
        return known


def _named(setup: Setup) -> tuple[Caps, ...]:
    """Models that a person named as `role:owner/name` or `role:owner/name:version`: known by their schema alone."""
    found = []
    for entry in setup.replicate_models:
        role, _, model = entry.partition(":")
        if role in (one.value for one in planning.MADE) and model.count("/") == 1:
            found.append(_unlisted(Role(role), model))
    return tuple(found)


def _unlisted(role: Role, model: str) -> Caps:
    return Caps(
        provider=ReplicateProvider.name,
        model=model,
        role=role,
        title=model,
        first_frame=role is Role.VIDEO,
        last_frame=role is Role.VIDEO,
        references=8 if role is Role.IMAGE else 0,
        edits=role is Role.IMAGE,
        seeded=True,
        price=Price(unit="request", sure="unknown"),
        note="Named by hand: what it can do is told by its own schema, what it costs by nobody.",
    )


def _parts(model: str) -> tuple[str, str, str]:
    """Owner, name and version ('' for the newest). Raises ProviderError (invalid) for what is no model's name."""
    name, _, version = model.partition(":")
    owner, slash, short = name.partition("/")
    good = all(part and part.isascii() and part.replace("-", "").replace("_", "").replace(".", "").isalnum()
               for part in (owner, short, version or "x"))  # fmt: skip
    if not slash or not good or ".." in model:
        raise ProviderError(
            Kind.INVALID,
            f"{model[:80]!r} is no model of {NAME}",
            remedy="Write it as owner/name or owner/name:version.",
            billed=False,
        )
    return owner, short, version


def _deadline(caps: Caps) -> int:
    return caps.deadline or DEADLINES.get(caps.role, 900)


def _cancel_after(caps: Caps) -> str:
    """When Replicate itself gives the job up: long after we would, so that nothing runs on unseen."""
    return f"{-(-min(LONGEST_RUN, 2 * _deadline(caps)) // 60)}m"


def _checkable(values: Mapping[str, Any]) -> dict[str, Any]:
    """The input with addresses in place of files, as it will be."""

    def put(value: Any) -> Any:
        return (
            "https://"
            if isinstance(value, File)
            else [put(part) for part in value]
            if isinstance(value, list)
            else value
        )

    return {name: put(value) for name, value in values.items()}


def _remember(kept: dict[str, Any], name: str, value: Any) -> None:
    """Keep it for the call that follows; the oldest go."""
    kept[name] = value
    while len(kept) > REMEMBERED:
        kept.pop(next(iter(kept)), None)
