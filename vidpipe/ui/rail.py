"""The side rail, on every page: where the studio's pages are, the open film with its steps and its purse."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.take import State
from vidpipe.ui import keys, session, wizard, words
from vidpipe.ui.clockwork import keep_time, live
from vidpipe.ui.markup import Markup, join, show, tag
from vidpipe.ui.page import Found
from vidpipe.ui.parts import shot
from vidpipe.ui.recasting import recasting
from vidpipe.ui.states import ICONS, WORDS
from vidpipe.ui.view.card import duration, facts
from vidpipe.ui.view.steps import poster, states

if TYPE_CHECKING:
    from vidpipe.studio import Project

MICROS = 1_000_000


def rail(found: Sequence[Found], known: Mapping[str, Any], *, here: str) -> None:
    """Draw the rail. `known` are the pages by name, `here` the name of the one that is shown ('' for the first)."""
    here = here or found[0].name
    wizard.know(found)
    with st.sidebar, st.container(key="rail", gap=4):
        show(tag("div", tag("span", class_="eye"), "vidpipe", class_="brand"))
        _links(found, known, zone="studio", here=here)
        film = session.open_film()
        shown = [page for page in found if page.page.zone == "film"]
        if film and shown:
            live(film, _film)(film, shown, dict(known), here)
        show(tag("div", class_="foot-line"))
        _links(found, known, zone="foot", here=here)
        keys.offer()


def _links(found: Sequence[Found], known: Mapping[str, Any], *, zone: str, here: str) -> None:
    for page in found:
        if page.page.zone == zone:
            with st.container(key=f"link-{page.name}{'-here' if page.name == here else ''}"):
                st.page_link(known[page.name], icon=f":material/{page.page.icon}:", width="stretch")


def _film(film: "Project", pages: Sequence[Found], known: Mapping[str, Any], here: str) -> None:
    view = session.overview(film)
    keep_time(view)
    show(_portrait(view))
    with st.container(key="film-steps", gap=0):
        for step, state in states(view):
            page = next((page for page in pages if page.page.step == step), None)
            if page:
                _step(page, state, known, film.id, here=page.name == here)
        for page in pages:
            if not page.page.step:
                _step(page, None, known, film.id, here=page.name == here)
    with st.container(key="purse", gap=0):
        show(purse(view))
        _budget(film, view)
        recasting(film, view)


def _portrait(view: Overview) -> Markup:
    words_ = tag("div", tag("b", view.title or "Untitled film"), tag("small", facts(view)))
    picture = shot(poster(view), alt="", ratio=view.settings.aspect.value if poster(view) else "16:9")
    return tag("div", picture, words_, class_="open-film", title=f"{view.title}, {duration(view)}")


def _step(page: Found, state: State | None, known: Mapping[str, Any], film: str, *, here: bool) -> None:
    mark = f"step-{state.value if state else 'plain'}-{page.name}{'-here' if here else ''}"
    with st.container(key=mark):
        st.page_link(
            known[page.name],
            label=words.STEPS.get(page.page.step, page.page.title),
            icon=ICONS[state] if state else f":material/{page.page.icon}:",
            help=WORDS[state] if state else None,
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
    says = f"{words.money(spent)} spent, {words.roughly(ahead)} more to finish"
    head = join(tag("b", words.money(spent), class_="num"), f" of {words.limit(limit)} spent" if limit else " spent")
    return tag(
        "div",
        tag("div", head),
        tag("div", fill, plan, class_="bar", role="img", aria_label=says),
        tag("small", beyond(view), class_="over" if limit and spent + ahead > limit else None),
        class_="purse",
    )


def beyond(view: Overview) -> str:
    """What is still to be paid, and by how much it passes the budget."""
    ahead, limit = view.ahead, view.settings.budget
    if not ahead:
        return "nothing more to pay"
    over = view.spent + view.reserved + ahead - limit if limit is not None else 0
    more = f"{words.roughly(ahead)} more to finish"
    return f"{more}, {words.amount(over)} above the budget" if over > 0 else more


def _budget(film: "Project", view: Overview) -> None:
    """A small popover with the budget's figure."""
    limit = view.settings.budget
    with st.popover(
        "Change the budget" if limit is not None else "Set a budget",
        key="budget-popover",
        type="tertiary",
        icon=":material/account_balance_wallet:",
    ):
        dollars = st.number_input(
            "Budget of this film in dollars",
            min_value=0.0,
            max_value=1_000_000.0,
            value=limit / MICROS if limit is not None else None,
            placeholder="No limit",
            step=1.0,
            key=f"budget-{film.id}",
            help="Checked before anything paid is asked for. Leave it empty for no limit",
        )
        st.button(
            "Save",
            key="budget-save",
            type="primary",
            on_click=session.intent,
            args=(film, lambda film: film.change(budget_usd=dollars)),
            kwargs={"name": f"budget/{dollars}/{session.turn()}"},
        )
