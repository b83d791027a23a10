"""Which part of a clip the cut uses: frames as seconds, and the words for it. Pure."""

from dataclasses import dataclass

from vidpipe.film.edit import SceneEdit
from vidpipe.take import Take


@dataclass(frozen=True)
class Trim:
    """All in frames of the clip at `rate`: `total` there are, the cut uses `start` up to `end`, then holds for `held`.

    `head` is where it begins as planned and `scene` how long the scene lasts.
    """

    total: int
    rate: int
    head: int
    scene: int
    start: int
    end: int

    @property
    def held(self) -> int:
        return max(0, self.scene - (self.end - self.start))

    @property
    def planned(self) -> tuple[int, int]:
        """First frame and frame after the last one where nobody trims."""
        return self.head, min(self.total, self.head + self.scene)


def trim(take: Take | None, edit: SceneEdit, *, scene: int, rate: int) -> Trim | None:
    """The trim of a clip for a scene of so many frames; None where nobody measured the clip."""
    total = int(take.meta.get("frames", 0)) if take else 0
    if take is None or total < 2:
        return None
    head = min(int(take.meta.get("head", 0)), total - 1)
    start = min(head if edit.head is None else edit.head, total - 1)
    end = min(total, start + scene, total if edit.until is None else edit.until)
    return Trim(total=total, rate=rate, head=head, scene=scene, start=start, end=max(end, start + 1))


def asked(now: Trim, start: int, end: int) -> dict[str, int | None]:
    """The fields of the edit for a trim by hand, None where it is as planned. Raises ValueError for an empty one."""
    if not 0 <= start < end <= now.total:
        raise ValueError("a trim leaves at least one frame of the clip")
    until = None if end >= min(now.total, start + now.scene) else end
    return {"head": None if start == now.head else start, "until": until}


def told(now: Trim) -> str:
    """`The cut uses 0:00.5–0:03.5; the last frame is held for 0.5 s.`"""
    held = f"; the last frame is held for {now.held / now.rate:.1f} s" if now.held else ""
    return f"The cut uses {stamp(now.start, now.rate)}–{stamp(now.end, now.rate)}{held}."


def stamp(frame: int, rate: int) -> str:
    """A place in a clip, as `0:03.5`."""
    tenths = (20 * frame + rate) // (2 * rate)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
