"""A plan is what the model really takes, costs at most what it says, and planning it again changes nothing."""

from typing import Any

import pytest
from google_bench import IMAGE, MODELS, MUSIC, SPEECH, TEXT, VEO, VIDEO, Room, caps
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Price, Role, Span
from vidpipe.library.models import models
from vidpipe.ports import Ref, Request
from vidpipe.providers.google import interactions
from vidpipe.providers.google.planning import most_out, nearest, plan
from vidpipe.providers.google.pricing import cost, made_nothing, used

ALL = models("google")
USES = some.sampled_from(["first", "last", "reference"])


@some.composite
def requests(draw: some.DrawFn) -> Request:
    """Requests of every role, sensible or not."""
    role = draw(some.sampled_from(list(Role)))
    uses = draw(some.lists(USES, max_size=18)) if role in (Role.IMAGE, Role.VIDEO) else []
    return Request(
        role=role,
        task=draw(some.sampled_from(["brief", "storyboard", "clip", "keyframe", "x"])),
        prompt=draw(some.text(min_size=1, max_size=300)),
        width=draw(some.integers(64, 4096)),
        height=draw(some.integers(64, 4096)),
        frames=draw(some.integers(1, 1200)),
        rate=draw(some.sampled_from([24, 25, 30])),
        seed=draw(some.integers(0, 2**48)),
        speed=draw(some.integers(50, 200)),
        refs=tuple(Ref(use=use, digest=f"{n}", mime="image/png") for n, use in enumerate(uses)),  # type: ignore[arg-type]
        data={"resolution": draw(some.sampled_from(["720p", "2K", "huge"]))} if draw(some.booleans()) else {},
    )


@given(request=requests(), number=some.integers(0, len(ALL) - 1))
@hypothesis_settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_a_plan_is_what_the_model_takes_and_is_stable(request: Request, number: int) -> None:
    fitting = [found for found in ALL if found.role is request.role]
    model = fitting[number % len(fitting)]
    planned = plan(model, request)
    assert plan(model, planned.request).request == planned.request
    assert 0 <= (planned.low if planned.low is not None else planned.price) <= planned.price
    assert planned.units > 0
    assert planned.basis != "free"
    uses = [ref.use for ref in planned.request.refs]
    assert uses.count("reference") <= model.references
    assert model.last_frame or "last" not in uses
    if model.resolutions:
        assert planned.request.data["resolution"] in model.resolutions
    if model.role is Role.VIDEO and isinstance(model.durations, Span):
        milliseconds = planned.request.frames * 1000 / planned.request.rate  # type: ignore[operator]
        assert model.durations.low <= milliseconds <= model.durations.high
        assert milliseconds % model.durations.step == 0


@given(words=some.integers(0, 1200), thoughts=some.integers(0, 4000))
def test_usage_within_the_limits_that_were_sent_never_costs_more_than_was_reserved(words: int, thoughts: int) -> None:
    model, request = caps(TEXT), Request(role=Role.TEXT, task="brief", prompt="é" * 600)
    limit = most_out(model, request)
    told = {"promptTokenCount": 1200, "candidatesTokenCount": words, "thoughtsTokenCount": min(thoughts, limit - words)}
    found = cost(model, used({"usageMetadata": told}, Role.TEXT))
    assert found is not None
    assert found <= plan(model, request).price


@pytest.mark.parametrize("resolution", ["360p", "720p", "1080p", "4k"])
def test_a_clip_costs_at_most_what_is_reserved_at_every_resolution(resolution: str, room: Room) -> None:
    model, request = caps(VIDEO), room.request(Role.VIDEO, data={"resolution": resolution})
    per_second = model.fields["video_tokens"][resolution]
    told = {"total_input_tokens": 2600, "output_tokens_by_modality": [{"modality": "video", "tokens": per_second * 3}]}
    found = cost(model, used({"usage": told | {"total_thought_tokens": 2000}}, Role.VIDEO))
    planned = plan(model, request)
    assert found is not None
    assert planned.low is not None
    assert planned.low * 0.99 <= found <= planned.price


# ---------------------------------------------------------------- clips


@pytest.mark.parametrize(
    ("asked", "rate", "made"), [(1, 24, 3), (72, 24, 3), (73, 24, 4), (100, 25, 4), (359, 24, 15), (900, 30, 15)]
)
def test_a_length_is_what_covers_the_scene_or_the_longest(asked: int, rate: int, made: int, room: Room) -> None:
    planned = plan(caps(VIDEO), room.request(Role.VIDEO, frames=asked, rate=rate))
    assert planned.request.frames == made * rate
    assert planned.units == made * 1000
    assert bool(planned.warnings) is (asked > 15 * rate)


def test_a_length_of_a_few_is_one_of_them(room: Room) -> None:
    for asked, made in ((3, 4), (5, 6), (8, 8), (9, 8)):
        assert plan(caps(VEO), room.request(Role.VIDEO, frames=asked * 24)).request.frames == made * 24


@pytest.mark.parametrize(
    ("size", "aspect", "resolution", "warned"),
    [
        ((1280, 720), "16:9", "720p", False),
        ((640, 360), "16:9", "360p", False),
        ((720, 1280), "9:16", "720p", False),
        ((1920, 1080), "16:9", "720p", False),
        ((960, 960), "16:9", "720p", True),
        ((864, 1080), "9:16", "720p", True),
    ],
)
def test_a_shape_is_the_nearest_that_the_model_has(
    size: tuple[int, int], aspect: str, resolution: str, warned: bool, room: Room
) -> None:
    planned = plan(caps(VIDEO), room.request(Role.VIDEO, width=size[0], height=size[1]))
    assert (planned.request.data["aspect"], planned.request.data["resolution"]) == (aspect, resolution)
    assert bool(planned.warnings) is warned


def test_a_person_may_choose_the_resolution_and_pays_for_it(room: Room) -> None:
    usual, chosen = (plan(caps(VIDEO), room.request(Role.VIDEO, data=data)) for data in ({}, {"resolution": "4k"}))
    assert chosen.request.data["resolution"] == "4k"
    assert chosen.price > 2 * usual.price
    odd = plan(caps(VIDEO), room.request(Role.VIDEO, data={"resolution": "8k"}))
    assert odd.request.data["resolution"] == "720p"
    assert odd.warnings


def test_frames_that_a_model_does_not_take_are_left_out_and_said(room: Room) -> None:
    planned = plan(caps(VIDEO, last_frame=False), room.request(Role.VIDEO))
    assert [ref.use for ref in planned.request.refs] == ["first"]
    assert "last frame" in planned.warnings[0]
    alone = plan(caps(VIDEO), room.request(Role.VIDEO, refs=(room.picture("last"),)))
    assert not alone.request.refs


def test_references_beyond_what_a_model_takes_are_left_out_and_said(room: Room) -> None:
    refs = tuple(room.picture("reference", shade) for shade in range(16))
    planned = plan(caps(IMAGE), room.request(Role.IMAGE, refs=refs))
    assert planned.request.refs == refs[:14]
    assert "2 of 16" in planned.warnings[0]
    source = room.picture("source", 99)
    edited = plan(caps(IMAGE), room.request(Role.IMAGE, task="edit", refs=(source, *refs)))
    assert edited.request.refs == (source, *refs[:13])
    alone = caps(VIDEO, refs_with_frames=False)
    assert len(plan(alone, room.request(Role.VIDEO, refs=(room.picture("first"), *refs[:3]))).request.refs) == 1


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize("role", list(Role))
def test_another_role_is_refused(role: Role) -> None:
    other = next(model for model in ALL if model.role is not role)
    with pytest.raises(ProviderError) as refused:
        plan(other, Request(role=role, task="x", prompt="x"))
    assert (refused.value.kind, refused.value.billed) == (Kind.INVALID, False)


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (caps(VEO), {"prompt": "x" * 3001}),
        (caps(IMAGE, edits=False), {"task": "edit", "refs": "image/png"}),
        (caps(IMAGE), {"task": "edit", "refs": "video/mp4"}),
        (caps(VEO), {"task": "extend", "refs": "video/mp4"}),
        (
            caps("gemini-omni-1.1-flash"),
            {"task": "extend", "refs": "video/mp4", "frames": 1200, "data": {"extends": 960}},
        ),
    ],
)
def test_what_no_change_makes_right_is_refused(model: Caps, changes: dict[str, Any], room: Room) -> None:
    if "refs" in changes:
        changes = {**changes, "refs": (Ref(use="source", digest="a", mime=changes["refs"]),)}
    with pytest.raises(ProviderError) as refused:
        plan(model, room.request(model.role, **changes))
    assert refused.value.kind is Kind.INVALID
    assert refused.value.remedy


def test_pictures_that_are_too_large_together_are_refused_before_they_are_sent(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vidpipe.providers.google import image

    monkeypatch.setattr(image, "MOST_SENT", 100)
    for encode, role in ((image.encode, Role.IMAGE), (interactions.encode, Role.VIDEO)):
        with pytest.raises(ProviderError) as refused:
            encode(caps(MODELS[role]), room.request(role, refs=(room.picture("first"),)), lambda ref: b"x" * 200)
        assert (refused.value.kind, refused.value.billed) == (Kind.INVALID, False)


# ---------------------------------------------------------------- going on


def test_an_extension_orders_what_is_new_and_reserves_for_the_whole(room: Room) -> None:
    source = Ref(use="source", digest="a", mime="video/mp4")
    request = room.request(Role.VIDEO, task="extend", refs=(source,), frames=240, data={"extends": 144})
    planned = plan(caps(VIDEO), request)
    assert (planned.request.frames, interactions.lasting(planned.request)) == (240, 4)
    assert planned.units == 10_000
    short = plan(caps(VIDEO), request.model_copy(update={"frames": 150}))
    assert (short.request.frames, interactions.lasting(short.request)) == (144 + 72, 3)


# ---------------------------------------------------------------- prices


def test_nobody_says_a_price_that_is_in_no_record(room: Room) -> None:
    assert plan(caps(VIDEO, price=Price()), room.request(Role.VIDEO)).basis == "unknown"
    told = caps(VIDEO).price.model_copy(update={"sure": "unknown"})
    assert plan(caps(VIDEO, price=told), room.request(Role.VIDEO)).basis == "unknown"


def test_a_price_of_one_is_that_and_no_usage_changes_it(room: Room) -> None:
    planned = plan(caps(VEO), room.request(Role.VIDEO, frames=96))
    assert (planned.price, planned.low, planned.basis) == (1_600_000, None, "fixed")
    assert cost(caps(VEO), {"video out": 5}) is None
    assert plan(caps(MUSIC), room.request(Role.MUSIC)).price == caps(MUSIC).price.micros


def test_a_voice_that_a_model_has_not_gives_way_to_its_own(room: Room) -> None:
    planned = plan(caps(SPEECH), room.request(Role.SPEECH, voice="local-anna"))
    assert planned.request.voice == ""
    assert "local-anna" in planned.warnings[0]
    assert plan(caps(SPEECH), room.request(Role.SPEECH, voice=caps(SPEECH).voices[0].id)).warnings == ()


@pytest.mark.parametrize(
    ("reply", "role", "usage"),
    [
        ({}, Role.TEXT, {}),
        ({"usageMetadata": "none"}, Role.TEXT, {}),
        ({"usage_metadata": {"prompt_token_count": "7", "candidates_token_count": 3}}, Role.TEXT, {"in": 7, "out": 3}),
        ({"usageMetadata": {"candidatesTokenCount": 1120}}, Role.IMAGE, {"image out": 1120}),
        ({"usage": {"totalOutputTokens": 9}}, Role.VIDEO, {"video out": 9}),
        (
            {"usage": {"output_tokens_by_modality": [{"modality": "AUDIO", "tokens": 4}, "x"]}},
            Role.MUSIC,
            {"audio out": 4},
        ),
        ({"usage": {"output_tokens_by_modality": None, "total_output_tokens": -5}}, Role.VIDEO, {}),
    ],
)
def test_usage_is_read_in_any_spelling(reply: dict[str, Any], role: Role, usage: dict[str, int]) -> None:
    assert used(reply, role) == usage


def test_what_has_no_price_for_its_kind_costs_what_was_planned() -> None:
    assert cost(caps(TEXT), {"in": 5, "video out": 7}) is None
    assert cost(caps(TEXT), {}) is None
    assert cost(None, {"in": 5}) is None


@pytest.mark.parametrize(
    ("reply", "nothing"),
    [({}, None), ({"usage": {"total_output_tokens": 0}}, True), ({"usage": {"totalOutputTokens": 3}}, False)],
)
def test_usage_says_whether_anything_was_made(reply: dict[str, Any], nothing: bool | None) -> None:
    assert made_nothing(reply) is nothing


def test_the_nearest_aspect_is_so_by_ratio_in_both_directions() -> None:
    assert nearest(("16:9", "9:16", "1:1"), 1000, 1000) == "1:1"
    assert nearest(("16:9", "9:16"), 1000, 1001) == "9:16"
    assert nearest(("16:9", "21:9", "4:5"), 864, 1080) == "4:5"
