"""The five steps from an idea to a film, over the pages: which are done, which is at work, which waits. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from vidpipe.engine.overview import Overview
from vidpipe.film.slot import BRIEF, STORYBOARD
from vidpipe.take import State
from vidpipe.ui.view.steps import find

MOODS = "moods"
FLOW: dict[str, tuple[str, ...]] = {
    "Brief": ("brief",),
    "Mood": (MOODS,),
    "Storyboard": ("storyboard",),
    "Clips": ("keyframes", "clips"),
    "Final": ("sound", "cut"),
}
"""The steps as a person counts them, and the steps of the flow that each takes."""
PRESSING = (
    State.UNCERTAIN,
    State.BLOCKED,
    State.FAILED,
    State.RUNNING,
    State.QUEUED,
    State.READY,
    State.STALE,
    State.EMPTY,
)
WAITS = {
    State.READY: "waits for you",
    State.RUNNING: "at work",
    State.QUEUED: "at work",
    State.STALE: "is stale",
    State.FAILED: "failed",
    State.BLOCKED: "was refused",
    State.UNCERTAIN: "is uncertain",
    State.APPROVED: "done",
    State.EMPTY: "to come",
}


@dataclass(frozen=True)
class Step:
    """One of the five. `page` is where it stands, '' where there is none; `says` how it is, in words."""

    title: str
    state: State
    page: str
    says: str
    here: bool = False


def steps(film: Overview, *, pages: Mapping[str, str], here: str) -> list[Step]:
    """The five of a film. `pages` names the page of each step of the flow, `here` is the step that is shown."""
    found = []
    for title, parts in FLOW.items():
        there = [part for part in parts if part in pages]
        if there or title != "Mood":
            state = _state(film, parts)
            says = _says(film, title, state, parts)
            found.append(Step(title, state, _page(film, there, pages), says, here in parts))
    return found


def _page(film: Overview, parts: list[str], pages: Mapping[str, str]) -> str:
    """The first page of a step on which something is left to do, else its last."""
    left = [part for part in parts if film.steps.get(part, State.EMPTY) is not State.APPROVED]
    chosen = left[0] if left else parts[-1] if parts else ""
    return pages.get(chosen, "")


def _state(film: Overview, parts: tuple[str, ...]) -> State:
    if parts == (MOODS,):
        return _mood(film)
    if parts == ("brief",):
        return _brief(film)
    states = [film.steps[part] for part in parts if part in film.steps]
    made = [state for state in states if state is not State.EMPTY]
    if made and len(made) < len(states):
        begun = State.EMPTY if film.status.resting else State.RUNNING
        return next((state for state in PRESSING if state in made), begun)
    return next((state for state in PRESSING if state in states), State.APPROVED)


def _brief(film: Overview) -> State:
    """A brief needs no approval of its own: once it is there it is done; while nothing moves it waits for words."""
    view = find(film, BRIEF)
    state = view.state if view else State.EMPTY
    if state is State.EMPTY and film.status.resting:
        return State.READY
    return State.APPROVED if state is State.READY and film.brief else state


def _mood(film: Overview) -> State:
    """The moods' own state; without any the brief's words are the mood, done with the storyboard."""
    if MOODS in film.steps:
        return film.steps[MOODS]
    view = find(film, MOODS)
    if view:
        return view.state
    board = find(film, STORYBOARD)
    return State.APPROVED if board and board.take else State.EMPTY


def _says(film: Overview, title: str, state: State, parts: tuple[str, ...]) -> str:
    if state is State.EMPTY and any(film.steps.get(part, State.EMPTY) is not State.EMPTY for part in parts):
        return "half done"
    if title == "Mood" and not film.settings.moods and MOODS not in film.steps and not find(film, MOODS):
        return "as the brief says"
    return WAITS[state]
