"""Pictures: true aspects in sides that a model takes, generated or edited from pictures, and read from base64."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, isqrt
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.ports import Desk, Output, Ref, Request, Result
from vidpipe.providers.answers import most_tokens
from vidpipe.providers.openai import pricing
from vidpipe.providers.openai.line import Line
from vidpipe.providers.openai.pricing import Cost, of_tokens
from vidpipe.providers.openai.refusing import Asked, Told, policy
from vidpipe.providers.receiving import received

TOKENS = {"low": 200, "medium": 1600, "high": 6500, "xhigh": 13_000, "max": 26_000}
"""Tokens of a picture of FULL pixels where the model's record says nothing."""
FULL = 1920 * 1080
ROOM = Fraction(3, 2)
"""What is reserved above the tokens that a picture usually has."""
REF_TOKENS = 6500
LEAST_PIXELS, MOST_PIXELS, MOST_SIDE = 655_360, 3840 * 2160, 3840
WIDEST = 3
STANDARD = ((1024, 1024), (1536, 1024), (1024, 1536))
MOST_REF_BYTES = 50 * 1024 * 1024
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
PATIENCE = 600.0
LIKE = "Keep the people, things, place, light, palette and style of the pictures that go with this."

Upload = tuple[str, bytes, str]


# ---------------------------------------------------------------- sizes


def sized(caps: Caps, width: int, height: int) -> tuple[int, int]:
    """The size to ask for: of the same aspect, at least as large where the model allows it."""
    if "multiple" not in caps.fields:
        return min(STANDARD, key=lambda size: _apart(size, width, height))
    step = max(1, int(caps.fields["multiple"]))
    if _fits(caps, step, width, height):
        return width, height
    width, height = _bounded(width, height)
    part = gcd(width, height)
    wide, high = width // part, height // part
    grain = _grain(step, wide, high)
    if grain * max(wide, high) > 512:  # an odd aspect: the nearest one that fits the steps
        return _odd(caps, step, width, height)
    least, most = _pixels(caps)
    times = -(-max(width, isqrt(least * wide // high) + 1 if width * height < least else 0) // (grain * wide))
    longest = _longest(caps) // (grain * max(wide, high))
    while times > 1 and (times > longest or times * times * grain * grain * wide * high > most):
        times -= 1
    return times * grain * wide, times * grain * high


def _grain(step: int, wide: int, high: int) -> int:
    """The least number that makes both sides of an aspect multiples of the step."""
    first, second = step // gcd(step, wide), step // gcd(step, high)
    return first * second // gcd(first, second)


def _bounded(width: int, height: int) -> tuple[int, int]:
    """No aspect beyond 3:1 either way."""
    return min(width, WIDEST * height), min(height, WIDEST * width)


def _odd(caps: Caps, step: int, width: int, height: int) -> tuple[int, int]:
    """The least steps that hold the area; a shorter side that would be too thin has a step more."""
    width, height = _bounded(width, height)
    least, most = _pixels(caps)
    area = min(max(width * height, least), most)
    steps = [-(-isqrt(area * side // other) // step) for side, other in ((width, height), (height, width))]
    while steps[0] * steps[1] * step * step > most or max(steps) * step > _longest(caps):
        steps[steps.index(max(steps))] -= 1
    while max(steps) > WIDEST * min(steps):
        steps[steps.index(min(steps))] += 1
    return steps[0] * step, steps[1] * step


def _fits(caps: Caps, step: int, width: int, height: int) -> bool:
    least, most = _pixels(caps)
    whole = width % step == 0 and height % step == 0 and max(width, height) <= WIDEST * min(width, height)
    return whole and least <= width * height <= most and max(width, height) <= _longest(caps)


def _longest(caps: Caps) -> int:
    return int(caps.fields.get("most_side", MOST_SIDE))


def _pixels(caps: Caps) -> tuple[int, int]:
    return int(caps.fields.get("least_pixels", LEAST_PIXELS)), int(caps.fields.get("most_pixels", MOST_PIXELS))


def _apart(size: tuple[int, int], width: int, height: int) -> float:
    asked, offered = width / height, size[0] / size[1]
    return max(asked / offered, offered / asked)


def quality(caps: Caps, request: Request) -> str:
    """The quality asked for, where the model has a choice."""
    chosen = str(request.data.get("resolution") or "")
    return chosen if chosen in caps.resolutions else caps.resolution


# ---------------------------------------------------------------- what it can cost


def cost(caps: Caps, request: Request) -> Cost:
    """The most: all words, every picture that goes along at its most, and half as much again as a picture has."""
    width, height = request.width or 1024, request.height or 1024
    known = caps.fields.get("tokens", {})
    grade = quality(caps, request) or "high"
    whole = int(known.get(grade, TOKENS.get(grade, max(TOKENS.values()))))
    out = max(64, int(whole * Fraction(width * height, FULL)))
    refs = len(request.refs) * int(caps.fields.get("ref_tokens", REF_TOKENS))
    most = {"in": most_tokens(_prompt(request)), "image in": refs, "image out": int(out * ROOM) + 256}
    return of_tokens(caps, most, {"image out": out // 2})


# ---------------------------------------------------------------- asking


def paint(line: Line, caps: Caps, request: Request, desk: Desk) -> Result:
    """One POST, for a new picture or one made from pictures. Raises ProviderError."""
    asked = line.asked(caps, refs=named(request.refs))
    body = encode(caps, request, own=not line.paid)
    files = [_upload(ref, desk, number) for number, ref in enumerate(_ordered(request.refs), 1)]
    seconds = float(caps.deadline or PATIENCE)
    if files:
        body.pop("moderation", None)
        reply = line.post(
            lambda api: api.images.with_streaming_response.edit(image=files, **body), asked, seconds=seconds
        )
    else:
        reply = line.post(lambda api: api.images.with_streaming_response.generate(**body), asked, seconds=seconds)
    return _result(caps, reply.data(asked), asked, desk)


def named(refs: Sequence[Ref]) -> tuple[str, ...]:
    """What the pictures that go along are called, in the order they are sent."""
    ordered = _ordered(refs)
    references = [ref for ref in ordered if ref.use == "reference"]
    return tuple(f"reference {references.index(ref) + 1}" if ref.use == "reference" else ref.use for ref in ordered)


def _ordered(refs: Sequence[Ref]) -> list[Ref]:
    """What is edited comes first: a mask or an instruction means that one."""
    return sorted(refs, key=lambda ref: ref.use != "source")


def encode(caps: Caps, request: Request, *, own: bool = False) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": caps.model,
        "prompt": _prompt(request),
        "n": 1,
        "size": f"{request.width or 1024}x{request.height or 1024}",
    }
    if own:
        return body | {"response_format": "b64_json"}
    body |= {"output_format": "png", "moderation": str(caps.fields.get("moderation", "auto"))}
    return body | ({"quality": found} if (found := quality(caps, request)) else {})


def _prompt(request: Request) -> str:
    """These models have no word for what is unwanted or alike but the prompt."""
    alike = LIKE if any(ref.use == "reference" for ref in request.refs) else ""
    unwanted = f"Avoid: {request.negative}." if request.negative else ""
    return "\n".join(part for part in (request.prompt, alike, unwanted) if part)


def _upload(ref: Ref, desk: Desk, number: int) -> Upload:
    data = desk.path(ref.digest).read_bytes()
    if len(data) > MOST_REF_BYTES:
        raise ProviderError(
            Kind.INVALID,
            f"The picture that goes along as number {number} is larger than 50 MB",
            remedy="Choose a smaller one.",
            billed=False,
        )
    return f"{ref.use}-{number}.{ENDINGS.get(ref.mime, 'png')}", data, ref.mime


# ---------------------------------------------------------------- what came back


def _result(caps: Caps, reply: Mapping[str, Any], asked: Asked, desk: Desk) -> Result:
    used = pricing.used(reply, "image out")
    with pricing.settling(caps, used):
        output = _output(decode(reply, asked, used), asked, desk)
    cost = pricing.priced(caps, used) if used and caps.price.by else None
    return Result(outputs=(output,), usage=used, cost=cost if asked.paid else 0)


def _output(data: bytes, asked: Asked, desk: Desk) -> Output:
    try:
        return received(data, Role.IMAGE, desk, name="picture", by=asked.title)
    except ProviderError as error:
        error.billed = asked.paid
        raise


def decode(reply: Mapping[str, Any], asked: Asked, used: Mapping[str, int]) -> bytes:
    """The bytes of the first picture. Raises ProviderError where there is none, for a reason or without."""
    rows = reply.get("data")
    first = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], Mapping) else None
    if first is None:
        raise _withheld(asked, used)
    text = first.get("url") if first.get("b64_json") is None else first["b64_json"]
    if text is None and "b64_json" in first:
        raise _withheld(asked, used)
    if not isinstance(text, str) or not text:
        raise _none(asked, used)
    if text.startswith("data:"):
        text = text.partition(",")[2]
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _none(asked, used) from None


def _withheld(asked: Asked, used: Mapping[str, int]) -> ProviderError:
    """A success without a picture is how some upstreams say that they held it back."""
    billed = (True if used else None) if asked.paid else False
    return policy(
        Told(code="empty", message="it sent no picture and gave no reason", stage="output"), asked, billed=billed
    )


def _none(asked: Asked, used: Mapping[str, int]) -> ProviderError:
    return ProviderError(
        Kind.GONE,
        f"What {asked.title} sent is no picture that can be read",
        remedy="Make another take, or choose another model.",
        billed=asked.paid,
        code="no-picture",
        about="output",
    )
