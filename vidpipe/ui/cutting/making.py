"""A file that is being made beside the page: how far it is, a way to stop it, and what went wrong with the last."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.ui import session
from vidpipe.ui.cutting import delivering
from vidpipe.ui.markup import show, tag
from vidpipe.ui.trouble import guarded

if TYPE_CHECKING:
    from vidpipe.studio import Project

BEAT = 1.0


def making(film: "Project", name: str, *, said: str, label: str, key: str) -> bool:
    """Draw it; whether it still goes on. `said` is what is done just now (`Is being made`), `label` names its bar."""
    now = delivering.job(name)
    if now is not None and not now.over:
        st.fragment(guarded(_progress), run_every=BEAT)(film, name, said, label, key)
        return True
    if now is not None and now.error[0]:
        show(tag("div", tag("b", now.error[0]), tag("p", now.error[1]), class_="ask failed"))
    return False


def _progress(film: "Project", name: str, said: str, label: str, key: str) -> None:
    """When it is over the page is drawn anew."""
    now = delivering.job(name)
    if now is None or now.over:
        session.forget(film.id)
        st.rerun()
    words = "Waits for another file" if now.waits else f"{said}, {now.percent} %"
    bar = tag("i", style=f"width:{now.percent}%")
    track = tag("div", bar, class_="track", role="progressbar", aria_valuenow=now.percent, aria_label=label)
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key=f"{key}-going"):
        show(tag("div", tag("b", words, class_="num"), track, class_="made"))
        st.button("Stop", key=f"{key}-stop", icon=":material/stop:", type="tertiary", on_click=now.halt.set)
