"""The outside as the engine holds it, gathered in one place: store, stages, providers, cutter, limits."""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vidpipe.engine.pace import Pace
from vidpipe.engine.plan import Plan, World, plan
from vidpipe.engine.turns import Turns
from vidpipe.errors import Corrupt, NotFound
from vidpipe.film.catalogue import Caps
from vidpipe.film.project import STAGES
from vidpipe.film.slot import BRIEF, EDIT, LINES, MOOD, MOODS, SOURCE, STORYBOARD
from vidpipe.ports import Cutter, Provider, Records, Stage, Store

JSON = "application/json"
WRITTEN = (BRIEF, STORYBOARD, EDIT, SOURCE, MOODS, MOOD)
"""The slots whose takes are text that the plan reads."""


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True)
class Limits:
    """What a workspace may use. Seconds are wall time of one slot of a step; memory is bytes of one child process."""

    seconds: Mapping[str, int] = field(
        default_factory=lambda: dict(zip(STAGES, (120, 600, 180, 300, 1800, 600, 3600), strict=True))
    )
    memory: int = 4 * 1024**3
    films_at_once: int = 4
    parallel: int = 2


@dataclass(frozen=True)
class Outside:
    """Everything the engine may ask. `cutter` is made for a call, with the question whether to stop."""

    store: Store
    stages: Sequence[Stage]
    providers: Mapping[str, Provider]
    cutter: Callable[[Callable[[], bool]], Cutter]
    scratch: Path
    limits_now: Callable[[], Limits] = Limits
    pace: Pace = field(default_factory=Pace)
    turns: Turns = field(default_factory=Turns)
    _texts: dict[str, Any] = field(default_factory=dict)
    _reading: threading.Lock = field(default_factory=threading.Lock)

    @property
    def limits(self) -> Limits:
        """As the person has them now: a change is heard by a worker at work."""
        return self.limits_now()

    def stage(self, name: str) -> Stage:
        """The stage of this name. Raises NotFound."""
        for stage in self.stages:
            if stage.name == name:
                return stage
        raise NotFound(
            f"There is no stage {name!r}", remedy=f"The stages are {', '.join(s.name for s in self.stages)}."
        )

    def catalogue(self) -> dict[str, Caps]:
        """Every model of every provider by its id."""
        return {caps.id: caps for provider in self.providers.values() for caps in provider.models()}

    def texts(self, digests: Sequence[str]) -> dict[str, Any]:
        """JSON blobs, parsed and remembered: they never change under their digest. A damaged one is left out."""
        found = {}
        for digest in digests:
            with self._reading:
                if digest not in self._texts:
                    try:
                        self._texts[digest] = json.loads(self.store.blobs.read(digest))
                    except (Corrupt, ValueError):
                        continue
                found[digest] = self._texts[digest]
        return found

    def plan(self, records: Records) -> Plan:
        """The plan of a project as recorded."""
        return plan(records, self.world(records))

    def world(self, records: Records) -> World:
        missing = self.store.missing(records.project.id)
        texts = [take for take in records.takes if take.mime == JSON]
        written = [take.digest for take in texts if take.slot in WRITTEN or take.slot.startswith(LINES)]
        basis = [records.settings.basis] if records.settings.basis else []
        return World(
            stages=self.stages,
            catalogue=self.catalogue(),
            texts=self.texts([digest for digest in [*written, *basis] if digest not in missing]),
            missing=frozenset(missing),
        )
