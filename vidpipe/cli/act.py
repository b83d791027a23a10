"""`vidpipe redo`, `keep`, `settle`, `cancel` and `undo`: what a person does about one part of a film."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from vidpipe.cli import screen, shapes, slots, workspace
from vidpipe.cli.agreeing import agreed
from vidpipe.cli.making import Order, make
from vidpipe.cli.options import Json, ProjectId, Yes
from vidpipe.errors import BadInput

if TYPE_CHECKING:
    from vidpipe.studio import Project

    Act = Callable[[Project, str], None]

Slot = Annotated[
    str,
    typer.Argument(
        metavar="SLOT", help="Scene number and part, such as 2/clip or 2/start; or music, cut.", show_default=False
    ),
]
Part = Annotated[
    str,
    typer.Argument(metavar="SLOT", help="A slot, or the number of a scene; else all of the film.", show_default=False),
]
Charged = Annotated[bool, typer.Option("--charged", help="The provider has the order: its price is booked.")]
Free = Annotated[bool, typer.Option("--free", help="The provider has no such order: the money is free again.")]
Forth = Annotated[bool, typer.Option("--redo", help="Show again what undo took away.")]


def redo(project: ProjectId, part: Part = "", yes: Yes = False, as_json: Json = False) -> int:
    """Make again what is stale or failed: one slot, one scene, or all of a film."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        name = slots.slot_or_scene(film.overview, part) if part else ""
        agreed(film.redo_estimate(name), yes=yes)
        if not name:
            film.resume()
            return make(studio, film, Order(as_json=as_json))
        film.redo(name, wake=False)
        return make(studio, film, Order(wish=False, as_json=as_json))


def keep(project: ProjectId, slot: Slot, as_json: Json = False) -> int:
    """Keep a stale take as it is; nothing is made again for the change so far."""
    return _did(project, slot, as_json=as_json, act=lambda film, name: film.keep(name), said="kept as it is")


def cancel(project: ProjectId, slot: Slot, as_json: Json = False) -> int:
    """Call off what is being made, at the provider too where it can."""
    said = f"called off. Make it after all: vidpipe redo {project} {slot}"
    return _did(project, slot, as_json=as_json, act=lambda film, name: film.cancel(name), said=said)


def undo(project: ProjectId, slot: Slot, forth: Forth = False, as_json: Json = False) -> int:
    """Show what a slot showed before."""
    return _did(
        project,
        slot,
        as_json=as_json,
        act=lambda film, name: film.redo_edit(name) if forth else film.undo(name),
        said="shows the later take again" if forth else "shows what it showed before",
    )


def settle(project: ProjectId, slot: Slot, charged: Charged = False, free: Free = False, as_json: Json = False) -> int:
    """Decide about a call of which nobody knows whether it was accepted."""
    if charged == free:
        raise BadInput(
            "Say whether that call was charged", remedy="Look at the provider's own list, then add --charged or --free."
        )
    said = f"{'booked as charged' if charged else 'its money is free again'}. Make it anew: vidpipe resume {project}"
    return _did(project, slot, as_json=as_json, act=lambda film, name: film.settle(name, charged=charged), said=said)


def _did(project: str, given: str, *, act: "Act", said: str, as_json: bool) -> int:
    """Do something about a slot and say what came of it."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        name = slots.slot(film.overview, given)
        act(film, name)
        now = film.overview
    if as_json:
        screen.answer({"project": now.id, "slot": name, **shapes.slot(slots.views(now)[name])})
    else:
        screen.say(f"{now.title}, {given}: {said}")
    return 0
