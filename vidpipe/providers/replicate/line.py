"""Calls to Replicate through its SDK, answers as data. Every failure is a ProviderError, and nothing is sent twice."""

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, quote, urlsplit

from pydantic import SecretStr

from vidpipe.errors import Kind, ProviderError
from vidpipe.providers import keys
from vidpipe.providers.replicate import refusals
from vidpipe.providers.replicate.refusals import NAME, TOKEN, Act, Reply

if TYPE_CHECKING:
    from replicate.client import Client

    from vidpipe.providers.replicate.wire import Wire

OFFICIAL = "https://api.replicate.com"
SECONDS, UPLOAD_SECONDS = 60.0, 300.0
NEAR = ("localhost", "127.0.0.1", "::1")


class Page(NamedTuple):
    """Rows of a list as they came, where it goes on ('' for nowhere), and the date of the reply."""

    rows: list[Any]
    following: str
    date: str


class Line:
    """One address with one key. The SDK is imported at the first call; its client is kept while the key stays."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/").removesuffix("/v1") or OFFICIAL
        self.configured = bool(address)
        self._turn = threading.Lock()
        self._wire: Wire | None = None
        self._held: tuple[str, Client] | None = None

    @property
    def key(self) -> SecretStr | None:
        return keys.key(TOKEN)

    # ------------------------------------------------------------ what is asked

    def account(self) -> Any:
        return self._get(lambda client: client.accounts.current(), what="account")

    def model(self, owner: str, name: str) -> Any:
        return self._get(lambda client: client.models.get(f"{owner}/{name}"), what=f"model {owner}/{name}")

    def version(self, owner: str, name: str, version: str) -> Any:
        from replicate.version import Versions

        what = f"version {version[:12]} of {owner}/{name}"
        return self._get(lambda client: Versions(client, (owner, name)).get(version), what=what)

    def job(self, job: str) -> Any:
        return self._get(lambda client: client.predictions.get(_part(job)), what="job of this number")

    def jobs(self, after: str) -> Page:
        """A page of all jobs, the newest first; `after` is where the page before said that it goes on."""
        from types import EllipsisType

        where: str | EllipsisType = f"/v1/predictions?cursor={quote(after, safe='')}" if after else ...
        reply = self._call(
            lambda client: client.predictions.list(where),
            "ask",
            what="list of jobs",
            seconds=SECONDS,
        )
        found = _read(reply, "ask", what="list of jobs")
        rows, following = found.get("results"), found.get("next")
        if not isinstance(rows, list):
            raise refusals.broken("ask", what="list of jobs")
        return Page(rows, _cursor(following), reply.headers.get("date", ""))

    def file(self, file: str) -> Any:
        return self._get(lambda client: client.files.get(_part(file)), what="file")

    def cancel(self, job: str) -> Any:
        return self._get(lambda client: client.predictions.cancel(_part(job)), what="job of this number")

    def upload(self, data: bytes, *, name: str, mime: str) -> Any:
        """Put a file where the model can read it. Costs nothing."""
        import io

        def send(client: "Client") -> None:
            client.files.create(io.BytesIO(data), filename=name, content_type=mime)

        return self._get(send, what="upload", seconds=UPLOAD_SECONDS)

    def create(self, model: str, version: str, values: Mapping[str, Any], *, cancel_after: str) -> Any:
        """Exactly one POST: a job of a version, or of an official model where there is no version."""

        def send(client: "Client") -> None:
            if version:
                client.predictions.create(version=version, input=dict(values))
            else:
                client.models.predictions.create(model=model, input=dict(values))

        found = self._call(send, "submit", what=model, seconds=SECONDS, headers={"Cancel-After": cancel_after})
        return _read(found, "submit", what=model)

    # ------------------------------------------------------------ how it is asked

    def _get(self, send: Callable[["Client"], Any], *, what: str, seconds: float = SECONDS) -> Any:
        return _read(self._call(send, "ask", what=what, seconds=seconds), "ask", what=what)

    def _call(
        self,
        send: Callable[["Client"], Any],
        act: Act,
        *,
        what: str,
        seconds: float,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """The reply to one request. Raises ProviderError where there was none, or one without success."""
        client, wire = self._client()
        with wire.exchange(seconds=seconds, headers=headers or {}) as exchange:
            try:
                send(client)
            except Exception as error:
                if exchange.reply is None:
                    raise _without_reply(error, act, what=what) from error
        reply = exchange.reply
        if reply is None:
            raise refusals.broken(act, what=what)
        if not reply.good:
            raise refusals.turned_down(reply, act, what=what)
        return reply

    def _client(self) -> tuple["Client", "Wire"]:
        """The SDK's client above our transport. Raises ProviderError where address or key are of no use."""
        found = self.key
        if found is None:
            raise refusals.no_key(f"{NAME} needs a key")
        secret = found.get_secret_value()
        if not secret.isascii() or not secret.isprintable() or " " in secret:
            raise refusals.no_key(f"The key of {NAME} has signs that no key has")
        _check(self.address)
        with self._turn:
            if self._wire is None:
                from vidpipe.providers.replicate.wire import Wire

                self._wire = Wire()
            if self._held is None or self._held[0] != secret:
                from replicate.client import Client

                self._held = secret, Client(api_token=secret, base_url=self.address, transport=self._wire)
            return self._held[1], self._wire


def _cursor(following: Any) -> str:
    """Where a list goes on. The address itself is not followed: it could be anybody's, and the key would go there."""
    if not isinstance(following, str):
        return ""
    try:
        return parse_qs(urlsplit(following).query).get("cursor", [""])[0]
    except ValueError:
        return ""


def _part(name: str) -> str:
    return quote(name, safe="")


def _check(address: str) -> None:
    """The key goes over encrypted lines only, or to this computer."""
    try:
        split = urlsplit(address)
        good = split.hostname and (split.scheme == "https" or (split.scheme == "http" and split.hostname in NEAR))
        _ = split.port
    except ValueError:
        good = None
    if not good or "@" in split.netloc or split.query:
        raise ProviderError(
            Kind.INVALID,
            f"The address of {NAME} is none that a key may be sent to",
            remedy="Use https, or http for this computer alone; or leave it empty.",
            billed=False,
        )


def _without_reply(error: Exception, act: Act, *, what: str) -> ProviderError:
    """What it means that there is no answer: the request surely never left, or nobody knows."""
    import httpx

    from vidpipe.providers.replicate.wire import NEVER_SENT

    if isinstance(error, NEVER_SENT):
        return refusals.unreachable(act)
    if isinstance(error, httpx.HTTPError | OSError):
        return refusals.broken(act, what=what, late=isinstance(error, httpx.TimeoutException))
    return ProviderError(
        Kind.INVALID,
        f"{NAME} cannot be asked about {what} like this ({type(error).__name__})",
        remedy="Choose another model, or report it.",
        billed=False,
    )


def _read(reply: Reply, act: Act, *, what: str) -> Any:
    """The answer as data. Raises ProviderError for a page, half of it, or nothing."""
    found = reply.data
    if not isinstance(found, dict):
        raise refusals.broken(act, what=what)
    return found
