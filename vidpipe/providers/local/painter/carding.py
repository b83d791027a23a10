"""Cards of explainers as a prompt asks for them: `card: quote "…" "who"`, `card: list "a"; "b"`, `card: number "87 %"
"of what"`. Pure."""

import re

from vidpipe.providers.local.painter.spec import Card

ASKED = re.compile(r'\bcard:\s*(quote|list|number)\s+((?:["“”][^"“”\n]{1,240}["“”][\s;,]*){1,6})', re.IGNORECASE)
WORDS = re.compile(r'["“”]([^"“”\n]{1,240})["“”]')
SIGNS = re.compile(r"[\x00-\x1f\x7f]")
LONGEST = {"quote": 2, "list": 6, "number": 2}


def card_of(prompt: str) -> Card | None:
    """The card that a prompt asks for, None for one that asks for a picture."""
    found = ASKED.search(prompt[:4000])
    if found is None:
        return None
    kind = found.group(1).lower()
    words = [SIGNS.sub(" ", one).strip()[:160] for one in WORDS.findall(found.group(2))]
    kept = tuple(one for one in words if one)[: LONGEST[kind]]
    return Card.model_validate({"kind": kind, "words": kept}) if kept else None


def without_card(prompt: str) -> str:
    """The prompt but for its card: what stands on a card is no subject of a picture."""
    return ASKED.sub(" ", prompt)
