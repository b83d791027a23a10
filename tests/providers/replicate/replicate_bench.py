"""The adapter at a far side, with requests as the stages make them."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from fakes import media
from fakes.far import Far
from fakes.replicate import Replicate
from vidpipe.errors import ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.ports import Desk, Ref, Request, Result, Status, Ticket
from vidpipe.providers.replicate.peer import ReplicateProvider

KEY = "r8_CANARY0123456789abcdefghijklmnopqrstu"


@dataclass
class Bench:
    """The adapter at its far side, and a folder of blobs."""

    far: Far
    dialect: Replicate
    provider: ReplicateProvider
    folder: Path
    blobs: dict[str, Path] = field(default_factory=dict)
    stopped: bool = False

    def caps(self, name: str) -> Caps:
        return next(caps for caps in self.provider.models() if caps.model == name)

    def desk(self, name: str = "") -> Desk:
        place = self.folder / (name or f"desk{len(list(self.folder.iterdir()))}")
        place.mkdir()
        return Desk(folder=place, path=lambda digest: self.blobs[digest], stopped=lambda: self.stopped)

    def blob(self, data: bytes, use: str, mime: str = "image/png") -> Ref:
        digest = hashlib.sha256(data).hexdigest()
        path = self.folder / f"blob-{digest[:12]}"
        path.write_bytes(data)
        self.blobs[digest] = path
        return Ref(use=use, digest=digest, mime=mime)  # type: ignore[arg-type]

    def frame(self, use: str, shade: int = 40) -> Ref:
        return self.blob(media.png(180, 320, shade), use)

    def picture(self, **more: Any) -> Request:
        given: dict[str, Any] = {"width": 720, "height": 1280, "seed": 5, "prompt": "A lighthouse at dusk"} | more
        return Request(role=Role.IMAGE, task="keyframe", **given)

    def clip(self, **more: Any) -> Request:
        given: dict[str, Any] = {"width": 720, "height": 1280, "seed": 5, "frames": 96, "rate": 24} | more
        given.setdefault("prompt", "The light turns")
        given.setdefault("refs", (self.frame("first", 40), self.frame("last", 41)))
        return Request(role=Role.VIDEO, task="clip", **given)

    def music(self, **more: Any) -> Request:
        given: dict[str, Any] = {"frames": 96, "rate": 24, "seed": 5, "prompt": "calm, instrumental"} | more
        return Request(role=Role.MUSIC, task="music", **given)

    def ask(self, model: str, request: Request, desk: Desk | None = None) -> Ticket:
        caps = self.caps(model)
        found = self.provider.submit(caps, self.provider.plan(caps, request).request, desk or self.desk())
        assert isinstance(found, Ticket)
        return found

    def ended(self, ticket: Ticket) -> Status:
        """The job's state once it is at rest."""
        for _ in range(50):
            status = self.provider.poll(ticket)
            if status.state not in ("queued", "running"):
                return status
            time.sleep(0.001)
        pytest.fail("the job was never at rest")

    def made(self, model: str, request: Request) -> Result:
        ticket = self.ask(model, request)
        status = self.ended(ticket)
        assert status.state == "done", status.error
        return self.provider.fetch(ticket, self.desk())

    def refused(self, act: Callable[[], object]) -> ProviderError:
        """The error of an act; it is a plain sentence with a remedy, and holds no key and no path."""
        with pytest.raises(ProviderError) as caught:
            act()
        return plain(caught.value)

    @property
    def posts(self) -> int:
        """Requests to be charged for, whether they were accepted or not."""
        return sum(1 for _, _, meant in self.far.asked if meant.act == "submit")

    def sent(self) -> dict[str, Any]:
        """The input of the newest job."""
        found: dict[str, Any] = self.far.submits()[-1].extra["input"]
        return found


def plain(error: ProviderError | None) -> ProviderError:
    assert error is not None
    assert error.message
    assert error.remedy
    assert "Replicate" in error.message
    assert KEY[3:] not in str(error)
    assert "\n" not in error.message
    return error


SEEDANCE, FLUX, MUSICGEN = "bytedance/seedance-2.0", "black-forest-labs/flux-2-pro", "meta/musicgen"
