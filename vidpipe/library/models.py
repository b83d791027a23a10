"""Models that are asked with a key, as dated records: what each can do, costs, and when it goes. Reads models.toml."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from vidpipe.film.catalogue import Caps

SOON = 60
"""Days before a model's end from which people are told."""

ANY = "mul"
"""The language of a voice that speaks many."""

Retirement = Literal["", "soon", "gone"]


def models(provider: str, today: date | None = None) -> tuple[Caps, ...]:
    """A provider's models in the file's order; with a day only those that are not gone then."""
    found = (caps for caps in _records().values() if caps.provider == provider)
    return tuple(caps for caps in found if today is None or retired(caps, today) != "gone")


@cache
def aliases() -> dict[str, str]:
    """Names that stay while ids come and go, each with the model that it means now: `video.default`."""
    return dict(_sheet()["aliases"])


def resolve(name: str) -> str:
    """The model that a name means now, a version of before included; any other id as it is."""
    return aliases().get(name) or str(_sheet()["renamed"].get(name, name))


def record(model: str) -> Caps | None:
    """What is known of a model by its id."""
    return _records().get(model)


def replacement(model: str) -> str:
    """The model to use instead of this one, by whatever is not gone at the end of the chain; '' where none is known."""
    seen = {model}
    found = record(model)
    while found and found.replacement and found.replacement not in seen:
        seen.add(found.replacement)
        found = record(found.replacement)
    return found.id if found and found.id != model else ""


def retired(caps: Caps, today: date | None = None) -> Retirement:
    """Whether a model is gone, or goes within two months."""
    if not caps.shutdown:
        return ""
    left = (date.fromisoformat(caps.shutdown) - (today or _today())).days
    return "gone" if left <= 0 else "soon" if left <= SOON else ""


def _today() -> date:
    return datetime.now(UTC).date()


@cache
def _sheet() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return found


@cache
def _records() -> dict[str, Caps]:
    sheet = _sheet()
    told: dict[str, dict[str, Any]] = {}
    found: dict[str, Caps] = {}
    for entry in sheet["model"]:
        whole = {**told.get(entry.get("like"), {}), **entry}
        whole.pop("like", None)
        caps = _caps(whole, as_of=sheet["as_of"], voices=sheet["voices"])
        told[caps.id], found[caps.id] = whole, caps
    return found


def _caps(entry: Mapping[str, Any], *, as_of: str, voices: Mapping[str, list[str]]) -> Caps:
    """A record as a noun: what stands once for the whole file is filled in."""
    price = {"source": entry.get("source", ""), "as_of": entry.get("as_of", as_of), **entry.get("price", {})}
    spoken = [{"id": name, "title": name.title(), "language": ANY} for name in voices.get(entry.get("voices", ""), ())]
    return Caps.model_validate({"as_of": as_of, **entry, "price": price, "voices": spoken})
