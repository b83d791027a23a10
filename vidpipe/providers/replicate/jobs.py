"""A job as Replicate tells of it, read without trust: any field may be missing, other or new. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from vidpipe.film.catalogue import Role
from vidpipe.ports import Status
from vidpipe.providers.replicate import refusals

State = Literal["booting", "running", "done", "failed", "cancelled", "aborted"]
STATES: dict[str, State] = {
    "starting": "booting",
    "queued": "booting",
    "booting": "booting",
    "processing": "running",
    "running": "running",
    "succeeded": "done",
    "successful": "done",
    "completed": "done",
    "failed": "failed",
    "error": "failed",
    "canceled": "cancelled",
    "cancelled": "cancelled",
    "aborted": "aborted",
}
ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
PER_CENT = re.compile(r"(?:^|[\s\r])(\d{1,3})%\s*\|")
ENDINGS: dict[Role, tuple[str, ...]] = {
    Role.IMAGE: (".png", ".webp", ".jpg", ".jpeg"),
    Role.VIDEO: (".mp4", ".webm", ".mov"),
    Role.MUSIC: (".wav", ".mp3", ".flac", ".ogg", ".m4a"),
    Role.SPEECH: (".wav", ".mp3", ".flac", ".ogg", ".m4a"),
}
STARTS: dict[Role, tuple[str, ...]] = {
    Role.IMAGE: ("data:image/",),
    Role.VIDEO: ("data:video/",),
    Role.MUSIC: ("data:audio/",),
    Role.SPEECH: ("data:audio/",),
}


@dataclass(frozen=True)
class Job:
    """`seconds` is how long a machine worked on it, None where that is not told; `removed` its data is gone."""

    id: str
    state: State
    output: Any = None
    error: Any = None
    logs: str = ""
    model: str = ""
    version: str = ""
    input: Mapping[str, Any] | None = None
    created: datetime | None = None
    started: bool = False
    removed: bool = False
    seconds: float | None = None
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def ran(self) -> bool:
        return self.started or bool(self.seconds)

    @property
    def progress(self) -> int:
        found = PER_CENT.findall(self.logs[-4000:])
        return min(99, int(found[-1])) if found else 0


def job_of(data: Any) -> Job | None:
    """The job that a reply tells of, None where it tells of none."""
    if not isinstance(data, Mapping) or not isinstance(data.get("id"), str) or not ID.fullmatch(data["id"]):
        return None
    given, metrics = data.get("input"), _mapping(data.get("metrics"))
    return Job(
        id=data["id"],
        state=STATES.get(_text(data.get("status")).lower(), "running"),
        output=data.get("output"),
        error=data.get("error"),
        logs=_text(data.get("logs")),
        model=_text(data.get("model")),
        version=_text(data.get("version")),
        input=given if isinstance(given, Mapping) else None,
        created=moment(data.get("created_at")),
        started=bool(data.get("started_at")),
        removed=data.get("data_removed") is True,
        seconds=_number(metrics.get("predict_time")),
        counts=_counts(metrics),
    )


def moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 else None


def _counts(metrics: Mapping[str, Any]) -> dict[str, int]:
    """Its measures as whole numbers; those of time as thousandths."""
    found = {name: _number(value) for name, value in metrics.items() if isinstance(name, str)}
    told = {name: number for name, number in found.items() if number is not None and number < 1e9}
    return {name: round(number * 1000) if "time" in name else round(number) for name, number in told.items()}


def addresses(output: Any, role: Role | None) -> list[str]:
    """Where its files are; those that look like the role's first."""
    found = list(dict.fromkeys(_addresses(output, depth=0)))
    endings, starts = ENDINGS.get(role, ()) if role else (), STARTS.get(role, ()) if role else ()

    def other(address: str) -> bool:
        plain = address.partition("?")[0].lower() if not address.startswith("data:") else ""
        return not (plain.endswith(endings) or address.startswith(starts))

    return sorted(found, key=other) if endings else found


def _addresses(output: Any, *, depth: int) -> Iterator[str]:
    if isinstance(output, str):
        if output.startswith(("https:", "http:", "data:")):
            yield output
    elif depth < 5 and isinstance(output, Mapping | list):
        for part in output.values() if isinstance(output, Mapping) else output:
            yield from _addresses(part, depth=depth + 1)


def status_of(job: Job) -> Status:
    """How the job stands. A state that is not known counts as running, until the deadline."""
    if job.state == "booting":
        return Status("queued", note="booting")
    if job.state == "running":
        return Status("running", progress=job.progress)
    if job.state == "failed":
        return Status("failed", error=refusals.came_to_nothing(job.error or _last_line(job.logs), ran=job.ran))
    if job.state == "aborted":
        return Status("failed", error=refusals.aborted())
    if job.state == "cancelled":
        return Status("cancelled", error=refusals.cancelled(ran=job.ran))
    if addresses(job.output, None):
        return Status("done", progress=100)
    if job.removed:
        return Status("failed", error=refusals.expired())
    if job.error:
        return Status("failed", error=refusals.came_to_nothing(job.error, ran=job.ran))
    return Status("failed", error=refusals.nothing_made())


def _last_line(logs: str) -> str:
    return next((line for line in reversed(logs.splitlines()) if line.strip()), "")
