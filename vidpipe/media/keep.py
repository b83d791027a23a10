"""What was worked out of media once, kept by a key that names all it depends on: a file each.

Where nobody keeps anything, a folder does for as long as the work lasts; so there is one way through the code.
"""

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


class Keep(Protocol):
    """A place for files by key. What it lost it simply has not."""

    def get(self, key: str) -> Path | None:
        """The file that was put with this key: read it, leave it as it is."""

    def put(self, key: str, file: Path) -> Path:
        """Keep a file, which is moved; returns where it lies now."""


@dataclass(frozen=True)
class FolderKeep:
    """A folder of files by key."""

    folder: Path

    def get(self, key: str) -> Path | None:
        kept = self.folder / key
        return kept if kept.is_file() else None

    def put(self, key: str, file: Path) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = self.folder / key
        os.replace(file, kept)
        return kept


class Shelf(Protocol):
    """What of `ports.Shelf` is used here."""

    def get(self, key: str) -> Any: ...

    def put(self, key: str, file: Path, *, mime: str, meta: Mapping[str, Any]) -> Any: ...


@dataclass(frozen=True)
class ShelfKeep:
    """The cutting room's shelf as such a place."""

    shelf: Shelf

    def get(self, key: str) -> Path | None:
        kept = self.shelf.get(key)
        return Path(kept.path) if kept else None

    def put(self, key: str, file: Path) -> Path:
        return Path(self.shelf.put(key, file, mime="application/octet-stream", meta={}).path)


def key_of(kind: str, *parts: Any) -> str:
    """The key of what depends on these JSON-ready parts and on nothing else; `kind` names the work and its version."""
    said = json.dumps([kind, *parts], sort_keys=True, separators=(",", ":"))
    return f"{kind}-{hashlib.sha256(said.encode()).hexdigest()}"


def facts(keep: Keep, key: str, scratch: Path, make: Callable[[], Any]) -> Any:
    """JSON-ready facts by key, made where they are not kept."""
    kept = keep.get(key)
    if kept is not None:
        return json.loads(kept.read_text("utf-8"))
    made = make()
    part = scratch / f"{key}.part"
    part.write_text(json.dumps(made), "utf-8")
    keep.put(key, part)
    return made
