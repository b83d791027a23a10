"""What came from a far side, looked through by the product's own way the first time these very bytes come in a process.

Later the same file is given: hundreds of cells receive the same few pictures, clips and sounds, and each look is a
process or three. What is refused is looked at every time.
"""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vidpipe.errors import Stopped
from vidpipe.media import received
from vidpipe.media.brought import Kind

look = received.take_received
"""The product's own."""
Key = tuple[Kind, str]


class Once:
    """Remembers in a folder what was taken. Called as `vidpipe.media.received.take_received`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[Key, tuple[Path, str, dict[str, Any]]] = {}

    def __call__(
        self, file: Path, kind: Kind, into: Path, *, stopped: Callable[[], bool] = lambda: False
    ) -> tuple[Path, str, dict[str, Any]]:
        key = kind, hashlib.sha256(file.read_bytes()).hexdigest()
        if key not in self._known:
            made, mime, meta = look(file, kind, into, stopped=stopped)
            kept = self._folder / f"{key[1]}{made.suffix}"
            shutil.copyfile(made, kept)
            self._known[key] = kept, mime, meta
            return made, mime, dict(meta)
        if stopped():
            raise Stopped("Stopped.")
        kept, mime, meta = self._known[key]
        return Path(shutil.copyfile(kept, into.with_suffix(kept.suffix))), mime, dict(meta)
