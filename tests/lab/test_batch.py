"""Sets of films: what differs is made and paid once, everything else is the film's own or cached."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_room import CALLS, HOOKS, base, paid, without_previews

from engine.atelier import Atelier
from fakes.media import wav
from vidpipe import BadInput, Refused, Studio
from vidpipe.engine.overview import Status
from vidpipe.film.slot import narration
from vidpipe.lab import Set
from vidpipe.project import Project
from vidpipe.take import State


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(tmp_path / "data", actor="Ada") as opened:
        yield without_previews(opened)


def made_calls(found: Set) -> int:
    """Calls that were really made, by the events of the films' takes."""
    view = found.view
    return view.calls - view.cached


# ---------------------------------------------------------------- eight films


def test_two_hooks_two_calls_and_two_shapes_are_eight_films_for_which_only_what_differs_is_made(studio: Studio) -> None:
    """Up to the pictures, painted here; a browser test makes all eight to their end."""
    film = base(studio, narration=False)
    film.run("keyframes")
    plan = studio.lab.batch(film, hooks=HOOKS, calls=CALLS, aspects=["16:9", "9x16"])
    price = studio.lab.price_batch(plan)
    assert price.count == len(price.films) == 8
    # the other shape's four pictures, and the clips of both
    assert (price.calls, price.micros) == (8, 0)
    found = studio.lab.make_batch(plan)
    view = found.run("keyframes")
    assert [one.reached for one in view.films] == [True] * 8
    assert made_calls(found) == 4
    painted = Counter(
        attempt.recipe.key
        for one in found.films
        for attempt in studio._shop.store.records(one.id).attempts
        if "keyframe" in attempt.slot and not attempt.cached
    )
    assert list(painted.values()) == [1] * 4
    again = studio.lab.price_batch(plan)
    assert again.calls == 4
    assert studio.lab.make_batch(plan).id == found.id


def test_lines_that_are_spoken_are_priced_once_for_each_line(studio: Studio) -> None:
    film = base(studio)
    price = studio.lab.price_batch(studio.lab.batch(film, hooks=HOOKS, calls=CALLS))
    alone = studio.lab.price_batch(studio.lab.batch(film, hooks=HOOKS[:1], calls=CALLS[:1]))
    assert price.calls - alone.calls == 2
    assert [one.calls for one in price.films] == [alone.calls, 1, 1, 0]


def test_a_paid_set_costs_what_differs_once_and_as_much_as_was_said(studio: Studio) -> None:
    house = Atelier()
    film = paid(studio, house, until="keyframes")
    film.run()
    before, spent = len(house.orders), film.overview.spent
    plan = studio.lab.batch(film, hooks=HOOKS, calls=CALLS, aspects=["16:9", "9:16"])
    price = studio.lab.price_batch(plan)
    clips = 2 * 150_000
    assert (price.calls, price.micros.known) == (8, True)
    assert price.micros == spent + 2 * clips
    assert [one.calls for one in price.films] == [2, 0, 0, 0, 6, 0, 0, 0]
    assert [one.shared for one in price.films] == [0, 2, 2, 2, 0, 6, 6, 6]
    view = studio.lab.make_batch(plan).run("keyframes")
    assert len(house.orders) - before == 4
    assert sum(one.spent for one in view.films) == spent


def test_what_another_set_has_made_is_marked_as_cached(studio: Studio) -> None:
    house = Atelier()
    film = paid(studio, house, until="keyframes")
    film.run()
    studio.lab.make_batch(studio.lab.batch(film, aspects=["9:16"])).run("keyframes")
    price = studio.lab.price_batch(studio.lab.batch(film, hooks=HOOKS, aspects=["9:16"]))
    # its four pictures are there; its clips follow from them and are still to be made, once for both films
    assert (price.cached, price.calls, price.shared) == (8, 2, 2)


# ---------------------------------------------------------------- what is said


def said(film: Project) -> list[tuple[str, str]]:
    board = film.storyboard
    assert board
    return [(scene.narration, scene.words) for scene in board.scenes]


def test_a_hook_is_said_and_written_first_and_a_call_last_and_the_film_stands_alone(studio: Studio) -> None:
    film = base(studio)
    found = studio.lab.make_batch(studio.lab.batch(film, hooks=HOOKS[:1], calls=CALLS[:1]))
    (one,) = found.films
    assert said(one) == [(HOOKS[0], HOOKS[0]), (CALLS[0], CALLS[0])]
    assert said(film) == [("It drips", "Drips"), ("It is dry", "The end")]
    assert one.title == "Leaks · Fix leaks fast · Call today"
    film.trash()
    studio.empty_trash()
    assert said(studio.project(one.id))[0][0] == HOOKS[0]


def test_a_voice_that_was_brought_does_not_speak_over_another_line(studio: Studio) -> None:
    film = base(studio)
    film.run("storyboard")
    for scene in ("one1", "two2"):
        film.bring(narration(scene, "en"), wav(700))
    found = studio.lab.make_batch(studio.lab.batch(film, hooks=HOOKS[:1]))
    (one,) = found.films
    view = one.overview.scenes[0].slots["narration/en"]
    assert (view.take, view.state) == (None, State.EMPTY)
    assert one.overview.scenes[1].slots["narration/en"].fresh


def test_another_language_is_written_anew_once_with_the_hooks_in_it(studio: Studio) -> None:
    film = base(studio)
    plan = studio.lab.batch(film, hooks=HOOKS, languages=["en", "es"])
    price = studio.lab.price_batch(plan)
    found = studio.lab.make_batch(plan)
    view = found.run("storyboard")
    assert [one.reached for one in view.films] == [True] * 4
    spanish = [studio.project(one.id) for one in view.films if one.values["language"] == "es"]
    assert [said(one)[0][0] for one in spanish] == list(HOOKS)
    assert {one.settings.language for one in spanish} == {"es"}
    # the English brief once and the Spanish brief and storyboard once: the hook enters no request
    assert made_calls(found) == 3
    assert price.films[3].calls < price.films[2].calls
    again = studio.lab.price_batch(plan)
    assert again.films[2].cached == 2


# ---------------------------------------------------------------- broken off, twice, stopped


def test_a_set_that_was_broken_off_is_made_to_its_end_and_nothing_twice(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = base(studio)
    plan = studio.lab.batch(film, hooks=HOOKS, calls=CALLS)
    make, done = Project.make_variant, []

    def dying(self: Project, name: str, variant: object, *, title: str) -> bool:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(name)
        made: bool = make(self, name, variant, title=title)  # type: ignore[arg-type]
        return made

    with monkeypatch.context() as broken:
        broken.setattr(Project, "make_variant", dying)
        with pytest.raises(KeyboardInterrupt):
            studio.lab.make_batch(plan)
    (batch,) = studio.lab.batches()
    half = studio.lab.open_batch(batch.id).view
    assert (len(half.films), half.planned) == (2, 4)
    film.rename("Called otherwise meanwhile")
    whole = studio.lab.make_batch(plan)
    assert whole.id == batch.id
    assert len(whole.films) == 4
    assert [one.id for one in whole.films][:2] == done
    assert len(studio.summaries()) == 5


def test_a_fork_between_its_making_and_its_place_in_the_set_is_found_again(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = base(studio)
    plan = studio.lab.batch(film, hooks=HOOKS)

    def dying(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(studio._shop.store.lab, "add_film", dying)
        with pytest.raises(KeyboardInterrupt):
            studio.lab.make_batch(plan)
    assert len(studio.summaries()) == 2
    assert len(studio.lab.make_batch(plan).films) == 2
    assert len(studio.summaries()) == 3


def test_nothing_of_a_set_runs_before_it_is_started_though_a_worker_is_there(studio: Studio) -> None:
    film = base(studio)
    film.run("storyboard")
    found = studio.lab.make_batch(studio.lab.batch(film, hooks=HOOKS))
    studio.work(until_idle=True)
    assert [one.status for one in found.view.films] == [Status.STOPPED] * 2
    assert found.view.calls == 0


def test_a_stopped_set_goes_on_where_it_was(studio: Studio) -> None:
    film = base(studio, narration=False)
    found = studio.lab.make_batch(studio.lab.batch(film, aspects=["1:1"]))
    found.run("storyboard")
    found.stop()
    assert {one.status for one in found.view.films} <= {Status.STOPPED, Status.AWAITING_APPROVAL}
    found.resume()
    view = found.run("keyframes")
    assert [one.reached for one in view.films] == [True]
    assert made_calls(found) == 5  # the brief and four pictures


def test_a_film_in_the_trash_is_passed_by_and_a_forgotten_set_leaves_its_films(studio: Studio) -> None:
    film = base(studio)
    found = studio.lab.make_batch(studio.lab.batch(film, hooks=HOOKS))
    found.films[0].trash()
    assert [one.gone for one in found.view.films] == [True, False]
    assert len(found.films) == 1
    found.forget()
    assert studio.lab.batches() == []
    assert len(studio.summaries()) == 2


def test_each_film_has_the_budget_that_was_said_and_rests_when_it_is_reached(studio: Studio) -> None:
    house = Atelier()
    film = paid(studio, house)
    found = studio.lab.make_batch(studio.lab.batch(film, aspects=["9:16"]), budget=50_000)
    view = found.run("keyframes")
    assert len(house.orders) == 1
    assert view.films[0].status is Status.AWAITING_APPROVAL
    assert "budget" in view.films[0].waiting[0]
    assert found.price > 0


# ---------------------------------------------------------------- bad input


def test_a_table_is_refused_in_a_sentence_with_what_to_do(studio: Studio) -> None:
    film = base(studio)
    for asked, word in (
        ({}, "empty"),
        ({"hooks": ["  "]}, "empty"),
        ({"aspects": ["3:2"]}, "3:2"),
        ({"languages": ["xx"]}, "no language"),
        ({"hooks": ["a" * 281]}, "too long"),
        ({"calls": [str(number) for number in range(61)]}, "too many"),
        ({"hooks": ["a\x00b"]}, "control"),
    ):
        with pytest.raises(BadInput) as refused:
            studio.lab.batch(film, **asked)
        assert word in refused.value.message
        assert refused.value.remedy


def test_a_film_without_a_storyboard_and_a_locked_scene_are_refused(studio: Studio) -> None:
    with pytest.raises(Refused, match="storyboard"):
        studio.lab.batch(studio.create("Nothing yet"), hooks=HOOKS)
    film = base(studio)
    film.run("storyboard")
    film.lock("scene/one1")
    with pytest.raises(Refused, match="Scene 1 is locked"):
        studio.lab.batch(film, hooks=HOOKS)
    assert studio.lab.batch(film, calls=CALLS).size == 2


def test_too_many_films_are_refused_with_their_price(studio: Studio) -> None:
    house = Atelier()
    film = paid(studio, house)
    lines = [f"Line {number}" for number in range(60)]
    plan = studio.lab.batch(film, hooks=lines, calls=lines, languages=["en", "es"], aspects=["16:9", "9:16"])
    price = studio.lab.price_batch(plan)
    assert (price.over, price.count, price.films) == (True, 14_400, ())
    assert price.micros > 0
    with pytest.raises(BadInput, match="14,400 films"):
        studio.lab.make_batch(plan)
    assert studio.lab.batches() == []


def test_a_missing_key_is_said_before_any_film_is_made(studio: Studio) -> None:
    film = base(studio)
    film.change(models={"image": "openai/gpt-image-2.5-flare"})
    plan = studio.lab.batch(film, hooks=HOOKS)
    assert studio.lab.price_batch(plan).count == 2
    with pytest.raises(Refused, match="key"):
        studio.lab.make_batch(plan)
    assert len(studio.summaries()) == 1
