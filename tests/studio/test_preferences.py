"""Preferences: kept beside what else stands in the file, heard by whoever is at work, and really used for new films."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vidpipe import BadInput, Refused, Studio
from vidpipe.engine.lanes import Lanes, Width
from vidpipe.film.catalogue import Role
from vidpipe.workspace import CHOICES, House

FILE = "vidpipe.toml"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in CHOICES:
        monkeypatch.delenv(f"VIDPIPE_{name.upper()}", raising=False)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(tmp_path / "data") as opened:
        yield opened


def test_without_a_file_there_are_defaults_and_nobody_said_anything(studio: Studio) -> None:
    now = studio.preferences
    assert (now.gates, now.day_budget_usd, now.ask_above_usd, now.said) == (("storyboard",), None, 5.0, frozenset())
    assert studio.actor == "me"


def test_a_choice_is_kept_with_all_that_stood_in_the_file(studio: Studio) -> None:
    file = studio.data / FILE
    file.write_text('# mine\nparallel = 3 # as the machine has\nsomething_else = "stays"\n\n[other]\nx = 1\n')
    studio.prefer(day_budget_usd=12.5, actor="Ada", models={"image": "local/painter-3"}, gates=("clips", "storyboard"))
    text = file.read_text()
    for line in ("# mine", "parallel = 3 # as the machine has", 'something_else = "stays"', "[other]", "x = 1"):
        assert line in text
    with Studio(studio.data) as again:
        now = again.preferences
    assert (now.day_budget_usd, now.actor, now.parallel) == (12.5, "Ada", 3)
    assert now.models == {Role.IMAGE: "local/painter-3"}
    assert now.gates == ("storyboard", "clips")
    assert not list(studio.data.glob(f".{FILE}*"))


def test_nothing_goes_back_to_the_default(studio: Studio) -> None:
    studio.prefer(ask_above_usd=0.5)
    assert studio.prefer(ask_above_usd=None).ask_above_usd == 5.0
    assert "ask_above_usd" not in (studio.data / FILE).read_text()


@pytest.mark.parametrize(
    "wrong",
    [
        {"day_budget_usd": -1},
        {"day_budget_usd": float("nan")},
        {"ask_above_usd": 10**9},
        {"parallel": 0},
        {"parallel": "many"},
        {"child_memory_mb": 1},
        {"gates": ("lunch",)},
        {"models": {"image": "kiosk/none"}},
        {"actor": "a" * 400},
        {"actor": "a\x00b"},
        {"nonsense": 1},
    ],
)
def test_a_wrong_choice_is_refused_in_words_and_writes_nothing(studio: Studio, wrong: dict[str, object]) -> None:
    studio.prefer(actor="Ada")
    before = (studio.data / FILE).read_bytes()
    with pytest.raises(BadInput) as caught:
        studio.prefer(**wrong)
    assert caught.value.remedy
    assert (studio.data / FILE).read_bytes() == before


def test_the_environment_wins_and_is_said_to(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.prefer(day_budget_usd=3)
    monkeypatch.setenv("VIDPIPE_DAY_BUDGET_USD", "7")
    monkeypatch.setenv("VIDPIPE_GATES", "clips, storyboard")
    monkeypatch.setenv("VIDPIPE_MODELS", "image=local/painter-3")
    with Studio(studio.data) as other:
        now = other.preferences
        assert now.day_budget_usd == 7
        assert now.gates == ("storyboard", "clips")
        assert now.models == {Role.IMAGE: "local/painter-3"}
        assert now.fixed["day_budget_usd"] == "VIDPIPE_DAY_BUDGET_USD"
        with pytest.raises(Refused, match="VIDPIPE_DAY_BUDGET_USD"):
            other.prefer(day_budget_usd=1)


def test_a_change_by_one_process_is_heard_by_another_that_is_at_work(studio: Studio) -> None:
    with Studio(studio.data) as worker:
        assert worker._shop.house.day_budget() is None
        studio.prefer(day_budget_usd=2, parallel=7, actor="Ada", child_memory_mb=512)
        assert worker._shop.house.day_budget() == 2_000_000
        assert worker._shop.outside.limits.parallel == 7
        assert worker._shop.outside.limits.memory == 512 * 2**20
        assert worker.actor == "Ada"


def test_a_spoiled_file_stops_spending_but_not_what_is_at_work(studio: Studio) -> None:
    studio.prefer(day_budget_usd=2, parallel=3)
    (studio.data / FILE).write_text("day_budget_usd = 'lots'\nparallel = 3\n")
    with pytest.raises(BadInput, match="day_budget_usd"):
        studio._shop.house.day_budget()
    assert studio._shop.outside.limits.parallel == 3


def test_a_file_that_is_no_toml_is_not_written_over(tmp_path: Path) -> None:
    house = House(tmp_path)
    (tmp_path / FILE).write_text("this is = = no toml")
    from vidpipe.errors import VidpipeError

    with pytest.raises(VidpipeError, match=r"vidpipe\.toml"):
        house.prefer({"actor": "Ada"})
    assert (tmp_path / FILE).read_text() == "this is = = no toml"


def test_new_films_begin_with_what_was_chosen_unless_they_say_otherwise(studio: Studio) -> None:
    assert studio.create("A boat").settings.gates == ()
    studio.prefer(gates=("storyboard",), project_budget_usd=4, models={"image": "local/painter-3"})
    settings = studio.create("A boat").settings
    assert (settings.gates, settings.budget) == (("storyboard",), 4_000_000)
    assert settings.models[Role.IMAGE] == "local/painter-3"
    other = studio.create("A boat", gates=(), budget_usd=None).settings
    assert (other.gates, other.budget) == ((), None)


def test_a_chosen_model_that_went_away_is_not_replaced_in_silence(studio: Studio) -> None:
    (studio.data / FILE).write_text('[models]\nimage = "acme/easel-7"\n')
    with pytest.raises(BadInput, match="acme/easel-7"):
        studio.create("A boat")


def test_two_changes_at_once_lose_nothing(studio: Studio) -> None:
    import threading

    changes: list[Callable[[], object]] = [
        lambda: studio.prefer(actor="Ada"),
        lambda: studio.prefer(parallel=5),
        lambda: studio.prefer(day_budget_usd=9),
    ]
    threads = [threading.Thread(target=change) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    now = studio.preferences
    assert (now.actor, now.parallel, now.day_budget_usd) == ("Ada", 5, 9)


def test_a_lane_widens_and_narrows_while_it_works() -> None:
    import threading

    width = [1]
    lanes = Lanes(lambda lane: Width(at_once=width[0]))
    gate, running, most = threading.Event(), [0], [0]
    state = threading.Condition()

    def work() -> None:
        with state:
            running[0] += 1
            most[0] = max(most[0], running[0])
            state.notify_all()
        gate.wait(30)
        with state:
            running[0] -= 1

    lanes.put("local", "first", work, priority=1)
    width[0] = 3
    for number in range(4):
        lanes.put("local", f"job{number}", work, priority=1)
    with state:
        assert state.wait_for(lambda: running[0] == 3, 30)
    width[0] = 1
    lanes.put("local", "last", work, priority=1)
    gate.set()
    assert lanes.wait_idle(30)
    assert most[0] == 3
    most[0] = 0
    for number in range(5):
        lanes.put("local", f"then{number}", work, priority=1)
    assert lanes.wait_idle(30)
    assert most[0] == 1
    lanes.close()
