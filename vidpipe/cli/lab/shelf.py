"""`vidpipe lab templates`: prompts that are kept under a name, and carried to other workspaces as one file."""

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.lab.acts import GridId
from vidpipe.cli.options import Command, Json, group
from vidpipe.errors import BadInput, Refused
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.film.template import Template

MOST_BYTES = 2 * 1024 * 1024

RoleOf = Annotated[
    str, typer.Option("--role", metavar="ROLE", help="Only text, image, video, speech or music.", show_default=False)
]
NameOf = Annotated[str, typer.Argument(metavar="NAME", help="The template's name.", show_default=False)]
Names = Annotated[
    list[str] | None, typer.Argument(metavar="NAME...", help="These; else all there are.", show_default=False)
]
Note = Annotated[str, typer.Option("--note", metavar="WORDS", help="What it is for.", show_default=False)]
Over = Annotated[bool, typer.Option("--over", help="Replace what is there under its name.")]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="Write them here (.json).")]
Force = Annotated[bool, typer.Option("--force", help="Replace what lies at --out.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="A file that export wrote.", show_default=False)]

templates = group("Prompts with their variables, models and options, kept under a name.")


@templates.callback(invoke_without_command=True)
def listing(ctx: typer.Context, role: RoleOf = "", as_json: Json = False) -> int:
    """Prompts with their variables, models and options, kept under a name."""
    if ctx.invoked_subcommand is not None:
        return 0
    with workspace.opened() as studio:
        found = studio.lab.templates(role.strip().lower())
    if as_json:
        screen.answer({"templates": [_plain(template) for template in found]})
    elif not found:
        screen.say("No templates yet. Keep a grid as one: vidpipe lab templates save GRID NAME")
    else:
        screen.table(("name", "role", "prompt", "variables", "models", "note"), map(_row, found), whole=("role",))
        screen.say("Run one: vidpipe lab run --template NAME")
    return 0


def _row(template: "Template") -> tuple[str, ...]:
    more = f" (and {len(template.wordings) - 1} more)" if len(template.wordings) > 1 else ""
    prompt = screen.shortened(template.wordings[0], 60) + more
    models = ", ".join(template.models)
    return template.name, template.role.value, prompt, ", ".join(_variables(template)), models, template.note


def _variables(template: "Template") -> list[str]:
    from vidpipe.film.wording import places

    return list(dict.fromkeys(name for text in (*template.wordings, template.system) for name in places(text)))


def _plain(template: "Template") -> dict[str, Any]:
    return template.plain() | {"variables": _variables(template)}


@templates.command("save", cls=Command)
def save(grid: GridId, name: NameOf, note: Note = "", over: Over = False, as_json: Json = False) -> int:
    """Keep a grid's prompts, values, models and options."""
    with workspace.opened() as studio:
        kept = studio.lab.save_template(studio.lab.open(grid).grid, name=name, note=note, over=over)
    if as_json:
        screen.answer({"template": kept.name})
    else:
        screen.say(f"{kept.name}: kept. Run it: vidpipe lab run --template {shlex.quote(kept.name)}")
    return 0


@templates.command("remove", cls=Command)
def remove(name: NameOf, as_json: Json = False) -> int:
    """Take a template away; grids stay."""
    with workspace.opened() as studio:
        studio.lab.remove_template(name)
    if as_json:
        screen.answer({"removed": name})
    else:
        screen.say(f"{name}: removed")
    return 0


@templates.command("export", cls=Command)
def export(names: Names = None, out: Out = Path("templates.json"), force: Force = False, as_json: Json = False) -> int:
    """Write templates as one file."""
    if out.exists() and (out.is_dir() or not force):
        raise Refused(f"{out} is there already", remedy="Name another file, or add --force.")
    if not out.absolute().parent.is_dir():
        raise BadInput(f"There is no folder {out.absolute().parent}", remedy="Make it first.")
    with workspace.opened() as studio:
        data = studio.lab.export_templates(names or ())
    draft = out.with_name(f".{out.name}.part")
    draft.write_bytes(data)
    os.replace(draft, out)
    if as_json:
        screen.answer({"file": str(out), "bytes": len(data)})
    else:
        screen.say(out)
    return 0


@templates.command("import", cls=Command)
def bring(file: File, over: Over = False, as_json: Json = False) -> int:
    """Take in the templates of a file: all or none."""
    if not file.is_file():
        raise BadInput(f"There is no file {file}", remedy="Name one that export wrote.")
    with file.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    with workspace.opened() as studio:
        names = studio.lab.import_templates(data, over=over)
    if as_json:
        screen.answer({"templates": names})
    else:
        screen.say(f"{words.count(len(names), 'template')}: {', '.join(names)}")
    return 0
