"""Who and what a prompt is about: nouns with their attributes, number and name, in the prompt's language and in
English.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vidpipe.library.lexicon import Found, Lexicon, Noun, Word, fold, lexicon, stage, word_list, word_pairs, world
from vidpipe.library.visual import spot, visual
from vidpipe.providers.local.director.seen import painted, stands_for
from vidpipe.providers.local.director.sense import (
    acts,
    danced,
    described,
    employed,
    gap,
    inside,
    misspelt,
    negated,
    sells,
    styled,
    where,
)

_NUMBERS = {1: "one", 2: "two dos deux 2", 3: "three tres trois 3", 4: "four cuatro quatre 4", 5: "five cinco cinq 5"}
COUNTS = {
    word: number
    for number, listed in (_NUMBERS | {6: "six seis 6", 7: "seven siete sept 7"}).items()
    for word in listed.split()
}
SPELT = {
    "en": ["", "one", "two", "three", "four", "five", "six", "seven"],
    "es": ["", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete"],
    "fr": ["", "un", "deux", "trois", "quatre", "cinq", "six", "sept"],
}
GENDERED = {word: "f" for word in ("una", "unas", "la", "las", "une")} | {
    word: "m" for word in ("un", "unos", "el", "los", "del", "al", "le", "du", "au")
}
AGENTS = word_list("agents")
WEAK_BEFORE = word_list("aside")
CUES = word_list("cues")
SHOPS = word_list("shops")
MANY_OF = word_list("many_of")
OVER = ("above", "on", "under", "among", "between", "through", "across", "beneath", "over", "aboard", "to")
"""With what a place begins that says where the thing before it is: a griffin above the clouds."""
BODIES_OF = word_list("bodies_of")
EDGES = ("in", "a", "an", "of", "the", "and", "with")
MATERIALS = ("steel", "wooden", "glass", "leather", "paper", "ceramic")


@dataclass(frozen=True)
class Thing:
    """Something a film shows. `head` and `full` are without article, in the language they were read in."""

    key: str
    id: str
    kind: str
    head: str
    full: str
    english: str
    gender: str = ""
    plural: bool = False
    count: int = 0
    name: str = ""
    at: int = 0
    traits: tuple[str, ...] = ()
    language: str = "en"

    @property
    def alive(self) -> bool:
        return self.kind in ("animal", "person")


def things(text: str, said: Sequence[Word], lex: Lexicon) -> list[Thing]:
    """Everything of the lexicon that the text names, in reading order, but what only says where."""
    places = where(text, said, lex)
    named = sorted([*lex.find("subjects", said), *painted(said, lex)], key=lambda one: one.at)
    found = [one for one in named if not any(_within(said, one, place) for place in places)]
    starts = {place.at for place in places}
    found = [one for one in found if not any(_within(said, one, cue) for cue in lex.find("kinds", said))]
    kept = [
        one
        for one in found
        if not acts(said, one, found)
        and not negated(text, said, one.at, lex)
        and not danced(said, one, lex)
        and not misspelt(text, said, one)
        and not styled(said, one, found, lex)
        and not sells(text, said, one, found)
        and not employed(text, said, one, found)
        and not described(text, said, one, found, lex)
        and not (
            lex.language == "en"
            and one.end in starts
            and not gap(text, said, one.end)
            and said[one.end].folded not in OVER
        )
    ]
    return [_thing(text, said, lex, one, kept) for one in kept]


def _settled(noun: str) -> str:
    """Small letters where a sentence or a title made them big; a name of signs such as LED stays."""
    return " ".join(
        word
        if (sum(sign.isupper() for sign in word) > 1 and not noun.isupper()) or not word[:1].isupper()
        else word.lower()
        for word in noun.split(" ")
    )


def _within(said: Sequence[Word], one: Found, place: Found) -> bool:
    wider = place.at <= one.at and one.end <= place.end and place.length > one.length
    return wider or inside(said, one, place)


def _thing(text: str, said: Sequence[Word], lex: Lexicon, one: Found, others: Sequence[Found]) -> Thing:
    noun = _agreeing(one.noun or Noun(one.id, "", False), said, lex, one)
    end = one.end
    kind, ident = kind_of(one.id)
    key, doers = one.id, word_pairs("events").get(noun.text, "")
    if lex.language == "en" and end < len(said) and _agent(said[end].folded, kind) and not gap(text, said, end):
        end, kind, key, ident = end + 1, "person", "person", "person"
    if lex.language == "en" and end < len(said) and said[end].folded in SHOPS and not gap(text, said, end):
        end += 1
    after = lex.find("subjects", said[end : end + 2])[:1]
    if after and after[0].at == 0 and after[0].id in word_list("people") and key not in word_list("people"):
        works = not gap(text, said, end)
        end += after[0].length if works else 0
        if works and kind not in ("animal", "person"):
            (kind, ident), key = kind_of(after[0].id), after[0].id
    first, count, definite_plural = _reach_back(text, said, lex, one, others)
    if key == "team" and count > 1:
        key = ident = "couple" if count == 2 else "person"
        kind = "person"
    last, traits = _reach_on(text, said, lex, end)
    before = tuple(found.id for found in lex.find("adjectives", said[first : one.at]))
    shop = end > one.end and kind != "person"
    plural = (one.plural and not shop) or count > 1 or definite_plural
    head = _without_article(text[said[one.at].start : said[end - 1].end], key)
    full = _without_article(text[said[first].start : said[last - 1].end], key)
    own = {fold(part) for part in head.split()}
    if doers:
        head, full, plural = doers, doers, True
    listed = tuple(dict.fromkeys(trait for trait in (*before, *traits) if trait not in own))
    english = _in_english(full, head, key, listed, lex.language, plural=plural, count=count)
    return Thing(
        key,
        ident,
        kind,
        _settled(head),
        _settled(full),
        english[:1].lower() + english[1:],
        noun.gender,
        plural,
        count,
        at=one.at,
        traits=listed,
        language=lex.language,
    )


def _agent(word: str, kind: str) -> bool:
    """Whether an English word after a noun makes it what somebody does: a typewriter repairman."""
    made = len(word) > 6 and word.endswith(
        ("man", "woman", "men", "women", "maker", "keeper", "smith", "player", "monger")
    )
    return word in AGENTS or (made and kind not in ("animal", "person"))


def _agreeing(noun: Noun, said: Sequence[Word], lex: Lexicon, one: Found) -> Noun:
    """The noun in the gender of its article, where the language has it in both: una atleta, la capitaine."""
    if lex.language == "en":
        return noun
    shown = next((word.folded for word in reversed(said[max(0, one.at - 3) : one.at]) if word.folded in GENDERED), "")
    twins = [other for other in lex.nouns[one.id] if fold(other.text) == fold(noun.text)]
    return next((other for other in twins if other.gender == GENDERED.get(shown)), noun)


def _without_article(noun: str, key: str) -> str:
    """`the moon` is a moon with its article, which grammar puts before it again."""
    return noun[4:] if key.startswith("the ") and noun.lower().startswith("the ") else noun


@lru_cache(maxsize=4096)
def kind_of(key: str) -> tuple[str, str]:
    """Kind and visual id of an English noun; `thing` and '' when the painter has none."""
    seen = spot(key, "subjects")
    if not seen:
        return "thing", ""
    subject = visual().subjects[seen[0].id]
    return subject.kind, subject.id


def _reach_back(
    text: str, said: Sequence[Word], lex: Lexicon, one: Found, others: Sequence[Found]
) -> tuple[int, int, bool]:
    """Where the noun's attributes begin, and how many of it there are (0: not said)."""
    from_here = max(0, one.at - 6)
    window = said[from_here : one.at]
    known = {index + from_here for found in lex.find("adjectives", window) for index in range(found.at, found.end)}
    taken = {index for found in others if found is not one for index in range(found.at, found.end)}
    verbs = {index + from_here for found in lex.find("verbs", window) for index in range(found.at, found.end)}
    first, at = one.at, one.at - 1
    while at >= 0 and one.at - at <= 4 and at not in taken:
        word = said[at]
        sentence_end = "." in text[word.end : said[at + 1].start] or ":" in text[word.end : said[at + 1].start]
        if sentence_end or (gap(text, said, at + 1) and at not in known):
            break
        if word.folded in COUNTS:
            return (at + 1 if at + 1 <= first else first, COUNTS[word.folded], False)
        if word.folded in lex.articles:
            whole = lex.language == "en" and not any(index in verbs for index in range(at + 1, one.at))
            return (at + 1 if whole else first, 0, word.folded in {"unos", "unas", "los", "las", "des", "les"})
        if word.folded in ("of", "de", "d") and at and said[at - 1].folded in BODIES_OF:
            return (first, 0, True)
        if word.folded in ("of", "de", "d") and at and said[at - 1].folded in MANY_OF:
            return (first, COUNTS.get(said[at - 1].folded, 5), False)
        if word.folded in lex.common or (at in verbs and at not in known):
            break
        if at in known:
            first = at
        at -= 1
    return (0 if at < 0 and first > 0 and _all_plain(said[: one.at], lex) else first), 0, False


def _all_plain(before: Sequence[Word], lex: Lexicon) -> bool:
    """Whether an English text begins with words that can only belong to its first noun: "luxury watch"."""
    if (
        lex.language != "en"
        or len(before) > 2
        or any(word.folded in lex.common or word.text.isdigit() for word in before)
    ):
        return False
    openers = word_list("openers") - {"luxury", "premium"}
    return not any(word.folded in openers for word in before) and not any(
        lex.find(group, before) for group in ("kinds", "verbs", "places", "times", "weathers", "subjects", "styles")
    )


def _reach_on(text: str, said: Sequence[Word], lex: Lexicon, end: int) -> tuple[int, tuple[str, ...]]:
    """Where attributes after the noun end (Spanish, French), and which they are."""
    traits: list[str] = []
    if lex.language == "en":
        return end, ()
    for found in lex.find("adjectives", said[end : end + 6]):
        at = found.at + end
        if at != end or gap(text, said, end):
            break
        traits.append(found.id)
        end = at + found.length
    return _reach_linked(text, said, lex, end), tuple(traits)


def _reach_linked(text: str, said: Sequence[Word], lex: Lexicon, end: int) -> int:
    """Over `de especialidad`, `à café`: one small word and one plain noun that names no place or time."""
    if (
        end + 1 >= len(said)
        or said[end].folded not in ("de", "d", "a")
        or gap(text, said, end)
        or (said[end].folded == "a" and lex.language == "es")
    ):
        return end
    word = said[end + 1]
    pair = said[end + 1 : end + 2]
    plain = word.text.islower() and word.folded not in lex.common and not word.text.isdigit()
    named = any(lex.find(group, pair) for group in ("places", "times", "weathers", "verbs", "subjects"))
    return end + 2 if plain and not named else end


def _in_english(
    full: str, head: str, key: str, traits: Sequence[str], language: str, *, plural: bool, count: int
) -> str:
    """The noun with its attributes as the painter and other image models read it."""
    number = SPELT["en"][count] + " " if 1 < count < 8 and key != "couple" else ""
    if key == "couple" and count == 2:
        return " ".join([*(trait for trait in traits if trait in visual().colours), "friends"])
    if language != "en":
        named = pluralised(key) if plural and not key.startswith("the ") else key
        return number + " ".join([*traits, named])
    named = full if full.isupper() is False else full.lower()
    if key.startswith("the "):
        return key
    told = {word.lower() for word in named.split()}
    if len({seen.id for seen in spot(named, "subjects")}) > 1 or told & set(stage()["safe"]):
        named = _without_others(named, key)
    if set(head.lower().split()) & set(world()["shops"]["words"].split()):
        return number + key
    otherwise = " " in key and key not in named.lower()
    if key != "person" and (otherwise or not any(seen.id == kind_of(key)[1] for seen in spot(head, "subjects"))):
        rest = " ".join(word for word in _without_others(named, key).split() if word.lower() not in key.split())
        named = _with_rest(pluralised(key) if plural or _grows(head, key) else key, rest, head)
    if key == "person" and not any(visual().subjects[seen.id].kind == "person" for seen in spot(named, "subjects")):
        rest = _without_others(named, key)
        people = "people" if plural else "person"
        return number + (f"{people} ({rest})" if rest else people)
    return number + named


def _grows(head: str, key: str) -> bool:
    """Whether a plant without a number stands in the field in its many: lavender."""
    return head.lower() in word_list("mass") and kind_of(key)[0] == "plant"


def _with_rest(noun: str, rest: str, head: str) -> str:
    """`red party balloon`, `man (keeper)`: colour and size before the noun, the rest after it."""
    known = lexicon("en").terms["adjectives"]
    own = () if stands_for(head) else head.split()
    told = [word for word in rest.split() if word not in own]
    before = [word for word in told if word.lower() in visual().colours or word.lower() in known]
    after = [word for word in rest.split() if word not in before and not spot(word, "subjects")]
    return " ".join([*before, noun, *([f"({' '.join(after)})"] if after else [])])


def _without_others(named: str, key: str) -> str:
    """A description without what would be painted beside it: a lighthouse keeper is not a man and a lighthouse."""
    own, safe = kind_of(key)[1], stage()["safe"]
    kept: list[str] = []
    for word in named.split(" "):
        others = any(seen.id != own for seen in spot(word, "subjects"))
        own_word = word.lower() in key.split()
        kept += [word] if own_word else [safe[word.lower()]] if word.lower() in safe else [] if others else [word]
    while kept and kept[0].lower() in EDGES:
        kept.pop(0)
    return " ".join(kept)


@lru_cache(maxsize=4096)
def pluralised(noun: str) -> str:
    """An English noun in the plural, in the form that the painter reads: taxi where it knows no taxis."""
    asked = [] if noun.startswith("old ") else [seen.id for seen in spot(noun, "subjects")]
    forms = (_plural(noun), f"{noun}s")
    return next((one for one in forms if not asked or [seen.id for seen in spot(one, "subjects")] == asked), noun)


def _plural(noun: str) -> str:
    odd = {
        "person": "people",
        "man": "men",
        "woman": "women",
        "child": "children",
        "mouse": "mice",
        "wolf": "wolves",
        "fish": "fish",
        "sheep": "sheep",
        "deer": "deer",
        "leaf": "leaves",
        "headphones": "headphones",
        "sunglasses": "sunglasses",
        "old man": "old men",
        "old woman": "old women",
        "team": "team",
        "family": "family",
    }
    head, joined, rest = (
        re.split(r"( with | on )", noun, maxsplit=1) if " with " in noun or " on " in noun else (noun, "", "")
    )
    if joined:
        return f"{pluralised(head)}{joined}{rest}"
    if noun in odd or noun.endswith("s"):
        return odd.get(noun, noun)
    if noun.endswith(("ch", "sh", "x", "o")) and noun not in ("piano", "radio"):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


def leading(found: Sequence[Thing], said: Sequence[Word], *, ad: bool) -> Thing | None:
    """Which of the things the film is about: in an ad the product, else who acts; first named counts most."""
    if not found:
        return None

    def weight(thing: Thing) -> float:
        before = next(
            (said[at].folded for at in range(thing.at - 1, max(-1, thing.at - 4), -1) if _linking(said[at].folded)), ""
        )
        led_in = thing.at >= 2 and any(word.folded in CUES for word in said[max(0, thing.at - 4) : thing.at])
        aside = before in WEAK_BEFORE and not (led_in and before in ("of", "about", "de", "sobre", "a"))
        aside = aside or (thing.language != "en" and _flavours(said, thing.at))
        played = thing.id in world()["products"]["sound"] and before_it(said, thing.at) in word_list("tempo")
        score = -0.12 * found.index(thing) - (1.2 if aside else 0) - (1.8 if played else 0)
        if ad:
            return score + (0 if thing.alive else 1.6) - (1.0 if thing.kind in ("plant", "idea") else 0)
        return score + (0.9 if thing.alive else 0.4 if thing.kind in ("vehicle", "product") else 0.3)

    return max(found, key=weight)


def before_it(said: Sequence[Word], at: int) -> str:
    return said[at - 1].folded if at else ""


def _flavours(said: Sequence[Word], at: int) -> bool:
    """Whether a noun only says what another is made with: un savon à la lavande."""
    before = [word.folded for word in said[max(0, at - 2) : at]]
    return before[-1:] == ["a"] or before in (["a", "la"], ["a", "l"])


def _linking(word: str) -> bool:
    return word in WEAK_BEFORE or word in CUES


def in_language(thing: Thing, language: str) -> Thing:
    """The thing as another language names it; without attributes, since these would have to agree."""
    if thing.language == language or language not in SPELT:
        return thing
    nouns = lexicon(language).nouns.get(thing.key)
    if not nouns:
        return replace(thing, head="", full="", language=language)
    noun = nouns[0]
    if language != "en":
        named = plural_of(noun.text, language) if thing.plural and not noun.plural else noun.text
        return replace(thing, head=named, full=named, gender=noun.gender, language=language)
    head = pluralised(thing.key) if thing.plural else thing.key
    full = " ".join([*thing.traits, head])
    return replace(thing, head=head.removeprefix("the "), full=full.removeprefix("the "), gender="", language="en")


def plural_of(noun: str, language: str) -> str:
    """A Spanish or French noun in the plural: its first word, or its second if they are adjective and noun."""
    head, space, rest = noun.partition(" ")
    if head.endswith("s") or head.endswith("x"):
        return noun
    if language == "es":
        vowel = head[-1] in "aeiouáéó"
        ending = "s" if vowel else "es"
        head = head[:-1] + "c" if head.endswith("z") else head
        head = re.sub(r"ón$", "on", re.sub(r"ín$", "in", re.sub(r"én$", "en", head)))
        return head + ending + space + rest
    if head.endswith(("eau", "eu")):
        return head + "x" + space + rest
    return (head[:-2] + "aux" if head.endswith("al") else head + "s") + space + rest
