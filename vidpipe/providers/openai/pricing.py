"""What a request can cost at most and at least, and what a reply's usage says it cost. Pure; whole micro-dollars.

Kinds of tokens: `in`, `cached in`, `cache write`, `out`, `image in`, `image out`, `audio out`; prices are for
a million.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from vidpipe.errors import ProviderError
from vidpipe.film.catalogue import Caps
from vidpipe.ports import Basis

MILLION = 1_000_000
DEARER = 2
"""How much more a request costs that is longer than `dearer_above`, at most."""
ELSE = {"cached in": "in", "cache write": "in", "image in": "in", "image out": "out", "out": "image out"}
"""Under what a kind is charged that has no price of its own."""


class Cost(NamedTuple):
    """From `low` to `most` micro-dollars."""

    most: int
    low: int


def basis(caps: Caps) -> Basis:
    """How sure the price is. A model of ours without a price is free, any other is one of which nobody knows."""
    if caps.provider == "server":
        return "free"
    if caps.price.sure == "unknown" or not (caps.price.micros or caps.price.by):
        return "unknown"
    return caps.price.sure


def rate(caps: Caps, kind: str) -> int:
    by = caps.price.by
    return by[kind] if kind in by else by.get(ELSE.get(kind, ""), 0)


def priced(caps: Caps, used: Mapping[str, int]) -> int:
    """Micro-dollars of these tokens by kind, rounded up once for the whole call."""
    read = sum(number for kind, number in used.items() if kind.endswith("in") or kind == "cache write")
    above = int(caps.fields.get("dearer_above", 0))
    factor = DEARER if above and read > above else 1
    return -(-sum(rate(caps, kind) * number for kind, number in used.items()) * factor // MILLION)


def of_tokens(caps: Caps, most: Mapping[str, int], low: Mapping[str, int]) -> Cost:
    """The price between the most and the least tokens; one price where the model has no prices of tokens."""
    if not caps.price.by:
        return Cost(caps.price.micros, caps.price.micros)
    if caps.price.by.get("cache write", 0) > rate(caps, "in"):
        most = {("cache write" if kind == "in" else kind): number for kind, number in most.items()}
    dear = priced(caps, most)
    return Cost(dear, min(dear, priced(caps, low)))


# ---------------------------------------------------------------- what was used


def used(reply: Mapping[str, Any], out: str = "out") -> dict[str, int]:
    """Tokens by kind from the `usage` of a reply, of responses, pictures or completions; empty where it tells none.

    `out` is the kind of what came out, where the reply does not take it apart.
    """
    usage = reply.get("usage")
    if not isinstance(usage, Mapping):
        return {}
    read = count(usage, "input_tokens", "prompt_tokens")
    wrote = count(usage, "output_tokens", "completion_tokens")
    if not read and not wrote:
        return {}
    took, gave = _details(usage, "input", "prompt"), _details(usage, "output", "completion")
    pictures = count(took, "image_tokens")
    cached, kept = count(took, "cached_tokens"), count(took, "cache_write_tokens")
    words = count(gave, "text_tokens") if out != "out" else 0
    parts = {
        "in": max(0, read - pictures - cached - kept),
        "cached in": min(cached, read),
        "cache write": min(kept, read),
        "image in": min(pictures, read),
        "out": wrote if out == "out" else min(words, wrote),
        out: wrote - min(words, wrote),
    }
    return {kind: number for kind, number in parts.items() if number}


@contextmanager
def settling(caps: Caps, used: Mapping[str, int]) -> Iterator[None]:
    """What goes wrong with a reply that was billed costs what its usage says, and not all that was reserved."""
    try:
        yield
    except ProviderError as error:
        if error.billed and used and caps.price.by:
            error.cost = priced(caps, used)
        raise


def count(found: Mapping[str, Any], *names: str) -> int:
    """The first whole number of these names that is there, 0 where none is."""
    for name in names:
        value = found.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10**12:
            return int(value)
    return 0


def _details(usage: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    for name in names:
        found = usage.get(f"{name}_tokens_details")
        if isinstance(found, Mapping):
            return found
    return {}
