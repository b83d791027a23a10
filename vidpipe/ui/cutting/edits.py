"""Changes of the edit, sent as one intent each, and widgets that show what is so rather than what they showed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from vidpipe.film.edit import Edit
from vidpipe.film.slot import EDIT, STORYBOARD
from vidpipe.film.storyboard import Storyboard
from vidpipe.ui import session

if TYPE_CHECKING:
    from vidpipe.studio import Project

T = TypeVar("T")


def recut(film: "Project", change: Callable[[Edit], Edit], *, name: str) -> None:
    """Change the edit. What hangs on it becomes stale and says so; nothing is made."""
    st.session_state["changed-last"] = (film.id, EDIT)
    session.intent(film, lambda film: film.recut(change), name=f"recut/{name}/{session.turn()}")


def revise(film: "Project", change: Callable[[Storyboard], Storyboard], *, name: str) -> None:
    """Change the storyboard the same way."""
    st.session_state["changed-last"] = (film.id, STORYBOARD)
    session.intent(film, lambda film: film.revise(change), name=f"revise/{name}/{session.turn()}")


def changed_last(film: "Project") -> str:
    """The slot that was changed last here, so that Undo takes back what one just did."""
    name, slot = st.session_state.get("changed-last", ("", EDIT))
    return str(slot) if name == film.id else EDIT


def settings(film: "Project", **asked: Any) -> None:
    """Change the film's settings."""
    session.intent(film, lambda film: film.change(**asked), name=f"change/{'-'.join(asked)}/{session.turn()}")


def with_fields(**fields: Any) -> Callable[[Edit], Edit]:
    """The change that sets fields of the whole edit."""
    return lambda edit: Edit.model_validate(edit.model_dump() | fields)


def truth(key: str, value: T, do: Callable[[T], object]) -> dict[str, Any]:
    """The key and the callback of a widget that shows what is so, also after an undo or a change in another tab.

    `do` gets what a person chose instead. That a widget comes to show another thing by itself is no choice.
    """
    st.session_state[key] = value

    def chosen() -> None:
        found: T = st.session_state[key]
        if found != value:
            do(found)

    return {"key": key, "on_change": chosen}
