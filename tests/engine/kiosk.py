"""A provider that is paid and gives tickets; its far side is files, so it remembers every order across processes."""

import json
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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
_TURN = threading.RLock()


def _nothing(number: int) -> None:
    """Nobody looks on."""


@dataclass
class Kiosk:
    """`orders` is the folder of its far side: one file for every order that was accepted and is paid.

    What goes wrong: `errors` at the counter before anything is accepted, `lost` answers of orders that were, errors of
    looks, fetches and look-ups, a job that ends otherwise (`end`), orders that show only in the `shows_after`-th list.
    `cancels`: whether calling off works, fails, is refused, or comes when the job is done. `on_poll` looks on.
    """

    orders: Path
    recovery: Literal["idempotent", "lookup", "ask"] = "ask"
    at_once: bool = False
    errors: list[ProviderError] = field(default_factory=list)
    polls_needed: int = 1
    seconds: float = 0.0
    cancelled: list[str] = field(default_factory=list)
    name: str = "kiosk"
    title: str = "Kiosk"
    key: str = "KIOSK_KEY"
    caps: Caps = PAINTER
    lost: int = 0
    poll_errors: list[Exception] = field(default_factory=list)
    fetch_errors: list[Exception] = field(default_factory=list)
    lookup_errors: list[Exception] = field(default_factory=list)
    end: Status | None = None
    shows_after: int = 0
    cancels: Literal["yes", "no", "error", "late"] = "yes"
    note: str = ""
    hint: float | None = 0.01
    most_at_once: int | None = None
    on_poll: Callable[[int], None] = _nothing
    polls: int = field(default=0, init=False)
    lookups: list[set[str]] = field(default_factory=list, init=False)
    inside: int = field(default=0, init=False)
    most_inside: int = field(default=0, init=False)

    def ready(self) -> bool:
        return True

    def check(self) -> str:
        if self.errors:
            raise self.errors.pop(0)
        return f"The kiosk is open; {len(self.placed)} orders so far"

    def models(self) -> Sequence[Caps]:
        return (self.caps,)

    def plan(self, caps: Caps, request: Request) -> Planned:
        return Planned(request=request, price=caps.price.micros)

    def submit(self, caps: Caps, request: Request, desk: Desk) -> Ticket | Result:
        with _TURN:
            if self.errors:
                raise self.errors.pop(0)
            if self.most_at_once is not None and self.inside >= self.most_at_once:
                raise ProviderError(Kind.RETRY, "Too many at once", retry_after=2.0, billed=False, throttled=True)
            self.inside += 1
            self.most_inside = max(self.most_inside, self.inside)
            number = self._place(request.key(caps.id), request.seed)
            if self.lost:
                self.lost -= 1
                raise ProviderError(Kind.AMBIGUOUS, "The connection broke")
        if self.at_once:
            time.sleep(self.seconds)
            return self._result(number, desk)
        return Ticket(provider=self.name, model=caps.model, id=str(number), created=datetime.now(UTC))

    def _place(self, key: str, seed: int | None) -> int:
        number = len(self.placed) + 1
        order = {"key": key, "seed": seed, "polls": 0, "at": datetime.now(UTC).isoformat(), "called off": False}
        (self.orders / f"{number:03d}.json").write_text(json.dumps(order))
        return number

    @property
    def placed(self) -> list[dict[str, Any]]:
        self.orders.mkdir(parents=True, exist_ok=True)
        with _TURN:
            return [json.loads(path.read_text()) for path in sorted(self.orders.glob("*.json"))]

    def poll(self, ticket: Ticket) -> Status:
        self.polls += 1
        self.on_poll(self.polls)
        if self.poll_errors:
            raise self.poll_errors.pop(0)
        with _TURN:
            order = self._counted(ticket)
        if order["called off"]:
            return Status(state="cancelled")
        done = order["polls"] >= self.polls_needed and self._age(order) >= self.seconds
        if done and self.end is not None:
            return self.end
        return Status(state="done" if done else "running", progress=50, retry_in=self.hint, note=self.note)

    def _counted(self, ticket: Ticket) -> dict[str, Any]:
        path = self._file(ticket)
        order: dict[str, Any] = json.loads(path.read_text())
        order["polls"] += 1
        path.write_text(json.dumps(order))
        return order

    def _file(self, ticket: Ticket) -> Path:
        return self.orders / f"{int(ticket.id):03d}.json"

    def _age(self, order: dict[str, Any]) -> float:
        return (datetime.now(UTC) - datetime.fromisoformat(order["at"])).total_seconds()

    def fetch(self, ticket: Ticket, desk: Desk) -> Result:
        if self.fetch_errors:
            raise self.fetch_errors.pop(0)
        return self._result(int(ticket.id), desk)

    def _result(self, number: int, desk: Desk) -> Result:
        order = self.placed[number - 1]
        shade = int(order["key"][:2], 16)
        into = desk.folder / "picture.png"
        Image.new("RGB", (64, 36), (shade, 40, 90)).save(into)
        with _TURN:
            self.inside -= 1
        return Result(outputs=(Output(path=str(into), mime="image/png"),))

    def cancel(self, ticket: Ticket) -> bool:
        self.cancelled.append(ticket.id)
        if self.cancels == "error":
            raise ProviderError(Kind.AMBIGUOUS, "The connection broke")
        if self.cancels == "late":
            self.polls_needed = 0
        if self.cancels == "yes":
            with _TURN:
                path = self._file(ticket)
                path.write_text(json.dumps(json.loads(path.read_text()) | {"called off": True}))
        return self.cancels == "yes"

    def schema(self, caps: Caps) -> Mapping[str, Any] | None:
        return None

    def lookup(self, caps: Caps, request: Request, since: datetime, taken: Collection[str]) -> Ticket | None:
        self.lookups.append(set(taken))
        if self.lookup_errors:
            raise self.lookup_errors.pop(0)
        if len(self.lookups) <= self.shows_after:
            return None
        key = request.key(caps.id)
        for number, order in enumerate(self.placed, 1):
            if order["key"] == key and str(number) not in taken:
                return Ticket(provider=self.name, model=caps.model, id=str(number), created=since)
        return None

    def chat(self, caps: Caps, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        raise ProviderError(Kind.INVALID, "The kiosk does not chat")


REFUSED = ProviderError(Kind.POLICY, "The prompt was refused", remedy="Reword it.", billed=False)
