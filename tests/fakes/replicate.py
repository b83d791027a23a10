"""Replicate's dialect: models with the schema that they publish, predictions, files, and outputs elsewhere for an hour.

Records come with their fields in another order than the SDK's own, with some it does not know, as live ones do.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fakes import media
from fakes.far import Act, Answer, Asked, Far, Job, Meant

MODEL = re.compile(r"/v1/models/([\w.-]+/[\w.-]+)(/predictions|/versions/(\w+))?")
JOB = re.compile(r"/v1/predictions/([\w-]+)(/cancel)?")
STORED = re.compile(r"/v1/files(?:/([\w-]+))?")
OUTPUT = re.compile(r"/replicate\.delivery/([\w-]+)/([\w.-]+)")
ENDS = ("stuck", "failed", "no-output", "refused", "aborted", "canceled", "removed", "broke")
SPOILED = ("wrong-media", "empty-media", "half-media", "huge")
HTML = b"<!doctype html><html><title>Error</title><p>Try again later.</html>"
BOARD = "1f2a3b4c5d6e7f80"
"""A version's number starts with the model's own digest."""

SAID = {
    None: "The input or output was flagged as sensitive. Please try again with different inputs. (E005) (k3x9)",
    "prompt": "Your prompt was flagged by the content moderation system. (E005)",
    "output": "All generated images contained NSFW content. Please try again with a different seed.",
    "first": "The first frame image was flagged as sensitive.",
    "last": "last_frame_image: flagged as sensitive",
    "reference": "Reference image 2 contains sensitive content.",
}


def _enum(*values: Any, kind: str = "string") -> dict[str, Any]:
    return {"type": kind, "enum": list(values), "title": "Options"}


def _picture(**more: Any) -> dict[str, Any]:
    return {"type": "string", "format": "uri", "nullable": True, **more}


RATIOS = ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "9:21", "adaptive")
SEED = {"type": "integer", "nullable": True}
PROMPT = {"type": "string"}


def _seedance(*resolutions: str) -> dict[str, Any]:
    return {
        "prompt": PROMPT,
        "image": _picture(),
        "last_frame_image": _picture(),
        "reference_images": {"type": "array", "default": [], "items": {"type": "string", "format": "uri"}},
        "duration": {"type": "integer", "default": 5, "minimum": -1, "maximum": 15},
        "resolution": _enum(*resolutions),
        "aspect_ratio": _enum(*RATIOS),
        "generate_audio": {"type": "boolean", "default": True},
        "seed": SEED,
    }


def _hailuo(*resolutions: str, last: bool) -> dict[str, Any]:
    found = {
        "prompt": PROMPT,
        "first_frame_image": _picture(),
        "duration": _enum(6, 10, kind="integer"),
        "resolution": _enum(*resolutions),
        "prompt_optimizer": {"type": "boolean", "default": True},
    }
    return found | ({"last_frame_image": _picture()} if last else {})


KLING = {
    "prompt": {"type": "string", "maxLength": 2500},
    "negative_prompt": {"type": "string", "default": "", "maxLength": 2500},
    "start_image": _picture(),
    "end_image": _picture(),
    "mode": _enum("standard", "pro"),
    "aspect_ratio": _enum("16:9", "9:16", "1:1"),
    "duration": {"type": "integer", "default": 5, "minimum": 3, "maximum": 15},
    "generate_audio": {"type": "boolean", "default": False},
}
WAN = {
    "prompt": PROMPT,
    "image": _picture(),
    "last_image": _picture(),
    "negative_prompt": {"type": "string", "default": ""},
    "resolution": _enum("720p", "1080p"),
    "duration": {"type": "integer", "default": 5, "minimum": 2, "maximum": 15},
    "enable_prompt_expansion": {"type": "boolean", "default": True},
    "seed": {**SEED, "maximum": 2**31 - 1},
}
FLUX = {
    "prompt": PROMPT,
    "input_images": {"type": "array", "default": [], "maxItems": 8, "items": {"type": "string", "format": "uri"}},
    "aspect_ratio": _enum(
        "match_input_image", "custom", "1:1", "16:9", "3:2", "2:3", "4:5", "5:4", "9:16", "3:4", "4:3"
    ),
    "resolution": _enum("match_input_image", "0.5 MP", "1 MP", "2 MP", "4 MP"),
    "width": {"type": "integer", "minimum": 256, "maximum": 2048, "nullable": True},
    "height": {"type": "integer", "minimum": 256, "maximum": 2048, "nullable": True},
    "safety_tolerance": {"type": "integer", "default": 2, "minimum": 1, "maximum": 5},
    "seed": SEED,
    "output_format": _enum("webp", "jpg", "png"),
    "output_quality": {"type": "integer", "default": 80, "minimum": 0, "maximum": 100},
}
MUSICGEN = {
    "prompt": PROMPT,
    "model_version": _enum("stereo-large", "stereo-melody-large", "melody-large", "large"),
    "input_audio": _picture(),
    "duration": {"type": "integer", "default": 8, "minimum": 1},
    "normalization_strategy": _enum("loudness", "clip", "peak", "rms"),
    "output_format": _enum("wav", "mp3"),
    "seed": SEED,
}
MODELS: dict[str, tuple[str, dict[str, Any], bool]] = {
    "bytedance/seedance-2.0": ("video", _seedance("480p", "720p", "1080p"), True),
    "bytedance/seedance-2.0-fast": ("video", _seedance("480p", "720p"), True),
    "minimax/hailuo-02": ("video", _hailuo("512p", "768p", "1080p", last=True), True),
    "minimax/hailuo-2.3": ("video", _hailuo("768p", "1080p", last=False), True),
    "kwaivgi/kling-v3-video": ("video", KLING, True),
    "wan-video/wan-2.7-i2v": ("video", WAN, True),
    "black-forest-labs/flux-2-pro": ("image", FLUX, True),
    "meta/musicgen": ("music", MUSICGEN, False),
}
"""Role, inputs, and whether it is asked by its name alone."""


def role_of(model: str) -> str:
    if model in MODELS:
        return MODELS[model][0]
    return "music" if "music" in model else "image" if "image" in model or "flux" in model else "video"


def version_of(model: str) -> str:
    return (hashlib.sha256(model.encode()).hexdigest() + BOARD)[:64]


def document(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The OpenAPI document of these inputs: choices stand apart and are pointed at."""
    schemas: dict[str, Any] = {}
    properties = {}
    for order, (name, said) in enumerate(inputs.items()):
        told = dict(said)
        if "enum" in told:
            schemas[name] = told
            told = {"allOf": [{"$ref": f"#/components/schemas/{name}"}], "default": said["enum"][0]}
        properties[name] = {**told, "x-order": order, "title": name.title(), "description": f"The {name}."}
    required = ["prompt"] if "prompt" in inputs else []
    schemas["Input"] = {"type": "object", "title": "Input", "properties": properties, "required": required}
    schemas["Output"] = {"type": "string", "format": "uri", "title": "Output"}
    return {"openapi": "3.0.2", "info": {"title": "Cog", "version": "0.1.0"}, "components": {"schemas": schemas}}


class Replicate:
    """`page` is how many jobs a page of the list has; `hidden` jobs are not in the list yet. What was sent along with
    the fetch of an output is kept in `tokens`, how long jobs may take in `patience`, what was preferred in `preferred`.
    """

    name = "replicate"

    def __init__(self, *, page: int = 100, models: Mapping[str, tuple[str, dict[str, Any], bool]] = MODELS) -> None:
        self.page, self.models = page, dict(models)
        self.tokens: list[str] = []
        self.patience: list[str] = []
        self.preferred: list[str] = []
        self.hidden: set[str] = set()
        self.files: dict[str, tuple[str, str, bytes]] = {}
        self.fetched = 0
        self._roles: dict[str, str] = {}

    # ------------------------------------------------------------ what is asked

    def means(self, asked: Asked) -> Meant | None:
        if found := OUTPUT.fullmatch(asked.path):
            return Meant("fetch", self._roles.get(found[1], ""), job=found[1])
        if found := MODEL.fullmatch(asked.path):
            return Meant("submit" if found[2] == "/predictions" else "check", role_of(found[1]), found[1])
        if asked.path == "/v1/predictions":
            return self._about_jobs(asked)
        if found := JOB.fullmatch(asked.path):
            act: Act = "cancel" if found[2] else "poll"
            return Meant(act, self._roles.get(found[1], ""), job=found[1])
        if found := STORED.fullmatch(asked.path):
            mine = asked.method == "POST" and b'name="content"' in asked.body
            return Meant("check", "file", job=found[1] or "") if mine or found[1] in self.files else None
        return Meant("check", "account") if asked.path == "/v1/account" else None

    def _about_jobs(self, asked: Asked) -> Meant:
        if asked.method == "GET":
            return Meant("list")
        try:
            version = str(asked.json.get("version", ""))
        except ValueError:
            version = ""
        found = next((name for name in self.models if version_of(name) == version), version.partition(":")[0])
        return Meant("submit", role_of(found), found)

    # ------------------------------------------------------------ what is answered

    def answer(self, far: Far, asked: Asked, meant: Meant) -> Answer:
        if meant.act == "fetch":
            return self._output(far, asked, meant)
        if not asked.headers.get("authorization", "").startswith("Bearer r8_"):
            return self.refusal(401, "no key")
        if meant.act == "submit":
            return self._submitted(far, asked, meant)
        if meant.act == "list":
            return self._listed(far, asked)
        if meant.act == "check":
            return self._told(far, asked, meant)
        return self._about_job(far, meant)

    def refusal(self, status: int, what: str, *, after: float | None = None) -> Answer:
        words = {
            401: ("Unauthenticated", "You did not pass a valid authentication token"),
            402: ("Insufficient credit", "You have insufficient credit to run this model. Go to the billing page."),
            404: ("Not found", "The requested resource could not be found."),
            429: ("Too many requests", "Request was throttled. Your rate limit is 600 requests per minute."),
            503: ("Service unavailable", "Our API is not available for the moment."),
        }
        title, detail = words.get(status, ("Internal server error", "An unexpected error has occurred."))
        headers = {} if after is None else {"Retry-After": f"{after:g}"}
        return Answer({"status": status, "detail": detail, "title": title}, status, headers=headers)

    def _told(self, far: Far, asked: Asked, meant: Meant) -> Answer:
        if asked.path == "/v1/account":
            return Answer({"username": "vidpipe-tester", "type": "user", "name": "Tester", "github_url": None})
        if meant.role == "file":
            return self._stored(far, asked, meant)
        gone = far.due("unknown-model", meant) or far.due("retired", meant)
        if gone or (meant.model not in self.models and "/versions/" not in asked.path):
            return self.refusal(404, "model")
        return Answer(
            self._model(meant.model, asked.path.rpartition("/versions/")[2] if "/versions/" in asked.path else "")
        )

    def _model(self, model: str, version: str) -> dict[str, Any]:
        _, inputs, official = self.models.get(model, ("video", _seedance("720p"), False))
        latest = {
            "openapi_schema": document(inputs),
            "id": version or version_of(model),
            "cog_version": "0.16.8",
            "created_at": "2026-09-01T08:00:00.000000Z",
        }
        if version:
            return latest
        owner, _, name = model.partition("/")
        told = {"owner": owner, "name": name, "url": f"https://replicate.com/{model}", "visibility": "public"}
        nothing = dict.fromkeys(("github_url", "paper_url", "license_url", "cover_image_url", "default_example"))
        return {
            "latest_version": latest,
            "run_count": 7,
            "description": "",
            "is_official": official,
            **told,
            **nothing,
        }

    def _stored(self, far: Far, asked: Asked, meant: Meant) -> Answer:
        name = meant.job
        if asked.method == "POST":
            name, title, mime, data = _parcel(asked)
            self.files[name] = (title, mime, data)
        title, mime, data = self.files[name]
        digest = hashlib.sha256(data).hexdigest()
        return Answer(
            {
                "urls": {"get": f"{far.address}/v1/files/{name}"},
                "checksums": {"sha256": digest, "md5": "0" * 32},
                "id": name,
                "name": title,
                "content_type": mime,
                "size": len(data),
                "etag": digest[:16],
                "metadata": {},
                "created_at": _now(),
                "expires_at": "2026-11-22T00:00:00Z",
            },
            201 if asked.method == "POST" else 200,
        )

    # ------------------------------------------------------------ submits

    def _submitted(self, far: Far, asked: Asked, meant: Meant) -> Answer:
        body = asked.json
        if refused := self._turned_away(far, body, meant):
            return refused
        given = body["input"]
        job = far.accept(self.name, meant, {"model": meant.model, "input": self._plain(given)}, prefix="rp")
        self._roles[job.id] = meant.role
        job.extra |= {"input": given, "made": _now(), "version": body.get("version", "hidden")}
        self.patience.append(asked.headers.get("cancel-after", ""))
        self._destined(far, job, meant)
        if "prefer" in asked.headers:
            self.preferred.append(asked.headers["prefer"])
        return Answer(self._record(far, job, meant, "starting"), 201)

    def _turned_away(self, far: Far, body: Mapping[str, Any], meant: Meant) -> Answer | None:
        """A refusal before anything is accepted."""
        if far.due("unknown-model", meant) or meant.model not in self.models:
            return self.refusal(404, "model")
        if far.due("retired", meant):
            return Answer({"detail": "This model is no longer available.", "status": 410, "title": "Gone"}, 410)
        if far.due("quota", meant):
            return self.refusal(402, "credit")
        wrong = _wrong(body.get("input"), self.models[meant.model][1])
        if wrong:
            return _invalid(wrong)
        fault = next((fault for fault in far.faults if fault.what == "refused" and fault.value == "input"), None)
        if fault and fault.times > 0 and far.due("refused", meant):
            return _invalid("The prompt was flagged as containing sensitive content", title="Content moderation")
        return None

    def _destined(self, far: Far, job: Job, meant: Meant) -> None:
        """How a job will end, where a fault says so at its beginning."""
        for what in (*ENDS, "vanished", "moderated-empty"):
            if fault := far.due(what, meant):
                job.extra |= {"end": "no-output" if what == "moderated-empty" else what, "how": fault.value}
        for what in (*SPOILED, "expired"):
            if fault := far.due(what, meant):
                job.extra |= {"spoiled": what, "left": max(1, int(fault.value or 99))}

    def _plain(self, value: Any) -> Any:
        """What is asked for, whatever way its files went."""
        if isinstance(value, dict):
            return {name: self._plain(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self._plain(part) for part in value]
        if isinstance(value, str) and "/v1/files/" in value:
            return hashlib.sha256(self.files[value.rpartition("/")[2]][2]).hexdigest()
        return value

    # ------------------------------------------------------------ jobs

    def _about_job(self, far: Far, meant: Meant) -> Answer:
        job = far.jobs.get(meant.job)
        if job is None or far.due("vanished", meant) or job.extra.get("end") == "vanished":
            return self.refusal(404, "job")
        if meant.act == "cancel":
            return self._cancelled(far, job, meant)
        for what in ENDS:
            if fault := far.due(what, meant):
                job.extra |= {"end": what, "how": fault.value}
        done = far.done(job) and job.extra.get("end") != "stuck"
        state = "succeeded" if done else "starting" if far.progress(job) < 15 or job.polls < 2 else "processing"
        if far.due("odd-status", meant):
            state = "warming_up"
        return Answer(self._record(far, job, meant, job.state if job.state == "canceled" else state))

    def _cancelled(self, far: Far, job: Job, meant: Meant) -> Answer:
        if far.due("cancel-late", meant):
            job.state = "done"
        if job.state == "running" and job.extra.get("end") != "stubborn":
            job.state = "canceled"
            job.billed = job.polls > 1
        return Answer(self._record(far, job, meant, "succeeded" if job.state == "done" else job.state))

    def _record(self, far: Far, job: Job, meant: Meant, state: str) -> dict[str, Any]:
        """A job as it is told of."""
        started = job.polls > 1 or state in ("succeeded", "processing")
        record: dict[str, Any] = {
            "urls": {
                "get": f"{far.address}/v1/predictions/{job.id}",
                "cancel": f"{far.address}/v1/predictions/{job.id}/cancel",
                "web": f"https://replicate.com/p/{job.id}",
            },
            "data_removed": False,
            "source": "api",
            "output": None,
            "metrics": {},
            "logs": f"  {far.progress(job)}%|███  | 3/10" if state == "processing" else "",
            "id": job.id,
            "status": state,
            "input": job.extra["input"],
            "error": None,
            "created_at": job.extra["made"],
            "started_at": _now() if started else None,
            "completed_at": None,
            "model": job.model,
            "version": job.extra["version"],
            "deadline": None,
        }
        end = job.extra.get("end")
        if state == "succeeded":
            return record | (self._ended(job, end) if end else self._done(far, job, meant))
        return record

    def _done(self, far: Far, job: Job, meant: Meant) -> dict[str, Any]:
        address = f"{far.address}/replicate.delivery/{job.id}/output.{ENDINGS[job.role]}"
        metrics = {} if far.due("no-price", meant) else {"predict_time": 3.25, "total_time": 4.5}
        return {"output": address, "metrics": metrics, "completed_at": _now()}

    def _ended(self, job: Job, end: str) -> dict[str, Any]:
        how = job.extra.get("how")
        if end == "refused":
            job.billed = False
            ran = {"started_at": None} if how in (None, "prompt", "first", "last") else {}
            if how == "nested":
                return {"status": "failed", "logs": f"step 1\nValueError: {SAID[None]}\n", "metrics": {}}
            return {"status": "failed", "error": SAID.get(how, SAID[None]), "metrics": {}, **ran}
        told: dict[str, dict[str, Any]] = {
            "failed": {"status": "failed", "error": "Director: failed to start the model in time (E6716)"},
            "broke": {"status": "failed", "error": str(how or "Prediction failed: list index out of range")},
            "aborted": {"status": "aborted", "started_at": None},
            "canceled": {"status": "canceled", "metrics": {"predict_time": 2.0}},
            "removed": {"data_removed": True, "input": {}, "logs": ""},
            "no-output": {"output": [] if job.role == "image" else None},
        }
        job.billed = end in ("canceled", "removed", "broke")
        return told[end]

    def _listed(self, far: Far, asked: Asked) -> Answer:
        start = int(asked.query.get("cursor", "0") or 0)
        jobs = [job for job in far.submits(provider=self.name) if job.id not in self.hidden][::-1]
        shown = jobs[start : start + self.page]
        more = start + self.page < len(jobs)
        following = f"{far.address}/v1/predictions?cursor={start + self.page}" if more else None
        rows = [self._record(far, job, Meant("list"), self._seen(job)) for job in shown]
        return Answer({"results": rows, "previous": None, "next": following})

    @staticmethod
    def _seen(job: Job) -> str:
        return {"done": "succeeded", "canceled": "canceled"}.get(job.state, "starting")

    # ------------------------------------------------------------ outputs

    def _output(self, far: Far, asked: Asked, meant: Meant) -> Answer:
        self.fetched += 1
        self.tokens += [asked.headers[name] for name in ("authorization", "cookie") if name in asked.headers]
        job = far.jobs.get(meant.job)
        spoiled = job.extra.get("spoiled") if job and job.extra.get("left", 0) > 0 else None
        if job and spoiled:
            job.extra["left"] -= 1
        if job is None or spoiled == "expired" or far.due("expired", meant):
            return Answer(b"<Error><Code>AccessDenied</Code></Error>", 404, "application/xml")
        mime = MIMES[job.role]
        what = spoiled or next((what for what in SPOILED if far.due(what, meant)), "")
        if what == "huge":
            return Answer(b"HUGE", mime=mime, headers={"Content-Length": "9000000000"})
        data = made(job)
        return Answer(
            {"wrong-media": HTML, "empty-media": b"", "half-media": data[: len(data) // 2]}.get(what, data), mime=mime
        )


ENDINGS = {"video": "mp4", "image": "png", "music": "wav", "speech": "wav"}
MIMES = {"video": "video/mp4", "image": "image/png", "music": "audio/wav", "speech": "audio/wav"}


def made(job: Job) -> bytes:
    """What came of a job: small, real, and the same for the same request."""
    given = job.extra["input"]
    shade = int(job.intent[:4], 16) % 200
    width, height = _size(str(given.get("aspect_ratio", "16:9")))
    seconds = float(given.get("duration", 5))
    if job.role == "image":
        return media.png(width * 2, height * 2, shade)
    if job.role == "video":
        return media.mp4(width, height, round(seconds * 24), 24, shade=shade, sound=bool(given.get("generate_audio")))
    return media.wav(round(seconds * 1000), shade=shade)


def _size(aspect: str) -> tuple[int, int]:
    """A small picture of this shape, with even sides."""
    wide, _, tall = aspect.partition(":")
    ratio = int(wide) / int(tall) if tall else 16 / 9
    width = math.sqrt(320 * 180 * ratio)
    return round(width / 2) * 2, round(width / ratio / 2) * 2


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _parcel(asked: Asked) -> tuple[str, str, str, bytes]:
    """Id, name, type and bytes of the part `content` of an upload."""
    boundary = asked.headers["content-type"].partition("boundary=")[2].encode()
    part = next(part for part in asked.body.split(b"--" + boundary) if b'name="content"' in part)
    head, _, rest = part.partition(b"\r\n\r\n")
    data = rest[:-2]
    name = re.search(rb'filename="([^"]*)"', head)
    mime = re.search(rb"(?i)content-type: *([^\r\n]+)", head)
    title = name[1].decode() if name else "file"
    digest = hashlib.sha256(data + title.encode() + str(len(asked.headers)).encode()).hexdigest()
    return f"f{digest[:24]}", title, mime[1].decode() if mime else "", data


def _invalid(detail: str, *, title: str = "Input validation failed") -> Answer:
    return Answer({"title": title, "detail": detail, "status": 422, "invalid_fields": []}, 422)


def _wrong(given: Any, inputs: Mapping[str, Any]) -> str:
    """What Replicate itself would refuse: of a wrong type, not among the choices, out of bounds, missing."""
    if not isinstance(given, dict):
        return "- input is required"
    kinds: dict[str, Any] = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list}
    for name, value in given.items():
        said = inputs.get(name)
        if said is None:
            return f"- input: Additional property {name} is not allowed"
        if not isinstance(value, kinds[said["type"]]) or (isinstance(value, bool) and said["type"] != "boolean"):
            return f"- input.{name}: Invalid type. Expected: {said['type']}"
        if "enum" in said and value not in said["enum"]:
            return f"- input.{name}: must be one of {json.dumps(said['enum'])}"
        if isinstance(value, int) and not said.get("minimum", value) <= value <= said.get("maximum", value):
            return f"- input.{name}: must be between its bounds"
    return "" if "prompt" in given or "prompt" not in inputs else "- input: prompt is required"
