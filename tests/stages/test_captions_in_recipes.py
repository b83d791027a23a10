"""Captions, logo and lower thirds in the recipes of the cut: named as what they are, and no trace where unused."""

from test_edit_in_recipes import BOARD, CUT, cut, every_key, film, inputs, recipe, scene

from vidpipe.film.caption import Logo
from vidpipe.film.edit import Edit
from vidpipe.film.storyboard import Storyboard
from vidpipe.recipe import canonical
from vidpipe.stages.cutting import plan_of
from vidpipe.stages.picture import room_for

LOGO = Logo(picture="e" * 64)


def parts(edit: Edit) -> set[str]:
    was, now = recipe(CUT, film()), recipe(CUT, film(edit))
    changed = {name for name in {*was.params, *now.params} if was.params.get(name) != now.params.get(name)}
    return changed | {name for name in {*was.inputs, *now.inputs} if was.inputs.get(name) != now.inputs.get(name)}


def test_what_is_drawn_touches_the_cut_alone_and_is_named() -> None:
    for edit, named in (
        (Edit(subtitles="box"), {"captions"}),
        (Edit(logo=LOGO), {"logo"}),
        (Edit(logo=LOGO.model_copy(update={"corner": "top-left"})), {"logo", "logo's place"}),
    ):
        was, now = every_key(film()), every_key(film(edit))
        assert {slot.split("/")[0] for slot in was if was[slot] != now[slot]} == {"cut"}
        assert parts(edit) == named


def test_an_edit_without_them_has_no_trace_of_them() -> None:
    assert not {"subtitles", "logo"} & set(Edit().plain())
    assert "captions" not in recipe(CUT, film()).params
    assert '"lower-third"' not in canonical(Storyboard.model_json_schema()), "no writer is asked for one"


def test_captions_and_logo_arrive_in_the_plan() -> None:
    logo = Logo(picture="e" * 64, card=False, corner="bottom-left", size="medium", opacity=55)
    made = cut(Edit(subtitles="words", logo=logo))
    assert (made.subtitles, made.logo) == ("words", logo)
    assert cut(Edit(logo=LOGO)).logo == LOGO
    assert (cut(Edit()).subtitles, cut(Edit()).logo) == ("off", None)
    again = Edit.model_validate(Edit(subtitles="words", logo=logo).plain())
    assert again.logo == logo


def test_a_lower_third_stands_for_six_seconds_at_most_and_goes_with_the_words_of_scenes() -> None:
    board = Storyboard(
        scenes=(
            scene("open", frames=300, words="Ada Byron — Engineer", card="lower-third"),
            scene("ends", words="The end", card="end"),
        )
    )
    made = plan_of(recipe(CUT, film(board=board)))
    assert made.words[0].lines == ("Ada Byron", "Engineer")
    assert made.words[0].frames == 150
    assert [one.role for one in plan_of(recipe(CUT, film(Edit(captions=False), board))).words] == ["end"]
    for aspect in ("16:9", "9:16"):
        assert room_for(film(board=board, aspect=aspect), board.scenes[0]) == "lower third"


def test_early_pieces_wait_for_the_narration_that_captions_show() -> None:
    made, slot = film(Edit(subtitles="plain")), CUT.slots(film())[0]
    takes = inputs(CUT, made, slot)
    spoken = {name: take for name, take in takes.items() if "narration" not in name}
    assert CUT.early(made, takes)[0].voice == plan_of(recipe(CUT, made)).voice
    assert CUT.early(made, spoken)[1] == frozenset()
    assert len(CUT.early(film(), spoken)[1]) == len(BOARD.scenes)
    only = {name: take for name, take in takes.items() if name != "scene/goes/narration/en"}
    ready = CUT.early(made, only)[1]
    assert ready == {take.digest for name, take in takes.items() if "clip" in name and "goes" not in name}
