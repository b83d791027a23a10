"""What a person chose for a slot besides its words, in its recipe and request: there only where somebody chose.

Gentler words where a provider's policy refused it, inputs left out, and a take that is there to go on from.
"""

from collections.abc import Mapping
from typing import Any

from vidpipe.film.project import Film
from vidpipe.film.slot import keyframe, parse
from vidpipe.ports import Ref
from vidpipe.recipe import (
    EXTENDS,
    INSTRUCTION,
    JOB,
    KIND,
    SOFTENED,
    SOURCE,
    WHOLE,
    WITHOUT,
    Recipe,
)

GENTLER, PICTURE = 2, 3
"""The rungs of the ladder of refusals from which on words, and the end picture too, are gentler."""
GENTLE_CLIP = "A calm scene for all ages. Nobody is hurt, nothing frightens, everyone is clothed and safe."
GENTLE_PICTURE = "Calm, kind and fit for all ages: nobody is hurt, nothing frightens, everyone is clothed and safe."


def softened_clip(film: Film, slot: str) -> dict[str, Any]:
    """The parameter of a clip on the second rung or above; the third holds while its end picture is a gentler one."""
    rung = film.rungs.get(slot, 0)
    if rung < GENTLER:
        return {}
    pictured = film.rungs.get(keyframe(parse(slot).scene, "end"), 0) >= PICTURE
    return {SOFTENED: PICTURE if rung >= PICTURE and pictured else GENTLER}


def softened_picture(film: Film, slot: str) -> dict[str, Any]:
    """The parameter of a picture that is to be gentler."""
    return {SOFTENED: PICTURE} if film.rungs.get(slot, 0) >= PICTURE else {}


def gently(words: str, recipe: Recipe, gentle: str) -> str:
    """Words for a model, after those that keep it gentle."""
    return f"{gentle} {words}" if SOFTENED in recipe.params else words


def left_out(film: Film, slot: str) -> dict[str, Any]:
    names = film.without.get(slot, ())
    return {WITHOUT: list(names)} if names else {}


def used(film: Film, slot: str, inputs: Mapping[str, str]) -> dict[str, str]:
    """The inputs by name without those that are left out."""
    names = film.without.get(slot, ())
    return {name: digest for name, digest in inputs.items() if name not in names}


def going_on(film: Film, slot: str, base: Recipe, *, whole: int = 0) -> Recipe:
    """The recipe that goes on from a take, where one was asked for with just this base. `whole` in frames."""
    rework = film.reworks.get(slot)
    if rework is None or rework.basis != base.key:
        return base
    added: dict[str, Any] = {KIND: rework.mime}
    added |= {INSTRUCTION: rework.instruction} if rework.instruction else {EXTENDS: rework.frames, WHOLE: whole}
    added |= {JOB: rework.job} if rework.job else {}
    return Recipe(
        stage=base.stage,
        version=base.version,
        model=base.model,
        params=base.params | added,
        inputs=base.inputs | {SOURCE: rework.source},
    )


def source_ref(recipe: Recipe) -> tuple[Ref, ...]:
    """The take that is gone on from."""
    if SOURCE not in recipe.inputs:
        return ()
    return (Ref(use="source", digest=recipe.inputs[SOURCE], mime=recipe.params[KIND]),)
