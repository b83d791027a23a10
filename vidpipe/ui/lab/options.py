"""How it is made, by role: shape, length, voice, language, pace. Several of each multiply the grid."""

import streamlit as st

from vidpipe.film.catalogue import Caps
from vidpipe.ui import session, words
from vidpipe.ui.lab.fields import begin
from vidpipe.ui.lab.models import of_role
from vidpipe.ui.markup import show, tag
from vidpipe.ui.view.draft import ASPECTS, PACES, Draft, lengths, takes_negative


def options(now: Draft) -> None:
    """Draw those of the recipe's role. What came from a scene keeps the scene's."""
    if now.base:
        show(tag("p", "Shape, length and language are the scene's.", class_="quiet"))
        return
    chosen = [caps for caps in of_role(now.role) if caps.id in now.models]
    draw = {"image": _picture, "video": _clip, "speech": _speech, "music": _music, "text": _text}[now.role]
    draw(now, chosen)


def _picture(now: Draft, chosen: list[Caps]) -> None:
    st.segmented_control("Shape", ASPECTS, selection_mode="multi", key=begin("aspects", list(now.aspects)))
    if takes_negative(chosen) or now.negative:
        st.text_input("Leave out", key=begin("negative", now.negative), placeholder="people, text")


def _clip(now: Draft, chosen: list[Caps]) -> None:
    _picture(now, chosen)
    _length(now, chosen)


def _music(now: Draft, chosen: list[Caps]) -> None:
    _length(now, chosen)


def _length(now: Draft, chosen: list[Caps]) -> None:
    st.pills(
        "Seconds",
        lengths(chosen, now.seconds),
        selection_mode="multi",
        format_func=lambda each: f"{each:g}",
        key=begin("seconds", list(now.seconds)),
    )


def _speech(now: Draft, chosen: list[Caps]) -> None:
    _language(now)
    voices = {"": "The model's own"}
    for caps in chosen:
        found = session.studio().voices(now.languages[0], model=caps.id)
        voices |= {voice.id: voice.title for voice in found}
    voices |= {name: name for name in now.voices if name not in voices}
    st.multiselect(
        "Voices",
        list(voices),
        format_func=voices.__getitem__,
        key=begin("voices", list(now.voices)),
        placeholder="The model's own",
    )
    st.pills(
        "Pace in %",
        sorted({*PACES, *now.speeds}),
        selection_mode="multi",
        key=begin("speeds", list(now.speeds)),
    )


def _text(now: Draft, chosen: list[Caps]) -> None:
    _language(now)


def _language(now: Draft) -> None:
    tags = list(dict.fromkeys([*words.LANGUAGES, *now.languages]))
    st.multiselect("Languages", tags, format_func=words.language, key=begin("languages", list(now.languages)))
