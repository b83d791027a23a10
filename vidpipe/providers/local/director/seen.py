"""Nouns that no lexicon lists but the painter can paint: in English they stand in the visual vocabulary. Pure."""

from collections.abc import Sequence
from functools import cache, lru_cache

from vidpipe.library.lexicon import Found, Lexicon, Noun, Word, singulars, word_list
from vidpipe.library.lexicon.wider import nearby
from vidpipe.library.visual import spot, tokens, visual

KINDS = ("animal", "person", "vehicle", "food", "plant", "product", "building", "sport")
GROUPS = ("subjects", "places", "adjectives", "times", "weathers", "moods", "verbs", "kinds", "styles")
LONGEST = 3
NO_NOUN = frozenset(
    [
        "to",
        "can",
        "will",
        "there",
        "not",
        "when",
        "where",
        "while",
        "how",
        "why",
        "they",
        "you",
        "we",
        "he",
        "she",
        "it",
        "i",
        "who",
    ]
)
"""Small words that a verb follows."""


def painted(said: Sequence[Word], lex: Lexicon) -> list[Found]:
    """What an English text names beyond the lexicon that can be painted, in reading order."""
    if lex.language != "en":
        return []
    taken = {index for group in GROUPS for one in lex.find(group, said) for index in range(one.at, one.end)}
    found: list[Found] = []
    at = 0
    while at < len(said):
        best = next((one for size in range(LONGEST, 0, -1) if (one := _at(said, at, size, lex, taken))), None)
        if best:
            found.append(best)
        at = best.end if best else at + 1
    return found


def _at(said: Sequence[Word], at: int, size: int, lex: Lexicon, taken: set[int]) -> Found | None:
    span = said[at : at + size]
    loose = all(word.folded in lex.common or word.text.isdigit() for word in span)
    if len(span) < size or loose or taken & set(range(at, at + size)):
        return None
    phrase, last = " ".join(word.folded for word in span), span[-1].folded
    key = _key(phrase)
    if not key and (near := _near(phrase, last)) and _stands_as_noun(said, at, lex):
        return Found("subjects", near, at, size, Noun(phrase, "", False), phrase not in nearby())
    if not key:
        return None
    return Found("subjects", key, at, size, Noun(key, "", False), last.endswith("s") and tokens(last) != [last])


def _near(phrase: str, last: str) -> str:
    """The painter's word for what is nearest to a noun that it cannot paint; '' for no noun, or nothing near."""
    forms = [phrase, *(phrase.removesuffix(last) + form for form in singulars(last, "en"))]
    ident = next((nearby()[form] for form in forms if form in nearby()), "")
    return _name(ident) if ident else ""


def _stands_as_noun(said: Sequence[Word], at: int, lex: Lexicon) -> bool:
    """Whether what stands before a word lets it be a noun: an article, a number, an attribute, a verb, a small word."""
    if at == 0:
        return True
    before = said[at - 1]
    if before.folded in lex.common or before.folded in lex.articles or before.text.isdigit():
        return before.folded not in NO_NOUN
    return bool(lex.find("adjectives", [before]) or lex.find("verbs", [before])) or before.folded.endswith("ing")


@lru_cache(maxsize=8192)
def _key(phrase: str) -> str:
    """The painter's own word for what a whole phrase names; '' for what it cannot paint or only means loosely."""
    if {phrase, " ".join(tokens(phrase))} & word_list("loose") or len(phrase) < 3:
        return ""
    seen = spot(phrase, "subjects")
    if len(seen) != 1 or seen[0].length != len(tokens(phrase)):
        return ""
    subject = visual().subjects[seen[0].id]
    return _name(subject.id) if subject.kind in KINDS else ""


@cache
def _name(ident: str) -> str:
    """A phrase that names a subject and nothing else."""
    listed = (ident.replace("-", " "), *visual().subjects[ident].words)
    return next((one for one in listed if [seen.id for seen in spot(one, "subjects")] == [ident]), "")


def stands_for(noun: str) -> bool:
    """Whether an English noun is only painted as something near it."""
    return bool(_near(noun.lower(), noun.lower().split(" ")[-1])) and not _key(noun.lower())
