"""What a film is to be made from, in the composer: files and an address, what was read of them, a film of each section.

The bytes stay in this session until the film is made; a refusal is said where the file was brought.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.recipe import fingerprint
from vidpipe.ui import session
from vidpipe.ui.leading import landing, lead
from vidpipe.ui.markup import show, tag
from vidpipe.ui.view import source as says

if TYPE_CHECKING:
    from vidpipe.studio import Gathered

FOUND, TOLD, TURN = "sourced", "sourced-told", "sourced-turn"
MOST_MB = 60


def found() -> "Gathered | None":
    """What was read and is to be used."""
    return st.session_state.get(FOUND)


def each() -> bool:
    """Whether each section is to be a film."""
    return bool(st.session_state.get("sourced-each")) and found() is not None


def bring() -> None:
    """The button that opens the choice, and beside it what was read."""
    with st.container(horizontal=True, gap=12, vertical_alignment="center", key="sourced"):
        turn = st.session_state.setdefault(TURN, 0)
        opened = st.popover(
            "From a file or address", icon=":material/attach_file:", type="tertiary", key=f"sourced-open-{turn}"
        )
        with opened, st.container(gap=12, width=360):
            _files(turn)
            _address(turn)
            _trouble()
        _told()


def _files(turn: int) -> None:
    files = st.file_uploader(
        "Document, transcript or list of shots",
        type=says.ENDINGS,
        accept_multiple_files=True,
        max_upload_size=MOST_MB,
        key=f"sourced-files-{turn}",
    )
    if not files:
        return
    name = fingerprint([[file.name, file.size, file.file_id] for file in files])
    if st.session_state.get("sourced-read") != name:
        from vidpipe.studio import Brought

        st.session_state["sourced-read"] = name
        _read([Brought(file.name, file.getvalue(), file.type or "") for file in files])


def _address(turn: int) -> None:
    with st.form(f"sourced-address-{turn}", border=False):
        given = st.text_input("Or an address", placeholder="https://", max_chars=2000, key=f"sourced-at-{turn}")
        sent = st.form_submit_button("Read the page")
    if not sent:
        return
    if not given.strip().lower().startswith("https://"):
        st.session_state[TOLD] = ("This is no address that is read.", "It begins with https://.")
        return
    _read([given.strip()])


def _read(given: Sequence[Any]) -> None:
    with st.spinner("Reading"):
        try:
            st.session_state[FOUND] = session.studio().gather(list(given))
            st.session_state.pop(TOLD, None)
        except VidpipeError as error:
            st.session_state[TOLD] = (error.message, error.remedy)
            return
    st.session_state[TURN] += 1
    st.rerun()


def _trouble() -> None:
    if TOLD in st.session_state:
        message, remedy = st.session_state[TOLD]
        show(tag("div", tag("b", message), tag("p", remedy), class_="ask failed", role="alert"))


def _told() -> None:
    """What was read, what of it was not, and the way to leave it."""
    now = found()
    if now is None:
        return
    named = tag("b", now.material.name or now.material.called)
    show(tag("span", named, f" {says.read(now.material)}", class_="quiet"), fit=True)
    st.button("Leave it out", key="sourced-drop", icon=":material/close:", type="tertiary", on_click=drop)
    for note in now.material.notes:
        show(tag("p", note, class_="beside"))
    count = says.films(now.material)
    if count > 1:
        st.toggle(f"A film of each of its {count} sections", key="sourced-each")


def estimate(idea: str, wanted: dict[str, Any]) -> Any | None:
    """The price of what is to be made from it; None where nothing is. Raises VidpipeError."""
    now = found()
    if now is None:
        return None
    studio = session.studio()
    return studio.estimate_each(now, prompt=idea, **wanted) if each() else studio.estimate(idea, source=now, **wanted)


def drop() -> None:
    """Go on without it."""
    for name in (FOUND, TOLD, "sourced-read", "sourced-each"):
        st.session_state.pop(name, None)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def make(name: str, wanted: dict[str, Any]) -> bool:
    """Make the film, or the set, once for this composer; False where it was refused."""
    studio, now = session.studio(), found()
    if now is None:
        return False
    prompt = wanted.pop("prompt")
    try:
        if each():
            made = session.once(f"create/{name}", lambda: _set(now, prompt, wanted))
            lead("batch", project=session.open_id())
            st.session_state["sets-open"] = made
        else:
            made = session.once(f"create/{name}", lambda: str(studio.create(prompt, source=now, **wanted).id))
            session.intent(studio.project(made), lambda film: film.start(), name="first start")
            lead(landing(tuple(wanted.get("gates", ()))), project=made)
    except VidpipeError as error:
        session.say(error)
        return False
    drop()
    return True


def _set(now: "Gathered", prompt: str, wanted: dict[str, Any]) -> str:
    made = session.studio().create_each(now, prompt=prompt, **wanted)
    made.start()
    return made.id
