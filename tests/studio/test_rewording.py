"""A stage's words, changed for one film: their price first, nothing made by that alone, and the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.kiosk import PAINTER, Kiosk
from vidpipe import BadInput, NotFound, Refused, Studio
from vidpipe.engine.run import Engine
from vidpipe.film.storyboard import Scene, Storyboard, Style
from vidpipe.library.prompts import original
from vidpipe.project import Project
from vidpipe.take import State

START, END = "scene/one1/keyframe/start", "scene/one1/keyframe/end"
OWN = "{words} {look} Shot on film, no letters."


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    """A studio with one paid painter."""
    with Studio(tmp_path / "data") as opened:
        kiosk = Kiosk(tmp_path / "orders", at_once=True)
        kiosk.orders.mkdir()
        opened._shop.outside.providers["kiosk"] = kiosk  # type: ignore[index]
        opened._shop.store.enlist("w1", "here", 1)
        yield opened


@pytest.fixture
def film(studio: Studio) -> Project:
    """A film of one scene; nothing is painted yet."""
    board = Storyboard(
        style=Style(look="ink", mood="calm"), scenes=(Scene(id="one1", frames=72, start_prompt="a pond"),)
    )
    return studio.create(
        "A pond", storyboard=board, models={"image": PAINTER.id}, until="keyframes", narration=False, music=False
    )


def advance(studio: Studio, film: Project) -> int:
    engine, count = Engine(studio._shop.outside, "w1"), 0
    while opened := engine.advance(film.id):
        for attempt in opened:
            engine.perform(attempt.id)
            count += 1
    return count


def test_other_words_are_priced_first_and_nothing_is_made_by_them_alone(studio: Studio, film: Project) -> None:
    advance(studio, film)
    before = film.overview
    found = film.reword_preview("keyframe", OWN)
    assert (set(found.stale), found.micros) == ({START, END}, 2 * PAINTER.price.micros)
    assert film.overview == before
    film.reword("keyframe", OWN)
    views = film.overview.scenes[0].slots
    assert views["keyframe/start"].state is State.STALE
    assert [cause.reason for cause in views["keyframe/start"].causes] == ["its keyframe prompt changed"]
    assert advance(studio, film) == 0
    assert film.estimate().micros == 2 * PAINTER.price.micros


def test_the_original_words_bring_the_pictures_back(studio: Studio, film: Project) -> None:
    advance(studio, film)
    before = film.overview.scenes[0].slots["keyframe/start"]
    film.reword("keyframe", OWN)
    film.resume()
    assert advance(studio, film) >= 2
    now = film.overview.scenes[0].slots["keyframe/start"]
    assert now.take != before.take
    assert now.fresh
    film.reword("keyframe")
    assert film.wording("keyframe") == original("keyframe")
    assert film.settings.plain() == film.settings.model_copy(update={"prompts": {}}).plain()
    advance(studio, film)
    assert film.overview.scenes[0].slots["keyframe/start"].take == before.take


def test_the_very_words_of_the_original_are_no_words_of_its_own(film: Project) -> None:
    events = len(film.events())
    film.reword("keyframe", original("keyframe").text)
    film.reword("brief", system=original("brief").system)
    assert film.settings.prompts == {}
    assert len(film.events()) == events


def test_a_part_of_the_words_is_changed_and_the_other_stays(film: Project) -> None:
    film.reword("storyboard", system="Plan it in rhymes. Answer with JSON.")
    found = film.wording("storyboard")
    assert (found.text, found.system) == (original("storyboard").text, "Plan it in rhymes. Answer with JSON.")
    film.reword("storyboard", text="Now:\r\n{data}")
    assert film.wording("storyboard").system.startswith("Plan it in rhymes")
    assert film.wording("storyboard").text == "Now:\n{data}"
    assert film.wording("storyboard").title == "Storyboard"


REFUSED = [
    ("keyframe", "{words} {lok}", None, r"Nothing fills \{lok\}"),
    ("keyframe", "{cast} {look}", None, r"no \{words\}"),
    ("keyframe", "{words", None, "brace"),
    ("keyframe", "{words} {}", None, "no name"),
    ("keyframe", "  ", None, "says nothing"),
    ("keyframe", "{words}\x07", None, "control characters"),
    ("keyframe", "{words}" + "x" * 20_000, None, "cannot be used"),
    ("motion", "{motion}", "Be brief", "Nothing reads instructions"),
    ("brief", None, "In {tongue}", r"Nothing fills \{tongue\}"),
]


def test_words_that_cannot_be_said_are_refused_and_the_film_stays(film: Project) -> None:
    before = film.settings
    for name, text, system, says in REFUSED:
        for act in (film.reword_preview, film.reword):
            with pytest.raises(BadInput, match=says):
                act(name, text, system)
    assert film.settings == before


def test_words_that_no_stage_says_are_not_found(film: Project) -> None:
    for act in (film.wording, film.reword, film.reword_preview):
        with pytest.raises(NotFound, match="narration"):
            act("narration")


def test_a_slot_says_what_fills_its_places(film: Project) -> None:
    name, values = film.filling(START)
    assert name == "keyframe"
    assert values == {"words": "a pond", "cast": "", "look": "Look: ink.", "room": ""}
    assert film.filling("brief").name == "brief"
    with pytest.raises(Refused, match="No words"):
        film.filling("poster")
    with pytest.raises(Refused, match="not there yet"):
        film.filling("scene/one1/clip")
    with pytest.raises(NotFound):
        film.filling("scene/two2/clip")


def test_a_copy_of_a_film_keeps_its_words(film: Project) -> None:
    film.reword("keyframe", OWN)
    assert film.fork(aspect="9:16").wording("keyframe").text == OWN
