"""kill -9 of a real worker where the answer is the picture itself: in doubt until it is remembered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from paid_runs import Place, placed, survives

from fakes.openai import OpenAI

pytestmark = [pytest.mark.crash, pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")]

AT_ONCE = ("before-submit", "after-submit", "remembered")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("openai")
    with placed("openai", OpenAI(), folder, before="storyboard", until="keyframes") as found:
        yield found


@pytest.mark.parametrize("point", AT_ONCE)
def test_a_picture_is_in_doubt_only_until_it_is_here(point: str, place: Place, tmp_path: Path) -> None:
    survives(place, point, tmp_path, doubt=point != "remembered")
