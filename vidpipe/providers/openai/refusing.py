"""What a server of OpenAI's dialect says or does that is no answer, as one of seven kinds with the next act."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.providers.keys import redacted

POLICY_CODES = (
    "moderation_blocked",
    "content_policy_violation",
    "content_filter",
    "image_content_policy_violation",
    "invalid_prompt",
    "bio_policy",
    "cyber_policy",
    "safety_violation",
)
QUOTA_CODES = ("insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "quota_exceeded")
GONE_CODES = ("model_not_found", "model_deprecated", "model_retired", "deployment_not_found")
PER_DAY = re.compile(r"per day|\((?:RPD|TPD|IPD)\)", re.IGNORECASE)
WAIT = re.compile(r"try again in (?:(\d+)m(?!s))?\s*(?:([\d.]+)s)?(?:([\d.]+)ms)?", re.IGNORECASE)
LACKING = "Check its address, or say in the settings that it lacks `responses`."
LONGEST_SAID = 300
LONGEST_WAIT = 3600.0


@dataclass(frozen=True)
class Asked:
    """What was asked of whom, as far as an error's sentence needs it. `refs` are the pictures that went along, named.

    `paid` is False at a server of one's own: there nothing is lost by asking twice.
    """

    title: str
    key: str
    model: str = ""
    replacement: str = ""
    paid: bool = True
    posted: bool = True
    refs: tuple[str, ...] = ()

    @property
    def maybe(self) -> bool | None:
        """Whether something was billed, where nobody says."""
        return None if self.paid else False


def refused(status: int, body: bytes, headers: Mapping[str, str], asked: Asked) -> ProviderError:
    """The error for an HTTP status other than success, by what the body says."""
    said = told(body)
    after = waits(headers, said.message)
    if status in (429, 503):
        return _busy(status, said, after, asked)
    if status in (408, 409) or status >= 500:
        return unsure(f"{asked.title} answered with HTTP {status}", asked, code=said.code)
    return _no(status, said, asked)


@dataclass(frozen=True)
class Told:
    """An error object as far as it can be read."""

    message: str = ""
    code: str = ""
    type: str = ""
    param: str = ""
    stage: str = ""


def told(body: bytes | Mapping[str, Any]) -> Told:
    """Their error object, wherever it lies: under `error`, in a list, as text alone, or nothing readable."""
    try:
        found: Any = json.loads(body) if isinstance(body, bytes) else body
    except (ValueError, RecursionError):
        text = body.decode("utf-8", "replace") if isinstance(body, bytes) else ""
        return Told(message="" if "<" in text[:200] else _said(text))
    if isinstance(found, list) and found:
        found = found[0]
    inner = found.get("error", found.get("detail", found)) if isinstance(found, Mapping) else found
    if isinstance(inner, Mapping):
        return _object(inner)
    return Told(message=_said(inner if isinstance(inner, str) else ""))


def _object(inner: Mapping[str, Any]) -> Told:
    details = inner.get("moderation_details")
    stage = details.get("moderation_stage") if isinstance(details, Mapping) else ""
    words = {name: inner.get(name) for name in ("code", "type", "param")}
    return Told(
        message=_said(inner.get("message")),
        stage=str(stage or ""),
        **{name: str(value)[:80] if value else "" for name, value in words.items()},
    )


def _said(text: Any) -> str:
    """Their sentence on one line, short, and without keys."""
    return redacted(" ".join(str(text or "").split()))[:LONGEST_SAID].rstrip()


# ---------------------------------------------------------------- what a status means


def _busy(status: int, said: Told, after: float | None, asked: Asked) -> ProviderError:
    if status == 429 and (said.code in QUOTA_CODES or said.type in QUOTA_CODES or PER_DAY.search(said.message)):
        return _quota(said, asked)
    if "request too large" in said.message.lower():
        return ProviderError(
            Kind.INVALID,
            _sentence(f"The request is larger than {asked.title} takes in a minute", said),
            remedy="Make the film shorter, or choose another model.",
            billed=False,
            code=said.code,
        )
    return ProviderError(
        Kind.RETRY,
        _sentence(f"{asked.title} is asked too often" if status == 429 else f"{asked.title} is busy", said),
        remedy="It is tried again by itself; wait, or lower how many are made at once.",
        retry_after=after,
        billed=False,
        code=said.code or str(status),
        throttled=status == 429 or "slow_down" in (said.code, said.type),
    )


def _quota(said: Told, asked: Asked) -> ProviderError:
    return ProviderError(
        Kind.QUOTA,
        _sentence(f"The account at {asked.title} has nothing left", said),
        remedy="Look at its billing and limits, then resume; all that was made is kept.",
        billed=False,
        code=said.code,
    )


def _no(status: int, said: Told, asked: Asked) -> ProviderError:
    if is_policy(said):
        return policy(said, asked)
    if status == 402 or said.code in QUOTA_CODES:
        return _quota(said, asked)
    if status in (404, 410) or said.code in GONE_CODES:
        return _gone(said, asked)
    if status in (401, 403):
        return _locked(said, asked)
    if 300 <= status < 400:
        return ProviderError(
            Kind.INVALID,
            f"{asked.title} is not at this address: it points elsewhere",
            remedy="Correct its address in the settings.",
            billed=False,
        )
    return ProviderError(
        Kind.INVALID,
        _sentence(f"{asked.title} does not take this request", said, f"HTTP {status}"),
        remedy="Change the words or settings of this part, or choose another model.",
        billed=False,
        code=said.code,
    )


def is_policy(said: Told) -> bool:
    words = (said.code, said.type)
    return any(code in words for code in POLICY_CODES) or "safety system" in said.message.lower()


def policy(said: Told, asked: Asked, *, billed: bool | None = False) -> ProviderError:
    """A refusal for what is asked or shown. What was made and then held back may have been billed."""
    output = said.stage == "output"
    return ProviderError(
        Kind.POLICY,
        _sentence(f"{asked.title} refused this by its rules", said),
        remedy="Reword it, or choose another picture to go with it.",
        billed=asked.maybe if output and billed is False else billed,
        code=said.code,
        about="output" if output else _named(said, asked),
    )


def _named(said: Told, asked: Asked) -> str:
    """Which input a refusal names: `image`, `image[1]` or `image.1` is a picture, by its place."""
    if not said.param.startswith("image"):
        return "prompt" if said.param in ("prompt", "input") or not asked.refs else ""
    place = re.search(r"\d+", said.param)
    number = int(place[0]) if place else 0
    return asked.refs[number] if number < len(asked.refs) and (place or len(asked.refs) == 1) else ""


def _gone(said: Told, asked: Asked) -> ProviderError:
    if not asked.model or "model" not in f"{said.code} {said.message}".lower():
        return ProviderError(
            Kind.GONE,
            _sentence(f"{asked.title} does not know this kind of request", said),
            remedy="Check its address." if asked.paid else LACKING,
            billed=False,
            code=said.code,
        )
    switch = f"Switch to {asked.replacement}." if asked.replacement else "Choose another model."
    return ProviderError(
        Kind.GONE,
        _sentence(f"{asked.title} has no model {asked.model} for this key, or has it no more", said),
        remedy=switch,
        billed=False,
        code=said.code,
    )


def _locked(said: Told, asked: Asked) -> ProviderError:
    return ProviderError(
        Kind.AUTH,
        _sentence(f"{asked.title} does not accept the key for this", said),
        remedy=f"Check {asked.key} and what it may be used for, then resume.",
        billed=False,
        code=said.code,
    )


def unsure(what: str, asked: Asked, *, code: str = "") -> ProviderError:
    """The request may have been accepted: unknown where it is paid, to be sent again where it is not."""
    if asked.posted and asked.paid:
        return ProviderError(
            Kind.AMBIGUOUS,
            f"{what}; the request may have been accepted and charged",
            remedy="Look at the account's usage, then accept it as charged or send it again.",
            code=code,
        )
    again = "It is tried again by itself." if asked.paid else "It is tried again by itself; check its address."
    return ProviderError(Kind.RETRY, what, remedy=again, billed=False, code=code)


def _sentence(what: str, said: Told, otherwise: str = "") -> str:
    more = said.message or said.code or otherwise
    return f"{what}: {more.rstrip('.')}" if more else what


# ---------------------------------------------------------------- how long to wait


def waits(headers: Mapping[str, str], message: str = "") -> float | None:
    """Seconds until it may be tried again: by header (seconds, milliseconds or a date), else as the sentence says."""
    known = {name.lower(): value for name, value in headers.items()}
    for text, seconds in ((known.get("retry-after-ms"), 0.001), (known.get("retry-after"), 1.0)):
        if text and (found := _number(text)) is not None:
            return min(LONGEST_WAIT, max(0.0, found * seconds))
    if date := known.get("retry-after"):
        return _until(date)
    said = WAIT.search(message)
    if said is None or not any(said.groups()):
        return None
    minutes, seconds, thousandths = (_number(part or "0") or 0.0 for part in said.groups())
    return min(LONGEST_WAIT, minutes * 60 + seconds + thousandths / 1000)


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if found == found and abs(found) != float("inf") else None


def _until(date: str) -> float | None:
    try:
        return min(LONGEST_WAIT, max(0.0, parsedate_to_datetime(date).timestamp() - time()))
    except (ValueError, TypeError, OverflowError):
        return None
