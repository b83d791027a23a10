"""Chat, word by word: messages to a text model, its answer as it is written."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.providers.openai.line import Line, translating
from vidpipe.providers.openai.refusing import Asked, is_policy, policy, told, unsure

if TYPE_CHECKING:
    from openai import OpenAI

MOST_OUT = 4096
PATIENCE = 300.0
DONE = "[DONE]"
LONGEST_EVENT = 4 * 1024 * 1024


def chat(
    line: Line, caps: Caps, messages: Sequence[Mapping[str, str]], *, lacks: Collection[str] = ()
) -> Iterator[str]:
    """The parts of the answer, in order. Raises ProviderError, also in the middle."""
    if caps.role is not Role.TEXT:
        raise ProviderError(Kind.INVALID, f"{caps.id} does not chat", remedy="Choose a text model.", billed=False)
    asked = line.asked(caps)
    said = [{"role": message["role"], "content": message["content"]} for message in messages]
    client = line.client(float(caps.deadline or PATIENCE))
    with translating(asked), _opened(client, caps, said, lacks, paid=line.paid) as response:
        yield from _words(response.iter_lines(), asked)


def _opened(client: "OpenAI", caps: Caps, said: list[dict[str, str]], lacks: Collection[str], *, paid: bool) -> Any:
    body: dict[str, Any] = {"model": caps.model, "stream": True}
    if "responses" in lacks:
        return client.chat.completions.with_streaming_response.create(**body | {"messages": said})
    body |= {"input": said, "store": False}
    if paid:
        body |= {"max_output_tokens": MOST_OUT, "service_tier": "default"}
    return client.responses.with_streaming_response.create(**body)


def _words(lines: Iterator[str], asked: Asked) -> Iterator[str]:
    """The words of server-sent events, until the one that says that it was the last."""
    for event in _events(lines, asked):
        if event is None:
            return
        kind = event.get("type")
        if kind in ("error", "response.failed") or (event.get("error") and not kind):
            raise _broken(event, asked)
        if kind == "response.output_text.delta" and isinstance(event.get("delta"), str):
            yield event["delta"]
        elif kind in ("response.completed", "response.incomplete"):
            return
        elif not kind:
            yield from _delta(event)
    raise unsure(f"{asked.title} broke off in the middle of its answer", asked, code="broken")


def _events(lines: Iterator[str], asked: Asked) -> Iterator[dict[str, Any] | None]:
    """Events as JSON, None for the last mark. One without a meaning for us is passed over."""
    for text in lines:
        if not text.startswith("data:"):
            continue
        said = text[5:].strip()
        if said == DONE:
            yield None
        elif len(said) <= LONGEST_EVENT:
            yield _read(said, asked)


def _read(said: str, asked: Asked) -> dict[str, Any]:
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        raise unsure(f"{asked.title} sent what cannot be read", asked, code="unreadable") from None
    return found if isinstance(found, dict) else {}


def _delta(event: Mapping[str, Any]) -> Iterator[str]:
    choices = event.get("choices")
    first = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
    delta = first.get("delta")
    content = delta.get("content") if isinstance(delta, dict) else None
    if isinstance(content, str) and content:
        yield content


def _broken(event: Mapping[str, Any], asked: Asked) -> ProviderError:
    inner = event.get("response") if isinstance(event.get("response"), dict) else event
    said = told(inner if isinstance(inner, dict) else {})
    if is_policy(said):
        return policy(said, asked, billed=asked.maybe)
    return unsure(
        f"{asked.title} broke off: {said.message or said.code or 'it does not say why'}", asked, code=said.code
    )
