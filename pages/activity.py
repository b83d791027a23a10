"""Activity: what happened, what it cost, and how well the making goes, over all films or one."""

import streamlit as st

from vidpipe.ui import session
from vidpipe.ui.markup import show
from vidpipe.ui.page import Page
from vidpipe.ui.parts import head
from vidpipe.ui.records import wanted
from vidpipe.ui.records.happened import filters, happened
from vidpipe.ui.records.making import making
from vidpipe.ui.records.money import money, period
from vidpipe.ui.records.pulse import drawn, pulse
from vidpipe.ui.trouble import guarded
from vidpipe.ui.view.happenings import titles

PAGE = Page(title="Activity", icon="receipt_long", order=80, zone="foot")

VIEWS = {"happened": "What happened", "money": "Money", "yield": "Yield"}
LINES = {
    "happened": "Everything that was made, decided or went wrong, the newest first",
    "money": "What was reserved, charged and released, call by call",
    "yield": "How many takes are kept, how long they take, what was free",
}


def page() -> None:
    drawn()
    labels = session.studio().labels()
    with st.container(key="head"):
        said = wanted.asked("view", list(VIEWS))
        show(head("Activity", LINES[said]))
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom", key="records-tools"):
        view = wanted.choice(st.segmented_control, "View", VIEWS, name="view", required=True)
        films = {"": "All films"} | titles(labels)
        film = wanted.choice(st.selectbox, "Film", films, name="project", width=200)
        kind, where = filters(labels, film) if view == "happened" else ("", "")
        days = period() if view == "money" else 0
    with st.container(key="records", gap=16):
        if view == "money":
            guarded(money)(labels, film, days)
        elif view == "yield":
            guarded(making)(film)
        else:
            guarded(happened)(labels, film, kind, where)
    pulse()


page()
