"""What is sent, and replies unlike the far side's: other order, other spelling, older shapes, new fields, nonsense."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from google_bench import IMAGE, MUSIC, SPEECH, TEXT, VIDEO, Room, caps, made
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some

from fakes import media
from fakes.far import Far
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.film.storyboard import Storyboard
from vidpipe.ports import Provider, Ref, Request
from vidpipe.providers.google import image, interactions, text, veo
from vidpipe.providers.google.errors import Matter
from vidpipe.providers.google.interactions import decode, media_of
from vidpipe.providers.google.reading import Unreadable, loaded, pick

PNG = base64.b64encode(media.png(16, 16, 3)).decode()
CLIP = {"type": "video", "mime_type": "video/mp4", "data": "AAAA"}
DONE = {"status": "completed", "id": "v1_x"}
NONSENSE = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text(max_size=8),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = (
    "status id steps content outputs output_video errors error usage response candidates promptFeedback blockReason "
    "finishReason parts inlineData text done videos total_output_tokens raiMediaFilteredCount type data uri code "
    "message"
)
REPLIES = some.dictionaries(some.sampled_from(NAMES.split()), NONSENSE, max_size=6)


def read(ref: Ref) -> bytes:
    return ref.digest.encode()


def trouble(act: Callable[[], object]) -> ProviderError | None:
    """Our error, where an act ends with one."""
    try:
        act()
    except ProviderError as error:
        return error
    return None


def reference(use: str, name: str, mime: str = "image/png") -> Ref:
    return Ref(use=use, digest=name, mime=mime)  # type: ignore[arg-type]


# ---------------------------------------------------------------- what is sent: words and pictures


def test_a_schema_goes_without_references_and_a_limit_goes_with_every_request() -> None:
    request = Request(role=Role.TEXT, task="storyboard", prompt="x", answer=Storyboard.model_json_schema())
    contents, config = text.encode(caps(TEXT), request)
    assert contents == [{"role": "user", "parts": [{"text": "x"}]}]
    assert "$ref" not in json.dumps(config["response_json_schema"])
    assert config["max_output_tokens"] == 32_768
    plain = text.encode(caps(TEXT), Request(role=Role.TEXT, task="x", prompt="x"))[1]
    assert set(plain) == {"max_output_tokens"}


def test_a_seed_differs_by_sample_and_fits_what_the_model_takes() -> None:
    asked = Request(role=Role.TEXT, task="x", prompt="x", seed=2**47)
    seeds = {text.encode(caps(TEXT, seeded=True), asked.model_copy(update={"sample": n}))[1]["seed"] for n in range(3)}
    assert len(seeds) == 3
    assert max(seeds) < 2**31


def test_pictures_go_before_the_words_and_in_their_order(room: Room) -> None:
    refs = (reference("reference", "b"), reference("source", "a"), reference("reference", "c"))
    request = room.request(Role.IMAGE, task="edit", refs=refs, data={"aspect": "4:5", "resolution": "2K"})
    contents, config = image.encode(caps(IMAGE), request, read)
    *pictures, words = contents[0]["parts"]
    assert [part["inline_data"]["data"] for part in pictures] == [b"a", b"b", b"c"]
    assert words["text"].startswith("Change the first picture")
    assert "Avoid: letters." in words["text"]
    assert config["image_config"] == {"aspect_ratio": "4:5", "image_size": "2K"}
    assert image.labels(request) == ("source", "reference 1", "reference 2", "prompt")


def test_a_picture_of_a_plan_is_asked_for_on_the_wire(google: Provider, far: Far, room: Room) -> None:
    made(google, caps(IMAGE), room.request(Role.IMAGE, refs=(room.picture("reference"),)), room)
    sent = far.submits()[0].asked
    assert sent["generationConfig"]["responseModalities"] == ["IMAGE"]
    assert sent["generationConfig"]["imageConfig"] == {"aspectRatio": "16:9", "imageSize": "1K"}
    parts = sent["contents"][0]["parts"]
    assert len(parts) == 2
    assert base64.urlsafe_b64decode(pick(parts[0], "inlineData")["data"]) == media.png(64, 36, 1)


def test_fourteen_references_go_along(google: Provider, far: Far, room: Room) -> None:
    refs = tuple(room.picture("reference", shade) for shade in range(14))
    made(google, caps(IMAGE), room.request(Role.IMAGE, refs=refs), room)
    assert len(far.submits()[0].asked["contents"][0]["parts"]) == 15


# ---------------------------------------------------------------- what is sent: clips


def test_each_picture_of_a_clip_is_said_to_be_what_it_is(room: Room) -> None:
    refs = (reference("reference", "r0"), reference("last", "l"), reference("first", "f"), reference("reference", "r1"))
    request = room.request(Role.VIDEO, refs=refs, data={"aspect": "9:16", "resolution": "360p"})
    body = interactions.encode(caps(VIDEO), request, read)
    *pictures, words = body["input"][0]["content"]
    assert [base64.b64decode(part["data"]).decode() for part in pictures] == ["f", "l", "r0", "r1"]
    assert words["text"].startswith("[# Sources <FIRST_FRAME>@Image1 <LAST_FRAME>@Image2] ")
    assert "[# References <IMAGE_REF_0>@Image3 <IMAGE_REF_1>@Image4] It rises." in words["text"]
    assert body["response_format"] == {
        "type": "video",
        "aspect_ratio": "9:16",
        "resolution": "360p",
        "duration": "3s",
        "delivery": "uri",
    }
    assert (body["background"], body["store"], body["model"]) == (True, True, VIDEO)


@pytest.mark.parametrize(
    ("uses", "task", "named"),
    [
        ((), "clip", "text_to_video"),
        (("first",), "clip", "image_to_video"),
        (("first", "last"), "clip", "image_to_video"),
        (("reference",), "clip", "reference_to_video"),
        (("source",), "edit", "edit"),
        (("source",), "extend", "extend"),
    ],
)
def test_the_task_follows_from_what_goes_along(uses: tuple[str, ...], task: str, named: str, room: Room) -> None:
    refs = tuple(reference(use, use, "video/mp4" if use == "source" else "image/png") for use in uses)
    body = interactions.encode(caps(VIDEO), room.request(Role.VIDEO, task=task, refs=refs), read)
    assert body["generation_config"]["video_config"]["task"] == named


def test_a_clip_is_gone_on_from_by_its_job_where_that_is_known_else_it_goes_along(room: Room) -> None:
    source, last = reference("source", "clip", "video/mp4"), reference("last", "end")
    asked = room.request(
        Role.VIDEO, task="extend", refs=(source, last), frames=240, data={"extends": 96, "job": "v1_a"}
    )
    known = interactions.encode(caps(VIDEO), asked, read)
    assert known["previous_interaction_id"] == "v1_a"
    assert [part["type"] for part in known["input"][0]["content"]] == ["image", "text"]
    assert known["response_format"]["duration"] == "6s"
    assert "Continue this video" in known["input"][0]["content"][-1]["text"]
    foreign = interactions.encode(caps(VIDEO), asked.model_copy(update={"data": {"extends": 96}}), read)
    assert "previous_interaction_id" not in foreign
    assert [part["type"] for part in foreign["input"][0]["content"]] == ["video", "image", "text"]


def test_a_job_without_its_source_is_not_gone_on_from(room: Room) -> None:
    asked = room.request(Role.VIDEO, data={"job": "v1_a"})
    assert "previous_interaction_id" not in interactions.encode(caps(VIDEO), asked, lambda ref: b"x")


def test_a_clip_that_is_made_longer_by_its_job(google: Provider, far: Far, room: Room) -> None:
    first = made(google, caps(VIDEO), room.request(Role.VIDEO), room)
    source = room.keep(b"not sent", "video/mp4", "source")
    data = {"extends": 72, "job": first.outputs[0].meta["job"]}
    longer = room.request(Role.VIDEO, task="extend", refs=(source,), frames=168, data=data)
    assert made(google, caps(VIDEO), longer, room).outputs
    assert far.submits()[1].asked["previous_interaction_id"] == far.submits()[0].id


# ---------------------------------------------------------------- what is sent: sound


def test_a_line_says_its_voice_language_and_how_it_is_to_be_said(room: Room) -> None:
    body = interactions.encode(caps(SPEECH), room.request(Role.SPEECH), read)
    assert body["input"] == "A kite rises."
    assert body["generation_config"]["speech_config"] == [{"voice": "Kore", "language": "en-GB"}]
    assert body["generation_config"]["max_output_tokens"] > 100
    assert body["background"] is False
    asked = room.request(Role.SPEECH, speed=80, data={"change": "whispering"}, voice="Puck", language="en")
    slow = interactions.encode(caps(SPEECH), asked, read)
    assert slow["input"] == "Say this, at 80 per cent of the usual pace, whispering:\nA kite rises."
    assert slow["generation_config"]["speech_config"] == [{"voice": "Puck"}]


def test_a_piece_of_music_is_asked_for_with_its_length(room: Room) -> None:
    body = interactions.encode(caps(MUSIC), room.request(Role.MUSIC), read)
    assert body["input"] == "calm strings. The piece is 4 seconds long."
    assert body["response_format"]["type"] == "audio"


def test_a_variant_of_ours_is_asked_for_by_the_models_own_name(room: Room) -> None:
    draft = caps("gemini-omni-1.2-flash@360p")
    assert interactions.encode(draft, room.request(Role.VIDEO, refs=()), read)["model"] == VIDEO


# ---------------------------------------------------------------- replies unlike the far side's


@pytest.mark.parametrize(
    "reply",
    [
        DONE | {"steps": [{"type": "model_output", "content": [CLIP]}]},
        DONE | {"steps": [{"content": [{"type": "text", "text": "Done"}, CLIP], "type": "model_output", "new": 1}]},
        DONE | {"steps": [{"type": "something_new", "content": CLIP}]},
        DONE | {"outputs": [CLIP]},
        DONE | {"output_video": CLIP},
        DONE | {"outputVideo": {"uri": "https://x/files/a", "mimeType": "video/mp4"}},
        {
            "steps": [{"type": "model_output", "content": [{"mime_type": "video/mp4", "uri": "u"}]}],
            "status": "COMPLETED",
        },
    ],
)
def test_a_clip_is_found_in_every_shape_of_a_reply(reply: dict[str, Any]) -> None:
    found = decode(reply, Role.VIDEO)
    assert found.status.state == "done"
    assert found.media
    assert found.media.data or found.media.uri


def test_the_last_clip_counts_and_never_what_was_sent() -> None:
    sent = {"type": "user_input", "content": [CLIP | {"data": "SENT"}]}
    given = {"type": "model_output", "content": [CLIP | {"data": "OLD"}, CLIP | {"data": "NEW"}]}
    found = media_of({"steps": [sent, given]}, "video")
    assert found
    assert found.data == "NEW"
    assert media_of({"steps": [sent]}, "video") is None


@pytest.mark.parametrize(
    ("reply", "state", "kind", "billed"),
    [
        ({"status": "queued"}, "queued", None, None),
        ({"status": "in_progress"}, "running", None, None),
        ({"status": "half_way"}, "running", None, None),
        ({}, "running", None, None),
        ({"status": 7}, "running", None, None),
        (DONE, "failed", Kind.GONE, None),
        (DONE | {"usage": {"total_output_tokens": 0}}, "failed", Kind.GONE, False),
        (DONE | {"usage": {"total_output_tokens": 9}}, "failed", Kind.GONE, True),
        (
            DONE | {"steps": [{"type": "m", "content": [{"type": "text", "text": "It was blocked by policy"}]}]},
            *(("failed", Kind.POLICY, None)),
        ),
        (DONE | {"response": {"generateVideoResponse": {"raiMediaFilteredCount": 1}}}, "failed", Kind.POLICY, None),
        ({"status": "failed"}, "failed", Kind.GONE, None),
        ({"status": "failed", "usage": {"totalOutputTokens": 0}}, "failed", Kind.RETRY, False),
        ({"status": "failed", "errors": [{"code": "x/content_blocked"}]}, "failed", Kind.POLICY, None),
        ({"status": "failed", "error": {"code": "SAFETY", "message": "no"}}, "failed", Kind.POLICY, None),
        ({"status": "incomplete"}, "failed", Kind.GONE, None),
        ({"status": "incomplete", "usage": {"total_output_tokens": 0}}, "failed", Kind.GONE, False),
        ({"status": "requires_action"}, "failed", Kind.GONE, None),
        ({"status": "requires_continuation"}, "failed", Kind.GONE, None),
        ({"status": "budget_exceeded"}, "failed", Kind.QUOTA, None),
        ({"status": "cancelled"}, "cancelled", Kind.GONE, None),
    ],
)
def test_every_state_of_a_job_means_something(
    reply: dict[str, Any], state: str, kind: Kind | None, billed: bool | None
) -> None:
    status = decode(reply, Role.VIDEO).status
    assert status.state == state
    assert (status.error.kind if status.error else None) == kind
    assert (status.error.billed if status.error else None) == billed


@pytest.mark.parametrize(
    "reply",
    [
        {"candidates": [{"content": {"parts": [{"inlineData": {"mimeType": "image/png", "data": PNG}}]}}]},
        {"candidates": [{"content": {"parts": [{"inline_data": {"mime_type": "image/png", "data": PNG}}]}}]},
        {"candidates": {"content": {"parts": {"inlineData": {"data": PNG}}}}},
        {
            "candidates": [
                {
                    "finishReason": "SOMETHING_NEW",
                    "content": {
                        "parts": [
                            {"thought": True, "inlineData": {"data": "AAAA"}},
                            {"inlineData": {"data": PNG.replace("+", "-").rstrip("="), "mimeType": "image/png"}},
                            {"text": "after it"},
                        ]
                    },
                }
            ]
        },
    ],
)
def test_a_picture_is_found_in_every_shape_of_a_reply(reply: dict[str, Any]) -> None:
    data, _ = image.decode(reply, Matter())
    assert data == media.png(16, 16, 3)


def test_words_come_without_thoughts_and_from_a_fence() -> None:
    parts = [{"text": "hm", "thought": True}, {"text": '```json\n{"a": '}, {"text": "1}\n```"}]
    reply = {"candidates": [{"content": {"parts": parts}}]}
    request = Request(role=Role.TEXT, task="x", prompt="x", answer={"type": "object"})
    assert text.decode(reply, caps(TEXT), request).data == {"a": 1}


def test_an_answer_that_is_whole_at_its_limit_is_taken() -> None:
    reply = {"candidates": [{"content": {"parts": [{"text": '{"a": 1}'}]}, "finishReason": "MAX_TOKENS"}]}
    asked = Request(role=Role.TEXT, task="x", prompt="x", answer={"type": "object"})
    assert text.decode(reply, caps(TEXT), asked).data == {"a": 1}
    with pytest.raises(ProviderError) as cut:
        text.decode(reply, caps(TEXT), asked.model_copy(update={"answer": {}}))
    assert (cut.value.kind, cut.value.billed) == (Kind.INVALID, True)


@given(reply=REPLIES)
@hypothesis_settings(max_examples=100)
def test_no_reply_brings_anything_but_a_result_or_one_of_our_errors(reply: dict[str, Any]) -> None:
    asked = Request(role=Role.TEXT, task="x", prompt="x", answer={"type": "object"})
    for act in (
        lambda: decode(reply, Role.VIDEO),
        lambda: decode(reply, Role.MUSIC),
        lambda: veo.decode(reply),
        lambda: image.decode(reply, Matter()),
        lambda: text.decode(reply, caps(TEXT), asked),
    ):
        error = trouble(act)
        assert error is None or error.remedy


@pytest.mark.parametrize("body", [None, "", b"", "<html>", "[]", "[1, 2]", "7", '"x"', "{", '{"a":' * 5000])
def test_what_is_no_object_is_not_read(body: Any) -> None:
    with pytest.raises(Unreadable):
        loaded(body)
    assert loaded('[{"a": 1}]') == {"a": 1}
