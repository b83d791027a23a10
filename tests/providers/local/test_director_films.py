"""Whatever is asked, the local director answers with a film: valid nouns, exact length, pictures that the
painter reads back,
lines that can be spoken in their time, and nothing said twice."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vidpipe.errors import BadInput
from vidpipe.film.brief import Brief
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.library.structure import beats
from vidpipe.providers.local.director import write_brief, write_storyboard
from vidpipe.providers.local.director.lines import PACE
from vidpipe.providers.local.director.text import word_count
from vidpipe.providers.local.painter import read_prompt

PROMPTS = [
    "A cat exploring Tokyo at night",
    "30 second ad for Aurora, a steel water bottle for trail runners",
    "How does photosynthesis work?",
    "A lonely lighthouse keeper befriends a whale",
    "Mia, a young chef, opens a ramen bar in Osaka",
    "two dogs lost in the snow",
    "a robot named Bolt looks for its owner in the rain",
    "An astronaut alone on Mars plants a seed",
    "A couple dancing in the rain in Buenos Aires",
    "The last xylophone player dreams of the sea",
    "Promote my bakery in Lyon",
    "Our new app Tally keeps your receipts, sorts them by month, and works offline.",
    'A luxury perfume called Noctis, elegant and mysterious, slogan: "Wear the night"',
    "Electric scooter ad, energetic, for city commuters",
    "Explain compound interest to teenagers",
    "How to make sourdough bread: mix, rest, fold, bake",
    "Why do cats purr?",
    "The history of tea",
    "A girl finds a lantern in the attic. She follows its light through the forest. At the lake an old man is waiting. "
    "Together they send the lantern across the water.",
    "Un gato negro explora París bajo la lluvia",
    "Una abuela enseña a su nieta a hacer pan",
    "Anuncio de 20 segundos para Brasa, un café de especialidad",
    "¿Cómo funciona la fotosíntesis?",
    "Un faro, una tormenta y un barco de papel",
    "Un renard perdu dans la forêt en automne",
    "Une publicité pour Lumen, une lampe en bois pour les lecteurs",
    "Pourquoi le ciel est-il bleu ?",
    "Des amis traversent le désert en camion",
    "猫が夜の東京を歩く",
    "кот гуляет ночью по Токио",
    "قطة في المدينة ليلا",
    "Ein Fuchs im Wald bei Nacht",
    "🐱🚀🌙",
    "x",
    "?",
    "Summer",
    "an umbrella",
    "MAKE AN AD FOR MY SHOES NOW",
    "Ad for Zentro",
]
LIMITS = {"shortest": 1000, "longest": 10_000, "only": []}


def film(
    prompt: str, *, seconds: float | None = 24, rate: int = 24, seed: int = 7, **more: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    frames = None if seconds is None else round(seconds * rate)
    asked = {
        "prompt": prompt,
        "title": "",
        "kind": None,
        "style": "",
        "language": "",
        "frames": frames,
        "rate": rate,
        "aspect": "16:9",
        "seed": seed,
    }
    asked |= more
    brief = more.get("brief") or write_brief(asked)
    plan = {"brief": brief, "narration": True, "limits": LIMITS, "keep": [], "crossfade": None} | asked
    return brief, write_storyboard(plan | {"brief": brief})


def checked(board: dict[str, Any]) -> Storyboard:
    scenes = [{"id": f"scene{index:04d}", **scene} for index, scene in enumerate(board["scenes"])]
    return Storyboard.model_validate({**board, "scenes": scenes})


@pytest.fixture(params=PROMPTS, ids=range(len(PROMPTS)))
def made(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any], Storyboard]:
    brief, board = film(request.param)
    return request.param, brief, checked(board)


def test_brief_and_storyboard_are_valid_and_exactly_as_long_as_asked(made):
    _, brief, board = made
    assert Brief.model_validate(brief).title
    assert board.frames == 24 * 24
    assert 3 <= len(board.scenes) <= 8
    assert len(board.style.colours) == 6
    assert 3 <= len(board.style.words) <= 5


def test_opening_and_closing_carry_the_words_on_screen(made):
    _, _, board = made
    cards = [scene.card for scene in board.scenes]
    assert cards.count("title") == 1
    assert cards[-1] == "end"
    titled = next(scene for scene in board.scenes if scene.card == "title")
    assert titled.words
    assert titled.words in board.scenes[-1].words
    assert "\n" not in board.scenes[-1].words


def test_no_line_is_longer_than_a_narrator_can_speak_and_none_is_said_twice(made):
    _, _, board = made
    spoken = [scene for scene in board.scenes if scene.narration]
    for scene in spoken:
        assert word_count(scene.narration) <= PACE * scene.frames / 24, scene.narration
        assert scene.narration[-1] in ".!?…"
        assert scene.narration[:1] == scene.narration[:1].upper()
    assert len({scene.narration for scene in spoken}) == len(spoken)


def test_no_placeholder_or_clumsy_article_is_left(made):
    _, brief, board = made
    texts = [brief["title"], brief["subject"], *brief["messages"]]
    for scene in board.scenes:
        texts += [
            scene.narration,
            scene.words,
            scene.action,
            scene.title,
            scene.start_prompt,
            scene.end_prompt,
            scene.motion_prompt,
        ]
    for text in texts:
        assert not re.search(r"[{}\[\]<>|]|  |\bNone\b|,,|\.\.(?!\.)| ,", text), text
        assert not re.search(r"\ba (?:[aeio]\w+|umbrella)\b(?! la\b)", text) or brief["language"] != "en", text
        assert not re.search(r"\b(?:de el|a el|de le|de les|à le|à les) ", text), text


def test_painter_reads_back_setting_time_weather_and_subject(made):
    """The prompts are plain English; what the director meant must be what the painter sees, at both ends of the
    scene.
    """
    _, _, board = made
    for scene in board.scenes:
        start, end = read_prompt(scene.start_prompt), read_prompt(scene.end_prompt)
        assert (start.setting, start.time, start.weather, start.interior) == (
            end.setting,
            end.time,
            end.weather,
            end.interior,
        ), scene
        assert [one.id for one in start.cast] == [one.id for one in end.cast], scene
        assert f"{start.palette} palette" in scene.start_prompt
        for word in (" in the rain", " in falling snow", " in drifting fog"):
            meant = {" in the rain": "rain", " in falling snow": "snow", " in drifting fog": "fog"}[word]
            stormy = " storm" in scene.start_prompt and meant == "rain" and start.weather == "storm"
            assert stormy or (word in scene.start_prompt) == (start.weather == meant), scene.start_prompt


@pytest.mark.parametrize("seed", range(4))
def test_painter_reads_back_longer_films_too(seed):
    for prompt in [
        *PROMPTS[::4],
        "The night train to Berlin",
        "a bee in a greenhouse",
        "A hot air balloon over Provence",
    ]:
        _, board = film(prompt, seconds=45, seed=seed)
        test_painter_reads_back_setting_time_weather_and_subject((prompt, {}, checked(board)))


def test_scenes_differ_from_their_neighbours(made):
    _, _, board = made
    for before, scene in zip(board.scenes, board.scenes[1:], strict=False):
        if scene.continuity == "continue":
            assert scene.start_prompt == before.end_prompt
            assert scene.camera.move != before.camera.move
            assert scene.transition.frames == 0
        else:
            assert scene.start_prompt != before.start_prompt


def test_every_scene_names_a_known_beat(made):
    _, _, board = made
    assert all(scene.beat in beats() for scene in board.scenes)


def test_same_seed_same_film_other_seed_other_film():
    first, again, other = (film(PROMPTS[0], seed=seed) for seed in (3, 3, 4))
    assert first == again
    assert first[1]["scenes"] != other[1]["scenes"]
    assert {scene["narration"] for scene in first[1]["scenes"]} != {scene["narration"] for scene in other[1]["scenes"]}


@pytest.mark.parametrize("rate", [24, 25, 30])
@pytest.mark.parametrize("seconds", [3, 4, 6, 8, 10, 15, 30, 60, 61.5, 120, 600])
def test_every_length_at_every_rate_is_exact(seconds, rate):
    for prompt in (PROMPTS[0], PROMPTS[1], PROMPTS[2]):
        _, board = film(prompt, seconds=seconds, rate=rate)
        assert checked(board).frames == round(seconds * rate)


@given(st.text(max_size=80), st.integers(0, 9), st.sampled_from([None, "ad", "story", "explainer"]))
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_text_at_all_makes_a_film(prompt, seed, kind):
    brief, board = film(prompt, seed=seed, kind=kind, seconds=12)
    assert Brief.model_validate(brief)
    assert checked(board).frames == 12 * 24


@pytest.mark.parametrize("only", [[4000, 6000, 8000], [5000], [5000, 10_000]])
def test_no_scene_is_longer_than_the_longest_clip_of_the_model(only):
    _, board = film(PROMPTS[0], seconds=30, limits={"shortest": min(only), "longest": max(only), "only": only})
    assert max(scene["frames"] for scene in board["scenes"]) <= max(only) * 24 // 1000
    assert sum(scene["frames"] for scene in board["scenes"]) == 720


def test_auto_length_gives_every_line_its_time():
    _, board = film(PROMPTS[2], seconds=None)
    for scene in checked(board).scenes:
        assert word_count(scene.narration) <= PACE * scene.frames / 24


def test_without_narration_nothing_is_said():
    _, board = film(PROMPTS[0], narration=False)
    assert not any(scene["narration"] for scene in board["scenes"])


def test_crossfade_as_asked_overrides_every_joint():
    _, cuts = film(PROMPTS[0], crossfade=0)
    assert all(scene["transition"] == {"kind": "cut", "frames": 0} for scene in cuts["scenes"])
    _, soft = film(PROMPTS[0], crossfade=10)
    joints = [scene["transition"] for scene in soft["scenes"][1:] if scene["continuity"] == "cut"]
    assert joints
    assert all(joint == {"kind": "crossfade", "frames": 10} for joint in joints)


@pytest.mark.parametrize("prompt", [PROMPTS[0], PROMPTS[1], PROMPTS[2], PROMPTS[18]])
def test_a_longer_film_keeps_its_scenes_and_its_close(prompt):
    brief, board = film(prompt)
    kept = [{"id": f"kept{index:04d}", **scene} for index, scene in enumerate(board["scenes"])]
    _, longer = film(prompt, seconds=40, brief=brief, keep=kept)
    assert [scene for scene in longer["scenes"] if "id" in scene] == kept
    assert longer["scenes"][-1] == kept[-1] or kept[-1]["continuity"] == "continue"
    assert sum(scene["frames"] for scene in longer["scenes"]) == 40 * 24
    new = [scene for scene in longer["scenes"] if "id" not in scene]
    assert new
    assert new[0]["continuity"] == "cut"
    assert not {scene["narration"] for scene in new if scene["narration"]} & {scene["narration"] for scene in kept}
    for index, scene in enumerate(new):
        Scene.model_validate({"id": f"new{index:05d}", **scene})


def test_a_film_shorter_than_what_is_kept_is_refused_with_a_remedy():
    brief, board = film(PROMPTS[0])
    kept = [{"id": f"kept{index:04d}", **scene} for index, scene in enumerate(board["scenes"])]
    with pytest.raises(BadInput, match="longer than the film"):
        film(PROMPTS[0], seconds=10, brief=brief, keep=kept)


@pytest.mark.timeout(60)
def test_a_whole_chapter_is_read():
    chapter = ("The keeper climbs the stairs and lights the lamp again. " * 400)[:20_000]
    film("warm up")
    _, board = film(chapter, seconds=30, seed=99)
    assert checked(board).frames == 720


def test_what_a_person_changed_in_the_brief_counts():
    brief, _ = film(PROMPTS[1])
    brief |= {
        "title": "Aurora",
        "call_to_action": "Run with us",
        "messages": ["Weighs as much as a letter"],
        "place": "the sea",
        "time": "night",
    }
    _, board = film(PROMPTS[1], brief=brief)
    assert "Run with us" in board["scenes"][-1]["words"]
    assert any(scene["narration"] == "Weighs as much as a letter." for scene in board["scenes"])
    assert any(read_prompt(scene["start_prompt"]).setting == "sea" for scene in board["scenes"])
