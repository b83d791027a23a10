"""Whether a word that could name a thing or a place does: verbs that look like nouns, what is negated, what only
describes the noun beside it. Pure.
"""

import re
from collections.abc import Sequence

from vidpipe.library.lexicon import Found, Lexicon, Word, fold, word_list, world

LEADS = ("to", "can", "will", "must", "could", "would", "should")
LEADS_TO = {
    "en": ("in", "to", "from", "near", "across", "through"),
    "es": ("en", "a", "de", "desde", "por"),
    "fr": ("a", "au", "aux", "en", "de", "depuis"),
}
"""What goes before the name of a place."""
REACH = 3
FAR_OFF = (
    "in the distance",
    "far away",
    "on the horizon",
    "in the background",
    "far off",
    "a lo lejos",
    "en el horizonte",
    "al fondo",
    "en la distancia",
    "au loin",
    "a l horizon",
    "en arriere plan",
)
"""What makes a building a landmark and no place to be at; folded."""
"""How many words before a noun may stand between it and its negation."""


def gap(text: str, said: Sequence[Word], at: int) -> bool:
    """Whether more than space or a hyphen parts a word from the one before."""
    return at == 0 or bool(text[said[at - 1].end : said[at].start].strip(" -'’\u00a0"))


def negated(text: str, said: Sequence[Word], at: int, lex: Lexicon) -> bool:
    """Whether `no`, `without` goes before, with nothing but attributes and articles between."""
    for index in range(at - 1, max(-1, at - 1 - REACH), -1):
        if gap(text, said, index + 1):
            return False
        if said[index].folded in word_list("negations"):
            return True
        if said[index].folded not in lex.articles and not lex.find("adjectives", said[index : index + 1]):
            return False
    return False


def acts(said: Sequence[Word], one: Found, others: Sequence[Found]) -> bool:
    """Whether a word that could be a noun is what its subject does: an astronaut plants, learns to cook."""
    double = word_list("double")
    word = said[one.at].folded
    if one.length > 1 or one.at == 0:
        return False
    if word == "can" and said[one.at - 1].folded in word_list("pronouns"):
        return True
    if not {word, f"{word}s"} & double:
        return False
    before, follows = said[one.at - 1].folded, said[one.end].folded if one.end < len(said) else ""
    if before in LEADS:
        return True
    owned = follows in ("a", "an", "the", "his", "her", "its", "their")
    return word in double and (owned or any(other.end == one.at for other in others))


def danced(said: Sequence[Word], one: Found, lex: Lexicon) -> bool:
    """Whether a word for an animal or a ball is what somebody dances or plays: baila flamenco."""
    verb = lex.find("verbs", said[one.at - 1 : one.at]) if one.at and lex.language != "en" else []
    return bool(verb) and verb[0].id == "play" and one.id in ("flamingo",)


def misspelt(text: str, said: Sequence[Word], one: Found) -> bool:
    """Whether a text that writes accents leaves out the noun's own, so that another word is meant: se fabrica."""
    noun = one.noun.text.lower() if one.noun else ""
    written = text[said[one.at].start : said[one.end - 1].end].lower()
    accents = any(fold(sign) != sign for sign in text.lower() if sign.isalpha())
    bare = one.at == 0 or said[one.at - 1].folded == "se"
    return (
        (accents or bare)
        and one.length == 1
        and written != noun
        and fold(written) == fold(noun)
        and fold(written) == written
    )


def styled(said: Sequence[Word], one: Found, others: Sequence[Found], lex: Lexicon) -> bool:
    """Whether a Spanish or French noun for somebody only says more of the one before it: une grand-mère pirate."""
    people = word_list("people") | {"king", "queen", "knight", "thief"}
    before = next((other for other in others if other.end == one.at and other is not one), None)
    return lex.language != "en" and before is not None and before.id in people and one.id in people


def gardens(said: Sequence[Word], place: Found, subjects: Sequence[Found]) -> bool:
    """Whether a place is what its subject does: a robot gardens on Mars."""
    if place.length > 1:
        return False
    after_subject = any(one.end == place.at for one in subjects)
    if after_subject and said[place.at].folded.endswith("ing"):
        return True
    if not said[place.at].folded.endswith("s"):
        return False
    follows = said[place.end].folded if place.end < len(said) else ""
    return follows in word_list("follows") and any(one.end == place.at and not one.plural for one in subjects)


def homeward(said: Sequence[Word], place: Found, lex: Lexicon) -> bool:
    """Whether `home` is only the way somebody goes: walks home, the long way home."""
    if place.id != "home" or said[place.at].folded != "home" or place.length > 1 or place.at == 0:
        return False
    before = said[place.at - 1 : place.at]
    return before[0].folded in word_list("homeward") or bool(lex.find("verbs", before))


def where(text: str, said: Sequence[Word], lex: Lexicon) -> list[Found]:
    """The places that the text means as places."""
    subjects = lex.find("subjects", said)
    return [
        place
        for place in lex.find("places", said)
        if not gardens(said, place, subjects)
        and not far_off(said, place)
        and not _common(text, said, place, lex.language)
        and not homeward(said, place, lex)
        and not negated(text, said, place.at, lex)
    ]


def far_off(said: Sequence[Word], one: Found) -> bool:
    """Whether what is named only stands in the distance."""
    after = " ".join(word.folded for word in said[one.end : one.end + 5])
    return after.startswith(FAR_OFF) and bool(world()["places"].get(one.id, {}).get("landmark"))


def _common(text: str, said: Sequence[Word], place: Found, language: str) -> bool:
    """Whether a place of the world is only a word like it: a nice dog, a china cup. Names have a capital, or `in`
    before them."""
    if not world()["places"].get(place.id, {}).get("named") or text[said[place.at].start].isupper():
        return False
    return place.at == 0 or said[place.at - 1].folded not in LEADS_TO[language]


def described(text: str, said: Sequence[Word], one: Found, others: Sequence[Found], lex: Lexicon) -> bool:
    """Whether a noun only describes the one after it: a robot dog, un viejo tren. A shop is named by its goods."""
    if (
        one.end < len(said)
        and said[one.end].folded in ("of", "de", "d")
        and said[one.at].folded in word_list("many_of")
    ):
        return any(other.at in (one.end + 1, one.end + 2) for other in others)
    if _owns(text, said, one, others):
        return True
    after = next((other for other in others if other.at == one.end and not gap(text, said, one.end)), None)
    if after is None or one.plural:
        return False
    if employed(text, said, after, others):
        return False
    if lex.language != "en":
        return any(other.length == one.length for other in lex.find("adjectives", said[one.at : one.end]))
    return said[after.end - 1].folded not in word_list("shops") and not acts(said, after, others)


def _owns(text: str, said: Sequence[Word], one: Found, others: Sequence[Found]) -> bool:
    """Whether it only says whose the one after it is: the blacksmith's daughter."""
    mark = re.match(r"['’](?:s\b)?\s*", text[said[one.end - 1].end :])
    steps = one.end + (1 if one.end < len(said) and said[one.end].folded == "s" else 0)
    near = any(other.at - steps in (0, 1) for other in others if other is not one)
    return mark is not None and one.end < len(said) and near


def employed(text: str, said: Sequence[Word], one: Found, others: Sequence[Found]) -> bool:
    """Whether a noun is only the trade of the animal named right before it: a hedgehog postman, un perro bombero."""
    if gap(text, said, one.at) or one.id not in word_list("people"):
        return False
    return any(other.end == one.at and other.id not in word_list("people") for other in others)


def sells(text: str, said: Sequence[Word], one: Found, others: Sequence[Found]) -> bool:
    """Whether a noun is the shop of the goods named right before it: an ice cream shop."""
    before = any(other.end == one.at for other in others)
    return before and said[one.end - 1].folded in word_list("shops") and not gap(text, said, one.at)


def inside(said: Sequence[Word], one: Found, place: Found) -> bool:
    """Whether a building is where something is, no thing of its own: at the museum."""
    if (one.at, one.end) != (place.at, place.end):
        return False
    before = [word.folded for word in said[max(0, one.at - 3) : one.at]]
    return bool(word_list("within") & set(before))
