"""Everything that goes wrong with a call to OpenAI, as one of seven kinds; and never more than one request for it."""

import gzip
import json
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai_bench import DIALECT, KEY

from fakes.asking import Room, request
from fakes.far import Answer, Far
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.library.models import record
from vidpipe.ports import Setup, Ticket
from vidpipe.providers.openai import line
from vidpipe.providers.openai.address import Address
from vidpipe.providers.openai.peer import OpenAIProvider
from vidpipe.providers.openai.refusing import Asked, refused, told, waits

ASKED = Asked("OpenAI", "OPENAI_API_KEY", "gpt-x", replacement="openai/gpt-y")


def terra(**changes: Any) -> Caps:
    found = record("openai/gpt-6.1-terra")
    assert found is not None
    return found.model_copy(update=changes)


def failure(provider: OpenAIProvider, room: Room, **changes: Any) -> ProviderError:
    with pytest.raises(ProviderError) as found:
        room.made(provider, terra(**changes), request(Role.TEXT))
    assert found.value.remedy
    assert KEY not in f"{found.value!r} {found.value}"
    return found.value


# ---------------------------------------------------------------- over the wire


@pytest.mark.parametrize(
    ("fault", "value", "kind", "billed"),
    [
        ("429", None, Kind.RETRY, False),
        ("429", 7, Kind.RETRY, False),
        ("500", None, Kind.AMBIGUOUS, None),
        ("502", None, Kind.AMBIGUOUS, None),
        ("503", 2, Kind.RETRY, False),
        ("401", None, Kind.AUTH, False),
        ("402", None, Kind.QUOTA, False),
        ("drop-before", None, Kind.AMBIGUOUS, None),
        ("drop-after", None, Kind.AMBIGUOUS, None),
        ("cut-body", None, Kind.AMBIGUOUS, None),
        ("html", None, Kind.AMBIGUOUS, None),
        ("broken-json", None, Kind.AMBIGUOUS, None),
        ("half-json", None, Kind.AMBIGUOUS, None),
    ],
)
def test_a_fault_of_the_line_has_its_kind_and_one_request(
    provider: OpenAIProvider, far: Far, room: Room, *, fault: str, value: Any, kind: Kind, billed: bool | None
) -> None:
    far.fault(fault, value=value)
    error = failure(provider, room)
    assert (error.kind, error.billed, error.retry_after) == (kind, billed, value)
    assert error.throttled is (fault == "429")
    assert len(far.asked) == 1
    assert len(far.submits()) <= 1


@pytest.mark.parametrize(("fault", "accepted"), [("slow", 1), ("late", 1)])
def test_an_answer_that_does_not_come_in_time_is_in_doubt(
    provider: OpenAIProvider, far: Far, room: Room, fault: str, accepted: int
) -> None:
    far.fault(fault, value=0.6)
    error = failure(provider, room, deadline=0.3)
    assert (error.kind, error.code) == (Kind.AMBIGUOUS, "timeout")
    assert len(far.asked) == 1


def test_an_answer_that_drips_ends_at_the_deadline(provider: OpenAIProvider, far: Far, room: Room) -> None:
    far.fault("trickle", value=400)
    error = failure(provider, room, deadline=0.4)
    assert (error.kind, error.code) == (Kind.AMBIGUOUS, "timeout")


@pytest.mark.parametrize("packed", [False, True])
def test_a_reply_that_is_far_too_large_is_left_at_a_limit(
    provider: OpenAIProvider, far: Far, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    answer = Answer(gzip.compress(bytes(10_000)), headers={"Content-Encoding": "gzip"})
    if packed:
        monkeypatch.setattr(DIALECT, "_listed", lambda: answer)
    asked = provider.line.asked(terra(), posted=False)
    with pytest.raises(ProviderError) as found:
        provider.line.post(lambda api: api.models.with_streaming_response.list(), asked, seconds=5, most=200)
    assert (found.value.kind, found.value.billed) == (Kind.GONE, True)


def test_a_line_that_was_never_there_may_be_tried_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        away = OpenAIProvider(Setup(openai_url=f"http://127.0.0.1:{taken.getsockname()[1]}"))
        error = failure(away, room)
    assert (error.kind, error.billed, error.code) == (Kind.RETRY, False, "unreachable")


def test_a_redirect_is_not_followed(
    provider: OpenAIProvider, far: Far, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Answer(b"", 307, headers={"Location": f"{far.address}/v1/responses"})
    monkeypatch.setattr(DIALECT, "answer", lambda *_: away)
    error = failure(provider, room)
    assert (error.kind, error.billed) == (Kind.INVALID, False)
    assert len(far.asked) == 1


def test_without_a_key_nothing_is_sent(
    provider: OpenAIProvider, far: Far, room: Room, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.chdir(tmp_path)
    assert not provider.ready()
    error = failure(provider, room)
    assert error.kind is Kind.AUTH
    assert "OPENAI_API_KEY" in error.remedy
    assert far.asked == []


def test_a_key_that_changed_is_used_at_once(
    provider: OpenAIProvider, far: Far, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.made(provider, terra(), request(Role.TEXT))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-proj-another-canary")
    room.made(provider, terra(), request(Role.TEXT))
    assert dict(far.keys_seen) == {f"Bearer {KEY}": 1, "Bearer sk-proj-another-canary": 1}


def test_a_key_with_signs_that_no_header_takes_is_said_without_it(
    provider: OpenAIProvider, far: Far, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in ("sk-proj-cänary-1234567", "sk-proj-canary\n-1234567"):
        monkeypatch.setenv("OPENAI_API_KEY", value)
        error = failure(provider, room)
        assert error.kind is Kind.INVALID
        assert "canary" not in str(error)
    assert far.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://203.0.114.9/v1",
        "ftp://127.0.0.1",
        "https://",
        "https://name:word@127.0.0.1/v1",
        "https://127.0.0.1/v1?key=1",
        "http://[::1",
        "http://127.0.0.1:70000",
    ],
)
def test_an_address_that_is_none_or_open_to_all_is_refused(
    url: str, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert failure(OpenAIProvider(Setup(openai_url=url)), room).kind is Kind.INVALID


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1", "http://[::1]:11434", "http://192.168.1.5:8000", "http://10.0.0.2", "https://8.8.8.8"],
)
def test_an_address_of_ones_own_network_may_be_plain(url: str) -> None:
    assert Address(url).checked("It") == f"{url}/v1"
    assert Address(f"{url}/some/path/").checked("It") == f"{url}/some/path"


# ---------------------------------------------------------------- what a status means


def error(status: int, **more: Any) -> ProviderError:
    return refused(status, json.dumps({"error": more}).encode(), {}, ASKED)


@pytest.mark.parametrize(
    ("status", "said", "kind"),
    [
        (400, {"code": "moderation_blocked", "type": "image_generation_user_error"}, Kind.POLICY),
        (400, {"code": "content_policy_violation"}, Kind.POLICY),
        (400, {"code": "content_filter"}, Kind.POLICY),
        (400, {"code": "invalid_prompt"}, Kind.POLICY),
        (400, {"message": "Your request was rejected by our safety system."}, Kind.POLICY),
        (403, {"code": "moderation_blocked"}, Kind.POLICY),
        (400, {"code": "billing_hard_limit_reached"}, Kind.QUOTA),
        (400, {"code": "context_length_exceeded", "message": "too long"}, Kind.INVALID),
        (400, {"code": "model_not_found", "message": "The model is not there"}, Kind.GONE),
        (401, {"code": "invalid_api_key"}, Kind.AUTH),
        (402, {}, Kind.QUOTA),
        (403, {"code": "unsupported_country_region_territory"}, Kind.AUTH),
        (404, {"code": "model_not_found", "message": "The model `gpt-x` does not exist"}, Kind.GONE),
        (404, {"message": "page not found"}, Kind.GONE),
        (408, {}, Kind.AMBIGUOUS),
        (409, {}, Kind.AMBIGUOUS),
        (410, {"message": "The model was retired"}, Kind.GONE),
        (413, {}, Kind.INVALID),
        (422, {"message": "bad"}, Kind.INVALID),
        (429, {"code": "rate_limit_exceeded", "type": "requests"}, Kind.RETRY),
        (429, {"code": "insufficient_quota", "type": "insufficient_quota"}, Kind.QUOTA),
        (429, {"type": "insufficient_quota"}, Kind.QUOTA),
        (429, {"message": "Rate limit reached on requests per day (RPD): Limit 200"}, Kind.QUOTA),
        (429, {"message": "Request too large for gpt-x on tokens per min (TPM)"}, Kind.INVALID),
        (500, {}, Kind.AMBIGUOUS),
        (503, {"code": "slow_down"}, Kind.RETRY),
        (504, {}, Kind.AMBIGUOUS),
        (520, {}, Kind.AMBIGUOUS),
    ],
)
def test_a_refusal_has_its_kind_and_the_next_act(status: int, said: dict[str, Any], kind: Kind) -> None:
    found = error(status, **said)
    assert found.kind is kind
    assert found.remedy
    assert "OpenAI" in found.message
    assert found.billed is (None if kind is Kind.AMBIGUOUS else False)


def test_a_slow_down_lowers_how_many_are_asked_at_once() -> None:
    assert error(503, code="slow_down").throttled
    assert not error(503).throttled


def test_a_model_that_is_gone_names_its_replacement() -> None:
    assert error(404, message="The model does not exist").remedy == "Switch to openai/gpt-y."


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Bad gateway</html>",
        b"[]",
        b'[{"error": {"message": "m"}}]',
        b'{"detail": [{"loc": ["body"]}]}',
        b'{"error": "words alone"}',
        b'{"error": {"code": 7, "message": {"a": 1}, "moderation_details": []}}',
        b"\xff\xfe",
        b'{"error":' * 20_000,
    ],
    ids=range(9),
)
def test_a_refusal_that_cannot_be_read_has_its_kind_all_the_same(body: bytes) -> None:
    for status, kind in ((400, Kind.INVALID), (401, Kind.AUTH), (429, Kind.RETRY), (500, Kind.AMBIGUOUS)):
        found = refused(status, body, {}, ASKED)
        assert found.kind is kind
        assert len(found.message) < 500


@given(st.binary(max_size=200), st.integers(300, 599))
def test_no_refusal_is_more_than_an_error_of_ours(body: bytes, status: int) -> None:
    assert refused(status, body, {}, ASKED).remedy
    assert told(body)


def test_a_key_in_their_sentence_is_taken_out() -> None:
    found = error(401, message="Incorrect API key provided: sk-proj-abcdefghijklmnop. Find yours on the page.")
    assert "abcdef" not in found.message
    assert "[key]" in found.message


@pytest.mark.parametrize(
    ("headers", "message", "seconds"),
    [
        ({"Retry-After": "20"}, "", 20.0),
        ({"retry-after": "1.5"}, "", 1.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, "", 0.25),
        ({"retry-after": "-3"}, "", 0.0),
        ({"retry-after": "99999999"}, "", 3600.0),
        ({"retry-after": "soon"}, "", None),
        ({"retry-after": "nan"}, "", None),
        ({}, "Please try again in 20s. More words.", 20.0),
        ({}, "Please try again in 1m30s.", 90.0),
        ({}, "Please try again in 450ms.", 0.45),
        ({}, "Please try again in a while.", None),
        ({}, "", None),
    ],
)
def test_how_long_to_wait_is_read_wherever_it_stands(
    headers: dict[str, str], message: str, seconds: float | None
) -> None:
    assert waits(headers, message) == (seconds if seconds is None else pytest.approx(seconds))


def test_a_date_to_wait_for_is_so_many_seconds() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert waits({"Retry-After": later}) == pytest.approx(90, abs=3)


# ---------------------------------------------------------------- what it cannot do, and what it has


def test_what_became_of_a_request_cannot_be_asked(provider: OpenAIProvider) -> None:
    assert provider.recovery == "ask"
    with pytest.raises(ProviderError) as found:
        provider.lookup(terra(), request(Role.TEXT), datetime.now(UTC), ())
    assert found.value.kind is Kind.AMBIGUOUS
    ticket = Ticket(provider="openai", model="gpt-x", id="resp_1", created=datetime.now(UTC))
    for act in (provider.poll, lambda ticket: provider.fetch(ticket, None)):  # type: ignore[arg-type]
        with pytest.raises(ProviderError, match="no tickets"):
            act(ticket)
    assert provider.cancel(ticket) is False


def test_a_model_for_what_it_makes_no_more_is_refused(provider: OpenAIProvider) -> None:
    sora = record("openai/sora-2")
    assert sora is not None
    assert sora.id not in [caps.id for caps in provider.models()]


def test_the_check_compares_its_models_with_ours(provider: OpenAIProvider, far: Far) -> None:
    assert provider.listed()["gpt-4o-mini"] == "2027-01-14"
    assert "all" in provider.check()


def test_the_check_says_what_is_missing_and_what_goes(
    provider: OpenAIProvider, far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"id": "gpt-6-luna", "shutdown_date": "2027-02-01"}, None, {"id": "else"}]
    monkeypatch.setattr(DIALECT, "_listed", lambda: Answer({"data": rows}))
    said = provider.check()
    assert "gpt-6.1-terra" in said.split("not among them")[1]
    assert "gpt-6-luna on 2027-02-01" in said


@pytest.mark.parametrize("fault", ["500", "drop-after", "cut-body", "half-json"])
def test_trouble_with_asking_what_there_is_may_be_tried_again(provider: OpenAIProvider, far: Far, fault: str) -> None:
    far.fault(fault, "check")
    with pytest.raises(ProviderError) as found:
        provider.check()
    assert found.value.kind is Kind.RETRY


def test_the_client_keeps_no_line_open(provider: OpenAIProvider, far: Far, room: Room) -> None:
    room.made(provider, terra(), request(Role.TEXT))
    client = provider.line.client(float(terra().deadline))
    assert client._client._transport._pool.connections == []
    assert client.max_retries == 0
    assert line.MOST_BYTES > 4 / 3 * 3840 * 2160 * 4
