"""Why a slot is stale: what differs between the recipe its take was made by and the one wanted now. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from vidpipe.recipe import EXTENDS, INSTRUCTION, REWORKS, SOFTENED, SOURCE, WHOLE, WITHOUT, Recipe
from vidpipe.take import Cause, Take

SPOKEN = ("change", "changes", "round", "kept scenes", "kept moods")
"""What a note brings into a recipe: said in the person's own words."""
CHOSEN = (*REWORKS, SOURCE, SOFTENED, WITHOUT)
"""What a remedy or an instruction brings into a recipe: told as what it does."""
FOLLOWS = {"prompt": "keyframe prompt"}
"""What changes with another parameter, and is not said beside it."""


def causes_of(take: Take | None, now: Recipe | None) -> tuple[Cause, ...]:
    """What differs between the recipe the take was made by and the one it would be made by now."""
    if take is None:
        return ()
    if now is None:
        return (Cause(reason="what it is made from is not there any more"),)
    was = take.recipe
    asked = [Cause(reason=reason) for reason in (*_asked(was, now), *_chosen(was, now))]
    if was.imported:
        return tuple(asked)
    names = [*_differing(was.inputs, now.inputs), *_differing(was.params, now.params)]
    told = [name for name in names if name not in CHOSEN and not (name in SPOKEN and asked)]
    told = [name for name in told if FOLLOWS.get(name) not in told]
    causes = [Cause(reason=f"its {name} changed") for name in told]
    if was.model != now.model:
        causes.append(Cause(reason=f"its model changed from {was.model or 'none'} to {now.model or 'none'}"))
    if (was.stage, was.version) != (now.stage, now.version):
        causes.append(Cause(reason="vidpipe makes it in a new way"))
    return (*asked, *causes)


def _differing(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return [name for name in sorted({*was, *now}) if was.get(name) != now.get(name)]


def _asked(was: Recipe, now: Recipe) -> Iterator[str]:
    """What a person asked for that the take was not made with."""
    before, wanted = str(was.params.get("change", "")), str(now.params.get("change", ""))
    if wanted != before:
        yield _said(wanted.removeprefix(f"{before}; ") if before else wanted, "it without the note")
    same_round = was.params.get("round") == now.params.get("round")
    made = was.params.get("changes", {}) if same_round else {}
    parts = now.params.get("changes", {})
    texts = [text for part, text in parts.items() if made.get(part) != text]
    for text in dict.fromkeys(texts):
        yield _said(text, "another version of it")


def _chosen(was: Recipe, now: Recipe) -> Iterator[str]:
    """What a remedy or an instruction does to it that it was not made with, or does no more."""
    before, after = was.params, now.params
    if INSTRUCTION in after and (now.inputs[SOURCE] != was.inputs.get(SOURCE) or _differs(INSTRUCTION, was, now)):
        yield f'you asked: "{after[INSTRUCTION]}"'
    if EXTENDS in after and (_differs(EXTENDS, was, now) or _differs(WHOLE, was, now)):
        yield "it is to be made longer"
    if _differs(SOFTENED, was, now):
        yield "it is asked for in gentler words" if SOFTENED in after else "it is asked for in its own words again"
    if _differs(WITHOUT, was, now):
        names = " and ".join(after.get(WITHOUT, ()))
        yield f"its {names} is left out" if names else f"its {' and '.join(before[WITHOUT])} is used again"


def _differs(name: str, was: Recipe, now: Recipe) -> bool:
    return bool(was.params.get(name) != now.params.get(name))


def _said(text: str, otherwise: str) -> str:
    return f'you asked: "{text}"' if text else f"you asked for {otherwise}"
