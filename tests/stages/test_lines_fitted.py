"""A line of a further language made to fit: pace and voice are its own recipe's alone, one line is written anew."""

import json
from typing import Any

from films_asked import FULL, TEXTS, film, take

from vidpipe.film.lines import Lines, paced, told, written
from vidpipe.film.project import Film
from vidpipe.ports import Result
from vidpipe.recipe import Recipe
from vidpipe.stages.narration import STAGE as NARRATION
from vidpipe.stages.translation import KEPT, ONE, STAGE

SPANISH = written(
    FULL,
    None,
    "es",
    said={"open": {"narration": "Empieza así.", "words": "Un título"}, "ends": {"words": "Fin"}},
)
BY_MODEL = SPANISH.model_copy(update={"scenes": tuple(one.model_copy(update={"hand": ()}) for one in SPANISH.scenes)})
"""The same as a model would have written it."""


def spanish(lines: Lines = BY_MODEL, **asked: Any) -> Film:
    return film(known={"lines": {"es": lines}}, **{"languages": ("es",)} | asked)


def noted(made: Film, note: str) -> Film:
    return made.model_copy(update={"notes": {"lines/es": note}})


def asked(made: Film) -> Recipe:
    return STAGE.recipe(made, "lines/es", {need.slot: take(need.slot) for need in STAGE.needs(made, "lines/es")})


def spoken(made: Film, slot: str) -> dict[str, Any]:
    inputs = {need.slot: take(need.slot) for need in NARRATION.needs(made, slot)}
    return dict(NARRATION.recipe(made, slot, inputs).params)


def test_a_pace_of_one_language_is_heard_in_it_alone():
    lines = paced(FULL, BY_MODEL, "es", scene="open", speed=125)
    before, after = spanish(), spanish(lines)
    own, further = "scene/open/narration/en", "scene/open/narration/es"
    assert spoken(after, own) == spoken(before, own)
    assert spoken(after, further) == spoken(before, further) | {"speed": 125}
    assert told(FULL, lines).scene("open").narration == "Empieza así."


def test_a_pace_stays_when_the_words_change_and_goes_where_it_is_taken_back():
    lines = written(FULL, paced(FULL, BY_MODEL, "es", scene="open", speed=125), "es", said={"open": {"words": "Otro"}})
    assert lines.by_scene["open"].speed == 125
    assert "speed" not in paced(FULL, lines, "es", scene="open", speed=0).by_scene["open"].plain()


def test_a_voice_of_one_language_speaks_it_alone():
    before, after = spanish(), spanish(voices={"es": "em_alex", "en": "nobody"})
    own, further = "scene/open/narration/en", "scene/open/narration/es"
    assert spoken(after, own) == spoken(before, own)
    assert spoken(after, further) == spoken(before, further) | {"voice": "em_alex"}
    assert "voices" not in before.settings.plain()


def test_a_scene_with_a_voice_of_its_own_keeps_it_in_every_language():
    board = FULL.with_scenes(one.model_copy(update={"voice": "bf_emma"}) for one in FULL.scenes)
    made = spanish(voices={"es": "em_alex"}).model_copy(update={"storyboard": board})
    assert spoken(made, "scene/open/narration/es")["voice"] == "bf_emma"


def test_a_note_about_one_scene_has_all_others_kept_and_its_answer_is_fresh():
    made = noted(spanish(), ONE.format(scene="open") + "say the same in at most 2 words.")
    recipe = asked(made)
    assert recipe.params[KEPT] == {"ends": {"words": "Fin"}}
    request = STAGE.request(recipe, TEXTS)
    assert {row["id"]: row.get("fixed") for row in request.data["scenes"]} == {"open": None, "ends": {"words": "Fin"}}
    answer = {
        "scenes": [
            {"id": "open", "narration": "Empieza.", "words": "Un título"},
            {"id": "ends", "words": "Otra cosa"},
        ]
    }
    lines = Lines.model_validate_json(STAGE.accept(recipe, Result(text=json.dumps(answer)), TEXTS).data)
    assert lines.by_scene["open"].narration == "Empieza."
    assert lines.by_scene["ends"].words == "Fin"
    assert lines.by_scene["ends"].hand == ()
    assert asked(noted(spanish(lines), made.notes["lines/es"])).key == recipe.key


def test_a_note_opens_a_line_that_was_written_by_hand_and_no_other():
    made = noted(spanish(SPANISH), ONE.format(scene="open") + "say the same in at most 2 words.")
    assert set(asked(made).params["words by hand"]) == {"ends"}
    assert "words by hand" in asked(spanish(SPANISH)).params
    assert KEPT not in asked(spanish(SPANISH)).params
