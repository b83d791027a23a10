"""A yes before a call whose price nobody says: asked for on a terminal, given by `--yes`, else nothing is sent."""

import sys
from typing import TYPE_CHECKING

import typer

from vidpipe.cli import screen
from vidpipe.errors import Refused
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.film.cost import Cost
    from vidpipe.lab import BatchPrice, GridPrice
    from vidpipe.studio import Estimate


def agreed(price: "Estimate | GridPrice | BatchPrice", *, yes: bool) -> None:
    """Return where the price is known or a person said yes. Raises Refused."""
    if price.micros.known or yes:
        return
    silent = [line for line in price.models if not line.micros.known]
    names = ", ".join(line.model for line in silent)
    asked = sum(line.micros.most for line in silent)
    others = f"; others ask about {words.amount(asked)} for the same" if asked else ""
    screen.complain(f"Nobody says what {names} costs{others}. The provider will charge it all the same.")
    if screen.is_terminal(sys.stdin) and typer.confirm("Go on?", default=False, err=True):
        return
    _refuse()


def agreed_price(price: "Cost", *, yes: bool) -> None:
    """The same of a single price. Raises Refused."""
    if price.known or yes:
        return
    screen.complain("Nobody says what this costs. The provider will charge it all the same.")
    if not (screen.is_terminal(sys.stdin) and typer.confirm("Go on?", default=False, err=True)):
        _refuse()


def _refuse() -> None:
    raise Refused("Nothing was sent", remedy="Go on with --yes, or choose a model whose price is known.")
