"""What is drawn over the film: captions in a style, chosen by how they look on it, and the logo."""

from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.caption import LEAST_OPACITY, STYLES, Logo, Subtitles
from vidpipe.ui import address, chosen, session
from vidpipe.ui.cutting.edits import recut, truth, with_fields
from vidpipe.ui.markup import show, tag
from vidpipe.ui.parts import section
from vidpipe.ui.view.captions import CORNERS, NAMES, SIZES, Sample, all_said, logo_says, sample, says

if TYPE_CHECKING:
    from vidpipe.studio import Project

PICTURES = ["png", "webp", "jpg", "jpeg"]
MOST_MB = 40


def drawn_over(film: "Project", view: Overview) -> None:
    """The section under the joints."""
    if view.storyboard is None:
        return
    with st.container(gap=12, key="drawn-over"):
        _captions(film, view)
        _letters(film, view)
        _logo(film, view)


def _captions(film: "Project", view: Overview) -> None:
    show(section("Captions", small=says(view)))
    seen = sample(view, chosen.scene(view))
    if not says(view):
        told = "Nobody says anything in this film. Write narration into its scenes to have captions."
        show(tag("p", told, class_="quiet"))
        return
    with st.container(horizontal=True, gap=12, key="styles"):
        for style in STYLES:
            _style(film, view, style, seen)


def _letters(film: "Project", view: Overview) -> None:
    """What no font here draws of all that is said or written, and which font of this machine stands in for ours."""
    missing = session.known(film, view, "undrawable", lambda: film.undrawable(all_said(view)))
    if missing:
        left_out = "Until then captions, titles and end cards in it are left out."
        show(tag("p", f"{missing} {left_out}", class_="quiet wrong", role="status"))
    elif session.known(film, view, "waits-for-font", lambda: film.waits_for_font):
        _draw_missing(film)
    elif lent := session.known(film, view, "lent-font", lambda: film.lent_font(all_said(view))):
        show(tag("p", lent, class_="quiet"))


def _draw_missing(film: "Project") -> None:
    """A font came after the film was cut without it."""

    def again(film: "Project") -> None:
        if film.draw_missing():
            film.wake()

    with st.container(horizontal=True, gap=12, vertical_alignment="center", key="captions-font"):
        show(tag("p", "A font that was missing when the film was cut is here now.", class_="quiet"), fit=True)
        st.button(
            "Draw what was left out · Free",
            key="captions-draw",
            icon=":material/refresh:",
            on_click=session.intent,
            args=(film, again),
            kwargs={"name": f"captions/draw/{session.turn()}"},
        )


def _style(film: "Project", view: Overview, style: Subtitles, seen: Sample | None) -> None:
    """A picture of the style, which chooses it."""
    now, name = view.edit.subtitles == style, NAMES[style]
    with st.container(gap=4, key=f"style-{style}{'-now' if now else ''}"):
        with st.container(gap=0, key=f"poster-style-{style}"):
            if seen:
                digest = session.known(film, view, f"sample/{style}/{seen}", lambda: _sample(film, style, seen))
                where = address.blob(digest, "image/webp")
                show(tag("div", tag("img", src=where, alt=""), class_="shot"))
            else:
                show(tag("div", class_="shot none"))
            st.button(
                f"Captions: {name}{', chosen' if now else ''}",
                key=f"style-put-{style}",
                type="tertiary",
                on_click=recut,
                args=(film, with_fields(subtitles=style)),
                kwargs={"name": "subtitles"},
            )
        show(tag("p", tag("i", "●" if now else "○", aria_hidden="true"), name, class_="stylename"))


def _sample(film: "Project", style: Subtitles, seen: Sample) -> str:
    return film.caption_sample(style, picture=seen.picture, text=seen.text)


def _logo(film: "Project", view: Overview) -> None:
    logo = view.edit.logo
    with st.container(horizontal=True, gap=16, vertical_alignment="bottom", key="logo"):
        show(section("Logo", small="" if logo else "on the end card, or small in a corner"), fit=True)
        if logo:
            picture = tag("img", src=address.blob(logo.picture, "image/png"), alt="The logo")
            show(tag("div", picture, class_="logo"), fit=True)
        _bring(film, "Another logo" if logo else "Bring a logo")
        if logo:
            _place(film, logo)
            st.button(
                "Take it out",
                key="logo-drop",
                type="tertiary",
                icon=":material/close:",
                on_click=session.intent,
                args=(film, lambda film: film.drop_logo()),
                kwargs={"name": f"logo/drop/{session.turn()}"},
            )
    if told := logo_says(view):
        show(tag("p", told, class_="quiet", role="status"))


def _bring(film: "Project", label: str) -> None:
    """A quiet button that takes a file."""
    turn = st.session_state.setdefault("logo-turn", 0)
    with st.popover(label, icon=":material/upload:", type="tertiary", key="logo-bring"):
        key = f"logo-file-{turn}"

        def take() -> None:
            file = st.session_state[key]
            if file is None:
                return
            st.session_state["logo-turn"] = turn + 1
            data, given = file.getvalue(), file.name
            name = f"logo/{session.turn()}"
            session.intent(film, lambda film: film.bring_logo(data, name=given) and None, name=name)

        st.file_uploader(label, type=PICTURES, max_upload_size=MOST_MB, key=key, on_change=take)
        show(tag("p", "A PNG or WebP with a transparent ground looks best.", class_="quiet"))


def _place(film: "Project", logo: Logo) -> None:
    """Where it stands, and how large and how much of it is seen in a corner."""

    def put(**fields: object) -> None:
        changed = Logo.model_validate(logo.model_dump() | fields)
        recut(film, with_fields(logo=changed.model_dump()), name="logo")

    st.selectbox(
        "Stands",
        list(CORNERS),
        format_func=lambda corner: CORNERS[corner],
        width=168,
        **truth("logo-corner", logo.corner, lambda corner: put(corner=corner)),
    )
    if not logo.corner:
        return
    st.segmented_control(
        "Size",
        list(SIZES),
        format_func=lambda size: SIZES[size],
        required=True,
        **truth("logo-size", logo.size, lambda size: put(size=size)),
    )
    st.slider(
        "Opacity",
        LEAST_OPACITY,
        100,
        step=5,
        format="%d %%",
        width=140,
        **truth("logo-opacity", logo.opacity, lambda opacity: put(opacity=opacity)),
    )
    st.toggle("On the end card too", **truth("logo-card", logo.card, lambda card: put(card=card)))
