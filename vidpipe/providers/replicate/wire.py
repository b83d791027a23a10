"""One exchange with Replicate: the SDK shapes the request, the reply is kept here as it came.

The SDK would try a GET ten times, wait without end for a POST, lose `Retry-After` and stumble over a status that it
does not know. So every answer is taken down before it sees it, and an answer that is no success never reaches it.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from vidpipe.providers.replicate.refusals import Reply

MOST_BYTES = 32 * 1024 * 1024
CONNECT_SECONDS = 10.0
NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)
"""What the transport raises before a byte of the request is out."""


class NoSuccess(Exception):
    """An answer that is no success. It is no error of httpx, so nobody on its way up tries again."""


@dataclass
class Exchange:
    """What one call sends beside the SDK's own, and the reply that it got."""

    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)
    reply: Reply | None = None


class Wire(httpx.BaseTransport):
    """The transport below the SDK. Every request has a line of its own: one used before may be dead by then."""

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))
        self._here = threading.local()

    @contextmanager
    def exchange(self, *, seconds: float, headers: Mapping[str, str]) -> Iterator[Exchange]:
        """Everything that this thread sends within the block belongs to one exchange."""
        self._here.now = found = Exchange(seconds, headers)
        try:
            yield found
        finally:
            self._here.now = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        now: Exchange = self._here.now
        end = time.monotonic() + now.seconds
        request.headers.update({**now.headers, "Accept-Encoding": "identity"})
        patience = {"connect": CONNECT_SECONDS, "read": now.seconds, "write": now.seconds, "pool": CONNECT_SECONDS}
        request.extensions = {**request.extensions, "timeout": patience}
        response = self._inner.handle_request(request)
        headers = {name.lower(): value for name, value in response.headers.items()}
        try:
            body, whole = _read(response, end)
        finally:
            response.close()
        now.reply = Reply(response.status_code, headers, body, whole)
        if not now.reply.good:
            raise NoSuccess
        return httpx.Response(response.status_code, headers={"Content-Type": "application/json"}, content=body)

    def close(self) -> None:
        self._inner.close()


def _read(response: httpx.Response, end: float) -> tuple[bytes, bool]:
    """The body, and whether it is whole: a line that dies within it leaves what was there."""
    body = bytearray()
    try:
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > MOST_BYTES or time.monotonic() > end:
                return bytes(body[:MOST_BYTES]), False
    except httpx.HTTPError:
        return bytes(body), False
    return bytes(body), True
