"""The cutting room: a CutPlan into a finished MP4, right to the frame on clips of any size, rate, length and sound.

Every picture of the film is taken from a pipe and counted, every sample of its sound is placed by number; nothing is
left to a container's timestamps. The finished file is decoded and measured before anybody sees it.
"""

import contextlib
import itertools
import tempfile
from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vidpipe.errors import MediaError
from vidpipe.film.caption import CaptionKind
from vidpipe.film.cut import CutPlan, CutReport, MixPlan, MixReport
from vidpipe.media import (
    burned,
    captions,
    finished,
    foreheard,
    joining,
    loudness,
    pieces,
    piecework,
    poster,
    reel,
    refusing,
    score,
    speech,
    stems,
    titles,
    transitions,
)
from vidpipe.media.decode import Frame, Geometry
from vidpipe.media.encode import Quality, VideoWriter
from vidpipe.media.focus import framed
from vidpipe.media.keep import FolderKeep, ShelfKeep
from vidpipe.media.probe import Probe, probe
from vidpipe.media.timeline import Moment, Span, lay_out, moments, shortened
from vidpipe.ports import Paths, Shelf
from vidpipe.process import ProcessFailed
from vidpipe.recipe import fingerprint

COMMENT = "AI-generated, made with vidpipe"
ANIMATIC_SIDE = 640
PREVIEW_SIDE = 480
BLACK_FIRST = "The film begins with a black picture; platforms show it as a black tile."
SOUND_SHARE, PICTURE_SHARE = 10, 94
"""Per cent of the work that is done when sound, then pictures are."""


def _never() -> bool:
    return False


@dataclass(frozen=True)
class FfmpegCutter:
    """Implements `ports.Cutter`. `stopped` is asked ten times a second; it ends the work with Stopped.

    With a `shelf` a film is joined from pieces that are kept there, so that only what changed is encoded again.
    """

    stopped: Callable[[], bool] = _never
    shelf: Shelf | None = None

    def cut(
        self, plan: CutPlan, *, path: Callable[[str], Path], into: Path, progress: Callable[[int], None]
    ) -> CutReport:
        """Assemble a plan into an MP4 at `into`. Raises MediaError, LimitReached, Stopped; then `into` is untouched."""
        if not plan.shots:
            raise MediaError("The cut has no shots", remedy="Add a scene.")
        try:
            with tempfile.TemporaryDirectory(prefix="cut-", dir=into.parent) as folder:
                return _Assembly(plan, path, Path(folder), self.stopped, progress, self.shelf).make(into)
        except ProcessFailed as error:
            raise MediaError(f"The film cannot be assembled: {error.message}", remedy="Try again.") from error

    def prepare(self, plan: CutPlan, *, path: Callable[[str], Path], ready: Collection[str], folder: Path) -> int:
        """Make the pieces of a cut to come in which only media of these digests are seen; how many were made.

        The others may be any digests. Without a shelf nothing is made. Raises MediaError, LimitReached, Stopped.
        """
        if self.shelf is None:
            return 0
        try:
            with tempfile.TemporaryDirectory(prefix="pieces-", dir=folder) as inner:
                assembly = _Assembly(plan, path, Path(inner), self.stopped, lambda _: None, self.shelf)
                return assembly.prepare(self.shelf, frozenset(ready))
        except ProcessFailed as error:
            raise MediaError(f"The clip cannot be prepared: {error.message}", remedy="Try again.") from error

    def forget(self, plan: CutPlan, *, path: Callable[[str], Path], folder: Path) -> None:
        """Let go of the pieces that are kept of a cut, so that all of it is drawn again. Raises MediaError, Stopped."""
        if self.shelf is None:
            return
        with tempfile.TemporaryDirectory(prefix="pieces-", dir=folder) as inner:
            assembly = _Assembly(plan, path, Path(inner), self.stopped, lambda _: None, self.shelf)
            for piece in assembly.row(frozenset(plan.digests)):
                self.shelf.forget(piece.key)

    def mix(self, plan: MixPlan, *, path: Callable[[str], Path], into: Path) -> MixReport:
        """Voice and music of a film alone, as an M4A at `into`. Raises MediaError, LimitReached, Stopped."""
        named = [*(line.media for line in plan.voice if line.media), *([plan.music] if plan.music else [])]
        warnings: list[str] = []
        try:
            with tempfile.TemporaryDirectory(prefix="mix-", dir=into.parent) as folder:
                probes = {digest: probe(path(digest), stopped=self.stopped) for digest in dict.fromkeys(named)}
                keep = ShelfKeep(self.shelf) if self.shelf else None
                desk = score.Console(path, probes, Path(folder), warnings.append, self.stopped, keep)
                made, heard = score.write(plan, None, desk)
                made.replace(into)
        except ProcessFailed as error:
            raise MediaError(f"The sound cannot be mixed: {error.message}", remedy="Try again.") from error
        return MixReport(
            milliseconds=1000 * plan.frames // plan.rate,
            loudness=None if heard.silent else round(heard.lufs * 10),
            peak=None if heard.silent else round(heard.peak * 10),
            warnings=tuple(dict.fromkeys(warnings)),
        )

    def stems(self, plan: CutPlan, *, path: Callable[[str], Path], into: Path) -> dict[str, Path]:
        """The cut's voice, music and clips apart, as WAV files in the folder `into`, by name."""
        return stems.write(plan, path=path, into=into, stopped=self.stopped)

    def captions(self, plan: CutPlan, kind: CaptionKind, *, path: Paths | None = None, words: bool = False) -> str:
        """The narration as captions, timed by what is heard of it where `path` finds its sounds, else by letters."""
        heard = speech.listened(plan, path, self.shelf, self.stopped) if path else {}
        return captions.write(plan, kind, heard=heard, by_word=words)

    def poster(self, film: Path, into: Path) -> None:
        """The picture that stands for a film, as JPEG, PNG or WebP by the suffix of `into`."""
        poster.choose(film, into, stopped=self.stopped)


def geometry(plan: CutPlan) -> Geometry:
    """The size that is made: the plan's, but of an animatic at most 640 pixels wide or high, of a preview 480."""
    longer, shorter = max(plan.width, plan.height), min(plan.width, plan.height)
    scale = min(1.0, {"animatic": ANIMATIC_SIDE / longer, "preview": PREVIEW_SIDE / shorter}.get(plan.quality, 1.0))
    return Geometry(_even(plan.width * scale), _even(plan.height * scale), plan.rate)


def _even(size: float) -> int:
    return max(16, round(size / 2) * 2)


@dataclass
class _Assembly:
    plan: CutPlan
    path: Callable[[str], Path]
    folder: Path
    stopped: Callable[[], bool]
    progress: Callable[[int], None]
    shelf: Shelf | None = None
    warnings: list[str] = field(default_factory=list)
    hurt: set[int] = field(default_factory=set)
    """Shots whose clips turned out damaged as they were played."""

    def make(self, into: Path) -> CutReport:
        size, spans = geometry(self.plan), lay_out(self.plan)
        probes = {digest: self._examined(digest) for digest in self.plan.digests}
        self.warnings += [] if self.plan.quality == "animatic" else shortened(self.plan)
        footage = [self._fit(span, probes) for span in spans]
        desk = self._desk(probes)
        self.plan = self._captioned(desk)
        tracks = score.clip_tracks(spans, footage, rate=self.plan.rate)
        sound, heard = score.write(self.plan.mix, tracks, desk, bare=True)
        self.progress(SOUND_SHARE)
        shown = _Reel(spans, footage, size)
        film, report = self._from_pieces(shown, sound, heard) or self._in_one(shown, sound)
        film.replace(into)
        self.progress(100)
        return report.model_copy(update={"warnings": tuple(dict.fromkeys(self.warnings)) + report.warnings})

    def row(self, ready: frozenset[str]) -> list[pieces.Piece]:
        """The pieces of a film of which only these media are there."""
        shown = self._shown(self._there(ready))
        return pieces.row(self.plan, shown.spans, shown.footage, self._making(shown))

    def _there(self, ready: frozenset[str]) -> dict[str, Probe]:
        return {digest: self._probed(digest) for digest in self.plan.digests if digest in ready}

    def _shown(self, probes: dict[str, Probe]) -> "_Reel":
        spans = lay_out(self.plan)
        footage = [self._fit(span, probes) if span.shot.media in probes else _unseen(span) for span in spans]
        self.plan = self._captioned(self._desk(probes))
        return _Reel(spans, footage, geometry(self.plan))

    def prepare(self, shelf: Shelf, ready: frozenset[str]) -> int:
        probes = self._there(ready)
        shown = self._shown(probes)
        spans, work = shown.spans, self._work(shelf, shown)
        row = pieces.row(self.plan, spans, shown.footage, self._making(shown))
        work.gather([piece for piece in row if all(spans[shot].shot.media in ready for shot in piece.shots)])
        self._disown(shelf, row)
        foreheard.prepare(self.plan.mix, spans, shown.footage, self._desk(probes), ready=ready)
        return work.made

    # ------------------------------------------------------------ from pieces

    def _from_pieces(self, shown: "_Reel", sound: Path, heard: loudness.Loudness) -> tuple[Path, CutReport] | None:
        """The film joined from the shelf's pieces; None, with a warning, where they make no whole film."""
        if self.shelf is None:
            return None
        row = pieces.row(self.plan, shown.spans, shown.footage, self._making(shown))
        try:
            return self._joined(self.shelf, shown, row, sound=sound, heard=heard)
        except joining.Unjoinable as error:
            for piece in row:
                self.shelf.forget(piece.key)
            self._warn(f"{error.message}; so it was encoded in one run.")
            return None

    def _joined(
        self, shelf: Shelf, shown: "_Reel", row: Sequence[pieces.Piece], *, sound: Path, heard: loudness.Loudness
    ) -> tuple[Path, CutReport]:
        work = self._work(shelf, shown)
        found = work.gather(row)
        self._disown(shelf, row)
        if found[0].dark and not shown.spans[0].enter:
            self._warn(BLACK_FIRST)
        film = self.folder / "joined.mp4"
        joining.join(found, sound, film, rate=self.plan.rate, comment=COMMENT, stopped=self.stopped)
        self.progress(PICTURE_SHARE)
        seen = fingerprint({"joints": [piece.key for piece in row]})
        fresh = shelf.get(seen) is None
        probed, counted = joining.prove(film, found, decode=fresh, stopped=self.stopped)
        report = finished.report(probed, counted, heard, self.plan, shown.size)
        if fresh:
            piecework.note(shelf, seen, {"pieces": len(row)}, folder=self.folder)
        return film, report

    def _making(self, shown: "_Reel") -> pieces.Making:
        return piecework.making(shown.size, self._quality)

    def _work(self, shelf: Shelf, shown: "_Reel") -> piecework.Work:
        artist = titles.Artist(self.plan, shown.size, warn=self._warn, path=self.path)
        bench = piecework.Bench(shelf, self.folder, shown.size, self._quality, self.stopped)

        def draw(start: int) -> Generator[Frame]:
            for number, frame in enumerate(self._mixed(shown, start), start):
                yield artist.draw(frame, number)

        return piecework.Work(bench, draw, self._drawn)

    def _disown(self, shelf: Shelf, row: Sequence[pieces.Piece]) -> None:
        """Pieces that show a damaged clip are made again each time, so that its warning is heard each time."""
        for piece in row:
            if self.hurt.intersection(piece.shots):
                shelf.forget(piece.key)

    def _drawn(self, number: int) -> None:
        self.progress(SOUND_SHARE + (PICTURE_SHARE - SOUND_SHARE) * number // self.plan.frames)

    @property
    def _quality(self) -> Quality:
        return "final" if self.plan.quality == "final" else "draft"

    # ------------------------------------------------------------ what is shown

    def _captioned(self, desk: score.Console) -> CutPlan:
        """The plan with the captions that are burned in, timed by what is heard in the narration."""
        if self.plan.subtitles == "off":
            return self.plan
        return burned.timed(self.plan, speech.heard(self.plan, self.path, desk.decoder), self._warn)

    def _probed(self, digest: str) -> Probe:
        return piecework.probed(digest, self.path(digest), self.shelf, folder=self.folder, stopped=self.stopped)

    def _examined(self, digest: str) -> Probe:
        with refusing.named(refusing.place(self.plan, digest)):
            return self._probed(digest)

    def _desk(self, probes: dict[str, Probe]) -> score.Console:
        keep = ShelfKeep(self.shelf) if self.shelf else None
        return score.Console(self.path, probes, self.folder, self._warn, self.stopped, keep)

    def _fit(self, span: Span, probes: dict[str, Probe]) -> reel.Footage:
        digest = span.shot.media
        with refusing.named(refusing.shot(span.number)):
            found = reel.fit(span, self.path(digest), probes[digest], rate=self.plan.rate)
        self.warnings += found.warnings
        keep = ShelfKeep(self.shelf) if self.shelf else FolderKeep(self.folder)
        return framed(found, span.shot, geometry(self.plan), keep=keep, folder=self.folder, stopped=self.stopped)

    def _warn(self, message: str) -> None:
        self.warnings.append(message)

    def _in_one(self, shown: "_Reel", sound: Path) -> tuple[Path, CutReport]:
        """The film encoded in one run: right on anything, whatever was kept."""
        film = self.folder / "film.mp4"
        self._pictures(shown, sound, film)
        self.progress(PICTURE_SHARE)
        return film, finished.check(film, self.plan, shown.size, stopped=self.stopped)

    def _pictures(self, shown: "_Reel", sound: Path, film: Path) -> None:
        size = shown.size
        artist = titles.Artist(self.plan, size, warn=self._warn, path=self.path)
        with contextlib.ExitStack() as stack:
            writer = stack.enter_context(
                VideoWriter(
                    film,
                    width=size.width,
                    height=size.height,
                    rate=size.rate,
                    pixels="yuv420p",
                    quality=self._quality,
                    audio=sound,
                    comment=COMMENT,
                    stopped=self.stopped,
                )
            )
            frames = stack.enter_context(contextlib.closing(self._mixed(shown)))
            for number, frame in enumerate(frames):
                if number == 0 and not shown.spans[0].enter and piecework.dark(frame, size):
                    self._warn(BLACK_FIRST)
                writer.write(artist.draw(frame, number).data)
                if number % size.rate == 0:
                    self._drawn(number)

    def _mixed(self, shown: "_Reel", start: int = 0) -> Generator[Frame]:
        """The film's pictures without words, in order from `start` on; at most two clips are open at a time."""
        spans, size = shown.spans, shown.size
        playing: dict[int, Generator[Frame]] = {}
        with contextlib.ExitStack() as stack:
            for frame, moment in enumerate(itertools.islice(moments(spans), start, None), start):
                for number in _near(moment, spans):
                    span = spans[number]
                    if number not in playing and span.first <= frame < span.last:
                        reeled = self._play(shown, number, since=frame - span.first)
                        playing[number] = stack.enter_context(contextlib.closing(reeled))
                seen = {n: next(playing[n]) for n in list(playing) if spans[n].first <= frame < spans[n].last}
                yield transitions.picture(seen, moment, size)
                for number in [n for n in playing if frame + 1 >= spans[n].last]:
                    playing.pop(number).close()

    def _play(self, shown: "_Reel", number: int, *, since: int) -> Generator[Frame]:
        def warn(message: str) -> None:
            self.hurt.add(number)
            self._warn(message)

        span, used = shown.spans[number], shown.footage[number]
        return reel.play(span, used, shown.size, stopped=self.stopped, warn=warn, since=since)


@dataclass(frozen=True)
class _Reel:
    """What a film shows: its shots in their places, their clips, its size."""

    spans: list[Span]
    footage: list[reel.Footage]
    size: Geometry


def _unseen(span: Span) -> reel.Footage:
    """A shot whose clip is not there yet."""
    return reel.Footage(Path(), Probe("video/mp4"), span.shot.first, span.shot.first + span.shot.frames)


def _near(moment: Moment, spans: list[Span]) -> range:
    return range(moment.a, min(len(spans), (moment.a if moment.b is None else moment.b) + 2))
