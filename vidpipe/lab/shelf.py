"""Templates of the lab: saved from a grid, laid out as a grid again, and carried between workspaces as one file.

A file from outside is hostile: it is small, shallow, and holds nouns or nothing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from vidpipe.errors import BadInput, NotFound, Refused
from vidpipe.film.grid import Grid, Origin
from vidpipe.film.template import Shelf, Template
from vidpipe.film.wording import places
from vidpipe.lab.asking import counted, grid_from, own_model
from vidpipe.workshop import Workshop

MOST_BYTES = 2 * 1024 * 1024
MOST_DEPTH = 12


def template_of(grid: Grid, *, name: str, note: str = "") -> Template:
    """Raises BadInput for a name that is none, or a note that is too long."""
    said = name.strip()
    if not said:
        raise BadInput("A template needs a name", remedy="Say in a word or two what it is for.")
    try:
        return Template.of(grid, name=said, note=note)
    except ValidationError as error:
        first = error.errors()[0]
        what = str(first["loc"][0]) if first["loc"] else "template"
        raise BadInput(f"The template's {what} cannot be used: {first['msg'].lower()}", remedy="Shorten it.") from error


def grid_of(
    shop: Workshop,
    template: Template,
    *,
    models: Sequence[str] = (),
    values: Sequence[Mapping[str, str]] = (),
    seeds: int | Sequence[int] = (),
    name: str = "",
) -> Grid:
    """A template as a grid, with other models, values or seeds where they are given. Models that are gone are left out,
    and this computer's own comes where none is left. Raises BadInput for a variable without a value."""
    catalogue = shop.outside.catalogue()
    known = [model for model in template.models if model in catalogue and catalogue[model].role is template.role]
    grid = grid_from(
        catalogue,
        prompts=template.wordings,
        role=template.role.value,
        models=list(models) or known or [own_model(template.role, catalogue)],
        values=list(values) or list(template.values),
        seeds=counted(seeds) if seeds else list(template.seeds),
        system=template.system,
        name=name or template.name,
        origin=Origin(stage=template.stage),
    )
    return grid.model_copy(update={"options": template.options})


def exported(templates: Iterable[Template]) -> bytes:
    """As one file, the same bytes for the same templates."""
    shelf = Shelf(templates=tuple(templates))
    return (json.dumps(shelf.plain(), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def chosen(templates: Sequence[Template], names: Sequence[str]) -> list[Template]:
    """Those of these names, or all. Raises NotFound."""
    known = {template.name: template for template in templates}
    missing = [name for name in names if name not in known]
    if missing:
        raise NotFound(f"There is no template “{missing[0][:80]}”", remedy=f"There are {', '.join(known) or 'none'}.")
    return [known[name] for name in names] if names else list(templates)


def taken_in(shop: Workshop, data: bytes, *, over: bool) -> list[str]:
    """The templates of a file, all or none of them; their names. Raises BadInput, and Refused for a name that is there
    already while it is not to be replaced."""
    found = read(data).templates
    twice = [template.name for place, template in enumerate(found) if template.name in _names(found[:place])]
    if twice:
        raise BadInput(f"The file has two templates called “{twice[0]}”", remedy="Rename one of them.")
    there = _names(shop.store.lab.templates()) & _names(found)
    if there and not over:
        raise Refused(f"There is a template “{min(there)}” already", remedy="Replace it, or rename the one there.")
    for template in found:
        shop.store.lab.save_template(template, actor=shop.actor, over=over)
    return [template.name for template in found]


def _names(templates: Iterable[Template]) -> set[str]:
    return {template.name for template in templates}


def read(data: bytes) -> Shelf:
    """A file of templates, checked: its size, its depth, its nouns, its wordings. Raises BadInput."""
    if len(data) > MOST_BYTES:
        raise BadInput("The file is too large", remedy=f"At most {MOST_BYTES // 1024**2} MB are read.")
    try:
        shelf = Shelf.model_validate(_shallow(json.loads(data.decode("utf-8-sig"))))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])[:80]
        raise _none(f"{where}: {first['msg']}"[:160]) from error
    except (ValueError, RecursionError) as error:
        raise _none("it is no JSON") from error
    for template in shelf.templates:
        _check(template)
    return shelf


def _shallow(data: Any) -> Any:
    """Raises BadInput where it is nested deeper than any template is."""
    level = [data]
    for _ in range(MOST_DEPTH):
        level = [part for each in level for part in _parts(each)]
        if not level:
            return data
    raise _none("it is nested too deeply")


def _parts(data: Any) -> Iterable[Any]:
    if isinstance(data, dict):
        return data.values()
    return data if isinstance(data, list) else ()


def _check(template: Template) -> None:
    """What a noun alone does not say. Raises BadInput."""
    if not all(template.wordings):
        raise _none(f"“{template.name}” says nothing")
    for text in (*template.wordings, template.system):
        places(text)
    if len(template.models) > 100 or len(template.seeds) > 1000:
        raise _none(f"“{template.name}” has too many models or seeds")


def _none(why: str) -> BadInput:
    return BadInput(f"This is no file of templates ({why})", remedy="Export one in the lab, and bring it as it is.")
