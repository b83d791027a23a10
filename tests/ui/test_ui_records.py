"""Activity and Settings as they are drawn over a real workspace: every state, every choice, every stranger's text."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from engine.kiosk import PAINTER, Kiosk
from vidpipe import ProviderError, Studio
from vidpipe.engine.run import Engine
from vidpipe.errors import Kind
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.ports import Event
from vidpipe.project import Project
from vidpipe.take import Decision, Verb
from vidpipe.ui import session
from vidpipe.ui.records import glance

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>"
Open = Callable[..., AppTest]
pytestmark = pytest.mark.usefixtures("house")


class House:
    """The studio that the pages open, with a kiosk that sells pictures."""

    def __init__(self, data: Path, orders: Path) -> None:
        self.studio = Studio(data)
        self.kiosk = Kiosk(orders, at_once=True)
        orders.mkdir()
        outside = self.studio._shop.outside
        outside.providers["kiosk"] = self.kiosk  # type: ignore[index]
        self.store = self.studio._shop.store
        self.store.enlist("w1", "here", 1)
        self.engine = Engine(outside, "w1")
        session._studios[session.workspace()] = self.studio

    def film(self, title: str = "A lighthouse", *, run: bool = True) -> Project:
        board = Storyboard(scenes=(Scene(id="one1", frames=72, start_prompt="a lighthouse"),))
        made = self.studio.create(
            title, storyboard=board, models={"image": PAINTER.id}, title=title, until="keyframes", narration=False
        )
        while run and (opened := self.engine.advance(made.id)):
            for attempt in opened:
                self.engine.perform(attempt.id)
        return made


@pytest.fixture
def house(workspace: Path, tmp_path: Path) -> Iterator[House]:
    yield House(workspace, tmp_path / "orders")
    glance._known.clear()


def text(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(part.proto.body for part in app.get("html"))


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


# ---------------------------------------------------------------- what happened


def test_an_empty_studio_says_what_to_do(look: Open) -> None:
    assert "Nothing has happened yet" in text(look("activity"))
    assert "Nothing was paid so far" in text(look("activity", view="money"))
    assert "Nothing was made yet" in text(look("activity", view="yield"))


def test_what_happened_leads_to_where_it_happened(house: House, look: Open) -> None:
    film = house.film()
    said = text(look("activity"))
    assert "Film created by me" in said
    assert "Scene 1, start" in said
    assert f'href="/keyframes?project={film.id}&amp;scene=one1&amp;slot=scene%2Fone1%2Fkeyframe%2Fstart"' in said
    assert "$0.04" in said


def test_the_address_chooses_film_kind_and_place(house: House, look: Open) -> None:
    first, _ = house.film("First light"), house.film("Second wind")
    house.kiosk.errors.append(ProviderError(Kind.POLICY, "The prompt was refused", remedy="Reword it.", billed=False))
    house.store.decide(first.id, [Decision(slot="scene/one1/keyframe/end", verb=Verb.REROLL, value="1", actor="Ada")])
    house.film("Third", run=False)
    while opened := house.engine.advance(first.id):
        for attempt in opened:
            house.engine.perform(attempt.id)
    assert "Second wind" not in text(look("activity", project=first.id)).split("<tbody>")[1]
    failed = text(look("activity", kind="failed"))
    assert failed.count("<tr>") == 2
    assert "The prompt was refused. Reword it." in failed
    assert "Asked for another take by Ada" in text(look("activity", kind="decided", where="keyframe"))
    assert "Nothing like that happened" in text(look("activity", kind="failed", where="music"))


@pytest.mark.parametrize(
    "wrong", [{"project": "nobody"}, {"kind": "%"}, {"where": "'; DROP"}, {"before": "x"}, {"view": "?"}]
)
def test_an_address_that_makes_no_sense_shows_everything(house: House, look: Open, wrong: dict[str, str]) -> None:
    house.film()
    assert "Film created" in text(look("activity", **wrong))


def test_a_filter_is_written_into_the_address(house: House, look: Open) -> None:
    film = house.film()
    app = look("activity", before="999999")
    app.selectbox(key="want-project").select(film.id).run()
    assert app.query_params["project"] == film.id
    assert "before" not in app.query_params
    app.selectbox(key="want-project").select("").run()
    assert "project" not in app.query_params
    app.get("button_group")[0].set_value("money").run()
    assert app.query_params["view"] == "money"
    assert "Every paid call" in text(app)


def test_long_stories_come_by_pages(house: House, look: Open) -> None:
    film = house.film(run=False)
    for number in range(130):
        house.store.log(
            Event(project=film.id, slot=f"scene/one1/clip@{number}", what="failed", detail={"message": f"no {number}"})
        )
    app = look("activity")
    assert "no 129" in text(app)
    assert "no 29<" not in text(app)
    next(button for button in app.button if button.label == "Earlier").click().run()
    assert "no 29<" in text(app)
    assert "no 129" not in text(app)
    assert "Newest" in labels(app)
    next(button for button in app.button if button.label == "Newest").click().run()
    assert "no 129" in text(app)


def test_films_of_one_title_can_be_told_apart(house: House, look: Open) -> None:
    one, two = house.film("Twin", run=False), house.film("Twin", run=False)
    options = look("activity").selectbox(key="want-project").options
    assert {f"Twin · {one.id[:6]}", f"Twin · {two.id[:6]}"} <= set(options)


def test_text_of_strangers_is_shown_as_text(house: House, look: Open) -> None:
    film = house.film(HOSTILE)
    house.store.log(Event(project=film.id, slot=HOSTILE, what=HOSTILE, detail={"message": HOSTILE, "actor": HOSTILE}))
    house.store.log(Event(project=film.id, slot="scene/gone/clip", what="failed", detail={"message": HOSTILE}))
    house.store.log(Event(project=film.id, slot="scene/gone", what="failed", detail={"message": HOSTILE}))
    take = film.takes("scene/one1/keyframe/start")[0]
    film.reject("scene/one1/keyframe/start", take.id, HOSTILE)
    for view in ("happened", "money", "yield"):
        said = text(look("activity", view=view))
        assert "<img src=x" not in said
        assert "<script" not in said
    assert "&lt;script&gt;" in text(look("activity"))


def test_a_trashed_film_is_told_of_without_a_link(house: House, look: Open) -> None:
    film = house.film()
    film.trash()
    said = text(look("activity"))
    assert "Moved to the trash by me" in said
    assert f"project={film.id}" not in said


# ---------------------------------------------------------------- money and yield


def test_money_is_told_by_total_day_share_and_call(house: House, look: Open) -> None:
    house.film()
    house.studio.prefer(day_budget_usd=2)
    said = text(look("activity", view="money"))
    assert "$0.08" in said
    assert "of $2 for a day, all films" in said
    assert "$0.08 charged on 1 day of 30" in said
    assert 'role="img"' in said
    assert "kiosk/painter-9" in said
    assert said.count("<span>Charged</span>") == 2
    assert "Keyframes" in said


def test_what_is_in_doubt_stays_in_sight(house: House, look: Open) -> None:
    house.kiosk.errors.append(ProviderError(Kind.AMBIGUOUS, "The line broke", billed=None))
    house.film()
    said = text(look("activity", view="money", days="7"))
    assert "<span>Unknown</span>" in said
    assert "to be settled below" in said


def doubtful(house: House, title: str = "A lighthouse") -> str:
    """A film one of whose pictures may have been paid or not."""
    house.kiosk.errors.append(ProviderError(Kind.AMBIGUOUS, "The connection broke"))
    return house.film(title).id


def gone(house: House, film: str) -> None:
    house.studio.project(film).trash()
    house.studio.empty_trash()


def test_a_call_in_doubt_is_told_with_its_amount_and_settled_by_a_click(house: House, look: Open) -> None:
    film = doubtful(house)
    [line] = house.studio.doubts()
    app = look("activity", view="money")
    said = text(app)
    assert "In doubt" in said
    assert "Up to $0.04" in said
    assert "A lighthouse · Scene 1, start" in said
    app.button(key=f"settle-{line.attempt}-True").click().run()
    assert "In doubt" not in text(app)
    assert house.studio.doubts() == []
    assert house.studio.project(film).overview.spent == 40_000


def test_what_was_settled_meanwhile_is_said(house: House, look: Open) -> None:
    doubtful(house)
    [line] = house.studio.doubts()
    app = look("activity", view="money")
    house.studio.settle(line.attempt, charged=False)
    app.button(key=f"settle-{line.attempt}-False").click().run()
    assert "nothing is uncertain about this call any more" in text(app)


def test_a_doubt_about_a_film_that_is_gone_is_settled_too(house: House, look: Open) -> None:
    film = doubtful(house, "Night watch")
    gone(house, film)
    [line] = house.studio.doubts()
    app = look("activity", view="money")
    assert "Night watch, gone for good · A scene, start" in text(app)
    app.button(key=f"settle-{line.attempt}-False").click().run()
    assert house.studio.doubts() == []
    assert "In doubt" not in text(app)


def test_a_film_that_is_gone_keeps_its_lines_under_its_title(house: House, look: Open) -> None:
    film = house.film("Night watch")
    before = house.studio.spending()
    gone(house, film.id)
    after = house.studio.spending()
    assert (after.charged, after.today, after.by_model) == (before.charged, before.today, before.by_model)
    said = text(look("activity", view="money"))
    assert "Night watch" in said
    assert "gone for good" in said
    assert "$0.08" in said


@pytest.mark.parametrize("removed", [False, True])
def test_a_strangers_title_is_text_in_the_ledger_and_in_doubt(house: House, look: Open, removed: bool) -> None:
    film = doubtful(house, HOSTILE)
    if removed:
        gone(house, film)
    said = text(look("activity", view="money"))
    assert "<img src=x" not in said
    assert "<script>" not in said
    assert "&lt;img" in said


def test_without_doubts_there_is_nothing_to_settle(house: House, look: Open) -> None:
    house.film()
    app = look("activity", view="money")
    assert "In doubt" not in text(app)
    assert not [label for label in labels(app) if label.startswith("It was")]


def test_yield_tells_kept_cached_and_rejected(house: House, look: Open) -> None:
    film = house.film()
    house.film("Twin")
    film.reject("scene/one1/keyframe/start", film.takes("scene/one1/keyframe/start")[0].id, "drift")
    said = text(look("activity", view="yield"))
    assert "Drift" in said
    assert "75 %" in said
    assert "Keyframes" in said
    one = text(look("activity", view="yield", project=film.id))
    assert "50 %" in one


# ---------------------------------------------------------------- settings


def test_settings_show_every_part(look: Open) -> None:
    said = text(look("settings"))
    for part in ("Providers", "Models", "Money", "Gates and name", "Work", "Workspace", "Installed"):
        assert f">{part}</h2>" in said
    assert "No key needed" in said
    assert "0.5 to 20 s" in said
    assert "made on this computer, 21 Nov 2026" in said


def test_a_key_is_said_to_be_there_and_never_shown(look: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Put its key into .env as KIOSK_KEY" in text(look("settings"))
    monkeypatch.setenv("KIOSK_KEY", "sk-very-secret")
    app = look("settings")
    assert "Key present" in text(app)
    assert "sk-very-secret" not in repr(app)
    assert "sk-very-secret" not in text(app)


def test_a_provider_is_tested_and_says_what_answered(house: House, look: Open) -> None:
    app = look("settings")
    app.button(key="test-local").click().run()
    assert "The painter made a picture of 320 × 180" in text(app)


def test_a_failed_test_says_why_and_what_to_do(house: House, look: Open) -> None:
    house.kiosk.errors.append(ProviderError(Kind.AUTH, f"The key was refused {HOSTILE}", remedy="Make a new one."))
    app = look("settings")
    app.button(key="test-kiosk").click().run()
    said = text(app)
    assert "The key was refused" in said
    assert "Make a new one." in said
    assert "<script" not in said
    app.button(key="test-kiosk").click().run()
    assert "The kiosk is open" in text(app)


def test_a_change_is_saved_at_once_and_says_so(house: House, look: Open) -> None:
    app = look("settings")
    app.text_input(key="pref-day_budget_usd").input("$12,50").run()
    assert ">Saved</p>" in text(app)
    assert house.studio.preferences.day_budget_usd == 12.5
    assert app.text_input(key="pref-day_budget_usd").value == "12.50"
    app.text_input(key="pref-day_budget_usd").input("").run()
    assert house.studio.preferences.day_budget_usd is None
    app.text_input(key="pref-actor").input(HOSTILE).run()
    assert house.studio.actor == HOSTILE
    assert "<script" not in text(app)


@pytest.mark.parametrize(
    ("name", "wrong", "says"),
    [
        ("day_budget_usd", "ten", "is no amount"),
        ("project_budget_usd", "-3", "Give dollars, 0 or more"),
        ("ask_above_usd", "1e99", "Give dollars, 0 or more."),
        ("parallel", "2.5", "is no whole number"),
        ("parallel", "0", "Give a whole number from 1 to 64."),
        ("child_memory_mb", "5", "Give megabytes, from 256."),
        ("actor", "x" * 400, "at most 160 signs"),
    ],
)
def test_wrong_input_stays_and_is_refused_in_words(house: House, look: Open, name: str, wrong: str, says: str) -> None:
    app = look("settings")
    app.text_input(key=f"pref-{name}").input(wrong).run()
    said = text(app)
    assert says in said
    assert 'role="alert"' in said
    assert app.text_input(key=f"pref-{name}").value == wrong
    assert name not in house.studio.preferences.said
    app.text_input(key=f"pref-{name}").input("").run()
    assert says not in text(app)


def test_what_the_environment_sets_is_shown_and_cannot_be_changed(
    look: Open, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDPIPE_DAY_BUDGET_USD", "7")
    house.studio.prefer(actor="Ada")  # the file changed, so the settings are read again
    app = look("settings")
    field = app.text_input(key="pref-day_budget_usd")
    assert (field.value, field.disabled) == ("7", True)
    assert "Set by VIDPIPE_DAY_BUDGET_USD" in text(app)
    assert not app.text_input(key="pref-actor").disabled


def test_a_model_is_chosen_for_a_role_and_new_films_take_it(house: House, look: Open) -> None:
    app = look("settings")
    app.selectbox(key="pref-models-image").select("kiosk/painter-9").run()
    assert "$0.04 an image (made up, 21 Nov 2026)" in text(app)
    assert house.studio.create("A boat").settings.models["image"] == "kiosk/painter-9"  # type: ignore[index]
    app.selectbox(key="pref-models-image").select("").run()
    assert house.studio.preferences.models == {}


def test_a_model_that_went_away_is_said_to_be_gone(house: House, look: Open) -> None:
    house.studio.prefer(models={"image": "kiosk/painter-9"})
    house.studio._shop.outside.providers.pop("kiosk")  # type: ignore[attr-defined]
    app = look("settings")
    assert "kiosk/painter-9 is not here, so new films are refused" in text(app)
    app.selectbox(key="pref-models-image").select("").run()
    assert "is not here" not in text(app)


def test_gates_are_chosen_for_new_films(house: House, look: Open) -> None:
    app = look("settings")
    pills = next(group for group in app.get("button_group") if "pref-gates" in group.proto.id)
    pills.set_value(["clips", "storyboard"]).run()
    assert house.studio.create("A boat").settings.gates == ("storyboard", "clips")
    pills = next(group for group in app.get("button_group") if "pref-gates" in group.proto.id)
    pills.set_value([]).run()
    assert house.studio.preferences.gates == ()


def test_the_cache_is_cleared_with_its_size_on_the_button(house: House, look: Open) -> None:
    film = house.film()
    take = film.takes("scene/one1/keyframe/start")[0]
    from vidpipe.ports import Cached

    big = house.store.blobs.put(b"x" * 3_000_000, "image/webp")
    house.store.derived.put("a thumbnail", Cached(digest=big, mime="image/webp"))
    app = look("settings")
    button = app.button(key="clear-cache")
    assert button.label.startswith("Clear the cache · 3.")
    button.click().run()
    assert "MB freed" in text(app)
    assert app.button(key="clear-cache").disabled
    assert house.store.absent([take.digest]) == set()


def test_a_cache_in_use_is_left_alone_and_the_page_says_why(house: House, look: Open) -> None:
    from vidpipe.ports import Cached

    film = house.film(run=False)
    big = house.store.blobs.put(b"x" * 3_000_000, "image/webp")
    house.store.derived.put("a thumbnail", Cached(digest=big, mime="image/webp"))
    assert house.engine.advance(film.id)
    app = look("settings")
    app.button(key="clear-cache").click().run()
    assert "a film is being made" in text(app)
    assert house.store.absent([big]) == set()
