"""A cutting room with a shelf in memory that counts, and clips whose every frame says which it is."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from media_room import Room

from vidpipe.film.cut import CutPlan, CutReport
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.ports import Kept


@dataclass
class Plank:
    """Implements `ports.Shelf` in a folder; `made` are the keys of the clips that were put there, in order."""

    folder: Path
    made: list[str] = field(default_factory=list)
    kept: dict[str, Kept] = field(default_factory=dict)
    locks: dict[str, threading.Lock] = field(default_factory=dict)

    def get(self, key: str) -> Kept | None:
        return self.kept.get(key)

    def put(self, key: str, file: Path, *, mime: str, meta: Mapping[str, Any]) -> Kept:
        self.folder.mkdir(exist_ok=True)
        self.made += [key] if mime == "video/mp4" else []
        self.kept[key] = Kept(file.replace(self.folder / f"{key}{file.suffix}"), meta)
        return self.kept[key]

    def forget(self, key: str) -> None:
        self.kept.pop(key, None)

    @contextlib.contextmanager
    def turn(self, key: str, given_up: Callable[[], bool]) -> Iterator[None]:
        with self.locks.setdefault(key, threading.Lock()):
            yield


@dataclass
class Workbench:
    """Cuts plans by pieces; `encoded` is how many pieces each cut encoded."""

    room: Room
    shelf: Plank
    encoded: list[int] = field(default_factory=list)

    def cut(self, plan: CutPlan, name: str = "film", *, joins: bool = True) -> tuple[Path, CutReport]:
        film, before = self.room.folder / f"{name}.mp4", len(self.shelf.made)
        cutter = FfmpegCutter(shelf=self.shelf)
        report = cutter.cut(plan, path=self.room.shelf.__getitem__, into=film, progress=lambda _: None)
        self.encoded.append(len(self.shelf.made) - before)
        assert joins != any("do not join" in warning for warning in report.warnings), report.warnings
        return film, report
