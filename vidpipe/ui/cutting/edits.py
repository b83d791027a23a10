"""Changes of the edit, sent as one intent each, and widgets that show what is so rather than what they showed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.film.edit import Edit
from vidpipe.film.storyboard import Storyboard
from vidpipe.ui import session

if TYPE_CHECKING:
    from vidpipe.studio import Project


def recut(film: "Project", change: Callable[[Edit], Edit], *, name: str) -> None:
    """Change the edit. What hangs on it becomes stale and says so; nothing is made."""
    session.intent(film, lambda film: film.recut(change), name=f"recut/{name}/{session.turn()}")


def revise(film: "Project", change: Callable[[Storyboard], Storyboard], *, name: str) -> None:
    """Change the storyboard the same way."""
    session.intent(film, lambda film: film.revise(change), name=f"revise/{name}/{session.turn()}")


def settings(film: "Project", **asked: Any) -> None:
    """Change the film's settings."""
    session.intent(film, lambda film: film.change(**asked), name=f"change/{'-'.join(asked)}/{session.turn()}")


def with_fields(**fields: Any) -> Callable[[Edit], Edit]:
    """The change that sets fields of the whole edit."""
    return lambda edit: Edit.model_validate(edit.model_dump() | fields)


def truth(key: str, value: object) -> str:
    """Have a widget show what is so, also after an undo or a change in another tab. Its key."""
    st.session_state[key] = value
    return key


def shown(key: str) -> Any:
    """What a widget shows, in its own callback."""
    return st.session_state[key]
