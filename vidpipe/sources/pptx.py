"""A PowerPoint file → passages by slide, each under its slide's title; hidden slides and notes are left out."""

import re
from collections.abc import Iterator
from typing import Any

from vidpipe.errors import BadInput
from vidpipe.sources.packed import AGAIN, LOCKED, PACKED, Packed, attribute, facts, local
from vidpipe.sources.passages import Passages

MOST_SLIDES = 400
TITLES = ("title", "ctrTitle")
UNSAID = ("dt", "ftr", "sldNum", "hdr")


class PptxSource:
    name, title, order = "pptx", "Slides (PPTX)", 14
    apart, most, endings = True, 60_000_000, ("pptx", "pptm")

    def fits(self, head: bytes, ending: str) -> bool:
        return (head.startswith(PACKED) or head.startswith(LOCKED)) and (ending in self.endings or ending == "ppt")

    def parse(self, data: bytes) -> dict[str, Any]:
        packed = Packed(data, "presentation")
        names = _slides(packed)
        if not names:
            raise BadInput("This is no presentation, or it has no slides", remedy=AGAIN)
        found, first = Passages(), ""
        for number, name in enumerate(names[:MOST_SLIDES], 1):
            slide = packed.xml(name)
            if slide is None or attribute(slide, "show") in ("0", "false"):
                continue
            shapes = [(_place(shape), _text(shape)) for shape in _shapes(slide)]
            named = next((" ".join(lines) for place, lines in shapes if place in TITLES and lines), "")
            first = first or named
            found.heading(named or f"Slide {number}", 1)
            for place, lines in shapes:
                for line in () if place in (*TITLES, *UNSAID) else lines:
                    found.add(line, page=number)
            if named and not any(lines for place, lines in shapes if place not in (*TITLES, *UNSAID)):
                found.add(named, page=number)
        known = facts(packed)
        title = known.get("title", "").strip()
        return found.done(
            title=first if not title or title.lower().startswith(("powerpoint", "presentation")) else title,
            language=known.get("language", ""),
            notes=(f"Its first {MOST_SLIDES} slides were read.",) if len(names) > MOST_SLIDES else (),
            nothing="The slides hold no text",
        )


def _slides(packed: Packed) -> list[str]:
    """The slides in the order in which they are shown."""
    there = set(packed.names())
    deck, links = packed.xml("ppt/presentation.xml"), packed.xml("ppt/_rels/presentation.xml.rels")
    if deck is None or links is None:
        return []
    targets = {
        attribute(link, "Id"): f"ppt/{attribute(link, 'Target').lstrip('/').removeprefix('ppt/')}" for link in links
    }
    listed = [node for node in deck.iter() if local(node.tag) == "sldId"]
    relations = [str(v) for node in listed for k, v in node.attrib.items() if local(k) == "id" and "}" in str(k)]
    shown = [targets[name] for name in relations if targets.get(name) in there]
    return list(dict.fromkeys(name for name in shown if re.fullmatch(r"ppt/slides/[\w.-]+\.xml", name)))


def _shapes(slide: Any) -> Iterator[Any]:
    return (node for node in slide.iter() if local(node.tag) in ("sp", "graphicFrame"))


def _place(shape: Any) -> str:
    return next((attribute(node, "type") for node in shape.iter() if local(node.tag) == "ph"), "")


def _text(shape: Any) -> list[str]:
    lines = []
    for paragraph in (node for node in shape.iter() if local(node.tag) == "p"):
        said = "".join(node.text or "" for node in paragraph.iter() if local(node.tag) == "t").strip()
        if said:
            lines.append(said)
    return lines


SOURCE = PptxSource()
