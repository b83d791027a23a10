"""Addresses of media in pages: built from a digest and a kind of file, never from a name somebody gave. Pure."""

import re

EXTENSIONS = {
    "video/mp4": "mp4",
    "image/png": "png",
    "image/webp": "webp",
    "image/jpeg": "jpg",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/flac": "flac",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "application/json": "json",
}
CAPTIONS = {"srt": "application/x-subrip", "vtt": "text/vtt"}
"""Captions are kept as plain text; their ending says how they are to be read."""
BLOB = "/app/static/blob"
LOOK = "/app/static/look"
TEMPLATES = "/app/static/templates.json"
DIGEST = re.compile(r"[0-9a-f]{64}")
WIDTHS = (480, 960)
"""The widths thumbnails are made in: strips and rows, and the large picture."""

COUNTS = (400, 80)
"""Into how many parts sounds are drawn: across the page, and in a line."""


def blob(digest: str, mime: str) -> str:
    """Where the whole file is. Raises KeyError for a kind of file the studio does not show."""
    return f"{BLOB}/{_checked(digest)}.{EXTENSIONS[mime]}"


def captions(digest: str, kind: str) -> str:
    """Where captions are, `kind` being srt or vtt. Raises KeyError for another."""
    CAPTIONS[kind]
    return f"{BLOB}/{_checked(digest)}.{kind}"


def thumb(digest: str, width: int = 480) -> str:
    """Where a WebP of a picture, or of a clip's poster, is."""
    return f"{BLOB}/thumb/{_checked(digest)}/{width}.webp"


def peaks(digest: str, count: int = COUNTS[0]) -> str:
    """Where the outline of a sound is."""
    return f"{BLOB}/peaks/{_checked(digest)}/{count}.json"


def review(project: str, digest: str) -> str:
    """Where a film's cut is looked at: the answer is there once it was."""
    return f"{BLOB}/review/{project}/{_checked(digest)}.json"


def _checked(digest: str) -> str:
    if not DIGEST.fullmatch(digest):
        raise ValueError("this is no digest")
    return digest
