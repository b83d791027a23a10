"""A film in the gallery and in the rail: its picture, where it stands, what it cost, what it waits for. Pure."""

from dataclasses import dataclass
from datetime import datetime

from vidpipe.engine.overview import Overview, Status
from vidpipe.take import SlotView, State
from vidpipe.ui import words
from vidpipe.ui.view.steps import ATTENTION, gated, in_state, numbers, of_step, poster, slots, states, talking

VERBS = {
    "brief": "Review brief",
    "moods": "Choose a mood",
    "storyboard": "Review storyboard",
    "keyframes": "Review keyframes",
    "clips": "Review clips",
    "sound": "Listen to the sound",
    "cut": "Review the cut",
}


@dataclass(frozen=True)
class Card:
    """Words and figures of one film, ready to be drawn. `group`: waiting, running, finished or resting."""

    id: str
    title: str
    line: str
    digest: str
    ratio: str
    state: State
    chip: str
    steps: tuple[State, ...]
    cost: str
    limit: str
    wait: str
    verb: str
    group: str
    updated: datetime
    spent: int


def card(film: Overview) -> Card:
    state, chip = standing(film)
    return Card(
        id=film.id,
        title=film.title or "Untitled film",
        line=facts(film),
        digest=poster(film),
        ratio=film.settings.aspect.value,
        state=state,
        chip=chip,
        steps=tuple(state for _, state in states(film)),
        cost=words.price(film.spent) if film.spent or not film.ahead else "$0 so far",
        limit=f" of {words.limit(film.settings.budget)}" if film.settings.budget else "",
        wait=waits_for(film),
        verb=_verb(film, state),
        group=_group(film),
        updated=film.updated,
        spent=film.spent,
    )


def facts(film: Overview) -> str:
    """`Story · 0:24 · 16:9`."""
    kind = film.settings.kind or (film.brief.kind if film.brief else None)
    parts = [words.capital(kind.value)] if kind else []
    return " · ".join([*parts, duration(film), film.settings.aspect.value])


def duration(film: Overview) -> str:
    frames = film.storyboard.frames if film.storyboard else film.settings.frames
    return words.clock(frames / film.settings.rate) if frames else "as long as its words"


def standing(film: Overview) -> tuple[State, str]:
    """The film's one chip."""
    if film.status is Status.COMPLETE:
        return State.APPROVED, "Finished"
    if talking(film):
        return State.READY, "Brief"
    if film.status is Status.STOPPED:
        return State.EMPTY, "Stopped"
    if not film.status.resting:
        return State.RUNNING, _count(film)
    for state in ATTENTION:
        pressing = in_state(slots(film), state)
        if pressing:
            return state, f"{len(pressing)} {state.value}"
    return State.READY, "Waits for you"


def _count(film: Overview) -> str:
    """How far the step at work is: `6 of 9 clips`."""
    views = of_step(film, film.step)
    done = sum(view.fresh for view in views)
    if len(views) < 2:
        return "Queued" if film.status is Status.PENDING else words.STEPS.get(film.step, "Running")
    return f"{done} of {words.count(len(views), words.UNITS[film.step])}"


def waits_for(film: Overview) -> str:
    """What the film waits for, in a line."""
    if film.status is Status.COMPLETE:
        return "Ready to watch"
    if talking(film):
        return "Say what it should be"
    if film.status is Status.STOPPED:
        return f"Stopped at {film.progress} %, everything made is kept"
    if not film.status.resting:
        return f"{film.progress} % done"
    pressing = in_state(slots(film), *ATTENTION)
    if pressing:
        return _pressing(film, pressing)
    step = gated(film)
    if step == "moods":
        return "Choose a mood"
    if step:
        ready = len(in_state(of_step(film, step), State.READY))
        return f"Approve {words.count(ready, words.UNITS[step])}" if ready > 1 else f"Approve the {words.UNITS[step]}"
    return words.capital(film.waiting[0]) if film.waiting else "Say how it goes on"


QUESTIONS = {
    State.UNCERTAIN: "was it charged?",
    State.BLOCKED: "it was refused",
    State.FAILED: "it failed",
    State.STALE: "what it was made from changed",
}


def _pressing(film: Overview, views: list[SlotView]) -> str:
    """The first of what needs a decision, and why."""
    view = min(views, key=lambda view: ATTENTION.index(view.state))
    why = view.causes[0].reason if view.causes else view.message
    return f"{words.place(view.slot, numbers(film))}: {why or QUESTIONS[view.state]}"


def _verb(film: Overview, state: State) -> str:
    if film.status is Status.COMPLETE:
        return "Watch"
    if talking(film):
        return "Go on talking"
    if film.status is Status.STOPPED:
        return "Go on"
    if not film.status.resting:
        return "See progress"
    fixed = {State.FAILED: "See what failed", State.BLOCKED: "Choose a remedy", State.STALE: "Look at changes"}
    return fixed.get(state, "Settle it" if state is State.UNCERTAIN else VERBS.get(gated(film) or film.step, "Open"))


def _group(film: Overview) -> str:
    if film.status is Status.COMPLETE:
        return "finished"
    if talking(film):
        return "waiting"
    if film.status is Status.STOPPED:
        return "resting"
    return "waiting" if film.status.resting else "running"
