"""Finds the stages: every module of this package that has a `STAGE`, or several `STAGES` of a kind."""

import importlib
import pkgutil

import vidpipe.stages
from vidpipe.ports import Stage


def stages() -> list[Stage]:
    """All stages in the order of the film's flow."""
    found: list[Stage] = []
    for module in pkgutil.iter_modules(vidpipe.stages.__path__):
        loaded = importlib.import_module(f"vidpipe.stages.{module.name}")
        alone = getattr(loaded, "STAGE", None)
        found += [alone] if alone is not None else getattr(loaded, "STAGES", ())
    return sorted(found, key=lambda stage: (stage.order, stage.name))
