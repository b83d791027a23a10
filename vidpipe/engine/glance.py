"""A project as it was last derived, kept while nothing of it changes: many pages look, few looks have to derive.

What tells whether anything changed is one cheap question to the store. Files that vanish from the disk without a row
being written are noticed a few seconds later; whoever acts on a film writes a row, and so sees it as it is.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vidpipe.engine.estimate import estimate
from vidpipe.engine.outside import Outside
from vidpipe.engine.overview import Overview, Status, overview, status_of
from vidpipe.engine.plan import Plan, World, plan
from vidpipe.engine.pricing import Prices, Remembered
from vidpipe.engine.standing import Standing
from vidpipe.film.cost import Cost
from vidpipe.ports import Records, Revision

MOST = 64
"""Films that are kept; of more, those looked at longest ago are derived again."""
DISK_SECONDS = 3.0


@dataclass
class Glance:
    """One moment of a project. `overview` is derived when it is first asked for."""

    revision: Revision
    records: Records
    plan: Plan
    world: World
    looked: float
    steps: Mapping[str, str]
    _derive: Callable[["Glance"], Overview]
    _overview: Overview | None = field(default=None)
    _standing: Standing | None = field(default=None)
    sums: tuple[Cost, dict[str, int]] | None = field(default=None)
    """What is still to be paid, and counts; these change with events alone."""

    @property
    def standing(self) -> Standing:
        """The index over its records, whatever is gone from the disk."""
        if self._standing is None:
            self._standing = Standing(self.records)
        return self._standing

    @property
    def status(self) -> Status:
        """How it stands: much cheaper than all that its overview tells."""
        return status_of(self.records, self.plan, dict(self.steps))[0]

    @property
    def overview(self) -> Overview:
        if self._overview is None:
            self._overview = self._derive(self)
        return self._overview


class Glances:
    """The last films that were looked at. Safe for threads; what other processes write is seen by its revision."""

    def __init__(self, outside: Outside, *, now: Callable[[], float] = time.monotonic) -> None:
        self._outside, self._now = outside, now
        self._kept: OrderedDict[str, Glance] = OrderedDict()
        self._turns: dict[str, threading.Lock] = {}
        self._planned: Remembered = {}
        self._changing = threading.Lock()

    def of(self, project_id: str) -> Glance:
        """The project as it is now. Raises NotFound."""
        return self._look(project_id, self._outside.store.revision(project_id))

    def all(self, project_ids: Sequence[str]) -> list[Glance]:
        """Several projects as they are now, their revisions asked for at once; one that is gone is left out."""
        revisions = self._outside.store.revisions(project_ids)
        return [self._look(name, revisions[name]) for name in project_ids if name in revisions]

    def _look(self, project_id: str, revision: Revision) -> Glance:
        """What is kept if it is of this revision, else derived anew by one thread while others wait for it."""
        kept = self._fresh(project_id, revision)
        if kept is not None:
            return kept
        with self._turn(project_id):
            return self._fresh(project_id, revision) or self._keep(project_id, self._made(project_id, revision))

    def _fresh(self, project_id: str, revision: Revision) -> Glance | None:
        with self._changing:
            kept = self._kept.get(project_id)
            if kept is None or kept.revision[:2] != revision[:2] or kept.world.catalogue != self._outside.catalogue():
                return None
            self._kept.move_to_end(project_id)
        if self._now() - kept.looked >= DISK_SECONDS:
            if self._outside.store.missing(project_id) != kept.world.missing:
                return None
            kept.looked = self._now()
        return kept if kept.revision == revision else self._keep(project_id, _further(kept, revision))

    def _made(self, project_id: str, revision: Revision) -> Glance:
        looked = self._now()
        records = self._outside.store.records(project_id)
        world = self._outside.world(records)
        steps = {stage.name: stage.step for stage in world.stages}
        return Glance(revision, records, plan(records, world), world, looked, steps, self._overview)

    def _overview(self, glance: Glance) -> Overview:
        prices = Prices(self._outside, known=self._planned)
        if glance.sums is None:
            counts = self._outside.store.counts(glance.records.project.id)
            glance.sums = estimate(self._outside, glance.plan, prices=prices).micros, counts
        ahead, counts = glance.sums
        stages = self._outside.stages
        return overview(glance.records, glance.plan, stages, ahead=ahead, counts=counts, prices=prices)

    def _keep(self, project_id: str, glance: Glance) -> Glance:
        with self._changing:
            self._kept[project_id] = glance
            self._kept.move_to_end(project_id)
            while len(self._kept) > MOST:
                gone, _ = self._kept.popitem(last=False)
                self._turns.pop(gone, None)
        return glance

    def _turn(self, project_id: str) -> threading.Lock:
        with self._changing:
            return self._turns.setdefault(project_id, threading.Lock())


def _further(kept: Glance, revision: Revision) -> Glance:
    """The same film when all that changed is how far it is: nothing is planned again for that."""
    slots = dict(kept.plan.slots)
    for slot, percent in revision.progress:
        if slot in slots:
            slots[slot] = slots[slot].model_copy(update={"progress": percent})
    return replace(kept, revision=revision, plan=replace(kept.plan, slots=slots), _overview=None)
