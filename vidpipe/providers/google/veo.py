"""Video by Veo on the platform for enterprises: first and last frame, polled by the name of its operation."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from vidpipe.errors import Kind
from vidpipe.film.catalogue import Caps, Role
from vidpipe.ports import Desk, Ref, Request, Result, Status, Ticket
from vidpipe.providers.google import pricing
from vidpipe.providers.google.client import Line, film, operation
from vidpipe.providers.google.errors import BLOCKED as REFUSED
from vidpipe.providers.google.errors import LOOK, NAME, Matter, Reply, blocked, empty, filtered, made, refused, said
from vidpipe.providers.google.image import labels, opened, weigh
from vidpipe.providers.google.interactions import TRIES, Media, Outcome
from vidpipe.providers.google.planning import seconds_of
from vidpipe.providers.google.reading import Unreadable, at, pick, rows, text
from vidpipe.providers.google.text import SEEDS, matter_of, sent_name
from vidpipe.providers.receiving import received

OPERATION = re.compile(r"projects/[^/]+/.+/operations/[A-Za-z0-9_-]+")
STATUSES = {3: 400, 5: 404, 7: 403, 8: 429, 9: 400, 14: 503, 16: 401}
"""Codes of an operation's error as those of HTTP."""


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


def decode(reply: Any, order: tuple[str, ...] = ()) -> Outcome:
    """What a reply says of an operation, in each of the shapes that a done one has. Raises Unreadable."""
    if not isinstance(reply, Mapping):
        raise Unreadable("the reply is no JSON object")
    if pick(reply, "error") is not None:
        return _failed(reply, order)
    answer = pick(reply, "response")
    if pick(reply, "done") is not True and answer is None:
        return Outcome(Status("running", note=""))
    media = _media(answer)
    if media:
        return Outcome(Status("done", 100), media)
    taken = filtered({"response": answer})
    if taken:
        error = blocked(taken[1], code="rai_filtered", about="output" if not order else "", billed=None)
        error.about = error.about or "output"
        return Outcome(Status("failed", error=error))
    return Outcome(Status("failed", error=empty("video", code="done", billed=None)))


def _failed(reply: Mapping[str, Any], order: tuple[str, ...]) -> Outcome:
    told, number = said(reply), at(reply, "error", "code")
    matter = Matter(what="the job", posted=False, order=order)
    if REFUSED.search(told.message):
        return Outcome(Status("failed", error=blocked(told.message, code=told.code, matter=matter, billed=None)))
    status = STATUSES.get(number) if isinstance(number, int) else None
    error = refused(Reply(status, reply, {}), matter) if status else None
    if error is None or error.kind is Kind.RETRY:
        sentence = f"The job at {NAME} failed" + (f": {told.message}" if told.message else "")
        error = made(Kind.GONE, sentence, "Make it again, or choose another model.", code=told.code, billed=None)
    error.billed = None
    return Outcome(Status("failed", error=error))


def _media(answer: Any) -> Media | None:
    """The first video, in the shape of the platform or of the older API."""
    nested = pick(answer, "generateVideoResponse")
    for place in (answer, nested):
        for row in (
            rows(pick(place, "videos")) + rows(pick(place, "generatedSamples")) + rows(pick(place, "generatedVideos"))
        ):
            video = pick(row, "video") or row
            data = (
                text(pick(video, "bytesBase64Encoded"))
                or text(pick(video, "videoBytes"))
                or text(pick(video, "encodedVideo"))
            )
            uri = text(pick(video, "uri")) or text(pick(video, "gcsUri"))
            if data or uri:
                return Media(data, uri, text(pick(video, "mimeType")))
    return None


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
    from vidpipe.errors import ProviderError

    for left in reversed(range(TRIES)):
        outcome = look(line, ticket)
        if outcome.media is None:
            raise outcome.status.error or made(Kind.RETRY, f"The job at {NAME} is not done", "It is asked again.")
        try:
            media = outcome.media
            came = opened(media.data) if media.data else line.download(media.uri, Role.VIDEO, desk)
            output = received(came, Role.VIDEO, desk, mime=media.mime, by=NAME)
            return Result(outputs=(output,), cost=pricing.cost(caps, {}))
        except ProviderError as error:
            if not left or error.kind is not Kind.GONE:
                raise
    raise AssertionError("unreachable")
