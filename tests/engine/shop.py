"""A workspace with films whose pictures are bought at a kiosk, and the same work in a process that kills itself."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from book import board, scene
from kiosk import PAINTER, Kiosk

import forking
from vidpipe.engine.outside import Limits, Outside
from vidpipe.engine.pace import Pace
from vidpipe.engine.run import Engine
from vidpipe.film.catalogue import Role
from vidpipe.film.project import Settings
from vidpipe.film.slot import STORYBOARD
from vidpipe.film.storyboard import Scene
from vidpipe.recipe import canonical, imported
from vidpipe.stages.registry import stages
from vidpipe.store import open_store
from vidpipe.take import State

START = "scene/aaaa/keyframe/start"
CENTS_4 = PAINTER.price.micros
HASTE = 100.0
"""The kiosk is quick: what a provider's minute is takes 0.6 s here."""


class Shop:
    """A workspace with one film of one scene, whose pictures are bought."""

    def __init__(
        self, folder: Path, *, budget: int | None = None, limits: Limits | None = None, **kiosk: object
    ) -> None:
        self.store = open_store(folder / "data")
        self.kiosk = Kiosk(folder / "orders", **kiosk)  # type: ignore[arg-type]
        self.kiosk.orders.mkdir(parents=True, exist_ok=True)
        self.outside = Outside(
            store=self.store,
            stages=tuple(stages()),
            providers={"kiosk": self.kiosk},
            cutter=_no_cutter,
            scratch=self.store.scratch,
            limits_now=Limits if limits is None else lambda: limits,
            pace=Pace(haste=HASTE),
        )
        if not self.store.projects():
            self.found("film", budget)
        worker = f"worker-{os.getpid()}"
        self.engine = Engine(self.outside, worker)
        self.store.enlist(worker, "here", os.getpid())

    def found(self, name: str, budget: int | None, *, scenes: Sequence[Scene] = ()) -> None:
        """A project with a storyboard written by hand, of one scene unless told otherwise."""
        settings = Settings(prompt="a film", language="en", frames=24, models={Role.IMAGE: PAINTER.id}, budget=budget)
        self.store.create(name, settings, title="t", actor="me")
        data = canonical(board(*(scenes or [scene("aaaa")])).plain()).encode()
        digest = self.store.blobs.put(data, "application/json")
        self.store.import_take(
            name, STORYBOARD, digest=digest, mime="application/json", meta={}, recipe=imported(digest), actor="me"
        )

    def run(self, name: str = "film") -> None:
        """Move the film on until nothing opens."""
        while opened := self.engine.advance(name):
            for attempt in opened:
                self.engine.perform(attempt.id)

    def resume(self, name: str = "film") -> None:
        """As a worker does at its start: take up what is open, then go on."""
        for attempt in self.store.open_attempts(name):
            self.engine.perform(attempt.id)
        self.run(name)

    def state(self, slot: str = START, name: str = "film") -> State:
        return self.outside.plan(self.store.records(name)).slots[slot].state

    @property
    def spent(self) -> int:
        return self.store.records("film").spent


def _no_cutter(stopped: Callable[[], bool]) -> object:
    raise AssertionError("nothing here is cut")


CHILD = """
import sys
sys.path[:0] = {here!r}
from pathlib import Path
from shop import Shop
Shop(Path({folder!r}), recovery={recovery!r}, polls_needed=3).run()
"""
WARM = (*forking.STORE, "shop")


def crash(folder: Path, point: str, recovery: str) -> None:
    """The same work in a process that kills itself at a point."""
    code = CHILD.format(here=[str(each) for each in Path(__file__).parents[:2]], folder=str(folder), recovery=recovery)
    env = {**os.environ, "VIDPIPE_FAULT": point}
    done = forking.run([sys.executable, "-c", code], env=env, timeout=120, warm=WARM)
    assert done.returncode == -9, done.stderr.decode()[-800:]
