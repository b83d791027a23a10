"""Settings: the workspace, the worker, the models, and what is installed or missing."""

import streamlit as st

from vidpipe.ui import session
from vidpipe.ui.inventory import checks, models, workspace
from vidpipe.ui.markup import show
from vidpipe.ui.page import Page
from vidpipe.ui.parts import head, section

PAGE = Page(title="Settings", icon="tune", order=90, zone="foot")


def page() -> None:
    studio = session.studio()
    with st.container(key="head"):
        show(head("Settings", "This workspace, its models, and what is installed"))
    with st.container(gap=24, key="settings-page"):
        show(section("Workspace"), workspace(studio))
        show(section("What is installed"), checks(studio.doctor()))
        show(section("Models"), models(studio.models()))


page()
