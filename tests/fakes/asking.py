"""What the tests of an adapter stand on: a desk with a few files, and requests of each role."""

from pathlib import Path
from typing import Any

from fakes import media
from vidpipe.film.brief import Brief
from vidpipe.film.catalogue import Caps, Role
from vidpipe.ports import Desk, Provider, Ref, Request, Result
from vidpipe.recipe import digest

REQUESTS: dict[Role, dict[str, Any]] = {
    Role.TEXT: {
        "task": "brief",
        "system": "You are a director.",
        "prompt": "The client wrote:\nA red kite over a meadow",
        "answer": Brief.model_json_schema(),
    },
    Role.IMAGE: {"task": "keyframe", "prompt": "A red kite", "negative": "letters", "width": 1280, "height": 720},
    Role.SPEECH: {"task": "narration", "prompt": "A kite rises.", "language": "en"},
}


class Room:
    """A folder with blobs, and a new desk for each call."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.desks = folder, 0
        self.blobs: dict[str, Path] = {}

    def desk(self) -> Desk:
        self.desks += 1
        place = self.folder / f"desk{self.desks}"
        place.mkdir()
        return Desk(folder=place, path=lambda name: self.blobs[name])

    def picture(self, use: str, shade: int = 1) -> Ref:
        return self.keep(media.png(64, 36, shade), "image/png", use)

    def keep(self, data: bytes, mime: str, use: str) -> Ref:
        name = digest(data)
        self.blobs[name] = self.folder / name
        self.blobs[name].write_bytes(data)
        return Ref(use=use, digest=name, mime=mime)  # type: ignore[arg-type]

    def made(self, provider: Provider, caps: Caps, request: Request) -> Result:
        """The result of a request as planned. Raises ProviderError."""
        answer = provider.submit(caps, provider.plan(caps, request).request, self.desk())
        assert isinstance(answer, Result)
        return answer


def request(role: Role, **changes: Any) -> Request:
    return Request.model_validate({"role": role, **REQUESTS[role], **changes})
