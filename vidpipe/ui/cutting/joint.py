"""What can be set under the lanes: the chosen joint, words on screen, and how all other joints are."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.storyboard import Joint, Transition
from vidpipe.ui import aim, chosen, words
from vidpipe.ui.cutting.edits import recut, truth, with_fields
from vidpipe.ui.cutting.joining import draw
from vidpipe.ui.keys import hot
from vidpipe.ui.markup import show, tag
from vidpipe.ui.view.joining import joining, stands_still
from vidpipe.ui.view.joints import (
    SHORTEST,
    WAYS,
    WORDS,
    JointRow,
    default_says,
    edit,
    joints,
    lasting,
    longest,
    of_kind,
    planned_says,
    warning,
    with_kind,
    within,
)

if TYPE_CHECKING:
    from vidpipe.studio import Project

OPENING = {Joint.CUT: "Starts at once", Joint.DIP_BLACK: "Out of black", Joint.DIP_WHITE: "Out of white"}
PLANNED = "planned"


def chosen_joint(view: Overview) -> JointRow | None:
    """The joint into the scene that is looked at; where none is named, the first between two scenes."""
    rows = joints(view)
    named = aim.read("scene")
    found = next((row for row in rows if row.id == named), None)
    return found or (rows[1] if len(rows) > 1 else rows[0] if rows else None)


def controls(film: "Project", view: Overview, row: JointRow) -> None:
    """The rows under the lanes, with the joint drawn beside them."""
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key="joint-set"):
        draw(joining(view, row))
        with st.container(gap=8):
            with st.container(horizontal=True, gap=16, vertical_alignment="center", key="joint"):
                _walk(view, row)
                _kind(film, row, view.settings.rate)
            with st.container(horizontal=True, gap=16, vertical_alignment="center", key="joint-more"):
                _how(film, view, row)
                _on_screen(film, view)
                _all(film, view)
    if wrong := warning(row, view.settings.rate):
        show(tag("p", wrong, class_="quiet wrong", role="status"))
    elif still := stands_still(view, row):
        show(tag("p", still, class_="quiet", role="status"))


def _how(film: "Project", view: Overview, row: JointRow) -> None:
    """Where the chosen joint goes, how long it lasts, and the way back."""
    if row.kind.has_way:
        _way(film, row)
    if row.kind is not Joint.CUT:
        _length(film, row, view.settings.rate)
    if row.asked:
        st.button(
            "As all others",
            key="joint-reset",
            type="tertiary",
            icon=":material/undo:",
            help=f"Without a setting of its own: {default_says(view)}",
            on_click=recut,
            args=(film, lambda edit: edit.with_joint(row.id, None)),
            kwargs={"name": f"joint-reset/{row.id}"},
        )


def _walk(view: Overview, row: JointRow) -> None:
    """The joint's name between the two buttons that go to its neighbours."""
    ids = [one.id for one in joints(view)]
    here = ids.index(row.id)
    with st.container(
        horizontal=True, gap=4, vertical_alignment="center", width="content", wrap=False, key="joint-walk"
    ):
        _step("P", "Joint before", "chevron_left", ids[here - 1] if here else "")
        show(tag("b", row.title, class_="eyebrow"), fit=True)
        _step("N", "Next joint", "chevron_right", ids[here + 1] if here + 1 < len(ids) else "")


def _step(letter: str, label: str, icon: str, to: str) -> None:
    st.button(
        label,
        key=hot(letter, "joint"),
        icon=f":material/{icon}:",
        type="tertiary",
        disabled=not to,
        on_click=chosen.choose,
        kwargs={"scene": to},
    )


def _kind(film: "Project", row: JointRow, rate: int) -> None:
    names = OPENING if row.opening else WORDS

    def put(kind: Joint) -> None:
        _put(film, row, with_kind(row.transition, kind, rate=rate))

    st.segmented_control(
        "Kind of joint",
        list(names),
        format_func=lambda kind: names[kind],
        required=True,
        label_visibility="collapsed",
        **truth(f"joint-kind-{row.id}", row.kind, put),
    )


def _put(film: "Project", row: JointRow, transition: Transition) -> None:
    recut(film, lambda edit: edit.with_joint(row.id, transition), name=f"joint/{row.id}")


def _way(film: "Project", row: JointRow) -> None:
    st.segmented_control(
        "Where it goes",
        list(WAYS),
        format_func=lambda way: WAYS[way],
        required=True,
        label_visibility="collapsed",
        **truth(
            f"joint-way-{row.id}",
            row.transition.way,
            lambda way: _put(film, row, row.transition.model_copy(update={"way": way})),
        ),
    )


def _length(film: "Project", row: JointRow, rate: int) -> None:
    seconds = within(row.transition.frames / rate, rate)
    st.slider(
        "Length of the joint",
        SHORTEST,
        longest(rate),
        step=0.1,
        format="%.1f s",
        label_visibility="collapsed",
        width=160,
        **truth(
            f"joint-length-{row.id}",
            seconds,
            lambda chosen: _put(film, row, row.transition.model_copy(update={"frames": lasting(chosen, rate)})),
        ),
    )


def _on_screen(film: "Project", view: Overview) -> None:
    """Words drawn on the picture, as far as the film has any."""
    cards = {scene.card for scene in view.storyboard.scenes if scene.words} if view.storyboard else set()
    now = edit(view)
    if cards & {"caption", "lower-third"}:
        _toggle(film, "Words on scenes", "captions", now.captions)
    if cards & {"title", "end"}:
        both = cards >= {"title", "end"}
        _toggle(
            film,
            "Title and end card" if both else f"{'Title' if 'title' in cards else 'End card'}",
            "titles",
            now.titles,
        )


def _toggle(film: "Project", label: str, field: str, on: bool) -> None:
    st.toggle(
        label, **truth(f"edit-{field}", on, lambda chosen: recut(film, with_fields(**{field: chosen}), name=field))
    )


def _all(film: "Project", view: Overview) -> None:
    """How the joints are that nobody set by hand: as planned, or all of one kind."""
    now, rate = edit(view).joint, view.settings.rate
    names: dict[str, str] = {PLANNED: words.capital(planned_says(view))} | {kind: said for kind, said in WORDS.items()}
    with st.popover(f"Other joints: {default_says(view)}", type="tertiary", key="joints-all"):
        st.selectbox(
            "Joints that are not set by hand",
            list(names),
            format_func=lambda kind: names[kind],
            **truth(
                "joints-default",
                now.kind if now else PLANNED,
                lambda kind: _put_all(film, of_kind(now, kind, rate=rate)),
            ),
        )
        if now and now.kind.has_way:
            st.segmented_control(
                "Where all of them go",
                list(WAYS),
                format_func=lambda way: WAYS[way],
                required=True,
                **truth("joints-way", now.way, lambda way: _put_all(film, now.model_copy(update={"way": way}))),
            )
        if now and now.kind is not Joint.CUT:
            st.slider(
                "Length of all",
                SHORTEST,
                longest(rate),
                step=0.1,
                format="%.1f s",
                **truth(
                    "joints-length",
                    within(now.frames / rate, rate),
                    lambda chosen: _put_all(film, now.model_copy(update={"frames": lasting(chosen, rate)})),
                ),
            )
        _let_go(film, view)


def _put_all(film: "Project", transition: Transition | None) -> None:
    recut(film, lambda edit: edit.with_all_joints(transition), name="joints-all")


def _let_go(film: "Project", view: Overview) -> None:
    by_hand = len(edit(view).joints)
    if by_hand:
        st.button(
            f"Let go of {words.count(by_hand, 'joint')} set by hand",
            key="joints-free",
            on_click=recut,
            args=(film, with_fields(joints={})),
            kwargs={"name": "joints-free"},
        )
