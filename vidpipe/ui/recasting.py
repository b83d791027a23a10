"""In the rail, the models of the open film: another one for a role, with what that makes stale and costs before it is
saved."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.errors import VidpipeError
from vidpipe.film.catalogue import Role
from vidpipe.take import Preview
from vidpipe.ui import paying, session
from vidpipe.ui.clockwork import moving
from vidpipe.ui.markup import greyed, show, tag
from vidpipe.ui.view import recasting as view
from vidpipe.ui.view.recasting import Part

if TYPE_CHECKING:
    from vidpipe.studio import Project

WIDTH = 520
"""Pixels of the popover, as far as the window has them."""
SAVE = "Use these models"


def recasting(film: "Project", now: Overview) -> None:
    """The popover. It is read only while it is open."""
    paying.bring_up()
    opened = st.popover(
        "Models",
        key=f"models-{st.session_state.get('recast', 0)}",
        type="tertiary",
        icon=":material/deployed_code:",
        on_change="rerun",
    )
    if opened.open:
        with opened, st.container(gap=12, width=WIDTH, key="recasting"):
            _choose(film, now)


def _choose(film: "Project", now: Overview) -> None:
    studio = session.studio()
    found = view.parts(
        film.roles, now.settings.models, studio.models(), providers=studio.providers(), board=now.storyboard
    )
    wanted = {part.role: name for part in found if (name := _line(film, part)) and name != part.now}
    with st.container(gap=8, key="recast-foot"):
        _foot(film, now, found, wanted)


def _line(film: "Project", part: Part) -> str:
    """One role: the model that is chosen for it here."""
    options = list(part.options)
    greyed(part.label, part.places)
    with st.container(gap=4, key=f"recast-{part.role.value}"):
        chosen = st.selectbox(
            part.label,
            options,
            index=options.index(part.now) if part.now in options else None,
            key=f"recast-{film.id}-{part.role.value}-{abs(hash(part.now))}",
            format_func=part.options.__getitem__,
            placeholder="None",
        )
        name = str(chosen or "")
        if name in part.asleep:
            show(tag("p", tag("i", "✕", aria_hidden="true"), part.asleep[name], class_="beside failed"))
        said = " ".join(filter(None, (view.other(part, name), view.own(part))))
        if said:
            show(tag("p", said, class_="quiet"))
    return name


def _foot(film: "Project", now: Overview, found: Sequence[Part], wanted: Mapping[Role, str]) -> None:
    """What the choice brings, and the button; nothing to press before there is a choice."""
    if not wanted:
        show(tag("p", "Choose another model to see what it makes stale and costs.", class_="quiet"))
        return
    follows = _follows(film, now, wanted)
    if follows is None:
        return
    show(
        tag("p", tag("b", view.stale(follows)), " ", view.price(follows, moving=moving(now)), class_="recast-brings"),
    )
    asleep = any(wanted.get(part.role) in part.asleep for part in found)
    save = _saving(film, wanted, name=f"recast/{sorted(wanted.items())}/{session.turn()}")
    spends = moving(now) and follows.others > 0
    st.button(
        paying.priced(SAVE, follows.micros),
        key="recast-save",
        type="primary",
        disabled=asleep,
        on_click=_spend if spends else save,
        args=(follows, save) if spends else (),
    )


def _follows(film: "Project", now: Overview, wanted: Mapping[Role, str]) -> Preview | None:
    """What becomes stale and what it costs; None where the choice is refused, which is said."""
    what = "recast/" + ",".join(f"{role}={name}" for role, name in wanted.items())
    try:
        return session.known(film, now, what, lambda: film.models_preview(wanted))
    except VidpipeError as error:
        show(tag("div", tag("b", error.message), tag("p", error.remedy), class_="ask failed", role="alert"))
        return None


def _saving(film: "Project", wanted: Mapping[Role, str], *, name: str) -> Callable[[], None]:
    """Saves the choice, once for a name, and closes the popover."""

    def save() -> None:
        session.intent(film, lambda film: film.change(models=dict(wanted)), name=name)
        st.session_state["recast"] = st.session_state.get("recast", 0) + 1

    return save


def _spend(follows: Preview, save: Callable[[], None]) -> None:
    """A film that is being made goes on with them at once, so a dear choice asks first."""
    paying.spend(SAVE, follows.micros, save)
