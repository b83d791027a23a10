"""What a model made elsewhere, as a file that a film uses: told by its bytes and decoded whole, in a limited process.

A picture's pixels and a sound's samples are written anew, without anything hidden beside them; a clip stays as it came.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vidpipe.errors import MediaError, Stopped
from vidpipe.media import ffmpeg
from vidpipe.media.brought import Kind, identify
from vidpipe.media.brought_clip import MOST_PIXELS, MOST_RATE, examined
from vidpipe.media.intake import check_size
from vidpipe.process import Limits, ProcessFailed, run

LIMITS = Limits(seconds=600, memory=ffmpeg.MEMORY, output=1024 * 1024)
COUNTED = re.compile(r"frame=\s*(\d+)")
AGAIN = "Make it again."


def take_received(
    file: Path, kind: Kind, into: Path, *, stopped: Callable[[], bool] = lambda: False
) -> tuple[Path, str, dict[str, Any]]:
    """Path, media type and facts of what is used; `into` is its path without a suffix.

    Raises BadInput for a file of another kind, MediaError for a damaged one, LimitReached, Stopped.
    """
    check_size(kind, file.stat().st_size)
    identify(file, kind)
    if stopped():
        raise Stopped("Stopped.")
    if kind == "picture":
        from vidpipe.media.brought_picture import make_picture

        return make_picture(file, None, into.with_suffix(".png"), stopped=stopped)
    if kind == "sound":
        from vidpipe.media.brought_sound import make_sound

        return make_sound(file, into.with_suffix(".flac"), stopped=stopped)
    return _clip(file, into, stopped=stopped)


def _clip(file: Path, into: Path, *, stopped: Callable[[], bool]) -> tuple[Path, str, dict[str, Any]]:
    found = examined(file, stopped=stopped)
    if not found.frames:
        raise MediaError("It holds sound alone", remedy=AGAIN)
    if found.width * found.height > MOST_PIXELS or (found.frames > 1 and not 0 < found.rate <= MOST_RATE):
        raise MediaError("Its size or its times make no sense", remedy=AGAIN)
    frames = _decoded(file, stopped=stopped)
    if frames < 2:
        said = "It holds a single picture" if frames else "No picture of it can be decoded"
        raise MediaError(said, remedy=AGAIN)
    meta = {
        "width": found.width,
        "height": found.height,
        "frames": frames,
        "rate": max(1, round(found.rate)),
        "milliseconds": found.milliseconds,
        "sound": found.has_audio,
    }
    used = into.with_suffix({"video/webm": ".webm"}.get(found.mime, ".mp4"))
    file.replace(used)
    return used, found.mime, meta


def _decoded(file: Path, *, stopped: Callable[[], bool]) -> int:
    """How many pictures come out. Raises MediaError where a single one of them, or of the sound, is damaged."""
    maps = ["-map", "0:V:0", "-map", "0:a:0?", "-fps_mode", "passthrough", "-f", "null", "-"]
    source = ffmpeg.source(file, "-max_pixels", str(MOST_PIXELS))
    command = ffmpeg.command(["-xerror", "-stats", "-threads", "2"], source, maps, loglevel="info")
    try:
        done = run(command, limits=LIMITS, stopped=stopped)
    except ProcessFailed as error:
        raise MediaError("It is damaged or incomplete", remedy=AGAIN) from error
    return int((COUNTED.findall(done.err.decode(errors="replace")) or ["0"])[-1])
