"""The Keyframes page in a real browser over a real film: takes, comparing, an own picture in three clicks, keys."""

import json
import os
import re
import urllib.request
from io import BytesIO

import pytest
from browsing import CHROMIUM, PATIENCE, ROOT, SETTLED, expect, look, serving, wait_until
from PIL import Image

import vidpipe.providers
from vidpipe import Studio
from vidpipe.film.revising import changed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]
HOSTILE = '<img src=x onerror="window.hit=1"> "\'& <script>window.hit=1</script>'
TILES = ".st-key-wall .tile"
TAKES = ".st-key-inspector .tray .tile"


@pytest.fixture
def seen(browser, server, forked):
    """The page of a fork of the finished film, with its second scene's start chosen by a click."""
    visitor = look(browser)
    visitor.go(f"{server}/keyframes?project={forked}")
    visitor.page.locator(TILES).nth(2).click()
    visitor.page.get_by_role("heading", name="Scene 2, start").wait_for()
    yield visitor
    assert visitor.errors == []
    assert visitor.remote == []
    visitor.close()


def picture(colour=(200, 30, 30), size=(800, 800)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def takes(visitor, count: int) -> None:
    """Wait until the tray holds so many takes and the page rests."""
    page = visitor.page
    expect(page.locator(TAKES)).to_have_count(count, timeout=PATIENCE)
    page.wait_for_selector(".going", state="detached", timeout=PATIENCE)
    visitor.settled()


def another(visitor, number: int) -> None:
    page = visitor.page
    page.get_by_role("radio", name=str(number), exact=True).click()
    page.get_by_role("button", name=re.compile(f"^{number} more takes · ")).click()


def test_a_click_arrow_keys_and_letters_choose_and_stand_in_the_address_and_letters_in_a_field_do_not(seen):
    page = seen.page
    page.wait_for_url("**slot=scene*keyframe*start*")
    expect(page.locator(f"{TILES}[aria-selected=true]")).to_have_count(1)
    page.locator(TILES).nth(2).focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("heading", name="Scene 2, end").wait_for()
    page.keyboard.press("ArrowDown")
    page.get_by_role("heading", name="Scene 3, end").wait_for()
    assert page.evaluate("document.activeElement.shadowRoot?.activeElement?.dataset.id || ''").endswith("/end")
    page.wait_for_url("**slot=scene*keyframe*end*")
    page.go_back()
    page.get_by_role("heading", name="Scene 2, end").wait_for()
    seen.settled()
    seen.press("n")
    page.get_by_role("heading", name="Scene 3, start").wait_for()
    seen.settled()
    seen.press("p")
    page.get_by_role("heading", name="Scene 2, end").wait_for()
    seen.settled()
    seen.press("p")
    page.get_by_role("heading", name="Scene 2, start").wait_for()
    page.get_by_label("Change it with words").fill("no panic at noon")
    page.get_by_label("Change it with words").press("n")
    seen.settled()
    expect(page.get_by_role("heading", name="Scene 2, start")).to_be_visible()


def test_two_more_takes_are_compared_picked_rejected_and_undone(seen, studio_data, forked):
    page = seen.page
    another(seen, 2)
    takes(seen, 3)
    expect(page.locator(f"{TAKES}.got")).to_have_count(1)
    page.locator(TAKES).nth(0).click()
    edge = page.locator(".st-key-inspector #edge")
    edge.wait_for()
    before = edge.bounding_box()["x"]
    page.get_by_label(re.compile("^Divider between Take 1 and Take 3, picked")).press("ArrowRight")
    page.get_by_label(re.compile("^Divider between")).fill("80")
    page.wait_for_function("(edge) => edge.getBoundingClientRect().x > 0", arg=edge.element_handle())
    assert edge.bounding_box()["x"] > before + 20
    page.get_by_role("button", name="Use take 1").click()
    expect(page.locator(TAKES).nth(0)).to_have_class(re.compile(r"\bgot\b"))
    page.get_by_text("Hands", exact=True).click()
    expect(page.locator(TAKES).nth(0)).to_have_class(re.compile(r"\boff\b"))
    page.get_by_text("Rejected: hands").first.wait_for()
    expect(page.locator(TAKES).nth(0)).to_contain_text("Hands")
    expect(page.get_by_role("button", name=re.compile("^Approve take"))).to_have_count(0)
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator(TAKES).nth(2)).to_have_class(re.compile(r"\bgot\b"))
    with Studio(studio_data) as studio:
        film = studio.project(forked)
        name = film.overview.scenes[1].slots["keyframe/start"].slot
        assert film.overview.scenes[1].slots["keyframe/start"].take.number == 3
        assert film.rejections(name) == {film.takes(name)[0].id: "hands"}


def test_an_own_picture_is_in_the_film_after_three_clicks(browser, server, forked):
    visitor = look(browser)
    page = visitor.go(f"{server}/keyframes?project={forked}")
    clicks = 0

    def click(locator) -> None:
        nonlocal clicks
        locator.click()
        clicks += 1

    click(page.locator(TILES).nth(2))
    page.get_by_role("heading", name="Scene 2, start").wait_for()
    click(page.get_by_role("button", name="Replace"))
    with page.expect_file_chooser() as chosen:
        click(page.locator("[data-testid=stFileUploader] button").first)
    chosen.value.set_files({"name": "red.png", "mimeType": "image/png", "buffer": picture()})
    page.get_by_text("red.png is in the film.").wait_for()
    assert clicks == 3
    expect(page.locator(TILES).nth(2)).to_contain_text("Brought by hand")
    page.wait_for_function(
        """() => {
          const image = document.querySelector('.st-key-inspector .shot.large img');
          if (!image?.complete || !image.naturalWidth) return false;
          const canvas = new OffscreenCanvas(1, 1), pen = canvas.getContext('2d');
          pen.drawImage(image, 0, 0, 1, 1);
          const [red, green] = pen.getImageData(0, 0, 1, 1).data;
          return red > 150 && green < 90;
        }"""
    )
    assert visitor.errors == []
    visitor.close()


def test_a_file_that_is_no_picture_is_refused_in_words_and_another_scenes_is_copied_instead(seen, studio_data, forked):
    page = seen.page
    page.get_by_role("button", name="Replace").click()
    broken = {"name": "broken.png", "mimeType": "image/png", "buffer": picture()[:120]}
    page.locator("input[type=file]").set_input_files(broken)
    said = page.locator(".st-key-replacing [role=alert]")
    said.wait_for()
    assert len(said.inner_text()) > 20
    with Studio(studio_data) as studio:
        assert studio.project(forked).overview.scenes[1].slots["keyframe/start"].takes == 1
    page.locator(".choice .tile").last.click()
    page.get_by_text(re.compile("The picture of scene 3, end is here too")).wait_for()
    with Studio(studio_data) as studio:
        scenes = studio.project(forked).overview.scenes
        assert scenes[1].slots["keyframe/start"].take.digest == scenes[2].slots["keyframe/end"].take.digest


def test_a_prompt_is_saved_and_the_picture_waits_for_consent(seen, studio_data, forked):
    page = seen.page
    page.get_by_text("Prompt and model").click()
    page.get_by_label("What the start shows").fill("A red balloon over the harbour " + HOSTILE)
    page.get_by_label("What the start shows").blur()
    page.get_by_text(re.compile("Makes this picture .*stale")).wait_for()
    page.get_by_role("button", name="Only save").click()
    expect(page.locator(TILES).nth(2)).to_have_class(re.compile(r"\bstale\b"))
    page.get_by_role("button", name="Redo · Free", exact=True).wait_for()
    assert page.evaluate("window.hit") is None
    with Studio(studio_data) as studio:
        film = studio.project(forked)
        assert film.storyboard.scenes[1].start_prompt.startswith("A red balloon over the harbour")
        assert film.overview.scenes[1].slots["keyframe/start"].takes == 1
    page.get_by_role("button", name="Redo · Free", exact=True).click()
    takes(seen, 2)


def test_words_from_outside_run_nothing_and_are_read_as_they_are(browser, server, studio_data, forked):
    with Studio(studio_data) as studio:
        film = studio.project(forked)
        first = film.storyboard.scenes[0].id
        film.revise(lambda board: changed(board, first, title=HOSTILE[:100], start_prompt=HOSTILE))
    visitor = look(browser)
    page = visitor.go(f"{server}/keyframes?project={forked}")
    page.get_by_text("<img src=x", exact=False).first.wait_for()
    page.get_by_text("Recipe and file").click()
    page.locator(".st-key-recipe-text").wait_for()
    assert page.evaluate("window.hit") is None
    assert visitor.errors == []
    visitor.close()


def test_the_filter_the_contact_sheet_and_the_animatic(seen):
    page = seen.page
    page.get_by_role("radio", name="Contact sheet").click()
    page.locator(".st-key-wall .sheet").wait_for()
    expect(page.locator(TILES)).to_have_count(6)
    page.get_by_role("button", name="Watch the animatic").click()
    page.locator(".st-key-animatic .poster").click()
    video = page.locator(".st-key-animatic video")
    video.wait_for()
    page.wait_for_function("(v) => v.readyState >= 2 && v.videoWidth > 0", arg=video.element_handle())


def test_choosing_keeps_the_place_on_the_page(seen):
    page = seen.page
    page.set_viewport_size({"width": 1280, "height": 520})
    page.wait_for_function(SETTLED)
    where = "document.querySelector('[data-testid=stMain]').scrollTop"
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 120)")
    page.wait_for_function(f"{where} > 60")
    before = page.evaluate(where)
    page.locator(TILES).nth(3).dispatch_event("click")
    page.get_by_role("heading", name="Scene 2, end").wait_for()
    seen.settled()
    assert page.evaluate(where) == before


# ---------------------------------------------------------------- states that only a paid provider brings about
SHOP = '''
"""A paid shop of pictures whose models each go wrong in a way of their own."""
from pathlib import Path

from vidpipe.errors import Kind, ProviderError
from vidpipe.providers.kiosk import PAINTER, Kiosk

ERRORS = {
    "refuses": ProviderError(Kind.POLICY, "The prompt names <b>lettering</b>", remedy="Reword it.", billed=False),
    "fails": ProviderError(Kind.INVALID, "The size is not known", billed=False),
    "silent": ProviderError(Kind.AMBIGUOUS, "The answer never came"),
}


class Shop(Kiosk):
    def models(self):
        return [PAINTER, *(PAINTER.model_copy(update={"model": name}) for name in ERRORS)]

    def submit(self, caps, request, desk):
        if caps.model in ERRORS:
            raise ERRORS[caps.model]
        return super().submit(caps, request, desk)


def provider(setup):
    return Shop(orders=Path(__file__).parent / "orders", at_once=True)
'''
MODELS = ("kiosk/refuses", "kiosk/fails", "kiosk/silent")


def spent(address: str, film: str) -> int:
    """Micro-dollars that were charged, as the studio says."""
    with urllib.request.urlopen(f"{address.partition('/keyframes')[0]}/api/projects/{film}") as answer:
        return round(json.load(answer)["cost_usd"] * 1_000_000)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A studio with that shop in its processes: its address, its workspace, and where the shop is."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "kiosk.py").write_text((ROOT / "tests" / "engine" / "kiosk.py").read_text())
    (folder / "shop.py").write_text(SHOP)
    opened = f"import vidpipe.providers\nvidpipe.providers.__path__.append({str(folder)!r})\n"
    (folder / "sitecustomize.py").write_text(opened)  # for the workers that the studio starts
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = f"{folder}{os.pathsep}{ROOT}"
    try:
        data = folder / "workspace"
        with serving(data, before=opened) as address:
            yield address, data, folder
    finally:
        os.environ["PYTHONPATH"] = before


@pytest.fixture
def troubled(shop, monkeypatch):
    """A film that is refused, failed and uncertain: the address of its keyframes, and its id."""
    address, data, folder = shop
    monkeypatch.setattr(vidpipe.providers, "__path__", [*vidpipe.providers.__path__, str(folder)])
    with Studio(data) as studio:
        scenes = [
            {"title": name, "start_prompt": "a street", "frames": 48, "models": {"image": name}} for name in MODELS
        ]
        film = studio.create(storyboard=scenes, quality="draft", narration=False, music=False, gates=("keyframes",))
        film.run()
        return f"{address}/keyframes?project={film.id}", film.id


def test_refused_failed_and_uncertain_pictures_say_so_and_offer_their_remedies(browser, troubled):
    address, _ = troubled
    visitor = look(browser)
    page = visitor.go(address)
    states = [page.locator(TILES).nth(place).get_attribute("class") for place in (0, 2, 4)]
    assert [words.split()[1] for words in states] == ["blocked", "failed", "uncertain"]
    expect(page.locator(TILES).nth(0)).to_contain_text("<b>lettering</b>")
    page.locator(TILES).nth(0).click()
    page.get_by_role("heading", name="Scene 1, start").wait_for()
    for name in ("Reword it", "Try again · $0.04"):
        page.get_by_role("button", name=name).wait_for()
    expect(page.locator(".st-key-inspector")).to_contain_text("Refused by kiosk/refuses. Not charged.")
    page.locator(TILES).nth(2).click()
    page.get_by_role("heading", name="Scene 2, start").wait_for()
    page.get_by_role("button", name="Try again · $0.04").wait_for()
    page.locator(TILES).nth(4).click()
    page.get_by_role("heading", name="Scene 3, start").wait_for()
    page.get_by_role("button", name="It was not, make it again · $0.04").wait_for()
    assert visitor.errors == []
    visitor.close()


def test_another_model_makes_what_was_refused(browser, troubled):
    address, film = troubled
    visitor = look(browser)
    page = visitor.go(address)
    page.locator(TILES).nth(0).click()
    page.get_by_role("heading", name="Scene 1, start").wait_for()
    visitor.settled().get_by_role("combobox", name="Other model").click()
    page.get_by_role("option").filter(has_text="painter-9").click()
    before = spent(address, film)
    page.get_by_role("button", name="Make it with painter-9 · $0.04").click()
    expect(page.locator(TILES).nth(0)).to_have_class(re.compile("ready|approved"), timeout=PATIENCE)
    wait_until(lambda: spent(address, film) >= before + 40_000, seconds=60, what="nothing was charged")
    assert visitor.errors == []
    visitor.close()


def test_an_uncertain_picture_is_settled_and_the_money_booked(browser, troubled):
    address, film = troubled
    visitor = look(browser)
    page = visitor.go(address)
    page.locator(TILES).nth(4).click()
    page.get_by_role("heading", name="Scene 3, start").wait_for()
    before = spent(address, film)
    page.get_by_role("button", name="It was charged, make it again · $0.04").click()
    wait_until(lambda: spent(address, film) >= before + 40_000, seconds=60, what="nothing was booked")
    assert visitor.errors == []
    visitor.close()
