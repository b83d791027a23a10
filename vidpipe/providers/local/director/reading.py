"""What a prompt says, taken apart: kind, hero, place, time, weather, mood, brand, what happens. Pure; invents
nothing.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache

from vidpipe.film.brief import FilmKind
from vidpipe.library.lexicon import LANGUAGES, Found, Lexicon, Word, fold, lexicon, word_list, words, world
from vidpipe.library.visual import visual
from vidpipe.providers.local.director import names
from vidpipe.providers.local.director.acting import carried, comes_late, deed, idea, landmark, seasons, seconds
from vidpipe.providers.local.director.framing import Framing, framing, unframed, unprefaced
from vidpipe.providers.local.director.kinds import film_kind, known_topic, question
from vidpipe.providers.local.director.sense import gap, negated, where
from vidpipe.providers.local.director.text import clean, sentences, word_count
from vidpipe.providers.local.director.things import Thing, kind_of, leading, things
from vidpipe.providers.local.director.tongue import detect
from vidpipe.providers.local.director.unknown import product, unknown

READ = 2400
"""Signs of a prompt that are read for who, where and when; its sentences are read to the end."""
AUDIENCE = re.compile(r"\s(?:for|to|para|pour|aux?|a los|a las)\s", re.I)
FALLBACK = re.compile(r"\b(?:a|an|the)\s+((?:[a-z][\w'’-]*\s+){0,2}[a-z][\w'’-]*)", re.I)
HEAVENLY = (
    "star",
    "comet",
    "gem",
    "crown",
    "snowflake",
    "alarm-clock",
    "hourglass",
    "heart",
    "scroll",
    "envelope",
    "map",
    "fire",
    "trophy",
    "bell",
    "telescope",
    "globe",
    "compass",
    "crystal-ball",
)
"""Ideas of the painter that a story may well be about."""
WEATHERS = ("rain", "storm", "snow", "fog")
PEOPLE = ("er", "or", "ist", "ian", "man", "woman", "maker", "keeper")
AFTERWARDS = re.compile(
    r"\b(?:after|when|once) (?:the|a) (?:\w+ )?(?:storm|rain|thunderstorm|snow)(?: (?:ends|stops|is over|"
    r"has passed))?\b(?! begins| starts)|"
    r"\b(?:después|tras|luego) (?:de )?(?:la |una )?(?:tormenta|lluvia|tempestad)|\baprès (?:la |l[’'])(?:pluie|"
    r"orage|tempête)",
    re.I,
)
"""Weather that is over."""
RIDES = re.compile(r"\b(?:gallop\w*|on horseback|cabalg\w+|galop\w+|chevauch\w+|à cheval|a caballo)\b", re.I)
HORSE = Thing("horse", "horse", "animal", "", "", "horse", at=10_000)
"""Whoever gallops has a horse."""
PICTURED = ("paint", "draw", "dream", "pinta", "dibuj", "suen", "peint", "dessin", "reve")
STOPPERS = {"who", "that", "which", "is", "are", "was", "were", "and", "or"}


@dataclass(frozen=True)
class Reading:
    """A prompt, read. `language` is its own; ids are the lexicon's; '' and None where it does not say."""

    text: str
    language: str
    kind: FilmKind | None = None
    hero: Thing | None = None
    other: Thing | None = None
    user: Thing | None = None
    places: tuple[str, ...] = ()
    place_names: tuple[tuple[str, str], ...] = ()
    time: str = ""
    weather: str = ""
    ambient: str = ""
    moods: tuple[str, ...] = ()
    arc: str = ""
    food: bool = False
    brand: str = ""
    slogan: str = ""
    call: str = ""
    address: str = ""
    audience: str = ""
    features: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    question: str = ""
    asked: str = ""
    topic: str = ""
    known: str = ""
    beats: tuple[str, ...] = field(default=())
    landmark: str = ""
    carried: Thing | None = None
    found: bool = False
    deed: int = -1
    idea: int = -1
    seconds: int = 0
    seasons: tuple[str, ...] = ()
    town: str = ""
    framing: Framing = field(default_factory=Framing)


@lru_cache(maxsize=32)
def read(prompt: str, kind: FilmKind | None = None) -> Reading:
    """Read a prompt of any length and script. `kind` is what the person chose, None to find out."""
    text = unprefaced(clean(prompt))
    language = detect(text)
    if language not in LANGUAGES:
        return _read_foreign(text, language, kind)
    return _read(text, language, kind)


def _read(text: str, language: str, kind: FilmKind | None) -> Reading:
    lex = lexicon(language)
    head = unframed(text[:READ])
    head = head if re.search(r"\w", head) else text[:READ]
    said = words(head)
    found = things(head, said, lex)
    scenery = _unquoted(head)
    set_in = words(scenery)
    known = known_topic(text)
    guess = kind or film_kind(head, said, lex, found, known)
    ad = guess is FilmKind.AD
    taken = {
        index
        for group in ("subjects", "places", "times", "weathers", "adjectives", "moods", "kinds", "styles")
        for one in lex.find(group, said)
        for index in range(one.at, one.end)
    }
    verbs = {index for one in lex.find("verbs", said) for index in range(one.at, one.end)}
    brand = names.brand(head, said, lex, taken=taken) if ad else ""
    called = {word.folded for word in words(brand)}
    inside = [
        replace(thing, head="", full="") for thing in found if {word.folded for word in words(thing.head)} <= called
    ]
    found = [thing for thing in found if not called or not {word.folded for word in words(thing.head)} <= called]
    unquoted = [thing for thing in found if not _quoted(head, said, thing)]
    found = unquoted or found
    asked, wording, topic = question(head, language)
    hero = _asked_about(topic, found, said, lex) if guess is FilmKind.EXPLAINER else leading(found, said, ad=ad)
    hero = hero or next((thing for thing in inside if thing.kind == "product"), None) if called else hero
    if (
        ad
        and brand
        and hero
        and hero.kind in ("building", "plant", "idea")
        and (told := _goods(head, lex, None, brand))
    ):
        hero = hero if fold(hero.head) in fold(told.full) else told
    if ad and (hero is None or hero.alive) and (goods := _goods(head, lex, hero, brand)):
        hero = goods
    hero = hero or (None if guess is FilmKind.EXPLAINER or brand else _fallback(head, lex))
    if not ad and (name := names.hero_name(head, said, lex, taken=taken, verbs=verbs)):
        hero = _named(hero, name, language)
    hero = _as_wrapped(hero, found, head, said, lex)
    places = _places(scenery, set_in, lex)
    if hero is not None and not hero.alive and not ad and _only_around(head, said, lex, hero):
        hero = None
    if brand:
        scenery = scenery.replace(brand, " " * len(brand))
        set_in = words(scenery)
        places = _places(scenery, set_in, lex)
    named = _place_names(head, said, lex)
    town = names.town(head, said, lex, skip=brand, taken=taken)
    if town:
        places, named = (*places, "somewhere")[:4], (*named, ("somewhere", town))
    if ad and hero is None:
        hero = _shop(head, said, lex)
    if hero and hero.kind == "person" and RIDES.search(head) and not any(thing.kind == "vehicle" for thing in found):
        found = [*found, HORSE] if all(thing.id != "horse" for thing in found) else found
    rest = [thing for thing in found if hero is None or thing.key != hero.key]
    met = bool(hero and hero.alive and not ad and not comes_late(hero, rest, said, lex))
    return Reading(
        text=text,
        language=language,
        kind=guess,
        hero=hero,
        other=next((thing for thing in rest if thing.alive and met), None)
        or next(
            (
                thing
                for thing in rest
                if thing.alive
                or thing.id in HEAVENLY
                or thing.kind in ("product", "vehicle", "plant", "building", "sport", "food")
            ),
            None,
        ),
        user=next((thing for thing in rest if thing.kind == "person"), None),
        places=places,
        place_names=named,
        time=next(iter(_meant(lex, "times", scenery, set_in)), ""),
        weather="" if AFTERWARDS.search(scenery) else _weather(lex, scenery, set_in),
        ambient=_ambient(lex, scenery, set_in),
        moods=_ids(lex, "moods", said),
        arc=_arc(lex, said, found),
        food=any(thing.kind == "food" for thing in found),
        brand=brand,
        slogan=names.slogan(head) if ad else "",
        call=names.call(head),
        address=names.address(head),
        audience=names.audience(head, language, brand) if ad else "",
        features=tuple(names.features(head, skip=(brand,))) if ad else (),
        styles=_ids(lex, "styles", said),
        question=wording,
        asked=asked,
        topic=topic,
        known=known,
        beats=_told(text, guess),
        landmark=landmark(hero, found, places),
        carried=carried(hero, rest, said, lex),
        found=comes_late(hero, rest, said, lex),
        deed=deed(said),
        idea=idea(said) if hero is None and not known and "abstractplace" not in places else -1,
        seconds=seconds(text),
        seasons=seasons(set_in),
        town=town,
        framing=framing(text[:READ]),
    )


def _told_after(brand: str, found: list[Thing], said: list[Word]) -> Thing | None:
    """The thing that a brand is told to be, right after its name: Lumbre, a wood stove for country houses."""
    last = words(brand)[-1].folded if brand else ""
    at = next((index for index, word in enumerate(said) if word.folded == last), -1) if last else -1
    near = [thing for thing in found if not thing.alive and 0 <= at < thing.at <= at + 4]
    return near[0] if near else None


def _goods(text: str, lex: Lexicon, hero: Thing | None, brand: str) -> Thing | None:
    """What an ad sells that no table has: told right after its name, or before who it is for. Shown as a box."""
    told = text.partition(brand)[2] if brand else ""
    named = told.lstrip(" :").startswith(",") if told else False
    found = product(told.lstrip(" ,:"), lex) if named else _fallback(text, lex)
    at = text.find(found.full) if found and found.full else -1
    if found is None or found.kind == "person" or (hero and not 0 <= at < words(text)[hero.at].start):
        return None
    return found if found.id else replace(found, key="box", id="box", kind="product", english=f"box ({found.english})")


def _only_around(text: str, said: list[Word], lex: Lexicon, hero: Thing) -> bool:
    """Whether a room or shapes are what a film is about, and the thing only stands somewhere in the sentence."""
    return any(
        one.at < hero.at and (one.id == "abstractplace" or "emblem" in world()["places"].get(one.id, {}))
        for one in where(text, said, lex)
    )


def _coloured_apart(hero: Thing, text: str, said: list[Word], lex: Lexicon) -> Thing:
    """The hero with a colour that stands by itself: running shoes, red, for bad weather."""
    for one in lex.find("adjectives", said):
        ends = one.end == len(said) or gap(text, said, one.end)
        if one.id in visual().colours and one.at > hero.at and gap(text, said, one.at) and ends:
            return replace(hero, english=f"{one.id} {hero.english}")
    return hero


def _shop(text: str, said: list[Word], lex: Lexicon) -> Thing | None:
    """A café, a kitchen that is advertised: named by its own word, seen as what is sold there."""
    for one in where(text, said, lex):
        emblem = str(world()["places"].get(one.id, {}).get("emblem", ""))
        if emblem and one.at and said[one.at - 1].folded in lex.articles | word_list("owned"):
            noun = text[said[one.at].start : said[one.end - 1].end]
            feminine = lex.language != "en" and said[one.at - 1].folded in (
                "una",
                "la",
                "une",
                "ma",
                "notre",
                "nuestra",
            )
            kind, ident = kind_of(emblem)
            return Thing(emblem, ident, kind, noun, noun, emblem, "f" if feminine else "m", language=lex.language)
    return None


def _unquoted(text: str) -> str:
    """The text without what is only quoted: a slogan says nothing of hour and place. As it is where all is quoted."""
    plain = names.QUOTED.sub(lambda hit: " " * len(hit.group()), text)
    return plain if plain.strip() else text


def _quoted(text: str, said: list[Word], thing: Thing) -> bool:
    """Whether a thing stands in a slogan only."""
    return any(hit.start() <= said[thing.at].start < hit.end() for hit in names.QUOTED.finditer(text))


def _as_wrapped(hero: Thing | None, found: list[Thing], text: str, said: list[Word], lex: Lexicon) -> Thing | None:
    """The hero as a later word for the same shows it: coffee in a blue cup, lemonade in a yellow can."""
    if hero is None or any(word in visual().colours for word in hero.english.split()):
        return hero
    for twin in found:
        if twin is not hero and twin.id and twin.id == hero.id and set(twin.english.split()) & set(visual().colours):
            return replace(hero, english=twin.english, plural=twin.plural, count=twin.count)
    return _coloured_apart(hero, text, said, lex)


def _asked_about(topic: str, found: list[Thing], said: list[Word], lex: Lexicon) -> Thing | None:
    """What an explainer shows: a thing of its topic, not those it is told to."""
    if not topic:
        return leading(found, said, ad=False)
    about = words(AUDIENCE.split(topic)[0])
    return leading(things(AUDIENCE.split(topic)[0], about, lex), about, ad=False)


def _read_foreign(text: str, language: str, kind: FilmKind | None) -> Reading:
    """Another language or script: a few words of it, signs by their Unicode names, and what looks English."""
    signs = ", ".join(
        unicodedata.name(sign, "").lower().replace(" face", "")
        for sign in text[:600]
        if unicodedata.category(sign) == "So"
    )
    listed = world()
    loose = _script_ids(text[:READ], listed["scripts"])
    lex = lexicon("en")
    english = ", ".join([*loose, signs]).strip(", ")
    said = words(english)
    latin = words(text[:READ]) if language in ("und", "de", "it", "pt", "nl", "sv", "pl", "tr") else []
    found = things(english, said, lex)
    emoji_only = language == "und" and bool(signs)
    return Reading(
        text=text,
        language="en" if emoji_only else language,
        kind=kind or FilmKind.STORY,
        hero=found[0] if found else None,
        other=found[1] if len(found) > 1 else None,
        landmark=landmark(found[0] if found else None, found, ()),
        idea=-1 if found else idea(words(text[:READ])),
        seconds=seconds(text[:READ]),
        places=tuple(_script_ids(text[:READ], listed["script_places"]))
        or _places(english, said, lex)
        or _places(text[:READ], latin, lex),
        time=next(iter(_script_ids(text[:READ], listed["script_times"])), "") or _first(lex, "times", said),
        weather=next((w for w in _script_ids(text[:READ], listed["script_weathers"]) if w in WEATHERS), "")
        or _weather(lex, english, said),
        ambient=next((w for w in _script_ids(text[:READ], listed["script_weathers"]) if w not in WEATHERS), "")
        or _ambient(lex, english, said),
        moods=_ids(lex, "moods", latin),
        known=known_topic(text),
    )


def _script_ids(text: str, table: dict[str, str]) -> list[str]:
    """Ids whose words stand in the text: whole words in spaced scripts, anywhere in the others."""
    plain = text.lower()
    spaced = set(re.findall(r"[^\W\d_]+", plain))
    hits = []
    for name, listed in table.items():
        for word in listed.split():
            solid = re.match(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", word)
            begins = word.endswith("*") and any(one.startswith(word[:-1]) for one in spaced)
            if (solid and word in plain) or word in spaced or begins:
                hits.append((plain.find(word), name))
                break
    return [name for _, name in sorted(hits)]


def _fallback(text: str, lex: Lexicon) -> Thing | None:
    """A noun that the lexicon lacks: what follows an article, up to a small word or a verb."""
    if lex.language != "en":
        return unknown(text, lex)
    for hit in FALLBACK.finditer(text):
        kept: list[str] = []
        for word in hit.group(1).split():
            if (
                fold(word) in lex.common
                or word.lower() in STOPPERS
                or (kept and word.endswith(("ing", "ed")))
                or lex.find("verbs", words(word))
            ):
                break
            kept.append(word.lower())
        phrase = " ".join(kept)
        if not kept or any(
            lex.find(group, words(phrase)) for group in ("places", "times", "weathers", "kinds", "styles")
        ):
            continue
        if len(kept) > 1 and kept[-1].endswith("s") and not kept[-1].endswith("ss") and not kept[-2].endswith("s"):
            kept = kept[:-1]
        phrase = " ".join(kept)
        person = kept[-1].endswith(PEOPLE)
        kind, ident = ("person", "person") if person else kind_of(phrase)
        english = f"person ({phrase})" if person else phrase
        return Thing("person" if person else phrase, ident, kind, kept[-1], phrase, english)
    return None


def _named(hero: Thing | None, name: str, language: str) -> Thing:
    if hero is None or not hero.alive:
        return Thing("person", "person", "person", name, name, "person", name=name, language=language)
    return Thing(**{**hero.__dict__, "name": name})


def _ids(lex: Lexicon, group: str, said: list[Word]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in lex.find(group, said)))


def _first(lex: Lexicon, group: str, said: list[Word]) -> str:
    return next(iter(_ids(lex, group, said)), "")


def _meant(lex: Lexicon, group: str, text: str, said: list[Word]) -> list[str]:
    """Ids of a group but what the text says there is not."""
    return [one.id for one in lex.find(group, said) if not negated(text, said, one.at, lex)]


def _weather(lex: Lexicon, text: str, said: list[Word]) -> str:
    """The weather; of a storm and another the storm."""
    found = [one for one in _meant(lex, "weathers", text, said) if one in WEATHERS]
    return "storm" if "storm" in found and "snow" not in found else next(iter(found), "")


def _ambient(lex: Lexicon, text: str, said: list[Word]) -> str:
    return next((one for one in _meant(lex, "weathers", text, said) if one not in WEATHERS), "")


def _arc(lex: Lexicon, said: list[Word], found: list[Thing]) -> str:
    inside = {index for thing in found for index in (thing.at,)}
    seen = [one.id for one in lex.find("verbs", said) if one.at not in inside]
    return seen[0] if seen else ""


def _places(text: str, said: list[Word], lex: Lexicon) -> tuple[str, ...]:
    """Places named, the exact corner first ("a market in Tokyo": the market, then Tokyo)."""
    seen: list[Found] = where(text, said, lex)
    inside = lex.find("subjects", said)
    inside = [*inside, *lex.find("adjectives", said)]
    kept = [
        one
        for one in seen
        if not any(other.at <= one.at and one.end <= other.end and other.length > one.length for other in inside)
    ]
    kept = [one for one in kept if not _pictured(said, one)] or kept
    kept.sort(key=lambda one: said[max(0, one.at - 1)].folded in ("to", "a", "au", "hacia", "vers"))
    return tuple(dict.fromkeys(one.id for one in kept))[:4]


def _pictured(said: list[Word], one: Found) -> bool:
    """Whether somebody only paints a place or dreams of it."""
    return any(word.folded.startswith(PICTURED) for word in said[max(0, one.at - 3) : one.at])


def _place_names(text: str, said: list[Word], lex: Lexicon) -> tuple[tuple[str, str], ...]:
    """Places with the name that the prompt gives them: Osaka, for what the lexicon files under Japan."""
    return tuple((one.id, text[said[one.at].start : said[one.end - 1].end]) for one in lex.find("places", said))


def _told(text: str, kind: FilmKind) -> tuple[str, ...]:
    """The sentences of a prompt that tells its own scenes: three or more, each of some length."""
    told = [one for one in sentences(text) if word_count(one) >= 3]
    return tuple(told) if len(told) >= 3 else ()


def read_place(text: str) -> tuple[str, ...]:
    """Places that a few words name, in any language the lexicon has."""
    for language in LANGUAGES:
        found = _places(text, words(text), lexicon(language))
        if found:
            return found
    return ()


def read_as(group: str, text: str) -> str:
    """The first id of a group that a few words name, in any language the lexicon has."""
    for language in LANGUAGES:
        found = _first(lexicon(language), group, words(text))
        if found:
            return found
    return ""


__all__ = ["Reading", "gap", "read", "read_as", "read_place"]
