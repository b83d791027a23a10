"""A Word document → passages by heading; what was deleted or hidden in it is left out."""

from collections.abc import Iterator
from typing import Any

from vidpipe.errors import BadInput
from vidpipe.sources.packed import AGAIN, LOCKED, PACKED, Packed, attribute, facts, local
from vidpipe.sources.passages import Passages

LEFT_OUT = ("del", "moveFrom", "instrText", "fldSimple", "txbxContent")
MOST_DEEP = 60


class DocxSource:
    name, title, order = "docx", "A Word document (DOCX)", 12
    apart, most, endings = True, 40_000_000, ("docx", "docm")

    def fits(self, head: bytes, ending: str) -> bool:
        return (head.startswith(PACKED) or head.startswith(LOCKED)) and (ending in self.endings or ending == "doc")

    def parse(self, data: bytes) -> dict[str, Any]:
        packed = Packed(data, "document")
        tree = packed.xml("word/document.xml")
        if tree is None:
            raise BadInput("This is no Word document", remedy=AGAIN)
        levels, found, first = _levels(packed), Passages(), ""
        for paragraph in _paragraphs(tree):
            text, level = "".join(_said(paragraph)), levels.get(_style(paragraph), 0)
            if level and text.strip():
                found.heading(text, level)
                first = first or text
            else:
                found.add(text)
            if found.full:
                break
        known = facts(packed)
        return found.done(
            title=known.get("title", "").strip() or first,
            language=known.get("language", ""),
            nothing="The document holds no text",
        )


def _levels(packed: Packed) -> dict[str, int]:
    """The depth of each style that is a heading, whatever the language of its name."""
    styles, found = packed.xml("word/styles.xml"), {"Title": 1}
    for style in () if styles is None else styles:
        if local(style.tag) != "style":
            continue
        named = next((attribute(node, "val").lower() for node in style if local(node.tag) == "name"), "")
        outline = next((attribute(node, "val") for node in style.iter() if local(node.tag) == "outlineLvl"), "")
        if outline.isdigit() and int(outline) < 9:
            found[attribute(style, "styleId")] = int(outline) + 1
        elif named.startswith("heading ") and named[8:].isdigit():
            found[attribute(style, "styleId")] = int(named[8:])
        elif named == "title":
            found[attribute(style, "styleId")] = 1
    return {f"Heading{level}": level for level in range(1, 7)} | found


def _paragraphs(tree: Any) -> Iterator[Any]:
    return (node for node in tree.iter() if local(node.tag) == "p")


def _style(paragraph: Any) -> str:
    for node in paragraph:
        if local(node.tag) == "pPr":
            return next((attribute(each, "val") for each in node if local(each.tag) == "pStyle"), "")
    return ""


def _said(node: Any, deep: int = 0) -> Iterator[str]:
    """The words of a paragraph as a reader sees them."""
    for child in node:
        name = local(child.tag)
        if name in LEFT_OUT or deep > MOST_DEEP or (name == "r" and _hidden(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "cr"):
            yield " "
        elif name != "p":
            yield from _said(child, deep + 1)


def _hidden(run: Any) -> bool:
    return any(
        local(fact.tag) == "vanish" and attribute(fact, "val") not in ("0", "false")
        for node in run
        if local(node.tag) == "rPr"
        for fact in node
    )


SOURCE = DocxSource()
