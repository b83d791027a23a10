"""Finds the providers: every module of this package that has a `provider()`, by its provider's name."""

import importlib
import pkgutil
import threading
from collections.abc import Callable, Iterator, MutableMapping

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


class Providers(MutableMapping[str, Provider]):
    """The providers as they are set up now: made anew when their setup changes, by whoever looks first then.

    What somebody puts in or takes out stays so.
    """

    def __init__(self, setup: Callable[[], Setup]) -> None:
        self._setup = setup
        self._turn = threading.Lock()
        self._made_for = setup()
        self._known = providers(self._made_for)
        self._put: dict[str, Provider | None] = {}

    def _now(self) -> dict[str, Provider]:
        setup = self._setup()
        if setup != self._made_for:
            with self._turn:
                if setup != self._made_for:
                    self._known, self._made_for = self._with_put(providers(setup)), setup
        return self._known

    def _with_put(self, found: dict[str, Provider]) -> dict[str, Provider]:
        whole = {**found, **self._put}
        return {name: provider for name, provider in whole.items() if provider is not None}

    def __getitem__(self, name: str) -> Provider:
        return self._now()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._now()))

    def __len__(self) -> int:
        return len(self._now())

    def __setitem__(self, name: str, provider: Provider) -> None:
        self._put[name] = provider
        self._known = self._with_put(self._known)

    def __delitem__(self, name: str) -> None:
        self._put[name] = None
        self._known = self._with_put(self._known)
