"""What a writer of the far side answers: a brief, a storyboard, or parts of one again, as the request asks."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

SECONDS = 5
"""How long a scene is where the model may make it so long."""
CHAT = "A red kite over a meadow, seen from below; the wind takes it higher."


def written(prompt: str, schema: Mapping[str, Any] | None = None) -> str:
    """An answer to a request of the stages: JSON that fits the schema where there is one, else a sentence."""
    data = read(prompt)
    if "frames" in data or "changes" in data:
        answer = storyboard(data)
    elif "scenes" in data and "from" in data:
        answer = translation(data)
    elif "client wrote" in prompt or _has(schema, "subject"):
        answer = brief(prompt)
    else:
        return json.dumps(fitted({}, schema)) if schema else CHAT
    return json.dumps(fitted(answer, schema) if schema else answer)


def read(prompt: str) -> dict[str, Any]:
    """The largest JSON object in a prompt; empty where there is none."""
    found: dict[str, Any] = {}
    decoder, place = json.JSONDecoder(), prompt.find("{")
    while place >= 0:
        try:
            data, end = decoder.raw_decode(prompt, place)
        except ValueError:
            end = place + 1
            data = None
        if isinstance(data, dict) and len(data) > len(found):
            found = data
        place = prompt.find("{", end)
    return found


def brief(prompt: str) -> dict[str, Any]:
    asked = prompt.split("wrote:", 1)[-1].strip().splitlines()[0] if "wrote:" in prompt else prompt
    words = re.sub(r"\s+", " ", asked)[:120] or "A film"
    language = re.search(r"\blanguage\W+([a-z]{2}(?:-[A-Z]{2})?)\b", prompt, re.IGNORECASE)
    return {
        "title": words[:60],
        "kind": "story",
        "subject": words,
        "audience": "everybody",
        "tone": "calm",
        "style": "watercolour",
        "place": "a meadow",
        "time": "morning",
        "weather": "windy",
        "messages": ["Go outside"],
        "call_to_action": "",
        "language": language[1] if language else "en",
        "cast": [{"name": "Kite", "role": "hero", "look": "a red diamond kite with a long tail"}],
        "notes": "",
    }


def storyboard(data: Mapping[str, Any]) -> dict[str, Any]:
    """Scenes that add up to the frames asked for; kept ones as they were, named ones anew."""
    salt = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:6]
    style = {
        "look": "watercolour",
        "palette": "meadow",
        "colours": ["#87b5d9", "#5c8a4a", "#d94a3d"],
        "words": ["soft light", "paper grain"],
        "mood": "calm",
    }
    cast = [{"name": "Kite", "role": "hero", "look": "a red diamond kite with a long tail"}]
    return {"style": style, "cast": cast, "scenes": _scenes(data, salt)}


def translation(data: Mapping[str, Any]) -> dict[str, Any]:
    """Every line with the language before it, and as a careless model a scene that nobody asked for."""
    tag = data["language"]
    scenes = [
        {"id": row["id"]} | {part: f"{tag}: {row[part]}" for part in ("narration", "words") if row.get(part)}
        for row in data["scenes"]
    ]
    return {"scenes": [*scenes, {"id": "extra", "narration": "Nobody asked."}]}


def _scenes(data: Mapping[str, Any], salt: str) -> list[dict[str, Any]]:
    if "changes" in data:
        held = {scene["id"]: scene for scene in data.get("keep", ())}
        named = {name: asked["scene"] for name, asked in data["changes"].items()}
        order = data.get("order") or [*held, *named]
        return [held.get(name) or _again(named[name], salt, place) for place, name in enumerate(order)]
    kept = list(data.get("keep") or ())
    rest = int(data.get("frames") or 24 * 12) - sum(scene["frames"] for scene in kept)
    if kept and rest <= 0:
        return kept
    sizes = _sizes(max(1, rest), int(data.get("rate") or 24), data.get("limits") or {})
    return kept + [_scene(frames, salt, len(kept) + place) for place, frames in enumerate(sizes)]


def _sizes(frames: int, rate: int, limits: Mapping[str, Any]) -> list[int]:
    """Lengths of scenes near five seconds, two where the model's limits allow it."""
    shortest, longest = (int(limits.get(name) or other) for name, other in (("shortest", 1000), ("longest", 10_000)))
    usual = max(shortest, min(longest, SECONDS * 1000)) * rate / 1000
    most = max(1, int(frames // max(1.0, shortest * rate / 1000)))
    number = max(1, min(most, max(2, round(frames / usual))))
    ends = [round(frames * (place + 1) / number) for place in range(number)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _scene(frames: int, salt: str, place: int) -> dict[str, Any]:
    return {
        "id": f"new{place}",
        "title": f"Scene {place + 1}",
        "beat": "rise",
        "frames": frames,
        "action": f"The kite climbs, part {place + 1}",
        "start_prompt": f"A red kite low over a meadow, study {salt} {place}",
        "end_prompt": f"The red kite high above the meadow, study {salt} {place}",
        "motion_prompt": f"The kite climbs slowly, study {salt} {place}",
        "camera": {"move": "push in" if place % 2 else "pan left", "size": "wide"},
        "narration": f"The wind takes it higher, {place + 1}.",
        "words": "",
        "card": "",
        "cast": ["Kite"],
        "continuity": "cut",
        "transition": {"kind": "cut", "frames": 0},
        "models": {},
    }


def _again(scene: Mapping[str, Any], salt: str, place: int) -> dict[str, Any]:
    words = ("title", "action", "start_prompt", "end_prompt", "motion_prompt")
    return {**scene, **{name: f"{scene.get(name) or 'A kite'} again {salt} {place}"[:500] for name in words}}


# ---------------------------------------------------------------- as a strict model answers


def fitted(value: Any, schema: Mapping[str, Any] | None) -> Any:
    """The value with what the schema demands and without what it does not name, as constrained decoding has it."""
    return _fit(value, schema or {}, (schema or {}).get("$defs") or (schema or {}).get("definitions") or {})


def _fit(value: Any, schema: Mapping[str, Any], defs: Mapping[str, Any]) -> Any:
    if value in ("", None, [], {}) and _nullable(schema):
        return None
    schema = _meant(value, schema, defs)
    kind = _kind(schema)
    if kind == "object" and "properties" in schema:
        return _object(value if isinstance(value, Mapping) else {}, schema, defs)
    if kind == "array":
        return [_fit(each, schema.get("items") or {}, defs) for each in (value or [])]
    return _least(schema, kind) if value is None else value


def _object(value: Mapping[str, Any], schema: Mapping[str, Any], defs: Mapping[str, Any]) -> dict[str, Any]:
    named = schema["properties"]
    wanted = [name for name in named if name in value or name in schema.get("required", ())]
    return {name: _fit(value.get(name), named[name], defs) for name in wanted}


def _meant(value: Any, schema: Mapping[str, Any], defs: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema behind references and choices."""
    while True:
        choices = schema.get("allOf") or schema.get("anyOf") or schema.get("oneOf")
        if "$ref" in schema:
            schema = defs[str(schema["$ref"]).rsplit("/", 1)[-1]]
        elif choices and "type" not in schema:
            schema = next((each for each in choices if (_kind(each) == "null") == (value is None)), choices[0])
        else:
            return schema


def _nullable(schema: Mapping[str, Any]) -> bool:
    """Whether the model may say that there is nothing: where it may, it does."""
    choices = schema.get("anyOf") or schema.get("oneOf") or ()
    return any(_kind(each) == "null" for each in choices)


def _kind(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type", "")
    return str(kind[0] if isinstance(kind, list) else kind).lower()


def _least(schema: Mapping[str, Any], kind: str) -> Any:
    if schema.get("enum"):
        return schema["enum"][0]
    if "default" in schema:
        return schema["default"]
    least = {"string": "", "integer": int(schema.get("minimum") or 0), "number": 0, "boolean": False, "object": {}}
    return least.get(kind)


def _has(schema: Mapping[str, Any] | None, name: str) -> bool:
    return name in ((schema or {}).get("properties") or {})
