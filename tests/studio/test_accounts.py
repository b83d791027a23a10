"""Money, yield and history through the façade: a paid provider, real films, real files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.kiosk import PAINTER, Kiosk
from vidpipe import NotFound, ProviderError, Studio
from vidpipe.engine.run import Engine
from vidpipe.errors import Kind
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.project import Project

CENTS_4 = PAINTER.price.micros


class Shop:
    """A studio whose pictures are bought at a kiosk."""

    def __init__(self, folder: Path) -> None:
        self.studio = Studio(folder / "data")
        self.kiosk = Kiosk(folder / "orders", at_once=True)
        self.kiosk.orders.mkdir()
        outside = self.studio._shop.outside
        outside.providers["kiosk"] = self.kiosk  # type: ignore[index]
        self.engine = Engine(outside, "w1")
        self.studio._shop.store.enlist("w1", "here", 1)

    def film(self, title: str = "A lighthouse") -> Project:
        board = Storyboard(scenes=(Scene(id="one1", frames=72, start_prompt=title),))
        made = self.studio.create(
            title, storyboard=board, models={"image": PAINTER.id}, title=title, until="keyframes", narration=False
        )
        while opened := self.engine.advance(made.id):
            for attempt in opened:
                self.engine.perform(attempt.id)
        return made


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.studio.close()


def test_what_was_paid_is_told_with_film_model_stage_and_day(shop: Shop) -> None:
    film = shop.film()
    told = shop.studio.spending()
    assert told.charged == told.today == 2 * CENTS_4
    assert told.by_provider == {"kiosk": 2 * CENTS_4}
    assert told.by_stage == {"keyframes": 2 * CENTS_4}
    assert {(line.title, line.state, line.project) for line in told.lines} == {("A lighthouse", "charged", film.id)}
    assert sum(told.by_day.values()) == 2 * CENTS_4


def test_what_the_cache_answers_costs_nothing_and_counts_as_a_hit(shop: Shop) -> None:
    shop.film()
    twin = shop.film()
    assert len(shop.kiosk.placed) == 2
    assert shop.studio.spending(project=twin.id).lines == ()
    told = shop.studio.metrics(twin.id)
    assert told.cached_calls == told.calls >= 2
    stage = next(stage for stage in told.stages if stage.stage == "keyframes")
    assert (stage.made, stage.cached, stage.kept) == (2, 2, 2)
    assert stage.seconds is None


def test_the_budget_of_a_day_stops_a_film_and_a_raised_one_lets_it_go_on(shop: Shop) -> None:
    shop.studio.prefer(day_budget_usd=0.05)
    film = shop.film()
    assert len(shop.kiosk.placed) == 1
    view = film.overview.scenes[0].slots["keyframe/end"]
    assert view.message.startswith("budget reached")
    assert "all films together may spend today" in view.message
    assert film.overview.status.value == "awaiting_approval"
    shop.studio.prefer(day_budget_usd=1)
    film.retry(view.slot)
    while opened := shop.engine.advance(film.id):
        for attempt in opened:
            shop.engine.perform(attempt.id)
    assert shop.studio.spending().today == 2 * CENTS_4


def test_titles_and_scene_numbers_come_without_planning_a_film(shop: Shop) -> None:
    film = shop.film("First")
    film.rename("Second")
    label = shop.studio.labels()[film.id]
    assert (label.title, label.scenes, label.trashed) == ("Second", {"one1": 1}, False)
    film.trash()
    assert shop.studio.labels()[film.id].trashed


def test_what_happened_is_one_list_over_all_films(shop: Shop) -> None:
    first, second = shop.film("First"), shop.film("Second")
    told = shop.studio.happened(limit=1000)
    assert {event.project for event in told} == {first.id, second.id}
    assert [event.seq for event in told] == sorted((event.seq for event in told), reverse=True)
    assert not {event.what for event in told} & {"intent", "leased", "submitting", "submitted"}


def test_providers_say_whether_their_key_is_there_and_never_what_it_is(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KIOSK_KEY", raising=False)
    told = {view.name: view.key for view in shop.studio.providers()}
    assert (told["kiosk"], told["local"]) == ("missing", "not needed")
    monkeypatch.setenv("KIOSK_KEY", "sk-very-secret")
    found = shop.studio.providers()
    assert next(view.key for view in found if view.name == "kiosk") == "present"
    assert "sk-very-secret" not in repr(found)


def test_a_provider_is_really_asked(shop: Shop) -> None:
    assert "320 × 180" in shop.studio.test_provider("local")
    shop.kiosk.errors.append(ProviderError(Kind.AUTH, "The key was refused", remedy="Make a new one."))
    with pytest.raises(ProviderError, match="The key was refused"):
        shop.studio.test_provider("kiosk")
    assert "open" in shop.studio.test_provider("kiosk")
    with pytest.raises(NotFound):
        shop.studio.test_provider("nobody")


def test_clearing_the_cache_leaves_films_whole_and_only_costs_time(shop: Shop) -> None:
    film = shop.film()
    shop.studio.thumbnail(film.overview.scenes[0].slots["keyframe/start"].take.digest)  # type: ignore[union-attr]
    before = film.overview
    stored = shop.studio.storage()
    assert stored.cache > 0
    assert shop.studio.clear_cache() > 0
    assert film.verify() == []
    assert film.overview.scenes == before.scenes
    assert shop.studio.storage().cache < stored.cache
    assert shop.studio.storage().blobs == stored.blobs


def test_voices_are_those_of_the_language(shop: Shop) -> None:
    known = shop.studio.voices()
    assert {voice.language[:2] for voice in shop.studio.voices("en-GB")} <= {"en"}
    assert set(shop.studio.voices("fr")) <= set(known)
    assert shop.studio.voices("xx") == []
