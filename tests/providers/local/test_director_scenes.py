"""What the words say stands in the scenes: who, with what, where, in which weather; and nothing they exclude."""

import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vidpipe.film.brief import FilmKind
from vidpipe.library.lexicon import LANGUAGES, lexicon, stage, world
from vidpipe.library.visual import GROUPS, spot, visual
from vidpipe.providers.local.director import write_brief, write_storyboard
from vidpipe.providers.local.director.reading import read, read_place
from vidpipe.providers.local.director.shots import nearest


def scenes(prompt: str, *, seed: int = 1, seconds: float | None = 24) -> list[dict[str, Any]]:
    asked = {"prompt": prompt, "seed": seed, "rate": 24, "frames": round(seconds * 24) if seconds else None}
    brief = write_brief(asked)
    return list(write_storyboard({**asked, "brief": brief, "limits": {"longest": 10_000}})["scenes"])


def pictures(prompt: str, **how: Any) -> str:
    return "\n".join(scene["start_prompt"] for scene in scenes(prompt, **how))


@pytest.mark.parametrize(
    ("prompt", "least"),
    [
        ("A lighthouse keeper finds a message in a bottle", {"lighthouse": 3, "green bottle": 1, "coast": 2}),
        ("A storm over the sea, epic", {"storm": 5, "teal palette": 5}),
        ("A girl and her red umbrella in an empty city in the rain", {"red umbrella": 2, "in the rain": 3}),
        ("A small robot gardens on Mars and grows one red flower", {"small robot": 3, "red flower": 1, "on Mars": 4}),
        ("Two foxes cross a frozen lake to find spring", {"two foxes": 4, "frozen lake": 2, "in spring": 1}),
        ("A dragon afraid of fire learns to cook", {"dragon": 3, "kitchen": 1}),
        ("Three penguins open an ice cream shop in the desert", {"three penguins": 3, "ice cream": 1, "desert": 4}),
        ("A bear learns to ride a bicycle", {"bear on a bicycle": 2}),
        ("A knight who lost his horse walks home through an autumn forest", {"forest": 3, "horse": 1, "in autumn": 3}),
        (
            "Un faro en una tormenta y una niña con una linterna",
            {"lighthouse": 2, "storm": 4, "girl with a lantern": 1},
        ),
        ("Un viejo tren cruza los Andes en invierno", {"old train": 4, "in the Andes": 4, "snow": 4}),
        ("Une petite fille et son ballon bleu dans un marché", {"blue party balloon": 2, "market": 3}),
        ("THREE GREEN APPLES, ONE RED CHAIR, NO PEOPLE!!!", {"three green apples": 3, "red chair": 3}),
    ],
)
def test_what_the_words_say_stands_in_the_scenes(prompt: str, least: dict[str, int]) -> None:
    told = [scene["start_prompt"] for scene in scenes(prompt)]
    seen = {words: sum(words in one for one in told) for words in least}
    assert {words: count for words, count in seen.items() if count < least[words]} == {}


@pytest.mark.parametrize(
    ("prompt", "never"),
    [
        ("THREE GREEN APPLES, ONE RED CHAIR, NO PEOPLE!!!", ("person", "people")),
        ("A walk in the park without rain", ("rain",)),
        ("A whale who wanted to see the mountains", ("trail", "ridge")),
        ("A storm over the sea, epic", ("underwater", "starry", "beach")),
        ("An old fisherman teaches his granddaughter to read the stars", ("outer space", "orbit")),
        ("A knight walks home through the forest", ("living room",)),
    ],
)
def test_what_the_words_exclude_or_only_mention_does_not(prompt: str, never: tuple[str, ...]) -> None:
    told = pictures(prompt)
    assert [word for word in never if re.search(rf"\b{word}\b", told)] == []


@pytest.mark.parametrize(
    ("prompt", "kind", "brand", "slogan"),
    [
        ('An electric car crossing the Alps, "Volta: quietly far"', "ad", "Volta", "quietly far"),
        ('Luxury watch commercial, "Nordhaus. Time, kept."', "ad", "Nordhaus", "Time, kept"),
        ("Ad: Kite, the folding bike for commuters", "ad", "Kite", ""),
        ("Running shoes for the rain: Pluvia, energetic", "ad", "Pluvia", ""),
        ("Ad for a small bakery in Lisbon, Sunday morning", "ad", "", ""),
        ('Anuncio de una cafetería: "Despacio sabe mejor"', "ad", "", "Despacio sabe mejor"),
        ('Publicité pour un vélo rouge, "Roulez léger"', "ad", "", "Roulez léger"),
        ("Skin cream in a glass jar on marble", "ad", "", ""),
        ("Rain on a window, slow piano, melancholic", "story", "", ""),
        ("How bread rises", "explainer", "", ""),
        ("Why sleep matters: three reasons", "explainer", "", ""),
        ("Pourquoi la mer est-elle salée ?", "explainer", "", ""),
    ],
)
def test_kind_name_and_slogan_are_told_apart(prompt: str, kind: str, brand: str, slogan: str) -> None:
    seen = read(prompt)
    assert (seen.kind, seen.brand, seen.slogan) == (FilmKind(kind), brand, slogan)


def test_a_film_without_a_length_is_as_long_as_its_prompt_says() -> None:
    assert sum(scene["frames"] for scene in scenes("Sunrise over a lake, calm, 12 seconds", seconds=None)) == 12 * 24


def test_a_landscape_is_told_without_inventing_anybody() -> None:
    for prompt in ("A storm over the sea, epic", "Deep space, drifting, ambient"):
        for one in (scene["start_prompt"].partition(": ")[2].partition(" palette")[0] for scene in scenes(prompt)):
            assert [seen.id for seen in spot(one, "subjects") if visual().subjects[seen.id].kind != "idea"] == [], one


def test_poses_and_spots_name_nothing_that_a_painter_would_read_as_more() -> None:
    spoken = [pose for deed in world()["deeds"] for pose in deed["pose"]]
    spoken += [
        pose for pairs in stage()["poses"].values() for pair in pairs for pose in pair if "wide view" not in pose
    ]
    for pose in spoken:
        for group in ("subjects", "settings", "rooms", "times", "weathers", "ambients", "colours"):
            assert group not in GROUPS or not [one for one in spot(pose, group) if "light" not in pose], (pose, group)


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_are_known_to_the_world_and_found_by_the_name_they_are_given(language: str) -> None:
    for name, place in lexicon(language).places.items():
        settings = world()["places"][name]["settings"]
        assert all(one in stage()["spots"] and nearest(one) in visual().settings for one in settings), name
        found = read_place(place.name)
        assert not found or name in found, (name, place.name, found)


def test_films_of_one_seed_do_not_begin_alike() -> None:
    prompts = [f"A {who} {does}" for who in ("cat", "dragon", "sailor", "train") for does in ("waits", "travels far")]
    first = Counter(scenes(prompt, seed=5)[0]["narration"] for prompt in prompts)
    assert max(first.values()) <= 2


WHO = st.sampled_from(["cat", "old woman", "robot", "whale", "train", "kite", "girl", "penguin", "lamp"])
WHERE = st.sampled_from(
    ["in a market", "on the beach", "in the jungle", "in the snow", "in a storm", "by the river", ""]
)
HOW = st.sampled_from(["two", "three", "a red", "a small", "an old"])


@given(HOW, WHO, WHERE, st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_whoever_is_named_is_seen_with_colour_and_number(how: str, who: str, where: str, seed: int) -> None:
    many = how in ("two", "three")
    noun = {"old woman": "old women"}.get(who, f"{who}s") if many else who
    told = pictures(f"The story of {how} {noun} {where}", seed=seed)
    said = f"{how.removeprefix('an ').removeprefix('a ')} {noun}" if how != "an old" or who != "old woman" else who
    assert told.count(said) >= 2, told
