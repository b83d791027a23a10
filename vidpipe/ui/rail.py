"""The side rail, on every page: where the studio's pages are, the open film with its steps and its purse."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.take import State
from vidpipe.ui import session, words
from vidpipe.ui.clockwork import keep_time, live
from vidpipe.ui.markup import Markup, join, show, tag
from vidpipe.ui.page import Found
from vidpipe.ui.parts import shot
from vidpipe.ui.states import ICONS
from vidpipe.ui.view.card import duration, facts
from vidpipe.ui.view.steps import poster, states

if TYPE_CHECKING:
    from vidpipe.studio import Project


def rail(found: Sequence[Found], known: Mapping[str, Any], *, here: str) -> None:
    """Draw the rail. `known` are the pages by name, `here` the name of the one that is shown ('' for the first)."""
    with st.sidebar, st.container(key="rail", gap=4):
        show(tag("div", tag("span", class_="eye"), "vidpipe", class_="brand"))
        _links(found, known, zone="studio")
        film = session.open_film()
        shown = [page for page in found if page.page.zone == "film"]
        if film and shown:
            live(film, _film)(film, shown, dict(known))
        show(tag("div", class_="foot-line"))
        _links(found, known, zone="foot")


def _links(found: Sequence[Found], known: Mapping[str, Any], *, zone: str) -> None:
    for page in found:
        if page.page.zone == zone:
            st.page_link(known[page.name], icon=f":material/{page.page.icon}:", width="stretch")


def _film(film: "Project", pages: Sequence[Found], known: Mapping[str, Any]) -> None:
    view = session.overview(film)
    keep_time(view)
    show(_portrait(view))
    for step, state in states(view):
        _step(step, state, pages, known, film.id)
    show(purse(view))


def _portrait(view: Overview) -> Markup:
    words_ = tag("div", tag("b", view.title or "Untitled film"), tag("small", facts(view)))
    picture = shot(poster(view), alt="", ratio=view.settings.aspect.value if poster(view) else "16:9")
    return tag("div", picture, words_, class_="open-film", title=f"{view.title}, {duration(view)}")


def _step(step: str, state: State, pages: Sequence[Found], known: Mapping[str, Any], film: str) -> None:
    page = next((page for page in pages if page.page.step == step), None)
    if page is None:
        return
    with st.container(key=f"step-{state.value}-{step}"):
        st.page_link(
            known[page.name],
            label=words.STEPS[step],
            icon=ICONS[state],
            query_params={"project": film},
            width="stretch",
        )


def purse(view: Overview) -> Markup:
    """What was spent, and what finishing may cost, against the budget."""
    spent, ahead, limit = view.spent + view.reserved, view.ahead, view.settings.budget
    if not (spent or ahead or limit):
        return tag(
            "div", tag("div", tag("b", "Free"), " so far"), tag("small", "made on this computer"), class_="purse"
        )
    whole = max(limit or 0, spent + ahead, 1)
    fill = tag("i", style=f"width:{100 * spent / whole:.0f}%")
    plan = tag("i", class_="plan", style=f"width:{100 * ahead / whole:.0f}%")
    says = f"{words.money(spent)} spent, about {words.money(ahead)} more to finish"
    head = join(tag("b", words.money(spent), class_="num"), f" of {words.limit(limit)} spent" if limit else " spent")
    return tag(
        "div",
        tag("div", head),
        tag("div", fill, plan, class_="bar", role="img", aria_label=says),
        tag("small", f"about {words.money(ahead)} more to finish" if ahead else "nothing more to pay"),
        class_="purse",
    )
