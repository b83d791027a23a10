"""Words: structured JSON for a stage, and a chat as it is spoken. Gemini by generateContent."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.ports import Request, Result
from vidpipe.providers.answers import plain, read_json
from vidpipe.providers.google import pricing
from vidpipe.providers.google.client import CALLED_ONCE, Line, generate
from vidpipe.providers.google.errors import NAME, Matter, blocked, empty, made, translated
from vidpipe.providers.google.planning import most_out
from vidpipe.providers.google.reading import at, loaded, pick, rows, text

SEEDS = 2**31
REFUSALS = frozenset({"SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION", "MODEL_ARMOR"})
PICTURE_REFUSALS = frozenset({"IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"})
CHAT_TOKENS = 8192


def matter_of(caps: Caps, order: tuple[str, ...] = ("prompt",)) -> Matter:
    return Matter(what=caps.title or caps.model, replacement=caps.replacement, order=order)


# ---------------------------------------------------------------- structured


def encode(caps: Caps, request: Request) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Contents and config of a request."""
    config: dict[str, Any] = {"max_output_tokens": most_out(caps, request)}
    if request.system:
        config["system_instruction"] = request.system
    if request.answer:
        config |= {"response_mime_type": "application/json", "response_json_schema": plain(request.answer)}
    if caps.seeded and request.seed is not None:
        config["seed"] = (request.seed + request.sample) % SEEDS
    if caps.fields.get("thinking"):
        config["thinking_config"] = {"thinking_level": caps.fields["thinking"]}
    return [{"role": "user", "parts": [{"text": request.prompt}]}], config


def decode(reply: Mapping[str, Any], caps: Caps, request: Request) -> Result:
    """What was written. Raises ProviderError: policy, invalid (cut off, no JSON), gone (nothing)."""
    refuse(reply, matter_of(caps))
    words, reason, usage = written(reply), finished(reply), pricing.used(reply, Role.TEXT)
    if reason == "MAX_TOKENS" and not (request.answer and _whole(words)):
        raise _cut()
    if not words.strip():
        raise empty("words", code=reason)
    data = read_json(words) if request.answer else None
    return Result(text=words, data=data, usage=usage, cost=pricing.cost(caps, usage))


def _whole(words: str) -> bool:
    try:
        loaded(words)
    except Exception:
        return False
    return True


def _cut() -> ProviderError:
    remedy = "Make it again; where it stays so, ask for fewer scenes or choose another text model."
    return made(Kind.INVALID, f"{NAME}'s answer was cut off at its limit", remedy, code="MAX_TOKENS", billed=True)


def write(line: Line, caps: Caps, request: Request) -> Result:
    contents, config = encode(caps, request)
    send = generate(sent_name(caps), contents, config)

    def act(client: Any) -> Any:
        line.prepare()  # a film that begins with words goes on with jobs
        return send(client)

    return decode(line.ask(act, matter_of(caps)), caps, request)


def sent_name(caps: Caps) -> str:
    """The model as Google names it: what stands after an @ is a choice of ours."""
    return caps.model.partition("@")[0]


# ---------------------------------------------------------------- what all replies of this API have


def refuse(reply: Mapping[str, Any], matter: Matter) -> None:
    """Raise ProviderError (policy) where the request, or what came of it, was refused."""
    reason = text(at(reply, "promptFeedback", "blockReason"))
    nothing = pricing.made_nothing(reply)
    if reason and reason != "BLOCK_REASON_UNSPECIFIED":
        why = text(at(reply, "promptFeedback", "blockReasonMessage"))
        about = _shown(matter.order) if reason in PICTURE_REFUSALS else "prompt"
        raise blocked(why, code=reason, about=about, matter=matter, billed=None if nothing is None else not nothing)
    found = finished(reply)
    if found in REFUSALS | PICTURE_REFUSALS and not list(blobs(reply)):
        why = text(pick(_candidate(reply), "finishMessage"))
        raise blocked(why, code=found, about="output", matter=matter, billed=None)


def _shown(order: tuple[str, ...]) -> str:
    """The one picture that was sent, '' where there were several, the words where there was none."""
    pictures = [name for name in order if name != "prompt"]
    return "" if len(pictures) > 1 else (*pictures, "prompt")[0]


def _candidate(reply: Mapping[str, Any]) -> Mapping[str, Any]:
    found = rows(pick(reply, "candidates"))
    return found[0] if found else {}


def parts(reply: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The parts of an answer without the model's thoughts."""
    found = rows(at(_candidate(reply), "content", "parts"))
    return [part for part in found if pick(part, "thought") is not True]


def written(reply: Mapping[str, Any]) -> str:
    return "".join(text(pick(part, "text")) for part in parts(reply))


def blobs(reply: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The media of an answer: objects with `data` and `mimeType`."""
    for part in parts(reply):
        inside = pick(part, "inlineData")
        if text(pick(inside, "data")):
            yield inside


def finished(reply: Mapping[str, Any]) -> str:
    """Why it ended, '' where that is not said."""
    return text(pick(_candidate(reply), "finishReason")).upper()


# ---------------------------------------------------------------- chat


def turns(messages: Sequence[Mapping[str, str]]) -> tuple[str, list[dict[str, Any]]]:
    """Instructions and turns of a chat; of one speaker in a row one turn."""
    system = "\n\n".join(said.get("content", "") for said in messages if said.get("role") == "system")
    spoken: list[dict[str, Any]] = []
    for said in messages:
        if said.get("role") == "system":
            continue
        who = "model" if said.get("role") in ("assistant", "model") else "user"
        part = {"text": said.get("content", "")}
        if spoken and spoken[-1]["role"] == who:
            spoken[-1]["parts"].append(part)
        else:
            spoken.append({"role": who, "parts": [part]})
    return system, spoken


def chat(line: Line, caps: Caps, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """The answer in pieces as they come. Raises ProviderError, also in the middle."""
    system, contents = turns(messages)
    config: dict[str, Any] = {"max_output_tokens": min(CHAT_TOKENS, int(caps.fields.get("most_out", CHAT_TOKENS)))}
    config |= {"system_instruction": system} if system else {}
    matter = matter_of(caps)
    came = False
    try:
        for piece in line.ask(lambda client: _begun(client, sent_name(caps), contents, config), matter):
            reply = piece if isinstance(piece, dict) else piece.model_dump(mode="json", exclude_none=True)
            refuse(reply, matter)
            said = written(reply)
            came = came or bool(said)
            if said:
                yield said
    except Exception as error:
        raise translated(error, matter) from None
    if not came:
        raise empty("words")


def _begun(client: Any, model: str, contents: list[dict[str, Any]], config: dict[str, Any]) -> Iterator[Any]:
    """The stream once its first piece is there, so that a refusal of the route is met where it can be helped."""
    stream = client.models.generate_content_stream(model=model, contents=contents, config={**config, **CALLED_ONCE})
    first = next(stream, None)

    def all_of_it() -> Iterator[Any]:
        if first is not None:
            yield first
        yield from stream

    return all_of_it()
