"""The workspace: where it lies, what it holds, who works in it, clearing its cache; and what is installed here."""

from collections.abc import Sequence

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.studio import Check, Storage
from vidpipe.ui import session, words
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import table
from vidpipe.ui.records import glance


def workspace() -> None:
    studio = session.studio()
    stored = glance.lately("storage", studio.storage)
    worker = studio.worker()
    works = f"Process {worker.pid}" if worker else "Nobody; one is started with the next film"
    show(_facts(stored, works))
    with st.container(horizontal=True, gap=12, vertical_alignment="center", key="clearing"):
        st.button(
            f"Clear the cache · {words.megabytes(stored.cache)}",
            key="clear-cache",
            on_click=_clear,
            disabled=not stored.cache,
        )
        said = st.session_state.get("cleared", (True, "Only what can be made again. No take is touched."))
        show(_said(*said))


def _said(worked: bool, says: str) -> Markup:
    return tag("p", says, class_="beside" if worked else "beside failed", role="status")


def _clear() -> None:
    studio = session.studio()
    try:
        freed = studio.clear_cache()
    except VidpipeError as error:
        st.session_state["cleared"] = False, str(error)
        return
    finally:
        glance.forget("storage")
    st.session_state["cleared"] = True, f"{words.megabytes(freed)} freed"


def _facts(stored: Storage, works: str) -> Markup:
    rows = [
        ["Folder", tag("code", str(stored.data)), "VIDPIPE_DATA names another"],
        ["Pictures, clips and sound", words.megabytes(stored.blobs), "what the films show, and all their takes"],
        ["Cache", words.megabytes(stored.cache), "saves time and calls; made again when needed"],
        ["Database", words.megabytes(stored.database), "who decided what, and what it cost"],
        ["Half-made files", words.megabytes(stored.scratch), "go when their worker ends"],
        ["Free on this disk", words.megabytes(stored.free), "a film needs up to 200 MB"],
        ["At work", works, ""],
    ]
    lines = [[tag("b", str(what)), now, tag("span", str(note), class_="quiet")] for what, now, note in rows]
    return table(["What", "Now", "Which is"], lines, classes="place")


def installed() -> None:
    show(checks(glance.lately("doctor", session.studio().doctor)))


def checks(found: Sequence[Check]) -> Markup:
    """The doctor's table."""
    return table(["Check", "Found", "What to do"], [_check(check) for check in found], classes="place")


def _check(check: Check) -> list[str | Markup]:
    kind, mark = ("yes", "✓") if check.ok else ("no", "✕") if check.ok is False else ("may", "○")
    name = tag("span", tag("i", mark, aria_hidden="true"), check.name, class_=f"check {kind}")
    return [name, check.found, tag("span", check.remedy, class_="quiet")]
