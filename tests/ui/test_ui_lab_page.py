"""The lab's page without a browser: the recipe and its price, bad input in words, templates, earlier runs."""

import pytest
from streamlit.testing.v1 import AppTest

from vidpipe import Studio
from vidpipe.take import State
from vidpipe.ui import session
from vidpipe.workshop import Workshop

WORDS = "Write about {thing}"


@pytest.fixture(autouse=True)
def nobody_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker is started: what is asked for waits."""
    monkeypatch.setattr(Workshop, "start_worker", lambda self: None)
    monkeypatch.setattr(Workshop, "nudge", lambda self, project: None)


@pytest.fixture
def studio(workspace) -> Studio:
    return session.studio()


@pytest.fixture
def lab(look, studio):
    """The page, for what is to be written."""

    def lab(role: str = "text", **address: str) -> AppTest:
        app = look("lab", **address)
        if role != "image" and not address:
            field(app, "selectbox", "role").select(role).run()
        return sound(app)

    return lab


def sound(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def field(app: AppTest, kind: str, name: str):
    """A field of the recipe by its name, whichever recipe it is of."""
    return next(part for part in app.get(kind) if str(part.key).endswith(f"-{name}"))


def write(app: AppTest, text: str, number: int = 0) -> AppTest:
    return sound(field(app, "text_area", f"wording-{number}").input(text).run())


def press(app: AppTest, key: str) -> AppTest:
    return sound(next(button for button in app.button if button.key == key).click().run())


def button(app: AppTest, key: str):
    return next(button for button in app.button if button.key == key)


def text(app: AppTest) -> str:
    return "\n".join(part.proto.body for part in app.get("html"))


def made(studio: Studio, **more):
    """A finished grid of short texts."""
    asked = {"role": "text", "values": [{"thing": "a boat"}], "seeds": 2} | more
    run = studio.lab.create(studio.lab.grid([WORDS], **asked))
    run.run()
    return run


def test_without_a_prompt_nothing_can_run_and_the_page_says_what_to_write(lab):
    app = lab("image")
    assert button(app, "lab-run").disabled
    assert "Write what is to be made" in text(app)
    assert "Nothing has run here yet" in text(app)


def test_variables_become_fields_and_their_values_the_prompt(lab, studio):
    app = write(lab(), WORDS)
    assert button(app, "lab-run").disabled
    assert "The variable {thing} has no value" in text(app)
    sound(field(app, "text_input", "value-thing").input("a lighthouse").run())
    assert button(app, "lab-run").label == "Run 4 · Free"
    press(app, "lab-run")
    (run,) = studio.lab.history()
    assert run.grid.values == ({"thing": "a lighthouse"},)
    assert list(app.query_params["grid"]) in ([run.id], list(run.id))
    assert studio.lab.open(run.id).view.running


def test_two_clicks_and_two_tabs_are_one_grid(lab, studio, look):
    app = write(lab(), "Write about a boat")
    press(press(app, "lab-run"), "lab-run")
    other = look("lab")
    field(other, "selectbox", "role").select("text").run()
    press(write(other, "Write about a boat"), "lab-run")
    assert len(studio.lab.history()) == 1


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("A boat in {light", "A brace is not closed or not opened"),
        ("A boat in {}", "There is a pair of braces with no name in it"),
        ("A {<script>alert(1)</script>}", "is no name of a variable"),
    ],
)
def test_braces_that_do_not_fit_are_said_where_they_are(lab, prompt, said):
    app = write(lab(), prompt)
    assert button(app, "lab-run").disabled
    assert said in text(app)
    assert "<script>" not in text(app)


def test_a_grid_that_is_too_large_says_its_size_and_its_price(lab):
    app = write(lab(), "Write about a boat")
    sound(field(app, "number_input", "seed-count").set_value(100).run())
    for number in range(1, 5):
        write(press(app, "lab-add-wording"), f"Write about boat {number}", number)
    assert button(app, "lab-run").label == "Run 500 · Free"
    assert button(app, "lab-run").disabled
    assert "500 results are too many; 400 are the most" in text(app)


def test_models_without_a_key_are_greyed_with_the_name_of_the_key(lab):
    said = text(lab("image"))
    assert "more models without a key" in said
    assert "put its key into .env as OPENAI_API_KEY" in said


def test_a_wording_is_added_and_taken_out_again(lab):
    app = write(lab(), "Write about a boat")
    write(press(app, "lab-add-wording"), "Write about a kite", 1)
    assert button(app, "lab-run").label == "Run 8 · Free"
    press(app, "lab-drop-0")
    assert field(app, "text_area", "wording-0").value == "Write about a kite"
    assert button(app, "lab-run").label == "Run 4 · Free"


def test_fixed_seeds_are_those_that_are_written(lab, studio):
    app = write(lab(), "Write about a boat")
    field(app, "button_group", "seed-mode").set_value("List").run()
    sound(field(app, "text_input", "seed-list").input("7, 9-10").run())
    assert button(app, "lab-run").label == "Run 3 · Free"
    sound(field(app, "text_input", "seed-list").input("seven").run())
    assert "“seven” is no seed" in text(app)


def test_a_finished_grid_opens_with_its_recipe_and_asks_for_nothing_again(lab, studio):
    run = made(studio)
    before = run.events()[-1].seq
    app = lab("text", grid=run.id)
    assert field(app, "text_area", "wording-0").value == WORDS
    assert "All 2 are in the cache and cost $0" in text(app)
    assert "Write about a boat. 2 texts, $0 so far" in text(app)
    press(app, "lab-run")
    assert not [event for event in run.events(after=before) if event.what == "made"]
    assert run.view.done == 2


def test_a_grid_that_is_not_there_is_said_and_the_page_works(lab):
    app = lab("image", grid="gnothing")
    assert "There is no grid" in text(app)
    assert button(app, "lab-earlier")


def test_an_earlier_run_is_found_by_a_value_and_opened(lab, studio):
    run = made(studio)
    made(studio, values=[{"thing": "a kite"}], seeds=1)
    app = press(lab("image"), "lab-earlier")
    app.text_input(key="earlier-search").input("boat").run()
    opens = [button.key for button in app.button if str(button.key).startswith("earlier-open-")]
    assert opens == [f"earlier-open-{run.id}"]
    press(app, opens[0])
    assert list(app.query_params["grid"]) in ([run.id], list(run.id))


def test_a_template_is_kept_under_a_name_and_laid_in_again(lab, studio):
    app = write(lab(), "Write about a boat")
    press(app, "lab-templates")
    app.text_input(key="template-name").input("Boats").run()
    press(app, "template-keep")
    (kept,) = studio.lab.templates()
    assert (kept.name, kept.wordings) == ("Boats", ("Write about a boat",))
    write(app, "Something else")
    press(app, "lab-templates")
    press(app, "template-load-0")
    assert field(app, "text_area", "wording-0").value == "Write about a boat"


def test_pairs_are_judged_once_and_tell_the_tally_when_asked(lab, studio):
    run = made(studio, values=[{"thing": "a boat"}, {"thing": "a kite"}])
    app = lab("text", grid=run.id, view="pairs")
    assert "Local director" not in text(app), "names would tell"
    press(app, "lab-judge-one")
    assert len(run.duels) == 1
    app.toggle(key="lab-reveal").set_value(True).run()
    assert "Local director" in text(sound(app))


def test_blind_shows_no_prompt_and_no_recipe(lab, studio):
    run = made(studio)
    app = lab("text", grid=run.id, view="blind")
    assert "0 of 2 results rated" in text(app)
    assert not [part for part in app.get("text_area") if "wording" in str(part.key)]
    assert "boat" not in text(app)


def test_the_tally_counts_what_is_kept(lab, studio):
    run = made(studio)
    run.rate(run.view.cells[0].slot, 5)
    app = lab("text", grid=run.id, view="tally")
    assert "Local director" in text(app)
    assert "50 %" in text(app)


def test_a_scene_opens_as_its_own_request(look, studio):
    board = [{"title": "Pier", "start_prompt": "A boat at a pier", "motion_prompt": "It rocks", "frames": 96}] * 2
    film = studio.create("A boat", storyboard=[dict(scene) for scene in board], models={}, narration=False)
    slot = f"scene/{film.storyboard.scenes[1].id}/keyframe/start"
    app = sound(look("lab", **{"from": film.id, "slot": slot}))
    assert "Scene 2, start of" in text(app)
    assert field(app, "text_area", "wording-0").value.startswith("{words}")
    assert field(app, "text_input", "value-words").value == "A boat at a pier"
    assert "from" not in app.query_params
    press(app, "lab-forget")
    assert "Scene 2, start of" not in text(app)


def test_a_slot_that_cannot_be_tried_is_said_in_words(look, studio):
    film = studio.create("A boat")
    app = sound(look("lab", **{"from": film.id, "slot": "scene/nowhere/clip"}))
    assert "The film has no slot" in text(app)


def test_a_stopped_grid_says_so_and_goes_on_with_a_price(lab, studio):
    run = studio.lab.create(studio.lab.grid(["Write about a boat"], role="text", seeds=2))
    run.start()
    run.stop()
    app = lab("text", grid=run.id)
    assert "2 results not made" in text(app)
    press(app, "lab-resume")
    assert run.view.running
    assert {cell.state for cell in run.view.cells} <= {State.QUEUED, State.EMPTY, State.RUNNING}


def test_the_templates_are_one_file_that_is_saved_and_comes_in_again(studio):
    from starlette.applications import Starlette
    from starlette.testclient import TestClient

    from vidpipe.ui.address import TEMPLATES
    from vidpipe.ui.door import routes

    studio.lab.save_template(studio.lab.grid([WORDS], role="text", values=[{"thing": "a boat"}]), name="Boats")
    answer = TestClient(Starlette(routes=routes())).get(TEMPLATES)
    assert answer.headers["content-disposition"] == 'attachment; filename="templates.json"'
    studio.lab.remove_template("Boats")
    assert studio.lab.import_templates(answer.content) == ["Boats"]
