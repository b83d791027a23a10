"""The inspector: one slot large, its takes, a comparison of two of them, and what can be done."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.format import Aspect
from vidpipe.film.slot import keyframe
from vidpipe.take import SlotView, State, Take
from vidpipe.ui import words
from vidpipe.ui.browser import compare, player
from vidpipe.ui.chosen import choose
from vidpipe.ui.keys import hot
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import bar, chip, image, note, shot
from vidpipe.ui.shots.acts import more_takes, reject, slot_acts
from vidpipe.ui.shots.looked import Looked, look_at, looked_at
from vidpipe.ui.shots.origin import recipe
from vidpipe.ui.shots.prompt import in_words, prompt
from vidpipe.ui.shots.remedies import CONTINUED, remedies
from vidpipe.ui.shots.replace import outcome
from vidpipe.ui.shots.trimming import trimming
from vidpipe.ui.shots.wall import tray
from vidpipe.ui.states import WORDS
from vidpipe.ui.view.shot import NOT_MADE, pictured
from vidpipe.ui.view.shot import shot as shot_of
from vidpipe.ui.view.steps import find, numbers
from vidpipe.ui.view.takes import cards, made

if TYPE_CHECKING:
    from vidpipe.studio import Project

WIDTHS = {Aspect.TALL: 250, Aspect.FEED: 330, Aspect.SQUARE: 380}
"""Pixels a picture may be wide, so that what can be done with it stays in sight; a wide one takes all there is."""

Walk = tuple[str, str]
"""The slots before and after on the wall, '' where there is none."""


def inspector(film: "Project", view: Overview, slot: SlotView, *, walk: Walk, left: float | None = None) -> None:
    """Draw it."""
    takes = film.takes(slot.slot)
    rejected = film.rejections(slot.slot)
    now = Looked(film, view, slot, takes, rejected, looked_at(view, slot, takes), left)
    with st.container(key="inspector", gap=12):
        _head(now, walk)
        with st.container(key="picture", width=WIDTHS.get(view.settings.aspect, "stretch")):
            _picture(now)
        outcome(now)
        if now.takes:
            _tray(now)
        if now.step == "clips":
            _ends(now)
        remedies(now)
        slot_acts(now)
        more_takes(now)
        reject(now)
        in_words(now)
        with st.container(key="drawers", gap=4):
            if now.step == "clips":
                trimming(now)
            if now.slot.stage != CONTINUED:
                prompt(now)
            recipe(now)


def _head(now: Looked, walk: Walk) -> None:
    with st.container(key="inspector-head", horizontal=True, gap=8, vertical_alignment="center", wrap=False):
        show(
            tag(
                "div",
                tag("h2", now.name, class_="sec"),
                chip(now.slot.state),
                tag("span", made(now.slot, now.seen), class_="eyebrow right num"),
                class_="title inspector-title",
            )
        )
        with st.container(key="walk", horizontal=True, gap=0, width="content", wrap=False):
            _step("Previous", "P", "chevron_left", walk[0])
            _step("Next", "N", "chevron_right", walk[1])


def _step(label: str, letter: str, icon: str, slot: str) -> None:
    st.button(
        label,
        key=hot(letter, "walk"),
        icon=f":material/{icon}:",
        type="tertiary",
        disabled=not slot,
        help=f"{label} ({letter})",
        on_click=choose,
        kwargs={"slot": slot},
    )


def _picture(now: Looked) -> None:
    seen, picked = now.seen, now.slot.take
    if now.other and seen and picked and seen.mime.startswith("image/"):
        pair = ((seen.digest, f"Take {seen.number}"), (picked.digest, f"Take {picked.number}, picked"))
        compare(*pair, ratio=now.ratio, key="compare")
    elif seen and seen.mime.startswith("video/") and now.slot.state is not State.RUNNING:
        _film(now, seen)
    else:
        _still(now)


def _film(now: Looked, seen: Take) -> None:
    milliseconds = int(seen.meta.get("milliseconds", 0)) or _measured(seen)
    player(
        seen.digest,
        seen.mime,
        label=f"{now.name}, take {seen.number}",
        ratio=now.ratio,
        time=words.clock(milliseconds / 1000) if milliseconds else "",
        key="clip-player",
        picture=pictured(seen),
    )


def _measured(take: Take) -> int:
    """The length in milliseconds by its frames, 0 where nobody counted them."""
    frames, rate = take.meta.get("frames"), take.meta.get("rate")
    return 1000 * int(frames) // int(rate) if frames and rate else 0


def _still(now: Looked) -> None:
    model = shot_of(now.slot, numbers(now.view), left=now.left)
    over = [note(model.plate)] if model.plate and model.state in NOT_MADE else []
    over += [bar(model.progress)] if model.state is State.RUNNING else []
    off = " rejected" if model.rejected else ""
    show(
        shot(
            model.digest,
            alt=now.name,
            ratio=now.ratio,
            classes=f"large {model.state.value}{off}",
            over=over,
            width=960,
        )
    )


def _tray(now: Looked) -> None:
    shown = cards(now.slot, now.takes, now.rejected, seen=now.seen)
    tray(shown, ratio=now.ratio, key=now.key("tray"), pick=lambda name: look_at(now.view, now.slot, int(name)))


def _ends(now: Looked) -> None:
    """The keyframes that the clip goes between, small, each a way to its own page."""
    parts = [_end(now, end) for end in ("start", "end")]
    show(tag("div", *[part for part in parts if part], class_="ends"))


def _end(now: Looked, end: str) -> Markup | None:
    name = keyframe(now.scene.id, end)
    found = find(now.view, name)
    if not (found and found.take):
        return None
    label = words.capital(end)
    picture = tag(
        "span",
        image(found.take.digest, alt=f"{label} of scene {numbers(now.view)[now.scene.id]}"),
        class_=f"shot {found.state.value}",
        style=f"--ratio:{now.ratio.replace(':', '/')}",
    )
    return tag(
        "a",
        picture,
        tag("span", tag("b", label), tag("small", WORDS[found.state])),
        href=f"/keyframes?project={now.view.id}&slot={name}",
        target="_self",
        class_="end",
    )
