"""diskcache with a Disk that knows text and nothing else: a planted pickle (CVE-2025-69872) or file is never opened."""

from pathlib import Path
from typing import Any

import diskcache
from diskcache.core import MODE_RAW

_MAX_CHARS = 1 << 20


class TextDisk(diskcache.Disk):  # type: ignore[misc]
    """Keys and values are text kept in the row itself. Everything else raises ValueError."""

    def put(self, key: Any) -> tuple[str, bool]:
        return _text(key), True

    def get(self, key: Any, raw: bool) -> str:
        if not raw:
            raise ValueError("a key of the call cache is no text")
        return _text(key)

    def store(self, value: Any, read: bool, key: Any = None) -> tuple[int, int, None, str]:
        if read or len(_text(value)) > _MAX_CHARS:
            raise ValueError("the call cache keeps short text only")
        return 0, MODE_RAW, None, value

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> str:
        if mode != MODE_RAW or filename is not None or read:
            raise ValueError("an entry of the call cache is no text")
        return _text(value)

    def remove(self, file_path: str) -> None:
        """Nothing is kept in files, so a file name in a row is not ours to remove."""


def open_cache(folder: Path, *, wait: float) -> diskcache.Cache:
    """The cache in a folder: nothing is ever evicted, nothing is counted, every write is on disk when it returns."""
    return diskcache.Cache(
        str(folder),
        timeout=wait,
        disk=TextDisk,
        eviction_policy="none",
        cull_limit=0,
        statistics=0,
        tag_index=0,
        sqlite_mmap_size=0,
        sqlite_synchronous=2,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"the call cache keeps text, not {type(value).__name__}")
    return value
