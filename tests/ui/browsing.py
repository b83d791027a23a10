"""A real studio in a real browser: one server, one workspace, one finished film that every test may fork."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

import forking
from chromium import CHROMIUM as CHROMIUM

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240_000
"""Milliseconds in which a film of some seconds is made, on a machine that does other things too."""
OVERHANG = """[document.documentElement, document.querySelector('[data-testid=stMain]')]
    .map((box) => box.scrollWidth - box.clientWidth)"""
"""By how many pixels a page is wider than its window."""
GAP = 50
"""Milliseconds between two looks whether something holds of a page: a look at every picture has it painted for that."""
SETTLED = "document.querySelector('.stApp').dataset.testScriptState !== 'running'"

expect.set_options(timeout=60_000)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(done: Callable[[], bool], *, seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def working(data: Path) -> bool:
    """Whether a worker is at work in a workspace."""
    from vidpipe import Studio

    with Studio(data) as studio:
        return studio.worker() is not None


def started(data: Path, port: int, *, afresh: bool = False, before: str = "") -> "subprocess.Popen[Any]":
    """`streamlit run app.py` as a process of its own. `afresh`: it loads everything itself, so that what stands first
    on its path counts. `before`: code that it runs first."""
    how = ["run", str(ROOT / "app.py"), "--server.port", str(port)]
    line = ["-m", "streamlit", *how]
    if before:
        line = ["-c", f"{before}\nimport sys\nfrom streamlit.web.cli import main\nmain(sys.argv[1:])", *how]
    start: Any = subprocess.Popen if afresh else partial(forking.Popen, warm=forking.STUDIO, kind="studio")
    with (data.parent / f"server-{port}.log").open("ab") as out:
        found: subprocess.Popen[Any] = start(
            [sys.executable, *line],
            cwd=data.parent,
            env=os.environ | {"VIDPIPE_DATA": str(data)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    return found


def ready(data: Path, port: int) -> str:
    """The address of a studio that was started, once it answers."""
    address, log = f"http://127.0.0.1:{port}", data.parent / f"server-{port}.log"
    wait_until(lambda: answers(f"{address}/_stcore/health"), seconds=120, what=f"no studio: {log}")
    return address


@contextmanager
def serving(data: Path, *, port: int = 0, leave: bool = False, afresh: bool = False, before: str = "") -> Iterator[str]:
    """`streamlit run app.py` as a process of its own; it and the worker it started are gone at the end.

    With `leave` the worker is left to finish what it has begun, as it is when somebody ends the server. `afresh` and
    `before` as in `started`.
    """
    port = port or free_port()
    child = started(data, port, afresh=afresh, before=before)
    try:
        yield ready(data, port)
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(60)
        if not leave:
            wait_until(lambda: not working(data), seconds=60, what="the worker outlived its studio")


class Visit:
    """A page with what went wrong in it: errors of the console, requests that left this machine, bytes it was sent."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.errors: list[str] = []
        self.remote: list[str] = []
        page.set_default_timeout(60_000)
        self._heard = {"console": self._console, "pageerror": self._error, "request": self._request}
        for what, heard in self._heard.items():
            page.on(what, heard)

    def _console(self, message: Any) -> None:
        where = message.location.get("url", "")
        probing = "404" in message.text and "/_stcore/" in where  # Streamlit's own, at every deep link
        if message.type == "error" and not probing:
            self.errors.append(f"{message.text} {where}")

    def _error(self, error: Any) -> None:
        self.errors.append(str(error))

    def _request(self, request: Any) -> None:
        if not re.match(r"(http|ws)://127\.0\.0\.1[:/]|data:|blob:", request.url):
            self.remote.append(request.url)

    def go(self, address: str) -> Any:
        self.page.goto(address)
        self.page.wait_for_selector(".head h1, .void h2")
        return self.settled()

    def settled(self) -> Any:
        """The page once its script has run to the end."""
        self.page.wait_for_function(SETTLED, polling=GAP)
        return self.page

    def press(self, letter: str) -> None:
        """A key of the keyboard, once the page listens and has something that answers to it."""
        name = "help" if letter == "?" else letter
        self.page.wait_for_function("() => window.vidpipeKeys")
        button, strip = f"[class*='st-key-hot-{name}-'] button:not(:disabled)", "#strip [data-id]"
        self.page.locator(f"{button}, {strip}" if letter in "np" else button).first.wait_for(state="attached")
        self.page.keyboard.press(letter)

    def close(self) -> None:
        """Leave, with nothing remembered but what a browser keeps of scripts and pictures."""
        for what, heard in self._heard.items():
            self.page.remove_listener(what, heard)
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.goto("about:blank")
        self.page.context.clear_cookies()
        _EMPTY.setdefault(self.page.context, []).append(self.page)


_WINDOWS: dict[tuple[int, bool], Any] = {}
"""Windows by browser and kind: Streamlit's scripts are fetched and read once by each, not at every visit."""
_EMPTY: dict[Any, list[Any]] = {}
"""Tabs that a visitor has left: another visitor costs half as much in them as in a new one."""


def look(browser: Any, *, width: int = 1440, height: int = 900, scheme: str = "dark", touch: bool = False) -> Visit:
    """A visitor with no cookies, in a window of this kind."""
    kind = (id(browser), touch)
    if kind not in _WINDOWS:
        _WINDOWS[kind] = browser.new_context(has_touch=touch)
    empty = _EMPTY.get(_WINDOWS[kind])
    page = empty.pop() if empty else _WINDOWS[kind].new_page()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": height})
    return Visit(page)


def choose(page: Any, label: str, option: str, *, inside: Any = None) -> None:
    """Pick an option of a select box; a list that closed because its field was drawn again is opened again."""
    page.wait_for_function(SETTLED, polling=GAP)
    field, wanted = (
        (inside or page).get_by_label(label, exact=True).first,
        page.get_by_role("option", name=option, exact=True),
    )

    def picked() -> bool:
        if not wanted.is_visible():
            field.click()
        try:
            wanted.click(timeout=5_000)
        except PlaywrightTimeout:
            page.keyboard.press("Escape")
            return False
        return True

    wait_until(picked, seconds=60, what=f"{label} has no {option}")
