"""Makes nouns.txt of the lexicon: English nouns that the painter has no picture of, beside the nearest thing that it
has; and geography.txt, names of places by what it is like there.

`python docs/nouns.py FOLDER` reads the files of WordNet 3.0 (index.noun, data.noun and the index of the other parts of
speech), as the Debian package `wordnet-base` has them. Of a noun its first meaning counts; it is filed under the
nearest more general word that can be drawn. Left out: names, what is more often a verb or an adjective, and all the
lexicon already has.
"""

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vidpipe.library.lexicon import GROUPS, LANGUAGES, lexicon, words
from vidpipe.library.visual import spot, tokens, visual
from vidpipe.providers.local.director.seen import KINDS

TARGET = Path(__file__).parents[1] / "vidpipe/library/lexicon/nouns.txt"
FILES = {"05": "animal", "06": "artifact", "13": "food", "17": "object", "18": "person", "20": "plant", "08": "body"}
"""WordNet's own files of nouns that can be seen, by number."""
DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def split(listed: str) -> list[str]:
    return [" ".join(one.split()) for one in listed.split(",")]


ANCHORS = {word: ident for ident, listed in DATA["anchors"].items() for word in split(listed)}
"""What stands for a more general word; '' for one that nothing does."""
ODD = set(split(DATA["odd"]["words"]))
LANDS = {word: land for land, listed in DATA["lands"].items() for word in split(listed)}
"""What it is like in a kind of place: see [lands] of world.toml."""
RUDE = re.compile(
    r"offensive|derogat|disparag|slur|obscen|vulgar|taboo|contempt|insult|prostitut|sexual|genital|drug|stupid|slang"
)
AGENT = re.compile(r"(?:er|or|ist|ian|eer|man|woman|ant|ess|ard|eur|ster)$")
"""How a word for somebody ends that says what they do; of other words for people only those that texts use."""


class Sense(NamedTuple):
    """One meaning: which file it stands in, its words, the more general meanings above it."""

    file: str
    words: tuple[str, ...]
    above: tuple[str, ...]
    rude: bool = False
    whole: tuple[str, ...] = ()


def senses(folder: Path) -> dict[str, Sense]:
    found = {}
    for line in (folder / "data.noun").read_text().splitlines():
        if line.startswith(" "):
            continue
        head, _, gloss = line.partition(" | ")
        parts = head.split()
        count = int(parts[3], 16)
        names = tuple(parts[4 + 2 * index].replace("_", " ") for index in range(count))
        rest = parts[4 + 2 * count + 1 :]
        above = tuple(rest[at + 1] for at in range(0, len(rest) - 3, 4) if rest[at] in ("@", "@i"))
        whole = tuple(rest[at + 1] for at in range(0, len(rest) - 3, 4) if rest[at] == "#p")
        found[parts[0]] = Sense(parts[1], names, above, RUDE.search(gloss) is not None, whole)
    return found


def index(folder: Path, part: str) -> Iterator[tuple[str, str, int]]:
    """Word, its first meaning, how many of its meanings were met in texts."""
    for line in (folder / f"index.{part}").read_text().splitlines():
        if not line.startswith(" "):
            parts = line.split()
            many = int(parts[2])
            yield parts[0].replace("_", " "), parts[-many], int(parts[-many - 1])


def anchored(every: dict[str, Sense], first: dict[str, str]) -> dict[str, str]:
    """Meanings that can be drawn, by the thing that shows them."""
    found: dict[str, str] = {}
    for ident, subject in visual().subjects.items():
        for word in (ident.replace("-", " "), *subject.words):
            if subject.kind in KINDS and word in first and every[first[word]].file in FILES:
                found.setdefault(first[word], ident)
    return found | {first[word]: ident for word, ident in ANCHORS.items() if word in first}


def nearest(at: str, every: dict[str, Sense], drawn: dict[str, str]) -> str:
    row, seen = [at], set()
    while row:
        for one in row:
            if one in drawn:
                return drawn[one]
        seen |= set(row)
        row = [up for one in row for up in every[one].above if up not in seen]
    return ""


def geography(every: dict[str, Sense], first: dict[str, str]) -> str:
    """Names of places by what it is like there: a name counts only if nothing else in the language is called so."""
    kinds = {first[word]: land for word, land in LANDS.items() if word in first}
    rows: dict[str, list[str]] = defaultdict(list)
    for sense in every.values():
        if sense.file not in ("15", "17"):
            continue
        land = next((kinds[one] for one in sense.above if one in kinds), "")
        land = land or next((nearest(one, every, kinds) for one in sense.above), "")
        for name in sense.words[:2]:
            plain = name[:1].isupper() and len(name) > 3 and all(part.isalpha() for part in name.split())
            if (
                land
                and plain
                and len(name.split()) < 3
                and first.get(name.lower())
                and name.lower() not in ("nice", "reading")
            ):
                rows[land].append(name)
    return "".join(f"{land}: {', '.join(sorted(set(listed)))}\n" for land, listed in sorted(rows.items()))


def known(word: str) -> bool:
    """Whether lexicon or painter have the word already."""
    said = words(word)
    lex = lexicon("en")
    return any(one.length == len(said) for group in GROUPS for one in lex.find(group, said)) or any(
        one.length == len(tokens(word)) for one in spot(word, "subjects")
    )


def main(folder: Path) -> None:
    every = senses(folder)
    nouns = list(index(folder, "noun"))
    first = {word: at for word, at, _ in nouns}
    busy: dict[str, int] = defaultdict(int)
    for part in ("verb", "adj", "adv"):
        for word, _, times in index(folder, part):
            busy[word] = max(busy[word], times)
    drawn = anchored(every, first)
    rows: dict[str, list[str]] = defaultdict(list)
    for word, at, times in nouns:
        sense, parts = every[at], word.split()
        named = word in {one.lower() for one in sense.words} and word not in sense.words
        plain = len(parts) <= 2 and all(part.isalpha() for part in parts) and len(word) > 2
        if not plain or named or sense.file not in FILES or ODD & set(parts[-1:]) or busy[word] > times or sense.rude:
            continue
        if sense.file == "18" and not times and not AGENT.search(word):
            continue
        ident = nearest(at, every, drawn)
        tail = parts[-1] if len(parts) == 2 else ""
        if (
            not ident
            or ident not in visual().subjects
            or (tail and nearest(first.get(tail, at), every, drawn) == ident)
        ):
            continue
        if tail and sense.file in ("20", "13", "18") and ident in ("person", "potted-plant", "herb", "deciduous-tree"):
            continue
        if not known(word):
            rows[ident].append(word)
    text = "".join(f"{ident}: {', '.join(sorted(listed))}\n" for ident, listed in sorted(rows.items()))
    TARGET.write_text(text, encoding="utf-8")
    TARGET.with_name("geography.txt").write_text(geography(every, first), encoding="utf-8")
    print(sum(map(len, rows.values())), "nouns under", len(rows), "things,", len(text), "characters;", LANGUAGES)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
