"""From a press to the new cut: how soon a changed clip is seen in the film's 480p preview, and what that costs.

    python benchmarks/preview.py [--data FOLDER] [--rounds 3] [--duration 60]

A film of twelve scenes is made by this computer (or FOLDER's first film is used, and kept), a real studio and its
worker are started on it. Takes are picked through the façade, as a press does; the preview counts as shown when the
store has it; the page's own look (every 0.3 s) comes on top.

A round has five swaps: a take that was neither shown nor prepared, another in another scene on top of it, a take that
was prepared while nothing was to be done (as the newest ones are), the first one back, and forth again, which was shown
before. Other work on the machine makes all of it slower: the least of the rounds is told first, then the median.
CPU seconds are of the worker and all that it started, and of the server. Linux.
"""

import argparse
import os
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from studio import server, table
from vidpipe import Project, Studio
from vidpipe.engine.turned_to import OF_A_CLIP
from vidpipe.film.format import Quality
from vidpipe.film.slot import PREVIEW, clip
from vidpipe.ports import Event

PROMPT = "a lighthouse keeper who repairs a small boat and sails to an island at dawn"
SWAPPED = (4, 7)
"""Scenes that get other takes: clips of other scenes, each brought once."""
KINDS = ("a take never prepared", "another on top", "a take prepared", "the first one back", "forth again")
PARTS = ("decided", "begun", "made", "shown")
GOAL = 3.0
QUIET, PATIENCE = 6.0, 300.0
TICKS = os.sysconf("SC_CLK_TCK")


def furnish(data: Path, *, duration: int, rounds: int) -> str:
    """The id of a film with a cut, in which two scenes have a new take for every round, and newer ones beside them."""
    with Studio(data) as studio:
        known = studio.summaries()
        film = studio.project(known[0].id) if known else _made(studio, duration)
        board = film.storyboard
        assert board is not None
        files = [film.clips[scene.id] for scene in board.scenes]
        for scene in SWAPPED:
            slot = clip(board.scenes[scene].id, Quality.FINAL)
            had = sorted(take.id for take in film.takes(slot))
            others = [file for place, file in enumerate(files) if place != scene]
            new = others[len(had) - 1 : len(had) - 1 + rounds + OF_A_CLIP]
            if len(new) < rounds + OF_A_CLIP:
                raise SystemExit(f"{data} was used too often: its scenes have no further clips to bring")
            for file in new:
                film.bring(slot, file)
            film.pick(slot, had[0])
        return film.id


def _made(studio: Studio, duration: int) -> Project:
    film = studio.create(PROMPT, duration=duration, narration=False, gates=())
    film.run("cut")
    return film


def until(done: Callable[[], bool], what: str, *, every: float = 0.02) -> float:
    begun = time.perf_counter()
    while not done():
        if time.perf_counter() - begun > PATIENCE:
            raise SystemExit(f"{what}: not within {PATIENCE:.0f} s")
        time.sleep(every)
    return time.perf_counter() - begun


def cpu(pid: int) -> float:
    """User and system seconds of a process and of the children that it has seen end."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / TICKS


def quiet(pid: int) -> None:
    """Wait until a process has done next to nothing for some seconds."""
    still, last = 0.0, cpu(pid)
    while still < QUIET:
        time.sleep(1)
        now = cpu(pid)
        still, last = (still + 1 if now - last < 0.05 else 0.0), now


@dataclass(frozen=True)
class Swap:
    """Seconds from a press to each part; CPU seconds of worker and server; the preview's programs and their seconds."""

    kind: str
    at: dict[str, float]
    worker: float
    server: float


@dataclass
class Watch:
    """The film as the façade sees it, and the processes that serve it and work for it."""

    film: Project
    worker: int
    server: int

    @property
    def slots(self) -> list[str]:
        board = self.film.storyboard
        assert board is not None
        return [clip(board.scenes[scene].id, Quality.FINAL) for scene in SWAPPED]

    def take(self, slot: str, number: int) -> int:
        """The id of a slot's take, by its place among all: the first is the film's own."""
        return sorted(take.id for take in self.film.takes(slot))[number]

    def timed(self, kind: str, press: Callable[[], None], seen: Callable[[], bool]) -> Swap:
        """`press` asks for another take, `seen` says whether the new picture is there."""
        spent, served, began = cpu(self.worker), cpu(self.server), time.time()
        press()
        until(seen, "the preview")
        at = {"shown": time.time() - began}
        worker, server = cpu(self.worker) - spent, cpu(self.server) - served
        found = [(part_of(event), event.at.timestamp() - began) for event in self.film.events() if event.at]
        at |= {part: second for part, second in reversed(found) if part and second > 0}
        return Swap(kind, at, worker, server)


def part_of(event: Event) -> str:
    """Which part of the way from a press to a preview an event ends."""
    if event.slot == PREVIEW:
        return {"leased": "begun", "done": "made"}.get(event.what, "")
    return "decided" if event.what == "decided" and event.detail.get("verb") == "pick" else ""


class Facade:
    """Takes are picked by the façade; the preview is there when the store has it."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch

    def ways(self, slot: str, take: int) -> tuple[Callable[[], None], Callable[[], bool]]:
        return lambda: self.watch.film.pick(slot, take), lambda: self.watch.film.cut_preview is not None


@contextmanager
def at_work(studio: Studio) -> Iterator[int]:
    """The process that works in the workspace; it is ended at the end."""
    studio.start_worker()
    until(lambda: studio.worker() is not None, "a worker")
    view = studio.worker()
    assert view is not None
    try:
        yield view.pid
    finally:
        with suppress(ProcessLookupError):
            os.kill(view.pid, signal.SIGTERM)
        until(lambda: studio.worker() is None, "the worker's end", every=0.2)


def swaps(watch: Watch, way: Facade, rounds: int) -> list[Swap]:
    found: list[Swap] = []
    first, second = watch.slots
    least = min(len(watch.film.takes(slot)) for slot in watch.slots) - rounds - OF_A_CLIP
    for new in range(least, least + rounds):
        steps = ((first, new), (second, new), (first, -1), (first, 0), (first, new))
        for kind, (slot, number) in zip(KINDS, steps, strict=True):
            found.append(watch.timed(kind, *way.ways(slot, watch.take(slot, number))))
            print(told(found[-1]), flush=True)
            quiet(watch.worker)
    return found


def told(swap: Swap) -> str:
    parts = "  ".join(f"{part} {swap.at.get(part, float('nan')):.2f}" for part in PARTS)
    used = f"worker {swap.worker:.2f} server {swap.server:.2f} CPU s"
    return f"{swap.kind:20s} {parts}  {used}  load {os.getloadavg()[0]:.1f}"


def report(found: list[Swap]) -> None:
    heads = ["seconds after the press", *PARTS, "median", "worker CPU s", "server CPU s", f"wanted {GOAL:g} s"]
    rows = []
    for kind in KINDS:
        alike = [swap for swap in found if swap.kind == kind]
        best = min(alike, key=lambda swap: swap.at["shown"])
        middle = statistics.median(swap.at["shown"] for swap in alike)
        used = [min(swap.worker for swap in alike), min(swap.server for swap in alike)]
        parts = [best.at.get(part, float("nan")) for part in PARTS]
        holds = "holds" if best.at["shown"] <= GOAL else "MISSED"
        rows.append([kind, *(f"{value:.2f}" for value in (*parts, middle, *used)), holds])
    print()
    table(heads, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a workspace to use, or to make and keep")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--duration", type=int, default=60, help="seconds of the film that is made")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        data = (given.data or folder / "data").resolve()
        film = furnish(data, duration=given.duration, rounds=given.rounds)
        served = stack.enter_context(server(data, folder))
        studio = stack.enter_context(Studio(data))
        watch = Watch(studio.project(film), stack.enter_context(at_work(studio)), served.process.pid)
        watch.film.wake()
        quiet(watch.worker)
        report(swaps(watch, Facade(watch), given.rounds))


if __name__ == "__main__":
    main()
