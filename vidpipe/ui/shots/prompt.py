"""A scene's words for one slot: its prompt and model, changed right here, and a change asked for in a sentence."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.film.catalogue import Caps
from vidpipe.film.revising import changed
from vidpipe.film.slot import STORYBOARD
from vidpipe.film.storyboard import Storyboard
from vidpipe.ui import session, words
from vidpipe.ui.markup import show, tag
from vidpipe.ui.paying import paid
from vidpipe.ui.shots.looked import Looked
from vidpipe.ui.view.help import ROLES, model_name, models_for

if TYPE_CHECKING:
    from vidpipe.studio import Project

Change = Callable[[Storyboard], Storyboard]
FIELDS = {"start": "start_prompt", "end": "end_prompt", "clip": "motion_prompt"}
LABELS = {"start": "What the start shows", "end": "What the end shows", "clip": "What moves"}


def part_of(now: Looked) -> str:
    """`start`, `end` or `clip`."""
    return now.slot.slot.rsplit("/", 1)[1].partition("@")[0]


def open_prompt(now: Looked) -> None:
    """Have the prompt's section open from now on."""
    st.session_state[now.key("prompt")] = True


def prompt(now: Looked) -> None:
    """The section with the prompt, and the model where there is a choice."""
    opened = st.expander("Prompt and model", key=now.key("prompt"), on_change="rerun", icon=":material/edit:")
    if not opened.open:
        return
    with opened, st.container(gap=8, key="prompting"):
        _words(now)
        model_choice(now, label="Model of this scene")


def _words(now: Looked) -> None:
    part = part_of(now)
    field, label = FIELDS[part], LABELS[part]
    given = str(getattr(now.scene, field)) or (now.scene.start_prompt if part == "end" else now.scene.action)
    key = now.key(f"words-{abs(hash(given))}")
    typed = st.text_area(label, given, key=key, height="content", max_chars=4000)
    if typed.strip() == given.strip():
        show(tag("p", "A change makes this stale; nothing is made before you say so.", class_="quiet"))
        return
    _save(now, field, typed.strip())


def _save(now: Looked, field: str, text: str) -> None:
    scene, slot = now.scene.id, now.slot.slot

    def change(board: Storyboard) -> Storyboard:
        return changed(board, scene, **{field: text})

    def save_and_redo(film: "Project") -> None:
        _revise(now, film, change)
        film.redo(slot)

    ahead = _foresee(now, text, change)
    show(tag("p", ahead, class_="quiet"))
    with st.container(horizontal=True, gap=8):
        paid(
            "Save and redo",
            now.slot.price,
            key="act-save-redo",
            icon="refresh",
            on_go=lambda: now.send("save-redo", save_and_redo),
            disabled=not text or now.slot.locked,
        )
        st.button(
            "Only save",
            key="act-save",
            type="tertiary",
            disabled=not text,
            on_click=now.send,
            args=("save", lambda film: film.revise(change)),
        )


def _revise(now: Looked, film: "Project", change: Change) -> None:
    """Change the scene. What was approved of it before stays approved: whoever changes it here has seen it."""
    film.revise(change)
    if any(row.scene.id == now.scene.id and row.approved for row in now.view.scenes):
        film.approve(slot=STORYBOARD, part=f"scene/{now.scene.id}")


def _foresee(now: Looked, text: str, change: Change) -> str:
    """What saving would make stale, and what making it again would cost."""
    if not text:
        return "A picture needs some words."
    try:
        found = now.film.preview(change)
    except VidpipeError as error:
        return f"{error.message}. {error.remedy}"
    others = len([name for name in found.stale if name != now.slot.slot])
    rest = f" and {words.count(others, 'piece')} made from it" if others else ""
    return f"Makes this {'clip' if now.step == 'clips' else 'picture'}{rest} stale; redoing all of it {_about(found)}."


def _about(found: Any) -> str:
    if not found.micros.known:
        return "costs what nobody says"
    return f"costs {words.money(found.micros)}" if found.micros else "is free"


def model_choice(now: Looked, *, label: str) -> None:
    """The model that makes this scene's pictures or its clip; nothing where there is one only."""
    known = models_for(now.step, session.studio().models())
    if len(known) < 2:
        return
    role = ROLES[now.step].value
    names = {caps.id: caps for caps in known}
    film_wide = now.view.settings.models.get(ROLES[now.step], "")
    here = now.scene.models.get(role) or film_wide
    key = now.key(f"model-{label[:5]}-{abs(hash(here))}")

    def chosen() -> None:
        wanted = str(st.session_state.get(key) or "")
        if wanted and wanted != here:
            now.send("model", _with_model(now, role, "" if wanted == film_wide else wanted))

    options = list(names)
    st.selectbox(
        label,
        options,
        index=options.index(here) if here in names else None,
        key=key,
        format_func=lambda name: _named(names[name], film_wide),
        on_change=chosen,
    )


def _named(caps: Caps, film_wide: str) -> str:
    return model_name(caps) + (", the film's" if caps.id == film_wide else "")


def _with_model(now: Looked, role: str, model: str) -> "session.Act":
    scene = now.scene.id

    def change(board: Storyboard) -> Storyboard:
        others = {name: value for name, value in board.scene(scene).models.items() if name != role}
        return changed(board, scene, models=others | ({role: model} if model else {}))

    return lambda film: _revise(now, film, change)


def in_words(now: Looked) -> None:
    """Change it with words: the sentence becomes part of what the model is asked, or of a picture an edit of it."""
    if not now.askable or not now.takes:
        return
    key = now.key(f"ask-{len(now.takes)}-{session.turn()[:6]}")
    edit = now.offers.edit if now.step == "keyframes" and not now.other else None
    with st.container(horizontal=True, gap=8, key="in-words", vertical_alignment="bottom"):
        note = st.text_input(
            "Change it with words", key=key, placeholder="Make the street emptier, keep the cat", max_chars=400
        )
        if edit:
            paid(
                "Edit the picture",
                edit.price,
                key="act-edit",
                icon="brush",
                disabled=not note.strip(),
                on_go=lambda: _ask(now, "edit", str(st.session_state.get(key, note))),
            )
        paid(
            "Change it",
            now.slot.price,
            key="act-change",
            icon="auto_fix_high",
            disabled=not note.strip(),
            on_go=lambda: _ask(now, "change", str(st.session_state.get(key, note))),
        )
        if edit:
            show(tag("p", "An edit keeps all else of this picture; a change makes a new one.", class_="quiet"))


def _ask(now: Looked, verb: str, note: str) -> None:
    text, slot = note.strip(), now.slot.slot
    if text and verb == "edit":
        now.send(verb, lambda film: film.edit_picture(slot, text))
    elif text:
        now.send(verb, lambda film: film.request_changes(text, [slot]))
