"""The line bank: which line suits a scene, said once only, short enough to be spoken in its time."""

from collections.abc import Collection, Sequence

from vidpipe.library.lexicon import LANGUAGES, lines
from vidpipe.providers.local.director.dice import Dice
from vidpipe.providers.local.director.grammar import Slots
from vidpipe.providers.local.director.text import word_count

PACE = 2.3
"""Words a second that a narrator speaks at most."""
PLAIN = ("alive", "eared")
"""Conditions that only keep a line from where it would be wrong: they make it fit no better."""
AIR = 0.45
"""Seconds of a scene that stay without a word."""


def room_for(seconds: float) -> int:
    """How many words a scene can hold and still breathe."""
    return max(0, int(PACE * (seconds - AIR)))


def time_for(words: int) -> float:
    """How many seconds a scene needs for so many words."""
    return words / PACE + AIR


class Narrator:
    """Gives each scene its line, in one language, never the same twice. Writes nothing in languages without a bank."""

    def __init__(self, language: str, dice: Dice, slots: Slots) -> None:
        self.bank = lines(language) if language in LANGUAGES else {}
        self.dice, self.slots = dice, slots
        self.said: set[str] = set()

    def line(self, kind: str, voice: str, tags: Collection[str], room: int, *, key: str) -> str:
        """A line that fits the tags and has at most `room` words; '' when none is left."""
        fitting = []
        for index, (conditions, template) in enumerate(self.bank.get(kind, {}).get(voice, ())):
            score = holds(conditions, tags)
            if score is None or template in self.said:
                continue
            text = self.slots.fill(template)
            if text and word_count(text) <= room and text not in self.said:
                score -= conditions.count("!") + sum(one in PLAIN for one in conditions.split())
                fitting.append((score + 2.1 * self.dice.number(f"{key}/{voice}/{index}"), template, text))
        if not fitting:
            return ""
        _, template, text = max(fitting)
        self.said |= {template, text}
        return text

    def choose(self, group: str, tags: Collection[str], *, key: str) -> str:
        """One of the short texts of a group (slogans, calls) that fits the tags."""
        listed: Sequence[Sequence[str]] = self.bank.get("words", {}).get(group, ())
        fitting = [
            (score + 0.9 * self.dice.number(f"{key}/{index}"), text)
            for index, (conditions, text) in enumerate(listed)
            if (score := holds(conditions, tags)) is not None
        ]
        return self.slots.fill(max(fitting)[1]) if fitting else ""


def holds(conditions: str, tags: Collection[str]) -> int | None:
    """How many conditions a line has, if all hold; None if one does not."""
    wanted = conditions.split()
    for condition in wanted:
        if condition.startswith("!"):
            if condition[1:] in tags:
                return None
        elif not any(option in tags for option in condition.split("/")):
            return None
    return len(wanted)
