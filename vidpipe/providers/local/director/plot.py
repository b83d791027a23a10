"""Everything a director has decided before the first scene is written: reading, brief, world, words. Shared by
both writers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from vidpipe.film.brief import FilmKind
from vidpipe.library.lexicon import LANGUAGES, Place, fold, lexicon, word_list, world
from vidpipe.providers.local.director.dice import Dice
from vidpipe.providers.local.director.grammar import indefinite, slots
from vidpipe.providers.local.director.lines import Narrator
from vidpipe.providers.local.director.reading import WEATHERS, Reading, read, read_as, read_place
from vidpipe.providers.local.director.shots import nearest
from vidpipe.providers.local.director.sourced import as_read
from vidpipe.providers.local.director.staging import CITY, Stage, build_stage
from vidpipe.providers.local.director.text import bare, capital
from vidpipe.providers.local.director.things import Thing, in_language
from vidpipe.providers.local.director.titles import FOR_WHOM, subject_of

ASKS = re.compile(
    r"^(?:how (?:do|is|are|can)|why|what|cómo|por qué|qué|comment|pourquoi|qu[’']est|c[’']est quoi)", re.I
)
CHILDREN = ("child", "girl", "boy")
BAKED = (
    "bread",
    "croissant",
    "pizza",
    "cake",
    "cookie",
    "cupcake",
    "pie",
    "bagel",
    "pretzel",
    "baguette-bread",
    "doughnut",
)
GLIDES = (
    "bicycle",
    "sailboat",
    "paper-boat",
    "skateboard",
    "balloon",
    "canoe",
    "sled",
    "manual-wheelchair",
    "parachute",
    "kick-scooter",
)
"""Vehicles without an engine."""
FANTASY = ("dragon", "unicorn", "ghost", "alien", "phoenix", "snowman")


@dataclass(frozen=True)
class Plot:
    """A film decided. `hero` and `other` are in the film's language; their English stays on them."""

    reading: Reading
    language: str
    kind: FilmKind
    hero: Thing | None
    other: Thing | None
    user: Thing | None
    stage: Stage
    dice: Dice
    narrator: Narrator
    brand: str
    slogan: str
    call: str
    carried: Thing | None = None

    def tags(self, setting: str, time: str, weather: str = "") -> set[str]:
        """What a line of this scene may be about."""
        return scene_tags(self, setting, time, weather)


def decide(data: Mapping[str, Any], *, scenes: int) -> Plot:
    """Read the prompt and, where there is one, the brief (which a person may have changed), and settle the rest."""
    brief: Mapping[str, Any] = data.get("brief") or {}
    asked = brief.get("kind") or data.get("kind")
    reading = read(str(data.get("prompt") or ""), FilmKind(asked) if asked else None)
    if data.get("source"):
        reading = as_read(data, FilmKind(asked or FilmKind.EXPLAINER))
    reading = _as_briefed(_where_it_snows(reading), brief)
    language = language_of(str(brief.get("language") or data.get("language") or ""), reading)
    dice = Dice(int(data.get("seed") or 0), salt=reading.text[:200])
    kind = reading.kind or FilmKind.STORY
    style = f"{data.get('style') or ''} {brief.get('style') or ''} {brief.get('tone') or ''}"
    mood = read_as("moods", str(data.get("style") or "")) or (
        reading.moods[0] if reading.moods else read_as("moods", style)
    )
    stage = build_stage(reading, dice, scenes=scenes, mood=mood, ad=kind is FilmKind.AD)
    hero, other = (in_language(thing, language) if thing else None for thing in (reading.hero, reading.other))
    user = _user(reading, stage)
    words = _words(reading, brief, language, hero, stage, kind)
    she = dice.chance("she", 0.5)
    narrator = Narrator(language, dice, slots(hero, other, she=she, more=words))
    plot = Plot(
        reading, language, kind, hero, other, user, stage, dice, narrator, words["brand"], "", "", reading.carried
    )
    tags = scene_tags(plot, stage.settings[0], stage.times[0], stage.weather)
    slogan = narrator.choose("slogans", tags, key="slogan") if kind is FilmKind.AD else ""
    slogan = capital(bare(reading.slogan or slogan))
    call = bare(
        str(
            brief.get("call_to_action")
            or reading.call
            or (narrator.choose("calls", tags, key="call") if kind is FilmKind.AD else "")
        )
    )
    narrator = Narrator(language, dice, slots(hero, other, she=she, more=words | {"slogan": slogan, "call": call}))
    return replace(plot, narrator=narrator, slogan=slogan, call=call)


def _where_it_snows(reading: Reading) -> Reading:
    """A storm at the pole is a snowstorm."""
    cold = any(world()["places"].get(place, {}).get("weather") == "snow" for place in reading.places)
    return replace(reading, weather="snow") if cold and reading.weather in ("rain", "storm") else reading


def language_of(asked: str, reading: Reading) -> str:
    """The film's language: as asked, else the prompt's; a language vidpipe cannot write keeps its own tag."""
    tag = asked or reading.language
    short = tag.split("-")[0].lower()
    if short in LANGUAGES:
        return short
    return tag or "und"


def _as_briefed(reading: Reading, brief: Mapping[str, Any]) -> Reading:
    """The reading with what the brief says otherwise: place, time, weather, subject."""
    changes: dict[str, Any] = {}
    if brief.get("place") and (places := read_place(str(brief["place"]))) and not set(places) & set(reading.places):
        changes["places"] = places
    for field, group in (("time", "times"), ("weather", "weathers")):
        found = read_as(group, str(brief.get(field) or ""))
        if found and (group == "times" or found in WEATHERS):
            changes[field] = found
    told = str(brief.get("subject") or "")
    same = bool(reading.hero and reading.hero.full and fold(reading.hero.full) in fold(told))
    subject = read(told) if told and not same else None
    if subject and subject.hero and (reading.hero is None or subject.hero.key != reading.hero.key) and subject.hero.id:
        changes["hero"] = subject.hero
    return replace(reading, **changes) if changes else reading


def _user(reading: Reading, stage: Stage) -> Thing | None:
    """Who uses the product, in English, one of them."""
    if reading.user is not None:
        return replace(reading.user, english=reading.user.key, plural=False, count=0)
    key = str(world()["product_users"].get(stage.product or "other", "person"))
    return Thing(key, key, "person", key, key, key)


def _words(
    reading: Reading, brief: Mapping[str, Any], language: str, hero: Thing | None, stage: Stage, kind: FilmKind
) -> dict[str, str]:
    """Slots that lines may use beside hero and second."""
    found: dict[str, str] = {"brand": "", "topic": "", "audience": ""}
    if kind is FilmKind.AD:
        found["brand"] = reading.brand
        if hero and hero.full:
            found |= {
                "product": hero.full,
                "Product": capital(hero.full),
                "a_product": indefinite(hero),
                "A_product": capital(indefinite(hero)),
            }
        own = reading.language == language and not (hero and fold(reading.audience) in fold(hero.full))
        found["audience"] = reading.audience if own else ""
    place = _place(reading, language, stage) if language in LANGUAGES else None
    if reading.town and stage.place == "somewhere" and language in ("en", "es"):
        place = Place(f"{'in' if language == 'en' else 'en'} {reading.town}", reading.town)
    if place:
        found |= {"place": place.name, "Place": capital(place.name), "in_place": place.phrase}
    elif language in LANGUAGES and stage.settings[0] in CITY:
        city = lexicon(language).places["city"]
        found |= {"place": city.name, "Place": capital(city.name), "in_place": city.phrase}
    if kind is FilmKind.EXPLAINER and reading.language == language:
        topic = subject_of(reading)
        found |= {
            "topic": topic[:1].lower() + topic[1:] if not topic.isupper() else topic,
            "Topic": capital(topic),
            "question": capital(bare(FOR_WHOM.sub("", reading.question))),
        }
    return found


def _place(reading: Reading, language: str, stage: Stage) -> Place | None:
    """The film's place as the prompt names it; None where another name cannot take the usual preposition."""
    known = lexicon(language).places.get(stage.place)
    said = dict(reversed(reading.place_names)).get(stage.place, "") if reading.language == language else ""
    if known is None or not said or not stage.label or fold(said) in fold(known.phrase):
        return known
    articled = re.match(r"(?:the |el |la |los |las |le |les |l')", known.name)
    said = capital(said) if said.islower() else said
    return None if articled else Place(known.phrase.replace(known.name, said), said)


def scene_tags(plot: Plot, setting: str, time: str, weather: str) -> set[str]:
    """What holds in a scene: place, time, weather, the hero's nature, the story's arc, the goods."""
    stage, hero = plot.stage, plot.hero
    tags = {setting, time, weather, stage.ambient, stage.mood, plot.reading.arc, stage.product, plot.kind.value} - {
        "",
        "clear",
    }
    tags |= {"city"} if setting in CITY else set()
    tags |= {nearest(setting)} | ({"rain"} if weather == "storm" else set())
    tags |= {"big"} if stage.big else set()
    tags |= {"label"} if stage.label and plot.narrator.slots.words.get("Place") else set()
    tags |= {"place"} if stage.place and plot.narrator.slots.words.get("in_place") else set()
    tags |= {name for name in ("brand", "audience", "question") if plot.narrator.slots.words.get(name)}
    tags |= {"product"} if plot.narrator.slots.words.get("product") else set()
    tags |= {"slogan"} if plot.slogan else set()
    tags |= {"asks"} if plot.reading.question and ASKS.match(plot.reading.question) else set()
    tags |= {"steps"} if plot.reading.question.lower().startswith("how to") else set()
    tags |= {"rich"} if hero and " " in hero.full else set()
    tags |= {"shop"} if hero and set(world()["shops"]["words"].split()) & set(fold(hero.full).split()) else set()
    if plot.other and plot.narrator.slots.words.get("b"):
        tags |= {"other", "late"} if plot.reading.found or plot.kind is not FilmKind.STORY else {"other"}
    return tags | (_nature(hero) if hero and plot.narrator.slots.words.get("a") else set())


def _nature(hero: Thing) -> set[str]:
    tags = {"hero", hero.kind} | set(hero.traits)
    tags |= {"motor"} if hero.kind == "vehicle" and hero.id not in GLIDES else set()
    tags |= {"baked"} if hero.id in BAKED else set()
    tags |= {"alive"} if hero.alive else set()
    tags |= {"eared"} if hero.kind == "animal" and hero.id not in word_list("earless") else set()
    tags |= {"plural"} if hero.plural and not hero.name else {"single"}
    tags |= {"named"} if hero.name else set()
    tags |= {"child"} if hero.id in CHILDREN else set()
    tags |= (
        {"elder"} if hero.key in ("old man", "old woman") or ("old" in hero.traits and hero.kind == "person") else set()
    )
    tags |= {"fantasy"} if hero.id in FANTASY else set()
    tags |= {hero.id} if hero.id in ("robot", "couple", "astronaut", "bird") else set()
    tags |= (
        {"swim"} if hero.id in ("fish", "tropical-fish", "whale", "dolphin", "shark", "octopus", "jellyfish") else set()
    )
    tags |= {"air"} if hero.id in ("eagle", "dove", "butterfly", "bee", "balloon", "airplane") else set()
    return tags


__all__ = ["Plot", "decide", "language_of", "scene_tags"]
