"""Google's dialect: generateContent, interactions, files, and long-running operations of the platform.

Field names come in both spellings and in another order than the SDK's own, as live replies mix them. Files are named by
the official host, which a client has to ask for at its own base address.
"""

import base64
import json
import math
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

from fakes import media
from fakes.far import Act, Answer, Asked, Far, Job, Meant
from fakes.writing import written

HOST = "https://generativelanguage.googleapis.com"
MODELS = (
    "gemini-3.8-flash",
    "gemini-4-argon",
    "gemini-3.5-flash-lite",
    "gemini-3.1-flash-image",
    "gemini-3.1-flash-lite-image",
    "gemini-3-pro-image",
    "gemini-nano-banana-2.1",
    "gemini-omni-1.2-flash",
    "gemini-omni-1.1-flash",
    "gemini-3.8-flash-tts",
    "gemini-3.8-flash-lite-tts",
    "lyria-3.5",
    "lyria-3-clip-preview",
    "lyria-3-pro-preview",
)
GENERATE = re.compile(r"/(v1|v1beta)/models/([^/:]+):(generateContent|streamGenerateContent)")
INTERACTION = re.compile(r"/(v1|v1beta)/interactions(?:/([\w.-]+?)(/cancel)?)?")
STORED = re.compile(r"/(?:v1|v1beta)/files/([a-z0-9-]+)(:download)?")
LISTED = re.compile(r"/(?:v1|v1beta)/models|/v1beta1/publishers/google/models")
PLATFORM = re.compile(
    r"/v1(?:beta1)?/(projects/[^/]+/locations/[^/]+/publishers/google/models/([^/:]+)):"
    r"(predictLongRunning|fetchPredictOperation)"
)
SPOILED = ("wrong-media", "empty-media", "half-media", "huge")
ENDS = ("stuck", "failed", "no-output", "refused")
LATE = ("output", "nested", "no-reason")
"""Refusals that show only once the job is done."""
SECOND_TOKENS = {"360p": 1931, "720p": 5792, "1080p": 8688, "4k": 17_376}
PICTURE_TOKENS = {"512": 747, "1K": 1120, "2K": 1680, "4K": 2520}
SAFE_WORDS = "Your prompt was blocked by our safety filters. It may violate Google's usage guidelines."
HTML = b"<!doctype html><html><title>Error</title><p>Try again later.</html>"


def role_of(model: str) -> str:
    if "image" in model or "banana" in model:
        return "image"
    if "tts" in model:
        return "speech"
    if "lyria" in model:
        return "music"
    return "video" if "omni" in model or "veo" in model else "text"


def error(status: int, word: str, message: str, *details: Mapping[str, Any], after: str = "") -> Answer:
    body = {"error": {"status": word, "message": message, "code": status, "details": list(details)}}
    return Answer(body, status, headers={"Retry-After": after} if after else {})


class Google:
    """`v1_serves` False: only v1beta knows the interactions, and v1 answers with a page of HTML. `inline`: media come
    in the replies whatever is asked for; else interactions deliver as they are asked to."""

    name = "google"

    def __init__(self, *, v1_serves: bool = True, inline: bool | None = None, models: tuple[str, ...] = MODELS) -> None:
        self.v1_serves, self.inline, self.models = v1_serves, inline, models

    # ------------------------------------------------------------ what is asked

    def means(self, asked: Asked) -> Meant | None:
        if found := GENERATE.fullmatch(asked.path):
            return Meant("submit", role_of(found[2]), found[2])
        if found := PLATFORM.fullmatch(asked.path):
            act: Act = "submit" if found[3] == "predictLongRunning" else "poll"
            job = asked.json.get("operationName", "").rpartition("/")[2] if act == "poll" else ""
            return Meant(act, "video", found[2], job)
        if found := INTERACTION.fullmatch(asked.path):
            return self._about_interaction(asked, found)
        if found := STORED.fullmatch(asked.path):
            job = _job_named(found[1])
            return Meant("fetch" if found[2] else "check", _role_in(job), job=job)
        if LISTED.fullmatch(asked.path) or asked.path == "/token":
            return Meant("check")
        return None

    def _about_interaction(self, asked: Asked, found: re.Match[str]) -> Meant | None:
        if asked.method == "POST" and not found[2]:
            try:
                model = str(asked.json.get("model", ""))
            except ValueError:
                model = ""
            return Meant("submit", role_of(model), model)
        act: Act = "cancel" if found[3] else "poll"
        return Meant(act, _role_in(found[2] or ""), job=found[2] or "")

    # ------------------------------------------------------------ what is answered

    def answer(self, far: Far, asked: Asked, meant: Meant) -> Answer:
        if asked.path == "/token":
            return Answer({"access_token": "signed-in-for-a-test", "token_type": "Bearer", "expires_in": 3600})
        platform = PLATFORM.fullmatch(asked.path)
        if not asked.headers.get("authorization" if platform or "publishers" in asked.path else "x-goog-api-key"):
            return self.refusal(401, "no key")
        if INTERACTION.fullmatch(asked.path) and asked.path.startswith("/v1/") and not self.v1_serves:
            return Answer(HTML, 404, "text/html")
        if meant.act == "submit":
            return self._submitted(far, asked, meant)
        if meant.act == "check":
            return self._listing(asked, meant)
        return self._about_job(far, asked, meant, platform is not None)

    def refusal(self, status: int, what: str, *, after: float | None = None) -> Answer:
        if status == 429:
            return _limit("GenerateRequestsPerMinutePerProjectPerModel", after)
        words = {
            400: ("INVALID_ARGUMENT", "Request contains an invalid argument."),
            401: ("UNAUTHENTICATED", "Request had invalid authentication credentials."),
            402: ("FAILED_PRECONDITION", "Your prepayment credits are depleted."),
            404: ("NOT_FOUND", "models/x is no longer available to new users."),
            503: ("UNAVAILABLE", "The model is overloaded. Please try again later."),
        }
        word, message = words.get(status, ("INTERNAL", "An internal error has occurred."))
        return error(status, word, message, after="" if after is None else f"{after:g}")

    def _listing(self, asked: Asked, meant: Meant) -> Answer:
        if meant.job:
            return Answer({"name": f"files/{_file_name(meant.job)}", "state": "ACTIVE", "mimeType": "video/mp4"})
        if "publishers" in asked.path:
            return Answer({"publisherModels": [{"name": f"publishers/google/models/{name}"} for name in self.models]})
        listed = [{"name": f"models/{name}", "supportedGenerationMethods": ["generateContent"]} for name in self.models]
        return Answer({"models": listed})

    # ------------------------------------------------------------ submits

    def _submitted(self, far: Far, asked: Asked, meant: Meant) -> Answer:
        body = asked.json
        if refused := self._turned_away(far, body, meant):
            return refused
        if "interactions" in asked.path:
            return self._interacting(far, body, meant)
        if PLATFORM.fullmatch(asked.path):
            return self._filming(far, asked, body, meant)
        return self._generated(far, body, meant, stream="streamGenerate" in asked.path)

    def _turned_away(self, far: Far, body: Mapping[str, Any], meant: Meant) -> Answer | None:
        """A refusal before anything is accepted."""
        if far.due("unknown-model", meant):
            return error(404, "NOT_FOUND", f"models/{meant.model} is not found, or is not supported for this call.")
        if far.due("retired", meant):
            return error(404, "NOT_FOUND", f"This model models/{meant.model} is no longer available.")
        if far.due("quota", meant):
            return _limit("GenerateRequestsPerDayPerProjectPerModel-FreeTier", None)
        return None

    def _generated(self, far: Far, body: Mapping[str, Any], meant: Meant, *, stream: bool) -> Answer:
        time.sleep(far.seconds.get(meant.role, 0.0))
        job = far.accept(self.name, meant, body, prefix=f"v1_{meant.role}")
        job.state = "done"
        if refused := self._answered_no(far, job, meant):
            return Answer([refused], events=True) if stream else Answer(refused)
        if meant.role == "image":
            reply = self._pictured(far, job, body, meant)
        elif meant.role == "speech":
            line = body["contents"][-1]["parts"][-1]["text"]
            data = _coded(media.pcm(_spoken(line), shade=_shade(job)))
            inside = {"inlineData": {"mimeType": "audio/L16;codec=pcm;rate=24000", "data": data}}
            reply = _candidates([inside], {"AUDIO": _spoken(line) // 40})
        else:
            reply = self._written(far, body, meant)
        if far.due("no-price", meant):
            reply.pop("usageMetadata", None)
        return Answer(_pieces(reply), events=True) if stream else Answer(reply)

    def _answered_no(self, far: Far, job: Job, meant: Meant) -> dict[str, Any] | None:
        """A refusal with 200, in each of its shapes."""
        if far.due("moderated-empty", meant) or far.due("no-output", meant):
            return {"usageMetadata": {"promptTokenCount": 12, "totalTokenCount": 12}, "responseId": job.id}
        fault = far.due("refused", meant)
        if fault is None:
            return None
        job.billed = False
        if fault.value in (None, "prompt"):
            return {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": {"promptTokenCount": 12}}
        if fault.value == "input":
            return {"promptFeedback": {"blockReason": "IMAGE_SAFETY"}, "modelVersion": meant.model}
        if fault.value == "no-reason":
            return {"candidates": [{"finishReason": "NO_IMAGE", "index": 0}]}
        reason = "IMAGE_SAFETY" if meant.role == "image" else "SAFETY"
        ended = {"finishReason": reason, "finishMessage": "Unable to show the generated image.", "index": 0}
        return {"candidates": [ended], "usageMetadata": {"promptTokenCount": 12, "candidatesTokenCount": 0}}

    def _written(self, far: Far, body: Mapping[str, Any], meant: Meant) -> dict[str, Any]:
        config = body.get("generationConfig", {})
        schema = config.get("responseJsonSchema") or config.get("response_json_schema") or config.get("responseSchema")
        prompt = "\n".join(part.get("text", "") for turn in body["contents"] for part in turn["parts"])
        words = written(prompt, schema)
        if far.due("half-text", meant):
            return _candidates([{"text": words[: len(words) // 2]}], {"TEXT": 40}, reason="MAX_TOKENS")
        thought = {"thought": True, "text": "Thinking about it."}
        return _candidates([thought, {"text": words}], {"TEXT": len(words) // 4}, thoughts=21)

    def _pictured(self, far: Far, job: Job, body: Mapping[str, Any], meant: Meant) -> dict[str, Any]:
        shape = body.get("generationConfig", {}).get("imageConfig", {})
        size = shape.get("imageSize", "1K")
        width, height = _sized(shape.get("aspectRatio", "1:1"), 512)
        data = _spoiled(far, meant, lambda: media.png(width, height, _shade(job)))
        thought = {"thought": True, "inlineData": {"mimeType": "image/png", "data": _coded(media.png(16, 16, 1))}}
        inside = {"inlineData": {"data": _coded(data), "mimeType": "image/png"}}
        return _candidates([thought, {"text": "Here it is."}, inside], {"IMAGE": PICTURE_TOKENS.get(size, 1120)})

    # ------------------------------------------------------------ interactions

    def _interacting(self, far: Far, body: Mapping[str, Any], meant: Meant) -> Answer:
        if far.due("no-background", meant) and body.get("background"):
            return error(400, "INVALID_ARGUMENT", f"background is not supported for {meant.model}.")
        fault = far.due("refused", meant)
        if fault and fault.value not in LATE:
            return _content_blocked(str(fault.value or "prompt"))
        job = far.accept(self.name, meant, body, prefix=f"v1_{meant.role}")
        if fault:
            job.extra |= {"end": "refused", "how": fault.value}
        self._destined(far, job, meant)
        if not body.get("background"):
            time.sleep(far.seconds.get(meant.role, 0.0))
            job.state = "done" if job.state == "running" else job.state
            return Answer(self._state(far, job, meant))
        return Answer({"status": "in_progress", "id": job.id, "object": "interaction", "model": meant.model})

    def _destined(self, far: Far, job: Job, meant: Meant) -> None:
        """How a job will end, where a fault says so at its beginning."""
        for what in (*ENDS, "vanished"):
            if what != "refused" and far.due(what, meant):
                job.extra["end"] = what
        for what in (*SPOILED, "expired"):
            if fault := far.due(what, meant):
                job.extra["spoiled"], job.extra["left"] = what, max(1, int(fault.value or 99))

    def _about_job(self, far: Far, asked: Asked, meant: Meant, platform: bool) -> Answer:
        job = far.jobs.get(meant.job)
        if job is None or far.due("vanished", meant) or job.extra.get("end") == "vanished":
            return error(404, "NOT_FOUND", "Interaction not found." if not platform else "Operation not found.")
        if meant.act == "cancel":
            return self._cancelled(far, job, meant)
        if meant.act == "fetch":
            return self._file(far, job, meant)
        for what in ENDS:
            if fault := far.due(what, meant):
                job.extra["end"], job.extra["how"] = what, fault.value
        done = far.done(job) and job.extra.get("end") != "stuck"
        if platform:
            return Answer(self._operation(far, job, meant, done))
        if done or job.state == "cancelled":
            return Answer(self._state(far, job, meant))
        progress = {"status": "warming_up" if far.due("odd-status", meant) else "in_progress"}
        return Answer({"id": job.id, "object": "interaction", "model": job.model, **progress})

    def _cancelled(self, far: Far, job: Job, meant: Meant) -> Answer:
        if far.due("cancel-late", meant):
            job.state = "done"
        if job.state == "running":
            job.state, job.billed = "cancelled", False
        return Answer({"id": job.id, "status": "cancelled" if job.state == "cancelled" else "completed"})

    def _state(self, far: Far, job: Job, meant: Meant) -> dict[str, Any]:
        """A job that is over."""
        reply: dict[str, Any] = {"object": "interaction", "id": job.id, "model": job.model, "updated": "2026-11-21"}
        end, how = job.extra.get("end"), job.extra.get("how")
        if job.state == "cancelled":
            return reply | {"status": "cancelled"}
        if end == "failed":
            job.billed = False
            fault = {"message": "The generation failed. You were not charged.", "code": "internal_error"}
            return reply | {"status": "failed", "errors": [fault], "usage": {"total_output_tokens": 0}}
        if end == "refused":
            return reply | _refused_job(job, how)
        made = {"type": "user_input", "content": [{"type": "text", "text": "as asked"}]}, {"type": "thought"}
        if end == "no-output":
            job.billed = False
            return reply | {"steps": [*made], "status": "completed"}
        given = self._given(far, job, meant)
        steps = [*made, {"content": [{"type": "text", "text": "Done."}, given], "type": "model_output"}]
        told = {} if far.due("no-price", meant) else {"usage": _usage(job)}
        return reply | {"steps": steps, "status": "completed", **told}

    def _given(self, far: Far, job: Job, meant: Meant) -> dict[str, Any]:
        kind = "video" if job.role == "video" else "audio"
        mime = "video/mp4" if kind == "video" else "audio/wav"
        asked = job.asked.get("response_format", {})
        inline = self.inline if self.inline is not None else asked.get("delivery", "inline") != "uri"
        if inline:
            data = _spoiled(far, meant, lambda: _made(job), job)
            return {"type": kind, "data": _coded(data), "mime_type": mime}
        return {"mime_type": mime, "type": kind, "uri": f"{HOST}/v1beta/files/{_file_name(job.id)}:download?alt=media"}

    def _file(self, far: Far, job: Job, meant: Meant) -> Answer:
        if far.due("expired", meant) or job.extra.get("spoiled") == "expired":
            return error(
                403, "PERMISSION_DENIED", "You do not have permission to access the File, or it may not exist."
            )
        data = _spoiled(far, meant, lambda: _made(job), job)
        length = {"Content-Length": "9000000000"} if data.startswith(b"HUGE") else {}
        return Answer(data, mime="video/mp4" if job.role == "video" else "audio/wav", headers=length)

    # ------------------------------------------------------------ the platform

    def _filming(self, far: Far, asked: Asked, body: Mapping[str, Any], meant: Meant) -> Answer:
        fault = far.due("refused", meant)
        if fault and fault.value not in LATE:
            return error(400, "INVALID_ARGUMENT", _SENSITIVE)
        job = far.accept(self.name, meant, body, prefix="video")
        if fault:
            job.extra |= {"end": "refused", "how": fault.value}
        self._destined(far, job, meant)
        path = PLATFORM.fullmatch(asked.path)
        assert path is not None
        job.extra["name"] = f"{path[1]}/operations/{job.id}"
        return Answer({"name": job.extra["name"]})

    def _operation(self, far: Far, job: Job, meant: Meant, done: bool) -> dict[str, Any]:
        name = {"name": job.extra["name"]}
        if not done:
            return name | {"metadata": {"@type": "type.googleapis.com/GenerateVideoMetadata"}}
        end, how = job.extra.get("end"), job.extra.get("how")
        if end == "failed":
            job.billed = False
            return name | {"done": True, "error": {"code": 13, "message": "Video generation failed. Not charged."}}
        if end == "no-output":
            job.billed = False
            return name | {"done": True, "response": {"@type": "type.googleapis.com/GenerateVideoResponse"}}
        if end == "refused":
            job.billed = False
            taken = {"raiMediaFilteredReasons": ["The generated video violates policy."], "raiMediaFilteredCount": 1}
            return name | {"done": True, "response": {"generateVideoResponse": taken} if how == "nested" else taken}
        data = _spoiled(far, meant, lambda: _made(job), job)
        return name | {
            "response": {"videos": [{"mimeType": "video/mp4", "bytesBase64Encoded": _coded(data)}]},
            "done": True,
        }


_SENSITIVE = (
    "The prompt could not be submitted. This prompt contains sensitive words that violate Google's Responsible AI "
    "practices. Try rephrasing the prompt."
)

# ---------------------------------------------------------------- shapes


def _limit(quota: str, after: float | None) -> Answer:
    """The sentence is the same whichever limit it is; only the details tell."""
    row = {"quotaId": quota, "quotaMetric": "generativelanguage.googleapis.com/generate_requests", "quotaValue": "10"}
    details: list[Mapping[str, Any]] = [{"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [row]}]
    if after is not None:
        details.append({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": f"{after:g}s"})
    message = "You exceeded your current quota, please check your plan and billing details."
    return error(429, "RESOURCE_EXHAUSTED", message, *details)


def _content_blocked(which: str) -> Answer:
    message = SAFE_WORDS
    if which == "input":
        message = "The content at input[0].content[0] was blocked by our safety filters."
    elif which in ("first", "last"):
        message = f"The image given as {which} frame was blocked by our safety filters."
    return Answer({"error": {"message": message, "code": "content_blocked"}}, 400)


def _refused_job(job: Job, how: Any) -> dict[str, Any]:
    job.billed = False
    if how == "nested":
        taken = {"raiMediaFilteredReasons": ["The generated video violates policy."], "raiMediaFilteredCount": 1}
        return {"status": "completed", "response": {"generateVideoResponse": taken}}
    if how == "no-reason":
        return {"status": "completed", "steps": [], "usage": {"total_output_tokens": 0}}
    fault = {"code": "https://example.com/errors/content_blocked", "message": "The generated video was blocked."}
    return {"status": "failed", "errors": [fault], "usage": {"total_output_tokens": 0}}


def _candidates(
    parts: list[dict[str, Any]], out: Mapping[str, int], *, reason: str = "STOP", thoughts: int = 0
) -> dict[str, Any]:
    usage: dict[str, Any] = {
        "totalTokenCount": 12 + sum(out.values()) + thoughts,
        "promptTokenCount": 12,
        "candidatesTokenCount": sum(out.values()),
        "candidatesTokensDetails": [{"modality": kind, "tokenCount": number} for kind, number in out.items()],
    }
    if thoughts:
        usage["thoughtsTokenCount"] = thoughts
    candidate = {"index": 0, "finishReason": reason, "content": {"role": "model", "parts": parts}}
    return {"usageMetadata": usage, "modelVersion": "as asked", "candidates": [candidate]}


def _pieces(reply: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A whole answer as a stream of it; why it ended comes last."""
    candidate = reply["candidates"][0]
    words = candidate["content"]["parts"][-1].get("text", "")
    step = max(1, len(words) // 4)
    pieces = [
        {"candidates": [{"content": {"role": "model", "parts": [{"text": words[start : start + step]}]}, "index": 0}]}
        for start in range(0, len(words), step)
    ]
    end = {"candidates": [{"finishReason": candidate["finishReason"], "index": 0}]}
    return [*pieces, end | {"usageMetadata": reply.get("usageMetadata", {})}]


def _usage(job: Job) -> dict[str, Any]:
    asked = job.asked
    if job.role == "video":
        shape = asked.get("response_format", {})
        number, kind = _seconds(shape.get("duration", "8s")) * SECOND_TOKENS[shape.get("resolution", "720p")], "video"
    else:
        number, kind = (_spoken(_words(asked)) // 40 if job.role == "speech" else 600), "audio"
    return {
        "output_tokens_by_modality": [{"tokens": number, "modality": kind}],
        "total_input_tokens": 48,
        "total_output_tokens": number,
        "total_tokens": number + 48,
    }


# ---------------------------------------------------------------- media


def _made(job: Job) -> bytes:
    """What a job was asked for, small."""
    if job.role == "speech":
        return media.wav(_spoken(_words(job.asked)), shade=_shade(job))
    if job.role == "music":
        found = re.search(r"(\d+) seconds long", _words(job.asked))
        return media.wav(1000 * int(found[1] if found else 20), shade=_shade(job))
    shape = job.asked.get("response_format") or job.asked.get("parameters") or {}
    width, height = _sized(str(shape.get("aspect_ratio") or shape.get("aspectRatio") or "16:9"), 240)
    seconds = _seconds(str(shape.get("duration") or shape.get("durationSeconds") or 8))
    return media.mp4(width, height, seconds * 24, 24, shade=_shade(job))


def _spoiled(far: Far, meant: Meant, make: Callable[[], bytes], job: Job | None = None) -> bytes:
    """The bytes, unless something is to be wrong with them this time."""
    what = next((name for name in SPOILED if far.due(name, meant)), "")
    if not what and job is not None and job.extra.get("left", 0) > 0:
        what = job.extra["spoiled"]
        job.extra["left"] -= 1
    if what == "wrong-media":
        return HTML
    if what == "empty-media":
        return b""
    if what == "huge":
        return b"HUGE" + bytes(4096)
    return make()[: len(make()) // 2] if what == "half-media" else make()


def _sized(aspect: str, side: int) -> tuple[int, int]:
    """A size of this ratio with as many pixels as the square of `side` has, in steps of 16."""
    wide, _, tall = aspect.partition(":")
    ratio = int(wide) / int(tall or 1)
    return max(16, round(side * math.sqrt(ratio) / 16) * 16), max(16, round(side / math.sqrt(ratio) / 16) * 16)


def _words(asked: Mapping[str, Any]) -> str:
    found = asked.get("input", "")
    return found if isinstance(found, str) else json.dumps(found)


def _spoken(line: str) -> int:
    """Milliseconds of a line."""
    return 400 + 60 * min(len(line), 400)


def _seconds(value: str) -> int:
    found = re.match(r"\d+", value)
    return int(found[0]) if found else 8


def _coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _shade(job: Job) -> int:
    return int(job.id[-6:]) % 200


def _role_in(job: str) -> str:
    return next((role for role in ("video", "speech", "music", "image", "text") if role in job), "")


def _file_name(job: str) -> str:
    return job.replace("_", "-")


def _job_named(file: str) -> str:
    return file.replace("v1-", "v1_", 1)
