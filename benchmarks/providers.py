"""How much time is lost with paid providers: a film against its critical path, looks at jobs, eight films at once, CPU.

A far side on this machine takes as long for a plan, picture, clip and music as real ones were seen to, `--scale` times
quicker. The SDKs and everything of vidpipe are the real ones. Run by hand; two minutes, with `--eight` five more.
"""

import argparse
import heapq
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from fakes.far import Far, serving  # noqa: E402 - the tests' own far side
from fakes.google import Google  # noqa: E402
from fakes.trial import KEYS  # noqa: E402
from vidpipe import Studio  # noqa: E402
from vidpipe.film.catalogue import Caps, Role  # noqa: E402
from vidpipe.library.models import record  # noqa: E402
from vidpipe.project import Project  # noqa: E402

SEEN = {"text": 3.5, "image": 8.0, "video": 45.0, "music": 120.0}
"""Seconds at full scale; the plan of a film, 7 seconds, is two requests here: brief and storyboard."""
SCENES, SECONDS, FILMS = 6, 30, 8
PROMPT = "A red kite over a meadow, take {}"
ASKED: dict[str, Any] = {
    "duration": SECONDS,
    "quality": "draft",
    "aspect": "9:16",
    "narration": False,
    "until": "sound",
}
MODELS = {
    Role.TEXT: "google/gemini-3.8-flash",
    Role.IMAGE: "google/gemini-3.1-flash-image",
    Role.VIDEO: "google/gemini-omni-1.2-flash",
    Role.MUSIC: "google/lyria-3.5",
}


@dataclass
class Job:
    """One request of a film, and what it waits for."""

    role: str
    after: list["Job"] = field(default_factory=list)
    done: float = 0.0


def film() -> list[Job]:
    """The requests of a film in the order of its flow."""
    brief = Job("text")
    board = Job("text", [brief])
    starts = [Job("image", [board]) for _ in range(SCENES)]
    ends = [Job("image", [start]) for start in starts]
    clips = [Job("video", [start, end]) for start, end in zip(starts, ends, strict=True)]
    return [brief, board, Job("music", [board]), *starts, *ends, *clips]


def ideal(films: int, seconds: Mapping[str, float], scale: float) -> float:
    """When the last job ends if each starts as soon as what it needs is done and its provider's limits let it."""
    jobs = [job for each in zip(*(film() for _ in range(films)), strict=True) for job in each]
    free: dict[str, list[float]] = {role: [0.0] * _caps(role).concurrency for role in seconds}
    starts: dict[str, list[float]] = defaultdict(list)
    waiting = list(jobs)
    while waiting:
        ready = [job for job in waiting if all(before.done for before in job.after)]
        job = min(ready, key=lambda one: max((before.done for before in one.after), default=0.0))
        began = max(heapq.heappop(free[job.role]), *(before.done for before in job.after), 0.0)
        limit = _caps(job.role).per_minute
        if len(starts[job.role]) >= limit:
            began = max(began, starts[job.role][-limit] + 60 / scale)
        starts[job.role].append(began)
        job.done = began + seconds[job.role]
        heapq.heappush(free[job.role], job.done)
        waiting.remove(job)
    return max([job.done for job in jobs])


def _caps(role: str) -> Caps:
    found = record(MODELS[Role(role)])
    assert found is not None
    return found


@dataclass
class Run:
    """A finished run: seconds from the command to the last take, the share lost in looking, and how many calls."""

    seconds: float
    lost: float
    calls: int


@contextmanager
def far_side(scale: float) -> Iterator[Far]:
    with serving(Google(), seconds={role: value / scale for role, value in SEEN.items()}) as far:
        environment = {**KEYS, "VIDPIPE_GOOGLE_URL": far.address, "VIDPIPE_HASTE": f"{scale:g}"}
        os.environ.update(environment, VIDPIPE_FILMS_AT_ONCE=str(FILMS), PYTHONPATH=str(ROOT))
        yield far


def measured(far: Far, data: Path, words: Sequence[str]) -> Run:
    """Run a command on a workspace, and see what became of it there and at the far side."""
    far.asked.clear()
    known = set(far.jobs)
    began = datetime.now(UTC)
    process = subprocess.Popen([sys.executable, "-m", "vidpipe", "--data", str(data), *words], stdout=subprocess.PIPE)
    out, _ = process.communicate()
    if process.returncode:
        sys.exit(f"{' '.join(words)} ended with {process.returncode}\n{out.decode()[-2000:]}")
    jobs = [job for name, job in far.jobs.items() if name not in known]
    last = _last_take(data)
    return Run(seconds=(last - began).total_seconds(), lost=_lost(far, set(far.jobs) - known), calls=len(jobs))


def _last_take(data: Path) -> datetime:
    with closing(sqlite3.connect(data / "vidpipe.db")) as database:
        paid = "SELECT max(ended) FROM attempt WHERE phase = 'done' AND model LIKE 'google/%'"
        (found,) = database.execute(paid).fetchone()
    moment = datetime.fromisoformat(str(found))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _lost(far: Far, names: set[str]) -> float:
    """The part of all jobs' time between the moment that one was done and the look that saw it."""
    seen: dict[str, float] = {}
    for at, _, meant in far.asked:
        if meant.act == "poll" and meant.job in names:
            job = far.jobs[meant.job]
            if at >= job.at + far.seconds[job.role]:
                seen[meant.job] = min(at, seen.get(meant.job, at))
    waited = sum(at - far.jobs[name].at - far.seconds[far.jobs[name].role] for name, at in seen.items())
    whole = sum(far.seconds[far.jobs[name].role] for name in seen)
    return waited / whole if whole else 0.0


def one(rows: dict[str, tuple[str, str]], scale: float, folder: Path) -> None:
    """A film by the command line, twice: of models that nobody has measured here yet, and then of known ones."""
    with far_side(scale) as far:
        path = ideal(1, far.seconds, scale)
        rows[f"critical path at 1:{scale:g}"] = f"{path:.1f} s", ""
        for number, name in enumerate(("first film", "film of learned models"), 1):
            chosen = [word for role, model in MODELS.items() for word in ("--model", f"{role}={model}")]
            words = ["generate", PROMPT.format(number), "--duration", str(SECONDS), "--quality", "draft"]
            words += ["--aspect", "9:16", "--no-narration", "--until", "sound", "--yes", *chosen]
            run = measured(far, folder / "one", words)
            rows[f"{name}: command to last take"] = f"{run.seconds:.1f} s", ""
            rows[f"{name}: against the critical path"] = f"{run.seconds / path:.3f}", "1.05"
            whole = 1 + (run.seconds - path) / (path * scale)
            rows[f"{name}: the same delay at full scale"] = f"{whole:.3f}", "1.05"
            rows[f"{name}: lost waiting for looks"] = f"{100 * run.lost:.1f} %", "3 %"


def studio(rows: dict[str, tuple[str, str]], scale: float, folder: Path) -> None:
    """A film as the studio makes it: its worker is there already, and has asked this provider before."""
    data = folder / "one"
    with far_side(scale) as far:
        path = ideal(1, far.seconds, scale)
        line = [sys.executable, "-m", "vidpipe", "--data", str(data), "worker", "--quiet"]
        worker = subprocess.Popen(line, stdin=subprocess.PIPE)  # it works until this is closed
        try:
            with Studio(data) as studio_:
                while studio_.worker() is None:
                    time.sleep(0.1)
                rest(studio_.create(PROMPT.format("before"), models=dict(MODELS), **{**ASKED, "until": "brief"}))
                film_ = studio_.create(PROMPT.format("in the studio"), models=dict(MODELS), **ASKED)
                far.asked.clear()
                known, began = set(far.jobs), datetime.now(UTC)
                rest(film_)
            took = (_last_take(data) - began).total_seconds()
        finally:
            worker.terminate()
            worker.wait(30)
        rows["film in the studio: click to last take"] = f"{took:.1f} s", ""
        rows["film in the studio: against the critical path"] = f"{took / path:.3f}", "1.05"
        rows["film in the studio: lost waiting for looks"] = f"{100 * _lost(far, set(far.jobs) - known):.1f} %", "3 %"


def rest(film_: Project) -> None:
    """Start a film, and wait until it rests."""
    film_.start()
    time.sleep(1)
    while not film_.overview.status.resting:
        time.sleep(0.3)


def eight(rows: dict[str, tuple[str, str]], scale: float, folder: Path) -> None:
    with far_side(scale) as far:
        with Studio(folder / "eight") as studio:
            for number in range(FILMS):
                film_ = studio.create(PROMPT.format(number), models=dict(MODELS), **ASKED)
                film_.resume()
        best = ideal(FILMS, far.seconds, scale)
        run = measured(far, folder / "eight", ["worker", "--idle"])
        rows[f"{FILMS} films: ideal schedule at 1:{scale:g}"] = f"{best:.1f} s", ""
        rows[f"{FILMS} films: {run.calls} calls"] = f"{run.seconds:.1f} s", ""
        rows[f"{FILMS} films: against the ideal"] = f"{run.seconds / best:.3f}", "1.1"
        rows[f"{FILMS} films: lost waiting for looks"] = f"{100 * run.lost:.1f} %", "3 %"


CPU = """
import resource, sys, time
sys.path[:0] = {path!r}
from vidpipe import Studio
from vidpipe.engine import run
from vidpipe.engine.worker import Worker
from vidpipe.providers.google.client import Line
calls, sdk, pieces = [], [], []
perform, ask, prepare = Worker._perform, Line.ask, run.prepare
def prepared(*of, **how):
    began = time.thread_time()
    try:
        return prepare(*of, **how)
    finally:
        pieces.append(time.thread_time() - began)
run.prepare = prepared
def timed(line, act, matter):
    def acted(client):
        began = time.thread_time()
        try:
            return act(client)
        finally:
            sdk.append(time.thread_time() - began)
    return ask(line, acted, matter)
Line.ask = timed
def counted(worker, attempt):
    began = time.thread_time()
    went = perform(worker, attempt)
    if attempt.recipe.model.startswith("google/"):
        calls.append(time.thread_time() - began)
    return went
Worker._perform = counted
def spent():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time(), children.ru_utime + children.ru_stime
with Studio({data!r}) as studio:
    warm, film = (studio.project(name) for name in {films!r})
    warm.run({until!r})
    film.run({before!r})
    for known in (calls, sdk, pieces):
        known.clear()
    own, children = spent()
    film.run({until!r})
    now = spent()
    print(sum(calls) - sum(sdk) - sum(pieces), sum(sdk), sum(pieces), now[0] - own, now[1] - children)
"""


def cpu(rows: dict[str, tuple[str, str]], folder: Path) -> None:
    """Processor time of this program for a call of each role, with all that follows from its end; of the SDK, which
    shapes and reads what goes over the line; of the pieces of the cut that a clip is made into as it comes; and of
    children, which look through what came. A film before it has loaded
    the SDK and whatever else is needed once."""
    with far_side(50) as far:
        far.seconds.clear()
        for before, until, role in (("storyboard", "keyframes", "image"), ("keyframes", "clips", "video")):
            data = folder / f"cpu-{role}"
            with Studio(data) as studio:
                films = [
                    studio.create(PROMPT.format(f"{role} {number}"), models=dict(MODELS), **ASKED).id
                    for number in range(2)
                ]
            code = CPU.format(path=sys.path[:2], data=str(data), films=films, before=before, until=until)
            counted = len(far.submits(role=role))
            found = subprocess.check_output([sys.executable, "-c", code], text=True).split()
            calls = (len(far.submits(role=role)) - counted) // 2
            own, sdk, pieces, whole, children = (1000 * float(word) / calls for word in found[-5:])
            rows[f"CPU of our own per {role} call ({calls} calls)"] = f"{own:.0f} ms", "30 ms"
            rows[f"CPU of the SDK per {role} call"] = f"{sdk:.0f} ms", ""
            rows[f"CPU of the cut's pieces made as soon as one {role} is there"] = f"{pieces:.0f} ms", ""
            rows[f"CPU of the whole process per {role} call"] = f"{whole:.0f} ms", ""
            rows[f"CPU of looking through one {role}"] = f"{children:.0f} ms", ""


def table(rows: Mapping[str, tuple[str, str]]) -> str:
    width = max(map(len, rows))
    body = [f"| {name:<{width}} | {found:>10} | {most:>8} |" for name, (found, most) in rows.items()]
    head = [f"| {'':<{width}} | {'measured':>10} | {'at most':>8} |", f"|{'-' * (width + 2)}|{'-' * 11}:|{'-' * 9}:|"]
    return "\n".join([*head, *body])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--scale", type=float, default=2.0, help="how many times quicker the far side is than seen")
    parser.add_argument("--eight", action="store_true", help="eight films at once as well")
    parser.add_argument("--only", choices=("one", "eight", "cpu"), help="one part alone")
    parser.add_argument("--keep", type=Path, help="keep the workspaces in this folder")
    asked = parser.parse_args()
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="providers-"))
    rows: dict[str, tuple[str, str]] = {}
    try:
        if asked.only in (None, "cpu"):
            cpu(rows, folder)
        if asked.only in (None, "one"):
            one(rows, asked.scale, folder)
            studio(rows, asked.scale, folder)
        if asked.only == "eight" or asked.eight:
            eight(rows, asked.scale, folder)
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)
    print(table(rows))
    print(f"\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
