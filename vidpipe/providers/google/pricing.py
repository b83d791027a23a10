"""What a request can cost at most and at least, and what the usage of a reply says it cost. Pure, micro-dollars.

Kinds of tokens are `in`, `out` (thoughts too), and `image`, `video`, `audio` before them; prices count for a million.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from vidpipe.film.catalogue import Caps, Role
from vidpipe.ports import Basis
from vidpipe.providers.google.reading import at, count, pick, rows, text

MILLION = 1_000_000
PICTURE_TOKENS = 1500
"""More than any picture in a request counts."""
WORDS_BESIDE = 4096
"""Tokens of thoughts and words that may come beside a picture or a clip."""
ROOM = 1.05
"""What is reserved above a price that is metered."""
MEDIA = {Role.IMAGE: "image out", Role.VIDEO: "video out", Role.SPEECH: "audio out", Role.MUSIC: "audio out"}


class Cost(NamedTuple):
    """From `low` to `most` micro-dollars."""

    most: int
    low: int


def basis(caps: Caps) -> Basis:
    """How sure the price is. A model without any price is one of which nobody knows."""
    if caps.price.sure == "unknown" or not (caps.price.micros or caps.price.by):
        return "unknown"
    return caps.price.sure


def rate(caps: Caps, kind: str) -> int:
    """Micro-dollars for a million tokens of a kind; other input counts as words do."""
    return caps.price.by.get(kind, caps.price.by.get("in", 0) if kind.endswith(" in") else 0)


def tokens(caps: Caps, kind: str, number: float) -> int:
    return -int(-number * rate(caps, kind) // MILLION)


def for_one(caps: Caps, resolution: str) -> int:
    """Micro-dollars for one unit at a resolution."""
    return caps.price.by.get(resolution, caps.price.micros)


def of_text(caps: Caps, *, asked: int, most_out: int) -> Cost:
    """`asked` and `most_out` are tokens, both from above."""
    if caps.price.unit == "request":
        return Cost(caps.price.micros, caps.price.micros)
    most = tokens(caps, "in", asked) + tokens(caps, "out", most_out)
    return Cost(most, min(most, tokens(caps, "in", asked // 6)))


def of_image(caps: Caps, *, asked: int, pictures: int, resolution: str) -> Cost:
    one = for_one(caps, resolution)
    if caps.price.sure == "fixed":
        return Cost(one, one)
    beside = tokens(caps, "in", asked) + tokens(caps, "image in", pictures * PICTURE_TOKENS)
    return Cost(round(one * ROOM) + beside + tokens(caps, "out", WORDS_BESIDE), one)


def of_video(caps: Caps, *, seconds: float, asked: int, pictures: int, resolution: str) -> Cost:
    """`seconds` of video; a price for each second, or for the request."""
    unit = for_one(caps, resolution)
    whole = round(unit * seconds) if caps.price.unit == "second" else unit
    if caps.price.sure == "fixed":
        return Cost(whole, whole)
    beside = tokens(caps, "in", asked) + tokens(caps, "image in", pictures * PICTURE_TOKENS)
    return Cost(round(whole * ROOM) + beside + tokens(caps, "out", WORDS_BESIDE), whole)


def of_speech(caps: Caps, *, asked: int, most_out: int, low_out: int) -> Cost:
    if not caps.price.by:
        return Cost(caps.price.micros, caps.price.micros)
    most = tokens(caps, "in", asked) + tokens(caps, "audio out", most_out)
    return Cost(most, min(most, tokens(caps, "audio out", low_out)))


# ---------------------------------------------------------------- what was used


def used(reply: Mapping[str, Any], role: Role) -> dict[str, int]:
    """Tokens by kind from a reply of either API; empty where it tells none."""
    told = pick(reply, "usageMetadata")
    return _generated(told, role) if told is not None else _interacted(pick(reply, "usage"), role)


def _generated(told: Any, role: Role) -> dict[str, int]:
    out = _by_kind(rows(pick(told, "candidatesTokensDetails")), "tokenCount", "out")
    if not out:
        out = {MEDIA.get(role, "out"): count(pick(told, "candidatesTokenCount"))}
    out["out"] = out.get("out", 0) + count(pick(told, "thoughtsTokenCount"))
    asked = {"in": count(pick(told, "promptTokenCount")) + count(pick(told, "toolUsePromptTokenCount"))}
    return {kind: number for kind, number in (asked | out).items() if number}


def _interacted(told: Any, role: Role) -> dict[str, int]:
    out = _by_kind(rows(pick(told, "outputTokensByModality")), "tokens", "out")
    if not out:
        out = {MEDIA.get(role, "out"): count(pick(told, "totalOutputTokens"))}
    out["out"] = out.get("out", 0) + count(pick(told, "totalThoughtTokens"))
    asked = {"in": count(pick(told, "totalInputTokens"))}
    return {kind: number for kind, number in (asked | out).items() if number}


def _by_kind(details: list[Mapping[str, Any]], name: str, way: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in details:
        modality = text(pick(row, "modality")).lower()
        kind = way if modality in ("", "text") else f"{modality} {way}"
        found[kind] = found.get(kind, 0) + count(pick(row, name))
    return found


def made_nothing(reply: Mapping[str, Any]) -> bool | None:
    """Whether the usage says that nothing was made; None where it says nothing."""
    for told, name in ((at(reply, "usage"), "totalOutputTokens"), (at(reply, "usageMetadata"), "candidatesTokenCount")):
        number = pick(told, name)
        if number is not None:
            return count(number) == 0
    return None


def cost(caps: Caps | None, usage: Mapping[str, int]) -> int | None:
    """What the tokens cost; None where a kind of them has no price, or none were told."""
    if caps is None or not usage or caps.price.sure == "fixed" or any(not rate(caps, kind) for kind in usage):
        return None
    return sum(tokens(caps, kind, number) for kind, number in usage.items())
