"""The brief beside the talk: how complete it is, and every part of it to be written at any time."""

from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.film.brief import FilmKind
from vidpipe.film.talk import MOST_PART, Talk
from vidpipe.recipe import fingerprint
from vidpipe.ui import session
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import section
from vidpipe.ui.view import talk as says

if TYPE_CHECKING:
    from vidpipe.studio import Project


def fields(film: "Project | None", talk: Talk) -> None:
    """Draw it; before there is a film it is only looked at."""
    show(complete(talk))
    _kind(film, talk)
    for each in says.fields(talk):
        _field(film, each)


def complete(talk: Talk) -> Markup:
    """How complete it is, as a figure and a bar."""
    bar = tag(
        "div",
        tag("i", style=f"width:{talk.complete}%"),
        class_="bar",
        role="progressbar",
        aria_valuenow=talk.complete,
        aria_valuemin=0,
        aria_valuemax=100,
        aria_label="How complete the brief is",
    )
    return tag("div", section("Brief", small=f"{talk.complete} %"), bar, class_="complete")


def _kind(film: "Project | None", talk: Talk) -> None:
    st.segmented_control(
        "Kind",
        list(FilmKind),
        default=talk.kind,
        format_func=says.KINDS.__getitem__,
        key=f"brief-kind-{talk.kind}",
        disabled=film is None,
        on_change=_keep_kind,
        args=(film, f"brief-kind-{talk.kind}"),
    )


def _keep_kind(film: "Project", key: str) -> None:
    kind = st.session_state.get(key)
    if kind:
        session.intent(film, lambda film: film.put_kind(kind), name=f"brief/kind/{kind}/{session.turn()}")


def _field(film: "Project | None", field: says.Field) -> None:
    key = f"brief-{field.part}-{fingerprint([field.value])[:8]}"
    told = " · ".join(filter(None, (field.by, field.then)))
    left = "Left to the writer" if field.by == says.BY["left"] else ""
    how: dict[str, Any] = {"disabled": film is None, "placeholder": left, "max_chars": MOST_PART}
    how |= {"on_change": _keep, "args": (film, field, key), "key": key, "value": field.value}
    with st.container(gap=2, key=f"briefing-{field.part}{'-asked' if field.asked else ''}"):
        if field.long:
            st.text_area(field.title, height="content", **how)
        else:
            st.text_input(field.title, **how)
        show(tag("small", told or ("Asked just now" if field.asked else "Open"), class_="whose"))


def _keep(film: "Project", field: says.Field, key: str) -> None:
    value = str(st.session_state.get(key, ""))
    session.intent(film, lambda film: film.put(field.part, value), name=f"brief/{field.part}/{session.turn()}")
