"""Nouns that no lexicon lists but the painter can paint: in English they stand in the visual vocabulary. Pure."""

from collections.abc import Sequence
from functools import cache, lru_cache

from vidpipe.library.lexicon import Found, Lexicon, Noun, Word, word_list
from vidpipe.library.visual import spot, tokens, visual

KINDS = ("animal", "person", "vehicle", "food", "plant", "product", "building", "sport")
GROUPS = ("subjects", "places", "adjectives", "times", "weathers", "moods", "verbs", "kinds", "styles")
LONGEST = 3


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
    key = _key(" ".join(word.folded for word in span))
    if not key:
        return None
    last = span[-1].folded
    return Found("subjects", key, at, size, Noun(key, "", False), last.endswith("s") and tokens(last) != [last])


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
