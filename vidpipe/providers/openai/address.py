"""Where a server is and whether words and keys may go there: https anywhere, http only within one's own network."""

import ipaddress
import socket
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, urlsplit

from vidpipe.errors import Kind, ProviderError

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Address:
    """A base address. `own` is a server of one's own, where nothing is paid."""

    url: str
    own: bool = False

    @property
    def base(self) -> str:
        """What requests are put after: with `/v1` where the address names no path of its own."""
        plain = self.url.rstrip("/")
        return plain if urlsplit(plain).path.strip("/") else f"{plain}/v1"

    @property
    def near(self) -> bool:
        """Whether it is this computer."""
        return self._parts.hostname in LOOPBACK

    @cached_property
    def _parts(self) -> SplitResult:
        return urlsplit(self.url)

    def checked(self, title: str) -> str:
        """The base address. Raises ProviderError (invalid) for one that is none, or that would carry words openly."""
        try:
            host, scheme = self._parts.hostname, self._parts.scheme
            _ = self._parts.port
        except ValueError:
            host = scheme = None
        if scheme not in ("http", "https") or not host:
            raise _wrong(
                f"The address of {title} is no web address", "Write it as https://host or http://localhost:11434."
            )
        if self._parts.username or self._parts.password or self._parts.query or self._parts.fragment:
            raise _wrong(f"The address of {title} has more than host and path", "Keys go into the environment or .env.")
        if scheme == "http" and not _private(host):
            raise _wrong(
                f"{title} would be asked over the open network without encryption",
                "Use https; plain http is only for this computer and addresses of your own network.",
            )
        return self.base


def _private(host: str) -> bool:
    """Whether a name leads to this computer or a private network and nowhere else."""
    if host in LOOPBACK:
        return True
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except OSError:
        return True  # it leads nowhere; that it cannot be reached is said by whoever tries
    return all(_within(str(address)) for address in found)


def _within(address: str) -> bool:
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return not (found.is_global or found.is_unspecified or found.is_multicast)


def _wrong(message: str, remedy: str) -> ProviderError:
    return ProviderError(Kind.INVALID, message, remedy=remedy, billed=False)
