"""The fields of the recipe: each has a key of its own for every recipe that is laid into them, and is read by it."""

from dataclasses import replace
from typing import Any

import streamlit as st

from vidpipe.ui.lab import place
from vidpipe.ui.view.draft import LIST, Draft


def key(name: str) -> str:
    return f"lab-{place.version()}-{name}"


def begin(name: str, value: Any) -> str:
    """The key of a field, which holds `value` until somebody changes it."""
    found = key(name)
    if found not in st.session_state:
        st.session_state[found] = value
    return found


def read(name: str, otherwise: Any) -> Any:
    """What a field holds; what the recipe says, where it was not drawn."""
    return st.session_state.get(key(name), otherwise)


def many(name: str, otherwise: tuple[Any, ...]) -> tuple[Any, ...]:
    """Of a field for several: what is chosen, never nothing."""
    return tuple(read(name, otherwise)) or otherwise


def gather() -> Draft:
    """The recipe as its fields stand now, also before they are drawn again: in a callback."""
    now = place.draft()
    found = replace(
        now,
        wordings=tuple(str(read(f"wording-{n}", text)) for n, text in enumerate(now.wordings)),
        system=str(read("system", now.system)),
        values=_values(now),
        models=tuple(read("models", now.models)),
        aspects=many("aspects", now.aspects),
        seconds=many("seconds", now.seconds),
        voices=many("voices", now.voices),
        languages=many("languages", now.languages),
        speeds=many("speeds", now.speeds),
        negative=str(read("negative", now.negative)),
        seeds=_seeds(now),
        name=str(read("name", now.name)),
        budget=read("budget", now.budget),
    )
    place.keep(found)
    return found


def _values(now: Draft) -> tuple[dict[str, str], ...]:
    """The only row by its fields; a table is written in a dialog of its own."""
    rows = [dict(row) for row in now.values]
    if not now.table:
        prefix = key("value-")
        rows[0] |= {
            str(name).removeprefix(prefix): str(value)
            for name, value in st.session_state.items()
            if str(name).startswith(prefix)
        }
    return tuple(rows)


def _seeds(now: Draft) -> int | str:
    listed = read("seed-mode", LIST if isinstance(now.seeds, str) else None) == LIST
    if listed:
        return str(read("seed-list", now.seeds if isinstance(now.seeds, str) else swept(now.seeds)))
    return int(read("seed-count", now.seeds if isinstance(now.seeds, int) else 4) or 1)


def swept(count: int) -> str:
    """The seeds of a sweep, to be changed one by one."""
    return ", ".join(str(11 + n) for n in range(min(count, 12)))
