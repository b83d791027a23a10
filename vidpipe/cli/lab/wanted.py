"""What is asked of `vidpipe lab run`, as a grid: new, from a template, or from a scene of a film with parts changed."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vidpipe.cli import screen, slots, workspace
from vidpipe.cli.generate import piped
from vidpipe.cli.lab.table import Row, crossed, table
from vidpipe.errors import BadInput, NotFound

if TYPE_CHECKING:
    from vidpipe.film.grid import Grid
    from vidpipe.film.template import Template
    from vidpipe.studio import Studio

OPTIONS = ("aspects", "seconds", "voices", "languages", "speeds", "negative", "rate")
"""What a grid's options are made of."""


@dataclass(frozen=True)
class Wanted:
    """The words of the command. What is empty was not said."""

    prompts: Sequence[str] = ()
    role: str = ""
    models: Sequence[str] = ()
    variables: Sequence[str] = ()
    rows: Sequence[str] = ()
    file: Path | None = None
    seeds: str = ""
    fixed: Sequence[int] = ()
    aspects: Sequence[str] = ()
    seconds: Sequence[float] = ()
    voices: Sequence[str] = ()
    languages: Sequence[str] = ()
    speeds: Sequence[int] = ()
    negative: str = ""
    rate: int = 0
    system: str = ""
    name: str = ""
    template: str = ""
    scene: tuple[str, str] | None = None


def grid_of(studio: "Studio", wanted: Wanted) -> "Grid":
    """The grid. Raises BadInput, and NotFound for a film, slot or template that is not there."""
    values = table(wanted.variables, wanted.rows, wanted.file)
    ground = _ground(studio, wanted, values)
    grid = _new(studio, wanted, values) if ground is None else _changed(studio, wanted, values, ground)
    for name in [name for name in grid.unused if any(name in row for row in values)]:
        screen.complain(f"Nothing in the prompt says {{{name}}}: its values change nothing there.")
    return grid


def seeds(wanted: Wanted) -> int | list[int] | None:
    """How many, or which: `4` counts, `4,` and `11,12` are seeds themselves. Raises BadInput."""
    text = wanted.seeds.strip()
    try:
        if wanted.fixed or "," in text:
            return [*wanted.fixed, *(int(part) for part in text.split(",") if part.strip())]
        return int(text) if text else None
    except ValueError:
        raise BadInput(
            f"{text!r} says no seeds", remedy="Say how many, as --seeds 4, or which, as --seeds 11,12."
        ) from None


def _ground(studio: "Studio", wanted: Wanted, values: Sequence[Row]) -> "Grid | None":
    """The grid that the command goes out from, with the models and seeds it says. Raises BadInput, NotFound."""
    if wanted.scene and wanted.template:
        raise BadInput("A grid comes from a template or from a scene, not both", remedy="Leave one of them away.")
    found = seeds(wanted)
    if wanted.scene:
        film = workspace.find(studio, wanted.scene[0])
        slot = slots.slot(film.overview, wanted.scene[1])
        return studio.lab.from_scene(film, slot, models=wanted.models, seeds=1 if found is None else found)
    if not wanted.template:
        return None
    kept = template(studio, wanted.template)
    rows = crossed(kept.values, values)
    return studio.lab.grid_of(kept, models=wanted.models, values=rows, seeds=() if found is None else found)


def template(studio: "Studio", name: str) -> "Template":
    """Raises NotFound with the names there are."""
    known = {each.name: each for each in studio.lab.templates()}
    if name.strip() in known:
        return known[name.strip()]
    listed = f"There are {', '.join(list(known)[:12])}." if known else "Save one: vidpipe lab templates save ID NAME"
    raise NotFound(f"There is no template “{name[:80]}”", remedy=listed)


def _new(studio: "Studio", wanted: Wanted, values: Sequence[Row]) -> "Grid":
    found = seeds(wanted)
    counted = {} if found is None else {"seeds": found}
    return studio.lab.grid(_prompts(wanted), **_said(wanted), **counted, values=values)


def _prompts(wanted: Wanted) -> list[str]:
    """As given, else from a pipe. Raises BadInput where there is none."""
    given = [text for text in wanted.prompts if text.strip()]
    if given:
        return given
    text = "" if screen.is_terminal(sys.stdin) else piped()
    if not text.strip():
        raise BadInput("There is no prompt", remedy='Say one or more: vidpipe lab run "A fox in the snow"')
    return [text]


def _said(wanted: Wanted) -> dict[str, Any]:
    """What was said, as the façade names it; what was not has its defaults there."""
    names = ("role", "models", "system", "name", *OPTIONS)
    return {name: said for name in names if (said := getattr(wanted, name))}


def _changed(studio: "Studio", wanted: Wanted, values: Sequence[Row], ground: "Grid") -> "Grid":
    """The ground, but for what was said. Raises BadInput for what it does not leave open."""
    options = any(getattr(wanted, name) for name in OPTIONS)
    if wanted.role and wanted.role.strip().lower() != ground.role:
        raise BadInput(f"That is tried as {ground.role.value}, not as {wanted.role}", remedy="Leave --role away.")
    if ground.base and options:
        raise BadInput(
            "A scene is tried at its own size, length and voice",
            remedy="Leave --from away, or change the film's settings.",
        )
    kept = {"system": ground.system, "name": ground.name} | _said(wanted)
    own = {"role": ground.role, "models": ground.models, "origin": ground.origin, "base": ground.base}
    prompts = [text for text in wanted.prompts if text.strip()] or list(ground.wordings)
    rows = crossed(ground.values, values)
    grid = studio.lab.grid(prompts, **{**kept, **own}, values=rows, seeds=ground.seeds)
    return grid if options else grid.model_copy(update={"options": ground.options})
