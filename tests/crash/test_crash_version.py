"""kill -9 while a version of a finished film is added and made: the film stays as it was, the version is made once."""

from pathlib import Path

import pytest
from film_runs import command, ended, finish, go_on, half_made, left

from vidpipe import Studio
from vidpipe.film.storyboard import Scene, Storyboard

pytestmark = [pytest.mark.crash, pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")]

KILLED = -9
SLOT = "cut/1x1/en/draft"
SCENES = (Scene(id="one1", frames=36, start_prompt="A red tap"), Scene(id="two2", frames=36, start_prompt="A hill"))
ADDED = "open-attempt"
"""Where the command that adds it is killed."""
GONE_ON = ("blob-renamed", "made", "remembered", "finish-before-commit", "finish-after-commit")
"""Where those are killed, one after the other, that go on with it."""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("version") / "data"
    with Studio(data) as studio:
        asked = {"quality": "draft", "music": False, "narration": False, "language": "en"}
        studio.create("A tap", storyboard=Storyboard(scenes=SCENES), title="Tap", **asked).run()
    return data


def test_a_version_killed_at_every_point_is_made_once_and_costs_the_film_nothing(film: Path) -> None:
    before = left(film)
    assert before.status == "complete"
    adding = ("versions", before.project, "--add", "1:1", "--fit", "blur")
    assert ended(command(film, *adding, fault=ADDED)) == KILLED, f"{ADDED} was not passed"
    for fault in GONE_ON:
        assert ended(command(film, *go_on(film), fault=fault)) == KILLED, f"{fault} was not passed"
    finish(film)
    after = left(film)
    digest = after.manifest.pop(SLOT)
    assert after.status == "complete"
    assert after.manifest == before.manifest, "the film itself is as it was"
    assert after.made == before.made | {SLOT: 1}
    assert {slot: count for slot, count in after.asked.items() if slot != SLOT} == before.asked, (
        "nobody was asked again"
    )
    assert after.open == 0
    assert half_made(film) == []
    with Studio(film) as studio:
        made = studio.project(after.project)
        assert [one.slot for one in made.versions] == ["cut/16x9/en/draft", SLOT]
        assert made.versions[1].file
        assert made._store.blobs.path(digest).stat().st_size == made.versions[1].bytes
