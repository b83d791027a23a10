"""Leading a person to the page where something is: after an act, and from a link that is a button.

A callback cannot change the page, so it says where to; the next run of any page goes there first.
"""

import streamlit as st

from vidpipe.engine.overview import Overview, Status
from vidpipe.take import State
from vidpipe.ui import session
from vidpipe.ui.view.steps import ATTENTION, gated, in_state, page_of, slots, step_of, talking


def lead(page: str, *, project: str = "", scene: str = "", slot: str = "") -> None:
    """Go to the page of a step, of the open film or another, with a scene or slot chosen. For callbacks."""
    asked = {"project": project or session.open_id(), "scene": scene, "slot": slot}
    st.session_state["leading"] = (page, {name: value for name, value in asked.items() if value})


def arrive(here: str = "") -> None:
    """Go where something led to. `here` is the page that is drawn."""
    found = st.session_state.pop("leading", None)
    if found is None:
        return
    page, query = found
    if page == here:
        st.query_params.from_dict(query)
    else:
        st.switch_page(f"pages/{page}.py", query_params=query)


def lab_link(project: str, slot: str) -> None:
    """A quiet way to the lab, with what this slot asks for."""
    st.page_link(
        "pages/lab.py", label="Open in lab", icon=":material/science:", query_params={"from": project, "slot": slot}
    )


def home(view: Overview) -> str:
    """The page on which a film is looked at: where it waits, else where it is made, else its cut."""
    if view.status is Status.COMPLETE:
        return "cut"
    if talking(view):
        return "brief"
    if not view.status.resting:
        return landing(view.settings.gates)
    for state in ATTENTION:
        pressing = [found for found in in_state(slots(view), state) if found.state is not State.STALE or found.take]
        if pressing and not gated(view):
            return page_of(step_of(pressing[0].slot))
    return page_of(gated(view) or view.step)


def landing(gates: tuple[str, ...]) -> str:
    """The page where a film that is being made is awaited: its first gate's, or the cut's where it asks nothing."""
    return page_of(gates[0]) if gates else "cut"
