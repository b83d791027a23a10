"""The far side in OpenAI's dialect: responses, completions, pictures and speech; a server of one's own speaks it too.

It refuses what the real one is documented to refuse, so that a request of ours that would fail there fails here.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from fakes.far import Answer, Asked, Far, Meant
from fakes.media import png, wav
from fakes.writing import written

MODELS = {
    "gpt-6.1-terra": "",
    "gpt-6-luna": "",
    "gpt-6.1-sol": "",
    "gpt-4o-mini": "2027-01-14",
    "gpt-image-2.5-flare": "",
    "gpt-image-2.5-sunburst": "",
    "gpt-image-2": "",
    "gpt-image-1.5": "2026-12-01",
    "gpt-image-1-mini": "2026-12-01",
    "gpt-4o-mini-tts": "2027-01-06",
    "tts-1": "2027-01-06",
    "tts-1-hd": "2027-01-06",
}
VOICES = {"alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse"} | {
    *("marin", "cedar")
}
TOKENS = {"low": 140, "medium": 330, "high": 1300, "max": 5200}
STRICT = {"type", "description", "enum", "anyOf", "items", "pattern", "format", "minimum", "maximum", "multipleOf"} | {
    *("minItems", "maxItems", "properties", "required", "additionalProperties", "$defs", "$ref", "exclusiveMinimum"),
    *("exclusiveMaximum", "title"),
}
HUGE = 1 << 31
"""Bytes that a reply announces; nobody needs to send them for it to be seen."""
ROUTES = {
    "/responses": "text",
    "/chat/completions": "text",
    "/images/generations": "image",
    "/images/edits": "image",
    "/audio/speech": "speech",
}
WORDS = {
    400: ("invalid_request_error", "invalid_value"),
    401: ("invalid_request_error", "invalid_api_key"),
    402: ("insufficient_quota", "insufficient_quota"),
    404: ("invalid_request_error", "model_not_found"),
    429: ("requests", "rate_limit_exceeded"),
    500: ("server_error", ""),
    502: ("server_error", ""),
    503: ("server_error", "overloaded"),
}
MESSAGES = {
    401: "Incorrect API key provided: sk-proj-****************abcd. You can find your API key in your settings.",
    429: "Rate limit reached for requests per min (RPM): Limit 60, Used 60, Requested 1.",
}
SAFETY = "Your request was rejected by the safety system. If you believe this is an error, contact support."


class OpenAI:
    """`own` is a server of one's own: its models are whatever is asked for, and it wants no key."""

    def __init__(self, name: str = "openai", *, prefix: str = "/v1", own: bool = False) -> None:
        self.name, self.prefix, self.own = name, prefix, own
        self.bodies: list[Any] = []

    def means(self, asked: Asked) -> Meant | None:
        if not asked.path.startswith(self.prefix + "/") or "x-goog-api-key" in asked.headers:
            return None
        path = asked.path.removeprefix(self.prefix)
        if path == "/models" and asked.method == "GET":
            return Meant("check")
        if path not in ROUTES or asked.method != "POST":
            return None
        return Meant("submit", ROUTES[path], str(_body(asked).get("model", "")))

    def refusal(self, status: int, what: str, *, after: float | None = None) -> Answer:
        kind, code = WORDS.get(status, ("server_error", ""))
        answer = _error(status, MESSAGES.get(status, f"The server said {what}."), code, kind)
        if after is not None:
            answer.headers["Retry-After"] = f"{after:g}"
        return answer

    # ------------------------------------------------------------ what it answers

    def answer(self, far: Far, asked: Asked, meant: Meant) -> Answer:
        if meant.act == "check":
            return self._listed()
        body = _body(asked)
        self.bodies.append(body)
        fault = far.due("refused", meant)
        how = str(fault.value or "prompt") if fault else ""
        wrong = self._wrong(asked, meant, body) or self._faulty(far, meant) or _refused(how, meant)
        if wrong:
            return wrong
        job = far.accept(self.name, meant, _intent(body, asked.path), prefix="openai-", billed=not self.own)
        if meant.role == "text":
            answer = self._text(far, meant, body, chat=asked.path.endswith("/chat/completions"), how=how)
        else:
            answer = self._image(far, meant, body) if meant.role == "image" else self._speech(far, meant, body)
        job.state = "done"
        if far.due("huge", meant):
            answer.headers["Content-Length"] = str(HUGE)
        return answer

    def _listed(self) -> Answer:
        rows = [
            {"id": name, "object": "model", "created": 1, "owned_by": "system", "shutdown_date": gone or None}
            for name, gone in ({"llama-5:8b": "", "qwen4": ""} if self.own else MODELS).items()
        ]
        return Answer({"object": "list", "data": rows})

    def _wrong(self, asked: Asked, meant: Meant, body: Mapping[str, Any]) -> Answer | None:
        if not self.own and not asked.headers.get("authorization", "").startswith("Bearer "):
            return _error(401, "You didn't provide an API key.", "", "invalid_request_error")
        if not self.own and meant.model not in MODELS:
            return self._unknown(meant)
        checks = {"text": _wrong_text, "image": _wrong_image, "speech": _wrong_speech}
        found = checks[meant.role](body, self.own)
        return _error(400, found, "invalid_value", "invalid_request_error") if found else None

    def _unknown(self, meant: Meant) -> Answer:
        return _error(
            404, f"The model `{meant.model}` does not exist or you do not have access to it.", "model_not_found"
        )

    def _faulty(self, far: Far, meant: Meant) -> Answer | None:
        """Faults that end a request before it is accepted."""
        if far.due("unknown-model", meant):
            return self._unknown(meant)
        if far.due("retired", meant):
            return _error(
                404, f"The model `{meant.model}` has been deprecated and is no longer available.", "model_not_found"
            )
        if fault := far.due("quota", meant):
            return _out_of_quota(str(fault.value or ""))
        return None

    # ------------------------------------------------------------ text

    def _text(self, far: Far, meant: Meant, body: Mapping[str, Any], *, chat: bool, how: str) -> Answer:
        prompt, system = _prompt(body, chat)
        text = "" if far.due("no-output", meant) else written(prompt, _schema(body, chat))
        shape = _completion if chat else _response
        limit = body.get("max_tokens" if chat else "max_output_tokens")
        half = far.due("half-text", meant) is not None or (limit is not None and len(text) // 4 > limit)
        said = {
            "text": text[: len(text) // 2] if half else text,
            "half": half,
            "read": (len(prompt) + len(system)) // 4,
        }
        if how:
            return _refused_text(how, shape({**said, "text": ""}, meant.model))
        if far.due("failed", meant):
            return Answer(
                {
                    **_response(said, meant.model),
                    "status": "failed",
                    "output": [],
                    "usage": None,
                    "error": {"code": "server_error", "message": "The server had an error."},
                }
            )
        if body.get("stream"):
            return _streamed(said, meant.model, chat)
        found = shape(said, meant.model)
        if far.due("no-usage", meant):
            del found["usage"]
        return Answer(found)

    # ------------------------------------------------------------ pictures and sound

    def _image(self, far: Far, meant: Meant, body: Mapping[str, Any]) -> Answer:
        if far.due("moderated-empty", meant):
            return Answer({"created": 1, "data": []})
        if far.due("no-output", meant):
            return Answer({"created": 1, "data": [{"revised_prompt": "A kite."}]})
        width, height = (int(side) for side in str(body["size"]).split("x"))
        data = _spoilt(far, meant, png(width, height, _shade(body)))
        quality = str(body.get("quality", "high"))
        out = max(16, TOKENS[quality] * width * height // (1920 * 1080))
        pictures = 1000 * len(body.get("image[]") or ())
        words = len(str(body["prompt"])) // 4 + 4
        usage = {
            "input_tokens": words + pictures,
            "input_tokens_details": {"image_tokens": pictures, "text_tokens": words},
            "output_tokens": out,
            "total_tokens": words + pictures + out,
        }
        row = {"b64_json": base64.b64encode(data).decode()}
        return Answer({"created": 1, "data": [row], "usage": usage, "size": body["size"], "quality": quality})

    def _speech(self, far: Far, meant: Meant, body: Mapping[str, Any]) -> Answer:
        if far.due("no-output", meant):
            return Answer(b"", mime="audio/wav")
        pace = float(body.get("speed", 1.0))
        data = wav(round((200 + 60 * len(str(body["input"]))) / pace), shade=_shade(body) % 64)
        # It begins to send before it knows how long it will be, so the lengths in its header say nothing.
        data = data[:4] + b"\xff\xff\xff\xff" + data[8:40] + b"\xff\xff\xff\xff" + data[44:]
        return Answer(_spoilt(far, meant, data), mime="audio/wav")


# ---------------------------------------------------------------- reading requests


def _body(asked: Asked) -> dict[str, Any]:
    """The fields of a request; files of a form by name, each with its own name, type and digest."""
    kind = asked.headers.get("content-type", "")
    if not kind.startswith("multipart/"):
        found = asked.json
        return found if isinstance(found, dict) else {}
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + asked.body)
    form: dict[str, Any] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        if part.get_filename():
            told = [part.get_filename(), part.get_content_type(), hashlib.sha256(data).hexdigest(), len(data)]
            form.setdefault(name, []).append(told)
        else:
            form[name] = data.decode()
    return form


def _intent(body: Mapping[str, Any], path: str) -> dict[str, Any]:
    return {"path": path, **{name: value for name, value in body.items() if name != "stream"}}


def _shade(body: Mapping[str, Any]) -> int:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).digest()[0]


def _prompt(body: Mapping[str, Any], chat: bool) -> tuple[str, str]:
    said = body["messages"] if chat else body["input"]
    if isinstance(said, str):
        return said, str(body.get("instructions") or "")
    by = {message["role"]: message["content"] for message in said}
    return str(by.get("user", "")), str(by.get("system", ""))


def _schema(body: Mapping[str, Any], chat: bool) -> dict[str, Any] | None:
    if chat:
        return (body.get("response_format") or {}).get("json_schema", {}).get("schema")
    return (body.get("text") or {}).get("format", {}).get("schema")


def _wrong_text(body: Mapping[str, Any], own: bool) -> str:
    if body.get("service_tier", "default") != "default":
        return "An unusual price was asked for."
    schema = _schema(body, "messages" in body)
    if (body.get("response_format") or {}).get("type") == "json_object":
        return "" if "JSON" in json.dumps(body["messages"]) else "'messages' must contain the word 'json'."
    return _loose(schema) if schema else ""


def _loose(schema: Mapping[str, Any], at: str = "") -> str:
    """What strict mode would say of a schema."""
    if unknown := set(schema) - STRICT:
        return f"Invalid schema: {sorted(unknown)} is not permitted at {at or 'the top'}."
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            return f"Invalid schema: 'additionalProperties' is required to be supplied and to be false at {at}."
        if set(schema.get("required", ())) != set(schema.get("properties", {})):
            return f"Invalid schema: 'required' must hold every key in properties at {at}."
    inner = {**schema.get("properties", {}), **dict(enumerate(schema.get("anyOf", ())))}
    inner |= {"items": schema["items"]} if "items" in schema else {}
    return next((said for name, part in inner.items() if (said := _loose(part, f"{at}/{name}"))), "")


def _wrong_image(body: Mapping[str, Any], own: bool) -> str:
    width, height = (int(side) for side in str(body["size"]).split("x"))
    if own:
        return "" if body.get("response_format") == "b64_json" else "This server gives addresses unless told otherwise."
    if "response_format" in body or "seed" in body:
        return "Unknown parameter."
    if not str(body["model"]).startswith("gpt-image-2"):
        return "" if (width, height) in ((1024, 1024), (1536, 1024), (1024, 1536)) else "Invalid size."
    if width % 16 or height % 16 or max(width, height) > 3 * min(width, height):
        return f"Invalid size {body['size']}: both sides must be divisible by 16 within 3:1."
    if not 655_360 <= width * height <= 3840 * 2160 or max(width, height) > 3840:
        return f"Invalid size {body['size']}: outside the limits of pixels."
    return "" if 0 <= len(body.get("image[]") or ()) <= 16 and len(str(body["prompt"])) <= 32_000 else "Too much."


def _wrong_speech(body: Mapping[str, Any], own: bool) -> str:
    if not own and body.get("voice") not in VOICES:
        return f"Invalid voice {body.get('voice')!r}."
    if not 0.25 <= float(body.get("speed", 1)) <= 4 or len(str(body["input"])) > 4096:
        return "Out of range."
    return "Not supported by this model." if body.get("instructions") and str(body["model"]).startswith("tts") else ""


# ---------------------------------------------------------------- shaping answers


def _response(said: Mapping[str, Any], model: str) -> dict[str, Any]:
    wrote = len(said["text"]) // 4 + 1
    content = [{"type": "output_text", "annotations": [], "text": said["text"]}]
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1,
        "status": "incomplete" if said["half"] else "completed",
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if said["half"] else None,
        "model": model,
        "output": [
            {"type": "reasoning", "id": "rs_1", "summary": []},
            {"type": "message", "id": "msg_1", "status": "completed", "role": "assistant", "content": content},
        ],
        "usage": {
            "input_tokens": said["read"],
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": wrote,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": said["read"] + wrote,
        },
    }


def _completion(said: Mapping[str, Any], model: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": said["text"], "refusal": None}
    ended = "length" if said["half"] else "stop"
    wrote = len(said["text"]) // 4 + 1
    usage = {"prompt_tokens": said["read"], "completion_tokens": wrote, "total_tokens": said["read"] + wrote}
    choice = {"index": 0, "message": message, "finish_reason": ended}
    return {"id": "chatcmpl-1", "object": "chat.completion", "model": model, "choices": [choice], "usage": usage}


def _streamed(said: Mapping[str, Any], model: str, chat: bool) -> Answer:
    parts = [said["text"][at : at + 12] for at in range(0, len(said["text"]), 12)]
    if not chat:
        opening = [{"type": "response.created", "response": {"status": "in_progress"}}]
        words = [{"type": "response.output_text.delta", "delta": part} for part in parts]
        return Answer(
            [*opening, *words, {"type": "response.completed", "response": _response(said, model)}], events=True
        )
    rows = [json.dumps({"choices": [{"index": 0, "delta": {"content": part}}]}) for part in parts]
    rows += [json.dumps({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}), "[DONE]"]
    return Answer("".join(f"data: {row}\n\n" for row in rows).encode(), mime="text/event-stream")


def _spoilt(far: Far, meant: Meant, data: bytes) -> bytes:
    if far.due("wrong-media", meant):
        return b"<html><body>not found</body></html>"
    if far.due("empty-media", meant):
        return b""
    if far.due("half-media", meant):
        return data[: len(data) // 2]
    return data + bytes(52 * 1024 * 1024) if far.due("huge", meant) else data


# ---------------------------------------------------------------- refusing


def _error(status: int, message: str, code: str = "", kind: str = "invalid_request_error", **more: Any) -> Answer:
    body = {"message": message, "type": kind, "param": None, "code": code or None, **more}
    return Answer({"error": body}, status)


def _out_of_quota(how: str) -> Answer:
    if how == "per-day":
        said = "Rate limit reached for model in organization org-x on requests per day (RPD): Limit 200, Used 200."
        return _error(429, said, "rate_limit_exceeded", "requests")
    if how == "hard-limit":
        return _error(400, "Billing hard limit has been reached.", "billing_hard_limit_reached")
    said = "You exceeded your current quota, please check your plan and billing details."
    return _error(429, said, "insufficient_quota", "insufficient_quota")


def _refused(how: str, meant: Meant) -> Answer | None:
    """Refusals before anything is made, in each shape that was seen."""
    if not how or (meant.role == "text" and how not in ("prompt", "input")):
        return None
    if meant.role == "text":
        flagged = "Invalid prompt: your prompt was flagged as potentially violating our usage policy."
        return _error(400, flagged, "invalid_prompt")
    kind, code = "image_generation_user_error", "moderation_blocked"
    if how in ("output", "nested"):
        details = {"categories": ["violence"], "moderation_stage": "output"}
        return _error(400, SAFETY, code, kind, moderation_details=details)
    if how == "input":
        details = {"categories": ["sexual"], "moderation_stage": "input"}
        return _error(400, SAFETY, code, kind, param="image[1]", moderation_details=details)
    return _error(400, SAFETY, "content_policy_violation") if how == "old" else _error(400, SAFETY, code, kind)


def _refused_text(how: str, found: dict[str, Any]) -> Answer:
    """Refusals in the answer itself, which was made and is paid."""
    if "choices" in found:
        found["choices"][0]["message"] |= {"content": None, "refusal": "I cannot help with that."}
    elif how == "output":
        found |= {"status": "incomplete", "incomplete_details": {"reason": "content_filter"}, "output": []}
    else:
        found["output"][1]["content"] = [{"type": "refusal", "refusal": "I cannot help with that."}]
    return Answer(found)
