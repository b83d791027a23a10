"""The workspace a command works in: `--data` before or after the command, else VIDPIPE_DATA, else `data`."""

import contextlib
import os
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from vidpipe.cli import journal
from vidpipe.errors import BadInput, NotFound

if TYPE_CHECKING:
    from vidpipe.engine.overview import Overview
    from vidpipe.studio import Project, Studio

_chosen: list[Path] = []
NEAR = 5


def choose(data: Path | None) -> None:
    """Remember what `--data` says, in whichever place it stood; None leaves what was said before."""
    if data is not None:
        _chosen[:] = [data]


def forget() -> None:
    """Start a command with nothing chosen."""
    _chosen.clear()


def folder() -> Path:
    """The workspace's folder, whether or not it is there."""
    return _chosen[0] if _chosen else Path(os.environ.get("VIDPIPE_DATA") or "data")


def holds(path: str) -> bool:
    """Whether a path is the workspace's folder, in it, or above it."""
    own, other = folder().absolute(), Path(path).absolute()
    return own == other or own in other.parents or other in own.parents


@contextlib.contextmanager
def opened() -> "Iterator[Studio]":
    """The façade on the workspace, closed afterwards. Raises BadInput when the folder cannot be one."""
    from vidpipe.studio import Studio

    place = folder()
    if place.exists() and not place.is_dir():
        raise BadInput(f"{place} is a file, no folder", remedy="Name a folder with --data.")
    with Studio(place) as studio:
        journal.keep(studio.data)
        try:
            yield studio
        finally:
            journal.close()


def find(studio: "Studio", given: str) -> "Project":
    """The project with this id or the one whose id begins so. Raises NotFound, naming those that are near."""
    wanted = given.strip()
    if not wanted:
        raise BadInput("The id is empty", remedy="See the ids with: vidpipe list")
    try:
        return studio.project(wanted)
    except NotFound:
        raise _unknown(wanted, studio.projects()) from None


def _unknown(wanted: str, films: "list[Overview]") -> NotFound:
    if not films:
        return NotFound(f"There is no film {wanted} in {folder()}", remedy='Make one: vidpipe generate "…"')
    same = [film for film in films if film.id.startswith(wanted)]
    if len(same) > 1:
        return NotFound(f"{len(same)} films have an id that begins with {wanted}", remedy=f"Say which: {_named(same)}.")
    near = _near(wanted, films)
    remedy = f"Did you mean {_named(near)}?" if near else "See the ids with: vidpipe list"
    return NotFound(f"No film has the id {wanted}", remedy=remedy)


def _near(wanted: str, films: "list[Overview]") -> "list[Overview]":
    """Films whose id looks like what was given, or whose title has it."""
    names = {film.id[: max(len(wanted), 4)]: film for film in films}
    by_id = [names[name] for name in get_close_matches(wanted, names, n=NEAR, cutoff=0.6)]
    by_title = [film for film in films if wanted.lower() in film.title.lower() and film not in by_id]
    return (by_id + by_title)[:NEAR]


def _named(films: "list[Overview]") -> str:
    return ", ".join(f"{film.id} ({film.title[:40]})" for film in films[:NEAR])
