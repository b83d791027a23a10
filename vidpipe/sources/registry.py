"""Finds the kinds of source: every module of this package that has a `SOURCE`. Reads, never fetches."""

import importlib
import pkgutil
from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

import vidpipe.sources
from vidpipe.errors import BadInput


class Kind(Protocol):
    """One kind of input. `title` is for people; of the kinds that read an input, the lowest `order` has it."""

    name: str
    title: str
    order: int


@runtime_checkable
class SourceKind(Kind, Protocol):
    """A kind of typed text."""

    def reads(self, given: str) -> bool:
        """Whether this kind knows what to do with the input."""

    def asked(self, given: str) -> dict[str, Any]:
        """What the input asks for, as settings of a film; `prompt` always among them. Raises BadInput."""


@runtime_checkable
class FileKind(Kind, Protocol):
    """A kind of file. `apart` says that it is read in a child process, within `most` bytes.

    `parse` gives plain data with the fields of a `Material`, and imports what it needs itself: the child that calls it
    starts with nothing.
    """

    apart: bool
    most: int

    @property
    def endings(self) -> Sequence[str]: ...

    def fits(self, head: bytes, ending: str) -> bool:
        """Whether a file that begins like this is of this kind."""

    def parse(self, data: bytes) -> dict[str, Any]:
        """What stands in it. Raises BadInput with a sentence for a person."""


def _found() -> list[Any]:
    found = []
    for module in pkgutil.iter_modules(vidpipe.sources.__path__):
        if not module.name.startswith("__"):
            kind = getattr(importlib.import_module(f"vidpipe.sources.{module.name}"), "SOURCE", None)
            if kind is not None:
                found.append(kind)
    return sorted(found, key=lambda kind: (kind.order, kind.name))


def sources() -> list[Kind]:
    """All kinds, the most particular first."""
    return _found()


def files() -> list[FileKind]:
    """The kinds of files."""
    return [kind for kind in _found() if isinstance(kind, FileKind)]


def read(given: str) -> dict[str, Any]:
    """What typed text asks for, by the first kind that reads it. Raises BadInput when none does."""
    for kind in _found():
        if isinstance(kind, SourceKind) and kind.reads(given):
            return kind.asked(given)
    raise BadInput("This is nothing a film can be made from", remedy="Say in a sentence what the film is about.")
