"""What a person typed into a field, as a value. Pure; refuses in words."""

import math

from vidpipe.errors import BadInput


def dollars(text: str) -> float | None:
    """An amount as people write it: `12`, `$12.50`, `3,5`; None for nothing. Raises BadInput."""
    said = text.strip().removeprefix("$").strip().replace(",", ".")
    if not said:
        return None
    try:
        amount = float(said)
    except ValueError:
        amount = math.nan
    if not math.isfinite(amount):
        raise BadInput(f"{text.strip()[:40]!r} is no amount", remedy="Give dollars such as 12.50, or nothing.")
    return amount


def whole(text: str) -> int | None:
    """A whole number, None for nothing. Raises BadInput."""
    said = text.strip()
    if not said:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise BadInput(f"{said[:40]!r} is no whole number", remedy="Give one such as 4, or nothing for the default.")
    return int(said)


def name(text: str) -> str | None:
    return text.strip() or None


def names(text: str) -> list[str] | None:
    """Names with commas between them, each once; None for nothing."""
    return list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip())) or None
