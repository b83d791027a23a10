"""A grid, or one cell of it, as a command and as Python that make it again: what is there costs nothing."""

import json
import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pprint import pformat
from typing import Any

from vidpipe.errors import NotFound, Refused
from vidpipe.film.catalogue import Role
from vidpipe.film.grid import Grid, Option
from vidpipe.lab.asking import options_of
from vidpipe.lab.scenes import grid_of_slot
from vidpipe.project import Project
from vidpipe.stages.cells import Cell
from vidpipe.workshop import Workshop

PLAIN = re.compile(r"[A-Za-z0-9_./:+-]+")
"""What no shell reads otherwise."""
SINGLE = re.compile("[^'‘’‚‛]*")
"""What stands between single quotes in every shell: PowerShell takes curly quotes for straight ones."""
DOUBLE = re.compile('[^"“”„$`\\\\!]*')
"""What stands between double quotes in every shell."""
FILE = """from vidpipe import Studio
{imports}
with Studio() as studio:
    grid = {grid}
    experiment = studio.lab.create(grid)
    experiment.run()
    for cell in experiment.view.cells:
        print(cell.number, cell.model, cell.state, cell.digest)
"""


def alone(grid: Grid, cell: Cell) -> Grid:
    """The grid of one cell. A model that takes no seed needs the samples before it, too."""
    point = cell.point
    whole = point.model in grid.unseeded
    return grid.model_copy(
        update={
            "wordings": (grid.wordings[point.wording],),
            "values": (grid.values[point.row],),
            "models": (point.model,),
            "options": (grid.options[point.option],),
            "seeds": grid.seeds[: point.seed + 1] if whole else (grid.seeds[point.seed],),
            "unseeded": (point.model,) if whole else (),
        }
    )


# ---------------------------------------------------------------- a command


def as_command(shop: Workshop, grid: Grid) -> str:
    """One line for a shell. Raises Refused where no command says it: its film changed since, or its options are no
    product of parts."""
    words = ["vidpipe", "lab", "run"]
    words += _ground(shop, grid) if grid.base else _fresh(grid)
    words += [part for model in grid.models for part in ("--model", model)]
    words += _seeds(grid.seeds)
    words += ["--name", grid.name] if grid.name else []
    prompts = list(grid.wordings)
    words += ["--", *prompts] if any(text.startswith("-") for text in prompts) else prompts
    return " ".join(quoted(word) for word in words)


def quoted(word: str) -> str:
    """A word as shells read it, where it can be done the same way for every shell, else the way of POSIX."""
    if PLAIN.fullmatch(word):
        return word
    if SINGLE.fullmatch(word):
        return f"'{word}'"
    return f'"{word}"' if DOUBLE.fullmatch(word) else shlex.quote(word)


def _fresh(grid: Grid) -> list[str]:
    asked = _parts(grid)
    if asked is None:
        raise Refused("No command says this grid", remedy="Copy it as Python.")
    words = ["--role", grid.role.value]
    for flag, values in asked.items():
        words += [part for value in values for part in (flag, value)]
    return words + _table(grid.values, {}) + (["--system", grid.system] if grid.system else [])


def _ground(shop: Workshop, grid: Grid) -> list[str]:
    """Out from a film's slot, while it asks for the same."""
    origin = grid.origin
    try:
        ground = grid_of_slot(shop, Project(shop, origin.project), origin.slot)
    except NotFound as error:
        raise Refused("The film that it was opened from is gone", remedy="Copy it as Python.") from error
    if (ground.base, ground.origin, len(grid.options)) != (grid.base, origin, 1):
        raise Refused("The film asks for something else by now", remedy="Copy it as Python.")
    words = ["--from", origin.project, origin.slot]
    words += [] if grid.values == ground.values else _table(grid.values, ground.values[0])
    return words + (["--system", grid.system] if grid.system not in ("", ground.system) else [])


def _seeds(seeds: Sequence[int]) -> list[str]:
    return ["--seed", str(seeds[0])] if len(seeds) == 1 else ["--seeds", ",".join(map(str, seeds))]


def _table(rows: Sequence[Mapping[str, str]], was: Mapping[str, str]) -> list[str]:
    """The values that are not as they were: by `--var` where they are all combinations of some, else row by row."""
    changed = [{name: value for name, value in row.items() if value != was.get(name)} for row in rows]
    if changed == [{}]:
        return []
    columns = {name: list(dict.fromkeys(row.get(name, "") for row in changed)) for name in _names(changed)}
    whole = [dict(zip(columns, each, strict=True)) for each in product(*columns.values())]
    plain = all(not {"|", "\\"} & set(value) for values in columns.values() for value in values)
    if whole == changed and plain:
        return [part for name, values in columns.items() for part in ("--var", f"{name}={'|'.join(values)}")]
    texts = [json.dumps(row, ensure_ascii=False) for row in (rows if was else changed)]
    return [part for text in texts for part in ("--row", text)]


def _names(rows: Iterable[Mapping[str, str]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _parts(grid: Grid) -> dict[str, list[str]] | None:
    """The options as the parts that they are the product of, by flag; None where they are none."""
    role, found = grid.role, grid.options

    def each(name: str) -> list[Any]:
        return list(dict.fromkeys(getattr(option, name) for option in found))

    first = found[0]
    seconds = [length / first.rate for length in each("frames")]
    made = options_of(
        role,
        each("aspect"),
        seconds,
        each("voice"),
        each("language"),
        each("speed"),
        first.negative,
        first.rate,
    )
    if tuple(made) != found:
        return None
    lengths = [f"{length:.4f}".rstrip("0").rstrip(".") for length in seconds]
    pictured, timed = role in (Role.IMAGE, Role.VIDEO), role in (Role.VIDEO, Role.MUSIC)
    parts = {
        "--aspect": each("aspect") if pictured else [],
        "--seconds": lengths if timed else [],
        "--voice": [voice for voice in each("voice") if voice] if role is Role.SPEECH else [],
        "--language": each("language") if role in (Role.SPEECH, Role.TEXT) else [],
        "--speed": [str(speed) for speed in each("speed")] if role is Role.SPEECH else [],
        "--rate": [str(first.rate)] if timed and first.rate != Option().rate else [],
        "--negative": [first.negative] if first.negative else [],
    }
    silent = role is Role.SPEECH and "" in each("voice") and len(each("voice")) > 1
    return None if silent else parts


# ---------------------------------------------------------------- Python


def as_code(grid: Grid) -> str:
    """A file that makes the grid and says what came. It holds all of it, so it is the same grid wherever it runs."""
    data = grid.plain()
    if _parts(grid) is None:
        return FILE.format(
            imports="from vidpipe.film.grid import Grid\n", grid=_call("Grid.model_validate", [data], {})
        )
    first = grid.options[0]
    asked: dict[str, Any] = {"role": grid.role.value, "models": data["models"]}
    asked |= {"values": data["values"]} if grid.values != ({},) else {}
    asked |= {"seeds": data["seeds"]} | _options(grid, first)
    asked |= {name: data[name] for name in ("system", "name", "base") if data[name]}
    asked |= {"origin": data["origin"]} if any(data["origin"].values()) else {}
    return FILE.format(imports="", grid=_call("studio.lab.grid", [data["wordings"]], asked))


def _options(grid: Grid, first: Option) -> dict[str, Any]:
    """What makes the options anew, but for what is so anyway."""
    found: dict[str, list[Any]] = {
        "aspects": [option.aspect.value for option in grid.options],
        "seconds": [option.frames / first.rate for option in grid.options],
        "voices": [option.voice for option in grid.options],
        "languages": [option.language for option in grid.options],
        "speeds": [option.speed for option in grid.options],
    }
    usual: dict[str, list[Any]] = {
        "aspects": ["16:9"],
        "seconds": [4.0],
        "voices": [""],
        "languages": ["en"],
        "speeds": [100],
    }
    said: dict[str, Any] = {name: list(dict.fromkeys(values)) for name, values in found.items()}
    said = {name: values for name, values in said.items() if values != usual[name]}
    said |= {"rate": first.rate} if first.rate != Option().rate else {}
    return said | ({"negative": first.negative} if first.negative else {})


def _call(name: str, given: Sequence[Any], named: Mapping[str, Any]) -> str:
    lines = [_said(value) for value in given] + [f"{key}={_said(value)}" for key, value in named.items()]
    return f"{name}(\n" + "".join(f"        {line},\n" for line in lines) + "    )"


def _said(value: Any) -> str:
    return pformat(value, width=100, sort_dicts=False).replace("\n", "\n        ")
