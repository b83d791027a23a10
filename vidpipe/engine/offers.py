"""What can be done about a slot beyond making it again, each with its price: rungs, other models, edits, extensions.

A dry run: the recipe as it would be, planned by its provider. Nothing is written, nothing is sent.
"""

from dataclasses import dataclass, replace
from typing import Any, cast

from vidpipe.engine.ladder import GENTLER, PICTURE, TOP, next_rung
from vidpipe.engine.lookup import asked_at
from vidpipe.engine.outside import Outside
from vidpipe.engine.plan import Plan
from vidpipe.engine.pricing import Prices
from vidpipe.engine.refusals import about
from vidpipe.engine.reworking import frames_of
from vidpipe.errors import ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.cost import FREE, Cost, total
from vidpipe.film.noun import Noun
from vidpipe.film.project import Film, Rework
from vidpipe.film.slot import keyframe, parse
from vidpipe.film.storyboard import Scene
from vidpipe.library.models import retired
from vidpipe.ports import CallStage
from vidpipe.recipe import WHOLE, WITHOUT, Recipe, base_of
from vidpipe.take import Attempt, SlotView, State

STUCK = (State.BLOCKED, State.FAILED)
MOVING = (State.QUEUED, State.RUNNING)
DROPPED = {"clip": "end keyframe", "keyframe/end": "start keyframe"}
"""The input that a slot can do without, by the slot's name."""
SAMPLE = "Make it a little warmer"


class Offer(Noun):
    """One thing that can be done, and what it costs."""

    name: str
    title: str = ""
    price: Cost = FREE


class Offers(Noun):
    """What can be done about a slot. What cannot is not there.

    `refused` is what a refusal was about; `rungs` those of the ladder that are left, the next one first, by number;
    `drops` inputs that it may be made without and `left_out` those it is made without now; `looks_up` the provider that
    can be asked for the job.
    """

    refused: str = ""
    rungs: tuple[Offer, ...] = ()
    models: tuple[Offer, ...] = ()
    drops: tuple[Offer, ...] = ()
    left_out: tuple[str, ...] = ()
    edit: Offer | None = None
    extend: Offer | None = None
    looks_up: str = ""


def offers(outside: Outside, plan: Plan, slot: str, *, unknown: Attempt | None = None) -> Offers:
    """All that can be done about a slot as it stands. `unknown` is its try that nobody knows the end of."""
    case = Case(outside, plan, plan.slots[slot], Prices(outside))
    view = case.view
    if case.scene is None or case.caps is None or view.recipe is None or view.locked or view.state in MOVING:
        return Offers()
    unsure = view.state is State.UNCERTAIN
    stuck = view.state in STUCK
    return Offers(
        refused=about(view.message) if view.state is State.BLOCKED else "",
        rungs=case.rungs(),
        models=case.models() if stuck else (),
        drops=case.drops() if stuck else (),
        left_out=tuple(view.recipe.params.get(WITHOUT, ())),
        edit=case.edit(),
        extend=case.extend(),
        looks_up=asked_at(outside, unknown) if unsure else "",
    )


@dataclass(frozen=True)
class Case:
    """One slot of a plan, and what would come of it if the film said something else."""

    outside: Outside
    plan: Plan
    view: SlotView
    prices: Prices

    @property
    def film(self) -> Film:
        return self.plan.film

    @property
    def stage(self) -> CallStage:
        return cast(CallStage, self.outside.stage(self.view.stage))

    @property
    def scene(self) -> Scene | None:
        """The scene it belongs to, where a model makes pictures or clips of it."""
        name = parse(self.view.slot).scene
        pictured = self.stage.role in (Role.IMAGE, Role.VIDEO)
        return self.film.storyboard.scene(name) if name and pictured and self.film.storyboard else None

    @property
    def place(self) -> int:
        """Which scene it is, from 0."""
        return self.film.storyboard.place(self.scene.id) if self.film.storyboard and self.scene else 0

    @property
    def caps(self) -> Caps | None:
        return self.film.model(self.stage.role, self.scene.models) if self.stage.role and self.scene else None

    def rungs(self) -> tuple[Offer, ...]:
        following = next_rung(self.film.settings.ladder, self.view)
        found = [self._rung(number) for number in range(following, TOP + 1)] if following else []
        return tuple(offer for offer in found if offer)

    def _rung(self, number: int) -> Offer | None:
        """The third makes the end picture too."""
        slot, scene = self.view.slot, parse(self.view.slot).scene
        clip = self._offer(self.film.model_copy(update={"rungs": {**self.film.rungs, slot: min(number, GENTLER)}}))
        if clip is None or number < PICTURE:
            return clip.model_copy(update={"name": str(number)}) if clip else None
        end = replace(self, view=self.plan.slots[keyframe(scene, "end")])
        picture = end._offer(self.film.model_copy(update={"rungs": {end.view.slot: PICTURE}}))
        if picture is None or end.view.locked:
            return None
        return Offer(name=str(number), price=total((picture.price, clip.price)))

    def models(self) -> tuple[Offer, ...]:
        """The other models of its role that can be asked now, the cheapest first; an unknown price last."""
        found = []
        for caps in self.film.catalogue.values():
            fits = caps.role is self.stage.role and caps != self.caps and retired(caps) != "gone"
            if not (fits and self._ready(caps)):
                continue
            offer = self._offer(self.with_model(caps.id), caps.id, caps.title or caps.model)
            found += [offer] if offer else []
        return tuple(sorted(found, key=lambda offer: (offer.price.sure == "unknown", offer.price, offer.name)))

    def with_model(self, model: str) -> Film:
        """The film if this scene had another model."""
        board, scene = self.film.storyboard, self.scene
        if board is None or scene is None or self.stage.role is None:
            return self.film
        models = scene.models | {self.stage.role.value: model}
        changed = [s.model_copy(update={"models": models}) if s.id == scene.id else s for s in board.scenes]
        rungs = {slot: rung for slot, rung in self.film.rungs.items() if slot != self.view.slot}
        return self.film.model_copy(update={"storyboard": board.with_scenes(changed), "rungs": rungs})

    def drops(self) -> tuple[Offer, ...]:
        name = DROPPED.get(parse(self.view.slot).name, "")
        if self.view.recipe is None or name not in self.view.recipe.inputs:
            return ()
        film = self.film.model_copy(update={"without": {self.view.slot: (name,)}})
        offer = self._offer(film, name, name)
        return (offer,) if offer else ()

    def edit(self) -> Offer | None:
        """An instruction about the picture that is shown, where the model takes one."""
        take, caps = self.view.take, self.caps
        if take is None or caps is None or not caps.edits or self.stage.role is not Role.IMAGE:
            return None
        return self._offer(
            self._reworked(Rework(basis="", source=take.digest, mime=take.mime, instruction=SAMPLE)), "edit"
        )

    def extend(self) -> Offer | None:
        """The clip that is shown, gone on with, where nothing of it changed but its length."""
        take, caps, recipe = self.view.take, self.caps, self.view.recipe
        if take is None or recipe is None or caps is None or not caps.extends or take.recipe.imported:
            return None
        there, whole = frames_of(take), self._needed()
        if not 0 < there < whole or _but_length(take.recipe) != _but_length(recipe):
            return None
        return self._offer(self._reworked(Rework(basis="", source=take.digest, mime=take.mime, frames=there)), "extend")

    def _needed(self) -> int:
        """How long the clip has to be, with its handles, in frames."""
        film = self._reworked(Rework(basis="", source="0" * 64, mime="video/mp4", frames=1))
        found = self._recipe(film)
        return int(found.params.get(WHOLE, 0)) if found else 0

    def _reworked(self, rework: Rework) -> Film:
        basis = base_of(self.view.recipe).key if self.view.recipe else ""
        return self.film.model_copy(update={"reworks": {self.view.slot: rework.model_copy(update={"basis": basis})}})

    def _offer(self, film: Film, name: str = "", title: str = "") -> Offer | None:
        """Making the slot as that film says; None where that cannot be asked of its model."""
        recipe = self._recipe(film)
        if recipe is None or recipe.model not in film.catalogue:
            return None
        try:
            price, _ = self.prices.call(self.stage, recipe)
        except ProviderError:
            return None
        return Offer(name=name, title=title, price=price)

    def _recipe(self, film: Film) -> Recipe | None:
        slots = [need.slot for need in self.plan.needs[self.view.slot]]
        inputs: dict[str, Any] = {slot: self.plan.slots[slot].take for slot in slots}
        return None if None in inputs.values() else self.stage.recipe(film, self.view.slot, inputs)

    def _ready(self, caps: Caps) -> bool:
        provider = self.outside.providers.get(caps.provider)
        return provider is not None and provider.ready()


def _but_length(recipe: Recipe) -> dict[str, Any]:
    """What the words alone would make, whatever its length."""
    base = base_of(recipe)
    return {**base.plain(), "params": {name: value for name, value in base.params.items() if name != "length"}}
