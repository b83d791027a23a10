"""What the inspector looks at: a slot with its takes, one of them under the eye; and how an act on it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from vidpipe.engine.offers import Offers
from vidpipe.engine.overview import Overview
from vidpipe.film.slot import parse
from vidpipe.film.storyboard import Scene
from vidpipe.take import SlotView, State, Take
from vidpipe.ui import session, words
from vidpipe.ui.chosen import choose
from vidpipe.ui.keys import hot
from vidpipe.ui.paying import paid
from vidpipe.ui.view.steps import numbers, step_of

if TYPE_CHECKING:
    from vidpipe.studio import Project

MOVING = (State.RUNNING, State.QUEUED)


@dataclass(frozen=True)
class Looked:
    """`seen` is the take under the eye: one of the tray, else the picked one. `left` is in seconds."""

    film: "Project"
    view: Overview
    slot: SlotView
    takes: Sequence[Take]
    rejected: Mapping[int, str]
    seen: Take | None
    left: float | None = None

    @property
    def name(self) -> str:
        """`Scene 3, start`."""
        return words.place(self.slot.slot, numbers(self.view))

    @property
    def step(self) -> str:
        return step_of(self.slot.slot)

    @property
    def scene(self) -> Scene:
        """The scene the slot belongs to."""
        found = parse(self.slot.slot).scene
        return next(row.scene for row in self.view.scenes if row.scene.id == found)

    @property
    def ratio(self) -> str:
        return self.view.settings.aspect.value

    @property
    def other(self) -> bool:
        """Whether a take is looked at that is not the one the film shows."""
        return self.seen is not None and self.slot.take is not None and self.seen.id != self.slot.take.id

    @property
    def offers(self) -> Offers:
        """What can be done about the slot beyond making it again, with prices; read once for all sections."""
        name = self.slot.slot
        return session.known(self.film, self.view, f"offers/{name}", lambda: self.film.offers(name))

    @property
    def moving(self) -> bool:
        return self.slot.state in MOVING

    @property
    def askable(self) -> bool:
        """Whether a model can be asked for another take."""
        return bool(self.slot.recipe and self.slot.recipe.model) and not self.slot.locked and not self.moving

    def key(self, part: str) -> str:
        """The key of a widget that belongs to this slot."""
        return f"{part}-{self.slot.slot.replace('/', '-').replace('@', '-')}"

    def send(self, verb: str, act: "session.Act") -> None:
        """Send an intent, once for what is on the page now. What was acted on stays the slot that is looked at."""
        choose(slot=self.slot.slot)
        session.intent(self.film, act, name=f"{verb}/{self.slot.slot}/{self.view.events}/{session.turn()}")


def look_at(view: Overview, slot: SlotView, take: int) -> None:
    """Have a take of a slot under the eye, until another one is picked."""
    st.session_state[f"look/{view.id}"] = (slot.slot, take, slot.take.id if slot.take else 0)


def looked_at(view: Overview, slot: SlotView, takes: Sequence[Take]) -> Take | None:
    """The take under the eye: the one looked at, else the picked one."""
    name, number, picked = st.session_state.get(f"look/{view.id}", ("", 0, 0))
    if name == slot.slot and picked == (slot.take.id if slot.take else 0):
        return next((take for take in takes if take.id == number), slot.take)
    return slot.take


def act(
    now: Looked, label: str, verb: str, do: "session.Act", *, icon: str = "", quiet: bool = False, letter: str = ""
) -> None:
    """A button that sends one intent; `letter` is its key on the keyboard."""
    st.button(
        label,
        key=hot(letter, verb) if letter else f"act-{verb}",
        icon=f":material/{icon}:" if icon else None,
        type="tertiary" if quiet else "secondary",
        on_click=now.send,
        args=(verb, do),
    )


def buy(now: Looked, label: str, price: int | None, verb: str, do: "session.Act", *, icon: str = "") -> None:
    """A button that sends one intent which spends: its price stands on it."""
    paid(label, price, key=f"act-{verb}", icon=icon or None, on_go=lambda: now.send(verb, do))
