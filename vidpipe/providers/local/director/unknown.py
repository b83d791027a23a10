"""Nouns that no table has, and the word to the person about what is drawn for them. Pure."""

import re
from collections.abc import Iterable
from functools import cache

from vidpipe.library.lexicon import Lexicon, fold, lexicon, words, world
from vidpipe.library.visual import spot
from vidpipe.providers.local.director.things import Thing

ARTICLED = {
    "es": re.compile(r"\b(un|una|unos|unas|el|la|los|las|del|al)\s+([^\W\d_]{4,})", re.I),
    "fr": re.compile(r"\b(un|une|des|le|la|les|du|au|aux)\s+([^\W\d_]{4,})|\b(l|d)[’']([^\W\d_]{4,})", re.I),
}
LED = {
    "en": re.compile(r"(an?|the|our)\s+((?:[a-z][\w'’-]*\s*){1,4})"),
    "es": re.compile(r"(?:(una?|unos|unas|el|la|nuestr[oa])\s+)?((?:[a-zà-ÿ][\w-]*\s*){1,2})"),
    "fr": re.compile(r"(?:(une?|des|le|la|notre)\s+)?((?:[a-zà-ÿ][\w-]*\s*){1,2})"),
}
FEMININE = ("una", "unas", "la", "las", "une")
MANY = ("unos", "unas", "los", "las", "des", "les", "aux")
PERSON = {
    "es": re.compile(r"(?:er[oa]|ista|[td]ora?|ólog[oa]|ógraf[oa]|ante)s?$"),
    "fr": re.compile(r"(?:euse?|rice|i[eè]re?|iste|logue|graphe|ienn?e?)s?$"),
}
"""How a word ends that says what somebody does."""
RIDING = frozenset(
    (
        "cabalga",
        "cabalgan",
        "galopa",
        "galopan",
        "galope",
        "galopent",
        "chevauche",
        "chevauchent",
        "vive",
        "vit",
        "quiere",
        "veut",
    )
)
NEAR = ("animal", "plant", "vehicle", "building", "sport")
"""Kinds of which a person may mind that a near one stands for another; a dish is a dish."""
GROUPS = ("subjects", "places", "times", "weathers", "kinds", "styles", "moods", "adjectives", "verbs")
SAID = {
    "en": ("Not every thing can be drawn as it is: {0}.", "{0} is shown as {1}", "{0} is not shown"),
    "es": ("No todo puede dibujarse tal cual: {0}.", "{0} se muestra como {1}", "{0} no se muestra"),
    "fr": ("Tout ne peut pas être dessiné tel quel : {0}.", "{0} est montré comme {1}", "{0} n'est pas montré"),
}


def unknown(text: str, lex: Lexicon) -> Thing | None:
    """The first Spanish or French noun that no table has: somebody, by its ending, else a thing without a picture."""
    for hit in ARTICLED[lex.language].finditer(text):
        article, noun = fold(hit.group(1) or hit.group(3) or ""), hit.group(2) or hit.group(4)
        said = words(noun)
        listed = any(lex.find(group, said) for group in GROUPS)
        if not said or listed or said[0].folded in lex.common or not noun.islower():
            continue
        gender, plural = "f" if article in FEMININE else "m", article in MANY
        if PERSON[lex.language].search(noun):
            english = "several people" if plural else "person"
            return Thing("person", "person", "person", noun, noun, english, gender, plural, language=lex.language)
        after = words(text[hit.end() :])[:1]
        if after and (lex.find("verbs", after) or after[0].folded in _deeds()):
            key = "woman" if gender == "f" else "man"
            return Thing(
                key,
                key,
                "person",
                noun,
                noun,
                f"several {key[:-2]}en" if plural else key,
                gender,
                plural,
                language=lex.language,
            )
        return Thing(noun, "", "thing", noun, noun, noun, gender, plural, language=lex.language)
    return None


@cache
def _deeds() -> frozenset[str]:
    """Words for what somebody does."""
    return frozenset(word for one in world()["deeds"] for word in one["words"].split()) | RIDING


def product(text: str, lex: Lexicon) -> Thing | None:
    """The noun that a text begins with after its article, whatever it is: a cordless vacuum cleaner."""
    hit = LED[lex.language].match(text)
    if hit is None:
        return None
    article, noun = fold(hit.group(1) or ""), hit.group(2).strip()
    kept: list[str] = []
    for part in noun.split():
        if kept and (fold(part) in lex.common or part.endswith("ing")):
            break
        kept.append(part)
    phrase = " ".join(kept)
    head = kept[-1] if lex.language == "en" else kept[0]
    gender = "" if lex.language == "en" else "f" if article in FEMININE else "m"
    return Thing(phrase, "", "thing", head, phrase, phrase, gender, article in MANY, language=lex.language)


def honest(things: Iterable[Thing | None], language: str) -> str:
    """What the person is told about things that the painter lacks: what stands for them; '' where it has all."""
    whole, instead, missing = SAID.get(language, SAID["en"])
    told: dict[str, None] = {}
    for thing in things:
        if thing is None or thing.kind == "person" or not thing.head:
            continue
        if thing.key == "box" and "(" in thing.english:
            told[instead.format(f"“{thing.head}”", f"“{_called('box', language)}”")] = None
        elif not thing.id:
            told[missing.format(f"“{thing.head}”")] = None
        elif thing.kind in NEAR and thing.language == "en" and not _painted(thing):
            told[instead.format(f"“{thing.head}”", f"“{_called(thing.key, language)}”")] = None
    return whole.format(", ".join(told)) if told else ""


def _painted(thing: Thing) -> bool:
    """Whether the painter itself reads the noun as what it paints for it."""
    return thing.id in {seen.id for seen in spot(f"{thing.head}, {thing.full}", "subjects")}


def _called(key: str, language: str) -> str:
    nouns = lexicon(language).nouns.get(key) if language in ("es", "fr") else None
    return nouns[0].text if nouns else key
