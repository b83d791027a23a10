"""What a file that a person brought really is, by its first bytes alone, and what to bring instead. Decodes nothing."""

from pathlib import Path
from typing import Literal

from vidpipe.errors import BadInput, MediaError
from vidpipe.media.ffmpeg import sniff_bytes

Kind = Literal["picture", "clip", "sound"]

HELP: dict[Kind, str] = {
    "picture": "Bring a PNG, JPEG, WebP, GIF, BMP or TIFF.",
    "clip": "Bring an MP4, MOV, WebM or MKV.",
    "sound": "Bring a WAV, MP3, M4A, FLAC or OGG.",
}
NAMES: dict[Kind, str] = {"picture": "a picture", "clip": "a clip", "sound": "a sound"}
_MORE = (
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"%PDF", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)
_BRANDS = {b"avif": "AVIF", b"avis": "AVIF", b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC"}
_TEXT_STARTS = (b"#EXTM3U", b"ffconcat", b"<", b"{", b"v=0")


def identify(file: Path, kind: Kind) -> str:
    """The media type that the first bytes show, of the kind that is wanted. Raises BadInput for any other file."""
    try:
        with file.open("rb") as opened:
            head = opened.read(64)
    except OSError as error:
        raise MediaError("The file cannot be read", remedy="Bring it again.") from error
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        name = _BRANDS[head[8:12]]
        raise BadInput(f"The file is a picture in {name}, which is not read here", remedy="Save it as JPEG or PNG.")
    mime = sniff(head)
    if not _fits(mime, kind):
        raise BadInput(f"The file is {_called(mime, head)}, but {NAMES[kind]} is needed here", remedy=HELP[kind])
    return mime


def sniff(head: bytes) -> str:
    """The media type that the first bytes show, '' for what is not known."""
    for magic, mime in _MORE:
        if head.startswith(magic):
            return mime
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return "image/bmp"
    return sniff_bytes(head)


def _fits(mime: str, kind: Kind) -> bool:
    """MP4 and Matroska hold clips or sound alone: which, the probe will tell."""
    if kind == "picture":
        return mime in ("image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/tiff")
    if kind == "clip":
        return mime.startswith("video/")
    return mime.startswith(("audio/", "video/"))


def _called(mime: str, head: bytes) -> str:
    if mime.startswith("image/"):
        return "a picture"
    if mime.startswith("video/"):
        return "a film or a sound"
    if mime.startswith("audio/"):
        return "a sound"
    if mime == "application/pdf":
        return "a PDF"
    if mime == "application/zip":
        return "an archive or an office document"
    if head.lstrip().startswith(_TEXT_STARTS) or _is_text(head):
        return "a text"
    return "nothing that is known here"


def _is_text(head: bytes) -> bool:
    return bool(head) and all(byte in b"\t\r\n" or 32 <= byte < 127 for byte in head)
