"""The fields of one stage's words, what saving them would make stale, and the ways back."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.errors import BadInput
from vidpipe.library.prompts import Prompt, original
from vidpipe.recipe import fingerprint
from vidpipe.ui import session
from vidpipe.ui.leading import lead
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import section
from vidpipe.ui.prompts import drafts
from vidpipe.ui.prompts.trying import try_in_the_lab
from vidpipe.ui.view import prompt as words_of
from vidpipe.ui.view.board import pieces
from vidpipe.ui.view.prompt import Words
from vidpipe.ui.view.steps import page_of, step_of

if TYPE_CHECKING:
    from vidpipe.studio import Project

MOST = 20_000
"""Characters of words."""


def editor(film: "Project", view: Overview, name: str) -> None:
    """Draw the fields."""
    stored, first = film.wording(name), original(name)
    titles = {caps.id: caps.title or caps.model for caps in session.studio().models()}
    mine = tag("span", "Your words" if words_of.is_own(stored, first) else "Original words", class_="tag")
    show(section(first.title, mark=mine), tag("p", words_of.read_by(view, first, titles), class_="quiet"))
    now = drafts.draft(film, stored)
    if first.system:
        _field(film, stored, "system", "Instructions", now.system)
    if first.text:
        _field(film, stored, "text", "Prompt", now.text)
    changed = (now.text.strip(), now.system.strip()) != (stored.text, stored.system)
    acts = st.container(horizontal=True, gap=8, vertical_alignment="center", key="prompt-acts")
    usable = _consequence(film, view, name, now) if changed else False  # below the buttons, which stay where they are
    if not changed:
        _outdated(view, name)
    with acts:
        _acts(film, view, first, now, usable=usable, changed=changed)


def _field(film: "Project", stored: Prompt, part: str, label: str, value: str) -> None:
    key = f"prompt-{part}-{film.id}-{stored.name}-{drafts.version()}"
    st.text_area(
        label,
        value,
        key=key,
        height="content",
        max_chars=MOST,
        help="Names in braces are places that the stage fills. A brace itself is written twice."
        if part == "text"
        else "What a writer is told beside the prompt: who it is, and how it answers.",
        on_change=drafts.typed,
        args=(film, stored, key, part),
    )


def _consequence(film: "Project", view: Overview, name: str, now: Words) -> bool:
    """Say what saving would come to, or why it cannot be; whether it can."""
    asked = f"reword/{fingerprint([name, *now])}"
    try:
        found = session.known(film, view, asked, lambda: film.reword_preview(name, now.text, now.system))
    except BadInput as error:
        show(
            tag("div", tag("b", f"{error.message}."), tag("p", error.remedy), class_="ask failed", role="alert"),
        )
        return False
    state = "stale" if found.stale else "approved"
    show(tag("div", tag("p", words_of.follows(name, found)), class_=f"ask {state}", role="status"))
    return True


def _outdated(view: Overview, name: str) -> None:
    """What is still shown as it was asked for in other words, and the way to it."""
    found = words_of.outdated(view, name)
    if not found:
        return
    said = f"Still shown as asked for in other words: {pieces(found) or name}. Nothing is made again unasked."
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key="prompt-outdated"):
        show(tag("div", tag("p", said), class_="ask stale", role="note"), fit=True)
        page = page_of(step_of(found[0]))
        st.button("Look at it", key="prompt-look", on_click=lead, args=(page,), kwargs={"slot": found[0]})


def _acts(film: "Project", view: Overview, first: Prompt, now: Words, *, usable: bool, changed: bool) -> None:
    st.button(
        "Save",
        key="prompt-save",
        type="primary",
        icon=":material/check:",
        disabled=not usable,
        help=None if changed else "These words are saved.",
        on_click=drafts.save,
        args=(film, first.name, now),
    )
    if changed:
        st.button("Discard", key="prompt-drop", on_click=drafts.lay, args=(film, first.name, None))
    if (now.text, now.system) != (first.text, first.system):
        st.button(
            "Original words",
            key="prompt-original",
            type="tertiary",
            icon=":material/restart_alt:",
            help="Puts them into the fields. They hold when you save.",
            on_click=drafts.lay,
            args=(film, first.name, Words(first.text, first.system)),
        )
    if first.text:
        try_in_the_lab(film, view, first, now, usable=usable or not changed)
