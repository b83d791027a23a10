"""A model's own schema decides what is sent: read in any shape, and a request that does not fit is never paid."""

from typing import Any

import pytest
from replicate_bench import FLUX, SEEDANCE, Bench

from fakes.replicate import MODELS, document
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Role, Span
from vidpipe.ports import Setup
from vidpipe.providers.replicate.fields import input_of
from vidpipe.providers.replicate.peer import ReplicateProvider
from vidpipe.providers.replicate.schema import Field, Schema, check, schema_of, shaped


def schema(**inputs: dict[str, Any]) -> Schema:
    found = schema_of({"id": "v1", "openapi_schema": document(inputs)})
    assert found is not None
    return found


def wrong(known: Schema, **given: Any) -> str:
    with pytest.raises(ProviderError) as caught:
        check(known, given, model="Some model")
    assert caught.value.kind is Kind.INVALID
    assert caught.value.billed is False
    assert caught.value.remedy
    return caught.value.message


def test_choices_are_found_behind_what_points_at_them() -> None:
    known = schema(ratio={"type": "string", "enum": ["16:9", "1:1"]}, prompt={"type": "string"})
    assert known.fields["ratio"].enum == ("16:9", "1:1")
    assert known.fields["ratio"].default == "16:9"
    assert known.fields["prompt"].required


@pytest.mark.parametrize(
    "said",
    [
        {"anyOf": [{"type": "null"}, {"type": "integer", "minimum": 2}]},
        {"oneOf": [{"type": "integer", "minimum": 2}, {"type": "null"}], "description": "x"},
        {"type": ["integer", "null"], "minimum": 2},
        {"allOf": [{"type": "integer"}, {"minimum": 2}]},
    ],
)
def test_alternatives_and_parts_are_joined(said: dict[str, Any]) -> None:
    known = schema(count=said)
    assert (known.fields["count"].kind, known.fields["count"].low) == ("integer", 2)


@pytest.mark.parametrize(
    "reply",
    [
        None,
        [],
        {},
        {"latest_version": None},
        {"latest_version": {"openapi_schema": None}},
        {"latest_version": {"openapi_schema": {"components": []}}},
        {"openapi_schema": {"components": {"schemas": {"Input": {"$ref": "#/components/schemas/Input"}}}}},
        {"openapi_schema": {"components": {"schemas": {"Input": {"properties": []}}}}},
    ],
)
def test_what_publishes_no_schema_has_none(reply: Any) -> None:
    assert schema_of(reply) is None


def test_a_schema_of_odd_parts_is_read_as_far_as_it_goes() -> None:
    inputs = {
        "prompt": {"type": "string", "x-order": "first"},
        "odd": None,
        "list": {"type": "array", "items": None, "maxItems": "many"},
        "loop": {"allOf": [{"$ref": "#/components/schemas/Loop"}]},
        "nowhere": {"$ref": "#/components/nothing/here"},
        "remote": {"$ref": "https://example.com/schema.json"},
    }
    schemas = {
        "Input": {"properties": inputs, "required": "prompt"},
        "Loop": {"allOf": [{"$ref": "#/components/schemas/Loop"}]},
    }
    known = schema_of({"latest_version": {"id": "v", "openapi_schema": {"components": {"schemas": schemas}}}})
    assert known is not None
    assert set(known.fields) == set(inputs)
    check(known, {"prompt": "x", "odd": 1, "loop": "y", "remote": []}, model="m")


def test_a_refusal_names_the_field_and_what_is_allowed() -> None:
    known = schema(
        prompt={"type": "string", "maxLength": 5},
        duration={"type": "integer", "enum": [5, 10]},
        seed={"type": "integer", "minimum": 0, "maximum": 9},
        images={"type": "array", "maxItems": 2, "items": {"type": "string", "format": "uri"}},
        audio={"type": "boolean"},
        image={"type": "string", "format": "uri", "maxLength": 3},
    )
    assert "duration = 7: allowed: 5, 10" in wrong(known, prompt="x", duration=7)
    assert "takes no 'colour'" in wrong(known, prompt="x", colour="red")
    assert "prompt, duration, seed" in wrong(known, prompt="x", colour="red")
    assert "needs prompt" in wrong(known, seed=1)
    assert "at most 9" in wrong(known, prompt="x", seed=10)
    assert "at least 0" in wrong(known, prompt="x", seed=-1)
    assert "at most 5 characters" in wrong(known, prompt="too long")
    assert "at most 2 of them" in wrong(known, prompt="x", images=["a", "b", "c"])
    assert "of type integer" in wrong(known, prompt="x", seed=1.5)
    assert "of type integer" in wrong(known, prompt="x", seed=True)
    assert "of type boolean" in wrong(known, prompt="x", audio=1)
    assert len(wrong(known, prompt="x" * 500)) < 300
    check(known, {"prompt": "x", "image": "https://example.com", "duration": 5, "audio": False}, model="m")


@pytest.mark.parametrize(
    ("field", "value", "sent"),
    [
        (Field("d", "integer", enum=(5, 10)), 5.0, 5),
        (Field("d", "string", enum=("5", "10")), 5.0, "5"),
        (Field("d", "string", enum=("5s", "10s")), 10.0, "10s"),
        (Field("d", "string", enum=("720P", "1080P")), "720p", "720P"),
        (Field("d", "integer"), 6.0, 6),
        (Field("d", "number"), 6.5, 6.5),
        (Field("d", "string"), 6.5, "6.5"),
        (Field("d", "array"), "one", ["one"]),
        (Field("d", "boolean", enum=(True, False)), False, False),
        (Field("d", "integer", enum=(0, 1)), True, True),
        (Field("d", "integer", enum=(5, 10)), 7.0, 7.0),
    ],
)
def test_a_value_takes_the_fields_own_type(field: Field, value: Any, sent: Any) -> None:
    found = shaped(field, value)
    assert found == sent
    assert type(found) is type(sent)


# ---------------------------------------------------------------- before anything is paid


def fresh(bench: Bench) -> ReplicateProvider:
    return ReplicateProvider(Setup(replicate_url=bench.far.address))


def changed(bench: Bench, monkeypatch: pytest.MonkeyPatch, model: str, **inputs: Any) -> None:
    """The model gets another version, with other inputs (None: without that one)."""
    role, known, official = MODELS[model]
    now = {name: value for name, value in {**known, **inputs}.items() if value is not None}
    monkeypatch.setattr(bench.dialect, "models", {**MODELS, model: (role, now, official)})


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"resolution": {"type": "string", "enum": ["540p", "4k"]}}, "resolution = '720p': allowed: 540p, 4k"),
        ({"duration": {"type": "integer", "enum": [5, 10]}}, "duration = 4: allowed: 5, 10"),
        ({"seed": None}, "no field for seed"),
        ({"image": None, "picture": {"type": "string"}}, "no field for first"),
        ({"prompt": None, "words": {"type": "string"}}, "no field for prompt"),
        ({"image": {"type": "string", "format": "uri"}, "prompt": {"type": "string", "maxLength": 3}}, "at most 3"),
    ],
)
def test_a_model_that_changed_refuses_before_the_post(
    inputs: dict[str, Any], said: str, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(bench, monkeypatch, SEEDANCE, **inputs)
    provider, caps = fresh(bench), bench.caps(SEEDANCE)
    error = bench.refused(lambda: provider.submit(caps, provider.plan(caps, bench.clip()).request, bench.desk()))
    assert (error.kind, error.billed, error.code) == (Kind.INVALID, False, "schema")
    assert said in error.message
    assert bench.posts == 0
    assert not bench.dialect.files or not bench.far.submits()


def test_a_field_that_was_renamed_to_a_usual_name_is_found(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(
        bench,
        monkeypatch,
        SEEDANCE,
        image=None,
        last_frame_image=None,
        first_frame_image={"type": "string", "format": "uri"},
        end_image={"type": "string", "format": "uri"},
    )
    provider, caps = fresh(bench), bench.caps(SEEDANCE)
    provider.submit(caps, provider.plan(caps, bench.clip()).request, bench.desk())
    assert {"first_frame_image", "end_image"} <= set(bench.sent())


def test_the_schema_is_asked_for_once(bench: Bench) -> None:
    provider, caps = fresh(bench), bench.caps(FLUX)
    for seed in range(3):
        provider.submit(caps, provider.plan(caps, bench.picture(seed=seed)).request, bench.desk())
    assert [meant.act for _, _, meant in bench.far.asked].count("check") == 1


# ---------------------------------------------------------------- models that nobody listed


def named(bench: Bench, *models: str) -> ReplicateProvider:
    return ReplicateProvider(Setup(replicate_url=bench.far.address, replicate_models=models))


def test_a_model_named_by_hand_is_known_by_its_schema(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = {
        "text": {"type": "string"},
        "start_image": {"type": "string", "format": "uri"},
        "seconds": {"type": "string", "enum": ["4", "8"]},
    }
    monkeypatch.setattr(bench.dialect, "models", {"some-one/new.film_2": ("video", inputs, False)})
    provider = named(bench, "video:some-one/new.film_2", "nonsense", "text:a/b", "video:toomany/slashes/here")
    (caps,) = [caps for caps in provider.models() if caps.model.startswith("some-one")]
    assert caps.role is Role.VIDEO
    assert len(provider.models()) == len(bench.provider.models()) + 1
    planned = provider.plan(caps, bench.clip())
    assert (planned.basis, planned.price) == ("unknown", 0)
    ticket = provider.submit(caps, planned.request, bench.desk())
    assert set(bench.sent()) == {"text", "start_image", "seconds"}
    assert bench.sent()["seconds"] == "4"
    assert len(bench.far.submits()[-1].extra["version"]) == 64
    while provider.poll(ticket).state != "done":  # type: ignore[arg-type]
        pass
    result = provider.fetch(ticket, bench.desk())  # type: ignore[arg-type]
    assert any("last" in warning for warning in result.warnings)


def test_a_version_named_by_hand_is_the_one_that_is_asked(bench: Bench) -> None:
    version = "ab" * 32
    provider = named(bench, f"music:meta/musicgen:{version}")
    caps = provider.models()[-1]
    with pytest.raises(ProviderError):
        provider.submit(caps, provider.plan(caps, bench.music()).request, bench.desk())
    asked = [path for _, _, path in bench.far.asked]
    assert asked[0].model == "meta/musicgen"
    assert bench.posts == 1


@pytest.mark.parametrize("model", ["video:../etc", "video:a/..", "video:a/b c", "video:a/b?x", "video:ä/b", "video:/b"])
def test_a_name_that_is_none_is_refused(model: str, bench: Bench) -> None:
    provider = named(bench, model)
    further = provider.models()[len(bench.provider.models()) :]
    assert len(further) == 1
    planned = provider.plan(further[0], bench.clip())
    error = bench.refused(lambda: provider.submit(further[0], planned.request, bench.desk()))
    assert error.kind is Kind.INVALID
    assert not bench.far.asked


def test_without_any_schema_the_record_alone_tells_the_fields(bench: Bench) -> None:
    caps = bench.caps(SEEDANCE)
    given = input_of(caps, bench.provider.plan(caps, bench.clip()).request, None)
    assert {"prompt", "image", "last_frame_image", "duration", "aspect_ratio", "resolution", "seed"} <= set(
        given.values
    )
    assert isinstance(caps.durations, Span)
