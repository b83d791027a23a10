"""captions.py: all the narration, in time, in short rows, with nothing a player could take for markup."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vidpipe.film.cut import CutPlan, Shot, VoiceLine
from vidpipe.media import captions

TIME = re.compile(r"(\d\d):(\d\d):(\d\d)[.,](\d\d\d) --> (\d\d):(\d\d):(\d\d)[.,](\d\d\d)")


def plan(*lines: tuple[int, int, str], frames: int = 2400) -> CutPlan:
    voice = tuple(VoiceLine(scene="scene", start=start, frames=length, text=text) for start, length, text in lines)
    return CutPlan(
        width=160, height=90, rate=24, shots=(Shot(scene="scene", media="0" * 64, frames=frames),), voice=voice
    )


def bare(text: str) -> str:
    return "".join(text.split())


def test_srt_has_numbers_times_and_rows() -> None:
    assert captions.write(plan((24, 48, "Cold for a day. Light as air.")), "srt") == (
        "1\n00:00:01,000 --> 00:00:03,000\nCold for a day. Light as air.\n"
    )


def test_vtt_has_its_head_and_points_in_times() -> None:
    assert captions.write(plan((0, 36, "Hello.")), "vtt") == "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nHello.\n"


def test_an_hour_is_counted() -> None:
    assert "01:00:00,000 --> 01:00:01,000" in captions.write(plan((86_400, 24, "Late."), frames=90_000), "srt")


def test_a_plan_without_words_gives_a_valid_empty_file() -> None:
    assert captions.write(plan(), "vtt") == "WEBVTT\n\n"
    assert captions.write(plan((0, 24, "")), "srt") == ""


def test_long_lines_are_split_at_sentences_and_share_the_time_by_length() -> None:
    first = "This is the first sentence of a line that is long."
    second = "And here is the second one, which is longer still, and needs two rows."
    found = captions.cues(plan((0, 240, f"{first} {second}")))
    assert [bare(text) for _, _, text in found] == [bare(first), bare(second)]
    assert found[0][1] == found[1][0]
    assert (found[0][0], found[-1][1]) == (0, 10_000)
    assert found[0][1] / 10_000 == pytest.approx(len(first) / (len(first) + len(second)), abs=0.02)


def test_markup_is_shown_not_obeyed() -> None:
    text = "<b>a</b> & <script> --> {\\an8} 5 > 3"
    vtt, srt = (captions.write(plan((0, 48, text)), kind) for kind in ("vtt", "srt"))
    assert "&lt;b&gt;a&lt;/b&gt; &amp;" in vtt
    assert vtt.count("-->") == 1
    assert srt.count("-->") == 1
    assert not set("<{}") & set(srt)


def test_lines_do_not_overlap_and_end_with_the_film() -> None:
    found = captions.cues(plan((0, 100, "One."), (48, 48, "Two."), (90, 500, "Three."), frames=120))
    assert [(start, end) for start, end, _ in found] == [(0, 2000), (2000, 3750), (3750, 5000)]


def test_rows_are_even() -> None:
    rows = captions.rows("The quick brown fox jumps over the lazy dog and away")
    assert len(rows) == 2
    assert abs(len(rows[0]) - len(rows[1])) < 10


def test_wide_scripts_are_broken_without_spaces() -> None:
    text = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"
    text += "何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。"
    found = captions.cues(plan((0, 480, text)))
    assert len(found) > 1
    assert bare("".join(part for _, _, part in found)) == text
    assert all(captions.columns(row) <= captions.ROW for _, _, part in found for row in part.split("\n"))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=300).filter(lambda text: text.isprintable()), max_size=5), st.integers(1, 200))
def test_whatever_is_said_nothing_is_lost_and_every_cue_fits(texts: list[str], length: int) -> None:
    made = plan(*((number * length, length, text) for number, text in enumerate(texts)), frames=length * 6)
    found = captions.cues(made)
    assert bare("".join(text for _, _, text in found)) == bare("".join(line.text for line in made.voice))
    for start, end, text in found:
        assert 0 <= start <= end <= 1000 * length * 6 / 24 + 1
        assert len(text.split("\n")) <= captions.ROWS
        assert all(captions.columns(row) <= captions.ROW for row in text.split("\n"))
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    assert len(TIME.findall(captions.write(made, "vtt"))) == len(found)
