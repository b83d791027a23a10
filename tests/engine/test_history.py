"""Undo and redo are a true history of what a slot showed: twice back goes two back, and a new pick ends what could be
redone. Held against a list with a finger on it."""

from hypothesis import given
from hypothesis import strategies as st

from vidpipe.engine.history import REDO, UNDO, Trail, replay
from vidpipe.take import Decision, Verb


def picks(*said: tuple[str, str]) -> Trail:
    return replay(
        Decision(id=number, slot="s", verb=Verb.PICK, value=value, reason=reason)
        for number, (value, reason) in enumerate(said, 1)
    )


def test_undo_twice_goes_two_back_and_redo_comes_forth() -> None:
    trail = picks(("1", ""), ("2", ""), ("3", ""), ("2", UNDO), ("1", UNDO))
    assert (trail.before, trail.after) == (None, "2")
    assert (trail.history.back, trail.history.forth) == (0, 2)
    assert picks(("1", ""), ("2", ""), ("3", ""), ("2", UNDO), ("1", UNDO), ("2", REDO)).after == "3"


def test_a_new_pick_ends_what_could_be_redone() -> None:
    trail = picks(("1", ""), ("2", ""), ("1", UNDO), ("3", ""))
    assert (trail.before, trail.after) == ("1", None)


def test_the_same_take_picked_again_is_no_step() -> None:
    assert picks(("1", ""), ("2", ""), ("2", "made before")).history.back == 1


def test_nothing_was_shown_nothing_can_be_undone() -> None:
    trail = picks()
    assert (trail.before, trail.after, trail.history.back, trail.history.forth) == (None, None, 0, 0)


@given(st.lists(st.sampled_from(("pick", "undo", "redo")), max_size=30))
def test_any_sequence_of_steps_is_as_with_a_list_and_a_finger(steps: list[str]) -> None:
    shown, finger, said = ["1"], 0, [("1", "")]
    for number, step in enumerate(steps, 2):
        if step == "pick":
            shown = [*shown[: finger + 1], str(number)]
            finger += 1
        elif step == "undo" and finger:
            finger -= 1
        elif step == "redo" and finger + 1 < len(shown):
            finger += 1
        else:
            continue
        said.append((shown[finger], "" if step == "pick" else step))
    trail = picks(*said)
    assert (trail.shown, trail.now) == (shown, finger)
