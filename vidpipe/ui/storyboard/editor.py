"""The chosen scene in its fixed place: its picture, its words in fields, and what can be done with it."""

from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.slot import STORYBOARD
from vidpipe.ui import session
from vidpipe.ui.clockwork import live
from vidpipe.ui.keys import hot
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import chip, shot
from vidpipe.ui.paying import paid
from vidpipe.ui.storyboard import acts, known
from vidpipe.ui.storyboard.fields import manner, spoken, written
from vidpipe.ui.storyboard.known import scene_rows
from vidpipe.ui.view import board as says
from vidpipe.ui.view.scene import SceneRow

if TYPE_CHECKING:
    from vidpipe.studio import Project


def editor(film: "Project", view: Overview, scene: SceneView, row: SceneRow) -> None:
    """Draw the editor of a scene."""
    with st.container(key="editor", gap=16):
        _head(film, view, scene, row)
        with st.container():
            _stale(film, view, scene, row)
        left, right = st.container(key="fields").columns([5, 7], gap=24)
        with left, st.container(gap=12):
            live(film, _picture)(film, row.id)
            spoken(film, view, scene)
            _origin(view, scene, row)
        with right, st.container(gap=12):
            written(film, view, scene)
            manner(film, view, scene)
        show(_foot(film, view, scene))


def heading(row: SceneRow) -> Markup:
    """Number, title, beat and length, and the one state of a scene."""
    return tag(
        "div",
        tag("span", str(row.number), class_="no num"),
        tag("h2", row.title),
        tag("span", row.facts, class_="quiet num"),
        chip(row.state, row.says),
        class_="title",
    )


def _title(film: "Project", scene: str) -> None:
    _, row = _now(film, scene)
    if row:
        show(tag("div", heading(row), class_="scene"), fit=True)


def _picture(film: "Project", scene: str) -> None:
    view, row = _now(film, scene)
    if row:
        ratio = view.settings.aspect.value
        show(shot(row.digest, alt=row.title, ratio=ratio, classes=row.state.value, width=960))


def _now(film: "Project", scene: str) -> tuple[Overview, SceneRow | None]:
    """The film and the scene as they are, in a part that may be drawn alone; the scene may be gone."""
    view = session.overview(film)
    return view, next((row for row in scene_rows(film, view) if row.id == scene), None)


def _head(film: "Project", view: Overview, scene: SceneView, row: SceneRow) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=8, key="editor-head"
    ):
        live(film, _title)(film, row.id)
        with st.container(horizontal=True, width="content", gap=0, wrap=False, key="editor-tools"):
            _tools(film, view, row)


SHORT = (
    ("split", "Split in two", "content_cut"),
    ("duplicate", "Duplicate", "content_copy"),
    ("insert", "Insert a scene after", "add"),
)


def _tools(film: "Project", view: Overview, row: SceneRow) -> None:
    if row.approvable:
        _tool("Approve", "check", hot("A", "scene"), acts.approve, film, f"scene/{row.id}", spelled=True)
    if row.lockable:
        label, icon = ("Unlock this scene", "lock") if row.locked else ("Lock this scene", "lock_open")
        _tool(label, icon, "scene-lock", acts.act, film, view, row.id, "lock")
    for verb, label, icon in SHORT:
        barred = row.locked and verb == "split"
        _tool(label, icon, f"scene-{verb}", acts.act, film, view, row.id, verb, off=barred)
    _more(film, view, row)


def _tool(label: str, icon: str, key: str, act: Any, *given: Any, spelled: bool = False, off: bool = False) -> None:
    """A quiet tool. Its name is there for those who cannot see the icon even where it is not spelled out."""
    st.button(
        label,
        key=key,
        icon=f":material/{icon}:",
        type="tertiary",
        help=None if spelled else label,
        disabled=off,
        on_click=act,
        args=given,
    )


RARE = {"Move left": "up", "Move right": "down", "Merge with next": "merge", "Delete": "delete"}


def _more(film: "Project", view: Overview, row: SceneRow) -> None:
    """What is rarely done with a scene, as far as it can be done now."""
    count = len(view.scenes)
    barred = {
        "Move left": row.locked or row.number == 1,
        "Move right": row.locked or row.number == count,
        "Merge with next": row.locked or row.number == count,
        "Delete": row.locked or count == 1,
    }
    offered = [label for label in RARE if not barred[label]]
    key = f"scene-more-{row.id}"
    if offered:
        st.menu_button(
            "More for this scene",
            offered,
            key=key,
            icon=":material/more_horiz:",
            type="tertiary",
            help="More for this scene",
            on_click=_chosen,
            args=(film, view, row.id, key),
        )


def _chosen(film: "Project", view: Overview, scene: str, key: str) -> None:
    label = st.session_state.get(key)
    if label in RARE:
        acts.act(film, view, scene, RARE[label])


def _origin(view: Overview, scene: SceneView, row: SceneRow) -> None:
    """What of the source the scene was made from, word for word."""
    source = view.source
    if not row.origin or source is None:
        return
    held = [source.passages[number - 1] for number in scene.scene.origin if 0 < number <= len(source.passages)]
    with st.expander(row.origin, icon=":material/description:", key=f"origin-{row.id}"):
        for passage in held[:4]:
            said = tag("p", passage.text[:1500], class_="wording")
            show(tag("b", passage.where, class_="label"), said)


def _stale(film: "Project", view: Overview, scene: SceneView, row: SceneRow) -> None:
    """Why pictures of this scene are out of date, and the two ways out."""
    stale = says.waits(scene)
    if not stale:
        return
    price = sum(slot.price for slot in stale)
    with st.container(horizontal=True, gap=8, vertical_alignment="center", key="scene-stale"):
        text = tag("p", f"{says.because(stale)}. To redo: {says.pieces(slot.slot for slot in stale)}.")
        show(tag("div", tag("b", "Made before the last change"), text, class_="ask stale"))
        with st.container(horizontal=True, width="content", gap=8, key="scene-stale-acts"):
            gated = row.approvable and STORYBOARD in view.settings.gates
            _redo(film, view, scene.scene.id, price, gated=gated)
            names = [slot.slot for slot in stale]
            st.button("Keep", key="scene-keep", type="tertiary", on_click=acts.keep, args=(film, names))


def _redo(film: "Project", view: Overview, scene: str, price: int, *, gated: bool) -> None:
    """Make the scene again; where its words wait for approval, which holds everything back, this gives it."""

    def go() -> None:
        if gated:
            acts.approve(film, f"scene/{scene}")
        acts.redo(film, view, f"scene/{scene}")

    paid("Approve and redo" if gated else "Redo", price, key="scene-redo", icon="refresh", on_go=go)


def _foot(film: "Project", view: Overview, scene: SceneView) -> Markup:
    """What a change of the scene would make again."""
    if scene.locked:
        return tag("p", "This scene is locked: nothing changes it. Unlock it to write in its fields.", class_="makes")
    found = known.consequence(film, view, scene.scene.id)
    made = any(slot.take for slot in scene.slots.values())
    return tag("p", says.consequence(found.stale, found.micros, found.confidence, made=made), class_="makes")
