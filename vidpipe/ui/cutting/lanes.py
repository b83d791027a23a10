"""The film's lanes on one time scale, as one part of the page that lives in the browser."""

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.ui import chosen as looked_at
from vidpipe.ui.browser import part
from vidpipe.ui.view.lanes import Chosen, lanes

_LANES = part("lanes", '<div id="lanes"></div>')


def draw_lanes(film: Overview, *, bus: str, chosen: Chosen, handles: bool, key: str) -> None:
    """The lanes; they follow the player on the `bus`. A click on a joint looks at it."""

    def pick() -> None:
        looked_at.choose(scene=str(st.session_state[key].joint or ""))

    _LANES(key=key, data=lanes(film, bus=bus, chosen=chosen, handles=handles), on_joint_change=pick)
