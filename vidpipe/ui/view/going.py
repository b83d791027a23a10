"""What is made before a film waits for somebody again, once something is approved, and what that costs. Pure."""

from collections.abc import Sequence

from vidpipe.engine.estimate import Estimate, EstimateLine
from vidpipe.engine.overview import Overview
from vidpipe.film.project import STAGES
from vidpipe.take import State
from vidpipe.ui.view.steps import in_state, of_step

ABOVE: dict[str, tuple[str, ...]] = {
    "brief": (),
    "storyboard": ("brief",),
    "keyframes": ("brief", "storyboard"),
    "clips": ("brief", "storyboard", "keyframes"),
    "sound": ("brief", "storyboard"),
    "cut": ("brief", "storyboard", "keyframes", "clips", "sound"),
}
"""What a step is made from."""


def ahead(film: Overview, approved: Sequence[str], found: Estimate) -> list[EstimateLine]:
    """What runs when these steps are approved: all that no other gate holds back."""
    left = {line.step for line in found.lines if line.count}
    held = {
        gate
        for gate in film.settings.gates
        if gate not in approved and (gate in left or in_state(of_step(film, gate), State.READY))
    }
    return [line for line in found.lines if line.count and held.isdisjoint(ABOVE[line.step])]


def summed(film: Overview, approved: Sequence[str], found: Estimate) -> int | None:
    """The price of it; None where the film was to stop here, so that nobody reckoned with what follows."""
    if film.settings.until != STAGES[-1] and film.settings.until in approved:
        return None
    return sum(line.micros for line in ahead(film, approved, found))


def most_sure(confidence: str) -> str:
    """How sure a price is, as people say it: fixed, estimated, learned or unknown."""
    return {"free": "on this computer"}.get(confidence, confidence)
