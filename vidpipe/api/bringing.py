"""What a program sends to have a film made: words, and a file or an address. It names no path of this computer.

The body is JSON and its type is checked: no page of another origin can send that without being let to.
"""

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from vidpipe.errors import BadInput, LimitReached, Refused

if TYPE_CHECKING:
    from vidpipe.studio import Brought, Project, Studio

MOST_BODY = 90_000_000
"""Bytes of a body: the largest file that is read, as base64."""


class File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(max_length=200)
    base64: str


class Order(BaseModel):
    """`files` or an `address`, or words alone; `settings` are those of `Studio.create`. `start` has it made."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    prompt: str = Field(default="", max_length=20_000)
    files: tuple[File, ...] = Field(default=(), max_length=20)
    address: str = Field(default="", max_length=8192)
    settings: dict[str, Any] = Field(default_factory=dict)
    start: bool = False


def check_sender(kind: str, site: str) -> None:
    """Raises Refused for what a page of another origin could send by itself."""
    if kind.partition(";")[0].strip().lower() != "application/json" or site.lower() in ("cross-site", "same-site"):
        raise Refused("The body has to be JSON, sent by a program or by the studio itself", remedy="Send JSON.")


def order_from(body: bytes) -> Order:
    """Raises BadInput, LimitReached."""
    if len(body) > MOST_BODY:
        raise LimitReached("The body is too large", remedy="Send a smaller file.")
    try:
        return Order.model_validate(json.loads(body))
    except (ValueError, RecursionError, ValidationError) as error:
        said = error.errors(include_input=False)[0] if isinstance(error, ValidationError) else None
        where = ".".join(str(part) for part in said["loc"]) if said else "the body"
        message = f"The order cannot be used at {where}: {said['msg'] if said else 'it is no JSON'}"
        raise BadInput(message, remedy="Give prompt, files, address, settings, start.") from error


def made(studio: "Studio", order: Order) -> "Project":
    """The film that is asked for. Raises BadInput, LimitReached, FetchFailed, Refused."""
    named = next((name for name in ("source", "storyboard", "prompt") if name in order.settings), "")
    if named:
        raise BadInput(f"{named} is no setting", remedy="Give prompt, files or an address beside the settings.")
    if order.files and order.address:
        raise BadInput("Files and an address were given", remedy="Give one of the two.")
    given: Any = [_file(one) for one in order.files] or order.address or None
    if order.address and not order.address.lower().startswith("https://"):
        raise BadInput("The address is not encrypted (https), so nothing was fetched from it", remedy="Use https.")
    film = studio.create(order.prompt, source=given, **order.settings)
    if order.start:
        film.start()
    return film


def _file(one: File) -> "Brought":
    from vidpipe.studio import Brought

    try:
        return Brought(one.name, base64.b64decode(one.base64, validate=True))
    except (binascii.Error, ValueError) as error:
        raise BadInput(f"{one.name[:60]} is no base64", remedy="Send the file's bytes as base64.") from error
