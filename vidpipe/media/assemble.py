"""The cutting room: a CutPlan into a finished MP4, right to the frame on clips of any size, rate, length and sound.

Every picture of the film is taken from a pipe and counted, every sample of its sound is placed by number; nothing is
left to a container's timestamps. The finished file is decoded and measured before anybody sees it.
"""

import contextlib
import tempfile
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from vidpipe.errors import MediaError, VidpipeError
from vidpipe.film.cut import CutPlan, CutReport, MixPlan, MixReport
from vidpipe.media import captions, finished, poster, reel, score, stems, titles, transitions
from vidpipe.media.decode import Frame, Geometry
from vidpipe.media.encode import VideoWriter
from vidpipe.media.probe import Probe, probe
from vidpipe.media.timeline import Moment, Span, lay_out, moments, shortened
from vidpipe.process import ProcessFailed

COMMENT = "AI-generated, made with vidpipe"
ANIMATIC_SIDE = 640
DARK = 20.0
"""Mean luma under which a picture counts as black (black is 16)."""
SOUND_SHARE, PICTURE_SHARE = 10, 94
"""Per cent of the work that is done when sound, then pictures are."""


def _never() -> bool:
    return False


@dataclass(frozen=True)
class FfmpegCutter:
    """Implements `ports.Cutter`. `stopped` is asked ten times a second; it ends the work with Stopped."""

    stopped: Callable[[], bool] = _never

    def cut(
        self, plan: CutPlan, *, path: Callable[[str], Path], into: Path, progress: Callable[[int], None]
    ) -> CutReport:
        """Assemble a plan into an MP4 at `into`. Raises MediaError, LimitReached, Stopped; then `into` is untouched."""
        if not plan.shots:
            raise MediaError("The cut has no shots", remedy="Add a scene.")
        try:
            with tempfile.TemporaryDirectory(prefix="cut-", dir=into.parent) as folder:
                return _Assembly(plan, path, Path(folder), self.stopped, progress).make(into)
        except ProcessFailed as error:
            raise MediaError(f"The film cannot be assembled: {error.message}", remedy="Try again.") from error

    def mix(self, plan: MixPlan, *, path: Callable[[str], Path], into: Path) -> MixReport:
        """Voice and music of a film alone, as an M4A at `into`. Raises MediaError, LimitReached, Stopped."""
        named = [*(line.media for line in plan.voice if line.media), *([plan.music] if plan.music else [])]
        warnings: list[str] = []
        try:
            with tempfile.TemporaryDirectory(prefix="mix-", dir=into.parent) as folder:
                probes = {digest: probe(path(digest), stopped=self.stopped) for digest in dict.fromkeys(named)}
                desk = score.Console(path, probes, Path(folder), warnings.append, self.stopped)
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

    def captions(self, plan: CutPlan, kind: Literal["srt", "vtt"]) -> str:
        """The narration as captions, timed by the plan."""
        return captions.write(plan, kind)

    def poster(self, film: Path, into: Path) -> None:
        """The picture that stands for a film, as JPEG, PNG or WebP by the suffix of `into`."""
        poster.choose(film, into, stopped=self.stopped)


def geometry(plan: CutPlan) -> Geometry:
    """The size that is made: the plan's, an animatic's longer side at most 640 pixels."""
    scale = min(1.0, ANIMATIC_SIDE / max(plan.width, plan.height)) if plan.quality == "animatic" else 1.0
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
    warnings: list[str] = field(default_factory=list)

    def make(self, into: Path) -> CutReport:
        size, spans = geometry(self.plan), lay_out(self.plan)
        probes = self._probes()
        self.warnings += [] if self.plan.quality == "animatic" else shortened(self.plan)
        footage = [self._fit(span, probes) for span in spans]
        desk = score.Console(self.path, probes, self.folder, self._warn, self.stopped)
        sound, _ = score.write(self.plan.mix, score.clip_tracks(spans, footage, rate=self.plan.rate), desk)
        self.progress(SOUND_SHARE)
        film = self.folder / "film.mp4"
        self._pictures(spans, footage, size, sound, film)
        self.progress(PICTURE_SHARE)
        report = finished.check(film, self.plan, size, stopped=self.stopped)
        film.replace(into)
        self.progress(100)
        return report.model_copy(update={"warnings": tuple(dict.fromkeys(self.warnings)) + report.warnings})

    def _probes(self) -> dict[str, Probe]:
        return {digest: probe(self.path(digest), stopped=self.stopped) for digest in self.plan.digests}

    def _fit(self, span: Span, probes: dict[str, Probe]) -> reel.Footage:
        digest = span.shot.media
        try:
            found = reel.fit(span, self.path(digest), probes[digest], rate=self.plan.rate)
        except VidpipeError as error:
            raise MediaError(f"Shot {span.number + 1}: {error.message}", remedy=error.remedy) from error
        self.warnings += found.warnings
        return found

    def _warn(self, message: str) -> None:
        self.warnings.append(message)

    def _pictures(
        self, spans: list[Span], footage: list[reel.Footage], size: Geometry, sound: Path, film: Path
    ) -> None:
        artist = titles.Artist(self.plan, size, warn=self._warn)
        quality: Literal["draft", "final"] = "final" if self.plan.quality == "final" else "draft"
        options = {"width": size.width, "height": size.height, "rate": size.rate}
        with contextlib.ExitStack() as stack:
            writer = stack.enter_context(
                VideoWriter(
                    film,
                    **options,
                    pixels="yuv420p",
                    quality=quality,
                    audio=sound,
                    comment=COMMENT,
                    stopped=self.stopped,
                )
            )
            shown = stack.enter_context(contextlib.closing(self._mixed(spans, footage, size)))
            for number, frame in enumerate(shown):
                if number == 0 and not spans[0].enter:
                    self._check_first(frame, size)
                writer.write(artist.draw(frame, number).data)
                if number % size.rate == 0:
                    self.progress(SOUND_SHARE + (PICTURE_SHARE - SOUND_SHARE) * number // self.plan.frames)

    def _mixed(self, spans: list[Span], footage: list[reel.Footage], size: Geometry) -> Generator[Frame]:
        """The film's pictures without words, in order; at most two clips are open at a time."""
        playing: dict[int, Generator[Frame]] = {}
        with contextlib.ExitStack() as stack:
            for frame, moment in enumerate(moments(spans)):
                for number in _near(moment, spans):
                    span = spans[number]
                    if number not in playing and span.first <= frame < span.last:
                        reeled = reel.play(span, footage[number], size, stopped=self.stopped, warn=self._warn)
                        playing[number] = stack.enter_context(contextlib.closing(reeled))
                seen = {n: next(playing[n]) for n in list(playing) if spans[n].first <= frame < spans[n].last}
                yield transitions.picture(seen, moment, size)
                for number in [n for n in playing if frame + 1 >= spans[n].last]:
                    playing.pop(number).close()

    def _check_first(self, frame: Frame, size: Geometry) -> None:
        if frame[: size.width * size.height].mean() < DARK:
            self._warn("The film begins with a black picture; platforms show it as a black tile.")


def _near(moment: Moment, spans: list[Span]) -> range:
    return range(moment.a, min(len(spans), (moment.a if moment.b is None else moment.b) + 2))
