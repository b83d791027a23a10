"""subtitles.py, wording.py, speech.py: what is said is shown whole, in time, in rows to be read, in any script."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from media_room import Room, tone, write_wav

from vidpipe.film.caption import Cue
from vidpipe.film.cut import CutPlan, Shot, VoiceLine
from vidpipe.media import subtitles, wording
from vidpipe.media.decoded import Decoder
from vidpipe.media.keep import FolderKeep
from vidpipe.media.speech import measured, stretches
from vidpipe.media.subtitles import Measure, of_shape, of_style

WIDE, TALL = of_shape(1280, 720), of_shape(720, 1280)
MEASURES = [WIDE, TALL, of_style("bold", 1280, 720), of_style("bold", 720, 1280), of_style("words", 720, 1280)]
JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"
JAPANESE += "何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。"
HEBREW = "בכל בוקר, לפני שהעיר מתעוררת, יורד הדייג הזקן אל הנמל. הוא אינו ממהר."
THAI = "ทุกเช้าก่อนที่เมืองจะตื่นชายชราจะเดินลงไปที่ท่าเรือและมองดูทะเลอย่างเงียบสงบเสมอ"
DIGEST = "a" * 64


def plan(*lines: tuple[int, int, str], frames: int = 2400, media: str | None = None) -> CutPlan:
    voice = tuple(
        VoiceLine(scene="scene", start=start, frames=length, text=text, media=media) for start, length, text in lines
    )
    shot = Shot(scene="scene", media="0" * 64, frames=frames)
    return CutPlan(width=160, height=90, rate=24, shots=(shot,), voice=voice)


def bare(text: str) -> str:
    return "".join(text.split())


def texts(found: list[Cue]) -> list[str]:
    return [cue.text.replace("\n", " / ") for cue in found]


TEXT = st.text(max_size=300).filter(lambda text: text.isprintable())
SPEECH = st.lists(st.tuples(st.integers(20, 900), st.integers(60, 2500)), min_size=1, max_size=12).map(
    lambda pairs: [
        (at, at + length)
        for at, length in zip(
            np.cumsum([gap + before for (gap, _), (_, before) in zip(pairs, [(0, 0), *pairs], strict=False)]).tolist(),
            [length for _, length in pairs],
            strict=True,
        )
    ]
)


@settings(max_examples=250, deadline=None)
@given(st.lists(TEXT, max_size=4), st.integers(1, 240), st.sampled_from(MEASURES), st.none() | SPEECH)
def test_whatever_is_said_nothing_is_lost_and_nothing_overlaps(
    said: list[str], length: int, measure: Measure, speech: list[tuple[int, int]] | None
) -> None:
    made = plan(*((number * length, length, text) for number, text in enumerate(said)), frames=length * 5, media=DIGEST)
    found = subtitles.cues(made, measure, {DIGEST: speech} if speech else {})
    assert bare("".join(cue.text for cue in found)) == bare("".join(line.text for line in made.voice))
    for cue in found:
        assert 0 <= cue.start <= cue.end <= round(1000 * made.frames / 24)
        assert cue.end - cue.start <= measure.most
        assert len(cue.rows) <= measure.rows
        assert len(cue.said) == sum(map(len, cue.rows))
        assert [cue.start, *cue.said, cue.end] == sorted([cue.start, *cue.said, cue.end])
        for row in cue.rows:
            assert wording.columns("".join(row).strip()) <= measure.columns or len([w for w in row if w.strip()]) <= 1
    assert all(one.end <= two.start for one, two in pairwise(found))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("abcdefghij ,.", min_size=5, max_size=120), min_size=1, max_size=3))
def test_where_there_is_room_every_caption_can_be_read(said: list[str]) -> None:
    spaced = [text for text in said if bare(text)]
    for cue in subtitles.cues(plan(*((600 * place, 600, text) for place, text in enumerate(spaced))), WIDE):
        length, signs = cue.end - cue.start, sum(wording.columns(text) for text in cue.texts)
        assert length >= 900
        assert length + 1 >= 1000 * signs / WIDE.pace or length == WIDE.most


def test_long_lines_break_after_sentences_and_clauses_and_rows_are_even() -> None:
    line = "Wenn der Morgen über den Dächern der Stadt langsam heller wird, "
    line += "beginnt die schönste Stunde. Niemand sieht sie."
    assert texts(subtitles.cues(plan((0, 216, line)), WIDE)) == [
        "Wenn der Morgen über den Dächern / der Stadt langsam heller wird,",
        "beginnt die schönste Stunde. / Niemand sieht sie.",
    ]
    upright = texts(subtitles.cues(plan((0, 216, line)), TALL))
    assert len(upright) == 3
    assert all(len(row) <= 26 for text in upright for row in text.split(" / "))


def test_short_sentences_share_a_row_and_long_ones_do_not_share_a_caption() -> None:
    assert texts(subtitles.cues(plan((0, 96, "Cold for a day. Light as air.")), WIDE)) == [
        "Cold for a day. Light as air."
    ]
    first = "This is the first sentence of a line that is long."
    found = subtitles.cues(plan((0, 240, f"{first} And here is the second one, which is longer still.")), WIDE)
    assert bare(found[0].text) == bare(first)
    assert found[0].end == found[1].start


def test_lines_end_with_the_next_one_and_with_the_film() -> None:
    found = subtitles.cues(plan((0, 100, "One."), (48, 48, "Two."), (90, 500, "Three."), frames=120), WIDE)
    assert [(cue.start, cue.end) for cue in found] == [(0, 2000), (2000, 3750), (3750, 5000)]


def test_scripts_without_spaces_are_broken_and_no_row_begins_with_a_full_stop() -> None:
    for measure in MEASURES:
        found = subtitles.cues(plan((0, 720, JAPANESE)), measure)
        assert bare("".join(cue.text for cue in found)) == JAPANESE
        rows = [row for cue in found for row in cue.texts]
        assert all(wording.columns(row) <= measure.columns + 2 for row in rows)
        assert not any(row[0] in "。、ーャ" for row in rows)
    assert texts(subtitles.cues(plan((0, 240, JAPANESE)), WIDE))[0] == "吾輩は猫である。名前はまだ無い。"


def test_marks_stay_on_their_letters() -> None:
    """Thai writes no spaces: it is broken between letters and never before a vowel sign that stands on one."""
    rows = [row for cue in subtitles.cues(plan((0, 720, THAI)), TALL) for row in cue.texts]
    assert len(rows) > 1
    assert bare("".join(rows)) == THAI
    assert not any(wording.columns(row[0]) == 0 for row in rows)


def test_right_to_left_keeps_its_order_and_breaks_after_its_sentences() -> None:
    found = subtitles.cues(plan((0, 480, HEBREW)), WIDE)
    assert bare("".join(cue.text for cue in found)) == bare(HEBREW)
    assert found[-1].text.endswith("הוא אינו ממהר.")


def test_a_pause_that_is_heard_falls_where_the_sentence_ends() -> None:
    said = wording.words("Cold for a whole day. Light as air.")
    times = subtitles.within(said, [(100, 1400), (2300, 3100)])
    assert times[4][1] == 1400
    assert times[5][0] == 2300
    found = subtitles.cues(
        plan((24, 96, "Cold for a whole day. Light as air."), media=DIGEST),
        replace(WIDE, whole=False),
        {DIGEST: [(100, 1400), (2300, 3100)]},
    )
    assert [cue.said[0] for cue in found] == [1100, 3300]


def test_a_line_ends_with_its_speech_also_where_that_passes_its_scene() -> None:
    found = subtitles.cues(plan((0, 24, "One two three."), media=DIGEST), WIDE, {DIGEST: [(0, 2200)]})
    assert 2200 <= found[-1].end <= 2200 + subtitles.LINGER


@pytest.mark.parametrize("gaps", [(0.5,), (0.4, 0.9)])
def test_speech_is_found_between_its_pauses(room: Room, tmp_path, gaps: tuple[float, ...]) -> None:
    parts = [np.zeros(4800)]
    for gap in (*gaps, 0.3):
        parts += [tone(220, 0.8), np.zeros(round(gap * 48_000))]
    sound = np.concatenate(parts) + np.random.default_rng(1).normal(0, 0.0004, sum(map(len, parts)))
    file = write_wav(tmp_path / "voice.wav", sound)
    found = measured(file, DIGEST, Decoder(FolderKeep(tmp_path / "kept"), tmp_path, lambda: False))
    wanted = [100 + round(1000 * (0.8 * place + sum(gaps[:place]))) for place in range(len(gaps) + 1)]
    assert len(found) == len(wanted)
    for (start, end), begins in zip(found, wanted, strict=True):
        assert start == pytest.approx(begins, abs=20)
        assert end == pytest.approx(begins + 800, abs=20)


def test_nothing_is_said_in_silence() -> None:
    assert stretches(np.full(200, -90.0)) == []
    assert stretches(np.zeros(0)) == []
