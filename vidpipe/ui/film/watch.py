"""The film as it stands: the cut, or the animatic while there is none, with its facts and files beside it."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.take import SlotView, State, Take
from vidpipe.ui import words
from vidpipe.ui.address import EXTENSIONS, blob
from vidpipe.ui.browser import player
from vidpipe.ui.film.acts import section_act
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import chip, facts, section
from vidpipe.ui.view.cut import Watched, captions, checks, slug, watched

if TYPE_CHECKING:
    from vidpipe.studio import Project


def watch(film: "Project", view: Overview) -> None:
    """Draw the section once there is something to watch. It stays in place while the next version is made."""
    now = watched(view)
    if now.take is None:
        return
    left, right = st.columns([8, 4], gap=32)
    with left:
        _player(view, now, now.take)
    with right, st.container(gap=12, key="aside"):
        _aside(film, view, now, now.take)


def awaited(view: Overview) -> None:
    """The cut's place at the end of the page, while nothing is there to watch."""
    now = watched(view)
    if now.take is None:
        with st.container(gap=0, key="awaited"):
            show(section("Cut", anchor="cut", mark=chip(now.state, now.chip), small=now.why))


def _player(view: Overview, now: Watched, take: Take) -> None:
    spoken = captions(view)
    player(
        take.digest,
        take.mime,
        label=f"{view.title}, {now.name.lower()}",
        ratio=view.settings.aspect.value,
        time=now.time,
        key="player",
        captions=spoken,
        language=view.settings.language or "en",
    )


def _aside(film: "Project", view: Overview, now: Watched, take: Take) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=8):
        show(section("Cut", anchor="cut", mark=chip(now.state, now.chip), small=now.small), fit=True)
        if now.cut and now.cut.fresh and not now.cut.approved and now.cut.state is State.READY:
            section_act(film, view, "Approve", "approve", now.cut.slot, lambda film: film.approve("cut"), icon="check")
    if now.why:
        show(tag("p", now.why, class_="quiet"))
    show(facts(*checks(take, view)), files(view, now.cut, take))


def files(view: Overview, cut: SlotView | None, take: Take) -> Markup:
    """What can be saved. The addresses are built of digests; the name is a slug."""
    name = slug(view.title or "film") + ("" if cut and cut.take else "-animatic")
    size = f", {words.megabytes(int(take.meta['bytes']))}" if take.meta.get("bytes") else ""
    label = ("Film" if cut and cut.take else "Animatic") + size
    film = tag(
        "a",
        f"Save the {label.lower() if not size else label[0].lower() + label[1:]}",
        class_="save",
        href=f"{blob(take.digest, take.mime)}?save={name}",
        download=f"{name}.{EXTENSIONS[take.mime]}",
    )
    return tag("div", film, class_="saves")
