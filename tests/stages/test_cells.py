"""A cell is its request: what it asks for follows from its place in the grid; what asks for the same is one cell."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from vidpipe.errors import BadInput, VidpipeError
from vidpipe.film.catalogue import Role
from vidpipe.film.grid import Grid, Origin
from vidpipe.film.project import Film, Settings
from vidpipe.library.prompts import original
from vidpipe.ports import Output, Ref, Request, Result
from vidpipe.stages.cells import STAGES, Cell, cells, name_of
from vidpipe.stages.registry import stages

STAGE = {stage.role: stage for stage in STAGES}
MODEL = {Role.TEXT: "a/writer", Role.IMAGE: "a/painter", Role.VIDEO: "a/filmer", Role.SPEECH: "a/voice"}
MODEL[Role.MUSIC] = "a/band"


def grid(role: Role = Role.IMAGE, **changes: Any) -> Grid:
    return Grid.model_validate({"role": role, "wordings": ["A {x} kite"], "models": [MODEL[role]]} | changes)


def listed(made: Grid) -> list[Cell]:
    return list(cells(made).values())


def asked(made: Grid) -> list[Request]:
    return [STAGE[made.role].request(cell.recipe, {}) for cell in listed(made)]


RED = {"values": [{"x": "red"}]}
WIDE = {"width": 1280, "height": 720}
FACTS: dict[Role, tuple[dict[str, Any], dict[str, Any]]] = {
    Role.TEXT: ({}, {"task": "write", "answer": {}, "width": None, "frames": None}),
    Role.IMAGE: ({"negative": "letters"}, {"task": "keyframe", "negative": "letters", "frames": None}),
    Role.VIDEO: ({"frames": 72, "rate": 25}, {"task": "clip", "frames": 72, "rate": 25, "refs": ()}),
    Role.SPEECH: (
        {"voice": "am_adam", "language": "en", "speed": 90},
        {"task": "narration", "voice": "am_adam", "language": "en", "speed": 90, "width": None},
    ),
    Role.MUSIC: ({"frames": 240}, {"task": "music", "frames": 240, "rate": 24, "width": None}),
}


@pytest.mark.parametrize("role", FACTS)
def test_a_cell_asks_for_what_its_option_says_as_far_as_it_matters_to_its_role(role: Role) -> None:
    option, wanted = FACTS[role]
    [request] = asked(grid(role, options=[option], seeds=[7], **RED))
    said = {"role": role, "prompt": "A red kite", "seed": 7, "sample": 0, "system": ""}
    assert {name: getattr(request, name) for name in {**said, **wanted}} == {**said, **wanted}


@pytest.mark.parametrize("role", [Role.IMAGE, Role.VIDEO])
@pytest.mark.parametrize(("aspect", "turned"), [("16:9", False), ("9:16", True), ("1:1", False)])
def test_a_shape_is_a_size_of_its_own(role: Role, aspect: str, turned: bool) -> None:
    [request] = asked(grid(role, options=[{"aspect": aspect}], **RED))
    width, height = request.width or 0, request.height or 0
    assert min(width, height) >= 720
    assert (width < height) is turned
    assert (width == height) is (aspect == "1:1")


@pytest.mark.parametrize(("role", "where"), [(Role.TEXT, "prompt"), (Role.IMAGE, "words"), (Role.VIDEO, "motion")])
def test_a_model_that_reads_data_reads_the_whole_prompt(role: Role, where: str) -> None:
    [request] = asked(grid(role, system="Be {x}.", **RED))
    assert request.data[where] == request.prompt == "A red kite"
    assert request.system == "Be red."


def test_slots_stand_in_the_grid_s_order_and_say_where_they_are() -> None:
    made = grid(values=[{"x": "red"}, {"x": "blue"}], models=["a/painter", "a/other"], seeds=[3, 4])
    found = listed(made)
    assert [cell.point for cell in found] == made.points()
    assert [(cell.recipe.model, cell.recipe.stage) for cell in found[:3]] == [
        ("a/painter", "lab image"),
        ("a/painter", "lab image"),
        ("a/other", "lab image"),
    ]
    assert list(cells(made)) == [cell.slot for cell in found]
    assert all(slot.startswith("cell/") for slot in cells(made))


# ---------------------------------------------------------------- equal cells


def test_wordings_that_say_the_same_make_one_cell() -> None:
    made = grid(wordings=["A {x} kite", "A red kite", "{y} kite"], values=[{"x": "red", "y": "A red"}], seeds=[1, 2])
    assert made.size == 6
    assert [cell.point.wording for cell in listed(made)] == [0, 0]


def test_an_equal_cell_has_the_same_name_in_every_grid_and_another_question_another_one() -> None:
    small, large = grid(**RED), grid(values=[{"x": "blue"}, {"x": "red"}], seeds=[5, 1], name="Kites")
    assert set(cells(small)) < set(cells(large))
    others = [
        grid(values=[{"x": "blue"}]),
        grid(**RED, models=["a/other"]),
        grid(**RED, seeds=[2]),
        grid(**RED, options=[{"aspect": "9:16"}]),
        grid(**RED, options=[{"negative": "fog"}]),
        grid(**RED, system="Be brief."),
    ]
    for other in others:
        assert not set(cells(other)) & set(cells(small))


OPTIONS = st.lists(
    st.sampled_from([{}, {"aspect": "1:1"}, {"negative": "fog"}, {"voice": "v"}]), min_size=1, max_size=3
)
WORDINGS = st.lists(st.sampled_from(["A {x} kite", "A red kite", "{x}"]), min_size=1, max_size=3)
ROWS = st.lists(st.sampled_from([{"x": "red"}, {"x": "blue"}, {"x": "A red kite"}]), min_size=1, max_size=3)


@given(wordings=WORDINGS, values=ROWS, options=OPTIONS, seeds=st.lists(st.integers(0, 3), min_size=1, max_size=4))
@effort(max_examples=40)
@pytest.mark.parametrize("unseeded", [(), ("a/painter",)])
def test_as_many_cells_as_different_calls(unseeded: tuple[str, ...], **parts: Any) -> None:
    made = grid(models=["a/painter", "a/other"], unseeded=unseeded, **parts)
    keys = [request.key(cell.recipe.model) for request, cell in zip(asked(made), listed(made), strict=True)]
    assert len(set(keys)) == len(keys) == len(cells(made)) <= made.size
    assert len({cell.recipe.key for cell in listed(made)}) == len(keys)
    shown = [(option.aspect, option.negative) for option in made.options]
    wanted = {(point.prompt, point.model, shown[point.option], point.seed) for point in made.points()}
    assert len(keys) == len(wanted), "a voice is none of a picture's matters"


# ---------------------------------------------------------------- seeds and samples


def test_a_model_without_seeds_counts_samples_and_its_seeds_only_tell_them_apart() -> None:
    made = grid(**RED, models=["a/painter", "a/plain"], seeds=[11, 40], unseeded=["a/plain"])
    told = {
        (cell.recipe.model, request.seed, request.sample)
        for cell, request in zip(listed(made), asked(made), strict=True)
    }
    assert told == {("a/painter", 11, 0), ("a/painter", 40, 0), ("a/plain", None, 0), ("a/plain", None, 1)}


def test_other_seeds_ask_a_model_without_seeds_for_nothing_new() -> None:
    first, later = (grid(**RED, unseeded=["a/painter"], seeds=seeds) for seeds in ([1, 2], [7, 8, 9]))
    assert set(cells(first)) < set(cells(later))


# ---------------------------------------------------------------- out of a scene

PICTURE = "0" * 64
DATA = {
    "words": "A red kite",
    "position": "start",
    "camera": "pan left",
    "shot size": "wide",
    "colours": ["#aabbcc"],
    "style": ["soft"],
    "room": "",
}
BASE = Request(
    role=Role.IMAGE,
    task="keyframe",
    prompt="A red kite Look: soft. No text, no letters, no watermark.",
    data=DATA,
    width=360,
    height=640,
    seed=99,
    negative="text",
    refs=(Ref(use="reference", digest=PICTURE, mime="image/png"),),
)
SCENE = {"words": "A red kite", "cast": "", "look": "Look: soft.", "room": ""}
ORIGIN = Origin(project="film", slot="scene/a/keyframe/start", stage="keyframe", values=SCENE)


def opened(**changes: Any) -> Grid:
    own = {"wordings": [original("keyframe").text], "values": [SCENE], "seeds": [99]}
    return grid(**own | {"origin": ORIGIN, "base": BASE.plain()} | changes)


def test_with_nothing_changed_a_cell_is_the_scene_s_very_call() -> None:
    [request] = asked(opened())
    assert request.key("a/painter") == BASE.key("a/painter")


def test_another_seed_or_model_changes_nothing_else_of_the_scene() -> None:
    made = opened(seeds=[99, 7], models=["a/painter", "a/plain"], unseeded=["a/plain"])
    for cell, request in zip(listed(made), asked(made), strict=True):
        if cell.recipe.model == "a/plain":
            assert (request.seed, request.sample) == (99, cell.point.seed), "it is sent what the scene sends"
        assert request.model_copy(update={"seed": 99, "sample": 0}) == BASE


def test_own_words_of_the_stage_keep_the_scene_s_data_and_a_changed_value_goes_into_it() -> None:
    [request] = asked(opened(values=[SCENE | {"words": "A blue kite"}]))
    assert request.prompt.startswith("A blue kite Look: soft.")
    assert request.data == DATA | {"words": "A blue kite"}
    assert (request.refs, request.width, request.negative) == (BASE.refs, 360, "text")


def test_other_words_than_the_stage_s_are_read_whole() -> None:
    [request] = asked(opened(wordings=["Nothing but {words}, seen from below"]))
    assert request.prompt == "Nothing but A red kite, seen from below"
    assert request.data == DATA | {"words": request.prompt}


def test_one_cell_s_words_are_not_another_s() -> None:
    made = opened(values=[SCENE, SCENE | {"words": "A blue kite"}], wordings=[original("keyframe").text, "{words}"])
    assert [request.data["words"] for request in asked(made)] == [
        "A red kite",
        "A blue kite",
        "A red kite",
        "A blue kite",
    ]
    assert made.base["data"]["words"] == "A red kite"


# ---------------------------------------------------------------- the stages


def test_a_grid_has_cells_of_its_role_alone_and_a_film_has_none() -> None:
    for role in FACTS:
        inside = Film(settings=Settings(prompt="x", grid=grid(role, **RED)), caps={})
        filled = {stage.name: list(stage.slots(inside)) for stage in STAGES}
        assert {name for name, slots in filled.items() if slots} == {name_of(role)}
        [slot] = filled[name_of(role)]
        assert STAGE[role].recipe(inside, slot, {}) == cells(grid(role, **RED))[slot].recipe
        assert STAGE[role].needs(inside, slot) == ()
    film = Film(settings=Settings(prompt="x"), caps={})
    assert not [slot for stage in STAGES for slot in stage.slots(film)]
    assert {stage.name for stage in STAGES} <= {stage.name for stage in stages()}


def test_a_grid_that_is_too_large_or_lacks_a_value_has_no_cells() -> None:
    for made in (grid(**RED, seeds=range(500)), grid()):
        with pytest.raises(BadInput):
            cells(made)


def accepted(role: Role, result: Result, **changes: Any) -> tuple[str, bytes]:
    [cell] = listed(grid(role, **RED, **changes))
    draft = STAGE[role].accept(cell.recipe, result, {})
    return draft.mime, draft.data


def test_words_are_kept_as_words_and_data_as_json() -> None:
    assert accepted(Role.TEXT, Result(text="Höher, Drachen!")) == ("text/plain", "Höher, Drachen!".encode())
    base = {"role": "text", "task": "brief", "prompt": "x", "answer": {"type": "object"}}
    mime, data = accepted(Role.TEXT, Result(data={"title": "Höher"}), base=base)
    assert (mime, json.loads(data)) == ("application/json", {"title": "Höher"})
    assert "Höher".encode() in data
    assert accepted(Role.TEXT, Result(text='{"title": "x"}'), base=base) == ("application/json", b'{"title": "x"}')


def test_a_file_of_another_kind_than_was_asked_for_is_refused(tmp_path: Path) -> None:
    picture = Result(outputs=(Output(path=str(tmp_path / "x.png"), mime="image/png"),))
    assert accepted(Role.IMAGE, picture)[0] == "image/png"
    for role in (Role.VIDEO, Role.SPEECH, Role.MUSIC):
        with pytest.raises(VidpipeError):
            accepted(role, picture)
    with pytest.raises(VidpipeError):
        accepted(Role.IMAGE, Result(text="I cannot draw"))
