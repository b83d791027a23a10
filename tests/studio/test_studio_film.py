"""A whole film by the public Python API, made for real: exact length, cache, forks, re-rolls, edits, gates, loss."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vidpipe import NotFound, Refused, Studio
from vidpipe.film.slot import parse
from vidpipe.media.probe import probe
from vidpipe.project import Project
from vidpipe.take import State

SMALL = {"duration": 4, "quality": "draft", "aspect": "9:16", "narration": False}
IDEA = "A paper boat crosses a rainy street"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(tmp_path_factory.mktemp("studio") / "data", actor="Ada") as opened:
        yield opened


@pytest.fixture(scope="module")
def film(studio: Studio) -> Project:
    made = studio.create(IDEA, **SMALL)  # type: ignore[arg-type]
    assert made.run().status.value == "complete"
    return made


def manifest(film: Project) -> dict[str, str]:
    now = film.overview
    views = [*now.slots.values(), *(view for row in now.scenes for view in row.slots.values())]
    return {view.slot: view.take.digest for view in views if view.take}


def test_the_cut_has_exactly_the_frames_that_were_asked_for_and_sound(film: Project) -> None:
    cut = film.cut
    assert cut
    measured = probe(cut.path)
    assert (measured.frames, measured.width, measured.height) == (96, 360, 640)
    assert measured.has_audio
    assert cut.seconds == pytest.approx(4.0, abs=0.05)
    assert cut.poster
    assert cut.poster.is_file()


def test_its_files_lie_in_a_folder_under_names_a_person_understands(film: Project, studio: Studio) -> None:
    cut = film.cut
    assert cut
    names = sorted(path.name for path in cut.path.parent.iterdir())
    assert cut.path.parent.parent == studio.data / "films"
    assert {"film-9x16-en-draft.mp4", "storyboard.json", "brief.json", "music.wav", "animatic.mp4"} <= set(names)
    assert any(name.startswith("01-") and name.endswith("-start.png") for name in names)


def test_the_same_film_again_asks_no_provider(film: Project, studio: Studio) -> None:
    twin = studio.create(IDEA, **SMALL)  # type: ignore[arg-type]
    now = twin.run()
    assert now.calls == now.cached_calls > 5
    assert manifest(twin) == manifest(film)


def test_a_fork_with_another_aspect_keeps_its_words_and_makes_its_pictures(film: Project) -> None:
    before = manifest(film)
    other = film.fork(aspect="1:1")
    stale = {view.slot for row in other.overview.scenes for view in row.slots.values() if not view.fresh}
    assert all("keyframe" in slot or "clip" in slot for slot in stale)
    assert other.brief == film.brief
    assert other.storyboard == film.storyboard
    assert manifest(film) == before


def test_a_longer_fork_keeps_every_scene_and_makes_only_new_ones(film: Project) -> None:
    board = film.storyboard
    assert board
    longer = film.fork(duration=8)
    longer.run("storyboard")
    grown = longer.storyboard
    assert grown
    assert grown.frames == 192
    assert [scene for scene in grown.scenes if scene in board.scenes] == list(board.scenes)
    assert len(grown.scenes) > len(board.scenes)
    kept = {scene.id for scene in board.scenes}
    fresh = {view.slot for row in longer.overview.scenes for view in row.slots.values() if view.fresh}
    pictures = {view for view in manifest(film) if parse(view).scene in kept and "keyframe" in view}
    assert pictures <= fresh


def test_a_reroll_makes_one_more_take_and_undo_shows_the_first(studio: Studio) -> None:
    film = studio.create(IDEA, until="keyframes", **SMALL)  # type: ignore[arg-type]
    film.run()
    slot = film.overview.scenes[0].slots["keyframe/start"].slot
    first = film.overview.scenes[0].slots["keyframe/start"].take
    film.reroll(slot)
    film.run()
    takes = film.takes(slot)
    assert len(takes) == 2
    assert takes[0].digest != takes[1].digest
    film.undo(slot)
    assert film.overview.scenes[0].slots["keyframe/start"].take == first


def test_an_edit_by_hand_makes_again_only_what_it_touches(studio: Studio) -> None:
    film = studio.create(IDEA, until="keyframes", **SMALL)  # type: ignore[arg-type]
    film.run()
    board = film.storyboard
    assert board
    film.edit(board.with_scenes(s.model_copy(update={"title": "Renamed"}) for s in board.scenes))
    assert film.estimate().slots == 0
    changed = board.scenes[0].model_copy(update={"start_prompt": "Wide shot: a red balloon over the sea by day"})
    film.edit(board.with_scenes([changed, *board.scenes[1:]]))
    view = film.overview.scenes[0].slots["keyframe/start"]
    assert view.state is State.STALE
    assert "prompt" in view.causes[0].reason


def test_a_gate_waits_for_the_person_named_in_the_settings(studio: Studio) -> None:
    film = studio.create(IDEA, gates=["storyboard"], until="keyframes", **SMALL)  # type: ignore[arg-type]
    assert film.run().status.value == "awaiting_approval"
    assert film.overview.waiting == ("storyboard: ready for your approval",)
    assert not film.keyframes
    film.approve("storyboard")
    film.run()
    assert film.overview.slots["storyboard"].approved_by == "Ada"
    assert film.keyframes


def test_a_damaged_file_is_found_and_made_again_as_it_was(film: Project, studio: Studio) -> None:
    before = manifest(film)
    slot, name = next((slot, name) for slot, name in before.items() if slot.endswith("keyframe/end"))
    path, _ = studio.media(name)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.chmod(0o600)
    path.write_bytes(data)
    assert film.verify() == [slot]
    film.resume()
    film.run()
    assert manifest(film) == before


def test_a_storyboard_may_be_given_as_python_objects(studio: Studio) -> None:
    scenes = [
        {"start_prompt": "Wide shot: a lighthouse by the sea at dusk", "frames": 48},
        {"start_prompt": "Close-up: a lantern at night", "frames": 48, "continuity": "cut"},
    ]
    film = studio.create("A lighthouse", storyboard=scenes, **SMALL)  # type: ignore[arg-type]
    film.run("keyframes")
    assert len(film.keyframes) == 2
    assert "<table" in film._repr_html_()


def test_trash_hides_a_film_and_emptying_it_leaves_the_others_whole(film: Project, studio: Studio) -> None:
    before = manifest(film)
    twin = studio.create(IDEA, **SMALL)  # type: ignore[arg-type]
    twin.run("keyframes")
    twin.trash()
    assert twin.id not in [project.id for project in studio.summaries()]
    studio.empty_trash()
    with pytest.raises(NotFound):
        studio.project(twin.id)
    assert film.verify() == []
    assert manifest(film) == before


def test_a_foreign_file_is_never_replaced_without_force(film: Project, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    film.export(out)
    film.export(out)
    out.write_bytes(b"something of the person's own")
    with pytest.raises(Refused, match="--force"):
        film.export(out)
    film.export(out, force=True)
    assert probe(out).frames == 96


def test_an_estimate_for_local_models_is_free_and_counts_what_is_to_be_made(studio: Studio, film: Project) -> None:
    ahead = studio.estimate("Something quite new", duration=24)
    assert (ahead.micros, ahead.confidence) == (0, "free")
    assert ahead.slots > 10
    assert film.estimate().slots == 0
