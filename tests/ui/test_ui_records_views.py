"""Words and proportions of the records: what an event says, what a plot shows, how a typed value is read."""

from datetime import UTC, datetime

import pytest

from vidpipe.errors import BadInput
from vidpipe.film.account import FilmLabel, Metrics, Spending
from vidpipe.film.catalogue import Caps, Price, Role, Span
from vidpipe.ports import Event
from vidpipe.ui.view import happenings, model, spending, typed

LABEL = FilmLabel(title="Boat", scenes={"aaaa": 1, "bbbb": 2})
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def line(what: str, slot: str = "", **detail: object) -> happenings.Line:
    return happenings.line(Event(seq=1, project="p", slot=slot, what=what, at=NOW, detail=detail), LABEL)


@pytest.mark.parametrize(
    ("event", "says"),
    [
        (("done",), "Made"),
        (("wish", {"wish": "stop", "actor": "Ada"}), "Stopped by Ada"),
        (("wish", {"wish": "run"}), "Started"),
        (("decided", {"verb": "approve", "actor": "policy"}), "Approved, as no gate asks"),
        (("decided", {"verb": "go", "actor": "Ada"}), "Asked to make it by Ada"),
        (("settled", {"charged": True, "actor": "Ada"}), "Settled: it was charged by Ada"),
        (("done", {"cached": True}), "Made, from the cache"),
        (("some_new_thing",), "Some new thing"),
    ],
)
def test_an_event_is_told_in_words(event: tuple, says: str) -> None:
    what, *rest = event
    assert line(what, **(rest[0] if rest else {})).what == says


@pytest.mark.parametrize(
    ("slot", "where", "link"),
    [
        ("scene/bbbb/clip", "Scene 2, clip", "/clips?project=p&scene=bbbb&slot=scene%2Fbbbb%2Fclip"),
        ("scene/bbbb", "Scene 2", "/storyboard?project=p&scene=bbbb"),
        ("scene/gone", "A scene that is gone", "/storyboard?project=p"),
        ("brief", "Brief", "/storyboard?project=p"),
        ("music", "Music", "/sound?project=p"),
        ("cut/9x16/en/master", "9:16 cut", "/cut?project=p"),
        ("", "", "/storyboard?project=p"),
    ],
)
def test_a_place_has_a_name_and_an_address(slot: str, where: str, link: str) -> None:
    found = line("done", slot)
    assert (found.where, found.link) == (where, link)


def test_a_part_of_the_storyboard_is_named_by_its_scene() -> None:
    assert line("decided", "storyboard", verb="approve", part="scene/bbbb").where == "Storyboard, scene 2"


def test_the_same_thing_in_a_row_is_told_once() -> None:
    same = [Event(seq=seq, project="p", slot="music", what="failed", detail={"message": "no"}) for seq in (3, 2)]
    other = Event(seq=1, project="p", slot="music", what="failed", detail={"message": "another"})
    found = happenings.lines([*same, other], {"p": LABEL})
    assert [(one.why, one.times) for one in found] == [("no", 2), ("another", 1)]


def test_an_event_of_a_film_that_is_gone_has_no_link() -> None:
    (found,) = happenings.lines([Event(seq=1, project="gone", what="created")], {})
    assert (found.film, found.link) == ("A film that is gone", "")


def test_days_are_in_proportion_and_the_least_is_seen() -> None:
    told = Spending(charged=10_001, by_day={"2026-11-19": 0, "2026-11-20": 1, "2026-11-21": 10_000})
    assert [(day.name, day.percent) for day in spending.days(told)] == [("19 Nov", 0), ("20 Nov", 2), ("21 Nov", 100)]
    assert spending.plot_in_words(told) == "$0.01 charged on 2 days of 3, 21 Nov the most with $0.01"


@pytest.mark.parametrize("count", [1, 7, 30, 90, 365])
def test_about_six_days_have_a_name_under_them(count: int) -> None:
    told = Spending(by_day={f"{datetime.fromordinal(739000 + day).date()}": 5 for day in range(count)})
    named = [day for day in spending.days(told) if day.label]
    assert 1 <= len(named) <= 8
    assert spending.days(told)[-1].label


def test_nothing_charged_is_said() -> None:
    assert spending.plot_in_words(Spending(by_day={"2026-11-21": 0})) == "Nothing was charged in 1 day"
    assert spending.bars({}) == []
    assert spending.rejections(Metrics()) == []


def test_facts_of_a_model_say_what_matters_for_its_role() -> None:
    caps = Caps(
        provider="acme",
        model="reel-3",
        role=Role.VIDEO,
        durations=Span(low=2000, high=8000),
        aspects=("16:9",),
        first_frame=True,
        shutdown="2027-01-31",
        price=Price(unit="second", micros=100_000, source="price list", as_of="2026-11-01"),
    )
    told = dict(model.facts(caps))
    assert told["Lengths"] == "2 to 8 s"
    assert told["Starts and ends on"] == "your first frame"
    assert told["Price"] == "$0.10 a second (price list, 1 Nov 2026)"
    assert told["Ends"] == "31 Jan 2027"


@pytest.mark.parametrize(("text", "amount"), [("12", 12.0), (" $12.50 ", 12.5), ("3,5", 3.5), ("", None), ("$", None)])
def test_an_amount_is_read_as_people_write_it(text: str, amount: float | None) -> None:
    assert typed.dollars(text) == amount


@pytest.mark.parametrize("text", ["ten", "1.2.3", "nan", "inf", "<b>5</b>"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        typed.dollars(text)


@pytest.mark.parametrize("text", ["2.5", "-1", "٣", "1e3", "x"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        typed.whole(text)
