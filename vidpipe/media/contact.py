"""A contact sheet: the keyframes of all scenes of a film with what is said, its prompt and palette, as one picture."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vidpipe.film.lookbook import Look, LookScene
from vidpipe.media.images import cover, open_picture, save
from vidpipe.media.typeset import Setter, readable

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, MARGIN, GAP, INNER = 1600, 40, 28, 6
GROUND, LIGHT, SOFT = 0xFF17181C, 0xFFF2F2F5, 0xFFA9ABB6
TITLE, TEXT, SMALL = 30.0, 19.0, 16.0
SWATCH = 40


@dataclass(frozen=True)
class Cell:
    """Where a scene stands: its left edge and width, the size of each of its two pictures, in pixels."""

    columns: int
    width: int
    picture: tuple[int, int]

    def left(self, place: int) -> int:
        return MARGIN + (place % self.columns) * (self.width + GAP)


def draw(look: Look, path: Callable[[str], Path], into: Path) -> tuple[int, int]:
    """Write the sheet as PNG; its size in pixels. `path` finds a picture by its digest. Raises MediaError."""
    from PIL import Image

    cell, setter = _cell(look), _setter(look)
    head = _Text(setter, WIDTH - 2 * MARGIN)
    head.add(look.prompt, TITLE, LIGHT, face="display", lines=3)
    head.add(look.facts, TEXT, SOFT)
    for warning in look.warnings:
        head.add(warning, SMALL, SOFT)
    tops, texts = [], [_said(scene, setter, cell.width) for scene in look.scenes]
    y = MARGIN + head.height + (SWATCH + GAP if look.colours else 0) + GAP
    for row in range(0, len(texts), cell.columns):
        tops.append(y)
        y += cell.picture[1] + 10 + max(text.height for text in texts[row : row + cell.columns]) + GAP
    sheet = Image.new("RGB", (WIDTH, round(y + MARGIN - GAP)), _rgb(GROUND))
    head.paint(sheet, MARGIN, MARGIN)
    _swatches(sheet, look, MARGIN + head.height + GAP // 2)
    for place, (scene, text) in enumerate(zip(look.scenes, texts, strict=True)):
        left, top = cell.left(place), round(tops[place // cell.columns])
        _pictures(sheet, scene, path, cell.picture, left=left, top=top)
        text.paint(sheet, left, top + cell.picture[1] + 10)
    save(sheet, into)
    return sheet.size


def _cell(look: Look) -> Cell:
    """Wide films stand two scenes in a row, upright ones four."""
    columns = 2 if look.width > look.height else 3 if look.width == look.height else 4
    width = (WIDTH - 2 * MARGIN - (columns - 1) * GAP) // columns
    wide = (width - INNER) // 2
    return Cell(columns, width, (wide, round(wide * look.height / look.width)))


def _setter(look: Look) -> Setter:
    said = " ".join([look.prompt, look.facts, *(f"{scene.narration} {scene.words}" for scene in look.scenes)])
    return Setter(look.language, readable(said, look.language).others)


def _said(scene: LookScene, setter: Setter, width: int) -> "_Text":
    text = _Text(setter, width)
    text.add(f"{scene.number}   {scene.seconds:.1f} s   {scene.camera}", SMALL, SOFT)
    if scene.words:
        text.add(scene.words, TEXT, LIGHT, face="display", lines=2)
    if scene.narration:
        text.add(scene.narration, TEXT, LIGHT, lines=3)
    return text


def _pictures(
    sheet: "Image", scene: LookScene, path: Callable[[str], Path], size: tuple[int, int], *, left: int, top: int
) -> None:
    from PIL import Image

    for place, digest in enumerate((scene.start, scene.end)):
        shown = cover(open_picture(path(digest)), *size).convert("RGB") if digest else Image.new("RGB", size, "#26282e")
        sheet.paste(shown, (left + place * (size[0] + INNER), top))


def _swatches(sheet: "Image", look: Look, top: float) -> None:
    for place, colour in enumerate(look.colours):
        left = MARGIN + place * (2 * SWATCH + INNER)
        sheet.paste(colour, (left, round(top), left + 2 * SWATCH, round(top) + SWATCH))


class _Text:
    """Paragraphs beneath each other, at most `width` pixels wide."""

    def __init__(self, setter: Setter, width: int) -> None:
        self._setter, self._width = setter, width
        self._set: list[tuple[Any, float]] = []
        self.height = 0.0

    def add(self, words: str, size: float, colour: int, *, face: Any = "text", lines: int = 2) -> None:
        """A paragraph, shortened to so many lines; nothing where no font here draws it."""
        import skia

        shown = readable(words, self._setter.language).text
        paint = skia.Paint(AntiAlias=True, Color=colour)
        while shown:
            paragraph = self._setter.set(shown, face=face, size=size, width=self._width, align="kLeft", paint=paint)
            if paragraph.Height <= size * 1.3 * lines or len(shown) < 2:
                self._set.append((paragraph, self.height))
                self.height += float(paragraph.Height) + 4
                return
            shown = shown[: int(len(shown) * 0.9)].rstrip(" …") + "…"

    def paint(self, sheet: "Image", left: int, top: float) -> None:
        import skia
        from PIL import Image

        high = max(1, round(self.height) + 8)
        pixels = np.zeros((high, self._width, 4), np.uint8)
        info = skia.ImageInfo.Make(self._width, high, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
        canvas = skia.Surface.MakeRasterDirect(info, pixels).getCanvas()
        canvas.clear(GROUND)
        for paragraph, y in self._set:
            paragraph.paint(canvas, 0, y)
        sheet.paste(Image.fromarray(pixels[..., :3]), (left, round(top)))


def _rgb(colour: int) -> tuple[int, int, int]:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255
