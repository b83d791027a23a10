"""Files on their way to Replicate and back: small ones within the request, others uploaded; results by a line of
their own that knows no key."""

import base64
import binascii
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from vidpipe.errors import BadInput, Kind, LimitReached, ProviderError, Stopped, VidpipeError
from vidpipe.film.catalogue import Role
from vidpipe.media.ffmpeg import sniff_bytes
from vidpipe.net.fetch import FetchFailed, TooSlow, fetch
from vidpipe.ports import Desk, Output
from vidpipe.providers.receiving import most_bytes, received
from vidpipe.providers.replicate import refusals
from vidpipe.providers.replicate.fields import File
from vidpipe.providers.replicate.line import Line

MOST_WITHIN = 256 * 1024
"""Bytes of a file that goes within the request; Replicate advises against more than a megabyte."""
MOST_SENT = 95 * 1024 * 1024
FETCH_SECONDS = 300.0
TRIES = 3
PAUSE = 0.4
EXPIRED = (401, 403, 404, 410)
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "video/mp4": "mp4", "video/webm": "webm"}
ROLES = {"image": Role.IMAGE, "video": Role.VIDEO, "audio": Role.MUSIC}


# ---------------------------------------------------------------- there


def sent(values: Mapping[str, Any], line: Line, desk: Desk) -> dict[str, Any]:
    """The input with every file as the address that the model reads it from. Uploads cost nothing."""
    known: dict[str, str] = {}

    def put(value: Any) -> Any:
        if isinstance(value, list):
            return [put(part) for part in value]
        if not isinstance(value, File):
            return value
        if value.digest not in known:
            known[value.digest] = _address(value, line, desk)
        return known[value.digest]

    return {name: put(value) for name, value in values.items()}


def _address(file: File, line: Line, desk: Desk) -> str:
    data = desk.path(file.digest).read_bytes()
    mime = sniff_bytes(data[:64]) or file.mime
    if len(data) <= MOST_WITHIN:
        return f"data:{mime};base64,{base64.b64encode(data).decode()}"
    if len(data) > MOST_SENT:
        raise ProviderError(
            Kind.INVALID,
            f"A file of {len(data) // 1_000_000} MB is more than {refusals.NAME} takes",
            remedy="Use a smaller one.",
            billed=False,
        )
    reply = line.upload(data, name=f"{file.digest}.{ENDINGS.get(mime, 'bin')}", mime=mime)
    urls = reply.get("urls")
    address = urls.get("get") if isinstance(urls, Mapping) else None
    if not isinstance(address, str) or not address.startswith("http"):
        raise refusals.broken("ask", what="upload")
    return address


def digest_at(address: str, line: Line) -> str:
    """The digest of a file that was uploaded, by what Replicate says of it; '' where it does not."""
    before, _, name = urlsplit(address).path.rstrip("/").rpartition("/v1/files/")
    if before or not name:
        return ""
    try:
        told = line.file(name)
    except ProviderError as error:
        if error.kind is Kind.RETRY:
            raise
        return ""
    sums = told.get("checksums")
    digest = sums.get("sha256") if isinstance(sums, Mapping) else None
    stem = str(told.get("name", "")).partition(".")[0]
    return digest.lower() if isinstance(digest, str) else stem if len(stem) == 64 else ""


# ---------------------------------------------------------------- and back


def taken_in(addresses: Callable[[], Sequence[str]], role: Role | None, line: Line, desk: Desk) -> Output:
    """The first file that is what was paid for; asked for up to three times, each time by addresses anew.

    Raises ProviderError: gone where it expired or is no such file, retry where the line failed; Stopped.
    """
    trouble: ProviderError | None = None
    for again in range(TRIES):
        if again:
            _rest(PAUSE * again, desk)
        for number, address in enumerate(addresses()):
            try:
                return _taken(address, role, line, desk, name=f"output{number}")
            except ProviderError as error:
                trouble = error
                if error.kind is Kind.RETRY:
                    break
        if trouble is not None and trouble.code == "expired":
            raise trouble
    raise trouble or refusals.nothing_made()


def _rest(seconds: float, desk: Desk) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if desk.stopped():
            raise Stopped("Stopped while a file was being fetched")
        time.sleep(0.05)


def _taken(address: str, role: Role | None, line: Line, desk: Desk, *, name: str) -> Output:
    into = desk.folder / f"{name}.part"
    mime = _unpacked(address, into) if address.startswith("data:") else _fetched(address, into, role, line, desk)
    return received(into, role or _role_of(into), desk, name=name, mime=mime, by=refusals.NAME)


def _unpacked(address: str, into: Path) -> str:
    """What a data URI holds."""
    head, _, body = address.removeprefix("data:").partition(",")
    mime, _, packing = head.rpartition(";")
    try:
        data = base64.b64decode(body, validate=True) if packing == "base64" else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        data = b""
    into.write_bytes(data)
    return mime if packing == "base64" else head


def _fetched(address: str, into: Path, role: Role | None, line: Line, desk: Desk) -> str:
    trusted = (line.address,) if line.configured else ()
    most = most_bytes(role or Role.VIDEO)
    try:
        return fetch(address, into, most_bytes=most, seconds=FETCH_SECONDS, trusted=trusted, stopped=desk.stopped)
    except FetchFailed as error:
        if error.status in EXPIRED:
            raise refusals.expired() from error
        raise _not_yet(error) from error
    except TooSlow as error:
        raise _not_yet(error) from error
    except (BadInput, LimitReached) as error:
        raise _of_no_use(error) from error


def _not_yet(error: VidpipeError) -> ProviderError:
    return ProviderError(
        Kind.RETRY,
        f"It is made and paid at {refusals.NAME}, but the file does not come: {_low(error.message)}",
        remedy="It is fetched again by itself; after an hour it is gone.",
        billed=True,
        about="output",
    )


def _of_no_use(error: VidpipeError) -> ProviderError:
    return ProviderError(
        Kind.GONE,
        f"It is paid, but what {refusals.NAME} sent cannot be used: {_low(error.message)}",
        remedy="Make another take, or choose another model.",
        billed=True,
        about="output",
    )


def _low(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _role_of(file: Path) -> Role:
    """The role of a file of which nobody said what it is to be."""
    with file.open("rb") as opened:
        return ROLES.get(sniff_bytes(opened.read(64)).partition("/")[0], Role.VIDEO)
