"""How the recorded decisions, takes and attempts of a project stand: the newest of a kind counts. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from vidpipe.engine.consent import by_person
from vidpipe.engine.retrying import exhausted
from vidpipe.errors import Kind
from vidpipe.film.slot import STORYBOARD
from vidpipe.ports import Records
from vidpipe.recipe import EXTENDS, INSTRUCTION, SOFTENED, WITHOUT, Recipe, fingerprint
from vidpipe.take import Attempt, Decision, Phase, Take, Verb

HALTING = (Kind.AUTH, Kind.QUOTA)
"""Failures after which every other call to the same provider would fail too."""
ASKING = (Verb.GO, Verb.RETRY, Verb.REROLL)
"""What a person does to have something made."""


def parts_of(slot: str, digest: str, text: Any) -> dict[str, str]:
    """The parts of a take that are approved one by one, with what each says as a digest.

    The storyboard has its style and each scene; everything else is one part, ''.
    """
    if slot != STORYBOARD or not isinstance(text, Mapping):
        return {"": digest}
    if digest not in _PARTS:
        while len(_PARTS) >= MOST_TEXTS:
            _PARTS.pop(next(iter(_PARTS)), None)
        parts = {"style": fingerprint({"style": text.get("style"), "cast": text.get("cast")})}
        _PARTS[digest] = parts | {f"scene/{scene['id']}": fingerprint(scene) for scene in text["scenes"]}
    return dict(_PARTS[digest])


TOLD = (Verb.PICK, Verb.NOTE, Verb.CHANGE, Verb.SOFTEN, Verb.LEAVE, Verb.EDIT, Verb.EXTEND)
"""The decisions of which all count, and not the newest alone."""
CHOSEN = frozenset((SOFTENED, WITHOUT, INSTRUCTION, EXTENDS))
"""Parameters that a person's choice for a slot brings into its recipe."""
MOST_TEXTS = 256
_PARTS: dict[str, dict[str, str]] = {}
"""Parts of storyboards by their digest: a text never changes under it."""


class Standing:
    """An index over one project's records. `missing` are digests whose bytes are gone: their takes count as lost."""

    def __init__(self, records: Records, missing: frozenset[str] = frozenset()) -> None:
        self._missing = missing
        self._takes = {take.id: take for take in records.takes}
        self._newest: dict[tuple[str, str, Verb], Decision] = {}
        self._cost: dict[str, int] = defaultdict(int)
        self._open: dict[str, Attempt] = {}
        self._attempts: dict[tuple[str, str], Attempt] = {}
        self._rejected: dict[int, str] = {}
        self._approved: dict[tuple[str, str], Decision] = {}
        self._approvers: dict[str, dict[str, str]] = defaultdict(dict)
        self._told: dict[tuple[str, Verb], list[Decision]] = defaultdict(list)
        self._of_slot: dict[str, list[Take]] = defaultdict(list)
        self._made_with: dict[str, dict[str, None]] = defaultdict(dict)
        for decision in records.decisions:
            self._hear(decision)
        for take in records.takes:
            self._cost[take.slot] += take.cost
            self._of_slot[take.slot].append(take)
            for name in CHOSEN & take.recipe.params.keys():
                self._made_with[name][take.slot] = None
        self._asked_at: datetime | None = None
        self._halts: dict[str, Attempt] = {}
        for decision in records.decisions:
            if decision.verb in ASKING and by_person(decision):
                self._asked_at = decision.at or self._asked_at
        for attempt in records.attempts:
            self._enter(attempt)

    def _enter(self, attempt: Attempt) -> None:
        self._attempts[attempt.slot, attempt.recipe.key] = attempt
        if attempt.phase.open:
            self._open[attempt.slot] = attempt
        if attempt.phase is Phase.FAILED and attempt.error in HALTING and attempt.ended:
            provider = attempt.recipe.model.partition("/")[0]
            before = self._halts.get(provider)
            if before is None or not before.ended or before.ended < attempt.ended:
                self._halts[provider] = attempt

    def _hear(self, decision: Decision) -> None:
        self._newest[decision.slot, decision.part, decision.verb] = decision
        if decision.verb in TOLD:
            self._told[decision.slot, decision.verb].append(decision)
        if decision.verb is Verb.APPROVE:
            self._approvers[decision.slot][decision.part] = decision.actor
        if decision.verb is Verb.APPROVE and by_person(decision):
            self._approved[decision.slot, decision.part] = decision
        if decision.verb is Verb.REJECT:
            self._rejected[int(decision.value)] = decision.reason
        if decision.verb is Verb.PICK:
            self._rejected.pop(int(decision.value), None)

    def told(self, slot: str, verb: Verb) -> Sequence[Decision]:
        """All decisions of a kind about a slot in their order; of those kinds that are `TOLD`."""
        return self._told.get((slot, verb), ())

    def spoken_of(self, verb: Verb) -> list[str]:
        """The slots that a kind of decision was made about."""
        return [slot for slot, said in self._told if said is verb]

    def made_with(self, param: str) -> list[str]:
        """The slots with a take whose recipe has this parameter, one of `CHOSEN`."""
        return list(self._made_with.get(param, ()))

    @property
    def noted(self) -> list[str]:
        """The slots whose takes or persons speak of a note."""
        spoken = [slot for slot, verb in self._told if verb is Verb.NOTE]
        made = [slot for slot, takes in self._of_slot.items() if any("change" in t.recipe.params for t in takes)]
        return list(dict.fromkeys([*spoken, *made]))

    @property
    def picked(self) -> list[str]:
        """The slots that anybody picked a take for."""
        return self.spoken_of(Verb.PICK)

    def person_pick(self, slot: str) -> Decision | None:
        """The newest pick that a person made."""
        return next((pick for pick in reversed(self.told(slot, Verb.PICK)) if by_person(pick)), None)

    def take(self, take_id: int) -> Take | None:
        return self._takes.get(take_id)

    def takes(self, slot: str) -> Sequence[Take]:
        """All takes of a slot, oldest first."""
        return self._of_slot.get(slot, ())

    def shown_at(self, slot: str, moment: int) -> Take | None:
        """What the slot showed when the decision with this id was made."""
        picks = [pick for pick in self.told(slot, Verb.PICK) if pick.id < moment]
        return self._takes.get(int(picks[-1].value)) if picks else None

    def newest(self, slot: str, verb: Verb, part: str = "") -> Decision | None:
        return self._newest.get((slot, part, verb))

    def pick(self, slot: str) -> Take | None:
        """The take the slot shows, None when there is none or its bytes are gone."""
        take = self._picked(slot)
        return None if take is None or take.digest in self._missing else take

    def gone(self, take: Take) -> bool:
        """Whether a take's bytes are gone."""
        return take.digest in self._missing

    def lost(self, slot: str) -> bool:
        take = self._picked(slot)
        return take is not None and take.digest in self._missing

    def _picked(self, slot: str) -> Take | None:
        decision = self.newest(slot, Verb.PICK)
        return self._takes.get(int(decision.value)) if decision else None

    def made_by(self, slot: str, recipe: Recipe) -> Take | None:
        """A take of the slot that was made by just this recipe and can still be shown."""
        key = recipe.key
        made = [take for take in self.takes(slot) if take.recipe.key == key]
        return next(
            (take for take in reversed(made) if take.digest not in self._missing and not self.rejected(take)), None
        )

    def sample(self, slot: str) -> int:
        """The take number wanted: the next one while a re-roll is not done, else that of the take shown."""
        if self.reroll_wanted(slot):
            return self._last_sample(slot) + 1
        take = self._picked(slot)
        return take.recipe.sample if take else 0

    def reroll_wanted(self, slot: str) -> bool:
        """Whether takes that a person asked for are still to be made; a pick by a person ends the asking."""
        reroll, pick = self.newest(slot, Verb.REROLL), self.person_pick(slot)
        if reroll is None or (pick is not None and pick.id > reroll.id):
            return False
        return self._last_sample(slot) < int(reroll.value)

    def _last_sample(self, slot: str) -> int:
        return max((take.recipe.sample for take in self.takes(slot)), default=-1)

    def fresh(self, slot: str, take: Take, recipe: Recipe, *, asked: bool = False) -> bool:
        """Whether the take is what the recipe would make now, was brought by hand, or was kept for this very key.

        `asked`: a person asked for something else, so that what was brought by hand is not enough any more.
        """
        key = recipe.sampled(take.recipe.sample).key
        keep = self.newest(slot, Verb.KEEP)
        brought = take.recipe.imported and not asked
        return brought or take.recipe.key == key or (keep is not None and keep.value == key)

    def approved(self, slot: str, part: str, digest: str) -> Decision | None:
        """The decision that approves this part as it is now."""
        approve, reopen = self.newest(slot, Verb.APPROVE, part), self.newest(slot, Verb.REOPEN, part)
        if approve is None or approve.value != digest or (reopen and reopen.id > approve.id):
            return None
        return approve

    def approvals(self, slot: str) -> dict[str, Decision]:
        """What a person approved last of each part of a slot and has not taken back, whatever is shown now."""
        given = {part: found for (name, part), found in self._approved.items() if name == slot}
        back = {part: self.newest(slot, Verb.REOPEN, part) for part in given}
        return {part: found for part, found in given.items() if not ((again := back[part]) and again.id > found.id)}

    def approver(self, slot: str) -> str:
        people = sorted({actor for actor in self._approvers.get(slot, {}).values() if actor != "policy"})
        return ", ".join(people) or "policy"

    def rejected(self, take: Take) -> bool:
        return take.id in self._rejected

    def rejections(self, slot: str) -> dict[int, str]:
        """The takes of a slot that were rejected and not picked since, with the reason."""
        return {take.id: self._rejected[take.id] for take in self.takes(slot) if take.id in self._rejected}

    def locked(self, slot: str) -> bool:
        """Whether the slot, or the scene it belongs to, is locked."""
        scene = "/".join(slot.split("/")[:2]) if slot.startswith("scene/") else ""
        return any(self._lock_holds(name) for name in (slot, scene) if name)

    def _lock_holds(self, name: str) -> bool:
        lock, unlock = self.newest(name, Verb.LOCK), self.newest(name, Verb.UNLOCK)
        return lock is not None and (unlock is None or lock.id > unlock.id)

    def cancelled(self, slot: str) -> bool:
        """Whether a person called off what was being made here, and has not asked for it, or chosen a take, since."""
        call_off = self._call_off(slot)
        pick = self.person_pick(slot)
        return call_off is not None and (pick is None or pick.id < call_off.id)

    def called_off(self, attempt: Attempt) -> bool:
        """Whether a person called off just this attempt."""
        call_off = self._call_off(attempt.slot)
        return call_off is not None and (call_off.at is None or call_off.at >= attempt.created)

    def _call_off(self, slot: str) -> Decision | None:
        call_off = self.newest(slot, Verb.CANCEL)
        again = [self.newest(slot, verb) for verb in (Verb.RETRY, Verb.REROLL, Verb.SOFTEN)]
        held = call_off is not None and all(later is None or later.id < call_off.id for later in again)
        return call_off if held else None

    def cost(self, slot: str) -> int:
        return self._cost[slot]

    def active(self, slot: str) -> Attempt | None:
        return self._open.get(slot)

    def last_attempt(self, slot: str, recipe: Recipe | None) -> Attempt | None:
        """The newest attempt at just this recipe, unless the person said since then to try again."""
        attempt = self._attempts.get((slot, recipe.key)) if recipe else None
        said = (self.newest(slot, Verb.RETRY), self._climbed(slot, recipe))
        if attempt and attempt.ended and any(again and again.at and again.at >= attempt.ended for again in said):
            return None
        return attempt

    def _climbed(self, slot: str, recipe: Recipe | None) -> Decision | None:
        """The rung of the ladder that asked for just this recipe; the first asks for the words as they are."""
        climb = self.newest(slot, Verb.SOFTEN)
        if climb is None or recipe is None:
            return None
        return climb if int(climb.value) == int(recipe.params.get(SOFTENED, 1)) else None

    def halted(self, model: str) -> Attempt | None:
        """The refusal (of the key, or for want of money) after which nothing more is sent to this model's provider.

        It holds until a person asks for anything: then it is tried once more.
        """
        halt = self._halts.get(model.partition("/")[0])
        if halt is None or halt.ended is None or (self._asked_at is not None and self._asked_at >= halt.ended):
            return None
        return halt

    def tries(self, attempt: Attempt) -> int:
        """How often this recipe was sent since a person last asked for it again, this attempt included."""
        retry = self.newest(attempt.slot, Verb.RETRY)
        since = retry.at if retry else None
        return 1 + sum(since is None or began >= since for began in attempt.tried)

    def resting(self, attempt: Attempt) -> bool:
        """Whether the attempt failed for now, and is made again by itself."""
        return attempt.phase is Phase.FAILED and attempt.error == Kind.RETRY and not exhausted(self.tries(attempt))

    def exhausted(self, slot: str, recipe: Recipe | None) -> bool:
        """Whether this recipe was tried and must not be sent again by itself."""
        attempt = self.last_attempt(slot, recipe)
        if attempt is None or attempt.phase is Phase.CANCELLED:
            return False
        if attempt.phase is Phase.DONE:
            return not self.lost(slot) and self.reroll_wanted(slot)
        return not self.resting(attempt)
