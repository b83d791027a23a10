"""Finds the providers: every module of this package that has a `provider()`, by its provider's name."""

import importlib
import pkgutil

import vidpipe.providers
from vidpipe.ports import Provider


def providers() -> dict[str, Provider]:
    """All providers that are installed, the local one always among them."""
    found: dict[str, Provider] = {}
    for module in pkgutil.iter_modules(vidpipe.providers.__path__):
        make = getattr(importlib.import_module(f"vidpipe.providers.{module.name}"), "provider", None)
        if make is not None:
            made: Provider = make()
            found[made.name] = made
    return found
