"""Keyframes and clips of every scene on the left; the chosen one with its takes and acts on the right."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.slot import clip
from vidpipe.take import SlotView, State
from vidpipe.ui import words
from vidpipe.ui.film.inspector import inspector
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import bar, chip, corner, note, section, shot
from vidpipe.ui.view.shot import NOT_MADE, Shot
from vidpipe.ui.view.shot import shot as shot_of
from vidpipe.ui.view.steps import find, numbers, of_step

if TYPE_CHECKING:
    from vidpipe.studio import Project


def pictures(film: "Project", view: Overview) -> None:
    """Draw the section, once there are scenes."""
    if not view.scenes:
        return
    left, right = st.columns([13, 10], gap=32)
    with left:
        _kind(view, "keyframes")
        with st.container(gap=0, key="pairs"):
            for scene in view.scenes:
                _pair(view, scene)
        show(tag("div", style="height:24px"))
        _kind(view, "clips")
        with st.container(gap=0, key="clips-list"), st.grid(min_column_width=180, gap=16, key="clips") as grid:
            for scene in view.scenes:
                with grid.cell():
                    _slot(view, scene.slots.get(_clip_name(view)), alt=f"Clip of scene {scene.index}", title=scene)
    with right:
        picked = find(view, chosen(view))
        if picked:
            inspector(film, view, picked)


def _clip_name(view: Overview) -> str:
    return clip("x", view.settings.quality).removeprefix("scene/x/")


def _kind(view: Overview, step: str) -> None:
    slots = of_step(view, step)
    made = sum(slot.fresh for slot in slots)
    state = view.steps.get(step, State.EMPTY)
    small = f"{made} of {len(slots)}" if made < len(slots) else words.count(len(slots), words.UNITS[step])
    show(section(words.STEPS[step], anchor=step, mark=chip(state), small=small))


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
    here = "-chosen" if slot.slot == chosen(view) else ""
    with st.container(key=f"slot-{slot.slot.replace('/', '-').replace('@', '-')}{here}", gap=4):
        show(picture(model, alt=alt, ratio=view.settings.aspect.value), _line(model, title))
        st.button(
            f"Open {model.label}",
            key=f"pick-{slot.slot}",
            type="tertiary",
            on_click=choose,
            args=(view,),
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


def chosen(view: Overview) -> str:
    """The slot the inspector shows: the one picked, else the first that needs somebody, else the first keyframe."""
    picked = str(st.session_state.get(f"slot/{view.id}", ""))
    if picked and find(view, picked):
        return picked
    slots = [*of_step(view, "keyframes"), *of_step(view, "clips")]
    for state in (State.UNCERTAIN, State.BLOCKED, State.FAILED, State.STALE):
        waiting = next((slot.slot for slot in slots if slot.state is state), "")
        if waiting:
            return waiting
    return slots[0].slot if slots else ""


def choose(view: Overview, *, slot: str = "", scene: str = "") -> None:
    """Have the inspector show a slot; of a scene its clip, or its first keyframe while there is none."""
    if scene:
        moving = clip(scene, view.settings.quality)
        found = find(view, moving)
        slot = moving if found and found.take else f"scene/{scene}/keyframe/start"
    st.session_state[f"slot/{view.id}"] = slot
