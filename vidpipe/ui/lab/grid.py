"""The grid in the browser: one component for all cells, and what follows when one is rated or used."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.ui import session
from vidpipe.ui.address import EXTENSIONS, blob, peaks, thumb
from vidpipe.ui.browser import part
from vidpipe.ui.lab import place
from vidpipe.ui.lab.scenes import menu, use
from vidpipe.ui.states import MARKS, WORDS
from vidpipe.ui.view.lab import Band, Line, Tile

if TYPE_CHECKING:
    from vidpipe.lab import Experiment

_GRID = part("grid", '<div id="grid" role="region"><div id="bands"></div><div id="menu" popover></div></div>')

KINDS = {
    "text": "text-kind",
    "speech": "sound-kind",
    "music": "sound-kind",
    "image": "still-kind",
    "video": "clip-kind",
}


def grid(run: "Experiment", bands: Sequence[Band], *, blind: bool = False) -> None:
    """Draw it. `blind` hides the way to a scene, and ratings are marked as blind."""
    key = "lab-blind" if blind else "lab-cells"
    scenes = None if blind else menu(run)
    data = {
        "of": run.id,
        "kind": KINDS[run.grid.role.value],
        "label": "Results",
        "bands": [_band(band) for band in bands],
        "scenes": scenes,
        "heard": list(place.heard()),
        "blind": blind,
    }
    _GRID(key=key, data=data, on_did_change=lambda: _did(run, key, blind=blind))


def _did(run: "Experiment", key: str, *, blind: bool) -> None:
    """Do what the browser tells; it tells an act again until it is heard, so each is done once."""
    for act in st.session_state[key]["did"] or []:
        if isinstance(act, Mapping) and place.hear(str(act.get("id", ""))[:40]):
            _do(run, act, blind=blind)


def _do(run: "Experiment", act: Mapping[str, Any], *, blind: bool) -> None:
    what, slot, value = str(act.get("what", "")), str(act.get("slot", "")), act.get("value")
    name = f"lab/{act.get('id')}"
    if what == "open":
        st.session_state["lab-open"] = (slot, blind)
        place.redraw()
    elif what == "use":
        use(run, slot, str(value), words=bool(act.get("words")))
    elif what == "film":
        st.session_state["open"] = str(value)
        place.redraw()
    else:
        session.intent(run, lambda run: _settle(run, what, slot, value, blind=blind), name=name)


def _settle(run: Any, what: str, slot: str, value: Any, *, blind: bool) -> None:
    """One word about a cell. What is none is not done."""
    if what == "rate":
        run.rate(slot, int(value), blind=blind)
    elif what == "star":
        run.star(slot, bool(value))
    elif what == "retry":
        run.retry(slot)
        run.wake()
        place.redraw()
    elif what == "cancel":
        run.cancel(slot)
    elif what == "look-up":
        run.look_up(slot)
        place.redraw()
    elif what in ("charged", "free"):
        run.settle(slot, charged=what == "charged")


def _band(band: Band) -> dict[str, Any]:
    return {
        "id": band.id,
        "title": band.title,
        "facts": band.facts,
        "ratio": band.ratio,
        "lines": [_line(line) for line in band.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "title": line.title,
        "facts": list(line.facts),
        "mean": line.mean,
        "tiles": [tile_data(tile) for tile in line.tiles],
    }


def tile_data(tile: Tile) -> dict[str, Any]:
    """A tile as data: what is empty is left out, since grids are large."""
    given: dict[str, Any] = {
        "id": tile.slot,
        "says": tile.says,
        "state": tile.state.value,
        "made": bool(tile.digest),
        "mark": "" if tile.digest else MARKS[tile.state],
        "word": "" if tile.digest else WORDS[tile.state],
        "left": tile.left,
        "right": tile.right,
        "plate": tile.plate,
        "text": tile.text,
        "stars": tile.stars,
        "starred": tile.starred,
        "noted": tile.noted,
        "progress": tile.progress,
        "best": tile.best,
        "acts": [list(act) for act in tile.acts],
        **_media(tile),
    }
    return {name: value for name, value in given.items() if value}


def _media(tile: Tile) -> dict[str, Any]:
    """What of the file is shown: a small picture, the outline of a sound, where the whole is played from."""
    kind = tile.mime.partition("/")[0]
    if not tile.digest or kind not in ("image", "video", "audio"):
        return {}
    plays = blob(tile.digest, tile.mime) if kind != "image" and tile.mime in EXTENSIONS else ""
    if kind == "audio":
        return {"src": plays, "sound": True, "peaks": peaks(tile.digest, 80)}
    return {"image": thumb(tile.digest), "src": plays}
