"""A request as a model's input: which of its fields takes what, by the model's record or by usual names. Pure.

A record's `fields` may name the model's field for each of `USUAL`, further `set` (constants that every request has),
`resolutions` (what it calls ours), `pinned` (asked by version) and `gpu_micros` (micro-dollars a second of a machine).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.ports import Ref, Request
from vidpipe.providers.replicate.schema import Field, Schema, shaped

USUAL: dict[str, tuple[str, ...]] = {
    "prompt": ("prompt", "text", "description", "caption", "lyrics"),
    "first": ("image", "start_image", "first_frame_image", "first_frame", "input_image", "image_input", "start_frame"),
    "last": ("last_frame_image", "end_image", "last_image", "last_frame", "tail_image", "end_frame"),
    "references": ("reference_images", "input_images", "image_input", "images", "subject_reference", "input_image"),
    "duration": ("duration", "seconds", "length", "duration_seconds", "num_seconds"),
    "aspect": ("aspect_ratio", "ratio"),
    "resolution": ("resolution", "mode", "size", "quality"),
    "width": ("width",),
    "height": ("height",),
    "seed": ("seed",),
    "negative": ("negative_prompt",),
    "audio": ("generate_audio", "enable_audio", "with_audio", "sound"),
}
"""What we may have to say, and what models' fields for it are called."""
NEEDED = ("prompt", "first", "references")
CORE = ("prompt", "seed")
MOST_SEED = 2**31 - 1
STEP = 7919
"""How far another take moves the seed."""
PICTURES = {"output_format": ("png", "webp", "jpg")}
SOUNDS = {"output_format": ("wav", "flac", "mp3")}


@dataclass(frozen=True)
class File:
    """A file that goes with a request, before it is sent."""

    digest: str
    mime: str


@dataclass(frozen=True)
class Input:
    """What is sent. Files stand in it as they are here; `core` are the names of words and seed, which no schema
    changes; `notes` says what the model cannot be told.
    """

    values: Mapping[str, Any]
    core: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def input_of(caps: Caps, request: Request, schema: Schema | None) -> Input:
    """Raises ProviderError (invalid) where the model has no field for what cannot be left out."""
    named = _Names(caps, schema)
    values: dict[str, Any] = dict(_constants(caps, schema))
    core: list[str] = []
    for meaning, value in _said(caps, request):
        name = named.of(meaning, taken=values)
        if name:
            values[name] = _shaped(schema, name, _in_its_words(caps, meaning, value), wraps=meaning == "seed")
            core += [name] if meaning in CORE else []
        elif meaning in NEEDED or caps.fields:
            raise _no_field(caps, meaning, named)
        else:
            named.left_out.append(meaning)
    notes = tuple(f"{caps.title or caps.model} takes no {what}." for what in named.left_out)
    return Input(values, frozenset(core), notes)


class _Names:
    """The model's names for what we mean."""

    def __init__(self, caps: Caps, schema: Schema | None) -> None:
        self.caps, self.schema = caps, schema
        self.left_out: list[str] = []

    def of(self, meaning: str, *, taken: Iterable[str]) -> str:
        """The name of the record while the model has it, else a usual one that it has; '' for none."""
        told = self.caps.fields.get(meaning)
        names = ([str(told)] if told else []) + list(USUAL[meaning])
        known = self.schema.fields if self.schema and self.schema.fields else None
        if known is None:
            return names[0]
        return next((name for name in names if name in known and name not in taken), "")


def _no_field(caps: Caps, meaning: str, named: _Names) -> ProviderError:
    fields = ", ".join(named.schema.fields) if named.schema else "nothing"
    told = caps.fields.get(meaning)
    what = f"{meaning} (once {told!r})" if told else meaning
    return ProviderError(
        Kind.INVALID,
        f"{caps.model} at Replicate has no field for {what}; it takes {fields}",
        remedy="Run vidpipe providers check, or choose another model.",
        billed=False,
        code="schema",
    )


def _said(caps: Caps, request: Request) -> Iterable[tuple[str, Any]]:
    """What this request has to say, by meaning."""
    yield "prompt", request.prompt
    first, last, pictures = request.ref("first"), request.ref("last"), _pictures(request)
    if first:
        yield "first", _file(first)
    if last:
        yield "last", _file(last)
    if pictures:
        yield "references", [_file(ref) for ref in pictures]
    if request.frames and request.rate and request.role is not Role.IMAGE:
        yield "duration", _seconds(request.frames, request.rate)
    for meaning in ("aspect", "resolution"):
        if request.data.get(meaning):
            yield meaning, request.data[meaning]
    if request.seed is not None:
        yield "seed", (request.seed + STEP * request.sample) % MOST_SEED
    if request.negative:
        yield "negative", request.negative
    if caps.audio == "optional":
        yield "audio", bool(request.data.get("audio", False))


def _pictures(request: Request) -> list[Ref]:
    """What an edit starts from, then the references."""
    return [ref for use in ("source", "reference") for ref in request.refs if ref.use == use]


def _file(ref: Ref) -> File:
    return File(ref.digest, ref.mime)


def _seconds(frames: int, rate: int) -> int | float:
    """Frames as whole seconds where they are within one frame of it."""
    exact = frames / rate
    return round(exact) if abs(exact - round(exact)) <= 1 / rate else round(exact, 3)


def _in_its_words(caps: Caps, meaning: str, value: Any) -> Any:
    names = caps.fields.get("resolutions", {}) if meaning == "resolution" else {}
    return names.get(value, value) if isinstance(names, Mapping) and isinstance(value, str) else value


def _shaped(schema: Schema | None, name: str, value: Any, *, wraps: bool) -> Any:
    """The value as the field takes it. One that `wraps` starts again at its low end."""
    field = schema.fields.get(name) if schema else None
    if field is None:
        return value
    if wraps and field.high is not None and value > field.high:
        low = int(field.low or 0)
        value = low + value % (int(field.high) - low + 1)
    return shaped(field, _single(field, value))


def _single(field: Field, value: Any) -> Any:
    """A list of one for a field that takes one."""
    return value[0] if isinstance(value, list) and len(value) == 1 and not field.many and field.kind else value


def _constants(caps: Caps, schema: Schema | None) -> Mapping[str, Any]:
    """What every request to this model has: its record's, and a format that loses nothing where it offers one."""
    found = {str(name): value for name, value in dict(caps.fields.get("set", {})).items()}
    wishes = PICTURES if caps.role is Role.IMAGE else SOUNDS if caps.role in (Role.MUSIC, Role.SPEECH) else {}
    for name, formats in wishes.items():
        field = schema.fields.get(name) if schema else None
        if field and name not in found:
            best = [wish for wish in formats if wish in field.enum]
            found |= {name: best[0]} if best else {}
    return found
