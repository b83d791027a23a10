"""Recipes hold of a cast what they use: a changed picture makes stale what names it, and nothing else."""

from typing import Any

from films_asked import film, take

from vidpipe.film.brand import Brand
from vidpipe.film.cast import Member, Picture
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.project import Film
from vidpipe.film.slot import BRIEF, STORYBOARD, clip, keyframe, narration
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.ports import Result
from vidpipe.recipe import Recipe
from vidpipe.stages.brief import STAGE as BRIEFS
from vidpipe.stages.clips import STAGE as CLIPS
from vidpipe.stages.cut import STAGE as CUTS
from vidpipe.stages.cutting import plan_of
from vidpipe.stages.keyframes import STAGE as KEYFRAMES
from vidpipe.stages.narration import STAGE as LINES
from vidpipe.stages.storyboard import STAGE as STORYBOARDS

LOOKS = Caps(provider="far", model="painter", role=Role.IMAGE, references=4)
BLIND = Caps(provider="far", model="blind", role=Role.IMAGE, references=1)
SHOTS = (
    Scene(id="aaaa", frames=48, start_prompt="@mug on a table", end_prompt="@mug, closer", motion_prompt="@mug turns"),
    Scene(id="bbbb", frames=48, start_prompt="A street", narration="@anna: My @mug!", words="The @mug", card="title"),
    Scene(id="cccc", frames=48, start_prompt="A hand", cast=("mug",)),
)


def picture(sign: str) -> Picture:
    return Picture(digest=sign * 64, original="f" * 64)


def members(*signs: str, look: str = "A red mug.") -> tuple[Member, ...]:
    mug = Member(name="mug", sort="product", look=look, pictures=tuple(map(picture, signs)))
    return (mug, Member(name="anna", sort="character", look="a woman", voice="af_heart"))


def made(cast: tuple[Member, ...], *, painter: Caps = LOOKS, **settings: Any) -> Film:
    base = film()
    asked = base.settings.model_copy(update={"cast": cast, **settings})
    caps = base.caps | {Role.IMAGE: painter}
    board = Storyboard(style=base.storyboard.style if base.storyboard else {}, scenes=SHOTS)
    return base.model_copy(update={"settings": asked, "caps": caps, "storyboard": board})


def painted(of: Film, scene: str, end: str = "start") -> Recipe:
    inputs = {keyframe(scene, "start"): take(keyframe(scene, "start"))} if end == "end" else {}
    return KEYFRAMES.recipe(of, keyframe(scene, end), inputs)


def test_a_changed_picture_changes_the_pictures_that_name_it_alone() -> None:
    before, after = made(members("a")), made(members("b"))
    differ = {one.id: painted(before, one.id).key != painted(after, one.id).key for one in SHOTS}
    assert differ == {"aaaa": True, "bbbb": False, "cccc": True}
    clips = [CLIPS.recipe(of, clip("aaaa", of.settings.quality), ends("aaaa")).key for of in (before, after)]
    assert clips[0] == clips[1]
    for stage, slot in ((BRIEFS, BRIEF), (STORYBOARDS, STORYBOARD)):
        keys = [stage.recipe(of, slot, {BRIEF: take(BRIEF)}).key for of in (before, after)]
        assert keys[0] == keys[1]


def ends(scene: str) -> dict[str, Any]:
    return {keyframe(scene, end): take(keyframe(scene, end)) for end in ("start", "end")}


def test_a_name_is_words_in_every_prompt_and_pictures_where_the_model_takes_them() -> None:
    of = made(members("a", "b"))
    start, end = painted(of, "aaaa"), painted(of, "aaaa", "end")
    request = KEYFRAMES.request(start, {})
    assert request.data["words"] == "A red mug on a table"
    assert request.prompt.startswith("A red mug on a table")
    assert "The mug just as in the reference pictures." in request.prompt
    assert [ref.digest for ref in request.refs] == ["a" * 64, "b" * 64]
    uses = [(ref.use, ref.digest[0]) for ref in KEYFRAMES.request(end, {}).refs]
    assert uses == [("reference", take(keyframe("aaaa", "start")).digest[0]), ("reference", "a"), ("reference", "b")]
    assert "The mug: a red mug." in painted(of, "cccc").params["prompt"]
    moved = CLIPS.recipe(of, clip("aaaa", of.settings.quality), ends("aaaa"))
    assert moved.params["motion"] == "A red mug turns"
    assert set(moved.inputs) == {"start keyframe", "end keyframe"}


def test_a_model_that_takes_one_picture_has_it_for_the_start() -> None:
    recipe = painted(made(members("a"), painter=BLIND), "aaaa")
    assert recipe.inputs == {}
    assert "reference pictures" not in recipe.params["prompt"]


def test_a_clip_takes_pictures_where_they_may_stand_beside_its_frames() -> None:
    of = made(members("a"))
    video = Caps(provider="far", model="video", role=Role.VIDEO, references=3, refs_with_frames=True)
    of = of.model_copy(update={"caps": of.caps | {Role.VIDEO: video}})
    recipe = CLIPS.recipe(of, clip("aaaa", of.settings.quality), ends("aaaa"))
    assert [ref.use for ref in CLIPS.request(recipe, {}).refs] == ["first", "last", "reference"]


def test_a_line_is_spoken_by_whom_it_names_and_read_without_signs() -> None:
    of = made(members("a"))
    line = LINES.recipe(of, narration("bbbb", of.language), {}).params
    assert (line["line"], line["voice"]) == ("My mug!", "af_heart")
    inputs = {need.slot: take(need.slot) for need in CUTS.needs(of, next(iter(of.cuts)))}
    plan = plan_of(CUTS.recipe(of, next(iter(of.cuts)), inputs))
    assert [one.text for one in plan.voice] == ["My mug!"]
    assert [one.lines for one in plan.words] == [("The mug",)]


def test_a_writer_is_told_whom_the_prompt_names_and_no_more() -> None:
    of = made(members("a"), prompt="An ad for @mug").model_copy(update={"brief": None})
    recipe = BRIEFS.recipe(of, BRIEF, {})
    assert recipe.params["cast"] == {"mug": {"sort": "product", "is": "a red mug"}}
    request = BRIEFS.request(recipe, {})
    assert "@mug, a product: a red mug" in request.prompt
    assert request.data["prompt"] == "An ad for a red mug"
    assert "cast" not in request.data
    asked = STORYBOARDS.recipe(of, STORYBOARD, {BRIEF: take(BRIEF)})
    texts = {take(BRIEF).digest: {"title": "Mug", "kind": "ad", "subject": "@mug"}}
    told = STORYBOARDS.request(asked, texts)
    assert "An ad for @mug" in told.prompt
    assert told.data["brief"]["subject"] == "A red mug"
    scene = {"frames": 24, "start_prompt": "A red mug", "cast": ["Red mug", "Dog"]}
    answer = {"cast": [{"name": "Red mug"}, {"name": "Dog"}], "scenes": [scene, {**scene, "start_prompt": "@mug"}]}
    board = Storyboard.model_validate_json(STORYBOARDS.accept(asked, Result(data=answer), texts).data)
    assert [one.name for one in board.cast] == ["mug", "Dog"]
    assert board.scenes[0].cast == ("mug", "Dog")


def test_a_film_whose_words_name_nobody_has_nothing_of_it() -> None:
    plain, cast = film(), made(members("a")).settings.cast
    named = plain.model_copy(update={"settings": plain.settings.model_copy(update={"cast": cast})})
    for stage, slot in ((BRIEFS, BRIEF), (STORYBOARDS, STORYBOARD)):
        inputs = {BRIEF: take(BRIEF)}
        assert stage.recipe(plain, slot, inputs).key == stage.recipe(named, slot, inputs).key


def test_a_brand_gives_its_colours_and_its_face() -> None:
    of = made(members("a"), brand=Brand(name="N", colours=("#102030",), face="text"))
    recipe = painted(of, "bbbb")
    assert recipe.params["colours"][-1] == "#102030"
    assert "accents in #102030" in recipe.params["prompt"]
    inputs = {need.slot: take(need.slot) for need in CUTS.needs(of, next(iter(of.cuts)))}
    plan = plan_of(CUTS.recipe(of, next(iter(of.cuts)), inputs))
    assert (plan.face, plan.colours[-1]) == ("text", "#102030")
