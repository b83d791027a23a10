"""The line to Google: the SDK's clients, made at the first call and kept. Nothing else here knows the SDK.

Its retries, its following of redirects and its own going on with a call (`automatic_continuation`) are off: a call is
one POST. Where no version of the API is set, v1beta is asked only after an answer that proves that v1 took nothing.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from vidpipe.errors import BadInput, Kind, LimitReached, ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.net.fetch import FetchFailed, fetch
from vidpipe.ports import Desk, Setup
from vidpipe.providers.google.errors import NAME, Matter, made, route_missing, translated
from vidpipe.providers.google.reading import loaded
from vidpipe.providers.keys import key
from vidpipe.providers.receiving import most_bytes

if TYPE_CHECKING:
    from google import genai

KEY_NAMES = ("GEMINI_API_KEY", "GOOGLE_API_KEY")
VERSION, OLDER = "v1", "v1beta"
HOST = "generativelanguage.googleapis.com"
LOCATION = "us-central1"
SYNC_SECONDS, POST_SECONDS, GET_SECONDS, LIST_SECONDS, FILE_SECONDS = 400, 120, 60, 20, 900
"""How long an answer may take that is the result itself, a ticket, news of a job, a list, a file."""
T = TypeVar("T")


class Line:
    """Clients by version of the API, and calls over them whose errors are ours."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self._version = setup.google_version or VERSION
        self._clients: dict[str, genai.Client] = {}
        self._of = ""
        self._prepared = False
        self._turn = threading.Lock()

    @property
    def ready(self) -> bool:
        return key(*KEY_NAMES) is not None or bool(self.setup.google_project)

    @property
    def keyed(self) -> bool:
        return key(*KEY_NAMES) is not None

    # ------------------------------------------------------------ calls

    def ask(self, act: Callable[["genai.Client"], T], matter: Matter) -> T:
        """One call with the key. Raises ProviderError."""
        first = self._version
        try:
            return act(self._keyed(first))
        except Exception as error:
            if self.setup.google_version or first == OLDER or not self._elsewhere(error, matter):
                raise translated(error, matter) from None
        try:
            found = act(self._keyed(OLDER))
        except Exception as error:
            raise translated(error, matter) from None
        self._version = OLDER if matter.posted else first
        return found

    def _elsewhere(self, error: Exception, matter: Matter) -> bool:
        """Whether the older version may know what this one does not: a GET may ask it after any 404."""
        lost = getattr(error, "status_code", getattr(error, "code", None)) == 404
        return route_missing(error) or (lost and not matter.posted)

    def on_platform(self, act: Callable[["genai.Client"], T], matter: Matter) -> T:
        """One call to the platform for enterprises, by the sign-in of the machine. Raises ProviderError."""
        try:
            return act(self._platform())
        except Exception as error:
            raise translated(error, matter) from None

    def prepare(self) -> None:
        """Load what jobs are asked with while something else is waited for: it takes the SDK most of a second."""
        with self._turn:
            client = self._clients.get(self._version)
            if client is None or self._prepared:
                return
            self._prepared = True
        threading.Thread(target=lambda: client.interactions, name="google-sdk", daemon=True).start()

    # ------------------------------------------------------------ clients

    def _keyed(self, version: str) -> "genai.Client":
        found = key(*KEY_NAMES)
        if found is None:
            raise made(Kind.AUTH, f"There is no key for {NAME}", "Set GEMINI_API_KEY, then go on.", billed=False)
        with self._turn:
            if self._of != found.get_secret_value():
                self._clients, self._of = {}, found.get_secret_value()
            if version not in self._clients:
                self._clients[version] = _client(self.setup, version=version, secret=self._of)
            return self._clients[version]

    def _platform(self) -> "genai.Client":
        if not self.setup.google_project:
            remedy = "Set VIDPIPE_GOOGLE_PROJECT and sign in, or choose another model."
            raise made(Kind.AUTH, f"There is no {NAME} project for the platform", remedy, billed=False)
        with self._turn:
            if "platform" not in self._clients:
                self._clients["platform"] = _client(self.setup)
            return self._clients["platform"]

    # ------------------------------------------------------------ files

    def download(self, uri: str, role: Role, desk: Desk) -> Path:
        """A file that a reply names, in the desk's folder. The key goes to Google's own address alone.

        Raises ProviderError: retry where the line failed, gone where the file is not there or too large; Stopped.
        """
        into, began = desk.folder / "output.came", time.monotonic()
        address, headers = self._addressed(uri)
        trusted = (self.setup.google_url,) if self.setup.google_url else ()
        try:
            fetch(
                address,
                into,
                most_bytes=most_bytes(role),
                seconds=FILE_SECONDS,
                headers=headers,
                trusted=trusted,
                stopped=desk.stopped,
            )
        except FetchFailed as error:
            again = error.status in (0, 400, 408, 425, 429) or error.status > 499
            raise _lost(error.message, again=again) from None
        except LimitReached as error:
            raise _lost(error.message, again=time.monotonic() - began >= FILE_SECONDS) from None
        except BadInput as error:
            raise _lost(error.message, again=False) from None
        return into

    def _addressed(self, uri: str) -> tuple[str, Mapping[str, str]]:
        """Where a file is really asked for, and what goes along."""
        split, base = urlsplit(uri), self.setup.google_url.rstrip("/") or f"https://{HOST}"
        if split.hostname not in (HOST, urlsplit(base).hostname):
            return uri, {}
        path = split.path if ":download" in split.path else f"{split.path}:download"
        found = key(*KEY_NAMES)
        headers = {"x-goog-api-key": found.get_secret_value()} if found else {}
        return f"{base}{path}?{split.query or 'alt=media'}", headers


def _lost(message: str, *, again: bool) -> ProviderError:
    if again:
        return made(Kind.RETRY, f"The file at {NAME} did not come: {message.rstrip('.')}", "It is fetched again.")
    remedy = "Make another take: what was made is no longer there."
    return made(Kind.GONE, f"It is paid, but the file at {NAME} cannot be fetched: {message}", remedy, billed=True)


def _client(setup: Setup, *, version: str = "", secret: str = "") -> "genai.Client":
    """A client with a key, or of the platform where there is none."""
    from google import genai
    from google.genai import types

    options = types.HttpOptions(
        base_url=setup.google_url or None,
        api_version=version or None,
        timeout=SYNC_SECONDS * 1000,
        retry_options=types.HttpRetryOptions(attempts=1),
        client_args={"follow_redirects": False},
    )
    if secret:
        return genai.Client(vertexai=False, api_key=secret, http_options=options)
    where = setup.google_location or LOCATION
    return genai.Client(vertexai=True, project=setup.google_project, location=where, http_options=options)


# ---------------------------------------------------------------- calls of the SDK


def generate(model: str, contents: Sequence[Mapping[str, Any]], config: Mapping[str, Any]) -> Callable[[Any], Any]:
    """generateContent; its reply as it came."""

    def act(client: "genai.Client") -> dict[str, Any]:
        sent: Any = {**config, **CALLED_ONCE, "should_return_http_response": True}
        found = client.models.generate_content(model=model, contents=list(contents), config=sent)  # type: ignore[arg-type]
        return loaded(found.sdk_http_response.body if found.sdk_http_response else None)

    return act


CALLED_ONCE: Mapping[str, Any] = {"automatic_function_calling": {"disable": True}, "automatic_continuation": False}


def interact(body: Mapping[str, Any], seconds: int) -> Callable[[Any], Any]:
    """A new interaction; its reply as it came. Of one in the background the SDK must not be told to stay alone."""

    def act(client: "genai.Client") -> dict[str, Any]:
        raw: Any = client.interactions.with_raw_response
        alone = {} if body.get("background") else {"automatic_continuation": False}
        return loaded(raw.create(**body, **alone, timeout=seconds).text())

    return act


def interaction(job: str, verb: str = "get") -> Callable[[Any], Any]:
    """What has become of an interaction (`get`), or its end (`cancel`)."""

    def act(client: "genai.Client") -> dict[str, Any]:
        raw: Any = client.interactions.with_raw_response
        return loaded(getattr(raw, verb)(job, timeout=GET_SECONDS).text())

    return act


def film(body: Mapping[str, Any]) -> Callable[[Any], Any]:
    """A long-running making of a clip on the platform; the name of its operation."""

    def act(client: "genai.Client") -> str:
        config = {**body["config"], **_within(POST_SECONDS)}
        return client.models.generate_videos(**{**body, "config": config}).name or ""

    return act


def operation(name: str) -> Callable[[Any], Any]:
    """What has become of an operation, as it came."""
    from google.genai import types

    class Raw(types.GenerateVideosOperation):
        """Hands over the reply before anything of it is dropped."""

        @classmethod
        def from_api_response(cls, api_response: Any, is_vertex_ai: bool = False) -> Any:
            return api_response

    def act(client: "genai.Client") -> Any:
        return client.operations.get(Raw.model_validate({"name": name}), config=_within(GET_SECONDS))  # type: ignore[arg-type]

    return act


def file_state(name: str) -> Callable[[Any], Any]:
    """Whether a stored file is there yet: PROCESSING, ACTIVE, FAILED."""

    def act(client: "genai.Client") -> str:
        found = client.files.get(name=name, config=_within(GET_SECONDS))  # type: ignore[arg-type]
        return str(getattr(found.state, "value", found.state) or "")

    return act


def names(client: "genai.Client") -> list[str]:
    """The models that the key, or the project, may use."""
    config: Any = {"page_size": 1000, **_within(LIST_SECONDS)}
    return [model.name.rpartition("/")[2] for model in client.models.list(config=config) if model.name]


def _within(seconds: int) -> dict[str, Any]:
    return {"http_options": {"timeout": seconds * 1000}}
