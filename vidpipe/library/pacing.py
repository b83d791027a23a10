"""Beats in time: how a film's length is divided among its beats, and a beat among clips that its model really makes.

Pure arithmetic on whole frames. The sum is always the film's length to the frame; a beat longer than the longest clip
has several, of which each but the first goes on from the last frame of the one before.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations_with_replacement
from math import ceil
from typing import Annotated, Any, Literal

from pydantic import Field

from vidpipe.film.catalogue import Caps, Span
from vidpipe.film.noun import Noun
from vidpipe.film.timing import ceiling, count, divide, floor
from vidpipe.library.structure import Archetype, beats, template_of

SHORTEST, LONGEST = 1000, 10_000
"""Milliseconds of a scene where the video model names no limits."""
LONG = 3_600_000
"""Milliseconds that no beat reaches."""
PARTS, USUAL_BEAT = 4, 5
"""The parts of a scene plan, and how many seconds each of its features usually lasts."""
USUAL = 24
"""Seconds of a film of a template that is to be as long as it needs."""
Limits = Mapping[str, Any]
"""What lengths a model makes: `shortest` and `longest` in milliseconds, `only` where there are no others."""


class Paced(Noun):
    """A beat in the film: its part of an ad's scene plan, where it begins, how long it is and its clips, in frames."""

    beat: str
    part: Literal["", "hook", "introduction", "features", "closing"] = ""
    start: Annotated[int, Field(ge=0)]
    frames: Annotated[int, Field(ge=1)]
    clips: tuple[int, ...]


def clip_lengths(caps: Caps | None) -> dict[str, Any]:
    """What lengths the video model really makes, in milliseconds."""
    if caps is None or not caps.durations:
        return {"shortest": SHORTEST, "longest": LONGEST, "only": []}
    if isinstance(caps.durations, Span):
        return {"shortest": caps.durations.low, "longest": min(caps.durations.high, LONGEST), "only": []}
    return {"shortest": SHORTEST, "longest": max(caps.durations), "only": list(caps.durations)}


def paced(choice: Sequence[str], total: int | None, *, rate: int, limits: Limits) -> tuple[Paced, ...]:
    """The beats of a film that is `total` frames long, None for as long as its beats are; of more beats than frames the
    first ones.

    `choice` is one template or beats in their order, as `structure.chosen` gave it.
    """
    template = template_of(choice)
    if total is None:
        total = rate * (USUAL if template else sum(beats()[name].seconds for name in choice))
    names = template.plan(_beats_in(template, total, rate, limits)) if template else tuple(choice)
    names = names[:total]
    parts = [part_of(place, names) for place in range(len(names))]
    lengths = divide(
        total,
        rate=rate,
        weights=_weights(names, parts, template),
        shortest=int(limits["shortest"]),
        longest=LONG,
        only=_sums(total, len(names), rate, limits),
    )
    found, start = [], 0
    for name, part, frames in zip(names, parts, lengths, strict=True):
        clips = clips_of(frames, rate=rate, limits=limits)
        found.append(
            Paced.model_validate({"beat": name, "part": part, "start": start, "frames": frames, "clips": clips})
        )
        start += frames
    return tuple(found)


def _beats_in(template: Archetype, total: int, rate: int, limits: Limits) -> int:
    """How many beats suit a length: not so many that clips are paid and not seen, but each part of a scene plan."""
    if template.shares:
        features = template.shares["features"] / sum(template.shares.values())
        return PARTS - 1 + max(1, round(features * total / rate / USUAL_BEAT))
    wanted = count(total, rate=rate, shortest=min([int(limits["shortest"]), *limits["only"]]), longest=LONG)
    paid = min(limits["only"]) if limits["only"] else int(limits["shortest"])
    return max(1, min(wanted, total * 1000 // (rate * max(1, paid))))


def part_of(place: int, names: Sequence[str]) -> str:
    """Which part of an ad's scene plan a beat is: hook, introduction, features, closing; '' in other films."""
    if any(name not in beats() or beats()[name].kind.value != "ad" for name in names):
        return ""
    if place and all(beats()[name].position == "closing" for name in names[place:]):
        return "closing"
    if place == 0:
        return "hook"
    return "introduction" if place == 1 and len(names) > 3 else "features"


def _weights(names: Sequence[str], parts: Sequence[str], template: Archetype | None) -> list[float]:
    """Shares of time: as the plan says for its parts, else as long as beats naturally are."""
    natural = [float(beats()[name].seconds) for name in names]
    shares: dict[str, float] = dict(template.shares) if template else {}
    if not shares:
        return natural
    whole = {part: sum(n for n, at in zip(natural, parts, strict=True) if at == part) for part in shares}
    return [shares[part] * own / whole[part] for own, part in zip(natural, parts, strict=True)]


def _sums(total: int, beats_: int, rate: int, limits: Limits) -> list[int]:
    """The milliseconds that clips of a model add up to, as far as a beat may last; none where any length will do."""
    only = sorted(set(limits["only"]))
    if not only:
        return []
    most = 3 * total * 1000 // (rate * beats_) + only[-1]
    pairs = {one + other for one in only for other in only} | set(only)
    return sorted({pair + more * only[-1] for pair in pairs for more in range(most // only[-1] + 1)} - {0})


def clips_of(frames: int, *, rate: int, limits: Limits) -> tuple[int, ...]:
    """The clips of a beat in frames of the film, their sum the beat: as few as its model allows, and of so many those
    of which least is paid for nothing."""
    only = list(limits["only"])
    longest = ceiling(rate, int(limits["longest"]), only)
    number = ceil(frames / longest)
    if number == 1:
        return (frames,)
    if not only:
        return tuple(frames * (place + 1) // number - frames * place // number for place in range(number))
    lengths = sorted({max(1, length * rate // 1000) for length in only}, reverse=True)
    rest = frames - (number - 2) * longest
    pairs = [pair for pair in combinations_with_replacement(lengths, 2) if sum(pair) >= rest]
    first = min(pairs, key=lambda pair: (sum(pair), pair[0]))[0]
    last = max(rest - first, min(floor(rate, int(limits["shortest"]), only), rest // 2))
    return (*[longest] * (number - 2), rest - last, last)
