"""Other models for a film: what that makes stale and costs, before anything is written; and the price of one redo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.kiosk import PAINTER, Kiosk
from vidpipe import BadInput, Studio
from vidpipe.engine.run import Engine
from vidpipe.errors import Kind, NotFound, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.project import Project
from vidpipe.take import State

CHEAP = Caps(**{**PAINTER.plain(), "model": "painter-10", "price": {**PAINTER.price.plain(), "micros": 10_000}})
START, END = ("scene/one1/keyframe/start", "scene/one1/keyframe/end")
POND = Scene(id="one1", frames=72, start_prompt="a pond")
BOAT = Scene(id="two2", frames=72, start_prompt="a boat")


class Shop(Kiosk):
    """A kiosk that sells two painters."""

    def models(self) -> tuple[Caps, ...]:
        return (PAINTER, CHEAP)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(tmp_path / "data") as opened:
        kiosk = Shop(tmp_path / "orders", at_once=True)
        kiosk.orders.mkdir()
        opened._shop.outside.providers["kiosk"] = kiosk  # type: ignore[index]
        opened._shop.store.enlist("w1", "here", 1)
        yield opened


def written(studio: Studio, *scenes: Scene, until: str = "keyframes") -> Project:
    board = Storyboard(scenes=scenes or (POND,))
    return studio.create(
        "A pond", storyboard=board, models={"image": PAINTER.id}, until=until, narration=False, music=False
    )


def worked(studio: Studio, film: Project) -> Project:
    engine = Engine(studio._shop.outside, "w1")
    while opened := engine.advance(film.id):
        for attempt in opened:
            engine.perform(attempt.id)
    return film


def stale(film: Project) -> set[str]:
    return {view.slot for row in film.overview.scenes for view in row.slots.values() if view.state is State.STALE}


def test_what_a_choice_makes_stale_and_costs_is_known_before_and_nothing_is_written(studio: Studio) -> None:
    film = worked(studio, written(studio))
    before = film.overview
    found = film.models_preview({Role.IMAGE: CHEAP.id})
    assert set(found.stale) == {START, END}
    assert (found.micros, found.confidence, found.others) == (2 * CHEAP.price.micros, "fixed", 0)
    assert film.overview == before


def test_what_was_foretold_is_what_a_change_brings_and_nothing_is_made_again_by_itself(studio: Studio) -> None:
    film = worked(studio, written(studio))
    found = film.models_preview({Role.IMAGE: CHEAP.id})
    film.change(models={"image": CHEAP.id})
    assert stale(film) == set(found.stale)
    assert film.estimate().micros == found.micros
    assert Engine(studio._shop.outside, "w1").advance(film.id) == []
    assert film.models_preview({Role.IMAGE: PAINTER.id}).micros == 0  # those of before are there


def test_what_is_not_made_yet_is_priced_by_the_model_that_will_make_it(studio: Studio) -> None:
    film = written(studio)
    found = film.models_preview({Role.IMAGE: CHEAP.id})
    assert (found.stale, found.micros, found.others) == ((), 2 * CHEAP.price.micros, 2)


def test_before_there_is_a_storyboard_its_scenes_are_reckoned_with(studio: Studio) -> None:
    film = studio.create("A pond", duration=12, until="keyframes", models={"image": PAINTER.id})
    found = film.models_preview({Role.IMAGE: CHEAP.id})
    pictures = next(line.count for line in film.estimate().lines if line.step == "keyframes")
    assert (found.stale, found.others) == ((), pictures)
    assert found.micros == pictures * CHEAP.price.micros
    assert found.confidence == "estimated"


def test_a_scene_with_a_model_of_its_own_keeps_it(studio: Studio) -> None:
    film = written(studio, POND, BOAT.model_copy(update={"models": {"image": PAINTER.id}}))
    found = film.models_preview({Role.IMAGE: CHEAP.id})
    assert (found.micros, found.others) == (2 * CHEAP.price.micros, 2)


def test_the_same_models_change_nothing_and_what_is_locked_stays(studio: Studio) -> None:
    film = worked(studio, written(studio))
    same = film.models_preview({Role.IMAGE: PAINTER.id})
    assert (same.stale, same.micros, same.others) == ((), 0, 0)
    film.lock(END)
    assert film.models_preview({Role.IMAGE: CHEAP.id}).stale == (START,)


@pytest.mark.parametrize(
    ("role", "model", "says"),
    [
        (Role.IMAGE, "kiosk/nobody", "no image model"),
        (Role.VIDEO, "kiosk/painter-9", "makes image, not video"),
        (Role.IMAGE, "openai/gpt-image-1", "switched off"),
    ],
)
def test_what_cannot_be_chosen_is_refused_as_a_change_is(studio: Studio, role: Role, model: str, says: str) -> None:
    film = written(studio)
    for act in (film.models_preview, lambda models: film.change(models=models)):
        with pytest.raises(BadInput, match=says):
            act({role: model})


def test_the_roles_of_a_film_are_those_on_the_way_to_its_goal(studio: Studio) -> None:
    assert written(studio).roles == (Role.TEXT, Role.IMAGE)
    assert studio.create("A boat", music=False).roles == (Role.TEXT, Role.IMAGE, Role.VIDEO, Role.SPEECH)


# ---------------------------------------------------------------- the price of one redo


def test_a_redo_is_priced_by_what_is_made_again_alone(studio: Studio) -> None:
    film = worked(studio, written(studio, POND, BOAT))
    film.change(models={"image": CHEAP.id})
    each = CHEAP.price.micros
    assert film.redo_estimate(START).micros == each
    assert film.redo_estimate("scene/one1").micros == 2 * each
    assert film.redo_estimate().micros == film.estimate().micros == 4 * each
    assert [line.model for line in film.redo_estimate(START).models] == [CHEAP.id]


def test_a_redo_beyond_the_film_s_goal_is_priced_too(studio: Studio) -> None:
    film = worked(studio, written(studio, until="storyboard"))
    assert film.estimate().micros == 0
    assert film.redo_estimate("scene/one1").micros == 2 * PAINTER.price.micros


def test_what_is_fresh_costs_nothing_to_redo_and_what_failed_its_price(studio: Studio) -> None:
    kiosk = studio._shop.outside.providers["kiosk"]
    kiosk.errors.append(ProviderError(Kind.INVALID, "No", billed=False))  # type: ignore[attr-defined]
    film = worked(studio, written(studio, POND, BOAT))
    starts = [row.slots["keyframe/start"] for row in film.overview.scenes]
    prices = {view.state: film.redo_estimate(view.slot).micros for view in starts}
    assert prices == {State.FAILED: PAINTER.price.micros, State.APPROVED: 0}


def test_a_part_that_is_not_there_has_no_price(studio: Studio) -> None:
    with pytest.raises(NotFound):
        written(studio).redo_estimate("scene/nobody")
