"""Subtitles (SRT, WebVTT) → a transcript with times; lines that roll on are said once."""

import re
from typing import Any

from vidpipe.errors import BadInput
from vidpipe.sources.decoding import clean, decoded, flat
from vidpipe.sources.passages import Passages

TIME = re.compile(r"\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}")
HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:WEBVTT|\d{1,6}\s*\r?\n\s*\d{1,3}:\d{2}:\d{2}[.,]\d{1,3}\s*-->)")
TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}")
SPEAKER = re.compile(r"^\s*(?:>>+|[-–])\s*")
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
        for begins, line in _lines(clean(text)):
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
        notes = (guessed,) if guessed else ()
        return found.done(language=language.group(1) if language else "", notes=notes, nothing="Nothing is said in it")


def _lines(text: str) -> list[tuple[int, str]]:
    """When each line of a cue begins, in milliseconds, and its words."""
    rows: list[tuple[int, str]] = []
    at = -1
    lines = text.split("\n")
    for place, line in enumerate(lines):
        hit = TIME.match(line)
        if hit:
            hours, minutes, seconds, rest = (int(part or 0) for part in hit.groups())
            at = ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(str(rest).ljust(3, "0")[:3])
        elif not line.strip():
            at = -1
        elif at >= 0:
            follows = place + 1 < len(lines) and TIME.match(lines[place + 1]) is not None
            if not (follows and line.strip().isdigit()):
                rows.append((at, flat(SOUND.sub("", SPEAKER.sub("", TAG.sub("", line))))))
    return rows


SOURCE = CaptionsSource()
