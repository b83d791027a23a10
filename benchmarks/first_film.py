"""How long a person waits for a first film, and what it takes of the machine. Runs the command as a person does.

    python benchmarks/first_film.py [--duration 24] [--quality final] [--prompt "…"] [--narration] [--keep DIR]

Times are wall seconds from the start of the command. CPU seconds are of the command and all it starts; memory is the
largest resident set of any one of them. Linux and macOS.
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOALS = {
    "vidpipe --help": "0.6 s",
    "import vidpipe": "0.3 s",
    "first storyboard": "4 s",
    "first keyframe": "8 s",
    "animatic": "20 s",
    "CPU in all": "150 s",
    "peak memory of a process": "1500 MB",
    "the same command again": "5 s",
    "provider calls the second time": "0",
    "first new work after a kill": "3 s",
}
SIGNS = {"first storyboard": "storyboard:", "first keyframe": "start keyframe", "animatic": "animatic:"}


@dataclass
class Run:
    """A command at work: its lines with the second at which each came, then what it took."""

    lines: list[tuple[float, str]] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0
    peak: int = 0
    code: int = 0

    def first(self, sign: str) -> float | None:
        return next((at for at, line in self.lines if sign in line), None)


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "vidpipe", *args]


def environment(data: Path) -> dict[str, str]:
    return {**os.environ, "VIDPIPE_DATA": str(data), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def lines(process: "subprocess.Popen[str]", started: float, into: Run) -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        into.lines.append((time.monotonic() - started, line.rstrip()))
        yield line


def watch(args: Sequence[str], data: Path, *, kill_at: str = "") -> Run:
    """Run to the end, or kill -9 when a line has `kill_at` in it."""
    run, started = Run(), time.monotonic()
    process = subprocess.Popen(
        command(*args), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment(data)
    )
    for line in lines(process, started, run):
        if kill_at and kill_at in line:
            os.kill(process.pid, signal.SIGKILL)
            break
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = run.code = os.waitstatus_to_exitcode(status)
    run.seconds = time.monotonic() - started
    run.cpu = used.ru_utime + used.ru_stime
    run.peak = used.ru_maxrss // (1 if sys.platform == "linux" else 1024)
    if process.stdout:
        process.stdout.close()
    return run


def timed(args: Sequence[str], *, times: int = 5) -> float:
    """The median of a few runs, in seconds."""
    found = []
    for _ in range(times):
        started = time.monotonic()
        subprocess.run(args, check=True, capture_output=True, cwd=ROOT)
        found.append(time.monotonic() - started)
    return statistics.median(found)


def said(value: float | None, unit: str = "s") -> str:
    return "never" if value is None else f"{value:.2f} {unit}"


def start(rows: dict[str, str]) -> None:
    rows["vidpipe --help"] = said(timed(command("--help")))
    rows["import vidpipe"] = said(timed([sys.executable, "-c", "import vidpipe"]))


def first(rows: dict[str, str], args: Sequence[str], data: Path) -> None:
    run = watch(args, data)
    if run.code:
        sys.exit("\n".join(line for _, line in run.lines))
    for name, sign in SIGNS.items():
        rows[name] = said(run.first(sign))
    rows["finished film"] = said(run.seconds)
    rows["CPU in all"] = said(run.cpu)
    rows["peak memory of a process"] = f"{run.peak / 1024:.0f} MB"


def again(rows: dict[str, str], args: Sequence[str], data: Path) -> None:
    run = watch([*args, "--json"], data)
    answer = json.loads(run.lines[-1][1])
    rows["the same command again"] = said(run.seconds)
    rows["provider calls the second time"] = f"{answer['calls'] - answer['cached_calls']} of {answer['calls']}"


def killed(rows: dict[str, str], args: Sequence[str], data: Path) -> None:
    """Kill the command when its first clip is there, then resume."""
    watch(args, data, kill_at="clip")
    (film,) = json.loads(subprocess.check_output(command("list", "--json"), env=environment(data)))["projects"]
    run = watch(["resume", film["project"]], data)
    rows["first new work after a kill"] = said(run.lines[0][0] if run.lines else None)
    rows["first new take after a kill"] = said(run.first(": ready"))
    rows["resumed to the end"] = f"{said(run.seconds)}, exit {run.code}"


def table(rows: dict[str, str]) -> str:
    width = max(map(len, rows))
    body = [f"| {name:<{width}} | {found:>14} | {GOALS.get(name, ''):>8} |" for name, found in rows.items()]
    return "\n".join(
        [
            f"| {'':<{width}} | {'measured':>14} | {'at most':>8} |",
            f"|{'-' * (width + 2)}|{'-' * 15}:|{'-' * 9}:|",
            *body,
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--prompt", default="A cat exploring Tokyo at night")
    parser.add_argument("--duration", default="24")
    parser.add_argument("--quality", default="final")
    parser.add_argument("--aspect", default="16:9")
    parser.add_argument("--narration", action="store_true")
    parser.add_argument("--keep", type=Path, help="keep the workspaces in this folder")
    asked = parser.parse_args()
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="first-film-"))
    args = [
        "generate",
        asked.prompt,
        "--duration",
        asked.duration,
        "--quality",
        asked.quality,
        "--aspect",
        asked.aspect,
    ]
    args += [] if asked.narration else ["--no-narration"]
    rows: dict[str, str] = {}
    try:
        start(rows)
        first(rows, args, folder / "one")
        again(rows, args, folder / "one")
        killed(rows, args, folder / "two")
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)
    print(table(rows))
    print(f"\n{asked.duration} s, {asked.quality}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
