"""Speech: a line by a voice at its pace, as WAV, and its price by how long it really is."""

from typing import Any

from vidpipe.errors import ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.ports import Desk, Request, Result
from vidpipe.providers.answers import most_tokens
from vidpipe.providers.openai.line import Line
from vidpipe.providers.openai.pricing import Cost, of_tokens, priced
from vidpipe.providers.openai.refusing import unsure
from vidpipe.providers.receiving import received

TOKENS_SECOND = 21
VOICE = "alloy"
PATIENCE = 300.0
SLOW, QUICK = 500, 200
"""Milliseconds that nobody needs for a sign: one that is a word by itself, a letter of a word."""
BRISK = 40
PAUSE = 3000
OWN_PACE = 100
LEAST, MOST = 25, 400
THOUSAND = 1000


def voice(caps: Caps, request: Request) -> str:
    """The voice asked for, or the model's own."""
    known = [known.id for known in caps.voices]
    if request.voice and (not known or request.voice in known):
        return request.voice
    return str(caps.fields.get("voice") or (known[0] if known else VOICE))


def cost(caps: Caps, request: Request) -> Cost:
    """From a line spoken quickly to one spoken very slowly; by its signs where the model is priced so."""
    if caps.price.unit == "1000 characters":
        found = -(-caps.price.micros * len(request.prompt) // THOUSAND)
        return Cost(found, found)
    words = most_tokens(request.prompt) + most_tokens(_instructions(request))
    most = {"in": words, "audio out": _tokens(caps, longest(request))}
    return of_tokens(caps, most, {"audio out": _tokens(caps, len(request.prompt) * BRISK * OWN_PACE // _pace(request))})


def longest(request: Request) -> int:
    """Milliseconds that the line takes at most."""
    alone = sum(1 for sign in request.prompt if not sign.isascii() or sign.isdigit() or not sign.isalnum())
    whole = alone * SLOW + (len(request.prompt) - alone) * QUICK
    return (whole * OWN_PACE) // min(OWN_PACE, _pace(request)) + PAUSE


def _pace(request: Request) -> int:
    return max(LEAST, min(MOST, request.speed))


def _tokens(caps: Caps, milliseconds: int) -> int:
    return -(-milliseconds * int(caps.fields.get("tokens_second", TOKENS_SECOND)) // THOUSAND)


def speak(line: Line, caps: Caps, request: Request, desk: Desk) -> Result:
    """One POST. Raises ProviderError."""
    asked = line.asked(caps)
    body = encode(caps, request)
    reply = line.post(
        lambda api: api.audio.speech.with_streaming_response.create(**body),
        asked,
        seconds=float(caps.deadline or PATIENCE),
    )
    if "html" in reply.mime or "json" in reply.mime:
        reply.data(asked)  # says so where it is an error in place of sound
        raise unsure(f"{asked.title} sent words in place of sound", asked, code="unreadable")
    try:
        output = received(reply.body, Role.SPEECH, desk, name="line", mime=reply.mime, by=asked.title)
    except ProviderError as error:
        error.billed = asked.paid
        raise
    heard = int(output.meta.get("milliseconds", 0))
    return Result(outputs=(output,), usage={"milliseconds": heard}, cost=_spent(caps, request, heard, asked.paid))


def _spent(caps: Caps, request: Request, heard: int, paid: bool) -> int | None:
    if not paid:
        return 0
    if caps.price.unit == "1000 characters" or not caps.price.by:
        return None
    words = -(-len(request.prompt.encode()) // 3)
    return min(cost(caps, request).most, priced(caps, {"in": words, "audio out": _tokens(caps, heard)}))


def encode(caps: Caps, request: Request) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": caps.model,
        "voice": voice(caps, request),
        "input": request.prompt,
        "response_format": "wav",
    }
    if request.speed != OWN_PACE:
        body["speed"] = _pace(request) / OWN_PACE
    if (said := _instructions(request)) and caps.fields.get("instructions"):
        body["instructions"] = said
    return body


def _instructions(request: Request) -> str:
    """How it is to be said, for models that read it: what the person noted, and the pace, which some take only so."""
    note = str(request.data.get("change") or "").strip().rstrip(".")
    faster = "faster" if request.speed > OWN_PACE else "slower"
    pace = f"Speak {faster} than usual, at about {request.speed} % of your pace" if request.speed != OWN_PACE else ""
    return " ".join(f"{part}." for part in (note, pace) if part)
