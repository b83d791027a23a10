"""The words that the stages say to models, as data: the originals, which a project may replace. Reads prompts.toml."""

import tomllib
from functools import cache
from pathlib import Path

from vidpipe.errors import NotFound
from vidpipe.film.catalogue import Role
from vidpipe.film.noun import Name, Noun, Text


class Prompt(Noun):
    """A stage's words: `text` with places in braces, `system` for a writer; `variables` says what fills each place.

    Without the `needed` places the stage could not work; the others may be left out.
    """

    name: Name
    title: Name
    role: Role
    system: Text = ""
    text: Text
    variables: dict[str, str]
    needed: tuple[str, ...] = ()


@cache
def originals() -> dict[str, Prompt]:
    """All of them by name, in the order of the film's flow."""
    found = tomllib.loads(Path(__file__).with_name("prompts.toml").read_text(encoding="utf-8"))
    return {name: Prompt(name=name, **facts) for name, facts in found.items()}


def original(name: str) -> Prompt:
    """Raises NotFound."""
    found = originals().get(name)
    if found is None:
        raise NotFound(f"There are no words called {name!r}", remedy=f"There are {', '.join(originals())}.")
    return found
