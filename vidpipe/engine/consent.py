"""Consent: what is stale is made again only after a person said so, later than anything a person changed above it.

Pure. Ids of decisions grow, so "later" is a greater id.
"""

from collections.abc import Iterable, Sequence

from vidpipe.engine.preview import film_stages
from vidpipe.film.slot import parse
from vidpipe.ports import Stage
from vidpipe.recipe import fingerprint
from vidpipe.take import Decision, Verb

MACHINES = ("engine", "policy")
"""Actors that are no persons."""
FILM = ""
"""The slot of decisions about the whole film."""
WORDED = (Verb.NOTE, Verb.SOFTEN, Verb.LEAVE, Verb.EDIT, Verb.EXTEND)
"""What a person asks for of one slot besides its words, beside what is picked there and locked."""
CHANGES = (Verb.PICK, *WORDED, Verb.REROLL, Verb.UNLOCK, Verb.CHANGE)
"""What a person does that makes other things stale, or lets go of what was held."""


def by_person(decision: Decision) -> bool:
    return decision.actor not in MACHINES


def terms(stages: Sequence[Stage]) -> str:
    """What a consent is given on: how things are made now. A new version of vidpipe asks again."""
    return fingerprint({stage.name: stage.version for stage in film_stages(stages)})[:16]


def scene_of(slot: str) -> str:
    """`scene/ID` of a scene's slot, '' for the film's."""
    scene = parse(slot).scene if slot.count("/") > 1 else ""
    return f"scene/{scene}" if scene else ""


class Consents:
    """What was asked and allowed in one project, by the id of the newest decision of each kind."""

    def __init__(self, decisions: Iterable[Decision], terms: str) -> None:
        self._changed: dict[tuple[str, Verb], int] = {}
        self._asked: dict[tuple[str, Verb], int] = {}
        self.halted = 0
        """The newest stop, 0 where there never was one."""
        for decision in decisions:
            where = decision.slot, decision.verb
            if decision.verb in CHANGES and by_person(decision):
                self._changed[where] = decision.id
            if decision.verb is Verb.GO:
                self._asked[where] = decision.id if decision.value == terms else 0
            if decision.verb in (Verb.RETRY, Verb.REROLL):
                self._asked[where] = decision.id
            if decision.verb is Verb.HALT:
                self.halted = decision.id

    def changed(self, slot: str) -> int:
        """The newest change that a person made to this very slot, or to the settings."""
        places = [(slot, verb) for verb in (Verb.PICK, *WORDED, Verb.UNLOCK)]
        places += [(scene_of(slot) or slot, Verb.UNLOCK), (FILM, Verb.CHANGE)]
        return max(self._changed.get(place, 0) for place in places)

    def rerolled(self, slot: str) -> int:
        """The newest re-roll of this slot: a change for all that is made from it."""
        return self._changed.get((slot, Verb.REROLL), 0)

    def picked(self, slot: str) -> int:
        """The newest pick by a person."""
        return self._changed.get((slot, Verb.PICK), 0)

    def own(self, slot: str, *, rerolling: bool) -> int:
        """The newest ask for this very slot or its scene; a re-roll counts until its takes are made."""
        asks = [(slot, Verb.GO), (slot, Verb.RETRY), (scene_of(slot) or slot, Verb.GO)]
        asks += [(slot, Verb.REROLL)] if rerolling else []
        return max(self._asked.get(ask, 0) for ask in asks)

    def asked(self, slot: str, *, rerolling: bool) -> bool:
        """Whether the slot was asked for by itself since everything was stopped last."""
        return self.own(slot, rerolling=rerolling) > self.halted

    def given(self, slot: str, *, rerolling: bool) -> int:
        """The newest consent that covers this slot."""
        return max(self.own(slot, rerolling=rerolling), self._asked.get((FILM, Verb.GO), 0))
