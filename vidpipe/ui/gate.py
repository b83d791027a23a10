"""The gate in the bar at the foot: what is approved, what changed, what going on costs, and the buttons that decide."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview, Status
from vidpipe.film.project import STAGES
from vidpipe.take import State
from vidpipe.ui import session
from vidpipe.ui.leading import lead
from vidpipe.ui.markup import Markup, join, show, tag
from vidpipe.ui.paying import paid
from vidpipe.ui.requests import open_request, requesting
from vidpipe.ui.view.gate import Gate, approving, gate, waits_at
from vidpipe.ui.view.steps import in_state, slots

if TYPE_CHECKING:
    from vidpipe.studio import Project

LAST = STAGES[-1]


def foot(film: "Project", view: Overview, step: str) -> None:
    """Draw the gate on the page of a step, if the film waits for somebody."""
    model = seen(film, view, step)
    if model is None:
        return
    with st.bottom, st.container(key=_key(model), horizontal=True, vertical_alignment="center", gap=24, wrap=False):
        show(words(model))
        with st.container(
            horizontal=True, width="content", gap=8, vertical_alignment="center", wrap=False, key="gate-acts"
        ):
            _buttons(film, view, model)
    requesting(film, view, model)


def seen(film: "Project", view: Overview, step: str) -> Gate | None:
    """The gate as it is on this page."""
    if view.status is not Status.COMPLETE and not view.status.resting:
        return None
    waits = waits_at(view)
    further = LAST if waits and view.settings.until in approving(view, waits) else ""
    found = session.known(film, view, f"estimate/{further}", lambda: film.estimate(further))
    return gate(
        view,
        found,
        here=step,
        changes=session.known(film, view, f"changes/{waits}", lambda: film.changes(waits)) if waits else (),
        notes=session.known(film, view, f"notes/{waits}", lambda: len(film.open_notes(waits))) if waits else 0,
        just_done=st.session_state.get("done") == film.id,
    )


def _key(model: Gate) -> str:
    return "gate-line" if model.line else "gate"


def words(model: Gate) -> Markup:
    """The facts of the gate."""
    if model.line:
        return tag("div", tag("b", model.label), tag("span", model.what), class_="gate one")
    what = tag("div", tag("b", model.label), tag("span", model.what, class_="strong"), tag("small", model.detail))
    changed = tag("div", tag("b", model.since), join(*[tag("span", line) for line in model.changed]), class_="changed")
    cost = tag(
        "div", tag("b", "Going on costs"), tag("span", model.cost, class_="strong num"), tag("small", model.sure)
    )
    hardens = tag("div", tag("b", "Harder to change after"), tag("span", model.hardens), class_="hardens")
    return tag("div", what, changed if model.changed else None, cost, hardens if model.hardens else None, class_="gate")


def _buttons(film: "Project", view: Overview, model: Gate) -> None:
    """The quiet ones first, the primary one last."""
    if model.request:
        st.button("Request changes", key="gate-request", type="tertiary", on_click=open_request, args=(film.id, model))
    if model.keep:
        _quiet(film, view, model.keep, "keep", lambda film: _keep_all(film, view))
    if model.only and model.act == "approve":
        _quiet(film, view, model.only, "only", lambda film: _approve_only(film, view, model))
    elif model.only:
        st.button(model.only, key="gate-only", on_click=lead, args=(model.page,), kwargs={"slot": model.slot})
    if model.act in ("lead", "watch", "decide"):
        st.button(
            model.verb, key="gate-go", type="primary", on_click=lead, args=(model.page,), kwargs={"slot": model.slot}
        )
        return
    _go(film, view, model)


def _quiet(film: "Project", view: Overview, label: str, kind: str, act: "session.Act") -> None:
    st.button(
        label,
        key=f"gate-{kind}",
        on_click=session.intent,
        args=(film, act),
        kwargs={"name": f"gate/{kind}/{view.events}"},
    )


def _go(film: "Project", view: Overview, model: Gate) -> None:
    def go() -> None:
        session.intent(film, lambda film: _carry_out(film, view, model), name=f"gate/go/{view.events}")
        if model.act == "approve" and session.said() is None:
            lead(model.page)

    if model.paid:
        # No shortcut: Ctrl+Enter also ends writing in a field, and that must not approve and spend.
        paid(model.verb, model.price, key="gate-go", on_go=go, primary=True)
    else:
        st.button(model.verb, key="gate-go", type="primary", on_click=go)


def _carry_out(film: "Project", view: Overview, model: Gate) -> None:
    """Do what the primary button says, and wish the film to go on."""
    if model.act == "redo":
        film.redo("")
        return
    if model.act == "resume":
        film.resume()
    for step in approving(view, model.step) if model.act == "approve" else ():
        film.approve(step)
    film.start("" if view.settings.until == LAST else LAST)


def _approve_only(film: "Project", view: Overview, model: Gate) -> None:
    """Approve alone, which first takes back the wish to go on."""
    film.stop()
    for step in approving(view, model.step):
        film.approve(step)


def _keep_all(film: "Project", view: Overview) -> None:
    for slot in in_state(slots(view), State.STALE):
        if slot.take:
            film.keep(slot.slot)
