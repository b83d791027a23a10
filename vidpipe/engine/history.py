"""What a slot showed, one pick after another: undo and redo move within it, any other pick ends what could be redone.

Pure, and replayed from the picks.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from vidpipe.take import Decision, History

UNDO, REDO = "undo", "redo"


@dataclass
class Trail:
    """The takes a slot showed, by id, and which of them is shown now (-1 where it never showed any)."""

    shown: list[str] = field(default_factory=list)
    now: int = -1

    def pick(self, take_id: str, reason: str) -> None:
        step = {UNDO: -1, REDO: 1}.get(reason, 0)
        to = self.now + step
        if step and 0 <= to < len(self.shown) and self.shown[to] == take_id:
            self.now = to
        elif self.now < 0 or self.shown[self.now] != take_id:
            self.shown = [*self.shown[: self.now + 1], take_id]
            self.now += 1

    @property
    def history(self) -> History:
        return History(back=max(0, self.now), forth=len(self.shown) - 1 - self.now)

    @property
    def before(self) -> str | None:
        return self.shown[self.now - 1] if self.now > 0 else None

    @property
    def after(self) -> str | None:
        return self.shown[self.now + 1] if self.now + 1 < len(self.shown) else None


def replay(picks: Iterable[Decision]) -> Trail:
    """The trail that the picks of one slot, in their order, left."""
    trail = Trail()
    for pick in picks:
        trail.pick(pick.value, pick.reason)
    return trail
