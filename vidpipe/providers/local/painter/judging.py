"""The check of a composition before its picture is kept: whoever is in it is whole at both ends of the move and stands
out from what is behind, and words can be read where room is kept for them. Measured on a small painting."""

from typing import NamedTuple

import numpy as np
import skia
from numpy.typing import NDArray

from vidpipe.providers.local.painter.camera import cameras
from vidpipe.providers.local.painter.clock import Clock
from vidpipe.providers.local.painter.scene import Scene, build
from vidpipe.providers.local.painter.spec import SceneSpec
from vidpipe.providers.local.painter.stage import Live

SMALL = 144
"""The smaller side of the painting that is measured, in pixels."""
EDGE = 0.02
STANDS_OUT = 46.0
"""How far (of 441) a subject is from its background in colour, on the average of its pixels."""
READABLE = 4.5
VEIL = 0.55
"""What the cutting room darkens behind its words, at least."""
TRIES = 3
CALMS = (0, 18, 34)
"""How strongly, in per cent, the room for words is darkened."""

Pixels = NDArray[np.float32]
CUT, FAINT, UNREADABLE = "subject cut", "subject faint", "words hard to read"


class Verdict(NamedTuple):
    """A scene that was settled on, and what is still wrong with it."""

    spec: SceneSpec
    faults: tuple[str, ...]


def settled(spec: SceneSpec) -> Verdict:
    """The scene as it may be kept: its room calmed as far as words need it, else with another seed; of a few tries the
    best one. Its faults are what even that does not mend."""
    found = _calmed(spec)
    for number in range(1, TRIES):
        if not found.faults:
            break
        other = _calmed(spec.model_copy(update={"seed": (spec.seed + 7919 * number) % 2**63, "lift": 30 * number}))
        found = min(found, other, key=lambda verdict: len(verdict.faults))
    return found


def _calmed(spec: SceneSpec) -> Verdict:
    scene, tried = build(_small(spec)), spec
    if not spec.room:
        return Verdict(spec, _seen(scene))
    for calm in CALMS:
        tried = spec.model_copy(update={"calm": calm})
        scene = build(_small(tried))
        if readable(_frame(scene, 0.5), spec.room) >= READABLE:
            return Verdict(tried, _seen(scene))
    return Verdict(tried, (*_seen(scene), UNREADABLE))


def _small(spec: SceneSpec) -> SceneSpec:
    share = SMALL / min(spec.width, spec.height)
    return spec.model_copy(
        update={"width": max(64, round(spec.width * share)), "height": max(64, round(spec.height * share))}
    )


def _seen(scene: Scene) -> tuple[str, ...]:
    """What is wrong with the subject."""
    faults = []
    if cut(scene):
        faults.append(CUT)
    if scene.stage.subjects and min(stands_out(scene, share) for share in (0.0, 1.0)) < STANDS_OUT:
        faults.append(FAINT)
    return tuple(faults)


def cut(scene: Scene) -> bool:
    """Whether a subject leaves the frame at either end of the move."""
    for boxes in scene.stage.bounds:
        for box, camera in zip(boxes, cameras(scene.stage.spec.move), strict=True):
            seen = scene.stage.frame_of(box, 1.0, camera)
            if min(seen.left, seen.top) < EDGE or max(seen.right, seen.bottom) > 1 - EDGE:
                return True
    return False


def stands_out(scene: Scene, share: float) -> float:
    """How far the subjects are from what is behind them in colour, on the average of their pixels; 0 to 441."""
    stage = scene.stage
    whole = _frame(scene, share)
    kept = stage.layers
    stage.layers = [layer for layer in kept if not (isinstance(layer, Live) and layer.cast)]
    bare = _frame(scene, share)
    stage.layers = kept
    apart = np.sqrt(((whole - bare) ** 2).sum(-1))
    covered = apart > 6
    return float(apart[covered].mean()) if covered.sum() > 20 else 0.0


def readable(picture: Pixels, room: str) -> float:
    """The contrast ratio of white words in the room kept for them, under the veil that the cutting room lays there."""
    part = _part(picture, room) / 255 * (1 - VEIL)
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    light = linear @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    return 1.05 / (float(np.percentile(light, 95)) + 0.05)


def _part(picture: Pixels, room: str) -> Pixels:
    high, wide = picture.shape[:2]
    areas = {
        "left": (0.2, 0.8, 0.05, 0.42),
        "right": (0.2, 0.8, 0.58, 0.95),
        "upper": (0.08, 0.34, 0.12, 0.88),
        "lower": (0.7, 0.94, 0.12, 0.88),
        "centre": (0.34, 0.6, 0.14, 0.86),
    }
    top, bottom, left, right = areas[room]
    return picture[int(top * high) : int(bottom * high), int(left * wide) : int(right * wide)]


def _frame(scene: Scene, share: float) -> Pixels:
    shown = scene.frame(share, Clock(share).seconds).toarray(colorType=skia.kRGBA_8888_ColorType)
    return np.asarray(shown[..., :3], np.float32)


def likeness(one: bytes, other: bytes) -> float:
    """How alike two pictures are to the eye from afar: 0 for the same, about 60 for two that have nothing in common."""
    first, second = _thumb(one), _thumb(other)
    return float(np.abs(first - second).mean())


def _thumb(png: bytes) -> Pixels:
    """A picture as 16 × 9 soft patches."""
    image = skia.Image.MakeFromEncoded(png)
    surface = skia.Surface(16, 9)
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    surface.getCanvas().drawImageRect(image.withDefaultMipmaps(), skia.Rect.MakeWH(16, 9), sampling)
    return np.asarray(surface.toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3], np.float32)
