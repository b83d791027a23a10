"""The sound page in a real browser, with a real voice: lines written, spoken and heard; own music, levels, the mix."""

import io
import math
import struct
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, PATIENCE, Visit, expect, look

from vidpipe import Studio
from vidpipe.film.revising import changed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]

LINE = "Tomorrow, a little further, and then a little further still."


@pytest.fixture(scope="module")
def narrated(studio_data: Path, finished: str) -> str:
    """A film of five seconds in which somebody speaks."""
    pytest.importorskip("onnxruntime")
    with Studio(studio_data) as studio:
        film = studio.create("A paper boat crosses a puddle", duration=5, quality="draft", narration=True)
        film.run()
        assert any(name.startswith("narration/") for row in film.overview.scenes for name in row.slots)
        return film.id


@pytest.fixture
def spoken(studio_data: Path, narrated: str) -> str:
    """A film like it, to do with as you like."""
    with Studio(studio_data) as studio:
        return studio.project(narrated).fork().id


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """A visitor who, at the end, has seen no error and asked nobody outside."""
    seen = look(browser)
    yield seen
    assert seen.errors == []
    assert seen.remote == []
    seen.close()


def open_sound(visit: Visit, server: str, film: str) -> Any:
    page = visit.go(f"{server}/sound?project={film}")
    page.wait_for_selector("#lines .row textarea")
    return page


def open_cut(visit: Visit, server: str, film: str) -> Any:
    page = visit.go(f"{server}/cut?project={film}")
    page.wait_for_selector("#lanes .scene")
    return page


def tune() -> bytes:
    """Two seconds of a tone, as a WAV file."""
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(24_000)
        out.writeframes(b"".join(struct.pack("<h", round(9000 * math.sin(n * 0.1))) for n in range(48_000)))
    return made.getvalue()


def the_line(page: Any) -> Any:
    """The row of the last scene, which has a line."""
    return page.locator("#lines .row").last


def test_nothing_is_fetched_before_a_line_is_played_and_the_mix_is_drawn_and_heard(visit, server, narrated):
    asked: list[str] = []
    kinds = (".wav", ".flac", ".m4a", ".mp4")
    visit.page.on("request", lambda request: asked.append(request.url) if request.url.endswith(kinds) else None)
    page = open_sound(visit, server, narrated)
    assert asked == []
    the_line(page).locator(".play").click()
    page.wait_for_selector("#lines .play.on")
    assert len(asked) == 1
    page.wait_for_selector("#lines .play:not(.on):not([hidden])")
    page.wait_for_selector("#lanes .music path")
    page.wait_for_selector(".st-key-music .near path", state="attached")
    page.locator(".head h1").click()
    page.keyboard.press("Space")
    page.wait_for_function(
        "(mark) => parseFloat(mark.style.left) > 5", arg=page.locator("#lanes .head").element_handle()
    )
    page.get_by_role("button", name="Pause").first.click()


def test_a_line_being_written_survives_that_the_page_is_drawn_and_is_spoken_anew_and_fits(
    visit, server, spoken, studio_data
):
    page = open_sound(visit, server, spoken)
    row = the_line(page)
    field = row.locator("textarea")
    field.click()
    field.fill("Half a thou")
    page.wait_for_selector("#lines .row[aria-current=true]")
    visit.settled()
    expect(field).to_have_value("Half a thou")
    field.press("Escape")
    expect(field).not_to_have_value("Half a thou")
    with Studio(studio_data) as studio:
        before = studio.project(spoken).overview.scenes[-1].slots["narration/en"].take.digest
    row.locator("textarea").fill(LINE)
    row.locator("textarea").press("Enter")
    page.wait_for_selector("#lines .row.stale")
    expect(row.locator("textarea")).to_have_value(LINE)
    page.locator(".st-key-line").get_by_role("button", name="Redo · Free").click()
    page.wait_for_selector("#lines .row:last-child:is(.ready, .approved) .chip", timeout=PATIENCE)
    with Studio(studio_data) as studio:
        view = studio.project(spoken).overview.scenes[-1]
    assert view.scene.narration == LINE
    assert view.slots["narration/en"].take.digest != before
    expect(row.locator(".says")).to_contain_text(" s of ")


def test_a_scene_gets_a_line(visit, server, spoken, studio_data):
    with Studio(studio_data) as studio:
        film = studio.project(spoken)
        first = film.storyboard.scenes[0].id
        film.revise(lambda board: changed(board, first, narration=""))
    page = open_sound(visit, server, spoken)
    row = page.locator("#lines .row").first
    expect(row.locator(".chip")).to_contain_text("No line")
    row.locator("textarea").fill("A boat of paper.")
    row.locator("textarea").press("Enter")
    page.wait_for_selector("#lanes .line >> text=A boat of paper.")
    with Studio(studio_data) as studio:
        assert studio.project(spoken).storyboard.scenes[0].narration == "A boat of paper."


def test_what_is_no_sound_is_refused_a_level_is_kept_and_own_music_is_heard(visit, server, spoken, studio_data):
    page = open_sound(visit, server, spoken)
    _refused(page)
    page.keyboard.press("Escape")
    thumb = page.locator(".st-key-fader-music_db input[type=range]")
    thumb.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector(".st-key-fader-music_db >> text=−1 dB")
    page.wait_for_selector(".st-key-mix .chip.stale")
    with Studio(studio_data) as studio:
        assert studio.project(spoken).overview.edit.music_db == -1
    page.reload()
    page.wait_for_selector(".st-key-fader-music_db >> text=−1 dB")
    visit.settled()
    _brought(page)


def _refused(page: Any) -> None:
    page.get_by_role("button", name="Own music").click()
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(
        {"name": "tune.wav", "mimeType": "audio/wav", "buffer": b"#!/bin/sh\necho no\n" * 20}
    )
    page.wait_for_selector(".ask.failed[role=alert]")
    assert "asked for" in page.locator(".st-key-music").inner_text().lower()


def _brought(page: Any) -> None:
    page.get_by_role("button", name="Own music").click()
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(
        {"name": "My Tune.wav", "mimeType": "audio/wav", "buffer": tune()}
    )
    page.wait_for_selector(".st-key-music >> text=Your own: my-tune.wav")
    page.wait_for_selector(".st-key-music >> text=so it is played again")
    page.keyboard.press("Escape")
    page.locator(".st-key-music").get_by_role("button", name="Play Music").click()
    page.wait_for_selector(".st-key-music button[data-on]")


def test_sixty_scenes_are_shown_and_found(visit, server, studio_data):
    with Studio(studio_data) as studio:
        scenes = [{"start_prompt": f"scene {n}", "narration": f"Line {n}.", "frames": 24} for n in range(1, 61)]
        film = studio.create(storyboard=scenes, quality="draft")
        film.stop()
        name = film.id
    page = open_sound(visit, server, name)
    expect(page.locator("#lines .row")).to_have_count(60)
    last = the_line(page)
    last.scroll_into_view_if_needed()
    last.locator("textarea").click()
    page.wait_for_selector(".st-key-line >> text=Line of scene 60")


def test_subtitles_are_text_that_can_be_left_out_and_captions_and_poster_are_saved_too(visit, server, narrated):
    page = open_cut(visit, server, narrated)
    page.keyboard.press("Space")
    page.wait_for_function(
        "(words) => words.textContent.length > 3", arg=page.wait_for_selector("#player .words", state="attached")
    )
    page.keyboard.press("Space")
    expect(page.locator("#player .words")).to_be_visible()
    button = page.get_by_role("button", name="Subtitles")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    expect(page.locator("#player .words")).to_be_hidden()
    labels = page.locator(".st-key-aside a.save").all_inner_texts()
    assert [label.split(", ")[0] for label in labels] == ["Film", "Captions", "Captions", "Poster"]
    text = page.evaluate(
        "(address) => fetch(address).then((answer) => answer.text())",
        page.get_by_text("Captions, VTT").get_attribute("href"),
    )
    assert text.startswith("WEBVTT")
