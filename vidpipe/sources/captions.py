"""Subtitles (SRT, WebVTT) → a transcript with times; lines that roll on are said once."""

import re
from collections.abc import Sequence
from typing import Any

from vidpipe.errors import BadInput
from vidpipe.sources.decoding import clean, decoded, flat
from vidpipe.sources.passages import Passages

TIME = re.compile(
    r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->"
    r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:WEBVTT|\d{1,6}\s*\r?\n\s*\d{1,3}:\d{2}:\d{2}[.,]\d{1,3}\s*-->)")
TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}")
SPEAKER = re.compile(r"^\s*(?:>>+|[-–])?\s*(?:[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{1,24}:\s+)?")
"""Who speaks, as subtitles say it: `>>`, a dash, a name in capitals."""
PAUSE = 700
"""Milliseconds between two cues after which something new is said."""
LONGEST = 400
"""Characters after which a sentence ends with its line, whatever follows."""
UNPOINTED = 40
"""Words for each full stop from which on a transcript has none that count."""
BEGINS = re.compile(
    r"(?:so|then|now|but|and then|the|a|an|i|we|you|he|she|they|it|this|these|when|if|after|"
    r"el|la|los|las|un|una|pero|luego|cuando|le|les|une|mais|puis|quand|il|elle|nous|on)\b",
    re.I,
)
HANGS = re.compile(
    r"\b(?:a|an|the|of|to|in|on|at|for|with|by|from|under|over|into|and|or|but|that|which|who|how|is|are|was|were|"
    r"his|her|its|their|our|your|my|de|el|la|un|una|y|en|con|que|le|les|des|du|et|dans|avec|qui)$",
    re.I,
)
SOUND = re.compile(r"[\[(♪][^\])♪\n]{0,80}[\])♪]")


class CaptionsSource:
    name, title, order = "transcript", "A transcript or subtitles (SRT, VTT)", 30
    apart, most, endings = False, 2_000_000, ("srt", "vtt")

    def fits(self, head: bytes, ending: str) -> bool:
        return ending in self.endings or HEAD.match(head) is not None

    def parse(self, data: bytes) -> dict[str, Any]:
        text, guessed = decoded(data)
        found, said, at, cues = Passages(), "", 0, 0
        language = re.search(r"^Language:\s*([A-Za-z-]{2,12})", text[:500], re.M)
        last = ""
        rows = _lines(clean(text))
        bare = _unpointed(rows)
        for begins, line in _pointed(rows) if bare else [(row[0], row[2]) for row in rows]:
            cues += 1
            if line == last or not line:
                continue
            last = line
            if not said:
                at = begins
            said = f"{said} {line}".strip()
            if (len(said) > 500 and said[-1] in ".!?…。") or len(said) > 900:
                found.add(said, at=at)
                said = ""
        if not cues:
            raise BadInput("It holds no lines with times", remedy="Bring an SRT or VTT file, or a plain text.")
        found.add(said, at=at)
        notes = tuple(filter(None, (guessed, GUESSED if bare else "")))
        return found.done(language=language.group(1) if language else "", notes=notes, nothing="Nothing is said in it")


GUESSED = "It has no full stops: where its sentences end was guessed."
Cue = tuple[int, int, str]
"""When a line begins and its cue ends, in milliseconds, and its words."""


def _unpointed(rows: list[Cue]) -> bool:
    """Whether it is a transcript as machines write it, without full stops."""
    said = " ".join(line for _, _, line in rows)
    return len(said.split()) > UNPOINTED * (1 + len(re.findall(r"[.!?…。！？](?:\s|$)|[。！？]", said)))


def _pointed(rows: list[Cue]) -> list[tuple[int, str]]:
    """Its lines as sentences: a new one after a pause, or where a line begins as sentences do and none hangs before."""
    found: list[tuple[int, str]] = []
    at, held, ended, last = 0, "", 0, ""
    for begins, ends, line in rows:
        if not line or line == last:
            continue
        fresh = len(held.split()) > 6 and BEGINS.match(line) and not HANGS.search(held)
        if held and (fresh or begins - ended > PAUSE or len(held) > LONGEST):
            found.append((at, _sentence(held)))
            held = ""
        at, held, ended, last = (at if held else begins), f"{held} {line}".strip(), ends, line
    return [*found, *([(at, _sentence(held))] if held else [])]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text[-1] in ".!?…。！？" else ".")


def _lines(text: str) -> list[Cue]:
    rows: list[Cue] = []
    at = ends = -1
    lines = text.split("\n")
    for place, line in enumerate(lines):
        hit = TIME.match(line)
        if hit:
            at, ends = _milliseconds(hit.groups()[:4]), _milliseconds(hit.groups()[4:])
        elif not line.strip():
            at = -1
        elif at >= 0:
            follows = place + 1 < len(lines) and TIME.match(lines[place + 1]) is not None
            if not (follows and line.strip().isdigit()):
                rows.append((at, ends, flat(SOUND.sub("", SPEAKER.sub("", TAG.sub("", line))))))
    return rows


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(str(parts[3] or 0).ljust(3, "0")[:3])


SOURCE = CaptionsSource()
