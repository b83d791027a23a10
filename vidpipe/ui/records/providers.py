"""Providers and their models: whether a key is there, a test, and the model that each role begins with."""

from collections.abc import Mapping, Sequence

import streamlit as st

from vidpipe.errors import BadInput, VidpipeError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.studio import Preferences, ProviderView
from vidpipe.ui import session, words
from vidpipe.ui.markup import Markup, show, tag
from vidpipe.ui.parts import table
from vidpipe.ui.records import fields
from vidpipe.ui.records.figures import chip
from vidpipe.ui.view import model as view

KEYS = {
    "not needed": ("approved", "✓", "No key needed"),
    "present": ("approved", "✓", "Key present"),
    "missing": ("empty", "○", "Key missing"),
}


def providers(found: Sequence[ProviderView]) -> None:
    """Each with a button that really asks it."""
    for provider in found:
        with st.container(horizontal=True, gap=16, vertical_alignment="center", key=f"provider-{provider.name}"):
            show(_provider(provider))
            st.button("Test", key=f"test-{provider.name}", on_click=_test, args=(provider.name,), help=None)
        answer = st.session_state.get(f"tested-{provider.name}")
        if answer:
            show(_answer(*answer))


def _provider(provider: ProviderView) -> Markup:
    where = f"Put it in the environment as {provider.variable} and start the studio again"
    return tag(
        "div",
        tag("b", provider.title),
        chip(*KEYS[provider.key]),
        tag("span", words.count(provider.models, "model"), class_="quiet"),
        tag("span", where, class_="quiet") if provider.key == "missing" else None,
        class_="provider",
    )


def _answer(worked: bool, says: str) -> Markup:
    sign = tag("i", "✓" if worked else "✕", aria_hidden="true")
    return tag("p", sign, says, class_=f"beside {'approved' if worked else 'failed'}", role="status")


def _test(name: str) -> None:
    try:
        answer = True, session.studio().test_provider(name)
    except VidpipeError as error:
        answer = False, str(error)
    st.session_state[f"tested-{name}"] = answer


def models(found: Sequence[Caps], chosen: Preferences) -> None:
    """The model that new films take for each role, and what it can do."""
    for role in Role:
        fitting = {caps.id: caps for caps in found if caps.role is role}
        with st.container(key=f"role-{role.value}", gap=4):
            _role(role, fitting, chosen)
    if len(found) > len({caps.role for caps in found}):
        with st.expander("All models side by side"):
            show(catalogue(found))


def _role(role: Role, fitting: Mapping[str, Caps], chosen: Preferences) -> None:
    title, part = view.ROLES[role]
    label = f"{title}, for {part}"
    if not fitting:
        show(
            tag("p", tag("b", label), tag("span", " No model is here. " + _absent(role), class_="quiet"), class_="none")
        )
        return
    first = next(iter(fitting.values()))
    options = {"": f"{view.named(first)}, the first there is"} | {
        name: view.named(caps) for name, caps in fitting.items()
    }
    picked = chosen.models.get(role, "")
    if picked and picked not in options:
        options[picked] = f"{picked} (not here now)"
    fields.one(
        chosen, "models", label, options, shows=picked, read=lambda name: _with(role, name), part=role.value, width=420
    )
    if picked and picked not in fitting:
        show(tag("p", f"{picked} is not here, so new films are refused. Choose another.", class_="beside failed"))
    fields.tell(fields.beside(chosen, "models", "", part=role.value))
    show(_facts(fitting.get(picked) or first))


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
    gone = [model for model in models.values() if model not in here]
    if gone:
        raise BadInput(f"{gone[0]} is not here any more", remedy="Choose another for its role first.")
    return models or None


def catalogue(found: Sequence[Caps]) -> Markup:
    """Every model that can be used here."""
    columns = ["Model", "Makes", "Lengths", "Shapes", "References", "Price"]
    return table(columns, [_model(caps) for caps in sorted(found, key=lambda caps: (caps.role.value, caps.id))])


def _model(caps: Caps) -> list[str | Markup]:
    return [
        tag("span", tag("b", caps.title or caps.model), tag("span", f" {caps.id}", class_="quiet")),
        view.ROLES[caps.role][0],
        view.lengths(caps) or "any",
        ", ".join(caps.aspects) or "any",
        str(caps.references) if caps.references else "none",
        view.priced(caps),
    ]
