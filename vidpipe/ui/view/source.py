"""What was read of a document, in words. Pure."""

from vidpipe.film.source import Material
from vidpipe.lab.sections import worth_a_film
from vidpipe.sources.registry import files
from vidpipe.ui import words

ENDINGS = sorted({ending for kind in files() for ending in kind.endings if ending not in ("", "log")})


def read(material: Material) -> str:
    """`12 pages, 3,402 words, 8 sections`."""
    if material.board is not None:
        return words.count(len(material.board.scenes), "scene")
    parts = [words.count(material.pages, "slide" if material.kind == "pptx" else "page") if material.pages else ""]
    parts.append(f"{material.words:,} words")
    parts.append(words.count(len(material.headings), "heading") if material.headings else "")
    return ", ".join(filter(None, parts))


def films(material: Material) -> int:
    """How many films a film of each section would be."""
    return 0 if material.board is not None else len({part.title for part in worth_a_film(material)})
