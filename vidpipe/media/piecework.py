"""Pieces of a film out of the shelf, and those that are not there made: each once, whoever asks for it.

Pieces in a row that are missing are drawn in one go, so that a clip is decoded once for all of them.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from vidpipe.errors import Stopped
from vidpipe.media.decode import Frame, Geometry
from vidpipe.media.encode import Quality, VideoWriter, encoder, picture_options
from vidpipe.media.joining import Sealed, Unjoinable, seal
from vidpipe.media.pieces import Making, Piece
from vidpipe.media.probe import Probe, probe
from vidpipe.ports import Kept, Shelf
from vidpipe.process import ProcessFailed
from vidpipe.recipe import canonical, fingerprint

MIME = "video/mp4"
DARK = 20.0
"""Mean luma under which a picture counts as black (black is 16)."""

_PROBE = TypeAdapter(Probe)
Draw = Callable[[int], Generator[Frame]]
"""The film's finished frames from a number on."""


def making(size: Geometry, quality: Quality) -> Making:
    """How pieces of this size and quality are made here."""
    options = picture_options([], rate=size.rate, quality=quality, joins=True)
    return Making(size, " ".join([encoder(), *options]))


@dataclass(frozen=True)
class Bench:
    """Where pieces are made: the shelf, an empty folder, how, and when to stop."""

    shelf: Shelf
    folder: Path
    size: Geometry
    quality: Quality
    stopped: Callable[[], bool]


@dataclass
class Work:
    """The pieces of one film being gathered. `made` counts those that were encoded."""

    bench: Bench
    draw: Draw
    progress: Callable[[int], None]
    made: int = 0
    _drawing: tuple[int, Generator[Frame]] | None = field(default=None, repr=False)

    def gather(self, row: Sequence[Piece]) -> list[Sealed]:
        """Every piece of the row. Raises Unjoinable, MediaError for a clip that cannot be shown, Stopped."""
        try:
            return [self._take(piece) for piece in row]
        finally:
            self._stop_drawing()

    def _take(self, piece: Piece) -> Sealed:
        shelf = self.bench.shelf
        if self.bench.stopped():
            raise Stopped("Stopped.")
        kept = shelf.get(piece.key)
        if kept is None:
            with shelf.turn(piece.key, self.bench.stopped):
                kept = shelf.get(piece.key) or self._made(piece)
        self.progress(piece.end)
        return sealed(kept)

    def _made(self, piece: Piece) -> Kept:
        file = self.bench.folder / f"piece-{piece.start}.mp4"
        size = self.bench.size
        frames, black = self._drawn(piece), False
        try:
            with VideoWriter(
                file,
                width=size.width,
                height=size.height,
                rate=size.rate,
                pixels="yuv420p",
                quality=self.bench.quality,
                joins=True,
                stopped=self.bench.stopped,
            ) as writer:
                for number in range(piece.frames):
                    frame = next(frames)
                    black = dark(frame, size) if number == 0 else black
                    writer.write(frame.data)
        except ProcessFailed as error:
            raise Unjoinable(error.message) from error
        self._drawing = (piece.end, frames)
        found = seal(file, piece.frames, stopped=self.bench.stopped)
        self.made += 1
        meta = {"frames": found.frames, "headers": found.headers, "packets": found.packets, "dark": black}
        return self.bench.shelf.put(piece.key, file, mime=MIME, meta=meta)

    def _drawn(self, piece: Piece) -> Generator[Frame]:
        """The frames from the piece's first on: those being drawn already, where they stand there."""
        if self._drawing and self._drawing[0] == piece.start:
            frames, self._drawing = self._drawing[1], None
            return frames
        self._stop_drawing()
        return self.draw(piece.start)

    def _stop_drawing(self) -> None:
        if self._drawing:
            self._drawing[1].close()
        self._drawing = None


def sealed(kept: Kept) -> Sealed:
    meta = kept.meta
    return Sealed(kept.path, int(meta["frames"]), str(meta["headers"]), str(meta["packets"]), bool(meta["dark"]))


def dark(frame: Frame, size: Geometry) -> bool:
    """Whether a picture counts as black."""
    return bool(frame[: size.width * size.height].mean() < DARK)


def probed(digest: str, file: Path, shelf: Shelf | None, *, folder: Path, stopped: Callable[[], bool]) -> Probe:
    """What a media file is, measured once. Raises MediaError."""
    key = fingerprint({"probe": digest, "version": 2})
    known = shelf.get(key) if shelf else None
    if known:
        return _PROBE.validate_python(dict(known.meta))
    found = probe(file, stopped=stopped)
    if shelf:
        note(shelf, key, _PROBE.dump_python(found, mode="json"), folder=folder)
    return found


def note(shelf: Shelf, key: str, meta: Mapping[str, Any], *, folder: Path) -> None:
    """Keep facts on the shelf."""
    file = folder / f"{key}.json"
    file.write_text(canonical(dict(meta)), encoding="utf-8")
    shelf.put(key, file, mime="application/json", meta=meta)
