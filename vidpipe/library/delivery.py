"""What platforms take, as dated presets. Reads delivery.toml."""

import tomllib
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from vidpipe.errors import BadInput
from vidpipe.film.delivery import Preset


@cache
def presets() -> tuple[Preset, ...]:
    """Every preset in the file's order."""
    sheet: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    told: dict[str, dict[str, Any]] = {}
    for entry in sheet["preset"]:
        whole = {**told.get(entry.get("like", ""), {}), **entry}
        whole.pop("like", None)
        told[entry["id"]] = whole
    return tuple(Preset.model_validate({"as_of": sheet["as_of"], **whole}) for whole in told.values())


def preset(name: str) -> Preset:
    """The preset of this name. Raises BadInput with the names there are, and the nearest."""
    known = {one.id: one for one in presets()}
    plain = name.strip().lower()
    if plain in known:
        return known[plain]
    near = get_close_matches(plain, known, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    raise BadInput(f"There is no preset {name!r}", remedy=f"{meant}The presets are {', '.join(known)}.")
