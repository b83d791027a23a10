"""The gate at the foot of the film: what is approved, what changed, what going on costs, what the buttons say. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from vidpipe.engine.overview import Overview, Status
from vidpipe.film.project import STAGES
from vidpipe.take import SlotView, State
from vidpipe.ui import words
from vidpipe.ui.view.card import duration
from vidpipe.ui.view.steps import ATTENTION, gated, in_state, numbers, of_step, slots

HARDENS = {
    "brief": "Subject, kind and tone",
    "storyboard": "Order, cast, look of a scene",
    "keyframes": "Framing, light, cast",
    "clips": "Movement",
    "sound": "Music and voice",
    "cut": "Nothing, every take is kept",
}

Act = Literal["approve", "resume", "redo", "decide"]


@dataclass(frozen=True)
class Gate:
    """`go` is the primary button, `only` the quiet one beside it, '' for none; `slot` is what `decide` opens."""

    act: Act
    step: str
    label: str
    what: str
    detail: str
    changed: tuple[str, ...]
    cost: str
    sure: str
    hardens: str
    go: str
    only: str = ""
    slot: str = ""


Prices = Mapping[str, tuple[int, int]]
"""Of each step that is not made yet: how many slots, and their price in micro-dollars."""


def gate(film: Overview, prices: Prices, *, confidence: str = "free") -> Gate | None:
    """The gate, or None while work goes on and when the film is finished."""
    if film.status is Status.COMPLETE or not film.status.resting:
        return None
    waiting = gated(film)
    if film.status is Status.AWAITING_APPROVAL and waiting:
        return _approval(film, waiting, prices, confidence)
    pressing = [view for state in ATTENTION for view in in_state(slots(film), state)]
    if pressing and pressing[0].state is not State.STALE and film.status is not Status.STOPPED:
        return _decision(film, pressing, prices, confidence)
    return _going_on(film, prices, confidence, stale=in_state(slots(film), State.STALE))


def _approval(film: Overview, step: str, prices: Prices, confidence: str) -> Gate:
    after, price = next_work(step, prices)
    done = sum(view.approved for view in of_step(film, step))
    tail = f" · {words.price(price)}" if after else ""
    last = not after
    return Gate(
        act="approve",
        step=step,
        label="You approve",
        what=_what(film, step),
        detail=_detail(film, step, done),
        changed=_changed(film, step),
        cost=words.price(price),
        sure=_sure(after, prices, confidence),
        hardens=HARDENS[step],
        go=f"Approve the {step}" if last else f"Approve and continue{tail}",
        only="" if last else "Approve only",
    )


def _what(film: Overview, step: str) -> str:
    views = of_step(film, step)
    if step in ("brief", "storyboard", "cut"):
        return f"{words.STEPS[step]}, {duration(film)}"
    ready, every = len(in_state(views, State.READY)), words.count(len(views), words.UNITS[step])
    return every if ready == len(views) else f"{ready} of {every}"


def _detail(film: Overview, step: str, done: int) -> str:
    if step == "storyboard":
        ready = sum(scene.approved for scene in film.scenes)
        return words.count(len(film.scenes), "scene") + (f", {ready} approved" if ready else "")
    take = next((view.take for view in of_step(film, step) if view.take), None)
    if step in ("brief", "cut"):
        return f"Take {take.number}" if take else ""
    return f"{done} approved" if done else "none approved yet"


def _changed(film: Overview, step: str) -> tuple[str, ...]:
    """Which parts wait, where some are approved already: at most two lines."""
    if step == "storyboard":
        waiting = [f"Scene {scene.index}" for scene in film.scenes if not scene.approved]
        every = len(film.scenes)
    else:
        views = of_step(film, step)
        waiting = [words.place(view.slot, numbers(film)) for view in in_state(views, State.READY)]
        every = len(views)
    if not waiting or len(waiting) == every:
        return ("All of it is new",)
    return (waiting[0], waiting[1]) if len(waiting) == 2 else _short(waiting)


def _short(names: list[str]) -> tuple[str, ...]:
    return (names[0], f"and {len(names) - 1} more") if len(names) > 1 else tuple(names)


def next_work(step: str, prices: Prices) -> tuple[str, int]:
    """The first step after this one that has work left, with its price; '' when nothing follows."""
    for name in STAGES[STAGES.index(step) + 1 :]:
        count, price = prices.get(name, (0, 0))
        if count:
            return name, price
    return "", 0


def _sure(step: str, prices: Prices, confidence: str) -> str:
    if not step:
        return "nothing is left to make"
    count, price = prices[step]
    things = step if step == "sound" else words.count(count, words.UNITS[step])
    return f"{things}, {confidence if price else 'on this computer'}"


def _decision(film: Overview, pressing: list[SlotView], prices: Prices, confidence: str) -> Gate:
    view = pressing[0]
    name = words.place(view.slot, numbers(film))
    verbs = {State.UNCERTAIN: "Settle it", State.BLOCKED: "Choose a remedy"}
    total = sum(price for _, price in prices.values())
    failed = view.state is State.FAILED
    return Gate(
        act="resume" if failed else "decide",
        step=film.step,
        label="Waits for you",
        what=name,
        detail=words.count(len(pressing), "place") + " to decide on",
        changed=(words.capital(view.message),) if view.message else (),
        cost=words.price(total),
        sure=f"to finish, {confidence}" if total else "to finish, on this computer",
        hardens="",
        go=f"Try again · {words.price(total)}" if failed else verbs[view.state],
        only="See what failed" if failed else "",
        slot=view.slot,
    )


def _going_on(film: Overview, prices: Prices, confidence: str, *, stale: list[SlotView]) -> Gate:
    total = sum(price for _, price in prices.values())
    left = sum(count for count, _ in prices.values())
    stopped = film.status is Status.STOPPED
    verb = "Resume" if stopped else f"Redo {len(stale)}" if stale else "Continue"
    label = "Stopped" if stopped else "Changed" if stale else "Waits for you"
    changed = tuple(words.capital(view.causes[0].reason) for view in stale[:2] if view.causes)
    return Gate(
        act="redo" if stale and not stopped else "resume",
        step=film.step,
        label=label,
        what=f"{words.STEPS[film.step]}, {film.progress} % of the film",
        detail="Everything made is kept",
        changed=changed,
        cost=words.price(total),
        sure=f"{words.count(left, 'piece')} left to make" if left else f"to finish, {confidence}",
        hardens="",
        go=f"{verb} · {words.price(total)}",
    )
