"""The command tree: names, order and where each command lives; a module is imported when its command is called.

What a command does is in the module it comes from. What holds for all of them is here.
"""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from vidpipe import __version__
from vidpipe.cli import screen
from vidpipe.cli.options import HELP, Command, Data

COMMANDS = {
    "generate": ("vidpipe.cli.generate", "generate", "Make a film from a sentence."),
    "new": ("vidpipe.cli.talk", "new", "Be asked what the film should be, then make it."),
    "list": ("vidpipe.cli.look", "listing", "The films of this workspace, the newest first."),
    "status": ("vidpipe.cli.look", "status", "How far a film is, slot by slot."),
    "show": ("vidpipe.cli.look", "show", "What a film is to be: its brief and its storyboard."),
    "approve": ("vidpipe.cli.decide", "approve", "Approve what waits: a whole step, or everything."),
    "resume": ("vidpipe.cli.decide", "resume", "Go on with a film where it stands; nothing finished is made again."),
    "stop": ("vidpipe.cli.decide", "stop", "Start nothing new of a film; what is made is kept."),
    "fork": ("vidpipe.cli.decide", "fork", "A new film from one that is there, with other settings."),
    "redo": ("vidpipe.cli.act", "redo", "Make again what is stale or failed: a slot, a scene, or all of a film."),
    "keep": ("vidpipe.cli.act", "keep", "Keep a stale take as it is."),
    "undo": ("vidpipe.cli.act", "undo", "Show what a slot showed before."),
    "cancel": ("vidpipe.cli.act", "cancel", "Call off what is being made, at the provider too."),
    "settle": ("vidpipe.cli.act", "settle", "Decide about a call of which nobody knows whether it was charged."),
    "lookup": ("vidpipe.cli.remedy", "lookup", "Look at the provider for a call whose end nobody knows."),
    "soften": ("vidpipe.cli.remedy", "soften", "Ask again for a clip that was refused, more gently."),
    "edit": ("vidpipe.cli.remedy", "edit", "Change a picture by an instruction, where its model can."),
    "extend": ("vidpipe.cli.remedy", "extend", "Go on with a clip up to its scene's length, where its model can."),
    "prompts": ("vidpipe.cli.prompts", "prompts", "The words that stages say to models; your own in their place."),
    "moods": ("vidpipe.cli.moods", "moods", "Directions that a film could look like; choose the one it is made in."),
    "stitch": ("vidpipe.cli.stitch", "stitch", "Cut the film together from its clips."),
    "sound": ("vidpipe.cli.sound", "sound", "Where every line stands, whether it fits, and what helps if not."),
    "stems": ("vidpipe.cli.stems", "stems", "Write voice, music and clips apart, as WAV files."),
    "captions": ("vidpipe.cli.captions", "captions", "What is said in a film, as SRT or VTT."),
    "beats": ("vidpipe.cli.beats", "beats", "What scenes are for: the library, a film's beats and their clips."),
    "cast": ("vidpipe.cli.cast", "cast", "Who films name with @: the library, and who is in a film."),
    "brand": ("vidpipe.cli.brand", "brand", "Brand kits: logo, colours, face, banned words; a film in one act."),
    "versions": ("vidpipe.cli.versions", "versions", "A film's cuts in other shapes: list, add, remove, focus."),
    "languages": ("vidpipe.cli.languages", "languages", "A film in several languages: add one, write its words."),
    "review": ("vidpipe.cli.review", "review", "Look at the finished film: what is wrong, where, and what to do."),
    "deliver": ("vidpipe.cli.deliver", "deliver", "Write the finished film as a platform wants it."),
    "validate": ("vidpipe.cli.deliver", "validate", "Tick a film, or any file, off against what platforms take."),
    "lab": ("vidpipe.cli.lab.tree", "lab", "Try prompts on models side by side; the winner goes into a film."),
    "batch": ("vidpipe.cli.batch", "batch", "Many films from one, by a table, at the price of what differs."),
    "estimate": ("vidpipe.cli.price", "estimate", "What a film will cost, before it is made."),
    "spend": ("vidpipe.cli.price", "spend", "What was charged, by provider, model, stage and day."),
    "lookbook": ("vidpipe.cli.lookbook", "lookbook", "Contact sheets of many prompts, to judge a look by looking."),
    "models": ("vidpipe.cli.models", "models", "Every model: what it can do, costs, and until when it is there."),
    "providers": ("vidpipe.cli.providers", "providers", "Who can be asked, whether the key is there; and a check."),
    "studio": ("vidpipe.cli.place", "studio", "Open the studio in the browser."),
    "worker": ("vidpipe.cli.place", "worker", "Be the worker of this workspace: make what is wished for."),
    "doctor": ("vidpipe.cli.place", "doctor", "What is installed, what is missing and how to get it."),
}
"""Name, then module, function and the line that `vidpipe --help` shows."""

Version = Annotated[bool, typer.Option("--version", help="Say the version and leave.", is_eager=True)]


class Tree(TyperGroup):
    """The commands in the order of the table, each imported when it is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return built(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, _, said) in COMMANDS.items()])


def built(name: str) -> Any:
    """The command of this name, with its options read from its function."""
    place, function, said = COMMANDS[name]
    module = import_module(place)
    found = getattr(module, function)
    if isinstance(found, typer.Typer):
        found.info.name = name
        return typer.main.get_command(found)
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    kind: type[Command] = getattr(module, "KINDS", {}).get(name, Command)
    alone.command(name, cls=kind, help=said, context_settings=HELP)(found)
    return typer.main.get_command(alone)


app = typer.Typer(
    name="vidpipe",
    cls=Tree,
    help="Turns a sentence into a finished short film, step by step, on this computer or with your keys.",
    epilog='Start with: vidpipe generate "A cat exploring Tokyo at night" --out cat.mp4',
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=HELP,
)


@app.callback()
def vidpipe(ctx: typer.Context, data: Data = None, version: Version = False) -> None:
    """What holds for every command."""
    if version:
        screen.say(f"vidpipe {__version__}")
        raise typer.Exit(0)
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit(2)
