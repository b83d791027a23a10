"""How fast the studio is with a large film: script time of every page, its live part, memory, bytes, time to start.

Run `python benchmarks/studio.py [--data FOLDER] [--scenes 60] [--takes 3] [--reruns 20] [--visits 100] [--no-browser]`.
A workspace is furnished (or FOLDER is used, if it holds a film already), a real server is started on it and visited
through its websocket; with Chromium the bytes of each page are counted. Wall times are of the machine as it is; beside
them stands the CPU time of the script's thread, which a busy machine changes little. Linux, for its memory figures.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("projects", "storyboard", "keyframes", "clips", "sound", "cut", "activity", "settings")
TIMES = "VIDPIPE_BENCHMARK_TIMES"
WORKER = "benchmark"
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
SETTLED = "document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"


def serve(port: str) -> None:
    """`streamlit run app.py`, with the time of every script run written to a file."""
    from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
    from streamlit.web import cli

    real, into = ScriptRunner._run_script, open(os.environ[TIMES], "a", buffering=1)  # noqa: SIM115

    def timed(self: ScriptRunner, asked: Any) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        real(self, asked)
        live = bool(asked.fragment_id or asked.fragment_id_queue)
        spent = {"wall": time.perf_counter() - wall, "cpu": time.thread_time() - cpu}
        into.write(json.dumps({"live": live, "page": asked.page_name, **spent}) + "\n")

    ScriptRunner._run_script = timed
    sys.argv = ["streamlit", "run", str(ROOT / "app.py"), "--server.port", port]
    cli.main()


@dataclass
class Server:
    """A studio at work. `times` grows by a line for every script run."""

    process: subprocess.Popen[bytes]
    port: int
    times: Path
    started: float

    def runs(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.times.read_text().splitlines()]

    @property
    def megabytes(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


@contextmanager
def server(data: Path, folder: Path) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    times = folder / "times.jsonl"
    times.touch()
    environment = os.environ | {"VIDPIPE_DATA": str(data), TIMES: str(times), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(Path(__file__)), "--serve", str(port)]
    begun = time.perf_counter()
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        while not _healthy(port):
            if process.poll() is not None:
                raise SystemExit((folder / "server.log").read_text())
            time.sleep(0.05)
        yield Server(process, port, times, begun)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@dataclass
class Client:
    """Somebody at a page, without a browser: asks for runs and reads what is sent until each is done."""

    socket: Any
    received: int = 0
    hash: str = ""
    live: list[str] = field(default_factory=list)

    def run(self, page: str, film: str, *, fragment: str = "") -> None:
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        asked = BackMsg()
        asked.rerun_script.query_string = f"project={film}"
        asked.rerun_script.page_name = "" if self.hash else page
        asked.rerun_script.page_script_hash = self.hash
        asked.rerun_script.fragment_id = fragment
        asked.rerun_script.is_auto_rerun = bool(fragment)
        self.socket.send(asked.SerializeToString())
        if not fragment:
            self.live.clear()
        while True:
            data = self.socket.recv(timeout=120)
            self.received += len(data)
            told = ForwardMsg.FromString(data)
            kind = told.WhichOneof("type")
            if kind == "auto_rerun":
                self.live.append(told.auto_rerun.fragment_id)
            if kind == "navigation":
                self.hash = told.navigation.page_script_hash
            if kind == "script_finished":
                return


@contextmanager
def visitor(port: int) -> Iterator[Client]:
    from websockets.sync.client import connect

    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    origin = f"http://127.0.0.1:{port}"
    with connect(address, subprotocols=["streamlit"], origin=origin, max_size=None, compression=None) as opened:
        yield Client(opened)


# ---------------------------------------------------------------- what is measured


def page_times(studio: Server, film: str, reruns: int) -> dict[str, list[dict[str, Any]]]:
    """The script runs of every page after its first."""
    found = {}
    for page in PAGES:
        with visitor(studio.port) as client:
            client.run(page, film)
            before = len(studio.runs())
            for _ in range(reruns):
                client.run(page, film)
            found[page] = [run for run in studio.runs()[before:] if not run["live"]]
    return found


def live_times(studio: Server, film: str, data: Path, reruns: int) -> dict[str, list[dict[str, Any]]]:
    """The runs of the dearest live part of each page while something is made, its progress another every time."""
    found: dict[str, list[dict[str, Any]]] = {}
    with making(data, film) as step:
        for page in ("storyboard", "keyframes", "clips", "sound", "cut"):
            with visitor(studio.port) as client:
                client.run(page, film)
                before = len(studio.runs())
                for _ in range(reruns):
                    for part in client.live:
                        step()
                        client.run(page, film, fragment=part)
                runs = [run for run in studio.runs()[before:] if run["live"]]
                parts = [runs[number :: len(client.live)] for number in range(len(client.live))]
                found[page] = max(parts, key=lambda part: statistics.median(run["cpu"] for run in part), default=[])
    return found


@contextmanager
def making(data: Path, film: str) -> Iterator[Callable[[], None]]:
    """Have one take be made, as far as the store knows; each call brings it one per cent further."""
    from vidpipe import Studio
    from vidpipe.store.locks import WorkspaceLock

    lock = WorkspaceLock(data)
    lock.acquire()
    with Studio(data, actor="Ada") as studio:
        opened = studio.project(film)
        store, view = opened._store, opened.overview.scenes[0].slots["clip"]
        recipe = view.recipe.sampled(99) if view.recipe else None
        attempt = store.open_attempt(film, view.slot, view.stage, recipe) if recipe else None
        if attempt is None:
            raise SystemExit("nothing can be made")
        store.lease(attempt.id, WORKER, 3600)
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            store.renew(attempt.id, WORKER, 3600, progress=done % 100)

        try:
            yield step
        finally:
            store.release(attempt.id, WORKER)
            lock.release()


def growth(studio: Server, film: str, visits: int) -> tuple[float, float]:
    """Megabytes of the server after a first round of all pages, and after so many visits more."""
    for page in PAGES:
        with visitor(studio.port) as client:
            client.run(page, film)
    before = studio.megabytes
    for number in range(visits):
        with visitor(studio.port) as client:
            client.run(PAGES[number % len(PAGES)], film)
    return before, studio.megabytes


def first_page(studio: Server) -> float:
    """Seconds from the start of the server's process until the first page is whole."""
    with visitor(studio.port) as client:
        client.run("projects", "")
    return time.perf_counter() - studio.started


def page_bytes(studio: Server, film: str) -> dict[str, tuple[int, int, int]]:
    """Bytes in Chromium before anything is played: pictures and data of the studio, its websocket, Streamlit itself."""
    from playwright.sync_api import sync_playwright

    found = {}
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        for page_name in PAGES:
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            counts = {"own": 0, "socket": 0, "streamlit": 0}
            _count(page, counts)
            page.goto(f"http://127.0.0.1:{studio.port}/{page_name}?project={film}", timeout=120_000)
            page.wait_for_function(SETTLED, timeout=120_000)
            page.wait_for_load_state("networkidle", timeout=120_000)
            found[page_name] = (counts["own"], counts["socket"], counts["streamlit"])
            page.context.close()
        browser.close()
    return found


def _count(page: Any, counts: dict[str, int]) -> None:
    tool = page.context.new_cdp_session(page)
    tool.send("Network.enable")
    addresses: dict[str, str] = {}

    def frame(told: dict[str, Any]) -> None:
        text = told["response"]["payloadData"]
        counts["socket"] += len(text) * (3 if told["response"]["opcode"] == 2 else 4) // 4

    def finished(told: dict[str, Any]) -> None:
        address = addresses.get(told["requestId"], "")
        own = "/app/static/" in address or "/api/" in address
        counts["own" if own else "streamlit"] += int(told["encodedDataLength"])

    tool.on("Network.requestWillBeSent", lambda told: addresses.update({told["requestId"]: told["request"]["url"]}))
    tool.on("Network.loadingFinished", finished)
    tool.on("Network.webSocketFrameReceived", frame)


# ---------------------------------------------------------------- the table


def median(runs: list[dict[str, Any]], name: str) -> str:
    return f"{1000 * statistics.median(run[name] for run in runs):.0f}" if runs else "–"


def table(heads: list[str], rows: list[list[str]]) -> None:
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    for row in [heads, *rows]:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  ".join(cells))


def measure(arguments: argparse.Namespace, data: Path, film: str, folder: Path) -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with server(data, folder) as studio:
        print(f"first page usable after {first_page(studio):.1f} s")
        pages = page_times(studio, film, arguments.reruns)
        live = live_times(studio, film, data, arguments.reruns)
        table(
            ["page", "rerun ms", "of it CPU", "live ms", "of it CPU"],
            [
                [page, *(median(runs, name) for runs in (pages[page], live.get(page, [])) for name in ("wall", "cpu"))]
                for page in PAGES
            ],
        )
        before, after = growth(studio, film, arguments.visits)
        print(
            f"server memory {before:.0f} MB, after {arguments.visits} visits {after:.0f} MB: {after - before:+.1f} MB"
        )
        if not arguments.no_browser:
            sizes = page_bytes(studio, film)
            heads = ["page", "studio kB", "websocket kB", "Streamlit kB"]
            table(heads, [[page, *(f"{count / 1000:.0f}" for count in counts)] for page, counts in sizes.items()])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--scenes", type=int, default=60)
    parser.add_argument("--takes", type=int, default=3)
    parser.add_argument("--reruns", type=int, default=20)
    parser.add_argument("--visits", type=int, default=100)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        return serve(arguments.serve)
    from big_film import furnish

    from vidpipe import Studio

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = arguments.data or folder / "data"
        known: list[str] = []
        if data.exists():
            with Studio(data) as studio:
                known = [summary.id for summary in studio.summaries()]
        film = known[0] if known else furnish(data, scenes=arguments.scenes, takes=arguments.takes)
        measure(arguments, data, film, folder)


if __name__ == "__main__":
    main()
