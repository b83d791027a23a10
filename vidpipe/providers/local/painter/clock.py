"""Time in a shot. Every motion is a loop or a drift that lands: what moves is the same at a clip's ends whatever
its length."""

import math
from typing import NamedTuple

NOMINAL = 4.0


class Clock(NamedTuple):
    """A moment: `share` of the shot that is over (0 to 1) and the shot's length in seconds."""

    share: float
    seconds: float = NOMINAL

    def turns(self, rate: float, landing: float = 0.0) -> float:
        """Turns of a loop so far. `rate` is turns a second at natural speed; whatever the length of the shot, the loop
        ends `landing` turns (0 to 1) past a whole number, so both ends of the shot are fixed."""
        whole = max(0, round(rate * self.seconds - landing))
        return self.share * (landing + whole)

    def wave(self, rate: float, phase: float = 0.0) -> float:
        """A sine of that rate, -1 to 1; its value at both ends of the shot is sin(2π phase)."""
        return math.sin(2 * math.pi * (self.turns(rate) + phase))
