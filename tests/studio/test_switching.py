"""A retired model: said to be so, and replaced wherever the film names it, with its price before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.kiosk import PAINTER, Kiosk
from vidpipe import BadInput, Refused, Studio
from vidpipe.engine.run import Engine
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.library import models as library
from vidpipe.project import Project
from vidpipe.take import State, Verb

CHEAP = Caps(**{**PAINTER.plain(), "model": "painter-10", "price": {**PAINTER.price.plain(), "micros": 10_000}})
START = "scene/one1/keyframe/start"


class Shop(Kiosk):
    """A kiosk that sells two painters."""

    def models(self) -> tuple[Caps, ...]:
        return (PAINTER, CHEAP)


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """A studio where the first painter is about to go and the second is what replaces it."""
    old = PAINTER.model_copy(update={"shutdown": "2026-12-01", "replacement": CHEAP.id})
    monkeypatch.setattr("engine.kiosk.PAINTER", old)
    monkeypatch.setattr(f"{__name__}.PAINTER", old)
    known = {**library._records(), old.id: old, CHEAP.id: CHEAP}
    monkeypatch.setattr(library, "_records", lambda: known)
    with Studio(tmp_path / "data") as opened:
        kiosk = Shop(tmp_path / "orders", at_once=True)
        kiosk.orders.mkdir()
        opened._shop.outside.providers["kiosk"] = kiosk  # type: ignore[index]
        opened._shop.store.enlist("w1", "here", 1)
        yield opened


def painted(studio: Studio, *scenes: Scene) -> Project:
    board = Storyboard(scenes=scenes or (Scene(id="one1", frames=72, start_prompt="a pond"),))
    film = studio.create(
        "A pond", storyboard=board, models={"image": PAINTER.id}, until="keyframes", narration=False, music=False
    )
    engine = Engine(studio._shop.outside, "w1")
    while opened := engine.advance(film.id):
        for attempt in opened:
            engine.perform(attempt.id)
    return film


def states(film: Project) -> set[State]:
    return {view.state for view in film.overview.scenes[0].slots.values() if view.slot.count("keyframe")}


def test_a_film_says_which_of_its_models_go_and_what_replaces_them(studio: Studio) -> None:
    film = studio.create("A pond", models={"image": PAINTER.id})
    (found,) = film.retiring
    assert (found.model, found.state, found.replacement) == (PAINTER.id, "soon", CHEAP.id)
    assert (found.roles, found.scenes) == ((Role.IMAGE,), ())
    assert found.shutdown == "2026-12-01"


def test_a_film_of_models_that_stay_says_nothing(studio: Studio) -> None:
    assert studio.create("A boat").retiring == ()


def test_a_preview_says_what_the_switch_costs_and_changes_nothing(studio: Studio) -> None:
    film = painted(studio)
    before = film.overview
    found = film.preview_switch(PAINTER.id)
    assert set(found.stale) == {START, START.replace("start", "end")}
    assert found.micros == 2 * CHEAP.price.micros
    assert film.overview == before


def test_the_switch_takes_the_replacement_and_nothing_is_made_again_by_itself(studio: Studio) -> None:
    film = painted(studio)
    assert film.switch_model(PAINTER.id) == CHEAP.id
    assert film.settings.models[Role.IMAGE] == CHEAP.id
    assert states(film) == {State.STALE}
    assert Engine(studio._shop.outside, "w1").advance(film.id) == []
    told = [decision for decision in film._read()[0].decisions if decision.verb is Verb.CHANGE]
    assert [decision.value for decision in told] == ["models"]
    assert film.retiring == ()
    film.keep(START)
    assert film.overview.scenes[0].slots["keyframe/start"].fresh


def test_scenes_that_name_it_are_switched_and_locked_ones_are_left(studio: Studio) -> None:
    named = {"image": PAINTER.id}
    film = painted(
        studio,
        Scene(id="one1", frames=72, start_prompt="a pond", models=named),
        Scene(id="two2", frames=72, start_prompt="a boat", models=named),
    )
    assert film.retiring[0].scenes == ("one1", "two2")
    film.lock("scene/two2")
    film.switch_model(PAINTER.id, "kiosk/painter-10")
    board = film.storyboard
    assert board is not None
    assert [scene.models["image"] for scene in board.scenes] == [CHEAP.id, PAINTER.id]
    assert film.retiring[0].scenes == ("two2",)


@pytest.mark.parametrize(
    ("old", "new", "error", "says"),
    [
        ("kiosk/painter-9", "local/animator-1", BadInput, "makes video, not image"),
        ("kiosk/painter-9", "kiosk/painter-9", BadInput, "is used already"),
        ("kiosk/painter-9", "openai/gpt-image-1", BadInput, "switched off"),
        ("openai/sora-2", "", Refused, "does not use openai/sora-2"),
        ("local/animator-1", "", Refused, "Nobody names a replacement"),
    ],
)
def test_what_cannot_be_switched_is_refused_and_leaves_the_film(
    studio: Studio, old: str, new: str, error: type[BadInput], says: str
) -> None:
    film = studio.create("A pond", models={"image": PAINTER.id})
    before = film.settings
    for act in (film.preview_switch, film.switch_model):
        with pytest.raises(error, match=says):
            act(old, new)
    assert film.settings == before


def test_a_model_that_nobody_offers_any_more_is_switched_too(studio: Studio) -> None:
    film = studio.create("A pond", models={"image": PAINTER.id})
    models = {**film.settings.models, Role.VIDEO: "openai/sora-2"}
    film._store.change(film.id, film.settings.model_copy(update={"models": models}), actor="me")
    found = {one.model: one for one in film.retiring}
    assert found["openai/sora-2"].state == "gone"
    assert film.switch_model("openai/sora-2") == "google/gemini-omni-1.2-flash"


def test_a_switch_back_brings_the_takes_of_before(studio: Studio) -> None:
    film = painted(studio)
    first = film.overview.scenes[0].slots["keyframe/start"].take
    film.switch_model(PAINTER.id)
    film.switch_model(CHEAP.id, PAINTER.id)
    Engine(studio._shop.outside, "w1").advance(film.id)
    now = film.overview.scenes[0].slots["keyframe/start"]
    assert now.fresh
    assert now.take == first
    assert film.overview.spent == 2 * PAINTER.price.micros
