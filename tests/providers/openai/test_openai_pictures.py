"""Pictures by OpenAI: true aspects, references and edits, the most they can cost, and every way there is none."""

import base64
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai_bench import DIALECT

from fakes.asking import Room, request
from fakes.far import Answer, Far
from fakes.media import png
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.format import SIZES, Quality, size
from vidpipe.library.models import models, record
from vidpipe.providers.openai.peer import OpenAIProvider
from vidpipe.providers.openai.pictures import decode, sized
from vidpipe.providers.openai.planning import plan
from vidpipe.providers.openai.refusing import Asked

ASKED = Asked("OpenAI", "OPENAI_API_KEY", "gpt-image-2")


def flare(**changes: Any) -> Caps:
    found = record("openai/gpt-image-2.5-flare")
    assert found is not None
    return found.model_copy(update=changes)


# ---------------------------------------------------------------- sizes


@pytest.mark.parametrize("quality", Quality)
@pytest.mark.parametrize("aspect", SIZES)
def test_a_film_gets_pictures_of_its_own_aspect(aspect: Any, quality: Quality) -> None:
    width, height = size(aspect, quality)
    wide, high = sized(flare(), width, height)
    assert Fraction(wide, high) == Fraction(*SIZES[aspect])
    assert wide >= width
    assert not plan(flare(), request(Role.IMAGE, width=width, height=height)).warnings


@given(st.integers(1, 6000), st.integers(1, 6000))
def test_every_size_is_one_that_the_model_takes(width: int, height: int) -> None:
    wide, high = sized(flare(), width, height)
    assert wide % 16 == high % 16 == 0
    assert max(wide, high) <= min(3840, 3 * min(wide, high))
    assert 655_360 <= wide * high <= 3840 * 2160
    assert sized(flare(), wide, high) == (wide, high)


def test_an_older_model_has_only_its_three_sizes_and_says_so() -> None:
    (old,) = [caps for caps in models("openai") if caps.model == "gpt-image-1.5"]
    planned = plan(old, request(Role.IMAGE))
    assert (planned.request.width, planned.request.height) == (1536, 1024)
    assert "cut to 1280 × 720" in planned.warnings[0]


# ---------------------------------------------------------------- planning


def test_a_picture_costs_at_most_its_price(provider: OpenAIProvider, far: Far, room: Room) -> None:
    refs = [room.picture("reference", shade) for shade in range(3)]
    for grade, some in (("low", ()), ("medium", tuple(refs))):
        asked = request(Role.IMAGE, data={"resolution": grade}, refs=some, prompt="A red kite " * 100)
        planned = plan(flare(), asked)
        made = room.made(provider, flare(), asked)
        assert made.cost is not None
        assert 0 < (planned.low or 0) <= made.cost <= planned.price
    assert far.doubled() == {}


def test_the_quality_is_the_persons_or_the_models_own() -> None:
    assert plan(flare(), request(Role.IMAGE)).request.data["resolution"] == "medium"
    assert plan(flare(), request(Role.IMAGE, data={"resolution": "low"})).request.data["resolution"] == "low"
    unknown = plan(flare(), request(Role.IMAGE, data={"resolution": "4K"}))
    assert unknown.request.data["resolution"] == "medium"
    assert "has no 4K" in unknown.warnings[0]
    prices = [plan(flare(), request(Role.IMAGE, data={"resolution": grade})).price for grade in flare().resolutions]
    assert prices == sorted(prices)


def test_too_many_pictures_are_left_out_and_said(room: Room) -> None:
    refs = tuple(room.picture("reference", shade) for shade in range(20))
    planned = plan(flare(), request(Role.IMAGE, refs=refs))
    assert planned.request.refs == refs[:16]
    assert "4 of 20 are left out" in planned.warnings[0]


@pytest.mark.parametrize(
    ("caps", "changes"),
    [
        ({"edits": False}, {"refs": "source"}),
        ({"longest_text": 100}, {"prompt": "w" * 200}),
    ],
)
def test_what_no_change_makes_right_is_refused(room: Room, caps: dict[str, Any], changes: dict[str, Any]) -> None:
    if changes.get("refs"):
        changes = {"refs": (room.picture("source"),)}
    with pytest.raises(ProviderError) as found:
        plan(flare(**caps), request(Role.IMAGE, **changes))
    assert found.value.kind is Kind.INVALID


# ---------------------------------------------------------------- what is sent


def test_a_new_picture_is_asked_for_in_its_size(provider: OpenAIProvider, far: Far, room: Room) -> None:
    made = room.made(provider, flare(), request(Role.IMAGE, seed=9))
    (body,) = DIALECT.bodies
    assert (body["size"], body["quality"], body["output_format"], body["n"]) == ("1280x720", "medium", "png", 1)
    assert "Avoid: letters" in body["prompt"]
    assert "seed" not in body
    assert made.outputs[0].meta == {"width": 1280, "height": 720}
    assert Path(made.outputs[0].path).read_bytes()[:4] == b"\x89PNG"


def test_an_edit_sends_what_it_starts_from_first(provider: OpenAIProvider, far: Far, room: Room) -> None:
    source, like = room.picture("source", 2), room.picture("reference", 3)
    asked = request(Role.IMAGE, task="edit", prompt="Make the kite blue", refs=(like, source))
    assert room.made(provider, flare(), asked).outputs
    (body,) = DIALECT.bodies
    assert [part[2] for part in body["image[]"]] == [source.digest, like.digest]
    assert [part[:2] for part in body["image[]"]] == [["source-1.png", "image/png"], ["reference-2.png", "image/png"]]
    assert body["prompt"].startswith("Make the kite blue")
    assert body["size"] == "1280x720"


def test_one_reference_is_a_list_too(provider: OpenAIProvider, far: Far, room: Room) -> None:
    room.made(provider, flare(), request(Role.IMAGE, refs=(room.picture("reference"),)))
    assert len(DIALECT.bodies[0]["image[]"]) == 1
    assert "Keep the people" in DIALECT.bodies[0]["prompt"]


# ---------------------------------------------------------------- when there is none


def failure(provider: OpenAIProvider, room: Room, **changes: Any) -> ProviderError:
    with pytest.raises(ProviderError) as found:
        room.made(provider, flare(), request(Role.IMAGE, **changes))
    assert found.value.remedy
    return found.value


@pytest.mark.parametrize(
    ("how", "billed", "about"),
    [("prompt", False, "prompt"), ("old", False, "prompt"), ("output", None, "output"), ("nested", None, "output")],
)
def test_a_refusal_in_each_shape_is_one_by_policy(
    provider: OpenAIProvider, far: Far, room: Room, *, how: str, billed: bool | None, about: str
) -> None:
    far.fault("refused", value=how)
    error = failure(provider, room)
    assert (error.kind, error.billed, error.about) == (Kind.POLICY, billed, about)
    assert error.code in ("moderation_blocked", "content_policy_violation")
    assert far.submits() == []


def test_a_refusal_names_the_picture_it_is_about(provider: OpenAIProvider, far: Far, room: Room) -> None:
    refs = (room.picture("reference", 1), room.picture("source", 2), room.picture("reference", 3))
    far.fault("refused", value="input")  # the second of those sent
    assert failure(provider, room, refs=refs).about == "reference 1"


@pytest.mark.parametrize(
    ("fault", "kind", "billed"),
    [
        ("moderated-empty", Kind.POLICY, None),
        ("no-output", Kind.GONE, True),
        ("wrong-media", Kind.GONE, True),
        ("empty-media", Kind.GONE, True),
        ("half-media", Kind.GONE, True),
        ("huge", Kind.GONE, True),
        ("unknown-model", Kind.GONE, False),
        ("retired", Kind.GONE, False),
        ("quota", Kind.QUOTA, False),
    ],
)
def test_what_is_no_picture_has_its_kind_and_is_not_asked_for_again(
    provider: OpenAIProvider, far: Far, room: Room, *, fault: str, kind: Kind, billed: bool | None
) -> None:
    far.fault(fault)
    error = failure(provider, room)
    assert (error.kind, error.billed) == (kind, billed)
    assert len(far.submits()) <= 1


def test_a_retired_model_names_the_one_to_use(provider: OpenAIProvider, far: Far, room: Room) -> None:
    (old,) = [caps for caps in models("openai") if caps.model == "gpt-image-1"]
    with pytest.raises(ProviderError) as found:
        room.made(provider, old, request(Role.IMAGE))
    assert found.value.kind is Kind.GONE
    assert "openai/gpt-image-2.5-flare" in found.value.remedy


@pytest.mark.parametrize("how", ["", "per-day", "hard-limit"])
def test_every_way_of_having_nothing_left_stops_the_run(
    provider: OpenAIProvider, far: Far, room: Room, how: str
) -> None:
    far.fault("quota", value=how)
    assert failure(provider, room).kind is Kind.QUOTA


# ---------------------------------------------------------------- replies unlike the far side's

PICTURE = base64.b64encode(png(64, 64)).decode()


@pytest.mark.parametrize(
    "reply",
    [
        {"data": [{"b64_json": PICTURE}]},
        {"usage": None, "data": [{"revised_prompt": "x", "b64_json": PICTURE, "more": 1}, {"b64_json": "second"}]},
        {"data": [{"url": f"data:image/png;base64,{PICTURE}"}], "created": "now"},
        {"data": [{"b64_json": f"data:image/png;base64,{PICTURE}"}]},
    ],
    ids=range(4),
)
def test_other_shapes_of_a_picture_are_read(reply: dict[str, Any]) -> None:
    assert decode(reply, ASKED, {}) == png(64, 64)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ({}, Kind.POLICY),
        ({"data": None}, Kind.POLICY),
        ({"data": [None]}, Kind.POLICY),
        ({"data": [{"b64_json": None}]}, Kind.POLICY),
        ({"data": [{}]}, Kind.GONE),
        ({"data": [{"b64_json": "no base64!"}]}, Kind.GONE),
        ({"data": [{"b64_json": 7}]}, Kind.GONE),
        ({"data": [{"url": "https://elsewhere.example/x.png"}]}, Kind.GONE),
    ],
    ids=range(8),
)
def test_a_reply_without_a_picture_has_its_kind(reply: dict[str, Any], kind: Kind) -> None:
    with pytest.raises(ProviderError) as found:
        decode(reply, ASKED, {})
    assert found.value.kind is kind


def test_usage_without_details_is_charged_as_the_dearest_it_can_be(
    provider: OpenAIProvider, far: Far, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = {"data": [{"b64_json": PICTURE}], "usage": {"output_tokens": 100, "input_tokens": 10, "total_tokens": 110}}
    monkeypatch.setattr(DIALECT, "answer", lambda *_: Answer(reply))
    made = room.made(provider, flare(), request(Role.IMAGE))
    assert made.cost == 100 * 30 + 10 * 5
    assert made.usage == {"in": 10, "image out": 100}
