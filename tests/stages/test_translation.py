"""What a translation is asked of, what is accepted as one, and what is made from it: nothing of the pictures."""

import json
from typing import Any

import pytest
from films_asked import CAPS, FULL, TEXTS, film, requests, take
from test_edit_in_recipes import CUT, every_key, inputs
from test_edit_in_recipes import film as cut_film

from vidpipe.engine.causes import causes_of
from vidpipe.errors import ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.lines import Lines, written
from vidpipe.film.project import Film
from vidpipe.ports import Result
from vidpipe.recipe import Recipe
from vidpipe.stages.cutting import plan_of
from vidpipe.stages.narration import STAGE as NARRATION
from vidpipe.stages.translation import STAGE, TOLD, most

GOOD = {
    "scenes": [
        {"id": "open", "narration": "Empieza  así.", "words": "Un título"},
        {"id": "ends", "words": "Fin", "narration": "nobody says anything here"},
        {"id": "strange", "narration": "not of this film"},
    ]
}


def told(lines: Lines | None = None, **asked: Any) -> Film:
    return film(known={"lines": {"es": lines} if lines else {}}, **{"languages": ("es",)} | asked)


def recipe(made: Film) -> Recipe:
    return STAGE.recipe(made, "lines/es", {need.slot: take(need.slot) for need in STAGE.needs(made, "lines/es")})


def accepted(answer: Any, made: Film | None = None) -> Lines:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    return Lines.model_validate_json(STAGE.accept(recipe(made or told()), Result(text=text), TEXTS).data)


def test_a_film_of_one_language_has_nothing_of_it_and_a_further_one_changes_no_key():
    assert STAGE.slots(film()) == []
    before, after = every_key(cut_film()), every_key(cut_film(languages=("es",)))
    assert {slot: after[slot] for slot in before} == before
    assert not [slot for slot in set(after) - set(before) if "clip" in slot or "keyframe" in slot]


def test_one_call_a_language_asks_for_all_words_and_says_how_long_they_may_be():
    made = told(languages=("es", "de"))
    asked = {slot: request for slot, request in requests(made).items() if slot.startswith("lines/")}
    assert list(asked) == ["lines/es", "lines/de"]
    data = asked["lines/es"].data
    assert [row["id"] for row in data["scenes"]] == ["open", "ends"]
    assert data["scenes"][0]["most"] == {"narration": most("It begins."), "words": most("A title")}
    assert "from English into Spanish" in asked["lines/es"].prompt
    assert json.dumps(FULL.scenes[0].narration) in asked["lines/es"].prompt
    assert TOLD not in data


def test_an_answer_keeps_the_films_scenes_and_no_others():
    lines = accepted(GOOD)
    assert [one.id for one in lines.scenes] == ["open", "ends"]
    assert lines.by_scene["open"].narration == "Empieza así."
    assert lines.by_scene["ends"].narration == ""
    assert lines.by_scene["open"].narration_of == "It begins."


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("I cannot do that", "no JSON"),
        ("[]", "no JSON object"),
        ({"scenes": "open"}, "scene open was left out"),
        ({"scenes": [GOOD["scenes"][0]]}, "scene ends was left out"),
        ({"scenes": [{"id": "open", "narration": 7, "words": "x"}, GOOD["scenes"][1]]}, "scene open was left out"),
        (
            {"scenes": [{"id": "open", "narration": "la " * 60, "words": "x"}, GOOD["scenes"][1]]},
            "179 characters for 10",
        ),
        ({"scenes": [{"id": "open", "narration": "x\x00", "words": "x"}, GOOD["scenes"][1]]}, "control characters"),
    ],
)
def test_an_answer_that_is_no_translation_is_refused_as_paid(answer, said):
    with pytest.raises(ProviderError, match=said) as caught:
        accepted(answer)
    assert caught.value.billed


def test_the_films_own_words_given_back_are_no_translation():
    long = FULL.with_scenes(
        [FULL.scenes[0].model_copy(update={"narration": "It begins as all of it began, and so on."})]
    )
    made = told().model_copy(update={"storyboard": long})
    same = {"scenes": [{"id": "open", "narration": long.scenes[0].narration, "words": "A title"}]}
    with pytest.raises(ProviderError, match="no word into Spanish"):
        accepted(same, made)


def test_parts_of_a_card_stay_parts_however_they_are_joined():
    card = FULL.scenes[2].model_copy(update={"words": "The end — Try it"})
    made = told().model_copy(update={"storyboard": FULL.with_scenes([card])})
    lines = accepted({"scenes": [{"id": "ends", "words": "Fin - Pruébalo"}]}, made)
    assert lines.by_scene["ends"].words == "Fin — Pruébalo"


def test_lines_by_hand_go_to_the_writer_as_fixed_and_come_back_as_they_were():
    lines = written(FULL, accepted(GOOD), "es", said={"open": {"narration": "Y empieza."}})
    made = told(lines)
    asked = requests(made)["lines/es"].data["scenes"][0]
    assert asked["fixed"] == {"narration": "Y empieza."}
    again = accepted(GOOD, made)
    assert (again.by_scene["open"].narration, again.by_scene["open"].hand) == ("Y empieza.", ("narration",))
    assert recipe(told(again)).key == recipe(made).key  # the take that was made so stays what it would be made of
    assert recipe(told(accepted(GOOD))).key == recipe(told()).key


def test_a_changed_line_makes_the_words_stale_and_a_changed_length_does_not():
    before = take("lines/es").model_copy(update={"recipe": recipe(told())})
    longer = FULL.with_scenes(one.model_copy(update={"frames": 72}) for one in FULL.scenes)
    other = FULL.with_scenes(one.model_copy(update={"narration": one.narration and "Anew."}) for one in FULL.scenes)
    assert recipe(told().model_copy(update={"storyboard": longer})).key == before.recipe.key
    causes = causes_of(before, recipe(told().model_copy(update={"storyboard": other})))
    assert [cause.reason for cause in causes] == ["its words changed"]


def test_a_writer_who_tells_again_is_given_what_the_film_was_written_from():
    caps = CAPS | {Role.TEXT: Caps(provider="local", model="writer-1", role=Role.TEXT, retells=True)}
    made = told().model_copy(update={"caps": caps})
    asked = recipe(made)
    data = STAGE.request(asked, TEXTS).data[TOLD]
    assert (data["prompt"], data["frames"], data["brief"]["title"]) == ("a film", 120, "T")
    part = {"scenes": [{"id": "open", "words": "Un título"}], "notes": ["Told anew.", "x" * 900, 7]}
    draft = STAGE.accept(asked, Result(text=json.dumps(part)), TEXTS)
    assert Lines.model_validate_json(draft.data).by_scene["open"].narration == ""
    assert [len(text) for text in draft.meta["warnings"]] == [10, 300, 1]


# ---------------------------------------------------------------- what is made from it


def spanish(**asked: Any) -> Film:
    """A film of three scenes with all its words in Spanish, spoken in both languages."""
    made = cut_film(languages=("es",), **asked)
    said = {one.id: {"narration": f"Frase {one.id}.", "words": f"Palabras {one.id}"} for one in made.storyboard.scenes}
    caps = made.caps | {Role.SPEECH: made.caps[Role.SPEECH].model_copy(update={"languages": ("en", "es")})}
    return made.model_copy(
        update={"caps": caps, "lines": {"es": written(made.storyboard, None, "es", said=said)}},
    )


def test_the_other_cut_shows_the_very_clips_and_says_its_own_words():
    made = spanish()
    own, other = (CUT.recipe(made, slot, inputs(CUT, made, slot)) for slot in CUT.slots(made))
    clips = {name: digest for name, digest in own.inputs.items() if name.startswith("clip")}
    assert clips == {name: digest for name, digest in other.inputs.items() if name.startswith("clip")}
    first, second = plan_of(own), plan_of(other)
    assert (first.language, second.language) == ("en", "es")
    assert [shot.media for shot in first.shots] == [shot.media for shot in second.shots]
    assert [line.text for line in second.voice] == ["Frase open.", "Frase goes.", "Frase ends."]
    assert {line.media for line in second.voice}.isdisjoint({line.media for line in first.voice})
    assert [words.lines for words in second.words] == [(f"Palabras {name}",) for name in ("open", "goes", "ends")]
    assert first.music == second.music


def test_a_line_is_spoken_in_its_language_as_soon_as_it_is_written_and_a_cut_waits_for_all():
    made = spanish()
    slot = "scene/goes/narration/es"
    asked = NARRATION.recipe(made, slot, {need.slot: take(need.slot) for need in NARRATION.needs(made, slot)})
    assert (asked.params["line"], asked.params["language"]) == ("Frase goes.", "es")
    assert NARRATION.lacks(made, slot) == CUT.lacks(made, "cut/16x9/es/master") == ""
    half = written(made.storyboard, made.lines["es"], "es", said={"goes": {"narration": ""}, "ends": {"words": ""}})
    partly = made.model_copy(update={"lines": {"es": half}})
    assert NARRATION.lacks(partly, slot) == "its line is not written in Spanish yet"
    assert NARRATION.lacks(partly, "scene/ends/narration/es") == ""
    assert "words of scenes 2, 3 are not written in Spanish" in CUT.lacks(partly, "cut/16x9/es/master")
    assert CUT.lacks(partly, "cut/16x9/en/master") == ""
    assert "not there in Spanish" in CUT.lacks(partly.model_copy(update={"lines": {}}), "cut/16x9/es/master")


def test_without_a_voice_for_it_the_words_are_captions_alone():
    made = spanish().model_copy(update={"caps": cut_film().caps})
    assert [slot for slot in NARRATION.slots(made) if slot.endswith("/es")] == []
    plan = plan_of(CUT.recipe(made, "cut/16x9/es/master", inputs(CUT, made, "cut/16x9/es/master")))
    assert next((line.media, line.text) for line in plan.voice) == (None, "Frase open.")
