"""A person directs a film through the façade: consent, notes, true undo, changes as functions, prices before acts."""

import threading
from collections.abc import Callable, Iterator

import pytest

from vidpipe import BadInput, NotFound, Refused, Studio
from vidpipe.engine.overview import Status
from vidpipe.film.edit import Edit
from vidpipe.film.revising import deleted, merged, timed
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.project import Project
from vidpipe.take import State

SMALL = {"duration": 4, "quality": "draft", "aspect": "9:16", "narration": False, "until": "keyframes"}
BOARD = "storyboard"
Change = Callable[[Storyboard], Storyboard]


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(tmp_path_factory.mktemp("directing") / "data", actor="Ada") as opened:
        yield opened


@pytest.fixture(scope="module")
def made(studio: Studio) -> Project:
    """A film of two scenes up to its keyframes, written by hand, so that each test says what its scenes are."""
    scenes = [
        {"start_prompt": "Wide shot: a lighthouse by the sea at dusk", "frames": 48},
        {"start_prompt": "Close-up: a lantern at night", "frames": 48},
    ]
    film = studio.create("A lighthouse", storyboard=scenes, **SMALL)
    film.run()
    return film


@pytest.fixture
def film(made: Project) -> Project:
    """A film of its own for each test, whose takes come from the cache."""
    return made.fork()


def reworded(text: str, place: int = 0) -> "Rewording":
    return Rewording(text, place)


class Rewording:
    """A change of one scene's first prompt."""

    def __init__(self, text: str, place: int) -> None:
        self.text, self.place = text, place

    def __call__(self, board: Storyboard) -> Storyboard:
        chosen = board.scenes[self.place].id
        fresh = {"start_prompt": self.text}
        return board.with_scenes(s.model_copy(update=fresh) if s.id == chosen else s for s in board.scenes)


def scene(film: Project, place: int = 0) -> Scene:
    board = film.storyboard
    assert board
    return board.scenes[place]


def start_of(film: Project, place: int = 0) -> str:
    return f"scene/{scene(film, place).id}/keyframe/start"


def work(film: Project) -> None:
    """What the worker does that `wake` starts, here and now, without the consent that `run` gives."""
    with film._shop.working(everything=False) as worker:
        worker.look_at(film.id)
        worker.wait(lambda: film.overview.status.resting and worker.idle, every=0.05)


@pytest.fixture(autouse=True)
def _no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is done in this process, so that a test sees what one ask leads to."""
    from vidpipe.workshop import Workshop

    monkeypatch.setattr(Workshop, "start_worker", lambda self: None)


# ------------------------------------------------------------ consent


def test_after_an_edit_nothing_is_made_until_the_person_agrees(film: Project) -> None:
    film.revise(reworded("Wide shot: a red balloon over a field by day"))
    work(film)
    now = film.overview
    assert now.status is Status.AWAITING_APPROVAL
    assert now.scenes[0].slots["keyframe/start"].state is State.STALE
    film.redo(start_of(film))
    work(film)
    slots = film.overview.scenes[0].slots
    assert slots["keyframe/start"].fresh
    assert slots["keyframe/end"].state is State.STALE
    film.redo()
    work(film)
    assert film.overview.scenes[0].slots["keyframe/end"].fresh


def test_a_scene_is_redone_as_one(film: Project) -> None:
    film.revise(reworded("Wide shot: a red balloon over a field by day"))
    film.revise(reworded("Wide shot: a boat on a lake by day", 1))
    with pytest.raises(Refused, match="comes first"):
        film.redo(start_of(film).replace("start", "end"))
    film.redo(f"scene/{scene(film).id}")
    work(film)
    first, second = film.overview.scenes
    assert all(view.fresh for view in first.slots.values() if view.take)
    assert second.slots["keyframe/start"].state is State.STALE


def test_many_takes_are_made_and_kept_and_the_film_stays_stopped(film: Project) -> None:
    film.run()
    film.stop()
    slot = start_of(film)
    before = len(film.takes(slot))
    film.reroll(slot, takes=2)
    film.wake()
    work(film)
    takes = film.takes(slot)
    assert len(takes) == before + 2
    assert len({take.digest for take in takes}) == len(takes)
    assert film.overview.scenes[0].slots["keyframe/start"].take == takes[-1]
    assert film.overview.status is Status.STOPPED


def test_a_rename_makes_nothing_stale(film: Project) -> None:
    film.run()
    film.rename("Quite another name")
    assert film.overview.title == "Quite another name"
    assert film.estimate().slots == 0
    with pytest.raises(BadInput):
        film.rename("a" * 400)


def test_a_budget_or_a_gate_takes_no_consent_back(film: Project) -> None:
    film.revise(reworded("Wide shot: a red balloon over a field by day"))
    film.redo()
    film.change(budget_usd=5, gates=["cut"])
    work(film)
    assert film.overview.scenes[0].slots["keyframe/start"].fresh


# ------------------------------------------------------------ history


def test_undo_twice_goes_two_back_and_redo_brings_both_again(film: Project) -> None:
    first = film.storyboard
    film.revise(reworded("one"))
    film.revise(reworded("two"))
    film.undo(BOARD)
    assert scene(film).start_prompt == "one"
    film.undo(BOARD)
    assert film.storyboard == first
    assert (film.history(BOARD).back, film.history(BOARD).forth) == (0, 2)
    with pytest.raises(Refused, match="nothing to undo"):
        film.undo(BOARD)
    film.redo_edit(BOARD)
    film.redo_edit(BOARD)
    assert scene(film).start_prompt == "two"
    film.undo(BOARD)
    film.revise(reworded("three"))
    with pytest.raises(Refused, match="nothing to redo"):
        film.redo_edit(BOARD)


def test_the_first_change_of_the_edit_can_be_undone_too(film: Project) -> None:
    film.recut(lambda edit: edit.with_scene(scene(film).id, voice_db=-6))
    film.recut(lambda edit: edit.model_copy(update={"captions": False}))
    now = film.overview.edit
    assert (now.captions, now.scene(scene(film).id).voice_db) == (False, -6)
    film.undo("edit")
    film.undo("edit")
    assert film.overview.edit == Edit()
    assert [take.slot for take in film.takes("edit")] == ["edit"] * 3


# ------------------------------------------------------------ two at once


def test_changes_by_two_people_at_once_lose_nothing(film: Project, studio: Studio) -> None:
    """Each adds a word to the same scene twenty times; all are there."""
    other = studio.project(film.id)
    wrong: list[BaseException] = []

    def add(whose: Project, word: str) -> None:
        def change(board: Storyboard) -> Storyboard:
            first = board.scenes[0]
            longer = first.model_copy(update={"start_prompt": f"{first.start_prompt} {word}"})
            return board.with_scenes([longer, *board.scenes[1:]])

        try:
            for _ in range(20):
                whose.revise(change)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=add, args=pair) for pair in ((film, "left"), (other, "right"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    words = scene(film).start_prompt.split()
    assert (words.count("left"), words.count("right")) == (20, 20)


def test_a_change_that_changes_nothing_writes_nothing(film: Project) -> None:
    before = len(film.takes(BOARD))
    film.revise(lambda board: board)
    assert len(film.takes(BOARD)) == before


# ------------------------------------------------------------ notes


def test_a_note_about_a_picture_is_made_for_it_alone(film: Project) -> None:
    film.run()
    slot = start_of(film)
    before = film.overview.scenes[0].slots["keyframe/start"].take
    film.request_changes("in the snow", [slot])
    assert [note.text for note in film.open_notes("keyframes")] == ["in the snow"]
    assert film.overview.open_notes == 1
    work(film)
    view = film.overview.scenes[0].slots["keyframe/start"]
    assert view.take
    assert before
    assert view.take.digest != before.digest
    assert (view.note, film.open_notes(), view.takes) == ("in the snow", (), len(film.takes(slot)))
    film.undo(slot)
    assert film.overview.scenes[0].slots["keyframe/start"].fresh


def test_without_go_a_note_waits_and_without_words_another_take_is_made(film: Project) -> None:
    film.run()
    slot = start_of(film)
    film.request_changes("in the snow", [slot], go=False)
    work(film)
    assert len(film.open_notes()) == 1
    assert film.overview.scenes[0].slots["keyframe/start"].causes[0].reason == 'you asked: "in the snow"'
    other = start_of(film, 1)
    count = len(film.takes(other))
    film.request_changes("", [other])
    work(film)
    assert len(film.takes(other)) == count + 1


def test_a_fork_takes_open_notes_along(film: Project) -> None:
    film.run()
    film.request_changes("in the snow", [start_of(film)], go=False)
    assert [note.text for note in film.fork().open_notes()] == ["in the snow"]


def test_a_note_about_a_scene_has_just_that_scene_written_again(film: Project) -> None:
    before = film.storyboard
    assert before
    film.request_changes("at night, in the rain", [f"{BOARD}:scene/{scene(film).id}"])
    work(film)
    after = film.storyboard
    assert after
    assert after.scenes[1] == before.scenes[1]
    assert after.scenes[0] != before.scenes[0]
    assert [(s.id, s.frames) for s in after.scenes] == [(s.id, s.frames) for s in before.scenes]
    assert film.open_notes() == ()
    film.undo(BOARD)
    assert film.storyboard == before
    assert film.overview.slots[BOARD].fresh


def test_locked_scenes_are_never_written_again(film: Project) -> None:
    before = film.storyboard
    assert before
    name = f"scene/{scene(film, 1).id}"
    film.lock(name)
    with pytest.raises(Refused, match="Scene 2 is locked"):
        film.request_changes("at night", [f"{BOARD}:{name}"])
    film.request_changes("at night", [BOARD], go=False)
    assert [note.part for note in film.open_notes("storyboard")] == [f"scene/{scene(film).id}"]
    film.reroll(BOARD)
    work(film)
    after = film.storyboard
    assert after
    assert after.scenes[1] == before.scenes[1]
    assert after.scenes[0] != before.scenes[0]


@pytest.mark.parametrize(
    "change",
    [
        reworded("A heron", place=1),
        lambda board: timed(board, board.scenes[0].id, 60),
        lambda board: deleted(board, board.scenes[1].id),
        lambda board: merged(board, board.scenes[0].id),
    ],
)
def test_a_locked_scene_is_left_as_it_is_by_every_change_of_the_storyboard(film: Project, change: Change) -> None:
    film.lock(f"scene/{scene(film, 1).id}")
    before = film.storyboard
    with pytest.raises(Refused, match="Scene 2 is locked"):
        film.revise(change)
    assert film.storyboard == before
    film.revise(reworded("A heron", place=0))
    film.unlock(f"scene/{scene(film, 1).id}")
    film.revise(change)
    assert film.storyboard != before


@pytest.mark.parametrize(
    ("targets", "error", "says"),
    [
        ([], BadInput, "about"),
        (["storyboard:scene/nowhere1"], NotFound, "no scene/nowhere1"),
        (["animatic"], BadInput, "not made by a model"),
        (["clip"], NotFound, "no slot"),
    ],
)
def test_a_note_about_nothing_is_refused_and_nothing_is_written(
    film: Project, targets: list[str], error: type[Exception], says: str
) -> None:
    count = film.overview.events
    with pytest.raises(error, match=says):
        film.request_changes("warmer", targets)
    assert film.overview.events == count


def test_a_note_of_any_length_or_with_control_signs_is_refused(film: Project) -> None:
    for note in ("a" * 601, "a\x00b"):
        with pytest.raises(BadInput, match="note cannot be used"):
            film.request_changes(note, [start_of(film)])


# ------------------------------------------------------------ what changed, and what it would cost


def test_what_changed_since_it_was_approved_is_said_by_scene_and_field(film: Project) -> None:
    assert film.changes("storyboard") == ()
    film.approve("storyboard")
    assert film.changes("storyboard") == ()

    def change(board: Storyboard) -> Storyboard:
        first, second = board.scenes
        return board.with_scenes([second, first.model_copy(update={"end_prompt": "x", "motion_prompt": "y"})])

    film.revise(change)
    assert [(found.part[:6], found.scene, found.what) for found in film.changes("storyboard")] == [
        ("scene/", 2, ("end", "motion")),
        ("", None, ("order",)),
    ]
    film.revise(lambda board: board.with_scenes([board.scenes[0], Scene(id="brandnew", frames=48, start_prompt="z")]))
    found = {(change.scene, change.what) for change in film.changes("storyboard")}
    assert found == {(2, ("new",)), (None, ("removed",))}


def test_another_take_of_what_was_approved_is_a_change(film: Project) -> None:
    film.run()
    film.approve("keyframes")
    assert film.changes("keyframes") == ()
    film.reroll(start_of(film, 1))
    work(film)
    found = film.changes("keyframes")
    assert [(change.slot, change.scene, change.what) for change in found] == [
        (start_of(film, 1), 2, ("another take",)),
    ]


def test_a_rejection_is_told_with_its_reason(film: Project) -> None:
    film.run()
    slot = start_of(film)
    take = film.takes(slot)[-1]
    film.reject(slot, take.id, "hands")
    assert film.rejections(slot) == {take.id: "hands"}
    assert film.overview.scenes[0].slots["keyframe/start"].rejected == "hands"
    film.pick(slot, take.id)
    assert film.rejections(slot) == {}


def test_a_preview_says_what_an_edit_makes_stale_and_writes_nothing(film: Project) -> None:
    film.run()
    count = film.overview.events
    name = scene(film).id
    nothing = film.preview(lambda board: board)
    assert (nothing.stale, nothing.micros) == ((), 0)
    seen = film.preview(reworded("Wide shot: a red balloon"))
    assert set(seen.stale) == {f"scene/{name}/keyframe/start", f"scene/{name}/keyframe/end"}
    assert (seen.micros, seen.confidence) == (0, "free")
    assert film.overview.events == count
