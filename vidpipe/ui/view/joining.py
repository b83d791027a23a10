"""A joint as a small picture that moves: the two pictures beside it, and the class that says how they go over. Pure."""

from dataclasses import dataclass

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.edit import SceneEdit
from vidpipe.film.storyboard import Joint
from vidpipe.ui.view.joints import MARKS, JointRow, edit, in_words
from vidpipe.ui.view.trim import trim


@dataclass(frozen=True)
class Side:
    """A scene at the joint: its number, 0 where the film begins, and its picture's digest, '' while there is none."""

    number: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Joining:
    """`look` are the classes of the picture, `seconds` how long the way over lasts, `says` the same in words."""

    look: str
    ratio: str
    seconds: float
    says: str
    before: Side
    after: Side


def joining(film: Overview, row: JointRow) -> Joining:
    """The joint of a row."""
    into = film.scenes[row.number - 1]
    before = Side() if row.opening else _side(film.scenes[row.number - 2], "end", "start")
    way = f" {row.transition.way.value}" if row.kind.has_way else ""
    rate = film.settings.rate
    return Joining(
        look=f"joining {MARKS[row.kind]}{way}",
        ratio=film.settings.aspect.value.replace(":", " / "),
        seconds=min(row.transition.frames, row.room) / rate,
        says=f"Preview: {in_words(row.transition, rate)}",
        before=before,
        after=_side(into, "start", "end"),
    )


def _side(view: SceneView, *ends: str) -> Side:
    """A scene by the first of these keyframes that is made."""
    made = [view.slots.get(f"keyframe/{end}") for end in ends]
    return Side(view.index, next((slot.take.digest for slot in made if slot and slot.take), ""))


def held(film: Overview, row: JointRow) -> int:
    """The frames of a joint for which one of its clips has no more pictures, so that it stands still; 0 for none."""
    if row.opening or not row.kind.overlaps:
        return 0
    frames = min(row.transition.frames, row.room)
    before, into = film.scenes[row.number - 2], film.scenes[row.number - 1]
    return max(0, frames // 2 - _spare(film, before).after, frames - frames // 2 - _spare(film, into).before)


@dataclass(frozen=True)
class _Spare:
    before: int
    after: int


def _spare(film: Overview, view: SceneView) -> _Spare:
    """The frames of a scene's clip on both sides of those that it shows; more than any joint while nobody knows."""
    take = next((slot.take for name, slot in view.slots.items() if name.split("@")[0] == "clip"), None)
    own: SceneEdit = edit(film).scene(view.scene.id)
    now = trim(take, own, scene=view.scene.frames, rate=film.settings.rate)
    if now is None:
        return _Spare(film.settings.rate * 60, film.settings.rate * 60)
    return _Spare(now.start, 0 if own.until is not None else max(0, now.total - now.start - view.scene.frames))


def stands_still(film: Overview, row: JointRow) -> str:
    """A line about pictures that stand still in a joint, '' where all of them move."""
    frames, rate = held(film, row), film.settings.rate
    if frames <= rate // 12:
        return ""
    kind = "dissolve" if row.kind is Joint.CROSSFADE else row.kind.value
    return f"The clips are {frames / rate:.1f} s too short to move through all of this {kind}: a picture is held there."
