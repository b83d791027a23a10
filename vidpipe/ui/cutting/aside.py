"""Beside the player: the version, what was measured on it, and its files."""

from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.errors import VidpipeError
from vidpipe.film.slot import POSTER, language_of
from vidpipe.film.slug import title_slug
from vidpipe.take import SlotView, Take
from vidpipe.ui import address, session, words
from vidpipe.ui.address import EXTENSIONS, blob
from vidpipe.ui.cutting.acts import CHANGED, MOVES, decide
from vidpipe.ui.cutting.review import CLEAN, draw_review, last_look
from vidpipe.ui.markup import Markup, join, show, tag
from vidpipe.ui.parts import chip, section
from vidpipe.ui.view.cut import Check, Watched, checks, passed, version
from vidpipe.ui.view.review import reviewed

if TYPE_CHECKING:
    from vidpipe.studio import Project

SMALL = 100_000
"""Bytes under which a size is said in kilobytes."""
CHECKED = {True: ("✓", "passed"), False: ("✕", "failed"), None: ("·", "not asked for")}


def aside(film: "Project", view: Overview, now: Watched, spoken: dict[str, str]) -> None:
    """Version, checks and files of what is watched."""
    with st.container(gap=12, key="aside"):
        show(section("Version"), _version(view, now))
        if now.cut and now.cut.state not in MOVES and not (now.is_cut and now.cut.state in CHANGED):
            with st.container(horizontal=True, gap=8, key="cut-acts"):
                decide(film, now.cut, again="", redo="Assemble again")
                if now.is_cut:
                    _final(film, view)
        if now.take is None:
            return
        if now.is_cut:
            seen = last_look(film, now)
            found = checks(now.take, view) + ([CLEAN] if seen == () else [])
            show(section("Checks", small=passed(found) + reviewed(seen)), _checks(found))
            draw_review(film, view, now, now.take, seen)
        show(_files(view, now, now.take, spoken))


def _version(view: Overview, now: Watched) -> Markup:
    row = version(view, now)
    shape = tag("i", style=f"aspect-ratio:{row.ratio.replace(':', '/')}", aria_hidden="true")
    line = tag(
        "div",
        shape,
        tag("b", row.ratio, class_="num"),
        tag("span", row.size, class_="num"),
        chip(now.state, now.chip),
        class_="version",
    )
    told = now.take is None or (now.cut and now.is_cut and now.cut.state in (*CHANGED, *MOVES))
    return join(line, tag("p", now.why, class_="quiet") if now.why and not told else None)


def _final(film: "Project", view: Overview) -> None:
    """A draft becomes the final film; its price is said by the bar at the foot before anything is made."""
    if view.settings.quality != "draft" or not view.status.resting:
        return

    def switch(film: "Project") -> None:
        film.stop()
        film.change(quality="final")

    st.button(
        "Switch to final quality",
        key="finalise",
        type="tertiary",
        icon=":material/high_quality:",
        help="The draft is kept. Nothing is made before you go on: the bar below then says what it costs.",
        on_click=session.intent,
        args=(film, switch),
        kwargs={"name": f"finalise/{session.turn()}"},
    )


def _checks(found: list[Check]) -> Markup:
    rows = []
    for check in found:
        mark, word = CHECKED[check.good]
        rows.append(
            tag(
                "li",
                tag("i", mark, aria_label=word, role="img"),
                tag("b", check.name),
                tag("span", check.says, class_="num"),
                class_=word.split(" ", 1)[0],
            )
        )
    return tag("ul", *rows, class_="checks")


def _files(view: Overview, now: Watched, take: Take, spoken: dict[str, str]) -> Markup:
    """What can be saved. The addresses are built of digests; the name is a slug."""
    language = language_of(now.cut.slot) if now.cut else ""
    spoken_in = "" if language == view.language else f"-{language}"
    version = "" if now.own else f"-{now.ratio.replace(':', 'x')}{spoken_in}"
    name = title_slug(view.title) + (version if now.is_cut else "-animatic")
    links = [_save("Film" if now.is_cut else "Animatic", take, name)]
    if now.is_cut:
        texts = [(kind, address.captions(found, kind)) for kind, found in sorted(spoken.items())]
        links += [_link(f"Captions, {kind.upper()}", where, name, quiet=True) for kind, where in texts]
        poster = view.slots.get(POSTER) if now.own else None
        links += [_save("Poster", poster.take, name, quiet=True)] if _file(poster) and poster and poster.take else []
    return tag("div", *links, class_="saves")


def _file(view: SlotView | None) -> bool:
    return view is not None and view.take is not None and view.take.mime in EXTENSIONS


def _save(label: str, take: Take, name: str, *, quiet: bool = False) -> Markup:
    size = weight(take.digest)
    return _link(f"{label}, {size}" if size else label, blob(take.digest, take.mime), name, quiet=quiet)


def _link(label: str, where: str, name: str, *, quiet: bool = False) -> Markup:
    ending = where.rsplit(".", 1)[1]
    return tag(
        "a", label, class_="save plain" if quiet else "save", href=f"{where}?save={name}", download=f"{name}.{ending}"
    )


@lru_cache(maxsize=512)
def weight(digest: str) -> str:
    """How large a file is, '' for one that is not there. What a digest names never changes, so it is asked once."""
    try:
        size = session.studio().media(digest)[0].stat().st_size
    except (VidpipeError, OSError):
        return ""
    return words.megabytes(size) if size >= SMALL else f"{max(1, round(size / 1000))} kB"
