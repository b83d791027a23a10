"""The local painter: keyframes from a prompt, by drawing. Start and end keyframe are one scene under two cameras.

It reads and writes no files and knows no film; skia is loaded when the first picture is painted.
"""

from collections.abc import Sequence
from typing import Literal

from vidpipe.library.visual import spot
from vidpipe.providers.local.painter.chunk import Kept, read, write
from vidpipe.providers.local.painter.reading import read_prompt
from vidpipe.providers.local.painter.spec import SceneSpec

__all__ = ["SceneSpec", "faults_of", "kept_scene", "paint_keyframe", "read_prompt", "subject_at"]


def kept_scene(png: bytes) -> Kept | None:
    """The scene and the end of the move a PNG of this painter carries; None for a foreign picture."""
    return read(png)


def faults_of(png: bytes) -> tuple[str, ...]:
    """What the check found wrong with the composition of a keyframe and could not mend; nothing for most."""
    kept = read(png)
    return kept.faults if kept else ()


def paint_keyframe(
    prompt: str,
    *,
    end: Literal["start", "end"],
    width: int,
    height: int,
    seed: int,
    camera: str,
    shot: str,
    colours: Sequence[str],
    style: Sequence[str] = (),
    reference: bytes | None = None,
    room: str = "",
    sample: int = 0,
    noted: bool = False,
) -> bytes:
    """A keyframe as PNG, `width` by `height` pixels, with its scene in a text chunk; the same input gives the same
    bytes.

    `reference` is the start keyframe of the same scene: the end is then the same scene under the other camera, unless
    the prompt clearly names another place or subject; of a prompt that a person's note changed (`noted`) time, weather,
    shot and colours count as well. Sizes are 64 to 4096 pixels; raises pydantic's ValidationError.
    """
    spec = read_prompt(
        prompt,
        colours=colours,
        style=style,
        camera=camera,
        shot=shot,
        seed=seed + 7919 * sample,
        room=room,
        width=width,
        height=height,
    )
    before = read(reference) if reference else None
    faults: tuple[str, ...] = ()
    other = before is not None and noted and _otherwise(before.scene, spec)
    if end == "end" and before is not None and not other and not _elsewhere(prompt, before.scene, spec):
        spec, faults = before.scene.model_copy(update={"width": width, "height": height}), before.faults
    else:
        spec, faults = _settled(spec)
    return write(_painted(spec, end), Kept(scene=spec, end=end, faults=faults))


def subject_at(png: bytes) -> tuple[int, int] | None:
    """Where the subject of a kept scene is in the middle of its move, in per cent across and down; None where it has
    none, or for a foreign picture."""
    kept = read(png)
    if kept is None:
        return None
    from vidpipe.providers.local.painter.compose import seen_at

    return seen_at(kept.scene)


def _elsewhere(prompt: str, before: SceneSpec, after: SceneSpec) -> bool:
    """Whether the second prompt names another place, or somebody who was not there."""
    if spot(prompt, "settings") and after.setting not in (before.setting, "abstract"):
        return True
    if after.place and before.place and after.place != before.place:
        return True
    there = {_who(one.id) for one in before.cast}
    return bool(after.cast) and _who(after.cast[0].id) not in there


def _who(name: str) -> str:
    """The subject, whether it walks or sits."""
    return name.removeprefix("walking-").removeprefix("sitting-")


def _otherwise(before: SceneSpec, after: SceneSpec) -> bool:
    """Whether the same place is seen at another time, in other weather or light, from nearer or with another cast."""
    same = ("time", "weather", "palette", "shot", "move")
    casts = [{(_who(one.id), one.colour) for one in spec.cast} for spec in (before, after)]
    return any(getattr(before, name) != getattr(after, name) for name in same) or casts[0] != casts[1]


def _settled(spec: SceneSpec) -> tuple[SceneSpec, tuple[str, ...]]:
    """The scene after the check of its composition, and what the check could not mend."""
    from vidpipe.providers.local.painter.judging import settled

    return settled(spec)


def _painted(spec: SceneSpec, end: Literal["start", "end"]) -> bytes:
    from vidpipe.providers.local.painter.scene import build

    return build(spec).still(end)
