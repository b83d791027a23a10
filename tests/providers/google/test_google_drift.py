"""What is relied on in the SDK is still there: a new version that changes it fails here and not at a paid call."""

import inspect
from typing import get_args

import pytest

genai = pytest.importorskip("google.genai")


def literals(kind: object) -> set[str]:
    found: set[str] = set()
    for part in get_args(kind):
        found |= {part} if isinstance(part, str) else literals(part)
    return found


def test_options_of_the_line() -> None:
    fields = genai.types.HttpOptions.model_fields
    assert {"base_url", "api_version", "timeout", "retry_options", "client_args"} <= set(fields)
    assert "attempts" in genai.types.HttpRetryOptions.model_fields
    assert genai.__version__.split(".")[0] == "3"


def test_options_of_words_and_pictures() -> None:
    fields = set(genai.types.GenerateContentConfig.model_fields)
    assert fields >= {
        "http_options",
        "should_return_http_response",
        "automatic_continuation",
        "automatic_function_calling",
        "system_instruction",
        "response_mime_type",
        "response_json_schema",
        "response_modalities",
        "image_config",
        "max_output_tokens",
        "thinking_config",
        "seed",
    }
    assert {"aspect_ratio", "image_size"} <= set(genai.types.ImageConfig.model_fields)


def test_interactions_take_and_give_what_is_used() -> None:
    from google.genai._gaos.types import interactions as wire
    from google.genai._gaos.types.interactions.interaction import InteractionStatus
    from google.genai._gaos.types.interactions.model import Model
    from google.genai._gaos.types.interactions.videoconfig import Task
    from google.genai._gaos.types.interactions.videoresponseformat import Resolution

    body = {"model", "background", "store", "input", "response_format", "generation_config", "previous_interaction_id"}
    assert body <= set(wire.CreateModelInteractionParam.__annotations__)
    shape = {"type", "aspect_ratio", "resolution", "duration", "delivery"}
    assert shape <= set(wire.VideoResponseFormatParam.__annotations__)
    assert {"mime_type", "sample_rate"} <= set(wire.AudioResponseFormatParam.__annotations__)
    config = {"speech_config", "video_config", "max_output_tokens", "seed"}
    assert config <= set(wire.GenerationConfigParam.__annotations__)
    assert {"edit", "extend", "image_to_video", "reference_to_video", "text_to_video"} <= literals(Task)
    assert {"360p", "720p", "1080p", "4k"} <= literals(Resolution)
    assert {"in_progress", "completed", "failed", "cancelled", "incomplete", "queued"} <= literals(InteractionStatus)
    assert {"gemini-omni-1.2-flash", "lyria-3.5", "gemini-3.8-flash-lite-tts"} <= literals(Model)


def test_states_of_an_interaction_are_all_known_here() -> None:
    """A state that the SDK learns must be told apart from waiting."""
    from google.genai._gaos.types.interactions.interaction import InteractionStatus

    from vidpipe.providers.google.interactions import ENDED, STUCK, WAITING

    assert literals(InteractionStatus) <= {*ENDED, *STUCK, *WAITING, "in_progress"}


def test_a_raw_reply_can_be_had_of_every_call_and_going_on_be_switched_off() -> None:
    client = genai.Client(vertexai=False, api_key="none")
    raw = client.interactions.with_raw_response
    assert all(callable(getattr(raw, verb)) for verb in ("create", "get", "cancel"))
    assert "automatic_continuation" in inspect.signature(type(client.interactions).create).parameters
    assert {"id", "timeout"} <= set(inspect.signature(type(client.interactions).get).parameters)


def test_errors_carry_status_body_and_headers() -> None:
    from google.genai import errors
    from google.genai._gaos.lib import compat_errors

    error = errors.ClientError(429, {"error": {"status": "RESOURCE_EXHAUSTED"}}, None)
    assert (error.code, error.details) == (429, {"error": {"status": "RESOURCE_EXHAUSTED"}})
    assert {"response", "body"} <= set(inspect.signature(compat_errors.APIStatusError.__init__).parameters)
    assert issubclass(compat_errors.RateLimitError, compat_errors.GeminiNextGenAPIClientError)
    assert issubclass(compat_errors.APITimeoutError, compat_errors.APIConnectionError)


def test_clips_of_the_platform_are_asked_for_as_before() -> None:
    config = set(genai.types.GenerateVideosConfig.model_fields)
    assert config >= {
        "number_of_videos",
        "duration_seconds",
        "aspect_ratio",
        "resolution",
        "negative_prompt",
        "last_frame",
        "generate_audio",
        "seed",
        "reference_images",
        "http_options",
    }
    assert {"prompt", "image", "video"} <= set(genai.types.GenerateVideosSource.model_fields)
    assert "source" in inspect.signature(genai.models.Models.generate_videos).parameters
    assert callable(genai.types.GenerateVideosOperation.from_api_response)


def test_reasons_to_end_are_sorted_into_refusals_and_others() -> None:
    """A new reason that sounds like a refusal has to be put where it belongs."""
    from vidpipe.providers.google.text import PICTURE_REFUSALS, REFUSALS

    known = {reason.value for reason in genai.types.FinishReason}
    assert known | {"MODEL_ARMOR"} >= REFUSALS | PICTURE_REFUSALS
    sounding = {name for name in known if "SAFETY" in name or "PROHIBITED" in name or "RECITATION" in name}
    assert sounding <= REFUSALS | PICTURE_REFUSALS
