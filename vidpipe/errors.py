"""Every error vidpipe raises on purpose: one tree, each with code, HTTP status, exit code and the next act.

VidpipeError
├── BadInput            what the person gave cannot be used            2
│   ├── NotFound        no such project, slot, stage, scene            2
│   └── Refused         an act that the present state does not allow   2
├── Busy                another process works on the same thing        4
├── LimitReached        disk, memory, time or number of films          4
│   └── BudgetReached   the next call would pass the budget            3
├── Broken              what is stored cannot be read                  4
│   ├── NewerData       written by a newer vidpipe                     4
│   └── Corrupt         bytes do not have the digest they claim        4
├── MediaError          a picture, clip or sound cannot be used        4
├── ProcessFailed       a program ended with an error (process.py)     4
├── Stopped             the person asked to stop; nothing is lost      130
└── ProviderError       a provider said no; `kind` says how            4
"""

from enum import StrEnum


class Kind(StrEnum):
    """The only thing about a provider's failure that anything branches on."""

    RETRY = "retry"
    AMBIGUOUS = "ambiguous"
    POLICY = "policy"
    INVALID = "invalid"
    AUTH = "auth"
    QUOTA = "quota"
    GONE = "gone"


class VidpipeError(Exception):
    """An error with a sentence for the person and the next act; `str()` joins both on one line."""

    code = "error"
    http_status = 500
    exit_code = 4
    retryable = False

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return " ".join(f"{self.message.rstrip('.')}. {self.remedy}".split()) if self.remedy else self.message


class BadInput(VidpipeError):
    code, http_status, exit_code = "bad_input", 422, 2


class NotFound(BadInput):
    code, http_status = "not_found", 404


class Refused(BadInput):
    code, http_status = "refused", 409


class Busy(VidpipeError):
    code, http_status, retryable = "busy", 409, True


class LimitReached(VidpipeError):
    code, http_status = "limit_reached", 507


class BudgetReached(LimitReached):
    code, http_status, exit_code = "budget_reached", 402, 3


class Broken(VidpipeError):
    code = "broken"


class NewerData(Broken):
    code = "newer_data"


class Corrupt(Broken):
    code = "corrupt"


class MediaError(VidpipeError):
    code, http_status = "media", 422


class Stopped(VidpipeError):
    code, http_status, exit_code = "stopped", 409, 130


class ProviderError(VidpipeError):
    """A provider's refusal or failure.

    `billed` is True or False where the provider says so, None where nobody knows; `retry_after` is in seconds. `code`
    is the provider's own short word for it. `throttled`: too many a minute, so fewer at once from now on. `about` is
    what a refusal by policy names: prompt, first, last, reference N, output. `cost` is what was billed, where a reply's
    usage says it, in micro-dollars; else it is all that was reserved. `pending`: nobody waited for the answer any more,
    so the provider may accept the request yet, whatever its list says.
    """

    code, http_status = "provider", 502

    def __init__(
        self,
        kind: Kind,
        message: str,
        *,
        remedy: str = "",
        retry_after: float | None = None,
        billed: bool | None = None,
        code: str = "",
        throttled: bool = False,
        about: str = "",
        pending: bool = False,
        cost: int | None = None,
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.kind = kind
        self.cost = cost
        self.retry_after = retry_after
        self.billed = billed
        self.code = code
        self.throttled = throttled
        self.about = about
        self.pending = pending

    @property
    def retryable(self) -> bool:  # type: ignore[override]
        return self.kind is Kind.RETRY
