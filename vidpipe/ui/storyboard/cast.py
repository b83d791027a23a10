"""The cast beside the scenes: who they are and which scenes they are in, changed in place."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.brief import CastMember
from vidpipe.film.revising import placed_in, recast
from vidpipe.film.storyboard import Storyboard
from vidpipe.ui import session
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import section, shot
from vidpipe.ui.storyboard import acts
from vidpipe.ui.storyboard.saving import field
from vidpipe.ui.view.board import in_scenes, scenes_of
from vidpipe.ui.view.scene import still

if TYPE_CHECKING:
    from vidpipe.studio import Project

OPEN = "cast/open"
"""The place of the member whose fields are open."""


def the_cast(film: "Project", view: Overview, board: Storyboard) -> None:
    """Draw the cast."""
    with st.container(key="cast", gap=12):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=8):
            show(section("Cast"), fit=True)
            st.button(
                "Add",
                key="cast-add",
                icon=":material/add:",
                type="tertiary",
                on_click=_add,
                args=(film, board),
            )
        named = {member.name for member in film.cast}
        if not any(member.name not in named for member in board.cast):
            show(tag("p", "Nobody yet. Whoever must look the same in several scenes belongs here.", class_="quiet"))
        for place, member in enumerate(board.cast):
            if member.name not in named:
                _member(film, view, board, place, member)


def _member(film: "Project", view: Overview, board: Storyboard, place: int, member: CastMember) -> None:
    opened = st.session_state.get(OPEN) == place
    with st.container(horizontal=True, gap=8, vertical_alignment="center", wrap=False, key=f"who-{place}"):
        show(who(view, member))
        st.button(
            f"{'Done with' if opened else 'Change'} {member.name}",
            key=f"who-open-{place}",
            icon=f":material/{'check' if opened else 'edit'}:",
            type="tertiary",
            help=f"{'Done with' if opened else 'Change'} {member.name}",
            on_click=_open,
            args=(None if opened else place,),
        )
    if opened:
        with st.container(gap=8, key=f"who-fields-{place}"):
            _fields(film, board, place, member)


def who(view: Overview, member: CastMember) -> Markup:
    """A member of the cast: a picture of a scene they are in, name, look, scenes."""
    numbers = scenes_of(view.storyboard, member.name) if view.storyboard else []
    found = (still(view.scenes[number - 1]) for number in numbers if number <= len(view.scenes))
    picture = shot(next((digest for digest in found if digest), ""), alt="")
    text = ", ".join(part for part in (member.role, member.look) if part)
    about = tag("div", tag("b", member.name), tag("p", text) if text else None, tag("small", in_scenes(numbers)))
    return tag("div", picture, about, class_="who")


def _open(place: int | None) -> None:
    st.session_state[OPEN] = place


def _fields(film: "Project", board: Storyboard, place: int, member: CastMember) -> None:
    for name, label, draw in (("name", "Name", st.text_input), ("role", "Role", st.text_input)):
        _one(film, place, member, name, label, draw)
    _one(
        film, place, member, "look", "Look", st.text_area, height="content", placeholder="What never changes about them"
    )
    _scenes(film, board, place, member)
    st.button(
        f"Remove {member.name}",
        key=f"who-remove-{place}",
        icon=":material/delete:",
        type="tertiary",
        on_click=_remove,
        args=(film, member.name),
    )


def _one(
    film: "Project", place: int, member: CastMember, name: str, label: str, draw: Callable[..., Any], **more: Any
) -> None:
    def act(film: "Project", value: str) -> None:
        film.revise(lambda board: recast(board, _with(board.cast, member.name, {name: value})))

    field(film, f"field-cast-{place}-{name}", getattr(member, name), act, draw, label, **more)


def _with(cast: tuple[CastMember, ...], name: str, fields: dict[str, str]) -> list[CastMember]:
    """The cast with fields of one member set, found by name: places may have changed in another tab."""
    return [CastMember.model_validate(one.model_dump() | fields) if one.name == name else one for one in cast]


def _scenes(film: "Project", board: Storyboard, place: int, member: CastMember) -> None:
    numbers = {scene.id: number for number, scene in enumerate(board.scenes, 1)}

    def act(film: "Project", value: list[str]) -> None:
        film.revise(lambda board: placed_in(board, member.name, value))

    field(
        film,
        f"field-cast-{place}-scenes",
        [scene.id for scene in board.scenes if member.name in scene.cast],
        act,
        st.multiselect,
        "In scenes",
        options=list(numbers),
        format_func=lambda value: str(numbers.get(value, "")),
        placeholder="In no scene",
    )


def _add(film: "Project", board: Storyboard) -> None:
    names = {member.name for member in board.cast}
    name = next(
        name for n in range(1, len(names) + 2) if (name := "Somebody" if n == 1 else f"Somebody {n}") not in names
    )
    acts.revise(film, lambda now: recast(now, [*now.cast, CastMember(name=name)]), name=f"cast/{name}/{session.turn()}")
    _open(len(board.cast))


def _remove(film: "Project", name: str) -> None:
    acts.revise(
        film,
        lambda now: recast(now, [one for one in now.cast if one.name != name]),
        name=f"uncast/{name}/{session.turn()}",
    )
    _open(None)
