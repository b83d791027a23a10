"""Every page, in both themes and at three widths: nothing leaves the machine, nothing goes wrong, nothing scrolls
sideways. The pictures stay in `build/screens/` for whoever wants to look.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from browsing import CHROMIUM, OVERHANG, ROOT, look

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]

PAGES = ("", "storyboard", "keyframes", "clips", "sound", "cut", "activity", "settings")
WIDTHS = (1920, 1280, 400)
STILL = """!document.querySelector('[data-testid=stSkeleton]')
    && [...document.images].every((image) => image.complete || !image.offsetParent)"""
"""Every part is drawn, and every picture in sight is there."""
SCREENS = Path(os.environ.get("VIDPIPE_SCREENS") or ROOT / "build" / "screens")


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_in_both_themes_at_every_width(server, browser: Any, finished, name, scheme):
    SCREENS.mkdir(parents=True, exist_ok=True)
    over = {}
    for width in WIDTHS:
        seen = look(browser, scheme=scheme, width=width)
        page = seen.go(f"{server}/{name}" + (f"?project={finished}" if name else ""))
        page.wait_for_function(STILL)
        over[width] = max(page.evaluate(OVERHANG))
        page.screenshot(path=SCREENS / f"{name or 'projects'}-{scheme}-{width}.png")
        assert (seen.errors, seen.remote) == ([], [])
        seen.close()
    assert over == dict.fromkeys(WIDTHS, 0)
