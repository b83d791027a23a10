"""The storyboard: every scene as a row with its words, the style guide and the cast beside them."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.brief import CastMember
from vidpipe.film.slot import BRIEF, STORYBOARD
from vidpipe.film.storyboard import Style
from vidpipe.take import SlotView, State
from vidpipe.ui import session, words
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import chip, note, section, shot
from vidpipe.ui.shots.acts import again, section_act
from vidpipe.ui.view.scene import SceneRow, rows

if TYPE_CHECKING:
    from vidpipe.studio import Project


def script(film: "Project", view: Overview) -> None:
    """Draw the section."""
    slot = view.slots.get(STORYBOARD)
    if view.storyboard is None:
        _empty(view, slot or view.slots.get(BRIEF))
        return
    main, beside = st.columns([3, 1], gap=32)
    with main, st.container(gap=0):
        _heading(film, view, slot)
        with st.container(gap=0, key="scenes"):
            for row in rows(view):
                _row(film, view, row, gated=bool(slot and slot.state is State.READY))
    with beside, st.container(gap=24, key="beside"):
        show(section("Style guide"), guide(view.storyboard.style))
        if view.storyboard.cast:
            show(section("Cast"), tag("div", *[_who(member) for member in view.storyboard.cast], class_="cast"))
        if view.brief:
            show(section("Brief", anchor="brief"), brief(view))


def _empty(view: Overview, slot: SlotView | None) -> None:
    state = slot.state if slot else State.EMPTY
    says = {
        State.RUNNING: "The storyboard is being written",
        State.QUEUED: "The storyboard is next in line",
        State.EMPTY: "The storyboard comes first",
    }
    show(section("Storyboard", anchor="storyboard", mark=chip(state)))
    text = says.get(state) or words.capital(slot.message if slot else "") or "The storyboard is not there yet"
    show(tag("div", note(text), class_=f"shot none {state.value}", style="--ratio:6/1"))


def _heading(film: "Project", view: Overview, slot: SlotView | None) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=8):
        count = words.count(len(view.scenes), "scene")
        show(section("Storyboard", anchor="storyboard", mark=chip(slot.state) if slot else None, small=count), fit=True)
        if slot and slot.recipe and slot.recipe.model and slot.state in (State.READY, State.APPROVED):
            with st.container(horizontal=True, width="content", gap=0):
                section_act(
                    film,
                    view,
                    f"Write it anew · {words.price(slot.price)}",
                    "reroll",
                    STORYBOARD,
                    lambda film: again(film, STORYBOARD),
                    icon="casino",
                )
                if slot.take and slot.take.number > 1:
                    section_act(film, view, "Undo", "undo", STORYBOARD, lambda film: film.undo(STORYBOARD), icon="undo")


def _row(film: "Project", view: Overview, row: SceneRow, *, gated: bool) -> None:
    with st.container(key=f"scene-{row.id}", horizontal=True, gap=16, vertical_alignment="center", wrap=False):
        show(shot(row.digest, alt=row.title), width=128)
        show(scene(row))
        if gated and not row.approved:
            part = f"scene/{row.id}"
            st.button(
                "Approve",
                key=f"part-{row.id}",
                icon=":material/check:",
                type="tertiary",
                on_click=session.intent,
                args=(film, lambda film: film.approve(slot=STORYBOARD, part=part)),
                kwargs={"name": f"approve/{part}/{view.events}"},
            )


def scene(row: SceneRow) -> Markup:
    """A scene's words."""
    facts_ = " · ".join(part for part in (row.beat, row.length, row.camera) if part)
    heading = tag(
        "div",
        tag("span", str(row.number), class_="no num"),
        tag("b", row.title),
        tag("span", facts_, class_="quiet num"),
        chip(State.APPROVED) if row.approved else chip(State.READY, "To approve"),
        class_="title",
    )
    line = tag("p", f"“{row.narration}”", class_="say") if row.narration else None
    drawn = tag("p", f"On screen: {row.words}", class_="say") if row.words else None
    return tag("div", heading, tag("p", row.action), line, drawn, class_="scene")


def guide(style: Style) -> Markup:
    """Colours, look and words of the style guide."""
    colours = [tag("i", style=f"background:{colour}") for colour in style.colours]
    swatches = tag("div", *colours, class_="swatches", role="img", aria_label="Palette") if colours else None
    tags = tag("div", *[tag("span", word, class_="tag") for word in style.words], class_="tags")
    return tag(
        "div", swatches, tag("p", style.look) if style.look else None, tags if style.words else None, class_="guide"
    )


def _who(member: CastMember) -> Markup:
    role = tag("p", ", ".join(part for part in (member.role, member.look) if part))
    return tag("div", tag("b", member.name), role, class_="who")


def brief(view: Overview) -> Markup:
    """What the writer understood, in a few lines."""
    found = view.brief
    if found is None:
        return tag("p")
    lines = [
        ("For", found.audience),
        ("Tone", found.tone),
        ("Set in", ", ".join(filter(None, (found.place, found.time)))),
    ]
    rows_ = [tag("p", tag("b", f"{name} "), text) for name, text in lines if text]
    return tag("div", tag("p", found.subject), *rows_, class_="guide brief")
