"""The scene in a keyframe's PNG: a text chunk `vidpipe-scene`. What comes out of a file is hostile until validated."""

import json
import struct
import zlib
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, ValidationError

from vidpipe.film.noun import Name, Noun, later
from vidpipe.providers.local.painter.spec import SceneSpec
from vidpipe.recipe import canonical

KEY = "vidpipe-scene"
SIGN = b"\x89PNG\r\n\x1a\n"
LONGEST = 8192
CHUNKS = 64

End = Literal["start", "end"]


class Kept(Noun):
    """What the chunk says: the scene, which end of its camera move the picture shows, and what is wrong with it."""

    scene: SceneSpec
    end: End
    faults: Annotated[tuple[Name, ...], Field(max_length=8)] = later(())


class _Chunk(NamedTuple):
    kind: bytes
    data: bytes


def write(png: bytes, kept: Kept) -> bytes:
    """The PNG with the scene in a text chunk right after its header."""
    text = KEY.encode() + b"\x00" + _ascii(canonical(kept.plain()))
    body = b"tEXt" + text
    chunk = struct.pack(">I", len(text)) + body + struct.pack(">I", zlib.crc32(body))
    header = len(SIGN) + 25
    return png[:header] + chunk + png[header:]


def _ascii(text: str) -> bytes:
    """JSON in letters that every text chunk may hold: all others escaped."""
    return "".join(sign if ord(sign) < 128 else json.dumps(sign)[1:-1] for sign in text).encode("ascii")


def read(png: bytes) -> Kept | None:
    """The scene a PNG carries; None for any other picture, or when anything about the chunk is odd."""
    if not png.startswith(SIGN):
        return None
    for chunk in _first_chunks(png):
        if chunk.kind == b"tEXt" and chunk.data.startswith(KEY.encode() + b"\x00"):
            return _parse(chunk.data[len(KEY) + 1 :])
    return None


def _first_chunks(png: bytes) -> list[_Chunk]:
    """The chunks before the picture data, no more than CHUNKS of them and none longer than LONGEST."""
    found: list[_Chunk] = []
    at = len(SIGN)
    while at + 12 <= len(png) and len(found) < CHUNKS:
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind = png[at + 4 : at + 8]
        if kind == b"IDAT":
            break
        if length <= LONGEST and at + 12 + length <= len(png):
            found.append(_Chunk(kind, png[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def _parse(data: bytes) -> Kept | None:
    try:
        return Kept.model_validate(json.loads(data.decode("ascii")))
    except (ValidationError, ValueError, RecursionError):
        return None
