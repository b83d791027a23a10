"""Words into laid-out paragraphs: the vendored faces, any script a font here can draw, and never a box for a letter.

Skia's text layout shapes, breaks and orders them (right-to-left too). What no font here draws is told, not drawn.
"""

import functools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from vidpipe.media.scripts import SCRIPTS, script_of

Face = Literal["display", "text"]
FONTS = Path(__file__).resolve().parent.parent / "library" / "fonts"
FILES: dict[Face, str] = {"display": "InterDisplay-ExtraBold.ttf", "text": "Inter-Medium.ttf"}
TIGHT = {"display": -0.018, "text": -0.004}
LEADING = {"display": 1.08, "text": 1.28}
INVISIBLE = ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me")
JOINERS = "\u200c\u200d\u200e\u200f"
"""The only signs of format that are kept: an override of direction could make words read as others."""
PICTORIAL = ("So", "Sk", "Cs", "Co", "Cn")
SAY_NOTHING = ("lastresort", "adobeblank", "notdef")
"""In the names of fonts that have every sign, each as the same box or as nothing."""


@functools.cache
def typeface(face: Face) -> Any:
    import skia

    found = skia.FontMgr().makeFromFile(str(FONTS / FILES[face]))
    if found is None:
        raise FileNotFoundError(FILES[face])
    return found


@functools.cache
def fallback(sign: str, language: str) -> Any:
    """A typeface of this machine that draws the sign, None where there is none."""
    import skia

    found = skia.FontMgr().matchFamilyStyleCharacter("", skia.FontStyle.Bold(), [language], ord(sign))
    if found is None or not found.unicharToGlyph(ord(sign)):
        return None
    return None if any(name in family_of(found).casefold().replace(" ", "") for name in SAY_NOTHING) else found


def family_of(typeface: Any) -> str:
    return str(typeface.getFamilyName())


@dataclass(frozen=True)
class Readable:
    """Words as they can be drawn ('' where they cannot), the signs left out, the typefaces needed beside ours."""

    text: str
    missing: str = ""
    others: tuple[Any, ...] = ()


def readable(words: str, language: str) -> Readable:
    """What of the words can be drawn here. A missing pictogram is dropped; a missing letter leaves out all of them."""
    words = "".join(sign for sign in words if unicodedata.category(sign) != "Cf" or sign in JOINERS)
    if all(unicodedata.category(sign) in INVISIBLE for sign in words):
        return Readable("")
    missing, others = [], {}
    for sign in dict.fromkeys(words):
        if unicodedata.category(sign) in INVISIBLE or all(typeface(face).unicharToGlyph(ord(sign)) for face in FILES):
            continue
        other = fallback(sign, language)
        if other is None:
            missing.append(sign)
        else:
            others[other.uniqueID()] = other
    if any(unicodedata.category(sign) not in PICTORIAL for sign in missing):
        return Readable("", "".join(missing))
    kept = "".join(sign for sign in words if sign not in missing and (sign not in "\u200d\ufe0f" or not missing))
    return Readable(" ".join(kept.split()), "".join(missing), tuple(others.values()))


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((way for way in strong if way in ("L", "R", "AL")), "L") != "L"


@dataclass
class Setter:
    """Sets paragraphs in one language. Sizes in pixels. `only` is a face that stands for all of them."""

    language: str
    others: tuple[Any, ...] = ()
    only: Face | Literal[""] = ""
    _fonts: Any = field(default=None, repr=False)

    def fonts(self) -> Any:
        import skia

        if self._fonts is None:
            provider = skia.textlayout.TypefaceFontProvider()
            for face in FILES:
                provider.registerTypeface(typeface(self.only or face), face)
            for number, other in enumerate(self.others):
                provider.registerTypeface(other, f"other-{number}")
            self._fonts = skia.textlayout.FontCollection()
            self._fonts.setDefaultFontManager(provider)
        return self._fonts

    def set(self, text: str, *, face: Face, size: float, width: float, align: str, paint: Any) -> Any:
        """One paragraph, laid out. Raises RuntimeError where Skia has no Unicode data."""
        return self.runs([(text, paint)], face=face, size=size, width=width, align=align)

    def runs(
        self,
        parts: Sequence[tuple[str, Any]],
        *,
        face: Face,
        size: float,
        width: float,
        align: str,
        mirrored: bool | None = None,
    ) -> Any:
        """The same of parts with a paint each; `mirrored` says where the text begins, else its first letter does."""
        import skia

        layout, text = skia.textlayout, "".join(part for part, _ in parts)
        joined = right_to_left(text)
        whole = layout.ParagraphStyle()
        whole.setTextAlign(getattr(layout.TextAlign, align))
        whole.setTextStyle(self._style(face, size, joined, parts[0][1]))
        builder = layout.ParagraphBuilder.make(whole, self.fonts(), _unicode())
        around = ("\u202b", "\u202c") if (joined if mirrored is None else mirrored) else ("", "")
        for number, (part, paint) in enumerate(parts):
            builder.pushStyle(self._style(face, size, joined, paint))
            last = number + 1 == len(parts)
            builder.addText(f"{around[0] if number == 0 else ''}{part}{around[1] if last else ''}")
        paragraph = builder.Build()
        paragraph.layout(width)
        return paragraph

    def _style(self, face: Face, size: float, joined: bool, paint: Any) -> Any:
        import skia

        style = skia.textlayout.TextStyle()
        style.setFontFamilies([face, *(f"other-{number}" for number in range(len(self.others)))])
        style.setFontSize(size)
        style.setForegroundPaint(paint)
        style.setLetterSpacing(0 if joined else TIGHT[face] * size)
        style.setHeight(LEADING[face])
        style.setHeightOverride(True)
        style.setLocale(self.language)
        return style


@functools.cache
def _unicode() -> Any:
    import skia

    data = skia.Unicodes.ICU.Make()
    if data is None:
        raise RuntimeError("Skia has no Unicode data")
    return data


@dataclass(frozen=True)
class Fitted:
    """How large words are set so that they fit: font size, width they are laid out to, height they take."""

    size: float
    width: float
    height: float


def fit(setter: Setter, text: str, *, face: Face, largest: float, smallest: float, width: float, lines: int) -> Fitted:
    """The largest size at which the words take at most `lines` lines, in lines as even as can be."""
    size = largest
    while True:
        height, widest = _measure(setter, text, face=face, size=size, width=width)
        rows = round(height / (size * LEADING[face]))
        if size <= smallest or (rows <= lines and widest <= width):
            break
        size = max(smallest, size * 0.94)
    low, high = min(width, widest), width
    for _ in range(8 if rows > 1 else 0):
        middle = (low + high) / 2
        if _measure(setter, text, face=face, size=size, width=middle)[0] <= height + 0.5:
            high = middle
        else:
            low = middle
    return Fitted(size, high, height)


def _measure(setter: Setter, text: str, *, face: Face, size: float, width: float) -> tuple[float, float]:
    """Height of the words at this size and width, and the width of their longest word."""
    import skia

    paragraph = setter.set(text, face=face, size=size, width=width, align="kLeft", paint=skia.Paint())
    return float(paragraph.Height), float(paragraph.MinIntrinsicWidth)


def inked(setter: Setter, text: str, *, face: Face, fitted: Fitted) -> float:
    """How wide the longest row of words set like this really is."""
    import skia

    paragraph = setter.set(text, face=face, size=fitted.size, width=fitted.width, align="kLeft", paint=skia.Paint())
    return min(fitted.width, float(paragraph.LongestLine))


def undrawable(text: str, language: str) -> str:
    """A sentence about a script that no font here draws, '' where all can be drawn."""
    found = readable(text, language)
    if found.text or not found.missing:
        return ""
    script = script_of(found.missing, language)
    return f"No font here draws {script.name}. Install a font such as {script.font}."


def lent(text: str, language: str) -> str:
    """A sentence about fonts of this machine that draw what ours cannot, '' where ours draw it all, or nothing does."""
    names = list(dict.fromkeys(family_of(other) for other in readable(text, language).others))
    return f"What our own fonts cannot draw is drawn in {' and '.join(names)}, of this machine." if names else ""


def drawable() -> tuple[dict[str, str], tuple[str, ...]]:
    """The scripts that fonts of this machine draw beside ours, each with its font, and fonts that draw the others."""
    found = {script: fallback(script.sign, "") for script in SCRIPTS}
    there = {script.name: family_of(face) for script, face in found.items() if face is not None}
    return there, tuple(script.font for script, face in found.items() if face is None)
