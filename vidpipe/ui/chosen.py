"""The scene and the slot a person looks at: they stand in the address, so every place is a link and `back` works."""

from vidpipe.engine.overview import Overview
from vidpipe.film.slot import parse
from vidpipe.ui import aim
from vidpipe.ui.view.steps import ATTENTION, find, of_step


def scene(view: Overview) -> str:
    """The id of the scene looked at: the address's, else the slot's, else the first; '' where there are none."""
    known = [row.scene.id for row in view.scenes]
    named = aim.read("scene") or parse_scene(aim.read("slot"))
    return named if named in known else known[0] if known else ""


def parse_scene(name: str) -> str:
    """The scene a slot's name speaks of, '' for none and for what is no slot's name."""
    return parse(name).scene if name.count("/") >= 2 or not name.startswith("scene/") else ""


def slot(view: Overview, step: str) -> str:
    """The slot of a step looked at: the address's, else its scene's, else one that needs somebody."""
    slots = of_step(view, step)
    names = [found.slot for found in slots]
    named = aim.read("slot")
    if named in names and find(view, named):
        return named
    asked = aim.read("scene")
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
    aim.write(scene=scene or parse_scene(slot), slot=slot)
