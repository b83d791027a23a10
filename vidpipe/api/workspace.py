"""The workspace: who can be asked, which models there are at which prices, and what was spent. No key is ever told."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from vidpipe.api.asked import Guarded
from vidpipe.api.opened import Opened
from vidpipe.api.shape import usd
from vidpipe.film.account import LedgerLine, Spending
from vidpipe.film.catalogue import Caps, Role
from vidpipe.library.models import aliases, replacement, retired
from vidpipe.studio import ProviderView

router = APIRouter(route_class=Guarded, tags=["workspace"])

SUMS = ("charged", "reserved", "unknown", "released", "today")
TABLES = ("by_provider", "by_model", "by_stage", "by_day")
NO_FACTS = ("provider", "model", "role", "title", "price", "shutdown", "replacement", "fields", "voices")


@router.get("/providers")
def providers(studio: Opened) -> dict[str, Any]:
    """Who can be asked, how many models each has, and whether its key is there."""
    return {"providers": [provider_told(view) for view in studio.providers()]}


@router.get("/models")
def models(studio: Opened, role: Role | None = None) -> dict[str, Any]:
    """Every model: what it can do, what it costs, until when it is there, and whether it can be asked here."""
    ready = {view.name: view.ready for view in studio.providers()}
    found = [caps for caps in studio.models() if role in (None, caps.role)]
    return {"models": [model_told(caps, ready=ready.get(caps.provider, False)) for caps in found], "aliases": aliases()}


@router.get("/voices")
def voices(studio: Opened, language: str = "", model: str = "") -> dict[str, Any]:
    """The voices of a speech model, else of this computer's; those of one language where it is given."""
    return {"voices": [voice.plain() for voice in studio.voices(language, model=model)]}


@router.get("/spending")
def spending(
    studio: Opened,
    project: str = "",
    days: Annotated[int, Query(ge=1, le=3660)] = 30,
    calls: Annotated[int, Query(ge=0, le=1000)] = 0,
) -> dict[str, Any]:
    """What was charged in so many days, by provider, model, stage and day; of one film, or of all."""
    film = studio.project(project).id if project else ""
    found = studio.spending(project=film, days=days, limit=max(1, calls))
    doubts = studio.doubts(project=film) if found.unknown else []
    return spent(found, found.lines[:calls], doubts)


def provider_told(view: ProviderView) -> dict[str, Any]:
    names = ("name", "title", "key", "variable", "models", "ready")
    return {name: getattr(view, name) for name in names} | {"variable": view.variable or None}


def model_told(caps: Caps, *, ready: bool) -> dict[str, Any]:
    price = caps.price
    sure = price.sure if price.micros else "free" if price.sure != "unknown" else "unknown"
    return {
        "model": caps.id,
        "role": caps.role.value,
        "title": caps.title or caps.model,
        "ready": ready,
        "state": retired(caps) or "here",
        "shutdown": caps.shutdown or None,
        "replacement": replacement(caps.id) or None,
        "price": {
            "usd": usd(price.micros),
            "unit": price.unit,
            "by": {name: usd(micros) for name, micros in price.by.items()},
            "sure": sure,
            "source": price.source,
            "as_of": price.as_of,
        },
        "facts": {name: value for name, value in caps.plain().items() if name not in NO_FACTS},
    }


def spent(found: Spending, calls: tuple[LedgerLine, ...], doubts: list[LedgerLine]) -> dict[str, Any]:
    return {
        **{f"{name}_usd": usd(getattr(found, name)) for name in SUMS},
        **{name: {key: usd(micros) for key, micros in getattr(found, name).items()} for name in TABLES},
        "calls": [_call(line) for line in calls],
        "doubts": [_call(line) for line in doubts],
    }


def _call(line: LedgerLine) -> dict[str, Any]:
    names = ("project", "title", "gone", "slot", "stage", "model", "state")
    told = {name: getattr(line, name) for name in names}
    return {"at": line.at.isoformat(), **told, "usd": usd(line.micros)}
