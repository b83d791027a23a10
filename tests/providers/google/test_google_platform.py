"""Veo on the platform for enterprises: signed in by a key file, one POST, polled by the operation's name alone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google_bench import VEO, VIDEO, Room, caps, ended, made, refusal

from fakes.far import Far, serving
from fakes.google import Google
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.ports import Provider, Setup, Ticket
from vidpipe.providers.google import provider, veo
from vidpipe.providers.google.reading import Unreadable


@pytest.fixture(scope="module")
def served() -> Iterator[Far]:
    with serving(Google()) as found:
        yield found


@pytest.fixture(scope="module")
def signed_in(served: Far, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key file of a service account whose tokens come from the far side."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    secret = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    account = {
        "type": "service_account",
        "project_id": "a-project",
        "private_key_id": "1",
        "private_key": secret.decode(),
        "client_email": "someone@a-project.example",
        "token_uri": f"{served.address}/token",
    }
    file = tmp_path_factory.mktemp("signed") / "account.json"
    file.write_text(json.dumps(account))
    return file


@pytest.fixture(scope="module")
def kept(served: Far) -> Provider:
    return provider(Setup(google_url=served.address, google_project="a-project", google_location="europe-west4"))


@pytest.fixture
def platform(kept: Provider, far: Far, signed_in: Path, monkeypatch: pytest.MonkeyPatch) -> Provider:
    monkeypatch.delenv("GEMINI_API_KEY")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(signed_in))
    return kept


def submitted(far: Far) -> int:
    return sum(meant.act == "submit" for _, _, meant in far.asked)


def test_it_is_there_where_a_project_is_set(platform: Provider) -> None:
    assert platform.ready()
    assert VEO in [model.model for model in platform.models()]
    assert VEO not in [model.model for model in provider(Setup()).models()]


def test_a_clip_goes_from_its_first_to_its_last_frame(platform: Provider, far: Far, room: Room) -> None:
    request = room.request(Role.VIDEO, negative="letters")
    result = made(platform, caps(VEO), request, room)
    assert result.outputs[0].meta["frames"] == 4 * 24
    (job,) = far.submits()
    (asked,), shape = job.asked["instances"], job.asked["parameters"]
    assert asked["image"]["bytesBase64Encoded"] != asked["lastFrame"]["bytesBase64Encoded"]
    assert (shape["durationSeconds"], shape["aspectRatio"], shape["resolution"]) == (4, "16:9", "720p")
    assert (shape["negativePrompt"], shape["generateAudio"], shape["sampleCount"]) == ("letters", False, 1)
    assert submitted(far) == 1


def test_the_ticket_is_enough(platform: Provider, far: Far, room: Room) -> None:
    model = caps(VEO)
    ticket = platform.submit(model, platform.plan(model, room.request(Role.VIDEO)).request, room.desk())
    assert isinstance(ticket, Ticket)
    assert ticket.id.startswith("projects/a-project/locations/europe-west4/")
    other = provider(Setup(google_url=far.address, google_project="a-project", google_location="europe-west4"))
    assert ended(other, ticket).state == "done"
    assert other.fetch(ticket, room.desk()).outputs
    assert not other.cancel(ticket)


@pytest.mark.parametrize(
    ("fault", "value", "kind", "billed"),
    [
        ("429", None, Kind.RETRY, False),
        ("500", None, Kind.AMBIGUOUS, None),
        ("drop-after", None, Kind.AMBIGUOUS, None),
        ("html", None, Kind.AMBIGUOUS, None),
        ("half-json", None, Kind.AMBIGUOUS, None),
        ("401", None, Kind.AUTH, False),
        ("quota", None, Kind.QUOTA, False),
        ("retired", None, Kind.GONE, False),
        ("refused", "prompt", Kind.POLICY, False),
        ("refused", "output", Kind.POLICY, None),
        ("refused", "nested", Kind.POLICY, None),
        ("no-output", None, Kind.GONE, None),
        ("failed", None, Kind.GONE, None),
    ],
)
def test_what_goes_wrong_is_one_of_the_kinds(
    fault: str, value: Any, kind: Kind, billed: bool | None, platform: Provider, far: Far, room: Room
) -> None:
    far.fault(fault, role="video", value=value)
    error = refusal(platform, caps(VEO), room.request(Role.VIDEO), room)
    assert (error.kind, error.billed) == (kind, billed)
    assert submitted(far) == 1


@pytest.mark.parametrize("fault", ["500", "503", "drop-before", "html", "half-json", "429"])
def test_a_poll_that_fails_is_asked_again(fault: str, platform: Provider, far: Far, room: Room) -> None:
    model = caps(VEO)
    ticket = platform.submit(model, platform.plan(model, room.request(Role.VIDEO)).request, room.desk())
    assert isinstance(ticket, Ticket)
    far.fault(fault, "poll")
    with pytest.raises(ProviderError) as failed:
        platform.poll(ticket)
    assert failed.value.kind is Kind.RETRY
    assert ended(platform, ticket).state == "done"


def test_a_clip_that_is_no_good_is_paid_and_gone(platform: Provider, far: Far, room: Room) -> None:
    far.fault("wrong-media", "submit")
    error = refusal(platform, caps(VEO), room.request(Role.VIDEO), room)
    assert (error.kind, error.billed) == (Kind.GONE, True)


def test_without_a_project_or_a_sign_in_nothing_is_sent(
    kept: Provider, far: Far, room: Room, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "nothing.json"))
    lacking = provider(Setup(google_url=far.address, google_project="a-project"))
    for google, word in ((provider(Setup(google_url=far.address)), "VIDPIPE_GOOGLE_PROJECT"), (lacking, "gcloud")):
        with pytest.raises(ProviderError) as refused:
            google.submit(caps(VEO), room.request(Role.VIDEO), room.desk())
        assert (refused.value.kind, refused.value.billed) == (Kind.AUTH, False)
        assert word in refused.value.remedy
    assert not far.submits()


def test_the_list_of_models_can_be_had_by_the_sign_in(platform: Provider) -> None:
    assert "14 models for this project" in platform.check()


# ---------------------------------------------------------------- replies of other shapes

CLIP = {"bytesBase64Encoded": "AAAA", "mimeType": "video/mp4"}
NAME = "projects/p/locations/l/publishers/google/models/m/operations/1"


@pytest.mark.parametrize(
    "reply",
    [
        {"done": True, "response": {"videos": [CLIP]}, "name": NAME},
        {"response": {"videos": [CLIP]}},
        {
            "done": True,
            "response": {"generateVideoResponse": {"generatedSamples": [{"video": {"uri": "https://x/y"}}]}},
        },
        {
            "done": True,
            "response": {"generatedVideos": [{"video": {"videoBytes": "AAAA"}}], "raiMediaFilteredCount": 0},
        },
        {"done": True, "response": {"videos": [None, {"gcsUri": "gs://bucket/clip.mp4"}]}},
        {"done": True, "response": {"videos": CLIP}},
    ],
)
def test_a_clip_is_found_in_every_shape(reply: dict[str, Any]) -> None:
    found = veo.decode(reply)
    assert found.status.state == "done"
    assert found.media


@pytest.mark.parametrize("reply", [{}, {"name": NAME}, {"name": NAME, "done": False}, {"metadata": {"state": "NEW"}}])
def test_whatever_is_not_done_goes_on(reply: dict[str, Any]) -> None:
    assert veo.decode(reply).status.state == "running"


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ({"done": True}, Kind.GONE),
        ({"done": True, "response": {}}, Kind.GONE),
        ({"done": True, "response": {"raiMediaFilteredCount": 0}}, Kind.GONE),
        ({"done": True, "response": {"raiMediaFilteredCount": 1}}, Kind.POLICY),
        ({"done": True, "error": {"code": 3, "message": "violates Google's Responsible AI practices"}}, Kind.POLICY),
        ({"done": True, "error": {"code": 8, "message": "exhausted"}}, Kind.GONE),
        ({"done": True, "error": {"code": 3, "message": "bad size"}}, Kind.INVALID),
        ({"error": {"code": "13"}}, Kind.GONE),
        ({"error": "no"}, Kind.GONE),
    ],
)
def test_every_other_end_is_an_error_and_nobody_says_whether_it_is_paid(reply: dict[str, Any], kind: Kind) -> None:
    error = veo.decode(reply).status.error
    assert error is not None
    assert (error.kind, error.billed) == (kind, None)


@pytest.mark.parametrize("reply", [None, [], "done", 7])
def test_what_is_no_reply_is_not_read(reply: Any) -> None:
    with pytest.raises(Unreadable):
        veo.decode(reply)


def test_only_the_name_of_an_operation_goes_to_the_platform() -> None:
    assert veo.is_operation(NAME)
    assert not veo.is_operation("v1_abc")
    assert caps(VIDEO).fields["through"] == "interactions"
