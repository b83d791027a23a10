"""Which kind of film a prompt asks for, and what an explainer is asked. Pure."""

import re

from vidpipe.film.brief import FilmKind
from vidpipe.library.lexicon import Lexicon, Word, fold, topics, word_list, words
from vidpipe.providers.local.director import names
from vidpipe.providers.local.director.text import bare, flat, word_count
from vidpipe.providers.local.director.things import Thing

ASKING = {
    "en": re.compile(
        r"\b(how (?:does|do|did|is|are|can|to)|why (?:does|do|did|is|are)|what (?:is|are|does|happens|makes|causes)|"
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
    r"^\W*(?:how (?!about)|why\b|what (?:is|are|does|do|happens|makes)\b|where do|"
    r"cómo\b|por qué\b|para qué\b|qué (?:es|son|pasa)\b|"
    r"comment\b|pourquoi\b|qu[’']est|c[’']est quoi|à quoi\b)",
    re.I,
)
"""A prompt that begins so asks, whatever it goes on about."""
TIPS = re.compile(r"\b(?:tips|ways|steps|hacks|consejos|trucos|maneras|pasos|conseils|astuces|façons|étapes)\b", re.I)
LISTED = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|ten|dos|tres|cuatro|cinco|seis|siete|diez|deux|trois|quatre|cinq|sept|dix)\s+"
    r"(?:\w+\s+){0,2}(?:tips|ways|steps|hacks|reasons|rules|mistakes|facts|tricks|consejos|trucos|maneras|formas|pasos|razones|"
    r"errores|reglas|conseils|astuces|façons|étapes|raisons|erreurs|règles)\b",
    re.I,
)
"""`three ways to`, `cinco consejos`: a list that explains."""
GOODS = ("product", "food")


def film_kind(text: str, said: list[Word], lex: Lexicon, found: list[Thing], known: str) -> FilmKind:
    cues = [one.id for one in lex.find("kinds", said)]
    if ASKED.match(text):
        return FilmKind.EXPLAINER
    if LISTED.search(text[:120]) and not names.slogan(text) and "story" not in cues and cues[:1] != ["ad"]:
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
    if not goods or goods[0] is not found[0] or goods[0].count or said[goods[0].at].folded in word_list("scenic"):
        return False
    scene = [one.at for group in ("weathers", "places", "times") for one in lex.find(group, said)]
    if any(at < goods[0].at for at in scene):
        return False
    alive = any(thing.alive for thing in found)
    if alive and not names.audience(text, lex.language, ""):
        return False
    return not lex.find("verbs", said) or not alive


def known_topic(text: str) -> str:
    """The common question that the text asks about, '' if vidpipe knows nothing of it."""
    plain = f" {' '.join(word.folded for word in words(text[:600]))} "
    hits = []
    for name, topic in topics().items():
        for phrase in topic["words"]:
            folded = " ".join(word.folded for word in words(phrase))
            if f" {folded} " in plain:
                hits.append((len(folded), name))
    return max(hits)[1] if hits else ""


def question(text: str, language: str) -> tuple[str, str, str]:
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
