"""`vidpipe lab export`: the results as files whose names say what they are, and a list of them."""

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.lab import cells
from vidpipe.cli.lab.acts import GridId
from vidpipe.cli.options import Json
from vidpipe.errors import BadInput, Refused
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.lab import GridView
    from vidpipe.studio import Studio

LIST = "grid.json"

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder for the files.", show_default=False)]
Over = Annotated[bool, typer.Option("--force", help="Replace files of the same names.")]


def export(grid: GridId, folder: Folder, force: Over = False, as_json: Json = False) -> int:
    """Write the results into a folder as files."""
    with workspace.opened() as studio:
        view = studio.lab.open(grid).view
        names = {cell.slot: cells.file_name(cell, cells.seed_of(view, cell)) for cell in view.cells if cell.digest}
        if not names:
            raise Refused("There is no result yet", remedy=f"Make them first: vidpipe lab resume {view.id}")
        _check(folder, [*names.values(), LIST], force=force)
        folder.mkdir(parents=True, exist_ok=True)
        _write(studio, view, folder, names)
    if as_json:
        screen.answer({"grid": view.id, "folder": str(folder), "files": list(names.values())})
    else:
        screen.say(f"{folder}  {words.count(len(names), 'file')} and {LIST}")
    return 0


def _check(folder: Path, names: list[str], *, force: bool) -> None:
    """Raises BadInput where it is no folder, Refused where something would be replaced."""
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file, no folder", remedy="Name a folder.")
    there = [name for name in names if (folder / name).exists()]
    if there and not force:
        raise Refused(f"{folder / there[0]} is there already", remedy="Name another folder, or add --force.")


def _write(studio: "Studio", view: "GridView", folder: Path, names: dict[str, str]) -> None:
    """Every file whole or not at all."""
    listed: list[dict[str, Any]] = []
    for cell in view.cells:
        name = names.get(cell.slot)
        if name:
            draft = folder / f".{name}.part"
            shutil.copyfile(studio.media(cell.digest)[0], draft)
            os.replace(draft, folder / name)
        listed.append(cells.shape(view, cell, name))
    data = json.dumps(cells.whole(view) | {"cells": listed}, ensure_ascii=False, indent=2)
    (folder / LIST).write_text(data + "\n", encoding="utf-8")
