"""A slot as a picture with its chip and one line under it: what it waits for, why it is stale, what it cost. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from vidpipe.take import SlotView, State
from vidpipe.ui import words

NOT_MADE = (State.EMPTY, State.FAILED, State.BLOCKED)


@dataclass(frozen=True)
class Shot:
    """`plate` is said in the empty place itself, `under` below the picture; `progress` in per cent."""

    slot: str
    label: str
    state: State
    digest: str
    mime: str
    plate: str
    under: str
    progress: int
    locked: bool


def shot(view: SlotView, numbers: Mapping[str, int]) -> Shot:
    take = view.take
    plate = "" if take else view.message if view.state in NOT_MADE else ""
    return Shot(
        slot=view.slot,
        label=words.place(view.slot, numbers),
        state=view.state,
        digest=take.digest if take else "",
        mime=take.mime if take else "",
        plate=words.capital(plate),
        under=under(view, numbers),
        progress=view.progress if view.state is State.RUNNING else 0,
        locked=view.locked,
    )


def under(view: SlotView, numbers: Mapping[str, int]) -> str:
    """The line below the picture."""
    say = {
        State.EMPTY: _empty,
        State.QUEUED: _queued,
        State.RUNNING: _running,
        State.STALE: _stale,
        State.FAILED: _failed,
        State.BLOCKED: _blocked,
        State.UNCERTAIN: _uncertain,
    }
    return say.get(view.state, _made)(view, numbers)


def _made(view: SlotView, _: Mapping[str, int]) -> str:
    if view.take is None:
        return ""
    if view.take.recipe.imported:
        return "Brought by hand"
    return f"Take {view.take.number}" + (f" · {words.money(view.cost)}" if view.cost else "")


def _empty(view: SlotView, numbers: Mapping[str, int]) -> str:
    if view.waits_for:
        return f"Waits for {_inside(words.place(view.waits_for[0], numbers))}"
    return "Not started" + (f". {words.money(view.price)}" if view.price else "")


def _inside(name: str) -> str:
    """A name within a sentence."""
    return name[:1].lower() + name[1:]


def _queued(view: SlotView, _: Mapping[str, int]) -> str:
    return words.capital(view.message) or "Next in line"


def _running(view: SlotView, _: Mapping[str, int]) -> str:
    cost = f". {words.money(view.price)}" if view.price else ""
    return f"{view.progress} %{cost}" if view.progress else f"At work{cost}"


def _stale(view: SlotView, _: Mapping[str, int]) -> str:
    cause = words.capital(view.causes[0].reason) if view.causes else "What it was made from changed"
    return f"{cause}. Redo {words.price(view.price).lower() if not view.price else words.money(view.price)}"


def _failed(view: SlotView, _: Mapping[str, int]) -> str:
    paid = f"{words.money(view.cost)} charged" if view.cost and not view.take else "Not charged"
    return f"{words.capital(view.message)}. {paid}" if view.take and view.message else paid


def _blocked(view: SlotView, _: Mapping[str, int]) -> str:
    return "Refused. Reword the scene or take another model"


def _uncertain(view: SlotView, _: Mapping[str, int]) -> str:
    return f"Charged? Up to {words.money(view.price)}" if view.price else "Nobody knows if it was charged"
