"""What matters in a material, found by counting: key sentences, quotes, figures. The same text gives the same. Pure.

It understands nothing and invents nothing: every point is a sentence that stands there, with the passage it is from.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from vidpipe.film.source import Passage, Point

SHORTEST, LONGEST = 4, 34
"""Words of a sentence that can be a point."""
BEST = (7, 18)
ASIDE = re.compile(
    r"(?:\d[\d.]*\s+)?(?:licen[sc]e|licencia|contribut|acknowledg|references?\b|bibliograph|changelog|history$|contents|"
    r"table of|índice|sommaire|appendix|anexo|annexe|credits|legal|copyright|about the author|see also|support$|"
    r"first (?:film|steps?)$|(?:quick|getting) ?start(?:ed)?$|install|requirements$|usage$|command line$|tests?$|"
    r"development$|faq$|instalaci|premiers pas)",
    re.I,
)
"""Headings of sections that are about the document and not about its subject."""
END = re.compile(r"(?<=[.!?…])[\"”»’)]*\s+(?=[\"“«¿¡(]?[^\W_])|(?<=[。！？])")
SHORTENED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|no|nr|fig|sec|vol|dr|mr|mrs|ms|prof|st|sra?|ej|p|pp|ca|z\.B)|(?-i:\b[A-Z]))\.$",
    re.I,
)
PAUSE = re.compile(r"\s*;\s|:\s|\s[—–]\s")
"""Where a long sentence can be told in parts."""
WORD = re.compile(r"[^\W\d_][\w'’-]*")
CODE = re.compile(
    r"[{}<>=|`\\~^]|://|\w\(\)|--\w|[\w.-]+/[\w.-]+/|\$ |\w_\w|#!|"
    r"\b[\w-]+\.(?:py|ipynb|js|ts|toml|md|ya?ml|json|css|html|sh|txt|csv|mp4|png)\b|"
    r"\w/[\w-]+\.\w|\s[.,;]|→"
)
CITED = re.compile(r"\s*\[\d[\d\s,–-]*\]|\s*\((?:see\b[^()]*|[^()]*\b(?:19|20)\d\d[a-z]?)\)", re.I)
"""Marks of a reference, which nobody says aloud."""
CHATTER = re.compile(
    r"(?:welcome|hello|hi|hey|thanks?|thank you|subscribe|don.t forget to|in (?:this|today.s) video|see you|click|"
    r"see (?:also|fig\w*|tables?|sections?|pages?|chapter|appendix)|"
    r"(?:so )?today (?:we|i)\b.{0,20}\b(?:look|show|talk|learn|see)|"
    r"let.s (?:get started|begin)|bienvenid|hola|gracias|suscr[ií]b|en este v[ií]deo|"
    r"bienvenue|bonjour|merci|abonnez|dans cette vidéo)\b|.*\b(?:this channel|subscribe)\b",
    re.I,
)
"""What is said to those who watch, and not about the subject."""
LEANS = re.compile(
    r"(?:it|they|this|that|these|those|then|there|so|but|and|or|he|she|also|however|here|such|both|"
    r"esto?|esta|eso|pero|y|entonces|también|il|elle|ils|elles|cela|ce|mais|et|puis|aussi)\b",
    re.I,
)
"""How a sentence begins that leans on the one before it."""
FIGURE = re.compile(r"(?<![\w.])(?:[$€£]\s?)?\d[\d.,  ]*(?:%|‰|°C?|[$€£]|\b)")
QUOTED = re.compile(r"“([^“”]{16,280})”|«\s?([^«»]{16,280}?)\s?»|„([^„“”]{16,280})[“”]|\"([^\"]{16,280})\"")
SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def split(text: str) -> list[str]:
    """The sentences of a text."""
    found: list[str] = []
    for piece in END.split(text):
        piece = " ".join(piece.split())
        if not piece:
            continue
        if found and SHORTENED.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def length(sentence: str) -> int:
    """Words as spoken; two signs of a script without spaces are one."""
    loose = len(SPACELESS.findall(sentence))
    return len(SPACELESS.sub(" ", sentence).split()) + (loose + 1) // 2


def plain(sentence: str) -> bool:
    """Whether it is a sentence that can be said: no code, no table, no bare list of names, no question."""
    sentence = sentence.partition(": ")[0] + "." if "→" in sentence.partition(": ")[2] else sentence
    sentence = CITED.sub("", sentence)
    words = length(sentence)
    letters = sum(sign.isalpha() or sign.isspace() for sign in sentence)
    if not SHORTEST <= words <= LONGEST or letters < 0.8 * len(sentence) or CODE.search(sentence):
        return False
    return sentence.rstrip('"”»’)').endswith((".", "!", "…", "。", "！"))


def key_points(passages: Sequence[Passage], *, most: int, title: str = "") -> tuple[Point, ...]:
    """The sentences that say most, in their order: of each section its best, then the best of what is left."""
    about = [passage for passage in passages if not ASIDE.match(passage.heading)] or list(passages)
    rows = [(passage, place, one) for passage in about for place, one in enumerate(split(passage.text)) if plain(one)]
    rows = [row for row in rows if not CHATTER.match(row[2])] or rows
    if not rows:
        return _blocks(passages, most)
    weight = _weights(one for _, _, one in rows)
    named = _folded(title) | {word for passage in passages for word in _folded(passage.heading)}
    scored = [(_score(one, place, weight, named), index) for index, (_, place, one) in enumerate(rows)]
    ranked = [index for _, index in sorted(scored, key=lambda one: (-one[0], one[1]))]
    chosen = _lead(rows, ranked, title, most=max(1, most // 3))
    best: dict[str, int] = {}
    for index in ranked:
        section = _section_of(rows[index][0])
        if section not in best and not _told(rows, index, [*chosen, *best.values()]):
            best[section] = index
    rest, others = most - len(chosen), sorted(set(best.values()) - set(chosen))
    chosen += _spread(others, rest) if len(others) > rest else others
    for index in ranked:
        if len(chosen) >= most:
            break
        if not _told(rows, index, chosen):
            chosen.append(index)
    return _points(rows, sorted(chosen))


Row = tuple[Passage, int, str]
"""A sentence with its passage and its place in it."""


def _told(rows: Sequence[Row], index: int, chosen: Iterable[int]) -> bool:
    """Whether one of these says the same."""
    return any(index == other or _alike(rows[index][2], rows[other][2]) for other in chosen)


def _lead(rows: Sequence[Row], ranked: Sequence[int], title: str, *, most: int) -> list[int]:
    """The best of what stands under a document's own title, before its sections: there it says what it is about."""
    own = ("", title.casefold())
    first = [index for index, row in enumerate(rows) if row[0].heading.casefold() in own and row[0].number <= 3]
    return [index for index in ranked if index in first][:most] if len(first) < len(rows) else []


def _section_of(passage: Passage) -> str:
    """What has one best sentence: a section, a page, a minute and a half of a recording."""
    if passage.heading:
        return f"{passage.file}/{passage.heading}"
    return f"{passage.file}/page {passage.page}" if passage.page else f"{(passage.at or 0) // 90_000}"


def _spread(indices: Sequence[int], most: int) -> list[int]:
    """So many of them, from first to last."""
    step = (len(indices) - 1) / max(1, most - 1)
    return [indices[round(place * step)] for place in range(most)]


def _points(rows: Sequence[Row], chosen: Iterable[int]) -> tuple[Point, ...]:
    """Points with the heading of their section as caption, where it is the first of it."""
    seen: set[str] = set()
    found = []
    for index in chosen:
        passage, _, sentence = rows[index]
        caption = "" if passage.heading in seen else passage.heading
        seen.add(passage.heading)
        found.append(Point(text=sentence[:600], passage=passage.number, caption=caption))
    return tuple(found)


def _blocks(passages: Sequence[Passage], most: int) -> tuple[Point, ...]:
    """Of a text without a whole sentence: the beginning of each passage."""
    held = [passage for passage in passages if WORD.search(passage.text)]
    kept = [held[index] for index in _spread(range(len(held)), most)] if len(held) > most else held
    return tuple(
        Point(text=" ".join(passage.text.split()[:24])[:300], passage=passage.number, caption=passage.heading)
        for passage in kept
    )


def _weights(sentences: Iterable[str]) -> dict[str, float]:
    """How much a word tells of what the text is about: one that is said often, but not all the time."""
    counts: Counter[str] = Counter()
    total = 0
    for one in sentences:
        counts.update(_folded(one))
        total += 1
    common = max(3, total // 4)
    return {word: min(count, 6) for word, count in counts.items() if 1 < count <= common or (count == 1 and total < 6)}


def _folded(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text) if len(word) > 3}


def _score(sentence: str, place: int, weight: dict[str, float], named: set[str]) -> float:
    words = _folded(sentence)
    told = sum(weight.get(word, 0.0) for word in words) / (4 + len(words))
    size = length(PAUSE.split(sentence)[0])
    score = told + 0.6 * len(words & named) + (1.2 if place == 0 else 0.4 if place == 1 else 0)
    score += 0.5 if FIGURE.search(sentence) else 0
    score -= 0.6 if ": " in sentence else 0
    score -= 0.7 if LEANS.match(sentence) else 0
    score -= 0.35 * max(0, size - BEST[1]) + 0.3 * max(0, BEST[0] - size)
    return score - 0.8 * sentence.count("(") - 0.3 * max(0, sentence.count(",") - 2)


def _alike(one: str, other: str) -> bool:
    first, second = _folded(one), _folded(other)
    return bool(first) and len(first & second) > 0.7 * min(len(first), len(second))


def quotes(passages: Sequence[Passage], *, most: int = 12) -> tuple[Point, ...]:
    """What stands between quotation marks and is a sentence or most of one."""
    found = []
    for passage in passages:
        for hit in QUOTED.finditer(passage.text):
            said = next(filter(None, hit.groups())).strip()
            if length(said) >= 4 and not CODE.search(said):
                found.append(Point(text=said, passage=passage.number))
            if len(found) == most:
                return tuple(found)
    return tuple(found)


def numbers(passages: Sequence[Passage], *, most: int = 16) -> tuple[Point, ...]:
    """Sentences with a figure that is more than a single digit or the number of something in a list."""
    found = []
    for passage in passages:
        for sentence in split(passage.text):
            figures = [re.sub(r"\D+$", "", hit.group()) for hit in FIGURE.finditer(sentence)]
            if plain(sentence) and any(len(figure) > 1 for figure in figures):
                found.append(Point(text=sentence[:600], passage=passage.number))
            if len(found) == most:
                return tuple(found)
    return tuple(found)
