"""Every way in which Google says no, as one of the seven kinds. Both error hierarchies of the SDK end up here.

Nothing is read but status, headers and body, so a class that is renamed changes nothing.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from vidpipe.errors import Kind, ProviderError
from vidpipe.providers.google.reading import Unreadable, at, count, pick, rows, text, texts
from vidpipe.providers.keys import redacted

NAME = "Google"
BLOCKED = re.compile(
    r"content[_ ]blocked|prohibited[_ ]content|blocked by|responsible ai|sensitive words|usage guidelines"
    r"|(?:violat\w*|against)\b.{0,60}\b(?:polic\w+|guidelines|practices|terms)|\bsafety\b",
    re.IGNORECASE,
)
BAD_KEY = re.compile(
    r"api[_ ]key[_ ](?:not valid|invalid|expired|service_blocked)|api key.{0,20}(?:expired|invalid)", re.I
)
UNPAID = re.compile(
    r"billing|prepa(?:id|yment)|credits? (?:are|is|have been) depleted|spend(?:ing)? (?:cap|limit)", re.I
)
SPENT = re.compile(r"prepa(?:id|yment)|credits? (?:are|is|have been) depleted|spend(?:ing)? (?:cap|limit)", re.I)
A_DAY = re.compile(r"per[_ -]?day|daily", re.IGNORECASE)
NO_ROUTE = re.compile(r"api version v1\b|unknown name|cannot find field|unknown field", re.IGNORECASE)
AFTER = re.compile(r"retry in (\d+(?:\.\d+)?)\s*(ms|s)\b", re.IGNORECASE)
LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*s?\s*")
LONGEST_WORDS = 300
WORD = re.compile(r"[A-Za-z0-9_.-]{1,64}")

AGAIN = "Try again."
LOOK = "Look at your usage at Google before you make it again: it may have been made and charged."
KEYS = "Check GEMINI_API_KEY, or the sign-in of the project, and what it may be used for, then go on."
PLAN = "Look at plan, billing and limits of the Google project, then go on; all that is made is kept."
REWORD = "Change the words or the picture that it names, or choose another model."
OTHER = "Choose another model."


class Reply(NamedTuple):
    """An answer that is no good: status, its JSON or text, its headers."""

    status: int
    body: Any
    headers: Mapping[str, str]


class Said(NamedTuple):
    """What an error says of itself."""

    code: str
    message: str
    details: list[Mapping[str, Any]]


class Matter(NamedTuple):
    """What a call is about, for the message: the model or the job; `order` names its inputs as they were sent."""

    what: str = "the request"
    posted: bool = True
    replacement: str = ""
    order: tuple[str, ...] = ()


# ---------------------------------------------------------------- what the SDK raises


def translated(error: Exception, matter: Matter) -> ProviderError:
    """Any exception of a call as a ProviderError."""
    if isinstance(error, ProviderError):
        return error
    reply = reply_of(error)
    if reply is not None:
        return refused(reply, matter)
    names = {kind.__name__ for kind in type(error).__mro__}
    if names & {"GoogleAuthError"}:
        return _credentials(names)
    if names & {"ConnectError", "ConnectTimeout", "UnsupportedProtocol", "InvalidURL", "ProxyError", "PoolTimeout"}:
        return _made(Kind.RETRY, f"{NAME} cannot be reached", "Look at your network; it is tried again.", billed=False)
    cause = error.__cause__
    if "GeminiNextGenAPIClientError" in names and isinstance(cause, Exception):
        return translated(cause, matter)
    return _unclear(error, matter)


def reply_of(error: Exception) -> Reply | None:
    """The answer that an exception of the SDK carries, of either hierarchy; None where there was none."""
    response = getattr(error, "response", None)
    status = (
        getattr(error, "status_code", None) or getattr(error, "code", None) or getattr(response, "status_code", None)
    )
    if not isinstance(status, int) or status < 300:
        return None
    body = getattr(error, "body", None) or getattr(error, "details", None)
    headers = getattr(response, "headers", None)
    return Reply(status, body, {str(name).lower(): str(value) for name, value in dict(headers or {}).items()})


def _credentials(names: set[str]) -> ProviderError:
    if "TransportError" in names:
        return _made(Kind.RETRY, f"{NAME} cannot be reached for a sign-in", "It is tried again.", billed=False)
    remedy = "Run gcloud auth application-default login, or name a key file in GOOGLE_APPLICATION_CREDENTIALS."
    return _made(Kind.AUTH, f"There is no valid sign-in for the {NAME} project", remedy, billed=False)


def _unclear(error: Exception, matter: Matter) -> ProviderError:
    """No answer, or one that nobody can read: after a POST it may have been accepted."""
    what = "answered with something that cannot be read" if _read_failed(error) else "did not answer"
    if matter.posted:
        return _made(Kind.AMBIGUOUS, f"{NAME} {what} after {matter.what} was sent", LOOK, code=type(error).__name__)
    return _made(Kind.RETRY, f"{NAME} {what} when asked about {matter.what}", "It is asked again.")


def _read_failed(error: Exception) -> bool:
    return isinstance(error, Unreadable | ValueError | TypeError | AttributeError | KeyError | Warning)


# ---------------------------------------------------------------- what an answer says


def said(body: Any) -> Said:
    """Code, message and details of an error's body, whatever its depth."""
    if isinstance(body, list):
        body = body[0] if body else None
    inner = pick(body, "error") if isinstance(body, Mapping) else None
    found = inner if isinstance(inner, Mapping) else body
    if not isinstance(found, Mapping):
        return Said("", _sentence(text(inner) or text(body)), [])
    code = text(pick(found, "status")) or text(pick(found, "code")) or text(pick(found, "reason"))
    return Said(_code(code), _sentence(text(pick(found, "message"))), rows(pick(found, "details")))


def _code(value: str) -> str:
    """A short word; of a URI that names an error its last part."""
    found = WORD.search(value.rstrip("/").rsplit("/", 1)[-1])
    return found[0] if found else ""


def _sentence(value: str) -> str:
    """A message as one line; a page of HTML says nothing to a person."""
    line = " ".join(value.split())
    return "" if line.startswith("<") else redacted(line[:LONGEST_WORDS])


def refused(reply: Reply, matter: Matter) -> ProviderError:
    """An answer of 300 and more."""
    told, status = said(reply.body), reply.status
    if status == 429:
        return _limited(told, reply)
    if status in (400, 403) and (BLOCKED.search(told.code) or BLOCKED.search(told.message)):
        return blocked(told.message, code=told.code, matter=matter, details=told.details, billed=False)
    if status in (401, 403) or BAD_KEY.search(f"{_reasons(told)} {told.message}"):
        if "BILLING" in _reasons(told):
            return _made(Kind.QUOTA, f"{NAME} wants billing to be set up", PLAN, told=told, billed=False)
        return _made(Kind.AUTH, f"{NAME} does not accept the key or the sign-in", KEYS, told=told, billed=False)
    if status == 402 or (status == 400 and told.code == "FAILED_PRECONDITION" and UNPAID.search(told.message)):
        return _made(Kind.QUOTA, f"{NAME} wants to be paid first", PLAN, told=told, billed=False)
    if status == 404:
        return gone(matter, told)
    if status == 503:
        return _made(Kind.RETRY, f"{NAME} is overloaded", AGAIN, told=told, billed=False, after=_after(told, reply))
    if status in (408, 409) or status >= 499 or status < 400:
        return _failed(told, status, matter)
    return _made(Kind.INVALID, f"{NAME} does not take {matter.what}", OTHER, told=told, billed=False)


def _failed(told: Said, status: int, matter: Matter) -> ProviderError:
    """An answer that does not prove that nothing was accepted."""
    if matter.posted:
        return _made(Kind.AMBIGUOUS, f"{NAME} failed ({status}) after {matter.what} was sent", LOOK, told=told)
    return _made(
        Kind.RETRY, f"{NAME} failed ({status}) when asked about {matter.what}", "It is asked again.", told=told
    )


def gone(matter: Matter, told: Said | None = None) -> ProviderError:
    """A model that is retired, or a job or file that nobody knows any more."""
    remedy = f"Choose {matter.replacement}." if matter.replacement else OTHER if matter.posted else "Make it again."
    billed = False if matter.posted else None
    return _made(Kind.GONE, f"{NAME} does not know {matter.what} (any more)", remedy, told=told, billed=billed)


def _limited(told: Said, reply: Reply) -> ProviderError:
    """429: a limit of a day or of money stops, one of a minute waits. The sentence is the same for all of them."""
    broken = [row for detail in told.details for row in rows(pick(detail, "violations"))]
    names = " ".join(text(pick(row, "quotaId")) + " " + text(pick(row, "quotaMetric")) for row in broken)
    nothing = any(str(pick(row, "quotaValue")) == "0" for row in broken) or re.search(r"limit: 0\b", told.message)
    if A_DAY.search(names) or nothing or SPENT.search(told.message) or (not broken and A_DAY.search(told.message)):
        return _made(Kind.QUOTA, f"The limit of the {NAME} project is reached", PLAN, told=told, billed=False)
    error = _made(Kind.RETRY, f"{NAME} takes no more a minute", "It is tried again, with fewer at once.", told=told)
    error.billed, error.throttled, error.retry_after = False, True, _after(told, reply)
    return error


def _after(told: Said, reply: Reply) -> float | None:
    """Seconds until it may be tried again: from the details, the header or the sentence."""
    for detail in told.details:
        delay = pick(detail, "retryDelay")
        seconds = _seconds(pick(delay, "seconds") if isinstance(delay, Mapping) else delay)
        if seconds is not None:
            return seconds
    header = _seconds(reply.headers.get("retry-after"))
    if header is not None:
        return header
    found = AFTER.search(told.message)
    return float(found[1]) / (1000 if found[2].lower() == "ms" else 1) if found else None


def _seconds(value: Any) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if 0 <= value < 1e6 else None
    found = LENGTH.fullmatch(value) if isinstance(value, str) else None
    return float(found[1]) if found and float(found[1]) < 1e6 else None


def _reasons(told: Said) -> str:
    return " ".join([told.code, *(text(pick(detail, "reason")) for detail in told.details)]).upper()


def route_missing(error: Exception) -> bool:
    """Whether an answer proves that this version of the API lacks route, model or field, and so took nothing."""
    reply = reply_of(error)
    if reply is None or reply.status not in (400, 404):
        return False
    told = said(reply.body)
    if reply.status == 404 and not told.message:
        return True
    return NO_ROUTE.search(told.message) is not None


# ---------------------------------------------------------------- refusals by policy


def blocked(
    message: str,
    *,
    matter: Matter = Matter(),  # noqa: B008 - a tuple
    code: str = "",
    about: str = "",
    details: Sequence[Mapping[str, Any]] = (),
    billed: bool | None = None,
) -> ProviderError:
    """A refusal by policy, and which input it names."""
    about = about or named(message, matter.order, details)
    where = {"": "this", "output": "what was made", "prompt": "the words"}.get(about, f"the {about} picture")
    where = f"picture {about.removeprefix('reference ')} of the references" if about.startswith("reference") else where
    line = _sentence(message)
    sentence = f"{NAME} refuses {where} by its policy" + (f": {line}" if line else "")
    return _made(Kind.POLICY, sentence, REWORD, code=code, billed=billed, about=about)


def named(message: str, order: Sequence[str], details: Sequence[Mapping[str, Any]] = ()) -> str:
    """Which input a refusal is about: by its place in what was sent, else by the words of the refusal."""
    fields = [text(pick(row, "field")) for detail in details for row in rows(pick(detail, "fieldViolations"))]
    for words in (*fields, message):
        places = re.findall(r"(?:content|parts)\[(\d+)\]", words)
        if places and int(places[-1]) < len(order):
            return order[int(places[-1])]
        shown = re.search(r"\bimage\s?(\d+)\b", words, re.IGNORECASE)
        pictures = [name for name in order if name != "prompt"]
        if shown and 0 < int(shown[1]) <= len(pictures):
            return pictures[int(shown[1]) - 1]
    return _worded(message.lower(), order)


def _worded(line: str, order: Sequence[str]) -> str:
    pictures = [name for name in order if name != "prompt"]
    if re.search(r"last[_ ]frame|end(?:ing)? (?:frame|image)", line):
        return "last"
    if re.search(r"first[_ ]frame|start(?:ing)? (?:frame|image)", line):
        return "first"
    if re.search(r"input (?:image|picture|photo)|reference image|provided image|uploaded", line):
        return pictures[0] if len(pictures) == 1 else ""
    if re.search(r"generated|output|resulting", line):
        return "output"
    return "prompt" if re.search(r"\bprompt|\bwords\b|\btext\b", line) else ""


def filtered(reply: Mapping[str, Any]) -> tuple[int, str] | None:
    """How many outputs a media filter took, and its reasons, at either depth; None where it took none."""
    for place in (reply, pick(reply, "generateVideoResponse"), pick(reply, "response")):
        number = pick(place, "raiMediaFilteredCount")
        reasons = texts(pick(place, "raiMediaFilteredReasons"))
        if reasons or count(number):
            return count(number), " ".join(reasons)
        inner = pick(place, "generateVideoResponse") if place is not reply else None
        if inner is not None and (found := filtered({"generateVideoResponse": inner})):
            return found
    return None


# ---------------------------------------------------------------- making them


def _made(
    kind: Kind,
    sentence: str,
    remedy: str,
    *,
    told: Said | None = None,
    code: str = "",
    billed: bool | None = None,
    about: str = "",
    after: float | None = None,
) -> ProviderError:
    if told is not None and told.message and kind is not Kind.POLICY:
        sentence = f"{sentence}: {told.message.rstrip('.')}"
    code = code or (told.code if told else "")
    return ProviderError(
        kind, redacted(sentence), remedy=remedy, code=code, billed=billed, about=about, retry_after=after
    )


def made(kind: Kind, sentence: str, remedy: str, *, code: str = "", billed: bool | None = None) -> ProviderError:
    """An error in our own words."""
    return _made(kind, sentence, remedy, code=code, billed=billed)


def empty(what: str, *, code: str = "", billed: bool | None = None) -> ProviderError:
    """Done, and there is nothing: nobody says why, and nothing is sent again by itself."""
    return _made(
        Kind.GONE,
        f"{NAME} was done, but gave no {what}",
        "Make it again, or choose another model.",
        code=code,
        billed=billed,
    )


def details_of(body: Any) -> Any:
    """The error within a done job, as the body of an answer."""
    return at(body, "error")
