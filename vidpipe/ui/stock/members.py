"""The cast of the library: cards, and one opened to be changed."""

from typing import Any

import streamlit as st

from vidpipe.film.cast import MOST_PICTURES, SORTS, Member
from vidpipe.ui import session
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import shot
from vidpipe.ui.stock.acts import act, done, upload
from vidpipe.ui.view import cast as says

OPEN = "stock/open"


def members() -> None:
    found = session.studio().assets.cast
    if not found:
        show(tag("p", "Nobody yet. Add whoever and whatever must look the same in every film.", class_="quiet"))
    for member in found:
        with st.container(key=f"stock-member-{member.name}", gap=8):
            _member(member)
    _add()


def _member(member: Member) -> None:
    opened = st.session_state.get(OPEN) == member.name
    with st.container(horizontal=True, gap=8, vertical_alignment="center", wrap=False, key=f"stock-row-{member.name}"):
        picture = shot(member.pictures[0].digest if member.pictures else "", alt="")
        looks = tag("p", member.look or "No description yet: say what never changes about it.")
        about = tag("div", tag("b", f"@{member.name}"), looks, tag("small", says.holds(member)))
        show(tag("div", picture, about, class_="who large"))
        st.button(
            "Done" if opened else f"Change @{member.name}",
            key=f"stock-open-{member.name}",
            icon=f":material/{'check' if opened else 'edit'}:",
            type="tertiary",
            on_click=_open,
            args=("" if opened else member.name,),
        )
    if opened:
        with st.container(gap=12, key=f"stock-fields-{member.name}"):
            _fields(member)


def _open(name: str) -> None:
    st.session_state[OPEN] = name


def _fields(member: Member) -> None:
    _look(member)
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom"):
        _choice(member, "sort", "Is a", dict(says.SORTS))
        _choice(member, "voice", "Speaks with", _voices(member.voice))
    _pictures(member)
    st.button(
        f"Remove @{member.name} from the library",
        key=f"stock-remove-{member.name}",
        icon=":material/delete:",
        type="tertiary",
        on_click=act,
        args=(lambda assets: assets.remove(member.name),),
    )


def _look(member: Member) -> None:
    key = f"stock-look-{member.name}"

    def save() -> None:
        act(lambda assets: assets.change(member.name, look=st.session_state[key]))

    st.text_area(
        "Looks like",
        value=member.look,
        key=key,
        max_chars=600,
        on_change=save,
        height="content",
        placeholder="A red enamel mug with a white rim",
        help="It stands in place of the name in prompts.",
    )


def _choice(member: Member, field: str, label: str, options: dict[str, str]) -> None:
    key, now = f"stock-{field}-{member.name}", str(getattr(member, field))

    def save() -> None:
        chosen: dict[str, Any] = {field: st.session_state[key]}
        act(lambda assets: assets.change(member.name, **chosen))

    names = list(options)
    st.selectbox(
        label, names, index=names.index(now), format_func=options.__getitem__, key=key, on_change=save, width=240
    )


def _voices(now: str) -> dict[str, str]:
    found = {voice.id: f"{voice.title}, {voice.language}" for voice in session.studio().voices()}
    return {"": "The film's narrator", **found, **({now: now} if now and now not in found else {})}


def _pictures(member: Member) -> None:
    with st.container(horizontal=True, gap=12, vertical_alignment="center", key=f"stock-pictures-{member.name}"):
        for number, picture in enumerate(member.pictures, 1):
            with st.container(gap=4, width=120, key=f"stock-picture-{member.name}-{number}"):
                show(shot(picture.digest, alt=f"Reference picture {number}"))
                st.button(
                    "Remove",
                    key=f"stock-unpicture-{member.name}-{number}",
                    type="tertiary",
                    help=f"Take out picture {number}, {picture.name}",
                    on_click=act,
                    args=(lambda assets, number=number: assets.drop_picture(member.name, number),),
                )
        if len(member.pictures) < MOST_PICTURES:
            upload(
                "Bring a reference picture",
                f"stock-bring-{member.name}",
                lambda assets, data, name: assets.bring_picture(member.name, data, called=name),
            )


def _add() -> None:
    turn = st.session_state.setdefault("stock-turn", 0)
    with (
        st.popover("Add to the cast", icon=":material/add:", key=f"stock-add-{turn}"),
        st.form(f"stock-form-{turn}", border=False),
    ):
        name = st.text_input("Name", placeholder="mug", max_chars=40, help="Small letters: it is written as @mug.")
        sort = st.selectbox("Is a", list(SORTS), index=1, format_func=says.SORTS.__getitem__)
        look = st.text_area("Looks like", placeholder="A red enamel mug with a white rim", max_chars=600)
        sent = st.form_submit_button("Add", type="primary")
    if sent and done(lambda assets: assets.add(name, sort, look=look)):
        st.session_state["stock-turn"] = turn + 1
        st.session_state[OPEN] = name.strip().lstrip("@").lower().replace(" ", "-")
        st.rerun()
    elif sent:
        st.rerun()
