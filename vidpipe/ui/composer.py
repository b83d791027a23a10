"""The composer: an idea and its settings on the left, what it will cost and the button on the right."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.ui import session, words
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import facts
from vidpipe.ui.trouble import complaint, guarded

KINDS = {"": "Any", "story": "Story", "ad": "Ad", "explainer": "Explainer"}
ASPECTS = ("16:9", "9:16", "1:1", "4:5")
QUALITIES = {"draft": "Draft", "final": "Final"}
LENGTHS = (4, 6, 8, 10, 12, 15, 20, 24, 30, 40, 45, 60, 90, 120, 180)
GATES = ("storyboard", "keyframes", "clips", "cut")
IDEA = "A black cat walks home across a sleeping city and finds out that home is someone."
SAMPLE = {
    "prompt": "A paper boat sails a rain puddle through the evening city and finds the sea",
    "title": "Sample: The Paper Boat",
    "kind": "story",
    "duration": 12,
}


def composer() -> None:
    """Draw it. Only this part is drawn again while somebody writes."""
    st.session_state.setdefault("composing", session.token())
    _compose()


@st.fragment
@guarded
def _compose() -> None:
    complaint()
    with st.container(key="composer"):
        left, right = st.columns([3, 1], gap=32)
        with left, st.container(gap=12):
            st.text_area("What is the film about?", key="idea", height=72, placeholder=IDEA, max_chars=20_000)
            _settings()
        with right:
            _price()
    if st.session_state.get("made"):
        st.rerun()


def _settings() -> None:
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom", key="settings"):
        _choice("Kind", list(KINDS), "", key="kind", says=KINDS)
        _choice("Shape", list(ASPECTS), "16:9", key="aspect")
        _choice("Quality", list(QUALITIES), "final", key="quality", says=QUALITIES)
        st.selectbox(
            "Length", LENGTHS, index=LENGTHS.index(24), format_func=lambda s: f"{s} s", key="duration", width=92
        )
        st.pills(
            "Ask me before going past",
            GATES,
            selection_mode="multi",
            default=["storyboard"],
            format_func=words.capital,
            key="gates",
        )
        with st.popover("More", key="more-settings"):
            st.text_input("Style", placeholder="Painted night, soft light", key="style", max_chars=600)
            languages = ["", *words.LANGUAGES]
            st.selectbox(
                "Language",
                languages,
                format_func=lambda tag: words.language(tag) or "As the idea is written",
                key="language",
            )
            st.number_input(
                "Budget in dollars", min_value=0.0, value=None, placeholder="No limit", step=1.0, key="budget"
            )
            st.toggle("Music", value=True, key="music")
            st.toggle("Narration", value=True, key="narration")


def _choice(label: str, options: list[str], default: str, *, key: str, says: Mapping[str, str] | None = None) -> None:
    say = says or {}
    st.segmented_control(
        label, options, default=default, required=True, format_func=lambda name: say.get(name, name), key=key
    )


def wishes() -> dict[str, Any]:
    """The settings as they stand in the composer, named as the façade names them."""
    state = st.session_state
    return {
        "kind": state.kind or None,
        "duration": state.duration,
        "aspect": state.aspect,
        "style": state.get("style", ""),
        "language": state.get("language", ""),
        "quality": state.quality,
        "gates": tuple(name for name in GATES if name in (state.gates or ())),
        "budget_usd": state.get("budget"),
        "music": state.get("music", True),
        "narration": state.get("narration", True),
    }


def _price() -> None:
    wanted = wishes()
    try:
        found = session.studio().estimate(st.session_state.idea.strip() or IDEA, **wanted)
    except VidpipeError as error:
        show(tag("div", tag("b", error.message), tag("p", error.remedy), class_="ask failed"))
        return
    show(estimate(found))
    first = next(iter(wanted["gates"]), "")
    verb = "Write the storyboard" if first == "storyboard" else "Make the film"
    name = st.session_state.composing
    cost = words.price(next((line.micros for line in found.lines if line.step == first), found.micros))
    st.button(
        f"{verb} · {cost}",
        type="primary",
        width="stretch",
        key=f"create-{name}",
        shortcut="Ctrl+Enter",
        on_click=create,
        args=(name,),
    )


def estimate(found: Any) -> Markup:
    """What a film will cost, by step."""
    lines = [
        (_counted(line.step, line.count), words.price(line.micros)) for line in found.lines if line.step != "brief"
    ]
    counts = {line.step: line.count for line in found.lines}
    scenes = counts.get("clips", 0)
    label = f"Estimate, {words.count(scenes, 'scene')}" if scenes else "Estimate"
    return tag(
        "div",
        tag("span", label, class_="eyebrow"),
        tag("b", words.price(found.micros), class_="num"),
        facts(*lines),
        class_="estimate",
    )


def _counted(step: str, number: int) -> str:
    return words.STEPS[step] if number == 1 or step == "sound" else words.count(number, words.UNITS[step])


def create(name: str) -> None:
    """Make the film that the composer describes, once for this composer; the next one is new."""
    idea = st.session_state.idea.strip()
    if not idea:
        session.tell("There is no idea yet.", "Say in a sentence what the film is about.")
        return
    _make(name, {"prompt": idea, **wishes()})


def sample(name: str) -> None:
    """One click to a finished film, made on this computer."""
    _make(name, dict(SAMPLE))


def _make(name: str, wanted: dict[str, Any]) -> None:
    studio = session.studio()
    try:
        made = session.once(f"create/{name}", lambda: str(studio.create(**wanted).id))
    except VidpipeError as error:
        session.say(error)
        return
    session.intent(studio.project(made), lambda film: film.start(), name="first start")
    st.session_state["made"] = made
    st.session_state["composing"] = session.token()
    st.session_state["idea"] = ""
