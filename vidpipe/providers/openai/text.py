"""Text: a request as `responses` or `chat.completions`, and what came back as words, data and usage."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps
from vidpipe.ports import Request, Result
from vidpipe.providers.answers import fitted, most_tokens, read_json, spoken, strict
from vidpipe.providers.openai import pricing
from vidpipe.providers.openai.line import Line
from vidpipe.providers.openai.pricing import Cost, of_tokens
from vidpipe.providers.openai.refusing import Asked, Told, is_policy, policy, told, unsure
from vidpipe.recipe import canonical

MOST_OUT = 128_000
THOUGHT = 12_000
"""Tokens left for what a model thinks before it writes."""
PER_SCENE = 700
SHORT_SCENES = 3
"""Scenes of which only the words are answered take as much as one whole one."""
USUAL_SECONDS = 60
SHORTEST_SCENE = 2
LEAST_OUT = 64
PATIENCE = 600.0
SEEDS = 2**31
NAME = re.compile(r"[^A-Za-z0-9_-]+")


# ---------------------------------------------------------------- what it can cost


def most_out(caps: Caps, request: Request) -> int:
    """How many tokens may be answered, thoughts among them: enough for every scene that the film can have."""
    scenes = max(_scenes(request.data), len(request.data.get("changes") or ())) if request.task == "storyboard" else 4
    if request.task == "translation":
        scenes = max(scenes, len(request.data.get("scenes") or ()) // SHORT_SCENES)
    return min(int(caps.fields.get("most_out", MOST_OUT)), THOUGHT + PER_SCENE * scenes)


def _scenes(data: Mapping[str, Any]) -> int:
    frames, rate = data.get("frames"), data.get("rate")
    seconds = frames / rate if isinstance(frames, int) and isinstance(rate, int) and rate > 0 else USUAL_SECONDS
    return max(1, round(seconds / SHORTEST_SCENE))


def most_in(request: Request) -> int:
    """Tokens of all words of a request, from above."""
    schema = canonical(request.answer) * 2 if request.answer else ""
    return sum(most_tokens(part) for part in (request.system, request.prompt, schema) if part)


def cost(caps: Caps, request: Request) -> Cost:
    read = most_in(request)
    return of_tokens(caps, {"in": read, "out": most_out(caps, request)}, {"in": read // 8, "out": LEAST_OUT})


# ---------------------------------------------------------------- asking


def write(line: Line, caps: Caps, request: Request, *, lacks: Collection[str] = ()) -> Result:
    """One POST. Raises ProviderError."""
    asked = line.asked(caps)
    seconds = float(caps.deadline or PATIENCE)
    if "responses" in lacks:
        told_so = encode_chat(caps, request, lacks)
        reply = line.post(
            lambda api: api.chat.completions.with_streaming_response.create(**told_so), asked, seconds=seconds
        )
        read = decode_chat
    else:
        said = encode(caps, request, own=not line.paid)
        reply = line.post(lambda api: api.responses.with_streaming_response.create(**said), asked, seconds=seconds)
        read = decode
    found = reply.data(asked)
    with pricing.settling(caps, pricing.used(found)):
        return result(caps, request, read(found, asked), asked)


def encode(caps: Caps, request: Request, *, own: bool = False) -> dict[str, Any]:
    """The request for `responses`. At OpenAI it is kept nowhere, and asked for at its usual price."""
    body: dict[str, Any] = {"model": caps.model, "input": request.prompt, "store": False}
    if request.system:
        body["instructions"] = request.system
    if not own:  # a limit beyond what a small server can hold would be refused there
        body |= {"max_output_tokens": most_out(caps, request), "service_tier": "default"}
    if request.answer:
        form = {"type": "json_schema", "name": _name(request), "schema": strict(request.answer), "strict": True}
        body["text"] = {"format": form}
    if effort := caps.fields.get("effort"):
        body["reasoning"] = {"effort": effort}
    return body


def encode_chat(caps: Caps, request: Request, lacks: Collection[str] = ()) -> dict[str, Any]:
    """The request for `chat.completions`, in the words that servers of one's own know."""
    system = request.system
    body: dict[str, Any] = {"model": caps.model}
    if request.answer and "schema" in lacks:
        shape = json.dumps(strict(request.answer), ensure_ascii=False)
        system = f"{system}\n\nAnswer with one JSON object and nothing else. Its JSON schema:\n{shape}".strip()
        body["response_format"] = {"type": "json_object"}
    elif request.answer:
        form = {"name": _name(request), "schema": strict(request.answer), "strict": True}
        body["response_format"] = {"type": "json_schema", "json_schema": form}
    if request.seed is not None:
        body["seed"] = (request.seed + request.sample) % SEEDS
    said = [{"role": "system", "content": system}] if system else []
    return body | {"messages": [*said, {"role": "user", "content": request.prompt}]}


def _name(request: Request) -> str:
    return NAME.sub("_", request.task)[:64] or "answer"


# ---------------------------------------------------------------- what came back


@dataclass(frozen=True)
class Answer:
    """What a model answered. `cut`: it reached its limit. `refusal`: why it would not."""

    text: str = ""
    refusal: str = ""
    cut: bool = False
    used: dict[str, int] = field(default_factory=dict)


def decode(reply: Mapping[str, Any], asked: Asked) -> Answer:
    """A reply of `responses`. Raises ProviderError for one that failed, was filtered, or is not done."""
    status = reply.get("status") or "completed"
    if status in ("queued", "in_progress"):
        raise unsure(f"{asked.title} took the request and did not wait for its answer", asked)
    used = pricing.used(reply)
    if status in ("failed", "cancelled"):
        raise _failed(reply, asked, used)
    reason = _mapping(reply.get("incomplete_details")).get("reason") if status == "incomplete" else None
    if reason == "content_filter":
        raise policy(Told(code="content_filter", stage="output"), asked, billed=asked.paid)
    parts = [part for item in _rows(reply.get("output")) for part in _rows(item.get("content"))]
    text = _joined(part.get("text") for part in parts if part.get("type") in ("output_text", "text"))
    refusal = _joined(part.get("refusal") for part in parts if part.get("type") == "refusal")
    return Answer(text or str(reply.get("output_text") or ""), refusal, status == "incomplete", used)


def decode_chat(reply: Mapping[str, Any], asked: Asked) -> Answer:
    """A reply of `chat.completions`."""
    choice = next(iter(_rows(reply.get("choices"))), {})
    message, ended = _mapping(choice.get("message")), choice.get("finish_reason")
    if ended == "content_filter":
        raise policy(Told(code="content_filter", stage="output"), asked, billed=asked.paid)
    content = message.get("content")
    text = content if isinstance(content, str) else _joined(part.get("text") for part in _rows(content))
    return Answer(text, str(message.get("refusal") or ""), ended == "length", pricing.used(reply))


def result(caps: Caps, request: Request, answer: Answer, asked: Asked) -> Result:
    """The answer as a result. Raises ProviderError for a refusal, nothing, or half an answer."""
    if answer.refusal:
        raise policy(Told(message=answer.refusal[:200], param="prompt"), asked, billed=asked.paid)
    if not answer.text.strip() and not answer.cut:
        raise _empty(asked, answer.used)
    cost = pricing.priced(caps, answer.used) if answer.used and caps.price.by else None
    kept = {"usage": answer.used, "cost": cost if asked.paid else 0}
    if request.answer:
        return Result(data=_data(request, answer, asked), **kept)
    if answer.cut:
        raise _cut(asked)
    words = spoken(answer.text)
    if not words:
        raise _empty(asked, answer.used)
    return Result(text=words.encode("utf-8", "replace").decode(), **kept)


def _data(request: Request, answer: Answer, asked: Asked) -> dict[str, Any]:
    try:
        return fitted(read_json(answer.text, cut=answer.cut), request.answer)
    except ProviderError as error:
        error.billed = asked.paid
        raise


def _failed(reply: Mapping[str, Any], asked: Asked, used: Mapping[str, int]) -> ProviderError:
    said = told({"error": reply.get("error") or {}})
    if is_policy(said):
        return policy(said, asked, billed=bool(used) and asked.paid)
    if said.code == "rate_limit_exceeded" and not used:
        return ProviderError(
            Kind.RETRY,
            f"{asked.title} is asked too often",
            remedy="It is tried again by itself.",
            billed=False,
            code=said.code,
            throttled=True,
        )
    return ProviderError(
        Kind.GONE,
        f"{asked.title} failed at this: {said.message or said.code or 'it does not say why'}",
        remedy="Try again, or choose another model.",
        billed=(True if used else None) if asked.paid else False,
        code=said.code,
    )


def _empty(asked: Asked, used: Mapping[str, int]) -> ProviderError:
    return ProviderError(
        Kind.GONE,
        f"{asked.title} answered with nothing",
        remedy="Try again, or choose another text model.",
        billed=(True if used else None) if asked.paid else False,
        code="empty",
        about="output",
    )


def _cut(asked: Asked) -> ProviderError:
    return ProviderError(
        Kind.INVALID,
        f"The answer of {asked.title} was cut off before its end",
        remedy="Ask for less, or choose another text model.",
        billed=asked.paid,
        code="max_output_tokens",
    )


def _mapping(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, Mapping) else {}


def _rows(found: Any) -> Sequence[Mapping[str, Any]]:
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def _joined(parts: Iterable[Any]) -> str:
    return "".join(part for part in parts if isinstance(part, str))
