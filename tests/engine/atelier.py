"""A provider with models that edit pictures and extend clips, may refuse, and lists its jobs; it counts every order."""

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from fakes.media import mp4, png
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Price, Role, Span
from vidpipe.ports import Desk, Output, Planned, Request, Result, Status, Ticket

PICTURE, SECOND = 40_000, 100_000
"""Micro-dollars of one picture and of a second of a clip."""


def _made_up(unit: str, micros: int) -> Price:
    return Price(unit=unit, micros=micros, source="made up", as_of="2026-11-21")


EDITOR = Caps(
    provider="atelier",
    model="editor-1",
    role=Role.IMAGE,
    title="Editor",
    references=4,
    edits=True,
    price=_made_up("image", PICTURE),
)
SKETCHER = Caps(
    provider="atelier", model="sketcher-1", role=Role.IMAGE, title="Sketcher", price=_made_up("image", 10_000)
)
FRAMES = {"first_frame": True, "last_frame": True, "concurrency": 2}
FILMER = Caps(
    provider="atelier",
    model="filmer-1",
    role=Role.VIDEO,
    title="Filmer",
    durations=Span(low=500, high=4000),
    extends=True,
    price=_made_up("second", SECOND),
    **FRAMES,  # type: ignore[arg-type]
)
SENIOR = Caps(
    provider="atelier",
    model="senior-1",
    role=Role.VIDEO,
    title="Senior",
    durations=Span(low=500, high=4000),
    price=_made_up("second", 3 * SECOND),
    **FRAMES,  # type: ignore[arg-type]
)

Judge = Callable[[Request], ProviderError | None]


def refusal(about: str = "prompt", code: str = "content_blocked") -> ProviderError:
    return ProviderError(
        Kind.POLICY, "The atelier refused it", remedy="Reword it.", billed=False, about=about, code=code
    )


def lenient(request: Request) -> ProviderError | None:
    """Refuses nothing."""
    return None


@dataclass
class Atelier:
    """`judge` refuses a request or lets it pass; `lost` is how many answers never come though the order stands."""

    judge: Judge = lenient
    recovery: Literal["idempotent", "lookup", "ask"] = "lookup"
    lost: int = 0
    orders: list[Request] = field(default_factory=list)
    tried: list[Request] = field(default_factory=list)
    name: str = "atelier"
    house: str = field(default_factory=lambda: uuid.uuid4().hex[:6])
    title: str = "Atelier"
    key: str = "ATELIER_KEY"

    def ready(self) -> bool:
        return True

    def check(self) -> str:
        return "The atelier is open"

    def models(self) -> Sequence[Caps]:
        return (EDITOR, SKETCHER, FILMER, SENIOR)

    def plan(self, caps: Caps, request: Request) -> Planned:
        if caps.price.unit != "second":
            return Planned(request=request, price=caps.price.micros)
        made = int(request.data.get("extends", 0))
        thousandths = 1000 * ((request.frames or 0) - made) // (request.rate or 24)
        return Planned(request=request, price=caps.price.micros * thousandths // 1000, units=thousandths)

    def submit(self, caps: Caps, request: Request, desk: Desk) -> Ticket | Result:
        self.tried.append(request)
        refused = self.judge(request)
        if refused:
            raise refused
        self.orders.append(request)
        if self.lost:
            self.lost -= 1
            raise ProviderError(Kind.AMBIGUOUS, "The atelier never answered", remedy="Look at its list.")
        return self._ticket(caps, len(self.orders))

    def _ticket(self, caps: Caps, number: int) -> Ticket:
        return Ticket(provider=self.name, model=caps.model, id=self.job(number), created=datetime.now(UTC))

    def job(self, number: int) -> str:
        """The name of an order, by its place: no other atelier has one of this name."""
        return f"{self.house}-{number}"

    def poll(self, ticket: Ticket) -> Status:
        return Status(state="done", progress=100, retry_in=0.01)

    def fetch(self, ticket: Ticket, desk: Desk) -> Result:
        number = int(ticket.id.rpartition("-")[2])
        request = self.orders[number - 1]
        if request.role is Role.IMAGE:
            return _put(desk.folder / "picture.png", png(64, 36, number * 20 % 256), "image/png", {})
        frames, rate = request.frames or 24, request.rate or 24
        meta = {"width": 64, "height": 36, "frames": frames, "rate": rate}
        return _put(desk.folder / "clip.mp4", mp4(64, 36, frames, rate), "video/mp4", meta)

    def cancel(self, ticket: Ticket) -> bool:
        return True

    def lookup(self, caps: Caps, request: Request, since: datetime, taken: Collection[str]) -> Ticket | None:
        places = [place for place, order in enumerate(self.orders, 1) if order == request]
        same = [place for place in places if self.job(place) not in taken]
        return self._ticket(caps, same[0]) if same else None

    def schema(self, caps: Caps) -> Mapping[str, Any] | None:
        return None

    def chat(self, caps: Caps, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        raise ProviderError(Kind.INVALID, "The atelier does not chat")


def _put(path: Path, data: bytes, mime: str, meta: dict[str, Any]) -> Result:
    path.write_bytes(data)
    return Result(outputs=(Output(path=str(path), mime=mime, meta=meta),))
