"""A model's price list in words: short for a choice, whole for a page of facts. Pure."""

from vidpipe.film.catalogue import Caps

UNITS = {
    "image": "an image",
    "second": "a second",
    "minute": "a minute",
    "request": "each",
    "1000 characters": "per 1,000 characters",
    "million tokens": "per million tokens",
}
TOKENS = ("in", "cached in", "image in", "out", "image out", "video out", "audio out")
"""Kinds of tokens that have a price of their own, always for a million of them."""


def briefly(caps: Caps) -> str:
    """`$0.10 a second`, `$0.75 in, $3.75 out per million tokens`, `Free`; `about` where nobody confirms it."""
    price = caps.price
    if not price.micros:
        return "Price unknown" if price.sure == "unknown" else "Free"
    about = "about " if price.sure == "unknown" else ""
    if price.unit == "million tokens":
        return f"{about}{_tokens(caps)} {UNITS[price.unit]}"
    return f"{about}{dollars(price.micros)} {unit(price.unit)}"


def fully(caps: Caps) -> str:
    """Every resolution or quality with its price, then what tokens cost."""
    sizes = [(name, caps.price.by[name]) for name in caps.resolutions if name in caps.price.by]
    if len(sizes) < 2:
        said = briefly(caps)
    else:
        about = "about " if caps.price.sure == "unknown" else ""
        rest = ", ".join(f"{dollars(micros)} at {name}" for name, micros in sizes)
        said = f"{about}{rest}, {unit(caps.price.unit)}"
    if caps.price.unit == "million tokens" or not any(name in caps.price.by for name in TOKENS):
        return said
    return f"{said}; by use: {_tokens(caps)} per million tokens"


def _tokens(caps: Caps) -> str:
    by = caps.price.by or {"out": caps.price.micros}
    return ", ".join(f"{dollars(by[name])} {name}" for name in TOKENS if name in by)


def unit(name: str) -> str:
    return UNITS.get(name, f"a {name}")


def dollars(micros: int) -> str:
    """Whole cents; below a cent, the digits it needs."""
    amount = micros / 1_000_000
    return f"${amount:,.2f}" if amount >= 0.01 or not micros else f"${amount:.4f}".rstrip("0")
