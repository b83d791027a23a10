"""The studio in a real browser: a film from the first click to the finished cut, and the frame that every page has.

One server and one finished film serve most tests; the first visit has a server and an empty workspace of its own. What
is waited for is always a condition, never a time.
"""

import re
from typing import Any

import pytest
from browsing import CHROMIUM, PATIENCE, expect, free_port, look, serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]

IDEA = 'A cat <img src=x onerror="window.hit=1"> explores Tokyo at night <script>window.hit=1</script> "\'&'
RAIL = ["Projects", "Prompt Lab", "Sets", "Library", "Activity", "Settings"]
POSTER = ".st-key-body .poster"
PLAYS = "(v) => v.readyState >= 2 && v.videoWidth > 0"


SHORT = "from vidpipe.ui.composer import SAMPLE; SAMPLE |= {'duration': 4, 'quality': 'draft'}"
"""The sample film is seen to be made in a third of its time; what it is, tests/ui/test_ui_projects.py says."""


class Clicks:
    """Clicks on a page, counted."""

    def __init__(self, page: Any) -> None:
        self.page, self.number = page, 0

    def button(self, name: str | re.Pattern[str]) -> None:
        self.number += 1
        self.page.get_by_role("button", name=name).first.click()

    def on(self, where: str) -> None:
        self.number += 1
        self.page.locator(where).first.click()


# ------------------------------------------------------------ the first visit


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> dict[str, Any]:
    """An empty workspace: a deep link as the very first request, one click, a restart in the middle, and a film."""
    data, port = tmp_path_factory.mktemp("first") / "workspace", free_port()
    found: dict[str, Any] = {}
    with serving(data, port=port, leave=True, before=SHORT) as server:
        seen = look(browser)
        page = seen.go(f"{server}/storyboard?project=nothere")
        page.wait_for_selector(".brand")
        found["lost"] = page.inner_text(".void")
        found["title"] = page.title()
        found["family"] = page.evaluate("getComputedStyle(document.querySelector('.void h2')).fontFamily")
        found["links"] = page.locator("[data-testid=stPageLink-NavLink]").all_inner_texts()
        page.get_by_role("button", name="All projects").click()
        page.wait_for_selector(".sample")
        clicks = Clicks(page)
        clicks.button("Make the sample film · Free")
        page.wait_for_url("**/cut?project=*")
        page.wait_for_selector(".going [role=progressbar]")
        found["alerts"] = page.locator("[role=alert]").all_inner_texts()
        found["errors"] = list(seen.errors)
        before = page.url
    with serving(data, port=port):
        page.wait_for_selector("[class*=step-approved-cut]", timeout=PATIENCE)
        found["same"] = page.url == before
        page.wait_for_selector(POSTER, timeout=PATIENCE)
        clicks.on(POSTER)
        video = page.locator("video").first
        video.wait_for()
        page.wait_for_function(PLAYS, arg=video.element_handle())
        found["clicks"], found["remote"] = clicks.number, seen.remote
        page.goto(f"{server}/settings")
        page.wait_for_selector(".open-film")
        found["rail"] = page.inner_text(".open-film b")
        seen.close()
    return found


def test_a_deep_link_as_the_very_first_request_comes_through_the_door(first):
    assert "This film is not here." in first["lost"]
    assert first["title"] == "Storyboard · vidpipe"
    assert "Archivo" in first["family"]
    assert [link.splitlines()[-1] for link in first["links"]] == RAIL


def test_the_first_film_plays_after_two_clicks(first):
    assert first["clicks"] == 2


def test_a_restart_of_the_server_in_the_middle_lost_nothing(first):
    assert first["same"]


def test_the_first_film_began_without_a_complaint(first):
    assert first["alerts"] == []
    assert first["errors"] == []
    assert first["remote"] == []


def test_the_rail_offers_the_film_that_was_open_last_to_a_fresh_page(first):
    assert first["rail"] == "The Paper Boat"


# ------------------------------------------------------------ addresses


def title(page: Any, name: str) -> None:
    page.wait_for_function("(name) => document.title.startsWith(name)", arg=name)


def test_back_and_forward_walk_through_pages_and_titles_icon_and_rail_follow(server, browser, finished):
    seen = look(browser)
    page = seen.go(f"{server}/storyboard?project={finished}")
    title(page, "Storyboard · ")
    page.wait_for_function("document.querySelector('link[rel~=icon]').href.includes('/app/static/look/icon.png')")
    page.locator(".st-key-film-steps").get_by_role("link", name="Keyframes").click()
    title(page, "Keyframes · ")
    expect(page.locator(".st-key-film-steps [class*='-here']")).to_contain_text("Keyframes")
    page.locator(".st-key-film-steps").get_by_role("link", name="Cut").click()
    title(page, "Cut · ")
    page.go_back()
    title(page, "Keyframes · ")
    page.wait_for_function("document.querySelector('.head h1')?.textContent === 'Keyframes'")
    page.go_back()
    title(page, "Storyboard · ")
    page.go_forward()
    title(page, "Keyframes · ")
    assert f"project={finished}" in page.url
    assert seen.errors == []
    seen.close()


# ------------------------------------------------------------ keyboard, tabs, width


def test_letters_do_nothing_while_somebody_writes_or_a_dialog_is_open(server, browser):
    seen = look(browser)
    page = seen.go(server)
    page.get_by_label("What is the film about?").press_sequentially("Who? A cat")
    expect(page.locator("[role=dialog]")).to_have_count(0)
    page.locator(".head h1").click()
    seen.press("?")
    page.wait_for_selector("[role=dialog] .keys-list")
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    page.wait_for_selector("[role=dialog]", state="detached")
    seen.close()


def test_a_letter_walks_through_the_scenes(server, browser, finished):
    seen = look(browser)
    page = seen.go(f"{server}/storyboard?project={finished}")
    page.locator(".head h1").click()
    seen.press("n")
    page.wait_for_url("**scene=*")
    seen.close()


def test_two_tabs_show_the_same_and_what_one_begins_the_other_sees(server, browser, forked, studio_data):
    from vidpipe import Studio

    with Studio(studio_data) as studio:
        studio.project(forked).change(style="Ink on rough paper")
    one, two = look(browser), look(browser)
    left, right = one.go(f"{server}/cut?project={forked}"), two.go(f"{server}/storyboard?project={forked}")
    for page in (left, right):
        page.locator(".st-key-gate-go button", has_text="Redo").wait_for()
    left.locator(".st-key-gate-go button").click()
    left.wait_for_selector(".going")
    right.wait_for_selector(".going")  # nobody touched this tab
    assert one.errors == []
    assert two.errors == []
    one.close()
    two.close()


def test_a_link_in_the_rail_closes_it_on_a_telephone(server, browser, finished):
    seen = look(browser, width=400, height=860)
    page = seen.go(f"{server}/cut?project={finished}")
    page.locator("[data-testid=stExpandSidebarButton]").click()
    page.locator(".st-key-film-steps").get_by_role("link", name="Keyframes").click()
    title(page, "Keyframes · ")
    page.locator("[data-testid=stExpandSidebarButton]").wait_for()
    seen.close()


LURE = "![x](http://evil.example/x.png) [y](http://evil.example) http://evil.example <b>z</b> :material/home: `c`"


def test_a_title_with_pictures_and_links_in_it_is_only_text(server, browser, forked, studio_data):
    from vidpipe import Studio

    with Studio(studio_data) as studio:
        studio.project(forked).rename(LURE)
    seen = look(browser)
    page = seen.go(server)
    page.locator(".card h3", has_text="evil.example").first.wait_for()
    page.get_by_role("button", name=f"Open {LURE}", exact=True).click()
    page.wait_for_url("**/cut?*")
    seen.settled()
    expect(page.locator("a[href*='//evil'], img[src*='//evil']")).to_have_count(0)
    assert seen.remote == []
    seen.close()
