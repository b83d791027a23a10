"""captions.py: files of captions, with times, by line and by word, and nothing a player could take for markup."""

import re
from itertools import pairwise

from vidpipe.film.cut import CutPlan, Shot, VoiceLine
from vidpipe.media import captions


def plan(*lines: tuple[int, int, str], frames: int = 2400) -> CutPlan:
    voice = tuple(VoiceLine(scene="scene", start=start, frames=length, text=text) for start, length, text in lines)
    return CutPlan(
        width=160, height=90, rate=24, shots=(Shot(scene="scene", media="0" * 64, frames=frames),), voice=voice
    )


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


def test_a_line_s_words_have_their_times_in_a_file_by_word() -> None:
    vtt = captions.write(plan((0, 48, "Light as air.")), "vtt", by_word=True)
    assert re.fullmatch(r"WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nLight<00:00:00.\d+> as<00:00:01.\d+> air.\n", vtt)
    srt = captions.write(plan((0, 48, "Light as air.")), "srt", by_word=True)
    assert [entry.split("\n")[2] for entry in srt.strip().split("\n\n")] == ["Light", "as", "air."]
    spans = [pair.split(" --> ") for pair in re.findall(r".* --> .*", srt)]
    assert spans[0][0] == "00:00:00,000"
    assert spans[-1][1] == "00:00:02,000"
    assert all(one[1] == two[0] for one, two in pairwise(spans))


def test_markup_is_shown_not_obeyed() -> None:
    text = "<b>a</b> & <script> --> {\\an8} 5 > 3"
    vtt, srt = (captions.write(plan((0, 48, text)), kind) for kind in ("vtt", "srt"))
    assert "&lt;b&gt;a&lt;/b&gt; &amp;" in vtt
    assert vtt.count("-->") == 1
    assert srt.count("-->") == 1
    assert not set("<{}") & set(srt)
