"""What every slot's state is, why, and what may run now. Pure, of what is recorded: nothing here is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vidpipe.engine.causes import causes_of
from vidpipe.engine.consent import Consents, terms
from vidpipe.engine.ladder import ALONE, SAYS, climbed, next_rung, rungs_of
from vidpipe.engine.notes import REVISED, note_of, open_notes, revision_of
from vidpipe.engine.preview import Ahead, ahead, film_stages, stand_in
from vidpipe.engine.reworking import left_out_of, reworks_of
from vidpipe.engine.standing import Standing, parts_of
from vidpipe.film.brief import Brief
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.edit import Edit
from vidpipe.film.lines import Lines
from vidpipe.film.mood import Choice, Moods
from vidpipe.film.project import STAGES, Film, Revision, Settings, Wish
from vidpipe.film.slot import BRIEF, EDIT, LINES, MOOD, MOODS, SOURCE, STORYBOARD, language_of, offered, parse
from vidpipe.film.source import Material
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.ports import Need, Records, Stage
from vidpipe.recipe import SOFTENED, Recipe
from vidpipe.take import Attempt, Cause, Decision, Note, Phase, SlotView, State, Take, Verb

STUCK = (State.FAILED, State.BLOCKED)
MOST_MATERIALS = 64
_MATERIALS: dict[str, Material] = {}


@dataclass(frozen=True)
class Plan:
    """A project as derived: the film as far as it is known, every slot's view, what may start now.

    `policy` holds the approvals that the project's settings give by themselves and that are not recorded yet, `adopt`
    the picks of takes that were made before by the recipe that is wanted now. `asked` are slots that a person asked for
    by themselves since everything was stopped last: they run whatever the wish is. `notes` are asked for and not made.
    `ahead` is the preview of a cut that was changed; it is none of the slots.
    """

    film: Film
    slots: dict[str, SlotView]
    runnable: tuple[str, ...]
    policy: tuple[Decision, ...]
    adopt: tuple[Decision, ...]
    parts: dict[str, dict[str, bool]]
    needs: dict[str, tuple[Need, ...]]
    asked: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()
    ahead: Ahead | None = None

    def of(self, step: str, stages: Sequence[Stage]) -> list[SlotView]:
        """The slots of one step of the flow."""
        names = {stage.name for stage in stages if stage.step == step}
        return [view for view in self.slots.values() if view.stage in names]


@dataclass(frozen=True)
class World:
    """What a plan knows besides the project's records: stages, models, texts that takes hold, blobs that are gone."""

    stages: Sequence[Stage]
    catalogue: Mapping[str, Caps]
    texts: Mapping[str, Any]
    missing: frozenset[str] = field(default_factory=frozenset)


def plan(records: Records, world: World) -> Plan:
    """Derive every slot of a project."""
    return _Planner(records, world).run()


def read_film(records: Records, world: World) -> Film:
    """The film as its picked texts say."""
    standing = Standing(records, world.missing)
    return _film(records.settings, standing, world)


def _film(settings: Settings, standing: Standing, world: World) -> Film:
    brief, board, edit = (_text(standing.pick(slot), world.texts) for slot in (BRIEF, STORYBOARD, EDIT))
    moods, mood = (_text(standing.pick(slot) if settings.moods else None, world.texts) for slot in (MOODS, MOOD))
    noted = {slot: note_of(standing, slot) for slot in standing.noted if slot not in REVISED}
    return Film(
        settings=settings,
        caps={role: world.catalogue[name] for role, name in settings.models.items() if name in world.catalogue},
        catalogue=dict(world.catalogue),
        brief=Brief.model_validate(brief) if brief else None,
        storyboard=Storyboard.model_validate(board) if board else None,
        edit=Edit.model_validate(edit) if edit else Edit(),
        notes={slot: note for slot, note in noted.items() if note},
        revision=revision_of(standing),
        rungs=rungs_of(standing, world.texts),
        without=left_out_of(standing),
        reworks=reworks_of(standing),
        source=_material(standing.pick(SOURCE), world.texts),
        moods=Moods.model_validate(moods) if moods else None,
        mood=Choice.model_validate(mood) if mood else None,
        mood_revision=revision_of(standing, MOODS) if settings.moods else None,
        lines=_lines(standing, world.texts),
    )


def _lines(standing: Standing, texts: Mapping[str, Any]) -> dict[str, Lines]:
    """The film's words by the further languages that they are written in."""
    found = {language_of(slot): _text(standing.pick(slot), texts) for slot in standing.picked if slot.startswith(LINES)}
    return {language: Lines.model_validate(text) for language, text in found.items() if text}


def _material(take: Take | None, texts: Mapping[str, Any]) -> Material | None:
    """What the film is made from, read once: a long one is costly to check and never changes under its digest."""
    if take is None or take.digest not in texts:
        return None
    if take.digest not in _MATERIALS:
        while len(_MATERIALS) >= MOST_MATERIALS:
            _MATERIALS.pop(next(iter(_MATERIALS)), None)
        _MATERIALS[take.digest] = Material.model_validate(texts[take.digest])
    return _MATERIALS.get(take.digest)


def _text(take: Take | None, texts: Mapping[str, Any]) -> Any:
    return texts.get(take.digest) if take else None


class _Planner:
    def __init__(self, records: Records, world: World) -> None:
        self.records, self.world = records, world
        self.standing = Standing(records, world.missing)
        self.consents = Consents(records.decisions, terms(world.stages))
        self.changed: dict[str, int] = {}
        self.film = _film(records.settings, self.standing, world)
        self.views: dict[str, SlotView] = {}
        self.parts: dict[str, dict[str, bool]] = {}
        self.needs: dict[str, tuple[Need, ...]] = {}
        self.owners: dict[str, Stage] = {}
        self.runnable: list[str] = []
        self.policy: list[Decision] = []
        self.climbing: set[str] = set()
        self.adopt: list[Decision] = []

    def run(self) -> Plan:
        owners = self.owners = {slot: stage for stage in self._ordered() for slot in stage.slots(self.film)}
        for slot in owners:
            self._derive(slot)
        return Plan(
            film=self.film,
            slots={slot: self.views[slot] for slot in owners},
            runnable=tuple(slot for slot in owners if slot in self.runnable),
            policy=tuple(self.policy),
            adopt=tuple(self.adopt),
            parts=self.parts,
            needs=self.needs,
            asked=frozenset(slot for slot in owners if self._asked(slot)),
            notes=tuple(note for slot in owners for note in self._open_notes(slot)),
            ahead=self._ahead(),
        )

    def _ahead(self) -> Ahead | None:
        """The preview of a cut that is not what it was: of what a person changed since, and has not asked for yet."""
        stage = stand_in(self.world.stages)
        slot = stage.stands_for(self.film) if stage else ""
        view, pick = self.views.get(slot), self.standing.newest(slot, Verb.PICK)
        if stage is None or pick is None or view is None or view.take is None or view.fresh or view.recipe is None:
            return None
        asked_for = slot in self.runnable or self.standing.active(slot) or any(one.slot == slot for one in self.adopt)
        wanted = self.changed[slot] > pick.id and not asked_for and self._wished(stage, slot)
        return ahead(self.film, self.standing, stage, wanted=wanted)

    def _open_notes(self, slot: str) -> list[Note]:
        return [] if self.views[slot].fresh else open_notes(self.standing, slot, self._revision(slot))

    def _ordered(self) -> list[Stage]:
        return sorted(film_stages(self.world.stages), key=lambda stage: (stage.order, stage.name))

    def _derive(self, slot: str) -> None:
        """Derive a slot after all it needs; a slot already derived, or owned by no stage, is left."""
        if slot in self.needs or slot not in self.owners:
            return
        stage = self.owners[slot]
        needs = self.needs[slot] = tuple(stage.needs(self.film, slot))
        for need in needs:
            self._derive(need.slot)
        above = self.changed[slot] = self._changes_above(stage, needs)
        recipe = self._recipe(stage, slot, needs)
        view = self._view(stage, slot, recipe)
        self._judge_parts(stage, view)
        approved, by = self._approval(slot)
        if approved and view.state is State.READY:
            view = view.model_copy(update={"state": State.APPROVED, "approved": True, "approved_by": by})
        waits = () if view.fresh else tuple(need.slot for need in needs if not self._settled(need))
        self.views[slot] = view.model_copy(update={"waits_for": waits})
        if self._may_run(stage, slot, recipe, waits):
            self._start_or_adopt(slot, above)
        self._climb(stage, slot)
        self.changed[slot] = max(above, self.consents.changed(slot), self.consents.rerolled(slot))
        self._rest(slot)

    def _climb(self, stage: Stage, slot: str) -> None:
        """Where the ladder is automatic, a refused clip goes up by policy; while stopped nothing does."""
        view, ladder = self.views[slot], self.records.settings.ladder
        rung = next_rung(ladder, view) if ladder == "auto" else 0
        held = self.standing.cancelled(slot) or (view.locked and view.take)
        if 0 < rung <= ALONE and not held and self._wished(stage, slot) and self.records.project.wish is Wish.RUN:
            self.policy.append(climbed(view, rung))
            self.climbing.add(slot)
            self.views[slot] = view.model_copy(update={"state": State.QUEUED, "message": SAYS[rung]})

    def _changes_above(self, stage: Stage, needs: tuple[Need, ...]) -> int:
        """The newest change by a person to anything this slot is made from."""
        edit = self.consents.changed(EDIT) if stage.role is None else 0
        return max([edit, *(self.changed.get(need.slot, 0) for need in needs)])

    def _start_or_adopt(self, slot: str, above: int) -> None:
        """What was made before by the very same recipe is picked again, unless the person picked something else since.

        What is stale runs only by a consent that is newer than anything a person changed here or above.
        """
        view = self.views[slot]
        allowed = view.take is None or view.fresh or self._consented(slot, above)
        made = self.standing.made_by(slot, view.recipe) if view.recipe else None
        halt = self.standing.halted(view.recipe.model) if view.recipe else None
        if made is None and allowed and halt is not None:
            self.views[slot] = view.model_copy(update={"message": _held_back(halt)})
        elif made is None and allowed:
            self.runnable.append(slot)
        elif made is not None and (allowed or self.consents.picked(slot) <= above):
            self.adopt.append(
                Decision(slot=slot, verb=Verb.PICK, value=str(made.id), actor="engine", reason="made before")
            )

    def _consented(self, slot: str, above: int) -> bool:
        rerolling = self.standing.reroll_wanted(slot)
        aside = self.film.mood is not None and offered(slot)
        given = (self.consents.own if aside else self.consents.given)(slot, rerolling=rerolling)
        return given > max(above, self.consents.changed(slot))

    def _asked(self, slot: str) -> bool:
        if self.records.project.wish is not Wish.RUN and not self.consents.halted:
            return False  # stopped before stops were written down: what was asked before nobody can tell
        return self.consents.asked(slot, rerolling=self.standing.reroll_wanted(slot))

    def _rest(self, slot: str) -> None:
        """A try that failed for now is queued only where it may be made again."""
        view = self.views[slot]
        moves = self.standing.active(slot) or slot in self.runnable or slot in self.climbing
        moves = moves or any(pick.slot == slot for pick in self.adopt)
        if view.state is State.QUEUED and not moves and self.records.project.wish is Wish.RUN:
            update = {"state": State.STALE, "causes": causes_of(view.take, view.recipe)} if view.take else {}
            self.views[slot] = view.model_copy(update={"state": State.EMPTY} | update)

    def _recipe(self, stage: Stage, slot: str, needs: tuple[Need, ...]) -> Recipe | None:
        picks = {need.slot: self.standing.pick(need.slot) for need in needs}
        inputs = {name: take for name, take in picks.items() if take}
        if len(inputs) < len(picks) or not self._has_model(stage, slot) or self._wordless(stage, slot):
            return None
        if self._lacks(stage, slot):
            return None
        return self._known(slot, stage.recipe(self.film, slot, inputs))

    def _known(self, slot: str, recipe: Recipe) -> Recipe:
        """The recipe of the take shown where it is the same one: its key is known already."""
        take = self.standing.pick(slot)
        return take.recipe if take and take.recipe == recipe.sampled(take.recipe.sample) else recipe

    def _has_model(self, stage: Stage, slot: str) -> bool:
        """Whether a model fills the stage's role here: the scene's own choice may be gone while the film's is there."""
        if self.film.settings.grid is not None:
            return True  # each cell names its own; one that is gone is said when it is asked
        scene = self._scene(slot)
        return stage.role is None or self.film.model(stage.role, scene.models if scene else {}) is not None

    def _named(self, stage: Stage, slot: str) -> str:
        """The model that the scene names for this, else the film; here or not."""
        scene, role = self._scene(slot), stage.role
        own = scene.models.get(role.value, "") if scene and role else ""
        return own or (self.film.settings.models.get(role, "") if role else "")

    def _wordless(self, stage: Stage, slot: str) -> bool:
        """Whether a picture is asked for of a scene that has no words yet: nobody pays for a picture of nothing."""
        scene = self._scene(slot)
        return stage.role is Role.IMAGE and scene is not None and not (scene.start_prompt or scene.end_prompt)

    def _lacks(self, stage: Stage, slot: str) -> str:
        """What a stage says is not there yet to make this from."""
        lacks = getattr(stage, "lacks", None)
        return str(lacks(self.film, slot)) if lacks else ""

    def _scene(self, slot: str) -> Scene | None:
        board, name = self.film.storyboard, parse(slot).scene
        return next((scene for scene in board.scenes if scene.id == name), None) if board and name else None

    def _view(self, stage: Stage, slot: str, recipe: Recipe | None) -> SlotView:
        take = self.standing.pick(slot)
        wanted = recipe.sampled(self.standing.sample(slot)) if recipe else None
        fresh = take is not None and recipe is not None and self._fresh(slot, take, recipe)
        if take is not None and recipe is None and take.recipe.imported:
            fresh = True
        last = self.standing.last_attempt(slot, wanted)
        resting = last is not None and self.standing.resting(last)
        state, message = _state(take, fresh, self.standing.active(slot), last, resting=resting)
        if take is None and not message:
            message = self._why_empty(stage, slot)
        if self.standing.cancelled(slot) and not fresh and state is not State.UNCERTAIN:
            message = "called off; resume makes it"
        return SlotView(
            slot=slot,
            stage=stage.name,
            state=state,
            causes=self._causes(stage, slot, take, recipe) if state is State.STALE else (),
            recipe=wanted,
            take=take,
            fresh=fresh,
            locked=self.standing.locked(slot),
            progress=self._progress(slot),
            message=message,
            cost=self.standing.cost(slot),
            note=self._note(slot),
            takes=len(self.standing.takes(slot)),
            rejected=self._rejected(take),
            rung=self._rung(slot, recipe),
            failure=last.error if last and state in STUCK else "",
            charged=last.cost if last and state in (*STUCK, State.UNCERTAIN) else 0,
        )

    def _rung(self, slot: str, recipe: Recipe | None) -> int:
        """The rung that is in force here: the third counts for a clip only while its end picture is on it too."""
        rung = self.film.rungs.get(slot, 0)
        return min(rung, int(recipe.params.get(SOFTENED, 1))) if recipe else rung

    def _causes(self, stage: Stage, slot: str, take: Take | None, recipe: Recipe | None) -> tuple[Cause, ...]:
        if take is not None and not self._has_model(stage, slot):
            return (Cause(reason=f"its model {self._named(stage, slot) or take.recipe.model} is not here any more"),)
        if take is not None and (lacks := self._lacks(stage, slot)):
            return (Cause(reason=lacks),)
        return causes_of(take, recipe)

    def _fresh(self, slot: str, take: Take, recipe: Recipe) -> bool:
        film = self.film
        asked = (
            self._revision(slot) is not None
            if slot in REVISED
            else slot in {**film.notes, **film.rungs, **film.reworks}
        )
        return self.standing.fresh(slot, take, recipe, asked=asked)

    def _note(self, slot: str) -> str:
        if slot in REVISED:
            revision = self._revision(slot)
            return "; ".join(dict.fromkeys(filter(None, revision.changes.values()))) if revision else ""
        return self.film.notes.get(slot, "")

    def _revision(self, slot: str) -> Revision | None:
        """What of a text that is written again in parts a person asked for."""
        return {STORYBOARD: self.film.revision, MOODS: self.film.mood_revision}.get(slot)

    def _rejected(self, take: Take | None) -> str:
        """Why the take shown is no good; a rejection without a word is one too."""
        if take is None or not self.standing.rejected(take):
            return ""
        return self.standing.rejections(take.slot)[take.id] or "rejected"

    def _why_empty(self, stage: Stage, slot: str) -> str:
        if self.standing.lost(slot):
            return "its file is damaged or gone; resume makes it again"
        if self._wordless(stage, slot):
            return "its scene has no words yet: say on the storyboard what it shows"
        if not self._has_model(stage, slot) and stage.role is not None:
            return f"no model for {stage.role.value} is installed or has a key"
        return self._lacks(stage, slot)

    def _progress(self, slot: str) -> int:
        active = self.standing.active(slot)
        return active.progress if active else 0

    def _judge_parts(self, stage: Stage, view: SlotView) -> None:
        if view.take is None:
            return
        parts = parts_of(view.slot, view.take.digest, self.world.texts.get(view.take.digest))
        gated = stage.step in self.records.settings.gates and not (stage.side or offered(view.slot))
        approved = {}
        for part, digest in parts.items():
            approved[part] = self.standing.approved(view.slot, part, digest) is not None
            if not (approved[part] or gated or self.standing.rejected(view.take)) and view.fresh:
                self.policy.append(
                    Decision(
                        slot=view.slot, verb=Verb.APPROVE, part=part, value=digest, actor="policy", reason="not gated"
                    )
                )
        self.parts[view.slot] = approved

    def _approval(self, slot: str) -> tuple[bool, str]:
        parts = self.parts.get(slot)
        if not parts or not all(parts.values()):
            return False, ""
        return True, self.standing.approver(slot)

    def _settled(self, need: Need) -> bool:
        """Whether an input may be used: fresh, and what is used of it approved, by a person or by policy."""
        view = self.views.get(need.slot)
        if view is None or not view.fresh or self._another_comes(need.slot):
            return False
        if not need.approved:
            return True
        parts = self.parts.get(need.slot, {})
        used = [need.part] if need.part in parts else list(parts)
        given = {decision.part for decision in self.policy if decision.slot == need.slot}
        return all(parts[part] or part in given for part in used)

    def _another_comes(self, slot: str) -> bool:
        """Whether takes that a person asked for are about to replace what is there."""
        moves = slot in self.runnable or self.standing.active(slot) is not None
        return moves and self.standing.reroll_wanted(slot)

    def _wished(self, stage: Stage, slot: str) -> bool:
        if self._asked(slot):
            return True
        within = STAGES.index(stage.step) <= STAGES.index(self.records.settings.until)
        return within and self.records.project.wish is Wish.RUN

    def _may_run(self, stage: Stage, slot: str, recipe: Recipe | None, waits: tuple[str, ...]) -> bool:
        view = self.views[slot]
        if recipe is None or waits or not self._wished(stage, slot):
            return False
        if self.standing.active(slot) or self.standing.cancelled(slot) or (view.locked and view.take):
            return False
        if view.fresh and not self.standing.reroll_wanted(slot):
            return False
        if view.fresh and not all(self._settled(need) for need in self.needs[slot]):
            return False
        return not self.standing.exhausted(slot, view.recipe)


def _held_back(halt: Attempt) -> str:
    """Why a slot does not begin, and what to do, as its provider's last refusal says."""
    return f"held back: {halt.message.rstrip('.')}. Then resume the film."


def _state(
    take: Take | None, fresh: bool, active: Attempt | None, last: Attempt | None, *, resting: bool
) -> tuple[State, str]:
    if active is not None:
        running = active.leased or active.phase is not Phase.INTENT
        return (State.RUNNING if running else State.QUEUED), active.message
    if last is not None and last.phase is Phase.UNKNOWN:
        return State.UNCERTAIN, last.message
    failed = last is not None and last.phase is Phase.FAILED
    message = last.message if last and failed else ""
    if fresh:
        return State.READY, message
    if last is not None and failed:
        if resting:
            return State.QUEUED, message
        return (State.BLOCKED if last.error == "policy" else State.FAILED), message
    return (State.EMPTY if take is None else State.STALE), ""


def roles_without_model(film: Film, stages: Sequence[Stage]) -> list[Role]:
    """The roles that stages of this film ask for and no chosen model fills."""
    return sorted({stage.role for stage in stages if stage.role and stage.role not in film.caps})
