"""The edit and the voice reach the recipes they touch, and no other: what is as planned leaves every key as it was."""

from typing import Any

import pytest
from pydantic import ValidationError

from vidpipe.asking import settings_from
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.cut import CutPlan
from vidpipe.film.edit import Edit
from vidpipe.film.project import Film, Settings
from vidpipe.film.storyboard import Joint, Scene, Storyboard, Transition, Way
from vidpipe.ports import Stage
from vidpipe.recipe import Recipe, digest
from vidpipe.stages import mix
from vidpipe.stages.animatic import STAGE as ANIMATIC
from vidpipe.stages.clips import STAGE as CLIPS
from vidpipe.stages.cut import STAGE as CUT
from vidpipe.stages.cutting import plan_of
from vidpipe.stages.keyframes import STAGE as KEYFRAMES
from vidpipe.stages.mix import STAGE as MIX
from vidpipe.stages.music import STAGE as MUSIC
from vidpipe.stages.narration import STAGE as NARRATION
from vidpipe.take import Take

CAPS = {
    Role.IMAGE: Caps(provider="local", model="painter-1", role=Role.IMAGE),
    Role.VIDEO: Caps(provider="local", model="animator-1", role=Role.VIDEO, handles=True),
    Role.SPEECH: Caps(provider="local", model="narrator-1", role=Role.SPEECH, languages=("en",)),
    Role.MUSIC: Caps(provider="local", model="composer-1", role=Role.MUSIC),
}
FADE = Transition(kind=Joint.CROSSFADE, frames=12)
DIP = Transition(kind=Joint.DIP_BLACK, frames=10)
WIPE = Transition(kind=Joint.WIPE, frames=10, way=Way.UP)


def scene(name: str, **changes: Any) -> Scene:
    return Scene(**{"id": name, "frames": 48, "start_prompt": name, "narration": f"Line of {name}."} | changes)


BOARD = Storyboard(
    scenes=(
        scene("open", words="A title", card="title"),
        scene("goes", continuity="continue", words="A caption", card="caption"),
        scene("ends", words="The end — Go", card="end", transition=FADE),
    )
)


def film(edit: Edit = Edit(), board: Storyboard = BOARD, **asked: Any) -> Film:  # noqa: B008
    settings = Settings(**{"prompt": "a film", "language": "en"} | asked)
    return Film(settings=settings, caps=CAPS, storyboard=board, edit=edit)


def inputs(stage: Stage, made: Film, slot: str) -> dict[str, Take]:
    return {need.slot: take(need.slot) for need in stage.needs(made, slot)}


def take(slot: str) -> Take:
    mime = "video/mp4" if "clip" in slot else "audio/wav" if "narration" in slot or slot == "music" else "image/png"
    meta = {"head": 6} if "clip" in slot else {}
    recipe = Recipe(stage="x", version=1)
    return Take(
        id=1,
        slot=slot,
        number=1,
        digest=digest(slot.encode()),
        mime=mime,
        recipe=recipe,
        meta=meta,
        created="2026-01-01T00:00:00Z",
    )


def recipe(stage: Stage, made: Film, slot: str = "") -> Recipe:
    name = slot or stage.slots(made)[0]
    return stage.recipe(made, name, inputs(stage, made, name))


def cut(edit: Edit, **asked: Any) -> CutPlan:
    return plan_of(recipe(CUT, film(edit, **asked)))


def every_key(made: Film) -> dict[str, str]:
    stages = (KEYFRAMES, CLIPS, NARRATION, MUSIC, ANIMATIC, CUT, MIX)
    return {slot: recipe(stage, made, slot).key for stage in stages for slot in stage.slots(made)}


def test_an_edit_that_says_what_is_so_already_changes_no_key() -> None:
    edit = Edit().with_scene("gone", head=99, voice_db=-60).with_joint("gone", DIP).with_joint("goes", Transition())
    assert every_key(film(edit)) == every_key(film())
    edit = edit.with_scene("open", head=6).with_joint("ends", FADE)
    assert recipe(CUT, film(edit)).key == recipe(CUT, film()).key


TOUCHED = {
    "a trim": (Edit().with_scene("open", head=10, until=40), {"cut"}),
    "a clip's own sound": (Edit().with_scene("open", clip_db=-3), {"cut"}),
    "one line's level": (Edit().with_scene("open", voice_db=-3), {"cut", "mix"}),
    "all voices": (Edit(voice_db=3), {"cut", "mix"}),
    "the music": (Edit(music_db=-6), {"cut", "mix", "animatic"}),
    "the loudness": (Edit(loudness=-16), {"cut", "mix", "animatic"}),
    "a joint": (Edit().with_joint("goes", FADE), {"cut", "animatic"}),
    "all joints": (Edit().with_all_joints(DIP), {"cut", "animatic"}),
    "captions": (Edit(captions=False), {"cut", "animatic"}),
    "titles": (Edit(titles=False), {"cut", "animatic"}),
}


@pytest.mark.parametrize("what", TOUCHED)
def test_an_edit_touches_the_cut_and_nothing_above_it(what: str) -> None:
    edit, wanted = TOUCHED[what]
    was, now = every_key(film()), every_key(film(edit))
    assert {slot.split("/")[0] for slot in was if was[slot] != now[slot]} == wanted


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("a trim", "trims"),
        ("all voices", "levels"),
        ("a clip's own sound", "levels"),
        ("a joint", "transitions"),
        ("all joints", "transitions"),
    ],
)
def test_a_recipe_says_by_name_what_was_edited(what: str, name: str) -> None:
    was, now = recipe(CUT, film()).params, recipe(CUT, film(TOUCHED[what][0])).params
    assert {part for part in {*was, *now} if was.get(part) != now.get(part)} == {name}


def test_trims_and_levels_arrive_in_the_plan() -> None:
    edit = Edit(music_db=-6, voice_db=2).with_scene("goes", head=10, until=40, voice_db=-5, clip_db=-9)
    plan = cut(edit)
    shot = plan.shots[1]
    assert (shot.head, shot.first, shot.until, shot.gain_db) == (6, 10, 40, -9)
    assert [line.gain_db for line in plan.voice] == [2, -3, 2]
    assert plan.music_db == -6
    assert [(other.first, other.until, other.gain_db) for other in (plan.shots[0], plan.shots[2])] == [
        (6, None, None)
    ] * 2


@pytest.mark.parametrize("wanted", [-14, -16, -23])
def test_the_film_s_loudness_arrives_in_every_plan(wanted: int) -> None:
    made = film(Edit(loudness=wanted))
    assert cut(Edit(loudness=wanted)).loudness == 10 * wanted
    assert plan_of(recipe(ANIMATIC, made)).loudness == 10 * wanted
    assert mix.plan_of(recipe(MIX, made)).loudness == 10 * wanted


def test_a_loudness_that_no_platform_asks_for_is_refused() -> None:
    with pytest.raises(ValidationError):
        Edit.model_validate({"loudness": -9})


def test_a_clip_s_own_sound_turned_all_the_way_down_is_left_out() -> None:
    assert cut(Edit().with_scene("open", clip_db=-60)).shots[0].gain_db is None


def test_a_joint_of_the_edit_stands_above_scene_film_and_continuity() -> None:
    edit = Edit().with_joint("goes", DIP).with_joint("ends", Transition())
    assert [shot.transition for shot in cut(edit, crossfade=24).shots] == [Transition(), DIP, Transition()]
    assert [shot.transition for shot in cut(Edit(), crossfade=24).shots][2].frames == 24


def test_a_film_comes_out_of_black_where_asked_and_never_out_of_nothing() -> None:
    assert cut(Edit().with_joint("open", DIP)).shots[0].transition == DIP
    assert cut(Edit().with_joint("open", FADE)).shots[0].transition == Transition()


def test_a_film_s_own_joint_stands_above_its_crossfade_and_below_a_joint_set_by_hand() -> None:
    edit = Edit().with_all_joints(WIPE)
    assert [shot.transition for shot in cut(edit, crossfade=24).shots] == [Transition(), Transition(), WIPE]
    assert [shot.transition for shot in cut(edit.with_joint("ends", DIP)).shots] == [Transition(), Transition(), DIP]
    assert recipe(CUT, film(Edit().with_all_joints(FADE))).key == recipe(CUT, film()).key, "as it is already"


def test_the_animatic_is_entered_as_the_edit_says_and_melts_as_before() -> None:
    plan = plan_of(recipe(ANIMATIC, film(Edit(music_db=-4).with_joint("goes", DIP))))
    assert plan.shots[2].transition == DIP
    assert [shot.transition.kind for shot in plan.shots[1::2]] == [Joint.CROSSFADE] * 3
    assert plan.music_db == -4


def test_captions_and_titles_are_left_out_apart() -> None:
    assert [words.role for words in cut(Edit()).words] == ["title", "caption", "end"]
    assert [words.role for words in cut(Edit(captions=False)).words] == ["title", "end"]
    assert [words.role for words in cut(Edit(titles=False)).words] == ["caption"]


def test_the_mix_is_the_voice_and_music_of_the_cut() -> None:
    edit = Edit(music_db=-6).with_scene("goes", voice_db=4)
    made = recipe(MIX, film(edit))
    assert mix.plan_of(made) == cut(edit).mix
    assert MIX.side


def test_a_silent_film_has_no_mix() -> None:
    quiet = film(music=False, narration=False)
    assert MIX.slots(quiet) == ()


# ---------------------------------------------------------------- the voice


def spoken(board: Storyboard = BOARD, **asked: Any) -> dict[str, Any]:
    return recipe(NARRATION, film(board=board, **asked), "scene/goes/narration/en").params


def test_voice_and_pace_of_the_film_and_of_a_scene_are_what_is_asked_for() -> None:
    own = BOARD.with_scenes(
        part.model_copy(update={"voice": "emma", "speed": 110}) if part.id == "goes" else part for part in BOARD.scenes
    )
    assert spoken() == {"line": "Line of goes.", "language": "en", "voice": ""}
    assert spoken(voice="michael", speed=120)["voice"] == "michael"
    assert spoken(voice="michael", speed=120)["speed"] == 120
    assert spoken(own, voice="michael") == {"line": "Line of goes.", "language": "en", "voice": "emma", "speed": 110}
    assert spoken(own, speed=150)["speed"] == 165
    assert spoken(own, speed=200)["speed"] == 200
    request = NARRATION.request(recipe(NARRATION, film(board=own), "scene/goes/narration/en"), {})
    assert (request.voice, request.speed) == ("emma", 110)


def test_a_voice_for_one_scene_asks_again_for_that_line_alone() -> None:
    own = BOARD.with_scenes(
        part.model_copy(update={"voice": "emma"}) if part.id == "goes" else part for part in BOARD.scenes
    )
    was, now = every_key(film()), every_key(film(board=own))
    assert [slot for slot in was if was[slot] != now[slot]] == ["scene/goes/narration/en"]


def test_voice_and_pace_leave_the_seed_of_a_film_as_it_was() -> None:
    plain = settings_from({"prompt": "a lighthouse"})
    assert settings_from({"prompt": "a lighthouse", "voice": "emma", "speed": 120}).seed == plain.seed
