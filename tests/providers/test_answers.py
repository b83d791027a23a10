"""Schemas for models say the same as ours, in each dialect; answers come back whole or not at all."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.brief import Brief
from vidpipe.film.storyboard import Storyboard
from vidpipe.providers.answers import NULL, most_tokens, plain, read_json, strict

NAMES = st.text("abcdefgh", min_size=1, max_size=3)
LEAVES = st.sampled_from(
    [
        {"type": "string", "maxLength": 3, "title": "T", "default": ""},
        {"type": "string", "enum": ["", "one", "two"], "default": ""},
        {"type": "integer", "minimum": 0, "maximum": 9, "format": "int32"},
        {"type": "boolean", "description": "Whether."},
        {"type": ["number", "null"]},
        {"const": "only", "type": "string"},
        {"$ref": "#/$defs/Shared", "default": {}},
        {"allOf": [{"$ref": "#/$defs/Shared"}], "description": "Shared."},
        {"type": "object", "additionalProperties": {"type": "string"}},
    ]
)


def _objects(parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    made = st.dictionaries(NAMES, parts, min_size=1, max_size=4)
    return made.flatmap(
        lambda found: st.sets(st.sampled_from(sorted(found))).map(
            lambda required: {"type": "object", "properties": found, "required": sorted(required), "title": "O"}
        )
    )


PARTS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        _objects(inner),
        inner.map(lambda part: {"type": "array", "items": part, "uniqueItems": True, "maxItems": 3}),
        st.tuples(inner, inner).map(lambda both: {"anyOf": list(both)}),
    ),
    max_leaves=8,
)
SCHEMAS = _objects(PARTS).map(
    lambda made: (
        made | {"$defs": {"Shared": {"type": "object", "properties": {"x": {"type": "string"}}, "required": ["x"]}}}
    )
)


def parts_of(schema: Any) -> list[dict[str, Any]]:
    """Every schema within a schema, itself too."""
    found = [schema]
    for inner in [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]:
        found += parts_of(inner)
    return found + (parts_of(schema["items"]) if "items" in schema else [])


@given(SCHEMAS)
def test_a_strict_schema_is_closed_and_asks_for_everything(schema: dict[str, Any]) -> None:
    made = strict(schema)
    Draft202012Validator.check_schema(made)
    for part in parts_of(made):
        assert not {"$ref", "$defs", "allOf", "default", "title", "format", "maxLength", "uniqueItems"} & set(part)
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])


@given(SCHEMAS)
def test_a_plain_schema_has_only_what_gemini_knows(schema: dict[str, Any]) -> None:
    made = plain(schema)
    Draft202012Validator.check_schema(made)
    for part in parts_of(made):
        assert set(part) <= {
            *("type", "description", "enum", "minimum", "maximum", "minItems", "maxItems"),
            *("properties", "required", "items", "anyOf"),
        }
        assert "" not in part.get("enum", ())


@given(st.data(), SCHEMAS)
def test_what_fits_the_strict_schema_fits_ours_once_nulls_are_left_out(data: Any, schema: dict[str, Any]) -> None:
    answer = data.draw(_fitting(strict(schema)))
    Draft202012Validator(strict(schema)).validate(answer)
    Draft202012Validator(_without_lengths(schema)).validate(_without_nulls(answer))


def _fitting(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "anyOf" in schema:
        return st.one_of([_fitting(part) for part in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema["type"]
    if kind == "object":
        return st.fixed_dictionaries({name: _fitting(part) for name, part in schema["properties"].items()})
    if kind == "array":
        return st.lists(_fitting(schema["items"]), max_size=1)
    simple = {
        "string": st.text(max_size=5),
        "integer": st.integers(schema.get("minimum"), schema.get("maximum")),
        "number": st.floats(allow_nan=False, allow_infinity=False),
        "boolean": st.booleans(),
        "null": st.none(),
    }
    return simple[kind]


def _without_nulls(found: Any) -> Any:
    if isinstance(found, dict):
        return {name: _without_nulls(value) for name, value in found.items() if value is not None}
    return [_without_nulls(value) for value in found] if isinstance(found, list) else found


def _without_lengths(found: Any) -> Any:
    """Ours without what only the description can say; a null that is left out counts as not asked for."""
    if isinstance(found, dict):
        kept = {name: _without_lengths(value) for name, value in found.items() if name != "maxLength"}
        if kept.get("type") == "object":
            free = {n for n, part in kept.get("properties", {}).items() if "null" in json.dumps(part)}
            kept["required"] = [name for name in kept.get("required", []) if name not in free]
        return kept
    return [_without_lengths(value) for value in found] if isinstance(found, list) else found


@pytest.mark.parametrize("noun", [Brief, Storyboard])
def test_the_stages_schemas_keep_within_the_strict_limits(noun: Any) -> None:
    made = strict(noun.model_json_schema())
    assert len(json.dumps(made)) < 15_000
    assert max(_depth(made), 1) <= 10
    assert sum(len(part.get("properties", ())) for part in parts_of(made)) <= 5000


def _depth(schema: dict[str, Any]) -> int:
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]
    inner += [schema["items"]] if "items" in schema else []
    return (schema.get("type") == "object") + max((_depth(part) for part in inner), default=0)


def test_what_a_writer_must_not_invent_is_not_asked_for() -> None:
    scene = strict(Storyboard.model_json_schema())["properties"]["scenes"]["items"]
    assert {"models", "voice", "speed"}.isdisjoint(scene["properties"])
    assert NULL in scene["properties"]["words"]["anyOf"]
    assert "At most 600 characters" in json.dumps(scene["properties"]["narration"])


def test_a_schema_that_contains_itself_is_refused() -> None:
    turning = {"$defs": {"A": {"type": "object", "properties": {"a": {"$ref": "#/$defs/A"}}}}, "$ref": "#/$defs/A"}
    for shape in (strict, plain):
        with pytest.raises(ValueError, match="contains itself"):
            shape(turning)


OBJECTS = st.dictionaries(
    st.text(max_size=4).filter(lambda t: t.isprintable()),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text('ab{}[]`<>"\\é\n', max_size=6),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)
WRAPS = [
    "@",
    "```json\n@\n```",
    "```\n@\n```\n",
    "Here it is:\n\n```json\n@\n```\nI hope that it fits.",
    "<think>First {not this}, then that.</think>\n@",
    "Here it is: @",
    "@\n\nDone.",
]


@given(OBJECTS, st.sampled_from(WRAPS), st.booleans())
def test_an_answer_is_read_out_of_what_models_put_around_it(found: dict[str, Any], wrap: str, spread: bool) -> None:
    text = json.dumps(found, indent=2 if spread else None, ensure_ascii=spread)
    assert read_json(wrap.replace("@", text)) == found


@given(OBJECTS.filter(bool), st.data())
def test_half_an_answer_is_never_taken_for_a_whole_one(found: dict[str, Any], data: Any) -> None:
    text = json.dumps(found)
    half = text[: data.draw(st.integers(1, len(text) - 1))]
    for wrapped in (half, f"```json\n{half}", f"Well: {half}"):
        with pytest.raises(ProviderError) as refused:
            read_json(wrapped)
        assert refused.value.kind is Kind.INVALID
        assert refused.value.billed is True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "[]",
        '[{"a": 1}]',
        '"text"',
        "null",
        '{"a": NaN}',
        '{"a": "\\ud800"}',
        '{"a": ' * 100_000,
        '{"a": ' + "9" * 10_000 + "}",
        "<html><body>{}</body>".replace("{}", "{;}"),
    ],
    ids=range(11),
)
def test_what_is_no_object_is_refused_as_paid(text: str) -> None:
    with pytest.raises(ProviderError) as refused:
        read_json(text)
    assert refused.value.kind is Kind.INVALID
    assert refused.value.billed is True
    assert refused.value.remedy


def test_an_answer_that_was_cut_off_says_so() -> None:
    with pytest.raises(ProviderError, match="cut off"):
        read_json('{"scenes": [{"id": "aaaa"', cut=True)


@given(st.text(max_size=50))
def test_tokens_are_counted_from_above(text: str) -> None:
    """No tokenizer over bytes makes more tokens than there are bytes, and every one makes at least none."""
    assert most_tokens(text) >= len(text.encode())
    assert most_tokens(text + "a") > most_tokens(text)
