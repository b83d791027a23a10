"""Films from one table, in a browser: the price first, then made by the worker and compared side by side.

Four of them: what eight share and what differs in them, tests/lab/test_batch.py says.
"""

from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, OVERHANG, PATIENCE, SETTLED, look
from playwright.sync_api import expect

from vidpipe import Studio
from vidpipe.engine.overview import Status
from vidpipe.film.storyboard import Scene, Storyboard

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]
BOARD = Storyboard(
    scenes=(
        Scene(id="one1", frames=36, start_prompt="A tap drips", narration="It drips", words="Drips", card="title"),
        Scene(id="two2", frames=36, start_prompt="A dry sink", narration="It is dry", words="The end", card="end"),
    )
)


def test_a_table_becomes_finished_films_and_only_what_differs_is_made(
    browser: Any, server: str, studio_data: Path
) -> None:
    """Two hooks, a call to action and two shapes, really made by the worker, and compared on the page."""
    with Studio(studio_data) as studio:
        asked = {"quality": "draft", "title": "Leaks", "language": "en", "narration": False, "music": False}
        base = studio.create("A plumber's film", storyboard=BOARD, **asked)
        base.stop()  # a studio's worker takes up every film that is to run
        name = base.id
        plan = studio.lab.batch(base, hooks=["Fix it", "Dry again"], calls=["Call"], aspects=["16:9", "9:16"])
        price = studio.lab.price_batch(plan)
    seen = look(browser)
    page = seen.go(f"{server}/batch?project={name}")
    calls = page.get_by_role("textbox", name="Calls to action, one a line")
    calls.fill("Call")
    calls.blur()
    expect(page.get_by_role("button", name="Make 1 film · Free")).to_be_visible()
    seen.settled()
    hooks = page.get_by_role("textbox", name="Hooks, one a line")
    hooks.fill("Fix it\nDry again")
    hooks.blur()
    expect(page.get_by_role("button", name="Make 2 films · Free")).to_be_visible()
    seen.settled()
    for shape, number in (("16:9", 2), ("9:16", 4)):
        page.get_by_role("button", name=shape, exact=True).click()
        expect(page.get_by_role("button", name=f"Make {number} films · Free")).to_be_enabled()
        page.wait_for_function(SETTLED)
    page.get_by_role("button", name="Make 4 films · Free").click()
    expect(page.get_by_text("Finished", exact=True)).to_have_count(4, timeout=PATIENCE)
    expect(page.locator("video")).to_have_count(4)
    assert "set=" in page.url
    assert page.evaluate(OVERHANG) == [0, 0]
    page.reload()
    expect(page.locator("video")).to_have_count(4)
    page.set_viewport_size({"width": 400, "height": 900})
    page.wait_for_function(SETTLED)
    assert page.evaluate(OVERHANG) == [0, 0]
    assert seen.errors == []
    seen.close()
    with Studio(studio_data) as studio:
        (batch,) = studio.lab.batches()
        view = studio.lab.open_batch(batch.id).view
        assert [one.status for one in view.films] == [Status.COMPLETE] * 4
        assert view.calls - view.cached == price.calls
        assert len({one.cut for one in view.films}) == 4
        assert studio.lab.price_batch(plan).calls == 0
