"""A provider that is paid and gives tickets; its far side is files, so it remembers every order across processes."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from PIL import Image

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Price, Role
from vidpipe.ports import Desk, Output, Planned, Request, Result, Status, Ticket

CENTS_4 = Price(unit="image", micros=40_000, source="made up", as_of="2026-11-21")
PAINTER = Caps(provider="kiosk", model="painter-9", role=Role.IMAGE, price=CENTS_4, references=1)


@dataclass
class Kiosk:
    """`orders` is the folder of its far side: one file for every order that was accepted and is paid."""

    orders: Path
    recovery: Literal["idempotent", "lookup", "ask"] = "ask"
    at_once: bool = False
    errors: list[ProviderError] = field(default_factory=list)
    polls_needed: int = 1
    cancelled: list[str] = field(default_factory=list)
    name: str = "kiosk"
    title: str = "Kiosk"
    key: str = "KIOSK_KEY"

    def ready(self) -> bool:
        return True

    def check(self) -> str:
        if self.errors:
            raise self.errors.pop(0)
        return f"The kiosk is open; {len(self.placed)} orders so far"

    def models(self) -> Sequence[Caps]:
        return (PAINTER,)

    def plan(self, caps: Caps, request: Request) -> Planned:
        return Planned(request=request, price=caps.price.micros)

    def submit(self, caps: Caps, request: Request, desk: Desk) -> Ticket | Result:
        if self.errors:
            raise self.errors.pop(0)
        number = len(self.placed) + 1
        order = {"key": request.key(caps.id), "seed": request.seed, "polls": 0, "at": datetime.now(UTC).isoformat()}
        (self.orders / f"{number:03d}.json").write_text(json.dumps(order))
        if self.at_once:
            return self._result(number, desk)
        return Ticket(provider=self.name, model=caps.model, id=str(number), created=datetime.now(UTC))

    @property
    def placed(self) -> list[dict[str, Any]]:
        self.orders.mkdir(parents=True, exist_ok=True)
        return [json.loads(path.read_text()) for path in sorted(self.orders.glob("*.json"))]

    def poll(self, ticket: Ticket) -> Status:
        path = self.orders / f"{int(ticket.id):03d}.json"
        order = json.loads(path.read_text()) | {}
        order["polls"] += 1
        path.write_text(json.dumps(order))
        done = order["polls"] >= self.polls_needed
        return Status(state="done" if done else "running", progress=50, retry_in=0.01)

    def fetch(self, ticket: Ticket, desk: Desk) -> Result:
        return self._result(int(ticket.id), desk)

    def _result(self, number: int, desk: Desk) -> Result:
        order = self.placed[number - 1]
        shade = int(order["key"][:2], 16)
        into = desk.folder / "picture.png"
        Image.new("RGB", (64, 36), (shade, 40, 90)).save(into)
        return Result(outputs=(Output(path=str(into), mime="image/png"),))

    def cancel(self, ticket: Ticket) -> bool:
        self.cancelled.append(ticket.id)
        return True

    def schema(self, caps: Caps) -> Mapping[str, Any] | None:
        return None

    def lookup(self, caps: Caps, request: Request, since: datetime, taken: Collection[str]) -> Ticket | None:
        key = request.key(caps.id)
        for number, order in enumerate(self.placed, 1):
            if order["key"] == key and str(number) not in taken:
                return Ticket(provider=self.name, model=caps.model, id=str(number), created=since)
        return None

    def chat(self, caps: Caps, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        raise ProviderError(Kind.INVALID, "The kiosk does not chat")


REFUSED = ProviderError(Kind.POLICY, "The prompt was refused", remedy="Reword it.", billed=False)
