"""A clip that a person brought, at the film's size and rate: H.264 and AAC in an MP4 that any browser plays.

Its picture fills the frame, cropped from the middle. What the file's header says is believed only where packets agree.
"""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from vidpipe.errors import BadInput, LimitReached, MediaError
from vidpipe.media import ffmpeg
from vidpipe.media.decode import Geometry, cover, lights, squared
from vidpipe.media.encode import AAC, container_options, picture_options
from vidpipe.media.probe import Probe, probe
from vidpipe.process import Limits, ProcessFailed, run

MOST_SECONDS, MOST_RATE = 600, 240
MOST_PIXELS = 7680 * 4320
LEAST_SIDE = 16
CROPPED, ENLARGED = Fraction(3, 10), 2
LIMITS = Limits(seconds=1800, memory=ffmpeg.MEMORY, output=1024 * 1024)
CUT_OFF_SECONDS, CUT_OFF_SHARE = 1.0, 0.05
"""A file is taken as cut off where this much, and this share, of what its header promises is missing."""
DAMAGED = "The clip is damaged or incomplete"
AGAIN = "Copy or export it again, best as MP4."
PALE = "The clip's light and colours cannot be brought to those of a film, so it looks pale."


def make_clip(
    file: Path,
    geometry: Geometry,
    into: Path,
    *,
    quality: Literal["draft", "final"],
    stopped: Callable[[], bool],
) -> tuple[Path, str, dict[str, Any]]:
    """Path, media type and facts of the MP4 that is written to `into`.

    Raises BadInput, MediaError, LimitReached, Stopped.
    """
    found = examined(file, stopped=stopped)
    if not found.frames:
        raise BadInput(
            "The file holds sound alone, but a clip is needed here", remedy="Bring an MP4, MOV, WebM or MKV."
        )
    _check(found)
    pale = _encode(file, found, geometry, into, quality=quality, stopped=stopped)
    made = probe(into, stopped=stopped)
    if made.frames < min(1, geometry.rate) or made.frames < 0.9 * found.seconds * geometry.rate - geometry.rate:
        raise MediaError(DAMAGED, remedy=AGAIN)
    said = [*_remarks(found, geometry), *([PALE] if pale else [])]
    meta = {
        "width": geometry.width,
        "height": geometry.height,
        "frames": made.frames,
        "rate": geometry.rate,
        "milliseconds": round(1000 * made.frames / geometry.rate),
        "head": 0,
        "sound": found.has_audio,
    }
    return into, "video/mp4", meta | ({"warnings": said} if said else {})


def examined(file: Path, *, stopped: Callable[[], bool]) -> Probe:
    """The file measured. Raises MediaError where it is none that can be used, or ends before it should."""
    try:
        found = probe(file, stopped=stopped)
    except MediaError as error:
        raise MediaError(error.message, remedy=AGAIN) from error
    if found.milliseconds > 1000 * MOST_SECONDS:
        message = f"It lasts {found.milliseconds / 60_000:.0f} minutes; at most {MOST_SECONDS // 60} are read"
        raise LimitReached(message, remedy="Bring the part that you need.")
    if found.milliseconds < 0 or (not found.milliseconds and not found.frames):
        raise MediaError("The file says nothing of how long it lasts", remedy=AGAIN)
    missing = (found.claimed - found.milliseconds) / 1000
    if missing > max(CUT_OFF_SECONDS, CUT_OFF_SHARE * found.claimed / 1000):
        raise MediaError(f"The file is cut off: the last {missing:.0f} s are missing", remedy="Copy it again, whole.")
    return found


def _check(found: Probe) -> None:
    if found.width * found.height > MOST_PIXELS:
        raise LimitReached(
            f"The clip has {found.width}×{found.height} pixels; 8K (7680×4320) is the most that is read",
            remedy="Make it smaller and bring it again.",
        )
    if min(found.width, found.height) < LEAST_SIDE:
        raise MediaError(f"The clip has only {found.width}×{found.height} pixels", remedy="Bring a larger one.")
    if found.frames == 1:
        raise MediaError("The clip holds a single picture", remedy="Bring it as a picture, or bring a longer clip.")
    if not 0 < found.rate <= MOST_RATE:
        raise MediaError("The clip's pictures have no sensible times", remedy=AGAIN)


def _encode(
    file: Path,
    found: Probe,
    geometry: Geometry,
    into: Path,
    *,
    quality: Literal["draft", "final"],
    stopped: Callable[[], bool],
) -> bool:
    """Whether its light and colours had to be left as they are. Raises MediaError, LimitReached, Stopped."""
    ways = lights(found)
    for number, light in enumerate(ways):
        try:
            run(_command(file, found, geometry, into, light=light, quality=quality), limits=LIMITS, stopped=stopped)
            return number > 0
        except ProcessFailed as error:
            if number + 1 == len(ways):
                raise MediaError(DAMAGED, remedy=AGAIN) from error
    return False


def _command(
    file: Path,
    found: Probe,
    geometry: Geometry,
    into: Path,
    *,
    light: list[str],
    quality: Literal["draft", "final"],
) -> list[str]:
    upright = [*squared(found), *cover(found, geometry), "setsar=1"]
    picture = [f"fps={geometry.rate}:start_time=0", *light, *upright]
    most = str(MOST_SECONDS * geometry.rate)
    return ffmpeg.command(
        ["-threads", "2"],
        ffmpeg.source(file, "-max_pixels", str(MOST_PIXELS)),
        ["-map", "0:V:0", "-frames:v", most],
        picture_options(picture, rate=geometry.rate, quality=quality),
        _sound(found),
        ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"],
        container_options(geometry.rate),
        [ffmpeg.local(into)],
    )


def _sound(found: Probe) -> list[str]:
    """The clip's own sound, in time with its pictures and no longer than they are."""
    if not found.has_audio:
        return ["-an"]
    seconds = float(found.seconds)
    aligned = f"aresample=48000:async=1:first_pts=0,aformat=channel_layouts=stereo,atrim=end={seconds:.6f}"
    primed = f"{aligned},atrim=start_sample={ffmpeg.AAC_PRIMING},asetpts=PTS-STARTPTS"
    return ["-map", "0:a:0", "-af", primed, *AAC]


def _remarks(found: Probe, geometry: Geometry) -> list[str]:
    """What the person should know of what was done to the clip."""
    shape, wanted = Fraction(found.width, found.height), Fraction(geometry.width, geometry.height)
    lost = 1 - min(shape, wanted) / max(shape, wanted)
    said = []
    if lost > CROPPED:
        sides = "left and right" if shape > wanted else "top and bottom"
        cut = f"{float(lost) * 100:.0f} % of it are cut off {sides}"
        said.append(f"The clip has another shape than the film, so {cut}.")
    if max(Fraction(geometry.width, found.width), Fraction(geometry.height, found.height)) > ENLARGED:
        said.append(f"The clip is small ({found.width}×{found.height}), so it looks soft in the film.")
    return said
