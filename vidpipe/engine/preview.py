"""What stands in for a cut that a person has changed: made by itself, small, before anybody asks for the full picture.

It is no part of the film: it has no say in how the film stands, nobody approves it, nothing is made from it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from vidpipe.film.project import Film
from vidpipe.ports import Stage
from vidpipe.recipe import Recipe
from vidpipe.take import Attempt, Decision, Phase, SlotView, State, Take, Verb

if TYPE_CHECKING:
    from vidpipe.engine.plan import Plan
    from vidpipe.engine.standing import Standing


class StandIn(Stage, Protocol):
    """A side stage whose one slot shows what another slot's take would be by now."""

    def stands_for(self, film: Film) -> str:
        """That other slot, '' while there is none."""


@dataclass(frozen=True)
class Ahead:
    """A preview of the slot `of`. `runs` and `adopt` say that it is to be made now, or shown again."""

    of: str
    view: SlotView
    runs: bool = False
    adopt: Decision | None = None

    @property
    def coming(self) -> bool:
        """Whether it is being made, or about to be."""
        return self.runs or self.adopt is not None or self.view.state in (State.RUNNING, State.QUEUED)

    @property
    def at_work(self) -> bool:
        return self.view.state in (State.RUNNING, State.QUEUED)


def stand_in(stages: Sequence[Stage]) -> StandIn | None:
    return next((cast(StandIn, stage) for stage in stages if _stands_in(stage)), None)


def film_stages(stages: Sequence[Stage]) -> list[Stage]:
    """The stages that make the film itself."""
    return [stage for stage in stages if not _stands_in(stage)]


def _stands_in(stage: Stage) -> bool:
    """Asked for every plan: `isinstance` looks at a protocol's every name, which is slow."""
    return hasattr(stage, "stands_for")


def outdated(attempts: Iterable[Attempt], plan: "Plan", stages: Sequence[Stage]) -> set[str]:
    """The ids of open attempts at a cut, or at a preview, that would show the film as it was."""
    stage = stand_in(stages)
    cut = plan.slots.get(stage.stands_for(plan.film)) if stage else None
    if stage is None or cut is None:
        return set()
    views = {name: view for name, view in plan.slots.items() if view.stage == cut.stage}
    views |= {plan.ahead.view.slot: plan.ahead.view} if plan.ahead else {}
    now = {name: view.recipe.key for name, view in views.items() if view.recipe}
    at_work = [one for one in attempts if one.phase.open and one.stage in (cut.stage, stage.name)]
    return {one.id for one in at_work if now.get(one.slot) != one.recipe.key}


def ahead(film: Film, standing: "Standing", stage: StandIn, *, wanted: bool) -> Ahead | None:
    """The preview as it stands; None while something that it shows has no take at all.

    What is shown counts, fresh or not and whoever approves it: it is what a person directs.
    """
    slot = next(iter(stage.slots(film)), "")
    picks = {need.slot: standing.pick(need.slot) for need in stage.needs(film, slot)}
    inputs = {name: take for name, take in picks.items() if take}
    if not slot or len(inputs) < len(picks):
        return None
    recipe, take = stage.recipe(film, slot, inputs), standing.pick(slot)
    fresh = take is not None and take.recipe.key == recipe.key
    view = _view(slot, stage, standing, recipe=recipe, take=take, fresh=fresh)
    found = Ahead(of=stage.stands_for(film), view=view)
    if not wanted or fresh or standing.active(slot):
        return found
    made = standing.made_by(slot, recipe)
    if made is not None:
        pick = Decision(slot=slot, verb=Verb.PICK, value=str(made.id), actor="engine", reason="made before")
        return Ahead(of=found.of, view=view, adopt=pick)
    return Ahead(of=found.of, view=view, runs=not standing.exhausted(slot, recipe))


def _view(
    slot: str, stage: StandIn, standing: "Standing", *, recipe: Recipe, take: Take | None, fresh: bool
) -> SlotView:
    last = standing.last_attempt(slot, recipe)
    failed = last is not None and last.phase is Phase.FAILED
    return SlotView(
        slot=slot,
        stage=stage.name,
        state=_state(standing.active(slot), recipe, fresh=fresh, failed=failed, shown=take is not None),
        recipe=recipe,
        take=take,
        fresh=fresh,
        message=last.message if last and failed else "",
    )


def _state(active: Attempt | None, recipe: Recipe, *, fresh: bool, failed: bool, shown: bool) -> State:
    """One that is being made for a change before the newest is as good as none."""
    if active is not None:
        return State.RUNNING if active.leased and active.recipe.key == recipe.key else State.QUEUED
    if fresh:
        return State.READY
    return State.FAILED if failed else State.STALE if shown else State.EMPTY
