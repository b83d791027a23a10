"""What every slot's state is, why, and what may run now. Pure, of what is recorded: nothing here is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vidpipe.engine.standing import Standing, parts_of
from vidpipe.film.brief import Brief
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.project import STAGES, Film, Settings, Wish
from vidpipe.film.slot import BRIEF, STORYBOARD
from vidpipe.film.storyboard import Storyboard
from vidpipe.ports import Need, Records, Stage
from vidpipe.recipe import Recipe
from vidpipe.take import Attempt, Cause, Decision, Phase, SlotView, State, Take, Verb

MAX_TRIES = 4
"""How often one recipe is sent again by itself after a failure that proves nothing was accepted."""


@dataclass(frozen=True)
class Plan:
    """A project as derived: the film as far as it is known, every slot's view, what may start now.

    `policy` holds the approvals that the project's settings give by themselves and that are not recorded yet, `adopt`
    the picks of takes that were made before by the recipe that is wanted now.
    """

    film: Film
    slots: dict[str, SlotView]
    runnable: tuple[str, ...]
    policy: tuple[Decision, ...]
    adopt: tuple[Decision, ...]
    parts: dict[str, dict[str, bool]]
    needs: dict[str, tuple[Need, ...]]

    def of(self, step: str, stages: Sequence[Stage]) -> list[SlotView]:
        """The slots of one step of the flow."""
        names = {stage.name for stage in stages if stage.step == step}
        return [view for view in self.slots.values() if view.stage in names]


@dataclass(frozen=True)
class World:
    """What a plan knows besides the project's records: stages, models, texts that takes hold, blobs that are gone."""

    stages: Sequence[Stage]
    catalogue: Mapping[str, Caps]
    texts: Mapping[str, Any]
    missing: frozenset[str] = field(default_factory=frozenset)


def plan(records: Records, world: World) -> Plan:
    """Derive every slot of a project."""
    return _Planner(records, world).run()


def read_film(records: Records, world: World) -> Film:
    """The film as its picked texts say."""
    standing = Standing(records, world.missing)
    return _film(records.settings, standing, world)


def _film(settings: Settings, standing: Standing, world: World) -> Film:
    brief = _text(standing.pick(BRIEF), world.texts)
    board = _text(standing.pick(STORYBOARD), world.texts)
    return Film(
        settings=settings,
        caps={role: world.catalogue[name] for role, name in settings.models.items() if name in world.catalogue},
        catalogue=dict(world.catalogue),
        brief=Brief.model_validate(brief) if brief else None,
        storyboard=Storyboard.model_validate(board) if board else None,
    )


def _text(take: Take | None, texts: Mapping[str, Any]) -> Any:
    return texts.get(take.digest) if take else None


class _Planner:
    def __init__(self, records: Records, world: World) -> None:
        self.records, self.world = records, world
        self.standing = Standing(records, world.missing)
        self.film = _film(records.settings, self.standing, world)
        self.views: dict[str, SlotView] = {}
        self.parts: dict[str, dict[str, bool]] = {}
        self.needs: dict[str, tuple[Need, ...]] = {}
        self.owners: dict[str, Stage] = {}
        self.runnable: list[str] = []
        self.policy: list[Decision] = []
        self.adopt: list[Decision] = []

    def run(self) -> Plan:
        owners = self.owners = {slot: stage for stage in self._ordered() for slot in stage.slots(self.film)}
        for slot in owners:
            self._derive(slot)
        return Plan(
            film=self.film,
            slots={slot: self.views[slot] for slot in owners},
            runnable=tuple(slot for slot in owners if slot in self.runnable),
            policy=tuple(self.policy),
            adopt=tuple(self.adopt),
            parts=self.parts,
            needs=self.needs,
        )

    def _ordered(self) -> list[Stage]:
        return sorted(self.world.stages, key=lambda stage: (stage.order, stage.name))

    def _derive(self, slot: str) -> None:
        """Derive a slot after all it needs; a slot already derived, or owned by no stage, is left."""
        if slot in self.needs or slot not in self.owners:
            return
        stage = self.owners[slot]
        needs = self.needs[slot] = tuple(stage.needs(self.film, slot))
        for need in needs:
            self._derive(need.slot)
        recipe = self._recipe(stage, slot, needs)
        view = self._view(stage, slot, recipe)
        self._judge_parts(stage, view)
        approved, by = self._approval(slot)
        if approved and view.state is State.READY:
            view = view.model_copy(update={"state": State.APPROVED, "approved": True, "approved_by": by})
        waits = () if view.fresh else tuple(need.slot for need in needs if not self._settled(need))
        self.views[slot] = view.model_copy(update={"waits_for": waits})
        if self._may_run(stage, slot, recipe, waits):
            self._start_or_adopt(slot)

    def _start_or_adopt(self, slot: str) -> None:
        """What was made before by the very same recipe is picked again; everything else runs."""
        wanted = self.views[slot].recipe
        made = self.standing.made_by(slot, wanted) if wanted else None
        if made is None:
            self.runnable.append(slot)
        else:
            self.adopt.append(
                Decision(slot=slot, verb=Verb.PICK, value=str(made.id), actor="engine", reason="made before")
            )

    def _recipe(self, stage: Stage, slot: str, needs: tuple[Need, ...]) -> Recipe | None:
        picks = {need.slot: self.standing.pick(need.slot) for need in needs}
        inputs = {name: take for name, take in picks.items() if take}
        if len(inputs) < len(picks) or not self._has_model(stage):
            return None
        return stage.recipe(self.film, slot, inputs)

    def _has_model(self, stage: Stage) -> bool:
        return stage.role is None or stage.role in self.film.caps

    def _view(self, stage: Stage, slot: str, recipe: Recipe | None) -> SlotView:
        take = self.standing.pick(slot)
        wanted = recipe.sampled(self.standing.sample(slot)) if recipe else None
        fresh = take is not None and recipe is not None and self.standing.fresh(slot, take, recipe)
        if take is not None and recipe is None and take.recipe.imported:
            fresh = True
        last = self.standing.last_attempt(slot, wanted)
        state, message = _state(take, fresh, self.standing.active(slot), last)
        if take is None and not message:
            message = self._why_empty(stage, slot)
        if self.standing.cancelled(slot) and not fresh:
            message = "called off; resume makes it"
        return SlotView(
            slot=slot,
            stage=stage.name,
            state=state,
            causes=_causes(take, recipe) if state is State.STALE else (),
            recipe=wanted,
            take=take,
            fresh=fresh,
            locked=self.standing.locked(slot),
            progress=self._progress(slot),
            message=message,
            cost=self.standing.cost(slot),
        )

    def _why_empty(self, stage: Stage, slot: str) -> str:
        if self.standing.lost(slot):
            return "its file is damaged or gone; resume makes it again"
        if not self._has_model(stage) and stage.role is not None:
            return f"no model for {stage.role.value} is installed or has a key"
        return ""

    def _progress(self, slot: str) -> int:
        active = self.standing.active(slot)
        return active.progress if active else 0

    def _judge_parts(self, stage: Stage, view: SlotView) -> None:
        if view.take is None:
            return
        parts = parts_of(view.slot, view.take.digest, self.world.texts.get(view.take.digest))
        gated = stage.step in self.records.settings.gates and not stage.side
        approved = {}
        for part, digest in parts.items():
            approved[part] = self.standing.approved(view.slot, part, digest) is not None
            if not (approved[part] or gated or self.standing.rejected(view.take)) and view.fresh:
                self.policy.append(
                    Decision(
                        slot=view.slot, verb=Verb.APPROVE, part=part, value=digest, actor="policy", reason="not gated"
                    )
                )
        self.parts[view.slot] = approved

    def _approval(self, slot: str) -> tuple[bool, str]:
        parts = self.parts.get(slot)
        if not parts or not all(parts.values()):
            return False, ""
        return True, self.standing.approver(slot)

    def _settled(self, need: Need) -> bool:
        """Whether an input may be used: fresh, and what is used of it approved, by a person or by policy."""
        view = self.views.get(need.slot)
        if view is None or not view.fresh:
            return False
        if not need.approved:
            return True
        parts = self.parts.get(need.slot, {})
        used = [need.part] if need.part in parts else list(parts)
        given = {decision.part for decision in self.policy if decision.slot == need.slot}
        return all(parts[part] or part in given for part in used)

    def _may_run(self, stage: Stage, slot: str, recipe: Recipe | None, waits: tuple[str, ...]) -> bool:
        view = self.views[slot]
        if self.records.project.wish is not Wish.RUN or recipe is None or waits:
            return False
        if STAGES.index(stage.step) > STAGES.index(self.records.settings.until):
            return False
        if self.standing.active(slot) or self.standing.cancelled(slot) or (view.locked and view.take):
            return False
        if view.fresh and not self.standing.reroll_wanted(slot):
            return False
        if view.fresh and not all(self._settled(need) for need in self.needs[slot]):
            return False
        return not self.standing.exhausted(slot, view.recipe)


def _state(take: Take | None, fresh: bool, active: Attempt | None, last: Attempt | None) -> tuple[State, str]:
    if active is not None:
        running = active.leased or active.phase is not Phase.INTENT
        return (State.RUNNING if running else State.QUEUED), active.message
    if last is not None and last.phase is Phase.UNKNOWN:
        return State.UNCERTAIN, last.message
    failed = last is not None and last.phase is Phase.FAILED
    message = last.message if last and failed else ""
    if fresh:
        return State.READY, message
    if last is not None and failed:
        if last.error == "retry" and last.number < MAX_TRIES:
            return State.QUEUED, message
        return (State.BLOCKED if last.error == "policy" else State.FAILED), message
    return (State.EMPTY if take is None else State.STALE), ""


def _causes(take: Take | None, now: Recipe | None) -> tuple[Cause, ...]:
    """What differs between the recipe the take was made by and the one it would be made by now."""
    if take is None:
        return ()
    if now is None:
        return (Cause(reason="what it is made from is not there any more"),)
    was = take.recipe
    causes = [Cause(reason=f"its {name} changed") for name in _differing(was.inputs, now.inputs)]
    causes += [Cause(reason=f"its {name} changed") for name in _differing(was.params, now.params)]
    if was.model != now.model:
        causes.append(Cause(reason=f"its model changed from {was.model or 'none'} to {now.model or 'none'}"))
    if (was.stage, was.version) != (now.stage, now.version):
        causes.append(Cause(reason="vidpipe makes it in a new way"))
    return tuple(causes)


def _differing(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return [name for name in sorted({*was, *now}) if was.get(name) != now.get(name)]


def roles_without_model(film: Film, stages: Sequence[Stage]) -> list[Role]:
    """The roles that stages of this film ask for and no chosen model fills."""
    return sorted({stage.role for stage in stages if stage.role and stage.role not in film.caps})
