"""A film's slots opened in the lab, and results of the lab in the film: what is unchanged is the film's own call, what
is used comes in as it is and stays shown."""

import json
import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import forking
from vidpipe import Studio
from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.format import size
from vidpipe.film.grid import Grid
from vidpipe.film.revising import restyled
from vidpipe.film.slot import STORYBOARD
from vidpipe.lab import CellView, Experiment
from vidpipe.lab.scenes import _wording
from vidpipe.media.images import measure
from vidpipe.project import Project
from vidpipe.take import SlotView, State

SMALL = {"duration": 3, "quality": "draft", "aspect": "9:16", "language": "en", "seed": 7, "gates": ["storyboard"]}


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(tmp_path_factory.mktemp("scenes")) as found:
        yield found


@pytest.fixture(scope="module")
def made(studio: Studio) -> Project:
    """A film of one scene with everything up to its sound. It is forked by who changes it."""
    film = studio.create("A red kite over a meadow", **SMALL)
    film.run("storyboard")
    film.approve("storyboard")
    film.run("sound")
    return film


@pytest.fixture
def film(made: Project) -> Project:
    return made.fork()


def slots(film: Project) -> dict[str, SlotView]:
    return film._read()[1].slots


def scene(film: Project) -> str:
    assert film.storyboard
    return film.storyboard.scenes[0].id


def named(film: Project, part: str) -> str:
    return next(slot for slot in slots(film) if part in slot)


def again(studio: Studio, grid: Grid, prompts: list[str] | None = None, **values: str) -> Grid:
    """The grid as a page builds it from another's parts: with other words, or other values of its places."""
    rows = [{**row, **values} for row in grid.values]
    return studio.lab.grid(
        prompts or list(grid.wordings),
        role=grid.role.value,
        models=grid.models,
        values=rows,
        seeds=grid.seeds,
        system=grid.system,
        origin=grid.origin,
        base=grid.base,
    )


def run(studio: Studio, grid: Grid) -> tuple[Experiment, CellView]:
    experiment = studio.lab.create(grid)
    experiment.run()
    return experiment, experiment.view.cells[0]


def whale(studio: Studio, film: Project) -> tuple[Experiment, CellView]:
    grid = studio.lab.from_scene(film, f"scene/{scene(film)}/keyframe/start")
    return run(studio, again(studio, grid, words="A blue whale leaps out of the sea at night"))


@pytest.mark.parametrize(
    "part", ["brief", "storyboard", "keyframe/start", "keyframe/end", "clip", "narration", "music"]
)
def test_unchanged_it_is_the_films_own_call(part: str, studio: Studio, film: Project) -> None:
    slot = named(film, part)
    grid = studio.lab.from_scene(film, slot)
    assert studio.lab.price(grid).cached == 1
    experiment, cell = run(studio, grid)
    assert (cell.state, cell.cached, cell.message) == (State.READY, True, "")
    assert experiment.overview.calls == experiment.overview.cached_calls
    if grid.role != "text":
        take = slots(film)[slot].take
        assert take
        assert cell.digest == take.digest


def test_the_places_of_the_stages_words_hold_what_the_scene_says(studio: Studio, film: Project) -> None:
    assert film.storyboard
    said = film.storyboard.scenes[0]
    grid = studio.lab.from_scene(film, f"scene/{said.id}/keyframe/start", seeds=3)
    assert grid.wordings == (film.wording("keyframe").text,)
    assert grid.values[0]["words"] == said.start_prompt
    assert "Look: " in grid.values[0]["look"]
    assert [seed - grid.seeds[0] for seed in grid.seeds] == [0, 1, 2]
    assert grid.name == "Scene 1, keyframe start"


def test_where_no_seed_is_taken_the_samples_are_those_of_the_film(studio: Studio, film: Project) -> None:
    slot = f"scene/{scene(film)}/keyframe/start"
    grid = studio.lab.from_scene(film, slot, models=["openai/gpt-image-2.5-flare"], seeds=2)
    asked = [cell.recipe.params["request"] for cell in _cells(grid)]
    assert asked == [grid.base | {"sample": number} for number in (0, 1)], "with the seed that the film sends"
    line = studio.lab.from_scene(film, named(film, "narration"), seeds=2)
    spoken = [cell.recipe.params["request"] for cell in _cells(line)]
    assert [(each["sample"], each["seed"]) for each in spoken] == [(0, None), (1, None)]


def test_other_words_of_a_place_reach_a_model_that_reads_data(studio: Studio, film: Project) -> None:
    grid = studio.lab.from_scene(film, f"scene/{scene(film)}/keyframe/start")
    changed = again(studio, grid, words="A blue whale")
    (recipe,) = [cell.recipe for cell in _cells(changed)]
    before = grid.base["data"]
    assert recipe.params["request"]["data"] == before | {"words": "A blue whale"}
    look = again(studio, grid, look="Look: woodcut.")
    (recipe,) = [cell.recipe for cell in _cells(look)]
    assert recipe.params["request"]["data"] == before | {"style": ["Look: woodcut."]}
    other = again(studio, grid, ["{words}, in the rain"])
    (recipe,) = [cell.recipe for cell in _cells(other)]
    assert recipe.params["request"]["data"]["words"] == f"{grid.values[0]['words']}, in the rain"


def _cells(grid: Grid):
    from vidpipe.stages.cells import cells

    return cells(grid).values()


def test_words_of_the_films_own_and_a_note_are_opened_as_they_are(studio: Studio, film: Project) -> None:
    film.reword("keyframe", text="{words}. Made of felt. {look}")
    slot = f"scene/{scene(film)}/keyframe/start"
    grid = studio.lab.from_scene(film, slot)
    assert grid.wordings == ("{words}. Made of felt. {look}",)
    film.request_changes("with a {red} hat", [slot], go=False)
    noted = studio.lab.from_scene(film, slot)
    assert noted.wordings[0].startswith("{words}. Made of felt. {look}")
    assert noted.wordings[0].endswith("with a {{red}} hat.")
    assert [cell.recipe.params["request"] for cell in _cells(noted)] == [noted.base | {"sample": 0}]


def test_a_prompt_that_no_template_says_is_opened_with_its_long_values_as_places() -> None:
    data = '{"keep": [1, 2, 3]}'
    assert _wording("Plan:\n{data}", {"data": data}, f"Write again:\n{data}") == "Write again:\n{data}"
    assert _wording("{words} no text", {"words": "a fox"}, "Make it {warm}") == "Make it {{warm}}"
    assert _wording("", {}, "A line with {braces}.") == "A line with {{braces}}."
    assert _wording("", {}, "") == ""


def test_what_no_model_makes_or_nobody_knows_is_refused(studio: Studio, film: Project) -> None:
    with pytest.raises(BadInput, match="not made by a model"):
        studio.lab.from_scene(film, "animatic")
    with pytest.raises(NotFound, match="no slot"):
        studio.lab.from_scene(film, "scene/none/clip")
    empty = studio.create("A kite", **SMALL)
    with pytest.raises(Refused, match="cannot be tried yet"):
        studio.lab.from_scene(empty, "storyboard")


def test_a_scene_that_was_changed_in_the_lab_is_copied_as_a_command_while_the_film_asks_the_same(
    studio: Studio, film: Project
) -> None:
    experiment, _ = whale(studio, film)
    line = shlex.split(experiment.as_cli())
    env = dict(os.environ) | {"VIDPIPE_DATA": str(studio.data)}
    done = forking.run([sys.executable, "-m", *line, "--json"], env=env, text=True, timeout=120, warm=forking.WORKER)
    assert done.returncode == 0, done.stderr[-1500:]
    assert json.loads(done.stdout)["grid"] == experiment.id
    film.revise(lambda board: restyled(board, look="charcoal"))
    with pytest.raises(Refused, match="something else by now"):
        experiment.as_cli()
    namespace: dict[str, object] = {}
    exec(
        f"grid = {experiment.as_python().partition('grid = ')[2].partition('    experiment')[0]}",
        {"studio": studio},
        namespace,
    )
    assert namespace["grid"] == experiment.grid.model_copy(update={"name": ""})


# ---------------------------------------------------------------- used


def test_a_picture_of_the_films_size_becomes_a_keyframe_as_it_is(studio: Studio, film: Project) -> None:
    experiment, cell = whale(studio, film)
    take = experiment.use(cell.slot, film, f"scene/{scene(film)}")
    assert take.slot == f"scene/{scene(film)}/keyframe/start"
    assert take.digest == cell.digest, "its bytes, with what the painter wrote into them"
    lab = {"grid": experiment.id, "cell": cell.slot, "model": cell.model, "prompt": cell.prompt}
    assert take.meta["lab"] == lab
    view = slots(film)[take.slot]
    assert (view.take and view.take.id, view.fresh) == (take.id, True)
    assert (film._store.events(experiment.id)[-1].what, studio.lab.tally(grid=experiment.id)[0].kept) == ("used", 1)


def test_with_its_words_the_scene_says_them_and_the_picture_stays(studio: Studio, film: Project) -> None:
    experiment, cell = whale(studio, film)
    take = experiment.use(cell.slot, film, f"scene/{scene(film)}/keyframe/start", with_words=True)
    assert film.storyboard
    assert film.storyboard.scenes[0].start_prompt == "A blue whale leaps out of the sea at night"
    view = slots(film)[take.slot]
    assert (view.take and view.take.id, view.fresh, view.state) == (take.id, True, view.state)
    assert film.overview.scenes[0].approved, "what was approved stays so: the person saw what it is"


def test_a_picture_of_another_shape_is_brought_to_the_films(studio: Studio, film: Project) -> None:
    experiment, cell = run(studio, studio.lab.grid("a lighthouse", aspects=["1:1"]))
    take = experiment.use(cell.slot, film, f"scene/{scene(film)}/keyframe/end")
    assert take.digest != cell.digest
    assert measure(film.keyframes[scene(film)]["end"])[1:] == size(film.settings.aspect)
    assert (take.meta["original"], take.meta["lab"]["cell"]) == (cell.digest, cell.slot)


@pytest.mark.parametrize("part", ["clip", "narration", "music"])
def test_a_clip_a_line_and_music_go_in_as_they_are(part: str, studio: Studio, film: Project) -> None:
    slot = named(film, part)
    experiment, cell = run(studio, studio.lab.from_scene(film, slot))
    before = slots(film)[slot].take
    take = experiment.use(cell.slot, film, slot)
    assert before
    assert (take.digest, take.slot) == (cell.digest, slot)
    assert take.meta["lab"]["grid"] == experiment.id
    assert take.meta.get("head", 0) == before.meta.get("head", 0), "a clip of this very slot keeps its handle"


def test_a_text_becomes_a_scenes_line(studio: Studio, film: Project) -> None:
    experiment, cell = run(
        studio, studio.lab.grid("Say one short line about {thing}", role="text", values=[{"thing": "kites"}])
    )
    if len(" ".join(cell.text.split())) > 600:
        with pytest.raises(BadInput):
            experiment.use(cell.slot, film, f"scene/{scene(film)}")
        return
    take = experiment.use(cell.slot, film, f"scene/{scene(film)}")
    assert film.storyboard
    assert (take.slot, film.storyboard.scenes[0].narration) == (STORYBOARD, " ".join(cell.text.split()))


def test_a_writers_answer_becomes_the_brief_and_the_storyboard(studio: Studio, film: Project) -> None:
    assert film.brief
    assert film.storyboard
    grid = studio.lab.from_scene(film, "brief")
    experiment, cell = run(studio, again(studio, grid, prompt="A paper boat on a river"))
    assert experiment.use(cell.slot, film, "brief").slot == "brief"
    assert "boat" in film.brief.subject
    ids = [scene.id for scene in film.storyboard.scenes]
    plan = studio.lab.from_scene(film, STORYBOARD)
    experiment, cell = run(studio, plan)
    assert experiment.use(cell.slot, film, STORYBOARD).slot == STORYBOARD
    assert "boat" in film.storyboard.scenes[0].start_prompt
    assert (film.storyboard.frames, [scene.id for scene in film.storyboard.scenes][:1]) == (
        film.settings.frames,
        ids[:1],
    )


def test_what_does_not_fit_is_refused_and_nothing_changes(studio: Studio, film: Project) -> None:
    experiment, cell = whale(studio, film)
    before = film.events()[-1].seq
    with pytest.raises(BadInput, match="holds no image"):
        experiment.use(cell.slot, film, named(film, "clip"))
    with pytest.raises(NotFound):
        experiment.use(cell.slot, film, "scene/none")
    with pytest.raises(NotFound, match="no cell"):
        experiment.use("cell/none", film, f"scene/{scene(film)}")
    music, song = run(studio, studio.lab.from_scene(film, "music"))
    with pytest.raises(BadInput, match="no words for music"):
        music.use(song.slot, film, "music", with_words=True)
    with pytest.raises(BadInput, match="has a look"):
        music.style_preview(song.slot, film)
    assert film.events()[-1].seq == before
    film.lock(f"scene/{scene(film)}")
    with pytest.raises(Refused, match="locked"):
        experiment.use(cell.slot, film, f"scene/{scene(film)}", with_words=True)
    assert slots(film)[STORYBOARD].takes == slots(film.fork())[STORYBOARD].takes


def test_a_picture_becomes_the_films_style_and_says_what_that_costs_first(studio: Studio, film: Project) -> None:
    grid = studio.lab.from_scene(film, f"scene/{scene(film)}/keyframe/start")
    experiment, cell = run(studio, again(studio, grid, look="Look: deep blue woodcut."))
    preview = experiment.style_preview(cell.slot, film)
    assert f"scene/{scene(film)}/keyframe/start" in preview.stale
    assert film.storyboard
    before = film.storyboard.style
    experiment.make_style(cell.slot, film)
    style = film.storyboard.style
    assert (style.look, style.words, style.mood) == ("deep blue woodcut", (), before.mood)
    assert 2 <= len(style.colours) <= 5
    assert style.colours != before.colours
    assert slots(film)[f"scene/{scene(film)}/keyframe/start"].state is State.STALE
    assert (
        studio.lab.from_scene(film, f"scene/{scene(film)}/keyframe/end").values[0]["look"] == "Look: deep blue woodcut."
    )


def test_a_palette_runs_from_the_top_to_the_foot_and_ends_with_accents(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw

    from vidpipe.media.palette import palette

    picture = Image.new("RGB", (320, 320), "#2050c0")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 200, 320, 320), fill="#206020")
    draw.ellipse((140, 20, 170, 50), fill="#ff2010")
    picture.save(tmp_path / "flag.png")
    assert palette(tmp_path / "flag.png", "image/png") == ("#2050c0", "#206020", "#ff2010")
