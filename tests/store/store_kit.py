"""What the store's tests build with: a clock to wind, a workspace to open again, recipes, and children to kill."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import forking
from vidpipe.film.project import Settings
from vidpipe.ports import Clock, Filled
from vidpipe.recipe import Recipe
from vidpipe.store import open_store
from vidpipe.store.sql import SqlStore
from vidpipe.take import Attempt

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("store_child.py")


class HandClock:
    """A clock that stands still until it is wound on."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def wind(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass
class Workspace:
    """A folder and a database that can be opened any number of times; closes what it opened."""

    data: Path
    url: str | None
    clock: Clock
    opened: list[SqlStore] = field(default_factory=list)

    def open(self, clock: Clock | None = None) -> SqlStore:
        store = open_store(self.data, url=self.url, clock=clock or self.clock)
        self.opened.append(store)
        return store

    def close(self) -> None:
        for store in self.opened:
            store.close()
        self.opened.clear()


def recipe(prompt: str = "a lighthouse", *, sample: int = 0, stage: str = "clip") -> Recipe:
    return Recipe(stage=stage, version=1, model="local/animator-1", params={"prompt": prompt}, sample=sample)


def settings(budget: int | None = None) -> Settings:
    return Settings(prompt="A lighthouse at dawn", budget=budget)


def film(store: SqlStore, project_id: str = "film1", *, budget: int | None = None) -> str:
    store.create(project_id, settings(budget), title="Lighthouse", actor="ada")
    return project_id


def leased(
    store: SqlStore, slot: str = "music", *, worker: str = "w1", project: str = "film1", prompt: str = "x"
) -> Attempt:
    """An attempt at a slot, in the hands of a worker."""
    attempt = store.open_attempt(project, slot, "clip", recipe(prompt))
    assert attempt is not None
    held = store.lease(attempt.id, worker, 60)
    assert held is not None
    return held


def filled(store: SqlStore, data: bytes = b"a clip", *, cost: int = 0) -> Filled:
    return Filled(store.blobs.put(data, "video/mp4"), "video/mp4", meta={"frames": 96}, cost=cost)


def whats(store: SqlStore, project: str = "film1") -> list[str]:
    return [event.what for event in store.events(project)]


def child(task: str, *arguments: object, fault: str = "", **options: object) -> "subprocess.Popen[str]":
    """Another process on the same workspace, that speaks lines on its standard output."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(CHILD.parent), str(CHILD.parents[1])])}
    if fault:
        environment["VIDPIPE_FAULT"] = fault
    afresh = task == "loaded"  # it tells what a process of its own has loaded
    return (subprocess.Popen if afresh else partial(forking.Popen, warm=forking.STORE))(
        [sys.executable, str(CHILD), task, *map(str, arguments)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Wait for a child: its exit code and what it said."""
    said, _ = process.communicate(timeout=120)
    return process.returncode, said.strip()


def files_under(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


Opener = Callable[[], Workspace]
