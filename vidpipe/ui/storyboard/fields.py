"""The fields of a scene. Each is saved when it is left, alone: what another tab changed beside it stays."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.catalogue import Role
from vidpipe.film.edit import joint_into, longest_joint
from vidpipe.film.revising import changed, timed
from vidpipe.film.slot import EDIT
from vidpipe.film.storyboard import Transition
from vidpipe.ui import session
from vidpipe.ui.storyboard.saving import LAST, field
from vidpipe.ui.view import choices

if TYPE_CHECKING:
    from vidpipe.studio import Project

GROW = "storyboard/grow"
"""Whether a longer scene makes the film longer; else its neighbours give the time."""

LOCKED = "The scene is locked. Unlock it to change this."


def key(scene: SceneView, name: str) -> str:
    return f"field-{scene.scene.id}-{name}"


def _field(film: "Project", scene: SceneView, name: str, label: str, draw: Callable[..., Any], **more: Any) -> None:
    """A field of the scene's own noun. `stored` and `read` say otherwise what it shows and how that is stored."""
    scene_id, read = scene.scene.id, more.pop("read", lambda value: value)
    stored = more.pop("stored", getattr(scene.scene, name))

    def act(film: "Project", value: Any) -> None:
        film.revise(lambda board: changed(board, scene_id, **{name: read(value)}))

    if scene.locked:
        more["help"] = LOCKED
    field(
        film, key(scene, name), stored, act, draw, label, disabled=more.pop("disabled", False) or scene.locked, **more
    )


def _select(options: Mapping[str, str]) -> dict[str, Any]:
    return {"options": list(options), "format_func": lambda value: options.get(value, str(value))}


def _row(name: str, spec: int | list[int]) -> list[DeltaGenerator]:
    """Fields in a row. By its key it stays the same in the browser, with what is being typed in it, whatever comes and
    goes above it."""
    return list(st.container(key=f"row-{name}").columns(spec, gap=16))


def spoken(film: "Project", view: Overview, scene: SceneView) -> None:
    """What the scene is called, what happens in it, what is said and shown."""
    _field(film, scene, "title", "Title", st.text_input, placeholder="Untitled")
    _field(film, scene, "action", "Action", st.text_area, height="content", placeholder="What happens, in a sentence")
    _field(film, scene, "narration", "Narration", st.text_area, height="content", placeholder="Nobody speaks")
    wide, narrow = _row("words", [3, 2])
    with wide:
        named = scene.scene.card == "lower-third"
        asked = "A name — who that is" if named else "None"
        _field(film, scene, "words", "Words on screen", st.text_input, placeholder=asked)
    with narrow:
        _field(film, scene, "card", "Shown as", st.selectbox, **_select(choices.CARDS))


def written(film: "Project", view: Overview, scene: SceneView) -> None:
    """What the pictures show and how they move."""
    start, end = _row("ends", 2)
    continued = scene.scene.continuity == "continue"
    with start:
        _field(
            film,
            scene,
            "start_prompt",
            "Start of scene",
            st.text_area,
            height="content",
            placeholder="What the first picture shows",
            disabled=continued,
            help="It begins on the last picture of the scene before. Let it begin with a cut to say its own."
            if continued
            else None,
        )
    with end:
        _field(film, scene, "end_prompt", "End of scene", st.text_area, height="content", placeholder="As it begins")
    _field(film, scene, "motion_prompt", "Motion", st.text_area, height="content", placeholder="As the action says")


def manner(film: "Project", view: Overview, scene: SceneView) -> None:
    """Camera, beat, time, joints and models."""
    first, second, third = _row("camera", 3)
    with first:
        _camera(film, scene, "move", "Camera", choices.moves())
    with second:
        _camera(film, scene, "size", "Shot", choices.sizes())
    with third:
        kind = view.brief.kind if view.brief else None
        _field(film, scene, "beat", "Beat", st.selectbox, **_select(choices.beats(kind, scene.scene.beat)))
    first, second, third = _row("time", 3)
    with first:
        _seconds(film, view, scene)
    with second:
        _begins(film, scene)
    with third:
        _enters(film, view, scene)
    first, second = _row("models", 2)
    with first:
        _model(film, view, scene, Role.IMAGE, "Pictures by")
    with second:
        _model(film, view, scene, Role.VIDEO, "Clip by")
    _cast(film, view, scene)


def _cast(film: "Project", view: Overview, scene: SceneView) -> None:
    names = [member.name for member in view.storyboard.cast] if view.storyboard else []
    names += [member.name for member in view.settings.cast if member.name not in names]
    _field(
        film,
        scene,
        "cast",
        "Cast in this scene",
        st.multiselect,
        stored=list(scene.scene.cast),
        read=tuple,
        options=choices.cast(names, scene.scene.cast),
        placeholder="Nobody of the cast",
    )


def _camera(film: "Project", scene: SceneView, part: str, label: str, options: Mapping[str, str]) -> None:
    """One half of the camera; the other half stays as it is stored."""
    scene_id = scene.scene.id

    def act(film: "Project", value: str) -> None:
        film.revise(
            lambda board: changed(board, scene_id, camera=board.scene(scene_id).camera.model_dump() | {part: value})
        )

    field(
        film,
        key(scene, f"camera-{part}"),
        getattr(scene.scene.camera, part).value,
        act,
        st.selectbox,
        label,
        disabled=scene.locked,
        help=LOCKED if scene.locked else None,
        **_select(options),
    )


def _seconds(film: "Project", view: Overview, scene: SceneView) -> None:
    scene_id, rate = scene.scene.id, view.settings.rate
    stored = round(scene.scene.frames / rate, 2)
    grow = bool(st.session_state.get(GROW))

    def act(film: "Project", value: float) -> None:
        film.revise(lambda board: timed(board, scene_id, round(value * rate), keep_total=not grow))

    gives = "The film gets longer or shorter." if grow else "The scenes beside it give or take the time."
    field(
        film,
        key(scene, "seconds"),
        stored,
        act,
        st.number_input,
        "Seconds",
        min_value=min(0.5, stored),
        max_value=600.0,
        step=0.5,
        format="%g",
        disabled=scene.locked,
        help=LOCKED if scene.locked else gives,
    )


def _begins(film: "Project", scene: SceneView) -> None:
    first = scene.index == 1
    _field(
        film,
        scene,
        "continuity",
        "Begins with a",
        st.segmented_control,
        options=list(choices.BEGINS),
        format_func=lambda value: choices.BEGINS.get(value, ""),
        required=True,
        width="stretch",
        disabled=first,
        help="The first scene has none before it." if first else "Continue: it begins on the last picture before it.",
    )


def _enters(film: "Project", view: Overview, scene: SceneView) -> None:
    scene_id, first = scene.scene.id, scene.index == 1
    present = view.edit.joints.get(scene_id)
    options = _joints(view, scene, present)

    def act(film: "Project", value: str) -> None:
        film.recut(lambda edit: edit.with_joint(scene_id, choices.transition(value)))
        st.session_state[LAST] = EDIT

    field(
        film,
        key(scene, "joint"),
        choices.code(present),
        act,
        st.selectbox,
        "Enters with",
        disabled=scene.locked or first,
        help="The first scene has none before it." if first else LOCKED if scene.locked else "Changes the cut alone.",
        **_select(options),
    )


def _joints(view: Overview, scene: SceneView, present: Transition | None) -> dict[str, str]:
    board, rate = view.storyboard, view.settings.rate
    if board is None:
        return {}
    others = view.edit.with_joint(scene.scene.id, None)
    planned = joint_into(board, scene.scene, view.settings.crossfade, others)
    return choices.joints(rate, planned=planned, present=present, room=longest_joint(board, scene.scene.id))


def _model(film: "Project", view: Overview, scene: SceneView, role: Role, label: str) -> None:
    scene_id, catalogue = scene.scene.id, session.studio().models()
    present = scene.scene.models.get(role.value, "")
    films = next((caps for caps in catalogue if caps.id == view.settings.models.get(role)), None)
    options = choices.models(catalogue, role, film=films, present=present)

    def act(film: "Project", value: str) -> None:
        film.revise(
            lambda board: changed(board, scene_id, models=choices.with_model(board.scene(scene_id).models, role, value))
        )

    field(
        film,
        key(scene, f"model-{role.value}"),
        present,
        act,
        st.selectbox,
        label,
        disabled=scene.locked,
        help=LOCKED if scene.locked else None,
        **_select(options),
    )
