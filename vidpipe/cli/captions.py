"""`vidpipe captions`: what is said in a film, as a file of captions."""

from pathlib import Path
from typing import Annotated, cast

import typer

from vidpipe.cli import screen, workspace
from vidpipe.cli.options import Force, ProjectId, VersionOf
from vidpipe.errors import Refused
from vidpipe.film.caption import CaptionKind

KindOf = Annotated[
    str,
    typer.Option("--kind", metavar="srt|vtt", help="The kind of file, else by --out.", show_default=False),
]
Words = Annotated[bool, typer.Option("--words", help="Give each word its own time.")]
ToText = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write the captions here; else they are shown.", show_default=False),
]


def captions(
    project: ProjectId,
    kind: KindOf = "",
    words: Words = False,
    version: VersionOf = "",
    out: ToText = None,
    force: Force = False,
) -> int:
    """What is said in a film, as SRT or VTT."""
    if out is not None and out.exists() and not force:
        raise Refused(f"{out} is there already", remedy="Add --force to replace it.")
    told = kind or (out.suffix[1:].lower() if out else "") or "srt"
    with workspace.opened() as studio:
        text = workspace.find(studio, project).spoken(cast(CaptionKind, told), words=words, version=version)
    if out is None:
        screen.verbatim(text)
        return 0
    out.write_text(text, encoding="utf-8")
    screen.say(f"{out}  {text.count('-->')} captions")
    return 0
