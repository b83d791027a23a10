"""One direction: its pictures, palette and words, and what can be done about it."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.take import State
from vidpipe.ui.markup import Markup, join, label, show, tag
from vidpipe.ui.moods import acts
from vidpipe.ui.moods.forms import another, edit, more
from vidpipe.ui.parts import bar, chip, corner, note, shot
from vidpipe.ui.paying import paid
from vidpipe.ui.view.moods import TROUBLE, Board, Card, Picture

if TYPE_CHECKING:
    from vidpipe.studio import Project

TALL = ("9:16", "4:5")


def card(film: "Project", board: Board, now: Card, *, ratio: str) -> None:
    """Draw it."""
    kind = "chosen" if now.mark else "plain"
    with st.container(key=f"mood-{now.number}-{kind}", gap=12):
        show(pictures(now, ratio=ratio), swatches(now), said(now))
        _state(film, now)
        with st.container(horizontal=True, gap=0, vertical_alignment="center", key=f"mood-acts-{now.number}"):
            _choose(film, now)
            another(film, board, now)
            edit(film, now)
            more(film, board, now)


def pictures(now: Card, *, ratio: str) -> Markup:
    """Its pictures side by side: near and far, and those that a person brought."""
    kind = "tall" if ratio in TALL else "wide"
    made = [_shot(one, ratio=ratio) for one in now.pictures if not one.own]
    own = [_shot(one, ratio=ratio) for one in now.pictures if one.own]
    return join(
        tag("div", *made, class_=f"mood-pictures {kind} n{min(len(made), 5)}"),
        tag("div", *own, class_="mood-pictures own") if own else None,
    )


def _shot(one: Picture, *, ratio: str) -> Markup:
    over: list[Markup] = []
    if not one.digest:
        over.append(note(WAITS.get(one.state, "")))
    if one.state is State.RUNNING:
        over.append(bar(one.percent))
    if one.state in (State.STALE, *TROUBLE):
        over.append(corner("bl", chip(one.state)))
    if one.own:
        over.append(corner("tl", tag("span", "Own", class_="mark")))
    return shot(one.digest, alt=one.label, ratio=ratio, classes=one.state.value, over=over, lazy=False)


WAITS = {State.RUNNING: "Being painted", State.QUEUED: "Next in line", State.EMPTY: "Not painted yet"}


def swatches(now: Card) -> Markup:
    """Its palette, read aloud by its codes."""
    cells = [tag("i", style=f"background:{colour}", title=colour) for colour in now.colours]
    return tag("div", *cells, class_="swatches", role="img", aria_label=f"Palette: {', '.join(now.colours)}")


def said(now: Card) -> Markup:
    """Name, what it is like, and the words that go into prompts."""
    mark = chip(now.state, now.mark) if now.mark else None
    tags = [tag("span", word, class_="tag") for word in now.keywords]
    tags += [tag("span", now.more, class_="quiet")] if now.more else []
    return join(
        tag("div", tag("h2", now.name, class_="sec"), mark, class_="title"),
        tag("p", now.description, class_="mood-says"),
        tag("p", now.look, class_="quiet mood-look") if now.look else None,
        tag("p", now.mixed, class_="quiet mood-look") if now.mixed else None,
        tag("div", *tags, class_="tags"),
    )


def _state(film: "Project", now: Card) -> None:
    """What of it needs a word: pictures of other words, a picture that failed, a choice that is not as it was."""
    if now.stale:
        with st.container(horizontal=True, gap=8, vertical_alignment="center", key=f"mood-stale-{now.number}"):
            show(tag("p", "Painted from other words", class_="ask stale"), fit=True)
            pictures_ = f"Paint {now.stale} again"
            paid(pictures_, now.repaint, key=f"repaint-{now.number}", on_go=lambda: acts.repaint(film, now.number))
    if now.trouble:
        slots = [one.slot for one in now.pictures if one.state is State.FAILED]
        show(tag("p", now.trouble, class_="ask failed", role="status"))
        if slots:
            price = now.repaint
            paid("Try again", price, key=f"mood-again-{now.number}", on_go=lambda: acts.again(film, slots), quiet=True)
    if now.changed and not now.busy:
        show(tag("p", "It changed since you chose it. The film keeps it as it was.", class_="ask ready"))


def _choose(film: "Project", now: Card) -> None:
    again = now.chosen and now.changed
    name = "Choose as it is now" if again else "Chosen" if now.chosen else "Choose"
    st.button(
        name,
        key=f"choose-{now.number}",
        icon=":material/check:" if now.chosen and not again else None,
        disabled=(now.chosen and not again) or now.busy,
        help="Its pictures are being painted" if now.busy else f"Make the film in {label(now.name)}",
        on_click=acts.choose,
        args=(film, now.number),
    )
