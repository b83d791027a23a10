"""Captions of a cut as SRT or VTT, from the narration's text and places. Pure: no file is read.

A long line is split into cues of at most two rows; its time is shared out by length. Signs that a player could take
for markup are escaped (VTT) or replaced (SRT, which has no escapes).
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from vidpipe.film.cut import CutPlan, VoiceLine

ROW = 42
"""Columns of a row; a wide East Asian sign takes two."""
ROWS = 2
SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+|(?<=[。！？।])")
CLAUSE = re.compile(r"(?<=[,;:—–])\s+|(?<=[、，；])")

Cue = tuple[int, int, str]
"""Start and end in milliseconds, text with its rows."""


def write(plan: CutPlan, kind: Literal["srt", "vtt"]) -> str:
    """The whole file as text, '' cues left out; an empty plan gives a valid empty file."""
    entries = [_entry(number, cue, kind) for number, cue in enumerate(cues(plan), 1)]
    return ("WEBVTT\n\n" if kind == "vtt" else "") + "\n".join(entries)


def cues(plan: CutPlan) -> list[Cue]:
    """All captions in order; none overlaps the next or passes the film's end."""
    lines = sorted((line for line in plan.voice if line.text and line.frames > 0), key=lambda line: line.start)
    found = []
    for number, line in enumerate(lines):
        after = lines[number + 1].start if number + 1 < len(lines) else plan.frames
        end = min(line.start + line.frames, max(after, line.start + 1), plan.frames)
        found += list(_share(line, end, plan.rate))
    return found


def _share(line: VoiceLine, end: int, rate: int) -> Iterator[Cue]:
    parts = split(line.text)
    total, passed = sum(columns(part) for part in parts) or 1, 0
    start, length = 1000 * max(0, line.start) / rate, 1000 * (end - max(0, line.start)) / rate
    if length <= 0:
        return
    for part in parts:
        begin, passed = passed, passed + columns(part)
        yield round(start + length * begin / total), round(start + length * passed / total), "\n".join(rows(part))


def split(text: str) -> list[str]:
    """Text as parts that fit one cue, at ends of sentences, then of clauses, then between words."""
    text = " ".join(text.split())
    parts: list[str] = []
    for sentence in SENTENCE.split(text):
        if sentence and sentence.strip():
            parts += _fitting(sentence.strip())
    return _joined(parts)


def _fitting(text: str) -> list[str]:
    if len(rows(text)) <= ROWS:
        return [text]
    clauses = [clause for clause in CLAUSE.split(text) if clause and clause.strip()]
    if len(clauses) > 1:
        return [part for group in _joined(clauses) for part in _by_words(group)]
    return _by_words(text)


def _by_words(text: str) -> list[str]:
    lines = rows(text)
    pairs = -(-len(lines) // ROWS)
    if pairs <= 1:
        return [text]
    groups = [lines[number : number + ROWS] for number in range(0, len(lines), ROWS)]
    return [_join(group) for group in groups]


def _joined(parts: list[str]) -> list[str]:
    """Neighbours that fit one row together become one part, so that no cue flashes by."""
    joined: list[str] = []
    for part in parts:
        if joined and columns(joined[-1]) + columns(part) < ROW:
            joined[-1] = _join([joined[-1], part])
        else:
            joined.append(part)
    return joined


def _join(parts: list[str]) -> str:
    return ("" if _wide(parts[0][-1]) else " ").join(parts)


def rows(text: str) -> list[str]:
    """Text broken into rows of at most 42 columns, as even as can be."""
    least = -(-columns(text) // ROW)
    for width in range(max(1, columns(text) // max(1, least)), ROW + 1):
        broken = _broken(text, width)
        if len(broken) <= least:
            return broken
    return _broken(text, ROW)


def _broken(text: str, width: int) -> list[str]:
    lines = [""]
    for word in _words(text):
        if lines[-1] and columns((lines[-1] + word).rstrip()) > width:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.strip() for line in lines if line.strip()]


def _words(text: str) -> Iterator[str]:
    """Words with the space before them; wide signs and parts of endless words stand alone."""
    for word in re.findall(r"\s*\S+", text):
        if any(_wide(sign) for sign in word):
            yield from word
        else:
            yield from (word[number : number + ROW - 2] for number in range(0, len(word), ROW - 2))


def _wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def columns(text: str) -> int:
    return sum(2 if _wide(sign) else 1 for sign in text)


def _entry(number: int, cue: Cue, kind: Literal["srt", "vtt"]) -> str:
    start, end, text = cue
    if kind == "vtt":
        safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"{_clock(start, '.')} --> {_clock(end, '.')}\n{safe}\n"
    safe = text.replace("-->", "→").replace("<", "‹").replace(">", "›").replace("{", "(").replace("}", ")")
    return f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{safe}\n"


def _clock(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{rest:03d}"
