"""Pieces of a film out of the shelf, and those that are not there made: each once, whoever asks for it.

Pieces in a row that are missing are drawn in one go, so that a clip is decoded once for all of them.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from vidpipe.errors import MediaError, Stopped
from vidpipe.media import born
from vidpipe.media.born import Part
from vidpipe.media.decode import ClipReader, Frame, Geometry
from vidpipe.media.encode import Quality, VideoWriter, encoder, picture_options
from vidpipe.media.joining import Sealed, Track, Unjoinable, seal, track
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
    """The pieces of one film being gathered. `made` counts those that were not there."""

    bench: Bench
    draw: Draw
    progress: Callable[[int], None]
    made: int = 0
    _tracks: dict[Path, Track] = field(default_factory=dict, repr=False)
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
        found = self._taken(piece, file) or self._encoded(piece, file)
        self.made += 1
        meta = {"frames": found.frames, "headers": found.headers, "packets": found.packets, "dark": found.dark}
        return self.bench.shelf.put(piece.key, file, mime=MIME, meta=meta)

    def _taken(self, piece: Piece, file: Path) -> Sealed | None:
        """The piece out of a clip that was encoded as pieces are; None where there is no such clip."""
        part = piece.part
        if part is None or not part.suits(self._way):
            return None
        try:
            found = self._copied(part, file)
        except (ProcessFailed, MediaError):
            return None
        self._stop_drawing()
        return found

    def _copied(self, part: Part, file: Path) -> Sealed | None:
        """None where the clip's groups are not as it says. Raises ProcessFailed, MediaError."""
        size, stopped = self.bench.size, self.bench.stopped
        clip = self._tracks[part.file] = self._tracks.get(part.file) or track(part.file, stopped=stopped)
        if not clip.alone(part.first, part.end):
            return None
        born.take(part, size.rate, file, stopped=stopped)
        found = seal(file, part.frames, stopped=stopped)
        with ClipReader(file, probe(file, stopped=stopped), size, stopped=stopped) as reader:
            first = reader.next()
        black = first is None or dark(first, size)
        return replace(found, dark=black) if found.packets == clip.part(part.first, part.end) else None

    @property
    def _way(self) -> str:
        return born.way(making(self.bench.size, self.bench.quality).encoder, self.bench.size)

    def _encoded(self, piece: Piece, file: Path) -> Sealed:
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
        return replace(seal(file, piece.frames, stopped=self.bench.stopped), dark=black)

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
