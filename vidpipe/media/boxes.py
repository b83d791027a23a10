"""What the boxes of an MP4 say that ffmpeg does not tell: their order, lists of edits, the level of H.264. Only reads.

Sizes in a file are claims: none is believed beyond the bytes that are there, and little is held in memory.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOST_MOOV = 64 * 1024 * 1024
MOST_BOXES = 4096
HOLDERS = {b"moov", b"trak", b"edts", b"mdia", b"minf", b"stbl"}
SAMPLE_ENTRY, STSD_HEAD = 78, 8
"""Bytes before the boxes of a picture's sample entry, and before the first entry of `stsd`."""
AVC = (b"avc1", b"avc3")


@dataclass(frozen=True)
class Layout:
    """`starts`: what a player needs first stands before the media. `level` of H.264 times ten, 0 where unknown."""

    starts: bool
    edits: bool
    level: int


def read(file: Path) -> Layout:
    """The layout of an MP4 or MOV; all else, or a damaged one, starts nowhere and has no level."""
    order, moov = _outline(file)
    inside = dict(_within(moov))
    first = next((kind for kind in order if kind in (b"moov", b"mdat")), b"")
    return Layout(starts=first == b"moov", edits=b"elst" in inside, level=_level(inside.get(b"stsd", b"")))


def _outline(file: Path) -> tuple[list[bytes], bytes]:
    """The kinds of the outer boxes in order, and what is inside `moov`."""
    order: list[bytes] = []
    moov, whole = b"", file.stat().st_size
    with file.open("rb") as opened:
        place = 0
        while place + 8 <= whole and len(order) < MOST_BOXES:
            opened.seek(place)
            head, kind, size = _head(opened.read(16), whole - place)
            if size < head:
                break
            order.append(kind)
            if kind == b"moov" and size <= MOST_MOOV:
                opened.seek(place + head)
                moov = opened.read(size - head)
            place += size
    return order, moov


def _head(data: bytes, rest: int) -> tuple[int, bytes, int]:
    """Length of a box's head, its kind and its whole size, at most what is left."""
    size, kind = struct.unpack(">I4s", data[:8])
    if size == 1 and len(data) >= 16:
        return 16, kind, min(struct.unpack(">Q", data[8:16])[0], rest)
    return 8, kind, rest if size == 0 else min(size, rest)


def _within(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Every box inside `moov`; the picture's `stsd` is the last one told, sound has none of its own here."""
    todo, seen = [data], 0
    while todo and seen < MOST_BOXES:
        part, place = todo.pop(), 0
        while place + 8 <= len(part) and seen < MOST_BOXES:
            head, kind, size = _head(part[place : place + 16], len(part) - place)
            if size < head:
                break
            inside, seen = part[place + head : place + size], seen + 1
            if kind in HOLDERS:
                todo.append(inside)
            elif kind != b"stsd" or inside[STSD_HEAD + 4 : STSD_HEAD + 8] in AVC:
                yield kind, inside
            place += size


def _level(stsd: bytes) -> int:
    """The level in the first sample entry's decoder configuration."""
    entry = stsd[STSD_HEAD + 8 + SAMPLE_ENTRY :]
    place = 0
    while place + 8 <= len(entry):
        head, kind, size = _head(entry[place : place + 16], len(entry) - place)
        if size < head:
            break
        if kind == b"avcC" and size >= head + 4:
            return entry[place + head + 3]
        place += size
    return 0
