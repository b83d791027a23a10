"""From a result to a scene: the places of the open film that take it, and its use, in two clicks."""

from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.errors import VidpipeError
from vidpipe.take import SlotView
from vidpipe.ui import session, words
from vidpipe.ui.address import thumb
from vidpipe.ui.lab import place
from vidpipe.ui.markup import show, tag
from vidpipe.ui.view.steps import numbers, page_of, step_of

if TYPE_CHECKING:
    from vidpipe.lab import CellView, Experiment
    from vidpipe.studio import Project

FILMS = 8
"""How many films are offered where none is open."""
ENDS = {
    "image": (("keyframe/start", "Start"), ("keyframe/end", "End")),
    "video": (("clip", "Clip"),),
    "speech": (("narration", "Narration"),),
    "text": (("narration", "Narration"),),
}
"""What a scene has room for, by role: the beginning of a slot's name within its scene, and the word for it."""
NONE = {
    "": "Open a film among the projects first: its scenes stand here then.",
    "scenes": "This film has no storyboard yet. Its scenes stand here once they are written.",
}


def menu(run: "Experiment") -> dict[str, Any]:
    """The places for a result as data: scenes of the open film, else films to open."""
    film = session.open_film()
    view = session.overview_or_none() if film else None
    if film is None or view is None:
        return {"film": "Which film?", "act": "film", "places": _films(), "none": "" if _films() else NONE[""]}
    places = _places(run, film, view)
    role = run.grid.role.value
    return {
        "film": view.title or "Untitled film",
        "act": "use",
        "places": places,
        "none": "" if places else NONE["scenes"],
        "words": "Take its prompt into the scene too" if role in ("image", "video") and places else "",
    }


def _films() -> list[dict[str, Any]]:
    films = session.studio().summaries()[:FILMS]
    return [{"id": film.id, "title": film.title, "ends": [[film.id, "Open"]]} for film in films]


def _places(run: "Experiment", film: "Project", view: Overview) -> list[dict[str, Any]]:
    role, origin = run.grid.role.value, run.grid.origin
    if role == "music":
        return [{"id": "music", "title": "The film's music", "ends": [["music", "Use"]]}]
    if role == "text" and origin.project == film.id and origin.slot in ("brief", "storyboard"):
        return [{"id": origin.slot, "title": f"The film's {origin.slot}", "ends": [[origin.slot, "Use"]]}]
    return [_scene(row, ENDS[role]) for row in view.scenes]


def _scene(row: SceneView, ends: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    title = row.scene.title or words.plain(row.scene.beat) or f"Scene {row.index}"
    digest = _digest(row.slots.get("keyframe/start"))
    return {
        "id": row.scene.id,
        "title": f"{row.index}  {title}",
        "image": thumb(digest) if digest else "",
        "ends": [[_slot(row, name), label] for name, label in ends],
    }


def _slot(row: SceneView, begins: str) -> str:
    """The scene's slot of this name, in the film's first language and quality; the scene itself where it has none."""
    found = next((slot.slot for name, slot in row.slots.items() if name.startswith(begins)), "")
    return found or f"scene/{row.scene.id}"


def _digest(slot: SlotView | None) -> str:
    return slot.take.digest if slot and slot.take else ""


def use(run: "Experiment", slot: str, to: str, *, words: bool) -> None:
    """Put a result into the open film. What it came to stands in the session, for the line above the grid."""
    film = session.open_film()
    if film is None:
        session.tell("No film is open.", "Open one among the projects.")
        return
    done = place.attempt(
        lambda: run.use(slot, film, to, with_words=words).id,
        name=f"use/{run.id}/{slot}/{film.id}/{to}/{session.turn()}",
    )
    session.forget(film.id)
    if done:
        st.session_state["lab-used"] = (film.id, to)
    st.session_state["turn"] = session.token()
    place.redraw()


def used() -> None:
    """What was just put into a film, with the way there and the way back."""
    found = st.session_state.get("lab-used")
    film = session.open_film()
    if not found or film is None or found[0] != film.id:
        return
    view, slot = session.overview(film), found[1]
    name = "The style" if found[2:] else words.place(slot, numbers(view))
    with st.container(horizontal=True, gap=12, vertical_alignment="center", key="lab-used-line"):
        said = tag("b", f"{name} of “{view.title}” is from this grid now.")
        show(tag("p", tag("i", "✓", aria_hidden="true"), said, class_="beside approved", role="status"), fit=True)
        step = page_of(step_of(slot))
        st.page_link(
            f"pages/{step}.py",
            label="See it",
            icon=":material/arrow_forward:",
            query_params={"project": film.id, "slot": slot},
        )
        st.button("Undo", key="lab-undo", type="tertiary", icon=":material/undo:", on_click=_undo, args=(film, slot))
        st.button("Close", key="lab-used-close", type="tertiary", on_click=_close)


def _close() -> None:
    st.session_state.pop("lab-used", None)


def _undo(film: "Project", slot: str) -> None:
    session.intent(film, lambda film: film.undo(slot), name=f"undo/{slot}/{session.token()}")
    st.session_state.pop("lab-used", None)
    place.redraw()


def styled(run: "Experiment", cell: "CellView") -> None:
    """Have the open film look like this result; what would be stale then, and its price, stand beside the button."""
    film = session.open_film()
    if film is None or not cell.mime.startswith(("image/", "video/")):
        return
    key = f"lab-style-{cell.slot}"
    if not st.session_state.get(key):
        st.button("Make it the film's style", icon=":material/palette:", key=f"{key}-ask", on_click=_ask, args=(key,))
        return
    try:
        found = run.style_preview(cell.slot, film)
    except VidpipeError as error:
        show(tag("div", tag("b", error.message), tag("p", error.remedy), class_="ask failed"))
        return
    title = session.overview(film).title
    stale = words.count(len(found.stale), "part")
    cost = f"costs {words.roughly(found.micros)}" if found.micros else "is free"
    follows = f"{stale} of “{title}” would be stale; making them again {cost}."
    show(tag("p", follows if found.stale else f"Nothing of “{title}” is made yet that would be stale.", class_="quiet"))
    st.button(
        "Use this look", icon=":material/palette:", key=f"{key}-go", on_click=_style, args=(run, cell.slot, film, key)
    )


def _ask(key: str) -> None:
    st.session_state[key] = True


def _style(run: "Experiment", slot: str, film: "Project", key: str) -> None:
    done = place.attempt(lambda: run.make_style(slot, film), name=f"style/{run.id}/{slot}/{film.id}/{session.turn()}")
    session.forget(film.id)
    st.session_state["turn"] = session.token()
    st.session_state.pop(key, None)
    if done:
        st.session_state["lab-used"] = (film.id, "storyboard", "style")
        st.session_state.pop("lab-open", None)
    place.redraw()
