"""Makes the README's pictures with the product itself: a film by the public names, its frames, the studio in Chromium.

Run it from the checkout with the extras `voice` and `dev` and Chromium on the path: `python docs/pictures.py`. About
five minutes. It writes `docs/pictures/*.webp` and nothing else in the checkout.
"""

import argparse
import contextlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import imageio_ffmpeg
from PIL import Image
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import sync_playwright

from vidpipe import Studio

PICTURES = Path(__file__).resolve().parent / "pictures"
PROMPT = "A cat exploring Tokyo at night"
SECONDS = 24
MOMENTS = (2.5, 6.5, 10.5, 14.0, 17.5, 21.0)
"""Where in the film the frames are taken, in seconds."""

PAGES = {"studio": "storyboard", "keyframes": "keyframes", "cut": "cut"}
"""The film's pages that the README shows, by the name of the picture."""
TRIED = (
    "{subject} on a wooden pier, {light}, flat painted style",
    "{subject} in a foggy forest, {light}, long shadows",
)
SUBJECTS = ("A steel bottle with a mountain logo", "A red bicycle")
STARS = (4, 3, 5, 2, 3, 5, 4, 1)

WIDE, TALL, GAP = 426, 240, 6
"""Pixels of one frame on the sheet, and between two."""


def make_film(data: Path) -> tuple[str, Path]:
    """Make the film in a workspace; its id, and where its MP4 lies."""
    with Studio(data=data) as studio:
        film = studio.create(PROMPT, duration=SECONDS)
        rest = film.run()
        if film.cut is None:
            raise SystemExit(f"the film is {rest.status.value}: {'; '.join(rest.waiting)}")
        return film.id, film.cut.path


def make_grid(data: Path) -> str:
    """Try prompts, and rate what comes; the grid's id."""
    with Studio(data=data) as studio:
        rows = [{"subject": subject, "light": "first light"} for subject in SUBJECTS]
        tried = studio.lab.create(studio.lab.grid(list(TRIED), values=rows, seeds=4, name="Bottle at first light"))
        tried.run()
        for place, cell in enumerate(tried.view.cells):
            tried.rate(cell.slot, STARS[place % len(STARS)])
        return tried.id


def take_frame(film: Path, second: float, folder: Path) -> Image.Image:
    picture = folder / f"{second}.png"
    program = imageio_ffmpeg.get_ffmpeg_exe()
    reading = ["-v", "error", "-ss", str(second), "-i", str(film), "-frames:v", "1", str(picture)]
    subprocess.run([program, *reading], check=True)
    return Image.open(picture).convert("RGB").resize((WIDE, TALL), Image.Resampling.LANCZOS)


def make_sheet(film: Path, folder: Path) -> Image.Image:
    """Six frames, three in a row."""
    sheet = Image.new("RGB", (3 * WIDE + 2 * GAP, 2 * TALL + GAP), "#0F1214")
    for place, second in enumerate(MOMENTS):
        row, column = divmod(place, 3)
        sheet.paste(take_frame(film, second, folder), (column * (WIDE + GAP), row * (TALL + GAP)))
    return sheet


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def open_studio(data: Path) -> Iterator[str]:
    """The studio over a workspace, on a port of its own; its address."""
    port = free_port()
    command = [sys.executable, "-m", "vidpipe", "studio", "--no-browser", "--data", str(data), "--port", str(port)]
    running = subprocess.Popen(command)
    try:
        yield wait_for(f"http://127.0.0.1:{port}", 60.0)
    finally:
        running.terminate()
        running.wait(30)


def wait_for(address: str, seconds: float) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return address
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"the studio did not answer at {address}")


STILL = """
(minimum) => {
  const within = (one) => (one.shadowRoot ? [one, ...all(one.shadowRoot)] : [one]);
  const all = (root) => [...root.querySelectorAll("*")].flatMap(within);
  const seen = all(document).filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && box.top < innerHeight && box.bottom > 0;
  });
  const pictures = seen.filter((one) => one.tagName === "IMG");
  const films = seen.filter((one) => one.tagName === "VIDEO" && one.poster);
  window.posters ??= films.map((film) => Object.assign(new Image(), { src: film.poster }));
  return document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
    && pictures.length >= minimum
    && [...pictures, ...window.posters].every((one) => one.complete && one.naturalWidth);
}
"""
"""Whether a page has come to rest, and all the pictures in sight are loaded."""


def photograph(address: str, into: Path) -> None:
    """A page as a person sees it, once it is still and its pictures are there."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="dark")
        page.goto(address, wait_until="load")
        with contextlib.suppress(PlaywrightTimeout):  # a page that looks at a film meanwhile goes on asking
            page.wait_for_load_state("networkidle", timeout=15_000)
        page.wait_for_function(STILL, arg=1)
        page.wait_for_timeout(500)  # the pictures fade in
        page.screenshot(path=into, animations="disabled")
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="a workspace that has the film already")
    with tempfile.TemporaryDirectory(prefix="vidpipe-pictures-") as scratch:
        folder = Path(scratch)
        data = parser.parse_args().data or folder / "data"
        PICTURES.mkdir(exist_ok=True)
        name, film = make_film(data)
        grid = make_grid(data)
        make_sheet(film, folder).save(PICTURES / "film.webp", quality=86, method=6)
        with open_studio(data) as address:
            pages = {picture: f"{page}?project={name}" for picture, page in PAGES.items()}
            for picture, page in (pages | {"lab": f"lab?grid={grid}&project={name}"}).items():
                photograph(f"{address}/{page}", folder / f"{picture}.png")
                Image.open(folder / f"{picture}.png").save(PICTURES / f"{picture}.webp", quality=88, method=6)


if __name__ == "__main__":
    main()
