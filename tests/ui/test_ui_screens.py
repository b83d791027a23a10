"""Every page by its address, in both themes and at three widths: nothing leaves the machine, nothing goes wrong,
nothing scrolls sideways. The pictures stay in `build/screens/` for whoever wants to look.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, GAP, OVERHANG, ROOT, look

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]

PAGES = ("", "storyboard", "keyframes", "clips", "sound", "cut", "activity", "settings")
GROUND = {"dark": "rgb(15, 18, 20)", "light": "rgb(246, 247, 247)"}
STILL = """!document.querySelector('[data-testid=stSkeleton]') && [...document.images].every((image) => {
  const box = image.getBoundingClientRect();
  return image.complete || !image.offsetParent || box.top > innerHeight || box.bottom < 0;
})"""
"""Every part is drawn, and every picture in sight is there."""
SCREENS = Path(os.environ.get("VIDPIPE_SCREENS") or ROOT / "build" / "screens")


SEEN = (("dark", 1920), ("dark", 400), ("light", 400), ("light", 1280))
"""Each page is asked for once, and stands in every window that is made of it then."""
PAINTED = "(colour) => getComputedStyle(document.querySelector('.stApp')).backgroundColor === colour"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_stands_in_both_themes_at_every_width(server, browser: Any, finished, name):
    SCREENS.mkdir(parents=True, exist_ok=True)
    seen, over = look(browser, scheme=SEEN[0][0], width=SEEN[0][1]), {}
    page = seen.go(f"{server}/{name}" + (f"?project={finished}" if name else ""))
    for scheme, width in SEEN:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(PAINTED, arg=GROUND[scheme], polling=GAP)
        page.wait_for_function(STILL, polling=GAP)
        over[scheme, width] = max(page.evaluate(OVERHANG))
        page.screenshot(path=SCREENS / f"{name or 'projects'}-{scheme}-{width}.png")
    assert over == dict.fromkeys(SEEN, 0)
    assert page.inner_text(".head h1").lower() == (name or "projects")
    assert (seen.errors, seen.remote) == ([], [])
    seen.close()
