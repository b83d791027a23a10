"""`vidpipe soften`, `lookup`, `edit` and `extend`: the price before, the act, the sum after; refusals in one line."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "engine"))

from atelier import EDITOR, FILMER, PICTURE, SECOND, Atelier, refusal

from vidpipe.engine.pace import Pace
from vidpipe.errors import ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.film.revising import timed
from vidpipe.ports import Request

SCENES = [
    {"start_prompt": "A lighthouse", "motion_prompt": "The lamp turns", "frames": 48},
    {"start_prompt": "A lantern", "motion_prompt": "The flame is cut", "frames": 48},
]
SMALL = {"quality": "draft", "narration": False, "music": False, "until": "clips"}


def cutting(request: Request) -> ProviderError | None:
    sharp = request.role is Role.VIDEO and "is cut" in request.prompt and "all ages" not in request.prompt
    return refusal() if sharp else None


@pytest.fixture
def atelier(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Atelier:
    """A far side that every studio of this test asks, in this process."""
    from vidpipe.providers import registry

    found, made = registry.providers, Atelier(judge=cutting)
    monkeypatch.setattr(registry, "providers", lambda *setup: found(*setup) | {"atelier": made})
    monkeypatch.setenv("VIDPIPE_HASTE", "1000")
    return made


@pytest.fixture
def film(workspace: Path, atelier: Atelier) -> str:
    """The id of a film of two scenes, whose second clip is refused."""
    from vidpipe import Studio

    with Studio(workspace) as studio:
        object.__setattr__(studio._shop.outside, "pace", Pace(haste=1000))
        made = studio.create("x", storyboard=SCENES, models={"image": EDITOR.id, "video": FILMER.id}, **SMALL)  # type: ignore[arg-type]
        made.run()
        return made.id


def test_a_refused_clip_is_asked_for_more_gently_and_says_what_that_costs(cli, film):
    waiting = cli("status", film)
    assert "blocked" in waiting.out
    assert "Refused: the words" in waiting.out
    first = cli("soften", film, "2/clip")
    assert first.out.startswith("2/clip: the same words once more, $0.20.")
    assert f"vidpipe soften {film} 2/clip" in first.out + first.err
    then = cli("soften", film, "2/clip", "--json")
    assert then.err.startswith("2/clip: gentler words, $0.20.")
    assert then.data["cost_usd"] == (4 * PICTURE + 4 * SECOND) / 1e6
    again = cli("soften", film, "2/clip")
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert "is no clip that was refused" in again.err


def test_a_picture_is_edited_and_a_clip_gone_on_with_from_the_command_line(cli, film, workspace, atelier):
    from vidpipe import Studio

    edited = cli("edit", film, "2/start", "Make it snow")
    assert edited.out.startswith("2/start: an edit, $0.04.")
    assert atelier.orders[-1].prompt == "Make it snow"
    with Studio(workspace) as studio:
        made = studio.project(film)
        scene = made.overview.scenes[0].scene.id
        made.revise(lambda board: timed(board, scene, 72, keep_total=False))
        made.approve("storyboard")
    longer = cli("extend", film, "1/clip")
    assert longer.out.startswith("1/clip: an extension, $0.10.")
    assert atelier.orders[-1].task == "extend"
    refused = cli("extend", film, "1/clip")
    assert refused.code == 2
    assert "cannot be made longer" in refused.err


def test_a_doubt_is_looked_up(cli, film, workspace, atelier):
    atelier.lost, atelier.recovery = 1, "ask"
    cli("soften", film, "2/clip", "--rung", "2")
    told = cli("status", film)
    assert "uncertain" in told.out
    refused = cli("lookup", film, "2/clip")
    assert (refused.code, "cannot be asked" in refused.err) == (2, True)
    atelier.recovery = "lookup"
    orders = len(atelier.orders)
    found = cli("lookup", film, "2/clip")
    assert found.err.startswith("2/clip: found at the provider")
    assert len(atelier.orders) == orders
    assert "uncertain" not in cli("status", film).out


def test_the_ladder_is_chosen_when_the_film_is_made(cli, atelier):
    answer = cli("generate", "A cat", "--ladder", "sideways")
    assert (answer.code, "off, ask or auto" in answer.err) == (2, True)
