"""The film in other shapes, under its lanes: each version drawn with its state, added and removed by one click.

And what a crop of each scene keeps in sight, set on its picture."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.cost import FREE
from vidpipe.film.version import Focus
from vidpipe.take import SlotView, State
from vidpipe.ui import aim, session, words
from vidpipe.ui import chosen as looked_at
from vidpipe.ui.address import EXTENSIONS, blob, thumb
from vidpipe.ui.browser import part
from vidpipe.ui.cutting.edits import recut, truth
from vidpipe.ui.markup import Markup, join, show, tag
from vidpipe.ui.parts import chip, section
from vidpipe.ui.paying import paid
from vidpipe.ui.view.cut import Watched
from vidpipe.ui.view.versions import BY, FITS, Tile, clip_of, cropped, middle, named, stale, tiles, windows

if TYPE_CHECKING:
    from vidpipe.project.versioning import FocusView
    from vidpipe.studio import Project

PLACE = "version"
"""Where the address says which version is watched."""
LANGUAGE = "version-language"
"""The language of what is added."""
AGAIN = (State.STALE, State.FAILED, State.BLOCKED)
_FOCUS = part("focus", '<div id="focus"></div>')


def watching(view: Overview) -> str:
    """The slot of the version that is watched, '' for the film's own cut."""
    return named(view, aim.read(PLACE))


def versions(film: "Project", view: Overview, now: Watched) -> None:
    """The section: a tile for each version, and the shapes in which there is none yet."""
    language = st.session_state.get(LANGUAGE, "") if view.languages else ""
    found = tiles(view, now.cut.slot if now.cut else "", language)
    with st.container(gap=12, key="versions"):
        fit = _head(film, view, found)
        with st.container(horizontal=True, gap=16, key="version-tiles"):
            for tile in found:
                with st.container(gap=8, key=f"version-{tile.name}"):
                    show(_drawn(tile))
                    _acts(film, tile, fit)
        if cropped(view):
            _focus(film, view)


def _head(film: "Project", view: Overview, found: list[Tile]) -> str:
    """What the section is, how what is added fills its frame, and the way to have all of them made again."""
    old = stale(found)
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key="version-head"):
        show(section("Versions", small="The same clips in other shapes"), fit=True)
        fit = "crop"
        if any(not tile.slot for tile in found):
            fit = st.segmented_control(
                "Add as",
                list(FITS),
                format_func=FITS.__getitem__,
                key="version-fit",
                default="crop",
                required=True,
                label_visibility="collapsed",
            )
            if view.languages:
                st.selectbox(
                    "In",
                    [view.language, *view.languages],
                    format_func=words.language,
                    key=LANGUAGE,
                    width=180,
                    label_visibility="collapsed",
                    help="The language of what is added",
                )
        if len(old) > 1:
            slots = [tile.slot for tile in old]
            _free(film, f"Assemble {len(old)} again", "again-all", lambda film: _redo(film, slots), icon="refresh")
    return fit


def _drawn(tile: Tile) -> Markup:
    """The shape with its picture, and how it stands."""
    picture = tag("img", src=thumb(tile.digest, 480), alt="", loading="lazy") if tile.digest else None
    kind = f"shape{' watched' if tile.watched else ''}{'' if tile.slot else ' free'}"
    shape = tag("div", picture, class_=kind, style=f"aspect-ratio:{tile.ratio.replace(':', '/')}", aria_hidden="true")
    mark = chip(tile.state, tile.chip) if tile.slot else None
    line = tag("div", tag("b", tile.title, class_="num"), tag("span", tile.says, class_="num"), mark, class_="facts")
    return tag("div", tag("div", shape, class_="room"), line, tag("p", tile.why) if tile.why else None, class_="tile")


def _acts(film: "Project", tile: Tile, fit: str) -> None:
    """What can be done with a tile."""
    with st.container(horizontal=True, gap=4, key=f"version-acts-{tile.name}"):
        if not tile.slot:
            _free(film, f"Add {tile.ratio}", f"add-{tile.name}", lambda film: _have(film, tile, fit))
            return
        watch = f"version-watch-{tile.name}"
        if not tile.watched:
            st.button("Watch", key=watch, on_click=_watch, args=(tile,))
        if tile.own:
            return
        if tile.state in AGAIN:
            _free(film, "Assemble again", f"again-{tile.name}", lambda film: _redo(film, [tile.slot]), icon="refresh")
        if tile.fit:
            _swap(film, tile)
        st.button(
            "Remove",
            key=f"version-remove-{tile.name}",
            type="tertiary",
            icon=":material/close:",
            help="What was made stays known: added again, it is there at once.",
            on_click=_remove,
            args=(film, tile),
        )


def _swap(film: "Project", tile: Tile) -> None:
    """The other way to fill the same shape."""
    other = "crop" if tile.fit == "blur" else "blur"
    said = {"crop": "Crop it", "blur": "On a blur"}[other]

    def go(film: "Project") -> None:
        film.add_version(tile.ratio, fit=other, quality=tile.quality, **_spoken(tile))

    _free(film, said, f"swap-{tile.name}", go, quiet=True, icon={"crop": "crop", "blur": "blur_on"}[other])


def _free(film: "Project", label: str, name: str, do: "session.Act", *, icon: str = "add", quiet: bool = False) -> None:
    """A button whose work costs nothing, and says so."""
    intent = f"version/{name}/{session.turn()}"
    paid(
        label,
        FREE,
        key=f"version-{name}-go",
        icon=icon,
        quiet=quiet,
        on_go=lambda: session.intent(film, do, name=intent),
    )


def _have(film: "Project", tile: Tile, fit: str) -> None:
    film.add_version(tile.ratio, fit=fit, **_spoken(tile))


def _spoken(tile: Tile) -> dict[str, Any]:
    """The language of a version, where it is another than the film's."""
    return {"language": tile.language} if tile.language else {}


def _redo(film: "Project", slots: list[str]) -> None:
    for slot in slots:
        film.redo(slot)


def _watch(tile: Tile) -> None:
    aim.write(**{PLACE: "" if tile.own else tile.slot.removeprefix("cut/").replace("/", "-")})


def _remove(film: "Project", tile: Tile) -> None:
    session.intent(film, lambda film: film.remove_version(tile.slot), name=f"version/remove/{session.turn()}")
    if tile.watched:
        aim.write(**{PLACE: ""})


# ---------------------------------------------------------------- focus


def _focus(film: "Project", view: Overview) -> None:
    """What crops of a scene keep in sight, set by a click on its picture."""
    opened = st.expander(
        "Focus of each scene", key="focus-of", on_change="rerun", icon=":material/center_focus_strong:"
    )
    if not opened.open:
        return
    scene = looked_at.scene(view)
    clip = clip_of(view, scene)
    with opened, st.container(gap=12, key="focusing"):
        number = _walk(view, scene)
        if clip is None or clip.take is None or clip.take.mime not in EXTENSIONS:
            show(
                tag(
                    "p",
                    f"Scene {number} has no clip yet. What crops keep of it can be set once it has one.",
                    class_="quiet",
                )
            )
            return
        found = session.known(film, view, f"focus/{scene}/{clip.take.digest}", lambda: film.focus_of(scene))
        left, right = st.columns([7, 5], gap=32)
        with left:
            _picture(film, view, clip, scene, found)
        with right:
            _places(film, view, scene, found)


def _walk(view: Overview, scene: str) -> int:
    """From scene to scene; the scene that is looked at stands in the address."""
    ids = [row.scene.id for row in view.scenes]
    here = ids.index(scene)
    with st.container(horizontal=True, gap=4, vertical_alignment="center", key="focus-walk"):
        for label, icon, place in (
            ("Scene before", "chevron_left", here - 1),
            ("Next scene", "chevron_right", here + 1),
        ):
            inside = 0 <= place < len(ids)
            st.button(
                label,
                key=f"focus-{icon}",
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=not inside,
                on_click=looked_at.choose,
                kwargs={"scene": ids[place] if inside else scene},
            )
        title = view.scenes[here].scene.title
        show(section(f"Scene {here + 1}", small=title), fit=True)
    return here + 1


def _picture(film: "Project", view: Overview, clip: SlotView, scene: str, found: "FocusView") -> None:
    if clip.take is None:
        return
    key = f"focus-{scene}"

    def placed() -> None:
        sent = st.session_state[key]["placed"] or {}
        with suppress(ValueError, TypeError, KeyError):
            _put(film, scene, (_share(sent["across"]), _share(sent["down"])))

    meta = clip.take.meta
    data = {
        "src": blob(clip.take.digest, clip.take.mime),
        "at": middle(clip, view, scene),
        "ratio": f"{meta.get('width', 16)} / {meta.get('height', 9)}",
        "focus": list(found.focus),
        "windows": windows(view, clip, found.focus),
        "says": f"The picture of the scene; focus at {found.focus[0]} % across and {found.focus[1]} % down",
    }
    _FOCUS(key=key, data=data, on_placed_change=placed)


def _share(value: object) -> int:
    return min(100, max(0, round(float(str(value)))))


def _places(film: "Project", view: Overview, scene: str, found: "FocusView") -> None:
    """The same as figures, and who says so."""
    across, down = found.focus
    shapes = words.count(len(cropped(view)), "shape")
    show(tag("p", join(tag("b", BY[found.by]), ". Click on the picture to set what stays in sight."), class_="quiet"))
    st.slider(
        "Across, %",
        0,
        100,
        **truth(f"focus-across-{scene}", across, lambda value: _put(film, scene, (value, down))),
    )
    st.slider("Down, %", 0, 100, **truth(f"focus-down-{scene}", down, lambda value: _put(film, scene, (across, value))))
    if found.by == "person":
        st.button(
            "Find it again",
            key="focus-found",
            type="tertiary",
            icon=":material/undo:",
            help=f"Leaves it to be found, for {shapes}",
            on_click=_put,
            args=(film, scene, None),
        )


def _put(film: "Project", scene: str, focus: Focus | None) -> None:
    recut(film, lambda edit: edit.with_scene(scene, focus=focus), name=f"focus/{scene}")
