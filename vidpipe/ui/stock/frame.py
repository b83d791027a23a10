"""The library page: who and what films may name, and the brands that they may keep to."""

from collections.abc import Callable

import streamlit as st

from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import head
from vidpipe.ui.stock.brands import brands
from vidpipe.ui.stock.members import members
from vidpipe.ui.trouble import complaint, guarded

LINE = "Shared by all films of this workspace. A film keeps what it took until it takes it again."
CAST = (
    "Characters, products and places. Write @ and the name in an idea or in a scene: it stands for the look, and for "
)
BRANDS = "Logo, colours, a face for words on screen, and words that are not used. A film takes all of it at once."


def library() -> None:
    """Draw the page."""
    with st.container(key="head"):
        show(head("Library", LINE))
    with st.container(key="news"):
        complaint()
    with st.container(gap=0, key="settings-page"):
        _part("Cast", f"{CAST}the pictures where a model takes them.", members)
        _part("Brands", BRANDS, brands)


def _part(title: str, line: str, draw: Callable[[], None]) -> None:
    with st.container(key=f"part-{title.lower()}"):
        left, right = st.columns([3, 9], gap=32)
        with left:
            show(tag("div", tag("h2", title, class_="sec"), tag("p", line, class_="quiet")))
        with right, st.container(gap=16, key=f"stock-{title.lower()}"):
            guarded(draw)()
