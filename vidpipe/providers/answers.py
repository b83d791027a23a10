"""Structured answers: a JSON schema in the dialect of a model, what it answered read again, and tokens from above.

A length that a dialect has no word for is put into the description, so that the model knows it all the same.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from vidpipe.errors import Kind, ProviderError

STRICT_WORDS = (
    "type",
    "description",
    "enum",
    "pattern",
    "minimum",
    "maximum",
    "multipleOf",
    "minItems",
    "maxItems",
)
PLAIN_WORDS = ("type", "description", "enum", "minimum", "maximum", "minItems", "maxItems")
NULL = {"type": "null"}
OVERHEAD = 16
"""Tokens that a model's own marks around a message take, at most."""
AGAIN = "Try again, or choose another text model."
FENCE = re.compile(r"```[A-Za-z]*\s*\n(.*?)(?:\n```|\Z)", re.DOTALL)
OPENING = re.compile(r"[\[{]")
"""Where JSON begins. Only its first sign counts: an object within a list or a half object is not the answer."""
THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)

Schema = dict[str, Any]


# ---------------------------------------------------------------- what is asked for


def strict(schema: Mapping[str, Any]) -> Schema:
    """The schema as OpenAI's strict mode takes it: closed objects, everything required, null where it was optional.

    Maps with free names have no form there: an optional one is left out, a required one is empty.
    Raises ValueError for a schema that contains itself.
    """
    return _Shaping(schema, words=STRICT_WORDS, closed=True).shaped(schema)


def plain(schema: Mapping[str, Any]) -> Schema:
    """The schema in Gemini's subset: no references, no maps with free names, no empty words to choose from.

    Raises ValueError for a schema that contains itself.
    """
    return _Shaping(schema, words=PLAIN_WORDS, closed=False).shaped(schema)


class _Shaping:
    def __init__(self, root: Mapping[str, Any], *, words: tuple[str, ...], closed: bool) -> None:
        self.root, self.words, self.closed = root, words, closed

    def shaped(self, schema: Mapping[str, Any], above: tuple[str, ...] = ()) -> Schema:
        schema, above = self._inlined(schema, above)
        choices = schema.get("anyOf") or schema.get("oneOf")
        if choices:
            said: Schema = {"description": schema["description"]} if "description" in schema else {}
            return said | {"anyOf": [self.shaped(choice, above) for choice in choices]}
        kinds = schema.get("type")
        if isinstance(kinds, list):
            return {"anyOf": [self.shaped({**schema, "type": kind}, above) for kind in kinds]}
        made = _described(schema, self.words)
        if "const" in schema:
            made["enum"] = [schema["const"]]
        if kinds == "object" or "properties" in schema:
            return made | self._object(schema, above)
        if "items" in schema:
            made["items"] = self.shaped(schema["items"], above)
        return made if self.closed else _worded(made)

    def _object(self, schema: Mapping[str, Any], above: tuple[str, ...]) -> Schema:
        asked = {
            name: part
            for name, part in (schema.get("properties") or {}).items()
            if name in schema.get("required", ()) or not self._free(part)
        }
        optional = {name for name in asked if name not in schema.get("required", ())}
        parts = {name: self.shaped(part, above) for name, part in asked.items()}
        if not self.closed:
            return {"type": "object", "properties": parts, "required": [name for name in parts if name not in optional]}
        parts = {name: _or_null(part) if name in optional else part for name, part in parts.items()}
        return {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}

    def _free(self, part: Mapping[str, Any]) -> bool:
        """Whether this is a map with free names."""
        found, _ = self._inlined(part, ())
        return found.get("type") == "object" and not found.get("properties")

    def _inlined(self, schema: Mapping[str, Any], above: tuple[str, ...]) -> tuple[Mapping[str, Any], tuple[str, ...]]:
        """What a reference stands for, with the words that stand beside it. Raises ValueError where it never ends."""
        while True:
            alone = schema.get("allOf")
            if alone and len(alone) == 1:
                schema = {**alone[0], **{name: value for name, value in schema.items() if name != "allOf"}}
            name = schema.get("$ref")
            if name is None:
                return schema, above
            if name in above:
                raise ValueError(f"the schema contains itself at {name}")
            above = (*above, name)
            beside = {word: value for word, value in schema.items() if word != "$ref"}
            schema = {**self._named(name), **beside}

    def _named(self, name: str) -> Mapping[str, Any]:
        found: Any = self.root
        for step in name.removeprefix("#/").split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        return dict(found)


def _described(schema: Mapping[str, Any], words: tuple[str, ...]) -> Schema:
    made = {word: schema[word] for word in words if word in schema}
    longest = schema.get("maxLength")
    if longest:
        said = str(schema.get("description", ""))
        made["description"] = f"{said} At most {longest} characters.".strip()
    return made


def _worded(made: Schema) -> Schema:
    """Without the empty word among those to choose from: Gemini takes none, and to leave it out says the same."""
    if "" in made.get("enum", ()):
        made = made | {"enum": [word for word in made["enum"] if word != ""]}
        if not made["enum"]:
            del made["enum"]
    return made


def _or_null(part: Schema) -> Schema:
    choices = part.get("anyOf")
    if choices is None:
        return {"anyOf": [part, NULL]}
    return part if NULL in choices else part | {"anyOf": [*choices, NULL]}


# ---------------------------------------------------------------- what came back


def spoken(text: str) -> str:
    """An answer without the thoughts before it, which small models say aloud."""
    return THOUGHT.sub("", text).strip()


def read_json(text: str, *, cut: bool = False) -> dict[str, Any]:
    """The one JSON object in an answer, also within a fence or after thoughts. `cut`: the model reached its limit.

    Raises ProviderError (invalid, billed).
    """
    told = spoken(text)
    fenced, first = FENCE.search(told), OPENING.search(told)
    for candidate in (told, fenced.group(1) if fenced else "", told[first.start() :] if first else ""):
        found = _loaded(candidate.strip())
        if found is not None:
            return found
    if cut or (told.startswith("{") and not told.endswith("}")):
        raise _invalid("The writer's answer was cut off before its end", "Ask for less, or choose another text model.")
    raise _invalid("The writer's answer is no JSON object", AGAIN)


def _loaded(text: str) -> dict[str, Any] | None:
    """The object that the text begins with; None where it is none, or holds what no file could."""
    try:
        found, _ = json.JSONDecoder(parse_constant=_refuse).raw_decode(text)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _invalid(message: str, remedy: str) -> ProviderError:
    return ProviderError(Kind.INVALID, message, remedy=remedy, billed=True)


def fitted(found: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """The answer without nulls and without what was not asked for: a model that is not held to a schema adds things."""
    kept: dict[str, Any] = _kept(found, strict(schema))
    return kept


def _kept(found: Any, schema: Mapping[str, Any]) -> Any:
    schema = _meant(found, schema)
    if isinstance(found, Mapping) and "properties" in schema:
        parts = schema["properties"]
        return {name: _kept(value, parts[name]) for name, value in found.items() if name in parts and value is not None}
    if isinstance(found, list) and "items" in schema:
        return [_kept(value, schema["items"]) for value in found]
    return found


def _meant(found: Any, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of several choices the first that is of the same kind."""
    kind = "object" if isinstance(found, Mapping) else "array" if isinstance(found, list) else ""
    while "anyOf" in schema:
        choices = schema["anyOf"]
        schema = next((part for part in choices if "anyOf" in part or part.get("type") == kind), {})
    return schema


# ---------------------------------------------------------------- tokens


def most_tokens(text: str) -> int:
    """More tokens than any model counts for the text: a token holds at least one byte of it."""
    return len(text.encode("utf-8", "surrogatepass")) + OVERHEAD
