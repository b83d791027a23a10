"""The price of a call before it is made: by its plan, by every unit of a price list, and by what calls before cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from book import board, scene
from kiosk import PAINTER, Kiosk
from shop import START, Shop

from vidpipe.engine.estimate import Estimate, estimate
from vidpipe.engine.overview import overview
from vidpipe.engine.pricing import ENOUGH, Likeness, Prices, cost_of, likeness, priced, reserve_for, unit_price
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.account import Learned
from vidpipe.film.catalogue import Caps, Price, Role, Span
from vidpipe.film.cost import FREE
from vidpipe.film.format import Quality
from vidpipe.film.project import Film, Settings
from vidpipe.ports import Basis, Desk, Planned, Request, Result, Ticket

ASK = Request(role=Role.IMAGE, task="keyframe", prompt="x")
DAY = "2026-11-21"


def caps(role: Role = Role.IMAGE, **more: object) -> Caps:
    return Caps(provider="kiosk", model="m", role=role, **more)  # type: ignore[arg-type]


def price(unit: str, micros: int = 0, **more: object) -> Price:
    return Price(unit=unit, micros=micros, source="made up", as_of=DAY, **more)  # type: ignore[arg-type]


# ---------------------------------------------------------------- a plan and what was learned


def planned(most: int, basis: Basis, *, low: int | None = None, units: int = 1000) -> Planned:
    return Planned(request=ASK, price=most, low=low, basis=basis, units=units)


def taught(low: int, high: int, *, charges: int = ENOUGH) -> Learned:
    return Learned(calls=charges, charges=charges, low=low, median=low, high=high)


LISTED = caps(price=price("image", 100))


@pytest.mark.parametrize(
    ("plan", "learned", "says"),
    [
        (planned(0, "free"), None, (0, 0, "free", "")),
        (planned(0, "fixed"), None, (0, 0, "free", "")),
        (planned(100, "fixed"), taught(1, 2), (100, 100, "fixed", DAY)),
        (planned(100, "metered", low=30), None, (100, 30, "metered", DAY)),
        (planned(100, "metered", low=30), taught(40, 60, charges=ENOUGH - 1), (100, 30, "metered", DAY)),
        (planned(100, "metered", low=30), taught(40, 60), (60, 40, "learned", "")),
        (planned(100, "metered", low=30), taught(40, 600), (100, 40, "learned", "")),
        (planned(0, "unknown"), None, (0, 0, "unknown", DAY)),
        (planned(100, "unknown"), taught(40, 60, charges=1), (100, 100, "unknown", DAY)),
        (planned(100, "unknown"), taught(40, 600), (600, 40, "learned", "")),
        (planned(100, "unknown", units=6000), taught(40, 60), (360, 240, "learned", "")),
    ],
)
def test_what_a_person_reads_of_a_price(plan: Planned, learned: Learned | None, says: tuple[object, ...]) -> None:
    cost = cost_of(plan, LISTED, learned)
    assert (cost.most, cost.low, cost.sure, cost.as_of) == says


@pytest.mark.parametrize(
    ("plan", "learned", "reserve"),
    [
        (planned(100, "metered", low=1), taught(2, 3), 100),
        (planned(0, "free"), None, 0),
        (planned(0, "unknown"), None, None),
        (planned(70, "unknown"), None, 70),
        (planned(70, "unknown", units=2000), taught(10, 90, charges=1), 180),
        (planned(0, "unknown"), Learned(calls=3), None),
    ],
)
def test_what_is_reserved_is_the_most_that_anybody_knows(
    plan: Planned, learned: Learned | None, reserve: int | None
) -> None:
    assert reserve_for(plan, learned) == reserve


# ---------------------------------------------------------------- every unit of a price list

SIX_SECONDS = Likeness(milliseconds=6000, characters=500)


@pytest.mark.parametrize(
    ("model", "asked", "most"),
    [
        (caps(price=price("request", 80_000)), SIX_SECONDS, 80_000),
        (caps(price=price("image", 67_200)), SIX_SECONDS, 67_200),
        (caps(Role.VIDEO, price=price("second", 100_000)), SIX_SECONDS, 600_000),
        (caps(Role.SPEECH, price=price("minute", 15_000)), SIX_SECONDS, 1500),
        (caps(Role.SPEECH, price=price("1000 characters", 30_000)), SIX_SECONDS, 15_000),
        (caps(Role.VIDEO, price=price("second", 100), durations=(4000, 8000)), SIX_SECONDS, 800),
        (caps(Role.VIDEO, price=price("second", 100), durations=(4000, 5000)), SIX_SECONDS, 500),
        (caps(Role.VIDEO, price=price("second", 100), durations=Span(low=8000, high=15_000)), SIX_SECONDS, 800),
        (caps(), SIX_SECONDS, 0),
    ],
)
def test_each_unit_is_counted(model: Caps, asked: Likeness, most: int) -> None:
    cost = priced(model, asked)
    assert (cost.most, cost.low) == (most, most)
    assert cost.sure == ("fixed" if most else "free")


def test_the_resolution_that_is_asked_for_has_its_own_price() -> None:
    by = {"360p": 30_000, "720p": 100_000, "4k": 300_000}
    model = caps(Role.VIDEO, price=price("second", 100_000, by=by), resolutions=tuple(by), resolution="360p")
    assert priced(model, Likeness(milliseconds=2000)) == 60_000
    assert priced(model, Likeness(milliseconds=2000, resolution="4k")) == 600_000
    assert priced(model, Likeness(milliseconds=2000, resolution="8k")) == 200_000


def test_tokens_are_counted_in_and_out() -> None:
    by = {"in": 1_000_000, "out": 10_000_000}
    cost = priced(caps(Role.TEXT, price=price("million tokens", 10_000_000, by=by, sure="metered")), Likeness())
    assert (cost.sure, cost.as_of) == ("metered", DAY)
    assert 0 < cost.low < cost.most < 1_000_000
    spoken = caps(Role.SPEECH, price=price("million tokens", 9_000_000, by={"in": 500_000, "audio out": 9_000_000}))
    assert 1000 < priced(spoken, SIX_SECONDS) < 10_000


def test_a_model_of_which_nobody_says_a_price_is_not_free() -> None:
    assert priced(caps(price=price("image", 0, sure="unknown")), Likeness()).sure == "unknown"
    assert priced(caps(price=price("image", 50, sure="unknown")), Likeness()).sure == "unknown"
    assert priced(caps(price=price("image", 0)), Likeness()).sure == "free"


# ---------------------------------------------------------------- requests that nobody wrote yet


def film(**settings: object) -> Film:
    made = Settings(prompt="a film", language="en", frames=96, **settings)  # type: ignore[arg-type]
    return Film(settings=made, storyboard=board(scene("aaaa"), scene("bbbb")))


def test_a_likeness_has_the_size_and_length_of_what_will_be_asked() -> None:
    clip = likeness(film(), Role.VIDEO, scene=film().storyboard.scenes[0])  # type: ignore[union-attr]
    assert (clip.width, clip.height, clip.rate) == (1280, 720, 24)
    assert clip.frames == film().storyboard.scenes[0].frames  # type: ignore[union-attr]
    assert [ref.use for ref in clip.refs] == ["first", "last"]
    draft = likeness(film(quality=Quality.DRAFT), Role.VIDEO)
    assert (draft.width, draft.height) == (640, 360)
    assert likeness(film(quality=Quality.DRAFT), Role.IMAGE).width == 1280
    assert likeness(film(), Role.MUSIC).frames == film().storyboard.frames  # type: ignore[union-attr]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_likeness_that_any_provider_can_plan(role: Role) -> None:
    from vidpipe.ports import Setup
    from vidpipe.providers.registry import providers

    planned = 0
    for provider in providers(Setup()).values():
        for model in provider.models():
            if model.role is role:
                found = provider.plan(model, likeness(film(), role, slot="storyboard"))
                assert 0 <= (found.low or 0) <= found.price
                planned += 1
    assert planned


def test_a_list_price_needs_a_model() -> None:
    assert unit_price(film(), Role.IMAGE, START) == 0
    assert unit_price(film(), None, "cut/16x9/en/master") is FREE


# ---------------------------------------------------------------- a film that is really paid for


@dataclass
class Meter(Kiosk):
    """Sells pictures at a price that its replies tell: `bills` one after another."""

    bills: Sequence[int | None] = (30_000, 32_000, 34_000, 36_000, 38_000)
    basis: Basis = "metered"
    most: int = 50_000
    refuses: bool = False

    def models(self) -> Sequence[Caps]:
        sure = "unknown" if self.basis == "unknown" else "metered"
        listed = Price(unit="image", micros=self.most, source="made up", as_of=DAY, sure=sure)  # type: ignore[arg-type]
        return (PAINTER.model_copy(update={"price": listed}),)

    def plan(self, caps: Caps, request: Request) -> Planned:
        if self.refuses:
            raise ProviderError(Kind.INVALID, "no such picture", billed=False)
        low = 20_000 if self.basis == "metered" else None
        return Planned(request=request, price=self.most, low=low, basis=self.basis)

    def fetch(self, ticket: Ticket, desk: Desk) -> Result:
        bill = self.bills[(int(ticket.id) - 1) % len(self.bills)]
        return self._result(int(ticket.id), desk).model_copy(update={"cost": bill})


class Metered(Shop):
    def __init__(self, folder: Path, *, scenes: int = 1, budget: int | None = None, **meter: object) -> None:
        self.scenes = scenes
        super().__init__(folder, budget=budget)
        self.kiosk = Meter(folder / "orders", **meter)  # type: ignore[arg-type]
        self.outside.providers["kiosk"] = self.kiosk  # type: ignore[index]

    def found(self, name: str, budget: int | None) -> None:
        super().found(name, budget)
        names = [f"{letter * 4}" for letter in "abcdefgh"[: self.scenes]]
        if self.scenes > 1:
            self.write(name, board(*map(scene, names)))

    def write(self, name: str, storyboard: object) -> None:
        from vidpipe.recipe import canonical, imported

        digest = self.store.blobs.put(canonical(storyboard.plain()).encode(), "application/json")  # type: ignore[attr-defined]
        facts = {"digest": digest, "mime": "application/json", "meta": {}, "recipe": imported(digest)}
        self.store.import_take(name, "storyboard", actor="me", **facts)  # type: ignore[arg-type]

    def estimate(self, name: str = "film") -> Estimate:
        return estimate(self.outside, self.outside.plan(self.store.records(name)))


def told(found: Estimate) -> tuple[int, int, str, str]:
    return found.micros.low, found.micros.most, found.confidence, found.as_of


def test_before_anything_was_paid_the_list_tells_from_where_to_where(tmp_path: Path) -> None:
    here = Metered(tmp_path)
    found = here.estimate()
    assert told(found) == (40_000, 100_000, "metered", DAY)
    line = next(line for line in found.lines if line.micros)
    assert (line.step, line.count, line.micros.low, line.micros.sure) == ("keyframes", 2, 40_000, "metered")
    [model] = found.models
    assert (model.model, model.count, model.micros) == (PAINTER.id, 2, 100_000)
    here.store.close()


def test_after_enough_charges_the_price_is_what_such_calls_cost(tmp_path: Path) -> None:
    here = Metered(tmp_path, scenes=3)
    here.found("next", None)
    here.run()
    assert here.spent == 30_000 + 32_000 + 34_000 + 36_000 + 38_000 + 30_000
    here.write("next", board(scene("hhhh", start_prompt="another")))
    assert told(here.estimate("next")) == (60_000, 76_000, "learned", "")
    plan = here.outside.plan(here.store.records("film"))
    seen = overview(
        here.store.records("film"), plan, here.outside.stages, ahead=0, counts={}, prices=Prices(here.outside)
    )
    one = seen.scenes[0].slots["keyframe/start"].price
    assert (one.low, one.most, one.sure) == (30_000, 38_000, "learned")
    here.store.close()


def test_a_price_that_only_we_reckoned_teaches_nothing(tmp_path: Path) -> None:
    here = Metered(tmp_path, scenes=3, bills=(None,))
    here.run()
    assert here.spent == 6 * 50_000
    learned = here.store.learned(PAINTER.id)
    assert learned is not None
    assert (learned.calls, learned.charges) == (6, 0)
    here.store.close()


def test_a_price_that_nobody_knows_is_said_and_stays_within_no_budget(tmp_path: Path) -> None:
    here = Metered(tmp_path, budget=10**9, basis="unknown", most=0)
    found = here.estimate()
    assert told(found)[:3] == (0, 0, "unknown")
    assert found.micros, "it is not free"
    here.run()
    assert here.kiosk.placed == []
    view = here.outside.plan(here.store.records("film")).slots[START]
    assert view.message.startswith("budget reached")
    assert "nobody says what this call costs" in view.message
    here.store.close()


def test_without_a_budget_it_is_paid_and_then_known(tmp_path: Path) -> None:
    here = Metered(tmp_path, scenes=3, basis="unknown", most=0)
    here.run()
    assert here.spent == 200_000
    here.found("next", 80_000)
    here.write("next", board(scene("hhhh", start_prompt="another")))
    assert told(here.estimate("next"))[:3] == (60_000, 76_000, "learned")
    here.run("next")
    assert len(here.kiosk.placed) == 8, "two more, each with the most of before reserved"
    here.store.close()


def test_what_another_seller_asks_is_reserved_but_no_known_price(tmp_path: Path) -> None:
    here = Metered(tmp_path, budget=120_000, basis="unknown", most=50_000)
    assert told(here.estimate()) == (100_000, 100_000, "unknown", DAY)
    here.run()
    assert here.spent == 62_000
    here.store.close()


def test_a_bill_above_the_plan_is_taken_and_said(tmp_path: Path) -> None:
    here = Metered(tmp_path, bills=(70_000, 40_000))
    here.run()
    assert here.spent == 110_000
    said = [event.detail for event in here.store.events("film") if event.what == "dearer"]
    assert [(detail["charged"], detail["reserve"]) for detail in said] == [(70_000, 50_000)]
    here.store.close()


def test_before_the_scenes_are_known_a_price_is_reckoned(tmp_path: Path) -> None:
    here = Metered(tmp_path)
    here.store.create("new", here.store.records("film").settings, title="t", actor="me")
    found = here.estimate("new")
    assert found.confidence == "estimated"
    assert found.micros.low == 2 * found.micros.most // 5
    here.store.close()


def test_a_model_that_refuses_the_request_does_not_keep_the_film_from_having_a_price(tmp_path: Path) -> None:
    here = Metered(tmp_path, refuses=True)
    assert told(here.estimate())[1:3] == (100_000, "metered")
    here.store.close()


def test_what_the_cache_answers_is_free_and_no_request(tmp_path: Path) -> None:
    here = Metered(tmp_path)
    here.run()
    here.found("twin", None)
    found = here.estimate("twin")
    assert [line.cached for line in found.lines if line.step == "keyframes"] == [1]
    assert found.micros.most <= 50_000, "the end refers to a start that comes from the cache; it is reckoned as new"
    here.store.close()


def test_a_plan_is_asked_for_once_for_a_recipe(tmp_path: Path) -> None:
    here = Metered(tmp_path, scenes=3)
    here.run()
    counted: list[str] = []
    plain = here.kiosk.plan

    def counting(caps: Caps, request: Request) -> Planned:
        counted.append(request.prompt)
        return plain(caps, request)

    here.kiosk.plan = counting  # type: ignore[method-assign]
    plan = here.outside.plan(here.store.records("film"))
    stages = {stage.name: stage for stage in here.outside.stages}
    kept: dict[str, object] = {}
    for _ in range(3):
        prices = Prices(here.outside, known=kept)  # type: ignore[arg-type]
        for view in plan.slots.values():
            prices.take(plan.film, stages[view.stage], view)
    assert len(counted) == 6
    here.store.close()
