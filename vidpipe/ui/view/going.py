"""What is made before a film waits for somebody again, once something is approved, and what that costs. Pure."""

from collections.abc import Sequence

from vidpipe.engine.estimate import Estimate, EstimateLine
from vidpipe.engine.overview import Overview
from vidpipe.film.cost import Cost, total
from vidpipe.take import State
from vidpipe.ui.view.steps import in_state, of_step

HERE = "local/"
"""How the name of every model begins that runs on this computer."""

ABOVE: dict[str, tuple[str, ...]] = {
    "brief": (),
    "moods": ("brief",),
    "storyboard": ("brief", "moods"),
    "keyframes": ("brief", "moods", "storyboard"),
    "clips": ("brief", "moods", "storyboard", "keyframes"),
    "sound": ("brief", "moods", "storyboard"),
    "cut": ("brief", "moods", "storyboard", "keyframes", "clips", "sound"),
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


def summed(film: Overview, approved: Sequence[str], found: Estimate) -> Cost:
    """The price of it. Where the film was to stop here, `found` must reckon with all that follows."""
    return total(line.micros for line in ahead(film, approved, found))
