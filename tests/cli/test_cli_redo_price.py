"""`vidpipe redo` asks for a yes by the price of what it makes again, not of all that the film still lacks."""

from typing import Any

import pytest

SEEDANCE = "replicate/bytedance/seedance-2.0"
"""A model whose seller publishes no price: that of another seller stands in the catalogue."""


@pytest.fixture
def unsure(copy: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The finished film with other words for its first picture, and clips by a model of unknown price."""
    monkeypatch.setenv("REPLICATE_API_TOKEN", "no-real-key")
    from vidpipe.film.revising import changed
    from vidpipe.studio import Studio

    with Studio(copy.data) as studio:
        film = studio.project(copy.project)
        scene = film.storyboard.scenes[0]
        film.revise(lambda board: changed(board, scene.id, start_prompt="A fox asleep under a red moon"))
        film.approve("storyboard")
        film.change(models={"video": SEEDANCE})
    return copy


def picture(cli: Any, made: Any) -> Any:
    return cli("status", made.project, "--json", data=made.data).data["scenes"][0]["slots"]["keyframe/start"]


def test_a_part_of_known_price_is_made_again_without_a_yes(cli: Any, unsure: Any) -> None:
    before = picture(cli, unsure)
    assert before["state"] == "stale"
    answer = cli("redo", unsure.project, "1/start", "--json", data=unsure.data)
    assert "Nobody says" not in answer.err
    assert answer.data["project"] == unsure.project
    now = picture(cli, unsure)
    assert now["state"] in ("ready", "approved")
    assert now["digest"] != before["digest"]


@pytest.mark.parametrize("part", ["1/clip", "1", ""])
def test_what_takes_in_the_part_of_unknown_price_needs_a_yes(cli: Any, unsure: Any, part: str) -> None:
    answer = cli(*filter(None, ("redo", unsure.project, part)), data=unsure.data)
    assert answer.code == 2
    assert f"Nobody says what {SEEDANCE} costs" in answer.err
    assert "Nothing was sent" in answer.err
    assert picture(cli, unsure)["state"] == "stale"


def test_a_part_that_is_not_there_is_said_before_any_price(cli: Any, unsure: Any) -> None:
    answer = cli("redo", unsure.project, "7/clip", data=unsure.data)
    assert answer.code == 2
    assert "Nobody says" not in answer.err
    assert "1/clip" in answer.complaint
