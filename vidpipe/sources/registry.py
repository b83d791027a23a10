"""Finds the kinds of source: every module of this package that has a `SOURCE`. Reads, never fetches."""

import importlib
import pkgutil
from typing import Any, Protocol

import vidpipe.sources
from vidpipe.errors import BadInput


class SourceKind(Protocol):
    """One kind of input. `title` is for people; of the kinds that read an input, the lowest `order` has it."""

    name: str
    title: str
    order: int

    def reads(self, given: str) -> bool:
        """Whether this kind knows what to do with the input."""

    def asked(self, given: str) -> dict[str, Any]:
        """What the input asks for, as settings of a film; `prompt` always among them. Raises BadInput."""


def sources() -> list[SourceKind]:
    """All kinds, the most particular first."""
    found: list[SourceKind] = []
    for module in pkgutil.iter_modules(vidpipe.sources.__path__):
        kind = getattr(importlib.import_module(f"vidpipe.sources.{module.name}"), "SOURCE", None)
        if kind is not None:
            found.append(kind)
    return sorted(found, key=lambda kind: (kind.order, kind.name))


def read(given: str) -> dict[str, Any]:
    """What an input asks for, by the first kind that reads it. Raises BadInput when none does."""
    for kind in sources():
        if kind.reads(given):
            return kind.asked(given)
    raise BadInput("This is nothing a film can be made from", remedy="Say in a sentence what the film is about.")
