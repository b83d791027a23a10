"""A document's points as an explainer says them: what is first, what between and what last, in the time there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from vidpipe.providers.local.director.lines import time_for
from vidpipe.providers.local.director.sourced import ARTICLE, ASKS, few, is_titled, lead_of, title_of
from vidpipe.providers.local.director.text import bare, word_count

SUMMARY_WORDS, FEW = 14, 3
SUMS_UP = {"en": "In short: {all}.", "es": "En resumen: {all}.", "fr": "En bref : {all}."}
AND = {"en": " and ", "es": " y ", "fr": " et "}


@dataclass(frozen=True)
class Arranged:
    """Points between an opening and a closing line; either may be ''."""

    opening: str
    points: tuple[str, ...]
    closing: str

    def time(self, seconds: float) -> float:
        """Seconds to say all of it, where no scene of a film of so many seconds is much shorter than the others."""
        least = 0.62 * seconds / (len(self.points) + 2)
        frame = sum(max(least, time_for(word_count(one))) for one in (self.opening, self.closing))
        return frame + 1.03 * sum(max(least, time_for(max(5, word_count(line_of(one))))) for one in self.points)


def line_of(message: str) -> str:
    """What is said of `Caption — line`."""
    return message.partition(" — ")[2] or message


def arranged(messages: Sequence[str], seconds: float | None, data: Mapping[str, Any]) -> Arranged:
    """As many of them as there is time to say, the lead first; all where the film is as long as it needs."""
    opens, language = opening(data, str(data.get("language") or "")), str(data.get("language") or "")
    for count in range(len(messages), 0, -1):
        for choices in _choices(messages, count):
            tried = [_framed(chosen, opens, language) for chosen in choices]
            fitting = [one for one in tried if seconds is None or one.time(seconds) <= seconds]
            if fitting:
                return max(fitting, key=lambda one: one.time(seconds or 0))
    return _framed(list(messages[:1]), opens, language)


def _choices(messages: Sequence[str], count: int) -> list[list[Sequence[str]]]:
    """Which of them to say, the better choices first; of very few any, since a short film has no second to lose."""
    if count > FEW or count == len(messages):
        return [[few(messages, count)]]
    lead = messages[: max(lead_of(messages), count)] if lead_of(messages) > 1 else messages
    with_first = [(messages[0], *rest) for rest in combinations(lead[1:], count - 1)]
    return [list(with_first), list(combinations(messages, count))]


def _framed(chosen: Sequence[str], opens: str, language: str) -> Arranged:
    """A film without a title of its own begins with its first point; one that nothing sums up ends with its last."""
    rest = list(chosen)
    first = opens or (line_of(rest.pop(0)) if len(rest) > 1 else "")
    last = summary(rest, language) or (line_of(rest.pop()) if len(rest) > bool(opens) else "")
    return Arranged(first, tuple(rest), last)


def opening(data: Mapping[str, Any], language: str) -> str:
    """The question or the title that the film begins with; '' where its title is no more than a file's name."""
    if not is_titled(data):
        return ""
    title, short = title_of(data), language.partition("-")[0]
    if short in ASKS and word_count(title) <= 2 and not ARTICLE.match(title) and not title.endswith("?"):
        return ASKS[short].format(title=title)
    return title if title.endswith(("?", "!")) else f"{title}."


def summary(messages: Sequence[str], language: str) -> str:
    """`In short: pollen, the hive and honey.` where each point has a short caption and all can be said; else ''."""
    short = language.partition("-")[0]
    captions = [bare(one.partition(" — ")[0]) for one in messages if " — " in one]
    if short not in SUMS_UP or not 3 <= len(captions) == len(messages) or any(word_count(one) > 3 for one in captions):
        return ""
    small = [one if one[1:2].isupper() else one[:1].lower() + one[1:] for one in captions]
    line = SUMS_UP[short].format(all=f"{', '.join(small[:-1])}{AND[short]}{small[-1]}")
    return line if word_count(line) <= SUMMARY_WORDS else ""
