"""What is still to be made and its price: a dry run over what is not fresh and all that follows from it."""

from vidpipe.engine.outside import Outside
from vidpipe.engine.perform import price_of
from vidpipe.engine.plan import Plan
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.noun import Noun
from vidpipe.film.project import STAGES, Film
from vidpipe.film.slot import parse
from vidpipe.film.timing import count
from vidpipe.ports import Stage
from vidpipe.take import Preview, SlotView

DEFAULT_SECONDS = 24
"""The length reckoned with when a film is to be as long as its narration."""


class EstimateLine(Noun):
    """One step of the flow: how many slots are to be made, how many the cache answers, micro-dollars for all."""

    step: str
    count: int
    cached: int
    micros: int


class Estimate(Noun):
    """The price of going on, in micro-dollars. `confidence`: free, fixed, or estimated where scenes are unknown."""

    micros: int
    calls: int
    cached: int
    slots: int
    lines: tuple[EstimateLine, ...]
    confidence: str

    @property
    def usd(self) -> float:
        return self.micros / 1_000_000


def estimate(outside: Outside, plan: Plan) -> Estimate:
    """Price a project's rest."""
    known = plan.film.storyboard is not None
    lines = _reckoned(outside, plan) if known else _guessed(outside, plan)
    micros = sum(line.micros for line in lines)
    return Estimate(
        micros=micros,
        calls=sum(line.count for line in lines if line.step != "cut"),
        cached=sum(line.cached for line in lines),
        slots=sum(line.count for line in lines),
        lines=tuple(line for line in lines if line.count),
        confidence="free" if not micros else "fixed" if known else "estimated",
    )


def preview(outside: Outside, before: Plan, after: Plan) -> Preview:
    """What is made anew in `after` and would not be in `before`: what was fresh is stale then, and its price."""
    known = to_make(outside, before)
    new = {slot: price for slot, (_, price, _) in to_make(outside, after).items() if slot not in known}
    micros = sum(new.values())
    stale = tuple(slot for slot in new if slot in before.slots and before.slots[slot].take)
    return Preview(stale=stale, micros=micros, confidence="fixed" if micros else "free")


def _reckoned(outside: Outside, plan: Plan) -> list[EstimateLine]:
    rows: dict[str, list[tuple[int, bool]]] = {step: [] for step in STAGES}
    for step, micros, cached in to_make(outside, plan).values():
        rows[step].append((micros, cached))
    return [_line(step, prices) for step, prices in rows.items()]


def to_make(outside: Outside, plan: Plan) -> dict[str, tuple[str, int, bool]]:
    """Every slot that is not fresh or follows from one: its step, micro-dollars, and whether the cache answers it."""
    steps = {stage.name: stage for stage in outside.stages}
    last = STAGES.index(plan.film.settings.until)
    found: dict[str, tuple[str, int, bool]] = {}
    for name, view in _in_order(plan):
        stage = steps[view.stage]
        by_hand = view.take is not None and view.take.recipe.imported and view.fresh
        follows = not by_hand and any(need.slot in found for need in plan.needs[name])
        if (view.fresh and not follows) or (view.locked and view.take) or STAGES.index(stage.step) > last or stage.side:
            continue
        found[name] = (stage.step, *_price(outside, plan.film, stage, view, settled=not follows))
    return found


def _in_order(plan: Plan) -> list[tuple[str, SlotView]]:
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


def _price(outside: Outside, film: Film, stage: Stage, view: SlotView, *, settled: bool) -> tuple[int, bool]:
    """Exact where the recipe is known, by the model's unit price where an input is still to be made."""
    if view.recipe is not None and settled:
        texts = outside.texts([digest for digest in view.recipe.inputs.values()]) if stage.role is Role.TEXT else {}
        return price_of(outside, stage, view.recipe, texts)
    return unit_price(film, stage.role, view.slot), False


def unit_price(film: Film, role: Role | None, slot: str) -> int:
    """Micro-dollars of making this slot once by the film's model, whatever the cache holds."""
    scene = parse(slot).scene
    found = film.storyboard.scene(scene) if scene and film.storyboard else None
    caps = film.model(role, found.models if found else None) if role else None
    if caps is None:
        return 0
    length = found.frames if found else (film.storyboard.frames if film.storyboard else 0)
    return priced(caps, frames=length, rate=film.settings.rate, characters=len(found.narration) if found else 0)


def priced(caps: Caps, *, frames: int, rate: int, characters: int) -> int:
    """Micro-dollars of one request by the model's unit: request, image, second, minute or a thousand characters."""
    units = {"second": frames / rate, "minute": frames / rate / 60, "1000 characters": characters / 1000}
    return round(caps.price.micros * units.get(caps.price.unit, 1))


def _guessed(outside: Outside, plan: Plan) -> list[EstimateLine]:
    """No storyboard yet: as many scenes as its length suits."""
    film = plan.film
    rate = film.settings.rate
    total = film.settings.frames or DEFAULT_SECONDS * rate
    scenes = count(total, rate=rate)
    each = total // scenes
    last = STAGES.index(film.settings.until)
    asked: dict[str, list[tuple[Role, int, int]]] = {
        "brief": [(Role.TEXT, 1, 0)],
        "storyboard": [(Role.TEXT, 1, 0)],
        "keyframes": [(Role.IMAGE, 2 * scenes, 0)],
        "clips": [(Role.VIDEO, scenes, each)],
        "sound": [(Role.MUSIC, 1, total)],
    }
    if film.settings.narration and Role.SPEECH in film.caps:
        asked["sound"].append((Role.SPEECH, scenes, each))
    fresh = {view.stage for view in plan.slots.values() if view.fresh}
    lines = []
    for step, rows in asked.items():
        if STAGES.index(step) > last or step in fresh:
            continue
        number = sum(times for _, times, _ in rows)
        micros = sum(times * _role_price(film, role, frames, rate) for role, times, frames in rows)
        lines.append(EstimateLine(step=step, count=number, cached=0, micros=micros))
    if last == STAGES.index("cut"):
        lines.append(EstimateLine(step="cut", count=1, cached=0, micros=0))
    return lines


def _role_price(film: Film, role: Role, frames: int, rate: int) -> int:
    caps = film.caps.get(role)
    return priced(caps, frames=frames, rate=rate, characters=80) if caps else 0


def _line(step: str, prices: list[tuple[int, bool]]) -> EstimateLine:
    return EstimateLine(
        step=step,
        count=len(prices),
        cached=sum(1 for _, cached in prices if cached),
        micros=sum(micros for micros, _ in prices),
    )
