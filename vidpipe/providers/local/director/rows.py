"""A scene in the making, and the clip lengths it must keep to. Filled in by the layout, then by the wording."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict

from vidpipe.film.storyboard import Move, ShotSize
from vidpipe.library.structure import Beat
from vidpipe.providers.local.director.shots import Prompts
from vidpipe.providers.local.director.staging import Place
from vidpipe.providers.local.director.things import Thing
from vidpipe.providers.local.director.told import Told

NOWHERE = Place("meadow", "day")
NOTHING = Prompts("", "", "")


class Limits(TypedDict):
    """Lengths that the video model makes, in milliseconds."""

    shortest: int
    longest: int
    only: list[int]


@dataclass
class Row:
    """One scene in the making. `needs` is how many words it is known to say; `who` is an English phrase, ''
    where nobody is in the picture.
    """

    beat: Beat
    index: int
    frames: int = 0
    place: Place = NOWHERE
    size: ShotSize = ShotSize.MEDIUM
    move: Move = Move.STATIC
    who: str = ""
    thing: Thing | None = None
    on_stage: bool = False
    continues: bool = False
    point: int = -1
    told: Told | None = None
    needs: int = 0
    origin: tuple[int, ...] = ()
    narration: str = ""
    words: str = ""
    card: str = ""
    prompts: Prompts = NOTHING
    transition: dict[str, Any] = field(default_factory=lambda: {"kind": "cut", "frames": 0})

    @property
    def opens(self) -> bool:
        return self.beat.position == "opening"

    @property
    def closes(self) -> bool:
        return self.beat.position == "closing"


def limits_of(data: Mapping[str, Any]) -> Limits:
    """The limits as asked, with sound values where they are not."""
    asked = data.get("limits") or {}
    longest = max(1, int(asked.get("longest") or 15_000))
    return {
        "shortest": min(int(asked.get("shortest") or 1000), longest),
        "longest": longest,
        "only": [int(length) for length in asked.get("only") or []],
    }
