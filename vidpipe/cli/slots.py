"""Which slot a person means: `2/clip` is scene 2's clip, `2` all of scene 2, `music` the music. Pure."""

import re

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.errors import NotFound
from vidpipe.film.version import own_cut
from vidpipe.take import SlotView


def views(film: Overview) -> dict[str, SlotView]:
    """Every slot by its full name."""
    found = dict(film.slots)
    for scene in film.scenes:
        found |= {view.slot: view for view in scene.slots.values()}
    return found


def slot(film: Overview, given: str) -> str:
    """The full name of a slot. Raises NotFound with the names there are."""
    wanted = given.strip().strip("/")
    known = views(film)
    if wanted in known:
        return wanted
    first, _, rest = wanted.partition("/")
    scene = _scene(film, first)
    own = own_cut(film.slots)
    if wanted == "cut" and own:
        return own.slot
    among = {name: view.slot for name, view in scene.slots.items()} if scene else {name: name for name in film.slots}
    found = [full for name, full in among.items() if _means(name, rest if scene else wanted)]
    if len(found) == 1:
        return found[0]
    numbered = f"{first}/" if scene else ""
    names = ", ".join(f"{numbered}{name}" for name in among)
    remedy = f"Say one of {names}, or the number of a scene and one of its parts, such as 1/clip."
    raise NotFound(f"{given!r} {'means several things' if found else 'is no slot'} of this film", remedy=remedy)


def slot_or_scene(film: Overview, given: str) -> str:
    """A slot, or a whole scene by its number or its id. Raises NotFound."""
    plain = given.strip().strip("/")
    scene = _scene(film, plain.removeprefix("scene/"))
    return f"scene/{scene.scene.id}" if scene else slot(film, given)


def _scene(film: Overview, name: str) -> SceneView | None:
    return next((view for view in film.scenes if name in (str(view.index), view.scene.id)), None)


def _means(name: str, wanted: str) -> bool:
    """`start` means `keyframe/start`, `clip` means `clip@draft`, `9:16` means `cut/9x16/en/master`."""
    wanted = re.sub(r"^(\d+):(\d+)$", r"\1x\2", wanted)
    return bool(wanted) and (name == wanted or name.split("@")[0] == wanted or wanted in name.split("@")[0].split("/"))
