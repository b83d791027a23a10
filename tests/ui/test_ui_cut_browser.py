"""The cut page in a real browser: watch, follow, join, assemble again, save; a server that ends in the middle."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import CHROMIUM, GAP, PATIENCE, Visit, expect, look, serving

from vidpipe import Studio
from vidpipe.film.revising import changed
from vidpipe.film.storyboard import Joint, Transition

sync_api = pytest.importorskip("playwright.sync_api")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]

HOSTILE = "<img src=x onerror=window.hit=1>\"'&<script>window.hit=1</script>"


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """A visitor who, at the end, has seen no error and asked nobody outside."""
    seen = look(browser)
    yield seen
    assert seen.errors == []
    assert seen.remote == []
    seen.close()


def video(page: Any) -> Any:
    return page.locator("#player video")


def wait_video(page: Any, holds: str) -> None:
    """Until something holds of the video `v`; it lives in the shadow of its component."""
    page.wait_for_selector("#player video")
    page.wait_for_function(f"(v) => {holds}", arg=video(page).element_handle(), timeout=PATIENCE, polling=GAP)


def head_at(page: Any) -> float:
    """Where the playhead is, in per cent of the film."""
    return float(page.locator("#lanes .head").evaluate("(mark) => parseFloat(mark.style.left) || 0"))


def open_cut(visit: Visit, server: str, film: str, more: str = "") -> Any:
    page = visit.go(f"{server}/cut?project={film}{more}")
    page.wait_for_selector("#lanes .scene")
    return page


def test_the_film_plays_by_a_click_and_the_playhead_follows(visit, server, finished):
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url) if ".mp4" in request.url else None)
    page = open_cut(visit, server, finished)
    assert asked == []
    page.locator("#player .poster").click()
    wait_video(page, "v.currentTime > 0.5 && v.videoWidth > 0")
    page.wait_for_function(
        "(mark) => parseFloat(mark.style.left) > 5", arg=page.locator("#lanes .head").element_handle()
    )
    page.get_by_role("button", name="Pause").click()
    at, whole = video(page).evaluate("(v) => [v.currentTime, v.duration]")
    assert head_at(page) == pytest.approx(100 * at / whole, abs=2)


def test_the_space_bar_plays_and_pauses_and_a_click_in_the_lanes_goes_there(visit, server, finished):
    page = open_cut(visit, server, finished)
    page.keyboard.press("Space")
    wait_video(page, "!v.paused && v.currentTime > 0.2")
    page.keyboard.press("Space")
    wait_video(page, "v.paused")
    track = page.locator("#lanes .music")
    box = track.bounding_box()
    track.click(position={"x": box["width"] * 0.5, "y": 10})
    wait_video(page, "Math.abs(v.currentTime - v.duration / 2) < 0.4")
    assert video(page).evaluate("(v) => v.paused")
    assert head_at(page) == pytest.approx(50, abs=3)


def test_a_changed_joint_is_previewed_by_itself_and_full_one_click_later_in_the_same_place(visit, server, forked):
    page = open_cut(visit, server, forked)
    page.locator("#lanes .joint").nth(1).click()
    visit.settled()
    page.locator(".st-key-joint").get_by_text("Dip to black", exact=True).click()
    page.wait_for_selector(".st-key-cut-changed >> text=transitions changed")
    cut = page.locator(".st-key-aside a.save").first.get_attribute("href")
    page.wait_for_selector("#player .note >> text=Preview · Assemble again", timeout=PATIENCE)
    page.locator("#player .poster").click()
    wait_video(page, "v.currentTime > 0.2")
    page.get_by_role("button", name="Pause").click()
    name, at = video(page).evaluate("(v) => [v.ariaLabel, v.currentTime]")
    assert name.endswith(", preview")
    expect(page.locator(".st-key-aside a.save").first).to_have_attribute("href", cut)
    page.get_by_role("button", name="Assemble again · Free").click()
    page.wait_for_selector("#player .note >> text=/^$/", state="attached", timeout=PATIENCE)
    sync_api.expect(video(page)).to_have_attribute("aria-label", name.replace(", preview", ", cut"))
    expect(page.locator(".st-key-aside a.save").first).not_to_have_attribute("href", cut)
    assert video(page).evaluate("(v) => v.currentTime") == pytest.approx(at, abs=0.3)
    page.get_by_role("button", name="Play", exact=True).click()
    wait_video(page, f"v.currentTime > {at} + 0.2 && v.videoWidth > 0")
    expect(page.locator(".st-key-cut-changed")).to_have_count(0)


def test_undo_brings_the_old_joint_back_and_title_and_end_card_can_be_left_out(visit, server, forked, studio_data):
    page = open_cut(visit, server, forked)
    page.locator(".st-key-joint").get_by_text("Dissolve", exact=True).click()
    page.wait_for_selector("#lanes .joint.crossfade[aria-pressed=true]")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector("#lanes .joint.cut[aria-pressed=true]:not(.crossfade)")
    expect(page.locator(".st-key-cut-changed")).to_have_count(0)
    visit.settled()
    page.locator(".st-key-edit-titles label").click()
    page.wait_for_selector(".st-key-cut-changed >> text=words changed")
    with Studio(studio_data) as studio:
        assert studio.project(forked).overview.edit.titles is False


def test_what_was_measured_is_said_keys_walk_the_joints_and_the_film_is_saved_under_its_name(
    visit, server, finished, studio_data, tmp_path
):
    page = open_cut(visit, server, finished)
    _measured(page)
    _walked(visit, page)
    with Studio(studio_data) as studio:
        title = studio.project(finished).title
    link = page.locator(".st-key-aside a.save").first
    assert link.inner_text().startswith("Film, ")
    assert link.inner_text().endswith("MB")
    with page.expect_download() as saved:
        link.click()
    name = saved.value.suggested_filename
    assert name == "-".join(title.lower().split()) + ".mp4"
    saved.value.save_as(tmp_path / name)
    assert (tmp_path / name).read_bytes()[4:8] == b"ftyp"


def _measured(page: Any) -> None:
    rows = page.locator(".checks li")
    said = {row.split("\n")[1]: row.split("\n")[0] for row in rows.all_inner_texts()}
    assert {name: said[name] for name in ("Length", "Picture", "Loudness", "Peak")} == dict.fromkeys(
        ("Length", "Picture", "Loudness", "Peak"), "✓"
    )
    assert rows.first.locator("i").get_attribute("aria-label") == "passed"


def _walked(visit: Visit, page: Any) -> None:
    page.locator("#lanes .joint").nth(1).click()
    page.wait_for_selector(".st-key-joint-walk >> text=Joint of scenes 1 and 2")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(".st-key-joint-walk >> text=Joint of scenes 2 and 3")
    visit.settled()
    assert page.evaluate("location.search").count("scene=") == 1
    page.keyboard.press("Home")
    page.wait_for_selector(".st-key-joint-walk >> text=The film's beginning")


@pytest.mark.parametrize("page_name", ["cut", "sound"])
def test_hostile_words_run_nothing(visit, server, forked, studio_data, page_name):
    with Studio(studio_data) as studio:
        film = studio.project(forked)
        first = film.storyboard.scenes[0].id
        film.revise(lambda board: changed(board, first, narration=HOSTILE, title=HOSTILE[:160]))
        film.rename(HOSTILE[:150])
    page = visit.go(f"{server}/{page_name}?project={forked}")
    page.wait_for_selector("#lanes .scene")
    expect(page.locator("#lanes .voice")).to_contain_text(HOSTILE)
    assert page.evaluate("window.hit") is None
    expect(page.locator("img[src='x']")).to_have_count(0)


def test_a_server_that_ends_in_the_middle_of_assembling_loses_nothing(browser, finished, studio_data, tmp_path):
    data = tmp_path / "workspace"
    shutil.copytree(studio_data, data, ignore=shutil.ignore_patterns("locks", "tmp"))
    with Studio(data) as studio:
        film = studio.project(finished)
        second = film.storyboard.scenes[1].id
        dip = Transition(kind=Joint.DIP_BLACK, frames=18)
        film.recut(lambda edit: edit.with_joint(second, dip))
        before = film.overview.slots["cut/16x9/en/draft"].take.digest
    with serving(data, leave=True) as server:
        seen = look(browser)
        page = open_cut(seen, server, finished)
        page.get_by_role("button", name="Assemble again · Free").click()
        page.wait_for_selector("#player .note >> text=/A new version|[Pp]review/")
        seen.close()
    with serving(data) as server:
        seen = look(browser)
        page = open_cut(seen, server, finished)
        page.wait_for_selector("#player .note >> text=/^$/", state="attached", timeout=PATIENCE)
        page.locator("#player .poster").click()
        wait_video(page, "v.currentTime > 0.2 && v.videoWidth > 0")
        assert before not in video(page).evaluate("(v) => v.src")
        expect(page.locator("#lanes .joint.dip")).to_have_count(1)
        assert seen.errors == []
        seen.close()
