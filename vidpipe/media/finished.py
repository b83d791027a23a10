"""The gate behind the cutting room: a finished film is decoded whole, measured, and refused where not as planned."""

import re
from collections.abc import Callable
from pathlib import Path

from vidpipe.errors import MediaError
from vidpipe.film.cut import CutPlan, CutReport
from vidpipe.media import ffmpeg, loudness
from vidpipe.media.decode import Geometry
from vidpipe.media.probe import Probe, probe
from vidpipe.process import Limits, ProcessFailed, run

AAC_FRAME = 1024
FRAMES = re.compile(r"frame=\s*(\d+)")


def check(film: Path, plan: CutPlan, size: Geometry, *, stopped: Callable[[], bool]) -> CutReport:
    """Decode and measure. Raises MediaError where frames, lengths, size, tags or the decode itself are wrong."""
    limits = Limits(seconds=3600, memory=ffmpeg.MEMORY)
    maps = ["-map", "0:v:0", "-map", "0:a:0", "-fps_mode", "passthrough", "-af", loudness.MEASURE, "-f", "null", "-"]
    try:
        done = run(
            ffmpeg.command(["-xerror", "-stats"], ffmpeg.source(film), maps, loglevel="info"),
            limits=limits,
            stopped=stopped,
        )
    except ProcessFailed as error:
        raise _wrong("it cannot be decoded") from error
    said = done.err.decode(errors="replace")
    counted = int((FRAMES.findall(said) or ["0"])[-1])
    found = probe(film, stopped=stopped)
    return report(found, counted, loudness.parse(said), plan, size)


def report(found: Probe, counted: int, heard: loudness.Loudness, plan: CutPlan, size: Geometry) -> CutReport:
    """What is said of a film of `counted` pictures. Raises MediaError where it is not as planned."""
    compare(found, counted, plan, size)
    return CutReport(
        width=found.width,
        height=found.height,
        frames=counted,
        milliseconds=found.milliseconds,
        loudness=None if heard.silent else round(heard.lufs * 10),
        peak=None if heard.silent else round(heard.peak * 10),
        codec=found.codec,
    )


def compare(found: Probe, counted: int, plan: CutPlan, size: Geometry) -> None:
    """Raises MediaError where a film of `counted` pictures is not as planned."""
    if counted != plan.frames or found.frames != plan.frames:
        raise _wrong(f"it has {counted} pictures instead of {plan.frames}")
    if (found.width, found.height) != (size.width, size.height) or found.rate != size.rate:
        raise _wrong(f"it is {found.width}x{found.height} at {found.rate} instead of {size}")
    if not found.has_audio or abs(found.milliseconds - plan.frames * 1000 / plan.rate) > 1000 * AAC_FRAME / 48_000 + 1:
        raise _wrong("its sound and pictures are not equally long")
    if found.pixels != "yuv420p" or "bt709" not in found.tags:
        raise _wrong("its colours are not those of a video")


def _wrong(reason: str) -> MediaError:
    return MediaError(
        f"The finished film is not as planned: {reason}", remedy="Make the cut again; report it if it stays."
    )
