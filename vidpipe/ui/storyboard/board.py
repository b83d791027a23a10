"""The parts of the storyboard that live in the browser: the strip in proportion to time, and all scenes as rows.

Each is one component for all scenes, gets data and sets it as text only, and tells what a person did by a trigger.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from vidpipe.ui.address import thumb
from vidpipe.ui.browser import LOOK
from vidpipe.ui.states import MARKS
from vidpipe.ui.view.scene import SceneRow

Told = Callable[[str, dict[str, Any]], None]
"""Hears what a person did in a part: `picked`, `moved` or `act`, and with what."""


def _part(name: str, html: str) -> Any:
    """A component that can be reordered by dragging."""
    script = "\n".join((LOOK / f"{file}.js").read_text(encoding="utf-8") for file in ("drag", name))
    sheet = (LOOK / f"{name}.css").read_text(encoding="utf-8")
    return st.components.v2.component(f"vidpipe_{name}", html=html, css=sheet, js=script)


_HELP = "Arrow keys choose a scene. Alt with an arrow key, or dragging, moves it."
_STRIP = _part(
    "strip",
    '<div id="strip" role="listbox" aria-orientation="horizontal" aria-label="Scenes in order" '
    f'aria-description="{_HELP}"></div>',
)
_SCENES = _part(
    "scenes",
    '<ol id="scenes" aria-label="All scenes"></ol>'
    '<div id="menu" popover="auto" role="menu" aria-label="More for this scene"></div>',
)


def strip(rows: Sequence[SceneRow], *, selected: str, key: str, told: Told) -> None:
    """The film in proportion to time."""
    data = {"rows": [_block(row) for row in rows], "selected": selected}
    heard = {f"on_{name}_change": _hear(key, name, told) for name in ("picked", "moved")}
    _STRIP(key=key, data=data, **heard)


def scenes(rows: Sequence[SceneRow], *, selected: str, key: str, told: Told) -> None:
    """Every scene with its words and what can be done with it."""
    data = {"rows": [_line(row) for row in rows], "selected": selected}
    heard = {f"on_{name}_change": _hear(key, name, told) for name in ("act", "moved")}
    _SCENES(key=key, data=data, **heard)


def _hear(key: str, name: str, told: Told) -> Callable[[], None]:
    def hear() -> None:
        value = st.session_state[key].get(name)
        if value is not None:
            told(name, value if isinstance(value, dict) else {"id": value})

    return hear


def _block(row: SceneRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "title": row.beat or row.title,
        "length": row.length,
        "frames": row.frames,
        "state": row.state.value,
        "says": row.says,
        "progress": row.progress,
        "locked": row.locked,
        "image": thumb(row.digest) if row.digest else "",
    }


def _line(row: SceneRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "facts": row.facts,
        "state": row.state.value,
        "mark": MARKS[row.state],
        "says": row.says,
        "cause": row.cause,
        "action": row.action,
        "narration": row.narration,
        "words": row.words,
        "origin": row.origin,
        "locked": row.locked,
        "lockable": row.lockable,
        "approvable": row.approvable,
        "image": thumb(row.digest) if row.digest else "",
    }
