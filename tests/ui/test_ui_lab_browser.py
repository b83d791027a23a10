"""The lab in a real browser: a grid of a free and a paid model, a restart in the middle, blind stars, into scene 2."""

import os
import re
import signal

import pytest
from browsing import CHROMIUM, OVERHANG, PATIENCE, expect, look, serving, wait_until

from fakes import far as far_side
from fakes.replicate import Replicate
from fakes.trial import KEYS
from vidpipe import Studio

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]
HOSTILE = '<img src=x onerror="window.hit=1">'
PROMPTS = ("A red boat, {light}", "A lighthouse, {light}", f"A kite {HOSTILE}, {{light}}")
PAID = "FLUX.2 Pro"
TILES = "#bands .tile"
MADE = f"{TILES}:not(.none)"
BOARD = [
    {"title": f"Scene {n}", "start_prompt": "A pier", "end_prompt": "A boat", "motion_prompt": "It rocks", "frames": 96}
    for n in (1, 2, 3)
]


@pytest.fixture(scope="module")
def far():
    """Where the paid model is asked; it takes a moment for each picture, so that there is a middle."""
    with far_side.serving(Replicate(), seconds={"image": 6.0}) as side:
        yield side


@pytest.fixture
def place(tmp_path, far, monkeypatch):
    """A workspace with a film of three scenes that were not made, and a key for the paid model."""
    monkeypatch.setenv("REPLICATE_API_TOKEN", KEYS["REPLICATE_API_TOKEN"])
    monkeypatch.setenv("VIDPIPE_REPLICATE_URL", far.address)
    data = tmp_path / "lab"
    with Studio(data) as studio:
        local = {caps.role: caps.id for caps in studio.models() if caps.provider == "local"}
        film = studio.create("A boat", storyboard=BOARD, models=local, narration=False, music=False)
        yield data, film.id


def _begun(visitor, far) -> bool:
    """A result is there, and the paid model was asked."""
    return bool(visitor.page.locator(MADE).count() and far.submits(role="image"))


def end_worker(data) -> None:
    """The worker goes; jobs that its provider works on go on there."""
    with Studio(data) as studio:
        holder = studio.worker()
        assert holder is not None
        os.kill(holder.pid, signal.SIGTERM)


def prompt(visitor, number: int):
    return visitor.page.get_by_label(f"Prompt {number}" if number > 1 else re.compile("^Prompt( 1)?$"), exact=True)


def write(visitor, number: int) -> None:
    """In a page that rests, until it rests again."""
    visitor.settled()
    field = prompt(visitor, number)
    field.fill(PROMPTS[number - 1])
    field.press("Control+Enter")
    expect(field).to_have_value(PROMPTS[number - 1])
    visitor.settled()


def compose(visitor) -> None:
    """Three prompts, two models, two seeds. Another wording lays all fields anew, by what the studio has heard: what
    it has not is written again."""
    page = visitor.page
    write(visitor, 1)
    for number in (2, 3):
        page.get_by_role("button", name="Another wording").click()
        expect(prompt(visitor, number)).not_to_have_value("")
        visitor.settled()
        for each in range(1, number + 1):
            if prompt(visitor, each).input_value() != PROMPTS[each - 1]:
                write(visitor, each)
    page.get_by_label("light", exact=True).fill("at dawn")
    page.get_by_label("light", exact=True).press("Enter")
    page.get_by_role("button", name=PAID, exact=True).click()
    seeds = page.get_by_role("spinbutton", name="Seeds")
    seeds.fill("2")
    seeds.press("Enter")


def test_a_grid_survives_a_restart_is_rated_blind_and_its_winner_becomes_scene_twos_keyframe(browser, far, place):
    data, film = place
    visitor = look(browser)
    with serving(data, afresh=True) as address:
        visitor.go(f"{address}/lab?project={film}")
        compose(visitor)
        run = visitor.page.get_by_role("button", name=re.compile("^Run 12 · price unknown"))
        expect(run).to_be_enabled()
        run.click()
        visitor.page.get_by_role("dialog").get_by_role("button", name=re.compile("^Run 12")).click()
        visitor.page.wait_for_url("**grid=*")
        expect(visitor.page.locator(TILES)).to_have_count(12)
        wait_until(lambda: _begun(visitor, far), seconds=PATIENCE / 1000, what="nothing was made")
        where = visitor.page.url.removeprefix(address)
        visitor.page.goto("about:blank")
        end_worker(data)
    with Studio(data) as studio:
        (kept,) = studio.lab.history()
        assert 1 <= studio.lab.open(kept.id).view.done < 12, "the restart came in the middle"
    with serving(data, afresh=True) as address:
        page = visitor.go(address + where)
        expect(page.locator(MADE)).to_have_count(12, timeout=PATIENCE)
        expect(page.locator(".st-key-going")).to_have_count(0, timeout=PATIENCE)
        blind(visitor)
        winner = into_scene_two(visitor)
        assert page.evaluate("window.hit") is None, "the prompt is text"
    assert far.doubled() == {}
    assert len(far.submits(role="image")) == 6
    with Studio(data) as studio:
        seen = studio.lab.open(kept.id).view
        take = studio.project(film).overview.scenes[1].slots["keyframe/start"].take
        assert take is not None
        assert take.meta["lab"]["cell"] == winner
        assert seen.cell(winner).rating.stars == 5
        assert {cell.prompt for cell in seen.cells} == {text.replace("{light}", "at dawn") for text in PROMPTS}
        assert {cell.model.partition("/")[0] for cell in seen.cells} == {"local", "replicate"}
        assert sorted(each.rating.stars for each in seen.cells if each.rating.stars) == [2, 3, 5]
    assert [error for error in visitor.errors if "WebSocket" not in error and "ERR_CONNECTION" not in error] == []
    assert visitor.remote == []
    visitor.close()


def blind(visitor) -> None:
    """Three quick ratings without names; each arrives."""
    page = visitor.page
    page.get_by_role("radio", name="Blind").click()
    expect(page.get_by_text("0 of 12 results rated")).to_be_visible()
    expect(page.get_by_text(PAID)).to_have_count(0)
    for place, stars in ((0, 3), (1, 5), (2, 2)):
        page.locator(".tile .stars").nth(place).focus()
        page.keyboard.press(str(stars))
    expect(page.get_by_text("3 of 12 results rated")).to_be_visible()


def into_scene_two(visitor) -> str:
    """Two clicks from the winner to the film; the cell that was used."""
    page = visitor.page
    page.get_by_role("radio", name="Grid").click()
    best = page.locator(".tile.best")
    expect(best).to_have_count(1)
    best.get_by_role("button", name=re.compile("^Use .* in a scene$")).click()
    page.get_by_role("button", name=re.compile("^Start of 2 ")).click()
    expect(page.get_by_text(re.compile("Scene 2, start of .* is from this grid now"))).to_be_visible()
    return str(best.get_attribute("data-id"))


def test_a_note_is_kept_and_the_page_never_scrolls_sideways(browser, tmp_path):
    data = tmp_path / "lab"
    with Studio(data) as studio:
        run = studio.lab.create(studio.lab.grid(["Write about a boat", "Write about a kite"], role="text", seeds=3))
        run.run()
        with serving(data, afresh=True) as address:
            visitor = look(browser)
            page = visitor.go(f"{address}/lab?grid={run.id}")
            for width in (400, 768, 1280, 1920):
                page.set_viewport_size({"width": width, "height": 900})
                expect(page.locator(MADE)).to_have_count(6)
                assert page.evaluate(OVERHANG) == [0, 0], width
            page.locator(".open").first.click()
            dialog = page.get_by_role("dialog")
            expect(dialog.get_by_text("local/director-3").first).to_be_visible()
            dialog.get_by_label("Note").fill("the calm one")
            page.keyboard.press("Tab")
            wait_until(lambda: run.view.cells[0].rating.note == "the calm one", seconds=30, what="it is lost")
            assert visitor.errors == []
            visitor.close()
