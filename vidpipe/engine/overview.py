"""A project as people and programs see it: status, progress, scenes, what waits. Derived from a plan, never stored."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from vidpipe.engine.plan import Plan
from vidpipe.engine.pricing import Prices, unit_price
from vidpipe.film.brief import Brief
from vidpipe.film.catalogue import Role
from vidpipe.film.cost import Cost, total
from vidpipe.film.edit import Edit
from vidpipe.film.lines import Lines, tongue
from vidpipe.film.mood import Choice, Moods
from vidpipe.film.noun import Noun, later
from vidpipe.film.project import STAGES, Settings, Wish, steps_of
from vidpipe.film.slot import ANIMATIC, MIX, POSTER, language_of, lines, offered, parse
from vidpipe.film.source import Material
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.film.version import cut_name
from vidpipe.ports import Records, Stage
from vidpipe.take import Cause, SlotView, State


class Status(StrEnum):
    """A project's status, in the field's words."""

    PENDING = "pending"
    STORYBOARDING = "storyboarding"
    KEYFRAMING = "keyframing"
    VIDEO_GEN = "video_gen"
    STITCHING = "stitching"
    COMPLETE = "complete"
    AWAITING_APPROVAL = "awaiting_approval"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def resting(self) -> bool:
        """Whether nothing moves until a person acts."""
        return self in (Status.COMPLETE, Status.AWAITING_APPROVAL, Status.FAILED, Status.STOPPED)


AT_WORK = {
    "brief": Status.STORYBOARDING,
    "moods": Status.STORYBOARDING,
    "storyboard": Status.STORYBOARDING,
    "keyframes": Status.KEYFRAMING,
    "clips": Status.VIDEO_GEN,
    "sound": Status.VIDEO_GEN,
    "cut": Status.STITCHING,
}
WEIGHT = {"brief": 1, "moods": 1, "storyboard": 2, "keyframes": 3, "clips": 12, "sound": 4, "cut": 8}
"""About how long one slot of a step takes against another, for the progress bar."""

MOVING = (State.QUEUED, State.RUNNING)
WAITS = ("budget", "called off")
"""How the message of a failure begins that only waits for a word of the person."""
SIDE = (ANIMATIC, MIX, POSTER)
"""By-products: a film is complete without them and nobody approves them."""


class SceneView(Noun):
    """One scene with its slots, named relative to it: `keyframe/start`, `keyframe/end`, `clip`, `narration/en`."""

    index: int
    scene: Scene
    start: int
    slots: dict[str, SlotView]
    approved: bool = False
    locked: bool = False


class Overview(Noun):
    """Everything a page, a command or a notebook shows of a project. Money in micro-dollars, `progress` in per cent.

    `preview` is of a cut that was changed, no part of the film; `previewing` says that it is about to show the change.
    """

    id: str
    title: str
    status: Status
    step: str
    progress: int
    settings: Settings
    brief: Brief | None
    storyboard: Storyboard | None
    scenes: tuple[SceneView, ...]
    slots: dict[str, SlotView]
    steps: dict[str, State]
    waiting: tuple[str, ...]
    notes: tuple[str, ...] = ()
    edit: Edit = Edit()
    open_notes: int = 0
    spent: int
    reserved: int
    ahead: Cost
    events: int
    attempts: int
    calls: int
    cached_calls: int
    created: datetime
    updated: datetime
    trashed: bool
    forked_from: str
    source: Material | None = None
    preview: SlotView | None = later(None)
    previewing: bool = later(False)
    moods: Moods | None = later(None)
    mood: Choice | None = later(None)
    lines: dict[str, Lines] = later({})
    """Its words in other languages, as far as they are written."""

    @property
    def language(self) -> str:
        """The film's own language."""
        found = self.brief.language if self.brief and self.brief.language != "und" else "en"
        return self.settings.language or found

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is told in besides its own."""
        return tuple(language for slot in self.slots if (language := language_of(slot)) and slot == lines(language))


def overview(
    records: Records,
    plan: Plan,
    stages: Sequence[Stage],
    *,
    ahead: int,
    counts: dict[str, int],
    prices: Prices | None = None,
) -> Overview:
    """Derive the overview. `ahead` is the price of what is still to be made; `counts` events, attempts and calls.

    Without `prices` slots have those of the price lists.
    """
    steps = {stage.name: stage.step for stage in stages}
    plan = _told(_priced(plan, stages, prices))
    status, step = status_of(records, plan, steps)
    return Overview(
        id=records.project.id,
        title=_title(records, plan),
        status=status,
        step=step,
        progress=_progress(plan, steps, records.settings),
        settings=records.settings,
        brief=plan.film.brief,
        storyboard=plan.film.storyboard,
        scenes=_scenes(plan),
        slots={name: view for name, view in plan.slots.items() if not parse(name).scene},
        steps={name: _step_state(_of_step(plan, steps, name)) for name in steps_of(records.settings)},
        waiting=tuple(_waiting(plan, steps)),
        notes=tuple(_notes(plan)),
        edit=plan.film.edit,
        open_notes=len(plan.notes),
        spent=records.spent,
        reserved=records.reserved,
        ahead=total([ahead]),
        events=counts.get("events", 0),
        attempts=counts.get("attempts", 0),
        calls=counts.get("calls", 0),
        cached_calls=counts.get("cached_calls", 0),
        created=records.project.created,
        updated=records.project.updated,
        trashed=records.project.trashed,
        forked_from=records.project.forked_from,
        preview=plan.ahead.view if plan.ahead else None,
        previewing=plan.ahead is not None and plan.ahead.coming,
        source=plan.film.source,
        moods=plan.film.moods,
        mood=plan.film.mood,
        lines=plan.film.lines,
    )


def _priced(plan: Plan, stages: Sequence[Stage], prices: Prices | None) -> Plan:
    """The plan with the price of one more take in every slot."""
    known = {stage.name: stage for stage in stages}
    slots = {}
    for name, view in plan.slots.items():
        stage = known[view.stage]
        price = prices.take(plan.film, stage, view) if prices else unit_price(plan.film, stage.role, name)
        slots[name] = view.model_copy(update={"price": price}) if price else view
    return replace(plan, slots=slots)


def _told(plan: Plan) -> Plan:
    """The plan with scenes named by their number in every cause: an id says nothing to a person."""
    scenes = plan.film.storyboard.scenes if plan.film.storyboard else ()
    names = {f"scene {scene.id}": f"scene {place}" for place, scene in enumerate(scenes, 1)}

    def told(cause: Cause) -> Cause:
        found = next((name for name in names if name in cause.reason), "")
        return Cause(slot=cause.slot, reason=cause.reason.replace(found, names[found])) if found else cause

    stale = {name: view for name, view in plan.slots.items() if view.causes}
    said = {name: view.model_copy(update={"causes": tuple(map(told, view.causes))}) for name, view in stale.items()}
    return replace(plan, slots={**plan.slots, **said})


def status_of(records: Records, plan: Plan, steps: dict[str, str]) -> tuple[Status, str]:
    """Status and the step it is about, in the order of the design: stopped, failed, awaiting, complete, at work."""
    wanted = _wanted(plan, steps, records.settings)
    held = _held(plan)
    left = [view for view in wanted if not view.fresh and language_of(view.slot) not in held]
    moving = _moving(plan)
    step = steps[left[0].stage] if left else STAGES[-1]
    if moving and (records.project.wish is Wish.RUN or moving & plan.asked):
        return _at_work(plan, steps)
    if moving or (left and records.project.wish is Wish.STOP):
        return Status.STOPPED, step
    if any(view.state is State.FAILED and not view.message.startswith(WAITS) for view in left):
        return Status.FAILED, step
    if left or _unapproved(plan, steps, records.settings) or not _film_is_whole(plan):
        return Status.AWAITING_APPROVAL, step
    if records.settings.until != STAGES[-1]:
        return Status.AWAITING_APPROVAL, records.settings.until
    return Status.COMPLETE, step


def _held(plan: Plan) -> set[str]:
    """The further languages that wait for a person. The film is whole in its own without them."""
    film = plan.film
    if not film.languages:
        return set()
    stuck = {language_of(name) for name, view in plan.slots.items() if view.state in (State.FAILED, State.BLOCKED)}
    unwritten = {tag for tag in film.lines if film.unsaid_in(tag) and plan.slots[lines(tag)].fresh}
    return (stuck | unwritten).intersection(film.languages)


def _moving(plan: Plan) -> set[str]:
    """The slots at work, or about to be."""
    active = {name for name, view in plan.slots.items() if view.state in MOVING}
    return active | set(plan.runnable) | {pick.slot for pick in plan.adopt}


def _film_is_whole(plan: Plan) -> bool:
    return plan.film.storyboard is not None or plan.film.settings.grid is not None


def _at_work(plan: Plan, steps: dict[str, str]) -> tuple[Status, str]:
    moving = [name for name, view in plan.slots.items() if view.state in MOVING or name in plan.runnable]
    names = [name for name in moving if name not in SIDE] or moving
    work = [steps[plan.slots[name].stage] for name in names]
    step = next((name for name in STAGES if name in work), STAGES[0])
    if step == STAGES[0] and not any(view.take for view in plan.slots.values()):
        running = any(view.state is State.RUNNING for view in plan.slots.values())
        return (Status.STORYBOARDING if running else Status.PENDING), step
    return AT_WORK[step], step


def _wanted(plan: Plan, steps: dict[str, str], settings: Settings) -> list[SlotView]:
    last = STAGES.index(settings.until)
    aside = plan.film.mood is not None
    """What was offered besides what was chosen holds nothing up any more."""
    return [
        view
        for view in plan.slots.values()
        if STAGES.index(steps[view.stage]) <= last and view.slot not in SIDE and not (aside and offered(view.slot))
    ]


def _unapproved(plan: Plan, steps: dict[str, str], settings: Settings) -> list[SlotView]:
    return [
        view
        for view in _wanted(plan, steps, settings)
        if view.fresh and not view.approved and not _by_policy(plan, view)
    ]


def _by_policy(plan: Plan, view: SlotView) -> bool:
    return any(decision.slot == view.slot for decision in plan.policy)


def _progress(plan: Plan, steps: dict[str, str], settings: Settings) -> int:
    wanted = _wanted(plan, steps, settings)
    if not _film_is_whole(plan):
        return 0
    whole = sum(WEIGHT[steps[view.stage]] for view in wanted)
    done = sum(WEIGHT[steps[v.stage]] * (1.0 if v.fresh else v.progress / 100) for v in wanted)
    return int(100 * done / whole) if whole else 0


def _scenes(plan: Plan) -> tuple[SceneView, ...]:
    board = plan.film.storyboard
    if board is None:
        return ()
    approved = plan.parts.get("storyboard", {})
    listed: dict[str, dict[str, SlotView]] = {scene.id: {} for scene in board.scenes}
    for name, view in plan.slots.items():
        if parse(name).scene in listed:
            listed[parse(name).scene][parse(name).name + _variant(name)] = view
    views, start = [], 0
    for place, scene in enumerate(board.scenes):
        slots = listed[scene.id]
        views.append(
            SceneView(
                index=place + 1,
                scene=scene,
                start=start,
                slots=slots,
                approved=approved.get(f"scene/{scene.id}", False),
                locked=bool(slots) and all(view.locked for view in slots.values()),
            )
        )
        start += scene.frames
    return tuple(views)


def _variant(slot: str) -> str:
    return f"@{parse(slot).variant}" if parse(slot).variant else ""


URGENT = (
    State.UNCERTAIN,
    State.BLOCKED,
    State.FAILED,
    State.RUNNING,
    State.QUEUED,
    State.STALE,
    State.READY,
    State.EMPTY,
)


def _of_step(plan: Plan, steps: dict[str, str], step: str) -> list[SlotView]:
    """What a step makes, but for by-products: a stale animatic is no stale keyframe."""
    held = _held(plan)
    views = [view for view in plan.slots.values() if language_of(view.slot) not in held or view.state in MOVING]
    return [view for view in views if steps[view.stage] == step and view.slot not in SIDE]


def _step_state(views: list[SlotView]) -> State:
    """The one state a step shows: what needs a person first, then what moves, then what waits."""
    states = {view.state for view in views}
    return next((state for state in URGENT if state in states), State.APPROVED if states else State.EMPTY)


def _waiting(plan: Plan, steps: dict[str, str]) -> list[str]:
    """What waits for the person, a line each."""
    board = plan.film.storyboard
    numbers = {scene.id: place for place, scene in enumerate(board.scenes, 1)} if board else {}
    said = []
    for view in plan.slots.values():
        name = parse(view.slot)
        where = f"scene {numbers[name.scene]} {name.name}" if name.scene in numbers else _named(plan, view.slot)
        if view.state in (State.FAILED, State.BLOCKED, State.UNCERTAIN):
            said.append(f"{where}: {view.message or view.state.value}")
        elif view.state is State.STALE:
            said.append(f"{where}: {view.causes[0].reason if view.causes else 'stale'}")
        elif view.slot not in SIDE and view.fresh and not view.approved and not _by_policy(plan, view):
            said.append(f"{where}: ready for your approval")
    return said + _unwritten(plan)


def _named(plan: Plan, slot: str) -> str:
    """What a slot of the whole film is called."""
    cut, language = cut_name(slot), language_of(slot)
    if cut:
        return cut.titled(plan.film.language)
    return f"words in {tongue(language)}" if language else parse(slot).name


def _unwritten(plan: Plan) -> list[str]:
    """The words in further languages that somebody has to write, a line for each."""
    film, said = plan.film, []
    for tag in film.languages:
        missing = film.unsaid_in(tag) if tag in film.lines and plan.slots[lines(tag)].fresh else []
        where = f"scene{'s' if len(missing) > 1 else ''} {', '.join(map(str, missing))}"
        said += [f"words in {tongue(tag)}: those of {where} are to be written by hand"] if missing else []
    return said


def _notes(plan: Plan) -> list[str]:
    """What the film does without, said plainly."""
    film = plan.film
    spoken = film.storyboard is not None and any(scene.narration for scene in film.storyboard.scenes)
    if not spoken or not film.settings.narration:
        notes = []
    elif Role.SPEECH not in film.caps:
        notes = ['No voice is installed: captions stand for the narration. Get one with: pip install "vidpipe[voice]"']
    else:
        heard = {language_of(slot) for slot in plan.slots if parse(slot).scene}
        said = {film.language: film.language} | {tag: tongue(tag) for tag in film.languages}
        mute = [name for tag, name in said.items() if tag not in heard]
        notes = [f"No voice here speaks {tag}: captions stand for the narration." for tag in mute]
    warnings = [str(text) for view in plan.slots.values() if view.take for text in view.take.meta.get("warnings", ())]
    return [*notes, *dict.fromkeys(warnings)]


def _title(records: Records, plan: Plan) -> str:
    if records.settings.name or records.settings.title:
        return records.settings.name or records.settings.title
    return plan.film.brief.title if plan.film.brief else records.project.title
