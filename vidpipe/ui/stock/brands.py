"""The brand kits of the library."""

from typing import Any

import streamlit as st

from vidpipe.film.brand import FACES, MOST_COLOURS, Brand
from vidpipe.ui import address, session
from vidpipe.ui.markup import show, tag
from vidpipe.ui.stock.acts import act, done, upload


def brands() -> None:
    found = session.studio().assets.brands
    if not found:
        show(
            tag("p", "No brand yet. A film can have logo, colours and banned words of one at a click.", class_="quiet")
        )
    for place, brand in enumerate(found):
        with st.container(key=f"stock-brand-{place}", gap=12):
            _brand(brand, place)
    _add()


def _brand(brand: Brand, place: int) -> None:
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key=f"stock-brand-head-{place}"):
        if brand.logo:
            picture = tag("img", src=address.blob(brand.logo.digest, "image/png"), alt=f"The logo of {brand.name}")
            show(tag("div", picture, class_="logo"), fit=True)
        show(tag("b", brand.name), fit=True)
        upload(
            "Another logo" if brand.logo else "Bring a logo",
            f"stock-logo-{place}",
            lambda assets, data, name: assets.bring_brand_logo(brand.name, data, called=name),
        )
        st.button(
            f"Remove {brand.name}",
            key=f"stock-brand-remove-{place}",
            type="tertiary",
            icon=":material/delete:",
            on_click=act,
            args=(lambda assets: assets.remove_brand(brand.name),),
        )
    _colours(brand, place)
    _saved(brand, place, "face")
    _saved(brand, place, "banned")


def _colours(brand: Brand, place: int) -> None:
    with st.container(horizontal=True, gap=8, vertical_alignment="bottom", key=f"stock-colours-{place}"):
        for number, colour in enumerate(brand.colours):
            _colour(brand, place, number, colour)
        if len(brand.colours) < MOST_COLOURS:
            _resize(
                brand, place, "Add a colour", "add", (*brand.colours, brand.colours[-1] if brand.colours else "#A8480F")
            )
        if brand.colours:
            _resize(brand, place, "Remove the last colour", "remove", brand.colours[:-1])


def _colour(brand: Brand, place: int, number: int, colour: str) -> None:
    key = f"stock-colour-{place}-{number}"

    def save() -> None:
        colours = (*brand.colours[:number], st.session_state[key], *brand.colours[number + 1 :])
        act(lambda assets: assets.save_brand(brand.name, colours=colours))

    st.color_picker(f"Colour {number + 1}", value=colour.lower(), key=key, on_change=save)


def _resize(brand: Brand, place: int, label: str, icon: str, colours: tuple[str, ...]) -> None:
    st.button(
        label,
        key=f"stock-colour-{icon}-{place}",
        icon=f":material/{icon}:",
        type="tertiary",
        on_click=act,
        args=(lambda assets: assets.save_brand(brand.name, colours=colours),),
    )


def _saved(brand: Brand, place: int, field: str) -> None:
    """A field that is saved when it is left."""
    key = f"stock-{field}-{place}"

    def save() -> None:
        fields: dict[str, Any] = {field: st.session_state[key]}
        act(lambda assets: assets.save_brand(brand.name, **fields))

    if field == "face":
        names = list(FACES)
        st.selectbox(
            "Words on screen",
            names,
            index=names.index(brand.face),
            format_func=FACES.__getitem__,
            key=key,
            on_change=save,
            width=320,
        )
        return
    banned = list(brand.banned)
    st.multiselect(
        "Banned words",
        banned,
        default=banned,
        accept_new_options=True,
        key=key,
        on_change=save,
        placeholder="Add a word",
        help="cheap* bans every word that begins so.",
    )


def _add() -> None:
    turn = st.session_state.setdefault("stock-brand-turn", 0)
    with (
        st.popover("Add a brand", icon=":material/add:", key=f"stock-brand-add-{turn}"),
        st.form(f"stock-brand-form-{turn}", border=False),
    ):
        name = st.text_input("Name of the brand", placeholder="Northlight", max_chars=60)
        sent = st.form_submit_button("Add", type="primary")
    if sent:
        if done(lambda assets: assets.save_brand(name)):
            st.session_state["stock-brand-turn"] = turn + 1
        st.rerun()
