"""Pure changes of what is written: storyboard and edit, as they are now, so that two people at once lose nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from vidpipe.casting import recast
from vidpipe.engine import estimate
from vidpipe.engine.plan import Plan, plan
from vidpipe.engine.standing import Standing
from vidpipe.errors import Busy, Refused
from vidpipe.film.edit import Edit
from vidpipe.film.noun import Noun
from vidpipe.film.project import Film
from vidpipe.film.slot import EDIT, STORYBOARD
from vidpipe.film.storyboard import Storyboard
from vidpipe.ports import Records
from vidpipe.project.changing import JSON, Changing
from vidpipe.recipe import canonical, digest, imported
from vidpipe.take import Preview, Take, Verb

TRIES = 40
"""How often a change is applied anew because somebody else was quicker."""
N = TypeVar("N", bound=Noun)


class Revising(Changing):
    """Changes as functions: they are applied to what is there now, and again where that changed meanwhile."""

    def revise(self, change: Callable[[Storyboard], Storyboard]) -> None:
        """Change the storyboard as it is now.

        Raises Refused while there is none or where a locked scene would be changed, Busy, and what `change` raises.
        """
        self._apply(STORYBOARD, _board, lambda board: self._unlocked(board, recast(change(board))))

    def _unlocked(self, before: Storyboard, after: Storyboard) -> Storyboard:
        """The storyboard after a change that leaves every locked scene as it was."""
        standing, kept = self._standing(), {scene.id: scene for scene in after.scenes}
        for place, scene in enumerate(before.scenes, 1):
            if kept.get(scene.id) != scene and standing.locked(f"scene/{scene.id}"):
                raise Refused(f"Scene {place} is locked and would change with this", remedy="Unlock it first.")
        return after

    def recut(self, change: Callable[[Edit], Edit]) -> None:
        """Change the edit as it is now; the first change can be undone too. Raises Busy, and what `change` raises."""
        if not self._standing().told(EDIT, Verb.PICK):
            self._put(EDIT, Edit(), over=0)
        self._apply(EDIT, lambda film: film.edit, change)

    def preview(self, change: Callable[[Storyboard], Storyboard]) -> Preview:
        """What a change of the storyboard would make stale, and what making it again would cost. Writes nothing."""
        records, before = self._read()
        return estimate.preview(self._outside, before, self._supposing(records, recast(change(_board(before.film)))))

    def _supposing(self, records: Records, board: Storyboard) -> Plan:
        """The plan if this were the storyboard."""
        name = digest(canonical(board.plain()).encode())
        numbers = [take.id for take in records.takes]
        take = Take(
            id=max(numbers, default=0) + 1,
            slot=STORYBOARD,
            number=len(numbers) + 1,
            digest=name,
            mime=JSON,
            recipe=imported(name),
            created=datetime.now(UTC),
        )
        newest = max((decision.id for decision in records.decisions), default=0)
        pick = self._decision(STORYBOARD, Verb.PICK, value=str(take.id)).model_copy(update={"id": newest + 1})
        world = self._outside.world(records)
        supposed = replace(records, takes=(*records.takes, take), decisions=(*records.decisions, pick))
        return plan(supposed, replace(world, texts={**world.texts, name: board.plain()}))

    def _apply(self, slot: str, read: Callable[[Film], N], change: Callable[[N], N]) -> None:
        for _ in range(TRIES):
            records, plan = self._read()
            shown = Standing(records).newest(slot, Verb.PICK)
            now = read(plan.film)
            changed = change(now)
            if changed == now or self._put(slot, changed, over=int(shown.value) if shown else 0):
                return
        raise Busy(f"Somebody else changes {slot} all the time", remedy="Try again in a moment.")

    def _put(self, slot: str, noun: Noun, *, over: int) -> Take | None:
        """The noun as a take, while the slot shows the take `over` (0: none)."""
        name = self._store.blobs.put(canonical(noun.plain()).encode(), JSON)
        return self._store.import_over(
            self.id, slot, over=over, digest=name, mime=JSON, recipe=imported(name), actor=self._shop.actor
        )


def _board(film: Film) -> Storyboard:
    if film.storyboard is None:
        raise Refused("There is no storyboard yet", remedy="Run the film first.")
    return film.storyboard
