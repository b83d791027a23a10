"""What happened to a slot that stands still, moves or waits, and the remedies, each with what it costs and does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.film.slot import keyframe
from vidpipe.take import State
from vidpipe.ui import session, words
from vidpipe.ui.chosen import choose
from vidpipe.ui.markup import show, tag
from vidpipe.ui.paying import paid, priced
from vidpipe.ui.shots.looked import Looked, act, buy
from vidpipe.ui.shots.prompt import open_prompt
from vidpipe.ui.view.help import help_for
from vidpipe.ui.view.remedy import LADDERS, PROVIDERS, Act, acts, parts
from vidpipe.ui.view.shot import CALLED_OFF
from vidpipe.ui.view.steps import find, numbers

if TYPE_CHECKING:
    from vidpipe.studio import Project

CONTINUED = "continuity"
"""The stage of pictures that scenes share."""
STUCK = (State.BLOCKED, State.FAILED)


def remedies(now: Looked) -> None:
    """Say it and offer them; nothing where the picture says all."""
    said = help_for(now.slot, numbers(now.view), left=now.left)
    if said:
        show(tag("div", tag("b", said.title), tag("p", said.text), class_=f"ask {now.slot.state.value}"))
    offers: dict[State, Callable[[Looked], None]] = {
        State.EMPTY: _empty,
        State.RUNNING: _moving,
        State.QUEUED: _moving,
    }
    offer = offers.get(now.slot.state)
    if offer:
        with st.container(horizontal=True, gap=8, key="remedies", vertical_alignment="bottom"):
            offer(now)
    if now.slot.state is State.UNCERTAIN:
        with st.container(key="remedies", gap=8):
            _uncertain(now)
    if now.slot.state in STUCK:
        _stuck(now)
    _again_with(now)
    if now.slot.stage == CONTINUED and now.slot.take and not now.slot.take.recipe.imported:
        _continued(now)


def _continued(now: Looked) -> None:
    """A scene that continues another begins with the picture that one ends with: it is changed there."""
    place = numbers(now.view)[now.scene.id]
    before = next(row.scene.id for row in now.view.scenes if row.index == place - 1)
    with st.container(horizontal=True, gap=8, key="continued", vertical_alignment="center"):
        show(tag("p", f"This is the very picture that scene {place - 1} ends with.", class_="quiet"))
        _lead(now, keyframe(before, "end"))


# ------------------------------------------------------------ refused or failed


def _stuck(now: Looked) -> None:
    """Every way on, one under the other: what to press, and what happens then."""
    with st.container(key="remedies", gap=8):
        if now.slot.state is State.BLOCKED or now.slot.failure == "invalid":
            with _row("reword", "Nothing is made before you save other words."):
                st.button("Reword it", key="act-reword", icon=":material/edit:", on_click=open_prompt, args=(now,))
        for one in acts(now.slot, now.offers):
            with _row(f"{one.verb}-{one.name}", one.does):
                _offer(now, one)
        _other_model(now)
        if now.slot.take:
            with _row("stay", "What was asked for is dropped."):
                _stay(now)
        if now.slot.failure in PROVIDERS:
            with _row("account", "Keys and providers stand in the settings."):
                st.page_link("pages/settings.py", label="To the providers")
    if now.step == "clips" and now.slot.state is State.BLOCKED:
        _ladder(now)


@contextmanager
def _row(name: str, does: str) -> Iterator[None]:
    """A place for one act, with what it does beside it."""
    with st.container(horizontal=True, gap=12, key=f"remedy-{name.replace(' ', '-')}", vertical_alignment="center"):
        yield
        show(tag("p", does, class_="quiet"))


def _offer(now: Looked, one: Act) -> None:
    slot, icons = now.slot.slot, {"retry": "refresh", "soften": "spa", "leave": "hide_image"}
    sends: dict[str, session.Act] = {
        "retry": _retried(slot),
        "soften": lambda film: film.soften(slot, int(one.name)),
        "leave": lambda film: film.leave_out(slot, one.name),
    }
    price = one.offer.price if one.offer else now.slot.price
    verb = one.verb if one.verb == "retry" else f"{one.verb}-{one.name.replace(' ', '-')}"
    icon = "refresh" if one.label == "Try again" else icons[one.verb]
    buy(now, one.label, price, verb, sends[one.verb], icon=icon)


def _retried(slot: str) -> "session.Act":
    def again(film: "Project") -> None:
        film.retry(slot)
        film.wake()

    return again


def _stay(now: Looked) -> None:
    slot, take = now.slot.slot, now.slot.take
    if take:
        act(now, f"Keep take {take.number}", "stay", lambda film: film.pick(slot, take.id), quiet=True)


def _other_model(now: Looked) -> None:
    """Another model for this scene, its price on the button."""
    found = {offer.name: offer for offer in now.offers.models}
    if not found:
        return
    slot, key = now.slot.slot, now.key("other-model")
    with st.container(horizontal=True, gap=8, key="other-model", vertical_alignment="bottom"):
        name = st.selectbox(
            "Other model", list(found), key=key, format_func=lambda name: priced(found[name].title, found[name].price)
        )
        chosen = found.get(str(name))
        if chosen:
            paid(
                f"Make it with {chosen.title}",
                chosen.price,
                key="act-other-model",
                icon="swap_horiz",
                on_go=lambda: now.send("other-model", lambda film: film.make_with(slot, chosen.name)),
            )


def _ladder(now: Looked) -> None:
    """What follows at the next refusal, for the whole film."""
    key, ladder = now.key("ladder"), now.view.settings.ladder

    def chosen() -> None:
        wanted = str(st.session_state.get(key) or ladder)
        if wanted != ladder:
            now.send("ladder", lambda film: film.change(ladder=wanted))

    st.selectbox(
        "When a clip of this film is refused",
        list(LADDERS),
        index=list(LADDERS).index(ladder),
        key=key,
        format_func=LADDERS.__getitem__,
        on_change=chosen,
    )


def _again_with(now: Looked) -> None:
    """What is left out by choice, and the way to take it in again."""
    slot = now.slot.slot
    for name, label in parts(now.offers).items():
        with st.container(
            horizontal=True, gap=8, key=f"left-out-{name.replace(' ', '-')}", vertical_alignment="center"
        ):
            show(tag("p", f"It is made without its {name.replace('keyframe', 'picture')}.", class_="quiet"))
            buy(now, label, now.slot.price, "with", lambda film: film.leave_out(slot), icon="image")


# ------------------------------------------------------------ in doubt, empty, at work


def _uncertain(now: Looked) -> None:
    """A look first, where the provider can be asked; either answer by the person asks for it again at its price."""
    slot, price = now.slot.slot, now.slot.price

    def settle(film: "Project", *, charged: bool) -> None:
        film.settle(slot, charged=charged)
        film.wake()

    where = now.offers.looks_up
    if where:
        with _row("look-up", "Found, it is gone on with and not paid again; not there, it was not charged."):
            act(now, f"Look again at {where}", "look-up", lambda film: film.look_up(slot), icon="search")
    with _row("charged", "What it cost is booked, and it is paid once more."):
        buy(now, "It was charged, make it again", price, "charged", lambda film: settle(film, charged=True))
    with _row("free", "That money is free again, and it is paid now."):
        buy(now, "It was not, make it again", price, "free", lambda film: settle(film, charged=False))


def _empty(now: Looked) -> None:
    if now.slot.message.startswith(CALLED_OFF):
        buy(now, "Try again", now.slot.price, "retry", _retried(now.slot.slot), icon="refresh")
    elif now.slot.waits_for:
        _lead(now, now.slot.waits_for[0])
    elif now.slot.recipe:
        buy(now, "Make it", now.slot.price, "make", lambda film: film.redo(now.slot.slot), icon="auto_awesome")


def _lead(now: Looked, slot: str) -> None:
    """The way to what it waits for, where that is on this page."""
    if find(now.view, slot) and slot.startswith("scene/"):
        name = words.place(slot, numbers(now.view))
        st.button(f"Go to {name[:1].lower()}{name[1:]}", key="act-lead", on_click=choose, kwargs={"slot": slot})


def _moving(now: Looked) -> None:
    slot = now.slot.slot
    act(now, "Call it off", "cancel", lambda film: film.cancel(slot), icon="close", quiet=True)
