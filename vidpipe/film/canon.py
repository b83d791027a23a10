"""One text for one thing: canonical JSON without floats, and the digests that are taken of it. Pure."""

import hashlib
import json
import unicodedata
from typing import Any


def canonical(value: Any) -> str:
    """JSON with sorted keys, NFC text and no floats: the same thing always gives the same text.

    Raises TypeError for a float, a key that is no text, or anything JSON cannot say.
    """
    return json.dumps(_settled(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _settled(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [_settled(item) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {unicodedata.normalize("NFC", key): _settled(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} has no canonical form; use text, whole numbers, lists and dicts")


def digest(data: bytes) -> str:
    """SHA-256 of bytes in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def fingerprint(value: Any) -> str:
    """SHA-256 of a value's canonical JSON."""
    return digest(canonical(value).encode())
