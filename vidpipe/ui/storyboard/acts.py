"""What a person does with scenes, as intents: one change of the storyboard as it is then, sent once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from vidpipe.engine.overview import Overview
from vidpipe.film.revising import deleted, duplicated, inserted, merged, moved, split
from vidpipe.film.slot import STORYBOARD
from vidpipe.film.storyboard import Storyboard
from vidpipe.recipe import fingerprint
from vidpipe.ui import chosen, session
from vidpipe.ui.storyboard.saving import LAST

if TYPE_CHECKING:
    from vidpipe.studio import Project

Change = Callable[[Storyboard], Storyboard]
REDRAW = "storyboard/redraw"


def told(film: "Project", view: Overview) -> Callable[[str, dict[str, Any]], None]:
    """Hears of strip and rows."""

    def hear(what: str, value: dict[str, Any]) -> None:
        scene = str(value.get("id", ""))
        if scene not in [row.scene.id for row in view.scenes]:
            return
        st.session_state[REDRAW] = True
        if what == "moved":
            move(film, scene, int(value.get("to", 0)))
        elif what == "picked":
            chosen.choose(scene=scene)
        else:
            act(film, view, scene, str(value.get("do", "")))

    return hear


def act(film: "Project", view: Overview, scene: str, verb: str) -> None:
    """Do what was asked for with a scene."""
    place = next(row.index for row in view.scenes if row.scene.id == scene) - 1
    if verb == "edit":
        chosen.choose(scene=scene)
    elif verb in ("up", "down"):
        move(film, scene, place + (1 if verb == "down" else -1))
    elif verb == "approve":
        approve(film, f"scene/{scene}")
    elif verb == "lock":
        lock(film, scene, locked=not view.scenes[place].locked)
    elif verb in ("split", "duplicate", "insert"):
        add(film, view, scene, verb)
    elif verb == "merge":
        revise(film, lambda board: merged(board, scene), name=f"merge/{scene}/{view.events}")
    elif verb == "delete":
        delete(film, view, scene)


def revise(film: "Project", change: Change, *, name: str) -> None:
    """Apply a change to the storyboard as it is now; one of this name only once."""
    st.session_state.pop(LAST, None)
    session.intent(film, lambda film: film.revise(change), name=name)


def move(film: "Project", scene: str, place: int) -> None:
    revise(film, lambda board: moved(board, scene, place), name=f"move/{scene}/{place}/{session.turn()}")


MORE = {"split": split, "duplicate": duplicated, "insert": inserted}


def add(film: "Project", view: Overview, scene: str, verb: str) -> None:
    """One more scene behind this one, which is looked at then."""
    before = [row.scene.id for row in view.scenes]
    seed = fresh_seed(view)
    revise(film, lambda board: MORE[verb](board, scene, seed), name=f"{verb}/{scene}/{view.events}")
    board = film.storyboard
    new = [one.id for one in board.scenes if one.id not in before] if board else []
    if new and verb != "split":
        chosen.choose(scene=new[0])


def fresh_seed(view: Overview) -> int:
    """A seed that no storyboard of this film had before, so that no id of a scene comes back."""
    slot = view.slots.get(STORYBOARD)
    seen = {"seed": view.settings.seed, "takes": slot.takes if slot else 0, "events": view.events}
    return int(fingerprint(seen)[:12], 16)


def delete(film: "Project", view: Overview, scene: str) -> None:
    """Without this scene; the one after it is looked at, or the one before."""
    ids = [row.scene.id for row in view.scenes]
    place = ids.index(scene)
    near = [*ids[place + 1 :], *reversed(ids[:place])]
    revise(film, lambda board: deleted(board, scene), name=f"delete/{scene}/{view.events}")
    if near:
        chosen.choose(scene=near[0])


def approve(film: "Project", part: str) -> None:
    """Approve one part of the storyboard: `scene/ID` or `style`."""
    session.intent(film, lambda film: film.approve(slot=STORYBOARD, part=part), name=f"approve/{part}/{session.turn()}")


def lock(film: "Project", scene: str, *, locked: bool) -> None:
    def turn(film: "Project") -> None:
        (film.lock if locked else film.unlock)(f"scene/{scene}")

    session.intent(film, turn, name=f"lock/{scene}/{session.turn()}")


def redo(film: "Project", view: Overview, name: str) -> None:
    """Make again what is stale in a scene (`scene/ID`), or the storyboard itself."""
    session.intent(film, lambda film: film.redo(name), name=f"redo/{name}/{view.events}")


def keep(film: "Project", slots: list[str]) -> None:
    """Keep stale takes as they are."""

    def each(film: "Project") -> None:
        for slot in slots:
            film.keep(slot)

    session.intent(film, each, name=f"keep/{slots[0]}/{session.turn()}")


def ask(film: "Project", view: Overview, note: str, targets: list[str]) -> None:
    """Have scenes written again, with a note or without one; no target is the whole storyboard anew."""

    def go(film: "Project") -> None:
        if targets:
            film.request_changes(note, targets)
            return
        film.reroll(STORYBOARD)
        film.wake()

    session.intent(film, go, name=f"ask/{','.join(targets)}/{view.events}")


def again(film: "Project", view: Overview, slot: str) -> None:
    """Try again what failed."""

    def go(film: "Project") -> None:
        film.retry(slot)
        film.wake()

    session.intent(film, go, name=f"again/{slot}/{view.events}")


def settle(film: "Project", slot: str, *, charged: bool) -> None:
    session.intent(film, lambda film: film.settle(slot, charged=charged), name=f"settle/{slot}/{session.turn()}")
