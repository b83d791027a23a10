"""Scripts by their signs: what they are called, and which free font draws them. Pure.

The vendored faces draw Latin, Greek and Cyrillic; all others need a font of the machine.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Script:
    """A script: a sign of it, and the family of a free font that draws it."""

    name: str
    sign: str
    font: str


_HAN = (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)
_TABLE: tuple[tuple[Script, tuple[tuple[int, int], ...]], ...] = (
    (Script("Japanese", "あ", "Noto Sans CJK JP"), ((0x3040, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F))),
    (Script("Chinese", "字", "Noto Sans CJK SC"), (*_HAN, (0x3000, 0x303F), (0x3100, 0x312F))),
    (Script("Korean", "한", "Noto Sans CJK KR"), ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))),
    (
        Script("Arabic", "ع", "Noto Sans Arabic"),
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
    ),
    (Script("Hebrew", "ש", "Noto Sans Hebrew"), ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    (Script("Devanagari", "ह", "Noto Sans Devanagari"), ((0x0900, 0x097F),)),
    (Script("Bengali", "ব", "Noto Sans Bengali"), ((0x0980, 0x09FF),)),
    (Script("Gurmukhi", "ਗ", "Noto Sans Gurmukhi"), ((0x0A00, 0x0A7F),)),
    (Script("Gujarati", "ગ", "Noto Sans Gujarati"), ((0x0A80, 0x0AFF),)),
    (Script("Tamil", "த", "Noto Sans Tamil"), ((0x0B80, 0x0BFF),)),
    (Script("Telugu", "త", "Noto Sans Telugu"), ((0x0C00, 0x0C7F),)),
    (Script("Kannada", "ಕ", "Noto Sans Kannada"), ((0x0C80, 0x0CFF),)),
    (Script("Malayalam", "മ", "Noto Sans Malayalam"), ((0x0D00, 0x0D7F),)),
    (Script("Sinhala", "ස", "Noto Sans Sinhala"), ((0x0D80, 0x0DFF),)),
    (Script("Thai", "ก", "Noto Sans Thai"), ((0x0E00, 0x0E7F),)),
    (Script("Lao", "ກ", "Noto Sans Lao"), ((0x0E80, 0x0EFF),)),
    (Script("Burmese", "မ", "Noto Sans Myanmar"), ((0x1000, 0x109F),)),
    (Script("Georgian", "ქ", "Noto Sans Georgian"), ((0x10A0, 0x10FF), (0x1C90, 0x1CBF))),
    (Script("Armenian", "ա", "Noto Sans Armenian"), ((0x0530, 0x058F),)),
    (Script("Ethiopic", "አ", "Noto Sans Ethiopic"), ((0x1200, 0x139F),)),
    (Script("Khmer", "ខ", "Noto Sans Khmer"), ((0x1780, 0x17FF),)),
)
SCRIPTS = tuple(script for script, _ in _TABLE)
OTHER = Script("this script", "", "Noto Sans")
SHIPPED = ("Latin", "Greek", "Cyrillic")


def script_of(signs: str, language: str) -> Script:
    """The script that signs are of: the first that is known. Han signs beside kana or Hangul, or in a film in Japanese
    or Korean, are of that."""
    known = [script for sign in signs for script, ranges in _TABLE if _within(ord(sign), ranges)]
    if not known or known[0].name != "Chinese":
        return known[0] if known else OTHER
    own = {"ja": "Japanese", "ko": "Korean"}.get(language.partition("-")[0])
    names = {own} if own else {script.name for script in known} & {"Japanese", "Korean"}
    return next((script for script in SCRIPTS if script.name in names), known[0])


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)
