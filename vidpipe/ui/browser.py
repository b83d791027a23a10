"""The parts that live in the browser: player, comparison, jump. Each gets data and sets it as text only."""

from pathlib import Path
from typing import Any

import streamlit as st

from vidpipe.ui import address
from vidpipe.ui.address import blob, thumb

LOOK = Path(__file__).parent / "look"


def part(name: str, html: str, *, css: bool = True) -> Any:
    """A component of look/NAME.css and look/NAME.js. Register it once, at import."""
    sheet = (LOOK / f"{name}.css").read_text(encoding="utf-8") if css else None
    script = (LOOK / f"{name}.js").read_text(encoding="utf-8")
    return st.components.v2.component(f"vidpipe_{name}", html=html, css=sheet, js=script)


_PLAYER = part("player", '<div id="player"></div>')
_COMPARE = part(
    "compare",
    '<div id="box"><img id="right"><img id="left"><b id="first"></b><b id="second"></b><div id="edge"></div>'
    '<input type="range" min="0" max="100" value="50"></div>',
)
_JUMP = part("jump", "<span></span>", css=False)


def player(
    digest: str,
    mime: str,
    *,
    label: str,
    ratio: str,
    time: str,
    key: str,
    captions: str = "",
    language: str = "",
    small: bool = False,
    picture: str = "",
    note: str = "",
    bus: str = "",
    film: str = "",
) -> None:
    """A film that is a poster until it is clicked. `captions` is the digest of a WebVTT file, `picture` of the poster.

    Without a picture the poster is a frame of the film itself, which takes seconds to choose the first time. `note` is
    said on the picture. On a `bus` it tells the page where it is, is sent elsewhere, plays by the space bar; another
    version of the same `film` goes on where this one was.
    """
    data = {
        "kind": "film",
        "src": blob(digest, mime),
        "poster": thumb(picture or digest, 480 if small else 960),
        "label": label,
        "ratio": ratio,
        "time": time,
        "captions": address.captions(captions, "vtt") if captions else "",
        "language": language,
        "small": small,
        "note": note,
        "bus": bus,
        "film": film or label,
    }
    _PLAYER(key=key, data=data)


def sound(digest: str, mime: str, *, label: str, time: str, key: str, bus: str = "", drawn: bool = False) -> None:
    """A line of sound, or the sound of a film; no sound is fetched before it is played. `bus` as for a player.

    With `drawn` its outline stands behind the bar.
    """
    data = {
        "kind": "sound",
        "src": blob(digest, mime),
        "label": label,
        "time": time,
        "ratio": "1:1",
        "bus": bus,
        "film": label,
    }
    _PLAYER(key=key, data=data | {"peaks": address.peaks(digest) if drawn else ""})


def compare(left: tuple[str, str], right: tuple[str, str], *, ratio: str, key: str) -> None:
    """Two pictures, each a digest and a name, under one divider."""
    sides = [{"image": thumb(digest, 960), "name": name} for digest, name in (left, right)]
    _COMPARE(key=key, data={"left": sides[0], "right": sides[1], "ratio": ratio})


def jump(to: str, *, wish: str) -> None:
    """Bring the section with this anchor into view, once for each wish."""
    _JUMP(key=f"jump-{wish}", data={"to": to, "wish": wish})
