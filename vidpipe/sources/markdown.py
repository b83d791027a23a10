"""Markdown → passages: headings, paragraphs, lists; no code, no pictures, no comments, of links their words."""

import re
from typing import Any

from vidpipe.sources.decoding import clean, decoded, flat
from vidpipe.sources.passages import Passages

HEADING = re.compile(r" {0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
UNDER = re.compile(r" {0,3}(=+|-+)\s*$")
RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
PICTURE = re.compile(r"!\[[^\]\n]{0,300}\](?:\([^()\n]{0,400}\)|\[[^\[\]\n]{0,200}\])")
LINK = re.compile(r"\[([^\[\]\n]{1,300})\](?:\([^()\n]{0,400}\)|\[[^\[\]\n]{0,200}\])")
TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,1000}>|<https?://[^<>\s]{1,2000}>")
MARKS = re.compile(r"(\*{1,3}|_{2,3}|~~)(?=\S)([^*_~\n]{1,400}?)(?<=\S)\1")
FIELD = re.compile(r"(title|lang|language)\s*:\s*[\"']?(.{1,160}?)[\"']?\s*$", re.I)
COMMENT_OPENS, COMMENT_ENDS = "<!--", "-->"
DASHES = re.compile(r"[|:\-\s]+")


class MarkdownSource:
    name, title, order = "markdown", "A Markdown text", 50
    apart, most, endings = False, 2_000_000, ("md", "markdown", "mdown", "mkd")

    def fits(self, head: bytes, ending: str) -> bool:
        return ending in self.endings

    def parse(self, data: bytes) -> dict[str, Any]:
        text, guessed = decoded(data)
        lines, facts = _front(_without_comments(clean(text)).split("\n"))
        found = _Reader().read(lines)
        title = facts.get("title", "") or found.first
        language = facts.get("lang", "") or facts.get("language", "")
        return found.passages.done(title=title, language=language, notes=(guessed,) if guessed else ())


def _without_comments(text: str) -> str:
    """What stands in comments is hidden from readers, and so it is left out."""
    kept, at = [], 0
    while (start := text.find(COMMENT_OPENS, at)) >= 0:
        end = text.find(COMMENT_ENDS, start + 4)
        kept.append(text[at:start])
        at = len(text) if end < 0 else end + 3
    return "".join([*kept, text[at:]])


def _front(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """The lines after the fields at the top (`---`), and those of them that are known."""
    if not lines or lines[0].strip() != "---":
        return lines, {}
    end = next((place for place, line in enumerate(lines[1:60], 1) if line.strip() in ("---", "...")), 0)
    hits = [hit for line in lines[1:end] if (hit := FIELD.match(line))]
    return (lines[end + 1 :], {hit.group(1).lower(): hit.group(2) for hit in hits}) if end else (lines, {})


class _Reader:
    def __init__(self) -> None:
        self.passages, self.first = Passages(), ""
        self._held: list[str] = []

    def read(self, lines: list[str]) -> "_Reader":
        fence = ""
        for line in lines:
            mark = FENCE.match(line)
            if fence:
                fence = "" if line.strip().startswith(fence) and not line.strip().strip(fence[0]) else fence
            elif mark:
                fence = mark.group(1)[:3]
                self._flush()
            else:
                self._line(line)
            if self.passages.full:
                break
        self._flush()
        return self

    def _line(self, line: str) -> None:
        heading = HEADING.match(line)
        if heading:
            self._flush()
            self._head(said(heading.group(2)), len(heading.group(1)))
        elif UNDER.match(line) and len(self._held) == 1 and not ITEM.match(self._held[0]):
            text = said(self._held.pop())
            self._head(text, 1 if "=" in line else 2)
        elif not line.strip() or RULE.match(line):
            self._flush()
        elif line.lstrip().startswith("|"):
            self._flush()
            self._row(line)
        elif line.startswith(("    ", "\t")) and not self._held:
            return
        else:
            if ITEM.match(line):
                self._flush()
            self._held.append(line.lstrip("> "))

    def _head(self, text: str, level: int) -> None:
        if text and not self.first:
            self.first = text
        self.passages.heading(text, level)

    def _row(self, line: str) -> None:
        if not DASHES.fullmatch(line):
            cells = [said(cell) for cell in line.strip().strip("|").split("|")]
            self.passages.add(": ".join(filter(None, cells)))

    def _flush(self) -> None:
        text = said(ITEM.sub("", " ".join(self._held), count=1))
        self._held = []
        if any(sign.isalnum() for sign in text):
            self.passages.add(text)


def said(text: str) -> str:
    """The words of a piece of Markdown."""
    text = LINK.sub(r"\1", PICTURE.sub("", text))
    text = LINK.sub(r"\1", TAG.sub("", text))
    return flat(MARKS.sub(r"\2", text).replace("`", "").replace("\\", ""))


SOURCE = MarkdownSource()
