"""What sets the scenes of a film apart, by seed and request alone: which way round, how far aside, through which lens;
and the finish that a mood's words ask for. Pure."""

from collections.abc import Sequence
from typing import Any, Literal

from vidpipe.library.visual import visual
from vidpipe.providers.local.painter.spec import Cast

Finish = Literal["", "soft", "bold", "deep", "crisp", "aged"]

FINISHES: tuple[tuple[Finish, frozenset[str]], ...] = (
    ("deep", frozenset(("deep", "dark", "moody", "noir", "mysterious", "brooding", "suspense", "tense", "nocturnal"))),
    ("bold", frozenset(("bold", "epic", "intense", "energetic", "powerful", "electric", "dynamic", "loud", "urgent"))),
    ("aged", frozenset(("nostalgic", "vintage", "retro", "melancholic", "aged", "rustic", "unhurried", "wistful"))),
    ("soft", frozenset(("soft", "gentle", "hopeful", "tender", "dreamy", "dreamlike", "calm", "serene", "delicate"))),
    ("crisp", frozenset(("crisp", "bright", "fresh", "clear", "clean", "playful", "minimal", "sharp", "lively"))),
)
AXIAL = frozenset(("alley", "street", "gate", "stage", "railway", "museum", "cave", "studio", "abstract", "castle"))
"""Places that are built round their middle: whoever is in them stands there."""
GOING = frozenset(("walk", "run", "drive", "ride", "fly", "swim", "waddle"))


def finish_of(style: Sequence[str]) -> Finish:
    """The finish that a mood's words ask for, the first that is known."""
    for words in style:
        for name, signs in FINISHES:
            if signs & set(words.lower().replace("-", " ").split()):
                return name
    return ""


def spread(seed: int, cast: Sequence[Cast], *, setting: str, camera: str, shot: str) -> dict[str, Any]:
    """How this scene is laid out otherwise than its neighbours: `turned`, `aside`, `glass`, `larger` of its spec."""
    if setting == "card":
        return {}
    far = {"wide": 15, "medium": 12, "close": 7}.get(shot, 4)
    if setting in AXIAL:
        far = 5 if setting in ("studio", "abstract") else 0
    aside = (-far, 0, far)[seed // 3 % 3] if cast else 0
    larger = (0, -12, 9)[seed // 13 % 3] if shot != "wide" else (0, -6, 16)[seed // 13 % 3]
    return {
        "turned": _turned(seed, cast, camera),
        "aside": aside,
        "glass": (0, 7, 14)[seed // 11 % 3],
        "larger": larger,
    }


def _turned(seed: int, cast: Sequence[Cast], camera: str) -> bool:
    """Whether the scene is mirrored: those who move go with the camera, for all else the seed decides."""
    subject = visual().subjects.get(cast[0].id) if cast else None
    if subject is not None and subject.life in GOING and camera.endswith(("left", "right")):
        return camera.endswith("left")
    return seed // 5 % 2 == 1
