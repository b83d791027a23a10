"""What the tests of Google stand on: a desk with a few files, requests of each role, and a way through a ticket."""

from typing import Any

from fakes import asking
from vidpipe.errors import ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.library.models import record
from vidpipe.ports import Provider, Request, Result, Status, Ticket

KEY = "AIzaSyA-canary-of-the-google-tests-0123456"
TEXT, IMAGE, VIDEO = "gemini-3.8-flash", "gemini-3.1-flash-image", "gemini-omni-1.2-flash"
SPEECH, MUSIC, VEO = "gemini-3.8-flash-lite-tts", "lyria-3.5", "veo-3.1-generate-001"
MODELS = {Role.TEXT: TEXT, Role.IMAGE: IMAGE, Role.VIDEO: VIDEO, Role.SPEECH: SPEECH, Role.MUSIC: MUSIC}


def caps(model: str, **changes: Any) -> Caps:
    found = record(f"google/{model}")
    assert found is not None
    return found.model_copy(update=changes)


class Room(asking.Room):
    """A folder with blobs, and a new desk for each call."""

    def request(self, role: Role, **changes: Any) -> Request:
        """A small request of a role; a clip has both frames."""
        return _request(role, self).model_copy(update=changes)


def _request(role: Role, room: Room) -> Request:
    if role is Role.VIDEO:
        refs = (room.picture("first", 1), room.picture("last", 2))
        wide = {"width": 1280, "height": 720, "seed": 5}
        return Request(role=role, task="clip", prompt="It rises.", frames=72, rate=24, refs=refs, **wide)
    if role is Role.MUSIC:
        return Request(role=role, task="music", prompt="calm strings", frames=96, rate=24)
    own: dict[Role, dict[str, Any]] = {Role.IMAGE: {"seed": 5}, Role.SPEECH: {"language": "en-GB"}}
    return asking.request(role, **own.get(role, {}))


def made(provider: Provider, model: Caps, request: Request, room: Room) -> Result:
    """The result of a planned request, through a ticket where there is one. Raises ProviderError."""
    answer = provider.submit(model, provider.plan(model, request).request, room.desk())
    if isinstance(answer, Result):
        return answer
    ended(provider, answer)
    return provider.fetch(answer, room.desk())


def ended(provider: Provider, ticket: Ticket) -> Status:
    """The first status that is no waiting. Raises its error."""
    for _ in range(20):
        status = provider.poll(ticket)
        if status.state in ("failed", "cancelled"):
            raise status.error or AssertionError("failed without a word")
        if status.state == "done":
            return status
    raise AssertionError("the job was never done")


def refusal(provider: Provider, model: Caps, request: Request, room: Room) -> ProviderError:
    """The error that making it ends with."""
    try:
        made(provider, model, request, room)
    except ProviderError as error:
        return error
    raise AssertionError("it was made all the same")
