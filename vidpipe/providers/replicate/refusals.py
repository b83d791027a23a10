"""What Replicate says when it says no, in the project's seven kinds and plain words. Pure."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from vidpipe.errors import Kind, ProviderError
from vidpipe.providers.keys import redacted

NAME = "Replicate"
TOKEN = "REPLICATE_API_TOKEN"  # noqa: S105 - the name of the variable
Act = Literal["ask", "submit"]
"""Asking costs nothing and may be done again; a submit is paid as soon as it is accepted."""

LONGEST = 240
SENSITIVE = re.compile(
    r"""\bE005\b | flagged | \bnsfw\b | (?<!case[ -])(?<!in)sensitive | \bunsafe\b
      | content[ _-]?(?:policy|moderat|filter|violat) | moderat(?:ed|ion) | safety[ _-]?(?:filter|check|system|polic)
      | (?:violat\w+|against)\ (?:our|the|its|usage|community)\b.{0,40}\b(?:polic|guideline|terms) | prohibited\ content
      | inappropriate\ content | copyright\ restrict
    """,
    re.VERBOSE | re.IGNORECASE,
)
ABOUT = (
    ("last", r"(?:last|end|tail)[ _]?(?:frame|image|picture)"),
    ("first", r"(?:first|start)[ _]?(?:frame|image|picture)"),
    ("reference", r"reference[ _]?(?:image|picture)s?"),
    ("prompt", r"\bprompts?\b|\btext\b"),
    ("output", r"\boutputs?\b|\bgenerated\b|\bresult"),
)
NOT_RUN = re.compile(r"\bE6716\b|\bE1000\b|interrupted;? please retry", re.IGNORECASE)
"""Replicate's own machines failed: nothing is charged for that."""
TOO_LARGE = re.compile(r"\bE1001\b|out of memory|\bOOM\b", re.IGNORECASE)
WRONG_INPUT = re.compile(r"input validation|validation error|invalid input|invalid value|must be one of", re.IGNORECASE)
CODE = re.compile(r"\bE\d{3,5}\b")
BILLING = re.compile(r"insufficient credit|billing|spend(?:ing)? limit|monthly limit|per[ -]day", re.IGNORECASE)
A_WHILE = re.compile(r"throttled|per (?:minute|second)|resets in", re.IGNORECASE)
AVAILABLE = re.compile(r"(?:available in|retry after|resets in|try again in)\s*~?(\d{1,5})\s*s", re.IGNORECASE)


@dataclass(frozen=True)
class Reply:
    """An answer: its status, headers in lower case, body, and whether the body came whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    whole: bool = True

    @property
    def good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def data(self) -> Any:
        """The body as JSON, None for anything else."""
        try:
            return json.loads(self.body) if self.whole else None
        except (ValueError, RecursionError):
            return None


def plain(text: Any) -> str:
    """Words of the provider as one line that may be shown."""
    return redacted(" ".join(str(text).split())[: 4 * LONGEST])[:LONGEST]


def told(reply: Reply) -> str:
    """The provider's own words in a refusal, '' for a page or nothing."""
    data = reply.data
    if not isinstance(data, Mapping):
        return ""
    for name in ("detail", "error", "message", "title"):
        words = data.get(name)
        if isinstance(words, Mapping):
            words = words.get("message") or words.get("detail")
        if isinstance(words, list):
            words = "; ".join(_row(row) for row in words)
        if words:
            return plain(words)
    return ""


def _row(row: Any) -> str:
    if not isinstance(row, Mapping):
        return str(row)
    place = ".".join(str(part) for part in row.get("loc", ()) or () if part not in ("body",))
    return f"{place}: {row.get('msg') or row.get('message') or ''}".strip(": ")


def waited_for(reply: Reply) -> float | None:
    """Seconds after which to ask again, where the reply says so."""
    said = reply.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,6}(?:\.\d+)?", said):
        return float(said)
    data = reply.data
    number = data.get("retry_after") if isinstance(data, Mapping) else None
    if isinstance(number, int | float) and not isinstance(number, bool) and 0 <= number < 1e6:
        return float(number)
    found = AVAILABLE.search(told(reply))
    return float(found[1]) if found else None


# ---------------------------------------------------------------- answers that are no success


def turned_down(reply: Reply, act: Act, *, what: str) -> ProviderError:
    """The error that an answer without success means. `what` is what was asked about."""
    words = told(reply)
    if reply.status in (401, 403):
        return no_key(f"{NAME} does not accept the key ({words or reply.status})")
    if reply.status == 402 or (reply.status == 429 and BILLING.search(words) and not A_WHILE.search(words)):
        return _made(
            Kind.QUOTA,
            f"{NAME} wants to be paid first: {words or 'there is no credit left'}",
            "Add credit at replicate.com/account/billing, then resume.",
            billed=False,
            code=str(reply.status),
        )
    if reply.status == 429:
        message = f"{NAME} takes no more requests for the moment"
        return _made(
            Kind.RETRY, message, "It is tried again by itself.", after=waited_for(reply), billed=False, throttled=True
        )
    if reply.status in (404, 410):
        lost = what.startswith("job")
        remedy = "Make another take; this one may have been paid." if lost else "Choose another model."
        return _made(Kind.GONE, f"{NAME} knows no {what}", remedy, billed=None if lost else False, code="404")
    if 400 <= reply.status < 500 and reply.status not in (408, 425):
        return _unfit(words or f"status {reply.status}", act)
    return _failed(reply, act, what=what)


def _unfit(words: str, act: Act) -> ProviderError:
    if SENSITIVE.search(words):
        return policy(words, billed=False)
    return _made(
        Kind.INVALID,
        f"{NAME} does not take this request: {words}",
        "Change the request or choose another model.",
        billed=_unpaid(act),
    )


def _failed(reply: Reply, act: Act, *, what: str) -> ProviderError:
    if act == "submit" and reply.status != 503:
        return unsure(f"{NAME} failed ({reply.status}) after {what} was sent")
    return _made(
        Kind.RETRY,
        f"{NAME} failed ({reply.status}) when asked about {what}",
        "It is tried again by itself.",
        after=waited_for(reply),
        billed=_unpaid(act),
    )


def _unpaid(act: Act) -> bool | None:
    """A submit that was refused is not paid; what a question says of a job's price, nobody knows."""
    return False if act == "submit" else None


def no_key(message: str) -> ProviderError:
    remedy = f"Put a valid {TOKEN} into the environment or into the file .env, then resume."
    return _made(Kind.AUTH, message, remedy, billed=False)


def unsure(message: str, *, pending: bool = False) -> ProviderError:
    remedy = "It may have been accepted; its own list of calls is looked at next."
    return ProviderError(Kind.AMBIGUOUS, message, remedy=remedy, pending=pending)


def unreachable(act: Act) -> ProviderError:
    return _made(
        Kind.RETRY,
        f"{NAME} cannot be reached",
        "Look at your network; it is tried again by itself.",
        billed=_unpaid(act),
        code="unreachable",
    )


def broken(act: Act, *, what: str, late: bool = False) -> ProviderError:
    """The line died, the answer came too `late` or makes no sense, after the request was out."""
    if act == "submit":
        return unsure(f"{NAME} gave no clear answer after {what} was sent", pending=late)
    return _made(
        Kind.RETRY, f"{NAME} gave no clear answer about {what}", "It is tried again by itself.", code="unreadable"
    )


# ---------------------------------------------------------------- jobs that came to nothing


def came_to_nothing(words: Any, *, ran: bool) -> ProviderError:
    """The error of a job that failed. `ran` is whether a machine worked on it."""
    said = plain(words) if words else ""
    code = (CODE.findall(said) or [""])[0]
    if SENSITIVE.search(said):
        return policy(said, billed=None if ran else False)
    if NOT_RUN.search(said):
        return _made(
            Kind.RETRY, f"{NAME}'s own machine failed: {said}", "It is tried again by itself.", billed=False, code=code
        )
    if TOO_LARGE.search(said):
        message = f"The model ran out of memory at {NAME}"
        return _made(Kind.INVALID, message, "Ask for a smaller or shorter one.", billed=None, code=code)
    if WRONG_INPUT.search(said):
        message = f"The model at {NAME} does not take this request: {said}"
        return _made(Kind.INVALID, message, "Change it or choose another model.", billed=None if ran else False)
    message = f"The model failed at {NAME}: {said or 'it gave no reason'}"
    return _made(Kind.GONE, message, "Make another take, or choose another model.", billed=None, code=code)


def policy(words: str, *, billed: bool | None) -> ProviderError:
    return _made(
        Kind.POLICY,
        f"{NAME} refused it as not allowed: {words}",
        "Change the words or the pictures, then try again.",
        billed=billed,
        code=(CODE.findall(words) or [""])[0],
        about=_about(words),
    )


def _about(words: str) -> str:
    """What a refusal names; '' where it names several things or none."""
    named = [about for about, pattern in ABOUT if re.search(pattern, words, re.IGNORECASE)]
    if len(named) != 1 or re.search(r"\binputs? or outputs?\b", words, re.IGNORECASE):
        return ""
    if named[0] != "reference":
        return named[0]
    number = re.search(r"reference[ _]?(?:image|picture)s?[ _#\[.]*(\d{1,2})", words, re.IGNORECASE)
    return f"reference {number[1]}" if number else ""


def aborted() -> ProviderError:
    return _made(
        Kind.RETRY, f"{NAME} never got to it in time", "It is tried again by itself.", billed=False, code="aborted"
    )


def cancelled(*, ran: bool) -> ProviderError:
    return _made(
        Kind.GONE,
        f"It was cancelled at {NAME}",
        "Make another take.",
        billed=ran,
        code="canceled",
    )


def expired() -> ProviderError:
    return _made(
        Kind.GONE,
        f"It was made and paid, but {NAME} keeps files for one hour only and has removed it",
        "Make another take.",
        billed=True,
        code="expired",
        about="output",
    )


def nothing_made() -> ProviderError:
    return _made(
        Kind.GONE,
        f"{NAME} says that it is done, but there is no file and no reason",
        "Make another take, or choose another model.",
        billed=None,
        code="no-output",
        about="output",
    )


def _made(
    kind: Kind,
    message: str,
    remedy: str,
    *,
    after: float | None = None,
    billed: bool | None = None,
    code: str = "",
    throttled: bool = False,
    about: str = "",
) -> ProviderError:
    return ProviderError(
        kind, message, remedy=remedy, retry_after=after, billed=billed, code=code, throttled=throttled, about=about
    )
