"""What a price says: one amount or from one to another, how sure it is and of which day; what is asked before it."""

import pytest
from overviews import film, scene, slot

from vidpipe.engine.estimate import Estimate, EstimateLine
from vidpipe.engine.overview import Status
from vidpipe.film.account import FilmLabel
from vidpipe.film.cost import FREE, Cost, total
from vidpipe.ports import Event
from vidpipe.take import State
from vidpipe.ui import paying, words
from vidpipe.ui.rail import beyond
from vidpipe.ui.view import board
from vidpipe.ui.view.card import card
from vidpipe.ui.view.gate import gate
from vidpipe.ui.view.happenings import line
from vidpipe.ui.view.shot import under

DAY = "2026-11-21"
UNKNOWN = Cost(0, sure="unknown")
OTHERS = Cost(3_600_000, sure="unknown", as_of=DAY)


@pytest.mark.parametrize(
    ("cost", "says"),
    [
        (FREE, "Free"),
        (0, "Free"),
        (40_000, "$0.04"),
        (Cost(3_600_000), "$3.60"),
        (Cost(3_600_000, sure="metered"), "about $3.60"),
        (Cost(3_600_000, sure="estimated"), "about $3.60"),
        (Cost(3_600_000, low=2_100_000, sure="metered"), "$2.10–3.60"),
        (Cost(3_600_000, low=2_100_000, sure="learned"), "$2.10–3.60"),
        (Cost(3_600_000, low=100_000, sure="metered"), "up to $3.60"),
        (Cost(3_600_000, low=0, sure="metered"), "up to $3.60"),
        (Cost(41_000, low=39_900, sure="learned"), "about $0.04"),
        (Cost(4_200, low=2_100, sure="learned"), "$0.0021–0.0042"),
        (Cost(1_234_560_000, low=1_200_000_000, sure="metered"), "$1,200.00–1,234.56"),
        (UNKNOWN, "price unknown"),
        (OTHERS, "price unknown"),
    ],
)
def test_a_button_says_from_what_to_what(cost: int, says: str) -> None:
    assert paying.priced("6 clips", cost) == f"6 clips · {says}"


@pytest.mark.parametrize(
    ("cost", "says"),
    [
        (FREE, "on this computer"),
        (40_000, "fixed"),
        (Cost(1, as_of=DAY), "fixed, prices of 21 Nov 2026"),
        (Cost(1, sure="metered", as_of=DAY), "by use, prices of 21 Nov 2026"),
        (Cost(1, sure="learned"), "as such calls cost before"),
        (Cost(1, sure="estimated"), "estimated"),
        (UNKNOWN, "nobody says a price"),
        (Cost(1, as_of="last week"), "fixed, prices of last week"),
    ],
)
def test_it_is_said_how_sure_a_price_is_and_of_which_day(cost: int, says: str) -> None:
    assert words.sure(cost) == says


@pytest.mark.parametrize(
    ("cost", "says"),
    [(UNKNOWN, "Unknown"), (OTHERS, "Perhaps $3.60"), (FREE, "Free"), (Cost(5_000_000, sure="learned"), "About $5.00")],
)
def test_a_forecast_tells_what_others_ask_where_nobody_says(cost: int, says: str) -> None:
    assert words.forecast(cost) == says


@pytest.mark.parametrize(
    ("cost", "says"),
    [
        (Cost(9_840_000), "about $9.84"),
        (Cost(9_840_000, sure="metered"), "about $9.84"),
        (Cost(9_840_000, low=5_000_000, sure="learned"), "$5.00–9.84"),
        (Cost(9_840_000, low=0, sure="metered"), "up to $9.84"),
        (OTHERS, "perhaps $3.60"),
        (UNKNOWN, "nobody says how much"),
    ],
)
def test_what_is_to_come_is_said_roughly(cost: Cost, says: str) -> None:
    view = film(ahead=cost)
    assert words.roughly(cost) == says
    assert beyond(view) == f"{says} more to finish"


def test_a_film_that_cost_nothing_yet_is_not_called_free_where_it_will_be_paid() -> None:
    assert card(film(ahead=Cost(40_000))).cost == "$0 so far"
    assert card(film(ahead=UNKNOWN)).cost == "$0 so far"
    assert card(film()).cost == "Free"
    assert card(film(spent=40_000)).cost == "$0.04"


def test_what_is_asked_before_says_what_is_known() -> None:
    assert paying.question(Cost(6_400_000)) == "This costs $6.40. Go on?"
    assert paying.question(6_400_000) == "This costs about $6.40. Go on?"
    assert paying.question(Cost(6_400_000, low=5_000_000, sure="learned")) == "This costs $5.00–6.40. Go on?"
    assert paying.question(None).startswith("Nobody says what this costs. The provider will charge it")
    assert paying.question(UNKNOWN) == paying.question(None)
    assert "By what others ask for the same it is about $3.60." in paying.question(OTHERS)


def found(**steps: Cost) -> Estimate:
    lines = tuple(EstimateLine(step=step, count=6, cached=0, micros=cost) for step, cost in steps.items())
    micros = total(steps.values())
    return Estimate(micros=micros, calls=6, cached=0, slots=6, lines=lines, confidence=micros.sure)


def waiting(**settings: object):  # type: ignore[no-untyped-def]
    ready = {"storyboard": slot("storyboard", State.READY, price=10_000)}
    return film(Status.AWAITING_APPROVAL, slots=ready, settings={"gates": ("storyboard",), **settings})


def test_the_gate_says_from_what_to_what_going_on_costs_and_how_sure_that_is() -> None:
    seen = gate(waiting(), found(clips=Cost(3_600_000, low=2_100_000, sure="metered", as_of=DAY)), here="storyboard")
    assert seen is not None
    assert (seen.cost, seen.sure) == ("$2.10–3.60", "6 clips, by use, prices of 21 Nov 2026")
    assert paying.priced(seen.verb, seen.price) == "Approve and continue · $2.10–3.60"


def test_the_gate_says_that_nobody_knows_a_price() -> None:
    seen = gate(waiting(), found(keyframes=Cost(40_000), clips=OTHERS), here="storyboard")
    assert seen is not None
    assert (seen.cost, seen.sure) == (
        "Perhaps $3.64",
        "6 keyframes and 6 clips, nobody says a price",
    )
    assert paying.priced(seen.verb, seen.price).endswith("price unknown")


@pytest.mark.parametrize(
    ("state", "price", "says"),
    [
        (State.EMPTY, Cost(40_000, low=20_000, sure="metered"), "Not started. $0.02–0.04"),
        (State.EMPTY, UNKNOWN, "Not started. Price unknown"),
        (State.STALE, UNKNOWN, "What it was made from changed. Redo at a price nobody says"),
        (State.STALE, Cost(40_000, sure="learned"), "What it was made from changed. Redo about $0.04"),
        (State.UNCERTAIN, Cost(40_000, low=20_000, sure="metered"), "Charged? Up to $0.04"),
    ],
)
def test_a_place_says_its_price_in_its_line(state: State, price: Cost, says: str) -> None:
    view = slot("music", state, price=price).model_copy(update={"causes": ()})
    assert under(view, {}) == says


def test_a_consequence_says_its_price() -> None:
    clip = ("scene/a1b2/clip",)
    for cost, says in (
        (Cost(640_000), "$0.64"),
        (Cost(640_000, sure="estimated"), "about $0.64"),
        (OTHERS, "price unknown"),
    ):
        assert board.consequence(clip, cost, cost.sure).endswith(f"1 clip · {says}")


def test_a_bill_above_the_plan_is_told() -> None:
    told = Event(project="p", slot="scene/a1b2/clip", what="dearer", detail={"charged": 70_000, "reserve": 50_000})
    seen = line(told, FilmLabel(title="Dawn", scenes={"a1b2": 3}))
    assert (seen.what, seen.why) == ("Charged more than was planned", "$0.07 instead of at most $0.05")
    assert (seen.where, seen.state) == ("Scene 3, clip", "uncertain")


@pytest.mark.parametrize(
    ("model", "cached", "says"),
    [
        ("google/lyria-3.5", False, "Made with google/lyria-3.5"),
        ("google/lyria-3.5", True, "Made with google/lyria-3.5, from the cache"),
        ("local/composer-1", False, "Made"),
        ("", False, "Made"),
    ],
)
def test_what_was_made_names_its_model_where_that_is_not_here(model: str, cached: bool, says: str) -> None:
    told = Event(project="p", slot="music", what="done", detail={"model": model, "cached": cached})
    assert line(told, FilmLabel(title="Dawn")).what == says


def test_a_place_of_a_film_that_is_gone_is_a_scenes() -> None:
    assert words.place("scene/a1b2/clip", {}) == "A scene, clip"
    assert words.place("scene/a1b2/keyframe/start", {}) == "A scene, start"
    assert words.place("music", {}) == "Music"


# ---------------------------------------------------------------- on the page


def at_the_gate(visit, cost: Cost):  # type: ignore[no-untyped-def]
    view = film(
        Status.AWAITING_APPROVAL,
        scene(1, slots={}),
        slots={"storyboard": slot("storyboard", State.READY, price=10_000)},
        settings={"gates": ("storyboard", "clips")},
    )
    app, studio = visit("storyboard", view, project="aaaaaaaaaa")
    studio.films["aaaaaaaaaa"].lines = (EstimateLine(step="keyframes", count=6, cached=0, micros=cost),)
    studio.films["aaaaaaaaaa"].happens()
    return app.run(), studio


def html(app) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(part.proto.body for part in app.get("html"))


def test_a_price_that_nobody_knows_is_always_asked_about(visit) -> None:  # type: ignore[no-untyped-def]
    app, studio = at_the_gate(visit, Cost(10_000, sure="unknown"))
    assert app.button(key="gate-go").label == "Approve and continue · price unknown"
    app.button(key="gate-go").click().run()
    assert studio.verbs() == []
    assert "Nobody says what this costs. By what others ask for the same it is about $0.01." in html(app)
    app.button(key="ask-yes").click().run()
    assert studio.verbs() == ["approve", "start"]


def test_a_cheap_price_between_two_is_not_asked_about(visit) -> None:  # type: ignore[no-untyped-def]
    app, studio = at_the_gate(visit, Cost(400_000, low=200_000, sure="metered"))
    assert app.button(key="gate-go").label == "Approve and continue · $0.20–0.40"
    app.button(key="gate-go").click().run()
    assert studio.verbs() == ["approve", "start"]
