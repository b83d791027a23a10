"""The job of a request whose answer was lost: looked for in the list of all jobs, by when it was made and its input.

Replicate knows no idempotency key. A job is taken as the one only where exactly one fits and nothing is unclear.
"""

import base64
import hashlib
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from vidpipe.errors import ProviderError
from vidpipe.providers.replicate import refusals
from vidpipe.providers.replicate.fields import File, Input
from vidpipe.providers.replicate.jobs import Job, job_of
from vidpipe.providers.replicate.line import Page
from vidpipe.providers.replicate.schema import Schema

MOST_PAGES = 60
SLACK = timedelta(seconds=5)
"""How far clocks may still differ once the reply's date has told most of it."""
NOTHING: tuple[Any, ...] = (None, "", [], {})


class Fit(StrEnum):
    SAME, OTHER, UNCLEAR = "same", "other", "unclear"


def found(
    pages: Callable[[str], Page], since: datetime, taken: Collection[str], *, fits: Callable[[Job], Fit]
) -> Job | None:
    """The only job since then that fits. None where there surely is none.

    Raises ProviderError: ambiguous where several fit or one is unclear; retry where the list cannot be read.
    """
    same: list[Job] = []
    unclear = 0
    for job in _since(pages, since):
        if job is not None and job.id in taken:
            continue
        fit = fits(job) if job is not None else Fit.UNCLEAR
        same += [job] if job is not None and fit is Fit.SAME else []
        unclear += fit is Fit.UNCLEAR
    if len(same) == 1 and not unclear:
        return same[0]
    if not same and not unclear:
        return None
    raise _cannot_tell(len(same), unclear)


def _cannot_tell(same: int, unclear: int) -> ProviderError:
    what = f"{same} jobs with the same input" if same > 1 else f"{same + unclear} jobs that may be it"
    return refusals.unsure(f"{refusals.NAME} has {what}, so nobody can say which one this is")


def _since(pages: Callable[[str], Page], since: datetime) -> Sequence[Job | None]:
    """All jobs since then; None for a row that cannot be read. Raises ProviderError where the list has no end."""
    rows: list[Job | None] = []
    cursor, seen = "", {""}
    start = None
    for _ in range(MOST_PAGES):
        page = pages(cursor)
        start = start or since.astimezone(UTC) + _ahead(page.date) - SLACK
        jobs = [job_of(row) for row in page.rows]
        rows += [job for job in jobs if job is None or job.created is None or job.created >= start]
        dated = [job.created for job in jobs if job is not None and job.created is not None]
        if not page.following or (dated and min(dated) < start):
            return list({job.id: job for job in rows if job}.values()) + [None] * rows.count(None)
        if page.following in seen:
            break
        cursor = page.following
        seen.add(cursor)
    raise refusals.unsure(f"The list of jobs at {refusals.NAME} goes on without reaching that moment")


def _ahead(date: str) -> timedelta:
    """How far Replicate's clock is ahead of ours, by the date of its reply."""
    try:
        told = parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return timedelta(0)
    difference = (told if told.tzinfo else told.replace(tzinfo=UTC)) - datetime.now(UTC)
    return difference if abs(difference) > timedelta(seconds=2) else timedelta(0)


# ---------------------------------------------------------------- whether a job is the one


def fit_of(job: Job, given: Input, schema: Schema | None, *, model: str, digest_at: Callable[[str], str]) -> Fit:
    """Whether the job has this model and exactly this input. One whose words, files and seed are these while the rest
    differs is unclear: what else is sent depends on the model's schema, which may have changed since, and a model may
    have got another name.

    `digest_at` tells the digest of a file by its address, '' where nobody knows.
    """
    theirs = job.input
    if theirs is None or (job.removed and not theirs):
        return Fit.UNCLEAR
    core = {name for name, value in given.values.items() if name in given.core or _has_file(value)}
    fits = [_fits(given.values[name], theirs.get(name), digest_at) for name in core]
    if Fit.OTHER in fits:
        return Fit.OTHER
    rest = [_fits(value, theirs.get(name), digest_at) for name, value in given.values.items() if name not in core]
    more = [name for name, value in theirs.items() if name not in given.values and not _usual(name, value, schema)]
    same = not more and _same_model(job, model, schema) and {Fit.SAME}.issuperset(fits + rest)
    return Fit.SAME if same else Fit.UNCLEAR


def _has_file(value: Any) -> bool:
    return isinstance(value, File) or (isinstance(value, list) and any(map(_has_file, value)))


def _same_model(job: Job, model: str, schema: Schema | None) -> bool:
    """Whether the job is surely one of this model."""
    name, _, version = model.partition(":")
    asked = version or (schema.version if schema else "")
    if job.model:
        pinned = bool(version and job.version and job.version != version)
        return job.model.partition(":")[0].lower() == name.lower() and not pinned
    return bool(asked) and job.version == asked


def _usual(name: str, value: Any, schema: Schema | None) -> bool:
    """Whether a value that we did not send says nothing, or what the model does anyway."""
    field = schema.fields.get(name) if schema else None
    return value in NOTHING or (field is not None and field.default == value)


def _fits(ours: Any, theirs: Any, digest_at: Callable[[str], str]) -> Fit:
    if isinstance(ours, File):
        return _same_file(ours, theirs, digest_at)
    if isinstance(ours, list):
        if not isinstance(theirs, list) or len(ours) != len(theirs):
            return Fit.OTHER
        fits = [_fits(one, other, digest_at) for one, other in zip(ours, theirs, strict=True)]
        return Fit.OTHER if Fit.OTHER in fits else Fit.UNCLEAR if Fit.UNCLEAR in fits else Fit.SAME
    same = ours == theirs and isinstance(ours, bool) is isinstance(theirs, bool)
    return Fit.SAME if same else Fit.OTHER


def _same_file(ours: File, theirs: Any, digest_at: Callable[[str], str]) -> Fit:
    if not isinstance(theirs, str):
        return Fit.OTHER
    if theirs.startswith("data:"):
        return Fit.SAME if _digest_of(theirs) == ours.digest else Fit.OTHER
    if ours.digest in theirs:
        return Fit.SAME
    told = digest_at(theirs)
    return Fit.UNCLEAR if not told else Fit.SAME if told == ours.digest else Fit.OTHER


def _digest_of(address: str) -> str:
    """The digest of what a data URI holds, '' for what cannot be read."""
    head, _, body = address.partition(",")
    if not head.endswith(";base64"):
        return ""
    try:
        return hashlib.sha256(base64.b64decode(body, validate=True)).hexdigest()
    except ValueError:
        return ""
