"""Words that no font draws are named by their scene with the font to get; a font of the machine that draws them too."""

import pytest

from vidpipe.film.cut import CutPlan, Shot, VoiceLine, Words
from vidpipe.media import typeset
from vidpipe.media.scripts import script_of
from vidpipe.media.unlettered import unlettered

SCENES = ("one", "two", "three")
SAID = {"one": "おはよう", "two": "Good morning", "three": "海です"}


def plan(**more: object) -> CutPlan:
    shots = tuple(Shot(scene=scene, media="0" * 64, frames=48) for scene in SCENES)
    voice = tuple(
        VoiceLine(scene=scene, start=48 * number, frames=48, text=SAID[scene]) for number, scene in enumerate(SCENES)
    )
    cards = (("title", "Kite", 0), ("end", "凧", 100))
    words = tuple(Words(role=role, lines=(text,), start=start, frames=40) for role, text, start in cards)
    asked = {"width": 160, "height": 90, "rate": 24, "shots": shots, "voice": voice, "words": words, "language": "ja"}
    return CutPlan.model_validate(asked | {"subtitles": "plain"} | more)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with no font but ours."""
    monkeypatch.setattr(typeset, "fallback", lambda sign, language: None)


def test_what_is_left_out_for_want_of_a_font_is_told_by_scene_with_the_font_to_get(bare: None) -> None:
    found = {(one.scene, one.says) for one in unlettered(plan())}
    assert found == {
        ("three", "No font here draws Japanese: its end card is left out."),
        ("one", "No font here draws Japanese: captions of its line are left out."),
        ("three", "No font here draws Japanese: captions of its line are left out."),
    }
    assert {one.act for one in unlettered(plan())} == {
        "Install a font such as Noto Sans CJK JP, then make the cut again."
    }


def test_captions_that_are_not_burned_in_need_no_font(bare: None) -> None:
    assert [one.says for one in unlettered(plan(subtitles="off", words=()))] == []


@pytest.mark.parametrize("text", ["שלום", "صباح", "ժամ", "დილა"])
def test_a_font_of_the_machine_draws_its_script_and_is_named(text: str) -> None:
    other = typeset.fallback(text[0], "")
    if other is None:
        pytest.skip("no font here draws this script")
    assert list(unlettered(plan(voice=(), words=(Words(role="title", lines=(text,), start=0, frames=40),)))) == []
    assert typeset.family_of(other) in typeset.lent(text, "")
    assert typeset.lent("Only ours", "en") == ""
    assert typeset.family_of(other) in typeset.drawable()[0].values()


def test_a_font_that_has_every_sign_as_a_box_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import skia

    class Box:
        def getFamilyName(self) -> str:
            return ".LastResort"

        def unicharToGlyph(self, sign: int) -> int:
            return 1

    class Fonts:
        def matchFamilyStyleCharacter(self, *asked: object) -> Box:
            return Box()

    monkeypatch.setattr(skia, "FontMgr", Fonts)
    typeset.fallback.cache_clear()
    assert typeset.fallback("ಕ", "xx") is None
    typeset.fallback.cache_clear()


@pytest.mark.parametrize(
    ("signs", "language", "name"),
    [
        ("朝の灯台", "en", "Japanese"),
        ("朝日", "ja", "Japanese"),
        ("朝日", "en", "Chinese"),
        ("大한국", "en", "Korean"),
        ("กา", "en", "Thai"),
        ("\ue000", "en", "this script"),
    ],
)
def test_a_script_is_known_by_all_of_its_signs(signs: str, language: str, name: str) -> None:
    assert script_of(signs, language).name == name
