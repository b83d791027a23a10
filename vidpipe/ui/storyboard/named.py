"""Who and what the film's words name with `@`, and its brand: taken from the library of the workspace, at a price."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.cast import Member
from vidpipe.ui import session
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import section, shot
from vidpipe.ui.view import cast as says
from vidpipe.ui.view.board import in_scenes

if TYPE_CHECKING:
    from vidpipe.studio import Project

TAKES = "Logo, colours, face of the words on screen and banned words, all at once."
WIDE = 320
NOBODY = "Nobody yet. Take a character, product or place from the library, and name it with @ in any words."


def the_named(film: "Project", view: Overview) -> None:
    """Draw those with a name."""
    with st.container(key="named", gap=12):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=8):
            show(section("Named with @"), fit=True)
            _take(film, view)
        for name in film.unknown_names:
            _offer(film, view, name, f"The film's words name @{name}.", "Take it in")
        if not film.cast:
            show(tag("p", NOBODY, class_="quiet"))
        for member in film.cast:
            _member(film, view, member)
        for name in film.outdated:
            _offer(film, view, name, f"The library has @{name} otherwise by now.", "Take it again")


def _member(film: "Project", view: Overview, member: Member) -> None:
    with st.container(horizontal=True, gap=8, vertical_alignment="center", wrap=False, key=f"named-{member.name}"):
        show(card(member, in_scenes(says.scenes_naming(view.storyboard, member))))
        st.button(
            f"Take @{member.name} out",
            key=f"named-drop-{member.name}",
            icon=":material/close:",
            type="tertiary",
            help=f"Take @{member.name} out of this film",
            on_click=session.intent,
            args=(film, lambda film: film.dismiss(member.name)),
            kwargs={"name": f"named/drop/{member.name}/{session.turn()}"},
        )


def card(member: Member, line: str) -> Markup:
    """A picture, the name, the looks and a line of facts."""
    picture = shot(member.pictures[0].digest if member.pictures else "", alt="")
    looks = tag("p", member.look) if member.look else None
    about = tag("div", tag("b", f"@{member.name}"), looks, tag("small", f"{says.holds(member)}. {line}"))
    return tag("div", picture, about, class_="who")


def _take(film: "Project", view: Overview) -> None:
    """A popover with those of the library who are not in the film."""
    there = {member.name for member in film.cast}
    others = [member.name for member in session.studio().assets.cast if member.name not in there]
    opened = st.popover("Take in", icon=":material/add:", type="tertiary", key="named-take")
    with opened, st.container(gap=12, width=WIDE):
        if not others:
            show(tag("p", "Everybody in the library is here. Add more on the page Library.", class_="quiet"))
            return
        chosen = st.multiselect("Who", others, format_func=lambda name: f"@{name}", key="named-who")
        if not chosen:
            return
        price = film.preview_enlist(chosen)
        show(tag("p", says.makes(price), class_="quiet"))
        st.button("Take in", key="named-go", on_click=_enlist, args=(film, chosen, view.events))


def _offer(film: "Project", view: Overview, name: str, told: str, label: str) -> None:
    with st.container(horizontal=True, gap=8, vertical_alignment="center", key=f"named-offer-{name}"):
        show(tag("p", told, class_="quiet"))
        st.button(label, key=f"named-again-{name}", type="tertiary", on_click=_enlist, args=(film, [name], view.events))


def _enlist(film: "Project", names: list[str], at: int) -> None:
    session.intent(film, lambda film: film.enlist(names), name=f"named/{','.join(names)}/{at}")


def the_brand(film: "Project", view: Overview) -> None:
    """Draw the brand that the film keeps to, and where it does not."""
    brands = [brand.name for brand in session.studio().assets.brands]
    now = film.brand
    if not brands and now is None:
        return
    with st.container(key="brand", gap=12):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=8):
            show(section("Brand", small=now.name if now else "None"), fit=True)
            _brands(film, view, brands, now.name if now else "")
        if now:
            colours = [tag("i", style=f"background:{colour}") for colour in now.colours]
            swatches = tag("div", *colours, class_="swatches", role="img", aria_label="Brand colours")
            show(tag("div", swatches if colours else None, class_="guide"))
        for told, scene in says.banned(film.banned, view.storyboard):
            show(tag("p", tag("b", "Banned word. "), told, class_="beside failed", data_scene=scene))


def _brands(film: "Project", view: Overview, brands: list[str], now: str) -> None:
    opened = st.popover("Choose", icon=":material/style:", type="tertiary", key="brand-choose")
    with opened, st.container(gap=12, width=WIDE):
        options = ["", *dict.fromkeys([*brands, *([now] if now else [])])]
        chosen = st.selectbox(
            "Brand", options, index=options.index(now), format_func=lambda name: name or "None", key="brand-which"
        )
        if chosen and chosen not in brands:
            show(tag("p", "It is not in the library any more; the film keeps what it took.", class_="quiet"))
            return
        if chosen == now:
            show(tag("p", TAKES, class_="quiet"))
            return
        price = film.preview_brand(chosen)
        show(tag("p", f"{TAKES} {says.makes(price)}", class_="quiet"))
        st.button(
            "Keep to it" if chosen else "Keep to none",
            key="brand-go",
            on_click=_apply,
            args=(film, chosen, view.events),
        )


def _apply(film: "Project", name: str, at: int) -> None:
    session.intent(film, lambda film: film.apply_brand(name), name=f"brand/{name}/{at}")
