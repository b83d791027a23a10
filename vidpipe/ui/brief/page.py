"""The Brief page: the talk at the left, the brief at the right, what it will cost and the button at the foot."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.errors import BadInput, VidpipeError
from vidpipe.film.catalogue import Role
from vidpipe.film.cost import Cost, total
from vidpipe.film.talk import Talk
from vidpipe.ui import aim, paying, session, wizard, words
from vidpipe.ui.brief import chat
from vidpipe.ui.brief.fields import fields
from vidpipe.ui.composer import FIRST, default_gates, made_with, runs_before
from vidpipe.ui.gate import foot
from vidpipe.ui.leading import arrive, landing, lead
from vidpipe.ui.markup import show, tag
from vidpipe.ui.moods import offering
from vidpipe.ui.parts import head
from vidpipe.ui.paying import paid
from vidpipe.ui.stage import stage_page
from vidpipe.ui.trouble import complaint, guarded
from vidpipe.ui.view import source as read
from vidpipe.ui.view import talk as says

if TYPE_CHECKING:
    from vidpipe.studio import Project

NEW = "new"
SIGHT, LONG = 400, 5
"""Pixels of a talk that is longer than so many turns: the field under it stays in sight."""


def brief_page() -> None:
    """A new talk where the address asks for one, else the open film's. What is said is heard before anything is drawn,
    so that all of the page knows it while it is answered."""
    if aim.read("talk") == NEW:
        guarded(_beginning)()
        return
    film, spoken = session.open_film(), None
    if film is not None and (waits := chat.waiting()):
        spoken = chat.heard(film, *waits)
    stage_page("brief", partial(_body, spoken=spoken), line=_line, ticks=False, gate=_foot)


def _line(view: Overview) -> str:
    film = session.open_film()
    return says.line(film.talk) if film else ""


def _language() -> str:
    return str(st.context.locale or "en")


# ---------------------------------------------------------------- before there is a film


def _beginning() -> None:
    arrive("brief")
    paying.bring_up()
    if waits := chat.waiting():
        _begin(*waits)
    with st.container(key="top"):  # built as a film's page is, so that nothing of this stays where that is drawn
        wizard.beginning()
        with st.container(key="head", horizontal=True, vertical_alignment="center", gap=16):
            show(head("Brief", "Say what you have in mind; a film comes of it"), fit=True)
        with st.container(key="news", gap=16):
            complaint()
    with st.container(gap=24, key="body"):
        _empty()


def _empty() -> None:
    left, right = st.container(key="brief-desk").columns([3, 2], gap=32)
    with left, st.container(gap=16, key="talk"):
        with st.container(height="content", autoscroll=True, border=False, key="said"):
            chat.turns(Talk(), hello=says.greeting(_language()))
        chat.field()
        with st.container(horizontal=True, gap=16, key="talk-made"):
            preferred = getattr(session.studio(), "preferences", None)
            makers = made_with(session.studio().providers(), chosen=bool(preferred and preferred.models))
            st.selectbox("Made with", list(makers), format_func=makers.__getitem__, key="talk-provider", width=220)
    with right, st.container(gap=12, key="brief-fields"):
        fields(None, Talk())


def _begin(text: str, files: list[Any]) -> None:
    """The film that the talk is about, from the first word on."""
    name = st.session_state.setdefault("talk-begun", session.token())
    provider = st.session_state.get("talk-provider")
    asked: dict[str, Any] = {"gates": tuple(default_gates())} | ({"provider": provider} if provider else {})
    idea = text or ", ".join(file.name for file in files)
    try:
        made = session.once(f"talk/{name}", lambda: str(session.studio().talk_about(idea, **asked).id))
    except VidpipeError as error:
        session.say(error)
        return
    st.session_state.pop("talk-begun", None)
    st.session_state[chat.SAID], st.session_state[chat.FILES] = text, files
    aim.write(project=made, talk="")
    st.rerun()


# ---------------------------------------------------------------- the film's talk


def _body(film: "Project", view: Overview, *, spoken: Iterator[str] | None) -> None:
    left, right = st.container(key="brief-desk").columns([3, 2], gap=32)
    talk = film.talk
    with right, st.container(gap=12, key="brief-fields"):
        _source(view)
        fields(film, talk)
    with left, st.container(gap=16, key="talk"):
        _talk(film, view, talk, spoken)


def _talk(film: "Project", view: Overview, talk: Talk, spoken: Iterator[str] | None) -> None:
    source = view.source.called if view.source else ""
    hello = says.greeting(talk.language or _language(), source, told=says.told(talk))
    with st.container(
        height=SIGHT if len(talk.turns) >= LONG else "content", autoscroll=True, border=False, key="said"
    ):
        chat.turns(talk, hello=hello)
        if spoken is not None:
            whole = chat.speak(spoken)
            if whole and film.talk.done:
                _at_once(film)
            st.rerun()
    if talk.waits:
        _unanswered(film)
    else:
        chat.shortcuts(talk)
    chat.field(disabled=talk.waits and film.answering)
    show(tag("p", _who(film, view), class_="quiet"))
    offering.switch(film, view)


def _unanswered(film: "Project") -> None:
    if film.answering:
        show(tag("p", "This is being answered.", class_="quiet", aria_live="polite"))
        return
    with st.container(horizontal=True, gap=12, vertical_alignment="center", key="talk-again"):
        show(tag("p", "Nothing was answered; what you said is kept.", class_="quiet"), fit=True)
        if st.button("Ask again", key="talk-ask-again"):
            chat.speak(film.answer())
            st.rerun()


def _who(film: "Project", view: Overview) -> str:
    model = view.settings.models.get(Role.TEXT, "")
    found = next((caps for caps in session.studio().models() if caps.id == model), None)
    name = found.title or found.model if found else "The local director"
    return says.priced(name, film.talk_price(), here=found is None or found.provider == "local")


def _source(view: Overview) -> None:
    """What was attached, in words."""
    if view.source is None:
        return
    notes = [tag("p", note, class_="beside") for note in view.source.notes]
    facts = tag("p", tag("b", view.source.called), f" {read.read(view.source)}", class_="quiet")
    show(tag("div", facts, *notes, class_="attached"))


# ---------------------------------------------------------------- the foot


def _foot(film: "Project", view: Overview) -> None:
    """The film's gate, or before it the button that has the talk become the film's brief."""
    if film.agreed and (view.brief is not None or film.talk.turns == ()):
        foot(film, view, "brief")
        return
    begun = view.storyboard is not None and (view.source is None or view.source.board is None)
    with st.bottom, st.container(key="gate", horizontal=True, vertical_alignment="center", gap=24, wrap=False):
        price, said = _priced(film, view)
        show(_facts(film.talk, price, begun=begun, said=said))
        with st.container(horizontal=True, width="content", gap=8, key="gate-acts"):
            if price is None:
                return
            if begun:
                st.button("Use this brief", key="gate-go", type="primary", on_click=_use, args=(film, view))
            else:
                first = next(iter(view.settings.gates), "")
                label = FIRST.get(first, "Make the film")
                label = label if view.storyboard is None else "Go on"
                paid(label, price, key="gate-go", primary=True, on_go=lambda: _go(film))


def _priced(film: "Project", view: Overview) -> tuple[Cost | None, str]:
    """What is made before the film waits; None and why where there is nothing to make yet."""
    try:
        found = film.agreed_estimate()
    except BadInput as error:
        return None, error.message
    return total(line.micros for line in found.lines if runs_before(line.step, view.settings.gates)), ""


def _facts(talk: Talk, price: Cost | None, *, begun: bool, said: str) -> Any:
    what = tag("div", tag("b", "Brief"), tag("span", f"{talk.complete} % complete", class_="strong"))
    if price is None:
        return tag("div", what, tag("div", tag("b", "Next"), tag("span", said)), class_="gate")
    cost = tag("div", tag("b", "Going on costs"), tag("span", words.forecast(price), class_="strong num"))
    changed = tag("div", tag("b", "Changed"), tag("span", "What is made from it becomes stale"), class_="changed")
    return tag("div", what, changed if begun else cost, class_="gate")


def _use(film: "Project", view: Overview) -> None:
    session.intent(film, lambda film: film.agree(), name=f"brief/use/{view.events}")


def _go(film: "Project") -> None:
    """Have it be the film's brief and the film begin."""

    def begin(film: "Project") -> None:
        film.agree()
        film.start()

    session.intent(film, begin, name=f"brief/go/{session.turn()}")
    if session.said() is None:
        lead(landing(film.settings.gates), project=film.id)


def _at_once(film: "Project") -> None:
    """`Just make it` begins it where that costs nothing; else the price is pressed."""
    price = _priced(film, session.overview(film))[0]
    if price is not None and paying.known(price) and not price:
        _go(film)
