"""What can be done about a slot that was refused, failed or is in doubt: in which order, and what each act does.

Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from vidpipe.engine.ladder import GENTLER, PICTURE, SAME
from vidpipe.engine.offers import Offer, Offers
from vidpipe.engine.refusals import about
from vidpipe.take import SlotView, State
from vidpipe.ui import words

LABELS = {SAME: "Try again", GENTLER: "Gentler words", PICTURE: "Gentler end picture first"}
DOES = {
    SAME: "The same words; some refusals are chance.",
    GENTLER: "The same scene, calm and fit for all ages.",
    PICTURE: "A calmer end picture, then the clip. A scene that goes on from it is stale then.",
}
"""What each rung of the ladder does."""
WITHOUT = {
    "end keyframe": (
        "Without the end picture",
        "It ends as the model likes; a scene that goes on from it jumps.",
    ),
    "start keyframe": ("Without the start picture", "From words alone: people and place may differ."),
}
"""What leaving an input out is called, and what it does."""
WITH = {"end keyframe": "Use the end picture again", "start keyframe": "Use the start picture again"}
PROVIDERS = ("auth", "quota")
"""Kinds of failure that are about the provider's account: another model helps, the same request does not."""
LADDERS = {
    "ask": "Offer each next try",
    "auto": "Try twice more by itself, then offer",
    "off": "Only say so",
}
"""What follows where a provider refuses a clip, by the film's setting."""


@dataclass(frozen=True)
class Act:
    """One thing to do. `verb` and `name` say what to send; `does` is what happens, in a sentence."""

    verb: str
    label: str
    does: str
    offer: Offer | None = None
    name: str = ""


def acts(view: SlotView, found: Offers) -> list[Act]:
    """The acts beside rewording and another model: the one that fits what was refused first, trying again last."""
    climbs = [_climb(rung) for rung in found.rungs]
    drops = [_drop(offer) for offer in found.drops]
    again = [] if any(act.name == str(SAME) for act in climbs) else [_again(view)]
    last = view.state is State.BLOCKED and found.refused == "last"
    gentle = sorted((act for act in climbs if act.name != str(SAME)), key=lambda act: act.name, reverse=last)
    same = [act for act in climbs if act.name == str(SAME)]
    return [*gentle, *drops, *same, *again]


def _climb(rung: Offer) -> Act:
    number = int(rung.name)
    return Act("soften", LABELS[number], DOES[number], rung, rung.name)


def _drop(offer: Offer) -> Act:
    label, does = WITHOUT.get(offer.name, (f"Without its {offer.name}", "It is made from the rest alone."))
    return Act("leave", label, does, offer, offer.name)


def _again(view: SlotView) -> Act:
    does = "Just as it was asked before."
    if view.failure in PROVIDERS:
        does = "Once the key or the account at the provider is in order."
    return Act("retry", "Try again", does, Offer(name="retry", price=view.price))


def refused(view: SlotView) -> tuple[str, str]:
    """A refusal's message without its end, and that end: what was refused, with the provider's word for it."""
    whole, _, rest = view.message.rpartition(" Refused: ")
    if not (whole and about(view.message)):
        return view.message, ""
    shared = view.recipe is not None and "start keyframe" in view.recipe.inputs and view.slot.endswith("keyframe/end")
    return whole, rest.rstrip(".").replace("reference 1", "the start picture") if shared else rest.rstrip(".")


def charged(view: SlotView) -> str:
    """What a try that came to nothing cost, or may have."""
    return f"It may have cost up to {words.money(view.charged)}." if view.charged else "Not charged."


def placed(view: SlotView) -> str:
    """How far up the ladder a clip is, '' at its foot."""
    told = {SAME: "Asked twice with the same words.", GENTLER: "Asked in gentler words too."}
    return told.get(view.rung, "Asked with a gentler end picture too." if view.rung else "")


def parts(found: Offers) -> Mapping[str, str]:
    """Inputs that are left out now, with the label that takes them in again."""
    return {name: WITH.get(name, f"Use its {name} again") for name in found.left_out}
