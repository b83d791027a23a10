"""The gate in the bar at the foot: what is approved, what changed, what going on costs, and the buttons that decide."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.project import STAGES
from vidpipe.ui import session
from vidpipe.ui.chosen import choose
from vidpipe.ui.markup import Markup, join, show, tag
from vidpipe.ui.view.gate import Gate, gate

if TYPE_CHECKING:
    from vidpipe.studio import Project

LAST = STAGES[-1]


def foot(film: "Project", view: Overview, step: str) -> None:
    """Draw the gate on the page of a step, if the film waits for somebody."""
    found = film.estimate()
    prices = {line.step: (line.count, line.micros) for line in found.lines}
    model = gate(view, prices, confidence=found.confidence)
    if model is None:
        return
    with st.bottom, st.container(key="gate", horizontal=True, vertical_alignment="center", gap=24, wrap=False):
        show(words(model))
        with st.container(
            horizontal=True, width="content", gap=8, vertical_alignment="center", wrap=False, key="gate-acts"
        ):
            if model.only:
                _button(film, view, model, model.only, "only")
            _button(film, view, model, model.go, "go")


def words(model: Gate) -> Markup:
    """The facts of the gate."""
    what = tag("div", tag("b", model.label), tag("span", model.what, class_="strong"), tag("small", model.detail))
    changed = [tag("span", line) for line in model.changed]
    cost = tag(
        "div", tag("b", "Going on costs"), tag("span", model.cost, class_="strong num"), tag("small", model.sure)
    )
    return tag(
        "div",
        what,
        tag("div", tag("b", "Changed since" if model.act == "approve" else "Because"), join(*changed), class_="changed")
        if changed
        else None,
        cost,
        tag("div", tag("b", "Harder to change after"), tag("span", model.hardens), class_="hardens")
        if model.hardens
        else None,
        class_="gate",
    )


def _button(film: "Project", view: Overview, model: Gate, label: str, kind: str) -> None:
    def decide() -> None:
        if model.slot and (kind == "only" or model.act == "decide"):
            choose(slot=model.slot)
            return
        session.intent(
            film,
            lambda film: _carry_out(film, model, going_on=kind == "go", until=view.settings.until),
            name=f"gate/{kind}/{view.events}",
        )

    st.button(label, key=f"gate-{kind}", type="primary" if kind == "go" else "secondary", on_click=decide)


def _carry_out(film: "Project", model: Gate, *, going_on: bool, until: str) -> None:
    """Approve and go on; or approve alone, which first takes back the wish to go on."""
    if model.act == "approve" and not going_on:
        film.stop()
    if model.act == "approve":
        film.approve(model.step)
    if model.act == "resume":
        film.resume()
    if going_on:
        film.start("" if until == LAST else LAST)
