"""What a person asked for in words, and whether it is made. Notes gather; a pick by a person closes those before it.

Pure. A take brings its own note back when it is picked, so that it is not stale for the note alone.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from vidpipe.engine.consent import by_person
from vidpipe.engine.standing import Standing
from vidpipe.film.project import Revision
from vidpipe.film.slot import BRIEF, MOODS, STORYBOARD
from vidpipe.recipe import Recipe
from vidpipe.take import Decision, Note, Take, Verb

AND = "; "
REVISED = (STORYBOARD, MOODS)
"""Texts that notes have written again in parts."""
KEPT = ("kept scenes", "kept moods")
"""What recipes call the text that such a one goes on from."""
ANEW = frozenset(("prompt", "title", "style", "kind", "language", "seed", "frames", "narration", "beats"))
"""Settings that have the storyboard written anew, notes and all."""


def note_of(standing: Standing, slot: str) -> str:
    """All that was asked of a slot since a person picked what it shows; '' for nothing."""
    return _gathered(_own(standing, slot), _since(standing, slot))


def _own(standing: Standing, slot: str) -> str:
    """The note that the take picked by the person was made with."""
    pick = standing.person_pick(slot)
    take = standing.take(int(pick.value)) if pick else None
    return said_by(take)


def said_by(take: Take | None) -> str:
    """The note a take was made with."""
    return str(take.recipe.params.get("change", "")) if take else ""


def _since(standing: Standing, slot: str) -> list[Decision]:
    pick = standing.person_pick(slot)
    return [note for note in standing.told(slot, Verb.NOTE) if pick is None or note.id > pick.id]


def _gathered(first: str, notes: Sequence[Decision]) -> str:
    return AND.join(part for part in (first, *(note.reason for note in notes)) if part)


# ------------------------------------------------------------ texts written again in parts


def revision_of(standing: Standing, slot: str = STORYBOARD) -> Revision | None:
    """The parts of a text to be written again, or that its picked take was: notes about one take gather."""
    pick = standing.person_pick(slot)
    since = _round(standing, slot)
    if since:
        return Revision(basis=since[-1].value, changes=_by_part(since), round=_rounds(standing, since[0], slot))
    take = standing.take(int(pick.value)) if pick else None
    if take is None or pick is None or "changes" not in take.recipe.params or not _holds(standing, pick.id):
        return None
    return _revision_in(take.recipe)


def _revision_in(recipe: Recipe) -> Revision:
    basis = next(recipe.inputs[name] for name in KEPT if name in recipe.inputs)
    return Revision(basis=basis, changes=recipe.params["changes"], round=recipe.params["round"])


def _round(standing: Standing, slot: str) -> list[Decision]:
    """The notes that still hold about the take spoken of last."""
    notes = [note for note in _since(standing, slot) if _holds(standing, note.id)]
    last = takewhile(lambda note: note.value == notes[-1].value, reversed(notes))
    return list(last)[::-1]


def _holds(standing: Standing, moment: int) -> bool:
    """Whether the text is not to be written anew since then: same brief, same settings of weight."""
    change = standing.newest("", Verb.CHANGE, "anew")
    if change is not None and change.id > moment:
        return False
    then, now = standing.shown_at(BRIEF, moment), standing.pick(BRIEF)
    return then is None or now is None or then.digest == now.digest


def _by_part(notes: Sequence[Decision]) -> dict[str, str]:
    parts = dict.fromkeys(note.part for note in notes)
    return {part: _gathered("", [note for note in notes if note.part == part]) for part in parts}


def _rounds(standing: Standing, first: Decision, slot: str) -> int:
    """How many rounds of notes there were up to this one: a round ends with another take, or with a person's pick."""
    notes = [note for note in standing.told(slot, Verb.NOTE) if note.id <= first.id]
    picks = [pick.id for pick in standing.told(slot, Verb.PICK) if by_person(pick)]
    ends = [
        before.value != after.value or any(before.id < pick < after.id for pick in picks)
        for before, after in pairwise(notes)
    ]
    return 1 + sum(ends)


# ------------------------------------------------------------ what is open


def open_notes(standing: Standing, slot: str, revision: Revision | None) -> list[Note]:
    """The notes about a slot that is not fresh, and that the take it shows was not made with."""
    if slot in REVISED:
        return [_note(note) for note in _round(standing, slot) if note.part in _open_parts(standing, slot, revision)]
    shown, said = said_by(standing.pick(slot)), _own(standing, slot)
    notes = _since(standing, slot)
    for place, note in enumerate(notes):
        said = _gathered(said, [note])
        if said == shown:
            return [_note(later) for later in notes[place + 1 :]]
    return [_note(note) for note in notes]


def _open_parts(standing: Standing, slot: str, revision: Revision | None) -> set[str]:
    take = standing.pick(slot)
    if revision is None:
        return set()
    if take is None or "changes" not in take.recipe.params:
        return set(revision.changes)
    made = _revision_in(take.recipe)
    if (made.basis, made.round) != (revision.basis, revision.round):
        return set(revision.changes)
    return {part for part, text in revision.changes.items() if made.changes.get(part) != text}


def _note(decision: Decision) -> Note:
    return Note(slot=decision.slot, part=decision.part, text=decision.reason, actor=decision.actor, at=decision.at)
