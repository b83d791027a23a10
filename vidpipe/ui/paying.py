"""Paid buttons: the price stands on the button. Above the person's threshold, and where nobody knows the price, the
studio asks first."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from vidpipe.film.cost import Cost
from vidpipe.ui import session, words
from vidpipe.ui.markup import show, tag

ASK_ABOVE = 5.0
"""Dollars from which it is asked, where the workspace says nothing else."""

Go = Callable[[], object]


@dataclass
class Asking:
    """A paid act that waits for a yes. `micros` is None where nobody knows; `shown` whether its dialog was drawn."""

    label: str
    micros: int | None
    go: Go
    shown: bool = False


def priced(label: str, price: int | None) -> str:
    """`Another take · $0.04`, `6 clips · $2.10–3.60`, `Another take · Free`; None is a price that nobody knows."""
    return f"{label} · {words.UNKNOWN if price is None else words.price(price)}"


def paid(
    label: str,
    price: int | None,
    *,
    key: str,
    on_go: Go,
    icon: str | None = None,
    primary: bool = False,
    quiet: bool = False,
    shortcut: str | None = None,
    help: str | None = None,
    disabled: bool = False,
    width: int | str = "content",
) -> None:
    """A button that spends: `label · price`. `price` in micro-dollars, None where it is unknown.

    `on_go` is what a click does, at once or after the person said yes to a dear one. A letter as a shortcut is given by
    the key (`keys.hot`); `shortcut` is for forms with Ctrl. Works in live fragments and in dialogs of the frame alike.
    """
    kind = "primary" if primary else "tertiary" if quiet else "secondary"
    st.button(
        priced(label, price),
        key=key,
        icon=f":material/{icon}:" if icon else None,
        type=kind,  # type: ignore[arg-type]
        shortcut=shortcut,
        help=help,
        disabled=disabled,
        width=width,  # type: ignore[arg-type]
        on_click=spend,
        args=(label, price, on_go),
    )


def spend(label: str, price: int | None, on_go: Go) -> None:
    """Do a paid act, or ask first where it is dear or nobody knows its price. To be called where a part in the browser
    was clicked, too."""
    if known(price) and (price or 0) <= threshold():
        on_go()
        return
    st.session_state["asking"] = Asking(label, price, on_go)


def known(price: int | None) -> bool:
    """Whether anybody says a price."""
    return price is not None and not (isinstance(price, Cost) and not price.known)


def question(price: int | None) -> str:
    """What is asked before a dear act, or one of unknown price."""
    if price is not None and known(price):
        dear = words.money(price) if isinstance(price, Cost) else f"about {words.money(price)}"
        return f"This costs {dear}. Go on?"
    asked = 0 if price is None else int(price)
    others = f" By what others ask for the same it is about {words.amount(asked)}." if asked else ""
    return f"Nobody says what this costs.{others} The provider will charge it all the same. Go on?"


def threshold() -> int:
    """Micro-dollars above which the studio asks."""
    preferences = getattr(session.studio(), "preferences", None)
    return round(1_000_000 * float(getattr(preferences, "ask_above_usd", ASK_ABOVE)))


def asked() -> None:
    """Ask, if a dear act waits for a yes. Once on every page, outside all fragments, before the page."""
    asking = st.session_state.get("asking")
    if asking:
        asking.shown = True
        _ask(asking)


def bring_up() -> None:
    """In a fragment that draws itself: have the whole page drawn, so that a question just raised is seen."""
    asking = st.session_state.get("asking")
    if asking and not asking.shown:
        st.rerun()


def _drop() -> None:
    st.session_state.pop("asking", None)


def _go(asking: Asking) -> None:
    if st.session_state.pop("asking", None):
        asking.go()


@st.dialog("Go on?", on_dismiss=_drop)
def _ask(asking: Asking) -> None:
    if "asking" not in st.session_state:
        st.rerun()
    show(tag("p", question(asking.micros), class_="asking"))
    with st.container(horizontal=True, gap=8, horizontal_alignment="right"):
        st.button("Not now", key="ask-no", type="tertiary", on_click=_drop)
        st.button(priced(asking.label, asking.micros), key="ask-yes", type="primary", on_click=_go, args=(asking,))
