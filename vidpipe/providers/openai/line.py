"""The line to a server of OpenAI's dialect: one request, its reply as bytes within a time and a size.

The SDK shapes the request and is asked for nothing else: it retries nothing, follows nowhere and parses nothing.
"""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps
from vidpipe.library.models import replacement
from vidpipe.providers.openai.address import Address
from vidpipe.providers.openai.refusing import Asked, Told, is_policy, policy, refused, told, unsure

if TYPE_CHECKING:
    from openai import APIResponse, OpenAI

MOST_BYTES = 64 * 1024 * 1024
"""A picture of 4K as base64 within JSON is two thirds of this."""
CONNECT_SECONDS = 10.0
CUSTOM = "OPENAI_CUSTOM_HEADERS"
KEYLESS = "none"
"""What is sent where no key is wanted: the SDK sends nothing without one, and would take OpenAI's."""
ACCOUNT = ("OpenAI-Organization", "OpenAI-Project")

Send = Callable[["OpenAI"], "AbstractContextManager[APIResponse[Any]]"]


@dataclass(frozen=True)
class Reply:
    """A successful reply as it came."""

    body: bytes
    mime: str

    def data(self, asked: Asked) -> dict[str, Any]:
        """The JSON object of a reply. Raises ProviderError: one that cannot be read leaves open what was done."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise self._unreadable(asked)
        error = found.get("error")
        if error and not found.get("output") and not found.get("choices") and not found.get("status"):
            raise _instead(told(found), asked)
        return found

    def _unreadable(self, asked: Asked) -> ProviderError:
        if asked.posted or "html" not in self.mime:
            return unsure(f"{asked.title} sent a reply that cannot be read", asked, code="unreadable")
        return ProviderError(
            Kind.INVALID,
            f"{asked.title} answers with a web page, not as a server of models",
            remedy="Correct its address; most servers answer under /v1.",
            billed=False,
        )


def _instead(said: Told, asked: Asked) -> ProviderError:
    """An error that came as a success, as gateways send it."""
    if is_policy(said):
        return policy(said, asked, billed=asked.maybe)
    return unsure(f"{asked.title} sent an error in place of an answer: {said.message or said.code}", asked)


class Line:
    """Calls to one address with one key. The client is made at the first call and kept while the key stays."""

    def __init__(self, title: str, address: Address, *, key: Callable[[], SecretStr | None], variable: str) -> None:
        self.title, self.address, self.variable = title, address, variable
        self._key = key
        self._held: dict[float, OpenAI] = {}
        self._held_for: str | None = None
        self._turn = threading.Lock()

    @property
    def paid(self) -> bool:
        return not self.address.own

    def asked(self, caps: Caps | None = None, *, posted: bool = True, refs: tuple[str, ...] = ()) -> Asked:
        """What an error's sentence needs: of which model, and what would take its place."""
        instead = replacement(caps.id) if caps else ""
        model = caps.model if caps else ""
        return Asked(self.title, self.variable, model, replacement=instead, paid=self.paid, posted=posted, refs=refs)

    def get(self, send: Send, asked: Asked, *, seconds: float) -> Reply:
        return self._ask(send, asked, seconds=seconds)

    def post(self, send: Send, asked: Asked, *, seconds: float, most: int = MOST_BYTES) -> Reply:
        """Exactly one POST. Raises ProviderError and nothing else for what goes wrong outside."""
        return self._ask(send, asked, seconds=seconds, most=most)

    def _ask(self, send: Send, asked: Asked, *, seconds: float, most: int = MOST_BYTES) -> Reply:
        client = self.client(seconds)
        until = time.monotonic() + seconds
        with translating(asked), send(client) as response:
            if int(response.headers.get("content-length") or 0) > most:
                raise _too_much(asked)
            whole = bytearray()
            for chunk in response.iter_bytes():  # each piece as it comes: whole ones would wait for a line that drips
                whole += chunk
                if len(whole) > most:
                    raise _too_much(asked)
                if time.monotonic() > until:
                    raise unsure(f"{asked.title} did not finish its reply in time", asked, code="timeout")
            return Reply(bytes(whole), response.headers.get("content-type", ""))

    def client(self, seconds: float) -> "OpenAI":
        """The SDK's client. Raises ProviderError where the address or the key is no use."""
        base = self.address.checked(self.title)
        found = self._key()
        if found is None and self.paid:
            raise ProviderError(
                Kind.AUTH,
                f"{self.title} needs a key",
                remedy=f"Put {self.variable} into the environment or into the file .env, then resume.",
                billed=False,
            )
        secret = found.get_secret_value() if found else KEYLESS
        with self._turn:
            if self._held_for != secret:
                self._held, self._held_for = {}, secret
            if seconds not in self._held:
                self._held[seconds] = self._made(base, secret, seconds)
            return self._held[seconds]

    def _made(self, base: str, secret: str, seconds: float) -> "OpenAI":
        import httpx2
        from openai import OpenAI

        # A connection that is used again may be dead by then, and a request that dies on it is a request in doubt.
        limits = httpx2.Limits(max_keepalive_connections=0)
        around = self.paid and not self.address.near
        direct = httpx2.Client(limits=limits, follow_redirects=False, trust_env=around)
        return OpenAI(
            api_key=secret,
            base_url=base,
            max_retries=0,
            timeout=httpx2.Timeout(seconds, connect=CONNECT_SECONDS),
            http_client=direct,
            default_headers=self._headers(secret),
        )

    def _headers(self, secret: str) -> dict[str, Any]:
        """Our key and no other. What the environment says for OpenAI goes to no server of one's own."""
        from openai import Omit

        mine = {"Authorization": f"Bearer {secret}"}
        if self.paid:
            return mine
        theirs = [line.partition(":")[0].strip() for line in os.environ.get(CUSTOM, "").split("\n") if ":" in line]
        return {name: Omit() for name in (*ACCOUNT, *theirs)} | mine


@contextmanager
def translating(asked: Asked) -> Iterator[None]:
    """What the SDK and its transport raise, as ProviderError."""
    import httpx2
    import openai

    try:
        yield
    except openai.APIStatusError as error:
        raise refused(error.status_code, _body(error), dict(error.response.headers), asked) from None
    except openai.APIConnectionError as error:
        raise _transport(error.__cause__ or error, asked) from None
    except (httpx2.HTTPError, httpx2.StreamError) as error:
        raise _transport(error, asked) from None
    except openai.APIError as error:  # an event of a stream
        raise _streamed(error, asked) from None
    except (openai.OpenAIError, httpx2.InvalidURL, UnicodeError) as error:
        raise ProviderError(
            Kind.INVALID,
            f"{asked.title} cannot be asked like this: {type(error).__name__}",
            remedy="Check its address and its key for signs that do not belong there.",
            billed=False,
        ) from None


def _body(error: Any) -> bytes:
    """The body of a refusal, nothing where it never came whole."""
    import httpx2

    try:
        found: bytes = error.response.content
    except httpx2.HTTPError:
        return b""
    return found


def _transport(error: BaseException, asked: Asked) -> ProviderError:
    import httpx2

    if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout | httpx2.ProxyError):
        return ProviderError(
            Kind.RETRY,
            f"{asked.title} cannot be reached",
            remedy="Check the network and its address; it is tried again by itself.",
            billed=False,
            code="unreachable",
        )
    if isinstance(error, httpx2.UnsupportedProtocol | httpx2.LocalProtocolError):
        return ProviderError(
            Kind.INVALID, f"{asked.title} cannot be asked like this", remedy="Check its address.", billed=False
        )
    late = isinstance(error, httpx2.TimeoutException)
    what = f"{asked.title} did not answer in time" if late else f"The line to {asked.title} broke"
    return unsure(what, asked, code="timeout" if late else "broken")


def _streamed(error: Any, asked: Asked) -> ProviderError:
    said = told(error.body) if isinstance(error.body, dict) else Told(message=str(error.message)[:200])
    return policy(said, asked, billed=asked.maybe) if is_policy(said) else unsure(f"{asked.title} broke off", asked)


def _too_much(asked: Asked) -> ProviderError:
    return ProviderError(
        Kind.GONE,
        f"{asked.title} sent far more than was asked for",
        remedy="It was probably charged. Make another take, or choose another model.",
        billed=asked.paid,
    )
