"""Templates: a recipe under a name, laid into the fields, saved from them, and carried elsewhere as a file."""

import streamlit as st

from vidpipe.errors import VidpipeError
from vidpipe.film.template import Template
from vidpipe.ui import session, words
from vidpipe.ui.address import TEMPLATES
from vidpipe.ui.lab import place
from vidpipe.ui.lab.fields import gather
from vidpipe.ui.markup import label, show, tag
from vidpipe.ui.trouble import complaint
from vidpipe.ui.view.draft import ROLES, of_template


def templates_button() -> None:
    st.button(
        "Templates",
        key="lab-templates",
        icon=":material/bookmarks:",
        type="tertiary",
        help="Prompts with their variables, models and options, under a name",
        on_click=_open,
    )


def _open() -> None:
    gather()
    place.open_dialog("templates")
    place.redraw()


@st.dialog("Templates", width="medium", on_dismiss=place.close_dialog)
def templates() -> None:
    """Those that are there, then a name for the recipe as it stands, then files."""
    complaint()
    found = session.studio().lab.templates()
    with st.container(gap=4, key="template-list"):
        for number, template in enumerate(found):
            _template(number, template)
        if not found:
            show(
                tag("p", "None yet. Give the recipe a name below, and it stands here in every project.", class_="quiet")
            )
    _save({template.name for template in found})
    _files(found)


def _template(number: int, template: Template) -> None:
    with st.container(horizontal=True, gap=8, vertical_alignment="center", key=f"template-{number}", wrap=False):
        facts = " · ".join(
            filter(None, (ROLES[template.role.value], words.count(len(template.wordings), "prompt"), template.note))
        )
        show(tag("div", tag("b", template.name), tag("small", facts), class_="kept"))
        if st.button("Load", key=f"template-load-{number}", help=label(template.wordings[0][:300])):
            place.lay(of_template(template))
            _done()
        st.button(
            "Remove",
            key=f"template-gone-{number}",
            icon=":material/delete:",
            type="tertiary",
            on_click=_attempt,
            args=(lambda: session.studio().lab.remove_template(template.name),),
        )


def _done() -> None:
    place.close_dialog()
    st.rerun()


def _attempt(act: object) -> None:
    """Do something with the templates; what goes wrong is said in the dialog."""
    st.session_state.pop("said", None)
    try:
        act()  # type: ignore[operator]
    except VidpipeError as error:
        session.say(error)


def _save(known: set[str]) -> None:
    now = place.draft()
    with st.container(horizontal=True, gap=8, vertical_alignment="bottom", key="template-save"):
        name = st.text_input("Save the recipe as", key="template-name", max_chars=80, value=now.name)
        note = st.text_input("Note", key="template-note", max_chars=200)
        over = name.strip() in known
        st.button(
            "Replace" if over else "Save",
            key="template-keep",
            disabled=not (now.written and name.strip()),
            on_click=_attempt,
            args=(lambda: _keep(name.strip(), note.strip(), over),),
        )


def _keep(name: str, note: str, over: bool) -> None:
    now, lab = place.draft(), session.studio().lab
    grid = lab.grid(list(now.wordings), **now.asked())
    lab.save_template(grid, name=name, note=note, over=over)


def _files(found: list[Template]) -> None:
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom", key="template-files"):
        brought = st.file_uploader("Bring templates from a file", type="json", key="template-file", max_upload_size=2)
        if brought is not None and st.session_state.get("template-brought") != brought.file_id:
            st.session_state["template-brought"] = brought.file_id
            _attempt(lambda: session.studio().lab.import_templates(brought.getvalue()))
            st.rerun(scope="fragment")
        if found:
            says = f"Save all {len(found)} as a file" if len(found) > 1 else "Save it as a file"
            link = tag("a", says, class_="save", href=TEMPLATES, download="templates.json")
            show(tag("div", link, class_="saves"))
