"""An own recording or an own music: chosen from the person's files, checked and shown at once."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.ui import session
from vidpipe.ui.markup import show, tag

if TYPE_CHECKING:
    from vidpipe.studio import Project

SOUNDS = ["wav", "mp3", "flac", "ogg", "m4a", "aac"]
MOST_MB = 200


def bring(film: "Project", slot: str, *, label: str) -> None:
    """A quiet button that takes a file."""
    name = slot.replace("/", "-")
    turn = st.session_state.setdefault(f"brought-{name}", 0)
    with st.popover(label, icon=":material/upload:", type="tertiary", key=f"bring-{name}"):
        key = f"file-{name}-{turn}"

        def take() -> None:
            file = st.session_state[key]
            if file is None:
                return
            st.session_state[f"brought-{name}"] = turn + 1
            data, given = file.getvalue(), file.name
            session.intent(film, lambda film: film.bring(slot, data, name=given), name=f"bring/{slot}/{session.turn()}")

        st.file_uploader(label, type=SOUNDS, max_upload_size=MOST_MB, key=key, on_change=take)
        show(tag("p", "It is shown at once; what was here is kept as a take.", class_="quiet"))
