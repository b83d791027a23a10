"""What a person brings to make a film from, read before there is a film: files, folders, addresses. Nothing is stored.

An address is fetched through `net` alone, and only what a person named, or a video's page names as its transcript.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from vidpipe.errors import BadInput, LimitReached
from vidpipe.film.source import Material, joined
from vidpipe.sources import pictures, youtube
from vidpipe.sources.reading import called, checked, parsed, read_file

MOST_FILE, MOST_PAGE = 60_000_000, 25_000_000
"""Bytes of a file, and of what an address gives."""
MOST_FILES = 20
FETCH_SECONDS = 30.0
Fetch = Callable[..., str]


class Brought(NamedTuple):
    """A file as it came. `mime` is what a server or browser claimed."""

    name: str
    data: bytes
    mime: str = ""


@dataclass(frozen=True)
class Gathered:
    """What was read, the files it was read from, and pictures for the scenes of its storyboard."""

    material: Material
    originals: tuple[Brought, ...] = ()
    pictures: tuple[Path, ...] = field(default=())


Given = str | Path | Brought


def gather(
    given: Given | Sequence[Given], *, fetch: Fetch | None = None, stopped: Callable[[], bool] = lambda: False
) -> Gathered:
    """Read a file (`Path`), an address (`str` that begins with http), bytes (`Brought`), a folder of pictures, or
    several of them as one.

    Raises BadInput, LimitReached, FetchFailed, Stopped.
    """
    listed = [given] if isinstance(given, str | Path | Brought) else list(given)
    if not listed:
        raise BadInput("Nothing was brought", remedy="Give a file or an address.")
    if len(listed) > MOST_FILES:
        raise LimitReached(f"{len(listed)} files are too many", remedy=f"Bring at most {MOST_FILES}.")
    found = [_one(each, fetch, stopped) for each in listed]
    if len(found) == 1:
        return found[0]
    if any(each.material.board for each in found):
        raise BadInput("A list of shots, or a folder of pictures, makes a film alone", remedy="Bring it by itself.")
    return Gathered(joined([each.material for each in found]), tuple(one for each in found for one in each.originals))


def is_address(text: str) -> bool:
    return text.strip().lower().startswith(("http://", "https://"))


def _one(given: Given, fetch: Fetch | None, stopped: Callable[[], bool]) -> Gathered:
    if isinstance(given, str) and is_address(given):
        return _fetched(given.strip(), fetch, stopped)
    if isinstance(given, Brought):
        return Gathered(read_file(given.data, given.name, mime=given.mime, stopped=stopped), (given,))
    path = Path(given).expanduser()
    if path.is_dir():
        return _folder(path)
    brought = _file(path)
    return Gathered(read_file(brought.data, brought.name, stopped=stopped), (brought,))


def _file(path: Path) -> Brought:
    try:
        if not path.is_file():
            raise BadInput(
                f"There is no file {path}", remedy="Give the name of a file, a folder, or an address (https)."
            )
        if path.stat().st_size > MOST_FILE:
            message = f"{path.name} has {path.stat().st_size / 1e6:.0f} MB; at most {MOST_FILE // 10**6} MB are read"
            raise LimitReached(message, remedy="Bring a smaller one.")
        return Brought(path.name, path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadInput(f"{path.name} cannot be read", remedy="Look whether it may be opened.") from error


def _folder(folder: Path) -> Gathered:
    """The pictures of a folder; what is in folders below it, or leads elsewhere, is left."""
    try:
        there = [file for file in folder.iterdir() if file.is_file() and not file.is_symlink()]
    except OSError as error:
        raise BadInput(f"The folder {folder.name} cannot be read", remedy="Look whether it may be opened.") from error
    named = {file.name: file for file in there if file.suffix.lower().lstrip(".") in pictures.ENDINGS}
    names = sorted(named, key=pictures.natural)
    material = pictures.material_of(names, name=folder.resolve().name)
    others = len(there) - len(names)
    notes = (f"{others} of its files are no pictures and were left out.",) if others else ()
    return Gathered(material.model_copy(update={"notes": notes}), pictures=tuple(named[name] for name in names))


# ---------------------------------------------------------------- addresses


def _fetched(address: str, fetch: Fetch | None, stopped: Callable[[], bool]) -> Gathered:
    name = youtube.video(address)
    if name:
        return _transcript(name, fetch, stopped)
    brought = _page(address, fetch, stopped)
    material = read_file(brought.data, brought.name, mime=brought.mime, stopped=stopped)
    return Gathered(material.model_copy(update={"address": address[:600]}), (brought,))


def _transcript(name: str, fetch: Fetch | None, stopped: Callable[[], bool]) -> Gathered:
    """A video's public transcript: its page says where it lies; nothing else of it is fetched."""
    page = _page(youtube.page_of(name), fetch, stopped)
    found = parsed(youtube.SOURCE, page.data, "The video", stopped=stopped)
    lines = _page(youtube.transcript_of(str(found.get("track"))), fetch, stopped)
    if not lines.data.strip():
        raise BadInput("The video's transcript is not given to programs", remedy=youtube.BRING)
    material = read_file(lines.data, f"{name}.vtt", stopped=stopped)
    facts = {key: str(found[key])[:160] for key in ("title", "language") if found.get(key)}
    said = checked(material.plain() | facts, kind="youtube", name=f"{name}.vtt", address=youtube.page_of(name))
    return Gathered(said, (Brought(f"{name}.vtt", lines.data, "text/vtt"),))


def _page(address: str, fetch: Fetch | None, stopped: Callable[[], bool]) -> Brought:
    from vidpipe.net import fetch as net

    with TemporaryDirectory(prefix="fetched-") as folder:
        into = Path(folder) / "page"
        mime = (fetch or net.fetch)(address, into, most_bytes=MOST_PAGE, seconds=FETCH_SECONDS, stopped=stopped)
        return Brought(name_of(address), into.read_bytes(), mime)


def name_of(address: str) -> str:
    """The last part of an address as a file's name."""
    return called(address.partition("?")[0].partition("#")[0].rstrip("/"))
