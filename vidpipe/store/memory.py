"""What was read before and can never change: takes, decisions and finished attempts, by project, as nouns.

Rows of these kinds are append-only and their ids grow by commits, so a reader fetches what came after the last it has.
What a reader takes from here is a snapshot from before its own transaction, so it never shows more than that one does.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from vidpipe.take import Attempt, Decision, Phase, Take

_PROJECTS = 16
_FINAL = (Phase.DONE, Phase.CANCELLED)


@dataclass(frozen=True)
class Remembered:
    """Of one project: all takes and decisions up to some moment, and attempts that were done or cancelled by then."""

    created: datetime | None = None
    takes: tuple[Take, ...] = ()
    decisions: tuple[Decision, ...] = ()
    ended: Mapping[str, Attempt] = field(default_factory=dict)

    def of(self, created: datetime) -> "Remembered":
        """This, if it is about the project created then; one that was made anew under the same id knows nothing."""
        return self if self.created == created else Remembered(created)

    def after(self, takes: Sequence[Take], decisions: Sequence[Decision], attempts: Sequence[Attempt]) -> "Remembered":
        ended = {attempt.id: attempt for attempt in attempts if attempt.phase in _FINAL}
        return Remembered(self.created, (*self.takes, *takes), (*self.decisions, *decisions), ended)

    @property
    def last_take(self) -> int:
        return self.takes[-1].id if self.takes else 0

    @property
    def last_decision(self) -> int:
        return self.decisions[-1].id if self.decisions else 0


class Memory:
    """The last few projects that were read. Safe for threads."""

    def __init__(self) -> None:
        self._projects: OrderedDict[str, Remembered] = OrderedDict()
        self._changing = threading.Lock()

    def recall(self, project_id: str) -> Remembered:
        with self._changing:
            return self._projects.get(project_id, Remembered())

    def keep(self, project_id: str, remembered: Remembered) -> None:
        with self._changing:
            known = self._projects.get(project_id)
            if known and known.created == remembered.created and known.last_decision > remembered.last_decision:
                return
            self._projects[project_id] = remembered
            self._projects.move_to_end(project_id)
            while len(self._projects) > _PROJECTS:
                self._projects.popitem(last=False)
