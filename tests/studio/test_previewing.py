"""A change of a finished film is seen as a preview by itself; the cut stays what it is until it is asked for."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from vidpipe import Studio
from vidpipe.engine.readiness import Readiness
from vidpipe.engine.worker import Worker
from vidpipe.errors import Refused, Stopped
from vidpipe.film.cut import CutPlan
from vidpipe.film.slot import PREVIEW
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.probe import probe
from vidpipe.project import Project
from vidpipe.stages.preview import STAGE
from vidpipe.take import Phase, SlotView, State

SMALL = {"duration": 3, "quality": "draft", "aspect": "9:16", "narration": False, "music": False}
SCENES = [
    {"start_prompt": "Wide shot: a lighthouse by the sea at dusk", "frames": 36},
    {"start_prompt": "Close-up: a lantern at night", "frames": 36},
]


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(tmp_path_factory.mktemp("previewing") / "data") as opened:
        yield opened


@pytest.fixture(scope="module")
def made(studio: Studio) -> Project:
    """A finished film of two scenes. Fork it before you change it."""
    film = studio.create("A lighthouse", storyboard=SCENES, **SMALL)  # type: ignore[arg-type]
    assert film.run().status.value == "complete"
    return film


@pytest.fixture
def film(made: Project) -> Project:
    return made.fork()


@pytest.fixture
def worker(studio: Studio) -> Iterator[Worker]:
    """Somebody who works in the workspace and stays."""
    with studio._shop.working() as at_work:
        yield at_work


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The qualities for which pieces were made before a cut asked for them; everything is done as it is."""
    found: list[str] = []
    prepare = FfmpegCutter.prepare

    def told(cutter: FfmpegCutter, plan: CutPlan, **options: Any) -> int:
        made = prepare(cutter, plan, **options)
        found.append(plan.quality)
        return made

    monkeypatch.setattr(FfmpegCutter, "prepare", told)
    return found


def cut_of(film: Project) -> SlotView:
    return next(view for name, view in film.overview.slots.items() if name.startswith("cut/"))


def until(worker: Worker, done: Callable[[], object]) -> None:
    ends = threading.Timer(60, worker.stop)
    ends.start()
    worker.wait(lambda: bool(done()), every=0.05)
    ends.cancel()
    assert done()


def test_a_change_is_seen_by_itself_and_only_the_cut_is_exported(film: Project, worker: Worker, tmp_path: Path) -> None:
    before = cut_of(film).take
    film.join("wipe-left", seconds=0.25)
    until(worker, lambda: film.cut_preview)
    seen, now = film.cut_preview, cut_of(film)
    assert seen
    assert now.take == before
    assert now.state is State.STALE
    assert film.overview.status.resting
    assert probe(film._store.blobs.path(seen.digest)).frames == 72
    assert film.cut is None
    with pytest.raises(Refused):
        film.export(tmp_path / "film.mp4")
    film.redo(now.slot)
    until(worker, lambda: cut_of(film).fresh)
    assert film.cut_preview is None
    assert PREVIEW not in [take.slot for take in film.fork().shown], "nor is it copied"
    assert film.export(tmp_path / "film.mp4").stat().st_size > 0
    film.shelve()
    assert not list((film._shop.data / "films").rglob("*preview*")), "it is none of the film's files"


def test_who_asks_for_the_cut_and_leaves_waits_for_no_preview(film: Project, prepared: list[str]) -> None:
    film.join("slide-left", seconds=0.25)
    assert film.run().status.value == "complete"
    assert cut_of(film).fresh
    assert not any(event.slot == PREVIEW for event in film.events())
    assert prepared == []


def test_a_newer_change_calls_off_a_cut_that_is_at_work(
    film: Project, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, begun = FfmpegCutter.cut, threading.Event()

    def slow(cutter: FfmpegCutter, plan: CutPlan, **how: Any) -> Any:
        if plan.quality == "preview":
            return make(cutter, plan, **how)
        begun.set()
        while not cutter.stopped():
            threading.Event().wait(0.01)
        raise Stopped("Stopped.")

    monkeypatch.setattr(FfmpegCutter, "cut", slow)
    film.join("wipe-right", seconds=0.25)
    film.redo(cut_of(film).slot)
    until(worker, begun.is_set)
    film.join("wipe-right", seconds=0.5)
    until(worker, lambda: film.cut_preview)
    attempts = film._store.records(film.id).attempts
    assert [one.phase for one in attempts if one.stage == "cut"] == [Phase.CANCELLED]
    assert cut_of(film).state is State.STALE


def test_pieces_of_the_next_preview_are_made_when_the_film_rests(
    film: Project, worker: Worker, prepared: list[str]
) -> None:
    film.join("dip-to-black", seconds=0.25)
    until(worker, lambda: film.cut_preview)
    until(worker, lambda: len(prepared) == 2)
    assert prepared == ["preview", "draft"]


def test_preparing_waits_while_there_is_anything_else_to_do_and_goes_on_after(
    studio: Studio, made: Project, prepared: list[str]
) -> None:
    asked, busy = threading.Event(), threading.Event()
    busy.set()

    def other_work() -> bool:
        asked.set()
        return busy.is_set()

    ready = Readiness(studio._shop.outside, busy=other_work, quiet=0.25)
    try:
        ready.want(made.id)
        assert asked.wait(30)
        assert prepared == []
        busy.clear()
        ends = threading.Event()
        while len(prepared) < 2:
            assert not ends.wait(0.05)
        assert prepared == ["preview", "draft"]
    finally:
        ready.close()


def test_a_take_that_is_not_shown_is_prepared_too_and_encodes_nothing_when_it_is(
    studio: Studio, film: Project, prepared: list[str]
) -> None:
    first = film.overview.scenes[0].slots["clip@draft"]
    assert first.take
    film.bring(first.slot, film.clips[film.overview.scenes[1].scene.id])
    other = next(take for take in film.takes(first.slot) if take.id != first.take.id)
    film.pick(first.slot, first.take.id)
    outside = studio._shop.outside
    ready = Readiness(outside, busy=lambda: False, quiet=0.25)
    try:
        ready.want(film.id)
        ends = threading.Event()
        while len(prepared) < 3:
            assert not ends.wait(0.05)
        assert prepared == ["preview", "draft", "preview"]
        film.pick(first.slot, other.id)
        plan = outside.plan(outside.store.records(film.id))
        wanted, there = STAGE.early(plan.film, {name: view.take for name, view in plan.slots.items() if view.take})
        assert other.digest in {shot.media for shot in wanted.shots}
        with outside.store.using(film.id):
            cutter = outside.cutter(lambda: False)
            assert cutter.prepare(wanted, path=outside.store.blobs.path, ready=there, folder=outside.scratch) == 0
    finally:
        ready.close()
