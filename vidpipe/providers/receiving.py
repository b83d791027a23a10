"""What a paid model sent, as an output: it is what was paid for, decoded whole, or it is refused in plain words."""

import re
import shutil
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from vidpipe.errors import BadInput, Kind, LimitReached, MediaError, ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.ports import Desk, Output

if TYPE_CHECKING:
    from vidpipe.media.brought import Kind as Medium

MEDIA: "dict[Role, Medium]" = {Role.IMAGE: "picture", Role.VIDEO: "clip", Role.SPEECH: "sound", Role.MUSIC: "sound"}
CALLED: "dict[Medium, str]" = {"picture": "picture", "clip": "video", "sound": "sound"}
PCM = re.compile(r"audio/(?:l16|pcm|x-pcm|raw)\b")
PCM_RATE = 24_000


def most_bytes(role: Role) -> int:
    """How many bytes of this role's files are taken at all."""
    from vidpipe.media.intake import MOST_BYTES

    return MOST_BYTES[MEDIA[role]]


def received(
    data: bytes | Path, role: Role, desk: Desk, *, name: str = "output", mime: str = "", by: str = "the provider"
) -> Output:
    """The file in the desk's folder, looked through and measured.

    `mime` is what the sender claims: it is only believed of samples without a header (`audio/L16;rate=24000`). A file
    given as a path is used up. Raises ProviderError (gone, billed) for what is not what was paid for; Stopped.
    """
    from vidpipe.media.received import take_received

    medium = MEDIA[role]
    raw = desk.folder / f"{name}.received"
    if isinstance(data, Path):
        shutil.move(data, raw)
    else:
        raw.write_bytes(data)
    if medium == "sound" and PCM.match(mime.lower()):
        _wrap(raw, mime.lower())
    try:
        path, found, meta = take_received(raw, medium, desk.folder / name, stopped=desk.stopped)
    except (BadInput, MediaError, LimitReached) as error:
        raise _not_what_was_paid(medium, error.message, by) from error
    finally:
        raw.unlink(missing_ok=True)
    return Output(path=str(path), mime=found, meta=meta)


def _not_what_was_paid(medium: "Medium", reason: str, by: str) -> ProviderError:
    why = reason[:1].lower() + reason[1:].rstrip(".")
    return ProviderError(
        Kind.GONE,
        f"It is paid, but what {by} sent is no {CALLED[medium]} that can be used: {why}",
        remedy="Make another take, or choose another model.",
        billed=True,
        about="output",
    )


def _wrap(file: Path, mime: str) -> None:
    """Put a WAV header before bare samples (16 bits, the low byte first), unless there is one."""
    data = file.read_bytes()
    if data[:4] == b"RIFF" or not data:
        return
    rate, channels = _number(mime, "rate", PCM_RATE), _number(mime, "channels", 1)
    data = data[: len(data) - len(data) % (2 * channels)]
    shape = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, channels, rate, rate * channels * 2, channels * 2, 16)
    body = b"WAVE" + shape + struct.pack("<4sI", b"data", len(data)) + data
    file.write_bytes(struct.pack("<4sI", b"RIFF", len(body)) + body)


def _number(mime: str, name: str, usual: int) -> int:
    found = re.search(rf"{name}=\"?(\d{{1,6}})", mime)
    return max(1, int(found[1])) if found else usual
