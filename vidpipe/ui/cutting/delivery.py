"""The film for a platform: choose one, see what it takes and what is off, have the file made, save it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.delivery import Fill, Preset, Sidecar, Tick
from vidpipe.film.slug import title_slug
from vidpipe.library.delivery import presets
from vidpipe.ui import address, aim, session
from vidpipe.ui.cutting import delivering
from vidpipe.ui.cutting.acts import MOVES
from vidpipe.ui.cutting.making import making
from vidpipe.ui.markup import Markup, join, show, tag
from vidpipe.ui.parts import section
from vidpipe.ui.view.cut import Watched, watched
from vidpipe.ui.view.delivery import FILLS, SIDECARS, kept, made, refused, reshaped, rows, source

if TYPE_CHECKING:
    from vidpipe.project.delivering import Delivery
    from vidpipe.studio import Project

PLACE = "preset"
"""Where the address says for which platform."""
MOST_MB = 100_000.0


@dataclass(frozen=True)
class Asked:
    """What is asked for. `digest` is the cut that it would be made of."""

    preset: Preset
    digest: str
    fill: Fill
    captions: Sidecar
    most_mb: float | None
    version: str = ""

    @property
    def name(self) -> str:
        return f"{self.preset.id}/{self.digest}/{self.fill}/{self.captions}/{self.most_mb}"

    @property
    def options(self) -> dict[str, Any]:
        return {"fill": self.fill, "captions": self.captions, "most_mb": self.most_mb, "version": self.version}


def deliveries(film: "Project", view: Overview, now: Watched) -> None:
    """The section under the lanes, as soon as there is a cut to give away."""
    if not now.is_cut or now.cut is None or now.take is None or now.cut.state in MOVES:
        return
    with st.container(gap=12, key="delivery"):
        chosen = _choice()
        if chosen is None:
            show(tag("p", "Choose where the film goes to see what is off, and to have its file.", class_="quiet"))
            return
        slot = film.source_of(chosen.id, "" if now.own else now.cut.slot)
        now = now if slot == now.cut.slot else watched(view, slot)
        digest = now.take.digest if now.take else ""
        ticks = session.known(film, view, f"ticks/{chosen.id}/{digest}", lambda: film.validate(chosen.id, slot))
        left, right = st.columns([7, 5], gap=32)
        with right, st.container(gap=12, key="delivery-act"):
            found = _panel(film, view, now, chosen, ticks)
        with left:
            shown = found.ticks if found else ticks
            show(section("Specs", small=f"{kept(shown)}{' by the file' if found else ''}"), _ticks(shown))
            show(tag("p", source(chosen), class_="quiet"))


def _choice() -> Preset | None:
    """The platform that is looked at; it stands in the address."""
    known = {one.id: one for one in presets()}
    named = aim.read(PLACE)
    st.session_state["delivery-preset"] = named if named in known else None

    def choose() -> None:
        picked = st.session_state["delivery-preset"]
        aim.write(**{PLACE: picked or ""})

    with st.container(horizontal=True, gap=16, vertical_alignment="center", key="delivery-head"):
        show(section("Deliver"), fit=True)
        st.pills(
            "Deliver to",
            list(known),
            format_func=lambda name: known[name].title,
            key="delivery-preset",
            label_visibility="collapsed",
            on_change=choose,
        )
    return known.get(named)


def _panel(film: "Project", view: Overview, now: Watched, preset: Preset, ticks: tuple[Tick, ...]) -> "Delivery | None":
    """What the file is to be like, the act, and the file once it is there."""
    show(section(preset.title), tag("p", " ".join([preset.use, *preset.tips]), class_="quiet"))
    if not now.own:
        show(tag("p", f"It is made of the {now.ratio} version.", class_="quiet"))
    wrong = refused(ticks)
    if now.cut is None or now.take is None or not now.cut.fresh:
        show(tag("p", "The film was changed since this cut. Assemble it again first.", class_="quiet wrong"))
        return None
    if wrong is not None:
        said = f"{preset.title} does not take this film: {wrong.name.lower()} {wrong.says}."
        show(tag("div", tag("b", said), tag("p", wrong.act), class_="ask failed"))
        return None
    asked = _wanted(now, preset, now.take.digest, another=reshaped(ticks), version=now.cut.slot)
    name = f"{film.id}/{asked.name}"
    found = session.known(film, view, f"delivered/{asked.name}", lambda: film.delivered(preset.id, **asked.options))
    if found:
        delivering.forget(name)
        show(_saves(view, preset, found))
    else:
        _making(film, asked, name)
    return found


def _wanted(now: Watched, preset: Preset, digest: str, *, another: bool, version: str) -> Asked:
    """The controls: only those that make a difference to this film."""
    fill: Fill = "blur"
    place: Sidecar = preset.sidecar if now.lines else "none"
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom", key="delivery-how"):
        if another:
            fill = st.segmented_control("Another shape", list(FILLS), **_one("delivery-fill", FILLS, fill)) or fill
        if now.lines:
            key = f"delivery-captions-{preset.id}"
            place = st.segmented_control("Captions", list(SIDECARS), **_one(key, SIDECARS, place)) or place
        most = st.number_input(
            "At most, MB",
            min_value=0.1,
            max_value=MOST_MB,
            value=None,
            step=1.0,
            placeholder="any",
            key="delivery-most",
            width=112,
        )
    return Asked(preset, digest, fill, place, most, version)


def _one(key: str, names: Mapping[Any, str], now: str) -> dict[str, Any]:
    """What is common to choices of exactly one."""
    return {"key": key, "format_func": names.__getitem__, "default": now, "required": True}


def _making(film: "Project", asked: Asked, name: str) -> None:
    if making(film, name, said="Is being made", label="Progress of the file", key="delivery"):
        return
    st.button(
        "Make the file · Free",
        key="delivery-make",
        icon=":material/file_export:",
        help="The cut is copied where it fits, else encoded once on this computer. You can go on working.",
        on_click=_begin,
        args=(film, asked, name),
    )


def _begin(film: "Project", asked: Asked, name: str) -> None:
    """In a thread, so that the page stays usable."""
    delivering.begin(
        name,
        lambda tell, halt: film.delivery(asked.preset.id, progress=tell, stopped=halt, **asked.options),
    )


def _saves(view: Overview, preset: Preset, found: "Delivery") -> Markup:
    """The file, and its captions, to be saved under one name."""
    name = f"{title_slug(view.title)}-{preset.id}"
    links = [_link(f"Film for {preset.title}", address.blob(found.digest, "video/mp4"), name)]
    for kind, text in found.captions.items():
        links.append(_link(f"Captions, {kind.upper()}", address.captions(text, kind), name, quiet=True))
    told = tag("p", f"{made(found.how, found.bytes)}. Every spec was measured on it.", class_="quiet")
    return join(tag("div", *links, class_="saves"), told)


def _link(label: str, where: str, name: str, *, quiet: bool = False) -> Markup:
    ending = where.rsplit(".", 1)[1]
    kind = "save plain" if quiet else "save"
    return tag("a", label, class_=kind, href=f"{where}?save={name}", download=f"{name}.{ending}")


def _ticks(ticks: tuple[Tick, ...]) -> Markup:
    found = []
    for row in rows(ticks):
        act = tag("em", row.act) if row.act else None
        mark = tag("i", row.mark, aria_label=row.word, role="img", title=row.word)
        found.append(tag("li", mark, tag("b", row.name), tag("span", row.says, act, class_="num"), class_=row.kind))
    return tag("ul", *found, class_="checks ticks")
