"""Text taken apart into what is spoken and drawn as one: words, how wide and how long each is, what it ends. Pure.

Scripts without spaces are taken sign by sign, with the marks that belong to a sign, so that any of them can be broken.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 40
"""Columns of the longest word: beyond it is broken, since no row holds it."""
SENTENCE = ".!?…。！？।॥؟۔።"
CLAUSE = ",;:—–、，；：،؛·"
CLOSING = "\"'”’»›)]}」』】〉》）］"
VOWELS = frozenset("aeiouyæœøаеёиоуыэюяіїєαεηιουω")
SENTENCE_PAUSE, CLAUSE_PAUSE = 7.0, 3.5
"""How long a pause is, in letters."""
SMALL_KANA = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮー"
JOINERS = "\u200d\ufe0e\ufe0f"


@dataclass(frozen=True)
class Word:
    """A word with the space before it; `weight` is how long it takes to say, in letters, `ends` what it ends."""

    text: str
    columns: int
    weight: float
    ends: str

    @property
    def pause(self) -> float:
        """How long the pause after it is, in letters."""
        return {"sentence": SENTENCE_PAUSE, "clause": CLAUSE_PAUSE}.get(self.ends, 0.0)


def words(text: str) -> list[Word]:
    """All words of a text; joined they are the text, with single spaces."""
    found = [part for piece in re.findall(r"\s?\S+", " ".join(text.split())) for part in _parts(piece)]
    return [_word(part) for part in found]


def _word(text: str) -> Word:
    return Word(text, columns(text), _weight(text), _ends(text))


def wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


@lru_cache(maxsize=4096)
def columns(text: str) -> int:
    """How wide a text is; a wide East Asian sign takes two columns, a mark on another sign none."""
    return sum(2 if wide(sign) else 0 if _marks(sign) else 1 for sign in text)


def _marks(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Me", "Cf")


def _parts(piece: str) -> list[str]:
    """What of a piece between spaces is a word of its own."""
    parts: list[str] = []
    for sign in _signs(piece):
        if parts and not _breaks(parts[-1], sign):
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts


def _breaks(before: str, sign: str) -> bool:
    """Whether a new word begins with this sign."""
    if columns(before) + columns(sign) > LONGEST:
        return True
    if not (wide(before[-1]) or wide(sign[0])) or before.isspace():
        return False
    return not (_holds(before[-1], ("Ps", "Pi")) or _holds(sign[0], ("Pe", "Pf", "Po", "Lm")))


def _holds(sign: str, kinds: tuple[str, ...]) -> bool:
    """Whether a sign belongs to its neighbour: no row begins with a full stop or ends with an opening bracket."""
    return unicodedata.category(sign) in kinds or (kinds[0] == "Pe" and sign in SMALL_KANA)


def _signs(text: str) -> list[str]:
    """Signs as a reader counts them: each with the marks on it."""
    signs: list[str] = []
    for sign in text:
        joins = signs and (
            unicodedata.category(sign) in ("Mn", "Mc", "Me") or sign in JOINERS or signs[-1][-1] == JOINERS[0]
        )
        if joins:
            signs[-1] += sign
        else:
            signs.append(sign)
    return signs


def _weight(text: str) -> float:
    """How long a word takes to say, in letters: long ones somewhat less for each letter, figures much more."""
    plain = unicodedata.normalize("NFD", text.strip().lower())
    letters = sum(sign.isalpha() for sign in plain)
    spoken = sum(2.0 for sign in plain if wide(sign)) + sum(2.5 for sign in plain if sign.isdigit())
    return 1.0 + 0.7 * letters + 0.8 * len(_SYLLABLES.findall(plain)) + spoken


_SYLLABLES = re.compile(f"[{''.join(sorted(VOWELS))}]+")


def _ends(text: str) -> str:
    last = text.rstrip(CLOSING)[-1:]
    return "sentence" if last and last in SENTENCE else "clause" if last and last in CLAUSE else ""
