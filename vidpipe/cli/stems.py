"""`vidpipe stems`: the film's voice, music and clips apart, to be mixed elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.options import Json, ProjectId

Into = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Write the WAV files here.", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="Replace what lies there.")]


def stems(project: ProjectId, out: Into, force: Force = False, as_json: Json = False) -> int:
    """Write the film's voice, music and clips as a WAV file each, as long as the film."""
    with workspace.opened() as studio:
        film = workspace.find(studio, project)
        files = film.stems(out, force=force)
    if as_json:
        screen.answer({"project": film.id, "stems": {kind: str(file) for kind, file in files.items()}})
    elif not files:
        screen.say("The film is silent: there is nothing to write.")
    else:
        for file in files.values():
            screen.say(f"{file}  {file.stat().st_size / 1e6:.1f} MB")
    return 0
