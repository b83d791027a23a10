"""A text as part of a file's name. Pure."""

import re
import unicodedata

MOST_TITLE = 60


def slug(text: str, *, most: int = 40) -> str:
    """Lower-case ASCII words joined by hyphens, at most `most` signs; '' where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-")


def title_slug(title: str) -> str:
    """A title as at most 60 signs; `film` where nothing is left of it."""
    return slug(title, most=MOST_TITLE) or "film"
