"""A PDF → passages by page; larger lines are headings. Locked ones and pictures of pages are told by what they are."""

import io
import re
from collections import Counter
from typing import Any

from vidpipe.errors import BadInput
from vidpipe.sources.decoding import flat
from vidpipe.sources.passages import Passages

MOST_PAGES = 300
MOST_LINES = 400
"""Lines of one page that are read."""
HEADING_WORDS = 14
JOINED = re.compile(r"(\w)-$")
NUMBER = re.compile(r"^[\s\divxlc.|/–-]{1,12}$", re.I)


class PdfSource:
    name, title, order = "pdf", "A PDF", 10
    apart, most, endings = True, 40_000_000, ("pdf",)

    def fits(self, head: bytes, ending: str) -> bool:
        return b"%PDF-" in head[:1024]

    def parse(self, data: bytes) -> dict[str, Any]:
        reader = _opened(data)
        count = len(reader.pages)
        if not count:
            raise BadInput("The PDF has no pages", remedy="Bring another file.")
        pages = [_lines(reader, number) for number in range(min(count, MOST_PAGES))]
        broken = sum(page is None for page in pages)
        if broken == len(pages):
            raise BadInput(
                "The PDF is damaged: none of its pages can be read", remedy="Save it anew and bring it again."
            )
        found, first = _gathered([page or [] for page in pages])
        notes = [f"Its first {MOST_PAGES} of {count} pages were read."] if count > MOST_PAGES else []
        notes += [f"{broken} of its pages are damaged and were left out."] if broken else []
        return found.done(
            title=_title(reader) or first,
            language=_language(reader),
            notes=tuple(notes),
            nothing="The PDF holds pictures of pages and no text",
        )


def _opened(data: bytes) -> Any:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput("The PDF is locked with a password", remedy="Save it without one and bring it again.")
        len(reader.pages)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        NotImplementedError,
    ) as error:
        raise BadInput("The PDF is damaged or locked", remedy="Save it anew, without a password.") from error
    except ImportError as error:
        raise BadInput("The PDF is locked", remedy="Save it without a password and bring it again.") from error
    return reader


def _lines(reader: Any, number: int) -> list[tuple[float, str]] | None:
    """A page's lines with the size of their letters; None for a page that is damaged."""
    runs: list[tuple[float, str]] = []

    def hear(text: str, _: Any, matrix: Any, font: Any, size: Any) -> None:
        if len(runs) < 20_000:
            runs.append((_scaled(size, matrix), text))

    try:
        whole = reader.pages[number].extract_text(visitor_text=hear)
    except (MemoryError, RecursionError):
        raise
    except Exception:
        return None
    sizes = Counter[str]()
    largest: dict[str, float] = {}
    for size, text in runs:
        for line in text.split("\n"):
            key = flat(line)
            sizes[key] += 1
            largest[key] = max(size, largest.get(key, 0.0))
    return [(_size_of(flat(line), largest), line) for line in whole.split("\n")[:MOST_LINES]]


def _scaled(size: Any, matrix: Any) -> float:
    try:
        return abs(float(size) * max(abs(float(matrix[0])), abs(float(matrix[3])), 0.01))
    except (TypeError, ValueError, IndexError):
        return 0.0


def _size_of(line: str, largest: dict[str, float]) -> float:
    if line in largest:
        return largest[line]
    return next((size for key, size in largest.items() if key and (key in line or line in key)), 0.0)


def _gathered(pages: list[list[tuple[float, str]]]) -> tuple[Passages, str]:
    """The passages, and the first heading."""
    body = _body_size(pages)
    running = _running(pages)
    found, first = Passages(), ""
    for number, lines in enumerate(pages, 1):
        held = ""
        for size, line in lines:
            text = flat(line)
            if not text or text in running or NUMBER.match(text):
                found.add(held, page=number)
                held = ""
            elif _is_heading(text, size, body):
                found.add(held, page=number)
                held, first = "", first or text
                found.heading(text, 1 if size > 1.5 * body else 2)
            else:
                held = JOINED.sub(r"\1", held) + text if JOINED.search(held) else f"{held} {text}".strip()
                if len(text) < 50 and text[-1] in ".!?:":
                    found.add(held, page=number)
                    held = ""
        found.add(held, page=number)
        if found.full:
            break
    return found, first


def _body_size(pages: list[list[tuple[float, str]]]) -> float:
    signs: Counter[float] = Counter()
    for lines in pages:
        for size, line in lines:
            signs[round(size, 1)] += len(line)
    return max(signs, key=lambda size: signs[size], default=0.0)


def _running(pages: list[list[tuple[float, str]]]) -> set[str]:
    """Lines that stand at the head or foot of most pages."""
    if len(pages) < 4:
        return set()
    ends = Counter(flat(line) for lines in pages for _, line in {*lines[:2], *lines[-2:]})
    return {line for line, times in ends.items() if line and times > len(pages) // 2}


def _is_heading(text: str, size: float, body: float) -> bool:
    words = len(text.split())
    return body > 0 and size > 1.12 * body and words <= HEADING_WORDS and text[-1] not in ".,;" and len(text) > 2


def _title(reader: Any) -> str:
    try:
        said = flat(str((reader.metadata or {}).get("/Title") or ""))
    except Exception:
        return ""
    return "" if re.search(r"\.(?:docx?|indd|tex|pptx?|odt)$|^(?:untitled|microsoft word)", said, re.I) else said[:160]


def _language(reader: Any) -> str:
    try:
        return str(reader.root_object.get("/Lang") or "")
    except Exception:
        return ""


SOURCE = PdfSource()
