"""The shape of a film by what its prompt says of where it runs: vertical, for TikTok, square. Pure; words of English,
Spanish and French together.
"""

import re
from typing import Literal

Shape = Literal["", "9:16", "1:1", "16:9", "4:5"]

_TALL = (
    r"(?<![\d:])9:16(?![\d:])|\b(?:vertical(?:e|es)?|tik ?tok|instagram (?:reels?|stories)|(?:for|para|pour|"
    r"en) (?:reels|stories|shorts)|"
    r"youtube shorts|snapchat|portrait (?:format|video|mode))\b"
)
_SQUARE = (
    r"(?<![\d:])1:1(?![\d:])|^square\b|\b(?:square (?:video|format|film|clip|ad|post)|in square|"
    r"(?:formato|vídeo|video) cuadrado|(?:format|vidéo) carrée?)\b"
)
_WIDE = r"(?<![\d:])16:9(?![\d:])|\b(?:widescreen|horizontal (?:video|format|film)|landscape (?:format|video|mode))\b"
SHAPES: tuple[tuple[Shape, re.Pattern[str]], ...] = (
    ("9:16", re.compile(_TALL, re.I)),
    ("1:1", re.compile(_SQUARE, re.I)),
    ("4:5", re.compile(r"(?<![\d:])4:5(?![\d:])", re.I)),
    ("16:9", re.compile(_WIDE, re.I)),
)
UPRIGHT = re.compile(
    r"\bvertical(?:e|es)? (?:farm|garden|drop|wall|take|limit|jardin|huerto|jardín|cliff|forest)\w*|"
    r"\b(?:jard[ií]n|huerto|ferme|granja|mur|muro|pared) vertical(?:e|es)?",
    re.I,
)
"""What is upright itself, whatever the film is."""


def shape(text: str) -> Shape:
    """The aspect that a prompt speaks of: vertical, for TikTok, 9:16, square; '' where it does not."""
    plain = UPRIGHT.sub(" ", text)
    return next((aspect for aspect, words in SHAPES if words.search(plain)), "")
