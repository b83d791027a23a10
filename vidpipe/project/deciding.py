"""What a person decides about a film: approve, pick, reject, keep, lock, ask again. Each is an append-only row."""

from collections.abc import Sequence

from vidpipe.engine.history import REDO, UNDO, replay
from vidpipe.engine.standing import parts_of
from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.project import STAGES
from vidpipe.film.slot import STORYBOARD
from vidpipe.project.reading import Reading
from vidpipe.take import Decision, SlotView, Verb

MOST_TAKES = 12


class Deciding(Reading):
    """Decisions about slots and their takes."""

    def approve(self, step: str = "", *, slot: str = "", part: str = "") -> None:
        """Approve a whole step, one slot, one part of it, or all that waits. Raises Refused when nothing is ready."""
        if step:
            self._check_step(step)
        _, plan = self._read()
        steps = {stage.name: stage.step for stage in self._outside.stages}
        views = [self._view(slot)] if slot else [v for v in plan.slots.values() if step in ("", steps[v.stage])]
        ready = [view for view in views if view.take and view.fresh]
        if not ready:
            raise Refused(f"Nothing of {slot or step or 'the film'} is ready to approve", remedy="Run it first.")
        decisions = [self._decision(v.slot, Verb.APPROVE, p, d) for v in ready for p, d in self._parts(v, part)]
        self._decide(decisions)

    def _parts(self, view: SlotView, part: str) -> list[tuple[str, str]]:
        name = view.take.digest if view.take else ""
        text = self._outside.texts([name]).get(name) if view.slot == STORYBOARD else None
        parts = parts_of(view.slot, name, text)
        if part and part not in parts:
            raise NotFound(f"{view.slot} has no part {part!r}", remedy=f"Its parts are {', '.join(parts)}.")
        return [(found, says) for found, says in parts.items() if part in ("", found)]

    def reopen(self, slot: str, part: str = "") -> None:
        """Take an approval back."""
        parts = [part] if part else [name for name, _ in self._parts(self._view(slot), "")]
        self._decide([self._decision(slot, Verb.REOPEN, name) for name in parts])

    def reroll(self, slot: str, *, takes: int = 1) -> None:
        """Ask for more takes by the same recipe; they are made one after the other and the last is shown.

        Raises Refused where nothing can be asked again.
        """
        view = self._view(slot)
        if self._outside.stage(view.stage).role is None:
            raise Refused(f"{slot} is computed, another take would be the same", remedy="Change what it is made from.")
        if view.locked:
            raise Refused(f"{slot} is locked", remedy="Unlock it first.")
        if not 1 <= takes <= MOST_TAKES:
            raise BadInput(f"{takes} takes cannot be asked for", remedy=f"Ask for 1 to {MOST_TAKES}.")
        samples = [take.recipe.sample for take in self.takes(slot)]
        self._decide([self._decision(slot, Verb.REROLL, value=str(max(samples, default=-1) + takes))])

    def cancel(self, slot: str) -> None:
        """Call off what is being made, at the provider too where it can; `retry`, `reroll` or `resume` asks again."""
        self._view(slot)
        self._decide([self._decision(slot, Verb.CANCEL)])

    def retry(self, slot: str) -> None:
        self._view(slot)
        self._decide([self._decision(slot, Verb.RETRY)])

    def pick(self, slot: str, take_id: int) -> None:
        """Show this take."""
        if take_id not in [take.id for take in self.takes(slot)]:
            raise NotFound(f"{slot} has no take {take_id}", remedy="Pick one of the slot's own takes.")
        self._decide([self._decision(slot, Verb.PICK, value=str(take_id))])

    def undo(self, slot: str) -> None:
        """Show what the slot showed before; asked again, what it showed before that. Raises Refused at the first."""
        before = replay(self._standing().told(slot, Verb.PICK)).before
        if before is None:
            raise Refused(f"There is nothing to undo in {slot}", remedy="Change it, or make another take, first.")
        self._decide([self._decision(slot, Verb.PICK, value=before, reason=UNDO)])

    def redo_edit(self, slot: str) -> None:
        """Show again what `undo` took away. Raises Refused where nothing was undone since the last change."""
        after = replay(self._standing().told(slot, Verb.PICK)).after
        if after is None:
            raise Refused(f"There is nothing to redo in {slot}", remedy="Undo something first.")
        self._decide([self._decision(slot, Verb.PICK, value=after, reason=REDO)])

    def reject(self, slot: str, take_id: int, reason: str = "") -> None:
        """Say that a take is no good, and why."""
        if take_id not in [take.id for take in self.takes(slot)]:
            raise NotFound(f"{slot} has no take {take_id}", remedy="Reject one of the slot's own takes.")
        self._decide([self._decision(slot, Verb.REJECT, value=str(take_id), reason=reason)])

    def keep(self, slot: str) -> None:
        """Keep a stale take as it is; the next change upstream asks again."""
        view = self._view(slot)
        if view.take is None or view.recipe is None:
            raise Refused(f"{slot} has nothing to keep", remedy="Run it first.")
        key = view.recipe.sampled(view.take.recipe.sample).key
        self._decide([self._decision(slot, Verb.KEEP, value=key)])

    def lock(self, name: str) -> None:
        """Have every bulk act pass a slot, or a whole scene (`scene/ID`), by."""
        self._decide([self._decision(self._lockable(name), Verb.LOCK)])

    def unlock(self, name: str) -> None:
        self._decide([self._decision(self._lockable(name), Verb.UNLOCK)])

    def _lockable(self, name: str) -> str:
        slots = self._read()[1].slots
        if name in slots or any(slot.startswith(f"{name}/") for slot in slots):
            return name
        raise NotFound(f"The film has no slot or scene {name!r}", remedy="Look at them with: vidpipe status.")

    def settle(self, slot: str, *, charged: bool) -> None:
        """Decide about a call of which nobody knows whether it was accepted: it was paid, or the money is free."""
        self._store.settle(self.id, slot, charged=charged, actor=self._shop.actor)
        self._decide([self._decision(slot, Verb.RETRY)])

    def _decision(self, slot: str, verb: Verb, part: str = "", value: str = "", *, reason: str = "") -> Decision:
        return Decision(slot=slot, verb=verb, part=part, value=value, actor=self._shop.actor, reason=reason)

    def _decide(self, decisions: Sequence[Decision]) -> None:
        if decisions:
            self._store.decide(self.id, decisions)

    def _check_step(self, step: str) -> None:
        if step not in STAGES:
            raise BadInput(f"There is no stage {step!r}", remedy=f"The stages are {', '.join(STAGES)}.")
