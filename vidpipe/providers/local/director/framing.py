"""How a prompt wants its film seen: from where the camera looks, how near, in which shape. Its words name no subject:
a bird's-eye view is no bird. Pure.
"""

import re
from typing import NamedTuple

from vidpipe.film.storyboard import ShotSize

_SEEN_FROM = (
    (
        "from high above",
        r"bird[’']?s[- ]?eye(?:[- ]view)?(?: shots?)?|aerial(?: (?:view|shot|footage))?s?|drone (?:shot|view|"
        r"footage)s?|"
        r"top[- ]down(?: (?:view|shot))?|overhead (?:view|shot)s?|(?:seen )?from above|a vista de pájaro|vista aérea|"
        r"plano (?:cenital|aéreo)|toma aérea|vue aérienne|plan aérien|vue du ciel|à vol d[’']oiseau|en plongée",
    ),
    (
        "from a low angle",
        r"low[- ]angles?(?: (?:shot|view))?s?|worm[’']?s[- ]eye(?: view)?|from below|contrapicado|plano contrapicado|"
        r"desde abajo|en contre-plongée|contre-plongée|vu d[’']en bas",
    ),
    (
        "seen from behind, over the shoulder",
        r"over[- ]the[- ]shoulder(?: (?:shot|view))?|por encima del hombro|sobre el hombro|par-dessus l[’']épaule",
    ),
    ("at eye level", r"(?:at )?eye[- ]level(?: (?:shot|view))?|a la altura de los ojos|à hauteur d[’']yeux"),
)
SEEN_FROM = tuple(
    (english, re.compile(rf"(?<!\w)(?:{words})(?!\w)(?:\s+(?:of|de|d[’'])(?!\w))?", re.I))
    for english, words in _SEEN_FROM
)
_SIZES = (
    (
        ShotSize.DETAIL,
        r"extreme close[- ]?ups?|macro(?: (?:shot|view))?s?|detail shots?|plano detalle|primerísimo plano|"
        r"très gros plan|gros plan extrême",
    ),
    (ShotSize.CLOSE, r"close[- ]?ups?(?: (?:shot|view))?|tight shots?|primer(?:os)? planos?|gros plans?"),
    (
        ShotSize.WIDE,
        r"(?:extreme )?wide (?:shot|angle|view)s?|establishing shots?|long shots?|panoramic (?:shot|view)s?|"
        r"plano (?:general|abierto|panorámico)|plan (?:large|général|d[’']ensemble)",
    ),
    (ShotSize.MEDIUM, r"(?:medium|mid) shots?|plano medio|plan moyen"),
)
SIZES = tuple(
    (size, re.compile(rf"(?<!\w)(?:{words})(?!\w)(?:\s+(?:of|on|de|d[’']|sur)(?!\w))?", re.I)) for size, words in _SIZES
)
MAKING = re.compile(
    r"(?<!\w)(?:(?:slow[- ]motion|time[- ]?lapse|tracking shot|dolly zoom|steadicam|hand-?held|cámara lenta|"
    r"au ralenti|ralenti)(?!\w)"
    r"|(?:music|mood|musical) (?:mood )?(?:piece|video|film|track)s?(?!\w)(?: (?:about|on))?"
    r"|a (?:\w+ )?piece for (?:\w+ )?(?:strings|piano|guitar|cello|violin|orchestra|choir|flute)(?!\w)"
    r"|(?:pieza|vídeo|video) musical(?:es)?(?!\w)(?: sobre)?|clip musical(?: sur)?|pièce musicale(?: sur)?"
    r"|(?<=, )(?:[\w-]+ ){0,2}(?:music|soundtrack|voice-?over|música|musique)(?=\s*(?:[,.;!]|$))"
    r"|(?:vertical|square|portrait|landscape|horizontal)(?: (?:video|film|clip|ad|format))(?!\w)(?: (?:for|about|"
    r"of)(?: (?:tiktok|instagram|reels|shorts|youtube|stories)(?!\w))?)?"
    r"|(?:vídeo|video|vidéo|formato|format) (?:vertical|cuadrado|carré|carrée|verticale)(?!\w)"
    r"|(?:for|on|para|en|pour|sur) (?:tiktok|instagram|reels|shorts|youtube|stories|snapchat|linkedin)(?: reels|"
    r" stories| shorts)?(?!\w)"
    r"|(?<![\d:])(?:9:16|16:9|1:1|4:5)(?![\d:]))",
    re.I,
)
"""Words about how the film is made, which show nothing."""


class Framing(NamedTuple):
    """`angle` as a picture prompt says it, '' where none is asked; `size` the shot that is asked for."""

    angle: str = ""
    size: ShotSize | None = None


def framing(text: str) -> Framing:
    """What a prompt says of its camera."""
    angle = next((english for english, words in SEEN_FROM if words.search(text)), "")
    size = next((size for size, words in SIZES if words.search(text)), None)
    return Framing(angle, size or (ShotSize.WIDE if angle == "from high above" else None))


def unframed(text: str) -> str:
    """The text with the words about camera, shape and making blanked, all else in its place."""
    for words in (*(one for _, one in SEEN_FROM), *(one for _, one in SIZES), MAKING):
        text = words.sub(lambda hit: " " * len(hit.group()), text)
    return text


PREFACE = re.compile(r"^([^:\n]{4,80}):\s+(?=\S)")
LENGTH = re.compile(r"\b\d{1,3}[ -]?(?:s|secs?|seconds?|segundos?|secondes?|min|minutes?|minutos?)\b", re.I)
SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "for",
        "of",
        "in",
        "on",
        "and",
        "with",
        "un",
        "una",
        "de",
        "para",
        "une",
        "pour",
        "en",
        "y",
        "et",
        "short",
        "long",
        "film",
        "video",
        "clip",
        "format",
    ]
)


def unprefaced(text: str) -> str:
    """The text without an opening that only says how long and of which shape: `Vertical video, 15 seconds: …`."""
    hit = PREFACE.match(text)
    if not hit:
        return text
    left = LENGTH.sub(" ", unframed(f"{hit.group(1)} "))
    rest = text[hit.end() :]
    if LENGTH.sub(" ", hit.group(1)).strip() == hit.group(1).strip() == left.strip():
        return text
    bare = [word for word in re.findall(r"[^\W\d_]+", left.lower()) if word not in SMALL]
    return text if bare else f"{rest[:1].upper()}{rest[1:]}"
