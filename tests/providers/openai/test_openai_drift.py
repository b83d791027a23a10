"""What the installed SDK must still offer, so that another version of it fails here and not in somebody's film."""

import inspect
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, get_args

import httpx2
import openai
import pytest
from openai.types import ImageModel, Model, ResponsesModel
from openai.types.audio import SpeechModel
from openai.types.responses import Response, ResponseUsage

from vidpipe.library.models import models


@pytest.fixture(scope="module")
def client() -> openai.OpenAI:
    return openai.OpenAI(api_key="none", base_url="http://127.0.0.1:9/v1", max_retries=0)


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("responses.create", "model input instructions max_output_tokens text store service_tier reasoning stream"),
        ("chat.completions.create", "model messages response_format seed stream"),
        ("images.generate", "model prompt n size quality output_format moderation response_format"),
        ("images.edit", "model prompt image n size quality output_format"),
        ("audio.speech.create", "model voice input response_format speed instructions"),
        ("models.list", ""),
    ],
)
def test_the_calls_have_the_words_that_we_say(client: openai.OpenAI, way: str, words: str) -> None:
    *path, name = way.split(".")
    place: Any = client
    for step in path:
        place = getattr(place, step)
    assert set(words.split()) <= set(inspect.signature(getattr(place, name)).parameters)
    assert callable(getattr(place.with_streaming_response, name))


def test_errors_are_the_tree_that_we_translate() -> None:
    assert issubclass(openai.APITimeoutError, openai.APIConnectionError)
    assert issubclass(openai.APIConnectionError, openai.APIError)
    assert issubclass(openai.APIStatusError, openai.APIError)
    assert issubclass(openai.APIError, openai.OpenAIError)
    for name in ("RateLimitError", "BadRequestError", "NotFoundError", "AuthenticationError", "InternalServerError"):
        assert issubclass(getattr(openai, name), openai.APIStatusError)
    for name in ("ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError", "TimeoutException", "StreamError"):
        assert issubclass(getattr(httpx2, name), Exception)


def test_its_retries_would_pay_more_than_once_if_we_let_it() -> None:
    assert openai.DEFAULT_MAX_RETRIES == 2
    assert "max_retries" in inspect.signature(openai.OpenAI).parameters
    assert openai.Omit is not None


def test_usage_still_has_the_names_that_settle_the_cost() -> None:
    assert {"input_tokens", "output_tokens", "input_tokens_details"} <= set(ResponseUsage.model_fields)
    assert {"status", "output", "usage", "error", "incomplete_details"} <= set(Response.model_fields)
    assert "shutdown_date" in Model.model_fields


def test_the_models_of_the_catalogue_are_known_to_the_sdk() -> None:
    known = {name for kind in (ImageModel, SpeechModel, ResponsesModel) for name in _names(kind)}
    ours = {caps.model for caps in models("openai") if caps.role.value in ("text", "image", "speech")}
    assert ours - known == set()


def _names(kind: Any) -> list[str]:
    found = [part for part in get_args(kind) if isinstance(part, str)]
    return found + [name for part in get_args(kind) if not isinstance(part, str) for name in _names(part)]


class Seen(BaseHTTPRequestHandler):
    asked: list[tuple[str, dict[str, str], bytes]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, dict(self.headers), body))
        self.send_response(500)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: Any) -> None:
        pass


def test_on_the_wire_it_is_one_post_of_the_shape_that_we_read_back() -> None:
    with HTTPServer(("127.0.0.1", 0), Seen) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        with openai.OpenAI(api_key="k", base_url=f"http://127.0.0.1:{server.server_port}/v1", max_retries=0) as client:
            with pytest.raises(openai.InternalServerError):
                client.images.edit(image=[("a.png", b"x", "image/png")], prompt="p", model="m", size="16x16")
            with pytest.raises(openai.InternalServerError):
                client.responses.create(model="m", input="p")
        server.shutdown()
    (edit, text) = Seen.asked
    assert (edit[0], text[0]) == ("/v1/images/edits", "/v1/responses")
    assert b'name="image[]"; filename="a.png"' in edit[2]
    assert "idempotency-key" not in {name.lower() for name in text[1]}
    assert {name.lower(): value for name, value in text[1].items()}["authorization"] == "Bearer k"
