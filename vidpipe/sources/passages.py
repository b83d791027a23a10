"""Paragraphs and headings → passages of a size that a person reads at a glance, within limits. Plain data."""

import re
from typing import Any

from vidpipe.errors import BadInput
from vidpipe.sources.decoding import flat

MOST_SIGNS, MOST_PASSAGES = 400_000, 1500
FULL, MOST = 700, 1400
"""Signs at which a passage is full, and above which a paragraph is parted."""
SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")


class Passages:
    """Gathers what a parser finds, in the order of the document."""

    def __init__(self) -> None:
        self._found: list[dict[str, Any]] = []
        self._open: dict[str, Any] | None = None
        self._heading, self._level = "", 0
        self._signs = 0
        self.full = False
        """Whether there is no room for more: a parser stops then."""

    @property
    def any(self) -> bool:
        """Whether anything was added."""
        return bool(self._found or self._open)

    def heading(self, text: str, level: int) -> None:
        said = flat(text)[:160]
        if said:
            self._close()
            self._heading, self._level = said, max(1, min(9, level))

    def add(self, text: str, *, page: int = 0, at: int | None = None) -> None:
        """A paragraph. `at` is milliseconds."""
        for piece in _pieces(flat(text)):
            self._take(piece, page, at)

    def _take(self, piece: str, page: int, at: int | None) -> None:
        if self.full or not piece:
            return
        if self._signs + len(piece) > MOST_SIGNS or len(self._found) >= MOST_PASSAGES - 1:
            self.full = True
            return
        self._signs += len(piece)
        held = self._open
        if held and held["page"] == page and len(held["text"]) + len(piece) < FULL:
            held["text"] += ("" if held["text"][-1] in "。！？" else " ") + piece
            return
        self._close()
        self._open = {"text": piece, "heading": self._heading, "level": self._level, "page": page}
        self._open |= {} if at is None else {"at": at}

    def _close(self) -> None:
        if self._open:
            self._found.append(self._open | {"number": len(self._found) + 1})
            self._open = None

    def done(
        self, *, title: str = "", language: str = "", notes: tuple[str, ...] = (), nothing: str = ""
    ) -> dict[str, Any]:
        """The fields of a material. Raises BadInput where nothing stands in it."""
        self._close()
        if not any(sign.isalnum() for passage in self._found for sign in passage["text"]):
            raise BadInput(nothing or "It is empty", remedy="Bring a file with text in it.")
        said = [*notes, *(["It is longer than what is read: its end was left out."] if self.full else [])]
        found: dict[str, Any] = {
            "passages": self._found,
            "title": flat(title)[:160],
            "notes": [flat(one)[:500] for one in said],
        }
        return found | ({"language": tag(language)} if tag(language) else {})


def _pieces(text: str) -> list[str]:
    """A long paragraph in pieces that end with a sentence, or with a word."""
    if len(text) <= MOST:
        return [text]
    pieces, held = [], ""
    for sentence in SENTENCE.split(text):
        while len(sentence) > MOST:
            cut = sentence.rfind(" ", MOST // 2, MOST)
            cut = cut if cut > 0 else MOST
            pieces += [held, sentence[:cut]]
            held, sentence = "", sentence[cut:].strip()
        if len(held) + len(sentence) > FULL:
            pieces.append(held)
            held = ""
        held = f"{held} {sentence}".strip()
    return [piece for piece in [*pieces, held] if piece]


def tag(language: str) -> str:
    """`en-US` → `en`; '' for what is no tag of a language."""
    hit = re.match(r"([a-zA-Z]{2,3})(?:[-_]|$)", language.strip())
    return hit.group(1).lower() if hit else ""
