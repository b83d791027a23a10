"""Which cell a person means, and how a cell is said: by its number, model, seed and what else differs in its grid."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from vidpipe.cli.screen import shortened, usd
from vidpipe.engine.naming import SUFFIXES
from vidpipe.errors import NotFound
from vidpipe.film.catalogue import Role
from vidpipe.film.format import seconds
from vidpipe.film.slug import slug
from vidpipe.ui import words

if TYPE_CHECKING:
    from vidpipe.film.grid import Grid, Option
    from vidpipe.lab import CellView, GridView

MOST_SIGNS = 48
"""Of a prompt in the name of a file."""


def cell_of(view: "GridView", given: str) -> "CellView":
    """The cell of this number, or whose slot begins so. Raises NotFound."""
    wanted = given.strip().removeprefix("cell/").lower()
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 4:
        found = [cell for cell in view.cells if cell.number == int(wanted)]
    else:
        found = [cell for cell in view.cells if wanted and cell.slot.removeprefix("cell/").startswith(wanted)]
    if len(found) == 1:
        return found[0]
    remedy = f"Its cells are 1 to {len(view.cells)}; see them with: vidpipe lab show {view.id}"
    raise NotFound(f"The grid has {'several cells' if found else 'no cell'} {given!r}", remedy=remedy)


def label(view: "GridView", cell: "CellView") -> str:
    """A cell within a line: `3 of 12, local/painter-1, seed 11`, and its prompt where there are several."""
    parts = [f"{cell.number} of {len(view.cells)}", cell.model, f"seed {seed_of(view, cell)}"]
    several = len({each.prompt for each in view.cells}) > 1
    return ", ".join([*parts, f"“{shortened(cell.prompt, 50)}”"] if several else parts)


def seed_of(view: "GridView", cell: "CellView") -> int:
    return view.grid.seeds[cell.seed]


def option_said(grid: "Grid", option: "Option") -> str:
    """What an option says that matters to the grid's role."""
    length = f"{seconds(option.frames, option.rate):g} s"
    said = {
        Role.IMAGE: [option.aspect.value],
        Role.VIDEO: [option.aspect.value, length],
        Role.MUSIC: [length],
        Role.SPEECH: [option.voice or "any voice", option.language, f"{option.speed} %"],
        Role.TEXT: [option.language],
    }
    return ", ".join(said[grid.role])


def asked(view: "GridView", cell: "CellView") -> str:
    """What was asked of a cell: its prompt, and its option where there are several."""
    several = len(view.grid.options) > 1
    return f"{cell.prompt} ({option_said(view.grid, view.grid.options[cell.option])})" if several else cell.prompt


def cost_said(cell: "CellView") -> str:
    """What it cost; `cached`; of what is not there yet what it may cost."""
    if not cell.digest:
        return words.roughly(cell.micros) if cell.micros else ""
    return "cached" if cell.cached else words.amount(cell.micros)


def time_said(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.1f} s" if milliseconds else ""


def stars_said(cell: "CellView") -> str:
    return ("★" * cell.rating.stars + (" +" if cell.rating.starred else "")).strip()


def file_name(cell: "CellView", seed: int) -> str:
    """`003 local-painter-1 seed-11 a-red-fox.png`: plain signs alone, so that every system takes it."""
    said = slug(cell.prompt, most=MOST_SIGNS)
    return " ".join(filter(None, (f"{cell.number:03d}", slug(cell.model), f"seed-{seed}", said))) + ending(cell.mime)


def ending(mime: str) -> str:
    return f".{SUFFIXES.get(mime.partition(';')[0], 'bin')}"


def shape(view: "GridView", cell: "CellView", file: Path | str | None = None) -> dict[str, Any]:
    """One cell in JSON. `cost_usd` is what it cost, null while it is not there; `estimate_usd` what it may cost."""
    grid, there = view.grid, bool(cell.digest)
    return {
        "cell": cell.number,
        "slot": cell.slot,
        "state": cell.state.value,
        "model": cell.model,
        "prompt": cell.prompt,
        "values": dict(grid.values[cell.row]),
        "seed": seed_of(view, cell),
        "option": grid.options[cell.option].plain(),
        "digest": cell.digest or None,
        "mime": cell.mime or None,
        "file": str(file) if file else None,
        "text": cell.text or None,
        "cached": cell.cached,
        "cost_usd": usd(cell.micros) if there else None,
        "estimate_usd": None if there else usd(cell.micros),
        "milliseconds": cell.milliseconds,
        "stars": cell.rating.stars,
        "starred": cell.rating.starred,
        "note": cell.rating.note,
        "message": cell.message,
    }


def whole(view: "GridView") -> dict[str, Any]:
    """A grid in JSON without its cells."""
    return {
        "grid": view.id,
        "name": view.name,
        "role": view.grid.role.value,
        "models": list(view.grid.models),
        "seeds": list(view.grid.seeds),
        "results": view.done,
        "size": len(view.cells),
        "asking": view.asking,
        "running": view.running,
        "cost_usd": usd(view.spent),
        "estimate_usd": usd(view.ahead),
        "budget_usd": None if view.budget is None else usd(view.budget),
    }
