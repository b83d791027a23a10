"""The cutting room's shelf: files in the blob store, found by the derived index, so that they go when a cache goes."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vidpipe.engine.turns import Turns
from vidpipe.errors import Corrupt
from vidpipe.ports import Cached, Kept, Store


@dataclass(frozen=True)
class Keeping:
    """Implements `ports.Shelf`. What is put belongs to the project at work (`Store.using`)."""

    store: Store
    turns: Turns

    def get(self, key: str) -> Kept | None:
        """What is kept; None where nothing is, or where its file was changed from outside."""
        known = self.store.derived.get(key)
        try:
            return Kept(self.store.blobs.path(known.digest), known.meta) if known else None
        except Corrupt:
            return None

    def put(self, key: str, file: Path, *, mime: str, meta: Mapping[str, Any]) -> Kept:
        digest = self.store.blobs.take_in(file, mime)
        self.store.derived.put(key, Cached(digest=digest, mime=mime, meta=dict(meta)))
        return Kept(self.store.blobs.path(digest), meta)

    def forget(self, key: str) -> None:
        self.store.derived.forget(key)

    def turn(self, key: str, given_up: Callable[[], bool]) -> AbstractContextManager[None]:
        return self.turns.of(key, given_up=given_up)
