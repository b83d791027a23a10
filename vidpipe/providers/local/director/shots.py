"""A scene's picture in plain English: the start, the end, what moves. Written so that the painter reads back
what was meant.
"""

import re
from dataclasses import dataclass

from vidpipe.film.storyboard import Move, ShotSize
from vidpipe.library.lexicon import stage as staged
from vidpipe.library.lexicon import word_list, world
from vidpipe.library.visual import Sighting, spot, visual
from vidpipe.providers.local.director.dice import Dice
from vidpipe.providers.local.director.staging import Place
from vidpipe.providers.local.director.text import capital
from vidpipe.providers.local.director.things import Thing, kind_of

SIZES = {
    ShotSize.WIDE: "Wide shot",
    ShotSize.MEDIUM: "Medium shot",
    ShotSize.CLOSE: "Close-up",
    ShotSize.DETAIL: "Detail",
}
FAR = ("skyline", "interior", "abstract")
LOADED = re.compile(r"\b(?:electric|neon|smart|wireless)\b", re.I)
"""Attributes that a picture prompt would take for its light."""
PAIRS = frozenset(["sneaker", "headphones", "sunglasses", "shoes", "boots", "glasses", "trousers"])
"""What is one though it has the look of many."""
GROWN = ("flowers",)
MASS = word_list("mass")
ROOM = {
    "title": "calm and empty in the upper third, for a title",
    "end": "calm and empty in the centre, for a title",
    "caption": "calm and empty in the lower third, for a title",
}


@dataclass(frozen=True)
class Shot:
    """What one picture shows. `who` is English with its article, '' for nobody."""

    place: Place
    who: str
    thing: Thing | None
    size: ShotSize
    move: Move
    card: str = ""
    product: bool = False
    landmark: str = ""
    deed: int = -1
    angle: str = ""


@dataclass(frozen=True)
class Prompts:
    start: str
    end: str
    motion: str


def article(english: str, *, plural: bool = False, count: int = 0) -> str:
    """An English noun phrase with `a`, `an` or nothing."""
    from vidpipe.providers.local.director.grammar import _a

    if english.startswith(("last ", "first ", "only ")):
        return f"the {english}"
    if plural or count > 1 or english.startswith("the "):
        return english
    return f"{_a(english)} {english}"


def who_is(thing: Thing | None) -> str:
    """The subject phrase of a thing, in English; of many whose number is not said, several."""
    if thing is None:
        return ""
    plain = LOADED.sub("modern", thing.english)
    many = thing.plural or plain.split()[-1] in GROWN
    if many and thing.count < 2 and thing.id not in PAIRS and plain.split()[-1] not in PAIRS:
        return f"several {plain}"
    bare = many or plain.split()[-1] in PAIRS or plain.split(" (")[0] in MASS
    return article(plain, plural=bare, count=thing.count)


def write_prompts(shot: Shot, dice: Dice, *, key: str, spot_index: int, turn: int, before: str = "") -> Prompts:
    """Start, end and motion prompt. `before` is the end prompt of the scene that this one goes on from."""
    pose, then = _pose(shot, dice, turn, before)
    scene = _scene(shot, dice, key, spot_index)
    room = f", {ROOM[shot.card]}" if shot.card in ROOM else ""
    frame = f"{SIZES[shot.size]} {shot.angle}" if shot.angle else SIZES[shot.size]
    begin = f"{frame}: {_subject(shot, pose)}{scene}{room}."
    finish = f"{frame}, {staged()['after'][shot.move.value]}: {_subject(shot, then)}{scene}{room}."
    return Prompts(before or capital(begin), capital(finish), motion(shot, pose, then))


def _subject(shot: Shot, pose: str) -> str:
    return f"{shot.who} {pose} ".replace("  ", " ") if shot.who else ""


def _pose(shot: Shot, dice: Dice, turn: int, before: str) -> tuple[str, str]:
    poses = pairs_of_poses(shot, before)
    return poses[(turn + int(dice.number("pose") * len(poses))) % len(poses)] if poses else ("", "")


def pairs_of_poses(shot: Shot, before: str = "") -> list[tuple[str, str]]:
    """How whoever is seen may stand at the start and at the end; nothing where nobody is, or a product stands."""
    if not shot.who or shot.product:
        return []
    manner = _manner(shot.thing, shot.place.setting)
    poses = [
        (start, end) for start, end in staged()["poses"][manner] if shot.size is ShotSize.WIDE or "small" not in start
    ]
    if shot.deed >= 0 and manner in ("person", "animal", "swim") and not before:
        start, end = world()["deeds"][shot.deed]["pose"]
        return [(start, end)]
    return [pair for pair in poses if not before or ("walking" in pair[1]) == ("walking" in before)] or poses


def _manner(thing: Thing | None, setting: str) -> str:
    subject = visual().subjects.get(thing.id) if thing else None
    if subject is None:
        return "person" if thing and thing.kind == "person" else "thing"
    if subject.place in ("air", "swim", "water") and subject.kind in ("animal", "vehicle", "person"):
        return subject.place
    if setting in ("underwater", "space"):
        return "swim"
    return {"animal": "animal", "person": "person", "vehicle": "vehicle", "plant": "plant"}.get(subject.kind, "thing")


def _scene(shot: Shot, dice: Dice, key: str, spot_index: int) -> str:
    place, data = shot.place, staged()
    spots = data["spots"][place.setting]
    where = spots[spot_index % len(spots)].replace("{room}", place.room or "living room")
    label = f", {place.label}" if place.label and _keeps(f"{where}, {place.label}", place.setting) else ""
    weather = f" {data['weathers'][place.weather]}" if place.weather in data["weathers"] else ""
    ambient = f", {data['ambients'][place.ambient]}" if place.ambient in data["ambients"] else ""
    time = {"day": "by day", "night": "at night"}.get(place.time, f"at {place.time}")
    light = dice.pick(f"{key}/light", data["lights"][place.time])
    behind = f", {article(shot.landmark)} in the distance," if shot.landmark and shot.landmark not in shot.who else ""
    season = f", in {place.season}" if place.season else ""
    return f"{where}{label}{behind} {time}{weather}{ambient}{season}, {place.palette} palette, {light}"


def _keeps(text: str, setting: str) -> bool:
    """Whether the painter still reads this setting once the place's name stands there."""
    return nearest(reads_setting(text)) == nearest(setting) and not [
        one for one in spot(text, "subjects") if not _scenic(one, text)
    ]


def nearest(setting: str) -> str:
    """The setting itself where the painter knows it, else the one nearest to it."""
    return setting if setting in visual().settings else str(world()["nearest"].get(setting, setting))


def reads_setting(text: str) -> str:
    """The setting that a picture prompt asks for: an exact one counts before a distant city."""
    seen = [one.id for one in spot(text, "settings")]
    return next((name for name in seen if name not in FAR), seen[0] if seen else "")


def _scenic(one: Sighting, text: str) -> bool:
    return any(
        other.at <= one.at and one.at + one.length <= other.at + other.length
        for group in ("settings", "times", "weathers", "ambients", "palettes", "shots")
        for other in spot(text, group)
    )


def motion(shot: Shot, pose: str, then: str) -> str:
    """What moves, the camera first."""
    data, place = staged(), shot.place
    parts = [data["moves"][shot.move.value]]
    if pose and then:
        parts.append(f"{_the(shot)} {'are' if many(shot) else 'is'} {pose}, then {then.removeprefix('walking, ')}")
    parts.append(data["motions"][place.setting])
    drift = data["drifts"].get(place.weather) or data["drifts"].get(place.ambient)
    if drift:
        parts.append(drift)
    return "; ".join(parts) + "."


def _the(shot: Shot) -> str:
    return "the " + shot.who.removeprefix("a ").removeprefix("an ").removeprefix("the ")


def many(shot: Shot) -> bool:
    return " and " in shot.who or bool(shot.thing and (shot.thing.plural or shot.thing.count > 1))


__all__ = [
    "Prompts",
    "Shot",
    "article",
    "kind_of",
    "motion",
    "pairs_of_poses",
    "reads_setting",
    "who_is",
    "world",
    "write_prompts",
]
