"""Moods in recipes and requests: what is offered, what is chosen, and what of it reaches all that is made after."""

from typing import Any

import pytest
from films_asked import BRIEF_NAME, CAPS, FULL, TEXTS, brought_take, film, take
from films_asked import recipes as recipes_of

from vidpipe.errors import ProviderError
from vidpipe.film.catalogue import Role
from vidpipe.film.mood import Choice, Mood, Moods, Shown
from vidpipe.film.project import Film, Revision
from vidpipe.film.slot import MOOD, MOODS, mood_picture
from vidpipe.ports import Result
from vidpipe.recipe import Recipe, canonical, digest
from vidpipe.stages.in_mood import LOOK_ALONE
from vidpipe.stages.keyframes import STAGE as KEYFRAMES
from vidpipe.stages.mood import STAGE as CHOSEN
from vidpipe.stages.mood_pictures import STAGE as PICTURES
from vidpipe.stages.moods import STAGE as OFFERS
from vidpipe.stages.storyboard import STAGE as STORYBOARDS

START = "scene/open/keyframe/start"
END = "scene/open/keyframe/end"


def mood(number: int, **changes: Any) -> Mood:
    facts = {
        "number": number,
        "name": f"Mood {number}",
        "keywords": (f"word{number}", "soft"),
        "look": f"look {number}",
        "colours": ("#101010", f"#20202{number}"),
        "picture": f"a keeper in light {number}",
    }
    return Mood.model_validate(facts | changes)


THREE = Moods(moods=(mood(1), mood(2), mood(3)))
SHOWN = tuple(Shown(digest=digest(str(place).encode()), mime="image/png") for place in range(4))
BASIS = digest(canonical(THREE.plain()).encode())
KNOWN = TEXTS | {BASIS: THREE.plain()}


def mooded(number: int = 2, *, references: int = 1, **known: Any) -> Film:
    """A film made in a direction, whose image model takes so many references."""
    choice = Choice(mood=THREE.mood(number), pictures=SHOWN)
    caps = CAPS | {Role.IMAGE: CAPS[Role.IMAGE].model_copy(update={"references": references})}
    made = film(moods=2, known={"moods": THREE, "mood": choice} | known)
    return made.model_copy(update={"caps": caps})


def recipe_of(stage: Any, made: Film, slot: str) -> Recipe:
    found: Recipe = stage.recipe(made, slot, {need.slot: take(need.slot) for need in stage.needs(made, slot)})
    return found


def answer(*names: str) -> Result:
    return Result(data={"moods": [{"name": name, "picture": f"p {name}"} for name in names]})


def again(changes: dict[str, str]) -> Recipe:
    return recipe_of(OFFERS, mooded(mood_revision=Revision(basis=BASIS, changes=changes, round=1)), MOODS)


def moods_in(recipe: Recipe, result: Result) -> Moods:
    return Moods.model_validate_json(OFFERS.accept(recipe, result, KNOWN).data)


def test_a_film_without_moods_has_no_slot_of_them_and_asks_for_nothing_else() -> None:
    plain = film()
    assert not any(stage.slots(plain) for stage in (OFFERS, PICTURES, CHOSEN))
    with_leftovers = film(known={"moods": THREE, "mood": Choice(mood=mood(1), pictures=SHOWN)})
    was, now = ({slot: found.key for _, slot, found in recipes_of(one)} for one in (plain, with_leftovers))
    assert was == now


def test_each_direction_has_its_pictures_and_those_that_a_person_added() -> None:
    made = mooded(moods=THREE.but(2, lambda found: found.model_copy(update={"extra": 1})))
    assert PICTURES.slots(made) == [
        mood_picture(n, k) for n, last in ((1, 2), (2, 3), (3, 2)) for k in range(1, last + 1)
    ]


def test_a_picture_is_stale_for_its_own_direction_alone() -> None:
    before = mooded()
    after = mooded(moods=THREE.but(2, lambda found: found.model_copy(update={"look": "another"})))
    changed = [s for s in PICTURES.slots(before) if recipe_of(PICTURES, before, s) != recipe_of(PICTURES, after, s)]
    assert changed == [mood_picture(2, 1), mood_picture(2, 2)]


def test_pictures_of_a_direction_differ_in_how_near_they_are() -> None:
    asked = [PICTURES.request(recipe_of(PICTURES, mooded(), mood_picture(2, place)), {}) for place in (1, 2)]
    assert asked[0].data["shot size"] != asked[1].data["shot size"]
    assert all("a keeper in light 2" in one.prompt and "look 2, word2, soft" in one.prompt for one in asked)


def test_the_first_directions_are_numbered_from_one() -> None:
    recipe = recipe_of(OFFERS, film(moods=1), MOODS)
    assert moods_in(recipe, answer("A", "B", "C", "D")).numbers == (1, 2, 3)


def test_too_few_directions_are_refused_and_were_paid() -> None:
    with pytest.raises(ProviderError, match="2 directions of 3") as refused:
        OFFERS.accept(recipe_of(OFFERS, film(moods=1), MOODS), answer("A", "B"), KNOWN)
    assert refused.value.billed


def test_an_answer_keeps_what_is_good_of_it() -> None:
    row = {"name": "A", "colours": ["navy", "#102030", 7], "keywords": ["k"] * 20, "number": 9, "extra": "x"}
    recipe = recipe_of(OFFERS, film(moods=1), MOODS)
    found = moods_in(recipe, Result(data={"moods": [row, {"name": "B"}, {"name": "C"}]})).moods[0]
    assert (found.colours, len(found.keywords), found.number, found.extra) == (("#102030",), 12, 1, 0)
    for bad in ({"moods": "none"}, {"moods": [{"look": "nameless"}] * 3}, {}):
        with pytest.raises(ProviderError):
            OFFERS.accept(recipe, Result(data=bad), KNOWN)


def test_a_direction_written_again_takes_the_place_of_its_own_and_leaves_the_others() -> None:
    found = moods_in(again({"mood/2": "colder"}), answer("New"))
    assert [one.name for one in found.moods] == ["Mood 1", "New", "Mood 3"]
    assert (found.moods[0], found.moods[2]) == (THREE.moods[0], THREE.moods[2])


def test_a_mix_stands_beside_the_others_and_says_what_it_is_of() -> None:
    recipe = again({"mix/1+3": "", "mood/1": "darker"})
    found = moods_in(recipe, answer("Both", "Other"))
    assert [(one.number, one.name, one.mixed) for one in found.moods] == [
        (1, "Other", ()),
        (2, "Mood 2", ()),
        (3, "Mood 3", ()),
        (4, "Both", (1, 3)),
    ]
    prompt = OFFERS.request(recipe, KNOWN).prompt
    assert "a mix of “Mood 1” and “Mood 3”; another one instead of “Mood 1” (darker)" in prompt


def test_what_a_note_says_is_data_and_never_a_place_of_the_words() -> None:
    prompt = OFFERS.request(again({"mood/2": "{system} {data} #{count}"}), KNOWN).prompt
    assert "{system} {data} #{count}" in prompt


def test_the_suggestion_is_the_first_direction_with_the_pictures_there_are_own_ones_first() -> None:
    slots = CHOSEN.needs(mooded(), MOOD)
    takes = {need.slot: take(need.slot) for need in slots}
    own = mood_picture(1, 2)
    takes[own] = brought_take(own)
    recipe = CHOSEN.recipe(mooded(), MOOD, takes)
    found = Choice.model_validate(recipe.params["mood"])
    assert found.mood == THREE.moods[0]
    assert [one.digest for one in found.pictures] == [takes[own].digest, takes[mood_picture(1, 1)].digest]


def test_the_chosen_mood_is_told_to_the_writer_of_the_storyboard() -> None:
    recipe = recipe_of(STORYBOARDS, mooded(), "storyboard")
    asked = STORYBOARDS.request(recipe, KNOWN)
    assert recipe.params["mood"] == THREE.mood(2).said
    assert asked.data["mood"]["keywords"] == ["word2", "soft"]
    assert asked.data["style"] == "word2, soft, look 2"
    assert "`mood` is the direction" in asked.prompt


def test_another_number_or_another_picture_of_the_same_direction_makes_no_storyboard_stale() -> None:
    was = recipe_of(STORYBOARDS, mooded(), "storyboard")
    moved = Choice(mood=THREE.mood(2).model_copy(update={"number": 9, "picture": "else"}), pictures=())
    assert recipe_of(STORYBOARDS, mooded(mood=moved), "storyboard").key == was.key


@pytest.mark.parametrize(("changes", "look"), [({"scene/goes": "shorter"}, "look 2"), ({"style": "ink"}, "Inked")])
def test_a_storyboard_is_in_its_mood_unless_a_note_just_asked_for_another_style(
    changes: dict[str, str], look: str
) -> None:
    (basis,) = (name for name, text in TEXTS.items() if text == FULL.plain())
    made = mooded(revision=Revision(basis=basis, changes=changes, round=1))
    recipe = recipe_of(STORYBOARDS, made, "storyboard")
    said = FULL.plain() | {"style": FULL.style.plain() | {"look": "Inked"}}
    board = STORYBOARDS.accept(recipe, Result(data=said), KNOWN).data.decode()
    assert f'"look":"{look}"' in board


def test_pictures_of_the_mood_go_with_a_start_where_a_model_takes_more_than_one() -> None:
    made = mooded(references=3)
    asked = KEYFRAMES.request(recipe_of(KEYFRAMES, made, START), {})
    assert [ref.digest for ref in asked.refs] == [one.digest for one in SHOWN[:2]]
    assert asked.prompt.endswith(LOOK_ALONE)


def test_an_end_has_its_start_alone_and_a_model_of_one_reference_none_of_the_mood() -> None:
    assert [ref.digest for ref in KEYFRAMES.request(recipe_of(KEYFRAMES, mooded(references=3), END), {}).refs] == [
        take(START).digest
    ]
    alone, plain = recipe_of(KEYFRAMES, mooded(references=1), START), recipe_of(KEYFRAMES, film(), START)
    assert (alone.inputs, alone.params) == (plain.inputs, plain.params)


def test_a_picture_of_the_mood_can_be_left_out_where_a_policy_refuses_it() -> None:
    made = mooded(references=3, without={START: ("mood picture 1",)})
    asked = KEYFRAMES.request(recipe_of(KEYFRAMES, made, START), {})
    assert [ref.digest for ref in asked.refs] == [SHOWN[1].digest]


def test_the_brief_stands_in_what_directions_are_written_from() -> None:
    recipe = recipe_of(OFFERS, film(moods=1), MOODS)
    assert recipe.inputs == {"brief": BRIEF_NAME}
    assert OFFERS.request(recipe, KNOWN).data["brief"]["subject"] == "s"
