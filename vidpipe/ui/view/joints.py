"""How the scenes of a film are joined: what each joint is now, whence, and whether it fits its scenes. Pure."""

from dataclasses import dataclass

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.edit import Edit, joint_into, longest_joint
from vidpipe.film.storyboard import Joint, Storyboard, Transition, Way

WORDS = {
    Joint.CUT: "Cut",
    Joint.CROSSFADE: "Dissolve",
    Joint.DIP_BLACK: "Dip to black",
    Joint.DIP_WHITE: "Dip to white",
    Joint.WIPE: "Wipe",
    Joint.SLIDE: "Slide",
    Joint.ZOOM: "Zoom",
}
MARKS = {
    Joint.CUT: "cut",
    Joint.CROSSFADE: "crossfade",
    Joint.DIP_BLACK: "dip",
    Joint.DIP_WHITE: "white",
    Joint.WIPE: "wipe",
    Joint.SLIDE: "slide",
    Joint.ZOOM: "zoom",
}
WAYS = {Way.LEFT: "Left", Way.RIGHT: "Right", Way.UP: "Up", Way.DOWN: "Down"}
SHORTEST, LONGEST, USUAL = 0.2, 2.0, 0.5
"""Seconds a transition may last, and lasts when it is first asked for."""
MOST_FRAMES = 48


@dataclass(frozen=True)
class JointRow:
    """The joint into a scene, at a frame of the film. `room` is how many frames its scenes have for a transition."""

    id: str
    number: int
    at: int
    transition: Transition
    asked: bool
    room: int

    @property
    def opening(self) -> bool:
        return self.number == 1

    @property
    def kind(self) -> Joint:
        return self.transition.kind

    @property
    def title(self) -> str:
        return "The film's beginning" if self.opening else f"Joint of scenes {self.number - 1} and {self.number}"

    @property
    def too_long(self) -> bool:
        return self.transition.frames > self.room

    def says(self, rate: int) -> str:
        """The joint in words, for a handle."""
        if self.kind is Joint.CUT:
            return f"{self.title}: {'starts at once' if self.opening else 'cut'}"
        wrong = ", too long for its scenes" if self.too_long else ""
        return f"{self.title}: {in_words(self.transition, rate)}{wrong}"


def joints(film: Overview) -> list[JointRow]:
    """All joints in order; the first is the film's beginning, which can come out of black."""
    if film.storyboard is None:
        return []
    return [_row(film, scene) for scene in film.scenes]


def _row(film: Overview, view: SceneView) -> JointRow:
    board = film.storyboard or Storyboard(scenes=(view.scene,))
    return JointRow(
        id=view.scene.id,
        number=view.index,
        at=view.start,
        transition=joint_into(board, view.scene, film.settings.crossfade, edit(film)),
        asked=view.scene.id in edit(film).joints,
        room=longest_joint(board, view.scene.id),
    )


def edit(film: Overview) -> Edit:
    """The film's edit; the default where nobody has edited."""
    return film.edit


def default_says(film: Overview) -> str:
    """What joints are that nobody set by hand."""
    asked = edit(film).joint
    return planned_says(film) if asked is None else in_words(asked, film.settings.rate)


def planned_says(film: Overview) -> str:
    """What joints are that nobody set at the cut at all."""
    frames, rate = film.settings.crossfade, film.settings.rate
    if frames is None:
        return "as the storyboard has them"
    return in_words(Transition(kind=Joint.CROSSFADE if frames else Joint.CUT, frames=frames), rate)


def in_words(joint: Transition, rate: int) -> str:
    """`dissolve, 0.5 s`, `wipe left, 0.5 s`, `cut`."""
    way = f" {joint.way.value}" if joint.kind.has_way else ""
    length = "" if joint.kind is Joint.CUT else f", {joint.frames / rate:.1f} s"
    return f"{WORDS[joint.kind].lower()}{way}{length}"


def with_kind(joint: Transition, kind: Joint, *, rate: int) -> Transition:
    """A joint of another kind that lasts as long as it did; the usual time where it lasted none."""
    frames = 0 if kind is Joint.CUT else joint.frames or lasting(USUAL, rate)
    return Transition(kind=kind, frames=frames, way=joint.way)


def of_kind(now: Transition | None, kind: str, *, rate: int) -> Transition | None:
    """The film's own joint with a kind chosen for it; None where it is left as planned."""
    known = [one for one in Joint if one == kind]
    return with_kind(now or Transition(), known[0], rate=rate) if known else None


def lasting(seconds: float, rate: int) -> int:
    """A length in seconds as the frames of a transition."""
    return max(1, min(MOST_FRAMES, round(seconds * rate)))


def longest(rate: int) -> float:
    """The longest transition in seconds that is a whole number of tenths."""
    return min(LONGEST, MOST_FRAMES * 10 // rate / 10)


def within(seconds: float, rate: int) -> float:
    """A length as a slider shows it: in tenths, within its ends."""
    return max(SHORTEST, min(longest(rate), round(seconds, 1)))


def warning(row: JointRow, rate: int) -> str:
    """What is wrong with a joint's length, '' where it fits."""
    if not row.too_long:
        return ""
    asked, room = row.transition.frames / rate, row.room / rate
    return f"{asked:.1f} s is longer than its scenes have room for: it will last {room:.1f} s."
