"""The prompts page: the stages' words, changed for one film, with what follows said before it is saved."""

import pytest
from overviews import film, scene, slot
from streamlit.testing.v1 import AppTest

from vidpipe import Studio
from vidpipe.engine.overview import Status
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.library.prompts import original
from vidpipe.take import Cause, Preview, State
from vidpipe.ui import session
from vidpipe.ui.view.prompt import Words, follows, outdated, places_of, said_for, spoken

OWN = "{words}, in ink <b>&</b> gold."


@pytest.fixture
def opened(workspace, monkeypatch):
    """The page of a real film of one scene, of which nothing is made yet; and the film."""
    from conftest import ROOT

    with Studio(workspace) as studio:
        board = Storyboard(
            scenes=(Scene(id="one1", frames=72, start_prompt="a <i>pond</i>", words="Hi", card="title"),)
        )
        made = studio.create("A pond", storyboard=board, until="storyboard", narration=False)
        monkeypatch.setitem(session._studios, session.workspace(), studio)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params["project"] = made.id
        app.run()
        app.switch_page("pages/prompts.py")
        app.query_params["project"] = made.id
        app.query_params["prompt"] = "keyframe"
        yield app.run(), made
        session._studios.pop(session.workspace())


def text(app):
    return "\n".join(part.proto.body for part in app.get("html"))


def button(app, key):
    return next(found for found in app.button if found.key == key)


def field(app, part="text"):
    return next(found for found in app.text_area if found.key.startswith(f"prompt-{part}-"))


def test_words_are_changed_tried_and_given_back(opened):
    app, made = opened
    assert not app.exception
    assert field(app).value == original("keyframe").text
    assert "a &lt;i&gt;pond&lt;/i&gt; Calm space for a title, lower third. No text" in text(app)
    assert button(app, "prompt-save").disabled
    field(app).set_value("{wrods}").run()
    assert "Nothing fills {wrods}" in text(app)
    assert button(app, "prompt-save").disabled
    assert button(app, "prompt-try").disabled
    field(app).set_value(OWN).run()
    assert "Nothing that is made changes" in text(app)
    assert "left out" in text(app)
    assert "a &lt;i&gt;pond&lt;/i&gt;, in ink &lt;b&gt;&amp;&lt;/b&gt; gold." in text(app)
    button(app, "prompt-save").click().run()
    assert made.wording("keyframe").text == OWN
    assert "Your words" in text(app)
    assert "Against the original" in text(app)
    button(app, "prompt-original").click().run()
    assert field(app).value == original("keyframe").text
    assert made.wording("keyframe").text == OWN
    button(app, "prompt-save").click().run()
    assert made.settings.prompts == {}
    assert "Original words" in text(app)


def test_a_draft_waits_while_other_words_are_looked_at_and_goes_into_the_lab(opened):
    app, made = opened
    field(app).set_value(OWN).run()
    app.query_params["prompt"] = "brief"
    app.run()
    assert field(app, "system").value == original("brief").system
    app.query_params["prompt"] = "keyframe"
    app.run()
    assert field(app).value == OWN
    button(app, "prompt-try").click().run()
    assert not app.exception
    draft = app.session_state["lab-draft"]
    assert draft.wordings == (OWN,)
    assert draft.values[0]["words"] == "a <i>pond</i>"
    assert (draft.origin.project, draft.origin.slot) == (made.id, "scene/one1/keyframe/start")
    assert made.settings.prompts == {}


def test_where_nothing_is_made_yet_the_page_says_what_will_fill_the_places(opened):
    app, _ = opened
    app.query_params["prompt"] = "motion"
    app.run()
    assert not app.exception
    assert "what happens in the scene" in text(app)
    assert "As it is asked" not in text(app)
    assert button(app, "prompt-try").disabled


# ---------------------------------------------------------------- the view


def test_what_follows_is_counted_and_priced():
    stale = ("scene/aaaa/keyframe/start", "scene/aaaa/keyframe/end", "scene/aaaa/clip")
    said = follows("keyframe", Preview(stale=stale, micros=80_000, confidence="fixed"))
    assert said == "Saving makes 2 keyframes, 1 clip stale. Making again costs $0.08, and waits for your word."
    assert "costs nothing" in follows("motion", Preview(stale=stale[2:], micros=0, confidence="free"))
    assert "without its notes" in follows("storyboard", Preview(stale=("storyboard",), micros=0, confidence="free"))


def test_places_say_whether_they_are_needed_and_used_also_in_words_that_cannot_be_read():
    first = original("keyframe")
    found = places_of(first, Words("{words} {room}"), {"words": "a cat"})
    assert [(place.name, place.value, place.used, place.needed) for place in found] == [
        ("words", "a cat", True, True),
        ("cast", "", False, False),
        ("look", "", False, False),
        ("room", "", True, False),
    ]
    assert not any(place.used for place in places_of(first, Words("{words"), {}))
    assert spoken(Words("{words"), {}) == ""


def test_what_is_shown_in_other_words_is_found_by_its_cause():
    stale = slot("scene/scene1/keyframe/start", State.STALE, causes=(Cause(reason="its keyframe prompt changed"),))
    other = slot("scene/scene1/keyframe/end", State.STALE, causes=(Cause(reason="its words changed"),))
    view = film(Status.AWAITING_APPROVAL, scene(1, slots={"keyframe/start": stale, "keyframe/end": other}))
    assert outdated(view, "keyframe") == ["scene/scene1/keyframe/start"]
    assert outdated(view, "motion") == []
    assert said_for(view, "music") == {}
