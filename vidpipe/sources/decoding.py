"""Bytes → text, never silently wrong: a byte order mark, then UTF-8, then what the file declares, then a guess that is
told. May not import anything of vidpipe but errors: the child that parses starts with little."""

import codecs
import re
import unicodedata

from vidpipe.errors import BadInput

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 200_000
SAVE = "Save it as UTF-8 and bring it again."
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff"
    "\U000e0000-\U000e0fff\ud800-\udfff]"
)
"""Signs that a person does not see: controls, marks of direction, tags. Text may be hidden in them."""


def decoded(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text and, where its encoding had to be guessed, a sentence that says so. Raises BadInput."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), ""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _only_cut_off(data, error):
            return _checked(data[: error.start].decode("utf-8")), "Its last sign was cut off."
        return _other(data, declared)
    return _checked(text), ""


def _only_cut_off(data: bytes, error: UnicodeDecodeError) -> bool:
    return error.start >= len(data) - 3 and error.start > 16 and error.reason == "unexpected end of data"


def _other(data: bytes, declared: str) -> tuple[str, str]:
    if declared and _known(declared) not in ("", "utf-8"):
        return _strict(data, declared), ""
    if b"\x00" in data[:SAMPLE]:
        raise _no_text()
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE], threshold=0.15).best()
    if best is None:
        raise BadInput("Its encoding cannot be told", remedy=SAVE)
    encoding = "cp1252" if best.encoding in ("latin_1", "ascii", "cp1252") else best.encoding
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput("Its encoding cannot be told", remedy=SAVE) from error
    return _checked(text), f"It is no UTF-8, so it was read as {encoding.replace('_', '-')}: look at its accents."


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):
        return ""


def _strict(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except (UnicodeDecodeError, LookupError) as error:
        raise BadInput(f"It says that it is {encoding[:20]}, but it is not", remedy=SAVE) from error


def _checked(text: str) -> str:
    odd = sum(text.count(sign) for sign in map(chr, (*range(9), *range(14, 32))))
    if odd > 8 + len(text) // 50:
        raise _no_text()
    return text


def _no_text() -> BadInput:
    return BadInput("It holds no text", remedy="Bring a text, a document, a page or a transcript.")


def clean(text: str) -> str:
    """Composed, on lines as they were, without signs that nobody sees."""
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\x85", "\n").replace("\f", "\n")
    )
    return UNSEEN.sub("", unicodedata.normalize("NFC", text.replace("\t", " ").replace("\xa0", " ")))


def flat(text: str) -> str:
    """On one line."""
    return " ".join(clean(text).split())
