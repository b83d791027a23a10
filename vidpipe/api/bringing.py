"""What a program sends to have a film made: words, and files or an address. It names no path of this computer."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import Field

from vidpipe.api.asked import Agreed, Asked, agree
from vidpipe.errors import BadInput
from vidpipe.sources.pictures import ENDINGS
from vidpipe.sources.reading import called
from vidpipe.studio import Brought, Gathered, Project, Studio

MOST_FILES = 20
RESERVED = ("source", "storyboard", "prompt", "idea")


class File(Asked):
    """A file: its name, and its bytes as base64."""

    name: str = Field(max_length=200)
    base64: str


class Order(Agreed):
    """`files` or an `address`, or words alone; `settings` are those of `Studio.create`. `start` has it made."""

    prompt: str = Field(default="", max_length=20_000)
    files: tuple[File, ...] = Field(default=(), max_length=MOST_FILES)
    address: str = Field(default="", max_length=8192)
    settings: dict[str, Any] = Field(default_factory=dict)
    start: bool = False


def made(studio: Studio, order: Order) -> Project:
    """The film that is asked for. Raises BadInput, LimitReached, FetchFailed, Refused, PriceNotAgreed."""
    check_settings(order.settings)
    if order.files and order.address:
        raise BadInput("Files and an address were given", remedy="Give one of the two.")
    with gathered(studio, order.files, order.address) as found:
        if order.start:
            agree(studio.estimate(order.prompt, source=found, **order.settings).micros, order)
        film = studio.create(order.prompt, source=found, **order.settings)
    if order.start:
        film.start()
    return film


def check_settings(settings: dict[str, Any]) -> None:
    """Raises BadInput for what is said beside the settings."""
    named = next((name for name in RESERVED if name in settings), "")
    if named:
        raise BadInput(f"{named} is no setting", remedy="Give prompt, files or an address beside the settings.")


@contextmanager
def gathered(studio: Studio, files: Sequence[File], address: str = "") -> Iterator[Gathered | None]:
    """What was sent, read; pictures alone become a scene each. It is to be used before this is left.

    Raises BadInput, LimitReached, FetchFailed.
    """
    if address and not address.lower().startswith("https://"):
        raise BadInput("The address is not encrypted (https), so nothing was fetched from it", remedy="Use https.")
    brought = [Brought(one.name, bytes_of(one)) for one in files]
    if not brought or not all(_is_picture(one) for one in brought):
        yield studio.gather(brought or address) if brought or address else None
        return
    with TemporaryDirectory(prefix="sent-") as folder:
        into = Path(folder) / "Pictures"
        into.mkdir()
        for number, one in enumerate(brought, 1):
            (into / f"{number:02d}.{_ending(one)}").write_bytes(one.data)
        yield studio.gather(into)


def bytes_of(one: File) -> bytes:
    """Raises BadInput."""
    try:
        return base64.b64decode(one.base64, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadInput(f"{called(one.name)[:60]} is no base64", remedy="Send the file's bytes as base64.") from error


def _is_picture(one: Brought) -> bool:
    return _ending(one) in ENDINGS


def _ending(one: Brought) -> str:
    return one.name.rpartition(".")[2].lower()
