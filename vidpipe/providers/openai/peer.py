"""OpenAI behind the provider port: text, pictures and speech. A call ends with its answer, so there are no tickets."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.library import models as catalogue
from vidpipe.ports import Desk, Planned, Request, Result, Setup, Status, Ticket
from vidpipe.providers.keys import key
from vidpipe.providers.openai import chatting, pictures, planning, speaking, text
from vidpipe.providers.openai.address import Address
from vidpipe.providers.openai.line import Line

URL = "https://api.openai.com/v1"
KEY = "OPENAI_API_KEY"
CHECK_SECONDS = 20.0


class OpenAIProvider:
    """Nothing here tells whether a request that got no answer was done, so the person is asked."""

    name = "openai"
    title = "OpenAI"
    key = KEY
    recovery: Literal["idempotent", "lookup", "ask"] = "ask"

    def __init__(self, setup: Setup) -> None:
        self.line = Line(self.title, Address(setup.openai_url or URL), key=lambda: key(KEY), variable=KEY)

    def ready(self) -> bool:
        return key(KEY) is not None

    def check(self) -> str:
        """Lists the models of the key, and says which of ours it has not."""
        return compared(self.title, self.listed(), self.models())

    def listed(self) -> dict[str, str]:
        """The models that the key may use, each with the day (ISO) when it goes, '' where none is said."""
        return listed(self.line)

    def models(self) -> Sequence[Caps]:
        return [caps for caps in catalogue.models(self.name) if caps.role in planning.PLANS]

    def plan(self, caps: Caps, request: Request) -> Planned:
        return planning.plan(caps, request)

    def submit(self, caps: Caps, request: Request, desk: Desk) -> Ticket | Result:
        return MAKERS[caps.role](self.line, caps, request, desk)

    def poll(self, ticket: Ticket) -> Status:
        raise no_ticket(self.title, ticket)

    def fetch(self, ticket: Ticket, desk: Desk) -> Result:
        raise no_ticket(self.title, ticket)

    def cancel(self, ticket: Ticket) -> bool:
        return False

    def lookup(self, caps: Caps, request: Request, since: datetime, taken: Collection[str]) -> Ticket | None:
        raise ProviderError(
            Kind.AMBIGUOUS,
            f"{self.title} cannot be asked what became of a request",
            remedy="Look at the account's usage, then accept it as charged or send it again.",
        )

    def schema(self, caps: Caps) -> Mapping[str, Any] | None:
        return None

    def chat(self, caps: Caps, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        return chatting.chat(self.line, caps, messages)


def _write(line: Line, caps: Caps, request: Request, desk: Desk) -> Result:
    return text.write(line, caps, request)


MAKERS: dict[Role, Callable[[Line, Caps, Request, Desk], Result]] = {
    Role.TEXT: _write,
    Role.IMAGE: pictures.paint,
    Role.SPEECH: speaking.speak,
}


def no_ticket(title: str, ticket: Ticket) -> ProviderError:
    return ProviderError(
        Kind.GONE, f"{title} gives no tickets, but got {ticket.id!r}", remedy="Make another take.", billed=False
    )


# ---------------------------------------------------------------- what there is


def listed(line: Line) -> dict[str, str]:
    """One GET of the models. Raises ProviderError."""
    asked = line.asked(posted=False)
    reply = line.get(lambda api: api.models.with_streaming_response.list(), asked, seconds=CHECK_SECONDS)
    found = reply.data(asked)
    rows = found.get("data") or found.get("models") or []
    rows = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return {str(row.get("id") or row.get("name") or ""): str(row.get("shutdown_date") or "") for row in rows}


def compared(title: str, there: Mapping[str, str], ours: Sequence[Caps]) -> str:
    """What answered, in a sentence: how many models, and which of ours are missing or going."""
    today = [caps for caps in ours if catalogue.retired(caps) != "gone"]
    missing = [caps.model for caps in today if caps.model not in there]
    dated = {caps.model: there.get(caps.model, "") for caps in today if caps.shutdown != there.get(caps.model, "")}
    going = [f"{model} on {day}" for model, day in dated.items() if day]
    said = f"{title} answered with {len(there)} models"
    said += f"; not among them: {', '.join(missing)}" if missing else f"; all {len(today)} of the catalogue are there"
    return said + (f"; going: {', '.join(going)}" if going else "")
