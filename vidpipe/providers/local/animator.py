"""The local animator: a silent clip between two keyframes. Our own keyframes carry their scene, which is then filmed in
layers from one camera to the other; any other pictures are moved and melted into one another.

Run as a program it renders one job: `python -m vidpipe.providers.local.animator JOB.json` prints per cent lines
and ends
when its parent does.
"""

import argparse
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Protocol

from pydantic import Field, ValidationError

from vidpipe.errors import BadInput, MediaError, Stopped, VidpipeError
from vidpipe.film.noun import Line, Noun

if TYPE_CHECKING:
    import skia

    from vidpipe.providers.local.painter.scene import Scene
    from vidpipe.providers.local.painter.spec import SceneSpec

MOST_PIXELS = 40_000_000
MOST_BYTES = 64 * 1024 * 1024
FORMATS = ("PNG", "JPEG", "WEBP")
SWELL = 0.055
"""How far a still picture is pushed in while it is seen."""


class Job(Noun):
    """One clip to render: pictures by path, length in frames at `rate`, size in pixels."""

    first: str
    last: str
    frames: Annotated[int, Field(ge=1, le=24 * 600)]
    rate: Annotated[int, Field(ge=1, le=120)]
    width: Annotated[int, Field(ge=16, le=4096)]
    height: Annotated[int, Field(ge=16, le=4096)]
    motion: Line = ""
    seed: int = 0
    into: str
    quality: Literal["draft", "final"] = "final"


class Source(Protocol):
    """What is filmed: a picture for every part of the shot."""

    def picture(self, share: float) -> "skia.Image": ...


class Filmed:
    """A painted scene under its moving camera, from one end to the other or back."""

    def __init__(self, scene: "Scene", seconds: float, *, backwards: bool) -> None:
        self.scene, self.seconds, self.backwards = scene, seconds, backwards

    def picture(self, share: float) -> "skia.Image":
        return self.scene.frame(1 - share if self.backwards else share, self.seconds).makeImageSnapshot()


class Still:
    """A foreign picture that fills the frame; at `rest` (0 or 1) it is seen as it is, away from it a little larger."""

    def __init__(self, image: "skia.Image", width: int, height: int, *, rest: float) -> None:
        import skia

        self.image, self.rest = image, rest
        self.surface = skia.Surface(width, height)

    def picture(self, share: float) -> "skia.Image":
        import skia

        canvas = self.surface.getCanvas()
        width, height = self.surface.width(), self.surface.height()
        away = abs(share - self.rest)
        scale = 1 + SWELL * (0.6 * eased(away) + 0.4 * away)
        canvas.save()
        canvas.translate(width / 2, height / 2)
        canvas.scale(scale, scale)
        canvas.translate(-width / 2, -height / 2)
        canvas.drawImage(self.image, 0, 0, skia.SamplingOptions(skia.FilterMode.kLinear))
        canvas.restore()
        return self.surface.makeImageSnapshot()


def eased(share: float) -> float:
    """0 to 1, slow at both ends."""
    part = min(1.0, max(0.0, share))
    return part * part * (3 - 2 * part)


def animate(
    first: Path,
    last: Path,
    *,
    frames: int,
    rate: int,
    width: int,
    height: int,
    motion: str,
    seed: int,
    into: Path,
    progress: Callable[[int], None],
    stopped: Callable[[], bool],
    quality: Literal["draft", "final"] = "final",
) -> None:
    """Render an H.264 MP4 of exactly `frames` frames whose first and last frame are the two pictures.

    It is encoded as the pieces of a film are, so that a film of its size takes most of it as it is.

    The same picture twice means that there is no last one: the move starts on it and goes on.

    Raises BadInput or MediaError for a picture that cannot be used, Stopped, ProcessFailed.
    """
    from vidpipe.media import born
    from vidpipe.media.decode import Geometry
    from vidpipe.media.encode import VideoWriter
    from vidpipe.media.piecework import making

    size, keys = Geometry(width, height, rate), born.keys(frames, rate)
    sources = _sources(first, last, width, height, frames / rate)
    with VideoWriter(
        into,
        width=width,
        height=height,
        rate=rate,
        pixels="bgra",
        quality=quality,
        joins=True,
        keys=keys,
        comment=born.mark(making(size, quality).encoder, size, keys),
        stopped=stopped,
    ) as writer:
        for number in range(frames):
            if stopped():
                raise Stopped("The clip was stopped while it was drawn", remedy="Run it again to draw it.")
            share = number / (frames - 1) if frames > 1 else 0.0
            writer.write(_pixels(_melted(sources, share, width, height)))
            progress(round(100 * (number + 1) / frames))


def _pixels(image: "skia.Image") -> bytes:
    """The picture as BGRA bytes, whatever the machine's own order is."""
    import skia

    return bytes(image.toarray(colorType=skia.kBGRA_8888_ColorType).data)


def _melted(sources: "tuple[Source, Source | None]", share: float, width: int, height: int) -> "skia.Image":
    """The first source, giving way to the second over the middle of the shot."""
    import skia

    one, other = sources
    part = eased((share - 0.14) / 0.72)
    if other is None or part <= 0:
        return one.picture(share)
    if part >= 1:
        return other.picture(share)
    surface = skia.Surface(width, height)
    surface.getCanvas().drawImage(one.picture(share), 0, 0)
    surface.getCanvas().drawImage(other.picture(share), 0, 0, skia.SamplingOptions(), skia.Paint(Alphaf=part))
    return surface.makeImageSnapshot()


def _sources(first: Path, last: Path, width: int, height: int, seconds: float) -> "tuple[Source, Source | None]":
    from vidpipe.providers.local.painter.chunk import read
    from vidpipe.providers.local.painter.scene import build

    bytes_of = [_read(path) for path in (first, last)]
    kept = [read(data) for data in bytes_of]
    alone = bytes_of[0] == bytes_of[1]
    specs = [_fits(found.scene, width, height) if found else None for found in kept]
    backwards = [kept[0] is not None and kept[0].end == "end", kept[1] is not None and kept[1].end == "start"]
    if specs[0] is not None and specs[0] == specs[1] and (alone or backwards[0] == backwards[1]):
        return Filmed(build(specs[0]), seconds, backwards=backwards[0]), None
    if alone:
        return Still(_cover(bytes_of[0], width, height), width, height, rest=0.0), None
    found: list[Source] = []
    for at, spec in enumerate(specs):
        if spec is not None:
            found.append(Filmed(build(spec), seconds, backwards=backwards[at]))
        else:
            found.append(Still(_cover(bytes_of[at], width, height), width, height, rest=float(at)))
    return found[0], found[1]


def _fits(spec: "SceneSpec", width: int, height: int) -> "SceneSpec | None":
    """The scene at the clip's size; None if its shape is another one, as then it would show something else."""
    if abs(spec.width * height - spec.height * width) > 0.01 * spec.width * height:
        return None
    return spec.model_copy(update={"width": width, "height": height})


def _read(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise BadInput("A keyframe is larger than 64 MB", remedy="Use a smaller picture.")
    return path.read_bytes()


def _cover(data: bytes, width: int, height: int) -> "skia.Image":
    """A picture that fills the frame, cut at its longer side. Raises MediaError, or BadInput for one beyond the
    limits."""
    import io

    import numpy as np
    import skia
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise BadInput("A keyframe has more than 40 million pixels", remedy="Use a smaller picture.")
            picture.draft("RGB", (width * 2, height * 2))
            whole = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise MediaError("A keyframe cannot be read as a picture", remedy="Use a PNG, JPEG or WebP file.") from error
    ground = Image.new("RGBA", whole.size, (0, 0, 0, 255))
    ground.alpha_composite(whole)
    fitted = ImageOps.fit(ground, (width, height), Image.Resampling.LANCZOS)
    return skia.Image.fromarray(np.ascontiguousarray(fitted), colorType=skia.kRGBA_8888_ColorType, copy=True)


def main(arguments: list[str] | None = None) -> int:
    """Render the job in a JSON file. Exit code 0 when done, 2 for a bad job, the error's own else."""
    parser = argparse.ArgumentParser(description="Render one clip from a job file.")
    parser.add_argument("job", type=Path)
    given = parser.parse_args(arguments)
    try:
        job = Job.model_validate(json.loads(given.job.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        print(f"The job cannot be read: {type(error).__name__}", file=sys.stderr)
        return 2
    _watch_parent()
    try:
        with _reporter() as report:
            animate(
                Path(job.first),
                Path(job.last),
                frames=job.frames,
                rate=job.rate,
                width=job.width,
                height=job.height,
                motion=job.motion,
                seed=job.seed,
                into=Path(job.into),
                progress=report,
                stopped=lambda: False,
                quality=job.quality,
            )
    except (VidpipeError, OSError) as error:
        print(str(error), file=sys.stderr)
        return error.exit_code if isinstance(error, VidpipeError) else 4
    return 0


@contextmanager
def _reporter() -> Iterator[Callable[[int], None]]:
    """Prints every new per cent as a line."""
    last = -1

    def report(percent: int) -> None:
        nonlocal last
        if percent != last:
            last = percent
            print(percent, flush=True)

    yield report


def _watch_parent() -> None:
    """End this process when its input does: its parent is gone, nobody wants the clip."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        os._exit(130)

    if sys.stdin is not None and not sys.stdin.closed:
        threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main())
