"""Remedies on Clips and Keyframes: each says what it costs and does, is sent once, and is not there where it cannot."""

import pytest
from overviews import film, scene, slot, take

from vidpipe.engine.offers import Offer, Offers
from vidpipe.engine.overview import Status
from vidpipe.take import State
from vidpipe.ui import session
from vidpipe.ui.view.remedy import acts, refused

ID = "aaaaaaaaaa"
CLIP, START = "scene/scene1/clip@draft", "scene/scene1/keyframe/start"
PRICE = 600_000
LADDER = tuple(Offer(name=str(rung), price=PRICE if rung < 3 else PRICE + 40_000) for rung in (1, 2, 3))
SAID = "Kiosk refused it. Reword it. Refused: the words (E005)."
OTHERS = (Offer(name="kling/3", title="Kling 3", price=900_000),)
WAKE = ("wake", (), {})


@pytest.fixture
def look(visit):
    """A page with one slot in a state, and what is offered for it."""

    def look(state, offers=None, *, name=CLIP, **more):
        status = Status.AWAITING_APPROVAL
        part = name.removeprefix("scene/scene1/")
        made = film(status, scene(1, slots={part: slot(name, state, price=PRICE, **more)}), step="clips")
        app, studio = visit("clips" if name == CLIP else "keyframes", made, project=ID)
        studio.films[ID].offered[name] = offers or Offers()
        session.forget(ID)
        app.query_params["slot"] = name
        app.run()
        assert not app.exception
        return app, studio

    return look


def labels(app):
    return [button.label for button in app.button]


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def text(app):
    return "\n".join(part.proto.body for part in app.get("html"))


def test_a_refusal_says_what_was_refused_by_whom_and_that_it_cost_nothing(look):
    app, _ = look(State.BLOCKED, Offers(refused="prompt", rungs=LADDER), message=SAID, failure="policy")
    assert "<b>Kiosk refused it. Reword it.</b>" in text(app)
    assert "Refused by local/painter-1: the words (E005). Not charged." in text(app)


@pytest.mark.parametrize(
    ("label", "sent"),
    [
        ("Try again · $0.60", ("soften", (CLIP, 1), {})),
        ("Gentler words · $0.60", ("soften", (CLIP, 2), {})),
        ("Gentler end picture first · $0.64", ("soften", (CLIP, 3), {})),
        ("Without the end picture · $0.60", ("leave_out", (CLIP, "end keyframe"), {})),
        ("Make it with Kling 3 · $0.90", ("make_with", (CLIP, "kling/3"), {})),
    ],
)
def test_each_remedy_has_its_price_and_is_sent_once(look, label, sent):
    drops = (Offer(name="end keyframe", price=PRICE),)
    found = Offers(refused="prompt", rungs=LADDER, drops=drops, models=OTHERS)
    app, studio = look(State.BLOCKED, found, message=SAID, failure="policy")
    press(app, label)
    assert studio.asked == [sent]


def test_what_follows_a_refusal_is_chosen_for_the_film_where_one_stands(look):
    app, studio = look(State.BLOCKED, Offers(rungs=LADDER), message=SAID, failure="policy")
    box = next(found for found in app.selectbox if found.label == "When a clip of this film is refused")
    assert box.value == "ask"
    box.select("auto").run()
    assert studio.asked == [("change", (), {"ladder": "auto"})]


def test_without_a_ladder_it_can_be_reworded_or_tried_again(look):
    app, studio = look(State.BLOCKED, message=SAID, failure="policy")
    assert {"Reword it", "Try again · $0.60"} <= set(labels(app))
    press(app, "Try again · $0.60")
    assert studio.asked == [("retry", (CLIP,), {}), WAKE]


def test_a_take_that_is_there_can_stay_when_what_was_asked_for_was_refused(look):
    shown = take(CLIP)
    app, studio = look(State.BLOCKED, message=SAID, take=shown, failure="policy")
    press(app, "Keep take 1")
    assert studio.asked == [("pick", (CLIP, shown.id), {})]


@pytest.mark.parametrize(("failure", "settings"), [("auth", True), ("quota", True), ("gone", False)])
def test_a_failure_of_the_account_leads_to_the_providers(look, failure, settings):
    app, _ = look(State.FAILED, Offers(models=OTHERS), message="No key", failure=failure)
    assert "Make it with Kling 3 · $0.90" in labels(app)
    assert ("Keys and providers stand in the settings." in text(app)) is settings


def test_a_failure_that_may_have_been_paid_says_how_much(look):
    app, _ = look(State.FAILED, message="It broke", failure="gone", charged=PRICE)
    assert "It may have cost up to $0.60." in text(app)


def test_a_doubt_is_looked_up_where_the_provider_can_be_asked(look):
    app, studio = look(State.UNCERTAIN, Offers(looks_up="Replicate"))
    press(app, "Look again at Replicate")
    assert studio.asked == [("look_up", (CLIP,), {})]


def test_a_doubt_about_one_that_cannot_be_asked_has_no_such_button(look):
    app, _ = look(State.UNCERTAIN)
    assert not [label for label in labels(app) if label.startswith("Look again")]


def test_an_input_that_is_left_out_is_named_and_taken_in_again(look):
    app, studio = look(State.READY, Offers(left_out=("end keyframe",)))
    assert "It is made without its end picture." in text(app)
    press(app, "Use the end picture again · $0.60")
    assert studio.asked == [("leave_out", (CLIP,), {})]


def test_a_longer_scene_s_clip_is_redone_or_gone_on_with_and_both_have_their_price(look):
    app, studio = look(State.STALE, Offers(extend=Offer(name="extend", price=200_000)))
    assert {"Redo · $0.60", "Extend · $0.20"} <= set(labels(app))
    press(app, "Extend · $0.20")
    assert studio.asked == [("extend_clip", (CLIP,), {})]


def test_a_picture_is_edited_in_words_where_its_model_can(look):
    app, studio = look(State.APPROVED, Offers(edit=Offer(name="edit", price=40_000)), name=START)
    assert next(button for button in app.button if button.label == "Edit the picture · $0.04").disabled
    app.text_input[-1].input("  make it snow ").run()
    press(app, "Edit the picture · $0.04")
    assert studio.asked == [("edit_picture", (START, "make it snow"), {})]


@pytest.mark.parametrize("name", [START, CLIP])
def test_nothing_is_offered_that_cannot_be(look, name):
    app, _ = look(State.APPROVED, name=name)
    dead = ("Edit", "Extend", "Gentler", "Without", "Look again")
    assert not [label for label in labels(app) if label.startswith(dead)]


# ------------------------------------------------------------ the order, pure


@pytest.mark.parametrize(
    ("about", "verbs"),
    [
        ("prompt", ["soften2", "soften3", "leaveend keyframe", "soften1"]),
        ("last", ["soften3", "soften2", "leaveend keyframe", "soften1"]),
    ],
)
def test_what_fits_the_refusal_stands_first_and_the_very_same_last(about, verbs):
    view = slot(CLIP, State.BLOCKED, message=SAID, failure="policy")
    found = Offers(refused=about, rungs=LADDER, drops=(Offer(name="end keyframe"),))
    assert [act.verb + act.name for act in acts(view, found)] == verbs


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (SAID, ("Kiosk refused it. Reword it.", "the words (E005)")),
        ("It broke", ("It broke", "")),
        ("Refused: by law", ("Refused: by law", "")),
        ("No. Refused: reference 2.", ("No.", "reference 2")),
    ],
)
def test_a_refusal_s_message_is_told_apart_from_what_it_is_about(message, parts):
    assert refused(slot(CLIP, State.BLOCKED, message=message)) == parts
