"""The lines of narration, all scenes at once: words edited in place, lengths, play; and the voice of all of them."""

from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.engine.placed import told_in
from vidpipe.film.catalogue import Role, VoiceView
from vidpipe.film.revising import changed
from vidpipe.film.slot import lines as of_language
from vidpipe.ui import aim, chosen, session, words
from vidpipe.ui.address import blob, thumb
from vidpipe.ui.browser import part
from vidpipe.ui.cutting.edits import revise, settings, truth
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import section
from vidpipe.ui.states import MARKS, WORDS
from vidpipe.ui.view.lanes import picture
from vidpipe.ui.view.lines import MARKS as FITS
from vidpipe.ui.view.lines import LineRow, chip_says, counted, length_says, lines, manner, stands, under
from vidpipe.ui.view.sound import unspoken

if TYPE_CHECKING:
    from vidpipe.studio import Project

LINE_LIST = part("lines", '<ul id="lines" aria-label="Scenes with what is said over them"></ul>')
LANGUAGE = "language"
"""Where the address says which language's words are looked at."""
PACES = range(70, 151, 5)
"""Per cent of a voice's own pace that can be chosen."""


def voices(view: Overview) -> list[VoiceView]:
    """The voices that speak the film's language."""
    chosen = view.settings.models.get(Role.SPEECH, "")
    found: list[VoiceView] = session.studio().voices(view.language, model=chosen)
    return found


def voiced(view: Overview) -> bool:
    """Whether any voice is there at all."""
    return bool(view.settings.models.get(Role.SPEECH)) or bool(voices(view))


def narration(film: "Project", view: Overview, row: LineRow | None, *, language: str = "") -> None:
    """All scenes, and the voice that they have in common; in a further language what is said of them in it."""
    with st.container(gap=8, key="narration"):
        shown = told_in(view, language)
        rows = lines(shown)
        spoken = sum(bool(one.text) for one in rows)
        small = f"{spoken} of {len(rows)} scenes have a line" if spoken < len(rows) else "every scene has a line"
        show(section("Narration", small=", ".join(filter(None, (small, counted(rows))))))
        _languages(view, language)
        if language:
            _voice_in(film, view, language)
        else:
            _manner_of_all(film, view)
        for text in view.notes:
            if "voice" in text.lower():
                show(tag("p", text, class_="quiet", role="note"))
        _list(film, view, rows, row, language)


def _languages(view: Overview, language: str) -> None:
    """The language whose lines are looked at, where there are several."""
    if not view.languages:
        return

    def choose() -> None:
        found = st.session_state["lines-in"]
        aim.write(**{LANGUAGE: "" if found == view.language else found})

    st.session_state["lines-in"] = language or view.language
    st.segmented_control(
        "Lines in",
        [view.language, *view.languages],
        format_func=words.language,
        key="lines-in",
        required=True,
        on_change=choose,
    )


def _manner_of_all(film: "Project", view: Overview) -> None:
    """Voice and pace of the whole film; nothing to choose where nobody speaks."""
    there = voices(view)
    if not there:
        return
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom", key="voice-all"):
        spoken = view.settings.narration
        st.toggle("Spoken", **truth("narration-on", spoken, lambda chosen: settings(film, narration=chosen)))
        if not spoken:
            return
        default = film.speaker().default or there[0]
        names = {"": f"Default: {default.title}", **{voice.id: title(voice) for voice in there}}
        voice = view.settings.voice if view.settings.voice in names else ""
        st.selectbox(
            "Voice of the film",
            list(names),
            format_func=lambda name: names[name],
            width=200,
            **truth("voice-film", voice, lambda chosen: settings(film, voice=chosen)),
        )
        st.select_slider(
            "Pace of the film",
            PACES,
            format_func=lambda percent: f"{percent} %",
            width=200,
            **truth("speed-film", nearest(view.settings.speed), lambda chosen: settings(film, speed=chosen)),
        )


def _voice_in(film: "Project", view: Overview, language: str) -> None:
    """The voice of a further language; nothing to choose where nobody speaks it."""
    now = film.speaker(language)
    if not (now.voices and view.settings.narration):
        return
    default = now.default.title if now.default else "the model's own"
    names = {"": f"As the film: {default}", **{voice.id: title(voice) for voice in now.voices}}

    def put(voice: str) -> None:
        name = f"voice/{language}/{session.turn()}"
        session.intent(film, lambda film: film.choose_voice(voice, language), name=name)

    st.selectbox(
        f"Voice in {words.language(language)}",
        list(names),
        format_func=lambda name: names[name],
        width=260,
        **truth(f"voice-{language}", now.chosen if now.chosen in names else "", put),
    )


def title(voice: VoiceView) -> str:
    return f"{voice.title} ({voice.language})" if "-" in voice.language else voice.title


def nearest(percent: int) -> int:
    """The pace among those that can be chosen."""
    return min(PACES, key=lambda pace: abs(pace - percent))


def _list(film: "Project", view: Overview, rows: list[LineRow], row: LineRow | None, language: str) -> None:
    def said() -> None:
        sent = st.session_state["lines"].said or {}
        scene, text = str(sent.get("id", "")), str(sent.get("text", ""))
        if scene in {one.id for one in rows}:
            if language:
                say(film, language, f"{scene}/narration", text)
            else:
                revise(film, lambda board: changed(board, scene, narration=text), name=f"said/{scene}")
            chosen.choose(scene=scene)

    def picked() -> None:
        chosen.choose(scene=str(st.session_state["lines"].picked or ""))

    data = {
        "chosen": row.id if row else "",
        "ratio": view.settings.aspect.value,
        "turn": session.turn(),
        "focus": st.session_state.pop("focus-line", ""),
        "lines": _told(view, rows, language) if language else _rows(view, rows),
    }
    LINE_LIST(key="lines", data=data, on_said_change=said, on_picked_change=picked)


def _told(view: Overview, rows: list[LineRow], language: str) -> list[dict[str, Any]]:
    """The rows in a further language, beside what the film itself says."""
    own, hint = {row.scene.id: row.scene.narration for row in view.scenes}, f"Write it in {words.language(language)}"
    found = _rows(told_in(view, language), rows)
    return [
        row | ({"hint": hint} if own[row["id"]] else {"locked": True}) | {"under": row["under"] or own[row["id"]]}
        for row in found
    ]


def say(film: "Project", language: str, row: str, text: str) -> None:
    """Write a scene's words in a further language: `SCENE/narration`, `SCENE/words`."""
    scene, _, part = row.partition("/")
    st.session_state["changed-last"] = (film.id, of_language(language))
    session.intent(
        film,
        lambda film: film.word_all(language, {scene: {part: text}}),
        name=f"say/{language}/{row}/{session.turn()}",
    )


def _rows(view: Overview, rows: list[LineRow]) -> list[dict[str, Any]]:
    names = {voice.id: voice.title for voice in voices(view)}
    there = voiced(view)
    why, pictures = unspoken(view, voiced=there), {one.scene.id: picture(one) for one in view.scenes}
    return [_row(view, one, names, pictures[one.id], why=why, there=there) for one in rows]


def _row(view: Overview, row: LineRow, names: dict[str, str], digest: str, *, why: str, there: bool) -> dict[str, Any]:
    rate, take = view.settings.rate, row.take
    return {
        "id": row.id,
        "number": row.number,
        "text": row.text,
        "image": thumb(digest) if digest else "",
        "state": row.state.value,
        "mark": MARKS[row.state],
        "chip": chip_says(row, voiced=there) or WORDS[row.state],
        "under": under(row, rate, why=why),
        "wrong": bool(row.over) or row.state.value in ("failed", "blocked"),
        "frames": row.frames,
        "spoken": row.spoken or 0,
        "over": bool(row.over),
        "lead": row.lead,
        "fit": row.fit,
        "fits": f"{FITS[row.fit]} {stands(row, rate)}" if row.fit else "",
        "length": length_says(row, rate),
        "manner": manner(row, names),
        "locked": row.locked,
        "src": blob(take.digest, take.mime) if take else "",
    }
