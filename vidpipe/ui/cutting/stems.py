"""The film's sound apart, to be mixed elsewhere: made on a click, kept, saved part by part."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.errors import VidpipeError
from vidpipe.film.slug import title_slug
from vidpipe.film.version import own_cut
from vidpipe.take import SlotView
from vidpipe.ui import address, session
from vidpipe.ui.cutting import delivering
from vidpipe.ui.cutting.aside import weight
from vidpipe.ui.cutting.making import making
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import section

if TYPE_CHECKING:
    from vidpipe.studio import Project

NAMES = {"voice": "Voice", "music": "Music", "clips": "Clips"}
WAV = "audio/wav"


def draw_stems(film: "Project", view: Overview) -> None:
    """Voice, music and clips as files, as soon as there is a cut of the film as it is."""
    cut = own_cut(view.slots)
    if cut is None or cut.take is None or cut.take.recipe.imported:
        return
    with st.container(gap=8, key="stems"):
        show(section("Stems", small="voice, music and clips apart"))
        if not cut.fresh:
            show(tag("p", "The film was changed since its cut. Assemble it again first.", class_="quiet"))
            return
        _files(film, view, cut)


def _files(film: "Project", view: Overview, cut: SlotView) -> None:
    name = f"{film.id}/stems/{cut.take.digest if cut.take else ''}"
    found = session.known(film, view, name, lambda: _made(film))
    if found is None:
        _making(film, name)
    elif not found:
        show(tag("p", "The film is silent: there is nothing to save.", class_="quiet"))
    else:
        delivering.forget(name)
        told = "WAV, each as long as the film. Together they are its sound before it is limited."
        show(
            tag("div", *(_link(view, kind, found[kind]) for kind in found), class_="saves"),
            tag("p", told, class_="quiet"),
        )


def _made(film: "Project") -> dict[str, str] | None:
    """What is there; a cut that was just replaced has none."""
    try:
        return film.stems_made()
    except VidpipeError:
        return None


def _link(view: Overview, kind: str, digest: str) -> Markup:
    name, size = f"{title_slug(view.title)}-{kind}", weight(digest)
    label = f"{NAMES.get(kind, kind)}, {size}" if size else NAMES.get(kind, kind)
    where = f"{address.blob(digest, WAV)}?save={name}"
    return tag("a", label, class_="save plain", href=where, download=f"{name}.wav")


def _making(film: "Project", name: str) -> None:
    if making(film, name, said="Are being made", label="Progress of the stems", key="stems"):
        return
    st.button(
        "Make the stems · Free",
        key="stems-make",
        icon=":material/splitscreen:",
        help="Made on this computer while you go on working.",
        on_click=_begin,
        args=(film, name),
    )


def _begin(film: "Project", name: str) -> None:
    """In a thread, so that the page stays usable."""
    delivering.begin(name, lambda tell, halt: film.stem_files(progress=tell, stopped=halt))
