"""What a film that is not there yet will ask for, call by call: so that films that ask for the same are told.

A slot that is to be made has no result whose digest its followers could be made from. Its call stands for it: what two
films ask for alike will be alike, and so will all that follows from it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple, cast

from vidpipe.engine.estimate import in_order
from vidpipe.engine.outside import JSON, Outside
from vidpipe.engine.plan import Plan, World, plan
from vidpipe.engine.pricing import Prices
from vidpipe.errors import ProviderError, VidpipeError
from vidpipe.film.batch import TOLD
from vidpipe.film.catalogue import Role
from vidpipe.film.cost import FREE, Cost
from vidpipe.film.project import STAGES
from vidpipe.film.slot import BRIEF, STORYBOARD
from vidpipe.ports import Cached, CallStage, Need, Records, Result, Stage
from vidpipe.recipe import Recipe, digest, fingerprint, imported
from vidpipe.take import Decision, SlotView, Take, Verb

MIMES = {Role.TEXT: JSON, Role.VIDEO: "video/mp4", Role.SPEECH: "audio/wav", Role.MUSIC: "audio/wav"}
PICTURE = "image/png"


class Awaited(NamedTuple):
    """A call that is to be made. Calls of the same key are one: who asks second is answered by the cache."""

    slot: str
    model: str
    key: str
    cost: Cost
    cached: bool


class Foreseen(NamedTuple):
    """What a film will ask for, and how many of its calls are made already and shown as they are."""

    calls: tuple[Awaited, ...]
    kept: int


def foresee(outside: Outside, records: Records, world: World, *, prices: Prices, words: Mapping[str, Take]) -> Foreseen:
    """What the project would ask for. `words` stand in for a brief and a storyboard of which nobody knows yet what they
    will say: they tell how many scenes there will be and how long."""
    records, world, written = _with_known_words(outside, records, world, prices)
    found = plan(records, world)
    unknown = frozenset(slot for slot in words if not found.slots[slot].take)
    if unknown:
        shown = {slot: take for slot, take in words.items() if slot in unknown}
        records = _showing(records, shown)
        found = plan(records, world)
    seen = _Walk(outside, found, prices, unknown).run()
    return Foreseen((*written, *seen.calls), seen.kept - len(written))


def _with_known_words(
    outside: Outside, records: Records, world: World, prices: Prices
) -> tuple[Records, World, list[Awaited]]:
    """With the brief and the storyboard that the cache answers, and these calls."""
    written = []
    for slot in (BRIEF, STORYBOARD):
        view = plan(records, world).slots.get(slot)
        if view is None or view.fresh or view.recipe is None or (view.locked and view.take):
            continue
        draft = _remembered(outside, view, prices)
        if draft is None:
            break
        data, text = draft
        take = _take(slot, digest(data), JSON, recipe=view.recipe)
        records = _showing(records, {slot: take})
        world = replace(world, texts={**world.texts, take.digest: text})
        written.append(Awaited(slot, view.recipe.model, view.recipe.key, FREE, cached=True))
    return records, world, written


def _remembered(outside: Outside, view: SlotView, prices: Prices) -> tuple[bytes, object] | None:
    """What a written slot will hold, where the cache answers its call."""
    recipe, stage = view.recipe, cast(CallStage, outside.stage(view.stage))
    if recipe is None:
        return None
    texts = outside.texts(list(recipe.inputs.values()))
    if len(texts) < len(set(recipe.inputs.values())):
        return None
    try:
        known = outside.store.calls.get(prices.key(stage, recipe))
        if known is None:
            return None
        answer = Result(text=outside.store.blobs.read(known.digest).decode())
        data = stage.accept(recipe, answer, texts).data
    except VidpipeError:
        return None
    return data, json.loads(data)


def _showing(records: Records, takes: Mapping[str, Take]) -> Records:
    """The records with these takes picked."""
    number = max([take.id for take in records.takes], default=0)
    newest = max([decision.id for decision in records.decisions], default=0)
    added = [take.model_copy(update={"id": number + place}) for place, take in enumerate(takes.values(), 1)]
    picks = [
        Decision(id=newest + place, slot=take.slot, verb=Verb.PICK, value=str(take.id), actor="engine")
        for place, take in enumerate(added, 1)
    ]
    return replace(records, takes=(*records.takes, *added), decisions=(*records.decisions, *picks))


def _take(slot: str, name: str, mime: str, *, recipe: Recipe | None = None, like: Take | None = None) -> Take:
    made = recipe or imported(name)
    meta = dict(like.meta) if like else {}
    return Take(id=1, slot=slot, number=1, digest=name, mime=mime, recipe=made, meta=meta, created=datetime.now(UTC))


class _Walk:
    """Goes through a plan in the order in which it is made. `unknown` are slots where a text stands in for another."""

    def __init__(self, outside: Outside, found: Plan, prices: Prices, unknown: frozenset[str]) -> None:
        self.outside, self.plan, self.prices = outside, found, prices
        self.unknown = unknown
        self.unsure: set[str] = set()
        """Slots of which it cannot be told yet what exactly will be asked, or what will be said in them."""
        self.coming: dict[str, Take] = {}
        self.calls: list[Awaited] = []
        self.kept = 0

    def run(self) -> Foreseen:
        last = STAGES.index(self.plan.film.settings.until)
        for slot, view in in_order(self.plan):
            stage = self.outside.stage(view.stage)
            if not stage.side and STAGES.index(stage.step) <= last and stage.step != STAGES[-1]:
                self._look(stage, slot, view)
        return Foreseen(tuple(self.calls), self.kept)

    def _look(self, stage: Stage, slot: str, view: SlotView) -> None:
        needs = self.plan.needs[slot]
        by_hand = view.take is not None and view.take.recipe.imported and view.fresh
        follows = slot in self.unknown or (not by_hand and any(need.slot in self.coming for need in needs))
        if (view.fresh and not follows) or (view.locked and view.take):
            self.kept += stage.role is not None
            return
        recipe = self._recipe(stage, view, needs) if follows else view.recipe
        if view.take and recipe and view.take.recipe.key == recipe.key and slot not in self.unknown:
            self.kept += stage.role is not None
            return
        self._await(stage, view, recipe)
        if stage.role is Role.TEXT or self._follows_unsure(slot):
            self.unsure.add(slot)

    def _recipe(self, stage: Stage, view: SlotView, needs: Sequence[Need]) -> Recipe | None:
        """The recipe by what its inputs will be; None where one of them is not to be had."""
        shown = {slot: found.take for slot, found in self.plan.slots.items() if found.take} | self.coming
        there = {need.slot: shown[need.slot] for need in needs if need.slot in shown}
        if any(need.slot not in there for need in needs):
            return None
        sample = view.recipe.sample if view.recipe else view.take.recipe.sample if view.take else 0
        try:
            return stage.recipe(self.plan.film, view.slot, there).sampled(sample)
        except (LookupError, AttributeError):
            return None  # a model that is gone

    def _await(self, stage: Stage, view: SlotView, recipe: Recipe | None) -> None:
        key, cost, known = self._asked(stage, view, recipe)
        name = known.digest if known else fingerprint({"answer to": key})
        mime = view.take.mime if view.take else MIMES.get(stage.role, PICTURE) if stage.role else PICTURE
        self.coming[view.slot] = _take(view.slot, name, known.mime if known else mime, like=view.take)
        if stage.role is not None:
            model = recipe.model if recipe else ""
            self.calls.append(Awaited(view.slot, model, key, cost, cached=known is not None))

    def _asked(self, stage: Stage, view: SlotView, recipe: Recipe | None) -> tuple[str, Cost, Cached | None]:
        """A call's key, its price, and what the cache holds of it."""
        store = self.outside.store
        if recipe is not None and not self._follows_unsure(view.slot):
            try:
                cost, cached = self.prices.call(stage, recipe)
                key = self.prices.key(stage, recipe)
                found = (store.calls if stage.role else store.derived).get(key) if cached else None
                return key, cost, found
            except ProviderError:
                pass
        said = _asking(recipe) if recipe else view.slot
        key = fingerprint({"asked": said, "from": self._origin(view.slot)})
        return key, self.prices.take(self.plan.film, stage, view), None

    def _follows_unsure(self, slot: str) -> bool:
        return any(need.slot in self.unsure for need in self.plan.needs[slot])

    def _origin(self, slot: str) -> list[str]:
        """What stands for the words that are not known yet."""
        coming = (self.coming.get(need.slot) for need in self.plan.needs[slot])
        return [take.digest for take in coming if take]


def _asking(recipe: Recipe) -> dict[str, Any]:
    """What of a recipe its request is made from."""
    params = {name: value for name, value in recipe.params.items() if name not in TOLD}
    return recipe.plain() | {"params": params}
