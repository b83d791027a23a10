"""Every way in which Google says no is one of the seven kinds, says whether it is paid and what the next act is."""

from typing import Any

import pytest
from google_bench import IMAGE, KEY, MODELS, VIDEO, Room, caps, made, refusal

from fakes.far import Far
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.ports import Provider, Ticket
from vidpipe.providers.google.errors import Matter, Reply, filtered, named, refused, route_missing, said, translated
from vidpipe.providers.google.reading import Unreadable

POSTED, ASKED = Matter(what="Omni"), Matter(what="the job", posted=False)


def body(message: str = "", status: str = "", *details: dict[str, Any], code: Any = 0) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "status": status, "details": list(details)}}


def violation(quota: str, value: str = "10") -> dict[str, Any]:
    return {"@type": "…QuotaFailure", "violations": [{"quotaId": quota, "quotaValue": value, "subject": "p"}]}


RETRY_INFO = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "23s"}
OVER = "You exceeded your current quota, please check your plan and billing details."


# ---------------------------------------------------------------- statuses


@pytest.mark.parametrize(
    ("status", "told", "posted", "asked"),
    [
        (400, body("Invalid value at 'generation_config'", "INVALID_ARGUMENT"), Kind.INVALID, Kind.INVALID),
        (400, body("API key not valid. Please pass a valid API key.", "INVALID_ARGUMENT"), Kind.AUTH, Kind.AUTH),
        (400, body("x", "INVALID_ARGUMENT", {"reason": "API_KEY_INVALID"}), Kind.AUTH, Kind.AUTH),
        (400, body("Please enable billing", "FAILED_PRECONDITION"), Kind.QUOTA, Kind.QUOTA),
        (400, body("blocked", code="content_blocked"), Kind.POLICY, Kind.POLICY),
        (401, "", Kind.AUTH, Kind.AUTH),
        (402, "", Kind.QUOTA, Kind.QUOTA),
        (403, body("no", "PERMISSION_DENIED"), Kind.AUTH, Kind.AUTH),
        (403, body("no", "PERMISSION_DENIED", {"reason": "BILLING_DISABLED"}), Kind.QUOTA, Kind.QUOTA),
        (404, body("models/x is no longer available"), Kind.GONE, Kind.GONE),
        (408, "", Kind.AMBIGUOUS, Kind.RETRY),
        (409, "", Kind.AMBIGUOUS, Kind.RETRY),
        (413, "", Kind.INVALID, Kind.INVALID),
        (429, "", Kind.RETRY, Kind.RETRY),
        (499, "", Kind.AMBIGUOUS, Kind.RETRY),
        (500, "<html>", Kind.AMBIGUOUS, Kind.RETRY),
        (502, None, Kind.AMBIGUOUS, Kind.RETRY),
        (503, body("overloaded", "UNAVAILABLE"), Kind.RETRY, Kind.RETRY),
        (504, [], Kind.AMBIGUOUS, Kind.RETRY),
        (302, "", Kind.AMBIGUOUS, Kind.RETRY),
    ],
)
def test_a_status_means_the_same_from_either_api(status: int, told: Any, posted: Kind, asked: Kind) -> None:
    for matter, kind in ((POSTED, posted), (ASKED, asked)):
        error = refused(Reply(status, told, {}), matter)
        assert error.kind is kind
        assert "Google" in error.message
        assert error.remedy
        assert error.billed is not True
    assert refused(Reply(status, told, {}), POSTED).billed is (None if posted is Kind.AMBIGUOUS else False)


@pytest.mark.parametrize(
    ("told", "kind", "after"),
    [
        (body(OVER, "", violation("GenerateRequestsPerMinutePerProject"), RETRY_INFO), Kind.RETRY, 23.0),
        (body(OVER, "", violation("…PerDayPerProject-FreeTier"), RETRY_INFO), Kind.QUOTA, None),
        (body(OVER, "", violation("x"), violation("RequestsPerDay")), Kind.QUOTA, None),
        (body(OVER, "", violation("PerMinute", "0")), Kind.QUOTA, None),
        (body(f"{OVER} Please retry in 1.5s."), Kind.RETRY, 1.5),
        (body(f"{OVER} Please retry in 800ms"), Kind.RETRY, 0.8),
        (body("", "", {"retryDelay": {"seconds": 7}}), Kind.RETRY, 7.0),
        (body("", "", {"retry_delay": "4.25s"}), Kind.RETRY, 4.25),
        (body("Your prepayment credits are depleted."), Kind.QUOTA, None),
        (body("The project has exceeded its monthly spending cap."), Kind.QUOTA, None),
        (body("Daily limit reached"), Kind.QUOTA, None),
        ([body(OVER, "", RETRY_INFO)], Kind.RETRY, 23.0),
        ("Too many requests", Kind.RETRY, None),
        (None, Kind.RETRY, None),
        (body("x", "", {"retryDelay": "soon"}, {"violations": "none"}), Kind.RETRY, None),
    ],
)
def test_a_limit_a_minute_waits_and_one_of_a_day_stops(told: Any, kind: Kind, after: float | None) -> None:
    error = refused(Reply(429, told, {}), POSTED)
    assert (error.kind, error.retry_after) == (kind, after)
    assert error.throttled is (kind is Kind.RETRY)
    assert error.billed is False


def test_the_header_says_when_where_the_details_do_not() -> None:
    assert refused(Reply(429, "", {"retry-after": "12"}), POSTED).retry_after == 12
    assert refused(Reply(503, "", {"retry-after": "3"}), POSTED).retry_after == 3
    assert refused(Reply(429, "", {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}), POSTED).retry_after is None
    assert refused(Reply(429, body("", "", RETRY_INFO), {"retry-after": "99"}), POSTED).retry_after == 23


def test_a_retired_model_names_what_to_use_instead() -> None:
    error = refused(Reply(404, body("no longer available"), {}), Matter("Omni", replacement="google/new"))
    assert error.remedy == "Choose google/new."


@pytest.mark.parametrize(
    ("message", "missing"),
    [
        ("models/x is not found for API version v1, or is not supported", True),
        ('Invalid JSON payload received. Unknown name "imageConfig": Cannot find field.', True),
        ("models/x is no longer available", False),
        ("models/x is not found for API version v1beta", False),
    ],
)
def test_only_what_a_version_lacks_leads_to_the_other_one(message: str, missing: bool) -> None:
    error: Any = RuntimeError("no")
    error.code, error.details = 400 if "JSON" in message else 404, body(message)
    assert route_missing(error) is missing


def test_a_key_in_a_message_is_not_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", KEY)
    error = refused(Reply(400, body(f"API key not valid: {KEY}"), {}), POSTED)
    assert KEY not in str(error)
    assert KEY not in repr(error.args)


# ---------------------------------------------------------------- exceptions of the SDK


class Hanging(Exception):
    """Stands for an exception without an answer."""


@pytest.mark.parametrize(
    ("error", "kind"),
    [(Hanging("closed"), Kind.AMBIGUOUS), (Unreadable("HTML"), Kind.AMBIGUOUS), (KeyError("x"), Kind.AMBIGUOUS)],
)
def test_silence_after_a_post_is_a_doubt_and_after_a_question_a_new_try(error: Exception, kind: Kind) -> None:
    assert translated(error, POSTED).kind is kind
    assert translated(error, ASKED).kind is Kind.RETRY
    assert translated(error, POSTED).billed is None


@pytest.mark.parametrize("name", ["ConnectError", "ConnectTimeout"])
def test_a_line_that_never_stood_took_nothing(name: str) -> None:
    import httpx2

    error = translated(getattr(httpx2, name)("refused"), POSTED)
    assert (error.kind, error.billed) == (Kind.RETRY, False)
    assert translated(httpx2.ReadTimeout("slow"), POSTED).kind is Kind.AMBIGUOUS


def test_a_connection_error_of_interactions_is_judged_by_its_cause() -> None:
    import httpx2
    from google.genai._gaos.lib.compat_errors import wrap_sdk_error

    for cause, kind in ((httpx2.ConnectError("x"), Kind.RETRY), (httpx2.ReadError("x"), Kind.AMBIGUOUS)):
        error = wrap_sdk_error(cause)
        assert isinstance(error, Exception)
        assert translated(error, POSTED).kind is kind


def test_a_dead_server_is_one_to_be_tried_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    from vidpipe.ports import Setup
    from vidpipe.providers.google import provider

    monkeypatch.setenv("GEMINI_API_KEY", KEY)
    google = provider(Setup(google_url="http://127.0.0.1:9"))
    for role in (Role.TEXT, Role.VIDEO):
        error = refusal(google, caps(MODELS[role]), room.request(role), room)
        assert (error.kind, error.billed) == (Kind.RETRY, False)
        assert KEY not in str(error)


# ---------------------------------------------------------------- refusals by policy


@pytest.mark.parametrize(
    ("role", "how", "about"),
    [
        (Role.TEXT, "prompt", "prompt"),
        (Role.TEXT, "output", "output"),
        (Role.IMAGE, "prompt", "prompt"),
        (Role.IMAGE, "output", "output"),
        (Role.VIDEO, "prompt", "prompt"),
        (Role.VIDEO, "input", "first"),
        (Role.VIDEO, "last", "last"),
        (Role.VIDEO, "output", "output"),
        (Role.VIDEO, "nested", "output"),
        (Role.SPEECH, "prompt", "prompt"),
        (Role.MUSIC, "prompt", "prompt"),
    ],
)
def test_a_refusal_is_policy_and_says_what_it_is_about(
    role: Role, how: str, about: str, google: Provider, far: Far, room: Room
) -> None:
    far.fault("refused", role=role.value, value=how)
    error = refusal(google, caps(MODELS[role]), room.request(role), room)
    assert (error.kind, error.about) == (Kind.POLICY, about)
    assert error.code
    assert len([meant for _, _, meant in far.asked if meant.act == "submit"]) == 1
    assert error.billed in (False, None)


def test_a_refused_reference_is_named_by_its_number(google: Provider, far: Far, room: Room) -> None:
    far.fault("refused", role="image", value="input")
    request = room.request(Role.IMAGE, refs=(room.picture("reference"),))
    error = refusal(google, caps(IMAGE), request, room)
    assert (error.kind, error.about) == (Kind.POLICY, "reference 1")


@pytest.mark.parametrize(
    ("message", "order", "about"),
    [
        ("blocked at input[0].content[1]", ("first", "last", "prompt"), "last"),
        ("blocked at input[0].content[2]", ("first", "last", "prompt"), "prompt"),
        ("contents[0].parts[0] is not allowed", ("reference 1", "prompt"), "reference 1"),
        ("Image2 shows a real person", ("first", "reference 1", "prompt"), "reference 1"),
        ("The last frame violates our policy", (), "last"),
        ("The input image was flagged", ("source", "prompt"), "source"),
        ("The input image was flagged", ("first", "last", "prompt"), ""),
        ("The generated video was filtered", ("first", "prompt"), "output"),
        ("Your prompt has sensitive words", ("prompt",), "prompt"),
        ("In this context nothing can be said", ("prompt",), ""),
        ("content[99]", ("prompt",), ""),
        ("", (), ""),
    ],
)
def test_what_a_refusal_names_is_found_by_place_or_by_words(message: str, order: tuple[str, ...], about: str) -> None:
    assert named(message, order) == about


def test_a_field_of_the_details_goes_before_the_words() -> None:
    details = [{"fieldViolations": [{"field": "input[0].content[0]", "description": "blocked"}]}]
    assert named("The prompt was blocked", ("first", "prompt"), details) == "first"


@pytest.mark.parametrize(
    "reply",
    [
        {"raiMediaFilteredCount": 1},
        {"raiMediaFilteredCount": "2", "raiMediaFilteredReasons": []},
        {"rai_media_filtered_reasons": ["why"]},
        {"response": {"raiMediaFilteredReasons": "why"}},
        {"generateVideoResponse": {"raiMediaFilteredCount": 1}},
        {"response": {"generateVideoResponse": {"raiMediaFilteredReasons": ["why"], "raiMediaFilteredCount": 0}}},
        {"response": {"generate_video_response": {"rai_media_filtered_count": 1}}},
    ],
)
def test_a_media_filter_is_seen_at_every_depth(reply: dict[str, Any]) -> None:
    assert filtered(reply) is not None


@pytest.mark.parametrize(
    "reply", [{}, {"raiMediaFilteredCount": 0}, {"response": {"videos": []}}, {"response": "done"}]
)
def test_no_filter_is_seen_where_there_is_none(reply: dict[str, Any]) -> None:
    assert filtered(reply) is None


@pytest.mark.parametrize("value", [None, "", 7, [], [1], {}, {"error": None}, {"error": "no"}, {"error": [1]}])
def test_any_body_can_be_read_for_what_it_says(value: Any) -> None:
    assert isinstance(said(value).message, str)


# ---------------------------------------------------------------- jobs that end without a result


@pytest.mark.parametrize("role", [Role.VIDEO, Role.MUSIC])
def test_a_job_that_failed_unbilled_may_be_sent_again(role: Role, google: Provider, far: Far, room: Room) -> None:
    far.fault("failed", role=role.value)
    error = refusal(google, caps(MODELS[role]), room.request(role), room)
    assert (error.kind, error.billed) == (Kind.RETRY, False)
    assert "not charged" in error.message


@pytest.mark.parametrize("role", list(Role))
def test_done_with_nothing_is_never_sent_again_by_itself(role: Role, google: Provider, far: Far, room: Room) -> None:
    far.fault("no-output", role=role.value)
    error = refusal(google, caps(MODELS[role]), room.request(role), room)
    assert (error.kind, error.billed) == (Kind.GONE, None)
    assert len(far.submits()) == 1


def test_a_job_that_nobody_knows_any_more_is_gone(google: Provider, far: Far, room: Room) -> None:
    far.fault("vanished", "poll")
    error = refusal(google, caps(VIDEO), room.request(Role.VIDEO), room)
    assert (error.kind, error.billed) == (Kind.GONE, None)


@pytest.mark.parametrize("fault", ["unknown-model", "retired", "quota"])
@pytest.mark.parametrize("role", list(Role))
def test_a_model_or_a_limit_that_is_gone_stops_before_anything_is_paid(
    fault: str, role: Role, google: Provider, far: Far, room: Room
) -> None:
    far.fault(fault, role=role.value)
    error = refusal(google, caps(MODELS[role]), room.request(role), room)
    assert (error.kind, error.billed) == (Kind.QUOTA if fault == "quota" else Kind.GONE, False)
    assert not far.submits()


def test_half_a_storyboard_is_refused_and_paid(google: Provider, far: Far, room: Room) -> None:
    far.fault("half-text")
    error = refusal(google, caps(MODELS[Role.TEXT]), room.request(Role.TEXT), room)
    assert (error.kind, error.billed, error.code) == (Kind.INVALID, True, "MAX_TOKENS")


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("fault", ["wrong-media", "empty-media", "half-media"])
def test_a_file_that_is_no_good_is_fetched_thrice_and_then_given_up(
    fault: str, google: Provider, far: Far, room: Room
) -> None:
    far.fault(fault, "fetch", times=99)
    error = refusal(google, caps(VIDEO), room.request(Role.VIDEO), room)
    assert (error.kind, error.billed, error.about) == (Kind.GONE, True, "output")
    assert sum(meant.act == "fetch" for _, _, meant in far.asked) == 3
    assert len(far.submits()) == 1


def test_a_file_that_is_good_the_second_time_is_taken(google: Provider, far: Far, room: Room) -> None:
    far.fault("half-media", "fetch")
    assert made(google, caps(VIDEO), room.request(Role.VIDEO), room).outputs
    assert len(far.submits()) == 1


@pytest.mark.parametrize("fault", ["expired", "huge"])
def test_a_file_that_cannot_come_is_paid_and_gone(fault: str, google: Provider, far: Far, room: Room) -> None:
    far.fault(fault, "fetch", times=99)
    error = refusal(google, caps(VIDEO), room.request(Role.VIDEO), room)
    assert (error.kind, error.billed) == (Kind.GONE, True)


@pytest.mark.parametrize("fault", ["wrong-media", "empty-media", "half-media"])
@pytest.mark.parametrize("role", [Role.IMAGE, Role.SPEECH])
def test_media_within_a_reply_that_are_no_good_are_paid_and_gone(
    fault: str, role: Role, google: Provider, far: Far, room: Room
) -> None:
    far.fault(fault, "submit", role=role.value)
    error = refusal(google, caps(MODELS[role]), room.request(role), room)
    assert (error.kind, error.billed) == (Kind.GONE, True)


def test_a_file_of_another_host_is_asked_for_without_the_key(
    google: Provider, far: Far, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vidpipe.providers.google import client

    sent: list[tuple[str, Any]] = []

    def fetch(address: str, into: Any, **more: Any) -> str:
        sent.append((address, more["headers"]))
        raise client.BadInput("not fetched")

    monkeypatch.setattr(client, "fetch", fetch)
    for uri in ("https://elsewhere.example/clip.mp4", "https://generativelanguage.googleapis.com/v1beta/files/abc"):
        with pytest.raises(ProviderError):
            google.line.download(uri, Role.VIDEO, room.desk())  # type: ignore[attr-defined]
    assert sent[0] == ("https://elsewhere.example/clip.mp4", {})
    assert sent[1] == (f"{far.address}/v1beta/files/abc:download?alt=media", {"x-goog-api-key": KEY})


# ---------------------------------------------------------------- cancelling


def test_a_cancelled_job_says_so(google: Provider, far: Far, room: Room) -> None:
    far.fault("stuck", "poll", times=99)
    ticket = google.submit(caps(VIDEO), room.request(Role.VIDEO), room.desk())
    assert isinstance(ticket, Ticket)
    assert google.poll(ticket).state == "running"
    assert google.cancel(ticket)
    status = google.poll(ticket)
    assert status.state == "cancelled"
    assert status.error


def test_a_cancel_that_comes_too_late_is_none_and_the_clip_is_kept(google: Provider, far: Far, room: Room) -> None:
    far.fault("cancel-late", "cancel")
    ticket = google.submit(caps(VIDEO), room.request(Role.VIDEO), room.desk())
    assert isinstance(ticket, Ticket)
    assert not google.cancel(ticket)
    assert google.fetch(ticket, room.desk()).outputs
