"""What a prompt says, taken apart: kind, hero, place, time, weather, mood, brand, what happens. Pure; invents
nothing.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache

from vidpipe.film.brief import FilmKind
from vidpipe.library.lexicon import LANGUAGES, Found, Lexicon, Word, fold, lexicon, topics, word_list, words, world
from vidpipe.library.visual import visual
from vidpipe.providers.local.director import names
from vidpipe.providers.local.director.text import bare, clean, flat, sentences, word_count
from vidpipe.providers.local.director.acting import carried, comes_late, deed, idea, landmark, seasons, seconds
from vidpipe.providers.local.director.sense import gap, negated, where
from vidpipe.providers.local.director.things import Thing, kind_of, leading, things
from vidpipe.providers.local.director.tongue import detect

READ = 2400
"""Signs of a prompt that are read for who, where and when; its sentences are read to the end."""
ASKING = {
    "en": re.compile(
        r"\b(how (?:does|do|did|is|are|can|to)|why (?:does|do|did|is|are)|what (?:is|are|does|happens)|"
        r"explain(?:s|er)?(?: to \w+)?(?: about| on| how| why)?|(?:a )?(?:guide|introduction|tutorial|"
        r"lesson) (?:to|about|on|for)|the science of|the history of|^(?:how|why|when|where))\s+([^.?!\n]{2,90})",
        re.I,
    ),
    "es": re.compile(
        r"(cómo (?:funcionan?|se hacen?|hacen?|es|son|crecen?)|por qué(?: (?:es|son|hay|se))?|qué (?:es|son)|"
        r"explica(?:r|me)?(?: a \w+)?(?: cómo| qué es| por qué)?|guía (?:de|para|sobre)|"
        r"introducción a|(?:^|(?<=^¿))(?:cómo|cuándo|dónde|para qué))\s+([^.?!\n¿¡]{2,90})",
        re.I,
    ),
    "fr": re.compile(
        r"(comment (?:fonctionne(?:nt)?|marche(?:nt)?|ça marche|se forme(?:nt)?|faire|font)|pourquoi|"
        r"qu[’']est-ce qu[e’'](?: c[’']est que)?|c[’']est quoi|expli(?:que|quer|quez)(?: à \w+)?(?: comment|"
        r" pourquoi)?|guide (?:de|du|sur)|introduction à|l[’']histoire d[eu]|"
        r"la science d[eu]|^(?:comment|quand|où|à quoi))\s+([^.?!\n]{2,90})",
        re.I,
    ),
}
ASKED = re.compile(
    r"^\W*(?:how (?!about)|why\b|what (?:is|are|does|do|happens|makes)\b|where do|cómo\b|por qué\b|para qué\b|qué (?:es|son|pasa)\b|"
    r"comment\b|pourquoi\b|qu[’']est|c[’']est quoi|à quoi\b)",
    re.I,
)
"""A prompt that begins so asks, whatever it goes on about."""
AUDIENCE = re.compile(r"\s(?:for|to|para|pour|aux?|a los|a las)\s", re.I)
TIPS = re.compile(r"\b(?:tips|ways|steps|hacks|consejos|trucos|maneras|pasos|conseils|astuces|façons|étapes)\b", re.I)
FALLBACK = re.compile(r"\b(?:a|an|the)\s+((?:[a-z][\w'’-]*\s+){0,2}[a-z][\w'’-]*)", re.I)
GOODS = ("product", "food")
WEATHERS = ("rain", "storm", "snow", "fog")
SCENIC = frozenset("piano guitar violin music boat letter song kite candle".split())
"""Goods that a piece without a plot is rather about than sells."""
PEOPLE = ("er", "or", "ist", "ian", "man", "woman", "maker", "keeper")
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


@lru_cache(maxsize=32)
def read(prompt: str, kind: FilmKind | None = None) -> Reading:
    """Read a prompt of any length and script. `kind` is what the person chose, None to find out."""
    text = clean(prompt)
    language = detect(text)
    if language not in LANGUAGES:
        return _read_foreign(text, language, kind)
    return _read(text, language, kind)


def _read(text: str, language: str, kind: FilmKind | None) -> Reading:
    lex = lexicon(language)
    head = text[:READ]
    said = words(head)
    found = things(head, said, lex)
    known = _topic(text)
    guess = kind or _kind(head, said, lex, found, known)
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
    asked, question, topic = _question(head, language)
    hero = _asked_about(topic, found, said, lex) if guess is FilmKind.EXPLAINER else leading(found, said, ad=ad)
    hero = hero or next((thing for thing in inside if thing.kind == "product"), None) if called else hero
    hero = hero or (None if guess is FilmKind.EXPLAINER or brand else _fallback(head, lex))
    if not ad and (name := names.hero_name(head, said, lex, taken=taken, verbs=verbs)):
        hero = _named(hero, name, language)
    hero = _as_wrapped(hero, found)
    places = _places(head, said, lex)
    if "abstractplace" in places and hero is not None and not hero.alive:
        hero = None
    named = _place_names(head, said, lex)
    town = names.town(head, said, lex, skip=brand, taken=taken)
    if town:
        places, named = (*places, "somewhere")[:4], (*named, ("somewhere", town))
    if ad and hero is None:
        hero = _shop(head, said, lex)
    rest = [thing for thing in found if hero is None or thing.key != hero.key]
    return Reading(
        text=text,
        language=language,
        kind=guess,
        hero=hero,
        other=next(
            (
                thing
                for thing in rest
                if thing.alive or thing.kind in ("product", "vehicle", "plant", "building", "sport", "food")
            ),
            None,
        ),
        user=next((thing for thing in rest if thing.kind == "person"), None),
        places=places,
        place_names=named,
        time=next(iter(_meant(lex, "times", head, said)), ""),
        weather=_weather(lex, head, said),
        ambient=_ambient(lex, head, said),
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
        question=question,
        asked=asked,
        topic=topic,
        known=known,
        beats=_told(text, guess),
        landmark=landmark(hero, found, places),
        carried=carried(hero, rest, said, lex),
        found=comes_late(hero, rest, said, lex),
        deed=deed(said),
        idea=idea(said) if hero is None and not known and "abstractplace" not in places else -1,
        seconds=seconds(head),
        seasons=seasons(said),
        town=town,
    )


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


def _as_wrapped(hero: Thing | None, found: list[Thing]) -> Thing | None:
    """The hero as a later word for the same shows it: coffee in a blue cup, lemonade in a yellow can."""
    if hero is None or any(word in visual().colours for word in hero.english.split()):
        return hero
    for twin in found:
        if twin is not hero and twin.id and twin.id == hero.id and set(twin.english.split()) & set(visual().colours):
            return replace(hero, english=twin.english, plural=twin.plural, count=twin.count)
    return hero


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
        seconds=seconds(text[:READ]),
        places=tuple(_script_ids(text[:READ], listed["script_places"]))
        or _places(english, said, lex)
        or _places(text[:READ], latin, lex),
        time=next(iter(_script_ids(text[:READ], listed["script_times"])), "") or _first(lex, "times", said),
        weather=next((w for w in _script_ids(text[:READ], listed["script_weathers"]) if w != "petals"), "")
        or _weather(lex, english, said),
        ambient="petals"
        if "petals" in _script_ids(text[:READ], listed["script_weathers"])
        else _ambient(lex, english, said),
        moods=_ids(lex, "moods", latin),
        known=_topic(text),
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


def _kind(text: str, said: list[Word], lex: Lexicon, found: list[Thing], known: str) -> FilmKind:
    cues = [one.id for one in lex.find("kinds", said)]
    if ASKED.match(text):
        return FilmKind.EXPLAINER
    if "ad" in cues or (names.slogan(text) and "story" not in cues):
        return FilmKind.AD
    if "explainer" in cues and "story" not in cues[: cues.index("explainer")]:
        return FilmKind.EXPLAINER
    if "story" in cues:
        return FilmKind.STORY
    if _sells(text, said, lex, found):
        return FilmKind.AD
    if known and not any(thing.alive for thing in found) and word_count(text) <= 8:
        return FilmKind.EXPLAINER
    return FilmKind.EXPLAINER if text.rstrip().endswith("?") else FilmKind.STORY


def _sells(text: str, said: list[Word], lex: Lexicon, found: list[Thing]) -> bool:
    """Whether goods are what a prompt is about that names no kind: it begins with them, and nobody acts."""
    if names.CALLED.search(text) and any(thing.kind in GOODS for thing in found):
        return True
    if names.introduced_by_itself(text) and any(thing.kind in GOODS for thing in found):
        return True
    goods = [thing for thing in found if thing.kind in GOODS or thing.id in ("shopping-bag", "lifter")]
    if not goods or goods[0] is not found[0] or goods[0].count or said[goods[0].at].folded in SCENIC:
        return False
    scene = [one.at for group in ("weathers", "places", "times") for one in lex.find(group, said)]
    if any(at < goods[0].at for at in scene):
        return False
    alive = any(thing.alive for thing in found)
    if alive and not names.audience(text, lex.language, ""):
        return False
    return not lex.find("verbs", said) or not alive


def _topic(text: str) -> str:
    """The common question that the text asks about, '' if vidpipe knows nothing of it."""
    plain = f" {' '.join(word.folded for word in words(text[:600]))} "
    hits = []
    for name, topic in topics().items():
        for phrase in topic["words"]:
            folded = " ".join(word.folded for word in words(phrase))
            if f" {folded} " in plain:
                hits.append((len(folded), name))
    return max(hits)[1] if hits else ""


def _fallback(text: str, lex: Lexicon) -> Thing | None:
    """An English noun that the lexicon lacks: what follows an article, up to a small word or a verb."""
    if lex.language != "en":
        return None
    for hit in FALLBACK.finditer(text):
        kept: list[str] = []
        for word in hit.group(1).split():
            if (
                fold(word) in lex.common
                or word.lower() in STOPPERS
                or word.endswith(("ing", "ed"))
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
    return tuple(dict.fromkeys(one.id for one in kept))[:4]


def _place_names(text: str, said: list[Word], lex: Lexicon) -> tuple[tuple[str, str], ...]:
    """Places with the name that the prompt gives them: Osaka, for what the lexicon files under Japan."""
    return tuple((one.id, text[said[one.at].start : said[one.end - 1].end]) for one in lex.find("places", said))


def _question(text: str, language: str) -> tuple[str, str, str]:
    """How it asks (how, why, what, ...), the question as written, and what it is about."""
    hit = ASKING[language].search(text)
    if not hit:
        return "steps" if TIPS.search(text[:80]) else "", "", ""
    opening = fold(hit.group(1))
    start = {
        "en": {"how to": "steps", "how": "how", "why": "why", "what": "what"},
        "es": {"como": "how", "por que": "why", "que": "what", "guia": "steps"},
        "fr": {
            "comment faire": "steps",
            "comment": "how",
            "pourquoi": "why",
            "qu": "what",
            "c": "what",
            "guide": "steps",
        },
    }[language]
    asked = next((value for key, value in start.items() if opening.startswith(key) or f" {key}" in opening), "what")
    whole = bare(flat(hit.group(0)))
    return asked, whole, bare(flat(hit.group(2)))


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
