"""A slot as a picture with its chip and one line under it: what it waits for, why it is stale, what it cost. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from vidpipe.film.slot import parse
from vidpipe.take import SlotView, State, Take
from vidpipe.ui import words
from vidpipe.ui.view.remedy import refused

NOT_MADE = (State.EMPTY, State.FAILED, State.BLOCKED)
CALLED_OFF = "called off"
"""How the message of a slot begins whose making a person called off."""


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
    rejected: str = ""


def shot(view: SlotView, numbers: Mapping[str, int], *, left: float | None = None) -> Shot:
    """`left` is in seconds, None where nobody can tell."""
    take = view.take
    plate = "" if take else _plate(view) if view.state in NOT_MADE else ""
    return Shot(
        slot=view.slot,
        label=words.place(view.slot, numbers),
        state=view.state,
        digest=pictured(take) if take else "",
        mime=take.mime if take else "",
        plate=words.capital(plate),
        under=under(view, numbers, left=left),
        progress=view.progress if view.state is State.RUNNING else 0,
        locked=view.locked,
        rejected=words.capital(view.rejected),
    )


def _plate(view: SlotView) -> str:
    """What is said in the empty place; of a refusal what it is about, where that is known."""
    message, what = refused(view) if view.state is State.BLOCKED else (view.message, "")
    return f"Refused: {what.partition(' (')[0]}" if what else message


def pictured(take: Take) -> str:
    """The digest of the picture that stands for a take: of a clip made here the keyframe that it begins with."""
    return take.recipe.inputs.get("start keyframe", take.digest) if take.mime.startswith("video/") else take.digest


def under(view: SlotView, numbers: Mapping[str, int], *, left: float | None = None) -> str:
    """The line below the picture."""
    if view.state is State.RUNNING:
        return _running(view, left)
    say = {
        State.EMPTY: _empty,
        State.QUEUED: _queued,
        State.STALE: _stale,
        State.FAILED: _failed,
        State.BLOCKED: _blocked,
        State.UNCERTAIN: _uncertain,
    }
    return say.get(view.state, _made)(view, numbers)


def _made(view: SlotView, _: Mapping[str, int]) -> str:
    if view.take is None:
        return ""
    if view.rejected:
        return f"Rejected: {view.rejected.lower()}"
    if view.take.recipe.imported:
        return "Brought by hand"
    of = f" of {view.takes}" if view.takes > 1 else ""
    return f"Take {view.take.number}{of}" + (f" · {words.money(view.cost)}" if view.cost else "")


def _empty(view: SlotView, numbers: Mapping[str, int]) -> str:
    if view.message.startswith(CALLED_OFF):
        return f"Called off. Make it {_cost(view)}"
    if view.waits_for:
        return f"Waits for {_inside(view.waits_for[0], view.slot, numbers)}"
    return "Not started" + (f". {words.capital(words.money(view.price))}" if view.price else "")


def _inside(name: str, here: str, numbers: Mapping[str, int]) -> str:
    """The name of a slot within a sentence about another; within its scene the scene is not named again."""
    if parse(name).scene and parse(name).scene == parse(here).scene:
        part = parse(name).name
        return f"the {part.removeprefix('keyframe/')} image" if part.startswith("keyframe/") else f"the {part}"
    said = words.place(name, numbers)
    return said[:1].lower() + said[1:]


def _cost(view: SlotView) -> str:
    """The price of making it, within a sentence."""
    if not view.price.known:
        return "at a price nobody says"
    return words.money(view.price) if view.price else "free"


def _queued(view: SlotView, _: Mapping[str, int]) -> str:
    return words.capital(view.message) or "Next in line"


def _running(view: SlotView, left: float | None) -> str:
    far = f"{view.progress} %" if view.progress else "At work"
    wait = f", {words.span(left)} left" if left else ""
    return far + wait + (f". {words.money(view.price)}" if view.price else "")


def _stale(view: SlotView, _: Mapping[str, int]) -> str:
    cause = words.capital(view.causes[0].reason) if view.causes else "What it was made from changed"
    return f"{cause}. Redo {_cost(view)}"


def _failed(view: SlotView, _: Mapping[str, int]) -> str:
    paid = f"Up to {words.money(view.charged)} charged" if view.charged else "Not charged"
    return f"{words.capital(view.message)}. {paid}" if view.take and view.message else paid


def _blocked(view: SlotView, _: Mapping[str, int]) -> str:
    return f"Reword, or other model {_cost(view)}"


def _uncertain(view: SlotView, _: Mapping[str, int]) -> str:
    most = view.charged or view.price
    return f"Charged? Up to {words.amount(most)}" if most else "Nobody knows if it was charged"
