"""Fetches what an address from outside names: https only, from public addresses only, within bytes and seconds.

The name is resolved once, every answer is checked, and the connection goes to an address that was checked. Each
redirect is a new address. Nothing of the environment (proxies, netrc) is used, and no key is ever sent along.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from vidpipe.errors import BadInput, LimitReached, Stopped, VidpipeError

MOST_REDIRECTS = 3
MOST_ADDRESS = 8192
PORTS = (443,)
"""Ports that an address may name; services on others are nobody's files."""
CHUNK = 256 * 1024
CONNECT_SECONDS = 10.0
WATCH_SECONDS = 0.1
REDIRECTS = (301, 302, 303, 307, 308)
HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")
KEPT = "!#$%&'()*+,/:;=?@[]~"
"""What stands for itself in a path; everything else is escaped."""
PUBLIC6 = ipaddress.ip_network("2000::/3")
TRANSLATED6 = ipaddress.ip_network("64:ff9b::/96")
CLOSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
"""Networks that are nobody's public server, whatever the version of Python thinks of them."""
MIME = re.compile(r"[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}")


class FetchFailed(VidpipeError):
    """The other side did not give the file. `status` is its HTTP status, 0 where the line failed."""

    code, http_status, retryable = "fetch", 502, True

    def __init__(self, message: str, *, remedy: str = "Try again.", status: int = 0) -> None:
        super().__init__(message, remedy=remedy)
        self.status = status


class TooSlow(LimitReached):
    """It was not there in time; another time it may be."""

    retryable = True


class TooMuch(LimitReached):
    """More bytes than are taken; it is not asked for again."""


def fetch(
    address: str,
    into: Path,
    *,
    most_bytes: int,
    seconds: float,
    headers: Mapping[str, str] | None = None,
    trusted: Sequence[str] = (),
    stopped: Callable[[], bool] = lambda: False,
) -> str:
    """Write what the address names to `into`, whole or not at all; returns the media type that the server claims.

    `trusted` are base addresses that a person configured: their scheme, host and port may be anything. `headers` go to
    the first address' host alone. Raises BadInput for an address that is not fetched, TooMuch or TooSlow (LimitReached)
    for bytes or seconds, FetchFailed where the other side fails, Stopped.
    """
    known = frozenset(_origin(_place(base)) for base in trusted)
    place, clock = _allowed(address, known), _Clock(time.monotonic() + seconds, seconds, stopped)
    sent = dict(headers or {})
    for _ in range(MOST_REDIRECTS + 1):
        with _asked(place, sent, known, clock) as reply:
            if reply.status not in REDIRECTS:
                return _saved(reply, into, place, most_bytes=most_bytes, clock=clock)
            target = _allowed(urljoin(place.address, reply.getheader("Location") or ""), known)
        if _origin(target) != _origin(place):
            sent = {}
        place = target
    raise BadInput(f"{place.host} leads from one address to the next without end", remedy="Use another address.")


# ---------------------------------------------------------------- addresses


@dataclass(frozen=True)
class _Place:
    """An address in its parts; `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def named(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == {"https": 443, "http": 80}[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        return f"{self.scheme}://{self.named}{self.target}"


def _origin(place: _Place) -> tuple[str, str, int]:
    return place.scheme, place.host, place.port


def _allowed(address: str, known: frozenset[tuple[str, str, int]]) -> _Place:
    """The address in its parts. Raises BadInput for one that is no plain https address and was not configured."""
    place = _place(address)
    if _origin(place) in known:
        return place
    if place.scheme != "https":
        raise _refused("is not encrypted (https)")
    if place.port not in PORTS:
        raise _refused(f"names port {place.port}")
    return place


def _place(address: str) -> _Place:
    if len(address) > MOST_ADDRESS:
        raise _refused("is far too long")
    if not address.isascii() or re.search(r"[\x00-\x20\x7f\\]", address):
        raise _refused("has characters that no address has")
    try:
        split = urlsplit(address)
        port = split.port
    except ValueError as error:
        raise _refused("cannot be read") from error
    if split.scheme not in ("https", "http"):
        raise _refused("is not encrypted (https)")
    if "@" in split.netloc:
        raise _refused("carries a name or password")
    host = (split.hostname or "").lower()
    if not _is_host(host):
        raise _refused("names no host")
    target = quote(split.path or "/", safe=KEPT) + (f"?{quote(split.query, safe=KEPT)}" if split.query else "")
    return _Place(split.scheme, host, port if port is not None else {"https": 443, "http": 80}[split.scheme], target)


def _is_host(host: str) -> bool:
    """A name of the DNS, or an IP address in its only plain form: `0x7f.1` and `2130706433` are none."""
    last = host.rstrip(".").rpartition(".")[2]
    if ":" in host or last.isdigit() or last.startswith("0x"):
        try:
            return ipaddress.ip_address(host).compressed == host
        except ValueError:
            return False
    return len(host) < 254 and HOST.fullmatch(host) is not None


def _refused(what: str) -> BadInput:
    return BadInput(f"The address {what}, so nothing was fetched from it", remedy="Use an https address.")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: no machine's own, no private or reserved network's."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in TRANSLATED6:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)))
        return found in PUBLIC6 and not _closed(found)
    return found.is_global and not _closed(found)


def _closed(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return any(found in network for network in CLOSED if network.version == found.version)


def _resolved(place: _Place) -> list[str]:
    """The host's IP addresses, asked for once. Raises FetchFailed where there are none."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(f"{place.host} cannot be found", remedy="Look at your network, then try again.") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


# ---------------------------------------------------------------- the line


@dataclass(frozen=True)
class _Clock:
    """When everything has to be over (monotonic seconds), and whether the person stopped."""

    end: float
    seconds: float
    stopped: Callable[[], bool]

    @property
    def left(self) -> float:
        return max(0.0, self.end - time.monotonic())

    def check(self) -> None:
        if self.stopped():
            raise Stopped("Stopped while a file was being fetched")
        if not self.left:
            message = f"A file was not there after {self.seconds:g} seconds"
            raise TooSlow(message, remedy="Try again when the network is faster.")


@contextmanager
def _asked(
    place: _Place, headers: Mapping[str, str], known: frozenset[tuple[str, str, int]], clock: _Clock
) -> Iterator[http.client.HTTPResponse]:
    """The answer to a GET, while the block lasts."""
    addresses = _resolved(place)
    if _origin(place) not in known and not all(map(is_public, addresses)):
        raise BadInput(f"{place.host} is no public server, so nothing was fetched from it", remedy="Use another one.")
    with _network(place, clock):
        line = _dial(addresses, place.port, min(CONNECT_SECONDS, clock.left))
    connection = http.client.HTTPConnection(place.host, place.port)
    connection.auto_open = 0
    with closing(connection), _watched(line, clock):
        with _network(place, clock):
            line.settimeout(clock.left or 0.01)
            connection.sock = _secured(line, place.host) if place.scheme == "https" else line
            _send(connection, place, headers)
            reply = connection.getresponse()
        with closing(reply):
            yield reply


def _dial(addresses: Sequence[str], port: int, seconds: float) -> socket.socket:
    """A connection to the first of the addresses that answers. Raises OSError."""
    trouble: OSError = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=max(0.05, seconds))
        except OSError as error:
            trouble = error
    raise trouble


def _secured(line: socket.socket, host: str) -> ssl.SSLSocket:
    return _trust().wrap_socket(line, server_hostname=host.rstrip("."))


@cache
def _trust() -> ssl.SSLContext:
    """The system's authorities, and those that come along where a system has none for Python."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _send(connection: http.client.HTTPConnection, place: _Place, headers: Mapping[str, str]) -> None:
    connection.putrequest("GET", place.target, skip_host=True, skip_accept_encoding=True)
    own = {"Host": place.named, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
    for name, value in {"User-Agent": "vidpipe", **headers, **own}.items():
        connection.putheader(name, value)
    connection.endheaders()


@contextmanager
def _watched(line: socket.socket, clock: _Clock) -> Iterator[None]:
    """End the line when the time is up or the person stops: a peer that trickles would never let a read time out."""
    over, handle = threading.Event(), line.dup()

    def watch() -> None:
        with handle:
            while not over.wait(min(WATCH_SECONDS, clock.left)):
                if clock.stopped() or not clock.left:
                    _hang_up(handle)
                    return

    thread = threading.Thread(target=watch, name="fetch-watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=5)


def _hang_up(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


@contextmanager
def _network(place: _Place, clock: _Clock) -> Iterator[None]:
    """Failures of the line as FetchFailed, those of the clock as what they are."""
    try:
        yield
    except (OSError, http.client.HTTPException, ValueError) as error:
        clock.check()
        raise FetchFailed(f"The line to {place.host} failed", remedy="Look at your network, then try again.") from error


# ---------------------------------------------------------------- what comes


def _saved(reply: http.client.HTTPResponse, into: Path, place: _Place, *, most_bytes: int, clock: _Clock) -> str:
    if reply.status != HTTPStatus.OK:
        raise FetchFailed(f"{place.host} answered {reply.status} instead of the file", status=reply.status)
    if (reply.getheader("Content-Encoding") or "identity").lower() != "identity":
        raise FetchFailed(f"{place.host} sent the file packed, which was not asked for", status=reply.status)
    promised = _promised(reply)
    if promised is not None and promised > most_bytes:
        raise _too_large(place, most_bytes)
    try:
        came = _poured(reply, into, place, most_bytes=most_bytes, clock=clock)
        if promised is not None and came != promised:
            raise FetchFailed(f"{place.host} sent {came} of {promised} bytes")
    except BaseException:
        into.unlink(missing_ok=True)
        raise
    claimed = (reply.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    return claimed if MIME.fullmatch(claimed) else "application/octet-stream"


def _promised(reply: http.client.HTTPResponse) -> int | None:
    said = reply.getheader("Content-Length") or ""
    return int(said) if said.isdecimal() and not reply.chunked else None


def _poured(reply: http.client.HTTPResponse, into: Path, place: _Place, *, most_bytes: int, clock: _Clock) -> int:
    came = 0
    with into.open("wb") as file:
        while data := _next(reply, place, clock):
            came += len(data)
            if came > most_bytes:
                raise _too_large(place, most_bytes)
            file.write(data)
            clock.check()
    clock.check()
    return came


def _next(reply: http.client.HTTPResponse, place: _Place, clock: _Clock) -> bytes:
    with _network(place, clock):
        return reply.read1(CHUNK)


def _too_large(place: _Place, most_bytes: int) -> TooMuch:
    message = f"{place.host} sends more than the {most_bytes / 1_000_000:.0f} MB that are taken"
    return TooMuch(message, remedy="Use a smaller file.")
