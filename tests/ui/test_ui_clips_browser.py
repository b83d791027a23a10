"""The Clips page in a real browser over a real film: posters, an own clip that plays, trim, the way to a keyframe."""

import re
import subprocess
from pathlib import Path

import pytest
from browsing import CHROMIUM, expect, look
from imageio_ffmpeg import get_ffmpeg_exe

from vidpipe import Studio

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]
TILES = ".st-key-wall .tile"


@pytest.fixture
def seen(browser, server, forked):
    """The page of a fork of the finished film, with its second clip chosen by a click."""
    visitor = look(browser)
    visitor.go(f"{server}/clips?project={forked}")
    visitor.page.locator(TILES).nth(1).click()
    visitor.page.get_by_role("heading", name="Scene 2, clip").wait_for()
    visitor.settled()
    yield visitor
    assert visitor.errors == []
    assert visitor.remote == []
    visitor.close()


def own_clip(folder: Path) -> Path:
    """Three seconds of a test picture, in a size and at a rate that are not the film's."""
    path = folder / "own.mp4"
    source = ["-f", "lavfi", "-i", "testsrc=size=320x240:rate=30:duration=3"]
    coded = ["-c:v", "libx264", "-pix_fmt", "yuv420p"]
    subprocess.run([get_ffmpeg_exe(), "-loglevel", "error", *source, *coded, str(path)], check=True)
    return path


def test_a_clip_is_a_poster_until_it_is_played(seen):
    page = seen.page
    page.locator(".st-key-inspector .poster").wait_for()
    expect(page.locator("video")).to_have_count(0)
    page.locator(".st-key-inspector .poster").click()
    video = page.locator(".st-key-inspector video")
    video.wait_for()
    page.wait_for_function("(v) => v.readyState >= 2 && v.videoWidth > 0", arg=video.element_handle())


def test_an_own_clip_is_in_the_film_after_three_clicks_and_plays(seen, tmp_path):
    page = seen.page
    page.get_by_role("button", name="Replace").click()
    with page.expect_file_chooser() as chosen:
        page.locator("[data-testid=stFileUploader] button").first.click()
    chosen.value.set_files(str(own_clip(tmp_path)))
    page.get_by_text("own.mp4 is in the film.").wait_for()
    expect(page.locator(TILES).nth(1)).to_contain_text("Brought by hand")
    page.locator(".st-key-inspector .poster").click()
    video = page.locator(".st-key-inspector video")
    video.wait_for()
    page.wait_for_function("(v) => v.readyState >= 2 && v.currentTime > 0.2", arg=video.element_handle())


def test_a_file_that_is_no_clip_is_refused_in_words(seen, studio_data, forked):
    page = seen.page
    page.get_by_role("button", name="Replace").click()
    broken = {"name": "broken.mp4", "mimeType": "video/mp4", "buffer": b"\0\0\0\x18ftypmp42 and nothing more"}
    page.locator("input[type=file]").set_input_files(broken)
    page.locator(".st-key-replacing [role=alert]").wait_for()
    with Studio(studio_data) as studio:
        assert studio.project(forked).overview.scenes[1].slots["clip@draft"].takes == 1


def test_a_trim_is_saved_to_the_edit_and_undone(seen, studio_data, forked):
    page = seen.page
    with Studio(studio_data) as studio:
        row = studio.project(forked).overview.scenes[1]
        head = int(row.slots["clip@draft"].take.meta["head"])
    page.get_by_text("Trim", exact=True).click()
    first = page.get_by_label("First frame used")
    first.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="As planned")).to_be_visible()
    last = page.get_by_label("Last frame used")
    expect(first).to_have_value(str(head + 5))
    last.fill(str(int(last.input_value()) - 24))  # at once: what is written in steps is undone in steps
    page.get_by_text(re.compile("the last frame is held for")).wait_for()
    with Studio(studio_data) as studio:
        edit = studio.project(forked).overview.edit.scene(row.scene.id)
    assert edit.head == head + 5
    assert edit.until is not None
    page.locator(".st-key-trimming").get_by_role("button", name="Undo").click()
    page.get_by_text(re.compile("the last frame is held for")).wait_for(state="detached")
    with Studio(studio_data) as studio:
        edit = studio.project(forked).overview.edit.scene(row.scene.id)
    assert (edit.head, edit.until) == (head + 5, None)


def test_a_keyframe_beside_the_clip_leads_to_its_own_page(seen):
    page = seen.page
    page.locator(".ends .end").first.click()
    page.get_by_role("heading", name="Scene 2, start").wait_for()
    page.wait_for_url(re.compile("/keyframes[?]"))
