"""The checkout as the project's own tests read it: its files, their syntax trees, the units they belong to."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "vidpipe"


@cache
def product_files() -> tuple[Path, ...]:
    """Every Python file that a person installs: the package, the pages, the door. Migrations are history."""
    package = [path for path in PACKAGE.rglob("*.py") if "versions" not in path.relative_to(PACKAGE).parts]
    return tuple(sorted([*package, *(ROOT / "pages").glob("*.py"), *ROOT.glob("app.py")]))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """A file as people write it: `vidpipe/film/brief.py`."""
    return path.relative_to(ROOT).as_posix()


def unit(path: Path) -> str:
    """The top unit of the package that a file belongs to: `film` for `vidpipe/film/brief.py`, `app` for `app.py`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "vidpipe" else parts[0]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@cache
def imports(path: Path) -> tuple[tuple[str, int], ...]:
    """Every module that a file imports anywhere in it, also within functions, with its line."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def data_files() -> list[Path]:
    """Every file of the package that is no Python, but for what tools leave behind."""
    files = [path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]
    return sorted(path for path in files if not any(part.startswith((".", "__")) for part in path.parts[:-1]))
