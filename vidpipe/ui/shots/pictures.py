"""Keyframes and clips of every scene on the left; the chosen one with its takes and acts on the right."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.slot import clip
from vidpipe.take import SlotView, State
from vidpipe.ui import chosen, words
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import bar, chip, corner, note, shot
from vidpipe.ui.shots.inspector import inspector
from vidpipe.ui.view.shot import NOT_MADE, Shot
from vidpipe.ui.view.shot import shot as shot_of
from vidpipe.ui.view.steps import find, numbers, step_of

if TYPE_CHECKING:
    from vidpipe.studio import Project


def keyframes(film: "Project", view: Overview) -> None:
    """Start and end of every scene, the chosen one beside them."""
    left, right = st.columns([13, 10], gap=32)
    with left, st.container(gap=0, key="pairs"):
        for scene in view.scenes:
            _pair(view, scene)
    with right:
        _inspect(film, view, "keyframes")


def clips(film: "Project", view: Overview) -> None:
    """The clip of every scene, the chosen one beside them."""
    left, right = st.columns([13, 10], gap=32)
    with left, st.container(gap=0, key="clips-list"), st.grid(min_column_width=180, gap=16, key="clips") as grid:
        for scene in view.scenes:
            with grid.cell():
                _slot(view, scene.slots.get(_clip_name(view)), alt=f"Clip of scene {scene.index}", title=scene)
    with right:
        _inspect(film, view, "clips")


def _inspect(film: "Project", view: Overview, step: str) -> None:
    picked = find(view, chosen.slot(view, step))
    if picked:
        inspector(film, view, picked)


def _clip_name(view: Overview) -> str:
    return clip("x", view.settings.quality).removeprefix("scene/x/")


def _pair(view: Overview, scene: SceneView) -> None:
    with st.container(key=f"pair-{scene.scene.id}", horizontal=True, gap=16, wrap=False):
        length = words.length(scene.scene.frames, view.settings.rate)
        facts = " · ".join(part for part in (words.plain(scene.scene.beat), length) if part)
        name = scene.scene.title or f"Scene {scene.index}"
        show(
            tag(
                "div",
                tag("span", str(scene.index), class_="no num"),
                tag("b", name),
                tag("small", facts),
                class_="meta",
            ),
            width=112,
        )
        for end in ("start", "end"):
            _slot(view, scene.slots.get(f"keyframe/{end}"), alt=f"{words.capital(end)} of scene {scene.index}")


def _slot(view: Overview, slot: SlotView | None, *, alt: str, title: SceneView | None = None) -> None:
    if slot is None:
        return
    model = shot_of(slot, numbers(view))
    step = step_of(slot.slot)
    here = "-chosen" if slot.slot == chosen.slot(view, step) else ""
    with st.container(key=f"slot-{slot.slot.replace('/', '-').replace('@', '-')}{here}", gap=4):
        show(picture(model, alt=alt, ratio=view.settings.aspect.value), _line(model, title))
        st.button(
            f"Open {model.label}",
            key=f"pick-{slot.slot}",
            type="tertiary",
            on_click=chosen.choose,
            kwargs={"slot": slot.slot},
        )


def _line(model: Shot, title: SceneView | None) -> Markup:
    if title is None:
        return tag("p", model.under, class_="under")
    return tag(
        "p",
        tag("b", f"{title.index} {title.scene.title or words.plain(title.scene.beat)}"),
        tag("span", model.under),
        class_="under",
    )


def picture(model: Shot, *, alt: str, ratio: str, large: bool = False) -> Markup:
    """A slot's picture, with its chip, progress and, where nothing is there, the reason."""
    over = [corner("bl", chip(model.state))]
    if model.plate and model.state in NOT_MADE:
        over.insert(0, note(model.plate))
    if model.state is State.RUNNING:
        over.append(bar(model.progress))
    return shot(model.digest, alt=alt, ratio=ratio, classes=model.state.value, over=over, width=960 if large else 480)
