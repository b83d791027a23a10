"""Text by OpenAI: what is sent, what is read of every shape of answer, and what it costs."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from openai_bench import DIALECT, KEY

from fakes.asking import Room, request
from fakes.far import Answer, Far
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.brief import Brief
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.storyboard import Storyboard
from vidpipe.library.models import record
from vidpipe.ports import Request
from vidpipe.providers.openai.peer import OpenAIProvider
from vidpipe.providers.openai.refusing import Asked
from vidpipe.providers.openai.text import Answer as Read
from vidpipe.providers.openai.text import decode, decode_chat, encode, most_out, result

ASKED = Asked("OpenAI", "OPENAI_API_KEY", "gpt-6.1-terra")


def terra(**changes: Any) -> Caps:
    found = record("openai/gpt-6.1-terra")
    assert found is not None
    return found.model_copy(update=changes)


# ---------------------------------------------------------------- what is sent


def test_a_brief_is_written_and_costs_what_the_reply_says(provider: OpenAIProvider, far: Far, room: Room) -> None:
    planned = provider.plan(terra(), request(Role.TEXT))
    made = room.made(provider, terra(), request(Role.TEXT))
    assert made.data is not None
    assert Brief.model_validate(made.data).kind.value == "story"
    used = made.usage
    assert made.cost == -(-(used["in"] * 1_000_000 + used["out"] * 5_000_000) // 1_000_000)
    assert planned.low is not None
    assert made.cost <= planned.price
    assert planned.basis == "metered"
    assert len(far.submits()) == 1


def test_the_request_is_strict_bounded_and_kept_nowhere(provider: OpenAIProvider, far: Far, room: Room) -> None:
    room.made(provider, terra(), request(Role.TEXT))
    (body,) = DIALECT.bodies
    assert body["text"]["format"]["strict"] is True
    assert body["text"]["format"]["name"] == "brief"
    assert (body["store"], body["service_tier"]) == (False, "default")
    assert 0 < body["max_output_tokens"] <= 128_000
    assert body["instructions"] == "You are a director."
    assert far.keys_seen[f"Bearer {KEY}"] > 0


@pytest.mark.parametrize("noun", [Brief, Storyboard])
def test_the_schemas_of_the_stages_pass_strict_mode(provider: OpenAIProvider, far: Far, room: Room, noun: Any) -> None:
    asked = request(Role.TEXT, answer=noun.model_json_schema(), prompt='Plan: {"frames": 96, "rate": 24}')
    assert room.made(provider, terra(), asked).data


def test_a_longer_film_may_be_answered_longer() -> None:
    def room_for(seconds: int) -> int:
        data = {"frames": seconds * 24, "rate": 24}
        return most_out(terra(), request(Role.TEXT, task="storyboard", data=data))

    assert room_for(10) < room_for(60) < room_for(240) <= 128_000
    assert most_out(terra(fields={"most_out": 5000}), request(Role.TEXT, task="storyboard")) == 5000


def test_effort_is_sent_only_where_the_record_names_it() -> None:
    assert "reasoning" not in encode(terra(), request(Role.TEXT))
    assert encode(terra(fields={"effort": "low"}), request(Role.TEXT))["reasoning"] == {"effort": "low"}


def test_text_without_a_schema_is_text(provider: OpenAIProvider, far: Far, room: Room) -> None:
    made = room.made(provider, terra(), request(Role.TEXT, answer={}, prompt="Say something."))
    assert made.data is None
    assert "kite" in made.text


# ---------------------------------------------------------------- what it can cost


def test_the_price_is_a_true_maximum_and_planning_is_pure(provider: OpenAIProvider) -> None:
    asked = request(Role.TEXT, prompt="é" * 4000)
    planned = provider.plan(terra(), asked)
    assert planned == provider.plan(terra(), asked)
    assert provider.plan(terra(), planned.request) == planned
    assert planned.price >= (8000 * 1_000_000 + most_out(terra(), asked) * 5_000_000) // 1_000_000
    assert planned.units > 1


def test_what_is_above_the_usual_length_is_reserved_at_the_dearer_price(provider: OpenAIProvider) -> None:
    short, long = (provider.plan(terra(), request(Role.TEXT, prompt="x" * n)).price for n in (200_000, 290_000))
    assert long > 1.5 * short


def test_a_model_whose_cache_costs_more_is_reserved_with_it(provider: OpenAIProvider) -> None:
    price = terra().price
    dear = terra(price=price.model_copy(update={"by": {**price.by, "cache write": 9_000_000}}))
    assert provider.plan(dear, request(Role.TEXT)).price > provider.plan(terra(), request(Role.TEXT)).price


def test_cached_and_written_tokens_are_counted_once() -> None:
    reply = {
        "status": "completed",
        "output": [{"type": "message", "content": [{"type": "output_text", "text": "x"}]}],
        "usage": {
            "input_tokens": 1000,
            "input_tokens_details": {"cached_tokens": 600, "cache_write_tokens": 300},
            "output_tokens": 10,
        },
    }
    read = decode(reply, ASKED)
    assert read.used == {"in": 100, "cached in": 600, "cache write": 300, "out": 10}
    by = {"in": 1_000_000, "out": 5_000_000, "cached in": 100_000}
    caps = terra(price=terra().price.model_copy(update={"by": by}))
    assert result(caps, request(Role.TEXT, answer={}), read, ASKED).cost == 100 + 60 + 300 + 50


def test_a_reply_without_usage_leaves_the_cost_open(provider: OpenAIProvider, far: Far, room: Room) -> None:
    far.fault("no-usage")
    made = room.made(provider, terra(), request(Role.TEXT))
    assert made.cost is None
    assert made.usage == {}


# ---------------------------------------------------------------- replies unlike the far side's


GOOD = '{"title": "T", "kind": "ad", "subject": "S"}'
SHAPES: dict[str, dict[str, Any]] = {
    "other order, more fields": {
        "usage": {"output_tokens": 5, "extra": {"x": 1}, "input_tokens": 3},
        "output": [
            {"type": "web_search_call", "content": None},
            {"content": [{"text": GOOD, "type": "output_text", "logprobs": []}], "type": "message", "phase": "final"},
        ],
        "new_field": [1, 2],
        "status": "completed",
    },
    "no status": {"output": [{"content": [{"type": "output_text", "text": GOOD}]}]},
    "text of a gateway": {"output_text": GOOD, "output": []},
    "in parts": {"output": [{"content": [{"type": "text", "text": GOOD[:9]}, {"type": "text", "text": GOOD[9:]}]}]},
    "within a fence": {"output": [{"content": [{"type": "output_text", "text": f"```json\n{GOOD}\n```"}]}]},
    "usage that is none": {"usage": "none", "output": [{"content": [{"type": "output_text", "text": GOOD}]}]},
    "an empty error": {"error": {}, "output": [{"content": [{"type": "output_text", "text": GOOD}]}]},
}


@pytest.mark.parametrize("reply", SHAPES.values(), ids=SHAPES)
def test_other_shapes_of_an_answer_are_read(reply: dict[str, Any]) -> None:
    made = result(terra(), request(Role.TEXT), decode(reply, ASKED), ASKED)
    assert made.data == {"title": "T", "kind": "ad", "subject": "S"}


COMPLETIONS: dict[str, dict[str, Any]] = {
    "text": {"choices": [{"message": {"content": GOOD}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 4}},
    "parts": {"choices": [{"message": {"content": [{"type": "text", "text": GOOD}]}}]},
    "thoughts": {"choices": [{"message": {"reasoning_content": "hm", "content": f"<think>{{</think>{GOOD}"}}]},
}


@pytest.mark.parametrize("reply", COMPLETIONS.values(), ids=COMPLETIONS)
def test_other_shapes_of_a_completion_are_read(reply: dict[str, Any]) -> None:
    made = result(terra(), request(Role.TEXT), decode_chat(reply, ASKED), ASKED)
    assert made.data == {"title": "T", "kind": "ad", "subject": "S"}


def test_inventions_beside_the_schema_are_left_out() -> None:
    text = json.dumps({**json.loads(GOOD), "models": {"image": "x"}, "cast": [{"name": "N", "age": 3, "role": None}]})
    made = result(terra(), request(Role.TEXT), Read(text=text), ASKED)
    assert made.data == {**json.loads(GOOD), "cast": [{"name": "N"}]}


# ---------------------------------------------------------------- what is no answer


@pytest.mark.parametrize(
    ("how", "kind", "billed", "about"),
    [
        ("prompt", Kind.POLICY, False, "prompt"),
        ("output", Kind.POLICY, True, "output"),
        ("nested", Kind.POLICY, True, "prompt"),
    ],
)
def test_a_refusal_in_each_shape_is_one_by_policy(
    provider: OpenAIProvider, far: Far, room: Room, *, how: str, kind: Kind, billed: bool, about: str
) -> None:
    far.fault("refused", value=how)
    error = failure(provider, room)
    assert (error.kind, error.billed, error.about) == (kind, billed, about)
    assert error.remedy
    if billed:
        assert error.cost is not None
        assert 0 < error.cost < provider.plan(terra(), request(Role.TEXT)).price


def failure(provider: OpenAIProvider, room: Room, asked: Request | None = None) -> ProviderError:
    with pytest.raises(ProviderError) as found:
        room.made(provider, terra(), asked or request(Role.TEXT))
    return found.value


def test_half_an_answer_is_one_clear_error_that_was_paid(provider: OpenAIProvider, far: Far, room: Room) -> None:
    far.fault("half-text")
    error = failure(provider, room)
    assert (error.kind, error.billed) == (Kind.INVALID, True)
    assert "cut off" in error.message
    assert error.cost
    assert len(far.submits()) == 1


def test_half_a_text_without_schema_is_no_text(provider: OpenAIProvider, far: Far, room: Room) -> None:
    far.fault("half-text")
    error = failure(provider, room, request(Role.TEXT, answer={}, prompt="Say something."))
    assert (error.kind, error.billed, error.code) == (Kind.INVALID, True, "max_output_tokens")


@pytest.mark.parametrize(
    ("reply", "kind", "billed"),
    [
        ({"status": "completed", "output": []}, Kind.GONE, None),
        ({"status": "completed", "output": [], "usage": {"input_tokens": 1, "output_tokens": 1}}, Kind.GONE, True),
        ({"status": "failed", "error": {"code": "server_error", "message": "m"}}, Kind.GONE, None),
        ({"status": "failed", "error": {"code": "rate_limit_exceeded"}}, Kind.RETRY, False),
        ({"status": "failed", "error": {"code": "invalid_prompt", "message": "m"}}, Kind.POLICY, False),
        ({"status": "cancelled"}, Kind.GONE, None),
        ({"status": "queued"}, Kind.AMBIGUOUS, None),
        ({"status": "incomplete", "incomplete_details": {"reason": "content_filter"}}, Kind.POLICY, True),
        ({"status": "incomplete", "incomplete_details": None, "output": []}, Kind.INVALID, True),
        (
            {"output": [7, None, {"content": 3}, {"content": [None, {"type": "output_text", "text": 5}]}]},
            Kind.GONE,
            None,
        ),
    ],
)
def test_a_reply_that_is_no_answer_has_its_kind(reply: dict[str, Any], kind: Kind, billed: bool | None) -> None:
    with pytest.raises(ProviderError) as found:
        result(terra(), request(Role.TEXT), decode(reply, ASKED), ASKED)
    assert (found.value.kind, found.value.billed) == (kind, billed)


@pytest.mark.parametrize(
    ("choice", "kind"),
    [
        ({"message": {"content": None, "refusal": "No."}, "finish_reason": "stop"}, Kind.POLICY),
        ({"message": {"content": ""}, "finish_reason": "content_filter"}, Kind.POLICY),
        ({"message": {"content": GOOD[:20]}, "finish_reason": "length"}, Kind.INVALID),
        ({"message": {"content": ""}, "finish_reason": "stop"}, Kind.GONE),
        ({}, Kind.GONE),
    ],
)
def test_a_completion_that_is_no_answer_has_its_kind(choice: dict[str, Any], kind: Kind) -> None:
    with pytest.raises(ProviderError) as found:
        result(terra(), request(Role.TEXT), decode_chat({"choices": [choice]}, ASKED), ASKED)
    assert found.value.kind is kind


# ---------------------------------------------------------------- word by word


def words(provider: OpenAIProvider) -> Iterator[str]:
    return provider.chat(terra(), [{"role": "system", "content": "Short."}, {"role": "user", "content": "Say it."}])


def test_a_chat_comes_in_parts(provider: OpenAIProvider, far: Far) -> None:
    parts = list(words(provider))
    assert len(parts) > 2
    assert "kite" in "".join(parts)
    assert DIALECT.bodies[0]["stream"] is True


def test_a_chat_that_breaks_off_says_so_after_what_came(
    provider: OpenAIProvider, far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    far.fault("cut-body")
    talk = words(provider)
    assert next(talk)
    with pytest.raises(ProviderError) as found:
        list(talk)
    assert found.value.kind is Kind.AMBIGUOUS


@pytest.mark.parametrize(
    ("events", "kind"),
    [
        ([{"type": "error", "code": "server_error", "message": "m"}], Kind.AMBIGUOUS),
        ([{"type": "response.failed", "response": {"error": {"code": "invalid_prompt", "message": "m"}}}], Kind.POLICY),
        ([{"error": {"message": "m", "code": "content_filter"}}], Kind.POLICY),
        ([{"type": "response.created"}], Kind.AMBIGUOUS),
    ],
)
def test_an_error_within_a_chat_has_its_kind(
    provider: OpenAIProvider, far: Far, monkeypatch: pytest.MonkeyPatch, *, events: list[Any], kind: Kind
) -> None:
    monkeypatch.setattr(DIALECT, "answer", lambda *_: Answer(events, events=True))
    with pytest.raises(ProviderError) as found:
        list(words(provider))
    assert found.value.kind is kind


def test_a_refused_chat_has_its_kind(provider: OpenAIProvider, far: Far) -> None:
    far.fault("429", value=3)
    with pytest.raises(ProviderError) as found:
        list(words(provider))
    assert (found.value.kind, found.value.retry_after) == (Kind.RETRY, 3.0)
