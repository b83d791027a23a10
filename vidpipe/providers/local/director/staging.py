"""Where and when each scene plays, and in which light: settings, times, weather and palettes of a whole film."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vidpipe.film.brief import FilmKind
from vidpipe.library.lexicon import fold, lexicon, word_list, world
from vidpipe.library.lexicon.wider import geography
from vidpipe.library.palettes import palettes
from vidpipe.library.visual import GROUPS, visual
from vidpipe.providers.local.director.dice import Dice
from vidpipe.providers.local.director.reading import Reading
from vidpipe.providers.local.director.things import Thing

CITY = ("skyline", "rooftop", "street", "alley", "market", "station")
INDOORS = ("interior", "studio", "abstract", "space", "underwater", "moon", "stage", "cave")
TAKES_RAIN = (
    *CITY,
    "gate",
    "mountain",
    "forest",
    "lake",
    "river",
    "sea",
    "coast",
    "meadow",
    "field",
    "village",
    "road",
)
ROADS = {"rooftop": "street", "skyline": "street", "interior": "street"}
HANDY = ("bicycle", "skateboard", "scooter", "kick-scooter")
"""What rolls but may be carried up a stair."""
DARK = ("dark", "noir")
STORMY = {"dawn": "dusk", "day": "dusk"}
"""A storm has no bright hours."""
WET = ("sea", "coast", "beach", "harbour", "lake", "river", "fjord", "underwater")
ARCS = {
    "night": ["night"],
    "dawn": ["dawn", "dawn", "day"],
    "day": ["day", "day", "dusk"],
    "dusk": ["dusk", "dusk", "night"],
}
FREE_ARCS = (
    ["dawn", "day", "dusk"],
    ["dusk", "night", "night", "dawn"],
    ["day", "dusk", "night"],
    ["dawn", "dawn", "day"],
)
BY_TIME = {"dawn": "dawn", "day": "day", "dusk": "golden", "night": "teal"}
ROOMS = {
    "food": "kitchen",
    "coffee": "cafe",
    "fitness": "workshop",
    "tech": "office",
    "service": "office",
    "book": "library",
}
WORK_ROOMS = {
    "chef": "kitchen",
    "scientist": "laboratory",
    "doctor": "laboratory",
    "teacher": "classroom",
    "programmer": "office",
    "businessperson": "office",
    "worker": "workshop",
    "artist": "workshop",
    "dancer": "workshop",
}


@dataclass(frozen=True)
class Place:
    """Where one scene plays. `label` is the place's name in English, `room` the kind of room of an interior."""

    setting: str
    time: str
    weather: str = "clear"
    ambient: str = ""
    palette: str = "day"
    room: str = ""
    label: str = ""
    cleared: bool = False
    season: str = ""


@dataclass(frozen=True)
class Stage:
    """The whole film's world: settings in the order they are visited, times from start to end, weather, palette."""

    settings: tuple[str, ...]
    times: tuple[str, ...]
    weather: str
    ambient: str
    palette: str
    mood: str
    label: str
    room: str
    place: str
    big: bool
    product: str
    landmark: str = ""
    clears: bool = True
    window: bool = False
    seasons: tuple[str, ...] = ()

    def at(self, part: float, setting: str, *, last: bool) -> Place:
        """The place at a part (0 to 1) of the film."""
        time = self.times[min(int(part * len(self.times)), len(self.times) - 1)] if not last else self.times[-1]
        time = "night" if setting in ("space", "moon") else time
        thaws = last and self.weather == "snow" and self.ambient in ("petals", "leaves")
        wet = (self.weather in ("rain", "fog") and last and len(self.times) > 1 and self.clears) or thaws
        dry = setting in INDOORS and not (setting == "interior" and self.window)
        thawed = self.weather == "snow" and len(self.seasons) > 1 and self._named(part, last=last) != "winter"
        sandy = setting == "desert" and self.weather != "fog"
        weather = "clear" if wet or dry or thawed or sandy else self.weather
        ambient = self.ambient if setting not in INDOORS or self.ambient == "motes" else ""
        ambient = "" if ambient == "stars" and time in ("dawn", "day") else ambient
        covered = (weather != "clear" and ambient == "stars") or (self.weather == "snow" and not thaws)
        ambient = "" if covered and ambient in ("stars", "petals", "leaves") else ambient
        return Place(
            setting,
            time,
            weather,
            ambient,
            self.light(time, setting),
            self.room if setting == "interior" else "",
            self.label if setting not in ("studio", "abstract", "interior") else "",
            wet,
            self._season(setting, weather, part, last=last),
        )

    def _season(self, setting: str, weather: str, part: float, *, last: bool) -> str:
        """The season of a scene outdoors: those named in their order; no winter without its snow."""
        if not self.seasons or setting in INDOORS:
            return ""
        season = self._named(part, last=last)
        return season if (season == "winter") == (weather == "snow") else ""

    def _named(self, part: float, *, last: bool) -> str:
        """The season that a part of the film plays in, of those named."""
        return self.seasons[-1 if last else min(int(part * len(self.seasons)), len(self.seasons) - 1)]

    def light(self, time: str, setting: str) -> str:
        """The film's palette where it shows this time, else the usual one of the time."""
        if time in palettes()[self.palette].times or setting in ("studio", "abstract", "interior"):
            return self.palette
        if self.weather == "storm":
            return "teal"
        if time == "night":
            return "neon" if setting in CITY and self.mood not in ("dark", "calm") else "teal"
        return "jade" if time == "day" and setting == "forest" else BY_TIME[time]


def product_class(thing: Thing | None) -> str:
    """The class of goods that a thing belongs to: bottle, coffee, tech, ...; '' for what is no product."""
    if thing is None:
        return ""
    if set(thing.full.lower().split()) & word_list("spreads"):
        return "food"
    for name, ids in world()["products"].items():
        if thing.id in ids:
            return str(name)
    return "food" if thing.kind == "food" else "plant" if thing.kind == "plant" else ""


def build_stage(reading: Reading, dice: Dice, *, scenes: int, mood: str = "", ad: bool = False) -> Stage:
    """Decide a film's world from what the prompt says, and by the seed where it says nothing."""
    table: dict[str, Any] = world()["places"]
    placed = [table[name] | {"id": name} for name in reading.places if name in table]
    placed = [_land_of(reading, one) for one in placed]
    if [one["id"] for one in placed] == ["somewhere"] and placed[0].get("unknown") and _at_home_somewhere(reading):
        placed = [placed[0] | {"settings": _at_home_somewhere(reading)}]
    goods = product_class(reading.hero) if ad else ""
    settings = _settings(reading, placed, dice, goods=goods, ad=ad)
    mood = mood or _mood(reading)
    times = _times(reading, dice, settings, mood, scenes=scenes, ad=ad)
    weather = (
        reading.weather
        or next((str(one["weather"]) for one in placed if "weather" in one), "")
        or _rain(dice, settings, mood, times, scenes=scenes, ad=ad)
    )
    named = next((one for one in placed if "label" in one), placed[0] if placed else {})
    return Stage(
        tuple(settings),
        tuple(times),
        weather or "clear",
        reading.ambient
        or ("stars" if times[-1] == "night" and "space" not in settings and settings[0] not in CITY else ""),
        next((str(one["palette"]) for one in placed if "palette" in one and not mood), "")
        or _palette(mood, times, settings, weather),
        mood,
        _english_label(reading, named),
        _room(reading, placed, goods),
        str(named.get("id", "")),
        any(one.get("big") for one in placed),
        goods,
        reading.landmark if not ad else "",
        reading.hero is not None,
        "home" in reading.places and reading.weather in ("rain", "snow", "storm"),
        reading.seasons,
    )


def _land_of(reading: Reading, place: dict[str, Any]) -> dict[str, Any]:
    """A town or a country that only its name tells of: as it is there, where that is known."""
    if place["id"] != "somewhere":
        return place
    land = geography().get(reading.town, "")
    return place | world()["lands"][land] if land else place | {"unknown": True}


def _at_home_somewhere(reading: Reading) -> list[str]:
    """Where the hero is at home, in a place of which only the name is known."""
    return _by_head(reading.hero) or (list(world()["homes"].get(reading.hero.id, [])) if reading.hero else [])


def _palette(mood: str, times: Sequence[str], settings: Sequence[str], weather: str) -> str:
    """The film's light: its mood's, but a storm is never rosy; else that of the hour it mostly plays at."""
    main = max(times, key=list(times).count)
    if weather == "storm":
        return "teal"
    if chosen := world()["moods"].get(mood, {}).get("palette"):
        return str(chosen)
    if main == "night" and settings[0] in CITY:
        return "neon"
    return "jade" if settings[0] in ("forest", "jungle") and main == "day" else BY_TIME[main]


def _room(reading: Reading, placed: Sequence[Mapping[str, Any]], goods: str) -> str:
    said = next((str(one["room"]) for one in placed if "room" in one), "")
    said = "library" if said == "museum hall" and "places" not in GROUPS else said
    done = str(world()["deeds"][reading.deed].get("room", "")) if reading.deed >= 0 else ""
    return said or ROOMS.get(goods, "") or done or _work_room(reading)


def _english_label(reading: Reading, place: Mapping[str, Any]) -> str:
    """`in Tokyo`, `on Mars`; the prompt's own name where it is English; '' for places without a name."""
    if place.get("id") == "somewhere":
        return f"in {reading.town}"
    if "label" not in place:
        return ""
    known = lexicon("en").places.get(str(place["id"]))
    said = dict(reversed(reading.place_names)).get(str(place["id"]), "")
    if known is None:
        return f"in {place['label']}"
    if reading.language == "en" and said and said.lower() not in known.phrase.lower():
        return f"in {said}" if not known.name.startswith("the ") else ""
    return known.phrase


def _work_room(reading: Reading) -> str:
    if reading.food:
        return "kitchen"
    return WORK_ROOMS.get(reading.hero.id, "living room") if reading.hero else "living room"


def _mood(reading: Reading) -> str:
    return reading.moods[0] if reading.moods else ""


def _by_head(thing: Thing | None) -> list[str]:
    """Where somebody is at home by trade: a lighthouse keeper by the sea."""
    said = set(fold(f"{thing.full} {thing.head}").replace("-", " ").split()) if thing else set()
    return next((list(trade["settings"]) for trade in world()["trades"] if said & set(trade["words"].split())), [])


def _settings(reading: Reading, placed: Sequence[dict[str, Any]], dice: Dice, *, goods: str, ad: bool) -> list[str]:
    """Where the film plays, in order: as it says, else where such a deed, trade, idea or hero is at home."""
    settings = _on_land(reading, _anywhere(reading, placed, dice, goods=goods, ad=ad))
    above = reading.weather in ("storm", "rain", "snow") and not placed
    return ["sea" if above and one == "underwater" else one for one in settings]


def _on_land(reading: Reading, settings: list[str]) -> list[str]:
    """Who walks is on the coast, not out at sea; a boat, a swimmer or nobody may be there."""
    floats = [
        visual().subjects[one.id].place
        for one in (reading.hero, reading.carried)
        if one and one.id in visual().subjects
    ]
    if reading.hero and reading.hero.kind == "vehicle" and floats[:1] == ["ground"] and reading.hero.id not in HANDY:
        settings = [ROADS.get(setting, setting) for setting in settings]
    sails = reading.deed >= 0 and "sea" in world()["deeds"][reading.deed]["settings"]
    if (
        "reef" in reading.places
        or not floats
        or floats[0] not in ("ground", "table")
        or "water" in floats
        or "swim" in floats
        or sails
    ):
        return settings
    dry = {"sea": "beach" if "beach" in settings else "coast", "underwater": "coast"}
    return [dry.get(setting, setting) for setting in settings]


def _anywhere(reading: Reading, placed: Sequence[dict[str, Any]], dice: Dice, *, goods: str, ad: bool) -> list[str]:
    hero = reading.hero
    if placed and placed[0]["id"] == "somewhere" and not ad and _by_head(hero):
        return _by_head(hero)
    if ad and hero and hero.kind == "person" and hero.id in WORK_ROOMS:
        return ["interior", *(["interior"] if not placed else placed[0]["settings"][:1])]
    if placed and goods == "home" and ad and all("label" in one or one["id"] == "somewhere" for one in placed):
        return ["interior", placed[0]["settings"][0], "interior"]
    if placed:
        return _ashore(hero, _named(placed), ad=ad, dreams=reading.arc == "dream")
    homes = world()["homes"]
    user = reading.user
    if ad and user and user.id in homes and user.id not in ("chef", "teacher", "doctor", "child", "girl", "boy"):
        return list(homes[user.id])
    if ad:
        homes_of = world()["product_homes"]
        return list(homes_of.get(goods) or homes_of["other"])
    if reading.idea >= 0:
        return list(world()["ideas"][reading.idea]["settings"])
    return _at_work(reading, _at_home(reading, dice))


def _named(placed: Sequence[dict[str, Any]]) -> list[str]:
    """Of one place its settings; of several the corners in the order said; a corner counts before the town it is in."""
    if len(placed) == 1:
        return list(placed[0]["settings"])
    exact = [place for place in placed if "label" not in place and place["id"] != "somewhere"]
    corner = [place["settings"][0] for place in exact or placed]
    return list(dict.fromkeys(corner)) if len(corner) > 1 else list(exact[0]["settings"])


def _ashore(hero: Thing | None, settings: list[str], *, ad: bool, dreams: bool) -> list[str]:
    """Who lives in water begins there, and comes as near to a dry place as water goes; in a dream, into it."""
    subject = visual().subjects.get(hero.id) if hero and hero.kind == "animal" and not ad else None
    if hero is None or subject is None or subject.place not in ("swim", "water") or settings[0] in WET:
        return settings
    if settings[0] in ("space", "sky", "abstract"):
        return settings
    at_home = list(world()["homes"].get(hero.id, ["sea", "underwater"]))
    return [*at_home[:2], settings[0] if dreams else world()["ashore"].get(settings[0], "coast")]


def _at_home(reading: Reading, dice: Dice) -> list[str]:
    homes, hero = world()["homes"], reading.hero
    if found := _by_head(hero) or list(homes.get(reading.landmark.replace(" ", "-"), [])):
        return found
    driven = reading.other if reading.other and reading.other.kind == "vehicle" else None
    if hero and hero.kind == "person" and driven and driven.id in homes and driven != reading.carried:
        return list(homes[driven.id])
    for thing in (hero, reading.other):
        if thing and thing.id in homes and (thing is hero or hero is None or hero.id not in homes):
            return list(homes[thing.id])
    kinds = world()["kind_homes"]
    return list(dice.pick("world", kinds[hero.kind if hero and hero.kind in kinds else "thing"]))


def _at_work(reading: Reading, home: list[str]) -> list[str]:
    """At home, then where what is done is done, then at home again."""
    busy = reading.deed >= 0 and bool(world()["deeds"][reading.deed]["settings"])
    fed = reading.carried is not None and reading.carried.kind == "food" and not busy
    if fed and reading.hero and reading.hero.kind == "person":
        return ["interior"]
    if reading.deed < 0:
        return home
    work = list(world()["deeds"][reading.deed]["settings"])
    hero, by = reading.hero, world()["deeds"][reading.deed].get("by")
    if (
        (hero and by and hero.kind not in by)
        or not work
        or (hero and hero.id in ("airplane", "balloon", "ship", "train", "rocket"))
    ):
        return home
    if hero and hero.kind == "animal" and all(one in CITY for one in work) and home[0] not in CITY:
        return home
    flies = hero is not None and hero.kind in ("person", "animal") and _by_head(hero)
    return [home[0], *work[:2], home[0]] if hero and (hero.kind == "animal" or flies) and home[0] not in work else work


def _times(reading: Reading, dice: Dice, settings: Sequence[str], mood: str, *, scenes: int, ad: bool) -> list[str]:
    asked = reading.time or _time_meant(reading)
    if settings[0] in ("space", "moon"):
        return ["night"]
    if reading.weather == "storm" and reading.time in ("", "day", "dusk"):
        return ["dusk", "night", "night"] if scenes > 2 else ["dusk"]
    if asked:
        return _from(asked, scenes)
    return _free_times(reading, dice, settings, mood, scenes=scenes, ad=ad)


def _time_meant(reading: Reading) -> str:
    """The hour that a season, the stars or an idea suggest where none is said; '' where nothing does."""
    if "summer" in reading.seasons:
        return "day"
    if reading.ambient == "stars" and reading.kind is not FilmKind.EXPLAINER:
        return "night"
    return str(world()["ideas"][reading.idea].get("time", "")) if reading.idea >= 0 else ""


def _from(asked: str, scenes: int) -> list[str]:
    """The hours of a film that begins at one."""
    if asked != "night":
        return ARCS[asked][: max(1, scenes)]
    if scenes > 6:
        return ["dusk", *["night"] * max(2, scenes - 2), "dawn"]
    return ["night"] * max(1, scenes - 1) + (["dawn"] if scenes > 3 else [])


def _free_times(
    reading: Reading, dice: Dice, settings: Sequence[str], mood: str, *, scenes: int, ad: bool
) -> list[str]:
    if mood == "neon":
        return ["dusk", "night", "night", "night"]
    if mood == "dark":
        return ["dusk", "night", "night", "dawn"]
    if reading.kind is FilmKind.EXPLAINER:
        return ["day"]
    if reading.hero and reading.hero.id in ("rainbow", "sun"):
        return ["day", "day", "dusk"]
    if ad and mood in ("warm", "romantic"):
        return ["dusk"]
    if ad:
        return (
            [dice.pick("ad time", ["dawn", "day", "dawn"]), "day"]
            if "mountain" not in settings[:1]
            else ["dawn", "dawn", "day"]
        )
    return list(dice.pick("arc", FREE_ARCS)) if scenes > 3 else list(dice.pick("arc", FREE_ARCS))[:2]


def _rain(dice: Dice, settings: Sequence[str], mood: str, times: Sequence[str], *, scenes: int, ad: bool) -> str:
    """Weather that nobody asked for, where it makes a better film: rain on a neon street, fog on a dark morning."""
    if ad or scenes < 4 or settings[0] not in TAKES_RAIN:
        return ""
    if "night" in times and settings[0] in CITY:
        return "rain" if dice.chance("rain", 0.6) else ""
    return ("fog" if dice.chance("fog", 0.5) else "rain") if mood == "dark" else ""
