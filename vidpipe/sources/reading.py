"""Bytes → material: which kind of file it is, read in a child within limits, and checked as hostile data."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

from pydantic import ValidationError

from vidpipe.errors import BadInput, LimitReached
from vidpipe.film.extract import numbers, quotes
from vidpipe.film.source import Material
from vidpipe.process import Limits, ProcessFailed, python_command, run
from vidpipe.sources.decoding import flat
from vidpipe.sources.registry import FileKind, files
from vidpipe.sources.shots import material_of

LIMITS = Limits(seconds=60, memory=512 * 2**20, output=8 * 2**20)
HEAD = 4096
AGAIN = "Save it anew and bring it again."
KINDS_READ = "Texts, Markdown, pages (HTML), PDF, DOCX, PPTX, SRT, VTT and lists of shots (YAML, JSON, CSV) are read."


def read_file(data: bytes, name: str = "", *, mime: str = "", stopped: Callable[[], bool] = lambda: False) -> Material:
    """What a file says. `mime` is what a server claimed, a hint only.

    Raises BadInput for what cannot be used, LimitReached for what is too much, Stopped.
    """
    if not data.strip():
        raise BadInput(f"{called(name)} is empty", remedy="Bring a file with something in it.")
    kind = kind_of(data, name, mime=mime)
    if len(data) > kind.most:
        message = (
            f"{called(name)} has {len(data) / 1e6:.1f} MB; of {kind.title.lower()} at most {_size(kind.most)} are read"
        )
        raise LimitReached(message, remedy="Bring a shorter one, or a part of it.")
    return checked(parsed(kind, data, name, stopped=stopped), kind=kind.name, name=name)


def _size(count: int) -> str:
    return f"{count / 1e6:.0f} MB" if count >= 1_000_000 else f"{count // 1024} KB"


def called(name: str) -> str:
    """A file as a message names it."""
    return flat(PurePath(name.replace("\\", "/")).name)[:80] or "The file"


def kind_of(data: bytes, name: str, *, mime: str = "") -> FileKind:
    """Told by its first bytes, then by its name. Raises BadInput for what is nothing of all this."""
    head, ending = data[:HEAD], _ending(name, mime)
    for kind in files():
        if kind.fits(head, ending) and not (kind.name == "text" and _office(data)):
            return kind
    office = _office(data)
    if office:
        return next(kind for kind in files() if kind.name == office)
    meant = next((kind for kind in files() if ending and ending in kind.endings), None)
    if meant is not None:
        raise BadInput(f"{called(name)} is none of what its name says ({meant.title})", remedy=AGAIN)
    if b"\x00" in head:
        raise BadInput(f"{called(name)} is of no kind that is read here", remedy=KINDS_READ)
    return next(kind for kind in files() if kind.name == "text")


def _office(data: bytes) -> str:
    """Which office file a zip without a telling name is; '' for none."""
    from vidpipe.sources.packed import PACKED, holds

    if not data.startswith(PACKED):
        return ""
    return next((kind for kind, folder in (("docx", "word/"), ("pptx", "ppt/")) if holds(data, folder)), "")


MIMES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/markdown": "md",
    "text/plain": "txt",
    "text/vtt": "vtt",
    "text/csv": "csv",
    "application/json": "json",
    "application/yaml": "yaml",
    "text/yaml": "yaml",
    "application/x-yaml": "yaml",
    "application/x-subrip": "srt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
}


def _ending(name: str, mime: str) -> str:
    """The file's ending in lower case; without one what the server claims."""
    found = re.search(r"\.([A-Za-z0-9]{1,10})$", called(name))
    ending = found.group(1).lower() if found else ""
    known = {each for kind in files() for each in kind.endings}
    return (
        ending
        if ending in known and not (mime == "text/html" and ending not in ("html", "htm"))
        else MIMES.get(mime, ending)
    )


def parsed(
    kind: FileKind, data: bytes, name: str = "", *, stopped: Callable[[], bool] = lambda: False
) -> Mapping[str, Any]:
    """The plain data that a kind's parser makes of it. Raises BadInput, LimitReached, Stopped."""
    if not kind.apart:
        try:
            return kind.parse(data)
        except BadInput as error:
            raise _named(error.message, error.remedy, name) from error
    try:
        done = run(
            python_command("vidpipe.sources", type(kind).__module__.rpartition(".")[2]),
            limits=LIMITS,
            stdin=data,
            stopped=stopped,
        )
        answer = json.loads(done.out)
        if "refused" in answer:
            raise _named(str(answer["refused"][0]), str(answer["refused"][1]), name)
        return dict(answer["found"])
    except LimitReached as error:
        raise _too_much(name) from error
    except ProcessFailed as error:
        if error.status in OUT_OF_TIME:
            raise _too_much(name) from error
        raise BadInput(f"{called(name)} is damaged: it cannot be read", remedy=AGAIN) from error
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise BadInput(f"{called(name)} is damaged: it cannot be read", remedy=AGAIN) from error


OUT_OF_TIME = (-24, -9, 137, 152)
"""How a process ends that the OS stopped since its seconds were used up."""


def _too_much(name: str) -> LimitReached:
    message = f"{called(name)} needs more time or memory than a file may use"
    return LimitReached(message, remedy="Bring a smaller one, or a part of it.")


def _named(message: str, remedy: str, name: str) -> BadInput:
    return BadInput(f"{called(name)}: {message[:1].lower()}{message[1:]}" if name else message, remedy=remedy)


def checked(found: Mapping[str, Any], *, kind: str, name: str = "", address: str = "") -> Material:
    """Plain data of a parser as a material, with its quotes and figures. Raises BadInput."""
    title = called(name) if name else ""
    if "shots" in found:
        shots = found["shots"]
        try:
            return material_of(shots, name=title, notes=tuple(map(str, found.get("notes") or ())))
        except BadInput as error:
            raise _named(error.message, error.remedy, name) from error
    try:
        material = Material.model_validate({**found, "kind": kind, "name": title[:160], "address": address[:600]})
    except ValidationError as error:
        raise BadInput(f"{called(name)} is damaged: it cannot be read", remedy=AGAIN) from error
    if [passage.number for passage in material.passages] != list(range(1, len(material.passages) + 1)):
        raise BadInput(f"{called(name)} is damaged: it cannot be read", remedy=AGAIN)
    update = {"quotes": quotes(material.passages), "numbers": numbers(material.passages)}
    return material.model_copy(update=update)
