"""The local director's treatment, by its seed in the prompt's language; and what words alone tell the painter."""

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from vidpipe.providers.local.director import write_storyboard, write_treatment
from vidpipe.providers.local.director.picturing import aimed, in_english

PROMPTS = {
    "en": "A lighthouse keeper waits for a ship in a storm",
    "es": "Un gato callejero cruza Madrid de noche",
    "fr": "Une vieille dame apprend le piano",
}
LABELS = {"en": "Logline: ", "es": "Sinopsis: ", "fr": "Synopsis : "}
CLOSES = {"en": "Closing line: ", "es": "Última frase: ", "fr": "Dernière phrase : "}


def parts(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n\n")


@pytest.mark.parametrize("language", PROMPTS)
def test_it_has_its_parts_in_the_prompt_s_language_and_says_the_prompt_in_its_own_words(language: str) -> None:
    title, logline, *beats, close = parts(write_treatment({"prompt": PROMPTS[language], "seed": 4}))
    assert 1 <= len(title) <= 60
    assert logline == f"{LABELS[language]}{PROMPTS[language]}."
    assert [beat[:3] for beat in beats] == ["1. ", "2. ", "3. "]
    assert close.startswith(CLOSES[language])
    assert "(" not in "".join(beats)


@given(prompt=st.text(max_size=400), seed=st.integers(0, 2**48))
@effort(max_examples=40)
def test_any_prompt_has_one_and_the_same_seed_the_same(prompt: str, seed: int) -> None:
    text = write_treatment({"prompt": prompt, "seed": seed})
    assert text == write_treatment({"prompt": prompt, "seed": seed})
    assert all(parts(text))
    assert len(parts(text)) >= 4
    text.encode()


def test_seeds_and_prompts_make_it_another() -> None:
    by_seed = {write_treatment({"prompt": PROMPTS["en"], "seed": seed}) for seed in range(8)}
    assert len(by_seed) == 8
    prompts = ["A red kite", "A red kite over a meadow", "The red kite of a child", "A kite seller in the rain"]
    by_prompt = [write_treatment({"prompt": prompt, "seed": 1}).partition("\n\n")[2] for prompt in prompts]
    assert len(set(by_prompt)) == 4


@pytest.mark.parametrize(
    ("prompt", "logline"),
    [
        ("Tell me a story about a robot who waters a garden.", "Logline: A robot who waters a garden."),
        ("Write a short ad for Luma, a solar lamp for campers. Warm.", "Logline: Luma, a solar lamp for campers."),
        ("Escribe un cuento sobre una ballena que canta.", "Sinopsis: Una ballena que canta."),
        ("Écris une histoire sur une baleine qui chante.", "Synopsis : Une baleine qui chante."),
        ("How do bees make honey?", "Logline: How do bees make honey?"),
    ],
)
def test_the_order_to_write_it_is_no_part_of_what_it_is_about(prompt: str, logline: str) -> None:
    assert parts(write_treatment({"prompt": prompt, "seed": 2}))[1] == logline


def test_a_language_that_is_not_written_here_keeps_its_own_words_and_the_rest_is_in_the_one_asked_for() -> None:
    data = {"prompt": "灯台守が嵐を待つ。", "seed": 1, "language": "fr"}
    title, logline, *_, close = parts(write_treatment(data))
    assert (title, logline) == ("灯台守が嵐を待つ", "Synopsis : 灯台守が嵐を待つ。")
    assert close.startswith("Dernière phrase : « ")
    assert "Closing line: “" in write_treatment({"prompt": "灯台守が嵐を待つ。", "seed": 1, "language": "ja"})


def test_a_place_is_called_by_its_own_name() -> None:
    told = [write_treatment({"prompt": PROMPTS["es"], "seed": seed}) for seed in range(6)]
    assert "Barcelona" not in "".join(told)
    assert any("Madrid" in text.partition("\n\n1. ")[2] for text in told)


@pytest.mark.parametrize(
    ("words", "camera", "shot"),
    [
        ("Slow pan left over a harbour", "pan left", ""),
        ("A fox in the snow, wide shot, crane up", "crane up", "wide"),
        ("Un phare dans la tempête", "push in", ""),
        ("A harbour. Locked camera, close-up of a rope", "static", "close"),
    ],
)
def test_camera_and_shot_of_a_clip_stand_in_its_words(words: str, camera: str, shot: str) -> None:
    assert aimed(words) == (camera, shot)


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("Un barco en el mar, de noche", "A sailboat on the open sea at night"),
        ("Une rue sous la pluie, la nuit", "In a narrow street under shop signs at night in the rain"),
        ("Dos perros en la cocina al amanecer", "Two dogs in a quiet kitchen at dawn"),
        ("灯台守が嵐を待つ", "A lighthouse in a heavy storm, in the rain"),
    ],
)
def test_the_painter_is_told_in_english_what_words_of_another_language_show(words: str, english: str) -> None:
    assert in_english(words) == english


@pytest.mark.parametrize("words", ["A red fox in a forest", "Paris, night", "neon shapes", "", "1234", "Tout va bien"])
def test_words_that_the_painter_reads_as_well_or_better_stay_as_they_are(words: str) -> None:
    assert in_english(words) == words


def test_no_picture_of_a_film_is_painted_from_other_words_than_before() -> None:
    for language, prompt in PROMPTS.items():
        data = {"prompt": prompt, "seed": 3, "frames": 24 * 40, "rate": 24, "language": language}
        for scene in write_storyboard(data)["scenes"]:
            for words in (scene["start_prompt"], scene["end_prompt"]):
                assert in_english(words) == words
