"""The recipe of the lab while somebody writes it: what stands in its fields, as a grid is asked for. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from vidpipe.errors import BadInput
from vidpipe.film.catalogue import Caps, Span
from vidpipe.film.grid import Grid, Origin
from vidpipe.film.template import Template
from vidpipe.film.wording import places

ROLES = {"image": "Pictures", "video": "Clips", "speech": "Speech", "music": "Music", "text": "Words"}
UNIT = {"image": "picture", "video": "clip", "speech": "line", "music": "piece", "text": "text"}
LENGTHS = (3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 45, 60)
PACES = (80, 90, 100, 110, 120)
ASPECTS = ("16:9", "9:16", "1:1", "4:5")
MOST_WORDINGS = 20
SWEEP, LIST = "Sweep", "List"
RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")


@dataclass(frozen=True)
class Draft:
    """What the fields hold. `seeds` is how many are swept, or the seeds themselves as they were typed."""

    role: str = "image"
    wordings: tuple[str, ...] = ("",)
    system: str = ""
    values: tuple[Mapping[str, str], ...] = ({},)
    models: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ("16:9",)
    seconds: tuple[float, ...] = (4,)
    voices: tuple[str, ...] = ("",)
    languages: tuple[str, ...] = ("en",)
    speeds: tuple[int, ...] = (100,)
    negative: str = ""
    seeds: int | str = 4
    name: str = ""
    budget: float | None = None
    origin: Origin = field(default_factory=Origin)
    base: Mapping[str, Any] = field(default_factory=dict)

    @property
    def written(self) -> bool:
        return any(text.strip() for text in self.wordings)

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of all prompts; those of a prompt that cannot be read are left out."""
        found: dict[str, None] = {}
        for text in (*self.wordings, self.system):
            try:
                found |= dict.fromkeys(places(text))
            except BadInput:
                continue
        return tuple(found)

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns of the table that no prompt has a place for."""
        named = dict.fromkeys(name for row in self.values for name, value in row.items() if value)
        return tuple(name for name in named if name not in self.variables)

    @property
    def table(self) -> bool:
        """Whether it has more than one row of values."""
        return len(self.values) > 1

    def asked(self) -> dict[str, Any]:
        """As `Lab.grid` is asked, its prompts aside. Raises BadInput for seeds that are none."""
        return {
            "role": self.role,
            "models": self.models,
            "values": self._values(),
            "seeds": self.seeds if isinstance(self.seeds, int) else numbers(self.seeds),
            "aspects": self.aspects,
            "seconds": self.seconds,
            "voices": self.voices,
            "languages": self.languages,
            "speeds": self.speeds,
            "negative": self.negative,
            "system": self.system if self.role == "text" or self.base else "",
            "name": self.name,
            "origin": self.origin,
            "base": self.base,
        }

    def _values(self) -> list[dict[str, str]]:
        """The rows as far as prompts have places for them; of a scene's all, since its data holds them too.

        An empty value in the only row is one that is missing; in a table it is a value like any other.
        """
        if self.base:
            return [dict(row) for row in self.values]
        names = self.variables
        if not self.table:
            return [{name: value for name, value in self.values[0].items() if name in names and value.strip()}]
        return [{name: row.get(name, "") for name in names} for row in self.values]


def numbers(typed: str) -> list[int]:
    """`11, 12, 40-43` as seeds. Raises BadInput."""
    found: list[int] = []
    for part in filter(None, re.split(r"[,;\s]+", RANGE.sub(r"\1-\2", typed))):
        span = RANGE.fullmatch(part)
        if not span and not (part.isascii() and part.isdecimal()):
            raise BadInput(f"“{part[:20]}” is no seed", remedy="Write whole numbers: 11, 12, 40-43.")
        low, high = (int(span[1]), int(span[2])) if span else (int(part), int(part))
        if high - low > 10_000 or max(low, high) >= 2**63:
            raise BadInput(f"“{part[:20]}” are too many seeds", remedy="Write fewer, or smaller numbers.")
        found += range(low, high + 1)
    if not found:
        raise BadInput("There is no seed", remedy="Write whole numbers: 11, 12, 40-43.")
    return found


def of_grid(grid: Grid) -> Draft:
    """The fields as they stood when this grid was asked for."""
    return replace(_of(grid), name=grid.name, origin=grid.origin, base=grid.base)


def of_template(template: Template) -> Draft:
    """A template laid into the fields."""
    return _of(template)


def _of(what: Grid | Template) -> Draft:
    options = what.options

    def all_of(name: str) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(getattr(option, name) for option in options))

    first, count = what.seeds[0], len(what.seeds)
    swept = first == 11 and what.seeds == tuple(range(11, 11 + count))
    return Draft(
        role=what.role.value,
        wordings=what.wordings,
        system=what.system,
        values=what.values,
        models=what.models,
        aspects=tuple(aspect.value for aspect in all_of("aspect")),
        seconds=tuple(sorted({round(option.frames / option.rate, 2) for option in options})),
        voices=all_of("voice"),
        languages=all_of("language"),
        speeds=all_of("speed"),
        negative=options[0].negative,
        seeds=count if swept else ", ".join(map(str, what.seeds)),
    )


def turned(draft: Draft, role: str) -> Draft:
    """The same words for something else to make."""
    return replace(draft, role=role, models=(), voices=("",), origin=Origin(), base={})


def lengths(models: Sequence[Caps], now: Sequence[float]) -> list[float]:
    """The lengths that may be chosen: what the chosen models make, and what is chosen."""
    found: set[float] = set(now)
    for caps in models:
        if isinstance(caps.durations, Span):
            found |= {each for each in LENGTHS if caps.durations.low <= 1000 * each <= caps.durations.high}
        else:
            found |= {milliseconds / 1000 for milliseconds in caps.durations}
    return sorted(found if len(found) > len(set(now)) else found | set(LENGTHS[1:7]))


def takes_negative(models: Sequence[Caps]) -> bool:
    return any(caps.negative for caps in models)
