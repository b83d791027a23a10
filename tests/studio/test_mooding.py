"""Moods of a film: offered, changed by words and by hand, chosen; the price first, and nothing chosen is lost."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from engine.kiosk import PAINTER, Kiosk
from vidpipe import BadInput, NotFound, Refused, Studio
from vidpipe.asking import settings_from
from vidpipe.engine.overview import Status
from vidpipe.engine.run import Engine
from vidpipe.film.slot import MOOD, MOODS
from vidpipe.library.prompts import original
from vidpipe.project import Project
from vidpipe.take import State

EACH = PAINTER.price.micros
ASKED = {"until": "storyboard", "duration": 6, "narration": False, "music": False}


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    """A studio with one paid painter, that takes pictures for the look."""
    with Studio(tmp_path / "data") as opened:
        caps = PAINTER.model_copy(update={"references": 3})
        kiosk = Kiosk(tmp_path / "orders", at_once=True, caps=caps)
        kiosk.orders.mkdir()
        opened._shop.outside.providers["kiosk"] = kiosk  # type: ignore[index]
        opened._shop.store.enlist("w1", "here", 1)
        yield opened


@pytest.fixture
def film(studio: Studio) -> Project:
    """A film whose three directions, of one picture each, are there; none is chosen."""
    made = studio.create("A fox in the forest", models={"image": PAINTER.id}, moods=1, gates=["moods"], **ASKED)
    advance(studio, made)
    return made


def advance(studio: Studio, film: Project) -> int:
    engine, count = Engine(studio._shop.outside, "w1"), 0
    while opened := engine.advance(film.id):
        for attempt in opened:
            engine.perform(attempt.id)
            count += 1
    return count


def picture(colour: str = "#c02040") -> bytes:
    file = BytesIO()
    Image.new("RGB", (64, 36), colour).save(file, "PNG")
    return file.getvalue()


def names(film: Project) -> list[str]:
    assert film.moods
    return [mood.name for mood in film.moods.moods]


def test_the_price_of_the_pictures_is_said_before_the_film_is_made(studio: Studio) -> None:
    with_moods, without = (
        studio.estimate("A fox", models={"image": PAINTER.id}, moods=number, **ASKED | {"until": "keyframes"})
        for number in (2, 0)
    )
    assert with_moods.micros - without.micros == 3 * 2 * EACH


@pytest.mark.parametrize(
    ("asked", "number", "gates"),
    [
        ({}, 0, ()),
        ({"moods": "on"}, 4, ("moods",)),
        ({"moods": "on", "quality": "draft"}, 1, ("moods",)),
        ({"moods": 2, "gates": "storyboard"}, 2, ("storyboard",)),
        ({"gates": "moods,cut"}, 4, ("moods", "cut")),
        ({"moods": "off", "gates": "moods"}, 0, ("moods",)),
    ],
)
def test_wanting_moods_means_to_be_asked_and_being_asked_means_to_want_them(
    asked: dict[str, object], number: int, gates: tuple[str, ...]
) -> None:
    found = settings_from({"prompt": "A fox", **asked})
    assert (found.moods, found.gates) == (number, gates)
    assert found.seed == settings_from({"prompt": "A fox", "quality": found.quality.value}).seed


def test_a_number_of_pictures_that_cannot_be_is_refused_with_the_remedy() -> None:
    for asked in ("nine", "7", 5, -1, "on off"):
        with pytest.raises(BadInput, match="Use on, off, or a number of pictures up to 4"):
            settings_from({"prompt": "A fox", "moods": asked})


def test_gates_that_the_person_prefers_stay_beside_that_of_the_moods(studio: Studio) -> None:
    studio.prefer(gates=["storyboard"])
    assert studio.create("A fox", moods="on").settings.gates == ("moods", "storyboard")


def test_a_film_waits_for_its_mood_and_only_for_that(studio: Studio, film: Project) -> None:
    now = film.overview
    assert now.status is Status.AWAITING_APPROVAL
    assert now.waiting == ("mood: ready for your approval",)
    assert now.slots["storyboard"].state is State.EMPTY
    assert len(set(names(film))) == 3
    assert film.mood
    assert film.mood.mood.name == names(film)[0]
    film.approve("moods")
    advance(studio, film)
    assert film.storyboard
    assert film.storyboard.style.mood == names(film)[0]


def test_a_direction_written_again_costs_what_was_said_and_leaves_the_others(studio: Studio, film: Project) -> None:
    before, spent = film.moods, film.overview.spent
    price = film.moods_price()
    assert before
    assert price == EACH
    film.reroll_moods([2], note="colder", go=False)
    advance(studio, film)
    after = film.moods
    assert after
    assert after.mood(2) != before.mood(2)
    assert (after.mood(1), after.mood(3)) == (before.mood(1), before.mood(3))
    assert film.overview.spent - spent == price
    assert not [view.slot for view in film.overview.slots.values() if view.state is State.STALE]


def test_two_are_mixed_into_one_more_until_there_are_as_many_as_can_be(studio: Studio, film: Project) -> None:
    for pair in ((1, 3), (1, 2), (2, 3)):
        film.mix_moods(*pair, go=False)
        advance(studio, film)
    assert film.moods
    assert film.moods.numbers == (1, 2, 3, 4, 5, 6)
    assert film.moods.mood(4).mixed == (1, 3)
    assert film.overview.slots["mood/6/image/1"].fresh
    with pytest.raises(Refused, match="6 directions already"):
        film.mix_moods(1, 2)
    film.drop_mood(5)
    assert film.moods.numbers == (1, 2, 3, 4, 6)
    assert "mood/5/image/1" not in film.overview.slots


def test_what_is_there_is_asked_about_before_anything_is_asked_for(film: Project) -> None:
    for act in (lambda: film.reroll_moods([9]), lambda: film.mix_moods(1, 9), lambda: film.choose_mood(9)):
        with pytest.raises(NotFound, match="no direction 9"):
            act()
    with pytest.raises(BadInput, match="with itself"):
        film.mix_moods(2, 2)
    with pytest.raises(BadInput, match="The note cannot be used"):
        film.reroll_moods([1], note="x" * 601)


def test_the_choice_stands_whatever_happens_to_what_is_offered(studio: Studio, film: Project) -> None:
    film.choose_mood(3, go=False)
    chosen = film.mood
    assert chosen
    assert chosen.mood.number == 3
    assert film.overview.slots[MOOD].approved
    advance(studio, film)
    board = film.storyboard
    assert board
    assert (board.style.words, board.style.colours) == (chosen.mood.keywords, chosen.mood.colours)
    film.reroll_moods(go=False)
    film.drop_mood(3)
    advance(studio, film)
    assert film.mood == chosen
    assert film.storyboard == board


def test_choosing_another_one_gives_the_storyboard_its_look_and_keeps_its_scenes(studio: Studio, film: Project) -> None:
    film.approve("moods")
    advance(studio, film)
    before = film.storyboard
    film.choose_mood(2, go=False)
    after = film.storyboard
    assert before
    assert after
    assert after.scenes == before.scenes
    assert after.style.mood == names(film)[1] != before.style.mood
    assert film.overview.slots["storyboard"].fresh


def test_by_hand_a_direction_is_changed_and_its_pictures_wait_for_a_word(studio: Studio, film: Project) -> None:
    film.edit_mood(1, name="Ours", colours=["#112233"], keywords=["plain"])
    assert advance(studio, film) == 0
    view = film.overview.slots["mood/1/image/1"]
    assert (view.state, names(film)[0]) == (State.STALE, "Ours")
    assert film.redo_estimate("mood/1").micros == EACH
    film.repaint_mood(1, go=False)
    assert advance(studio, film) == 2, "the picture, and the mood that is suggested"
    for changes in ({"colours": ["red"]}, {"extra": 2}, {"name": "x" * 200}):
        with pytest.raises(BadInput):
            film.edit_mood(1, **changes)
    film.undo(MOODS)
    assert names(film)[0] != "Ours"


def test_going_on_makes_nothing_again_of_what_is_only_offered(studio: Studio, film: Project) -> None:
    film.choose_mood(3, go=False)
    film.edit_mood(1, look="ink")
    price, spent = film.estimate().micros, film.overview.spent
    film._wish_run()
    advance(studio, film)
    assert price == 0
    assert film.overview.spent == spent
    assert film.overview.slots["mood/1/image/1"].state is State.STALE
    assert film.overview.slots["storyboard"].fresh


def test_an_own_picture_is_the_first_to_go_with_what_is_asked_for(studio: Studio, film: Project) -> None:
    take = film.bring_mood_picture(2, picture(), name="look.png")
    assert advance(studio, film) == 0, "nobody paints in its place"
    assert film.overview.slots["mood/2/image/2"].take == take
    film.colours_from(2, 2)
    assert film.moods
    assert film.moods.mood(2).colours == ("#c02040",)
    film.choose_mood(2, go=False)
    film.change(until="keyframes")
    advance(studio, film)
    assert film.storyboard
    start = film.overview.scenes[0].slots["keyframe/start"]
    assert start.take
    assert start.take.recipe.inputs["mood picture 1"] == take.digest
    with pytest.raises(Exception, match="picture"):
        film.bring_mood_picture(1, b"no picture at all", name="x.png")
    assert film.moods.mood(1).extra == 0
    with pytest.raises(BadInput):
        film.bring(MOOD, picture())


def test_a_picture_that_failed_holds_up_nothing_once_another_direction_is_chosen(studio: Studio) -> None:
    from vidpipe.errors import Kind, ProviderError

    kiosk = studio._shop.outside.providers["kiosk"]
    assert isinstance(kiosk, Kiosk)
    kiosk.errors = [ProviderError(Kind.POLICY, "No foxes", billed=False)]
    made = studio.create("A fox in the forest", models={"image": PAINTER.id}, moods=1, **ASKED)
    advance(studio, made)
    states = {n: made.overview.slots[f"mood/{n}/image/1"].state for n in (1, 2, 3)}
    (refused,) = (number for number, state in states.items() if state is State.BLOCKED)
    made.choose_mood(next(number for number in states if number != refused), go=False)
    advance(studio, made)
    assert made.overview.slots["storyboard"].fresh


def test_a_film_without_moods_says_so_and_can_have_them(film: Project, studio: Studio) -> None:
    plain = studio.create("A fox", models={"image": PAINTER.id}, **ASKED)
    assert (plain.moods, plain.mood, "moods" in plain.overview.steps) == (None, None, False)
    with pytest.raises(Refused, match="no moods"):
        plain.choose_mood(1)
    assert plain.moods_offer() == 3 * 4 * EACH
    plain.change(moods=1)
    assert plain.settings.gates == ("moods",)
    assert "moods" in plain.overview.steps


@pytest.mark.parametrize("slot", [MOODS, "mood/2/image/1"])
def test_the_lab_asks_for_the_very_same_and_gets_it_from_the_cache(studio: Studio, film: Project, slot: str) -> None:
    grid = studio.lab.from_scene(film, slot)
    price = studio.lab.price(grid)
    assert (price.cells, price.cached, price.micros) == (1, 1, 0)
    name, values = film.filling(slot)
    assert all(values[place] for place in original(name).needed)


def test_a_fork_is_made_in_the_same_mood(studio: Studio, film: Project) -> None:
    film.choose_mood(2, go=False)
    forked = film.fork()
    assert (forked.mood, forked.moods) == (film.mood, film.moods)
    assert advance(studio, forked) == 1, "its storyboard"
