"""A request as a model of OpenAI's dialect can take it: clamped or refused, with sentences for a person, and its price.

Pure. Planning what was planned changes nothing.
"""

from collections.abc import Callable
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.ports import Planned, Request
from vidpipe.providers.openai import pictures, pricing, speaking, text
from vidpipe.providers.openai.pricing import Cost

USUAL = (1280, 720)
NEARLY = 1.02
"""How far an aspect may be off before a person is told."""
THOUSAND = 1000
MINUTE = 60_000

Found = tuple[dict[str, Any], list[str]]


def plan(caps: Caps, request: Request) -> Planned:
    """Raises ProviderError (invalid, gone) for what no change makes right."""
    if request.role is not caps.role:
        raise _refused(f"{caps.id} makes {caps.role.value}, not {request.role.value}", "Choose another model.")
    if caps.role not in PLANS:
        raise _no_more(caps)
    _length(caps, request)
    changes, said = PLANS[caps.role](caps, request)
    request = request.model_copy(update=changes) if changes else request
    cost = COSTS[caps.role](caps, request)
    return Planned(
        request=request,
        warnings=tuple(said),
        price=cost.most,
        low=cost.low if cost.low != cost.most else None,
        basis=pricing.basis(caps),
        units=max(1, _units(caps, request)),
    )


def _refused(message: str, remedy: str) -> ProviderError:
    return ProviderError(Kind.INVALID, message, remedy=remedy, billed=False)


def _no_more(caps: Caps) -> ProviderError:
    switch = f"Switch to {caps.replacement}." if caps.replacement else "Choose another model."
    return ProviderError(Kind.GONE, f"{_name(caps)} is not offered any more", remedy=switch, billed=False)


def _length(caps: Caps, request: Request) -> None:
    asked = len(request.prompt) + len(request.system)
    if caps.longest_text and asked > caps.longest_text:
        raise _refused(
            f"{_name(caps)} takes at most {caps.longest_text} characters; these are {asked}", "Write it shorter."
        )


def _name(caps: Caps) -> str:
    return caps.title or caps.model


def _units(caps: Caps, request: Request) -> int:
    """Thousandths of the price's unit: of a million tokens, of a minute, of a thousand characters, of one."""
    if caps.price.unit == "million tokens":
        return (text.most_in(request) + text.most_out(caps, request)) // THOUSAND
    if caps.price.unit == "minute":
        return len(request.prompt) * 70 * THOUSAND // MINUTE
    return len(request.prompt) if caps.price.unit == "1000 characters" else THOUSAND


def _text(caps: Caps, request: Request) -> Found:
    return {}, []


def _image(caps: Caps, request: Request) -> Found:
    said: list[str] = []
    if request.ref("source") and not caps.edits:
        raise _refused(f"{_name(caps)} edits nothing that is there", "Choose a model that does.")
    changes = _refs(caps, request, said) | _grade(caps, request, said)
    width, height = request.width or USUAL[0], request.height or USUAL[1]
    made = pictures.sized(caps, width, height)
    if made != (request.width, request.height):
        changes |= {"width": made[0], "height": made[1]}
    if not 1 / NEARLY < (made[0] * height) / (made[1] * width) < NEARLY:
        said.append(f"{_name(caps)} makes {made[0]} × {made[1]}, which is cut to {width} × {height} in the film.")
    return changes, said


def _refs(caps: Caps, request: Request, said: list[str]) -> dict[str, Any]:
    """What is edited, and as many others as the model takes."""
    source = [ref for ref in request.refs if ref.use == "source"][:1]
    others = [ref for ref in request.refs if ref.use != "source"]
    room = max(0, caps.references - len(source))
    if len(others) > room:
        said.append(
            f"{_name(caps)} takes {room or 'no'} more pictures; {len(others) - room} of {len(others)} are left out."
        )
    kept = tuple([*source, *others[:room]])
    return {"refs": kept} if kept != request.refs else {}


def _grade(caps: Caps, request: Request, said: list[str]) -> dict[str, Any]:
    """The quality stands in the request, so that it is in its key."""
    if not caps.resolutions:
        return {}
    chosen, found = request.data.get("resolution"), pictures.quality(caps, request)
    if chosen and chosen != found:
        said.append(f"{_name(caps)} has no {chosen}; it is made in {found}.")
    return {"data": {**request.data, "resolution": found}} if chosen != found else {}


def _speech(caps: Caps, request: Request) -> Found:
    voice = speaking.voice(caps, request)
    if voice == request.voice:
        return {}, []
    said = [f"{_name(caps)} has no voice {request.voice}; {voice} speaks."] if request.voice else []
    return {"voice": voice}, said


PLANS: dict[Role, Callable[[Caps, Request], Found]] = {Role.TEXT: _text, Role.IMAGE: _image, Role.SPEECH: _speech}
COSTS: dict[Role, Callable[[Caps, Request], Cost]] = {
    Role.TEXT: text.cost,
    Role.IMAGE: pictures.cost,
    Role.SPEECH: speaking.cost,
}
