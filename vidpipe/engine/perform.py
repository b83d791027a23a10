"""Fill one slot: the adapter behind every provider port. Call cache, then budget, then the attempt, then the provider.

Nothing goes round this, and it branches on an error's kind alone. A ticket is committed before the first poll.
"""

import json
import shutil
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from vidpipe.engine.faults import point
from vidpipe.engine.outside import Outside
from vidpipe.errors import Kind, ProviderError, Stopped
from vidpipe.film.catalogue import Caps
from vidpipe.ports import (
    Cached,
    CallStage,
    Desk,
    Draft,
    Filled,
    MakeStage,
    Output,
    Planned,
    Provider,
    Result,
    Stage,
    Ticket,
    Tools,
)
from vidpipe.recipe import Recipe
from vidpipe.take import Attempt, Phase

TEXT = "text/plain"


class Uncertain(Exception):
    """The request may have been accepted and paid, and nobody can say."""


class LeaseLost(Exception):
    """Another worker has this attempt now; what was made here is dropped."""


class Performance:
    """One attempt being performed by one worker. `stopped` is asked often by whoever computes."""

    def __init__(
        self,
        outside: Outside,
        attempt: Attempt,
        *,
        worker: str,
        stopped: Callable[[], bool],
        progress: Callable[[int], None],
    ) -> None:
        self.outside, self.store, self.attempt, self.worker = outside, outside.store, attempt, worker
        self.stopped = stopped
        self._charged = 0
        self._waiting_for: tuple[Provider, Ticket] | None = None
        self.folder = outside.scratch / f"{worker}-{attempt.id}"
        self.desk = Desk(
            folder=self.folder,
            path=self.store.blobs.path,
            progress=progress,
            stopped=stopped,
            memory=outside.limits.memory,
        )

    def run(self) -> Filled:
        """Make what the attempt asks for. Raises ProviderError, VidpipeError, Uncertain, LeaseLost."""
        stage = self.outside.stage(self.attempt.stage)
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            return self._call(cast(CallStage, stage)) if stage.role else self._make(cast(MakeStage, stage))
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    # ------------------------------------------------------------ stages that compute

    def _make(self, stage: MakeStage) -> Filled:
        key = self.attempt.recipe.key
        known = self.store.derived.get(key)
        if known:
            return _filled(known, cost=0, cached=True)
        cutter = self.outside.cutter(self.stopped)
        draft = stage.make(self.attempt.recipe, Tools(desk=self.desk, cutter=cutter))
        point("made")
        filled = self._keep(draft)
        self.store.derived.put(key, _cached(filled))
        point("remembered")
        return filled

    # ------------------------------------------------------------ stages that ask a provider

    def _call(self, stage: CallStage) -> Filled:
        recipe = self.attempt.recipe
        texts = self.outside.texts(list(recipe.inputs.values()))
        caps = self._caps(recipe.model)
        provider = self.outside.providers[caps.provider]
        planned = provider.plan(caps, stage.request(recipe, texts))
        key = planned.request.key(caps.id)
        sent = self.attempt.phase is not Phase.INTENT
        known = self.store.calls.get(key)
        if known:
            result = self._recall(known)
        else:
            result = self._remember(key, self._ask(provider, caps, planned), price=planned.price)
        point("fetched")
        draft = stage.accept(recipe, result, texts)
        point("accepted")
        cost = 0 if known and not sent else known.cost if known else self._charged
        return replace(self._keep(draft), cost=cost, cached=known is not None and not sent)

    def _caps(self, model: str) -> Caps:
        caps = self.outside.catalogue().get(model)
        if caps is None:
            raise ProviderError(
                Kind.GONE,
                f"The model {model} is not here",
                remedy="Install it or give its key, or choose another model.",
            )
        return caps

    def _ask(self, provider: Provider, caps: Caps, planned: Planned) -> Result:
        ticket = self._ticket()
        if ticket is None and self.attempt.phase is Phase.SUBMITTING:
            ticket = self._recover(provider, caps, planned)
        if ticket is None:
            answer = self._submit(provider, caps, planned)
            if isinstance(answer, Result):
                return answer
            ticket = answer
        return self._await(provider, ticket)

    def _ticket(self) -> Ticket | None:
        return Ticket.model_validate(self.attempt.ticket) if self.attempt.ticket else None

    def _recover(self, provider: Provider, caps: Caps, planned: Planned) -> Ticket | None:
        """A process died between the request and its ticket. What then is safe, the provider says."""
        if provider.recovery == "idempotent":
            return None
        since = self.attempt.started or self.attempt.created
        found = provider.lookup(caps, planned.request, since, ()) if provider.recovery == "lookup" else None
        if found is None:
            raise Uncertain(f"vidpipe was stopped while {caps.id} was being asked; it may have been charged")
        if not self.store.submitted(self.attempt.id, self.worker, found):
            raise LeaseLost
        return found

    def _submit(self, provider: Provider, caps: Caps, planned: Planned) -> Result | Ticket:
        if self.stopped():
            raise Stopped("Stopped before anything was sent")
        if not self.store.submitting(self.attempt.id, self.worker, planned.price):
            raise LeaseLost
        point("before-submit")
        answer = provider.submit(caps, planned.request, self.desk)
        point("after-submit")
        if isinstance(answer, Ticket):
            if not self.store.submitted(self.attempt.id, self.worker, answer):
                raise LeaseLost
            point("ticketed")
        return answer

    def _await(self, provider: Provider, ticket: Ticket) -> Result:
        wake = threading.Event()
        self._waiting_for = provider, ticket
        while not self.stopped():
            status = provider.poll(ticket)
            point("polled")
            self.desk.progress(status.progress)
            if status.state == "done":
                return provider.fetch(ticket, self.desk)
            if status.state in ("failed", "cancelled"):
                raise status.error or ProviderError(Kind.GONE, f"The job was {status.state}", remedy="Try again.")
            wake.wait(min(status.retry_in or 5.0, 30.0))
        raise Stopped("Stopped while the provider was at work; resume goes on from its ticket")

    def call_off(self) -> bool:
        """Tell the provider to cancel the job that was waited for; whether it did."""
        if self._waiting_for is None:
            return False
        provider, ticket = self._waiting_for
        try:
            return provider.cancel(ticket)
        except ProviderError:
            return False

    # ------------------------------------------------------------ what comes back

    def _remember(self, key: str, result: Result, *, price: int) -> Result:
        """Keep the raw answer under the call's key: the bytes as a blob, the facts in the cache."""
        cost = price if result.cost is None else result.cost
        if result.outputs:
            output = result.outputs[0]
            digest = self.store.blobs.take_in(Path(output.path), output.mime)
            found = Cached(digest=digest, mime=output.mime, meta=output.meta, cost=cost)
        else:
            data = result.text.encode() if result.data is None else json.dumps(result.data, ensure_ascii=False).encode()
            found = Cached(digest=self.store.blobs.put(data, TEXT), mime=TEXT, cost=cost)
        self._charged = cost
        self.store.calls.put(key, found)
        point("remembered")
        return self._recall(found)

    def _recall(self, known: Cached) -> Result:
        if known.mime == TEXT:
            return Result(text=self.store.blobs.read(known.digest).decode())
        path = str(self.store.blobs.path(known.digest))
        return Result(outputs=(Output(path=path, mime=known.mime, digest=known.digest, meta=known.meta),))

    def _keep(self, draft: Draft) -> Filled:
        """The draft's bytes in the store; a draft that points at a blob is that blob."""
        if draft.digest:
            digest = draft.digest
        elif draft.path:
            digest = self.store.blobs.take_in(Path(draft.path), draft.mime)
        else:
            digest = self.store.blobs.put(draft.data, draft.mime)
        return Filled(draft_digest=digest, mime=draft.mime, meta=draft.meta)


def _cached(filled: Filled) -> Cached:
    return Cached(digest=filled.draft_digest, mime=filled.mime, meta=dict(filled.meta), cost=filled.cost)


def _filled(known: Cached, *, cost: int, cached: bool) -> Filled:
    return Filled(draft_digest=known.digest, mime=known.mime, meta=dict(known.meta), cost=cost, cached=cached)


def price_of(outside: Outside, stage: Stage, recipe: Recipe, texts: Mapping[str, Any]) -> tuple[int, bool]:
    """The price of a slot now, in micro-dollars, and whether the cache would answer it."""
    if stage.role is None:
        return 0, outside.store.derived.get(recipe.key) is not None
    caps = outside.catalogue().get(recipe.model)
    if caps is None:
        return 0, False
    planned = outside.providers[caps.provider].plan(caps, cast(CallStage, stage).request(recipe, texts))
    known = outside.store.calls.get(planned.request.key(caps.id)) is not None
    return (0 if known else planned.price), known
