"""What a page says of itself, and which pages there are: one file in `pages/` is one page, in the navigation too."""

import ast
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

LOG = logging.getLogger(__name__)
Zone = Literal["studio", "film", "foot"]
"""Where the rail shows a page: at the top, in the open film's part, or at the foot."""


@dataclass(frozen=True)
class Page:
    """A page's place in the studio. `icon` is the name of a Material symbol.

    A page of the zone `film` shows the open film; with a `step` it is the page of that step of the flow.
    """

    title: str
    icon: str = "description"
    order: int = 100
    zone: Zone = "studio"
    step: str = ""


@dataclass(frozen=True)
class Found:
    """A page and its file; `name` stands in its address."""

    name: str
    path: Path
    page: Page


def discover(folder: Path) -> list[Found]:
    """The pages of a folder in the order of the rail. A file is read, not run; one that cannot be read is left out."""
    found = [_read(path) for path in sorted(folder.glob("*.py")) if not path.name.startswith("_")]
    return sorted((page for page in found if page), key=lambda page: (page.page.order, page.name))


def _read(path: Path) -> Found | None:
    try:
        module = ast.parse(path.read_text(encoding="utf-8"))
        return Found(path.stem, path, _declared(module) or Page(title=path.stem.replace("_", " ").capitalize()))
    except (SyntaxError, ValueError, TypeError, OSError) as error:
        LOG.warning("page %s is left out: %s", path.name, error)
        return None


def _declared(module: ast.Module) -> Page | None:
    """The `PAGE = Page(...)` of a file, its arguments being literals."""
    for node in module.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _is_page(node):
            return Page(*map(ast.literal_eval, node.value.args), **_named(node.value))
    return None


def _is_page(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "PAGE" for target in node.targets)


def _named(call: ast.Call) -> dict[str, Any]:
    return {word.arg: ast.literal_eval(word.value) for word in call.keywords if word.arg}
