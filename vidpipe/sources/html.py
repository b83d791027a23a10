"""An HTML page → passages: its main text by headings. Nothing hidden, no script, no form; nothing is fetched."""

import re
from typing import Any

from vidpipe.errors import BadInput
from vidpipe.sources.decoding import decoded, flat
from vidpipe.sources.passages import Passages

HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
NOISE = (
    "script, style, noscript, template, iframe, object, svg, canvas, form, button, select, nav, footer, aside, dialog, "
    "[hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo], [role=search], pre"
)
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d]*[1-9])|font-size\s*:\s*0(?![.\d]*[1-9])|"
    r"(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.I,
)
BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, blockquote, dd, dt, td, figcaption"
HOLDERS = ("p", "li", "blockquote", "dd", "td", "ul", "ol", "table")
MAIN = ("main", "article", "[role=main]", "#content", "#main")
MOST_BLOCKS = 20_000


class HtmlSource:
    name, title, order = "page", "A page (HTML)", 40
    apart, most, endings = True, 8_000_000, ("html", "htm", "xhtml")

    def fits(self, head: bytes, ending: str) -> bool:
        return ending in self.endings or HEAD.match(head) is not None

    def parse(self, data: bytes) -> dict[str, Any]:
        from selectolax.lexbor import LexborHTMLParser

        declared = CHARSET.search(data[:4096])
        text, guessed = decoded(data, declared.group(1).decode("ascii", "replace") if declared else "")
        tree = LexborHTMLParser(text)
        title, language = _title(tree), _attribute(tree.css_first("html"), "lang")
        for node in tree.css(NOISE):
            node.decompose()
        for node in tree.css("[style]"):
            if HIDDEN.search(_attribute(node, "style")):
                node.decompose()
        found = _gathered(_main(tree))
        notes = (guessed,) if guessed else ()
        return found.done(
            title=title, language=language, notes=notes, nothing="The page holds no text that can be read"
        )


def _attribute(node: Any, name: str) -> str:
    return str(node.attributes.get(name) or "") if node is not None else ""


def _title(tree: Any) -> str:
    said = _attribute(tree.css_first('meta[property="og:title"]'), "content")
    if said:
        return flat(said)
    for name in ("h1", "title"):
        node = tree.css_first(name)
        if node is not None and flat(node.text()):
            return flat(node.text())
    return ""


def _main(tree: Any) -> Any:
    """The part of the page that holds its text: the named one, where it holds a good part of all."""
    body = tree.body or tree.root
    if body is None:
        raise BadInput("The page is empty", remedy="Bring another page.")
    whole = len(body.text(separator=" "))
    for name in MAIN:
        node = tree.css_first(name)
        if node is not None and len(node.text(separator=" ")) > max(200, whole // 4):
            return node
    return body


def _gathered(part: Any) -> Passages:
    found = Passages()
    for node in part.css(BLOCKS)[:MOST_BLOCKS]:
        if node.tag[0] == "h":
            found.heading(node.text(separator=" "), int(node.tag[1]))
        elif node.tag == "p" or not any(child.tag in HOLDERS for child in node.iter(include_text=False)):
            found.add(node.text(separator=" "))
        else:
            found.add(node.text(deep=False, separator=" "))
        if found.full:
            break
    else:
        if not part.css_first("p, li, td, blockquote, dd"):
            for line in part.text(separator="\n").split("\n"):
                found.add(line)
    return found


SOURCE = HtmlSource()
