"""A recipe says what determines a result; its key is the SHA-256 of its canonical JSON. Pure, no floats."""

import hashlib
import json
import unicodedata
from functools import cached_property
from typing import Any

from pydantic import Field

from vidpipe.film.noun import Noun


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


class Recipe(Noun):
    """What determines a result, declared: nothing else may enter the making of it.

    `inputs` names what is used and its digest. `model` is a resolved id such as `local/painter-1`, empty where no
    provider is asked. `sample` is the take number: a re-roll is the same recipe with the next one.
    """

    stage: str
    version: int
    model: str = ""
    params: dict[str, Any] = Field(default_factory=dict)
    inputs: dict[str, str] = Field(default_factory=dict)
    sample: int = 0

    @cached_property
    def key(self) -> str:
        return fingerprint(self.plain())

    def sampled(self, sample: int) -> "Recipe":
        """The same recipe for another take. Built anew: a copy would carry the cached key along."""
        return self if sample == self.sample else Recipe.model_validate(self.model_dump() | {"sample": sample})

    @property
    def imported(self) -> bool:
        return self.stage == "import"


def imported(sha256: str) -> Recipe:
    """The recipe of something a person brought or wrote by hand."""
    return Recipe(stage="import", version=1, inputs={"file": sha256})
