"""Nouns in a sentence: articles, pronouns, agreement, in English, Spanish and French. Lines have slots; this
fills them.

`[walks|walk]` follows the hero's number, `<o|a>` the hero's gender (with four parts, gender and number).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from vidpipe.library.lexicon import word_list
from vidpipe.providers.local.director.text import capital, flat
from vidpipe.providers.local.director.things import SPELT, Thing

NUMBER = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
GENDER = re.compile(r"<([^<>|]*)\|([^<>|]*)(?:\|([^<>|]*)\|([^<>|]*))?>")
SLOT = re.compile(r"\{(\w+)\}")
HARD_H = tuple(sorted(word_list("hard_h")))
SILENT_U = re.compile(r"(?:uni|use|eu|one\b|once\b|ukulele|ufo)", re.I)
HOUR = re.compile(r"(?:hour|honest|heir)", re.I)
WOMEN = re.compile(
    r"(?:woman|women|ess|queen|mother|daughter|sister|wife|widow|aunt|niece|nun|bride|girl|lady)s?$", re.I
)
MASS = word_list("mass")
VOWELS = tuple("aeiouâàéèêëîïôûùœáíóúyh")


def indefinite(thing: Thing) -> str:
    """`a small cat`, `una gata`, `des amis`; a name stands alone."""
    if thing.name:
        return thing.name
    noun = thing.full
    if not noun:
        return ""
    if thing.count > 1:
        return f"{SPELT[thing.language][min(thing.count, 7)]} {noun}"
    if thing.key.startswith("the ") or noun.lower().startswith(("last ", "first ", "only ")):
        return definite(thing, whole=True)
    if thing.language == "en":
        return noun if thing.plural or noun.split()[-1] in MASS or noun.lower() in MASS else f"{_a(noun)} {noun}"
    if thing.language == "es":
        return ("unas " if thing.gender == "f" else "unos ") + noun if thing.plural else f"{_una(thing)} {noun}"
    return f"des {noun}" if thing.plural else f"{'une' if thing.gender == 'f' else 'un'} {noun}"


def definite(thing: Thing, *, whole: bool = False) -> str:
    """`the cat`, `el gato`, `l'étoile`; with attributes only where `whole`."""
    if thing.name:
        return thing.name
    noun = thing.full if whole else thing.head
    if not noun:
        return ""
    if thing.language == "en":
        return f"the {noun}"
    if thing.language == "es":
        single = "la" if thing.gender == "f" and not _stressed(noun) else "el"
        return f"{('las' if thing.gender == 'f' else 'los') if thing.plural else single} {noun}"
    if thing.plural:
        return f"les {noun}"
    return f"l'{noun}" if elided(noun) else f"{'la' if thing.gender == 'f' else 'le'} {noun}"


def _a(noun: str) -> str:
    first = noun.lower()
    vowel = (first[0] in "aeiou" and not SILENT_U.match(first)) or bool(HOUR.match(first))
    return "an" if vowel or re.match(r"(?:[FHLMNRSX]{1}[A-Z]|8|11|18)", noun) else "a"


def _una(thing: Thing) -> str:
    return "un" if thing.gender != "f" or _stressed(thing.full) else "una"


def _stressed(noun: str) -> bool:
    """Feminine nouns that begin with a stressed a take the masculine article: el águila, el hada."""
    return noun.lower().startswith(("águila", "hada", "agua", "alma", "hacha", "ave "))


def elided(noun: str) -> bool:
    """Whether a French article loses its vowel before this word."""
    first = noun.lower()
    return first.startswith(VOWELS) and not first.startswith(HARD_H) and not first.startswith(("y", "onz", "oui"))


def pronouns(thing: Thing, she: bool) -> dict[str, str]:
    """It, its, them as the hero wants it. `she` settles a person whose noun does not tell."""
    if thing.language == "en":
        return _english(thing, she)
    if thing.language == "fr":
        them = (
            ("Elles" if thing.gender == "f" else "Ils") if thing.plural else ("Elle" if thing.gender == "f" else "Il")
        )
        return {
            "It": them,
            "it": them.lower(),
            "its": "leur" if thing.plural else "son",
            "them": "eux" if thing.plural else "lui",
        }
    return {"its": "su", "them": "les" if thing.plural else "le"}


def _english(thing: Thing, she: bool) -> dict[str, str]:
    if thing.plural or thing.id in ("couple", "family", "team"):
        forms = ("They", "their", "them")
    elif thing.kind == "person" and thing.id not in ("robot", "alien", "ghost", "snowman"):
        female = (
            thing.id in ("woman", "girl", "fairy", "mermaid")
            or thing.key in ("old woman", "queen", "sorceress")
            or WOMEN.search(thing.head) is not None
            or (thing.id not in ("man", "boy") and thing.key not in ("old man", "king", "sorcerer", "knight") and she)
        )
        forms = ("She", "her", "her") if female else ("He", "his", "him")
    else:
        forms = ("It", "its", "it")
    return {"It": forms[0], "it": forms[0].lower(), "its": forms[1], "them": forms[2]}


@dataclass(frozen=True)
class Slots:
    """What lines may name: words by slot, and the hero's number and gender for agreement."""

    words: Mapping[str, str] = field(default_factory=dict)
    plural: bool = False
    feminine: bool = False

    def fill(self, line: str) -> str:
        """The line with its slots filled; '' when it names what this film does not have."""
        if any(not self.words.get(name) for name in SLOT.findall(line)):
            return ""
        text = NUMBER.sub(lambda hit: hit.group(2 if self.plural else 1), line)
        text = GENDER.sub(self._gendered, text)
        text = SLOT.sub(lambda hit: self.words[hit.group(1)], text)
        return flat(_contracted(capital(text)))

    def _gendered(self, hit: re.Match[str]) -> str:
        many = self.plural and hit.group(3) is not None
        return str(hit.group((4 if self.feminine else 3) if many else (2 if self.feminine else 1)))


def _contracted(text: str) -> str:
    """What Spanish and French join: de el, a el, de le, à les; marks that double."""
    for joined, apart in ((r"\bdel ", r"\bde el (?=[a-zà-ÿ])"), (r"\bal ", r"\ba el (?=[a-zà-ÿ])")):
        text = re.sub(apart, joined.replace(r"\b", ""), text)
    for apart, joined in (("de le ", "du "), ("de les ", "des "), ("à le ", "au "), ("à les ", "aux ")):
        text = re.sub(rf"\b{apart}(?=[a-zà-ÿ])", joined, text)
    return re.sub(r"([.!?…])\.", r"\1", text)


def slots(hero: Thing | None, other: Thing | None, *, she: bool, more: Mapping[str, str]) -> Slots:
    """Slots of a film: hero as {A} {a} {The} {the} {It} {it} {its} {them}, second as {B} {b} {The_b} {the_b}."""
    named: dict[str, str] = {key: value for key, value in more.items() if value}
    if hero and (hero.full or hero.name):
        named |= {"a": indefinite(hero), "the": definite(hero)} | pronouns(hero, she)
        named |= {"A": capital(named["a"]), "The": capital(named["the"])}
    if other and (other.full or other.name):
        named |= {"b": indefinite(other), "the_b": definite(other)}
        named |= {"B": capital(named["b"]), "The_b": capital(named["the_b"])}
    plural = bool(hero and hero.plural and not hero.name)
    return Slots(named, plural, bool(hero and hero.gender == "f"))
