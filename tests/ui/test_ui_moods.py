"""The moods' page: what each direction says of itself, what stands on its buttons, and the page as it is drawn."""

from pathlib import Path
from typing import Any

import pytest
from overviews import film, slot
from streamlit.testing.v1 import AppTest

from vidpipe import Studio
from vidpipe.engine.overview import Overview, Status
from vidpipe.film.cost import Cost
from vidpipe.film.mood import Choice, Mood, Moods
from vidpipe.recipe import imported
from vidpipe.take import State
from vidpipe.ui import session, words
from vidpipe.ui.view.moods import CHOSEN, SUGGESTED, anew, board, line, waits
from vidpipe.ui.view.steps import gated, poster, states, step_of
from vidpipe.ui.view.wizard import steps


def mood(number: int, **changes: Any) -> Mood:
    facts = {
        "number": number,
        "name": f"Mood <{number}>",
        "keywords": ("a", "b", "c", "d", "e"),
        "colours": ("#112233",),
    }
    return Mood.model_validate(facts | changes)


def mooded(*moods: Mood, chosen: int = 1, own: bool = False, approved: bool = False, **views: State) -> Overview:
    """A film of directions with one picture each, all there but those that are said otherwise."""
    found = {"moods": slot("moods", State.APPROVED, price=Cost(10_000))}
    for one in moods:
        name = f"mood/{one.number}/image/1"
        found[name] = slot(name, views.get(f"m{one.number}", State.APPROVED), price=Cost(40_000))
    found["mood"] = slot("mood", State.APPROVED if approved else State.READY)
    take = found["mood"].take
    assert take
    if own:
        found["mood"] = found["mood"].model_copy(
            update={"take": take.model_copy(update={"recipe": imported("0" * 64)})}
        )
    if approved:
        found["mood"] = found["mood"].model_copy(update={"approved": True})
    view = film(status=Status.AWAITING_APPROVAL, slots=found, scenes=())
    shown = next((one for one in moods if one.number == chosen), mood(chosen))
    pictures = [found[f"mood/{shown.number}/image/1"].take] if f"mood/{shown.number}/image/1" in found else []
    choice = Choice.model_validate(
        {"mood": shown.plain(), "pictures": [{"digest": t.digest, "mime": "image/png"} for t in pictures if t]}
    )
    settings = view.settings.model_copy(update={"moods": 1, "gates": ("moods",)})
    return view.model_copy(update={"settings": settings, "moods": Moods(moods=moods), "mood": choice})


def test_the_first_is_suggested_until_a_person_chooses() -> None:
    marks = [(card.mark, card.state) for card in board(mooded(mood(1), mood(2))).cards]
    assert marks == [(SUGGESTED, State.READY), ("", State.EMPTY)]
    chosen = board(mooded(mood(1), mood(2), chosen=2, own=True, approved=True)).cards
    assert [(card.mark, card.state) for card in chosen] == [("", State.EMPTY), (CHOSEN, State.APPROVED)]


def test_a_choice_that_is_not_as_it_was_any_more_says_so() -> None:
    now = mooded(mood(1), own=True)
    assert not board(now).cards[0].changed
    after = now.model_copy(update={"moods": Moods(moods=(mood(1, look="ink"),))})
    assert board(after).cards[0].changed
    gone = now.model_copy(update={"moods": Moods(moods=(mood(2),))})
    assert board(gone).gone == "Mood <1>"


def test_every_price_is_of_the_words_and_of_each_direction_s_pictures() -> None:
    now = mooded(mood(1), mood(2), mood(3))
    assert (board(now).one, board(now).all) == (50_000, 130_000)
    assert anew(now, 2) == 90_000


def test_pictures_that_are_stale_or_refused_are_told_beside_their_direction() -> None:
    cards = board(mooded(mood(1), mood(2), m1=State.STALE, m2=State.BLOCKED)).cards
    assert (cards[0].stale, cards[0].repaint, cards[0].trouble) == (1, 40_000, "")
    assert (cards[1].stale, bool(cards[1].trouble)) == (0, True)
    assert board(mooded(mood(1), m1=State.RUNNING)).cards[0].busy


def test_words_beyond_four_are_counted_and_a_mix_names_what_it_is_of() -> None:
    cards = board(mooded(mood(1), mood(2), mood(3, mixed=(1, 2)), mood(4, mixed=(1, 9)))).cards
    assert (cards[0].keywords, cards[0].more) == (("a", "b", "c", "d"), "+ 1 more")
    assert [card.mixed for card in cards[2:]] == ["Mixed of Mood <1> and Mood <2>", "Mixed of Mood <1>"]
    assert board(mooded(*(mood(number) for number in range(1, 7)))).full.startswith("There are 6")


def test_the_step_stands_in_the_rail_of_films_that_want_it_and_the_gate_is_about_the_choice() -> None:
    now = mooded(mood(1), mood(2), chosen=2, own=True)
    assert [step for step, _ in states(now)][:3] == ["brief", "moods", "storyboard"]
    assert "moods" not in [step for step, _ in states(film())]
    assert gated(now) == "moods"
    assert (step_of("mood/2/image/1"), step_of("mood"), step_of("moods")) == ("moods",) * 3
    assert words.place("mood/2/image/1", {}) == "Mood 2, picture 1"
    assert poster(now)


def test_what_is_not_there_yet_says_what_it_waits_for() -> None:
    now = mooded(mood(1)).model_copy(update={"moods": None, "mood": None})
    assert line(now) == "Directions that the film could look like"
    for state, said in ((State.RUNNING, "being written"), (State.EMPTY, "Start the film"), (State.FAILED, ".")):
        view = now.model_copy(update={"slots": {"moods": slot("moods", state)}})
        assert said in waits(view)


@pytest.fixture
def opened(workspace: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The page of a film that was made without moods; nothing works on it."""
    with Studio(workspace) as studio:
        made = studio.create("A <i>pond</i>", until="moods", narration=False)
        monkeypatch.setattr(type(made), "wake", lambda self: None)
        monkeypatch.setitem(session._studios, session.workspace(), studio)
        app = AppTest.from_file(str(Path(__file__).resolve().parents[2] / "app.py"), default_timeout=60)
        app.query_params["project"] = made.id
        app.run()
        app.switch_page("pages/moods.py")
        app.query_params["project"] = made.id
        yield app.run(), made
        session._studios.pop(session.workspace())


def test_a_film_without_moods_is_offered_them_with_the_price_and_then_has_the_step(opened: Any) -> None:
    app, made = opened
    assert not app.exception
    (offer,) = [button for button in app.button if button.key == "moods-offer"]
    assert offer.label == "Offer three moods · Free"
    made.stop()
    offer.click().run()
    assert not app.exception
    assert (made.settings.moods, made.settings.gates) == (4, ("moods",))


def test_a_film_without_moods_says_whose_words_are_its_mood_and_leads_to_them() -> None:
    plain = film(Status.STOPPED)
    plain = plain.model_copy(update={"steps": {name: state for name, state in plain.steps.items() if name != "moods"}})
    (mood_step,) = [one for one in steps(plain, pages={"moods": "moods"}, here="brief") if one.title == "Mood"]
    assert (mood_step.says, mood_step.page) == ("as the brief says", "moods")
