"""What a person asks of the lab, in their words, as a grid: names of models, lengths in seconds, one or many of each.

Every refusal is one sentence that names the remedy. Pure but for the catalogue that is given.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from pydantic import ValidationError

from vidpipe.casting import Catalogue, checked, default, role_of
from vidpipe.errors import BadInput
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.format import Aspect, frames
from vidpipe.film.grid import Grid, Option, Origin
from vidpipe.film.project import Settings
from vidpipe.library.models import resolve

FIRST_SEED = 11
SECONDS = (1, 120)


def grid_from(
    catalogue: Catalogue,
    *,
    prompts: Sequence[str],
    role: str = "image",
    models: Sequence[str] = (),
    values: Sequence[Mapping[str, str]] = (),
    seeds: int | Sequence[int] = 1,
    aspects: Sequence[str] = ("16:9",),
    seconds: Sequence[float] = (4,),
    voices: Sequence[str] = ("",),
    languages: Sequence[str] = ("en",),
    speeds: Sequence[int] = (100,),
    negative: str = "",
    rate: int = 24,
    system: str = "",
    name: str = "",
    origin: Origin | Mapping[str, Any] | None = None,
    base: Mapping[str, Any] | None = None,
) -> Grid:
    """A grid of all these. `seeds` is how many, counted up from 11, or the seeds themselves; `seconds` are lengths of
    clips and music, `speeds` per cent. Raises BadInput; for a variable without a value too.
    """
    kind = role_of(role)
    named = [checked(kind, resolve(model.strip()), catalogue) for model in models] or [own_model(kind, catalogue)]
    options = options_of(kind, aspects, seconds, voices, languages, speeds, negative, rate)
    data = {
        "role": kind,
        "name": name.strip(),
        "system": system,
        "wordings": [text for text in prompts if text.strip()] or [""],
        "values": [dict(row) for row in values] or [{}],
        "models": named,
        "options": [option.plain() for option in options],
        "seeds": counted(seeds),
        "unseeded": [model for model in named if _unseeded(catalogue[model], base)],
        "origin": origin.plain() if isinstance(origin, Origin) else dict(origin or {}),
        "base": dict(base or {}),
    }
    grid = _checked(data)
    _check_values(grid)
    return grid


def _unseeded(caps: Caps, base: Mapping[str, Any] | None) -> bool:
    """Whether only the number of its sample tells one result from another: where a scene asks without a seed too."""
    return not caps.seeded or (bool(base) and (base or {}).get("seed") is None)


def counted(seeds: int | Sequence[int]) -> list[int]:
    """So many seeds, or these. Raises BadInput."""
    if isinstance(seeds, int):
        if not 1 <= seeds <= 10_000:
            raise BadInput(f"{seeds} seeds cannot be tried", remedy="Take 1 to 100, or say the seeds themselves.")
        return list(range(FIRST_SEED, FIRST_SEED + seeds))
    return list(seeds)


def settings_of(grid: Grid, *, budget: int | None = None) -> Settings:
    """The settings of a grid's project: no film is made, so nothing of a film is asked."""
    return Settings(
        prompt=grid.wordings[0], name=grid.name, grid=grid, budget=budget, ladder="off", music=False, narration=False
    )


def own_model(role: Role, catalogue: Catalogue) -> str:
    """This computer's model for a role. Raises BadInput where it has none."""
    found = default(role, catalogue)
    if not found:
        raise BadInput(
            f"This computer has no {role.value} model",
            remedy='Get voices with: pip install "vidpipe[voice]"' if role is Role.SPEECH else "Name a model.",
        )
    return found


def options_of(
    role: Role,
    aspects: Sequence[str],
    seconds: Sequence[float],
    voices: Sequence[str],
    languages: Sequence[str],
    speeds: Sequence[int],
    negative: str,
    rate: int,
) -> list[Option]:
    """The product of what matters to a role; what does not is left at its default, so that no two are the same."""
    parts: dict[str, Sequence[Any]] = {}
    if role in (Role.IMAGE, Role.VIDEO):
        parts["aspect"] = [_aspect(aspect) for aspect in aspects] or [Aspect.WIDE]
    if role in (Role.VIDEO, Role.MUSIC):
        parts["frames"] = [_frames(length, rate) for length in seconds] or [96]
    if role is Role.SPEECH:
        parts |= {"voice": list(voices) or [""], "speed": list(speeds) or [100]}
    if role in (Role.SPEECH, Role.TEXT):
        parts["language"] = list(languages) or ["en"]
    said = {"negative": negative} if role in (Role.IMAGE, Role.VIDEO) else {}
    try:
        return [
            Option.model_validate({**said, "rate": rate, **dict(zip(parts, each, strict=True))})
            for each in product(*parts.values())
        ]
    except ValidationError as error:
        raise _bad(error) from error


def _aspect(said: str) -> Aspect:
    try:
        return Aspect(str(said).strip().replace("x", ":"))
    except ValueError as error:
        raise BadInput(f"{said!r} is no shape", remedy=f"Use {', '.join(Aspect)}.") from error


def _frames(seconds: float, rate: int) -> int:
    if not SECONDS[0] <= seconds <= SECONDS[1]:
        raise BadInput(f"{seconds:g} seconds cannot be tried", remedy=f"Give {SECONDS[0]} to {SECONDS[1]} seconds.")
    return frames(seconds, rate)


def _checked(data: Mapping[str, Any]) -> Grid:
    try:
        return Grid.model_validate(data)
    except ValidationError as error:
        raise _bad(error) from error


NAMES = {"wordings": "prompt", "values": "table", "seeds": "seed", "models": "model", "options": "option"}


def _bad(error: ValidationError) -> BadInput:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else "grid"
    said = str(first["msg"]).removeprefix("Value error, ").partition(";")[0]
    what = said if first["type"] == "value_error" else f"cannot be used: {said.lower()}"
    return BadInput(f"The {NAMES.get(name, name)} {what}", remedy="Change it and try again.")


def _check_values(grid: Grid) -> None:
    """Raises BadInput where a wording's variable has no value in some row."""
    for number, row in enumerate(grid.values, 1):
        missing = [name for name in grid.variables if name not in row]
        if missing:
            where = f" in row {number} of the table" if len(grid.values) > 1 else ""
            raise BadInput(
                f"The variable {{{missing[0]}}} has no value{where}",
                remedy=f"Give it one, or write {{{{{missing[0]}}}}} for the braces themselves.",
            )
