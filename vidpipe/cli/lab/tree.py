"""The commands under `vidpipe lab`, in the order of their use."""

from collections.abc import Callable

import typer

from vidpipe.cli.lab import acts, export, judge, look, tallies, using
from vidpipe.cli.lab.shelf import templates
from vidpipe.cli.options import HELP, Command, group

SAID = "Try prompts on models: a grid of prompts × values × models × seeds, compared side by side."

lab = group(SAID)


@lab.callback(invoke_without_command=True)
def alone(ctx: typer.Context) -> None:
    """Without a command under it, what there is."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit(2)


DOES: dict[str, Callable[..., int]] = {
    "run": acts.run,
    "list": look.listing,
    "show": look.show,
    "resume": acts.resume,
    "stop": acts.stop,
    "retry": acts.retry,
    "cancel": acts.cancel,
    "lookup": acts.lookup,
    "settle": acts.settle,
    "rate": judge.rate,
    "star": judge.star,
    "note": judge.note,
    "blind": judge.blind,
    "use": using.use,
    "style": using.style,
    "tally": tallies.tally,
    "diff": tallies.diff,
    "copy": tallies.copy,
    "export": export.export,
    "trash": acts.trash,
}
for _name, _does in DOES.items():
    lab.command(_name, cls=Command, context_settings=HELP)(_does)
lab.add_typer(templates, name="templates")
