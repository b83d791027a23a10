"""Plain text → passages: its paragraphs; a short first line is its title."""

from typing import Any

from vidpipe.sources.decoding import clean, decoded
from vidpipe.sources.passages import Passages


class TextSource:
    name, title, order = "text", "A plain text", 60
    apart, most, endings = False, 2_000_000, ("txt", "text", "log", "rst", "adoc", "")

    def fits(self, head: bytes, ending: str) -> bool:
        return ending in self.endings

    def parse(self, data: bytes) -> dict[str, Any]:
        text, guessed = decoded(data)
        found, title = Passages(), ""
        for block in clean(text).split("\n\n"):
            lines = [line.strip() for line in block.split("\n") if line.strip()]
            if not title and len(lines) == 1 and len(lines[0]) <= 90 and lines[0][-1].isalnum():
                title = lines[0]
                found.heading(title, 1)
                continue
            found.add(" ".join(lines))
            if found.full:
                break
        if title and not found.any:
            found.add(title)
        notes = (guessed,) if guessed else ()
        return found.done(title=title, notes=notes)


SOURCE = TextSource()
