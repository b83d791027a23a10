"""A line to speak, and how a text is split into pieces that are spoken in one breath. Pure."""

import re
from pathlib import Path
from typing import NamedTuple

from vidpipe.film.noun import Noun
from vidpipe.film.storyboard import Speed

LONGEST_TEXT = 5000
SENTENCE_PAUSE, CLAUSE_PAUSE, BREATH_PAUSE = 0.34, 0.16, 0.1
"""Seconds of silence after a sentence, after a clause, and where a piece was cut between words."""
TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "prof",
        "vs",
        "sr",
        "sra",
        "srta",
        "dra",
        "ud",
        "uds",
        "mme",
        "mlle",
        "m",
        "e.g",
        "i.e",
        "p.ej",
    )
)
_STOPS = re.compile(r"(?<=[.!?…])[\"'”»)\]]*\s+|\n+")
_CLAUSES = re.compile(r"(?<=[,;:—–])\s+")


class Line(Noun):
    """One line of narration. `voice` is a name, `man`, `woman` or empty, `speed` its pace in per cent, `into` a WAV."""

    text: str
    language: str = "en"
    voice: str = ""
    speed: Speed = 100
    seed: int = 0
    into: Path


class Piece(NamedTuple):
    """Words that are spoken in one go, and the seconds of silence that follow."""

    text: str
    pause: float


def pieces(text: str, *, most: int, least: int) -> list[Piece]:
    """Split a text into sentences of at most `most` characters; a sentence under `least` is joined to its neighbour.

    A sentence that is too long is cut at its clauses, a clause that is too long between words.
    """
    found: list[Piece] = []
    for sentence in _joined(_sentences(text), most=most, least=least):
        clauses = _packed(_CLAUSES.split(sentence), most) if len(sentence) > most else [sentence]
        for clause in clauses:
            words = _packed(clause.split(" "), most) if len(clause) > most else [clause]
            found += [Piece(part[:most], BREATH_PAUSE) for part in words[:-1]]
            found.append(Piece(words[-1][:most], CLAUSE_PAUSE))
        found[-1] = found[-1]._replace(pause=SENTENCE_PAUSE)
    return found


def _sentences(text: str) -> list[str]:
    """Sentences by their stops; the stop of a title such as `Dr.` is none."""
    found: list[str] = []
    for part in _STOPS.split(text.strip()):
        if found and _ends_in_title(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        elif part.strip():
            found.append(part.strip())
    return found


def _ends_in_title(sentence: str) -> bool:
    return sentence.endswith(".") and sentence.rsplit(None, 1)[-1].rstrip(".").lower() in TITLES


def _joined(sentences: list[str], *, most: int, least: int) -> list[str]:
    """A word or two alone are spoken in haste, so they go with the sentence beside them."""
    found: list[str] = []
    for sentence in sentences:
        short = bool(found) and (len(found[-1]) < least or len(sentence) < least)
        if short and len(found[-1]) + len(sentence) < most:
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def _packed(parts: list[str], most: int) -> list[str]:
    """Parts joined again as far as `most` allows."""
    found: list[str] = []
    for part in parts:
        if found and len(found[-1]) + len(part) + 1 <= most:
            found[-1] = f"{found[-1]} {part}"
        elif part:
            found.append(part)
    return found
