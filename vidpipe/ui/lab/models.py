"""Which models make it: those that can be asked as pills, the others greyed with what they lack."""

from collections.abc import Sequence

import streamlit as st

from vidpipe.film.catalogue import Caps
from vidpipe.library.models import retired
from vidpipe.ui import session, words
from vidpipe.ui.lab.fields import begin
from vidpipe.ui.markup import Markup, join, show, tag
from vidpipe.ui.view.draft import Draft
from vidpipe.ui.view.model import ending, named

MOST_PILLS = 12


def of_role(role: str) -> list[Caps]:
    """The models of a role, this computer's last, as in the picture of a grid."""
    found = [caps for caps in session.studio().models() if caps.role.value == role]
    return sorted(found, key=lambda caps: caps.provider == "local")


def ready() -> set[str]:
    """The providers that can be asked."""
    return {provider.name for provider in session.studio().providers() if provider.ready}


def models(now: Draft) -> None:
    """Draw it."""
    found, can = of_role(now.role), ready()
    usable = [caps for caps in found if caps.provider in can and retired(caps) != "gone"]
    own = [caps.id for caps in usable if caps.provider == "local"] or [caps.id for caps in usable][:1]
    chosen = list(now.models or own)
    options = list(dict.fromkeys([*(caps.id for caps in usable), *chosen]))
    titles = {caps.id: caps for caps in found}
    with st.container(gap=8, key="recipe-models"):
        draw = st.pills if len(options) <= MOST_PILLS else None
        says = {name: _title(name, titles, can) for name in options}
        field = begin("models", chosen)
        st.session_state[field] = [name for name in st.session_state[field] if name in options]
        if draw:
            st.pills("Models", options, selection_mode="multi", format_func=says.__getitem__, key=field)
        else:
            st.multiselect("Models", options, format_func=says.__getitem__, key=field)
        lacking = [caps for caps in found if caps.id not in options]
        if lacking:
            show(_lacking(lacking, {caps.id for caps in found if caps.provider not in can}))
        if not options:
            show(tag("p", "No model for this is here.", class_="quiet"))


def _title(name: str, known: dict[str, Caps], can: set[str]) -> str:
    caps = known.get(name)
    if caps is None:
        return f"{name.rpartition('/')[2]}, not here"
    parts = [caps.title or caps.model, ending(caps), "" if caps.provider in can else "no key"]
    return ", ".join(filter(None, parts))


def _lacking(found: Sequence[Caps], keyless: set[str]) -> Markup:
    """Those that cannot be asked, greyed, with what would change that."""
    views = {provider.name: provider for provider in session.studio().providers()}
    rows = []
    for maker in dict.fromkeys(caps.provider for caps in found):
        its = [caps for caps in found if caps.provider == maker]
        view = views.get(maker)
        why = (
            f"{view.title}: put its key into .env as {view.variable}"
            if view and its[0].id in keyless
            else "switched off"
        )
        chips = [tag("span", caps.title or caps.model, class_="lacking", title=f"{named(caps)}. {why}") for caps in its]
        rows.append(join(tag("p", why), tag("div", *chips)))
    return tag(
        "details", tag("summary", f"{words.count(len(found), 'more model')} without a key"), *rows, class_="lack"
    )
