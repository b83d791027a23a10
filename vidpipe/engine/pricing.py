"""The price of a call before it is made: what its provider's plan says, narrowed by what calls before it cost.

What is reserved stays the most that a call can cost; what a person reads is what it will likely be.
"""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple, cast

from vidpipe.engine.outside import Outside
from vidpipe.errors import ProviderError
from vidpipe.film.account import Learned
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.cost import FREE, Cost
from vidpipe.film.format import Quality, size
from vidpipe.film.project import Film
from vidpipe.film.slot import LINES, parse
from vidpipe.film.storyboard import Scene
from vidpipe.ports import CallStage, Planned, Ref, Request, Stage
from vidpipe.recipe import Recipe
from vidpipe.take import SlotView

ENOUGH = 5
"""So many charges of a model tell its price better than a list that is only between two, or silent."""

MOST_KEPT = 5000
"""Plans of recipes that are remembered: a recipe's plan never changes while its model's record does not."""

TYPICAL_LINE = 80
"""Characters of a narration that is not written yet."""

TOKENS: Mapping[Role, tuple[int, int, int]] = {Role.TEXT: (3000, 1500, 12_000)}
"""Tokens of a request that nobody wrote yet: asked, and answered at least and at most."""
SPOKEN_TOKENS = (25, 35)
"""Tokens of sound for each second, at least and at most."""
UNREAD = "0" * 64
"""The digest of a picture that is not made yet."""


class Known(NamedTuple):
    """What a provider's plan of a recipe says: by which record, under which key, for how much."""

    caps: Caps
    key: str
    planned: Planned


Remembered = MutableMapping[str, Known]


@dataclass(frozen=True)
class Likeness:
    """How much is asked for, where nothing else is known of a request. Milliseconds and characters."""

    milliseconds: int = 0
    characters: int = 0
    resolution: str = ""


def cost_of(planned: Planned, caps: Caps, learned: Learned | None) -> Cost:
    """What a person reads of a plan's price: by charges of before where the price is no fixed one and there are enough
    of them, never above the most that a metered call can cost."""
    if planned.basis == "free" or (planned.basis == "fixed" and not planned.price):
        return FREE
    if planned.basis in ("metered", "unknown") and learned is not None and learned.charges >= ENOUGH:
        low, most = (-(-each * planned.units // 1000) for each in (learned.low, learned.high))
        limit = planned.price if planned.basis == "metered" else most
        return Cost(min(most, limit), low=low, sure="learned")
    return Cost(planned.price, low=planned.low, sure=planned.basis, as_of=caps.price.as_of)


def reserve_for(planned: Planned, learned: Learned | None) -> int | None:
    """Micro-dollars to reserve: the most it can cost by its plan. Where nobody says a price, the most that it cost
    before; None where nothing was paid before either."""
    if planned.basis != "unknown":
        return planned.price
    before = -(-learned.high * planned.units // 1000) if learned and learned.charges else 0
    return max(planned.price, before) or None


class Prices:
    """Prices for one look at films. Each model's charges are asked for once; `known` is kept from look to look."""

    def __init__(self, outside: Outside, *, known: Remembered | None = None) -> None:
        self._outside = outside
        self._catalogue = outside.catalogue()
        self._known: Remembered = {} if known is None else known
        self._learned: dict[str, Learned | None] = {}
        self._alike: dict[tuple[object, ...], Cost] = {}

    def call(self, stage: Stage, recipe: Recipe) -> tuple[Cost, bool]:
        """The price of a recipe now, and whether the cache answers it. Raises ProviderError where it cannot be made."""
        store = self._outside.store
        if stage.role is None:
            return FREE, store.derived.get(recipe.key) is not None
        known = self._planned(cast(CallStage, stage), recipe)
        if known is None:
            return FREE, False
        cached = store.calls.get(known.key) is not None
        return (FREE if cached else self._cost(known.caps, known.planned)), cached

    def key(self, stage: Stage, recipe: Recipe) -> str:
        """What the cache knows the answer to a recipe by; '' where its model is gone. Raises ProviderError."""
        if stage.role is None:
            return recipe.key
        known = self._planned(cast(CallStage, stage), recipe)
        return known.key if known else ""

    def take(self, film: Film, stage: Stage, view: SlotView) -> Cost:
        """The price of one more take, whatever the cache holds."""
        if stage.role is None:
            return FREE
        if view.recipe is not None and not view.recipe.imported:
            known = self.each(stage, view.recipe)
            if known is not None:
                return known
        return self.likely(film, stage.role, view.slot)

    def each(self, stage: Stage, recipe: Recipe) -> Cost | None:
        """The price of making a recipe, whatever the cache holds; None where its model is gone or would not take it."""
        try:
            known = self._planned(cast(CallStage, stage), recipe)
        except ProviderError:
            return None
        return self._cost(known.caps, known.planned) if known else None

    def warnings(self, stage: Stage, recipe: Recipe) -> tuple[str, ...]:
        """What the model would change of it. Raises ProviderError where it would not take it."""
        known = self._planned(cast(CallStage, stage), recipe)
        return known.planned.warnings if known else ()

    def likely(self, film: Film, role: Role, slot: str) -> Cost:
        """The price of making a slot once, while what it is made from is not all there."""
        scene = _scene(film, slot)
        caps = film.model(role, scene.models if scene else None)
        return self.of_model(film, caps, slot=slot, scene=scene) if caps else FREE

    def of_model(
        self, film: Film, caps: Caps, *, slot: str = "", scene: Scene | None = None, frames: int | None = None
    ) -> Cost:
        """The price of a request to this model that is like those of the film."""
        request = likeness(film, caps.role, slot=slot, scene=scene, frames=frames)
        alike = caps.id, request.task, request.frames, request.width, len(request.prompt.encode())
        if alike not in self._alike:
            self._alike[alike] = self._of_request(caps, request)
        return self._alike[alike]

    def _of_request(self, caps: Caps, request: Request) -> Cost:
        provider = self._outside.providers.get(caps.provider)
        try:
            if provider is not None:
                return self._cost(caps, provider.plan(caps, request))
        except ProviderError:
            pass
        told = Likeness(milliseconds=_milliseconds(request), characters=len(request.prompt))
        return priced(caps, told)

    def _cost(self, caps: Caps, planned: Planned) -> Cost:
        return cost_of(planned, caps, self._lessons(caps) if planned.basis in ("metered", "unknown") else None)

    def _lessons(self, caps: Caps) -> Learned | None:
        if caps.id not in self._learned:
            self._learned[caps.id] = self._outside.store.learned(caps.id)
        return self._learned[caps.id]

    def _planned(self, stage: CallStage, recipe: Recipe) -> Known | None:
        """None where the model is gone. Raises ProviderError where it cannot make this."""
        caps = self._catalogue.get(recipe.model)
        if caps is None:
            return None
        known = self._known.get(recipe.key)
        if known is None or known.caps != caps:
            texts = self._outside.texts(list(recipe.inputs.values())) if caps.role is Role.TEXT else {}
            planned = self._outside.providers[caps.provider].plan(caps, stage.request(recipe, texts))
            known = Known(caps, planned.request.key(caps.id), planned)
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._known[recipe.key] = known
        return known


# ---------------------------------------------------------------- by the price list alone


def unit_price(film: Film, role: Role | None, slot: str) -> Cost:
    """Making this slot once by the film's model as its price list says, whatever the cache holds."""
    scene = _scene(film, slot)
    caps = film.model(role, scene.models if scene else None) if role else None
    if caps is None:
        return FREE
    request = likeness(film, caps.role, slot=slot, scene=scene)
    return priced(caps, Likeness(milliseconds=_milliseconds(request), characters=len(request.prompt)))


def priced(caps: Caps, asked: Likeness) -> Cost:
    """A request by the model's unit: request, image, second, minute, 1000 characters or million tokens."""
    price = caps.price
    if not (price.micros or price.by):
        return Cost(0, sure="unknown") if price.sure == "unknown" else FREE
    if price.unit == "million tokens":
        low, most = _of_tokens(caps, asked)
        return Cost(most, low=low, sure=price.sure, as_of=price.as_of)
    one = price.by.get(asked.resolution or caps.resolution, price.micros)
    seconds = Fraction(_covered(caps, asked.milliseconds), 1000)
    units = {"second": seconds, "minute": seconds / 60, "1000 characters": Fraction(asked.characters, 1000)}
    return Cost(round(one * units.get(price.unit, Fraction(1))), sure=price.sure, as_of=price.as_of)


def _of_tokens(caps: Caps, asked: Likeness) -> tuple[int, int]:
    """Least and most micro-dollars of a request that is paid by tokens."""
    by = caps.price.by
    if caps.role is Role.TEXT:
        into, least, most = TOKENS[Role.TEXT]
        out = by.get("out", caps.price.micros)
    else:
        into = asked.characters
        least, most = (each * asked.milliseconds // 1000 for each in SPOKEN_TOKENS)
        out = by.get("audio out", by.get("out", caps.price.micros))
    enter = max(into, asked.characters) * by.get("in", 0)
    return (enter + least * out) // 1_000_000, -(-(enter + most * out) // 1_000_000)


def _covered(caps: Caps, milliseconds: int) -> int:
    """The length that is paid: the shortest of the model's that covers what is asked for, else its longest."""
    lengths: Sequence[int] = caps.durations if isinstance(caps.durations, tuple) else ()
    if lengths:
        return next((length for length in sorted(lengths) if length >= milliseconds), max(lengths))
    if caps.durations and not isinstance(caps.durations, tuple) and caps.role is Role.VIDEO:
        return max(caps.durations.low, min(caps.durations.high, milliseconds))
    return milliseconds


# ---------------------------------------------------------------- a request that nobody wrote yet


def likeness(
    film: Film, role: Role, *, slot: str = "", scene: Scene | None = None, frames: int | None = None
) -> Request:
    """A request as it will be about: its size, length and pictures, with words of a usual length."""
    board, settings = film.storyboard, film.settings
    if frames is None:
        frames = scene.frames if scene else board.frames if board else settings.frames or 0
    width, height = size(settings.aspect, settings.quality if role is Role.VIDEO else Quality.FINAL)
    facts: dict[Role, dict[str, Any]] = {
        Role.TEXT: {"task": _task(slot), "prompt": settings.prompt + " " * TOKENS[Role.TEXT][0]},
        Role.IMAGE: {"task": "keyframe", "prompt": _words(scene), "refs": (_ref("reference"),)},
        Role.VIDEO: {"task": "clip", "prompt": _words(scene), "refs": (_ref("first"), _ref("last"))},
        Role.SPEECH: {"task": "narration", "prompt": (scene.narration if scene else "") or "x" * TYPICAL_LINE},
        Role.MUSIC: {"task": "music", "prompt": "background music"},
    }
    if role in (Role.IMAGE, Role.VIDEO):
        facts[role] |= {"width": width, "height": height}
    return Request(role=role, **facts[role], frames=frames, rate=settings.rate, language=film.language)


def _task(slot: str) -> str:
    return "translation" if slot.startswith(LINES) else parse(slot).name or "storyboard"


def _words(scene: Scene | None) -> str:
    return (scene.start_prompt or scene.action if scene else "") or "x" * 400


def _ref(use: Any) -> Ref:
    return Ref(use=use, digest=UNREAD, mime="image/png")


def _scene(film: Film, slot: str) -> Scene | None:
    name = parse(slot).scene
    return film.storyboard.scene(name) if name and film.storyboard else None


def _milliseconds(request: Request) -> int:
    return (request.frames or 0) * 1000 // (request.rate or 24)
