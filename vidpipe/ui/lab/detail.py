"""One result large, with all that is known of it: words, a note, what differs from another, how to make it again."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.film.slug import title_slug
from vidpipe.ui import session, words
from vidpipe.ui.address import EXTENSIONS, blob
from vidpipe.ui.browser import player, sound
from vidpipe.ui.lab import place
from vidpipe.ui.lab.comparing import comparing
from vidpipe.ui.lab.scenes import styled
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import facts, shot
from vidpipe.ui.view import lab as view

if TYPE_CHECKING:
    from vidpipe.lab import CellView, Experiment, GridView


def _close() -> None:
    st.session_state.pop("lab-open", None)


def detail(run: "Experiment") -> None:
    """The dialog of the cell that was opened, if there is one."""
    found = st.session_state.get("lab-open")
    now = place.view_of(run)
    cell = next((cell for cell in now.cells if found and cell.slot == found[0]), None)
    if found is None or cell is None or not cell.digest:
        return
    if found[1]:
        _alone(now, cell)
    else:
        _dialog(run, now, cell)


@st.dialog("Result", width="large", on_dismiss=_close)
def _alone(now: "GridView", cell: "CellView") -> None:
    """A result seen blind: itself and nothing else."""
    media(now, cell, key="lab-alone")


@st.dialog("Result", width="large", on_dismiss=_close)
def _dialog(run: "Experiment", now: "GridView", cell: "CellView") -> None:
    with st.container(key="lab-detail", gap=16):
        media(now, cell, key="lab-large")
        left, right = st.columns([7, 5], gap=24)
        with left, st.container(gap=12):
            show(tag("b", "Prompt", class_="label"), tag("p", cell.prompt, class_="wording", dir="auto"))
            _note(run, cell)
        with right, st.container(gap=12):
            show(facts(*_facts(now, cell)))
            _save(now, cell)
            styled(run, cell)
        comparing(run, now, cell)
        _code(run, cell)


def media(now: "GridView", cell: "CellView", *, key: str) -> None:
    """The result itself, as large as there is room."""
    kind, ratio = cell.mime.partition("/")[0], view.ratio(now.grid, now.grid.options[cell.option])
    if kind == "image":
        show(shot(cell.digest, alt="The result", ratio=ratio, classes="lab-shot", width=960))
    elif kind == "video":
        player(cell.digest, cell.mime, label="the result", ratio=ratio, time="", key=key)
    elif kind == "audio":
        sound(cell.digest, cell.mime, label="the result", time="", key=key, drawn=True)
    else:
        show(tag("div", cell.text, class_="lab-text", dir="auto"))


def _facts(now: "GridView", cell: "CellView") -> list[tuple[str, str]]:
    catalogue = {caps.id: caps for caps in session.studio().models()}
    option = view.option_facts(now.grid, now.grid.options[cell.option], catalogue)
    known = [
        ("Model", cell.model),
        ("Seed", view.seed_of(now.grid, cell).removeprefix("seed ")),
        ("Made with", option),
        ("Took", view.seconds(cell.milliseconds) if cell.milliseconds else ""),
        ("Cost", view.price_of(cell)),
        ("Stars", f"{cell.rating.stars} of 5" if cell.rating.stars else "not rated"),
    ]
    return [(name, said) for name, said in known if said]


def _note(run: "Experiment", cell: "CellView") -> None:
    key = f"lab-note-{cell.slot}"
    st.session_state.setdefault(key, cell.rating.note)
    st.text_area("Note", key=key, height=72, max_chars=600, on_change=_noted, args=(run, cell.slot, key))


def _noted(run: "Experiment", slot: str, key: str) -> None:
    note = str(st.session_state[key])
    session.intent(run, lambda run: run.remark(slot, note), name=f"note/{slot}/{session.token()}")


def _save(now: "GridView", cell: "CellView") -> None:
    if cell.mime not in EXTENSIONS:
        return
    where = blob(cell.digest, cell.mime)
    name = title_slug(f"{view.titled(now.grid)} {view.name_short(cell.model)} {view.seed_of(now.grid, cell)}")
    link = tag("a", "Save the original", class_="save", href=f"{where}?save={name}", download=name)
    show(tag("div", link, class_="saves"))


def _code(run: "Experiment", cell: "CellView") -> None:
    with st.expander("Make it again elsewhere", icon=":material/code:"):
        code(run, cell.slot)


def code(run: "Experiment", slot: str = "") -> None:
    """A command and Python that make the grid, or one cell of it, again."""
    for title, say, language in (("Command line", run.as_cli, "bash"), ("Python", run.as_python, "python")):
        show(tag("b", title, class_="label"))
        try:
            st.code(say(slot), language=language, wrap_lines=True)
        except VidpipeError as error:
            show(tag("p", f"{words.capital(error.message)}. {error.remedy}", class_="quiet"))
