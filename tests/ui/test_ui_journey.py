"""The whole way of a film in the browser: created, changed, approved, made, watched, saved, with the server killed
in the middle of every step. Clicks are counted where they are promised.
"""

import json
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, PATIENCE, Visit, choose, free_port, look, ready, started, wait_until, working
from PIL import Image

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.xdist_group("journey"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]


IDEA = 'A cat <img src=x onerror="window.hit=1"> explores Tokyo at night <script>window.hit=1</script> "\'&'


class Server:
    """A studio that can be killed and started again on the same port."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.child = started(self.data, self.port)
        ready(self.data, self.port)

    def kill(self) -> None:
        assert self.child is not None
        self.child.send_signal(signal.SIGKILL)
        self.child.wait(30)

    def again(self, page: Any) -> None:
        """Killed with no warning and started anew; the page is loaded again at the same address."""
        self.kill()
        self.start()
        page.reload()
        page.wait_for_selector(".head h1")

    def third_scene(self) -> str:
        """What the newest film's third scene begins with, as the workspace has it."""
        from vidpipe import Studio

        with Studio(self.data) as studio:
            board = studio.projects()[0].storyboard
            return board.scenes[2].start_prompt if board else ""

    def asked(self, path: str) -> Any:
        with urllib.request.urlopen(self.address + path) as answer:
            return json.load(answer)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("journey") / "workspace"
    found = Server(data)
    found.start()
    yield found
    assert found.child is not None
    found.child.send_signal(signal.SIGTERM)
    found.child.wait(60)
    wait_until(lambda: not working(data), seconds=90, what="the worker outlived its studio")


class Hand:
    """A person at the mouse, whose clicks are counted."""

    def __init__(self, page: Any) -> None:
        self.page, self.clicks = page, 0

    def click(self, target: Any) -> None:
        target.click()
        self.clicks += 1


def _cut_is_there(page: Any) -> None:
    page.get_by_role("link", name="Film, ").wait_for(timeout=PATIENCE)
    page.wait_for_selector(".going", state="detached", timeout=PATIENCE)


FIND_VIDEO = """window.deepVideo = () => {
  const search = (root) => {
    for (const el of root.querySelectorAll('*')) {
      if (el.tagName === 'VIDEO') return el.currentTime;
      if (el.shadowRoot) { const found = search(el.shadowRoot); if (found) return found; }
    }
    return 0;
  };
  return search(document);
};"""


@pytest.fixture(scope="module")
def way(server: Server, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One film from the idea to the saved file; the server dies once at every step."""
    picture = tmp_path_factory.mktemp("own") / "own picture.png"
    Image.linear_gradient("L").resize((900, 700)).convert("RGB").save(picture)
    seen = look(browser)
    seen.page.add_init_script(FIND_VIDEO)
    told: dict[str, Any] = {}
    _create(seen, server, told)
    _storyboard(seen, server, told)
    _keyframes(seen, server, told, picture)
    _clips_and_cut(seen, server, told)
    _change_and_watch(seen, server, told)
    told |= {"errors": seen.errors, "remote": seen.remote, "address": seen.page.url}
    seen.close()
    return told


def _create(seen: Visit, server: Server, told: dict[str, Any]) -> None:
    """With markup in the idea, and by a double click."""
    page = seen.go(server.address)
    page.get_by_label("What is the film about?").fill(IDEA)
    page.get_by_role("radio", name="Draft").click()
    choose(page, "Length", "8 s")
    for gate in ("Keyframes",):
        page.locator(".st-key-gates").get_by_role("button", name=gate).click()
    page.locator("[class*=st-key-create] button").dblclick()
    page.wait_for_url("**/storyboard?project=*")
    told["films"] = len(server.asked("/api/projects")["projects"])
    server.again(page)
    page.wait_for_selector(".st-key-gate-go button", timeout=PATIENCE)


def _storyboard(seen: Visit, server: Server, told: dict[str, Any]) -> None:
    """The third scene's words are changed; the change survives the server's death; approved, it goes on."""
    page = seen.page
    page.locator("#strip [role=option]").nth(2).click()
    page.wait_for_url("**scene=*")
    field = page.get_by_label("Start of scene")
    page.wait_for_function("document.querySelectorAll('textarea[aria-label=\"Start of scene\"]').length === 1")
    seen.settled()
    field.fill("A red lantern above a wet street, a small cat under it")
    field.blur()
    wait_until(lambda: "red lantern" in server.third_scene(), seconds=60, what="the words were not saved")
    server.again(page)
    page.wait_for_function("document.querySelector('textarea[aria-label=\"Start of scene\"]')?.value")
    told["kept"] = page.get_by_label("Start of scene").input_value()
    told["gate"] = page.inner_text(".st-key-gate")
    page.locator(".st-key-gate-go button").click()
    page.wait_for_url("**/keyframes?project=*")


def _keyframes(seen: Visit, server: Server, told: dict[str, Any], picture: Path) -> None:
    page = seen.page
    server.again(page)
    page.wait_for_selector(".st-key-gate-go button", timeout=PATIENCE)
    page.locator("[class*=st-key-hot-t-] button").first.click()
    page.locator(".st-key-inspector .tray .tile").nth(1).wait_for(timeout=PATIENCE)
    page.wait_for_selector(".going", state="detached", timeout=PATIENCE)
    page.locator(".st-key-wall .tile").nth(1).click()
    page.get_by_role("button", name="Redo · Free", exact=True).click()  # its start is another picture now
    page.wait_for_function(
        "!document.querySelector('.st-key-wall').innerText.includes('Stale')", timeout=PATIENCE, polling=500
    )
    page.wait_for_selector(".going", state="detached", timeout=PATIENCE)
    hand = Hand(page)
    hand.click(page.locator(".st-key-wall .tile").nth(3))
    seen.settled()
    hand.click(page.get_by_role("button", name="Replace").first)
    with page.expect_file_chooser() as chooser:
        hand.click(page.locator("[data-testid=stFileUploader] button").first)
    chooser.value.set_files(picture)
    page.get_by_text("own picture.png is in the film.").wait_for(timeout=PATIENCE)
    told["own picture"] = hand.clicks
    page.keyboard.press("Escape")
    page.wait_for_selector(".st-key-gate-go button", timeout=PATIENCE)
    page.locator(".st-key-gate-go button").click()


def _clips_and_cut(seen: Visit, server: Server, told: dict[str, Any]) -> None:
    page = seen.page
    page.wait_for_selector(".going [role=progressbar]", timeout=PATIENCE)
    server.again(page)
    told["moved"], told["hit"] = moved(page), page.evaluate("window.hit")
    _cut_is_watched(page, server)
    link = page.get_by_role("link", name="Film, ")
    told["name"] = link.get_attribute("download")
    with page.expect_download() as saved:
        link.click()
    told["saved"] = Path(saved.value.path()).read_bytes()[4:8]


def moved(page: Any) -> list[int]:
    """The progress bar's figures until the film is finished, without a reload of the page."""
    page.evaluate("window.stayed = true")
    figures: list[int] = []

    def done() -> bool:
        bar = page.query_selector(".going [role=progressbar]")
        figures.extend([int(bar.get_attribute("aria-valuenow"))] if bar else [])
        return bool(page.locator(".st-key-gate-line").count())

    wait_until(done, seconds=PATIENCE / 1000, what="the film did not come to its end")
    assert page.evaluate("window.stayed") is True
    return figures


def _cut_is_watched(page: Any, server: Server) -> None:
    """The cut, on its page, played."""
    project = page.url.partition("project=")[2].partition("&")[0]
    page.goto(f"{server.address}/cut?project={project}")
    _cut_is_there(page)
    page.locator(".poster").first.click()
    page.wait_for_function("deepVideo() > 0.2", timeout=PATIENCE, polling=200)


def _change_and_watch(seen: Visit, server: Server, told: dict[str, Any]) -> None:
    """Another movement for a scene of the finished film: approved at the gate, made, and offered to be watched."""
    page = seen.page
    project = page.url.partition("project=")[2].partition("&")[0]
    before = server.asked(f"/api/projects/{project}")["output"]
    page.goto(f"{server.address}/storyboard?project={project}")
    page.get_by_label("Motion").wait_for()
    seen.settled()
    page.get_by_label("Motion").fill("The camera stands still; clouds drift")
    page.get_by_label("Motion").blur()
    page.get_by_role("button", name="Approve and continue · Free").wait_for()
    told["asked"] = page.inner_text(".st-key-gate")
    page.get_by_role("button", name="Approve and continue · Free").click()
    hand = Hand(page)
    watch = page.get_by_role("button", name="Watch the film")
    watch.wait_for(timeout=PATIENCE)
    hand.click(watch)
    page.wait_for_url("**/cut?**")
    _cut_is_there(page)
    told["new cut"] = hand.clicks
    told["was"], told["is"] = before, server.asked(f"/api/projects/{project}")["output"]


def test_a_change_of_the_third_scene_outlives_the_server(way):
    assert way["kept"] == "A red lantern above a wet street, a small cat under it"


def test_a_double_click_makes_one_film(way):
    assert way["films"] == 1


def test_markup_in_the_idea_does_nothing(way):
    assert way["hit"] is None


def test_progress_is_seen_to_move_forward(way):
    assert way["moved"] == sorted(way["moved"])


def test_the_gate_says_what_is_approved_and_what_going_on_costs(way):
    assert "Storyboard, 0:08" in way["gate"]
    assert "on this computer" in way["gate"]


def test_an_own_picture_is_in_the_film_after_three_clicks(way):
    assert way["own picture"] <= 3


def test_the_saved_film_is_an_mp4_with_the_films_name(way):
    assert way["name"].endswith(".mp4")
    assert way["saved"] == b"ftyp"


def test_the_new_cut_is_one_click_away_after_a_change(way):
    assert way["new cut"] == 1
    assert "Scene 1: motion" in way["asked"]
    assert "1 clip" in way["asked"]


def test_nothing_went_wrong_and_nothing_left_this_machine(way):
    of_the_kill = ("ERR_CONNECTION", "WebSocket", "disconnected from server", "/_stcore/health", "not responding")
    assert [error for error in way["errors"] if not any(words in error for words in of_the_kill)] == []
    assert way["remote"] == []
