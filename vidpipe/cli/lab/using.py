"""`vidpipe lab use` and `style`: a result goes into a film, as a part of it or as the look of the whole."""

from typing import TYPE_CHECKING, Annotated

import typer

from vidpipe.cli import screen, shapes, slots, workspace
from vidpipe.cli.lab.acts import CellName, Dry, GridId
from vidpipe.cli.lab.cells import cell_of
from vidpipe.cli.making import next_act
from vidpipe.cli.options import Json
from vidpipe.errors import Refused
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.lab import CellView, GridView
    from vidpipe.take import Preview

FilmId = Annotated[
    str, typer.Argument(metavar="FILM", help="The film's id, or enough of its beginning.", show_default=False)
]
Slot = Annotated[
    str,
    typer.Argument(
        metavar="SLOT",
        help="Scene number and part, such as 2/start or 2/clip; the scene alone; music.",
        show_default=False,
    ),
]
WithWords = Annotated[bool, typer.Option("--with-words", help="The scene says the result's prompt from now on, too.")]


def use(
    grid: GridId, cell: CellName, film: FilmId, slot: Slot, with_words: WithWords = False, as_json: Json = False
) -> int:
    """Show a result in a film: a picture, clip, line or music."""
    with workspace.opened() as studio:
        experiment = studio.lab.open(grid)
        chosen = made(experiment.view, cell)
        project = workspace.find(studio, film)
        take = experiment.use(chosen.slot, project, slots.slot_or_scene(project.overview, slot), with_words=with_words)
        now = project.overview
    shown = slots.views(now)[take.slot]
    if as_json:
        screen.answer({"project": now.id, "slot": take.slot, "take": take.number, **shapes.slot(shown)})
        return 0
    screen.say(f"{now.title}, {slot}: shows cell {chosen.number}, {chosen.model}")
    if action := next_act(now):
        screen.say(action)
    return 0


def style(grid: GridId, cell: CellName, film: FilmId, dry: Dry = False, as_json: Json = False) -> int:
    """Make a picture's colours and look the film's style."""
    with workspace.opened() as studio:
        experiment = studio.lab.open(grid)
        chosen = made(experiment.view, cell)
        project = workspace.find(studio, film)
        price = experiment.style_preview(chosen.slot, project)
        if not dry:
            experiment.make_style(chosen.slot, project)
        now = project.overview
    if as_json:
        screen.answer(
            {
                "project": now.id,
                "stale": list(price.stale),
                "cost_usd": screen.usd(price.micros),
                "low_usd": screen.usd(price.micros.low),
                "changed": not dry,
            }
        )
        return 0
    screen.say(f"{now.title}: {'would have' if dry else 'has'} the look of cell {chosen.number}; {_again(price)}.")
    if price.stale and not dry:
        screen.say(f"Make them again: vidpipe redo {now.id}   Or keep one: vidpipe keep {now.id} SLOT")
    return 0


def _again(price: "Preview") -> str:
    stale = len(price.stale)
    return (
        f"{words.count(stale, 'part')} to be made again, {words.money(price.micros)}" if stale else "nothing is stale"
    )


def made(view: "GridView", given: str) -> "CellView":
    """The cell, where its result is there. Raises NotFound, Refused."""
    cell = cell_of(view, given)
    if not cell.digest:
        raise Refused(
            f"Cell {cell.number} has no result ({cell.state.value})", remedy=f"Make it: vidpipe lab resume {view.id}"
        )
    return cell
