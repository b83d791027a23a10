"""The film in further languages, under its versions: added, their words read and written beside the film's own."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.cost import Cost
from vidpipe.film.version import cut_name
from vidpipe.take import State
from vidpipe.ui import aim, session, words
from vidpipe.ui.address import thumb
from vidpipe.ui.cutting.acts import decide
from vidpipe.ui.cutting.bringing import bring
from vidpipe.ui.cutting.line import fit, remedies, walk
from vidpipe.ui.cutting.lines import LANGUAGE, LINE_LIST, say
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import chip, section
from vidpipe.ui.paying import paid
from vidpipe.ui.view.lanes import picture
from vidpipe.ui.view.lines import LineRow
from vidpipe.ui.view.tongues import Tongue, addable, rows, tongues

if TYPE_CHECKING:
    from vidpipe.studio import Project

MOVES = (State.RUNNING, State.QUEUED)
AFTER = {State.FAILED: "Try again", State.BLOCKED: "Try again"}
"""What asking for words is called after it came to nothing."""


def languages(film: "Project", view: Overview, watched: str) -> None:
    """The section: the language that is looked at with all its words, and the way to add another."""
    found = tongues(view)
    with st.container(gap=12, key="tongues"):
        own = words.language(view.language)
        show(section("Languages", small=f"The same pictures, other words than {own}"))
        with st.container(horizontal=True, gap=12, vertical_alignment="bottom", key="language-head"):
            now = _choice(found, watched)
            _add(film, view)
        if now:
            _words(film, view, now)


def _choice(found: list[Tongue], watched: str) -> Tongue | None:
    """The language that is looked at: as chosen, else that of the version that is watched, else the first."""
    if not found:
        return None
    name = cut_name(watched)
    said = (aim.read(LANGUAGE), name.language if name else "")
    now = next((one for tag in said for one in found if one.tag == tag), found[0])
    if len(found) > 1:
        names = {one.tag: one.name for one in found}
        st.session_state["language-of"] = now.tag
        st.segmented_control(
            "Words in",
            list(names),
            format_func=names.__getitem__,
            key="language-of",
            required=True,
            on_change=lambda: aim.write(**{LANGUAGE: st.session_state["language-of"]}),
        )
    return now


def _add(film: "Project", view: Overview) -> None:
    """Choose one more, at the price of its words and its voice."""
    tags = addable(view)
    key = f"language-more-{len(view.languages)}"
    opened = st.popover("Add a language", key=key, icon=":material/translate:", on_change="rerun")
    if not (tags and opened.open):
        return
    with opened, st.container(gap=12, width=280, key="language-adding"):
        chosen = st.selectbox("Language", tags, format_func=words.language, key="language-new")
        price = session.known(film, view, f"language-price/{chosen}", lambda: film.language_estimate(chosen))
        show(tag("p", "Words, voice and captions of its own over the same pictures.", class_="quiet"))

        def go() -> None:
            aim.write(**{LANGUAGE: chosen})
            session.intent(film, lambda film: film.add_language(chosen), name=f"language/add/{chosen}/{session.turn()}")

        paid(f"Add {words.language(chosen)}", price, key="language-add", icon="add", on_go=go)


def _words(film: "Project", view: Overview, now: Tongue) -> None:
    """One language: how it stands, what can be done, and its words."""
    with st.container(horizontal=True, gap=12, vertical_alignment="center", key="language-acts"):
        mark = chip(now.state, now.chip)
        show(tag("div", tag("b", now.name), mark, tag("span", now.says, class_="quiet"), class_="tongue"), fit=True)
        if now.view.state in MOVES:
            show(tag("p", "It is being translated.", class_="quiet"), fit=True)
        elif now.view.recipe:
            label = "Translate again" if now.view.take else AFTER.get(now.view.state, "Translate")
            price = now.view.price if now.view.take else _of_all(film, view, now)
            paid(label, price, key="language-go", icon="translate", on_go=lambda: _translate(film, now))
        st.button(
            "Remove",
            key="language-remove",
            type="tertiary",
            icon=":material/close:",
            help="What was made stays known: added again, it is there at once.",
            on_click=session.intent,
            args=(film, lambda film: film.remove_language(now.tag)),
            kwargs={"name": f"language/remove/{now.tag}/{session.turn()}"},
        )
    for text in now.why:
        show(tag("p", text, class_="quiet", role="note"))
    _list(film, view, now)


def _of_all(film: "Project", view: Overview, now: Tongue) -> Cost:
    """What follows from a language's first words too: its voice."""
    return session.known(film, view, f"language-price/{now.tag}", lambda: film.language_estimate(now.tag))


def _translate(film: "Project", now: Tongue) -> None:
    name = f"language/translate/{now.tag}/{session.turn()}"
    session.intent(film, lambda film: film.translate(now.tag), name=name)


def _list(film: "Project", view: Overview, now: Tongue) -> None:
    images = {row.scene.id: thumb(found) for row in view.scenes if (found := picture(row))}
    lines = rows(view, now.tag, images)
    key = f"told-{now.tag}"

    def said() -> None:
        sent = st.session_state[key].said or {}
        if sent.get("id") in {row["id"] for row in lines}:
            say(film, now.tag, str(sent["id"]), str(sent.get("text", "")))

    def picked() -> None:
        st.session_state["told-row"] = str(st.session_state[key].picked or "")

    data = {
        "chosen": st.session_state.get("told-row", ""),
        "ratio": view.settings.aspect.value,
        "turn": session.turn(),
        "focus": "",
        "lines": lines,
    }
    LINE_LIST(key=key, data=data, on_said_change=said, on_picked_change=picked)


# ---------------------------------------------------------------- on the Sound page


def listened_to(view: Overview) -> str:
    """The further language whose lines are looked at, '' for the film's own."""
    said = aim.read(LANGUAGE)
    return said if said in view.languages else ""


def told_line(film: "Project", view: Overview, row: LineRow, *, board: Overview) -> None:
    """The chosen line in a further language: what it stands for, its length on its scene, its voice."""
    own = next(one.scene.narration for one in board.scenes if one.scene.id == row.id)
    with st.container(gap=12, key="line"):
        walk(view, row)
        if own:
            show(tag("p", tag("b", f"{words.language(board.language)}: "), own, class_="quiet"))
        if not row.text:
            said = "Write it into its row to have it spoken." if own else "Nothing is said over this scene."
            show(tag("p", said, class_="quiet"))
            return
        fit(view, row)
        if row.over:
            remedies(film, board, row, language=view.language)
        if row.view is None:
            return
        with st.container(horizontal=True, gap=8, key="line-acts"):
            if row.state in MOVES:
                show(tag("p", "It is being spoken.", class_="quiet"))
            decide(film, row.view)
            bring(film, row.view.slot, label="Own recording")
