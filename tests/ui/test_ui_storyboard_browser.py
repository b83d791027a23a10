"""The storyboard directed in a real browser, on forks of a finished film. What is waited for is always a condition."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import CHROMIUM, OVERHANG, PATIENCE, choose, expect, look, wait_until
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from vidpipe.film.revising import changed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]

HOSTILE = '<img src=x onerror="window.hit=1"> "\'& <script>window.hit=1</script>'
STRIP = "#strip > button"
ROWS = "#scenes > li"


class Desk:
    """The storyboard of one film on one page, and the film itself."""

    def __init__(self, browser: Any, server: str, film: Any, scene: int = 0, **how: Any) -> None:
        self.film, self.seen = film, look(browser, **how)
        self.page = self.seen.go(f"{server}/storyboard?project={film.id}&scene={self.ids[scene]}")
        self.page.wait_for_selector(STRIP)
        self.page.wait_for_selector(ROWS)

    @property
    def scenes(self) -> tuple[Any, ...]:
        return tuple(self.film.storyboard.scenes)

    @property
    def ids(self) -> list[str]:
        return [scene.id for scene in self.scenes]

    @property
    def shown(self) -> list[str]:
        """Ids in the order the strip shows."""
        found: list[str] = self.page.eval_on_selector_all(STRIP, "all => all.map(el => el.dataset.id)")
        return found

    def until(self, done: Any, what: str) -> None:
        wait_until(done, seconds=60, what=what)
        self.seen.settled()

    def rested(self) -> None:
        """Wait until the film has made what was asked for, and the page shows that it rests."""
        wait_until(lambda: self.film.overview.status.resting, seconds=PATIENCE / 1000, what="the film does not rest")
        self.page.wait_for_selector(".going", state="detached", timeout=PATIENCE)
        self.seen.settled()

    def box(self, label: str) -> Any:
        return self.page.locator(".st-key-editor").get_by_role("textbox", name=label, exact=True)

    def write(self, label: str, text: str) -> None:
        """Write in a field and leave it."""
        self.box(label).fill(text)
        self.box(label).blur()

    def more(self, row: int, verb: str) -> None:
        """One of a row's rarer acts; a menu that closed because its row was drawn again is opened again."""
        item = self.page.get_by_role("menuitem", name=verb, exact=True)

        def chosen() -> bool:
            if not item.is_visible():
                self.page.locator(ROWS).nth(row).locator("[data-do=more]").click()
            try:
                item.click(timeout=5_000)
            except PlaywrightTimeout:
                return False
            return True

        self.seen.settled()
        wait_until(chosen, seconds=60, what=f"no menu has {verb}")

    def tool(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def middle(self, where: str, place: int) -> tuple[float, float]:
        box = self.page.locator(where).nth(place).bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + min(40, box["height"] / 2)


@pytest.fixture
def film(studio_data, forked) -> Iterator[Any]:
    from vidpipe import Studio

    with Studio(studio_data) as studio:
        yield studio.project(forked)


@pytest.fixture
def desk(browser, server, film) -> Iterator[Desk]:
    """The storyboard of a fork, its second scene looked at. Nothing is loud in it, and nothing leaves the machine."""
    desk = Desk(browser, server, film, scene=1)
    yield desk
    errors, remote = desk.seen.errors, desk.seen.remote
    desk.seen.close()
    assert errors == []
    assert remote == []


def test_a_field_is_saved_as_it_is_left_and_what_it_makes_old_is_priced_kept_or_made_again(desk):
    desk.page.get_by_text(re.compile(r"A change here makes again: 2 keyframes, 1 clip.* · free")).wait_for()
    desk.write("End of scene", "A red door in the rain at night.")
    desk.until(lambda: desk.scenes[1].end_prompt == "A red door in the rain at night.", "the field was not saved")
    desk.page.get_by_role("button", name="Redo · Free").wait_for()
    expect(desk.page.locator(".head p")).to_contain_text("Saved a moment ago")
    assert desk.page.locator(STRIP).nth(1).get_attribute("class") == "stale"
    desk.page.get_by_role("button", name="Keep", exact=True).click()
    desk.page.get_by_role("button", name="Redo · Free").wait_for(state="detached")
    assert desk.page.locator(STRIP).nth(1).get_attribute("class") != "stale"
    desk.seen.settled()
    before = desk.film.keyframes[desk.ids[1]]["end"]
    desk.write("End of scene", "A green hill in the morning.")
    desk.page.get_by_role("button", name="Redo · Free").click()
    wait_until(lambda: desk.film.keyframes[desk.ids[1]]["end"] != before, seconds=200, what="it was not made again")


def test_a_scene_is_dragged_in_strip_and_rows_and_moved_by_keys_and_undo_brings_it_back(desk):
    before = desk.ids
    _dropped_by_escape(desk)
    _dragged_in_the_strip(desk)
    desk.tool("Undo")
    desk.until(lambda: desk.ids == before, "undo did not bring the order back")
    desk.until(lambda: desk.shown == before, "the strip does not follow undo")
    _dragged_by_its_picture(desk)
    desk.tool("Undo")
    desk.until(lambda: desk.ids == before, "undo did not bring the order back")
    desk.until(lambda: desk.shown == before, "the strip does not follow undo")
    _moved_by_keys(desk)


def _dropped_by_escape(desk: Desk) -> None:
    before = desk.ids
    (x, y), (to, _) = desk.middle(STRIP, 2), desk.middle(STRIP, 0)
    desk.page.mouse.move(x, y)
    desk.page.mouse.down()
    desk.page.mouse.move(to - 20, y, steps=5)
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("#strip .drop")).to_have_count(0)
    desk.page.mouse.up()
    desk.seen.settled()
    assert (desk.ids, desk.shown) == (before, before)
    assert f"scene={before[1]}" in desk.page.url, "what was given up chose another scene"


def _dragged_in_the_strip(desk: Desk) -> None:
    before = desk.ids
    (x, y), (to, _) = desk.middle(STRIP, 2), desk.middle(STRIP, 0)
    desk.page.mouse.move(x, y)
    desk.page.mouse.down()
    desk.page.mouse.move(x - 20, y)
    desk.page.mouse.move(to - 20, y, steps=5)
    expect(desk.page.locator("#strip .drop")).to_be_visible()
    desk.page.mouse.up()
    desk.until(lambda: desk.ids == [before[2], before[0], before[1]], "the drag moved nothing")
    desk.until(lambda: desk.shown == desk.ids, "the strip shows another order")
    assert f"scene={before[1]}" in desk.page.url, "the drag chose another scene"


def _dragged_by_its_picture(desk: Desk) -> None:
    before = desk.ids
    desk.page.locator(ROWS).nth(2).scroll_into_view_if_needed()
    (x, y), (_, to) = desk.middle(f"{ROWS} .still", 2), desk.middle(f"{ROWS} .still", 0)
    desk.page.mouse.move(x, y)
    desk.page.mouse.down()
    desk.page.mouse.move(x, y - 20)
    desk.page.mouse.move(x, to - 20, steps=5)
    desk.page.mouse.up()
    desk.until(lambda: desk.ids == [before[2], before[0], before[1]], "the drag moved nothing")
    desk.until(lambda: desk.shown == desk.ids, "the strip shows another order")


def _moved_by_keys(desk: Desk) -> None:
    """It keeps the focus."""
    before = desk.ids
    desk.page.locator(f"{STRIP}[aria-selected=true]").focus()
    desk.page.keyboard.press("Alt+ArrowLeft")
    desk.until(lambda: desk.ids == [before[1], before[0], before[2]], "the key moved nothing")
    desk.until(lambda: desk.shown == desk.ids, "the strip shows another order")
    held = "[...document.querySelectorAll('*')].map(el => el.shadowRoot?.activeElement?.dataset.id).find(Boolean)"
    assert desk.page.evaluate(held) == before[1]
    desk.page.keyboard.press("End")
    desk.page.wait_for_url(f"**scene={before[2]}*")
    desk.page.locator(".st-key-editor h2").get_by_text(desk.scenes[2].title, exact=True).wait_for()
    desk.seen.press("p")
    desk.page.wait_for_url(f"**scene={before[0]}*")
    desk.page.go_back()
    desk.page.wait_for_url(f"**scene={before[2]}*")


def test_a_finger_that_holds_a_scene_drags_it(browser, server, film):
    desk = Desk(browser, server, film, touch=True)
    before = desk.ids
    (x, y), (to, _) = desk.middle(STRIP, 2), desk.middle(STRIP, 0)
    hand = desk.page.context.new_cdp_session(desk.page)

    def touch(kind: str, at: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": at, "y": y}]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", x)
    desk.page.wait_for_selector("#strip .held")
    touch("touchMove", x - 40)
    touch("touchMove", to - 20)
    desk.page.wait_for_selector("#strip .drop:not([hidden])")
    touch("touchEnd", to)
    desk.until(lambda: desk.ids == [before[2], before[0], before[1]], "the finger moved nothing")
    desk.seen.close()


def test_scenes_are_inserted_split_copied_merged_and_deleted_and_all_of_it_is_undone(desk):
    before, length = desk.scenes, desk.film.storyboard.frames
    for verb, row, count in (
        ("Insert after", 0, 4),
        ("Split in two", 0, 5),
        ("Duplicate", 2, 6),
        ("Merge with next", 0, 5),
        ("Delete", 1, 4),
    ):
        desk.more(row, verb)
        desk.until(lambda count=count: len(desk.ids) == count, f"{verb} did nothing")
        desk.until(lambda: desk.shown == desk.ids, f"the strip does not follow {verb}")
        assert desk.film.storyboard.frames == length
    for _ in range(5):
        seen = desk.ids
        desk.tool("Undo")
        desk.until(lambda seen=seen: desk.ids != seen, "undo did nothing")
        desk.until(lambda: desk.shown == desk.ids, "the strip does not follow undo")
    assert desk.scenes == before


def test_a_row_locks_approves_and_opens_and_a_locked_scene_is_closed_to_the_pen_and_to_the_hand(desk):
    before = desk.ids
    desk.page.locator(ROWS).nth(1).locator("[data-do=lock]").click()
    desk.page.get_by_text("This scene is locked").wait_for()
    assert desk.box("Title").is_disabled()
    (x, y), (to, _) = desk.middle(STRIP, 1), desk.middle(STRIP, 0)
    desk.page.mouse.move(x, y)
    desk.page.mouse.down()
    desk.page.mouse.move(to - 20, y, steps=5)
    expect(desk.page.locator("#strip .drop")).to_have_count(0)
    desk.page.mouse.up()
    assert desk.ids == before
    desk.page.locator(ROWS).nth(1).locator("[data-do=lock]").click()
    desk.page.get_by_text("This scene is locked").wait_for(state="detached")
    assert desk.box("Title").is_enabled()
    desk.seen.settled()
    desk.film.change(gates=["storyboard"])  # else policy approves what is written, as soon as a worker looks
    desk.write("Action", "Something else happens.")
    approve = desk.page.locator(ROWS).nth(1).locator("[data-do=approve]")
    approve.click()
    approve.wait_for(state="hidden")
    assert desk.film.overview.scenes[1].approved
    desk.page.locator(ROWS).nth(2).locator("[data-do=edit]").click()
    desk.page.wait_for_url(f"**scene={desk.ids[2]}*")
    desk.page.locator(".st-key-editor h2").get_by_text(desk.scenes[2].title, exact=True).wait_for()
    desk.page.wait_for_function("document.querySelector('.st-key-editor').getBoundingClientRect().top >= -400")


def test_two_tabs_that_write_in_one_scene_lose_nothing(browser, server, film):
    one, other = Desk(browser, server, film, scene=1), Desk(browser, server, film, scene=1)
    one.write("Action", "Here.")
    other.write("Motion", "There.")
    one.until(lambda: (one.scenes[1].action, one.scenes[1].motion_prompt) == ("Here.", "There."), "one was lost")
    for desk in (one, other):
        desk.write("Title", f"By {desk is one}")
        desk.until(lambda desk=desk: desk.scenes[1].title == f"By {desk is one}", "the title was not saved")
        assert (desk.box("Action").input_value(), desk.box("Motion").input_value()) == ("Here.", "There.")
    for desk in (one, other):
        desk.seen.close()


def test_what_cannot_be_stored_stays_and_says_why_and_what_comes_and_goes_above_a_field_leaves_it_alone(desk):
    """A field that the browser makes anew loses what is being typed in it."""
    before = desk.scenes[1].narration
    kept = {name: desk.box(name).element_handle() for name in ("Title", "Words on screen", "Motion")}

    def made_anew() -> list[str]:
        desk.seen.settled()
        return [name for name, box in kept.items() if not box.evaluate("(el) => el.isConnected")]

    redo, refused = desk.page.get_by_role("button", name="Redo · Free"), desk.page.get_by_text("Not saved.")
    desk.write("Narration", "a" * 700)
    desk.page.get_by_text(re.compile("Not saved. The narration cannot be used")).wait_for()
    assert made_anew() == []
    expect(desk.box("Narration")).to_have_value("a" * 700)
    assert desk.scenes[1].narration == before
    desk.write("Narration", "Home.")
    desk.until(lambda: desk.scenes[1].narration == "Home.", "the field was not saved")
    refused.wait_for(state="detached")
    assert made_anew() == []
    desk.write("End of scene", "A yellow boat on a lake.")
    redo.wait_for()
    assert made_anew() == []
    redo.click()
    redo.wait_for(state="detached")
    assert made_anew() == []
    desk.rested()
    assert made_anew() == []


def test_time_camera_joints_and_the_films_length_are_set_by_their_controls_and_undone_by_key(desk):
    _undone_by_key(desk)
    _set_by_controls(desk)
    _lengthened(desk)


def _undone_by_key(desk: Desk) -> None:
    title = desk.scenes[1].title
    desk.write("Title", "Another title")
    desk.until(lambda: desk.scenes[1].title == "Another title", "the field was not saved")
    desk.seen.press("u")
    desk.until(lambda: desk.scenes[1].title == title, "U did not undo")
    desk.page.wait_for_function("(t) => document.querySelector('.st-key-editor h2').textContent === t", arg=title)
    expect(desk.box("Title")).to_have_value(title)


def _set_by_controls(desk: Desk) -> None:
    length = desk.film.storyboard.frames
    desk.page.locator(".st-key-editor").get_by_role("spinbutton", name="Seconds").fill("3.5")
    desk.page.keyboard.press("Tab")
    desk.until(lambda: desk.scenes[1].frames == 84, "the time was not saved")
    assert desk.film.storyboard.frames == length
    for label, option, done in (
        ("Camera", "Tilt up", lambda: desk.scenes[1].camera.move.value == "tilt up"),
        (
            "Enters with",
            "Dip to black, 0.5 s",
            lambda: {name: one.frames for name, one in desk.film.overview.edit.joints.items()} == {desk.ids[1]: 12},
        ),
    ):
        choose(desk.page, label, option, inside=desk.page.locator(".st-key-editor"))
        desk.until(done, f"{label} was not saved")


def _lengthened(desk: Desk) -> None:
    """The film, openly, and every scene with it."""
    desk.write("Title", "A change before the length is looked at")
    desk.until(lambda: desk.scenes[1].title.startswith("A change"), "the field was not saved")
    desk.page.get_by_text("Length", exact=True).first.click()
    seconds = desk.page.get_by_role("spinbutton", name="Seconds of the whole film")
    expect(seconds).to_have_value("9")
    seconds.fill("12")
    seconds.press("Enter")
    desk.until(lambda: desk.film.storyboard.frames == 288, "the length was not saved")
    desk.page.locator(".head p").get_by_text("3 scenes, 0:12 of 0:12").wait_for()
    assert desk.film.settings.frames == 288


def test_scenes_appear_as_soon_as_they_are_written(browser, server, studio_data):
    from vidpipe import Studio

    with Studio(studio_data) as studio:
        film = studio.create("A paper boat crosses a puddle", duration=6, quality="draft", until="storyboard")
        seen = look(browser)
        page = seen.go(f"{server}/storyboard?project={film.id}")
        page.wait_for_selector(".st-key-no-storyboard, #scenes > li")
        film.start("storyboard")
        page.wait_for_selector(ROWS, timeout=PATIENCE)
        page.wait_for_selector(".st-key-editor textarea")
        expect(page.locator(".st-key-no-storyboard")).to_have_count(0)
        seen.close()


def test_what_is_being_typed_outlives_the_making_of_the_film(desk):
    desk.write("End of scene", "A blue gate in the morning sun.")
    desk.page.get_by_role("button", name="Redo · Free").click()
    desk.box("Title").fill("Half a title")
    desk.page.get_by_role("button", name="Redo · Free").wait_for(state="detached")
    desk.rested()
    expect(desk.box("Title")).to_have_value("Half a title")
    assert desk.scenes[1].title != "Half a title"
    desk.box("Title").blur()
    desk.until(lambda: desk.scenes[1].title == "Half a title", "what was typed was not saved")


@pytest.fixture(scope="module")
def hostile(studio_data, finished) -> Iterator[Any]:
    """A film with markup in every field."""
    from vidpipe import Studio
    from vidpipe.film.brief import CastMember
    from vidpipe.film.revising import recast, restyled

    names = ("title", "beat", "action", "start_prompt", "end_prompt", "motion_prompt", "narration", "words")

    def change(board: Any) -> Any:
        for scene in board.scenes:
            board = changed(board, scene.id, **dict.fromkeys(names, HOSTILE), card="title", cast=(HOSTILE,))
        board = recast(board, [CastMember(name=HOSTILE, role=HOSTILE, look=HOSTILE)])
        return restyled(board, look=HOSTILE, words=(HOSTILE,), mood=HOSTILE)

    with Studio(studio_data) as studio:
        film = studio.project(finished).fork()
        film.revise(change)
        yield film


def test_words_in_every_field_run_nothing_and_widen_nothing_and_the_controls_are_named(browser, server, hostile):
    desk = Desk(browser, server, hostile, scene=1)
    desk.page.get_by_text("<img src=x", exact=False).first.wait_for()
    unnamed = desk.page.evaluate(
        """[...document.querySelectorAll('.st-key-editor :is(input, textarea, button), .st-key-beside button')]
        .filter((el) => el.checkVisibility() && !el.closest('template') && !(el.ariaLabel || el.textContent.trim()
            || el.labels?.length || el.getAttribute('aria-labelledby') || el.title)).map((el) => el.outerHTML)"""
    )
    assert unnamed == []
    desk.page.get_by_role("button", name="Edit", exact=True).first.click()
    desk.page.locator(".st-key-who-open-0").get_by_role("button").click()
    desk.page.get_by_role("textbox", name="Look").last.wait_for()
    desk.seen.settled()
    assert desk.page.evaluate("window.hit") is None
    assert wider(desk) == {}
    assert desk.seen.errors == []
    assert desk.seen.remote == []
    desk.seen.close()


def wider(desk: Desk) -> dict[int, Any]:
    """The widths of the window at which the page is wider than it, and by how much."""
    found = {}
    for width in (400, 1280, 1920):
        desk.page.set_viewport_size({"width": width, "height": 900})
        found[width] = desk.page.evaluate(OVERHANG)
    return {width: over for width, over in found.items() if over != [0, 0]}
