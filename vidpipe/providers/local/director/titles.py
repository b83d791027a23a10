"""Titles: for a story from the bank, for an ad the brand, for an explainer its question. Never the raw prompt
of a sentence.
"""

import re
from collections.abc import Collection

from vidpipe.film.brief import FilmKind
from vidpipe.library.lexicon import LANGUAGES
from vidpipe.providers.local.director.lines import Narrator
from vidpipe.providers.local.director.reading import Reading
from vidpipe.providers.local.director.text import bare, capital, flat, headline, sentences, shortened, word_count

WORKS = re.compile(
    r"^how (?:does|do) (.+?) (work|happen|fly|form|move|grow|sleep|learn|see|communicate|make .+|"
    r"become .+|turn into .+)$",
    re.I,
)
ASKS = re.compile(r"^(?:how|why|what)\b", re.I)
INVERTED = re.compile(r"^(?:how|why|what)(?: \w+)? (?:do|does|did|is|are|can|was|were|happens|makes)\b", re.I)
STATED = re.compile(
    r"^(?:how|why) (?!do\b|does\b|did\b|is\b|are\b|can\b|to\b|was\b)(?:a |an |the )?(\w+(?: \w+)??) \w+", re.I
)
"""`How bread rises`, `why sleep matters`: about bread, about sleep."""
FOR_WHOM = re.compile(
    r",?\s+(?:explain(?:ed)? |explicad[oa]s? |expliquée?s? )(?:to|for|para|a|à|aux|simply|de forma|en|clearly|"
    r"simplement|con).*$|"
    r"\s+(?:to|for|in|at|a|para|en|à|pour|aux|aux?)\s+(?:a |an |my |your |los |las |les |des |un |"
    r"une )?(?:\d+|five|ten|half|thirty|twenty|fifteen|forty|sixty|"
    r"treinta|veinte|quince|medio|trente|vingt|quinze|"
    r"kids?|children|beginners?|teen\w*|students?|adults?|everyone|dummies|niñ\w+|"
    r"principiantes|jóvenes|adolescent\w*|enfants?|débutants?|simple\w*|second\w*|minute\w*).*$",
    re.I,
)
QUESTION_WORDS = {
    "es": re.compile(r"^(?:cómo|qué|por qué|quién|cuál)\b", re.I),
    "fr": re.compile(r"^(?:comment|pourquoi|qu[’']|c[’']est quoi)", re.I),
}
HISTORY = re.compile(r"^(?:the|la|l[’'])\s?(?:history|science|historia|ciencia|histoire|science)\b", re.I)
LONGEST = 60


def title(reading: Reading, language: str, narrator: Narrator, tags: Collection[str], *, kind: FilmKind) -> str:
    """A title in the film's language; from the prompt's own words where vidpipe does not write that language."""
    if language not in LANGUAGES or reading.language not in LANGUAGES:
        return own_words(reading.text) if language not in LANGUAGES or reading.language != language else ""
    if kind is FilmKind.EXPLAINER:
        return shortened(_of_question(reading, language), LONGEST)
    found = narrator.line("titles", kind.value, tags, 9, key="title")
    found = found or own_words(reading.text)
    return shortened(headline(found) if language == "en" else found, LONGEST)


def own_words(text: str) -> str:
    """The prompt's beginning as a title: its first sentence, trimmed at a clause or a word."""
    first = sentences(text, most=1)
    plain = bare(first[0]) if first else flat(text)
    clause = re.split(r"[,、，:：—]\s*", plain)[0]
    chosen = clause if len(clause) >= 4 or clause == plain else plain
    asks = bool(first) and first[0].rstrip().endswith("?") and chosen == plain and len(plain) < 60
    if asks and re.search(r"\w", plain):
        return f"¿{capital(plain)}?" if "¿" in first[0] else capital(first[0].strip())
    return shortened(capital(chosen) or flat(text), LONGEST) or "Untitled"


def _of_question(reading: Reading, language: str) -> str:
    asked = bare(FOR_WHOM.sub("", reading.question.partition(":")[0]))
    topic = FOR_WHOM.sub("", reading.topic)
    if language != reading.language:
        return own_words(reading.text)
    if language == "en" and (hit := WORKS.match(asked)):
        return headline(f"How {hit.group(1)} {_third(hit.group(1), hit.group(2))}")
    if language == "en" and ASKS.match(asked):
        return headline(asked) + ("?" if INVERTED.match(asked) else "")
    pattern = QUESTION_WORDS.get(language)
    if pattern and pattern.match(asked) and word_count(asked) > 2:
        return f"¿{capital(asked)}?" if language == "es" else f"{capital(asked)} ?"
    if HISTORY.match(asked):
        return headline(asked) if language == "en" else capital(asked)
    if topic and word_count(topic) <= 7:
        return headline(topic) if language == "en" else capital(topic)
    return headline(own_words(reading.text)) if language == "en" else own_words(reading.text)


def _third(noun: str, verb: str) -> str:
    """The verb for one or for many: photosynthesis works, bees make honey."""
    head, space, rest = verb.partition(" ")
    last = noun.split()[-1].lower()
    many = last.endswith("s") and not last.endswith(("ss", "is", "us"))
    if many:
        return verb
    return (head[:-1] + "ies" if head == "fly" else head + "s") + space + rest


def subject_of(reading: Reading) -> str:
    """What an explainer is about, as few words."""
    asked = FOR_WHOM.sub("", reading.question.partition(":")[0])
    if reading.language == "en" and (hit := WORKS.match(asked) or STATED.match(asked)):
        return hit.group(1)
    return FOR_WHOM.sub("", reading.topic.partition(":")[0]) or bare(shortened(own_words(reading.text), 60))
