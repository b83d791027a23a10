"""Words while somebody writes them: kept by film and stage until they are saved or dropped, whatever page is shown."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.library.prompts import Prompt
from vidpipe.ui import session
from vidpipe.ui.view.prompt import Words

if TYPE_CHECKING:
    from vidpipe.studio import Project

Where = tuple[str, str]
"""The film and the name of the words."""


def _drafts() -> dict[Where, Words]:
    found: dict[Where, Words] = st.session_state.setdefault("prompts-drafts", {})
    return found


def draft(film: "Project", stored: Prompt) -> Words:
    """What stands in the fields: what was typed, else what is stored."""
    return _drafts().get((film.id, stored.name)) or Words(stored.text, stored.system)


def version() -> int:
    """Changes whenever the fields are to show something else than what was typed in them."""
    return int(st.session_state.get("prompts-version", 0))


def lay(film: "Project", name: str, now: Words | None) -> None:
    """Put words into the fields; None for what is stored."""
    if now is None:
        _drafts().pop((film.id, name), None)
    else:
        _drafts()[film.id, name] = now
    st.session_state["prompts-version"] = version() + 1


def typed(film: "Project", stored: Prompt, key: str, part: str) -> None:
    """A field was left: keep what stands in it."""
    now = draft(film, stored)._replace(**{part: str(st.session_state[key])})
    _drafts()[film.id, stored.name] = now


def save(film: "Project", name: str, now: Words) -> None:
    """Store words as the film's own; what cannot be used stays in the fields."""

    def act(film: "Project") -> None:
        film.reword(name, now.text, now.system)
        lay(film, name, None)

    session.intent(film, act, name=f"reword/{name}/{session.turn()}")
