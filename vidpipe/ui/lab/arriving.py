"""Coming to the lab from a film: `?from=FILM&slot=…` lays what that slot asks for into the recipe."""

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.ui import session
from vidpipe.ui.lab import place
from vidpipe.ui.view.draft import of_grid

FROM, SLOT = "from", "slot"


def arrive() -> None:
    """Lay in what the address asks for, once; the address then says what is open."""
    name, slot = str(st.query_params.get(FROM, "")), str(st.query_params.get(SLOT, ""))
    if not name:
        return
    for each in (FROM, SLOT):
        st.query_params.pop(each, None)
    try:
        film = session.studio().project(name)
        found = of_grid(session.studio().lab.from_scene(film, slot))
    except VidpipeError as error:
        session.say(error)
        return
    st.session_state["open"] = film.id
    place.leave()
    place.lay(found)
