"""What a film is: everything as it is now, and nothing is written."""

from collections.abc import Iterator
from pathlib import Path

from vidpipe.engine.changes import changes_since
from vidpipe.engine.estimate import Estimate, estimate
from vidpipe.engine.history import replay
from vidpipe.engine.overview import Overview
from vidpipe.engine.plan import Plan
from vidpipe.engine.standing import Standing
from vidpipe.errors import NotFound
from vidpipe.film.brief import Brief
from vidpipe.film.project import Settings
from vidpipe.film.slot import EDIT, parse
from vidpipe.film.storyboard import Storyboard
from vidpipe.ports import Event, Records
from vidpipe.take import Change, History, Note, SlotView, Take, Verb
from vidpipe.workshop import Workshop


class Reading:
    """A film as it is now."""

    def __init__(self, workshop: Workshop, project_id: str) -> None:
        self._shop, self.id = workshop, project_id
        self._store, self._outside = workshop.store, workshop.outside

    def _read(self) -> tuple[Records, Plan]:
        glance = self._shop.glances.of(self.id)
        return glance.records, glance.plan

    @property
    def overview(self) -> Overview:
        return self._shop.glances.of(self.id).overview

    @property
    def title(self) -> str:
        return self.overview.title

    @property
    def settings(self) -> Settings:
        return self._read()[0].settings

    @property
    def brief(self) -> Brief | None:
        return self._read()[1].film.brief

    @property
    def storyboard(self) -> Storyboard | None:
        return self._read()[1].film.storyboard

    @property
    def keyframes(self) -> dict[str, dict[str, Path]]:
        """The picked keyframes by scene id, then `start` and `end`."""
        found: dict[str, dict[str, Path]] = {}
        for view, path in self._pictured("keyframe/"):
            found.setdefault(parse(view.slot).scene, {})[parse(view.slot).name.rsplit("/", 1)[1]] = path
        return found

    @property
    def clips(self) -> dict[str, Path]:
        """The picked clips by scene id."""
        return {parse(view.slot).scene: path for view, path in self._pictured("clip")}

    def _pictured(self, name: str) -> Iterator[tuple[SlotView, Path]]:
        for view in self._read()[1].slots.values():
            if parse(view.slot).name.startswith(name) and view.take:
                yield view, self._store.blobs.path(view.take.digest)

    def takes(self, slot: str) -> list[Take]:
        """All takes of a slot, oldest first. Raises NotFound for a slot that the film has not."""
        if slot != EDIT:
            self._view(slot)
        return [take for take in self._read()[0].takes if take.slot == slot]

    def rejections(self, slot: str) -> dict[int, str]:
        """The takes of a slot that were rejected and not picked since: by id, the reason."""
        return self._standing().rejections(slot)

    def history(self, slot: str) -> History:
        """How many steps `undo` and `redo_edit` can go."""
        return replay(self._standing().told(slot, Verb.PICK)).history

    def open_notes(self, step: str = "") -> tuple[Note, ...]:
        """What was asked for, of one step or of the whole film, and is not made yet."""
        plan = self._read()[1]
        return tuple(note for note in plan.notes if step in ("", self._step_of(plan.slots[note.slot])))

    def changes(self, step: str) -> tuple[Change, ...]:
        """What differs in one step from what was approved last; nothing where nothing of it was approved yet."""
        records, plan = self._read()
        world = self._outside.world(records)
        views = [view for view in plan.of(step, self._outside.stages) if view.take]
        return tuple(changes_since(Standing(records, world.missing), views, world.texts))

    def _step_of(self, view: SlotView) -> str:
        return self._outside.stage(view.stage).step

    def _standing(self) -> Standing:
        return self._shop.glances.of(self.id).standing

    def events(self, after: int = 0, limit: int = 1000) -> list[Event]:
        return self._store.events(self.id, after=after, limit=limit)

    def estimate(self, until: str = "") -> Estimate:
        """The price of all that is still to be made up to a step, else up to where the film is wanted."""
        return estimate(self._outside, self._read()[1], until=until)

    def _view(self, slot: str) -> SlotView:
        slots = self._read()[1].slots
        if slot not in slots:
            raise NotFound(f"The film has no slot {slot!r}", remedy=f"It has {', '.join(list(slots)[:6])} and so on.")
        return slots[slot]
