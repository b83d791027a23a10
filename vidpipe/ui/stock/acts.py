"""What a person does with the library: sent once, and told where it was refused."""

from collections.abc import Callable

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.studio import Assets
from vidpipe.ui import session

PICTURES = ["png", "webp", "jpg", "jpeg"]
MOST_MB = 40


def act(do: Callable[[Assets], object]) -> None:
    """Do something with the library; a refusal is told."""
    done(do)


def done(do: Callable[[Assets], object]) -> bool:
    """The same; False where it was refused."""
    try:
        do(session.studio().assets)
        st.session_state.pop("said", None)
    except VidpipeError as error:
        session.say(error)
        return False
    return True


def upload(label: str, key: str, take: Callable[[Assets, bytes, str], object]) -> None:
    """A quiet button that takes a picture; each file once."""
    turn = st.session_state.setdefault(f"{key}-turn", 0)
    with st.popover(label, icon=":material/upload:", type="tertiary", key=f"{key}-open-{turn}"):
        name = f"{key}-file-{turn}"

        def bring() -> None:
            file = st.session_state[name]
            if file is not None:
                st.session_state[f"{key}-turn"] = turn + 1
                act(lambda assets: take(assets, file.getvalue(), file.name))

        st.file_uploader(label, type=PICTURES, max_upload_size=MOST_MB, key=name, on_change=bring)
