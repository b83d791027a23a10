"""Drawn subjects. One file is one family; each has a table FIGURES, found by scanning this package. No scene
enters here.

A figure draws itself in a space 100 units high and 100 * `wide` units wide, standing on its lower edge.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import skia

from vidpipe.providers.local.painter.ink import Tint
from vidpipe.providers.local.painter.light import Light


@dataclass(frozen=True)
class Look:
    """How a figure shall look: its phase (0 to 1) in its own loop, its colour if one was asked for, the light."""

    phase: float
    colour: Tint | None
    light: Light
    variant: int = 0

    def base(self, default: Tint) -> Tint:
        return self.colour or default


@dataclass(frozen=True)
class Figure:
    """A drawn subject. `poses` is how many pictures its loop has, `rate` its loops a second."""

    draw: Callable[[skia.Canvas, Look], None]
    wide: float = 1.0
    poses: int = 1
    rate: float = 0.5
    rim: float = 1.0
    flat: bool = False
    """A flat figure throws no shadow on the ground."""


@cache
def figures() -> dict[str, Figure]:
    """All drawn subjects by id."""
    found: dict[str, Figure] = {}
    for module in pkgutil.iter_modules(__path__):
        found.update(importlib.import_module(f"{__name__}.{module.name}").FIGURES)
    return found
