"""What a person asked for in words: it makes just that stale, says so in their words, gathers, closes with a pick."""

import json
from typing import Any

import pytest
from book import Book, settings

from vidpipe.errors import ProviderError
from vidpipe.film.storyboard import Storyboard
from vidpipe.ports import Result
from vidpipe.recipe import canonical, digest
from vidpipe.stages.storyboard import STAGE as STORYBOARD
from vidpipe.take import State, Take, Verb

START = "scene/bbbb/keyframe/start"
END = "scene/bbbb/keyframe/end"


@pytest.fixture
def done() -> Book:
    book = Book()
    book.settle()
    return book


def ask(book: Book, text: str, slot: str = START, part: str = "") -> None:
    take = book.plan().slots[slot].take
    assert take
    book.decide(slot, Verb.NOTE, take.digest, part=part, reason=text)


def causes(book: Book, slot: str = START) -> list[str]:
    return [cause.reason for cause in book.plan().slots[slot].causes]


def shown(book: Book, slot: str = START) -> Take:
    take = book.plan().slots[slot].take
    assert take
    return take


# ------------------------------------------------------------ one slot


def test_a_note_makes_its_slot_stale_and_says_it_in_the_persons_words(done: Book) -> None:
    ask(done, "warmer light")
    view = done.plan().slots[START]
    assert (view.state, view.note, causes(done)) == (State.STALE, "warmer light", ['you asked: "warmer light"'])
    assert {slot for slot, view in done.plan().slots.items() if not view.fresh} == {START}
    assert [note.text for note in done.plan().notes] == ["warmer light"]


def test_a_note_is_in_the_recipe_and_in_the_request_and_only_where_asked(done: Book) -> None:
    from vidpipe.stages.keyframes import STAGE

    without = done.plan().slots[START].recipe
    ask(done, "warmer light")
    recipe = done.plan().slots[START].recipe
    assert recipe
    assert without
    assert recipe.params == without.params | {"change": "warmer light"}
    request, before = STAGE.request(recipe, {}), STAGE.request(without, {})
    assert request.prompt.endswith("warmer light.")
    assert (request.data["change"], request.data["words"]) == ("warmer light", "start bbbb. warmer light.")
    assert request.seed != before.seed
    assert "change" not in before.data


def test_a_note_that_was_made_is_closed_and_the_slot_fresh(done: Book) -> None:
    ask(done, "warmer light")
    done.go(START)
    assert done.settle(go=False) == 1
    view = done.plan().slots[START]
    assert (view.fresh, view.note, done.plan().notes) == (True, "warmer light", ())


def test_a_second_note_stands_beside_the_first_and_the_cause_names_only_the_new_one(done: Book) -> None:
    ask(done, "warmer light")
    done.settle()
    ask(done, "no people")
    assert done.plan().slots[START].note == "warmer light; no people"
    assert causes(done) == ['you asked: "no people"']
    assert [note.text for note in done.plan().notes] == ["no people"]


def test_a_pick_of_an_older_take_brings_its_own_note_back(done: Book) -> None:
    first = shown(done)
    ask(done, "warmer light")
    done.settle()
    warm = shown(done)
    done.decide(START, Verb.PICK, str(first.id))
    view = done.plan().slots[START]
    assert (view.fresh, view.note) == (True, "")
    done.decide(START, Verb.PICK, str(warm.id))
    view = done.plan().slots[START]
    assert (view.fresh, view.note) == (True, "warmer light")


def test_a_pick_by_the_person_closes_a_note_that_is_not_made_yet(done: Book) -> None:
    ask(done, "warmer light")
    done.decide(START, Verb.PICK, str(shown(done).id))
    assert done.plan().slots[START].fresh
    assert done.plan().notes == ()


def test_keeping_a_take_anyway_closes_its_note(done: Book) -> None:
    ask(done, "warmer light")
    recipe = done.plan().slots[START].recipe
    assert recipe
    done.decide(START, Verb.KEEP, recipe.key)
    assert done.plan().slots[START].fresh
    assert done.plan().notes == ()


def test_a_note_about_an_own_picture_makes_it_stale_too(done: Book) -> None:
    from vidpipe.recipe import imported

    done.fill(START, imported("5" * 64), "5" * 64, actor="me")
    assert done.plan().slots[START].fresh
    ask(done, "warmer light")
    assert causes(done) == ['you asked: "warmer light"']
    done.settle()
    assert done.plan().slots[START].fresh
    assert not shown(done).recipe.imported


def test_a_rejection_says_why_until_the_take_is_picked_again(done: Book) -> None:
    take = shown(done)
    done.decide(START, Verb.REJECT, str(take.id), reason="hands")
    assert done.plan().slots[START].rejected == "hands"
    done.decide(START, Verb.PICK, str(take.id))
    assert done.plan().slots[START].rejected == ""


# ------------------------------------------------------------ the storyboard


def rewrite(book: Book, answer: dict[str, Any]) -> Take:
    """What a worker does with the storyboard, given the writer's answer."""
    recipe = book.plan().slots["storyboard"].recipe
    assert recipe
    draft = STORYBOARD.accept(recipe, Result(data=answer), book.texts)
    name = digest(draft.data)
    book.texts[name] = json.loads(draft.data)
    return book.fill("storyboard", recipe, name)


def film(book: Book) -> Storyboard:
    found = book.plan().film.storyboard
    assert found
    return found


def request(book: Book) -> dict[str, Any]:
    recipe = book.plan().slots["storyboard"].recipe
    assert recipe
    return STORYBOARD.request(recipe, book.texts).data


def scenes(**prompts: str) -> dict[str, Any]:
    return {"scenes": [{"id": name, "frames": 99, "start_prompt": text} for name, text in prompts.items()]}


def test_notes_about_one_storyboard_gather_and_only_what_they_name_is_asked_for(done: Book) -> None:
    before = film(done)
    ask(done, "at night", "storyboard", "scene/bbbb")
    ask(done, "with rain", "storyboard", "scene/cccc")
    data = request(done)
    assert [scene["id"] for scene in data["keep"]] == ["aaaa"]
    assert data["keep"][0] == before.scene("aaaa").plain()
    assert data["changes"] == {
        "bbbb": {"note": "at night", "scene": before.scene("bbbb").plain()},
        "cccc": {"note": "with rain", "scene": before.scene("cccc").plain()},
    }
    assert "style change" not in data
    assert causes(done, "storyboard") == ['you asked: "at night"', 'you asked: "with rain"']
    assert [(note.part, note.text) for note in done.plan().notes] == [
        ("scene/bbbb", "at night"),
        ("scene/cccc", "with rain"),
    ]


def test_what_is_written_again_keeps_its_id_its_place_and_its_length_and_all_else_is_exactly_as_it_was(
    done: Book,
) -> None:
    before = film(done)
    ask(done, "at night", "storyboard", "scene/bbbb")
    rewrite(done, {"style": {"look": "oil"}, **scenes(aaaa="overwritten", bbbb="a night", zzzz="a new one")})
    after = film(done)
    assert [scene.id for scene in after.scenes] == ["aaaa", "bbbb", "cccc"]
    assert after.scene("aaaa") == before.scene("aaaa")
    assert after.scene("cccc") == before.scene("cccc")
    assert (after.scene("bbbb").start_prompt, after.scene("bbbb").frames) == ("a night", 24)
    assert (after.style, after.cast, after.frames) == (before.style, before.cast, before.frames)
    assert done.plan().slots["storyboard"].fresh
    assert done.plan().notes == ()


def test_the_style_changes_only_where_it_is_named(done: Book) -> None:
    before = film(done)
    ask(done, "as an ink drawing", "storyboard", "style")
    assert request(done)["style change"]["note"] == "as an ink drawing"
    rewrite(done, {"style": {"look": "ink"}, "scenes": []})
    assert film(done).style.look == "ink"
    assert film(done).scenes == before.scenes


def test_a_writer_that_leaves_out_what_was_asked_for_is_refused(done: Book) -> None:
    ask(done, "at night", "storyboard", "scene/bbbb")
    with pytest.raises(ProviderError, match="left out scene bbbb"):
        rewrite(done, scenes(aaaa="only another"))


def test_scenes_without_ids_stand_for_those_at_their_places(done: Book) -> None:
    ask(done, "at night", "storyboard", "scene/bbbb")
    rewrite(done, {"scenes": [{"start_prompt": text} for text in ("one", "two", "three")]})
    assert [scene.start_prompt for scene in film(done).scenes] == ["start aaaa", "two", "start cccc"]


def test_each_round_goes_on_from_the_one_before(done: Book) -> None:
    first = shown(done, "storyboard")
    ask(done, "at night", "storyboard", "scene/bbbb")
    second = rewrite(done, scenes(bbbb="a night"))
    ask(done, "with rain", "storyboard", "scene/bbbb")
    assert causes(done, "storyboard") == ['you asked: "with rain"']
    recipe = done.plan().slots["storyboard"].recipe
    assert recipe
    assert (recipe.inputs["kept scenes"], recipe.params["round"]) == (second.digest, 2)
    rewrite(done, scenes(bbbb="a rainy night"))
    done.decide("storyboard", Verb.PICK, str(second.id))
    assert done.plan().slots["storyboard"].fresh
    done.decide("storyboard", Verb.PICK, str(first.id))
    assert done.plan().slots["storyboard"].fresh
    assert done.plan().film.revision is None


def test_another_version_asked_for_twice_is_another_round(done: Book) -> None:
    first = shown(done, "storyboard")
    ask(done, "", "storyboard", "scene/bbbb")
    assert causes(done, "storyboard") == ["you asked for another version of it"]
    rewrite(done, scenes(bbbb="second"))
    done.decide("storyboard", Verb.PICK, str(first.id))
    ask(done, "", "storyboard", "scene/bbbb")
    done.go("storyboard")
    assert done.plan().runnable == ("storyboard",), "not what was made before"
    recipe = done.plan().slots["storyboard"].recipe
    assert recipe
    assert recipe.params["round"] == 2


def test_a_storyboard_written_by_hand_closes_notes_and_is_the_basis_of_the_next(done: Book) -> None:
    ask(done, "at night", "storyboard", "scene/bbbb")
    own = done.write("storyboard", film(done).with_scenes(film(done).scenes[:2]))
    assert done.plan().slots["storyboard"].fresh
    ask(done, "with rain", "storyboard", "scene/aaaa")
    assert not done.plan().slots["storyboard"].fresh
    assert request(done)["changes"].keys() == {"aaaa"}
    rewrite(done, scenes(aaaa="rain"))
    assert [scene.start_prompt for scene in film(done).scenes] == ["rain", "start bbbb"]
    assert shown(done, "storyboard").recipe.inputs["kept scenes"] == own.digest


def test_a_new_brief_has_the_storyboard_written_anew_notes_and_all(done: Book) -> None:
    ask(done, "at night", "storyboard", "scene/bbbb")
    rewrite(done, scenes(bbbb="a night"))
    done.settings = settings(prompt="another film")
    done.decide("", Verb.CHANGE, "prompt", part="anew")
    recipe = done.plan().slots["storyboard"].recipe
    assert recipe
    assert "changes" not in recipe.params
    assert "kept scenes" not in recipe.inputs


def test_a_storyboard_without_notes_is_asked_for_as_ever(done: Book) -> None:
    data = request(done)
    assert not {"changes", "style change", "order", "round"} & set(data)
    assert data["keep"] == []
    assert canonical(data)
