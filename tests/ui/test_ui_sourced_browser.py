"""Films from a README, a PDF, a list of shots and a transcript, by the composer in a browser, to their storyboards."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, OVERHANG, PATIENCE, Visit, look
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
from source_files import SHOTS, SRT, report

from repository import ROOT
from vidpipe import Studio

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]
README = (ROOT / "README.md").read_text()
HEADS = [re.escape(line.lstrip("# ")) for line in README.splitlines() if line.startswith(("# ", "## "))]
FILES = {
    "README.md": (README.encode(), "words", "vidpipe", re.compile(f"From ({'|'.join(HEADS)})")),
    "bees.pdf": (report(20), "20 pages", "The quiet work of bees", "From page 1 · Why bees matter"),
    "boat.yaml": (SHOTS.encode(), "3 scenes", "The Paper Boat", ""),
    "boat.srt": (SRT.encode(), "words", "Boat", "From 0:00"),
}


@pytest.fixture
def visit(browser: Any, server: str) -> Any:
    seen = look(browser)
    seen.go(server)
    yield seen
    seen.close()


def bring(visit: Visit, name: str, data: bytes) -> None:
    visit.page.get_by_role("button", name="From a file or address").click()
    given = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    visit.page.locator("input[type=file]").set_input_files([given])


@pytest.mark.parametrize("name", FILES)
def test_a_file_becomes_a_film_s_storyboard(visit: Visit, studio_data: Path, name: str) -> None:
    data, read, title, origin = FILES[name]
    bring(visit, name, data)
    expect(visit.page.get_by_role("button", name="Leave it out")).to_be_visible()
    expect(visit.page.get_by_text(read).first).to_be_visible()
    visit.settled()
    visit.page.get_by_role("button", name="Write the storyboard").click()
    visit.page.wait_for_url("**/storyboard**")
    scenes = visit.page.locator("#scenes li")
    expect(scenes.nth(2)).to_be_visible(timeout=PATIENCE)
    expect(visit.page.get_by_text(title).first).to_be_visible()
    if origin:
        expect(scenes.filter(has_text=origin).first).to_be_visible()
    assert visit.page.evaluate(OVERHANG) == [0, 0]
    assert visit.errors == []
    assert visit.remote == []
    with Studio(studio_data) as studio:
        film = studio.project(studio.summaries()[0].id)
        assert film.overview.source.name == name
        assert film.overview.spent == 0
        film.stop()


def test_what_cannot_be_read_is_said_where_it_was_brought(visit: Visit) -> None:
    bring(visit, "locked.pdf", b"%PDF-1.7\nnothing of a document")
    said = visit.page.get_by_role("alert")
    expect(said).to_contain_text("locked.pdf: the PDF is damaged or locked")
    expect(visit.page.get_by_role("button", name="Leave it out")).to_have_count(0)
    visit.page.get_by_label("Or an address").fill("https://127.0.0.1/secret")
    visit.page.get_by_role("button", name="Read the page").click()
    expect(said).to_contain_text("no public server")
    assert visit.errors == []
