"""Video by Veo on the platform for enterprises: first and last frame, polled by the name of its operation."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.ports import Desk, Ref, Request, Result, Status, Ticket
from vidpipe.providers.google import pricing
from vidpipe.providers.google.client import Line, film, operation
from vidpipe.providers.google.errors import BLOCKED as REFUSED
from vidpipe.providers.google.errors import LOOK, NAME, Matter, Reply, blocked, empty, filtered, made, refused, said
from vidpipe.providers.google.image import labels, opened, weigh
from vidpipe.providers.google.interactions import Media, Outcome, done, thrice
from vidpipe.providers.google.planning import seconds_of
from vidpipe.providers.google.reading import Unreadable, at, pick, rows, text
from vidpipe.providers.google.text import SEEDS, matter_of, sent_name
from vidpipe.providers.receiving import received

OPERATION = re.compile(r"projects/[^/]+/.+/operations/[A-Za-z0-9_-]+")
STATUSES = {3: 400, 5: 404, 7: 403, 8: 429, 9: 400, 14: 503, 16: 401}
"""Codes of an operation's error as those of HTTP."""
LISTS = ("videos", "generatedSamples", "generatedVideos")
BYTES, ADDRESSES = ("bytesBase64Encoded", "videoBytes", "encodedVideo"), ("uri", "gcsUri")


def is_operation(job: str) -> bool:
    return OPERATION.fullmatch(job) is not None


def encode(caps: Caps, request: Request, read: Callable[[Ref], bytes]) -> dict[str, Any]:
    """What is asked of the SDK. Raises ProviderError (invalid) for pictures that are too large together."""
    picture = {ref.digest: {"image_bytes": read(ref), "mime_type": ref.mime} for ref in request.refs}
    weigh(sum(len(found["image_bytes"]) for found in picture.values()))
    first, last, source = request.ref("first"), request.ref("last"), request.ref("source")
    asked: dict[str, Any] = {"prompt": request.prompt}
    if first:
        asked["image"] = picture[first.digest]
    if source:
        asked["video"] = {"video_bytes": picture[source.digest]["image_bytes"], "mime_type": source.mime}
    config: dict[str, Any] = {
        "number_of_videos": 1,
        "duration_seconds": seconds_of(request),
        "aspect_ratio": request.data.get("aspect"),
        "resolution": request.data.get("resolution"),
        "negative_prompt": request.negative or None,
        "last_frame": picture[last.digest] if last else None,
        "generate_audio": True if caps.audio == "always" else False if caps.audio == "optional" else None,
        "seed": (request.seed + request.sample) % SEEDS if caps.seeded and request.seed is not None else None,
    }
    looks = [
        {"image": picture[ref.digest], "reference_type": "ASSET"} for ref in request.refs if ref.use == "reference"
    ]
    config["reference_images"] = looks or None
    return {
        "model": sent_name(caps),
        "source": asked,
        "config": {name: value for name, value in config.items() if value is not None},
    }


def decode(reply: Any) -> Outcome:
    """What a reply says of an operation, in each of the shapes that a done one has. Raises Unreadable."""
    if not isinstance(reply, Mapping):
        raise Unreadable("the reply is no JSON object")
    answer, fault = pick(reply, "response"), pick(reply, "error")
    media = _media(answer)
    if media:
        return Outcome(Status("done", 100), media)
    if fault is not None:
        return Outcome(Status("failed", error=_failed(reply, at(fault, "code"))))
    if pick(reply, "done") is not True and answer is None:
        return Outcome(Status("running"))
    taken = filtered({"response": answer})
    error = blocked(taken[1], code="rai_filtered", about="output") if taken else empty("video", code="done")
    return Outcome(Status("failed", error=error))


def _failed(reply: Mapping[str, Any], number: Any) -> ProviderError:
    """The error of an operation: nobody says whether it is charged, so it is never sent again by itself."""
    told, matter = said(reply), Matter(what="the job", posted=False)
    if REFUSED.search(told.message):
        return blocked(told.message, code=told.code, matter=matter)
    status = STATUSES.get(number) if isinstance(number, int) else None
    error = refused(Reply(status, reply, {}), matter) if status else None
    if error is None or error.kind is Kind.RETRY:
        sentence = f"The job at {NAME} failed" + (f": {told.message}" if told.message else "")
        return made(Kind.GONE, sentence, "Make it again, or choose another model.", code=told.code)
    error.billed = None
    return error


def _media(answer: Any) -> Media | None:
    """The first video, in the shape of the platform or of the older API."""
    for place in (answer, pick(answer, "generateVideoResponse")):
        for row in [row for name in LISTS for row in rows(pick(place, name))]:
            video = pick(row, "video") or row
            data, uri = _first(video, BYTES), _first(video, ADDRESSES)
            if data or uri:
                return Media(data, uri, text(pick(video, "mimeType")))
    return None


def _first(video: Any, names: tuple[str, ...]) -> str:
    return next((found for name in names if (found := text(pick(video, name)))), "")


def begin(line: Line, caps: Caps, request: Request, desk: Desk) -> Ticket:
    """One POST. Raises ProviderError."""
    matter = matter_of(caps, labels(request))
    body = encode(caps, request, lambda ref: desk.path(ref.digest).read_bytes())
    name = line.on_platform(film(body), matter)
    if not is_operation(name):
        raise made(Kind.AMBIGUOUS, f"{NAME} took {matter.what}, but named no job", LOOK)
    return Ticket(provider="google", model=caps.id, id=name, created=datetime.now(UTC))


def look(line: Line, ticket: Ticket) -> Outcome:
    """What has become of an operation. Raises ProviderError."""
    matter = Matter(what="the job", posted=False)
    return line.on_platform(lambda client: decode(operation(ticket.id)(client)), matter)


def bring(line: Line, ticket: Ticket, caps: Caps | None, desk: Desk) -> Result:
    """The clip, looked through. Raises ProviderError."""

    def once() -> Result:
        media = done(look(line, ticket))
        came = opened(media.data) if media.data else line.download(media.uri, Role.VIDEO, desk)
        output = received(came, Role.VIDEO, desk, mime=media.mime, by=NAME)
        return Result(outputs=(output,), cost=pricing.cost(caps, {}))

    return thrice(once)
