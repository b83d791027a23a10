"""A server of one's own behind the provider port: nothing is paid there, so asking twice is safe."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Price, Role
from vidpipe.ports import Desk, Planned, Request, Result, Setup, Status, Ticket
from vidpipe.providers.keys import key
from vidpipe.providers.openai import chatting, pictures, planning, speaking, text
from vidpipe.providers.openai.address import Address
from vidpipe.providers.openai.line import Line
from vidpipe.providers.openai.peer import listed, no_ticket

KEYS = ("VIDPIPE_SERVER_KEY", "SERVER_API_KEY")
"""Where its key may be, for the few that want one."""
FREE = Price(unit="request", micros=0, source="made on a server of your own", as_of="2026-11-21")
USUAL: dict[Role, dict[str, Any]] = {
    Role.TEXT: {"seconds": 60, "deadline": 1800},
    Role.IMAGE: {
        "seconds": 60,
        "deadline": 1800,
        "longest_text": 32_000,
        "fields": {"multiple": 8, "least_pixels": 65_536},
    },
    Role.SPEECH: {"seconds": 10, "deadline": 600, "longest_text": 4096},
}
"""What a model of each role is taken to be like; whoever knows the server better can say so in no other place."""


class ServerProvider:
    """One address, and the models that the person named there."""

    name = "server"
    title = "Your server"
    key = ""
    recovery: Literal["idempotent", "lookup", "ask"] = "idempotent"

    def __init__(self, setup: Setup) -> None:
        self.url, self.lacks = setup.server_url, frozenset(setup.server_lacks)
        self._models = tuple(found for name in setup.server_models if self.url and (found := caps_of(name)))
        address = Address(self.url, own=True)
        self.line = Line(self.title, address, key=lambda: key(*KEYS), variable=KEYS[0])

    def ready(self) -> bool:
        return bool(self.url)

    def check(self) -> str:
        """Lists its models; says which of those that were named it has not."""
        there = self.listed()
        missing = [caps.model for caps in self._models if caps.model not in there]
        said = f"{self.title} answered with {len(there)} models"
        if missing:
            known = ", ".join(list(there)[:5])
            return f"{said}; not among them: {', '.join(missing)}. It has: {known}"
        return said if self._models else f"{said}; name those to use, for example {next(iter(there), 'a model')}"

    def listed(self) -> dict[str, str]:
        """The names of its models."""
        self._addressed()
        return listed(self.line)

    def models(self) -> Sequence[Caps]:
        return self._models

    def plan(self, caps: Caps, request: Request) -> Planned:
        return planning.plan(caps, request)

    def submit(self, caps: Caps, request: Request, desk: Desk) -> Ticket | Result:
        self._addressed()
        if caps.role is Role.TEXT:
            return text.write(self.line, caps, request, lacks=self.lacks)
        make = pictures.paint if caps.role is Role.IMAGE else speaking.speak
        return make(self.line, caps, request, desk)

    def poll(self, ticket: Ticket) -> Status:
        raise no_ticket(self.title, ticket)

    def fetch(self, ticket: Ticket, desk: Desk) -> Result:
        raise no_ticket(self.title, ticket)

    def cancel(self, ticket: Ticket) -> bool:
        return False

    def lookup(self, caps: Caps, request: Request, since: datetime, taken: Collection[str]) -> Ticket | None:
        return None

    def schema(self, caps: Caps) -> Mapping[str, Any] | None:
        return None

    def chat(self, caps: Caps, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        self._addressed()
        return chatting.chat(self.line, caps, messages, lacks=self.lacks)

    def _addressed(self) -> None:
        if not self.url:
            raise ProviderError(
                Kind.INVALID,
                "There is no server of your own",
                remedy="Give its address in the settings, for example http://localhost:11434.",
                billed=False,
            )


def caps_of(named: str) -> Caps | None:
    """The record of a model by `name` or `role:name`; a name may have colons itself. None for an empty one."""
    first, _, rest = named.strip().partition(":")
    role = next((role for role in USUAL if role.value == first and rest), Role.TEXT)
    name = rest if rest and role.value == first else named.strip()
    if not name:
        return None
    return Caps.model_validate(
        {
            "provider": "server",
            "model": name,
            "role": role,
            "title": f"{name} (your server)",
            "price": FREE,
            "concurrency": 1,
            "note": "It makes what it can; nothing is paid.",
            **USUAL[role],
        }
    )
