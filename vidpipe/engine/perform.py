"""Fill one slot: the adapter behind every provider port. Call cache, then budget, then the attempt, then the provider.

Nothing goes round this. What is sent, and never twice, is in `asking`.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from vidpipe.engine.asking import Asking
from vidpipe.engine.faults import point
from vidpipe.engine.outside import Outside
from vidpipe.engine.patience import Patience
from vidpipe.errors import Kind, ProviderError, VidpipeError
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
    Result,
    Tools,
)
from vidpipe.take import Attempt, Phase

TEXT = "text/plain"


class Performance:
    """One attempt being performed by one worker. `patience` is asked often by whoever computes or waits.

    `charged` is what its call was charged in micro-dollars, None while nobody told.
    """

    def __init__(
        self,
        outside: Outside,
        attempt: Attempt,
        *,
        worker: str,
        patience: Patience,
        progress: Callable[[int], None],
        say: Callable[[str], None],
    ) -> None:
        self.outside, self.store, self.attempt, self.worker = outside, outside.store, attempt, worker
        self.patience, self._say = patience, say
        self.charged: int | None = None
        self._asking: Asking | None = None
        self._units = 0
        self.folder = outside.scratch / f"{worker}-{attempt.id}"
        self.desk = Desk(
            folder=self.folder,
            path=self.store.blobs.path,
            progress=progress,
            stopped=patience.passed,
            memory=outside.limits.memory,
        )

    def run(self) -> Filled:
        """Make what the attempt asks for. Raises ProviderError, VidpipeError, Uncertain, LeaseLost, CalledOff."""
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
        cutter = self.outside.cutter(self.patience.passed)
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
        with self.outside.turns.of(key, given_up=self.patience.unwanted):
            self.patience.begin()
            return self._answered(stage, caps, planned, key, texts)

    def _answered(self, stage: CallStage, caps: Caps, planned: Planned, key: str, texts: Mapping[str, Any]) -> Filled:
        """What the cache holds of this very call, else what the provider answers."""
        sent = self.attempt.phase is not Phase.INTENT
        known = self.store.calls.get(key)
        if known:
            result = self._recall(known)
            self.charged = known.cost if sent else 0
        else:
            asking = self._asking = self._to_ask(caps, planned, key)
            result = asking.answer()
        point("fetched")
        draft = self._accepted(stage, result, texts, key)
        point("accepted")
        filled = replace(self._keep(draft), cost=self.charged or 0, cached=known is not None and not sent)
        return replace(filled, units=self._units, took=self._asking.took) if self._asking else filled

    def _to_ask(self, caps: Caps, planned: Planned, key: str) -> Asking:
        return Asking(
            self.outside,
            self.attempt,
            self.outside.providers[caps.provider],
            caps,
            planned,
            worker=self.worker,
            desk=self.desk,
            patience=self.patience,
            keep=lambda result: self._remember(key, result, planned),
            say=self._say,
        )

    def _accepted(self, stage: CallStage, result: Result, texts: Mapping[str, Any], key: str) -> Draft:
        """The draft in an answer. One that is no good is forgotten, so that asking again does ask again."""
        try:
            return stage.accept(self.attempt.recipe, result, texts)
        except VidpipeError:
            self.store.calls.forget(key)
            raise

    @property
    def sent(self) -> bool:
        """Whether a request went out to a provider."""
        return self._asking is not None and self._asking.sent

    @property
    def accepted(self) -> bool:
        """Whether the provider gave a ticket for it."""
        return self._asking is not None and self._asking.accepted

    @property
    def unsure(self) -> bool:
        """Whether something may have been accepted that no ticket tells of."""
        return self._asking is not None and self._asking.unsure

    def _caps(self, model: str) -> Caps:
        caps = self.outside.catalogue().get(model)
        if caps is None:
            raise ProviderError(
                Kind.GONE,
                f"The model {model} is not here",
                remedy="Install it or give its key, or choose another model.",
            )
        return caps

    # ------------------------------------------------------------ what comes back

    def _remember(self, key: str, result: Result, planned: Planned) -> Result:
        """Keep the raw answer under the call's key: the bytes as a blob, the facts in the cache."""
        cost = self.charged = planned.price if result.cost is None else result.cost
        self._units = 0 if result.cost is None else planned.units
        if result.outputs:
            output = result.outputs[0]
            digest = self.store.blobs.take_in(Path(output.path), output.mime)
            found = Cached(digest=digest, mime=output.mime, meta=output.meta, cost=cost)
        else:
            data = result.text.encode() if result.data is None else json.dumps(result.data, ensure_ascii=False).encode()
            found = Cached(digest=self.store.blobs.put(data, TEXT), mime=TEXT, cost=cost)
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
