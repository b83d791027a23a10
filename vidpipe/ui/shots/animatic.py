"""The animatic: the keyframes timed with sound, to watch the film before a cent is spent on clips."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.slot import ANIMATIC
from vidpipe.take import SlotView, State
from vidpipe.ui import words
from vidpipe.ui.browser import player
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import bar, chip, note, shot
from vidpipe.ui.view.steps import of_step, poster

if TYPE_CHECKING:
    from vidpipe.studio import Project


def watch_tool(view: Overview) -> None:
    """The quiet tool that shows the animatic on this page, or puts it away."""
    shown = _shown(view)
    st.button(
        "Close the animatic" if shown else "Watch the animatic",
        key="animatic-tool",
        icon=":material/close:" if shown else ":material/play_arrow:",
        type="tertiary",
        on_click=_turn,
        args=(view,),
    )


def _shown(view: Overview) -> bool:
    return bool(st.session_state.get(f"animatic/{view.id}"))


def _turn(view: Overview) -> None:
    st.session_state[f"animatic/{view.id}"] = not _shown(view)


def animatic(film: "Project", view: Overview) -> None:
    """Draw it, if it is asked for."""
    if not _shown(view):
        return
    slot = view.slots.get(ANIMATIC)
    with st.container(gap=8, key="animatic", width=760):
        show(tag("div", tag("h2", "Animatic", class_="sec"), *_state(view, slot), class_="title"))
        if slot and slot.take and slot.take.mime == "video/mp4":
            _play(view, slot)
        else:
            _awaited(view, slot)


def _state(view: Overview, slot: SlotView | None) -> list[str]:
    """Chip and words beside the title."""
    if slot is None:
        return []
    behind = slot.take is not None and not slot.fresh
    says = waiting(view, slot) if slot.take is None else "Pictures changed since it was made" if behind else ""
    return [chip(slot.state), tag("span", says, class_="quiet")]


def _play(view: Overview, slot: SlotView) -> None:
    take = slot.take
    if take is None:
        return
    seconds = int(take.meta.get("milliseconds", 0)) / 1000
    player(
        take.digest,
        take.mime,
        label=f"{view.title}, animatic",
        ratio=view.settings.aspect.value,
        time=words.clock(seconds) if seconds else "",
        key="animatic-player",
        picture=poster(view),
    )


def _awaited(view: Overview, slot: SlotView | None) -> None:
    state = slot.state if slot else State.EMPTY
    over = [note(waiting(view, slot)), *([bar(slot.progress)] if slot and state is State.RUNNING else [])]
    show(shot("", alt="Animatic", ratio="6:1", classes=state.value, over=over))


def waiting(view: Overview, slot: SlotView | None) -> str:
    """Why there is nothing to watch yet."""
    if slot and slot.state is State.RUNNING:
        return f"It is being made, {slot.progress} %" if slot.progress else "It is being made"
    if slot and slot.message:
        return words.capital(slot.message)
    missing = sum(found.take is None for found in of_step(view, "keyframes"))
    if missing:
        return f"It waits for {words.count(missing, 'picture')}"
    return "It is made with the next run of the film"
