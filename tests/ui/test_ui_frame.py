"""The frame of every page: the rail, titles, the keyboard's names, paid buttons, undo, and where an act leads."""

import pytest
from overviews import film, scene, slot
from streamlit.testing.v1 import AppTest

from vidpipe.engine.overview import Status
from vidpipe.errors import NotFound
from vidpipe.take import History, State
from vidpipe.ui import keys, paying, session, shelf
from vidpipe.ui.door import titled
from vidpipe.ui.leading import home, landing
from vidpipe.ui.rail import beyond, purse


def text(app: AppTest) -> str:
    return "\n".join(part.proto.body for part in app.get("html"))


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.sidebar.get("page_link")]


def test_the_rail_names_the_pages_and_the_open_films_steps(visit):
    app, _ = visit("keyframes", film(), project="aaaaaaaaaa")
    steps = ["Brief", "Storyboard", "Keyframes", "Clips", "Sound", "Cut", "Prompts"]
    assert links(app) == ["Projects", "Prompt Lab", "Sets", "Library", *steps, "Activity", "Settings"]
    assert "A Cat at Home" in text(app)


def test_a_step_in_the_rail_leads_to_this_film(visit):
    app, _ = visit("keyframes", film(), project="aaaaaaaaaa")
    steps = [link.proto for link in app.get("page_link") if link.proto.label in ("Storyboard", "Cut")]
    assert [step.query_string for step in steps] == ["project=aaaaaaaaaa"] * 2


def test_without_an_open_film_the_rail_is_short(visit):
    app, _ = visit("projects", film())
    assert links(app) == ["Projects", "Prompt Lab", "Sets", "Library", "Activity", "Settings"]


def test_the_film_opened_before_stays_in_the_rail_of_other_pages(visit):
    app, _ = visit("keyframes", film(), project="aaaaaaaaaa")
    app.switch_page("pages/projects.py")
    app.query_params.clear()
    app.run()
    assert "Cut" in links(app)


PURSES = [
    ({"spent": 4_120_000, "ahead": 9_840_000, "settings": {"budget": 20_000_000}}, "about $9.84 more to finish"),
    (
        {"spent": 4_120_000, "ahead": 9_840_000, "settings": {"budget": 10_000_000}},
        "about $9.84 more to finish, $3.96 above the budget",
    ),
    ({"spent": 40_000}, "nothing more to pay"),
]


@pytest.mark.parametrize(("money", "says"), PURSES)
def test_the_purse_says_what_is_still_to_be_paid(money, says):
    assert beyond(film(**money)) == says
    assert says in purse(film(**money))


def test_a_film_that_costs_nothing_says_free():
    assert "<b>Free</b>" in purse(film())


def test_the_budget_is_raised_in_the_rail(visit):
    app, studio = visit("cut", film(settings={"budget": 5_000_000}), project="aaaaaaaaaa")
    app.number_input(key="budget-aaaaaaaaaa").set_value(8.0).run()
    app.button(key="budget-save").click().run()
    assert studio.asked == [("change", (), {"budget_usd": 8.0})]


def test_a_pages_title_names_the_film(visit, monkeypatch):
    visit("cut", film(), project="aaaaaaaaaa")
    monkeypatch.setattr(session, "open_film", lambda: session.studio().project("aaaaaaaaaa"))
    assert titled("Storyboard", film=True) == "Storyboard · A Cat at Home · vidpipe"
    assert titled("Settings", film=False) == "Settings · vidpipe"


def test_the_title_of_a_film_that_is_lost_is_the_pages(monkeypatch):
    def gone() -> None:
        raise NotFound("gone", remedy="look")

    monkeypatch.setattr(session, "open_film", gone)
    assert titled("Cut", film=True) == "Cut · vidpipe"


def test_no_key_does_two_things_and_none_is_streamlits():
    letters = [letter for letter, _ in keys.SHORTCUTS]
    assert len(set(letters)) == len(letters)
    assert {"C", "R"}.isdisjoint(letters)


def test_a_button_answers_to_a_letter_by_its_key():
    assert keys.hot("A", "clip") == "hot-a-clip"


def test_the_list_of_keys_is_in_every_rail(visit):
    app, _ = visit("projects")
    app.button(key="hot-help-list").click().run()
    assert "Another take" in text(app)


@pytest.mark.parametrize(("price", "says"), [(40_000, "Go · $0.04"), (0, "Go · Free"), (None, "Go · price unknown")])
def test_a_price_stands_on_the_button(price, says):
    assert paying.priced("Go", price) == says


def test_undo_and_redo_sleep_where_there_is_nothing_to_go_to(visit):
    app, _ = visit("storyboard", film(), project="aaaaaaaaaa")
    assert app.button(key="hot-u-storyboard").disabled
    assert app.button(key="redo-storyboard").disabled


def test_undo_and_redo_send_their_intents(visit):
    app, studio = visit("storyboard", film(), project="aaaaaaaaaa")
    studio.films["aaaaaaaaaa"].past["storyboard"] = History(back=2, forth=1)
    app.run()
    app.button(key="hot-u-storyboard").click().run()
    app.button(key="redo-storyboard").click().run()
    assert studio.asked == [("undo", ("storyboard",), {}), ("redo_edit", ("storyboard",), {})]


HOMES = [
    (film(), "cut"),
    (film(Status.KEYFRAMING, settings={"gates": ("keyframes", "cut")}), "keyframes"),
    (film(Status.AWAITING_APPROVAL, slots={"brief": slot("brief", State.READY)}), "storyboard"),
    (film(Status.FAILED, scene(1, slots={"clip@draft": slot("scene/scene1/clip@draft", State.FAILED)})), "clips"),
    (film(Status.STOPPED, scene(1, State.EMPTY), step="sound"), "sound"),
]


@pytest.mark.parametrize(("made", "page"), HOMES)
def test_every_film_has_a_page_to_be_opened_on(made, page):
    assert home(made) == page


def test_a_film_without_gates_is_awaited_at_its_cut():
    assert (landing(()), landing(("brief", "cut"))) == ("cut", "storyboard")


def test_cards_are_read_again_only_when_something_happened(visit):
    _, studio = visit("projects", film(title="Before"))
    shelf.forget()
    assert [found.card.title for found in shelf.films()] == ["Before"]
    kept = studio.films["aaaaaaaaaa"]
    kept.overview = film(title="After")
    assert [found.card.title for found in shelf.films()] == ["Before"]
    studio.asked.append(("rename", (), {}))
    assert [found.card.title for found in shelf.films()] == ["After"]


def test_a_film_that_moves_is_read_at_every_look(visit):
    _, studio = visit("projects", film(Status.VIDEO_GEN, scene(1, State.RUNNING), progress=10))
    shelf.forget()
    assert shelf.films()[0].progress == 10
    studio.films["aaaaaaaaaa"].overview = film(Status.VIDEO_GEN, scene(1, State.RUNNING), progress=55)
    session.forget("aaaaaaaaaa")
    assert shelf.films()[0].progress == 55
