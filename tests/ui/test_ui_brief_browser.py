"""A film from a talk of four turns, with no key, by the Brief page in a browser."""

from typing import Any

import pytest
from browsing import CHROMIUM, OVERHANG, PATIENCE, Visit, look
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]


@pytest.fixture
def visit(browser: Any, server: str) -> Any:
    seen = look(browser)
    seen.go(server)
    yield seen
    seen.close()


def say(visit: Visit, text: str) -> None:
    field = visit.page.get_by_test_id("stChatInputTextArea")
    field.fill(text)
    field.press("Enter")


def test_a_talk_of_four_turns_becomes_a_storyboard(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("link", name="Talk it through instead").click()
    expect(page.get_by_text("What is the film about?").first).to_be_visible()
    say(visit, "An ad for Halo, a steel bottle <b>for all</b>")
    expect(page.get_by_text("Who should it speak to?").first).to_be_visible()  # while it is written, also as it comes
    visit.settled()
    expect(page.get_by_label("What it is about")).to_have_value("Halo, a steel bottle <b>for all</b>")
    say(visit, "cyclists")
    expect(page.get_by_text("What should stay with them?").first).to_be_visible()
    expect(page.get_by_text("40 % complete").first).to_be_visible()
    visit.settled()
    page.get_by_label("For whom").fill("people who cycle")
    page.get_by_label("For whom").press("Enter")
    expect(page.get_by_text("Written here").first).to_be_visible()
    visit.settled()
    say(visit, "it keeps water cold, it fits every bike")
    expect(page.get_by_text("How should it feel").first).to_be_visible()
    visit.settled()
    assert page.evaluate(OVERHANG) == [0, 0]
    say(visit, "just make it")
    page.wait_for_url("**/storyboard**")
    expect(page.locator("#scenes li").nth(2)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("people who cycle").first).to_be_visible()
    expect(page.get_by_role("link", name="Storyboard waits for you")).to_be_visible()
