"""The server: one port, several dialects, jobs that take their time, and a count of every submit that was accepted.

It outlives the processes that talk to it, so it can say afterwards what was really asked for and paid.
"""

import hashlib
import itertools
import json
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Protocol
from urllib.parse import parse_qs, urlsplit

Act = Literal["submit", "poll", "fetch", "cancel", "list", "check"]


@dataclass(frozen=True)
class Asked:
    """A request as it came over the wire."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body or b"{}")


@dataclass
class Answer:
    """What goes back: bytes, JSON or a list of server-sent events. `cut` ends the line after so many bytes."""

    body: Any = b""
    status: int = 200
    mime: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    events: bool = False
    cut: int | None = None
    pace: float = 0.0

    @property
    def raw(self) -> bytes:
        if self.events:
            return b"".join(b"data: " + json.dumps(event).encode() + b"\r\n\r\n" for event in self.body)
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass(frozen=True)
class Meant:
    """What a request means: the act, the role and model it is about, the job where there is one."""

    act: Act
    role: str = ""
    model: str = ""
    job: str = ""


@dataclass
class Fault:
    """Something that goes wrong `times` times, after `skip` requests that would have met it went well.

    The server itself does those of `WIRE`; all others are for the dialect, which asks `far.due`.
    """

    what: str
    act: Act = "submit"
    role: str = ""
    times: int = 1
    skip: int = 0
    value: Any = None


WIRE = (
    "429",  # value: what Retry-After says, None for none
    "500",
    "502",
    "503",
    "401",
    "402",
    "slow",  # value: seconds before anything is done; the client may be gone by then
    "drop-before",  # the line is dead before anything was accepted
    "drop-after",  # accepted, and then the line is dead
    "late",  # accepted; value: seconds until the answer goes out
    "cut-body",  # the line dies in the middle of the answer
    "html",  # a page of HTML with 200
    "broken-json",
    "half-json",
    "trickle",  # value: bytes a second
)


@dataclass
class Job:
    """One accepted submit. `intent` is what was asked for, as a digest: twice the same is twice paid."""

    id: str
    provider: str
    model: str
    role: str
    intent: str
    asked: Any
    at: float
    polls: int = 0
    state: str = "running"
    billed: bool = True
    extra: dict[str, Any] = field(default_factory=dict)


class Dialect(Protocol):
    """One provider's way of speaking."""

    name: str

    def means(self, asked: Asked) -> Meant | None:
        """What is asked; None where it is not of this dialect."""

    def answer(self, far: "Far", asked: Asked, meant: Meant) -> Answer: ...

    def refusal(self, status: int, what: str, *, after: float | None = None) -> Answer:
        """An error of this status in the provider's words."""


class Far:
    """The far side of all dialects. `seconds` is how long a job of a role takes; 0: it is done at the second poll."""

    def __init__(self, dialects: Sequence[Dialect], *, seconds: Mapping[str, float] | None = None) -> None:
        self.dialects = dialects
        self.seconds = dict(seconds or {})
        self.jobs: dict[str, Job] = {}
        self.asked: list[tuple[float, str, Meant]] = []
        self.faults: list[Fault] = []
        self.keys_seen: Counter[str] = Counter()
        self.at_once = self.most_at_once = 0
        self._count = itertools.count(1)
        self._turn = threading.RLock()
        self._server: ThreadingHTTPServer | None = None

    # ------------------------------------------------------------ what tests ask

    @property
    def address(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}"

    def fault(self, what: str, act: Act = "submit", **more: Any) -> Fault:
        """Have something go wrong from now on."""
        found = Fault(what, act, **more)
        with self._turn:
            self.faults.append(found)
        return found

    def submits(self, *, provider: str = "", role: str = "") -> list[Job]:
        """Every submit that was accepted, in order."""
        with self._turn:
            return [
                job
                for job in self.jobs.values()
                if (not provider or job.provider == provider) and (not role or job.role == role)
            ]

    def doubled(self) -> dict[str, int]:
        """Intents that were accepted more than once."""
        counted = Counter(f"{job.provider}/{job.model} {job.intent}" for job in self.submits())
        return {intent: number for intent, number in counted.items() if number > 1}

    def rest(self, seconds: float = 10.0) -> None:
        """Wait until nothing is answered any more: a client that gave up has left its request at work here."""
        end = time.monotonic() + seconds
        while self.at_once and time.monotonic() < end:
            time.sleep(0.005)

    def paid_twice(self) -> dict[str, int]:
        """Intents that were billed more than once."""
        billed = Counter(f"{job.provider}/{job.model} {job.intent}" for job in self.submits() if job.billed)
        return {intent: number for intent, number in billed.items() if number > 1}

    def polls(self) -> int:
        return sum(1 for _, _, meant in self.asked if meant.act == "poll")

    # ------------------------------------------------------------ what dialects ask

    def accept(self, provider: str, meant: Meant, asked: Any, *, prefix: str = "job-", billed: bool = True) -> Job:
        """Take a submit: from here on it is paid. `asked` is what determines the result, as JSON."""
        with self._turn:
            intent = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]
            name = f"{prefix}{next(self._count):06d}"
            job = Job(name, provider, meant.model, meant.role, intent, asked, time.time(), billed=billed)
            self.jobs[name] = job
            return job

    def due(self, what: str, meant: Meant) -> Fault | None:
        """The fault of this name that this request meets now, which then counts as met."""
        with self._turn:
            for fault in self.faults:
                fits = fault.what == what and fault.act == meant.act and fault.role in ("", meant.role)
                if not fits or fault.times <= 0:
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                return fault
        return None

    def done(self, job: Job) -> bool:
        """Count a poll; whether the job is done by now. One that is `stuck` never is."""
        with self._turn:
            job.polls += 1
            if job.extra.get("end") == "stuck" and job.state == "running":
                return False
            if job.state != "running":
                return job.state == "done"
            wanted = self.seconds.get(job.role, 0.0)
            if (time.time() - job.at >= wanted) if wanted else job.polls > 1:
                job.state = "done"
            return job.state == "done"

    def progress(self, job: Job) -> int:
        wanted = self.seconds.get(job.role, 0.0)
        return min(99, int(100 * (time.time() - job.at) / wanted)) if wanted else 50

    # ------------------------------------------------------------ the wire

    def handle(self, asked: Asked) -> Answer | None:
        """The answer, None where the line dies without one."""
        found = [(dialect, meant) for dialect in self.dialects if (meant := dialect.means(asked))]
        if not found:
            return Answer({"error": {"message": f"no route {asked.method} {asked.path}"}}, 404)
        dialect, meant = found[0]
        with self._turn:
            self.asked.append((time.time(), dialect.name, meant))
        if slow := self.due("slow", meant):
            time.sleep(float(slow.value))
        if self.due("drop-before", meant):
            return None
        for status in (429, 500, 502, 503, 401, 402):
            if fault := self.due(str(status), meant):
                return dialect.refusal(status, "rate" if status == 429 else "error", after=fault.value)
        answer = dialect.answer(self, asked, meant)
        return self._spoiled(answer, meant)

    def _spoiled(self, answer: Answer, meant: Meant) -> Answer | None:
        if self.due("drop-after", meant):
            return None
        if late := self.due("late", meant):
            time.sleep(float(late.value))
        if self.due("cut-body", meant):
            answer.cut = len(answer.raw) // 2
        if self.due("half-json", meant):
            answer.body, answer.events = answer.raw[: len(answer.raw) // 2], False
        if self.due("broken-json", meant):
            answer.body, answer.events = b"{]" + answer.raw, False
        if self.due("html", meant):
            return Answer(b"<html><body><h1>Bad gateway</h1></body></html>", 200, "text/html")
        if trickle := self.due("trickle", meant):
            answer.pace = float(trickle.value)
        return answer

    # ------------------------------------------------------------ the server

    @contextmanager
    def counting(self) -> Iterator[None]:
        """One more request at once, for as long as the block lasts."""
        with self._turn:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            yield
        finally:
            with self._turn:
                self.at_once -= 1

    def start(self) -> None:
        far = self

        class Handler(_Handler):
            side = far

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="far", daemon=True).start()

    def close(self) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serving(*dialects: Dialect, seconds: Mapping[str, float] | None = None) -> Iterator[Far]:
    """A far side for as long as the block lasts."""
    far = Far(dialects, seconds=seconds)
    far.start()
    try:
        yield far
    finally:
        far.close()


class _Handler(BaseHTTPRequestHandler):
    side: Far
    protocol_version = "HTTP/1.1"

    def _any(self) -> None:
        split = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        query = {name: values[0] for name, values in parse_qs(split.query, keep_blank_values=True).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, split.path, query, headers, body)
        side = self.side
        side.keys_seen.update(v for n, v in headers.items() if n in ("authorization", "x-goog-api-key"))
        with side.counting():
            answer = side.handle(asked)
        with suppress(BrokenPipeError, ConnectionError):
            self._send(answer)

    def _send(self, answer: Answer | None) -> None:
        if answer is None:
            self._hang_up()
            return
        raw = answer.raw
        self.send_response(answer.status)
        mime = "text/event-stream" if answer.events else answer.mime
        for name, value in {"Content-Type": mime, "Content-Length": str(len(raw)), **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if answer.cut is not None:
            self.wfile.write(raw[: answer.cut])
            self.wfile.flush()
            self._hang_up()
        elif answer.pace:
            step = max(1, int(answer.pace / 20))
            for start in range(0, len(raw), step):
                self.wfile.write(raw[start : start + step])
                self.wfile.flush()
                time.sleep(0.05)
        else:
            self.wfile.write(raw)

    def _hang_up(self) -> None:
        """End the line with a reset, as a dead machine would."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    do_GET = do_POST = do_DELETE = do_PUT = _any

    def log_message(self, format: str, *args: Any) -> None:
        pass
