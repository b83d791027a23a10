"""Small pictures of pictures and clips, as WebP bytes: what pages and notebooks show."""

import tempfile
from pathlib import Path

from vidpipe.media import images, poster

MOST = 1280


def thumbnail(file: Path, mime: str, *, width: int) -> bytes:
    """A WebP of at most `width` pixels: the picture itself, or a good frame of a clip. Raises MediaError."""
    with tempfile.TemporaryDirectory(prefix="thumb-") as folder:
        source = file
        if not mime.startswith("image/"):
            source = Path(folder) / "frame.png"
            poster.choose(file, source)
        into = Path(folder) / "small.webp"
        images.thumbnail(source, into, width=min(width, MOST))
        return into.read_bytes()
