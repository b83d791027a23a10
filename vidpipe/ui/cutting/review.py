"""The last look at the cut, beside its checks: what is wrong, a click to see it, the way to where it is mended.

Looking takes a while, so the browser asks for it once the page is there; what was found is kept.
"""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.finding import Finding
from vidpipe.take import Take
from vidpipe.ui import address, session
from vidpipe.ui.browser import part
from vidpipe.ui.cutting.acts import MOVES
from vidpipe.ui.leading import lead
from vidpipe.ui.view.cut import Check, Watched
from vidpipe.ui.view.review import rows

if TYPE_CHECKING:
    from vidpipe.studio import Project

_REVIEW = part("review", '<ul id="review" aria-label="What the last look at the film found" aria-live="polite"></ul>')
CLEAN = Check("Last look", "nothing found", True)


def last_look(film: "Project", now: Watched) -> tuple[Finding, ...] | None:
    """What was found in the cut that is watched; None while nobody has looked, or where its plan is not known."""
    return film.reviewed_of(now.cut.slot) if now.cut and now.is_cut else None


def draw_review(film: "Project", view: Overview, now: Watched, take: Take, found: tuple[Finding, ...] | None) -> None:
    """The findings; where nobody has looked yet the browser asks for it. A cut that is being replaced is left alone."""
    moving = now.cut is not None and now.cut.state in MOVES
    if take.recipe.imported or found == () or (found is None and moving):
        return

    def go() -> None:
        asked = st.session_state["review"].go or {}
        step = str(asked.get("step", "cut"))
        if step == "cut":
            session.intent(film, lambda film: film.mend(), name=f"mend/{take.digest}")
        else:
            lead(step, scene=str(asked.get("scene", "")))

    data = {
        "bus": "cut",
        "rows": rows(view, found or (), moving=moving),
        "ask": address.review(film.id, take.digest) if found is None else "",
    }
    _REVIEW(key="review", data=data, on_go_change=go, on_looked_change=lambda: None)
