"""The takes of one slot: the tray, the two that are compared, where a take comes from. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vidpipe.take import SlotView, Take
from vidpipe.ui import words

REASONS = {
    "keyframes": ("Drift", "Hands", "Text", "Framing", "Off brief", "Blocked"),
    "clips": ("Drift", "Motion", "Hands", "Text", "Framing", "Off brief", "Blocked"),
}
"""Why a take is no good, in one tap."""


@dataclass(frozen=True)
class Card:
    """A take in the tray. `reason` is why it was rejected, '' while it is not."""

    id: int
    number: int
    name: str
    digest: str
    cost: str
    picked: bool
    seen: bool
    reason: str


def cards(view: SlotView, takes: Sequence[Take], rejected: Mapping[int, str], *, seen: Take | None) -> list[Card]:
    """All takes of a slot, the oldest first."""
    return [_card(view, take, rejected.get(take.id, ""), seen) for take in takes]


def _card(view: SlotView, take: Take, reason: str, seen: Take | None) -> Card:
    return Card(
        id=take.id,
        number=take.number,
        name=f"Take {take.number}",
        digest=take.digest,
        cost=cost(view, take),
        picked=view.take is not None and take.id == view.take.id,
        seen=seen is not None and take.id == seen.id,
        reason=words.capital(reason),
    )


def cost(view: SlotView, take: Take) -> str:
    """What a take cost: `$0.04`, `cached $0` where its model is paid and it was not, `yours`, `free`."""
    if take.recipe.imported:
        return "yours"
    if take.cost:
        return words.money(take.cost)
    paid = view.price and view.recipe and view.recipe.model == take.recipe.model
    return "cached $0" if paid else "free"


def best(view: SlotView, takes: Sequence[Take], rejected: Mapping[int, str]) -> Take | None:
    """The newest take that is neither shown nor rejected: what may be used instead."""
    shown = view.take.id if view.take else 0
    left = [take for take in takes if take.id != shown and take.id not in rejected]
    return left[-1] if left else None


def made(view: SlotView, take: Take | None) -> str:
    """What made a take, in short: `painter-1 · seed 4471`; of a brought one its file's name."""
    if take is None:
        return view.recipe.model if view.recipe else ""
    if take.recipe.imported:
        return str(take.meta.get("name") or "Brought by hand")
    seed = take.recipe.params.get("seed")
    model = take.recipe.model.rpartition("/")[2]
    return " · ".join(part for part in (model, f"seed {seed}" if seed is not None else "") if part)


WORDED = ("instruction", "prompt", "motion", "words", "change")
"""The parameters of a recipe that are a model's words."""


def origin(view: SlotView, take: Take) -> list[tuple[str, str]]:
    """Where a take comes from, label and value: model, seed, size, cost, when."""
    recipe = take.recipe
    if recipe.imported:
        lines = [("Made by", "Brought by hand"), ("File", str(take.meta.get("name", "")))]
    else:
        lines = [("Model", recipe.model or "Computed here"), ("Seed", str(recipe.params.get("seed", "")))]
        lines.append(("Sample", str(recipe.sample + 1)))
        lines.append(("Words", "Gentler than the scene's" if "softened" in recipe.params else ""))
        lines.append(("Without", ", ".join(recipe.params.get("without", ()))))
    lines += [("Size", size(take.meta)), ("Length", length(take.meta)), ("Cost", cost(view, take))]
    lines.append(("Made", f"{take.created:%d %b %Y, %H:%M} UTC".lstrip("0")))
    lines.append(("References", ", ".join(sorted(recipe.inputs)) if not recipe.imported else ""))
    return [(name, value) for name, value in lines if value]


def size(meta: Mapping[str, Any]) -> str:
    return f"{meta['width']} × {meta['height']}" if {"width", "height"} <= set(meta) else ""


def length(meta: Mapping[str, Any]) -> str:
    """The length of a clip, '' of a picture."""
    frames, rate = meta.get("frames"), meta.get("rate")
    return f"{words.length(int(frames), int(rate))}, {frames} frames" if frames and rate else ""


def wording(take: Take) -> str:
    """The words a model was given, the prompt first; '' of a take that was brought."""
    found = [take.recipe.params.get(name) for name in WORDED]
    return next((str(text) for text in found if isinstance(text, str) and text), "")


def copyable(take: Take) -> str:
    """The whole recipe as text, to keep or to send."""
    return json.dumps(take.recipe.plain() | {"take": take.digest}, indent=2, ensure_ascii=False, sort_keys=True)
