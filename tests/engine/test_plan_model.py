"""Any sequence of acts on a film, held against a second, simpler account of what depends on what."""

from typing import Any

from book import Book, board, scene, settings
from hypothesis import HealthCheck
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from vidpipe.film.storyboard import Joint, Scene, Storyboard, Transition
from vidpipe.take import Phase, State, Verb

WORDS = st.sampled_from(("a", "b", "c"))
FIELDS = ("start_prompt", "end_prompt", "motion_prompt", "title", "narration", "words")


class Reference:
    """What each slot was made from, said by hand: if any of it differs now, the slot is stale."""

    def __init__(self, film: Storyboard, picks: dict[str, str]) -> None:
        self.film, self.picks = film, picks

    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = {"music": self.film.frames}
        for place, shot in enumerate(self.film.scenes):
            following = self.film.scenes[place + 1] if place + 1 < len(self.film.scenes) else None
            found |= self._scene(shot, self.film.scenes[place - 1] if place else None, following)
        clips = [self.picks.get(f"scene/{s.id}/clip") for s in self.film.scenes]
        joints = [
            s.transition if place and s.continuity == "cut" else Transition()
            for place, s in enumerate(self.film.scenes)
        ]
        order = [(s.id, s.frames, s.narration, s.words if s.card else "") for s in self.film.scenes]
        found["cut/16x9/en/master"] = (clips, joints, order, self.picks.get("music"))
        return found

    def _scene(self, shot: Scene, before: Scene | None, after: Scene | None) -> dict[str, Any]:
        name = f"scene/{shot.id}"
        start, end = self.picks.get(f"{name}/keyframe/start"), self.picks.get(f"{name}/keyframe/end")
        look = (shot.camera, shot.card if shot.words else "")
        first: Any = (shot.start_prompt, *look, self._chain(shot))
        if before and shot.continuity == "continue":
            first = self.picks.get(f"scene/{before.id}/keyframe/end")
        tail = after is None or after.continuity == "cut"
        ordered = shot.frames + 6 * (shot.continuity == "cut") + 6 * tail
        clip = (start, end, ordered, shot.motion_prompt or shot.action, shot.camera, shot.continuity)
        return {
            f"{name}/keyframe/start": first,
            f"{name}/keyframe/end": (shot.end_prompt or shot.start_prompt, *look, start, self._chain(shot)),
            f"{name}/clip": (*clip, self._chain(shot)),
        }

    def _chain(self, shot: Scene) -> str:
        """The first scene of a run of continued ones: its seed is theirs."""
        scenes = list(self.film.scenes)
        place = scenes.index(shot)
        while scenes[place].continuity == "continue":
            place -= 1
        return scenes[place].id


class Directing(RuleBasedStateMachine):
    """A person directs a film, in any order, with failures and losses in between."""

    slots = Bundle("slots")

    def __init__(self) -> None:
        super().__init__()
        self.book = Book(settings=settings())
        self.book.write("storyboard", board(scene("aaaa"), scene("bbbb"), scene("cccc")))
        self.made_from: dict[int, Any] = {}
        self.names = iter(f"new{n:04d}" for n in range(10_000))
        self.salt = 0
        self.notes: dict[str, tuple[str, ...]] = {}
        self.noted: dict[int, tuple[str, ...]] = {}

    @initialize()
    def first_film(self) -> None:
        self.run()

    # ------------------------------------------------------------ acts

    @rule(data=st.data(), name=st.sampled_from(FIELDS), word=WORDS)
    def edit(self, data: st.DataObject, name: str, word: str) -> None:
        chosen = data.draw(st.sampled_from(self.film.scenes))
        self.rewrite(s.model_copy(update={name: word}) if s.id == chosen.id else s for s in self.film.scenes)

    @rule(data=st.data(), frames=st.sampled_from((24, 30, 48)), card=st.sampled_from(("", "title")))
    def retime(self, data: st.DataObject, frames: int, card: str) -> None:
        chosen = data.draw(st.sampled_from(self.film.scenes))
        change = {"frames": frames, "card": card, "transition": Transition(kind=Joint.CROSSFADE, frames=frames // 4)}
        self.rewrite(s.model_copy(update=change) if s.id == chosen.id else s for s in self.film.scenes)

    @rule(data=st.data())
    def reorder(self, data: st.DataObject) -> None:
        order = data.draw(st.permutations(self.film.scenes))
        self.rewrite([order[0].model_copy(update={"continuity": "cut"}), *order[1:]])

    @rule(data=st.data())
    def let_one_continue(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(self.film.scenes))
        turned = "cut" if chosen.continuity == "continue" or chosen.id == self.film.scenes[0].id else "continue"
        self.rewrite(s.model_copy(update={"continuity": turned}) if s.id == chosen.id else s for s in self.film.scenes)

    @precondition(lambda self: len(self.film.scenes) < 5)
    @rule()
    def insert(self) -> None:
        self.rewrite([self.film.scenes[0], scene(next(self.names)), *self.film.scenes[1:]])

    @precondition(lambda self: len(self.film.scenes) > 1)
    @rule()
    def delete(self) -> None:
        self.rewrite(self.film.scenes[:-1])

    @rule(target=slots, data=st.data())
    def look_at(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.book.plan().slots)))

    @rule(slot=slots)
    def reroll(self, slot: str) -> None:
        if "keyframe" in slot or slot.endswith("clip"):
            samples = [take.recipe.sample for take in self.book.takes if take.slot == slot]
            self.book.decide(slot, Verb.REROLL, str(max(samples, default=-1) + 1))

    @rule(slot=slots, data=st.data())
    def pick_any(self, slot: str, data: st.DataObject) -> None:
        takes = [take for take in self.book.takes if take.slot == slot and slot != "storyboard"]
        if takes:
            take = data.draw(st.sampled_from(takes))
            self.book.decide(slot, Verb.PICK, str(take.id))
            self.notes[slot] = self.noted.get(take.id, ())

    @rule(slot=slots)
    def keep(self, slot: str) -> None:
        view = self.book.plan().slots.get(slot)
        if view and view.take and view.recipe:
            self.book.decide(slot, Verb.KEEP, view.recipe.sampled(view.take.recipe.sample).key)

    @rule(slot=slots, note=st.sampled_from(("warmer", "darker")))
    def note(self, slot: str, note: str) -> None:
        view = self.book.plan().slots.get(slot)
        if view and view.take and view.stage in ("keyframes", "clips", "music"):
            self.book.decide(slot, Verb.NOTE, view.take.digest, reason=note)
            self.notes[slot] = (*self.notes.get(slot, ()), note)

    @rule(slot=slots, locked=st.booleans())
    def lock(self, slot: str, locked: bool) -> None:
        self.book.decide(slot, Verb.LOCK if locked else Verb.UNLOCK)

    @rule(slot=slots, error=st.sampled_from(("policy", "retry", "invalid")))
    def fail(self, slot: str, error: str) -> None:
        now = self.book.plan()
        if slot in now.runnable and (recipe := now.slots[slot].recipe):
            self.book.attempt(slot, recipe, Phase.FAILED, error=error)

    @rule(slot=slots)
    def lose(self, slot: str) -> None:
        view = self.book.plan().slots.get(slot)
        if view and view.take and slot not in ("storyboard", "brief"):
            self.book.missing.add(view.take.digest)

    @rule(data=st.data(), same=st.booleans())
    def work(self, data: st.DataObject, same: bool) -> None:
        """One slot is made, by bytes as before or by others."""
        self.book.record(self.book.plan())
        runnable = self.book.plan().runnable
        if runnable:
            self.make(data.draw(st.sampled_from(runnable)), same=same)

    @rule()
    def run(self) -> None:
        """Run to rest: whatever can be made is, and running again does nothing at all."""
        self.book.go()
        self.rest()
        assert self.book.settle(go=False) == 0
        assert self.book.settle() == 0

    @rule()
    def go_on_without_consent(self) -> None:
        """What is new is made; what shows a take that is stale shows it still, unless another was made before."""
        stale = {slot: view.take for slot, view in self.book.plan().slots.items() if view.take and not view.fresh}
        asked = {slot for slot in stale if self.agreed(slot)}
        self.rest()
        for slot, view in self.book.plan().slots.items():
            made = view.take and view.take.id > max(take.id for take in stale.values() if take) if stale else False
            assert not (slot in stale and slot not in asked and made), slot

    @rule(slot=slots)
    def agree(self, slot: str) -> None:
        self.book.go("/".join(slot.split("/")[:2]) if slot.startswith("scene/") else slot)

    @rule(slot=slots, takes=st.integers(1, 3))
    def reroll_and_wake(self, slot: str, takes: int) -> None:
        """So many takes are made of this slot, and nothing that was there elsewhere is made again."""
        now = self.book.plan()
        view = now.slots.get(slot)
        if not view or not view.fresh or view.locked or "/keyframe/" not in slot or view.stage == "continuity":
            return
        self.rest()
        before = self.book.plan().slots
        if not before[slot].fresh or before[slot].message or slot not in before:
            return
        count = len([take for take in self.book.takes if take.slot == slot])
        samples = [take.recipe.sample for take in self.book.takes if take.slot == slot]
        self.book.decide(slot, Verb.REROLL, str(max(samples) + takes))
        self.rest()
        assert len([take for take in self.book.takes if take.slot == slot]) == count + takes
        for name, was in before.items():
            is_now = self.book.plan().slots[name]
            assert name == slot or not was.take or is_now.take == was.take or was.message, name

    def rest(self) -> None:
        for _ in range(200):
            now = self.book.plan()
            self.book.record(now)
            if not (now.policy or now.adopt):
                if not now.runnable:
                    break
                for slot in now.runnable:
                    self.make(slot, same=True)

    # ------------------------------------------------------------ what always holds

    @invariant()
    def the_plan_and_the_reference_agree_on_what_is_fresh(self) -> None:
        now = self.book.plan()
        facts = self.facts_now()
        kept = {d.slot for d in self.book.decisions if d.verb is Verb.KEEP}
        for slot, view in now.slots.items():
            if slot in facts and view.take and view.take.id in self.made_from and slot not in kept:
                same = self.made_from[view.take.id] == facts[slot]
                assert view.fresh == same, (slot, self.made_from[view.take.id], facts[slot])

    @invariant()
    def approved_is_never_stale_and_stale_always_has_a_cause(self) -> None:
        for view in self.book.plan().slots.values():
            assert view.fresh or view.state is not State.APPROVED
            assert view.state is not State.STALE or view.causes

    @invariant()
    def nothing_runs_on_what_is_not_settled(self) -> None:
        now = self.book.plan()
        given = {decision.slot for decision in now.policy}
        for slot in now.runnable:
            for need in now.needs[slot]:
                assert now.slots[need.slot].fresh
                approved = now.slots[need.slot].approved or need.slot in given or not need.approved
                assert approved or (need.part and now.parts[need.slot][need.part])

    @invariant()
    def nothing_stale_with_a_take_runs_without_a_newer_consent(self) -> None:
        now = self.book.plan()
        for slot in now.runnable:
            view = now.slots[slot]
            assert view.take is None or view.fresh or self.agreed(slot), slot

    def agreed(self, slot: str) -> bool:
        """Said a second time and more simply: a consent later than any act of a person on this or anything above it."""
        now, above, todo = self.book.plan(), set(), [slot]
        while todo:
            name = todo.pop()
            if name not in above:
                above.add(name)
                todo += [need.slot for need in now.needs.get(name, ())]
        scene = "/".join(slot.split("/")[:2])
        changes = [
            d.id
            for d in self.book.decisions
            if d.actor == "me"
            and (
                (d.verb in (Verb.PICK, Verb.NOTE) and d.slot in above)
                or (d.verb is Verb.REROLL and d.slot in above - {slot})
                or (d.verb is Verb.CHANGE)
            )
        ]
        asks = [
            d.id
            for d in self.book.decisions
            if (d.verb is Verb.GO and d.slot in ("", slot, scene)) or (d.verb is Verb.REROLL and d.slot == slot)
        ]
        return max(asks, default=0) > max(changes, default=0)

    @invariant()
    def the_slots_are_those_of_the_scenes(self) -> None:
        names = {slot.split("/")[1] for slot in self.book.plan().slots if slot.startswith("scene/")}
        assert names == {shot.id for shot in self.film.scenes}

    # ------------------------------------------------------------ how

    @property
    def film(self) -> Storyboard:
        found = self.book.plan().film.storyboard
        assert found
        return found

    def rewrite(self, scenes: Any) -> None:
        self.book.write("storyboard", self.film.with_scenes(scenes))

    def facts_now(self) -> dict[str, Any]:
        shown = {slot: view.take.digest for slot, view in self.book.plan().slots.items() if view.take}
        facts = Reference(self.film, shown).facts()
        return {slot: (fact, self.notes.get(slot, ())) for slot, fact in facts.items()}

    def make(self, slot: str, *, same: bool) -> None:
        facts = self.facts_now().get(slot)
        self.salt += 1
        self.book.perform(slot, salt="" if same else str(self.salt))
        self.book.missing.discard(self.book.takes[-1].digest)
        self.noted[self.book.takes[-1].id] = self.notes.get(slot, ())
        if facts is not None:
            self.made_from[self.book.takes[-1].id] = facts


TestDirecting = Directing.TestCase
TestDirecting.settings = profile(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
