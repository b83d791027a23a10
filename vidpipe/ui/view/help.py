"""What the inspector says of a slot that stands still, moves or waits: what happened, and what can be done. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from vidpipe.film.catalogue import Caps, Role
from vidpipe.library.models import retired
from vidpipe.take import SlotView, State
from vidpipe.ui import words
from vidpipe.ui.view.remedy import charged, placed, refused
from vidpipe.ui.view.shot import CALLED_OFF, under


@dataclass(frozen=True)
class Help:
    """`title` is what happened, `text` what it means. Both may be outside words."""

    title: str
    text: str = ""


def help_for(view: SlotView, numbers: Mapping[str, int], *, left: float | None = None) -> Help | None:
    """None where the picture says all there is to say."""
    say = {
        State.EMPTY: _empty,
        State.QUEUED: _queued,
        State.STALE: _stale,
        State.FAILED: _failed,
        State.BLOCKED: _blocked,
        State.UNCERTAIN: _uncertain,
    }
    if view.state is State.RUNNING:
        return Help(f"Being made: {under(view, numbers, left=left)}", words.capital(view.message))
    if view.state in say:
        return say[view.state](view, numbers)
    return (
        Help(f"Rejected: {view.rejected.lower()}", "It stays in the film until another take is used.")
        if (view.rejected)
        else _told(view)
    )


def _told(view: SlotView) -> Help | None:
    return Help(words.capital(view.message)) if view.message else None


def _empty(view: SlotView, numbers: Mapping[str, int]) -> Help:
    if view.message and not view.message.startswith(CALLED_OFF):
        return Help(words.capital(view.message))
    if view.waits_for:
        return Help(under(view, numbers), "It is made once that is there and approved.")
    return Help("Called off" if view.message else "Not made yet")


def _queued(view: SlotView, _: Mapping[str, int]) -> Help:
    return Help(words.capital(view.message) or "Next in line", "Nothing is charged before it begins.")


def _stale(view: SlotView, _: Mapping[str, int]) -> Help:
    causes = "; ".join(words.capital(cause.reason) for cause in view.causes)
    return Help(causes or "What it was made from changed", "Nothing is made again until you say so.")


def _failed(view: SlotView, _: Mapping[str, int]) -> Help:
    if view.failure == "settled" and not view.charged:
        return Help("The provider has no such order", "Nothing was charged. Make it when you like.")
    return Help(words.capital(view.message) or "It could not be made", charged(view))


def _blocked(view: SlotView, _: Mapping[str, int]) -> Help:
    message, what = refused(view)
    model = view.recipe.model if view.recipe else ""
    who = f"Refused by {model}" if model else "Refused"
    said = f"{who}: {what}. {charged(view)}" if what else f"{who}. {charged(view)}"
    return Help(words.capital(message) or "The prompt was refused", " ".join(filter(None, (said, placed(view)))))


def _uncertain(view: SlotView, _: Mapping[str, int]) -> Help:
    bound = view.charged or view.price
    most = f"up to {words.amount(bound)}" if bound else "its price"
    return Help(
        f"Charged? {words.capital(most)}",
        f"The answer never came. Look at the provider's own list: if the order stands there, {most} is booked; "
        "if it does not, that money is free again. Either way it is then made anew.",
    )


ROLES = {"keyframes": Role.IMAGE, "clips": Role.VIDEO}


def models_for(step: str, catalogue: list[Caps]) -> list[Caps]:
    """The models that can fill a step, the cheapest first; those that are gone are left out."""
    fitting = [caps for caps in catalogue if caps.role is ROLES[step] and retired(caps) != "gone"]
    return sorted(fitting, key=lambda caps: (caps.price.micros, caps.id))


def model_name(caps: Caps) -> str:
    """`Painter 1 · $0.04 an image`."""
    each = "an" if caps.price.unit[:1] in "aeiou" else "a"
    price = f"{words.money(caps.price.micros)} {each} {caps.price.unit}" if caps.price.micros else "Free"
    return f"{caps.title or caps.id} · {price}"
