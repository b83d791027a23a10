"""The scene and the slot a person looks at: they stand in the address, so every place is a link and `back` works."""

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.slot import parse
from vidpipe.ui.view.steps import ATTENTION, find, of_step


def scene(view: Overview) -> str:
    """The id of the scene looked at: the address's, else the slot's, else the first; '' where there are none."""
    known = [row.scene.id for row in view.scenes]
    named = str(st.query_params.get("scene", "")) or parse_scene(str(st.query_params.get("slot", "")))
    return named if named in known else known[0] if known else ""


def parse_scene(name: str) -> str:
    """The scene a slot's name speaks of, '' for none and for what is no slot's name."""
    return parse(name).scene if name.count("/") >= 2 or not name.startswith("scene/") else ""


def slot(view: Overview, step: str) -> str:
    """The slot of a step looked at: the address's, else its scene's, else one that needs somebody."""
    slots = of_step(view, step)
    names = [found.slot for found in slots]
    named = str(st.query_params.get("slot", ""))
    if named in names and find(view, named):
        return named
    asked = str(st.query_params.get("scene", ""))
    of_scene = [name for name in names if asked and parse(name).scene == asked]
    if of_scene:
        return of_scene[0]
    for state in ATTENTION:
        waiting = next((found.slot for found in slots if found.state is state), "")
        if waiting:
            return waiting
    return names[0] if names else ""


def choose(*, scene: str = "", slot: str = "") -> None:
    """Look at a scene or a slot from now on. One step in the browser's history."""
    asked = {name: value for name, value in st.query_params.items() if name not in ("scene", "slot")}
    asked |= {name: value for name, value in (("scene", scene or parse_scene(slot)), ("slot", slot)) if value}
    if asked != dict(st.query_params.items()):
        st.query_params.from_dict(asked)
