"""Where a person is among the sets: the set in the address, the table in the session's fields."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.ui import aim, session, shelf
from vidpipe.ui.view.sets import Table, lines, of_plan

if TYPE_CHECKING:
    from vidpipe.lab import BatchPrice, Set

SET = "set"
_priced: dict[str, "tuple[object, BatchPrice]"] = {}
MOST = 60


def opened() -> "Set | None":
    """The set of the address; None where none is named or it is gone."""
    name = str(st.session_state.pop("sets-open", "")) or aim.read(SET)
    if not name:
        return None
    try:
        found = session.studio().lab.open_batch(name)
    except VidpipeError as error:
        session.say(error)
        aim.write(**{SET: ""})
        return None
    aim.write(**{SET: found.id})
    return found


def look_at(name: str) -> None:
    """Open a set with the next drawing. For callbacks."""
    st.session_state["sets-open"] = name


def leave() -> None:
    """Look at no set; its table stays in the fields. For callbacks."""
    aim.write(**{SET: ""})


def follow(found: "Set | None") -> None:
    """Lay the table of a set that was just opened into the fields."""
    name = found.id if found else ""
    if found and st.session_state.get("sets-laid") != name:
        lay(of_plan(found.plan))
    st.session_state["sets-laid"] = name


def lay(table: Table) -> None:
    st.session_state["sets-table"] = table
    st.session_state["sets-version"] = version() + 1


def version() -> int:
    """Changes with every table that is laid into the fields."""
    return int(st.session_state.get("sets-version", 0))


def key(name: str) -> str:
    """The key of a field."""
    return f"sets-{name}-{version()}"


def laid() -> Table:
    """The table that the fields began with."""
    found = st.session_state.get("sets-table")
    return found if isinstance(found, Table) else Table(base=session.open_id())


def gathered() -> Table:
    """The table as the fields stand."""
    begun, state = laid(), st.session_state
    return Table(
        base=str(state.get(key("base"), begun.base) or ""),
        hooks=lines(state.get(key("hooks"), "\n".join(begun.hooks))),
        calls=lines(state.get(key("calls"), "\n".join(begun.calls))),
        languages=tuple(state.get(key("languages"), begun.languages) or ()),
        aspects=tuple(state.get(key("aspects"), begun.aspects) or ()),
        title=str(state.get(key("title"), begun.title) or ""),
        budget=state.get(key("budget"), begun.budget),
    )


def made(table: Table) -> bool:
    """Whether these are the films of the set that is open."""
    return bool(st.session_state.get("sets-laid")) and table == laid()


def price(table: Table) -> "BatchPrice":
    """What the table costs now; read again where anything happened to any film. Raises VidpipeError."""
    name, now = f"{session.workspace()} {table}", shelf.version()
    at, found = _priced.get(name, (None, None))
    if found is None or at != now:
        lab, film = session.studio().lab, session.studio().project(table.base)
        found = lab.price_batch(lab.batch(film, **table.asked))
        while len(_priced) >= MOST:
            _priced.pop(next(iter(_priced)))
        _priced[name] = now, found
    return found


def attempt(act: Callable[[], object], *, name: str) -> str:
    """Do something once, and say what went wrong; its answer, '' where it went wrong."""
    try:
        answer = session.once(name, lambda: str(act() or "done"))
        st.session_state.pop("said", None)
        return answer
    except VidpipeError as error:
        session.say(error)
        return ""
