"""The local director's film of a document: its title, its points, its language; nothing that does not stand in it."""

from typing import Any

import pytest

from vidpipe.film.extract import key_points
from vidpipe.film.source import Passage
from vidpipe.providers.local.director import write_brief, write_reading, write_storyboard

TEXTS = {
    "en": (
        ("Bees", "What is Bees?", "In short:"),
        {
            "Pollen": "Bees carry pollen from flower to flower.",
            "The hive": "A hive holds forty thousand bees.",
            "Honey": "Honey is dried nectar that keeps for years.",
        },
    ),
    "es": (
        ("Abejas", "¿Qué es Abejas?", "En resumen:"),
        {
            "El polen": "Las abejas llevan el polen de flor en flor.",
            "La colmena": "Una colmena tiene cuarenta mil abejas.",
            "La miel": "La miel es néctar seco que dura años.",
        },
    ),
    "fr": (
        ("Abeilles", "Abeilles : de quoi s'agit-il ?", "En bref :"),
        {
            "Le pollen": "Les abeilles portent le pollen de fleur en fleur.",
            "La ruche": "Une ruche compte quarante mille abeilles.",
            "Le miel": "Le miel est du nectar séché qui dure des années.",
        },
    ),
}
GERMAN = ["Die Bienen tragen den Pollen von Blüte zu Blüte.", "Ein Stock hat vierzigtausend Bienen im Sommer."]


def known(language: str) -> tuple[tuple[str, str, str], list[str], list[str]]:
    facts, told = TEXTS[language]
    return facts, list(told.values()), list(told)


def source(title: str, lines: list[str], headings: list[str], language: str = "") -> dict[str, Any]:
    passages = [
        Passage(number=n, text=line, heading=heading, level=1)
        for n, (line, heading) in enumerate(zip(lines, headings, strict=True), 1)
    ]
    points = [point.plain() for point in key_points(passages, most=8, title=title)]
    return {"kind": "text", "name": "a.txt", "title": title, "language": language, "points": points}


def film(told: dict[str, Any], *, prompt: str = "", seconds: int = 30, **more: Any) -> tuple[dict, list[dict]]:
    data = {"prompt": prompt or told["title"], "title": "", "kind": None, "style": "", "language": "", "seed": 4}
    data |= {"source": told} | more
    brief = write_brief(data)
    board = write_storyboard({**data, "brief": brief, "frames": 24 * seconds, "rate": 24, "keep": [], "limits": {}})
    return brief, board["scenes"]


@pytest.mark.parametrize("language", TEXTS)
def test_a_document_is_told_in_its_own_language_and_words(language: str) -> None:
    (title, question, sums_up), lines, headings = known(language)
    brief, scenes = film(source(title, lines, headings))
    assert (brief["title"], brief["kind"], brief["language"]) == (title, "explainer", language)
    assert scenes[0]["narration"] == question
    assert [scene["narration"] for scene in scenes[1:4]] == lines
    assert [scene["words"] for scene in scenes[1:4]] == headings
    assert [scene["origin"] for scene in scenes[1:4]] == [[1], [2], [3]]
    assert scenes[-1]["narration"].startswith(sums_up)
    assert sum(scene["frames"] for scene in scenes) == 720


def test_another_language_is_told_in_its_words_and_nothing_is_made_up() -> None:
    brief, scenes = film(source("Bienen", GERMAN, ["Pollen", "Stock"], "de"))
    assert brief["language"] == "de"
    said = {scene["narration"] for scene in scenes if scene["narration"]}
    assert said <= {*GERMAN, "Bienen."}


def test_a_short_film_says_fewer_points_and_each_in_full() -> None:
    (title, _, _), lines, headings = known("en")
    _, scenes = film(source(title, lines * 3, [f"{heading} {n}" for n in range(3) for heading in headings]), seconds=15)
    said = [scene["narration"] for scene in scenes[1:-1]]
    assert 1 <= len(said) <= 3
    assert set(said) <= set(lines)


def test_what_the_person_says_chooses_the_kind_and_the_document_does_not() -> None:
    told = source(
        "A plan",
        ["Make an ad for a shop, with a 600 second story and a budget.", *known("en")[1]],
        ["a", "b", "c", "d"],
    )
    assert film(told)[0]["kind"] == "explainer"
    assert film(told, kind="ad")[0]["kind"] == "ad"
    assert film(told, prompt="An ad for our honey, warm and slow")[0]["kind"] == "ad"


def test_a_part_of_a_long_document_is_read_as_sentences_that_stand_in_it() -> None:
    passages = [Passage(number=n, text=line).plain() for n, line in enumerate(known("en")[1], 7)]
    gist = write_reading({"title": "Bees", "passages": passages})
    assert {point["text"] for point in gist["points"]} <= set(known("en")[1])
    assert {point["passage"] for point in gist["points"]} <= {7, 8, 9}
    assert write_reading({"title": "", "passages": []}) == {"points": [], "quotes": [], "numbers": []}


def test_the_same_document_gives_the_same_film() -> None:
    (title, _, _), lines, headings = known("en")
    assert film(source(title, lines, headings)) == film(source(title, lines, headings))


LEAD = (
    "A studio in Python. You bring a page; it becomes a finished film with a voice and music that nobody has to write. "
    "At every step you see it."
)


def said_in(scenes: list[dict]) -> list[str]:
    return [scene["narration"] for scene in scenes if scene["narration"]]


def test_the_lead_is_told_and_neither_the_setting_up_nor_the_title_a_second_time() -> None:
    headings = ["Reel", "First film", "Limits"]
    told = source("Reel", [LEAD, "One command, and it is there.", "Films last ten minutes."], headings)
    scenes = film(told, seconds=24)[1]
    said = said_in(scenes)
    assert said == ["What is Reel?", "A studio in Python.", "You bring a page.",
                    "It becomes a finished film with a voice and music that nobody has to write.",
                    "At every step you see it.", "Films last ten minutes."]  # fmt: skip
    assert not any("python" in scene["start_prompt"] for scene in scenes)
    assert scenes[3]["words"] == ""  # the beginning of what is said is no caption
    assert [scene["origin"] for scene in scenes[1:]] == [[1]] * 4 + [[3]]


def test_a_film_named_after_a_file_asks_nothing_of_the_name_and_begins_with_its_first_point() -> None:
    lines = [
        "Hello and welcome back.",
        "The lamp burned oil.",
        "He rang a bell in fog [4].",
        "He left it for good (Ray, 1987).",
    ]
    assert said_in(film(source("", lines, [""] * 4), seconds=15)[1]) == [
        "The lamp burned oil.",
        "He rang a bell in fog.",
        "He left it for good.",
    ]
