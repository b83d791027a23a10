"""What is still to be made and its price: a dry run over what is not fresh and all that follows from it."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from vidpipe.engine.outside import Outside
from vidpipe.engine.plan import Plan
from vidpipe.engine.pricing import Prices
from vidpipe.errors import ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.cost import FREE, Cost, total
from vidpipe.film.mood import OFFERED
from vidpipe.film.noun import Noun
from vidpipe.film.project import STAGES, Film
from vidpipe.film.slot import LINES, MOODS, offered, parse
from vidpipe.film.timing import count
from vidpipe.library.pacing import clip_lengths, paced
from vidpipe.ports import Stage
from vidpipe.take import Preview, SlotView

DEFAULT_SECONDS = 24
"""The length reckoned with when a film is to be as long as its narration."""


class EstimateLine(Noun):
    """One step of the flow: how many slots are to be made, how many the cache answers, what all cost."""

    step: str
    count: int
    cached: int
    micros: Cost


class ModelLine(Noun):
    """One model: how many requests it will get, what all cost."""

    model: str
    count: int
    micros: Cost


class Estimate(Noun):
    """The price of going on: the most and the least in micro-dollars. `confidence`: free, fixed, learned from what such
    calls cost before, metered between two, estimated where scenes are unknown, unknown where nobody says a price.
    """

    micros: Cost
    calls: int
    cached: int
    slots: int
    lines: tuple[EstimateLine, ...]
    confidence: str
    models: tuple[ModelLine, ...] = ()

    @property
    def usd(self) -> float:
        return self.micros / 1_000_000

    @property
    def as_of(self) -> str:
        """The day (ISO) of the oldest price in it; '' where none has one."""
        return self.micros.as_of


class ToMake(NamedTuple):
    """A slot that is to be made. `model` is '' where nothing is asked."""

    step: str
    cost: Cost
    cached: bool
    model: str


def estimate(outside: Outside, plan: Plan, *, prices: Prices | None = None, until: str = "") -> Estimate:
    """Price a project's rest, up to the step it is wanted to or the one that is said."""
    asked = prices or Prices(outside)
    if until:
        plan = _further(plan, until)
    if _scenes_known(plan):
        return _summed(list(to_make(outside, plan, prices=asked).values()))
    return _summed(_guessed(asked, plan))


def preview(outside: Outside, before: Plan, after: Plan) -> Preview:
    """What is made anew in `after` and would not be in `before`: what was fresh is stale then, and its price."""
    prices = Prices(outside)
    known = to_make(outside, before, prices=prices)
    new = {name: made for name, made in to_make(outside, after, prices=prices).items() if name not in known}
    micros = total(made.cost for made in new.values())
    stale = tuple(slot for slot in new if slot in before.slots and before.slots[slot].take)
    return Preview(stale=stale, micros=micros, confidence=micros.sure)


def recast(outside: Outside, before: Plan, after: Plan) -> Preview:
    """What other models make: what was fresh is stale then, and what was to be made anyway is made by another one."""
    prices = Prices(outside)
    was, then = (to_make(outside, one, prices=prices) for one in (before, after))
    stale = tuple(slot for slot in then if slot not in was and slot in before.slots and before.slots[slot].take)
    if _scenes_known(after):
        made = [one for slot, one in then.items() if slot not in was or one.model != was[slot].model]
    else:
        models = {one.model for one in _guessed(prices, before)}
        made = [one for one in _guessed(prices, after) if one.model and one.model not in models]
    micros = total(one.cost for one in made)
    return Preview(stale=stale, micros=micros, confidence=micros.sure, others=max(0, len(made) - len(stale)))


def of_slots(outside: Outside, plan: Plan, names: Collection[str]) -> Estimate:
    """The price of making what is not fresh of these slots alone, beyond the film's goal too."""
    made = to_make(outside, _further(plan, STAGES[-1]), prices=Prices(outside), offers=True)
    return _summed([one for slot, one in made.items() if slot in names])


def _scenes_known(plan: Plan) -> bool:
    return plan.film.storyboard is not None or plan.film.settings.grid is not None


def _further(plan: Plan, until: str) -> Plan:
    settings = plan.film.settings.model_copy(update={"until": until})
    return replace(plan, film=plan.film.model_copy(update={"settings": settings}))


def _summed(made: list[ToMake]) -> Estimate:
    lines = [_line(step, [one for one in made if one.step == step]) for step in STAGES]
    micros = total(one.cost for one in made)
    return Estimate(
        micros=micros,
        calls=sum(line.count for line in lines if line.step != "cut"),
        cached=sum(line.cached for line in lines),
        slots=len(made),
        lines=tuple(line for line in lines if line.count),
        confidence=micros.sure,
        models=tuple(_of_models(made)),
    )


def _line(step: str, made: list[ToMake]) -> EstimateLine:
    cached = sum(one.cached for one in made)
    return EstimateLine(step=step, count=len(made), cached=cached, micros=total(one.cost for one in made))


def _of_models(made: list[ToMake]) -> Iterable[ModelLine]:
    """Models that are asked, in the order of the flow."""
    asked = [one for one in made if one.model and not one.cached]
    for model in dict.fromkeys(one.model for one in asked):
        of_it = [one.cost for one in asked if one.model == model]
        yield ModelLine(model=model, count=len(of_it), micros=total(of_it))


def to_make(outside: Outside, plan: Plan, *, prices: Prices, offers: bool = False) -> dict[str, ToMake]:
    """Every slot that is not fresh or follows from one; what was offered besides the mood that is chosen is made again
    only where somebody asks for just that (`offers`)."""
    steps = {stage.name: stage for stage in outside.stages}
    last = STAGES.index(plan.film.settings.until)
    found: dict[str, ToMake] = {}
    for name, view in in_order(plan):
        stage = steps[view.stage]
        by_hand = view.take is not None and view.take.recipe.imported and view.fresh
        follows = not by_hand and any(need.slot in found for need in plan.needs[name])
        if (view.fresh and not follows) or (view.locked and view.take) or STAGES.index(stage.step) > last or stage.side:
            continue
        if not offers and plan.film.mood is not None and offered(name) and view.take is not None:
            continue
        cost, cached = _price(prices, plan.film, stage, view, settled=not follows)
        found[name] = ToMake(stage.step, cost, cached, _model(plan.film, stage.role, view))
    return found


def in_order(plan: Plan) -> list[tuple[str, SlotView]]:
    """Slots such that each comes after all it needs."""
    done: dict[str, SlotView] = {}

    def add(name: str) -> None:
        if name in done or name not in plan.slots:
            return
        for need in plan.needs[name]:
            add(need.slot)
        done[name] = plan.slots[name]

    for name in plan.slots:
        add(name)
    return list(done.items())


def _price(prices: Prices, film: Film, stage: Stage, view: SlotView, *, settled: bool) -> tuple[Cost, bool]:
    """Exact where the recipe is known, like it where an input is still to be made or the model refuses it."""
    if view.recipe is not None and settled:
        with suppress(ProviderError):
            return prices.call(stage, view.recipe)
    return prices.take(film, stage, view), False


def _model(film: Film, role: Role | None, view: SlotView) -> str:
    if view.recipe is not None:
        return view.recipe.model
    scene = parse(view.slot).scene
    found = film.storyboard.scene(scene) if scene and film.storyboard else None
    caps = film.model(role, found.models if found else None) if role else None
    return caps.id if caps else ""


# ---------------------------------------------------------------- before there is a storyboard


def _guessed(prices: Prices, plan: Plan) -> list[ToMake]:
    """As many scenes as the film's length suits."""
    film = plan.film
    last = STAGES.index(film.settings.until)
    fresh = {view.stage for view in plan.slots.values() if view.fresh}
    asked = [(step, caps, frames) for step, caps, frames in _likely(film) if step not in fresh]
    asked += _mood_pictures(plan)
    found = [_guess(prices, film, step, caps, frames) for step, caps, frames in asked if STAGES.index(step) <= last]
    return [*found, ToMake("cut", FREE, cached=False, model="")] if last == STAGES.index("cut") else found


def _likely(film: Film) -> Iterable[tuple[str, Caps | None, int]]:
    """Step, model and frames of every request that such a film makes."""
    rate, caps = film.settings.rate, film.caps
    whole = film.settings.frames or DEFAULT_SECONDS * rate
    lengths = _lengths(film, whole)
    texts = ("brief", *(("moods",) if film.settings.moods else ()), "storyboard", *("sound" for _ in film.languages))
    for step in texts:
        yield step, caps.get(Role.TEXT), 0
    for each in lengths:
        yield from [("keyframes", caps.get(Role.IMAGE), 0)] * 2
        yield "clips", caps.get(Role.VIDEO), each
        if film.settings.narration and Role.SPEECH in caps:
            yield from [("sound", caps.get(Role.SPEECH), each)] * (1 + len(film.languages))
    yield "sound", caps.get(Role.MUSIC), whole


def _lengths(film: Film, whole: int) -> list[int]:
    """Frames of the scenes that the film may have: the clips of its beats, else as many as its length suits."""
    asked = film.settings
    if asked.beats:
        limits = clip_lengths(film.caps.get(Role.VIDEO))
        found = paced(asked.beats, asked.frames, rate=asked.rate, limits=limits)
        return [frames for one in found for frames in one.clips]
    scenes = count(whole, rate=asked.rate)
    return [whole // scenes] * scenes


def _mood_pictures(plan: Plan) -> list[tuple[str, Caps | None, int]]:
    """Every picture of the moods that is still to be made; of moods that nobody wrote yet as many as there will be."""
    film = plan.film
    views = [view for slot, view in plan.slots.items() if slot != MOODS and offered(slot)]
    left = [view for view in views if not (view.fresh or (film.mood is not None and view.take))]
    number = len(left) if film.moods else film.settings.moods * OFFERED
    return [("moods", film.caps.get(Role.IMAGE), 0)] * number


def _guess(prices: Prices, film: Film, step: str, caps: Caps | None, frames: int) -> ToMake:
    if caps is None:
        return ToMake(step, FREE, cached=False, model="")
    slot = {"sound": LINES}.get(step, step) if caps.role is Role.TEXT else ""
    cost = prices.of_model(film, caps, slot=slot, frames=frames).less_sure("estimated")
    return ToMake(step, cost, cached=False, model=caps.id)
