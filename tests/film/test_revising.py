"""A storyboard changed by hand stays one: of the same length, each scene once, continuing what it continued."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidpipe.errors import BadInput, NotFound
from vidpipe.film.brief import CastMember
from vidpipe.film.revising import (
    FIELDS,
    SHORTEST,
    changed,
    deleted,
    duplicated,
    inserted,
    lengthened,
    merged,
    moved,
    placed_in,
    recast,
    restyled,
    split,
    timed,
)
from vidpipe.film.storyboard import Scene, Storyboard

WORDS = st.text(alphabet="abc é\n", max_size=20)


@st.composite
def boards(draw, least=1):
    lengths = draw(st.lists(st.integers(1, 240), min_size=least, max_size=8))
    scenes = [
        Scene(
            id=f"scene{place}",
            frames=frames,
            title=f"Title {place}",
            start_prompt=draw(WORDS),
            end_prompt=draw(WORDS),
            narration=draw(WORDS),
            words=draw(WORDS),
            card=draw(st.sampled_from(["", "title", "caption", "end"])),
            cast=draw(st.sampled_from([(), ("Noor",), ("Noor", "Ginger"), ("a stranger",)])),
            continuity=draw(st.sampled_from(["cut", "continue"])) if place else "cut",
        )
        for place, frames in enumerate(lengths)
    ]
    return Storyboard(cast=(CastMember(name="Noor"), CastMember(name="Ginger")), scenes=tuple(scenes))


@st.composite
def placed(draw, least=1):
    """A storyboard and the id of one of its scenes."""
    board = draw(boards(least))
    return board, draw(st.sampled_from([scene.id for scene in board.scenes]))


def sound(before, after):
    """What holds after every change of order, number or lengths."""
    assert Storyboard.model_validate(after.plain()) == after
    assert after.frames == before.frames
    return after


def follows(board):
    """Which scene each continues, by id."""
    return {scene.id: board.before(scene.id).id if scene.continuity == "continue" else None for scene in board.scenes}


def attempt(change, *given, **named):
    """The change, or None where it is refused with a remedy."""
    try:
        return change(*given, **named)
    except BadInput as refused:
        if not refused.remedy:
            raise
        return None


CHANGES = {
    "timed": lambda board, name, number: timed(board, name, 1 + number),
    "moved": lambda board, name, number: moved(board, name, number % 10),
    "inserted": inserted,
    "split": split,
    "merged": lambda board, name, number: merged(board, name),
    "duplicated": duplicated,
    "deleted": lambda board, name, number: deleted(board, name),
}


@given(
    boards(), st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 7), st.integers(0, 300)), max_size=12)
)
def test_any_row_of_changes_keeps_length_ids_and_validity(board, row):
    length = board.frames
    for verb, place, number in row:
        name = board.scenes[place % len(board.scenes)].id
        after = attempt(CHANGES[verb], board, name, number)
        if after is None:
            continue
        sound(board, after)
        kept = {scene.id for scene in board.scenes}
        assert len(kept & {scene.id for scene in after.scenes}) >= len(kept) - (verb in ("merged", "deleted"))
        board = after
    assert board.frames == length


@given(placed(), st.integers(-3, 12))
def test_a_moved_scene_is_where_it_was_put_and_the_others_keep_their_order(given_, place):
    board, name = given_
    after = sound(board, moved(board, name, place))
    assert after.place(name) == max(0, min(place, len(board.scenes) - 1))
    others = [scene.id for scene in board.scenes if scene.id != name]
    assert [scene.id for scene in after.scenes if scene.id != name] == others


@given(placed(), st.integers(0, 8))
def test_after_a_move_a_scene_continues_the_one_it_continued_or_nothing(given_, place):
    board, name = given_
    before, after = follows(board), follows(moved(board, name, place))
    for scene, ahead in after.items():
        assert ahead in (None, before[scene])
    whole = moved(board, name, board.place(name))
    assert whole == board


@given(placed(2), st.integers(1, 400))
def test_a_longer_scene_takes_from_the_next_then_from_the_one_before_and_from_nobody_else(given_, frames):
    board, name = given_
    after = attempt(timed, board, name, frames)
    near = [scene for scene in (board.after(name), board.before(name)) if scene]
    room = sum(max(0, scene.frames - SHORTEST) for scene in near)
    wanted = frames - board.scene(name).frames
    assert (after is None) == (frames < SHORTEST or wanted > room)
    if after is None:
        return
    sound(board, after)
    assert after.scene(name).frames == frames
    touched = {scene.id for scene in board.scenes if after.scene(scene.id).frames != scene.frames}
    assert touched <= {name, *(scene.id for scene in near)}
    if board.after(name) and board.before(name) and wanted > 0 and near[1].id in touched:
        assert after.scene(near[0].id).frames <= max(SHORTEST, near[0].frames)
        assert after.scene(near[0].id).frames == min(SHORTEST, near[0].frames)


@given(placed(), st.integers(SHORTEST, 400))
def test_without_the_total_only_the_scene_itself_changes(given_, frames):
    board, name = given_
    after = timed(board, name, frames, keep_total=False)
    assert after.frames - board.frames == frames - board.scene(name).frames
    assert [s.frames for s in after.scenes if s.id != name] == [s.frames for s in board.scenes if s.id != name]


@given(boards(), st.integers(1, 3000))
def test_a_film_is_made_longer_or_shorter_exactly_and_in_proportion(board, frames):
    after = attempt(lengthened, board, frames)
    floors = [min(SHORTEST, scene.frames) for scene in board.scenes]
    assert (after is None) == (frames < sum(floors))
    if after:
        assert after.frames == frames
        assert all(scene.frames >= floor for scene, floor in zip(after.scenes, floors, strict=True))
        assert [scene.id for scene in after.scenes] == [scene.id for scene in board.scenes]
        assert lengthened(board, board.frames) == board


@given(placed(), st.integers(0, 99))
def test_an_inserted_scene_is_empty_and_stands_behind_with_time_of_a_neighbour(given_, seed):
    board, name = given_
    after = attempt(inserted, board, name, seed)
    if after is None:
        near = (board.scene(name), board.after(name), board.before(name))
        assert all(scene is None or scene.frames < 2 * SHORTEST for scene in near)
        return
    sound(board, after)
    new = after.after(name)
    assert new.id not in {scene.id for scene in board.scenes}
    assert new.frames >= SHORTEST
    assert (new.title, new.start_prompt, new.narration, new.words, new.continuity) == ("", "", "", "", "cut")


@given(placed(), st.integers(0, 99), st.one_of(st.none(), st.integers(0, 300)))
def test_a_split_scene_goes_on_where_it_was_cut_and_merging_gives_it_back(given_, seed, at):
    board, name = given_
    whole = board.scene(name)
    after = attempt(split, board, name, seed, at)
    assert (after is None) == (whole.frames < 2 * SHORTEST)
    if after is None:
        return
    sound(board, after)
    first, second = after.scene(name), after.after(name)
    assert min(first.frames, second.frames) >= SHORTEST
    assert second.continuity == "continue"
    assert (second.start_prompt, second.end_prompt) == (whole.start_prompt, whole.end_prompt)
    assert [first.narration, second.narration] == [whole.narration, ""]
    assert sorted([first.words, second.words]) == sorted([whole.words, ""])
    assert {k: v for k, v in follows(after).items() if v and k != second.id and v != second.id} == {
        k: v for k, v in follows(board).items() if v and v != name
    }
    again = merged(after, name)
    assert again.scene(name).model_copy(update={"end_prompt": whole.end_prompt}) == whole
    assert follows(again) == follows(board)


@given(placed(2))
def test_merged_scenes_add_their_time_and_lose_no_word(given_):
    board, name = given_
    after = attempt(merged, board, name)
    following = board.after(name)
    assert (after is None) == (following is None)
    if after is None:
        return
    sound(board, after)
    scene, one = after.scene(name), board.scene(name)
    assert scene.frames == one.frames + following.frames
    for words in (one.narration, following.narration):
        assert words in scene.narration
    assert set(scene.cast) == set(one.cast) | set(following.cast)
    assert scene.start_prompt == one.start_prompt
    assert scene.end_prompt == (following.end_prompt or following.start_prompt)


@given(placed(), st.integers(0, 99))
def test_a_copy_says_the_same_and_stands_behind(given_, seed):
    board, name = given_
    after = attempt(duplicated, board, name, seed)
    if after is None:
        return
    sound(board, after)
    copy, one = after.after(name), board.scene(name)
    same = {"id": one.id, "frames": one.frames, "continuity": one.continuity}
    assert copy.model_copy(update=same) == one


@given(placed())
def test_the_time_of_a_deleted_scene_goes_to_its_neighbours_alone(given_):
    board, name = given_
    after = attempt(deleted, board, name)
    assert (after is None) == (len(board.scenes) == 1)
    if after is None:
        return
    sound(board, after)
    near = {scene.id for scene in (board.before(name), board.after(name)) if scene}
    for scene in after.scenes:
        gained = scene.frames - board.scene(scene.id).frames
        assert gained >= 0
        assert scene.id in near or gained == 0


@given(boards(), st.lists(st.integers(0, 4), max_size=6), st.integers(0, 9))
def test_new_ids_are_never_those_of_scenes_that_are_there(board, places, seed):
    seen = [scene.id for scene in board.scenes]
    for place in places:
        after = attempt(inserted, board, board.scenes[place % len(board.scenes)].id, seed)
        if after:
            board = after
    ids = [scene.id for scene in board.scenes]
    assert len(set(ids)) == len(ids)
    assert set(seen) <= set(ids)


def three():
    scenes = [Scene(id=f"scene{n}", frames=48, start_prompt=f"picture {n}", cast=("Noor",)) for n in (1, 2, 3)]
    return Storyboard(cast=(CastMember(name="Noor"), CastMember(name="Ginger")), scenes=tuple(scenes))


def test_fields_of_one_scene_are_set_and_all_else_stays():
    board = three()
    after = changed(board, "scene2", action="It rains.", models={"image": "local/painter-1"})
    assert (after.scene("scene2").action, after.scene("scene2").models) == ("It rains.", {"image": "local/painter-1"})
    assert after.scene("scene2").model_copy(update={"action": "", "models": {}}) == board.scene("scene2")
    assert [after.scene(name) for name in ("scene1", "scene3")] == [board.scene(name) for name in ("scene1", "scene3")]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"frames": 12}, "frames"),
        ({"id": "other"}, "id"),
        ({"transition": {}}, "transition"),
        ({"narration": "a" * 700}, "narration"),
        ({"title": "\x07"}, "control characters"),
        ({"card": "poster"}, "card"),
        ({"speed": 900}, "speed"),
    ],
)
def test_what_a_scene_cannot_have_is_refused_in_words(fields, says):
    with pytest.raises(BadInput, match=says) as refused:
        changed(three(), "scene2", **fields)
    assert refused.value.remedy
    assert "Value error" not in refused.value.message


def test_the_first_scene_cannot_continue_another():
    assert changed(three(), "scene2", continuity="continue").scene("scene2").continuity == "continue"
    with pytest.raises(BadInput, match="first scene cannot continue"):
        changed(three(), "scene1", continuity="continue")


def test_every_field_named_is_a_field_of_a_scene():
    assert set(FIELDS) == set(Scene.model_fields) - {"id", "frames", "transition", "origin"}


@pytest.mark.parametrize("verb", sorted(CHANGES))
def test_a_scene_that_is_gone_is_said_to_be_gone(verb):
    with pytest.raises(NotFound, match="not in the film"):
        CHANGES[verb](three(), "gone", 20)


def test_style_fields_are_set_one_by_one():
    after = restyled(restyled(three(), look="Painted"), colours=("#112233",))
    assert (after.style.look, after.style.colours) == ("Painted", ("#112233",))
    with pytest.raises(BadInput, match="colours"):
        restyled(three(), colours=("red",))
    with pytest.raises(BadInput, match="gloss"):
        restyled(three(), gloss="high")


def test_who_is_renamed_keeps_the_scenes_and_who_leaves_is_taken_out():
    board = three()
    ginger = board.cast[1]
    renamed = recast(board, [CastMember(name="Nora", look="black"), ginger])
    assert [scene.cast for scene in renamed.scenes] == [("Nora",)] * 3
    alone = recast(board, [ginger])
    assert [scene.cast for scene in alone.scenes] == [()] * 3
    swapped = recast(board, [ginger, board.cast[0]])
    assert [scene.cast for scene in swapped.scenes] == [("Noor",)] * 3
    for names in (("Noor", "Noor"), ("Noor", "")):
        with pytest.raises(BadInput, match="name of their own"):
            recast(board, [CastMember(name=name) for name in names])


def test_somebody_is_put_into_scenes_and_out_of_the_others():
    board = placed_in(three(), "Ginger", ["scene1", "scene3"])
    assert [scene.cast for scene in board.scenes] == [("Noor", "Ginger"), ("Noor",), ("Noor", "Ginger")]
    assert [scene.cast for scene in placed_in(board, "Noor", []).scenes] == [("Ginger",), (), ("Ginger",)]
