"""The base of every noun: frozen, closed, comparable, with a canonical JSON form."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def printable(text: str) -> str:
    """Refuse control characters but line breaks and tabs."""
    if CONTROL.search(text):
        raise ValueError("has control characters; remove them and try again")
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000), AfterValidator(printable)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=600), AfterValidator(printable)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=160), AfterValidator(printable)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of the bytes, in lower-case hex."""


class Noun(BaseModel):
    """Frozen and closed: an unknown field is an error, so that hostile or drifting data is seen at the edge."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def plain(self) -> dict[str, Any]:
        """The noun as JSON-ready data."""
        return self.model_dump(mode="json")


def later(default: Any) -> Any:
    """A field that nouns gained after films were made with them: left out of their data while it is as before, so that
    keys and digests of those films stay."""
    return Field(default=default, exclude_if=lambda value: bool(value == default))
