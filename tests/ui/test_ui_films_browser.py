"""From a README, a PDF of 20 pages, a list of shots, a transcript and a talk of four turns to a finished film, in a
browser: read, made, approved on the pages, played; then the film itself is looked at and listened to.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, OVERHANG, PATIENCE, Visit, choose, look, wait_until
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
from source_files import KEEPER, papers

from repository import ROOT
from vidpipe import Studio
from vidpipe.media.peaks import peaks
from vidpipe.media.probe import probe

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]
SHOTS = """title: The Paper Boat
scenes:
  - {seconds: 1.5, picture: a paper boat in a gutter in the rain, narration: It sails., transition: crossfade}
  - {seconds: 1, picture: a paper boat on a river, shot: close, camera: truck-right}
  - {seconds: 1.5, picture: a paper boat on the wide sea at dusk, words: The Paper Boat, card: end}
"""


@dataclass(frozen=True)
class Brought:
    """What is brought, what the studio says of it, and what its film is, says, and comes from."""

    data: bytes
    read: str
    title: str
    seconds: int
    said: tuple[str, ...]
    origin: str = ""


BROUGHT = {
    "README.md": Brought(
        (ROOT / "README.md").read_bytes(),
        "words",
        "vidpipe",
        6,
        ("What is vidpipe?", "A creative studio in Python."),
        "From vidpipe",
    ),
    "bees.pdf": Brought(
        papers(),
        "20 pages",
        "The quiet work of bees",
        8,
        ("The quiet work of bees.", "Even a balcony helps bees."),
        "From page 9 · What a garden can do",
    ),
    "boat.yaml": Brought(SHOTS.encode(), "3 scenes", "The Paper Boat", 4, ("It sails.",)),
    "lighthouse_keeper.srt": Brought(
        KEEPER.encode(),
        "words",
        "Lighthouse keeper",
        8,
        ("When fog came he rang a bell.", "The last keeper left the tower in 1987."),
        "From 0:03",
    ),
}
TALK = "talk"
FILMS = (*BROUGHT, TALK)
GATES = ("Keyframes", "Clips", "Cut")


@pytest.fixture(scope="module")
def seen(browser: Any) -> Iterator[Visit]:
    visit = look(browser)
    yield visit
    visit.close()


@pytest.fixture(scope="module")
def films(seen: Visit, server: str, studio_data: Path) -> dict[str, str]:
    """The films' ids, each begun in the browser; nothing waits for another."""
    made = {}
    for name, brought in BROUGHT.items():
        seen.go(server)
        bring(seen, name, brought.data)
        expect(seen.page.get_by_role("button", name="Leave it out")).to_be_visible()
        expect(seen.page.get_by_text(brought.read).first).to_be_visible()
        begin(seen, gates=name == "README.md", seconds=0 if name == "boat.yaml" else brought.seconds)
        made[name] = opened(seen)
    talk_through(seen, server, studio_data)
    return made | {TALK: opened(seen)}


def opened(seen: Visit) -> str:
    return str(seen.page.url.partition("project=")[2].partition("&")[0])


def bring(visit: Visit, name: str, data: bytes) -> None:
    visit.page.get_by_role("button", name="From a file or address").click()
    given = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    visit.page.locator("input[type=file]").set_input_files([given])


def begin(visit: Visit, *, gates: bool, seconds: int) -> None:
    """Its settings in the composer: a draft; with gates at every step, or with none, so that it is just made."""
    page = visit.page
    page.get_by_role("radio", name="Draft").click()
    if seconds:
        choose(page, "Length", f"{seconds} s")
    for gate in GATES if gates else ("Storyboard",):
        page.locator(".st-key-gates").get_by_role("button", name=gate).click()
    visit.settled()
    page.get_by_role("button", name="Write the storyboard" if gates else "Make the film").click()
    page.wait_for_url("**/storyboard?project=*" if gates else "**/cut?project=*")


def say(visit: Visit, text: str) -> None:
    field = visit.page.get_by_test_id("stChatInputTextArea")
    field.fill(text)
    field.press("Enter")


def heard(visit: Visit, text: str) -> None:
    """Until an answer was spoken to its end and stands in the talk once."""
    expect(visit.page.get_by_text(text).first).to_be_visible()
    visit.settled()
    expect(visit.page.get_by_text(text)).to_have_count(1)


def field(visit: Visit, label: str) -> Any:
    found = visit.page.get_by_label(label, exact=True)
    expect(found).to_have_count(1)
    return found


def write(visit: Visit, label: str, text: str) -> None:
    """In a field of the brief, by hand."""
    field(visit, label).fill(text)
    field(visit, label).press("Enter")
    visit.settled()
    expect(field(visit, label)).to_have_value(text)


def talk_through(visit: Visit, server: str, data: Path) -> None:
    """Four turns, two fields filled by hand between them, and it is begun by `just make it`."""
    page = visit.go(server)
    page.get_by_role("link", name="Talk it through instead").click()
    heard(visit, "What is the film about?")
    say(visit, "An ad for Halo, a steel bottle <b>for all</b>")
    heard(visit, "Who should it speak to?")
    expect(field(visit, "What it is about")).to_have_value("Halo, a steel bottle <b>for all</b>")
    say(visit, "cyclists")
    heard(visit, "What should stay with them?")
    expect(page.get_by_text("40 % complete").first).to_be_visible()
    write(visit, "For whom", "people who cycle")
    expect(page.get_by_text("Written here").first).to_be_visible()
    write(visit, "How long", "4 s")
    with Studio(data) as studio:  # a talk makes no drafts of its own; the whole size would only take longer
        studio.project(opened(visit)).change(quality="draft")
    say(visit, "it keeps water cold, it fits every bike")
    heard(visit, "How should it feel")
    assert page.evaluate(OVERHANG) == [0, 0]
    say(visit, "just make it")
    page.wait_for_url("**/storyboard**")


def approve(visit: Visit, page: str, *, then: str = "") -> None:
    """At the gate of a page, once the film waits there; the studio leads to the page where it goes on."""
    visit.page.wait_for_url(f"**/{page}?*")
    button = visit.page.locator(".st-key-gate-go button")
    button.filter(has_text="Approve").wait_for(timeout=PATIENCE)
    visit.settled()
    button.click()
    if then:
        visit.page.wait_for_url(f"**/{then}?*")


def approve_step_by_step(visit: Visit, server: str, film: str) -> None:
    page = visit.go(f"{server}/storyboard?project={film}")
    approve(visit, "storyboard", then="keyframes")
    expect(page.locator(".st-key-wall .tile").nth(5)).to_be_visible(timeout=PATIENCE)
    approve(visit, "keyframes", then="clips")
    approve(visit, "clips", then="cut")
    approve(visit, "cut")
    expect(page.locator(".st-key-gate-go")).to_have_count(0)


def approve_the_storyboard(visit: Visit, server: str, film: str) -> None:
    """What was talked through waits there once; the rest is just made."""
    page = visit.go(f"{server}/storyboard?project={film}")
    expect(page.get_by_role("link", name="Storyboard waits for you")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("people who cycle").first).to_be_visible()
    approve(visit, "storyboard")


APPROVED = {"README.md": approve_step_by_step, TALK: approve_the_storyboard}


@pytest.mark.parametrize("name", BROUGHT)
def test_a_storyboard_says_what_the_document_says_and_where(
    seen: Visit, films: dict[str, str], server: str, studio_data: Path, name: str
) -> None:
    brought, page = BROUGHT[name], seen.go(f"{server}/storyboard?project={films[name]}")
    scenes = page.locator("#scenes li")
    expect(scenes.first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(brought.title).first).to_be_visible()
    if brought.origin:
        expect(scenes.filter(has_text=brought.origin).first).to_be_visible()
    assert page.evaluate(OVERHANG) == [0, 0]
    with Studio(studio_data) as studio:
        film = studio.project(films[name])
        assert [scene.narration for scene in film.storyboard.scenes if scene.narration] == list(brought.said)
        assert film.overview.source.name == name


@pytest.mark.parametrize("name", FILMS)
def test_it_is_followed_to_a_film_that_plays_and_is_whole(
    seen: Visit, films: dict[str, str], server: str, studio_data: Path, tmp_path: Path, name: str
) -> None:
    if name in APPROVED:
        APPROVED[name](seen, server, films[name])
    with Studio(studio_data) as studio:
        film = studio.project(films[name])
        wait_until(lambda: film.overview.status.value == "complete", seconds=PATIENCE / 1000, what=name)
        page, seconds = seen.go(f"{server}/cut?project={films[name]}"), BROUGHT[name].seconds if name in BROUGHT else 4
        page.locator(".poster").first.click()
        video = page.locator("#player video")
        video.wait_for(state="attached")
        page.wait_for_function("(v) => v.readyState >= 2 && v.currentTime > 0.2", arg=video.element_handle())
        assert abs(video.evaluate("(v) => v.duration") - seconds) < 0.1
        assert film.overview.spent == 0
        assert film.review() == ()
        saved = film.export(tmp_path / "film.mp4")
    found = probe(saved)
    assert (found.frames, found.width > found.height) == (24 * seconds, True)
    assert min(peaks(saved, seconds)) > 5  # something is heard in every second
    assert seen.errors == []
    assert seen.remote == []


def test_what_cannot_be_read_is_said_where_it_was_brought(seen: Visit, server: str) -> None:
    page = seen.go(server)
    bring(seen, "locked.pdf", b"%PDF-1.7\nnothing of a document")
    said = page.get_by_role("alert")
    expect(said).to_contain_text("locked.pdf: the PDF is damaged or locked")
    expect(page.get_by_role("button", name="Leave it out")).to_have_count(0)
    page.get_by_label("Or an address").fill("https://127.0.0.1/secret")
    page.get_by_role("button", name="Read the page").click()
    expect(said).to_contain_text("no public server")
    assert seen.errors == []
