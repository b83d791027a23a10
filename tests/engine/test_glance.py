"""A film looked at again is not derived again while nothing changed, and is never older than what was written."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vidpipe import NotFound, Studio
from vidpipe.engine import glance
from vidpipe.engine.glance import Glances
from vidpipe.project import Project
from vidpipe.take import State


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(tmp_path / "data", actor="Ada") as opened:
        yield opened


@pytest.fixture
def film(studio: Studio) -> Project:
    """A film with a storyboard by hand and a picture of its own."""
    scenes = [{"frames": 48, "start_prompt": f"a red boat number {n} at sea"} for n in range(3)]
    made = studio.create("Boats", storyboard=scenes, duration=6, narration=False)
    return made


class Watch:
    """Time that stands still until it is wound on."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


def test_looking_again_derives_nothing(film: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first = film.overview

    def derived(*_: object) -> None:
        raise AssertionError("derived again")

    monkeypatch.setattr(glance, "plan", derived)
    monkeypatch.setattr(glance, "overview", derived)
    assert film.overview is first
    assert film.settings.prompt == "Boats"
    assert film.storyboard == first.storyboard


def test_every_act_is_seen_at_once(film: Project, studio: Studio) -> None:
    slot = film.overview.scenes[0].slots["keyframe/start"].slot
    film.lock(slot)
    assert film.overview.scenes[0].slots["keyframe/start"].locked
    film.unlock(slot)
    assert not film.overview.scenes[0].slots["keyframe/start"].locked
    film.rename("Ships")
    assert film.overview.title == "Ships"
    assert [one.title for one in studio.projects()] == ["Ships"]
    film.trash()
    assert studio.projects() == []
    assert [one.id for one in studio.projects(trashed=True)] == [film.id]
    studio.empty_trash()
    with pytest.raises(NotFound):
        _ = film.overview


def test_what_another_process_writes_is_seen(film: Project, studio: Studio) -> None:
    slot = film.overview.scenes[0].slots["keyframe/start"].slot
    with Studio(studio.data, actor="Bob") as other:
        other.project(film.id).lock(slot)
        assert film.overview.scenes[0].slots["keyframe/start"].locked
        film.unlock(slot)
        assert not other.project(film.id).overview.scenes[0].slots["keyframe/start"].locked


def test_a_file_that_vanishes_is_noticed_after_a_few_seconds(film: Project, studio: Studio) -> None:
    watch = Watch()
    glances = Glances(studio._shop.outside, now=watch)
    take = next(take for take in studio._shop.store.records(film.id).takes if take.slot == "storyboard")
    assert glances.of(film.id).overview.slots["storyboard"].take == take
    studio.media(take.digest)[0].unlink()
    assert glances.of(film.id).overview.slots["storyboard"].take == take
    watch.time += glance.DISK_SECONDS
    assert glances.of(film.id).overview.slots["storyboard"].take is None
    assert glances.of(film.id).overview.slots["storyboard"].state is State.EMPTY


def test_how_far_a_slot_is_is_seen_without_planning_again(
    film: Project, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, view = studio._shop.store, film.overview.scenes[0].slots["keyframe/start"]
    assert view.recipe
    attempt = store.open_attempt(film.id, view.slot, view.stage, view.recipe)
    assert attempt
    store.lease(attempt.id, "w1", 60)
    before = film.overview
    assert before.scenes[0].slots["keyframe/start"].state is State.RUNNING

    def planned(*_: object) -> None:
        raise AssertionError("planned again")

    with monkeypatch.context() as patched:
        patched.setattr(glance, "plan", planned)
        for percent in (10, 80):
            store.renew(attempt.id, "w1", 60, progress=percent)
            now = film.overview
            assert now.scenes[0].slots["keyframe/start"].progress == percent
            same = {"progress", "scenes", "slots"}
            assert now.model_dump(exclude=same) == before.model_dump(exclude=same)
    assert before.scenes[0].slots["keyframe/start"].progress == 0
    store.release(attempt.id, "w1")
    assert film.overview.scenes[0].slots["keyframe/start"].state is State.EMPTY


def test_many_threads_that_look_at_once_have_it_derived_once(
    film: Project, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, real, together = [], glance.plan, threading.Barrier(6)

    def counting(*given: object) -> object:
        counted.append(1)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(glance, "plan", counting)
    glances = Glances(studio._shop.outside)

    def look(_: int) -> object:
        together.wait(timeout=30)
        return glances.of(film.id).plan

    with ThreadPoolExecutor(6) as pool:
        plans = list(pool.map(look, range(6)))
    assert len(counted) == 1
    assert all(found is plans[0] for found in plans)


def test_only_the_last_films_are_kept(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glance, "MOST", 3)
    films = [studio.create(f"Film number {n}") for n in range(5)]
    glances = Glances(studio._shop.outside)
    seen = [glances.of(film.id).plan for film in films]
    assert len(glances._kept) == len(glances._turns) == 3
    assert glances.of(films[-1].id).plan is seen[-1]
    assert glances.of(films[0].id).plan is not seen[0]
