"""The inspector: one slot large, its takes, a comparison of two of them, and what can be done."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.format import Aspect
from vidpipe.take import SlotView, State, Take
from vidpipe.ui import session, words
from vidpipe.ui.browser import compare, player
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import bar, chip, corner, note, shot
from vidpipe.ui.shots.acts import REASONS, slot_acts
from vidpipe.ui.view.shot import NOT_MADE
from vidpipe.ui.view.shot import shot as shot_of
from vidpipe.ui.view.steps import numbers

if TYPE_CHECKING:
    from vidpipe.studio import Project


def inspector(film: "Project", view: Overview, slot: SlotView) -> None:
    """Draw it."""
    takes = film.takes(slot.slot)
    seen = _seen(view, slot, takes)
    with st.container(key="inspector", gap=12):
        show(_head(view, slot), tag("span", id="pictures"))
        _picture(view, slot, seen)
        if _cause(view, slot):
            show(tag("div", tag("b", _cause(view, slot)), class_=f"ask {slot.state.value}"))
        if len(takes) > 1:
            _tray(view, slot, takes, seen)
        if seen and slot.take and seen.id != slot.take.id:
            _other(film, view, slot, seen)
        else:
            slot_acts(film, view, slot)
        if slot.take and slot.state in (State.READY, State.APPROVED, State.STALE):
            _reject(film, view, slot, slot.take)


def _head(view: Overview, slot: SlotView) -> Markup:
    model = slot.take.recipe.model if slot.take else slot.recipe.model if slot.recipe else ""
    made = " · ".join(part for part in (model, f"take {slot.take.number}" if slot.take else "") if part)
    name = words.place(slot.slot, numbers(view))
    return tag(
        "div",
        tag("h2", name, class_="sec"),
        chip(slot.state),
        tag("span", made, class_="eyebrow right"),
        class_="title inspector-title",
    )


def _picture(view: Overview, slot: SlotView, seen: Take | None) -> None:
    ratio, name = view.settings.aspect.value, words.place(slot.slot, numbers(view))
    if seen and slot.take and seen.id != slot.take.id and seen.mime.startswith("image/"):
        pair = ((seen.digest, f"Take {seen.number}"), (slot.take.digest, f"Take {slot.take.number}, picked"))
        compare(*pair, ratio=ratio, key=f"compare-{seen.id}")
    elif seen and seen.mime == "video/mp4" and slot.state is not State.RUNNING:
        time = words.clock(int(seen.meta.get("milliseconds", 0)) / 1000) if "milliseconds" in seen.meta else ""
        player(seen.digest, seen.mime, label=f"{name}, take {seen.number}", ratio=ratio, time=time, key="clip-player")
    else:
        _still(view, slot, name)


def _still(view: Overview, slot: SlotView, name: str) -> None:
    model = shot_of(slot, numbers(view))
    over = [note(model.plate)] if model.plate and model.state in NOT_MADE else []
    over += [bar(model.progress)] if model.state is State.RUNNING else []
    show(
        shot(
            model.digest,
            alt=name,
            ratio=view.settings.aspect.value,
            classes=f"large {model.state.value}",
            over=over,
            width=960,
        )
    )


def _cause(view: Overview, slot: SlotView) -> str:
    """Why the slot is as it is, where that is not plain from its picture."""
    if slot.state is State.STALE:
        return "; ".join(words.capital(cause.reason) for cause in slot.causes)
    if slot.state in (State.FAILED, State.BLOCKED, State.UNCERTAIN, State.EMPTY):
        under = shot_of(slot, numbers(view)).under
        return f"{words.capital(slot.message)}. {under}" if slot.message and slot.message not in under else under
    return words.capital(slot.message)


def _tray(view: Overview, slot: SlotView, takes: list[Take], seen: Take | None) -> None:
    with st.container(key="tray", horizontal=True, gap=8, wrap=False):
        for take in takes[-4:]:
            _take(view, slot, take, seen)


def _take(view: Overview, slot: SlotView, take: Take, seen: Take | None) -> None:
    picked = slot.take is not None and take.id == slot.take.id
    mark = tag("span", "Picked", class_="mark got") if picked else None
    shown = "-picked" if picked else "-seen" if seen and seen.id == take.id else ""
    cost = words.money(take.cost) if take.cost else "$0"
    width = 72 if view.settings.aspect in (Aspect.TALL, Aspect.FEED) else 124
    with st.container(key=f"take-{take.id}{shown}", gap=4, width=width):
        over = [corner("bl", mark)] if mark else []
        line = tag("p", tag("b", f"Take {take.number}"), tag("span", cost, class_="num"), class_="under")
        show(shot(take.digest, alt=f"Take {take.number}", ratio=view.settings.aspect.value, over=over), line)
        st.button(
            f"Look at take {take.number}",
            key=f"look-{take.id}",
            type="tertiary",
            on_click=_look,
            args=(view, slot.slot, take.id),
        )


def _look(view: Overview, slot: str, take: int) -> None:
    st.session_state[f"look/{view.id}"] = (slot, take)


def _seen(view: Overview, slot: SlotView, takes: list[Take]) -> Take | None:
    """The take that is looked at: one of the tray, else the picked one."""
    name, number = st.session_state.get(f"look/{view.id}", ("", 0))
    if name == slot.slot:
        return next((take for take in takes if take.id == number), slot.take)
    return slot.take


def _other(film: "Project", view: Overview, slot: SlotView, seen: Take) -> None:
    with st.container(horizontal=True, gap=8, key="acts"):
        st.button(
            f"Use take {seen.number}",
            key="act-pick",
            icon=":material/check:",
            on_click=session.intent,
            args=(film, lambda film: film.pick(slot.slot, seen.id)),
            kwargs={"name": f"pick/{seen.id}/{view.events}"},
        )
        if slot.take:
            st.button(
                f"Back to take {slot.take.number}",
                key="act-back",
                type="tertiary",
                on_click=_look,
                args=(view, slot.slot, slot.take.id),
            )


def _reject(film: "Project", view: Overview, slot: SlotView, take: Take) -> None:
    """One tap says why a take is no good; another one is made of it by the button above."""

    def reject() -> None:
        reason = st.session_state.get(f"why-{take.id}")
        if reason:
            session.intent(
                film, lambda film: film.reject(slot.slot, take.id, reason), name=f"reject/{take.id}/{view.events}"
            )

    st.pills("Not this one, because", REASONS, key=f"why-{take.id}", on_change=reject)
