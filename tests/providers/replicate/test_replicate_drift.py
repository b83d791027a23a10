"""What the installed SDK must still do: each call of ours goes out once, to the path and with the body that we read."""

import io
import json
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import httpx
import pytest
from replicate.client import Client
from replicate.version import Versions

CALLS: list[tuple[Callable[[Client], Any], str, str, Any]] = [
    (lambda api: api.accounts.current(), "GET", "/v1/account", None),
    (lambda api: api.models.get("owner/name"), "GET", "/v1/models/owner/name", None),
    (lambda api: Versions(api, ("owner", "name")).get("v1"), "GET", "/v1/models/owner/name/versions/v1", None),
    (
        lambda api: api.models.predictions.create(model="owner/name", input={"prompt": "a"}),
        "POST",
        "/v1/models/owner/name/predictions",
        {"input": {"prompt": "a"}},
    ),
    (
        lambda api: api.predictions.create(version="v1", input={"prompt": "a"}),
        "POST",
        "/v1/predictions",
        {"version": "v1", "input": {"prompt": "a"}},
    ),
    (lambda api: api.predictions.get("job"), "GET", "/v1/predictions/job", None),
    (lambda api: api.predictions.cancel("job"), "POST", "/v1/predictions/job/cancel", None),
    (lambda api: api.predictions.list(), "GET", "/v1/predictions", None),
    (lambda api: api.predictions.list("/v1/predictions?cursor=c"), "GET", "/v1/predictions", None),
    (lambda api: api.files.get("file"), "GET", "/v1/files/file", None),
]


class Wire(httpx.BaseTransport):
    """Takes every request and answers none: what the SDK makes of answers is not asked for."""

    def __init__(self) -> None:
        self.sent: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.sent.append(request)
        raise httpx.ConnectError("nobody is there")


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def client(wire: Wire) -> Client:
    return Client(api_token="r8_nothing", base_url="http://127.0.0.1:9", transport=wire)


def test_it_is_the_version_that_was_read() -> None:
    assert version("replicate") == "1.0.7", "read its source again, above all what it retries, before another is taken"


@pytest.mark.parametrize(("call", "method", "path", "body"), CALLS, ids=[f"{c[1]} {c[2]}" for c in CALLS])
def test_a_call_is_one_request_of_the_shape_that_we_know(
    call: Callable[[Client], Any], method: str, path: str, body: Any, wire: Wire, client: Client
) -> None:
    with pytest.raises(httpx.ConnectError):
        call(client)
    (sent,) = wire.sent
    assert (sent.method, sent.url.path) == (method, path)
    assert sent.headers["authorization"] == "Bearer r8_nothing"
    if body is not None:
        assert json.loads(sent.content) == body


def test_a_file_goes_up_in_the_part_that_we_know(wire: Wire, client: Client) -> None:
    with pytest.raises(httpx.ConnectError):
        client.files.create(io.BytesIO(b"bytes"), filename="a.png", content_type="image/png")
    (sent,) = wire.sent
    assert (sent.method, sent.url.path) == ("POST", "/v1/files")
    assert b'name="content"; filename="a.png"' in sent.content
    assert b"Content-Type: image/png" in sent.content
