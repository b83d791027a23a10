"""Slots by the steps of the flow, and what a step makes. Pure."""

from collections.abc import Iterable, Iterator

from vidpipe.engine.overview import Overview, Status
from vidpipe.film.project import STAGES, steps_of
from vidpipe.film.slot import ANIMATIC, BRIEF, LINES, MIX, MOOD, MUSIC, POSTER, STORYBOARD, offered, parse
from vidpipe.take import SlotView, State

SIDE = (ANIMATIC, MIX, POSTER)
"""What is made on the way and never approved."""

ATTENTION = (State.UNCERTAIN, State.BLOCKED, State.FAILED, State.STALE)
"""States in which a slot stands still until a person decides, the most pressing first."""


def step_of(slot: str) -> str:
    """The step of the flow a slot belongs to."""
    name = parse(slot).name
    if name in (BRIEF, STORYBOARD):
        return name
    if name == MOOD or offered(name):
        return "moods"
    if name.startswith("keyframe/"):
        return "keyframes"
    if name == "clip":
        return "clips"
    return "sound" if name in (MUSIC, MIX) or name.startswith(("narration/", LINES)) else "cut"


def talking(film: Overview) -> bool:
    """Whether it stands still before it has a brief: what it should be is being talked about."""
    return film.status is Status.STOPPED and film.brief is None and film.storyboard is None


def page_of(step: str) -> str:
    """The page on which a step stands: the brief has its place on the storyboard's."""
    return "storyboard" if step == "brief" else step


def slots(film: Overview) -> Iterator[SlotView]:
    """Every slot: the film's own, then scene by scene."""
    yield from film.slots.values()
    for scene in film.scenes:
        yield from scene.slots.values()


def of_step(film: Overview, step: str) -> list[SlotView]:
    return [view for view in slots(film) if step_of(view.slot) == step and view.slot not in SIDE]


def find(film: Overview, slot: str) -> SlotView | None:
    return next((view for view in slots(film) if view.slot == slot), None)


def numbers(film: Overview) -> dict[str, int]:
    """Scene ids with their places, from 1."""
    return {scene.scene.id: scene.index for scene in film.scenes}


def in_state(views: Iterable[SlotView], *states: State) -> list[SlotView]:
    return [view for view in views if view.state in states]


def shown(film: Overview, prefix: str) -> SlotView | None:
    """The first slot of the film itself whose name starts so and that has something to show."""
    return next((view for name, view in film.slots.items() if name.startswith(prefix) and view.take), None)


def gated(film: Overview) -> str:
    """The earliest step with something fresh that waits for approval, '' for none."""
    for step in STAGES:
        if in_state(of_step(film, step), State.READY):
            return step
    return ""


def poster(film: Overview) -> str:
    """The digest of the picture that stands for the film: its poster, else its first keyframe, else one of the mood
    that it is made in, else ''."""
    view = shown(film, POSTER)
    if view and view.take:
        return view.take.digest
    frames = [view for view in slots(film) if step_of(view.slot) == "keyframes" and view.take]
    if frames and frames[0].take:
        return frames[0].take.digest
    return film.mood.pictures[0].digest if film.mood and film.mood.pictures else ""


def states(film: Overview) -> list[tuple[str, State]]:
    """The steps in order with the state each shows."""
    return [(step, film.steps.get(step, State.EMPTY)) for step in steps_of(film.settings)]
