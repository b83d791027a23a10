"""A film seen at one glance: what stands on its contact sheet, and one page of HTML over many of them."""

from collections.abc import Sequence
from html import escape

from vidpipe.film.noun import Noun
from vidpipe.film.storyboard import Colour

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
:root {{ color-scheme: dark light }}
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1640px; padding: 24px 16px 80px;
  background: #101114; color: #ececf0 }}
h1 {{ font-size: 22px; margin: 0 0 4px }} p {{ margin: 0; color: #a9abb6 }}
figure {{ margin: 32px 0 0 }} figcaption {{ padding: 8px 2px; color: #a9abb6; overflow-wrap: anywhere }}
figcaption b {{ color: #ececf0; font-weight: 600 }}
img {{ display: block; width: 100%; height: auto; border-radius: 8px }}
</style></head><body><h1>{title}</h1><p>{facts}</p>{figures}</body></html>
"""


class LookScene(Noun):
    """A scene on a contact sheet: its pictures as digests, what is said and what stands on the screen."""

    number: int
    seconds: float
    camera: str
    start: str
    end: str
    narration: str = ""
    words: str = ""


class Look(Noun):
    """A film on a contact sheet. `width` and `height` are the film's own, in pixels."""

    prompt: str
    title: str
    facts: str
    width: int
    height: int
    colours: tuple[Colour, ...]
    scenes: tuple[LookScene, ...]
    language: str = "en"
    warnings: tuple[str, ...] = ()


class Sheet(Noun):
    """A contact sheet that was written: its file's name, and what it is of."""

    name: str
    prompt: str
    facts: str
    width: int
    height: int


def page(title: str, facts: str, sheets: Sequence[Sheet]) -> str:
    """One page over all sheets, which lie beside it. All text from outside is escaped."""
    figures = "".join(map(_figure, sheets))
    return PAGE.format(title=escape(title), facts=escape(facts), figures=figures)


def _figure(sheet: Sheet) -> str:
    name, said = escape(sheet.name, quote=True), escape(sheet.prompt, quote=True)
    return (
        f'<figure id="{name.removesuffix(".png")}"><img loading="lazy" src="{name}" width="{sheet.width}" '
        f'height="{sheet.height}" alt="{said}"><figcaption><b>{said}</b> · {escape(sheet.facts)}</figcaption></figure>'
    )
