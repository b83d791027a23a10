"""Tiles in the browser, one component: the wall of a step, its contact sheet, the tray of takes, pictures to choose."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import streamlit as st

from vidpipe.ui import aim
from vidpipe.ui.address import thumb
from vidpipe.ui.browser import part
from vidpipe.ui.states import MARKS, WORDS
from vidpipe.ui.view.takes import Card
from vidpipe.ui.view.wall import Row, Tile

_WALL = part("wall", '<div id="wall" role="listbox"></div>')

Kind = Literal["pairs", "cards", "sheet", "sheet single"]


def wall(rows: Sequence[Row], *, kind: Kind, chosen: str, ratio: str, key: str, pick: Callable[[str], None]) -> None:
    """The wall. `pick` is called with the slot that a person chose."""
    data = [
        {
            "id": row.id,
            "number": str(row.number),
            "title": row.title,
            "facts": row.facts,
            "tiles": [_tile(tile) for tile in row.tiles],
        }
        for row in rows
    ]
    _mount(key, data, kind=kind, chosen=chosen, ratio=ratio, label="Scenes in order", pick=pick)


def tray(cards: Sequence[Card], *, ratio: str, key: str, pick: Callable[[str], None]) -> None:
    """The takes of a slot. `pick` is called with the id of the take that a person wants to look at."""
    chosen = next((str(card.id) for card in cards if card.seen), "")
    rows = [{"id": "takes", "number": "", "title": "", "facts": "", "tiles": [_card(card) for card in cards]}]
    _mount(key, rows, kind="tray", chosen=chosen, ratio=ratio, label="Takes", pick=pick)


def choice(tiles: Sequence[Tile], *, ratio: str, key: str, pick: Callable[[str], None]) -> None:
    """Pictures to take one from. `pick` is called with its slot."""
    shown = [_bare(tile.slot, tile.label, tile.digest, right=tile.label) for tile in tiles if tile.digest]
    rows = [{"id": "choice", "number": "", "title": "", "facts": "", "tiles": shown}]
    _mount(key, rows, kind="choice", chosen="", ratio=ratio, label="Pictures of this film", pick=pick)


def _mount(
    key: str,
    rows: list[dict[str, Any]],
    *,
    kind: str,
    chosen: str,
    ratio: str,
    label: str,
    pick: Callable[[str], None],
) -> None:
    on_wall = kind not in ("tray", "choice")

    def picked() -> None:
        found = st.session_state[key]["picked"]
        if found:
            pick(str(found))

    data = {"view": kind, "rows": rows, "chosen": chosen, "ratio": ratio, "label": label}
    _WALL(key=key, data=data | {"reveal": on_wall and _asked(), "main": on_wall}, on_picked_change=picked)


def _asked() -> bool:
    """Whether the address leads to a place of its own."""
    return bool(aim.read("slot") or aim.read("scene"))


def _bare(name: str, says: str, digest: str, **more: str | int | bool) -> dict[str, Any]:
    """A tile as data: what is empty is left out, since walls are long."""
    given: dict[str, Any] = {"id": name, "says": says, "image": thumb(digest) if digest else "", **more}
    return {key: value for key, value in given.items() if value}


def _tile(tile: Tile) -> dict[str, Any]:
    word = WORDS[tile.state]
    told = [tile.label, word, "locked" if tile.locked else "", f"rejected: {tile.rejected}" if tile.rejected else ""]
    return _bare(
        tile.slot,
        ", ".join(part for part in (*told, tile.under) if part),
        tile.digest,
        state=tile.state.value,
        word=word,
        mark=MARKS[tile.state],
        plate=tile.plate,
        right=tile.under,
        progress=tile.progress,
        locked=tile.locked,
        off=bool(tile.rejected),
        tag=tile.rejected,
    )


def _card(card: Card) -> dict[str, Any]:
    told = [card.name, "picked" if card.picked else "", f"rejected: {card.reason}" if card.reason else "", card.cost]
    return _bare(
        str(card.id),
        ", ".join(part for part in told if part),
        card.digest,
        left=card.name,
        right=card.cost,
        tag=card.reason or ("Picked" if card.picked else ""),
        got=card.picked,
        off=bool(card.reason),
    )
