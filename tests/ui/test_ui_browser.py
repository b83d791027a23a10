"""The studio in a real browser, against a real server: a film from the first click to the finished cut.

One server and one film serve every test here; what is waited for is always a condition, never a time.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api")

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
PATIENCE = 240_000
"""Milliseconds in which a film of four seconds is made, on a machine that does other things too."""
IDEA = 'A cat <img src=x onerror="window.hit=1"> explores Tokyo at night <script>window.hit=1</script> "\'&'

OVERHANG = """[document.documentElement, document.querySelector('[data-testid=stMain]')]
    .map((box) => box.scrollWidth - box.clientWidth)"""
"""By how many pixels a page is wider than its window."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(done: Any, *, seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser") / "workspace"


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[str]:
    """`streamlit run app.py` as a process of its own; it and the worker it started are gone at the end."""
    port = free_port()
    log = data.parent / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    with log.open("wb") as out:
        child = subprocess.Popen(
            command, cwd=data.parent, env=os.environ | {"VIDPIPE_DATA": str(data)}, stdout=out, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: answers(f"{address}/_stcore/health"), seconds=120, what=log.read_text(errors="replace"))
        yield address
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(60)
        wait_until(lambda: not working(data), seconds=60, what="the worker outlived its studio")


def working(data: Path) -> bool:
    from vidpipe import Studio

    with Studio(data) as studio:
        return studio.worker() is not None


class Visit:
    """A page with what went wrong in it: errors of the console, requests that left this machine."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.errors: list[str] = []
        self.remote: list[str] = []
        page.set_default_timeout(60_000)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        where = message.location.get("url", "")
        probing = "404" in message.text and "/_stcore/" in where  # Streamlit's own, at every deep link
        if message.type == "error" and not probing:
            self.errors.append(f"{message.text} {where}")

    def _request(self, request: Any) -> None:
        if not re.match(r"(http|ws)://127\.0\.0\.1[:/]|data:|blob:", request.url):
            self.remote.append(request.url)

    def go(self, address: str) -> Any:
        self.page.goto(address)
        self.page.wait_for_selector(".head h1, .void h2")
        return self.page


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield opened
        opened.close()


def visit(browser: Any, *, width: int = 1440, height: int = 900, scheme: str = "dark") -> Visit:
    return Visit(browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme).new_page())


@pytest.fixture(scope="module")
def first(server: str, browser: Any) -> dict[str, Any]:
    """What the very first request to the server showed: a deep link, before any session ran the door."""
    seen = visit(browser)
    page = seen.go(f"{server}/film?project=nothere")
    page.wait_for_selector(".brand")
    found = {
        "said": page.inner_text(".void"),
        "title": page.title(),
        "family": page.evaluate("getComputedStyle(document.querySelector('.void h2')).fontFamily"),
        "links": page.locator("[data-testid=stPageLink-NavLink]").all_inner_texts(),
        "errors": seen.errors,
    }
    page.context.close()
    return found


@pytest.fixture(scope="module")
def made(server: str, browser: Any, first: dict[str, Any]) -> dict[str, Any]:
    """A film made on the page: an idea typed, created with a double click, approved at the gate, watched to its end."""
    seen = visit(browser)
    page = seen.go(server)
    page.get_by_label("What is the film about?").fill(IDEA)
    page.get_by_role("radio", name="Draft").click()
    choose(page, "Length", "4 s")
    page.get_by_role("button", name="More", exact=False).first.click()
    page.get_by_text("Narration", exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Write the storyboard · Free").dblclick()
    page.wait_for_url("**/film?project=*")
    page.wait_for_selector(".st-key-gate", timeout=PATIENCE)
    asked = page.inner_text(".st-key-gate")
    complaints = page.locator("[role=alert]").all_inner_texts()
    page.locator(".st-key-gate-go button").click()
    page.wait_for_selector(".going [role=progressbar]", timeout=PATIENCE)
    moved = watch(page)
    page.get_by_role("link", name="Save the film").first.wait_for(timeout=PATIENCE)
    page.wait_for_selector(".going", state="detached", timeout=PATIENCE)
    one_save = "document.querySelectorAll('a.save[href*=\".mp4\"]').length === 1"  # two while a page redraws
    page.wait_for_function(one_save, timeout=PATIENCE)
    found = {
        "address": page.url,
        "asked": asked,
        "moved": moved,
        "complaints": complaints,
        "errors": seen.errors,
        "remote": seen.remote,
        "cut": page.get_by_role("link", name="Save the film").get_attribute("href"),
        "hit": page.evaluate("window.hit"),
    }
    page.context.close()
    return found


def choose(page: Any, label: str, option: str) -> None:
    page.get_by_label(label).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def watch(page: Any) -> list[int]:
    """The progress bar's figures until the animatic can be played, without a reload of the page."""
    page.evaluate("window.stayed = true")
    seen: list[int] = []
    end = time.monotonic() + PATIENCE / 1000
    while page.locator(".poster, [data-testid=stBidiComponentRegular] .poster").count() == 0 and time.monotonic() < end:
        bar = page.query_selector(".going [role=progressbar]")
        seen += [int(bar.get_attribute("aria-valuenow"))] if bar else []
        page.wait_for_timeout(250)
    assert page.evaluate("window.stayed") is True
    return seen


def test_a_deep_link_as_the_very_first_request_comes_through_the_door(first):
    assert "This film is not here." in first["said"]
    assert first["title"] == "Film · vidpipe"
    assert "Archivo" in first["family"]
    assert [link.splitlines()[-1] for link in first["links"]] == ["Projects", "Activity", "Settings"]
    assert first["errors"] == []


def test_a_double_click_made_one_film(server, made):
    with urllib.request.urlopen(f"{server}/api/projects") as answer:
        (film,) = json.load(answer)["projects"]
    assert film["project"] == made["address"].partition("project=")[2]
    assert film["output"].endswith(".mp4")


def test_the_first_film_of_a_workspace_begins_without_a_complaint(made):
    assert made["complaints"] == []


def test_the_gate_said_what_is_approved_and_what_going_on_costs(made):
    assert "YOU APPROVE" in made["asked"].upper()
    assert "Storyboard, 0:04" in made["asked"]
    assert "on this computer" in made["asked"]


def test_progress_was_seen_to_move(made):
    assert made["moved"] == sorted(made["moved"])


def test_nothing_went_wrong_in_the_browser_and_nothing_left_this_machine(made):
    assert made["errors"] == []
    assert made["remote"] == []


def test_an_idea_with_html_in_it_did_nothing(made):
    assert made["hit"] is None


def test_the_cut_is_served_in_ranges(server, made):
    request = urllib.request.Request(server + made["cut"], headers={"Range": "bytes=0-99"})
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 206
        assert answer.headers["Content-Range"].startswith("bytes 0-99/")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert b"ftyp" in answer.read()


def test_the_film_is_a_poster_until_it_is_clicked_and_then_plays(server, browser, made):
    seen = visit(browser)
    page = seen.go(made["address"])
    page.locator(".st-key-body .poster").first.wait_for()
    assert page.locator("video").count() == 0
    page.locator(".st-key-body .poster").first.click()
    video = page.locator("video").first
    video.wait_for()
    page.wait_for_function("(v) => v.readyState >= 2 && v.videoWidth > 0", arg=video.element_handle())
    assert seen.errors == []
    page.context.close()


def test_one_keyframe_is_made_again_and_both_takes_are_there(server, browser, made):
    seen = visit(browser)
    page = seen.go(made["address"])
    page.get_by_role("button", name="Another take · Free").first.click()
    page.get_by_text("Take 2", exact=False).first.wait_for(timeout=PATIENCE)
    page.wait_for_selector(".going", state="detached", timeout=PATIENCE)
    page.locator(".st-key-tray .shot img").nth(1).wait_for(timeout=PATIENCE)
    one_picked = "document.querySelectorAll('.st-key-tray .mark.got').length === 1"  # two while a page redraws
    page.wait_for_function(one_picked, timeout=PATIENCE)
    assert seen.errors == []
    page.context.close()


@pytest.mark.parametrize("width", [420, 1280])
@pytest.mark.parametrize("page_name", ["", "film", "activity", "settings"])
def test_no_page_scrolls_sideways(server, browser, made, width, page_name):
    seen = visit(browser, width=width, scheme="light")
    page = seen.go(made["address"] if page_name == "film" else f"{server}/{page_name}")
    page.wait_for_function("document.querySelector('.stApp').dataset.testScriptState !== 'running'")
    assert max(page.evaluate(OVERHANG)) <= 0
    assert page.evaluate("window.hit") is None
    page.context.close()
