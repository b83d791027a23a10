"""Finds the providers: every module of this package that has a `provider()`, by its provider's name."""

import importlib
import pkgutil

import vidpipe.providers
from vidpipe.ports import Provider, Setup


def providers(setup: Setup = Setup()) -> dict[str, Provider]:  # noqa: B008 - a frozen noun
    """All providers that are installed, the local one always among them."""
    found: dict[str, Provider] = {}
    for module in pkgutil.iter_modules(vidpipe.providers.__path__):
        make = getattr(importlib.import_module(f"vidpipe.providers.{module.name}"), "provider", None)
        if make is not None:
            made: Provider = make(setup)
            found[made.name] = made
    return found
