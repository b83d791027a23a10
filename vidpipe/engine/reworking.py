"""What a person chose for a slot besides its words: inputs to leave out, and a take of it to go on from. Pure."""

from vidpipe.engine.ladder import newest_of
from vidpipe.engine.standing import Standing
from vidpipe.film.project import Film, Rework
from vidpipe.recipe import EXTENDS, INSTRUCTION, JOB, KIND, SOURCE, WHOLE, WITHOUT, Recipe, base_of
from vidpipe.take import Decision, Take, Verb


def left_out_of(standing: Standing) -> dict[str, tuple[str, ...]]:
    """The inputs that each slot is made without, where there are any."""
    slots = [*standing.spoken_of(Verb.LEAVE), *standing.made_with(WITHOUT)]
    found = {slot: _left_out(standing, newest_of(standing, slot, Verb.LEAVE)) for slot in dict.fromkeys(slots)}
    return {slot: names for slot, names in found.items() if names}


def _left_out(standing: Standing, newest: Decision | None) -> tuple[str, ...]:
    if newest is None:
        return ()
    if newest.verb is Verb.LEAVE:
        return tuple(name for name in newest.value.split(",") if name)
    take = standing.take(int(newest.value))
    return tuple(take.recipe.params.get(WITHOUT, ())) if take else ()


def reworks_of(standing: Standing) -> dict[str, Rework]:
    """What goes on from a take that is there, by slot."""
    spoken = [*standing.spoken_of(Verb.EDIT), *standing.spoken_of(Verb.EXTEND)]
    slots = [*spoken, *standing.made_with(INSTRUCTION), *standing.made_with(EXTENDS)]
    found = {
        slot: _rework(standing, newest_of(standing, slot, Verb.EDIT, Verb.EXTEND)) for slot in dict.fromkeys(slots)
    }
    return {slot: rework for slot, rework in found.items() if rework}


def _rework(standing: Standing, newest: Decision | None) -> Rework | None:
    if newest is None:
        return None
    if newest.verb is Verb.PICK:
        take = standing.take(int(newest.value))
        return rework_in(take.recipe) if take else None
    digest, basis, *job = newest.value.split(" ")
    source = next((take for take in standing.takes(newest.slot) if take.digest == digest), None)
    if source is None:
        return None
    frames = frames_of(source) if newest.verb is Verb.EXTEND else 0
    said = newest.reason if newest.verb is Verb.EDIT else ""
    return Rework(
        basis=basis, source=digest, mime=source.mime, instruction=said, frames=frames, job=job[0] if job else ""
    )


def rework_in(recipe: Recipe) -> Rework | None:
    """The rework that a take was made by."""
    if SOURCE not in recipe.inputs:
        return None
    params = recipe.params
    return Rework(
        basis=base_of(recipe).key,
        source=recipe.inputs[SOURCE],
        mime=params[KIND],
        instruction=params.get(INSTRUCTION, ""),
        frames=params.get(EXTENDS, 0),
        job=params.get(JOB, ""),
    )


def frames_of(take: Take) -> int:
    """How long a clip is, in frames: as it was measured, else as it was ordered."""
    ordered = take.recipe.params.get(WHOLE) or take.recipe.params.get("length") or 0
    return int(take.meta.get("frames") or ordered)


def open_choices(standing: Standing, film: Film) -> list[Decision]:
    """What was chosen and holds, and no take that a person picked has brought; of reworks those not made yet."""
    chosen = [(slot, (Verb.SOFTEN,)) for slot in film.rungs] + [(slot, (Verb.LEAVE,)) for slot in film.without]
    shown = {slot: take.digest for slot in film.reworks if (take := standing.pick(slot))}
    going_on = [slot for slot, rework in film.reworks.items() if rework.source == shown.get(slot)]
    asked = [*chosen, *((slot, (Verb.EDIT, Verb.EXTEND)) for slot in going_on)]
    newest = [newest_of(standing, slot, *verbs) for slot, verbs in asked]
    return [decision for decision in newest if decision and decision.verb is not Verb.PICK]
