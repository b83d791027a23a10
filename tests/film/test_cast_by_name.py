"""Names with `@`: found, resolved to words and to voices, and left alone where nobody has them; banned words."""

import pytest
from pydantic import ValidationError

from vidpipe.film.brand import Brand, banned_in
from vidpipe.film.cast import Member, described, named_in, speaker_of, spoken
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.film.unbranded import unbranded

MUG = Member(name="mug", sort="product", look="A red enamel mug.")
ANNA = Member(name="anna-lee", sort="character", look="a woman with red hair", voice="af_heart")
CAST = (MUG, ANNA)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@mug on a table", ["mug"]),
        ("@Anna-Lee holds the @mug, @mug!", ["anna-lee", "mug"]),
        ("write to me@mug.com or @mugs, see a/@mug", []),
        ("@anna-lee's @mug-", ["anna-lee", "mug"]),
        ("", []),
    ],
)
def test_names_are_found_whole_and_each_once(text, names):
    assert [one.name for one in named_in(text, CAST)] == names


def test_a_name_is_described_once_and_then_only_said():
    text = "@anna-lee lifts @mug. @mug steams as @anna-lee smiles at @nobody"
    assert described(text, CAST) == (
        "A woman with red hair lifts a red enamel mug. The mug steams as Anna Lee smiles at @nobody"
    )


def test_no_article_is_said_twice():
    assert described("An ad for our @mug", CAST) == "An ad for our red enamel mug"


def test_without_a_description_a_name_stands_for_itself():
    assert described("in @old-harbour", (Member(name="old-harbour", sort="place"),)) == "in old harbour"


def test_a_line_is_heard_without_signs_and_spoken_by_whom_it_names():
    line = "@anna-lee: My @mug is warm."
    assert spoken(line, CAST) == "My mug is warm."
    assert speaker_of(line, CAST) == ANNA
    assert speaker_of("@nobody: Hello", CAST) is None
    assert spoken("Follow @acme: now", CAST) == "Follow @acme: now"


@pytest.mark.parametrize("name", ["", "Mug", "two words", "-mug", "@mug", "a" * 41, "_x"])
def test_a_name_that_could_not_be_written_after_the_sign_is_refused(name):
    with pytest.raises(ValidationError):
        Member(name=name, sort="product")


def test_banned_words_are_found_whole_in_lines_and_on_screen():
    scenes = (
        Scene(id="aaaa", frames=24, start_prompt="cheap", narration="Not CHEAPLY made, but cheap."),
        Scene(id="bbbb", frames=48, start_prompt="", narration="The best  ever.", words="Cheaper"),
    )
    board = Storyboard(scenes=scenes)
    assert [(one.scene, one.word) for one in banned_in(board, Brand(name="N", banned=("cheap",)))] == [
        ("aaaa", "cheap")
    ]
    brand = Brand(name="N", banned=("cheap*", "best ever", "a.b"))
    found = [(one.scene, one.where, one.word) for one in banned_in(board, brand)]
    assert found == [
        ("aaaa", "narration", "cheap*"),
        ("bbbb", "narration", "best ever"),
        ("bbbb", "words", "cheap*"),
    ]
    told = list(unbranded(board, brand, rate=24))
    assert [(one.kind, one.start, one.seconds, one.step) for one in told][1] == ("banned", 1.0, 2.0, "storyboard")
    assert told[0].says == "Its line uses “cheap*”, a banned word."
    assert told[2].says == "Its words on screen use “cheap*”, a banned word."
    assert not list(banned_in(board, None))
