"""Pure changes of what is written: storyboard and edit, as they are now, so that two people at once lose nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from vidpipe.asking import transition_from
from vidpipe.casting import recast
from vidpipe.engine import estimate
from vidpipe.engine.plan import Plan, plan
from vidpipe.engine.standing import Standing
from vidpipe.errors import BadInput, Busy, NotFound, Refused
from vidpipe.film.edit import Edit, longest_joint
from vidpipe.film.noun import Noun
from vidpipe.film.project import Film
from vidpipe.film.slot import EDIT, STORYBOARD
from vidpipe.film.storyboard import Scene, Storyboard, Transition
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

    def join(self, transition: str, *, seconds: float | None = None, at: str = "") -> None:
        """Set how the scenes are entered that nobody set one by one, or the one scene `at` (its number or id).

        `transition` is a name such as `wipe-left`, `planned` to leave it to the storyboard again. One that lasts longer
        than a joint has room for is shortened there, but refused `at` a scene. Raises BadInput, NotFound, Refused.
        """
        records, now = self._read()
        rate, board = records.settings.rate, _board(now.film)
        asked = transition_from(transition, seconds, rate=rate)
        if not at:
            self.recut(lambda edit: edit.with_all_joints(asked))
            return
        scene = named_scene(board, at)
        if asked is not None:
            _check_fits(board, scene, asked, rate=rate)
        self.recut(lambda edit: edit.with_joint(scene.id, asked))

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


def named_scene(board: Storyboard, name: str) -> Scene:
    """A scene by its number, counted from 1, or its id."""
    for number, scene in enumerate(board.scenes, 1):
        if name.strip() in (str(number), scene.id):
            return scene
    raise NotFound(f"There is no scene {name!r}", remedy=f"Scenes are numbered 1 to {len(board.scenes)}.")


def _check_fits(board: Storyboard, scene: Scene, asked: Transition, *, rate: int) -> None:
    """Raises BadInput for a transition out of nothing, or one that its two scenes have no room for."""
    number, room = board.place(scene.id) + 1, longest_joint(board, scene.id)
    if number == 1 and asked.kind.overlaps:
        remedy = "Use dip-to-black, dip-to-white or cut there."
        raise BadInput(f"The film's first scene has none before it to {asked.kind.value} from", remedy=remedy)
    if asked.frames > room:
        remedy = f"Give at most {room / rate:.2g} seconds, half of the shorter scene." if room else "Use a cut there."
        lasts = f"{asked.frames / rate:.2g} seconds"
        raise BadInput(f"A {asked.kind.value} of {lasts} is too long for the way into scene {number}", remedy=remedy)
