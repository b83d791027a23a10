"""How fast the Prompt Lab is with a large finished grid: its view, a rerun of its page, and what running it again asks.

Run `python benchmarks/lab.py [--prompts 10] [--values 5] [--seeds 4] [--reruns 20]`. A grid of pictures is furnished
with small finished ones (as its worker would leave it), a real server is started on it and its page is visited through
the websocket. Then a small grid of texts is really made, made again, and made as a part of a larger one. Wall times are
of the machine as it is; beside them stands the CPU time of the script's thread.
"""

import argparse
import io
import os
import statistics
import tempfile
import time
from pathlib import Path

from PIL import Image

from studio import median, server, visitor
from vidpipe import Studio
from vidpipe.lab import Experiment
from vidpipe.ports import Filled

WORKER = "benchmark"
ALLOWED = 150
"""Milliseconds of a page's rerun."""


def furnish(studio: Studio, *, prompts: int, values: int, seeds: int) -> Experiment:
    """A finished grid of small pictures, a quarter of them rated."""
    rows = [{"animal": f"animal {number}"} for number in range(values)]
    grid = studio.lab.grid([f"{{animal}} in place {number}" for number in range(prompts)], values=rows, seeds=seeds)
    experiment = studio.lab.create(grid)
    store = experiment._store
    for number, view in enumerate(experiment._read()[1].slots.values()):
        assert view.recipe
        attempt = store.open_attempt(experiment.id, view.slot, view.stage, view.recipe)
        assert attempt
        store.lease(attempt.id, WORKER, 600)
        store.submitting(attempt.id, WORKER, 0)
        digest = store.blobs.put(picture(number), "image/png")
        meta = {"width": 320, "height": 180}
        store.finish(attempt.id, WORKER, Filled(draft_digest=digest, mime="image/png", meta=meta, took=800 + number))
        if number % 4 == 0:
            experiment.rate(view.slot, 1 + number % 5)
    return experiment


def picture(number: int) -> bytes:
    made = io.BytesIO()
    colour = (37 * number % 256, 91 * number % 256, 151 * number % 256)
    Image.new("RGB", (320, 180), colour).save(made, "PNG")
    return made.getvalue()


def view_times(experiment: Experiment, times: int) -> tuple[float, float]:
    """CPU milliseconds of the first look at a grid that changed, and of one that did not, in the middle."""
    cells = experiment.view.cells
    changed, still = [], []
    for number in range(times):
        experiment.star(cells[number].slot)
        changed.append(_took(experiment))
        still.append(_took(experiment))
    return statistics.median(changed), statistics.median(still)


def _took(experiment: Experiment) -> float:
    begun = time.thread_time()
    assert experiment.view.done
    return 1000 * (time.thread_time() - begun)


def page_times(data: Path, folder: Path, grid: str, reruns: int) -> str:
    with server(data, folder) as studio, visitor(studio.port) as client:
        client.run("lab", f"&grid={grid}")
        first = client.received
        before = len(studio.runs())
        for _ in range(reruns):
            client.run("lab", f"&grid={grid}")
        runs = [run for run in studio.runs()[before:] if not run["live"]]
        each = (client.received - first) / max(1, reruns) / 1000
        told = f"{median(runs, 'wall')} ms, of it CPU {median(runs, 'cpu')} ms (allowed {ALLOWED})"
        return f"{told}; {first / 1000:.0f} kB at first, {each:.0f} kB each"


def calls_again(studio: Studio) -> str:
    """Calls that are really made by a grid, by the same again, and by a larger one that holds it."""
    rows = [{"x": name} for name in ("kites", "foxes", "bears")]
    asked = []
    for values in (rows, rows, [*rows, {"x": "whales"}]):
        grid = studio.lab.grid("Write about {x}", role="text", values=values, seeds=2)
        price = studio.lab.price(grid)
        experiment = studio.lab.create(grid)
        before = experiment.overview
        after = experiment.run()
        made = after.calls - before.calls - (after.cached_calls - before.cached_calls)
        asked.append(f"{made} of {price.cells}")
    return "calls really made: {}; the same again {}; within a larger one {}".format(*asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, number in (("prompts", 10), ("values", 5), ("seeds", 4), ("reruns", 20)):
        parser.add_argument(f"--{name}", type=int, default=number)
    arguments = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        folder, data = Path(name), Path(name) / "data"
        with Studio(data) as studio:
            experiment = furnish(studio, prompts=arguments.prompts, values=arguments.values, seeds=arguments.seeds)
            changed, still = view_times(experiment, arguments.reruns)
            count = len(experiment.view.cells)
            print(f"{count} cells: view {changed:.1f} ms of CPU after a change, {still:.1f} ms without")
            begun = time.perf_counter()
            lines = studio.lab.tally("wording")
            print(
                f"tally of {sum(line.results for line in lines)} results {1000 * (time.perf_counter() - begun):.1f} ms"
            )
        print(f"page rerun {page_times(data, folder, experiment.id, arguments.reruns)}")
        with Studio(data) as studio:
            print(calls_again(studio))


if __name__ == "__main__":
    main()
