"""Where a person is in the lab: the grid and the view in the address, the recipe in the session, what was heard."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.film.grid import Origin
from vidpipe.ui import aim, session, words
from vidpipe.ui.view.draft import Draft, of_grid
from vidpipe.ui.view.steps import numbers

if TYPE_CHECKING:
    from vidpipe.lab import Experiment, GridView

GRID, VIEW = "grid", "view"
VIEWS = {"grid": "Grid", "blind": "Blind", "pairs": "Pairs", "tally": "Tally"}


def opened() -> "Experiment | None":
    """The grid of the address, else the one this session had open last. Raises NotFound."""
    name = aim.read(GRID) or str(st.session_state.get("lab-grid", ""))
    if not name:
        return None
    found = session.studio().lab.open(name)
    show_grid(found.id)
    return found


def show_grid(grid_id: str) -> None:
    """Look at a grid from now on; it stands in the address."""
    st.session_state["lab-grid"] = grid_id
    aim.write(**{GRID: grid_id})


def leave() -> None:
    """Look at no grid."""
    st.session_state.pop("lab-grid", None)
    aim.write(**{GRID: ""})


def view_name() -> str:
    found = aim.read(VIEW)
    return found if found in VIEWS else "grid"


def view_of(run: "Experiment") -> "GridView":
    """The grid as it is now; of one that rests it is read again only when something happened to it."""
    now = run.overview
    if not now.status.resting:
        return run.view
    return session.known(run, now, "grid", lambda: run.view)


# -------------------------------------------------------------------- the recipe


def draft() -> Draft:
    """The recipe as its fields stood when they were last read."""
    found = st.session_state.get("lab-draft")
    return found if isinstance(found, Draft) else Draft()


def keep(now: Draft) -> None:
    st.session_state["lab-draft"] = now


def lay(now: Draft) -> None:
    """Put another recipe into the fields."""
    keep(now)
    st.session_state["lab-version"] = version() + 1


def version() -> int:
    """Changes with every recipe that is laid into the fields."""
    return int(st.session_state.get("lab-version", 0))


def change(**parts: Any) -> None:
    lay(replace(draft(), **parts))


def look(name: str) -> None:
    """Look at the grid in another way; it stands in the address."""
    aim.write(**{VIEW: "" if name == "grid" else name})


def follow(run: "Experiment | None") -> None:
    """Lay the recipe of a grid that was just opened into the fields."""
    name = run.id if run else ""
    if run and st.session_state.get("lab-laid") != name:
        lay(of_grid(run.grid))
    st.session_state["lab-laid"] = name


def origin_title(origin: Origin) -> str:
    """`Scene 2, start of “Moonlit way home”`; what is not there any more is said as it is named."""
    try:
        film = session.studio().project(origin.project)
    except VidpipeError:
        return origin.slot
    view = session.overview(film)
    return f"{words.place(origin.slot, numbers(view))} of “{view.title}”"


# -------------------------------------------------------------------- acts


def redraw() -> None:
    """Have the whole page drawn, where an act in one of its parts changed more than the part. For callbacks."""
    st.session_state["lab-redraw"] = True


def bring_up() -> None:
    """In a part that draws itself: draw the whole page, if an act asked for it."""
    if st.session_state.pop("lab-redraw", False):
        st.rerun()


def open_dialog(name: str) -> None:
    st.session_state["lab-dialog"] = name


def close_dialog() -> None:
    st.session_state.pop("lab-dialog", None)


def heard() -> list[str]:
    """The acts of the part in the browser that were heard, the last of them."""
    found: list[str] = st.session_state.setdefault("lab-heard", [])
    return found


def hear(name: str) -> bool:
    """Whether an act is heard for the first time."""
    known = heard()
    if name in known:
        return False
    known.append(name)
    del known[:-60]
    return True


def attempt(act: Any, *, name: str) -> str:
    """Do something of the lab once, and say what went wrong; its answer, '' where it went wrong."""
    try:
        answer = session.once(name, lambda: str(act() or "done"))
        st.session_state.pop("said", None)
        return answer
    except VidpipeError as error:
        session.say(error)
        return ""
