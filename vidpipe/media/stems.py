"""A film's sound in its parts, to be mixed elsewhere: voice, music and clips, each as long as the film.

Each stands as it does in the film: with its levels, its fades, its room for speech and the film's gain. Together they
are what the film's limiter is given; 32-bit floats, so that nothing is cut off where they are louder than a film is.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from vidpipe.errors import MediaError
from vidpipe.film.cut import CutPlan
from vidpipe.media import adts, ffmpeg, mastering, reel, score
from vidpipe.media.keep import Keep
from vidpipe.media.probe import probe
from vidpipe.media.sound import BLOCK, Timeline
from vidpipe.media.timeline import lay_out
from vidpipe.process import Child, ProcessFailed

WAV = ["-c:a", "pcm_f32le", "-map_metadata", "-1", "-fflags", "+bitexact", "-f", "wav"]
HEARD = 34
"""Per cent of the work that it takes to know how loud the whole is."""


def write(
    plan: CutPlan,
    *,
    path: Callable[[str], Path],
    into: Path,
    stopped: Callable[[], bool],
    keep: Keep | None = None,
    progress: Callable[[int], None] = lambda percent: None,
) -> dict[str, Path]:
    """Those of `voice`, `music` and `clips` that the film has, as WAV files in the folder `into`, by name.

    `progress` is told per cents: a third for listening to the whole, the rest for writing.

    Raises MediaError, LimitReached, Stopped; then no file is left.
    """
    into.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="stems-", dir=into) as name:
            made = _made(plan, _desk(plan, path, Path(name), stopped, keep), progress)
            return {kind: _moved(file, into / f"{kind}.wav") for kind, file in made.items()}
    except ProcessFailed as error:
        raise MediaError(f"The sound cannot be taken apart: {error.message}", remedy="Try again.") from error


def _desk(
    plan: CutPlan, path: Callable[[str], Path], folder: Path, stopped: Callable[[], bool], keep: Keep | None
) -> score.Console:
    probes = {digest: probe(path(digest), stopped=stopped) for digest in plan.digests}
    return score.Console(path, probes, folder, lambda _: None, stopped, keep)


def _made(plan: CutPlan, desk: score.Console, progress: Callable[[int], None]) -> dict[str, Path]:
    spans = lay_out(plan)
    footage = [
        reel.fit(span, desk.path(span.shot.media), desk.probes[span.shot.media], rate=plan.rate) for span in spans
    ]
    parts = score.parts(plan.mix, score.clip_tracks(spans, footage, rate=plan.rate), desk)
    target, ceiling = plan.loudness / 10, plan.peak / 10
    gain = mastering.gain(parts.whole, desk.decoder, target=target, ceiling=ceiling, stopped=desk.stopped)
    kinds = {"voice": parts.voice, "music": parts.music, "clips": parts.clips}
    heard = {kind: parts.timeline(*tracks) for kind, tracks in kinds.items() if tracks}
    made = {}
    for number, (kind, line) in enumerate(heard.items()):
        progress(HEARD + (100 - HEARD) * number // len(heard))
        made[kind] = _written(line, gain, desk.folder / f"{kind}.wav", desk)
    return made


def _written(line: Timeline, gain: float, into: Path, desk: score.Console) -> Path:
    command = ffmpeg.command(adts.RAW, WAV, [ffmpeg.local(into)])
    with Child(command, limits=adts.LIMITS, stopped=desk.stopped) as child:
        for start in range(0, line.samples, BLOCK):
            part = line.mixed(start, min(line.samples, start + BLOCK), desk.decoder) * np.float32(gain)
            child.write(part.data.cast("B"))
        child.finish()
    return into


def _moved(file: Path, into: Path) -> Path:
    os.replace(file, into)
    return into
