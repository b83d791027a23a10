"""Reading a prompt in plain English: which setting, time, weather, light and subjects it asks for. Tolerant of
anything."""

import hashlib
import re
from collections.abc import Sequence

from vidpipe.library.palettes import palettes
from vidpipe.library.visual import Sighting, spot, tokens, visual
from vidpipe.providers.local.painter.carding import card_of, without_card
from vidpipe.providers.local.painter.siting import (
    homes_of,
    place_of,
    season_of,
    setting_of,
    style_of,
)
from vidpipe.providers.local.painter.spec import MOVES, Cast, SceneSpec
from vidpipe.providers.local.painter.spread import finish_of, spread

NUMBERS = {
    "two": 2,
    "pair": 2,
    "2": 2,
    "both": 2,
    "couple": 2,
    "three": 3,
    "3": 3,
    "several": 3,
    "few": 3,
    "four": 4,
    "4": 4,
    "five": 5,
    "5": 5,
    "many": 5,
    "herd": 4,
    "flock": 4,
    "group": 3,
}
SEVERAL = {"couple", "family", "team", "crowd", "sitting-couple", "people-hugging"}
"""Subjects that are several already: a number before them says how many they are, not how many of them."""
CRAFT = {"sailboat", "ship", "galleon", "surfer", "rower"}
AFLOAT = ("sea", "lake", "underwater", "studio", "abstract", "space", "interior")
HEAVENLY = {"sun", "moon", "star", "cloud", "rainbow"}
SELF_LIT = {"space": "night", "skyline": ""}
BY_TIME = {"dawn": "dawn", "morning": "jade", "day": "day", "dusk": "golden", "bluehour": "indigo", "night": "teal"}
NIGHT_TOWNS = {"skyline", "rooftop", "street"}
TIMELY = {"dawn", "winter", "sunny"}
ROOM_ASKED = re.compile(
    r",?\s*(?:(?:with |calm |empty )*(?:room|space) for (?:a|the) title|calm and empty in the)[^.;]*", re.IGNORECASE
)
"""What a scene says of the words of the cut: its "room" is no place to be in."""
CODE = re.compile(r"^#[0-9a-fA-F]{6}$")


def read_prompt(
    prompt: str,
    *,
    colours: Sequence[str] = (),
    style: Sequence[str] = (),
    camera: str = "static",
    shot: str = "medium",
    seed: int = 0,
    room: str = "",
    width: int = 1280,
    height: int = 720,
) -> SceneSpec:
    """The scene a prompt asks for. Unknown words are passed over; what is not said is chosen to suit what is."""
    card = card_of(prompt)
    text = ROOM_ASKED.sub("", without_card(prompt[:4000]))
    cast = () if card else _cast(text)
    place = place_of(text, cast)
    setting = setting_of(text, cast, place)
    if setting not in ("abstract", "space"):
        cast = tuple(one for one in cast if one.id not in HEAVENLY) or cast[:0]
    if place == "cloudscape":
        cast = tuple(one.model_copy(update={"id": "dove"}) if one.id == "bird" else one for one in cast)
    if card:
        setting, place = "abstract", ""
    if cast and cast[0].id in CRAFT and (setting not in AFLOAT or place == "beach"):
        setting, place = "sea", ""
    time = _first(text, "times") or _usual_time(setting, text)
    words = f"{text} {' '.join(style)}"
    drawn = style_of(words)
    if drawn == "neon":
        time = "night"
    camera = camera if camera in MOVES else next((move for move in MOVES[10:] if move in text.lower()), "static")
    shown = shot if shot in ("wide", "medium", "close", "detail") else _first(text, "shots") or "medium"
    return SceneSpec(
        **spread(_seed(seed), cast, setting="card" if card else place or setting, camera=camera, shot=shown),
        finish=finish_of(style),
        card=card,
        setting=setting,
        interior=_room(text, cast) if setting == "interior" else _crop(text) if place == "field" else "",
        time=time,
        weather=_weather(text),
        ambient=_first(text, "ambients"),
        palette=_palette(text, words, setting, time),
        colours=tuple(code for code in colours if CODE.match(code))[:12],
        cast=cast[:3],
        shot=shown,
        move=camera,
        room=_calm(room),
        seed=_seed(seed),
        width=width,
        height=height,
        place=place if place and setting in homes_of(place) else "",
        season=season_of(text),
        style=drawn,
    )


def _seed(seed: int) -> int:
    return int.from_bytes(hashlib.sha256(str(seed).encode()).digest()[:7], "big")


def _first(text: str, group: str) -> str:
    found = spot(text, group)
    return found[0].id if found else ""


def _weather(text: str) -> str:
    found = _first(text, "weathers")
    words = set(tokens(text))
    return (
        "clear"
        if found == "fog" and words & {"steam", "smoke"} and not words & {"fog", "mist", "misty", "foggy"}
        else found or "clear"
    )


def _calm(room: str) -> str:
    words = set(tokens(room))
    for name, signs in (
        ("left", {"left"}),
        ("right", {"right"}),
        ("upper", {"upper", "top", "above"}),
        ("lower", {"lower", "bottom", "below"}),
        ("centre", {"centre", "center", "middle"}),
    ):
        if words & signs:
            return name
    return ""


def _usual_time(setting: str, text: str) -> str:
    if setting in ("space",):
        return "night"
    palette = _first(text, "palettes")
    if palette in palettes() and palette in ("neon", "dawn", "golden", "ember", "teal"):
        return palettes()[palette].times[0]
    return "night" if setting == "skyline" else "dusk" if setting in ("street", "rooftop") else "day"


def _palette(text: str, words: str, setting: str, time: str) -> str:
    """A palette named outright, then one the style suggests if it suits the time, then the usual one of the time."""
    for sighting in spot(text, "palettes"):
        following = tokens(text)[sighting.at + sighting.length :][:1]
        if following in (["palette"], ["colour"], ["color"], ["tone"], ["light"]) or sighting.id == "neon":
            return sighting.id
    heard = tokens(words)
    asked = [s.id for s in spot(words, "palettes") if heard[s.at] not in visual().colours and heard[s.at] not in TIMELY]
    for name in asked:
        if time in palettes()[name].times:
            return name
    if setting == "space":
        return "teal" if not asked else asked[0]
    if time == "night" and setting in NIGHT_TOWNS:
        return "neon"
    if asked and time != "night":
        return asked[0]
    if setting == "abstract" and time == "day":
        return ("day", "rose", "jade", "golden", "dawn")[hashlib.sha256(text.encode()).digest()[0] % 5]
    return "jade" if time == "day" and setting in ("forest",) else BY_TIME[time]


def _room(text: str, cast: Sequence[Cast]) -> str:
    found = [s.id for s in spot(text, "rooms") if s.id != "living"]
    by_work = {
        "chef": "kitchen",
        "scientist": "laboratory",
        "doctor": "laboratory",
        "teacher": "classroom",
        "programmer": "office",
        "businessperson": "office",
        "team": "office",
        "worker": "workshop",
        "cup": "cafe",
    }
    return found[0] if found else by_work.get(cast[0].id, "living") if cast else "living"


def _crop(text: str) -> str:
    """What grows in a field, if the words say it."""
    named = set(tokens(text)) & {"lavender", "wheat", "sunflower", "vineyard", "rice", "tulip", "corn"}
    return min(named, default="")


def _cast(text: str) -> tuple[Cast, ...]:
    """The subjects in reading order, each once, with the colour and number that stand just before it."""
    words = tokens(text)
    taken = {
        (s.at, s.length)
        for group in ("settings", "places", "times", "weathers", "ambients", "seasons", "palettes", "styles", "shots")
        for s in spot(text, group)
        if s.id != "abstract"
    }
    found: dict[str, Cast] = {}
    for sighting in spot(text, "subjects"):
        if _is_scenery(sighting, taken, words) or sighting.id in found or _denied(words, sighting):
            continue
        count = 1 if sighting.id in SEVERAL else _count(words, sighting)
        found[sighting.id] = Cast(id=sighting.id, colour=_colour(words, sighting), count=count)
    if "bench" in found and "couple" in found and not words_of_going(words):
        found = {"sitting-couple": found["couple"], **found}
        found.pop("couple")
    if any(name.startswith("sitting-") for name in found):
        found.pop("bench", None)
        found.pop("chair", None)
    return tuple(found.values())


def words_of_going(words: Sequence[str]) -> bool:
    """Whether somebody is on their feet."""
    return bool({"walking", "walk", "running", "run", "standing", "dancing"} & set(words))


def _is_scenery(sighting: Sighting, taken: set[tuple[int, int]], words: list[str]) -> bool:
    """Whether the words already say where or when: the "full moon" of a sky, the "palette" of a palette."""
    span = range(sighting.at, sighting.at + sighting.length)
    if sighting.id == "palette" and words[sighting.at] == "palette":
        return True
    return any(at <= span.start and span.stop <= at + length for at, length in taken)


def _denied(words: list[str], sighting: Sighting) -> bool:
    """Whether the words say that it is not there: "no people", "without a car"."""
    return bool({"no", "without", "not"} & set(words[max(0, sighting.at - 2) : sighting.at]))


def _colour(words: list[str], sighting: Sighting) -> str:
    colours = visual().colours
    for word in reversed(words[max(0, sighting.at - 3) : sighting.at]):
        if word in colours:
            return colours[word]
    return ""


def _count(words: list[str], sighting: Sighting) -> int:
    before = words[max(0, sighting.at - 3) : sighting.at]
    for at, word in enumerate(before):
        if word in NUMBERS and (word not in SEVERAL or "of" in before[at:]):
            return NUMBERS[word]
    return 1
