"""The composer: an idea and its settings on the left, what it will cost and the button on the right."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.film.brief import FilmKind
from vidpipe.library.models import retired
from vidpipe.ui import paying, session, sourced, words
from vidpipe.ui.leading import landing, lead
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import facts
from vidpipe.ui.trouble import complaint, guarded
from vidpipe.ui.view.beats import FREE, OWN, plans
from vidpipe.ui.view.going import ABOVE
from vidpipe.ui.view.model import named
from vidpipe.ui.view.remedy import LADDERS

KINDS = {"": "Any", "story": "Story", "ad": "Ad", "explainer": "Explainer"}
ASPECTS = ("16:9", "9:16", "1:1", "4:5")
QUALITIES = {"draft": "Draft", "final": "Final"}
LENGTHS: tuple[int | str, ...] = (4, 6, 8, 10, 12, 15, 20, 24, 30, 40, 45, 60, 90, 120, 180, 300, 600, "auto")
GATES = ("moods", "storyboard", "keyframes", "clips", "sound", "cut")
FIRST = {"moods": "Offer moods", "storyboard": "Write the storyboard"}
"""What is made before it asks for the first time."""
ROLES = {"text": "Writing", "image": "Keyframes", "video": "Clips", "speech": "Voice", "music": "Music"}
IDEA = "A black cat walks home across a sleeping city and finds out that home is someone."
SAMPLE: dict[str, Any] = {
    "prompt": "A paper boat sails a rain puddle through the evening city and finds the sea",
    "title": "The Paper Boat",
    "kind": "story",
    "duration": 12,
    "gates": (),
}


def composer() -> None:
    """Draw it. Only this part is drawn again while somebody writes."""
    st.session_state.setdefault("composing", session.token())
    _compose()


@st.fragment
@guarded
def _compose() -> None:
    paying.bring_up()
    if "leading" in st.session_state:
        st.rerun()
    complaint()
    with st.container(key="composer"):
        left, right = st.columns([3, 1], gap=32)
        with left, st.container(gap=12):
            from_it = "What the film should make of it, if you want to say so" if sourced.found() else IDEA
            st.text_area("What is the film about?", key="idea", height=72, placeholder=from_it, max_chars=20_000)
            with st.container(horizontal=True, gap=16, vertical_alignment="center", key="idea-ways"):
                sourced.bring()
                talk_link()
            _settings()
        with right:
            _price()


def talk_link() -> None:
    """The way to be asked instead."""
    st.page_link(
        "pages/brief.py",
        label="Talk it through instead",
        icon=":material/chat:",
        query_params={"talk": "new"},
        width="content",
    )


def _settings() -> None:
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom", key="settings"):
        _choice("Kind", list(KINDS), "", key="kind", says=KINDS)
        _choice("Shape", list(ASPECTS), "16:9", key="aspect")
        st.selectbox("Length", LENGTHS, index=LENGTHS.index(24), format_func=_length, key="duration", width=150)
        _made_with()
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom", key="settings-more"):
        _choice("Quality", list(QUALITIES), "final", key="quality", says=QUALITIES)
        st.pills(
            "Ask me before going past",
            GATES,
            selection_mode="multi",
            default=default_gates(),
            format_func=words.capital,
            key="gates",
        )
        with st.popover(_more_label(), key="more-settings"), st.container(gap=12, width=320):
            _more()


def _made_with() -> None:
    """Whose models make it. Nothing is asked before the film is made."""
    makers = made_with(session.studio().providers(), chosen=bool(_preferred()))
    st.selectbox("Made with", list(makers), format_func=makers.__getitem__, key="provider", width=180)


def _preferred() -> Mapping[Any, str]:
    """The models that the workspace prefers."""
    chosen = getattr(session.studio(), "preferences", None)
    return chosen.models if chosen else {}


def default_gates() -> list[str]:
    """The gates a new film begins with, as the workspace prefers."""
    chosen = getattr(session.studio(), "preferences", None)
    return [gate for gate in GATES if gate in (chosen.gates if chosen else ("storyboard",))]


def _length(value: int | str) -> str:
    return "As long as its words" if value == "auto" else words.span(int(value)) if int(value) < 90 else _minutes(value)


def _minutes(value: int | str) -> str:
    whole, rest = divmod(int(value), 60)
    return f"{whole} min {rest} s" if rest else f"{whole} min"


def _more_label() -> str:
    """How many of the rarer settings are set."""
    state = st.session_state
    said = [
        state.get("plan", FREE) != FREE,
        state.get("style"),
        state.get("language"),
        state.get("told-in"),
        state.get("budget"),
        *_models().values(),
    ]
    said += [not state.get("music", True), not state.get("narration", True)]
    number = sum(bool(value) for value in said)
    return f"More, {number} set" if number else "More"


def _more() -> None:
    _plan()
    st.text_input("Style", placeholder="Painted night, soft light", key="style", max_chars=600)
    st.selectbox(
        "Language",
        ("", *words.LANGUAGES),
        format_func=lambda tag: words.language(tag) or "As the idea is written",
        key="language",
    )
    st.multiselect(
        "Also told in",
        list(words.LANGUAGES),
        format_func=words.language,
        key="told-in",
        placeholder="One language",
        help="Each has its own words, voice and cut of the same pictures",
    )
    chosen = getattr(session.studio(), "preferences", None)
    st.number_input(
        "Budget in dollars",
        min_value=0.0,
        max_value=1_000_000.0,
        value=chosen.project_budget_usd if chosen else None,
        placeholder="No limit",
        step=1.0,
        key="budget",
    )
    preferred = chosen.ladder if chosen else "ask"
    st.selectbox(
        "When a provider refuses a clip",
        list(LADDERS),
        index=list(LADDERS).index(preferred),
        format_func=LADDERS.__getitem__,
        key="ladder",
    )
    with st.container(horizontal=True, gap=24):
        st.toggle("Narration", value=True, key="narration")
        st.toggle("Music", value=True, key="music")
    own = "As chosen above" if st.session_state.get("provider") else "The workspace's choice"
    for role, models in offered().items():
        names = {"": own} | models
        st.selectbox(
            f"Model for {ROLES[role].lower()}", list(names), format_func=names.__getitem__, key=f"model-{role}"
        )


def _plan() -> None:
    """The beats that its storyboard keeps to, of the kind that is chosen."""
    kind = st.session_state.get("kind")
    options = plans(FilmKind(kind) if kind else None)
    options.pop(OWN)
    if st.session_state.get("plan") not in options:
        st.session_state["plan"] = FREE
    st.selectbox("Beats", list(options), format_func=options.__getitem__, key="plan")


def offered() -> dict[str, dict[str, str]]:
    """Of each role that more than one model can fill: their ids with title and price, and what stands against them.
    Those that are gone are left out."""
    found: dict[str, dict[str, str]] = {}
    ready = {provider.name for provider in session.studio().providers() if provider.ready}
    for caps in session.studio().models():
        if retired(caps) != "gone":
            found.setdefault(caps.role.value, {})[caps.id] = named(caps, ready=ready)
    return {role: models for role, models in found.items() if len(models) > 1}


def _models() -> dict[str, str]:
    chosen = {role: str(st.session_state.get(f"model-{role}") or "") for role in ROLES}
    return {role: name for role, name in chosen.items() if name}


def _choice(label: str, options: list[str], default: str, *, key: str, says: Mapping[str, str] | None = None) -> None:
    say = says or {}
    st.segmented_control(
        label, options, default=default, required=True, format_func=lambda name: say.get(name, name), key=key
    )


def wishes() -> dict[str, Any]:
    """The settings as they stand in the composer, named as the façade names them."""
    state = st.session_state
    models = _models()
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
        **({"beats": state.plan} if state.get("plan", FREE) != FREE else {}),
        **({"languages": list(state["told-in"])} if state.get("told-in") else {}),
        **({"ladder": state.ladder} if state.get("ladder") else {}),
        **({"models": models} if models else {}),
        **({"provider": state.provider} if state.get("provider") else {}),
    }


def _price() -> None:
    wanted = wishes()
    try:
        idea = st.session_state.idea.strip()
        found = sourced.estimate(idea, wanted) or session.studio().estimate(idea or IDEA, **wanted)
    except VidpipeError as error:
        show(tag("div", tag("b", error.message), tag("p", error.remedy), class_="ask failed"))
        return
    show(estimate(found, budget=wanted["budget_usd"]))
    _who(wanted.get("provider", ""))
    first = next(iter(wanted["gates"]), "")
    name = st.session_state.composing
    paying.paid(
        "Make the films" if sourced.each() else FIRST.get(first, "Make the film"),
        sum(line.micros for line in found.lines if runs_before(line.step, wanted["gates"])),
        key=f"create-{name}",
        primary=True,
        width="stretch",
        shortcut="Ctrl+Enter",
        on_go=lambda: create(name),
    )


def _who(provider: str) -> None:
    """Which roles this computer takes since the provider has no model for them, and whether its key is missing."""
    if not provider:
        return
    studio = session.studio()
    found = studio.provided(provider)
    ready = next((view.ready for view in studio.providers() if view.name == provider), True)
    said = taken_here(found.title, [role.value for role in found.local]) if provider != "local" else ""
    if said:
        show(tag("p", said, class_="quiet"))
    if not ready:
        show(tag("p", f"{found.title} has no key here yet: Settings says where it goes.", class_="beside failed"))


def taken_here(title: str, roles: Sequence[str]) -> str:
    """`OpenAI has no clips and music; this computer makes them.`"""
    names = [ROLES[role].lower() for role in roles]
    if not names:
        return ""
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return f"{title} has no {listed}; this computer makes {'them' if len(names) > 1 else 'that'}."


def made_with(found: Sequence[Any], *, chosen: bool) -> dict[str, str]:
    """Who can make a film, by name: as the workspace prefers, this computer, then whoever has models here."""
    others = [view for view in found if view.name != "local" and view.models]
    here = {"": "As the workspace prefers", "local": "This computer"} if chosen else {"": "This computer"}
    return here | {view.name: view.title if view.ready else f"{view.title}, no key" for view in others}


def runs_before(step: str, gates: tuple[str, ...]) -> bool:
    """Whether a step is made before the film waits at its first gate."""
    return set(gates).isdisjoint(ABOVE[step])


def estimate(found: Any, *, budget: float | None = None) -> Markup:
    """What a film will cost, by step, and how sure that is."""
    lines = [
        (_counted(line.step, line.count), words.price(line.micros)) for line in found.lines if line.step != "brief"
    ]
    counts = {line.step: line.count for line in found.lines}
    scenes = counts.get("clips", 0)
    label = f"Estimate, {words.count(scenes, 'scene')}" if scenes else "Estimate"
    over = budget is not None and found.micros > budget * 1_000_000
    return tag(
        "div",
        tag("span", label, class_="eyebrow"),
        tag("b", words.forecast(found.micros), tag("small", words.sure(found.micros)), class_="num"),
        facts(*lines),
        tag("p", f"Above the budget of {words.limit(round(budget * 1_000_000))}: it will stop there", class_="over")
        if over and budget is not None
        else None,
        class_="estimate",
    )


def _counted(step: str, number: int) -> str:
    return words.STEPS[step] if number == 1 or step in ("sound", "moods") else words.count(number, words.UNITS[step])


def create(name: str) -> None:
    """Make the film that the composer describes, once for this composer; the next one is new."""
    idea = st.session_state.idea.strip()
    if sourced.found():
        if sourced.make(name, {"prompt": idea, **wishes()}):
            _begin_anew()
        return
    if not idea:
        session.tell("There is no idea yet.", "Say in a sentence what the film is about.")
        return
    _make(name, {"prompt": idea, **wishes()})


def sample(name: str) -> None:
    """One click to a finished film, made on this computer whatever the workspace prefers."""
    local: dict[str, str] = {}
    for caps in session.studio().models():
        if caps.provider == "local":
            local.setdefault(caps.role.value, caps.id)
    _make(name, SAMPLE | ({"models": local} if local else {}))


def _make(name: str, wanted: dict[str, Any]) -> None:
    studio = session.studio()
    try:
        made = session.once(f"create/{name}", lambda: str(studio.create(**wanted).id))
    except VidpipeError as error:
        session.say(error)
        return
    session.intent(studio.project(made), lambda film: film.start(), name="first start")
    _begin_anew()
    lead(landing(tuple(wanted.get("gates", ()))), project=made)


def _begin_anew() -> None:
    st.session_state["composing"] = session.token()
    st.session_state["idea"] = ""
