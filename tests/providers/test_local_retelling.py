"""The local director tells a film again in another language, and says what it cannot."""

from typing import Any

import pytest

from vidpipe.errors import Kind, ProviderError
from vidpipe.providers.local.director import write_brief, write_lines, write_storyboard

KEEPER = "A lonely lighthouse keeper befriends a whale"
BEES = "How do bees make honey?"
FOX = "A red fox crosses a snowy forest at night. It meets an old owl by the river. The owl shows it the way home."


def told(prompt: str, *, title: str = "") -> dict[str, Any]:
    brief = write_brief({"prompt": prompt, "language": "en", "seed": 7, "title": title, "kind": None, "style": ""})
    limits = {"shortest": 500, "longest": 10_000, "only": []}
    asked = {"prompt": prompt, "style": "", "frames": 480, "rate": 24, "seed": 7, "narration": True, "limits": limits}
    return asked | {"brief": brief, "keep": [], "crossfade": None}


def asked(prompt: str, language: str = "es", *, change: dict[int, str] | None = None, **more: Any) -> dict[str, Any]:
    """The words of the film that the director writes, some of them changed by a person."""
    source = told(prompt, **more)
    rows = []
    for number, scene in enumerate(write_storyboard(source)["scenes"]):
        said = (change or {}).get(number, scene["narration"])
        rows.append({"id": f"s{number}"} | {k: v for k, v in (("narration", said), ("words", scene["words"])) if v})
    return {"from": "en", "language": language, "scenes": rows, "told from": source}


@pytest.mark.parametrize("language", ["es", "fr"])
def test_its_own_lines_are_told_scene_by_scene_and_it_says_that_they_are_no_translation(language):
    want = asked(KEEPER, language)
    found = write_lines(want)
    assert [row["id"] for row in found["scenes"]] == [row["id"] for row in want["scenes"]]
    assert all(row["narration"] for row in found["scenes"])
    own = {row["narration"] for row in want["scenes"]}
    assert own.isdisjoint(row["narration"] for row in found["scenes"])
    assert "not translated" in found["notes"][0]
    assert write_lines(want) == found


def test_a_line_that_a_person_wrote_is_left_to_the_person():
    found = write_lines(asked(KEEPER, change={1: "My very own words about the whale."}))
    assert found["scenes"][1]["narration"] == ""
    assert found["scenes"][0]["narration"]
    assert "1 scene has words of your own" in found["notes"][1]


def test_what_the_prompt_says_itself_is_never_passed_off_as_told_in_another_language():
    scenes = write_lines(asked(BEES))["scenes"]
    assert not any("bees" in row.get("words", "") for row in scenes)
    fox = write_lines(asked(FOX))["scenes"]
    assert [bool(row["narration"]) for row in fox].count(False) >= 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"language": "de"}, "English, Spanish and French alone"),
        ({"from": "ja"}, "English, Spanish and French alone"),
        ({"language": "en-GB"}, "no two kinds"),
        ({"told from": None}, "what a document says"),
        ({"scenes": [{"id": "s0", "narration": "All of it is mine."}]}, "words are your own"),
    ],
)
def test_what_it_cannot_tell_it_refuses_for_free_with_what_to_do(more, said):
    with pytest.raises(ProviderError, match=said) as caught:
        write_lines(asked(KEEPER) | more)
    assert (caught.value.kind, caught.value.billed) == (Kind.INVALID, False)
    assert "by hand" in caught.value.remedy
    assert "key" in caught.value.remedy
