"""The talk: what was said, what is being answered, the field to say more, and attachments."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.film.talk import MOST_SIGNS, Talk, Turn
from vidpipe.sources.pictures import ENDINGS as PICTURES
from vidpipe.sources.reading import called
from vidpipe.ui import session
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.view import source as read
from vidpipe.ui.view import talk as says

if TYPE_CHECKING:
    from vidpipe.studio import Gathered, Project

SAID, FILES = "talk-said", "talk-files"
MOST_MB = 60
ENDINGS = sorted({*read.ENDINGS, *PICTURES})
PLACEHOLDER = "Say it in your own words"


def turns(talk: Talk, *, hello: str) -> None:
    """What was said by now."""
    for turn in (Turn(who="writer", text=hello), *talk.turns):
        show(tag("div", _turn(turn), class_="talk"))


def _turn(turn: Turn) -> Markup:
    who = "You" if turn.who == "person" else "vidpipe"
    files = [tag("span", name, class_="file") for name in turn.files]
    lines = [tag("p", part) for part in turn.text.split("\n") if part.strip()]
    return tag("div", tag("small", who), *lines, *files, class_=f"turn {turn.who}")


def field(*, disabled: bool = False) -> None:
    """The field to say something; what is sent waits for the next run of the page."""
    sent: Any = st.chat_input(
        PLACEHOLDER,
        key="talk-field",
        max_chars=MOST_SIGNS,
        accept_file="multiple",
        file_type=ENDINGS,
        max_upload_size=MOST_MB,
        disabled=disabled,
    )
    if sent and (sent.text.strip() or sent.files):
        st.session_state[SAID], st.session_state[FILES] = sent.text.strip(), list(sent.files)
        st.rerun()


def shortcuts(talk: Talk) -> None:
    """Answers by one press."""
    offered = says.shortcuts(talk)
    if not offered:
        return
    with st.container(horizontal=True, gap=8, key="talk-shortcuts"):
        for label, text in offered.items():
            st.button(label, key=f"talk-{label.lower().replace(' ', '-')}", on_click=say, args=(text,))


def say(text: str) -> None:
    """Have something said at the next run of the page."""
    st.session_state[SAID], st.session_state[FILES] = text, []


def waiting() -> tuple[str, list[Any]] | None:
    """What is to be said now, once."""
    text = st.session_state.pop(SAID, None)
    files = st.session_state.pop(FILES, [])
    return None if text is None else (str(text), files)


def gathered(files: Sequence[Any]) -> "Gathered | None":
    """What was attached, read. Pictures become scenes, in the order of their names. Raises VidpipeError."""
    if not files:
        return None
    from vidpipe.studio import Brought

    studio = session.studio()
    pictures = [file for file in files if file.name.rpartition(".")[2].lower() in PICTURES]
    if len(pictures) < len(files):
        rest = [file for file in files if file not in pictures]
        return studio.gather([Brought(file.name, file.getvalue(), file.type or "") for file in (*rest, *pictures)])
    return _of_pictures(pictures)


def _of_pictures(files: Sequence[Any]) -> "Gathered":
    """The pictures stay in a folder of this session until they are in their scenes."""
    folder = TemporaryDirectory(prefix="attached-")
    st.session_state["talk-pictures"] = folder
    into = Path(folder.name) / "Pictures"
    into.mkdir()
    for number, file in enumerate(files, 1):
        (into / f"{number:02d} {Path(called(file.name)).name}").write_bytes(file.getvalue())
    return session.studio().gather(into)


def heard(film: "Project", text: str, files: Sequence[Any]) -> Iterator[str] | None:
    """Have the film hear it; the answer as it is spoken, None where it was refused."""
    try:
        found = gathered(files)
        if found is not None:
            film.bring_source(found)
        names = tuple(called(file.name) for file in files)
        return film.say(text or ", ".join(names), files=names)
    except VidpipeError as error:
        session.say(error)
        return None


def speak(words: Iterator[str]) -> bool:
    """Draw an answer as it comes; whether it came whole."""
    place, text = st.empty(), ""
    _spoken(place, "…")
    try:
        for part in words:
            text += part
            _spoken(place, text)
    except VidpipeError as error:
        session.say(error)
        return False
    return True


def _spoken(place: Any, text: str) -> None:
    with place.container():
        show(tag("div", _turn(Turn(who="writer", text=text[:MOST_SIGNS])), class_="talk", aria_live="polite"))
