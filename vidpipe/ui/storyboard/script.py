"""The storyboard page: the strip, the chosen scene's editor, all scenes as rows, style guide and cast beside them.

Strip and rows are live while the film is being made. The editor is not: nothing is drawn anew under somebody's hands.
What comes and goes above a field has a container of its own that stays, and so has each live part, which is several
elements while the film rests and one while it moves: the browser knows things by their place among their neighbours,
and a field whose place changes is made anew, without what was being typed in it.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.slot import BRIEF
from vidpipe.film.storyboard import Storyboard
from vidpipe.ui import chosen, session
from vidpipe.ui.clockwork import live
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import section
from vidpipe.ui.storyboard import acts, board
from vidpipe.ui.storyboard.absent import absent, standing
from vidpipe.ui.storyboard.beats import choose, the_beats
from vidpipe.ui.storyboard.cast import the_cast
from vidpipe.ui.storyboard.editor import editor
from vidpipe.ui.storyboard.known import scene_rows
from vidpipe.ui.storyboard.named import the_brand, the_named
from vidpipe.ui.storyboard.style import style_guide
from vidpipe.ui.storyboard.tools import tools, watch
from vidpipe.ui.view import board as says

if TYPE_CHECKING:
    from vidpipe.studio import Project

__all__ = ["line", "script", "tools"]


def line(view: Overview) -> str:
    """The head's line of facts."""
    return says.line(view, datetime.now(UTC))


def script(film: "Project", view: Overview) -> None:
    """Draw the page."""
    st.session_state.pop(acts.REDRAW, None)
    if view.storyboard is None:
        live(film, _not_there)(film)
        return
    with st.container():
        live(film, _strip)(film)
    main, beside = st.container(key="desk").columns([3, 1], gap=32)
    with main, st.container(gap=16, key="scenes"):
        scene = next(row for row in view.scenes if row.scene.id == chosen.scene(view))
        editor(film, view, scene, scene_rows(film, view)[scene.index - 1])
        live(film, _rows)(film)
        the_beats(film, view)
    with beside, st.container(gap=24, key="beside"):
        _side(film, view, view.storyboard)
    watch(view)
    choose(film, view)


def _not_there(film: "Project") -> None:
    view = session.overview(film)
    if view.storyboard is not None:
        st.rerun()
    absent(film, view)


def _strip(film: "Project") -> None:
    view = _now(film)
    with st.container():
        standing(film, view)
    board.strip(scene_rows(film, view), selected=chosen.scene(view), key="strip", told=acts.told(film, view))


def _rows(film: "Project") -> None:
    view = _now(film)
    board.scenes(scene_rows(film, view), selected=chosen.scene(view), key="rows", told=acts.told(film, view))


def _now(film: "Project") -> Overview:
    """The film as it is, in a part that may be drawn alone: what was done in it is shown by the whole page."""
    view = session.overview(film)
    if st.session_state.pop(acts.REDRAW, False) or view.storyboard is None:
        st.rerun()
    return view


def _side(film: "Project", view: Overview, storyboard: Storyboard) -> None:
    style_guide(film, view, storyboard.style)
    the_cast(film, view, storyboard)
    the_named(film, view)
    the_brand(film, view)
    if view.brief:
        with st.container(gap=8, key="brief"):
            show(section("Brief"), brief(view))


def brief(view: Overview) -> Markup:
    """What the writer understood, in a few lines."""
    found = view.brief
    if found is None:
        return tag("p")
    lines = [
        ("For", found.audience),
        ("Tone", found.tone),
        ("Set in", ", ".join(filter(None, (found.place, found.time)))),
    ]
    said = [tag("p", tag("b", f"{name} "), text) for name, text in lines if text]
    take = view.slots[BRIEF].take if BRIEF in view.slots else None
    said += [
        tag("p", str(text), class_="quiet", role="note") for text in (take.meta.get("warnings", ()) if take else ())
    ]
    return tag("div", tag("p", found.subject), *said, class_="guide brief")
