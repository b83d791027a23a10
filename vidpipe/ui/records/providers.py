"""Providers and their models: whether a key is there, a test, and the model that each role begins with."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from vidpipe.errors import BadInput, VidpipeError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.tariff import briefly
from vidpipe.library.models import replacement, resolve, retired
from vidpipe.studio import Compared, Preferences, ProviderView
from vidpipe.ui import session, words
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import table
from vidpipe.ui.records import fields
from vidpipe.ui.records.figures import chip
from vidpipe.ui.view import model as view
from vidpipe.ui.view import typed

KEYS = {
    "not needed": ("approved", "✓", "No key needed"),
    "present": ("approved", "✓", "Key present"),
    "missing": ("empty", "○", "Key missing"),
}

LACKS = {"responses": "Answers by /responses", "schema": "Answers in a given form", "usage": "Counts of tokens"}


def providers(found: Sequence[ProviderView], chosen: Preferences) -> None:
    """Each with a button that really asks it, then where those are that need more than a key."""
    for provider in found:
        with st.container(horizontal=True, gap=16, vertical_alignment="center", key=f"provider-{provider.name}"):
            show(_provider(provider))
            st.button("Test", key=f"test-{provider.name}", on_click=_test, args=(provider.name,), help=None)
        answer = st.session_state.get(f"tested-{provider.name}")
        if answer:
            show(_answer(*answer))
    reached(chosen)


def _provider(provider: ProviderView) -> Markup:
    there = KEYS[provider.key] if provider.ready or provider.key == "missing" else ("empty", "○", "Not set up")
    return tag(
        "div",
        tag("b", provider.title),
        chip(*there),
        tag("span", words.count(provider.models, "model"), class_="quiet"),
        tag("span", _where(provider), class_="quiet") if provider.key == "missing" or not provider.ready else None,
        class_="provider",
    )


def _where(provider: ProviderView) -> str:
    """Where a key goes, or what else is missing."""
    if provider.key == "missing":
        return f"Put its key into .env as {provider.variable}, or into the environment of the studio"
    return "Say below where it is and which models it has"


def _answer(worked: bool, *says: str) -> Markup:
    sign = tag("i", "✓" if worked else "✕", aria_hidden="true")
    lines = [tag("p", sign, says[0], class_=f"beside {'approved' if worked else 'failed'}", role="status")]
    lines += [tag("p", line, class_="beside") for line in says[1:]]
    return tag("div", *lines, class_="tested")


def _test(name: str) -> None:
    try:
        found = session.studio().compare_provider(name)
        answer = True, found.said, *differs(found)
    except VidpipeError as error:
        answer = False, str(error)
    st.session_state[f"tested-{name}"] = answer


def differs(found: Compared) -> list[str]:
    """What a provider's own list says otherwise than the catalogue."""
    told = []
    if found.absent:
        told.append(f"Not listed there, though the catalogue has them: {', '.join(found.absent)}.")
    told += [f"{model} ends on {view.day(end)}, says the provider." for model, end in found.ending.items()]
    if found.back:
        told.append(f"Still listed there, though the catalogue says they are gone: {', '.join(found.back)}.")
    if found.listed is not None and not told:
        told.append("All models of the catalogue are listed there.")
    return told


def reached(chosen: Preferences) -> None:
    """Where providers are that need more than a key: a project of the platform, a server of one's own."""
    fields.text(
        chosen,
        "google_project",
        "Google project",
        shows=chosen.google_project,
        read=typed.name,
        help_="Only for Veo on the enterprise platform",
        placeholder="none",
    )
    fields.text(
        chosen,
        "server_url",
        "Address of your server",
        shows=chosen.server_url,
        read=typed.name,
        help_="One that speaks OpenAI's language: Ollama, vLLM, LM Studio",
        placeholder="http://127.0.0.1:11434/v1",
    )
    if not chosen.server_url:
        return
    fields.text(
        chosen,
        "server_models",
        "Its models, with commas between",
        shows=", ".join(chosen.server_models),
        read=typed.names,
        help_="Names as the server has them; image:name for pictures",
        placeholder="llama4, image:flux",
    )
    fields.many(chosen, "server_lacks", "It lacks", LACKS, shows=chosen.server_lacks)


def models(found: Sequence[Caps], chosen: Preferences, ready: Collection[str]) -> None:
    """The model that new films take for each role, and what it can do. `ready` are providers that can be asked."""
    for role in Role:
        fitting = {caps.id: caps for caps in found if caps.role is role}
        with st.container(key=f"role-{role.value}", gap=4):
            _role(role, fitting, chosen, ready)
    if len(found) > len({caps.role for caps in found}):
        with st.expander(f"All {len(found)} models side by side"):
            show(catalogue(found, ready))


def _role(role: Role, fitting: Mapping[str, Caps], chosen: Preferences, ready: Collection[str]) -> None:
    title, part = view.ROLES[role]
    label = f"{title}, for {part}"
    if not fitting:
        show(
            tag("p", tag("b", label), tag("span", " No model is here. " + _absent(role), class_="quiet"), class_="none")
        )
        return
    own = next((caps for caps in fitting.values() if caps.provider == "local"), None)
    picked = resolve(chosen.models.get(role, ""))
    options = {"": f"{view.named(own)}, on this computer" if own else "None"} | {
        name: view.named(caps, ready=ready)
        for name, caps in fitting.items()
        if caps is not own and (retired(caps) != "gone" or name == picked)
    }
    if own and picked == own.id:
        options[picked] = view.named(own)
    if picked and picked not in options:
        options[picked] = f"{picked} (not here now)"
    fields.one(
        chosen, "models", label, options, shows=picked, read=lambda name: _with(role, name), part=role.value, width=420
    )
    if picked and picked not in fitting:
        show(tag("p", f"{picked} is not here, so new films are refused. Choose another.", class_="beside failed"))
    fields.tell(fields.beside(chosen, "models", "", part=role.value))
    now = fitting.get(picked) or own
    if now:
        _warn(role, now, ready)
        show(_facts(now))


def _warn(role: Role, caps: Caps, ready: Collection[str]) -> None:
    """What stands against the model that is chosen, and one click to the one that replaces it."""
    if caps.provider not in ready:
        show(tag("p", f"Its key is missing, so new films with {caps.id} are refused.", class_="beside failed"))
    state = retired(caps)
    if not state:
        return
    kind = "failed" if state == "gone" else "stale"
    when = f"{'Was' if state == 'gone' else 'Is'} switched off on {view.day(caps.shutdown)}."
    other = replacement(caps.id)
    with st.container(horizontal=True, gap=12, vertical_alignment="center", key=f"retired-{role.value}"):
        sign = tag("i", "✕" if state == "gone" else "↻", aria_hidden="true")
        show(tag("p", sign, when, "" if other else " Nobody names a replacement yet.", class_=f"beside {kind}"))
        if other:
            st.button(f"Use {view.successor(caps)}", key=f"replace-{role.value}", on_click=_replace, args=(role, other))


def _replace(role: Role, model: str) -> None:
    try:
        session.studio().prefer(models=_with(role, model))
    except VidpipeError as error:
        session.say(error)


def _facts(caps: Caps) -> Markup:
    """What the model can do, in a line that wraps."""
    told = [tag("div", tag("dt", name), tag("dd", says)) for name, says in view.facts(caps)]
    return tag("dl", *told, class_="model-facts")


def _absent(role: Role) -> str:
    return 'Get one with: pip install "vidpipe[voice]"' if role is Role.SPEECH else "Give a provider its key."


def _with(role: Role, name: str) -> dict[Role, str] | None:
    """The choices with this one; without it where nothing is chosen. Raises BadInput."""
    before = dict(session.studio().preferences.models)
    before.pop(role, None)
    models = before | ({role: name} if name else {})
    here = {caps.id for caps in session.studio().models()}
    gone = [model for model in models.values() if resolve(model) not in here]
    if gone:
        raise BadInput(f"{gone[0]} is not here any more", remedy="Choose another for its role first.")
    return models or None


def catalogue(found: Sequence[Caps], ready: Collection[str] = ()) -> Markup:
    """Every model that is known here."""
    columns = ["Makes", "Model", "State", "Price"]
    order = list(Role)
    sorted_ = sorted(found, key=lambda caps: (order.index(caps.role), caps.provider != "local", caps.id))
    return table(columns, [_model(caps, ready) for caps in sorted_], classes="models")


def _model(caps: Caps, ready: Collection[str]) -> list[str | Markup]:
    return [
        view.ROLES[caps.role][0],
        tag(
            "span",
            tag("b", caps.title or caps.model),
            tag("span", f" {caps.id}", class_="quiet"),
            tag("span", view.can(caps)),
        ),
        _state(caps, ready),
        tag("span", words.capital(briefly(caps)), tag("span", f"of {view.day(caps.price.as_of)}", class_="quiet")),
    ]


def _state(caps: Caps, ready: Collection[str]) -> Markup:
    end = view.ending(caps)
    if retired(caps) == "gone":
        return chip("failed", "✕", words.capital(end))
    if end:
        return chip("stale", "↻", words.capital(end))
    return chip("approved", "✓", "Ready") if caps.provider in ready else chip("empty", "○", "No key")
