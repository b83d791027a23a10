"""Finds the stages: every module of this package that has a `STAGE`."""

import importlib
import pkgutil

import vidpipe.stages
from vidpipe.ports import Stage


def stages() -> list[Stage]:
    """All stages in the order of the film's flow."""
    found: list[Stage] = []
    for module in pkgutil.iter_modules(vidpipe.stages.__path__):
        stage = getattr(importlib.import_module(f"vidpipe.stages.{module.name}"), "STAGE", None)
        if stage is not None:
            found.append(stage)
    return sorted(found, key=lambda stage: (stage.order, stage.name))
