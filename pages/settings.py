"""Settings: providers, models, money, gates, the workspace, and what is installed. Every change is saved at once."""

from collections.abc import Callable

import streamlit as st

from vidpipe.ui import session
from vidpipe.ui.markup import show, tag
from vidpipe.ui.page import Page
from vidpipe.ui.parts import head
from vidpipe.ui.records import choosing, fields, place, providers
from vidpipe.ui.trouble import guarded

PAGE = Page(title="Settings", icon="tune", order=90, zone="foot")


def part(title: str, line: str, draw: Callable[[], None]) -> None:
    """A section: what it is about on the left, what can be chosen on the right."""
    name = title.lower().replace(" ", "-")
    with st.container(key=f"part-{name}"):
        left, right = st.columns([3, 9], gap=32)
        with left:
            show(tag("div", tag("h2", title, class_="sec"), tag("p", line, class_="quiet"), id=name))
        with right, st.container(gap=12, key=f"choose-{name}"):
            guarded(draw)()


def page() -> None:
    studio = session.studio()
    chosen = studio.preferences
    with st.container(key="head"):
        show(head("Settings", "For this workspace and all new films in it. Every change is saved at once."))
    with st.container(gap=0, key="settings-page"):
        makers, models = studio.providers(), studio.models()
        ready = [maker.name for maker in makers if maker.ready]
        part(
            "Providers",
            "Who makes words, pictures and sound. Nothing is sent to anybody whose models you did not choose.",
            lambda: providers.providers(makers, chosen),
        )
        part(
            "Models",
            "What new films begin with. A film or a scene may choose otherwise.",
            lambda: providers.models(models, chosen, ready),
        )
        part("Money", "Checked before every paid call.", lambda: choosing.money(chosen))
        part("Gates and name", "Where new films wait for you, and who you are.", lambda: choosing.gates(chosen))
        part("Work", "How hard this computer works.", lambda: choosing.work(chosen))
        part("Workspace", "Where everything lies.", place.workspace)
        part("Installed", "What is here and what is missing.", place.installed)
    fields.forget()


page()
