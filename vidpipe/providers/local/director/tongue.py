"""Which language a prompt is in: by its script, then by its small words. Never wrong on purpose: `und` when unclear."""

import re
import unicodedata
from collections import Counter

from vidpipe.library.lexicon import LANGUAGES, lexicon, words, world
from vidpipe.library.lexicon.wider import nearby

SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "THAI": "th",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "CJK": "zh",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
}
SIGNS = {"es": "ñ¿¡", "fr": "çœêèàùûîôâë", "de": "ßäöü", "pt": "ãõ"}
OTHERS = {
    "de": "der die das und ein eine einer einem ist nicht mit für auf von im zu den wie warum über durch sucht nacht",
    "it": "il gli un in al sul una di che è e per con nella della dei delle sono come perché uno nel alla notte città",
    "pt": "o os uma um de que e do da em no na para com não por são como uma seu sua noite cidade pelo ao",
    "nl": "de het een van en in is dat op te met voor niet zijn hoe waarom door naar",
    "sv": "och en ett det är som på för med till av hur varför den",
    "pl": "i w na się z do nie jest jak dlaczego o po przez dla",
    "tr": "bir ve bu için ile nasıl neden çok gibi",
}
NEVER = re.compile(r"[^\W\d_]")


def detect(text: str) -> str:
    """A language tag such as `en`, `ja`; `und` where there are no words to tell by, or none we can place."""
    sample = text[:1200]
    letters = NEVER.findall(sample)
    scripts = Counter(_script(letter) for letter in letters)
    if not letters:
        return "und"
    main, _ = scripts.most_common(1)[0]
    if main == "CJK" and (scripts["HIRAGANA"] or scripts["KATAKANA"]):
        return "ja"
    if main != "LATIN":
        return SCRIPTS.get(main, "und")
    return _latin(sample)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split(" ")[0].split("-")[0]


def _latin(sample: str) -> str:
    said = words(sample)
    folded = [word.folded for word in said]
    scores: Counter[str] = Counter()
    for language in LANGUAGES:
        known = lexicon(language)
        scores[language] = 2 * sum(word in known.common for word in folded)
        scores[language] += sum(
            found.length
            for group in ("subjects", "times", "adjectives", "moods", "weathers", "places")
            for found in known.find(group, said)
        )
        scores[language] += 2 * len(known.find("kinds", said))
    for language, common in OTHERS.items():
        small = set(common.split())
        scores[language] = 2 * sum(word.text.lower() in small for word in said)
    for language, signs in SIGNS.items():
        scores[language] += 2 * sum(sign in signs for sign in sample.lower())
    if len(said) <= 2 and not any(scores.values()) and (set(folded) & set(nearby()) or idea_of(folded)):
        return "en"
    best, score = max(scores.items(), key=lambda item: (item[1], item[0] == "en"))
    return best if score else "und"


def idea_of(folded: list[str]) -> bool:
    """Whether an English word for an idea is all that is said: the first half of each list of ideas is English."""
    return any(word in one["words"].split()[:2] for one in world()["ideas"] for word in folded)
