"""Lets the drawing library load on a Linux machine that has no OpenGL: a server, a container, a bare installation.

skia is linked against libGL and libEGL, though vidpipe draws on the CPU and never calls them. Where they are missing,
libraries of the same names are put in memory, whose functions do nothing. It may not import skia itself or touch files.
"""

import ctypes
import os
import platform
import re
import struct
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

NAMES = ("libGL.so.1", "libEGL.so.1")
FUNCTION = re.compile(rb"\0((?:gl|glX|egl)[A-Z]\w{2,60})(?=\0)")
RETURN_ZERO = {
    "x86_64": (62, bytes.fromhex("31c0c3")),
    "aarch64": (183, bytes.fromhex("000080d2c0035fd6")),
}
"""The machine's number in an ELF header, and code that returns 0."""

PAGE = 0x10000
HEADER, SEGMENT, SYMBOL = struct.Struct("<16sHHIQQQIHHHHHH"), struct.Struct("<IIQQQQQQ"), struct.Struct("<IBBHQQ")


@cache
def prepare() -> None:
    """Make `import skia` possible; call it first, as often as you like. Changes nothing where OpenGL is there."""
    machine = platform.machine()
    missing = [name for name in NAMES if not _loads(name)] if sys.platform == "linux" and machine in RETURN_ZERO else []
    for name in missing:
        _load(stand_in(name, _wanted(), machine))


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _wanted() -> list[bytes]:
    """The OpenGL functions that the installed drawing library asks for."""
    found = find_spec("skia")
    return sorted(set(FUNCTION.findall(Path(found.origin).read_bytes()))) if found and found.origin else []


def _load(library: bytes) -> None:
    """Load a library from memory. Its file descriptor stays open: the loader may read it again."""
    if sys.platform == "linux":
        file = os.memfd_create("vidpipe-opengl")
        os.write(file, library)
        ctypes.CDLL(f"/proc/self/fd/{file}")


def stand_in(name: str, functions: list[bytes], machine: str) -> bytes:
    """An ELF library called `name`, all of whose functions return 0. One page of code and tables, one of links."""
    number, code = RETURN_ZERO[machine]
    strings = b"\0" + b"\0".join([name.encode(), *functions]) + b"\0"
    tables, places = _tables(strings, functions, code)
    links = _links(places, len(strings))
    start = -(-len(tables) // PAGE) * PAGE
    segments = (
        SEGMENT.pack(1, 5, 0, 0, 0, len(tables), len(tables), PAGE)
        + SEGMENT.pack(1, 6, start, start, start, len(links), len(links), PAGE)
        + SEGMENT.pack(2, 6, start, start, start, len(links), len(links), 8)
        + SEGMENT.pack(0x6474E551, 6, 0, 0, 0, 0, 0, 16)
    )
    magic = b"\x7fELF\x02\x01\x01".ljust(16, b"\0")
    header = HEADER.pack(magic, 3, number, 1, 0, HEADER.size, 0, 0, HEADER.size, SEGMENT.size, 4, 64, 0, 0)
    return (header + segments + tables[len(header + segments) :]).ljust(start, b"\0") + links


def _tables(strings: bytes, functions: list[bytes], code: bytes) -> tuple[bytes, dict[int, int]]:
    """Room for the headers, then code, hash, symbols and names; and where they lie, by the loader's number for each."""
    count = len(functions) + 1
    body = bytes(HEADER.size + 4 * SEGMENT.size)
    entry = len(body)
    body += code.ljust(8, b"\0")
    places = {4: len(body)}
    body += struct.pack(f"<{3 + count}I", 1, count, count - 1, 0, *range(count - 1))
    body += bytes(-len(body) % 8)
    places[6] = len(body)
    body += SYMBOL.pack(0, 0, 0, 0, 0, 0)
    for function in functions:
        body += SYMBOL.pack(strings.index(b"\0" + function + b"\0") + 1, 0x12, 0, 1, entry, len(code))
    places[5] = len(body)
    return body + strings, places


def _links(places: dict[int, int], length: int) -> bytes:
    """The dynamic section: where hash, names and symbols are, the lengths of the two last, the library's own name."""
    rows = [*places.items(), (10, length), (11, SYMBOL.size), (14, 1), (0, 0)]
    return b"".join(struct.pack("<QQ", tag, value) for tag, value in rows)
