"""`vidpipe soften`, `lookup`, `edit` and `extend`: remedies for a refusal or a doubt, and going on from a take.

Each says what it costs before it begins; what it cost stands in the film's sum after.
"""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from vidpipe.cli import screen, shapes, slots, workspace
from vidpipe.cli.act import Slot
from vidpipe.cli.making import Order, make
from vidpipe.cli.options import Json, ProjectId, Yes
from vidpipe.errors import Refused

if TYPE_CHECKING:
    from vidpipe.engine.offers import Offer
    from vidpipe.studio import Project

Rung = Annotated[
    int | None,
    typer.Option(
        "--rung",
        metavar="N",
        help="1 the same words, 2 gentler words, 3 a gentler end picture first; 0 its own words again. Else the next.",
        show_default=False,
    ),
]
Instruction = Annotated[
    str, typer.Argument(metavar="INSTRUCTION", help="What should change, in a sentence.", show_default=False)
]
SAYS = {1: "the same words once more", 2: "gentler words", 3: "a gentler end picture, then the clip"}


def soften(project: ProjectId, slot: Slot, rung: Rung = None, yes: Yes = False, as_json: Json = False) -> int:
    """Ask again for a clip that was refused, more gently."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        name = slots.slot(film.overview, slot)
        offered = {int(offer.name): offer for offer in film.offers(name).rungs}
        climb = rung if rung is not None else next(iter(offered), None)
        _announce(slot, SAYS.get(climb or 0, "its own words again"), offered.get(climb or 0), yes=yes, quietly=as_json)
        if not film.soften(name, rung, wake=False):
            return _say_shown(film, name, as_json=as_json)
        return make(studio, film, Order(wish=False, as_json=as_json))


def edit(project: ProjectId, slot: Slot, instruction: Instruction, yes: Yes = False, as_json: Json = False) -> int:
    """Change a picture by an instruction; what comes is another take of it."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        name = slots.slot(film.overview, slot)
        _announce(slot, "an edit", film.offers(name).edit, yes=yes, quietly=as_json)
        film.edit_picture(name, instruction, wake=False)
        return make(studio, film, Order(wish=False, as_json=as_json))


def extend(project: ProjectId, slot: Slot, yes: Yes = False, as_json: Json = False) -> int:
    """Go on with a clip up to the length that its scene has now."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        name = slots.slot(film.overview, slot)
        _announce(slot, "an extension", film.offers(name).extend, yes=yes, quietly=as_json)
        film.extend_clip(name, wake=False)
        return make(studio, film, Order(wish=False, as_json=as_json))


def lookup(project: ProjectId, slot: Slot, as_json: Json = False) -> int:
    """Look at the provider for a call of which nobody knows how it ended."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        name = slots.slot(film.overview, slot)
        if film.look_up(name, wake=False):
            screen.complain(f"{slot}: found at the provider; it is gone on with and not paid again.")
            return make(studio, film, Order(wish=False, as_json=as_json))
        screen.complain(f"{slot}: the provider has no such order, so it was not charged.")
        return _say_shown(film, name, as_json=as_json)


def _announce(slot: str, what: str, offer: "Offer | None", *, yes: bool, quietly: bool) -> None:
    """Say what is about to be asked and its price; a price that nobody knows needs a yes. Raises Refused.

    Nothing is said of what is not offered: the act itself says why it cannot be.
    """
    if offer is None:
        return
    price = screen.dollars(offer.price) if offer.price.known else "a price that nobody says"
    (screen.complain if quietly else screen.say)(f"{slot}: {what}, {price}.")
    agreed = offer.price.known or yes or (screen.is_terminal(sys.stdin) and typer.confirm("Go on?", err=True))
    if not agreed:
        raise Refused("Nothing was sent", remedy="Go on with --yes, or choose a model whose price is known.")


def _say_shown(film: "Project", name: str, *, as_json: bool) -> int:
    now = film.overview
    view = slots.views(now)[name]
    if as_json:
        screen.answer({"project": now.id, "slot": name, **shapes.slot(view)})
    else:
        screen.say(f"{now.title}, {name}: {view.state.value}. Make it: vidpipe redo {now.id} {name}")
    return 0
