"""Whatever goes wrong has one of seven kinds, says what to do, and is sent once."""

import socket
from typing import Any

import pytest
from replicate_bench import FLUX, KEY, MUSICGEN, SEEDANCE, Bench, plain

from vidpipe.errors import Kind, ProviderError
from vidpipe.ports import Setup
from vidpipe.providers.replicate import line
from vidpipe.providers.replicate.peer import ReplicateProvider
from vidpipe.providers.replicate.refusals import Reply, came_to_nothing, turned_down

AFTER_SENDING = ["500", "502", "drop-before", "drop-after", "cut-body", "html", "broken-json", "half-json"]


def known(bench: Bench, model: str = FLUX) -> None:
    """The model's schema is there already."""
    bench.provider.schema(bench.caps(model))


@pytest.mark.parametrize("what", AFTER_SENDING)
def test_a_submit_without_a_clear_answer_may_have_been_accepted(what: str, bench: Bench) -> None:
    known(bench)
    bench.far.fault(what)
    error = bench.refused(lambda: bench.ask(FLUX, bench.picture()))
    assert (error.kind, error.billed) == (Kind.AMBIGUOUS, None)
    assert bench.posts == 1


@pytest.mark.parametrize(("what", "value"), [("late", 1.0), ("slow", 1.0), ("trickle", 200.0)])
def test_a_submit_that_is_not_answered_in_time_may_have_been_accepted(
    what: str, value: float, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(bench)
    monkeypatch.setattr(line, "SECONDS", 0.3)
    bench.far.fault(what, value=value)
    error = bench.refused(lambda: bench.ask(FLUX, bench.picture()))
    assert error.kind is Kind.AMBIGUOUS
    assert bench.posts == 1


@pytest.mark.parametrize("what", [*AFTER_SENDING, "503", "429"])
@pytest.mark.parametrize("act", ["poll", "check", "cancel", "list"])
def test_a_question_without_a_clear_answer_may_be_asked_again(what: str, act: Any, bench: Bench) -> None:
    ticket = bench.ask(FLUX, bench.picture())
    bench.far.asked.clear()
    bench.far.fault(what, act=act)
    fresh = ReplicateProvider(Setup(replicate_url=bench.far.address))
    asks = {
        "poll": lambda: bench.provider.poll(ticket),
        "check": lambda: fresh.schema(bench.caps(FLUX)),
        "cancel": lambda: bench.provider.cancel(ticket),
        "list": lambda: bench.provider.lookup(bench.caps(FLUX), bench.picture(), ticket.created, ()),
    }
    error = bench.refused(asks[act])
    assert error.kind is Kind.RETRY
    assert error.throttled is (what == "429")
    assert [meant.act for _, _, meant in bench.far.asked].count(act) == 1, "the SDK tries nothing again"


@pytest.mark.parametrize("after", [None, 7])
def test_too_many_requests_wait_as_long_as_they_are_told(after: float | None, bench: Bench) -> None:
    known(bench)
    bench.far.fault("429", value=after)
    error = bench.refused(lambda: bench.ask(FLUX, bench.picture()))
    assert (error.kind, error.retry_after, error.throttled, error.billed) == (Kind.RETRY, after, True, False)
    assert bench.posts == 1
    assert not bench.far.submits()


def test_a_service_that_is_away_did_not_take_it(bench: Bench) -> None:
    known(bench)
    bench.far.fault("503", value=3)
    error = bench.refused(lambda: bench.ask(FLUX, bench.picture()))
    assert (error.kind, error.retry_after, error.billed) == (Kind.RETRY, 3, False)


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("401", Kind.AUTH),
        ("402", Kind.QUOTA),
        ("quota", Kind.QUOTA),
        ("unknown-model", Kind.GONE),
        ("retired", Kind.GONE),
    ],
)
def test_a_refused_submit_is_not_paid(what: str, kind: Kind, bench: Bench) -> None:
    known(bench)
    bench.far.fault(what)
    error = bench.refused(lambda: bench.ask(FLUX, bench.picture()))
    assert (error.kind, error.billed) == (kind, False)
    assert not bench.far.submits()


@pytest.mark.parametrize("what", ["500", "503", "429", "drop-after", "html", "half-json"])
def test_nothing_is_sent_while_the_model_or_a_file_cannot_be_asked_about(what: str, bench: Bench) -> None:
    fresh = ReplicateProvider(Setup(replicate_url=bench.far.address))
    caps = bench.caps(SEEDANCE)
    bench.far.fault(what, act="check", role="video")
    error = bench.refused(lambda: fresh.submit(caps, fresh.plan(caps, bench.clip()).request, bench.desk()))
    assert error.kind is Kind.RETRY
    bench.far.fault(what, act="check", role="file")
    big = bench.blob(b"\x89PNG\r\n\x1a\n" + bytes(300_000), "first")
    error = bench.refused(lambda: bench.ask(SEEDANCE, bench.clip(refs=(big,))))
    assert error.kind is Kind.RETRY
    assert bench.posts == 0


def test_a_model_that_is_gone_is_told_before_anything_is_sent(bench: Bench) -> None:
    fresh = ReplicateProvider(Setup(replicate_url=bench.far.address))
    bench.far.fault("retired", act="check")
    caps = bench.caps(FLUX)
    error = bench.refused(lambda: fresh.submit(caps, fresh.plan(caps, bench.picture()).request, bench.desk()))
    assert (error.kind, error.billed) == (Kind.GONE, False)
    assert FLUX in error.message
    assert bench.posts == 0


def test_without_a_key_nobody_is_asked(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPLICATE_API_TOKEN")
    error = bench.refused(lambda: bench.ask(FLUX, bench.picture()))
    assert error.kind is Kind.AUTH
    assert "REPLICATE_API_TOKEN" in error.remedy
    assert not bench.far.asked


@pytest.mark.parametrize("key", ["r8_with space", "r8_ünicode", "r8_new\nline"])
def test_a_key_that_is_none_is_not_sent(key: str, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPLICATE_API_TOKEN", key)
    assert bench.refused(lambda: bench.provider.check()).kind is Kind.AUTH
    assert not bench.far.asked


@pytest.mark.parametrize(
    "address", ["http://example.com", "ftp://127.0.0.1", "https://user:pass@example.com", "https://[::1", "nowhere"]
)
def test_the_key_goes_to_no_open_line(address: str, bench: Bench) -> None:
    provider = ReplicateProvider(Setup(replicate_url=address))
    assert bench.refused(provider.check).kind is Kind.INVALID


def test_where_nobody_listens_nothing_was_sent(bench: Bench) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
    provider = ReplicateProvider(Setup(replicate_url=address))
    provider._schemas = bench.provider._schemas
    known(bench)
    caps = bench.caps(FLUX)
    error = bench.refused(lambda: provider.submit(caps, provider.plan(caps, bench.picture()).request, bench.desk()))
    assert (error.kind, error.billed) == (Kind.RETRY, False)


def test_environment_of_the_sdk_moves_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REPLICATE_BASE_URL", "HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    fresh = ReplicateProvider(Setup(replicate_url=bench.far.address))
    assert "vidpipe-tester" in fresh.check()


# ---------------------------------------------------------------- jobs that come to nothing


@pytest.mark.parametrize(
    ("how", "about", "billed"),
    [
        (None, "", False),
        ("prompt", "prompt", False),
        ("first", "first", False),
        ("last", "last", False),
        ("reference", "reference 2", None),
        ("output", "output", None),
        ("nested", "", None),
    ],
)
def test_a_refusal_is_told_apart_from_a_failure(how: str | None, about: str, billed: bool | None, bench: Bench) -> None:
    bench.far.fault("refused", value=how)
    status = bench.ended(bench.ask(SEEDANCE, bench.clip()))
    error = plain(status.error)
    assert status.state == "failed"
    assert (error.kind, error.about, error.billed) == (Kind.POLICY, about, billed)


def test_a_refusal_before_the_job_is_one_too(bench: Bench) -> None:
    bench.far.fault("refused", value="input")
    error = bench.refused(lambda: bench.ask(SEEDANCE, bench.clip()))
    assert (error.kind, error.about, error.billed) == (Kind.POLICY, "prompt", False)
    assert not bench.far.submits()


@pytest.mark.parametrize(
    ("what", "state", "kind", "billed"),
    [
        ("failed", "failed", Kind.RETRY, False),
        ("aborted", "failed", Kind.RETRY, False),
        ("canceled", "cancelled", Kind.GONE, True),
        ("removed", "failed", Kind.GONE, True),
        ("no-output", "failed", Kind.GONE, None),
        ("moderated-empty", "failed", Kind.GONE, None),
        ("broke", "failed", Kind.GONE, None),
    ],
)
@pytest.mark.parametrize("model", [SEEDANCE, FLUX, MUSICGEN])
def test_every_end_says_what_it_was(
    what: str, state: str, kind: Kind, billed: bool | None, model: str, bench: Bench
) -> None:
    bench.far.fault(what)
    request = {SEEDANCE: bench.clip, FLUX: bench.picture, MUSICGEN: bench.music}[model]()
    ticket = bench.ask(model, request)
    status = bench.ended(ticket)
    error = plain(status.error)
    assert (status.state, error.kind, error.billed) == (state, kind, billed)
    fetched = bench.refused(lambda: bench.provider.fetch(ticket, bench.desk()))
    assert fetched.kind is kind


@pytest.mark.parametrize(
    ("said", "kind", "billed"),
    [
        ("CUDA out of memory. Tried to allocate 2 GiB (E1001)", Kind.INVALID, None),
        ("The model ran out of memory. E1001", Kind.INVALID, None),
        ("Unknown error handling prediction (E1000)", Kind.RETRY, False),
        ("Director: unexpected error E6716: start timeout", Kind.RETRY, False),
        ("Prediction interrupted; please retry (code: PA)", Kind.RETRY, False),
        ("NSFW content detected. Try running it again, or try a different prompt.", Kind.POLICY, None),
        ("All generated images contained NSFW content", Kind.POLICY, None),
        ("Error: request blocked by content policy", Kind.POLICY, None),
        ("output new_sensitive", Kind.POLICY, None),
        ("Request Moderated: content violates our community guidelines", Kind.POLICY, None),
        ("It was rejected by the safety system", Kind.POLICY, None),
        ("The names are case-sensitive", Kind.GONE, None),
        ("The search is case insensitive", Kind.GONE, None),
        ("Input validation error: cannot fetch image", Kind.INVALID, None),
        ("duration must be one of 5, 10", Kind.INVALID, None),
        ("list index out of range", Kind.GONE, None),
        ("", Kind.GONE, None),
        (None, Kind.GONE, None),
        ({"code": 7, "message": "flagged"}, Kind.POLICY, None),
        (["E005"], Kind.POLICY, None),
    ],
)
def test_words_of_a_failure_mean_what_they_say(said: Any, kind: Kind, billed: bool | None) -> None:
    error = plain(came_to_nothing(said, ran=True))
    assert (error.kind, error.billed) == (kind, billed)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (
            429,
            b'{"detail":"Rate limit reduced to 6 requests per minute, without a payment method. It resets in ~10s."}',
            Kind.RETRY,
        ),
        (429, b'{"detail":"Monthly spend limit reached"}', Kind.QUOTA),
        (429, b"<html>slow down</html>", Kind.RETRY),
        (403, b'{"detail":"Forbidden"}', Kind.AUTH),
        (413, b"", Kind.INVALID),
        (422, b'{"detail":[{"loc":["body","input","duration"],"msg":"ensure this value is 5 or 10"}]}', Kind.INVALID),
        (422, b'{"detail":"- input.prompt: flagged as sensitive"}', Kind.POLICY),
        (400, b'{"error":{"message":"bad"}}', Kind.INVALID),
        (409, b"[]", Kind.INVALID),
        (410, b"{}", Kind.GONE),
        (408, b"", Kind.AMBIGUOUS),
        (504, b"", Kind.AMBIGUOUS),
        (302, b"", Kind.AMBIGUOUS),
    ],
)
def test_every_status_has_its_meaning(status: int, body: bytes, kind: Kind) -> None:
    error = plain(turned_down(Reply(status, {}, body), "submit", what="a/b"))
    assert error.kind is kind
    if status == 429 and kind is Kind.RETRY:
        assert error.throttled
        assert error.retry_after == (10 if b"resets" in body else None)
    if b"duration" in body:
        assert "input.duration: ensure" in error.message


def test_no_key_is_repeated_even_where_replicate_does(bench: Bench) -> None:
    body = f'{{"detail":"The token {KEY} is not valid; Authorization: Bearer {KEY}"}}'.encode()
    error = turned_down(Reply(401, {}, body), "submit", what="a/b")
    assert "CANARY" not in str(error)


# ---------------------------------------------------------------- jobs that do not end


def test_a_job_that_is_stuck_stays_running(bench: Bench) -> None:
    bench.far.fault("stuck")
    ticket = bench.ask(FLUX, bench.picture())
    assert {bench.provider.poll(ticket).state for _ in range(5)} <= {"queued", "running"}


def test_a_state_that_nobody_knows_counts_as_running(bench: Bench) -> None:
    ticket = bench.ask(FLUX, bench.picture())
    bench.far.fault("odd-status", act="poll", times=2)
    assert bench.provider.poll(ticket).state == "running"
    assert bench.provider.poll(ticket).state == "running"
    assert bench.provider.poll(ticket).state == "done"


def test_a_job_that_is_not_known_any_more_is_gone_and_may_be_paid(bench: Bench) -> None:
    bench.far.fault("vanished")
    ticket = bench.ask(FLUX, bench.picture())
    error = bench.refused(lambda: bench.provider.poll(ticket))
    assert (error.kind, error.billed) == (Kind.GONE, None)


def test_cancelling_says_whether_it_did(bench: Bench) -> None:
    running, late = (bench.ask(FLUX, bench.picture(seed=seed)) for seed in (1, 2))
    assert bench.provider.cancel(running) is True
    status = bench.provider.poll(running)
    assert (status.state, plain(status.error).billed) == ("cancelled", False)
    bench.far.fault("cancel-late", act="cancel")
    assert bench.provider.cancel(late) is False
    assert bench.provider.poll(late).state == "done"


def test_a_job_that_was_at_work_when_it_was_cancelled_is_paid(bench: Bench) -> None:
    bench.far.seconds["image"] = 60
    ticket = bench.ask(FLUX, bench.picture())
    for _ in range(3):
        bench.provider.poll(ticket)
    assert bench.provider.cancel(ticket) is True
    assert plain(bench.provider.poll(ticket).error).billed is True
    assert bench.far.submits()[0].billed


def test_a_job_that_only_says_it_will_stop_is_not_cancelled_yet(bench: Bench) -> None:
    bench.far.seconds["image"] = 60
    ticket = bench.ask(FLUX, bench.picture())
    bench.far.jobs[ticket.id].extra["end"] = "stubborn"
    assert bench.provider.cancel(ticket) is False


def test_cancelling_what_is_not_known_is_no_success(bench: Bench) -> None:
    ticket = bench.ask(FLUX, bench.picture())
    bench.far.fault("vanished", act="cancel")
    with pytest.raises(ProviderError) as caught:
        bench.provider.cancel(ticket)
    assert caught.value.kind is Kind.GONE
