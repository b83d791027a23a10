"""Cards of explainers, and what sets the scenes of one film apart."""

from vidpipe.providers.local.painter import kept_scene, paint_keyframe
from vidpipe.providers.local.painter.carding import card_of
from vidpipe.providers.local.painter.reading import read_prompt
from vidpipe.providers.local.painter.setcard import contrast, field_of, tones_of
from vidpipe.providers.local.painter.spec import SceneSpec
from vidpipe.providers.local.painter.spread import finish_of
from vidpipe.providers.local.painter.stage import Stage

LIST = 'Medium shot, card: list "Roots"; "Light"; "Größe", day palette'


def test_a_card_is_read_with_its_words_and_what_stands_on_it_is_no_subject() -> None:
    spec = read_prompt('card: quote "A cat at sea." "Ada", dawn palette')
    assert spec.card is not None
    assert (spec.card.kind, spec.card.words) == ("quote", ("A cat at sea.", "Ada"))
    assert (spec.cast, spec.setting, spec.turned) == ((), "abstract", False)


def test_more_words_than_a_card_holds_are_left_out_and_no_words_are_no_card() -> None:
    found = card_of("card: list " + "; ".join(f'"{at}"' for at in range(9)))
    assert found is not None
    assert len(found.words) == 6
    assert card_of("card: number") is None
    assert card_of('a quote "of somebody" on a wall') is None


def test_words_on_a_card_can_be_read_in_every_palette_and_at_night() -> None:
    for palette in ("neon", "dawn", "golden", "day", "teal", "noir", "candy"):
        for time in ("day", "night"):
            spec = SceneSpec.model_validate({"setting": "abstract", "time": time, "palette": palette})
            tones = tones_of(Stage(spec))
            assert contrast(tones.words, tones.ground) >= 4.5
            assert contrast(tones.accent, tones.ground) >= 3


def test_a_card_leaves_the_room_for_the_words_of_the_cut() -> None:
    stage = Stage(read_prompt(LIST, room="lower third"))
    area = field_of(stage)
    assert area.top + area.height <= 0.7 * stage.height


def test_a_card_is_painted_and_carries_its_words_in_any_alphabet() -> None:
    shared = {"width": 160, "height": 90, "seed": 3, "camera": "push in", "shot": "medium", "colours": ()}
    start, end = (paint_keyframe(LIST, end=which, **shared) for which in ("start", "end"))  # type: ignore[arg-type]
    kept = kept_scene(start)
    assert kept is not None
    assert kept.scene.card is not None
    assert kept.scene.card.words[2] == "Größe"
    assert start != end


def test_scenes_of_other_seeds_are_laid_out_otherwise() -> None:
    specs = [read_prompt("a tree in a meadow by day", seed=seed) for seed in range(12)]
    assert len({(spec.turned, spec.aside, spec.glass, spec.larger) for spec in specs}) > 8


def test_who_goes_goes_with_the_camera() -> None:
    assert read_prompt("a woman walking on a road", camera="truck left").turned
    assert not read_prompt("a woman walking on a road", camera="truck right").turned


def test_a_turned_scene_is_built_the_other_way_round() -> None:
    spec = SceneSpec(setting="sea", time="day", palette="day", room="left", move="pan left", turned=True, aside=9)
    assert (spec.inner.room, spec.inner.move, spec.inner.aside) == ("right", "pan right", -9)


def test_room_for_a_title_is_no_room_to_be_in() -> None:
    assert read_prompt("Wide shot: high in the sky, room for a title in the upper third.").setting != "interior"


def test_two_friends_are_two_and_a_ship_is_on_the_water() -> None:
    assert read_prompt("two old friends on a lawn").cast[0].count == 1
    assert read_prompt("a pirate ship before a castle").setting == "sea"


def test_a_mood_has_its_finish() -> None:
    assert [finish_of(words) for words in (["epic", "bold"], ["cool", "deep"], ["soft"], ["odd"])] == [
        "bold",
        "deep",
        "soft",
        "",
    ]
