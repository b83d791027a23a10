"""A model's own input schema, as it publishes it in OpenAPI: resolved, and a request held against it. Pure.

Only what Replicate's models use is understood: type, enum, bounds, required, lists, references. What else a schema
says is left to Replicate, which checks too, before it charges.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vidpipe.errors import Kind, ProviderError

DEEPEST = 12
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}
SHOWN = 12
"""How many allowed values or fields a refusal names."""


@dataclass(frozen=True)
class Field:
    """One input. `low` and `high` bound a number, or how many characters or rows there may be."""

    name: str
    kind: str = ""
    enum: tuple[Any, ...] = ()
    low: float | None = None
    high: float | None = None
    required: bool = False
    default: Any = None
    order: int = 999
    file: bool = False

    @property
    def many(self) -> bool:
        return self.kind == "array"


@dataclass(frozen=True)
class Schema:
    """A model's inputs by name, in the order that it shows them."""

    version: str
    fields: Mapping[str, Field]
    official: bool | None = None


def schema_of(model: Any) -> Schema | None:
    """The inputs of a model, or of a version, from the reply about it; None where it publishes none."""
    if not isinstance(model, Mapping):
        return None
    latest = model.get("latest_version")
    version = latest if isinstance(latest, Mapping) else model
    official = model.get("is_official")
    name = version.get("id")
    fields = _fields(version.get("openapi_schema"))
    if not fields and not isinstance(name, str):
        return None
    return Schema(
        version=name if isinstance(name, str) else "",
        fields=fields,
        official=official if isinstance(official, bool) else None,
    )


def _fields(document: Any) -> dict[str, Field]:
    components = _at(document, "components", "schemas")
    inputs = _resolved(_at(components, "Input"), document)
    properties = _at(inputs, "properties")
    wanted = inputs.get("required")
    required = set(wanted) if isinstance(wanted, list) and all(isinstance(name, str) for name in wanted) else set()
    found = [_field(name, said, document, required=name in required) for name, said in properties.items()]
    return {field.name: field for field in sorted(found, key=lambda field: (field.order, field.name))}


def _at(data: Any, *names: str) -> Mapping[str, Any]:
    for name in names:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data if isinstance(data, Mapping) else {}


def _field(name: str, said: Any, document: Any, *, required: bool) -> Field:
    whole = _resolved(said, document)
    rows = _resolved(whole.get("items"), document) if whole.get("type") == "array" else whole
    order = whole.get("x-order")
    low, high = _bounds(whole)
    return Field(
        name=str(name),
        kind=str(whole.get("type", "")),
        enum=tuple(whole["enum"]) if isinstance(whole.get("enum"), list) else (),
        low=low,
        high=high,
        required=required,
        default=whole.get("default"),
        order=order if isinstance(order, int) else 999,
        file=rows.get("format") in ("uri", "binary"),
    )


def _bounds(whole: Mapping[str, Any]) -> tuple[float | None, float | None]:
    names = {"array": ("minItems", "maxItems"), "string": ("minLength", "maxLength")}
    low, high = names.get(str(whole.get("type")), ("minimum", "maximum"))
    return _number(whole.get(low)), _number(whole.get(high))


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _resolved(said: Any, document: Any, depth: int = 0) -> dict[str, Any]:
    """A schema with what it refers to put in its place; `allOf` joined, of alternatives the first that is no null."""
    if not isinstance(said, Mapping) or depth > DEEPEST:
        return {}
    whole = {name: value for name, value in said.items() if name not in ("$ref", "allOf", "anyOf", "oneOf")}
    parts = [_pointed(said.get("$ref"), document)]
    if isinstance(said.get("allOf"), list):
        parts += said["allOf"]
    for name in ("anyOf", "oneOf"):
        if isinstance(said.get(name), list):
            parts += [part for part in said[name] if isinstance(part, Mapping) and part.get("type") != "null"][:1]
    for part in parts:
        whole = _resolved(part, document, depth + 1) | whole
    if isinstance(whole.get("type"), list):
        whole["type"] = next((kind for kind in whole["type"] if kind != "null"), "")
    return whole


def _pointed(reference: Any, document: Any) -> Any:
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return None
    found = document
    for name in reference[2:].split("/"):
        found = found.get(name.replace("~1", "/").replace("~0", "~")) if isinstance(found, Mapping) else None
    return found


# ---------------------------------------------------------------- a request held against it


def shaped(field: Field, value: Any) -> Any:
    """The value in the field's own type where that says the same: `6` for "6", a list of one; as it is otherwise."""
    if field.many and not isinstance(value, list | tuple):
        value = [value]
    if field.enum:
        return next((allowed for allowed in field.enum if _same(allowed, value)), value)
    if field.kind == "string" and isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}"
    if field.kind == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _same(allowed: Any, value: Any) -> bool:
    if isinstance(allowed, bool) or isinstance(value, bool):
        return allowed is value
    return str(allowed).lower().removesuffix("s") == f"{value}".lower().removesuffix(".0")


def check(schema: Schema, given: Mapping[str, Any], *, model: str) -> None:
    """Raises ProviderError (invalid) that names the field, what is wrong and what is allowed."""
    for name, value in given.items():
        field = schema.fields.get(name)
        if field is None:
            raise _refused(model, f"takes no {name!r}", f"it takes {_listed(schema.fields)}")
        wrong = _wrong(field, value)
        if wrong:
            raise _refused(model, f"does not take {name} = {_short(value)}", wrong)
    missing = [field.name for field in schema.fields.values() if field.required and field.name not in given]
    if missing:
        raise _refused(model, f"needs {_listed(missing)}", "the request has nothing for it")


def _wrong(field: Field, value: Any) -> str:
    """What is wrong with a value, with what is allowed; '' for nothing."""
    kinds = TYPES.get(field.kind, ())
    if field.enum and value not in field.enum:
        return f"allowed: {_listed(field.enum)}"
    if kinds and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
        return f"it is to be of type {field.kind}"
    size = value if isinstance(value, int | float) else len(value) if isinstance(value, str | list) else None
    if size is None or (field.file and not field.many):
        return ""
    unit = {"string": " characters", "array": " of them"}.get(field.kind, "")
    if field.low is not None and size < field.low:
        return f"at least {field.low:g}{unit}"
    if field.high is not None and size > field.high:
        return f"at most {field.high:g}{unit}"
    return ""


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _listed(values: Sequence[Any] | Mapping[str, Any]) -> str:
    names = [str(value) for value in values]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _refused(model: str, what: str, allowed: str) -> ProviderError:
    return ProviderError(
        Kind.INVALID,
        f"{model} at Replicate {what}: {allowed}",
        remedy="Run vidpipe providers check, or choose another model.",
        billed=False,
        code="schema",
    )
