"""Pictures: Gemini's own image models, with references, and edits of a picture by an instruction."""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.ports import Desk, Ref, Request, Result
from vidpipe.providers.google import pricing
from vidpipe.providers.google.client import Line, generate
from vidpipe.providers.google.errors import NAME, Matter, empty, made
from vidpipe.providers.google.reading import pick, text
from vidpipe.providers.google.text import SEEDS, blobs, finished, matter_of, refuse, sent_name, written
from vidpipe.providers.receiving import received

MOST_SENT = 18_000_000
"""Bytes of all pictures of a request together, before they grow by a third on the wire."""
EDITING = "Change the first picture as told and keep everything else of it: {}"
LIKE = "Keep people, places and light as in the reference pictures."


def ordered(request: Request) -> list[Ref]:
    """The pictures in the order in which they are sent: what is changed, the frames, the references."""
    return [ref for use in ("source", "first", "last", "reference") for ref in request.refs if ref.use == use]


def labels(request: Request) -> tuple[str, ...]:
    """What a refusal calls these pictures; the words come last."""
    found, number = [], 0
    for ref in ordered(request):
        number += ref.use == "reference"
        found.append(f"reference {number}" if ref.use == "reference" else ref.use)
    return (*found, "prompt")


def worded(caps: Caps, request: Request) -> str:
    """The words for the model; what is not wanted is said in them where it has no field for that."""
    words = request.prompt
    if request.ref("source"):
        words = EDITING.format(words)
    elif any(ref.use == "reference" for ref in request.refs):
        words = f"{words}\n{LIKE}"
    return f"{words}\nAvoid: {request.negative}." if request.negative and not caps.negative else words


def encode(caps: Caps, request: Request, read: Callable[[Ref], bytes]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Contents and config of a request. Raises ProviderError (invalid) for pictures that are too large together."""
    sent: list[dict[str, Any]] = []
    for ref in ordered(request):
        sent.append({"inline_data": {"data": read(ref), "mime_type": ref.mime}})
    weigh(sum(len(part["inline_data"]["data"]) for part in sent))
    shape = {"aspect_ratio": request.data.get("aspect"), "image_size": request.data.get("resolution")}
    config: dict[str, Any] = {"response_modalities": ["IMAGE"]}
    if any(shape.values()):
        config["image_config"] = {name: value for name, value in shape.items() if value}
    if caps.seeded and request.seed is not None:
        config["seed"] = (request.seed + request.sample) % SEEDS
    return [{"role": "user", "parts": [*sent, {"text": worded(caps, request)}]}], config


def weigh(size: int) -> None:
    if size > MOST_SENT:
        message = f"The pictures are {size / 1e6:.0f} MB together, and {NAME} takes {MOST_SENT / 1e6:.0f} MB"
        raise made(Kind.INVALID, message, "Use smaller pictures or fewer references.", billed=False)


def decode(reply: Mapping[str, Any], matter: Matter) -> tuple[bytes, str]:
    """The picture's bytes and the type it is said to have. Raises ProviderError: policy, gone (nothing)."""
    refuse(reply, matter)
    found = list(blobs(reply))
    if found:
        return opened(text(pick(found[-1], "data"))), text(pick(found[-1], "mimeType"))
    reason, nothing = finished(reply), pricing.made_nothing(reply)
    if reason == "MAX_TOKENS":
        raise made(Kind.INVALID, f"{NAME} reached its limit before the picture was done", "Make it again.", code=reason)
    said = " ".join(written(reply).split())[:200]
    raise empty(f"picture ({said})" if said else "picture", code=reason, billed=True if nothing is False else None)


def opened(data: str) -> bytes:
    """The bytes of base64, of either alphabet. Raises ProviderError (gone, billed) for what is none."""
    packed = "".join(data.split()).replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
    except (ValueError, binascii.Error) as error:
        raise spoiled() from error


def spoiled() -> ProviderError:
    remedy = "Make another take, or choose another model."
    return made(Kind.GONE, f"It is paid, but what {NAME} sent cannot be read", remedy, billed=True)


def paint(line: Line, caps: Caps, request: Request, desk: Desk) -> Result:
    matter = matter_of(caps, labels(request))
    contents, config = encode(caps, request, lambda ref: desk.path(ref.digest).read_bytes())
    reply = line.ask(generate(sent_name(caps), contents, config), matter)
    data, mime = decode(reply, matter)
    usage = pricing.used(reply, Role.IMAGE)
    output = received(data, Role.IMAGE, desk, mime=mime, by=NAME)
    return Result(outputs=(output,), usage=usage, cost=pricing.cost(caps, usage))
