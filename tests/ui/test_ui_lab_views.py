"""The lab's view-models: the recipe as a grid and back, bands and tiles of a grid, the tally. No studio is opened."""

from datetime import UTC, datetime

import pytest

from vidpipe.errors import BadInput
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.cost import Cost
from vidpipe.film.grid import Grid, Option
from vidpipe.film.template import Template
from vidpipe.film.verdict import Rating, Tally
from vidpipe.lab import CellView, GridView, ModelPrice
from vidpipe.lab.asking import grid_from
from vidpipe.take import State
from vidpipe.ui.view import lab as view
from vidpipe.ui.view.draft import Draft, lengths, numbers, of_grid, of_template, turned
from vidpipe.ui.view.tally import rows

NOW = datetime(2026, 11, 21, tzinfo=UTC)
PAINTER, FLUX = "local/painter-3", "kiosk/flux"
CATALOGUE = {
    PAINTER: Caps(provider="local", model="painter-3", role=Role.IMAGE, title="Local painter", seeded=True),
    FLUX: Caps(provider="kiosk", model="flux", role=Role.IMAGE, title="Flux"),
    "local/voice": Caps(provider="local", model="voice", role=Role.SPEECH, seeded=True),
    "local/film": Caps(provider="local", model="film", role=Role.VIDEO, seeded=True, durations=(4000, 8000)),
}
TITLES = {"local": "This computer", "kiosk": "Kiosk"}


def grid(**more) -> Grid:
    asked = {"prompts": ["A {thing}"], "models": [FLUX, PAINTER], "values": [{"thing": "boat"}], "seeds": 2}
    return grid_from(CATALOGUE, **(asked | more))


def cell(number: int, model: str = PAINTER, *, seed: int = 0, wording: int = 0, **more) -> CellView:
    made = {"state": State.READY, "digest": "a" * 64, "mime": "image/png"} if "state" not in more else {}
    return CellView(
        slot=f"cell/{number}",
        key=str(number),
        number=number,
        wording=wording,
        row=0,
        option=0,
        seed=seed,
        model=model,
        prompt="A boat",
        **(made | more),
    )


def seen(*cells: CellView, of: Grid | None = None) -> GridView:
    return GridView(
        id="g1",
        name="",
        grid=of or grid(),
        cells=cells,
        spent=160_000,
        ahead=Cost(),
        budget=None,
        done=sum(bool(each.digest) for each in cells),
        moving=0,
        asking=0,
        running=False,
        events=1,
        created=NOW,
        updated=NOW,
    )


def bands(now: GridView, *prices: ModelPrice):
    return view.bands(now, CATALOGUE, prices, titles=TITLES)


@pytest.mark.parametrize(
    "made",
    [
        {"prompts": ["A {thing}", "The {thing} again"], "values": [{"thing": "boat"}, {"thing": ""}]},
        {"aspects": ["9:16", "1:1"], "seeds": [4, 9, 2**40], "name": "Boats"},
        {
            "role": "speech",
            "models": ["local/voice"],
            "voices": ["", "emma"],
            "languages": ["en", "de"],
            "speeds": [90],
        },
        {"role": "video", "models": ["local/film"], "seconds": [4, 8], "negative": "people", "seeds": 1},
    ],
)
def test_a_grid_laid_into_the_fields_asks_for_the_same_grid_again(made):
    first = grid(**made)
    draft = of_grid(first)
    again = grid_from(CATALOGUE, prompts=list(draft.wordings), **draft.asked())
    assert again.plain() == first.plain()


def test_a_scenes_values_stay_though_no_prompt_has_a_place_for_them():
    draft = Draft(wordings=("All new words",), values=({"words": "a boat", "room": ""},), base={"width": 640})
    assert draft.asked()["values"] == [{"words": "a boat", "room": ""}]


def test_an_empty_value_is_missing_alone_and_meant_in_a_table():
    alone = Draft(wordings=("A {size} {thing}",), values=({"size": "", "thing": "boat", "old": "x"},))
    assert alone.asked()["values"] == [{"thing": "boat"}]
    assert alone.unused == ("old",)
    table = Draft(wordings=("A {size} {thing}",), values=({"size": "", "thing": "boat"}, {"size": "big"}))
    assert table.asked()["values"] == [{"size": "", "thing": "boat"}, {"size": "big", "thing": ""}]


def test_variables_are_read_from_every_prompt_that_can_be_read():
    assert Draft(wordings=("A {thing} in {light}", "Half {open", "{light} first"), system="As {who}").variables == (
        "thing",
        "light",
        "who",
    )


def test_seeds_are_read_as_they_are_typed():
    assert numbers("11, 12;40-42") == [11, 12, 40, 41, 42]
    for wrong in ("", "eleven", "-4", "1-100000", "9" * 30):
        with pytest.raises(BadInput):
            numbers(wrong)


def test_another_kind_keeps_the_words_and_leaves_the_scene():
    now = turned(Draft(wordings=("A boat",), models=(PAINTER,), base={"width": 640}), "video")
    assert (now.role, now.wordings, now.models, now.base) == ("video", ("A boat",), (), {})


def test_a_template_is_laid_in_whole():
    draft = of_template(Template.of(grid(aspects=["1:1"]), name="Boats"))
    assert (draft.aspects, draft.models, draft.seeds) == (("1:1",), (FLUX, PAINTER), 2)


def test_lengths_are_those_of_the_chosen_models():
    assert lengths([CATALOGUE["local/film"]], [6]) == [4, 6, 8]


def test_one_prompt_is_one_band_without_a_heading_and_a_line_for_each_model():
    now = seen(cell(1, FLUX), cell(2, FLUX, seed=1), cell(3), cell(4, seed=1))
    price = ModelPrice(
        model=FLUX, cells=2, cached=0, micros=Cost(80_000), each=Cost(40_000, sure="estimated"), milliseconds=7800
    )
    (band,) = bands(now, price)
    assert band.title == ""
    assert [line.title for line in band.lines] == ["Flux", "Local painter"]
    assert band.lines[0].facts == ("Kiosk", "$0.04 each, estimated", "7.8 s typical")
    assert [tile.left for tile in band.lines[1].tiles] == ["seed 11", "seed 12"]
    assert band.lines[0].tiles[1].left == "sample 2", "a model that takes no seed says so"


def test_several_prompts_are_bands_and_say_a_models_facts_once():
    of = grid(prompts=["A {thing}", "The {thing}"], models=[PAINTER], seeds=1)
    price = ModelPrice(model=PAINTER, cells=2, cached=0, micros=Cost(), each=Cost())
    first, second = bands(seen(cell(1), cell(2, wording=1), of=of), price)
    assert first.title == second.title == "A boat"
    assert first.lines[0].facts == ("This computer", "$0 each, free")
    assert second.lines[0].facts == ()


def test_options_that_differ_are_said_and_shape_the_tiles():
    of = grid(aspects=["9:16", "1:1"], models=[PAINTER], seeds=1)
    (tall, square) = bands(seen(cell(1), cell(2).model_copy(update={"option": 1}), of=of))
    assert (tall.title, tall.ratio) == ("9:16", "9:16")
    assert (square.title, square.ratio) == ("1:1", "1:1")


def test_what_came_from_a_scene_has_the_scenes_shape():
    of = grid().model_copy(update={"base": {"width": 720, "height": 1280}})
    assert view.ratio(of, Option()) == "720:1280"


def test_a_tile_says_what_it_cost_and_how_long_it_took():
    made = cell(1, FLUX, milliseconds=7800, micros=Cost(40_000))
    cached = cell(2, FLUX, seed=1, cached=True)
    tiles = bands(seen(made, cached))[0].lines[0].tiles
    assert (tiles[0].left, tiles[0].right) == ("sample 1 · 7.8 s", "$0.04")
    assert tiles[1].right == "cached $0"


@pytest.mark.parametrize(
    ("state", "acts", "left"),
    [
        (State.FAILED, ["retry"], "seed 11"),
        (State.BLOCKED, ["retry"], "seed 11"),
        (State.UNCERTAIN, ["look-up", "charged", "free"], "seed 11"),
        (State.RUNNING, ["cancel"], "seed 11 · 5 s left"),
        (State.QUEUED, ["cancel"], "seed 11 · waits"),
        (State.EMPTY, [], "seed 11"),
    ],
)
def test_a_cell_that_is_not_made_offers_what_helps(state, acts, left):
    waiting = cell(1, state=state, message="It broke", micros=Cost(40_000), milliseconds=10_000, progress=50)
    (tile,) = bands(seen(waiting))[0].lines[0].tiles
    assert [verb for verb, _ in tile.acts] == acts
    assert tile.left == left
    assert bool(tile.plate) == (state in view.ASKS)
    if "retry" in acts:
        assert tile.acts[0][1] == "Try again · $0.04"


def test_the_winner_has_the_most_stars_and_nobody_wins_a_tie():
    four, five = Rating(stars=4), Rating(stars=5)
    assert view.winner([cell(1, rating=four), cell(2, rating=five)]) == "cell/2"
    assert view.winner([cell(1, rating=five), cell(2, rating=five)]) == ""
    assert view.winner([cell(1, rating=five), cell(2, rating=Rating(stars=5, starred=True))]) == "cell/2"
    assert view.winner([cell(1), cell(2)]) == ""
    assert view.mean([cell(1, rating=four), cell(2, rating=five), cell(3)]) == "4.5 of 5 stars"


def test_blind_results_say_nothing_of_what_made_them_and_keep_their_order():
    now = seen(*[cell(n, FLUX if n % 2 else PAINTER, seed=n % 2, text="words") for n in range(1, 9)])
    tiles = view.blinded(now)
    assert {tile.slot for tile in tiles} == {each.slot for each in now.cells}
    assert [tile.slot for tile in tiles] == [tile.slot for tile in view.blinded(now)]
    assert [tile.slot for tile in tiles] != [each.slot for each in now.cells]
    said = " ".join(f"{tile.says} {tile.left} {tile.right}" for tile in tiles)
    assert not any(word in said for word in ("flux", "painter", "boat", "seed", "$"))


def test_the_head_names_the_run_in_short():
    long = grid(prompts=[f"A {{thing}} {'on a very calm lake ' * 20}"], models=[PAINTER], seeds=1)
    assert view.titled(long).startswith("A boat on a very calm lake")
    assert len(view.titled(long)) <= 72
    assert view.summary(seen(cell(1))) == "A boat. 1 picture, $0.16 so far"
    waiting = seen(cell(1), cell(2, state=State.QUEUED), of=grid(name="Boats"))
    assert view.summary(waiting) == "Boats. 1 of 2 pictures, $0.16 so far"


def test_the_tally_says_each_figure_and_its_share():
    good = Tally(
        name=FLUX, results=4, made=4, kept=3, rated=2, stars=45, milliseconds=8000, micros=160_000, won=3, lost=1
    )
    poor = Tally(name=PAINTER, results=8, made=4, kept=2, milliseconds=2000)
    first, second = rows([poor, good], {FLUX: "Flux"})
    assert (first.title, second.title) == ("Flux", PAINTER)
    assert [(one.says, one.percent) for one in first.figures] == [
        ("75 %", 75),
        ("4.5", 90),
        ("8.0 s", 100),
        ("$0.04", 100),
        ("3 of 4", 75),
    ]
    assert [one.says for one in second.figures] == ["25 %", "not rated", "2.0 s", "$0", "none met"]
    assert second.facts == "8 results · 4 made"
