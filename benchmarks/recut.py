"""What changing one thing costs: re-cuts from kept pieces beside one plain re-encode of the whole film, in CPU seconds.

Run by `python benchmarks/assembly.py --recut [--full] [--pairs 5] [--height 720]`. The film has 12 shots (60 with
`--full`) of clips of mixed sizes and rates, some silent, with crossfades, words and music. In each pair the plain
re-encode and every change run one after the other; medians of the pairs and their quotients are printed, each beside
its bound. Memory is the most that this process and all it starts held at once while it cut; the clips are made in a
process of their own, so that what that took counts nowhere. Bytes are of the film joined from pieces beside the film
encoded in one run at the same quality. Bounds are for 60 shots in 720p on a quiet machine, and only of such a film it
is told whether they hold: of a smaller one what is spent once counts for more.
"""

import contextlib
import hashlib
import multiprocessing
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from vidpipe.film.cut import CutPlan, Shot, Words
from vidpipe.film.storyboard import Joint, Transition
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.decode import Geometry
from vidpipe.media.encode import VideoWriter
from vidpipe.media.stills import push
from vidpipe.ports import Kept

FRAMES, HEAD, RATE = 130, 12, 24
SHAPES = ((1280, 720, 24), (1366, 768, 25), (1920, 1080, 24), (864, 480, 24), (1280, 720, 30))
BOUNDS = {
    "another clip, pieces made as it came": 20,
    "another transition of 0.25 s": 15,
    "another transition of 0.5 s": 15,
    "another transition of 1 s": 15,
    "other music": 8,
    "nothing changed": 60,
    "first cut after the last clip": 6,
    "cold": 0.8,
}
"""How many times less than the re-encode each may cost."""
WHOLE = "re-encode of the whole"
MOST_MEMORY, MOST_BYTES = 400, 12
"""Megabytes of all processes together; per cent more than one encode."""


@dataclass
class Plank:
    """A shelf in a folder."""

    folder: Path
    kept: dict[str, Kept] = field(default_factory=dict)
    made: int = 0

    def get(self, key: str) -> Kept | None:
        return self.kept.get(key)

    def put(self, key: str, file: Path, *, mime: str, meta: Mapping[str, Any]) -> Kept:
        self.folder.mkdir(exist_ok=True)
        self.made += mime == "video/mp4"
        self.kept[key] = Kept(file.replace(self.folder / f"{key}{file.suffix}"), meta)
        return self.kept[key]

    def forget(self, key: str) -> None:
        self.kept.pop(key, None)

    @contextlib.contextmanager
    def turn(self, key: str, given_up: Callable[[], bool]) -> Iterator[None]:
        yield


class Memory:
    """The most memory that this process and its children held at once, in bytes; 0 where it cannot be read.

    A child that is only about to become another program has no memory of its own yet: it is not counted.
    """

    def __init__(self) -> None:
        self.most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self.most = max(self.most, self._now())

    def _now(self) -> int:
        total = 0
        with contextlib.suppress(OSError):
            tasks = Path("/proc/self/task").iterdir()
            children = [pid for task in tasks for pid in (task / "children").read_text().split()]
            own = Path("/proc/self/cmdline").read_bytes()
            begun = [pid for pid in children if _commanded(pid) != own]
            for pid in ("self", *begun):
                with contextlib.suppress(OSError):
                    total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        return total


def _commanded(pid: str) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


@dataclass
class Film:
    """A film's plan and its files by digest; the same file may stand for several clips, under a digest each."""

    plan: CutPlan
    files: dict[str, Path]
    spare: list[str]
    music: str

    def swapped(self) -> CutPlan:
        """With another clip in its middle, which no cut has seen."""
        return self.with_shot(len(self.plan.shots) // 2, media=self.spare.pop())

    def with_shot(self, number: int, **changes: object) -> CutPlan:
        shots = list(self.plan.shots)
        shots[number] = shots[number].model_copy(update=changes)
        return self.plan.model_copy(update={"shots": tuple(shots)})


def named(files: dict[str, Path], name: str, file: Path) -> str:
    digest = hashlib.sha256(name.encode()).hexdigest()
    files[digest] = file
    return digest


def film(folder: Path, count: int, height: int, tools: Any) -> Film:
    """`tools` is the other benchmark: its pictures and sounds."""
    files: dict[str, Path] = {}
    clips = [_clip(folder, number, height, tools) for number in range(10)]
    media = [named(files, f"clip {number}", clips[number % 10]) for number in range(count)]
    spare = [named(files, f"spare {number}", clips[(number + 3) % 10]) for number in range(200)]
    joints = (Joint.CUT, Joint.CROSSFADE, Joint.CUT, Joint.CROSSFADE, Joint.CROSSFADE, Joint.DIP_BLACK)
    shots = tuple(
        Shot(
            scene=f"s{number:03d}",
            media=digest,
            head=HEAD,
            frames=FRAMES,
            transition=Transition(kind=joints[number % 6] if number else Joint.CUT, frames=12),
            gain_db=-6,
        )
        for number, digest in enumerate(media)
    )
    total = count * FRAMES
    seconds = np.arange(48_000 * min(total, 24 * 60) // 24) / 48_000
    tunes = [
        named(files, name, tools.wav(folder / f"{name}.wav", 0.2 * np.sin(2 * np.pi * pitch * seconds)))
        for name, pitch in (("music", 196), ("other music", 247))
    ]
    words = (
        Words(role="title", lines=("Morning, refilled", "A film"), start=12, frames=72),
        Words(role="end", lines=("Lumen", "lumen.example"), start=total - 84, frames=84),
    )
    width = height * 16 // 9 // 2 * 2
    plan = CutPlan(width=width, height=height, rate=RATE, shots=shots, music=tunes[0], words=words)
    return Film(plan, files, spare, tunes[1])


def _clip(folder: Path, number: int, height: int, tools: Any) -> Path:
    wide, high, rate = SHAPES[number % len(SHAPES)]
    size = Geometry(wide * height // 720 // 2 * 2, high * height // 720 // 2 * 2, rate)
    frames = (FRAMES + 2 * HEAD) * rate // RATE + rate
    still = folder / f"still{number}.png"
    tools.landscape(number).save(still)
    time_ = np.arange(48_000 * frames // rate) / 48_000
    tone = tools.wav(folder / f"tone{number}.wav", 0.1 * np.sin(2 * np.pi * 110 * (number + 2) * time_))
    clip = folder / f"clip{number}.mp4"
    sound = None if number % 5 == 3 else tone
    options = {"width": size.width, "height": size.height, "rate": rate, "pixels": "yuv420p"}
    with VideoWriter(clip, **options, audio=sound) as writer:
        for frame in push(still, size, frames=frames):
            writer.write(frame.data)
    return clip


class Bench:
    """One film and the ways to cut it, each measured in CPU seconds."""

    def __init__(self, made: Film, folder: Path, cpu: Callable[[Callable[[], object]], float]) -> None:
        self.film, self.folder, self.cpu = made, folder, cpu
        self.into = folder / "film.mp4"
        self.memory: dict[str, int] = {}
        self.bytes: list[float] = []

    def cut(self, plan: CutPlan, shelf: Plank | None) -> Callable[[], object]:
        cutter, path = FfmpegCutter(shelf=shelf), self.film.files.__getitem__
        return lambda: self._checked(cutter.cut(plan, path=path, into=self.into, progress=lambda _: None).warnings)

    @staticmethod
    def _checked(warnings: tuple[str, ...]) -> None:
        if any("do not join" in warning for warning in warnings):
            raise SystemExit(f"The pieces did not join: {warnings}")

    def prepare(self, plan: CutPlan, shelf: Plank, lacking: str = "") -> None:
        ready = [digest for digest in plan.digests if digest != lacking]
        FfmpegCutter(shelf=shelf).prepare(plan, path=self.film.files.__getitem__, ready=ready, folder=self.folder)

    @contextlib.contextmanager
    def watched(self, what: str) -> Iterator[None]:
        """Note the most memory held meanwhile."""
        with Memory() as memory:
            yield
        self.memory[what] = max(self.memory.get(what, 0), memory.most)

    def pair(self) -> dict[str, float]:
        with self.watched("one run"):
            used = {WHOLE: self.cpu(self.cut(self.film.plan, None))}
        with self.watched("pieces"):
            return used | self._changes(self.into.stat().st_size)

    def _changes(self, plain: int) -> dict[str, float]:
        """The film from pieces, and every change of it; `plain` is the size of the film encoded in one run."""
        plan, shelf = self.film.plan, Plank(self.folder / "shelf")
        shutil.rmtree(shelf.folder, ignore_errors=True)
        used = {"cold": self.cpu(self.cut(plan, shelf))}
        self.bytes.append(100 * self.into.stat().st_size / plain - 100)
        used["nothing changed"] = self.cpu(self.cut(plan, shelf))
        used["other music"] = self.cpu(self.cut(plan.model_copy(update={"music": self.film.music}), shelf))
        for seconds, frames in (("0.25 s", 6), ("0.5 s", 16), ("1 s", 24)):
            joint = Transition(kind=Joint.CROSSFADE, frames=frames)
            used[f"another transition of {seconds}"] = self.cpu(self.cut(self._joined(joint), shelf))
        swapped = self.film.swapped()
        used["a clip comes"] = self.cpu(lambda: self.prepare(swapped, shelf))
        used["another clip, pieces made as it came"] = self.cpu(self.cut(swapped, shelf))
        used["another clip, nothing made before"] = self.cpu(self.cut(self.film.swapped(), shelf))
        early = Plank(self.folder / "early")
        self.prepare(plan, early, lacking=plan.shots[-1].media)
        used["first cut after the last clip"] = self.cpu(self.cut(plan, early))
        shutil.rmtree(early.folder, ignore_errors=True)
        used["its voice and music alone"] = self.cpu(self._mix)
        return used

    def _joined(self, joint: Transition) -> CutPlan:
        return self.film.with_shot(len(self.film.plan.shots) // 2 + 1, transition=joint)

    def _mix(self) -> None:
        into = self.folder / "mix.m4a"
        FfmpegCutter().mix(self.film.plan.mix, path=self.film.files.__getitem__, into=into)


def elsewhere(make: Callable[[], Film]) -> Film:
    """What `make` gives, made in a process of its own, whose memory goes with it."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=lambda: there.send(make()))
    process.start()
    there.close()
    try:
        return here.recv()
    except EOFError as error:
        raise SystemExit("The clips could not be made.") from error
    finally:
        process.join()


def main(tools: Any, *, pairs: int, full: bool, height: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = elsewhere(lambda: film(folder, 60 if full else 12, height, tools))
        bench = Bench(made, folder, tools.cpu_seconds)
        begun, rows = time.monotonic(), [bench.pair() for _ in range(pairs)]
        report(rows, bench, time.monotonic() - begun)


def report(rows: list[dict[str, float]], bench: Bench, seconds: float) -> None:
    plan = bench.film.plan
    print(
        f"{len(plan.shots)} shots, {plan.frames} frames, {plan.width}x{plan.height}, {len(rows)} pairs, {seconds:.0f} s"
    )
    middle = {what: statistics.median(row[what] for row in rows) for what in rows[0]}
    whole, judged = middle[WHOLE], len(plan.shots) >= 60 and plan.height >= 720
    said(WHOLE, f"{whole:.2f} CPU s")
    for what, bound in BOUNDS.items():
        good = middle[what] * bound <= whole if judged else None
        said(what, f"{middle[what]:.2f} CPU s", times(whole / middle[what]), times(bound), good)
    memory = {what: most / 2**20 for what, most in bench.memory.items()}
    beside, most = f"{memory['one run']:.0f} MB in one run", f"{MOST_MEMORY} MB"
    good = memory["pieces"] <= MOST_MEMORY if judged else None
    said("peak memory", f"{memory['pieces']:.0f} MB", beside, most, good)
    more = statistics.median(bench.bytes)
    said("bytes beside one encode", f"{more:+.1f} %", "", f"{MOST_BYTES} %", more <= MOST_BYTES if judged else None)
    for what in (what for what in middle if what not in BOUNDS and what != WHOLE):
        said(f"({what})", f"{middle[what]:.2f} CPU s", times(whole / middle[what]))


def said(what: str, found: str, beside: str = "", wanted: str = "", good: bool | None = None) -> None:
    """A row: what it is, what was measured, how that stands to the re-encode, the bound and whether it holds."""
    verdict = "" if good is None else ": holds" if good else ": MISSED"
    verdict = f"   wanted {wanted}{verdict}" if wanted else ""
    print(f"{what:40s} {found:>14s}   {beside:>18s}{verdict}".rstrip())


def times(quotient: float) -> str:
    """How a cost stands to that of the re-encode: `1/20`, or `1.25 x` where it is more."""
    return f"1/{quotient:.3g}" if quotient >= 1 else f"{1 / quotient:.2f} x"
