"""Google behind the port: which part answers which request, and where a ticket is asked after."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.library import models as catalogue
from vidpipe.ports import Desk, Planned, Request, Result, Setup, Status, Ticket
from vidpipe.providers.google import image, interactions, planning, text, veo
from vidpipe.providers.google.client import Line, names
from vidpipe.providers.google.errors import LOOK, NAME, Matter, made

PLATFORM = "agent"


class GoogleProvider:
    """Five roles. No list of its jobs exists, so what a lost request became is for the person to judge."""

    name = "google"
    title = NAME
    key = "GEMINI_API_KEY"
    recovery: Literal["idempotent", "lookup", "ask"] = "ask"

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.line = Line(setup)

    def ready(self) -> bool:
        return self.line.ready

    def check(self) -> str:
        """Counts the models that the key may use, and names those of the catalogue that are not among them."""
        found = self.listed()
        ours = [caps for caps in self.models() if catalogue.retired(caps) != "gone" and not on_platform(caps)]
        missing = [caps.model for caps in ours if "@" not in caps.model and caps.model not in found]
        lost = f"; not among them: {', '.join(missing)}" if missing else ""
        return f"{NAME} answered: {len(found)} models for this {'key' if self.line.keyed else 'project'}{lost}"

    def listed(self) -> dict[str, str]:
        """The models that may be used, each with its last day; Google tells none."""
        matter = Matter(what="the list of models", posted=False)
        asked = self.line.ask if self.line.keyed or not self.setup.google_project else self.line.on_platform
        return dict.fromkeys(asked(names, matter), "")

    def models(self) -> Sequence[Caps]:
        found = catalogue.models(self.name)
        return tuple(caps for caps in found if self.setup.google_project or not on_platform(caps))

    def plan(self, caps: Caps, request: Request) -> Planned:
        return planning.plan(caps, request)

    def submit(self, caps: Caps, request: Request, desk: Desk) -> Ticket | Result:
        if caps.role is Role.TEXT:
            return text.write(self.line, caps, request)
        if caps.role is Role.IMAGE:
            return image.paint(self.line, caps, request, desk)
        if on_platform(caps):
            return veo.begin(self.line, caps, request, desk)
        return interactions.begin(self.line, caps, request, desk)

    def poll(self, ticket: Ticket) -> Status:
        if veo.is_operation(ticket.id):
            return veo.look(self.line, ticket).status
        return interactions.look(self.line, ticket, _role(ticket)).status

    def fetch(self, ticket: Ticket, desk: Desk) -> Result:
        caps = catalogue.record(ticket.model)
        if veo.is_operation(ticket.id):
            return veo.bring(self.line, ticket, caps, desk)
        return interactions.bring(self.line, ticket, caps, _role(ticket), desk)

    def cancel(self, ticket: Ticket) -> bool:
        """An operation of the platform goes on to its end: nobody says that it can be cancelled."""
        return False if veo.is_operation(ticket.id) else interactions.end(self.line, ticket)

    def lookup(self, caps: Caps, request: Request, since: datetime, taken: Collection[str]) -> Ticket | None:
        raise made(Kind.AMBIGUOUS, f"{NAME} has no list of what was asked of it", LOOK)

    def schema(self, caps: Caps) -> Mapping[str, Any] | None:
        return None

    def chat(self, caps: Caps, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        if caps.role is not Role.TEXT:
            raise ProviderError(Kind.INVALID, f"{caps.id} does not chat", remedy="Choose a text model.")
        return text.chat(self.line, caps, messages)


def on_platform(caps: Caps) -> bool:
    return caps.fields.get("through") == PLATFORM


def _role(ticket: Ticket) -> Role:
    """What a job makes; a model that left the catalogue made a clip, unless its name says otherwise."""
    caps = catalogue.record(ticket.model)
    if caps:
        return caps.role
    return Role.SPEECH if "tts" in ticket.model else Role.MUSIC if "lyria" in ticket.model else Role.VIDEO
